//! What ends when: minutes, hours, and the day with its salt.

use super::crowd::{Site, pages};
use jiff::SignedDuration;
use visitors::{History, Span, Tongue};

fn site(now: &str) -> Site {
    Site::new(5, pages(3), &["CA"], "America/Toronto", now)
}

fn crowd(site: &mut Site, people: std::ops::Range<u64>) {
    people.for_each(|person| site.visit(person, "CA", 1, Tongue::Fr));
}

#[test]
fn who_left_is_no_longer_here_now_and_still_of_the_hour_and_the_day() {
    let mut site = site("2026-11-23T17:01:00Z");
    crowd(&mut site, 0..40);
    site.pass(SignedDuration::from_mins(3));
    crowd(&mut site, 30..60);
    let look = site.look();
    assert_eq!((look.now.visitors, look.hour.visitors), (Some(60), Some(60)));
    site.pass(SignedDuration::from_mins(4));
    let look = site.look();
    assert_eq!((look.now.visitors, look.hour.visitors, look.day.visitors), (Some(30), Some(60), Some(60)));
    site.pass(SignedDuration::from_hours(1));
    let look = site.look();
    assert_eq!((look.now.visitors, look.hour.visitors, look.day.visitors), (None, None, Some(60)));
    let hour: Vec<_> = site.kept.iter().filter(|kept| kept.span == Span::Hour).collect();
    assert_eq!((hour.len(), hour[0].shown.visitors, hour[0].shown.countries.get("CA")), (1, Some(60), Some(60)));
}

#[test]
fn at_four_everybody_is_somebody_new_and_nothing_of_the_day_before_is_left_but_numbers() {
    let mut site = site("2026-11-23T08:30:00Z");
    crowd(&mut site, 0..100);
    site.until("2026-11-23T08:59:59Z");
    let before = site.look();
    assert_eq!((before.day.visitors, before.now.visitors), (Some(100), None));
    crowd(&mut site, 0..100);
    let old = format!("{:?}", site.counter.person([192, 0, 2, 1].into(), b"Firefox", visitors::Country::UNKNOWN));
    site.until("2026-11-23T09:00:00Z");
    let new = format!("{:?}", site.counter.person([192, 0, 2, 1].into(), b"Firefox", visitors::Country::UNKNOWN));
    assert_ne!(old, new, "the same person under another salt");
    let after = site.look();
    assert_eq!((after.now.visitors, after.hour.visitors, after.day.visitors), (None, None, None));
    assert_eq!(after.since, site.now);
    // The same people come again and are as many as they are: no sketch of the day before is in the way.
    crowd(&mut site, 0..100);
    assert_eq!(site.look().day.visitors, Some(100));
    let kept: Vec<_> = site.kept.iter().map(|kept| (kept.span, kept.shown.visitors)).collect();
    assert_eq!(kept, [(Span::Hour, Some(100)), (Span::Day, Some(100))]);
}

#[test]
fn the_day_on_which_clocks_change_ends_at_four_all_the_same() {
    let mut site = site("2026-10-31T12:00:00Z");
    crowd(&mut site, 0..50);
    site.until("2026-11-01T08:30:00Z");
    assert_eq!(site.look().day.visitors, Some(50), "it is half past three");
    site.until("2026-11-01T09:00:00Z");
    assert_eq!(site.look().day.visitors, None);
}

#[test]
fn a_clock_that_goes_back_and_a_machine_that_slept_change_nothing_that_was_counted() {
    let mut site = site("2026-11-23T17:01:00Z");
    crowd(&mut site, 0..40);
    site.pass(SignedDuration::from_mins(2));
    site.pass(SignedDuration::from_mins(-90));
    assert_eq!(site.look().hour.visitors, Some(40));
    site.until("2026-11-23T17:04:00Z");
    assert_eq!(site.look().hour.visitors, Some(40));
    site.until("2026-11-25T17:04:00Z");
    assert_eq!(site.look().day.visitors, None);
}

#[test]
fn what_is_kept_names_nobody_and_holds_nothing_under_ten() {
    let mut site = Site::new(5, pages(3), &["CA", "FR"], "America/Toronto", "2026-11-23T17:01:00Z");
    crowd(&mut site, 0..40);
    (100..107).for_each(|person| site.visit(person, "FR", 2, Tongue::En));
    site.pass(SignedDuration::from_hours(20));
    let lines: String = site.kept.iter().map(visitors::Kept::line).collect();
    let history = History::read(&lines);
    assert_eq!((history.hours.len(), history.days.len()), (1, 1));
    let keys = ["span", "start", "from", "to", "visitors", "languages", "countries", "pages", "rows", "others"];
    for line in lines.lines() {
        let words: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        let told = |word: &&&str| {
            keys.contains(*word)
                || ["hour", "day", "CA", "FR", "unknown", "en", "fr", "both"].contains(*word)
                || word.starts_with("page/")
                || word.ends_with('Z')
        };
        assert_eq!(words.iter().filter(told).count(), words.len(), "{line}");
        let numbers =
            line.split(|c: char| !c.is_ascii_digit() && c != '"' && c != '/' && c != ':' && c != '-' && c != '.');
        for number in numbers.filter_map(|number| number.trim_matches(':').parse::<u64>().ok()) {
            assert!(number >= 10, "{number} in {line}");
        }
        assert!(!line.contains("FR") && !line.contains("page/2"), "seven people: {line}");
    }
}
