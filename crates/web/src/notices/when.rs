//! Which notices show when: pure, by the clock alone.

use super::notice::{Notice, Severity};
use crate::service::Planned;
use jiff::Timestamp;
use std::cmp::Reverse;

/// How a notice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nobody knows of it yet.
    Ahead,
    /// It is on the pages it concerns.
    On,
    /// Its time is over.
    Over,
    /// It was taken back.
    Withdrawn,
}

impl Notice {
    /// How it stands at `now`.
    pub fn phase(&self, now: Timestamp) -> Phase {
        // A clock that was set back does not bring back what was withdrawn.
        if self.withdrawn.is_some() {
            Phase::Withdrawn
        } else if now < self.from {
            Phase::Ahead
        } else if self.until.is_none_or(|until| now < until) {
            Phase::On
        } else {
            Phase::Over
        }
    }

    /// Whether it has been shown by `now`: what was taken back before its time never was.
    pub fn was_shown(&self, now: Timestamp) -> bool {
        self.from <= now && self.withdrawn.is_none_or(|at| self.from < at)
    }
}

/// The notices on at `now`, as pages show them: the gravest first, and of these the latest.
pub fn on(notices: &[Notice], now: Timestamp) -> Vec<&Notice> {
    let mut on: Vec<_> = notices.iter().filter(|notice| notice.phase(now) == Phase::On).collect();
    on.sort_by_key(|notice| (notice.severity, Reverse((notice.from, notice.id))));
    on
}

/// The notices that have been shown by `now`, the latest first.
pub fn news(notices: &[Notice], now: Timestamp) -> Vec<&Notice> {
    let mut news: Vec<_> = notices.iter().filter(|notice| notice.was_shown(now)).collect();
    news.sort_by_key(|notice| Reverse((notice.from, notice.id)));
    news
}

/// Work on the site that is not over at `now`, the next first. It is planned from the moment its notice is written, whenever
/// that is to be shown.
pub fn planned(notices: &[Notice], now: Timestamp) -> Vec<Planned> {
    let planned = notices.iter().filter_map(|notice| {
        let (from, until) = (notice.window.starts, notice.window.ends?);
        let deadlines = notice.deadlines.clone()?;
        let counts = notice.severity == Severity::Maintenance && notice.withdrawn.is_none() && now < until;
        counts.then(|| Planned { title: notice.title.clone(), from, until, deadlines })
    });
    let mut planned: Vec<_> = planned.collect();
    planned.sort_by_key(|work| work.from);
    planned
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::{Halves, NoticeId, Written};
    use jiff::SignedDuration;

    fn at(minute: i64) -> Timestamp {
        "2026-11-23T12:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minute)
    }

    fn halves(words: &str) -> Halves {
        Halves { en: Some(words.into()), fr: Some(format!("{words} (fr)")) }
    }

    fn notice(number: u32, severity: Severity, from: i64, until: Option<i64>) -> Notice {
        let work = severity == Severity::Maintenance;
        let written = Written {
            key: "00".repeat(16),
            severity: Some(severity),
            from: Some(at(from)),
            until: until.map(at),
            starts: work.then(|| at(from + 10)),
            ends: work.then(|| at(from + 20)),
            title: halves("Title"),
            text: halves("Text"),
            deadlines: if work { halves("They move.") } else { Halves::default() },
            ..Written::default()
        };
        written.check(NoticeId { day: "2026-11-23".parse().unwrap(), number }).unwrap()
    }

    /// Every notice whose times lie within some minutes, at every one of them, against what is said of each phase.
    #[test]
    fn a_notice_is_on_from_its_beginning_until_its_end_or_its_withdrawal_and_never_twice() {
        let ends = || (1..=5).map(Some).chain([None]);
        for (from, until, withdrawn) in
            (0..4).flat_map(|from| ends().flat_map(move |until| ends().map(move |at| (from, until, at))))
        {
            if until.is_some_and(|until| until <= from) {
                continue;
            }
            let notice = Notice { withdrawn: withdrawn.map(at), ..notice(1, Severity::Urgent, from, until) };
            let mut last = None;
            for now in 0..8 {
                let phase = notice.phase(at(now));
                let began = from <= now;
                let over = until.is_some_and(|until| until <= now);
                assert_eq!(phase == Phase::Withdrawn, withdrawn.is_some());
                assert_eq!(phase == Phase::On, withdrawn.is_none() && began && !over, "{from} {until:?} {now}");
                assert_eq!(on(std::slice::from_ref(&notice), at(now)).len(), usize::from(phase == Phase::On));
                // What was on once is among the news for good; what never was is not.
                let listed = news(std::slice::from_ref(&notice), at(now)).len() == 1;
                assert_eq!(listed, began && withdrawn.is_none_or(|at| from < at), "{from} {withdrawn:?} {now}");
                let order = [Phase::Ahead, Phase::On, Phase::Over].iter().position(|known| *known == phase);
                assert!(last <= order || phase == Phase::Withdrawn, "a phase that was over came back");
                last = order;
            }
        }
    }

    #[test]
    fn the_gravest_stand_first_and_of_these_the_latest() {
        let notices = [
            notice(1, Severity::Information, 0, None),
            notice(2, Severity::Urgent, 0, None),
            notice(3, Severity::Information, 5, None),
            notice(4, Severity::Maintenance, 1, None),
            notice(5, Severity::Warning, 1, Some(9)),
            notice(6, Severity::Urgent, 0, None),
        ];
        let numbers = |notices: Vec<&Notice>| notices.iter().map(|notice| notice.id.number).collect::<Vec<_>>();
        assert_eq!(numbers(on(&notices, at(6))), [6, 2, 5, 4, 3, 1]);
        assert_eq!(numbers(on(&notices, at(9))), [6, 2, 4, 3, 1]);
        assert_eq!(numbers(news(&notices, at(9))), [3, 5, 4, 6, 2, 1]);
    }

    #[test]
    fn work_is_planned_from_the_moment_it_is_known_until_it_is_over_or_called_off() {
        let work = notice(1, Severity::Maintenance, 60, None);
        let seen = |now| planned(std::slice::from_ref(&work), at(now)).first().map(|work| work.from <= at(now));
        assert_eq!([0, 69, 70, 79, 80].map(seen), [Some(false), Some(false), Some(true), Some(true), None]);
        let off = Notice { withdrawn: Some(at(1)), ..work.clone() };
        assert_eq!(planned(&[off, notice(2, Severity::Urgent, 0, None)], at(2)), []);
        let later = notice(3, Severity::Maintenance, 90, None);
        let both = [later, work];
        let order: Vec<_> = planned(&both, at(0)).into_iter().map(|work| (work.from, work.deadlines.en)).collect();
        assert_eq!(order, [(at(70), "They move.".to_owned()), (at(100), "They move.".to_owned())]);
    }
}
