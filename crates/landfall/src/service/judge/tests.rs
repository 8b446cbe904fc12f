use super::*;
use testkit::Seeded;

const START: i64 = 1_795_500_000;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(START + second).expect("a moment")
}

fn now(second: i64) -> Now {
    Now { at: at(second), since_start: Duration::from_secs(second.unsigned_abs()) }
}

fn fresh() -> Rule {
    Rule::new(Capability::Filing, now(0), None)
}

/// What is seen in each second, from second 1 on; the incidents that were over by the end, and the rule.
fn walk(mut rule: Rule, seconds: impl IntoIterator<Item = Seen>) -> (Vec<Incident>, Rule, i64) {
    let (mut over, mut second) = (Vec::new(), 0);
    for seen in seconds {
        second += 1;
        over.extend(rule.look(now(second), seen));
    }
    (over, rule, second)
}

fn fine(seconds: usize) -> impl Iterator<Item = Seen> {
    std::iter::repeat_n(Seen { fine: 10, ..Seen::default() }, seconds)
}

fn failing(seconds: usize, failed: u64, fine: u64) -> impl Iterator<Item = Seen> {
    std::iter::repeat_n(Seen { fine, failed, blocked: None }, seconds)
}

fn blocked(seconds: usize, since: i64) -> impl Iterator<Item = Seen> {
    std::iter::repeat_n(Seen { blocked: Some(at(since)), ..Seen::default() }, seconds)
}

#[test]
fn what_is_known_not_to_work_is_down_at_once_from_when_it_last_did_until_it_was_last_seen_so() {
    let (over, rule, second) = walk(fresh(), fine(100).chain(blocked(40, 99)));
    assert!(over.is_empty());
    assert_eq!(rule.standing(now(second)), Standing { state: State::Down, since: Some(at(99)) });
    let (over, rule, second) = walk(fresh(), fine(100).chain(blocked(40, 99)).chain(fine(10)));
    assert!(over.is_empty());
    assert_eq!(rule.standing(now(second)), Standing { state: State::Recovering, since: Some(at(140)) });
    let (over, rule, second) = walk(fresh(), fine(100).chain(blocked(40, 99)).chain(fine(60)));
    let incident = Incident {
        capability: Capability::Filing,
        level: Level::Down,
        began: at(99),
        ended: Some(at(140)),
        affected: 0,
    };
    assert_eq!(over, [incident]);
    assert_eq!(rule.standing(now(second)), Standing { state: State::Works, since: Some(at(140)) });
}

#[test]
fn failed_answers_begin_an_incident_only_where_they_are_several_and_one_in_ten() {
    for (failed, fine_beside, level) in [
        (4, 0, None),
        (5, 0, Some(Level::Down)),
        (5, 5, Some(Level::Down)),
        (5, 45, Some(Level::Troubled)),
        (5, 46, None),
        (500, 4_501, None),
    ] {
        let seen = Seen { fine: fine_beside, failed, blocked: None };
        let (_, rule, _) = walk(fresh(), [seen]);
        assert_eq!(rule.ongoing().map(|ongoing| ongoing.incident.level), level, "{failed} of {fine_beside}");
    }
}

#[test]
fn an_incident_begins_with_the_first_failure_ends_with_the_last_and_counts_all_of_them() {
    // A failure every other second, of two answers; the fifth makes it one.
    let bad = (0..20).flat_map(|_| failing(1, 1, 1).chain(failing(1, 0, 2)));
    let (over, _, _) = walk(fresh(), fine(3).chain(bad).chain(fine(40)));
    assert_eq!(over.len(), 1);
    assert_eq!((over[0].began, over[0].ended, over[0].affected), (at(4), Some(at(42)), 20));
}

#[test]
fn trouble_that_comes_and_goes_is_one_incident_and_what_made_it_begins_no_other() {
    let wave = || failing(5, 4, 0).chain(fine(20));
    let (over, rule, _) = walk(fresh(), wave().chain(wave()).chain(wave()).chain(fine(300)));
    assert_eq!(over.len(), 1, "{over:?}");
    assert_eq!((over[0].began, over[0].ended), (at(1), Some(at(55))));
    assert!(rule.ongoing().is_none());
}

#[test]
fn a_few_failures_among_many_answers_keep_nothing_going() {
    let (over, _, _) = walk(fresh(), failing(10, 5, 5).chain(failing(400, 1, 500)));
    assert_eq!(over.len(), 1);
    // As long as the window still holds what began it, a failure counts.
    let ended = over[0].ended.expect("an end");
    assert!(ended >= at(10) && ended < at(80), "{ended}");
}

#[test]
fn a_restart_in_the_middle_keeps_the_incident_and_ends_it_when_it_was_last_seen() {
    let (_, rule, _) = walk(fresh(), fine(5).chain(blocked(10, 4)));
    let kept = rule.ongoing();
    // Back after an hour, and all is well.
    let later = Rule::new(Capability::Filing, now(3_600), kept);
    let mut over = Vec::new();
    let mut rule = later;
    for second in 3_601..3_700 {
        over.extend(rule.look(now(second), Seen::default()));
    }
    assert_eq!(over.len(), 1);
    assert_eq!((over[0].began, over[0].ended), (at(4), Some(at(15))));
    // How it was in between nobody knows.
    assert_eq!(rule.standing(now(3_700)), Standing { state: State::Works, since: Some(at(3_600)) });
    // Back after a minute, and it still does not work: one incident.
    let mut rule = Rule::new(Capability::Filing, now(75), kept);
    assert!(rule.look(now(76), Seen { blocked: Some(at(75)), ..Seen::default() }).is_none());
    assert_eq!(rule.ongoing().expect("it goes on").incident.began, at(4));
}

#[test]
fn the_clock_may_be_set_back_without_keeping_an_incident_open() {
    let mut rule = fresh();
    rule.look(now(1), Seen { blocked: Some(at(1)), ..Seen::default() });
    let mut over = Vec::new();
    for second in 2..60 {
        let now = Now { at: at(second - 3_600), since_start: Duration::from_secs(second.unsigned_abs()) };
        over.extend(rule.look(now, Seen::default()));
    }
    assert_eq!((over.len(), over[0].ended), (1, Some(at(1))));
}

#[test]
fn whatever_is_seen_incidents_do_not_overlap_lie_within_what_was_seen_and_lose_no_failure_within_them() {
    for seed in 0..300 {
        let random = Seeded::new(seed);
        let mut seconds = Vec::new();
        while seconds.len() < 600 {
            let long = usize::try_from(1 + random.below(40)).expect("a length");
            let since = i64::try_from(seconds.len()).expect("a second");
            match random.below(4) {
                0 => seconds.extend(blocked(long, since)),
                1 => seconds.extend(failing(long, random.below(8), random.below(20))),
                _ => seconds.extend(fine(long)),
            }
        }
        let bad = |seen: &Seen| seen.blocked.is_some() || seen.failed > 0;
        seconds.extend(fine(120));
        let (over, rule, _) = walk(fresh(), seconds.iter().copied());
        assert!(rule.ongoing().is_none(), "seed {seed}");
        let second = |at: Timestamp| usize::try_from(at.as_second() - START).expect("a second of the walk");
        for incident in &over {
            let (began, ended) = (second(incident.began), second(incident.ended.expect("an end")));
            assert!(began <= ended && ended <= seconds.len(), "seed {seed}: {incident:?}");
            assert!(bad(&seconds[ended - 1]), "seed {seed}: it ends where nothing failed: {incident:?}");
            let failed: u64 = seconds[began.max(1) - 1..ended].iter().map(|seen| seen.failed).sum();
            assert!(incident.affected >= failed, "seed {seed}: {incident:?} of {failed}");
            // Known not to work is never missed, and nothing that went well for long is inside.
            let quiet = seconds[began.max(1) - 1..ended].split(bad).map(<[Seen]>::len).max().unwrap_or_default();
            assert!(quiet <= 60, "seed {seed}: {quiet} quiet seconds within {incident:?}");
        }
        for pair in over.windows(2) {
            assert!(pair[0].ended.expect("an end") <= pair[1].began, "seed {seed}: {pair:?}");
        }
        for (index, seen) in seconds.iter().enumerate().filter(|(_, seen)| seen.blocked.is_some()) {
            let at = at(i64::try_from(index).expect("a second") + 1);
            let told = over.iter().any(|incident| incident.began <= at && Some(at) <= incident.ended);
            assert!(told, "seed {seed}: second {index} {seen:?} is in no incident");
        }
    }
}
