//! From one month to another, or still going on: a row of a history.

use jiff::civil::Date;
use language::{Arg, format};
use serde_json::{Value, json};

use super::dates::DateFields;
use super::parts::{At, Mistakes};
use super::rules::Bound;
use super::{Answer, Draw, Field, Reference};
use crate::YearMonth;
use crate::answers::Entry;
use crate::condition::{Facet, Fact};
use crate::control::{Control, TickBox};
use crate::definition::Reader;
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `period`.
#[derive(Debug, Clone)]
pub struct PeriodKind {
    /// Whether it may be still going on.
    pub ongoing: bool,
    /// It must not begin before this.
    pub not_before: Option<Bound>,
}

/// A stretch of whole months, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Its first month.
    pub from: YearMonth,
    /// Its last month; `None` while it is still going on.
    pub to: Option<YearMonth>,
}

impl Period {
    /// Its last month so far.
    pub fn end(self, today: Date) -> YearMonth {
        self.to.unwrap_or_else(|| YearMonth::of(today).max(self.from))
    }
}

const FROM: DateFields =
    DateFields { day: None, month: "from-month", year: "from-year", label: Some("fields-period-from") };
const TO: DateFields = DateFields { day: None, month: "to-month", year: "to-year", label: Some("fields-period-to") };
const ONGOING: At = At::part("ongoing", "fields-period-ongoing");

impl PeriodKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self { ongoing: reader.flag("ongoing", true), not_before: Bound::read("not_before", reader) }
    }
}

impl Field for PeriodKind {
    fn suffixes(&self) -> Vec<&str> {
        let ongoing = self.ongoing.then_some(ONGOING.suffix);
        FROM.suffixes().chain(TO.suffixes()).chain(ongoing).collect()
    }

    fn is_group(&self) -> bool {
        true
    }

    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let mut controls = vec![
            FROM.control(draw, draw.say("fields-period-from"), None, false, false),
            TO.control(draw, draw.say("fields-period-to"), None, false, self.ongoing),
        ];
        if self.ongoing {
            controls.push(Control::Tick(TickBox {
                suffix: ONGOING.suffix,
                label: draw.say("fields-period-ongoing"),
                hint: None,
                on: draw.entry.is_on(ONGOING.suffix),
                exclusive: false,
            }));
        }
        controls
    }

    fn parse(&self, entry: &Entry, cx: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let mut mistakes = Mistakes::default();
        let from = mistakes.keep_all(FROM.year_month(entry));
        let ongoing = self.ongoing && entry.is_on(ONGOING.suffix);
        let to = if ongoing {
            if !TO.is_blank(entry) {
                mistakes.0.push(ONGOING.mistake("fields-period-ended-and-ongoing"));
            }
            Some(None)
        } else if self.ongoing && TO.is_blank(entry) {
            mistakes.0.push(TO.mistake("fields-period-to-missing"));
            None
        } else {
            mistakes.keep_all(TO.year_month(entry)).map(Some)
        };
        let (Some(from), Some(to)) = (from, to) else { return Err(mistakes.0) };
        let now = YearMonth::of(cx.today);
        for (month, fields) in [(Some(from), FROM), (to, TO)] {
            if month.is_some_and(|month| month > now) {
                mistakes.0.push(fields.mistake("fields-period-future").with("month", MistakeArg::Month(now)));
            }
        }
        if to.is_some_and(|to| to < from) {
            mistakes.0.push(TO.mistake("fields-period-backwards"));
        }
        if let Some((low, _)) = self.not_before.as_ref().and_then(|bound| bound.days(cx))
            && from.last_day() < low
        {
            let low = MistakeArg::Month(YearMonth::of(low));
            mistakes.0.push(FROM.mistake("fields-period-too-early").with("month", low));
        }
        if mistakes.0.is_empty() { Ok(Answer::Period(Period { from, to })) } else { Err(mistakes.0) }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        in_words(answer, showing, "fields-period-since").into_iter().collect()
    }

    /// A period names an entry after something else: "Nurse, since April 2022".
    fn brief(&self, answer: &Answer, showing: &Showing<'_>) -> String {
        in_words(answer, showing, "fields-period-since-brief").unwrap_or_default()
    }

    fn export(&self, answer: &Answer) -> Value {
        let Answer::Period(period) = answer else { return Value::Null };
        json!({ "from": period.from.to_string(), "to": period.to.map(|to| to.to_string()) })
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Opaque), ("ongoing", Facet::YesNo)]
    }

    fn fact<'a>(&'a self, part: &str, answer: &Answer) -> Fact<'a> {
        match answer {
            Answer::Period(period) if part == "ongoing" => {
                Fact::Word(if period.to.is_none() { "yes" } else { "no" }.into())
            }
            _ => Fact::Something,
        }
    }

    fn references(&self) -> Vec<Reference<'_>> {
        self.not_before.iter().filter_map(Bound::reference).collect()
    }
}

/// The period in words; `since` is the message for one that goes on.
fn in_words(answer: &Answer, showing: &Showing<'_>, since: &str) -> Option<String> {
    let Answer::Period(period) = answer else { return None };
    let month = |month: YearMonth| format::month(showing.language, month.year(), month.month());
    let from = month(period.from);
    Some(match period.to {
        None => showing.messages.say_with(showing.language, since, &[("from", Arg::Text(&from))]),
        Some(to) if to == period.from => from,
        Some(to) => {
            let arguments = [("from", Arg::Text(&from)), ("to", Arg::Text(&month(to)))];
            showing.messages.say_with(showing.language, "fields-period-range", &arguments)
        }
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::kinds::testing::{keys, parsed, parsed_within};

    fn entry(from: &str, to: &str, ongoing: bool) -> Entry {
        let half = |text: &str| text.split_once('-').map(|(y, m)| (y.to_owned(), m.to_owned())).unwrap_or_default();
        let ((from_year, from_month), (to_year, to_month)) = (half(from), half(to));
        let mut entry = Entry::from_pairs(
            [("from-year", from_year), ("from-month", from_month), ("to-year", to_year), ("to-month", to_month)]
                .map(|(suffix, value)| (suffix.to_owned(), value)),
        );
        if ongoing {
            entry.0.insert("ongoing".into(), "on".into());
        }
        entry
    }

    const KIND: PeriodKind = PeriodKind { ongoing: true, not_before: None };

    fn period(from: &str, to: &str, ongoing: bool) -> Result<(String, Option<String>), Vec<&'static str>> {
        parsed(&KIND, &entry(from, to, ongoing)).map_err(keys).map(|answer| {
            let Answer::Period(Period { from, to }) = answer else { panic!("not a period: {answer:?}") };
            (from.to_string(), to.map(|to| to.to_string()))
        })
    }

    #[test]
    fn a_period_ends_or_goes_on() {
        assert_eq!(period("2019-03", "2020-04", false), Ok(("2019-03".into(), Some("2020-04".into()))));
        assert_eq!(period("2019-03", "2019-03", false), Ok(("2019-03".into(), Some("2019-03".into()))));
        assert_eq!(period("2019-03", "", true), Ok(("2019-03".into(), None)));
        assert_eq!(period("2019-03", "", false), Err(vec!["fields-period-to-missing"]));
        assert_eq!(period("2019-03", "2020-01", true), Err(vec!["fields-period-ended-and-ongoing"]));
        let closed = PeriodKind { ongoing: false, not_before: None };
        assert_eq!(parsed(&closed, &entry("2019-03", "", true)).map_err(keys), Err(vec!["fields-month-missing"]));
    }

    #[test]
    fn a_period_runs_forward_and_not_into_the_future() {
        assert_eq!(period("2020-04", "2019-03", false), Err(vec!["fields-period-backwards"]));
        assert!(period("2019-03", "2026-11", false).is_ok());
        assert_eq!(period("2019-03", "2026-12", false), Err(vec!["fields-period-future"]));
        assert_eq!(period("2026-12", "", true), Err(vec!["fields-period-future"]));
        assert_eq!(period("", "", false), Err(vec!["fields-month-missing", "fields-period-to-missing"]));
        assert_eq!(period("2019-13", "20-1", false), Err(vec!["fields-date-month", "fields-date-year"]));
    }

    #[test]
    fn a_period_cannot_begin_before_birth() {
        let kind = PeriodKind { ongoing: true, not_before: Some(Bound::Question { id: "birth-date".into(), line: 1 }) };
        let born = date(2000, 5, 17);
        let facts = [("birth-date", Fact::Day { first: born, last: born })];
        assert!(parsed_within(&kind, &entry("2000-05", "", true), &facts).is_ok());
        let early = parsed_within(&kind, &entry("2000-04", "", true), &facts).map_err(keys);
        assert_eq!(early, Err(vec!["fields-period-too-early"]));
    }
}
