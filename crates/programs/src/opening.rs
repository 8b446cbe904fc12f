//! When a program takes applications: from when and until when, whether it is paused and why, and how many it takes.
//!
//! One function judges it all, [`Opening::judge`]. Whatever shows a program or takes an application asks that one.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use language::Text;

/// When a program takes applications, and how many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opening {
    /// The first moment at which anybody may begin or file.
    pub opens: Option<Timestamp>,
    /// Until when it takes applications; always, without one.
    pub deadline: Option<Deadline>,
    /// A time in which it takes none.
    pub paused: Option<Pause>,
    /// How many it takes; any number, without one.
    pub cap: Option<Cap>,
}

/// When a program closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The last moment at which anybody may file.
    pub closes: Timestamp,
    /// For how long after it somebody may file who had arrived by then and had to wait.
    pub grace: SignedDuration,
}

/// A time in which a program takes no applications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// When it begins.
    pub since: Moment,
    /// When it ends; nobody knows, without one.
    pub until: Option<Moment>,
    /// Why.
    pub reason: Text,
}

/// How many applications may be filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// What is counted: a new name begins a new count.
    pub name: String,
    /// How many may be filed under that name.
    pub limit: u32,
    /// Whether other programs are meant to count under the same name.
    pub shared: bool,
    /// The line it stands on.
    pub line: u32,
}

/// A moment, or the beginning of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// To the second.
    At(Timestamp),
    /// When this day begins where the department is.
    Day(Date),
}

/// What an opening says to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability<'a> {
    /// Go on.
    Open,
    /// It has closed, but they arrived before that, and it counts.
    InGrace {
        /// When they arrived.
        arrived: Timestamp,
        /// When it closed.
        deadline: Deadline,
    },
    /// It has not opened yet.
    NotYet {
        /// When it will.
        opens: Timestamp,
    },
    /// It is paused.
    Paused(&'a Pause),
    /// It has closed.
    Closed(Deadline),
    /// Every place is taken.
    Full(&'a Cap),
}

impl Availability<'_> {
    /// Whether one may begin and file.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::InGrace { .. })
    }
}

impl Opening {
    /// What it says at `now` to somebody who arrived at `arrived`, if they had to wait. `filed` is how many were filed under its
    /// cap, as far as anybody knows; `zone` is where days begin and end.
    ///
    /// What is more final is said first: closed, full, not yet open, paused.
    pub fn judge(
        &self,
        now: Timestamp,
        zone: &TimeZone,
        arrived: Option<Timestamp>,
        filed: Option<u64>,
    ) -> Availability<'_> {
        let passed = self.deadline.filter(|deadline| deadline.closes < now);
        let in_time = passed.and_then(|deadline| {
            let arrived = arrived.filter(|arrived| *arrived <= deadline.closes && now <= deadline.grace_ends())?;
            Some(Availability::InGrace { arrived, deadline })
        });
        if let (Some(deadline), None) = (passed, in_time) {
            return Availability::Closed(deadline);
        }
        if let Some(cap) = self.cap.as_ref().filter(|cap| filed.is_some_and(|filed| filed >= cap.limit.into())) {
            return Availability::Full(cap);
        }
        if let Some(opens) = self.opens.filter(|opens| now < *opens) {
            return Availability::NotYet { opens };
        }
        if let Some(pause) = self.paused.as_ref().filter(|pause| pause.holds(now, zone)) {
            return Availability::Paused(pause);
        }
        in_time.unwrap_or(Availability::Open)
    }

    /// The first moment after `now` at which it says something else to whoever comes then, if the calendar brings one.
    pub fn changes(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        // The moment of closing is still open: it changes with the next millisecond, and clocks here count no less.
        let closes =
            self.deadline.and_then(|deadline| deadline.closes.checked_add(SignedDuration::from_millis(1)).ok());
        let pause = self.paused.as_ref();
        let since = pause.map(|pause| pause.since.begins(zone));
        let until = pause.and_then(|pause| pause.until).map(|until| until.begins(zone));
        [self.opens, closes, since, until].into_iter().flatten().filter(|change| now < *change).min()
    }
}

impl Deadline {
    /// The last moment at which somebody may file whose arrival counts.
    pub fn grace_ends(&self) -> Timestamp {
        self.closes.checked_add(self.grace).unwrap_or(Timestamp::MAX)
    }
}

impl Pause {
    fn holds(&self, now: Timestamp, zone: &TimeZone) -> bool {
        self.since.begins(zone) <= now && self.until.is_none_or(|until| now < until.begins(zone))
    }
}

impl Moment {
    /// The moment, or the first of the day in `zone`.
    pub fn begins(self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::Day(day) => day.to_zoned(zone.clone()).map_or(Timestamp::MAX, |start| start.timestamp()),
        }
    }

    /// Whether it lies before the other. A day and a moment are told apart by the day in UTC.
    pub(crate) fn is_before(self, other: Self) -> bool {
        let day = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
        match (self, other) {
            (Self::At(one), Self::At(other)) => one < other,
            (Self::Day(one), Self::Day(other)) => one < other,
            (Self::At(one), Self::Day(other)) => day(one) < other,
            (Self::Day(one), Self::At(other)) => one < day(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Timestamp {
        format!("2026-12-{time}Z").parse().unwrap()
    }

    fn text() -> Text {
        Text { en: "A review.".to_owned(), fr: "Un examen.".to_owned() }
    }

    const UTC: &TimeZone = &TimeZone::UTC;

    #[test]
    fn an_arrival_counts_when_it_was_in_time_and_as_long_as_the_grace_lasts() {
        let deadline = Deadline { closes: at("31T12:00:00"), grace: SignedDuration::from_hours(2) };
        let opening = Opening { deadline: Some(deadline), ..Opening::default() };
        let in_time = at("31T11:59:59.999");
        let grace = |arrived| Availability::InGrace { arrived, deadline };
        for (now, arrived, said) in [
            ("31T11:00:00", None, Availability::Open),
            ("31T12:00:00", None, Availability::Open),
            ("31T11:00:00", Some(in_time), Availability::Open),
            ("31T12:00:00.001", None, Availability::Closed(deadline)),
            ("31T12:00:00.001", Some(in_time), grace(in_time)),
            ("31T14:00:00", Some(in_time), grace(in_time)),
            ("31T14:00:00", Some(at("31T12:00:00")), grace(at("31T12:00:00"))),
            ("31T14:00:00.001", Some(in_time), Availability::Closed(deadline)),
            ("31T12:30:00", Some(at("31T12:00:00.001")), Availability::Closed(deadline)),
        ] {
            assert_eq!(opening.judge(at(now), UTC, arrived, None), said, "{now} {arrived:?}");
        }
        let never = Deadline { closes: Timestamp::MAX, ..deadline };
        let opening = Opening { deadline: Some(never), ..Opening::default() };
        assert_eq!(opening.judge(Timestamp::MAX, UTC, None, None), Availability::Open);
        assert_eq!(opening.changes(at("31T12:00:00"), UTC), None);
        assert_eq!(never.grace_ends(), Timestamp::MAX);
    }

    #[test]
    fn a_program_goes_from_not_yet_to_open_to_paused_to_open_to_closed() {
        let pause = Pause {
            since: Moment::At(at("10T00:00:00")),
            until: Some(Moment::Day(Date::constant(2026, 12, 12))),
            reason: text(),
        };
        let deadline = Deadline { closes: at("20T00:00:00"), grace: SignedDuration::from_hours(24) };
        let opening = Opening {
            opens: Some(at("01T12:00:00")),
            deadline: Some(deadline),
            paused: Some(pause.clone()),
            cap: None,
        };
        let arrived = Some(at("19T00:00:00"));
        for (now, said, changes) in [
            ("01T11:59:59.999", Availability::NotYet { opens: at("01T12:00:00") }, Some("01T12:00:00")),
            ("01T12:00:00", Availability::Open, Some("10T00:00:00")),
            ("09T23:59:59.999", Availability::Open, Some("10T00:00:00")),
            ("10T00:00:00", Availability::Paused(&pause), Some("12T00:00:00")),
            ("11T23:59:59.999", Availability::Paused(&pause), Some("12T00:00:00")),
            ("12T00:00:00", Availability::Open, Some("20T00:00:00.001")),
            ("20T00:00:00", Availability::Open, Some("20T00:00:00.001")),
            ("20T00:00:00.001", Availability::Closed(deadline), None),
        ] {
            assert_eq!(opening.judge(at(now), UTC, None, None), said, "{now}");
            assert_eq!(opening.changes(at(now), UTC), changes.map(at), "{now}");
        }
        // Somebody in grace is kept by a pause as everybody is.
        let kept = Pause { since: Moment::At(at("20T00:00:00")), until: None, reason: text() };
        let opening = Opening { paused: Some(kept.clone()), ..opening };
        assert_eq!(opening.judge(at("20T01:00:00"), UTC, arrived, None), Availability::Paused(&kept));
        assert_eq!(opening.judge(at("22T00:00:00"), UTC, arrived, None), Availability::Closed(deadline));
    }

    #[test]
    fn a_program_is_full_once_as_many_are_filed_as_its_cap_allows_and_not_for_want_of_knowing() {
        let cap = Cap { name: "refuge-2026".to_owned(), limit: 500, shared: false, line: 1 };
        let pause = Pause { since: Moment::At(at("10T00:00:00")), until: None, reason: text() };
        let opening = Opening { cap: Some(cap.clone()), paused: Some(pause.clone()), ..Opening::default() };
        for (now, filed, said) in [
            ("01T00:00:00", None, Availability::Open),
            ("01T00:00:00", Some(499), Availability::Open),
            ("01T00:00:00", Some(500), Availability::Full(&cap)),
            ("01T00:00:00", Some(501), Availability::Full(&cap)),
            // More final than a pause.
            ("10T00:00:00", Some(499), Availability::Paused(&pause)),
            ("10T00:00:00", Some(500), Availability::Full(&cap)),
        ] {
            assert_eq!(opening.judge(at(now), UTC, None, filed), said, "{now} {filed:?}");
        }
        let deadline = Deadline { closes: at("05T00:00:00"), grace: SignedDuration::from_hours(1) };
        let opening = Opening { deadline: Some(deadline), ..opening };
        assert_eq!(opening.judge(at("06T00:00:00"), UTC, None, Some(500)), Availability::Closed(deadline));
        let in_time = Some(at("04T00:00:00"));
        assert_eq!(opening.judge(at("05T00:30:00"), UTC, in_time, Some(500)), Availability::Full(&cap));
        assert!(!Availability::Full(&cap).is_open() && Availability::Open.is_open());
    }

    #[test]
    fn a_day_begins_where_the_department_is() {
        let ottawa = TimeZone::fixed(jiff::tz::offset(-5));
        let pause = Pause { since: Moment::Day(Date::constant(2026, 12, 10)), until: None, reason: text() };
        let opening = Opening { paused: Some(pause.clone()), ..Opening::default() };
        assert_eq!(opening.judge(at("10T04:59:59"), &ottawa, None, None), Availability::Open);
        assert_eq!(opening.changes(at("10T04:59:59"), &ottawa), Some(at("10T05:00:00")));
        assert_eq!(opening.judge(at("10T05:00:00"), &ottawa, None, None), Availability::Paused(&pause));
    }
}
