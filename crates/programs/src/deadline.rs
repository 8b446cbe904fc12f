//! A program's deadline: until when it takes applications, and until when those it still takes from who arrived in time.

use jiff::{SignedDuration, Timestamp};

/// When a program closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The last moment at which anybody may file.
    pub closes: Timestamp,
    /// For how long after it somebody may file who had arrived by then and had to wait.
    pub grace: SignedDuration,
}

/// What a deadline says to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// Go on: it has not passed.
    Open,
    /// It has passed, but they arrived before it, and that counts.
    InGrace {
        /// When they arrived.
        arrived: Timestamp,
    },
    /// It has passed.
    Closed,
}

impl Deadline {
    /// What it says at `now` to somebody who arrived at `arrived`, if they had to wait.
    pub fn judge(&self, now: Timestamp, arrived: Option<Timestamp>) -> Open {
        if now <= self.closes {
            return Open::Open;
        }
        match arrived {
            Some(arrived) if arrived <= self.closes && now <= self.grace_ends() => Open::InGrace { arrived },
            _ => Open::Closed,
        }
    }

    /// The last moment at which somebody may file whose arrival counts.
    pub fn grace_ends(&self) -> Timestamp {
        self.closes.checked_add(self.grace).unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrival_counts_when_it_was_in_time_and_as_long_as_the_grace_lasts() {
        let at = |time: &str| format!("2026-12-{time}Z").parse::<Timestamp>().unwrap();
        let deadline = Deadline { closes: at("31T12:00:00"), grace: SignedDuration::from_hours(2) };
        let in_time = at("31T11:59:59.999");
        for (now, arrived, said) in [
            ("31T11:00:00", None, Open::Open),
            ("31T12:00:00", None, Open::Open),
            ("31T11:00:00", Some(in_time), Open::Open),
            ("31T12:00:00.001", None, Open::Closed),
            ("31T12:00:00.001", Some(in_time), Open::InGrace { arrived: in_time }),
            ("31T14:00:00", Some(in_time), Open::InGrace { arrived: in_time }),
            ("31T14:00:00", Some(at("31T12:00:00")), Open::InGrace { arrived: at("31T12:00:00") }),
            ("31T14:00:00.001", Some(in_time), Open::Closed),
            ("31T12:30:00", Some(at("31T12:00:00.001")), Open::Closed),
        ] {
            assert_eq!(deadline.judge(at(now), arrived), said, "{now} {arrived:?}");
        }
        let never = Deadline { closes: Timestamp::MAX, ..deadline };
        assert_eq!(never.judge(Timestamp::MAX, None), Open::Open);
        assert_eq!(never.grace_ends(), Timestamp::MAX);
    }
}
