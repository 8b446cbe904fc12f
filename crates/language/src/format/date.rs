//! Dates, months and moments in words.

use std::sync::LazyLock;

use icu_calendar::{Date, Gregorian};
use icu_datetime::fieldsets::{YM, YMD, YMDT, zone::SpecificLong};
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_time::zone::{IanaParser, TimeZone, UtcOffset, ZoneNameTimestamp, models::AtTime};
use icu_time::{DateTime, Time, TimeZoneInfo};
use jiff::{Zoned, civil};

use super::{Formatters, NO_BREAK, Pair};
use crate::Language;

type Formatter<Fields> = FixedCalendarDateTimeFormatter<Gregorian, Fields>;

static DATE: Formatters<Formatter<YMD>> = LazyLock::new(|| {
    Pair::of(|locale| Formatter::try_new(locale.into(), YMD::long()).expect("the date data is compiled in"))
});
static MONTH: Formatters<Formatter<YM>> = LazyLock::new(|| {
    Pair::of(|locale| Formatter::try_new(locale.into(), YM::long()).expect("the date data is compiled in"))
});
static MOMENT: Formatters<Formatter<YMDT>> = LazyLock::new(|| {
    let fields = YMD::long().with_time_hm();
    Pair::of(|locale| Formatter::try_new(locale.into(), fields).expect("the date data is compiled in"))
});
static ZONE: Formatters<NoCalendarFormatter<SpecificLong>> = LazyLock::new(|| {
    Pair::of(|locale| {
        NoCalendarFormatter::try_new(locale.into(), SpecificLong).expect("the zone names are compiled in")
    })
});

/// A day: "July 1, 2026" or "1er juillet 2026".
pub fn long_date(language: Language, date: civil::Date) -> String {
    french_first(language, DATE.get(language).format(&gregorian(date)).to_string())
}

/// A month of a year: "July 2026" or "juillet 2026". Numbers that name no month come back as they are ("2026-13").
pub fn month(language: Language, year: i16, month: i8) -> String {
    match civil::Date::new(year, month, 1) {
        Ok(first) => MONTH.get(language).format(&gregorian(first)).to_string(),
        Err(_) => format!("{year}-{month:02}"),
    }
}

/// A moment with the name of its time zone: "July 1, 2026 at 3:05 p.m. Eastern Daylight Time" or
/// "1er juillet 2026 à 15 h 05, heure avancée de l’Est".
pub fn date_time(language: Language, moment: &Zoned) -> String {
    let civil = DateTime { date: gregorian(moment.date()), time: clock(moment.time()) };
    let words = MOMENT.get(language).format(&civil).to_string();
    let zone = ZONE.get(language).format(&zone(moment)).to_string();
    match language {
        Language::En => format!("{words} {zone}"),
        Language::Fr => format!("{}, {zone}", french_first(language, french_clock(words))),
    }
}

fn gregorian(date: civil::Date) -> Date<Gregorian> {
    Date::try_new_gregorian(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
        .expect("both libraries know the same calendar")
}

fn clock(time: civil::Time) -> Time {
    let [hour, minute, second] = [time.hour(), time.minute(), time.second()].map(i8::unsigned_abs);
    Time::try_new(hour, minute, second, 0).expect("both libraries know the same clock")
}

fn zone(moment: &Zoned) -> TimeZoneInfo<AtTime> {
    let name = moment.time_zone().iana_name();
    let zone = name.map_or(TimeZone::UNKNOWN, |name| IanaParser::new().parse(name));
    zone.with_offset(UtcOffset::try_from_seconds(moment.offset().seconds()).ok())
        .with_zone_name_timestamp(ZoneNameTimestamp::from_epoch_seconds(moment.timestamp().as_second()))
}

/// French counts the first day of a month with an ordinal ("1er juillet"), which the locale data does not express.
fn french_first(language: Language, date: String) -> String {
    match date.strip_prefix("1 ") {
        Some(rest) if language == Language::Fr => format!("1er {rest}"),
        _ => date,
    }
}

/// Running text in Canada writes "9 h 05": no zero before the hour, and no line break inside the time.
fn french_clock(moment: String) -> String {
    let Some((date, time)) = moment.rsplit_once(" à ") else { return moment };
    let time = time.strip_prefix('0').unwrap_or(time).replace(' ', NO_BREAK);
    format!("{date} à {time}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Fr};

    #[test]
    fn days_read_as_people_write_them() {
        let table = [
            (civil::date(2026, 7, 1), "July 1, 2026", "1er juillet 2026"),
            (civil::date(2026, 7, 2), "July 2, 2026", "2 juillet 2026"),
            (civil::date(2026, 2, 11), "February 11, 2026", "11 février 2026"),
            (civil::date(2024, 2, 29), "February 29, 2024", "29 février 2024"),
            (civil::date(2026, 8, 21), "August 21, 2026", "21 août 2026"),
            (civil::date(1950, 12, 31), "December 31, 1950", "31 décembre 1950"),
        ];
        for (date, english, french) in table {
            assert_eq!(long_date(En, date), english);
            assert_eq!(long_date(Fr, date), french);
        }
    }

    #[test]
    fn months_read_without_a_day() {
        assert_eq!(month(En, 2026, 8), "August 2026");
        assert_eq!(month(Fr, 2026, 8), "août 2026");
        assert_eq!(month(Fr, 2026, 1), "janvier 2026");
        assert_eq!(month(En, 2026, 13), "2026-13");
        assert_eq!(month(Fr, 2026, 0), "2026-00");
    }

    #[test]
    fn moments_name_their_time_zone() {
        let table = [
            (
                "2026-07-01T15:05-04:00[America/Toronto]",
                "July 1, 2026 at 3:05\u{202f}p.m. Eastern Daylight Time",
                "1er juillet 2026 à 15\u{a0}h\u{a0}05, heure avancée de l’Est",
            ),
            (
                "2026-11-22T09:00-05:00[America/Toronto]",
                "November 22, 2026 at 9:00\u{202f}a.m. Eastern Standard Time",
                "22 novembre 2026 à 9\u{a0}h\u{a0}00, heure normale de l’Est",
            ),
            (
                "2026-12-15T00:30-03:30[America/St_Johns]",
                "December 15, 2026 at 12:30\u{202f}a.m. Newfoundland Standard Time",
                "15 décembre 2026 à 0\u{a0}h\u{a0}30, heure normale de Terre-Neuve",
            ),
            (
                "2026-12-15T12:00+00:00[UTC]",
                "December 15, 2026 at 12:00\u{202f}p.m. Coordinated Universal Time",
                "15 décembre 2026 à 12\u{a0}h\u{a0}00, temps universel coordonné",
            ),
            (
                "2026-12-15T23:59+05:30[+05:30]",
                "December 15, 2026 at 11:59\u{202f}p.m. GMT+05:30",
                "15 décembre 2026 à 23\u{a0}h\u{a0}59, UTC+05:30",
            ),
        ];
        for (moment, english, french) in table {
            let moment = moment.parse().unwrap();
            assert_eq!(date_time(En, &moment), english);
            assert_eq!(date_time(Fr, &moment), french);
        }
    }

    #[test]
    fn the_hour_that_comes_twice_in_autumn_is_told_apart() {
        let [first, second] = ["-04:00", "-05:00"]
            .map(|offset| date_time(Fr, &format!("2026-11-01T01:30{offset}[America/Toronto]").parse().unwrap()));
        assert!(first.ends_with("heure avancée de l’Est"), "{first}");
        assert!(second.ends_with("heure normale de l’Est"), "{second}");
    }

    #[test]
    fn every_day_that_can_be_stored_can_be_shown() {
        for date in [civil::Date::MIN, civil::Date::MAX, civil::date(0, 1, 1)] {
            for language in Language::ALL {
                assert!(!long_date(language, date).is_empty());
                assert!(!month(language, date.year(), date.month()).is_empty());
            }
        }
    }
}
