//! Histories: what must be covered, gaps found between the right entries, overlaps accepted.

use jiff::civil::date;
use language::Language;
use programs::{Answers, Coverage, Journey, ListProblem, Period, YearMonth};
use proptest::prelude::*;

use crate::support::{EVERYTHING, TODAY, add_activity, complete, path, put, showing};

/// A history of these rows, each an id, its first and its last month (empty while it is going on).
fn history(rows: &[(&str, &str, &str)]) -> Answers {
    let mut answers = complete();
    for id in ["aaaaaa", "bbbbbb"] {
        answers.remove_item(&[], "history", id).unwrap();
    }
    for (id, from, to) in rows {
        add_activity(&mut answers, "", id, from, to);
    }
    put(&mut answers, "", "history", "no");
    answers
}

/// The gaps, as "from..to after entry before entry".
fn gaps(answers: &Answers) -> Vec<String> {
    let journey = Journey::walk(&EVERYTHING, answers, TODAY);
    let list = journey.find(&path("history")).unwrap().list().unwrap();
    let coverage = list.coverage.as_ref().unwrap();
    assert_eq!(coverage.is_complete(), coverage.gaps.is_empty());
    let end = |item: Option<&str>| item.unwrap_or("nothing").to_owned();
    let gap = |gap: &programs::Gap<'_>| {
        format!("{}..{} after {} before {}", gap.from, gap.to, end(gap.before_item), end(gap.after_item))
    };
    coverage.gaps.iter().map(gap).collect()
}

#[test]
fn a_row_that_starts_in_the_same_or_the_next_month_leaves_no_gap() {
    assert!(gaps(&history(&[("old", "2016-11", "2020-02"), ("new", "2020-02", "")])).is_empty(), "same month");
    assert!(gaps(&history(&[("old", "2016-11", "2020-02"), ("new", "2020-03", "")])).is_empty(), "next month");
    assert!(gaps(&history(&[("old", "2016-11", "2019-12"), ("new", "2020-01", "")])).is_empty(), "over the year");
}

#[test]
fn a_gap_of_one_month_is_found_and_named_between_its_entries() {
    let answers = history(&[("old", "2016-11", "2020-02"), ("new", "2020-04", "")]);
    assert_eq!(gaps(&answers), ["2020-03..2020-03 after old before new"]);
    let journey = Journey::walk(&EVERYTHING, &answers, TODAY);
    let step = journey.find(&path("history")).unwrap();
    let list = step.list().unwrap();
    let [problem @ ListProblem::Gap(_)] = &list.problems[..] else { panic!("{:?}", list.problems) };
    assert_eq!(
        problem.explain(list, &showing(Language::En)),
        "Nothing covers March 2020, between “Work old, November 2016 to February 2020” and “Work new, since April \
         2020”. Add what you did then, or correct the months of one of them."
    );
    assert!(problem.explain(list, &showing(Language::Fr)).contains("mars 2020"));
    assert!(journey.freeze().is_err());
}

#[test]
fn the_order_in_which_rows_are_typed_does_not_matter() {
    let rows = [("old", "2016-11", "2018-06"), ("mid", "2018-09", "2020-02"), ("new", "2020-04", "")];
    let expected = ["2020-03..2020-03 after mid before new", "2018-07..2018-08 after old before mid"];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let answers = history(&order.map(|at| rows[at]));
        assert_eq!(gaps(&answers), expected, "most recent first");
        let journey = Journey::walk(&EVERYTHING, &answers, TODAY);
        let list = journey.find(&path("history")).unwrap().list().unwrap();
        assert_eq!(list.items.iter().map(|item| item.id).collect::<Vec<_>>(), ["new", "mid", "old"]);
    }
}

#[test]
fn overlaps_are_accepted_and_shown() {
    let answers = history(&[("study", "2016-11", "2021-06"), ("job", "2018-01", "2019-12"), ("later", "2021-06", "")]);
    assert!(gaps(&answers).is_empty());
    let journey = Journey::walk(&EVERYTHING, &answers, TODAY);
    assert!(journey.is_complete());
    let list = journey.find(&path("history")).unwrap().list().unwrap();
    let overlaps = &list.coverage.as_ref().unwrap().overlaps;
    let shown: Vec<String> = overlaps
        .iter()
        .map(|overlap| format!("{}..{} {} {}", overlap.from, overlap.to, overlap.earlier_item, overlap.later_item))
        .collect();
    assert_eq!(shown, ["2021-06..2021-06 study later", "2018-01..2019-12 study job"]);
}

#[test]
fn a_short_row_within_a_long_one_does_not_open_a_gap() {
    let answers = history(&[("long", "2016-11", "2022-01"), ("short", "2017-01", "2017-02"), ("last", "2022-02", "")]);
    assert!(gaps(&answers).is_empty());
}

#[test]
fn ten_years_are_covered_from_their_first_month_until_today() {
    assert!(gaps(&history(&[("all", "2016-11", "2026-11")])).is_empty());
    assert_eq!(gaps(&history(&[("late", "2016-12", "")])), ["2016-11..2016-11 after nothing before late"]);
    assert_eq!(gaps(&history(&[("ended", "2010-01", "2026-10")])), ["2026-11..2026-11 after ended before nothing"]);
    assert_eq!(gaps(&history(&[])), ["2016-11..2026-11 after nothing before nothing"]);
    assert_eq!(
        gaps(&history(&[("before", "2000-01", "2012-01")])),
        ["2016-11..2026-11 after before before nothing"],
        "a row that ended long ago covers nothing of it"
    );
}

#[test]
fn time_counts_from_the_month_of_the_eighteenth_birthday_when_that_is_later() {
    let mut answers = history(&[("school", "2020-06", "")]);
    put(&mut answers, "", "birth-date", "year=2002;month=5;day=31");
    assert_eq!(gaps(&answers), ["2020-05..2020-05 after nothing before school"], "eighteen in May 2020");
    put(&mut answers, "", "birth-date", "year=2002;month=6;day=1");
    assert!(gaps(&answers).is_empty());
}

#[test]
fn a_birthday_on_29_february_counts_from_march_of_a_common_year_at_the_latest() {
    let mut answers = history(&[("school", "2022-02", "")]);
    put(&mut answers, "", "birth-date", "year=2004;month=2;day=29");
    assert!(gaps(&answers).is_empty(), "February 2022 is the earliest month that can be asked for");
}

#[test]
fn somebody_under_eighteen_has_nothing_to_cover() {
    let mut answers = history(&[]);
    put(&mut answers, "", "birth-date", "year=2008;month=11;day=23");
    let journey = Journey::walk(&EVERYTHING, &answers, TODAY);
    assert!(journey.find(&path("history")).unwrap().list().unwrap().coverage.is_none());
    assert!(journey.is_complete());
    let tomorrow = Journey::walk(&EVERYTHING, &answers, date(2026, 11, 23));
    assert!(!tomorrow.is_complete());
}

#[test]
fn an_unfinished_row_comes_first_and_covers_nothing() {
    let mut answers = history(&[("old", "2016-11", "2020-02")]);
    answers.add_item(&[], "history", "draft").unwrap();
    let journey = Journey::walk(&EVERYTHING, &answers, TODAY);
    let list = journey.find(&path("history")).unwrap().list().unwrap();
    assert_eq!(list.items.iter().map(|item| item.id).collect::<Vec<_>>(), ["draft", "old"]);
    assert_eq!(gaps(&answers), ["2020-03..2026-11 after old before nothing"]);
}

#[test]
fn rows_can_be_laid_out_by_themselves() {
    let month = |year, month| YearMonth::new(year, month).unwrap();
    let period = |from, to| programs::Period { from, to };
    let coverage = Coverage::of(
        month(2020, 1),
        TODAY,
        [("b", period(month(2022, 5), None)), ("a", period(month(2019, 1), Some(month(2022, 4))))],
    );
    assert!(coverage.is_complete());
    let rows: Vec<_> = coverage.rows.iter().map(|row| (row.item, row.to, row.ongoing)).collect();
    assert_eq!(rows, [("b", month(2026, 11), true), ("a", month(2022, 4), false)]);
}

/// Months counted from January 2010.
fn nth(months: i32) -> YearMonth {
    let (year, month) = (2010 + months.div_euclid(12), 1 + months.rem_euclid(12));
    YearMonth::new(i16::try_from(year).unwrap(), i8::try_from(month).unwrap()).unwrap()
}

proptest! {
    /// Held against the simplest thing that could be right: looking at every month by itself.
    #[test]
    fn gaps_are_the_months_that_no_row_has(
        rows in proptest::collection::vec((0i32..200, 0i32..30, any::<bool>()), 0..12),
        from in 0i32..200,
    ) {
        let today = YearMonth::of(TODAY);
        let ids: Vec<String> = (0..rows.len()).map(|n| format!("i{n}")).collect();
        let periods: Vec<(&str, Period)> = rows
            .iter()
            .zip(&ids)
            .map(|((start, length, ongoing), id)| {
                let to = if *ongoing { None } else { Some(nth(start + length).min(today)) };
                (id.as_str(), Period { from: nth(*start), to })
            })
            .collect();
        let coverage = Coverage::of(nth(from), TODAY, periods.clone());
        let covers = |month: YearMonth| periods.iter().filter(|(_, p)| p.from <= month && month <= p.end(TODAY)).count();
        let mut month = nth(from);
        while month <= today {
            let in_gap = coverage.gaps.iter().any(|gap| gap.from <= month && month <= gap.to);
            prop_assert_eq!(in_gap, covers(month) == 0, "{}", month);
            month = month.next();
        }
        for gap in &coverage.gaps {
            let end = |id: &str| periods.iter().find(|(item, _)| *item == id).unwrap().1;
            prop_assert!(gap.before_item.is_none_or(|id| end(id).end(TODAY) < gap.from));
            prop_assert!(gap.after_item.is_none_or(|id| end(id).from == gap.to.next()));
            let ended = periods.iter().map(|(_, p)| p.end(TODAY)).filter(|to| *to < gap.from).max();
            prop_assert_eq!(gap.before_item.map(|id| end(id).end(TODAY)), ended, "the entry that ended last before it");
        }
        for overlap in &coverage.overlaps {
            prop_assert!(overlap.from <= overlap.to && covers(overlap.from) > 1 && covers(overlap.to) > 1);
        }
    }
}
