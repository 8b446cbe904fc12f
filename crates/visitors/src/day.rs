//! When a day ends: at 04:00 where the department is, when the fewest people are about.

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date, tz::TimeZone};

/// The hour at which the salt is thrown away.
const TURN: i8 = 4;

/// When the day of `now` began: the last 04:00.
pub fn turn_of(now: Timestamp, zone: &TimeZone) -> Timestamp {
    let today = now.to_zoned(zone.clone()).date();
    let turn = turn_on(today, zone);
    if turn <= now { turn } else { turn_on(before(today), zone) }
}

/// When it ends: the next 04:00. 23 or 25 hours after it began where clocks change in between.
pub fn next_turn(now: Timestamp, zone: &TimeZone) -> Timestamp {
    let today = now.to_zoned(zone.clone()).date();
    let turn = turn_on(today, zone);
    if turn > now { turn } else { turn_on(today.tomorrow().unwrap_or(today), zone) }
}

/// When the hour of `now` began, by the minutes that clocks show. An hour that they go through twice is two.
pub fn hour_of(now: Timestamp, zone: &TimeZone) -> Timestamp {
    let clock = now.to_zoned(zone.clone());
    let gone = SignedDuration::from_mins(clock.minute().into()) + SignedDuration::from_secs(clock.second().into());
    Timestamp::from_second(now.as_second() - gone.as_secs()).unwrap_or(now)
}

/// 04:00 of a day. A moment that clocks leave out is that much later.
fn turn_on(day: Date, zone: &TimeZone) -> Timestamp {
    day.at(TURN, 0, 0, 0).to_zoned(zone.clone()).map_or(Timestamp::MIN, |turn| turn.timestamp())
}

fn before(day: Date) -> Date {
    day.checked_sub(1.day()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_goes_from_four_to_four_also_when_clocks_change() {
        for (zoned, now, began, ends) in [
            // An ordinary day, before and after its turn, and at it.
            ("America/Toronto", "2026-07-01T07:59:59Z", "2026-06-30T08:00:00Z", "2026-07-01T08:00:00Z"),
            ("America/Toronto", "2026-07-01T08:00:00Z", "2026-07-01T08:00:00Z", "2026-07-02T08:00:00Z"),
            // Clocks go on at 02:00 on 8 March 2026: 23 hours.
            ("America/Toronto", "2026-03-08T07:30:00Z", "2026-03-07T09:00:00Z", "2026-03-08T08:00:00Z"),
            // And back at 02:00 on 1 November 2026: 25 hours.
            ("America/Toronto", "2026-11-01T06:30:00Z", "2026-10-31T08:00:00Z", "2026-11-01T09:00:00Z"),
            ("America/St_Johns", "2026-11-01T12:00:00Z", "2026-11-01T07:30:00Z", "2026-11-02T07:30:00Z"),
            ("America/Vancouver", "2026-12-24T11:59:59Z", "2026-12-23T12:00:00Z", "2026-12-24T12:00:00Z"),
            ("UTC", "2026-12-31T23:00:00Z", "2026-12-31T04:00:00Z", "2027-01-01T04:00:00Z"),
        ] {
            assert_eq!(turn_of(at(now), &zone(zoned)), at(began), "{now} in {zoned}");
            assert_eq!(next_turn(at(now), &zone(zoned)), at(ends), "{now} in {zoned}");
        }
    }

    #[test]
    fn every_moment_lies_in_one_day_and_in_one_hour_of_an_hour() {
        for name in ["America/Toronto", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"] {
            let zone = zone(name);
            let mut now = at("2026-01-01T00:07:00Z");
            while now < at("2027-01-01T00:00:00Z") {
                let (began, ends) = (turn_of(now, &zone), next_turn(now, &zone));
                assert!(began <= now && now < ends, "{now} in {name}");
                assert_eq!(next_turn(began, &zone), ends, "{now} in {name}");
                assert_eq!(began.to_zoned(zone.clone()).hour(), TURN, "{now} in {name}");
                let hour = hour_of(now, &zone);
                assert!(hour <= now && now.duration_since(hour) < SignedDuration::from_hours(1), "{now} in {name}");
                assert_eq!(hour_of(began, &zone), began, "a day begins with an hour: {now} in {name}");
                now += SignedDuration::from_mins(53);
            }
        }
    }

    #[test]
    fn the_hour_that_comes_twice_is_two() {
        let zone = zone("America/Toronto");
        assert_eq!(hour_of(at("2026-11-01T05:59:00Z"), &zone), at("2026-11-01T05:00:00Z"));
        assert_eq!(hour_of(at("2026-11-01T06:01:00Z"), &zone), at("2026-11-01T06:00:00Z"));
    }
}
