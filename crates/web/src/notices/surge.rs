//! A surge that a notice announces: when many people are expected at once, and from when the service holds back for them.

use super::notice::Notice;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

/// How long before its beginning work is held back that can wait: longer than such work takes.
const AHEAD: SignedDuration = SignedDuration::from_hours(1);
/// How long it is held back at most, however long a surge is to last: what is to be forgotten is forgotten.
const HELD: SignedDuration = SignedDuration::from_hours(24);
/// How long a surge is taken to last whose notice does not say: the night of 2016 rose, stood and fell in under five hours.
const LASTS: SignedDuration = SignedDuration::from_hours(6);

/// When many people are expected at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Surge {
    /// From when.
    pub from: Timestamp,
    /// Until when, if the notice says so.
    pub until: Option<Timestamp>,
}

impl Surge {
    fn ends(&self) -> Timestamp {
        self.until.or_else(|| self.from.checked_add(LASTS).ok()).unwrap_or(self.from)
    }

    /// Whether it is so near, or on, that what can wait waits.
    pub fn is_near(&self, now: Timestamp) -> bool {
        let since = now.duration_since(self.from) + AHEAD;
        (SignedDuration::ZERO..HELD).contains(&since) && now < self.ends()
    }
}

/// The first surge that a notice announces and that is not over.
pub fn surge(notices: &[Notice], now: Timestamp) -> Option<Surge> {
    let announced = notices.iter().filter(|notice| notice.surge && notice.withdrawn.is_none());
    let surges = announced.map(|notice| Surge { from: notice.window.starts, until: notice.window.ends });
    surges.filter(|surge| now < surge.ends()).min_by_key(|surge| surge.from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::{Halves, NoticeId, Severity, Written};

    fn at(time: &str) -> Timestamp {
        format!("2026-12-{time}:00Z").parse().unwrap()
    }

    fn notice(number: u32, starts: &str, ends: Option<&str>) -> Notice {
        let both = |words: &str| Halves { en: Some(words.into()), fr: Some(words.into()) };
        let written = Written {
            key: "00".repeat(16),
            severity: Some(Severity::Information),
            from: Some(at("01T00:00")),
            starts: Some(at(starts)),
            ends: ends.map(at),
            surge: true,
            title: both("A draw"),
            text: both("At noon."),
            ..Written::default()
        };
        written.check(NoticeId { day: "2026-12-01".parse().unwrap(), number }).unwrap()
    }

    #[test]
    fn a_surge_is_expected_until_it_is_over_and_the_service_holds_back_from_an_hour_before() {
        let withdrawn = Notice { withdrawn: Some(at("01T12:00")), ..notice(3, "02T00:00", Some("20T00:00")) };
        let usual = Notice { surge: false, ..notice(4, "02T00:00", Some("20T00:00")) };
        let all = [notice(1, "09T00:00", None), notice(2, "05T12:00", Some("05T18:00")), withdrawn, usual];
        for (now, expected, holds_back) in [
            ("01T00:00", Some("05T12:00"), false),
            ("05T10:59", Some("05T12:00"), false),
            ("05T11:00", Some("05T12:00"), true),
            ("05T17:59", Some("05T12:00"), true),
            ("05T18:00", Some("09T00:00"), false),
            ("09T05:59", Some("09T00:00"), true),
            ("09T06:00", None, false),
        ] {
            let surge = surge(&all, at(now));
            assert_eq!(surge.map(|surge| surge.from), expected.map(at), "{now}");
            assert_eq!(surge.is_some_and(|surge| surge.is_near(at(now))), holds_back, "{now}");
        }
        let month = surge(&[notice(1, "02T00:00", Some("30T00:00"))], at("02T12:00")).unwrap();
        assert!(month.is_near(at("02T22:59")) && !month.is_near(at("02T23:00")), "for a day, an hour before included");
    }
}
