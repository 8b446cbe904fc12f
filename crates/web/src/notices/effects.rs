//! What notices do to programs: the openings that hold in place of those in the program files.
//!
//! The rule (docs/notices.md, and decision 0021): while what a notice says of a program lasts, it counts, and before and after
//! it the program's file does. Of several notices that speak of one program the one that began last counts. What is more
//! final stays so, as everywhere: a pause does not open what has closed, and no notice gives more places than there are.

use super::notice::{Act, Notice};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use programs::{Deadline, Moment, Opening, Pause, Program, limits::MAX_GRACE_HOURS};
use std::{collections::BTreeMap, sync::Arc};

/// The openings in force at `now` by id of their program, for those programs of which a notice speaks.
pub(crate) fn openings(
    notices: &[Notice],
    programs: &[Program],
    now: Timestamp,
    zone: &TimeZone,
) -> BTreeMap<String, Arc<Opening>> {
    let in_force = programs.iter().filter_map(|program| {
        let acts = notices.iter().filter(|notice| notice.withdrawn.is_none()).filter_map(|notice| {
            let (_, act) = notice.programs.iter().find(|(id, _)| *id == program.id)?;
            let opening = act.upon(notice, &program.opening, zone);
            let lasts = notice.window.ends.is_none_or(|ends| now < ends || is_in_grace(&opening, ends, now));
            (notice.window.starts <= now && lasts).then_some((notice.window.starts, notice.id, opening))
        });
        let (_, _, opening) = acts.max_by_key(|(starts, id, _)| (*starts, *id))?;
        Some((program.id.clone(), Arc::new(opening)))
    });
    in_force.collect()
}

/// Whether the program closed at `ends` by this opening and somebody who waited may still file.
fn is_in_grace(opening: &Opening, ends: Timestamp, now: Timestamp) -> bool {
    opening.deadline.is_some_and(|deadline| deadline.closes == ends && now <= deadline.grace_ends())
}

impl Act {
    /// The opening that holds while `notice` says this of a program whose file says `own`.
    fn upon(self, notice: &Notice, own: &Opening, zone: &TimeZone) -> Opening {
        let (starts, ends) = (notice.window.starts, notice.window.ends);
        let own_grace = own.deadline.map(|deadline| deadline.grace);
        let grace = own_grace.unwrap_or(SignedDuration::from_hours(MAX_GRACE_HOURS.into()));
        match self {
            Self::Pause => {
                let pause =
                    Pause { since: Moment::At(starts), until: ends.map(Moment::At), reason: notice.title.clone() };
                Opening { paused: Some(pause), ..own.clone() }
            }
            Self::Close => {
                let closes = own.deadline.map_or(starts, |deadline| deadline.closes.min(starts));
                Opening { deadline: Some(Deadline { closes, grace }), ..own.clone() }
            }
            Self::Open => {
                // A closing that is still to come stays; the end of the notice is one, unless the file says open by then.
                let own_deadline = own.deadline.filter(|deadline| starts < deadline.closes);
                let ends = ends.filter(|ends| !own.judge(*ends, zone, None, None).is_open());
                let end = ends.map(|closes| Deadline { closes, grace });
                let deadline = own_deadline.into_iter().chain(end).min_by_key(|deadline| deadline.closes);
                Opening { opens: None, deadline, paused: None, cap: own.cap.clone() }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::{Halves, NoticeId, Severity, Written};
    use programs::{Availability, Tables};

    const UTC: &TimeZone = &TimeZone::UTC;

    fn at(time: &str) -> Timestamp {
        format!("2026-12-{time}:00Z").parse().unwrap()
    }

    fn program(opening: &str) -> Program {
        let text = format!(
            r#"
id = "small"
version = "2026-11-22"
title = {{ en = "Small", fr = "Petit" }}
summary = {{ en = "A small one.", fr = "Un petit." }}
sources = [ {{ id = "test", title = {{ en = "Tests", fr = "Essais" }}, date = "2026-05" }} ]
{opening}
[[section]]
id = "you"
title = {{ en = "You", fr = "Vous" }}
[[section.page]]
id = "story"
title = {{ en = "Story", fr = "Histoire" }}
[[section.page.question]]
id = "story"
kind = "text"
label = {{ en = "Story", fr = "Histoire" }}
source = ["test"]
"#
        );
        Program::parse("programs/small.toml", &text, &Arc::new(Tables::default())).unwrap()
    }

    fn notice(number: u32, act: Act, starts: &str, ends: Option<&str>) -> Notice {
        let halves = |words: &str| Halves { en: Some(words.into()), fr: Some(words.into()) };
        let here = |this| if act == this { vec!["small".to_owned()] } else { Vec::new() };
        let written = Written {
            key: "00".repeat(16),
            severity: Some(Severity::Warning),
            from: Some(at("01T00:00")),
            starts: Some(at(starts)),
            ends: ends.map(at),
            open: here(Act::Open),
            pause: here(Act::Pause),
            close: here(Act::Close),
            title: halves("A notice"),
            text: halves("Words"),
            ..Written::default()
        };
        written.check(NoticeId { day: "2026-12-01".parse().unwrap(), number }).unwrap()
    }

    /// What is said of the program at `now`, in a word.
    fn says(notices: &[Notice], program: &Program, now: &str, arrived: Option<&str>) -> &'static str {
        let replaced = openings(notices, std::slice::from_ref(program), at(now), UTC);
        let opening = replaced.get("small").unwrap_or(&program.opening);
        match opening.judge(at(now), UTC, arrived.map(at), Some(5)) {
            Availability::Open => "open",
            Availability::InGrace { .. } => "grace",
            Availability::NotYet { .. } => "not yet",
            Availability::Paused(_) => "paused",
            Availability::Closed(_) => "closed",
            Availability::Full(_) => "full",
        }
    }

    const DATED: &str = "opens = \"2026-12-05T00:00:00Z\"\ncloses = \"2026-12-20T00:00:00Z\"\ngrace_hours = 2";
    const OWN_PAUSE: &str = "paused = { since = \"2026-12-01\", reason = { en = \"A review.\", fr = \"Un examen.\" } }";

    #[test]
    fn between_its_times_a_notice_counts_and_before_and_after_the_programs_own_dates() {
        for (own, act, starts, ends, expected) in [
            // Opened before its day, until the file says open anyhow: the file's own closing stays.
            (
                DATED,
                Act::Open,
                "03T00:00",
                Some("10T00:00"),
                [("02T00:00", "not yet"), ("03T00:00", "open"), ("11T00:00", "open"), ("21T00:00", "closed")],
            ),
            // Opened for two days before its day: shut again, with the file's grace for who had come.
            (
                DATED,
                Act::Open,
                "02T00:00",
                Some("03T00:00"),
                [("02T00:00", "open"), ("03T00:00", "open"), ("03T00:01", "closed"), ("03T03:00", "not yet")],
            ),
            // Opened anew after it has closed.
            (
                DATED,
                Act::Open,
                "22T00:00",
                Some("24T00:00"),
                [("21T00:00", "closed"), ("23T00:00", "open"), ("24T00:01", "closed"), ("24T03:00", "closed")],
            ),
            // A pause in the file is lifted, and comes back.
            (
                OWN_PAUSE,
                Act::Open,
                "03T00:00",
                Some("04T00:00"),
                [("02T00:00", "paused"), ("03T00:00", "open"), ("04T00:01", "closed"), ("05T01:00", "paused")],
            ),
            // A pause does not open what is shut, and goes.
            (
                DATED,
                Act::Pause,
                "03T00:00",
                Some("10T00:00"),
                [("04T00:00", "not yet"), ("06T00:00", "paused"), ("10T00:00", "open"), ("21T00:00", "closed")],
            ),
            (
                DATED,
                Act::Close,
                "08T00:00",
                Some("10T00:00"),
                [("07T00:00", "open"), ("08T00:01", "closed"), ("10T00:00", "open"), ("21T00:00", "closed")],
            ),
            // For good.
            (
                "",
                Act::Close,
                "08T00:00",
                None,
                [("07T00:00", "open"), ("08T00:00", "open"), ("08T00:01", "closed"), ("30T00:00", "closed")],
            ),
            // No notice gives more places than there are.
            (
                "cap = { name = \"few\", limit = 5 }",
                Act::Open,
                "02T00:00",
                None,
                [("01T00:00", "full"), ("02T00:00", "full"), ("09T00:00", "full"), ("30T00:00", "full")],
            ),
        ] {
            let program = program(own);
            let notices = [notice(1, act, starts, ends)];
            for (now, said) in expected {
                assert_eq!(
                    says(&notices, &program, now, None),
                    said,
                    "{act:?} from {starts} to {ends:?}, on {now}: {own}"
                );
            }
            let withdrawn = [Notice { withdrawn: Some(at("01T00:00")), ..notices[0].clone() }];
            let own = openings(&withdrawn, std::slice::from_ref(&program), at("08T12:00"), UTC);
            assert!(own.is_empty(), "a withdrawn notice counts no more");
        }
    }

    #[test]
    fn who_waited_when_a_notice_closed_a_program_may_file_as_if_the_file_had() {
        let program = program("");
        for (act, starts, ends) in [(Act::Close, "08T00:00", None), (Act::Open, "02T00:00", Some("08T00:00"))] {
            let program = if act == Act::Open { self::program(OWN_PAUSE) } else { program.clone() };
            let notices = [notice(1, act, starts, ends)];
            assert_eq!(says(&notices, &program, "08T12:00", Some("07T23:59")), "grace", "{act:?}");
            assert_eq!(says(&notices, &program, "08T12:00", Some("08T00:01")), "closed", "{act:?}");
        }
    }

    #[test]
    fn of_several_notices_the_one_that_began_last_counts_and_when_it_is_over_the_one_before() {
        let program = program("");
        let notices = [
            notice(1, Act::Close, "02T00:00", None),
            notice(3, Act::Pause, "06T00:00", Some("07T00:00")),
            notice(2, Act::Open, "04T00:00", Some("09T00:00")),
        ];
        for (now, said) in [
            ("01T00:00", "open"),
            ("03T00:00", "closed"),
            ("05T00:00", "open"),
            ("06T12:00", "paused"),
            ("08T00:00", "open"),
            ("09T00:00", "closed"),
        ] {
            assert_eq!(says(&notices, &program, now, None), said, "{now}");
        }
    }
}
