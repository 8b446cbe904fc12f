use super::*;
use testkit::Seeded;
use web::service::{Capability, Level};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_500_000 + second).expect("a moment")
}

fn incident(began: i64, ended: Option<i64>) -> Incident {
    Incident { capability: Capability::Filing, level: Level::Down, began: at(began), ended: ended.map(at), affected: 7 }
}

fn ongoing(began: i64, last: i64) -> Ongoing {
    Ongoing { incident: incident(began, None), last: at(last) }
}

#[test]
fn what_was_kept_is_there_after_a_restart_and_the_time_between_is_not_measured() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("history.jsonl");
    let mut journal = Journal::open(&path, at(0)).expect("a journal");
    for line in [
        Line::Measured(at(10), vec![ongoing(9, 10)]),
        Line::Over(incident(9, Some(20))),
        Line::Measured(at(60), vec![]),
        Line::Measured(at(90), vec![ongoing(85, 90)]),
    ] {
        journal.add(&line, at(90)).expect("written");
    }
    drop(journal);
    let again = Journal::open(&path, at(300)).expect("the same");
    let past = again.past();
    assert_eq!(past.over, [incident(9, Some(20))]);
    assert_eq!(past.ongoing, [ongoing(85, 90)], "what went on is not lost");
    assert_eq!(past.unmeasured(), [Span { from: at(90), until: at(300) }]);
}

#[test]
fn an_incident_that_was_over_does_not_go_on_although_the_crash_came_before_the_next_line() {
    let mut past = Past::default();
    for line in [Line::Started(at(0)), Line::Measured(at(5), vec![ongoing(4, 5)]), Line::Over(incident(4, Some(5)))] {
        past.add(&line);
    }
    assert!(past.ongoing.is_empty());
    assert_eq!(past.over.len(), 1);
}

#[test]
fn wherever_a_crash_cuts_the_file_off_all_whole_lines_are_there_and_new_ones_can_be_read_after_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("history.jsonl");
    let mut journal = Journal::open(&path, at(0)).expect("a journal");
    for number in 0..5 {
        journal.add(&Line::Over(incident(number * 10, Some(number * 10 + 5))), at(60)).expect("written");
    }
    drop(journal);
    let whole = fs::read(&path).expect("a file");
    for cut in 0..=whole.len() {
        fs::write(&path, &whole[..cut]).expect("a cut file");
        let mut journal = Journal::open(&path, at(100)).expect("it opens");
        let text = &whole[..cut];
        // The last line counts if nothing but its end is missing.
        let lines = text.split(|b| *b == b'\n').filter(|line| serde_json::from_slice::<Line>(line).is_ok());
        let over = lines.filter(|line| line.starts_with(b"{\"over\"")).count();
        assert_eq!(journal.past().over.len(), over, "cut at {cut}");
        journal.add(&Line::Over(incident(200, Some(201))), at(202)).expect("written");
        drop(journal);
        assert_eq!(Journal::open(&path, at(300)).expect("it opens").past().over.len(), over + 1, "cut at {cut}");
    }
    fs::write(&path, b"\0\xff nonsense\n{\"over\":7}\n").expect("a spoilt file");
    assert!(Journal::open(&path, at(300)).expect("it opens").past().over.is_empty());
}

#[test]
fn it_stays_small_however_long_it_goes_on_and_forgets_what_is_old() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("history.jsonl");
    let mut journal = Journal::open(&path, at(0)).expect("a journal");
    // Filled by hand: as many lines as weeks bring.
    let line = written(&Line::Measured(at(50), vec![])).expect("a line");
    let many = usize::try_from(LARGEST).expect("a size") / line.len() + 1;
    journal.file.write_all(&line.repeat(many)).expect("written");
    journal.bytes += (line.len() * many) as u64;
    journal.add(&Line::Over(incident(1, Some(2))), at(60)).expect("written");
    assert!(fs::metadata(&path).expect("a file").len() < 1_000);
    assert_eq!(journal.past().over.len(), 1);
    let mut past = journal.past().clone();
    for number in 0..MOST {
        past.add(&Line::Started(at(i64::try_from(number).expect("a second") * 60)));
        past.add(&Line::Over(incident(3, Some(4))));
    }
    assert!((past.over.len(), past.measured.len()) == (MOST, MOST));
    past.forget(at(91 * 86_400));
    assert!(past.over.is_empty() && past.measured.is_empty());
}

#[test]
fn the_fewest_lines_say_the_same() {
    for seed in 0..100 {
        let random = Seeded::new(seed);
        let mut past = Past::default();
        past.add(&Line::Started(at(0)));
        let mut second = 0;
        for _ in 0..random.below(30) {
            second += 1 + i64::try_from(random.below(50)).expect("seconds");
            past.add(&match random.below(3) {
                0 => Line::Started(at(second)),
                1 => Line::Measured(at(second), vec![ongoing(second - 1, second)]),
                _ => Line::Over(incident(second - 1, Some(second))),
            });
        }
        let mut again = Past::default();
        past.lines().iter().for_each(|line| again.add(line));
        assert_eq!(again, past, "seed {seed}");
    }
}
