//! From what was typed to a calculator's inputs, and from a field of the inputs back to the control it came from.

use programs::calculators::{Ability, LanguageTests};
use serde_json::{Map, Number, Value};

use super::asks::{Ask, Kind};
use crate::forms::Form;

/// The most periods of one sort that a page takes.
pub(super) const MOST_ROWS: usize = 60;

/// The field of the button that asks for one more row; it says of which periods.
pub(super) const ADD: &str = "add";

/// The inputs, as far as anything was typed.
pub(super) fn inputs(asks: &[Ask], form: &Form, tests: Option<&LanguageTests>) -> Value {
    let mut inputs = Map::new();
    for ask in asks {
        let Some(value) = value(ask, form, tests) else { continue };
        match ask.path.split_once('.') {
            None => {
                inputs.insert(ask.path.to_owned(), value);
            }
            Some((outer, inner)) => {
                let outer = inputs.entry(outer).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(outer) = outer {
                    outer.insert(inner.to_owned(), value);
                }
            }
        }
    }
    Value::Object(inputs)
}

fn value(ask: &Ask, form: &Form, tests: Option<&LanguageTests>) -> Option<Value> {
    let typed = |name: &str| Some(form.get(name).trim()).filter(|typed| !typed.is_empty());
    match ask.kind {
        Kind::Whole => typed(ask.path).map(number),
        Kind::Words(_) | Kind::Day | Kind::Test => typed(ask.path).map(|typed| Value::String(typed.to_owned())),
        Kind::Flag => typed(ask.path).map(|_| Value::Bool(true)),
        Kind::Abilities => abilities(ask.path, form),
        Kind::Language => {
            let (chosen, four) = (typed(&format!("{}.test", ask.path)), abilities(ask.path, form));
            let test = tests.and_then(|tests| tests.all().iter().find(|test| Some(test.code.as_str()) == chosen));
            let mut known = Map::new();
            if let Some(test) = test {
                known.insert("language".to_owned(), test.language.code().into());
                known.insert("test".to_owned(), test.code.clone().into());
            } else if let Some(language) = chosen {
                known.insert("language".to_owned(), language.into());
            }
            if let Some(four) = four {
                known.insert(if test.is_some() { "scores" } else { "clb" }.to_owned(), four);
            }
            (!known.is_empty()).then_some(Value::Object(known))
        }
        Kind::Periods(ends) => {
            let rows: Vec<Value> = rows(ask.path, ends.map(|(name, _)| name), form)
                .into_iter()
                .map(|row| {
                    let ends = ends.iter().zip(row).filter(|(_, typed)| !typed.is_empty());
                    Value::Object(ends.map(|((name, _), typed)| ((*name).to_owned(), typed.into())).collect())
                })
                .collect();
            (!rows.is_empty()).then_some(Value::Array(rows))
        }
    }
}

fn abilities(path: &str, form: &Form) -> Option<Value> {
    let four: Map<String, Value> = Ability::ALL
        .iter()
        .map(|ability| (ability.code(), form.get(&format!("{path}.{}", ability.code())).trim()))
        .filter(|(_, typed)| !typed.is_empty())
        .map(|(code, typed)| (code.to_owned(), number(typed)))
        .collect();
    (!four.is_empty()).then_some(Value::Object(four))
}

/// The periods that were typed, without empty rows between them.
pub(super) fn rows(path: &str, ends: [&str; 2], form: &Form) -> Vec<[String; 2]> {
    (0..MOST_ROWS)
        .map(|row| ends.map(|end| form.get(&format!("{path}.{row}.{end}")).trim().to_owned()))
        .filter(|row| row.iter().any(|typed| !typed.is_empty()))
        .collect()
}

/// How many rows the page had that was sent, empty ones included.
pub(super) fn sent_rows(path: &str, form: &Form) -> usize {
    let row = |name: &str| name.strip_prefix(path)?.strip_prefix('.')?.split('.').next()?.parse::<usize>().ok();
    form.fields().filter_map(|(name, _)| row(name)).filter(|row| *row < MOST_ROWS).max().map_or(0, |last| last + 1)
}

/// A number as people type it, with a point or a comma; anything else stays text, and is refused as no number.
fn number(typed: &str) -> Value {
    let plain = typed.replace(',', ".");
    let number =
        plain.parse::<i64>().map(Number::from).ok().or_else(|| plain.parse::<f64>().ok().and_then(Number::from_f64));
    number.map_or_else(|| Value::String(typed.to_owned()), Value::Number)
}

/// The control that a field of the inputs was typed into: `trips[0].returned` into `trips.0.returned`.
pub(super) fn control(asks: &[Ask], field: &str) -> String {
    let name = field.replace('[', ".").replace(']', "").replace(".clb", "").replace(".scores", "");
    let name = name.strip_suffix(".language").map_or(name.clone(), |language| format!("{language}.test"));
    match asks.iter().find(|ask| ask.path == name).map(|ask| ask.kind) {
        Some(Kind::Language) => format!("{name}.test"),
        Some(Kind::Abilities) => format!("{name}.{}", Ability::ALL[0].code()),
        Some(Kind::Periods([(first, _), _])) => format!("{name}.0.{first}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calculators::asks;
    use programs::calculators::Calculator;
    use serde_json::json;

    #[test]
    fn what_was_typed_becomes_inputs() {
        let form = Form::parse(
            b"pr_date=2020-01-01&trips.0.left=&trips.3.left=2022-07-01&trips.3.returned=2022-07-06&excluded_periods.0.to=x",
        )
        .unwrap();
        assert_eq!(
            inputs(asks::of(Calculator::Presence), &form, None),
            json!({ "pr_date": "2020-01-01", "trips": [{ "left": "2022-07-01", "returned": "2022-07-06" }],
                    "excluded_periods": [{ "to": "x" }] })
        );
        let form = Form::parse(
            b"age=28&first_language.test=en&first_language.reading=7,5&spouse.education=none&has_spouse=on",
        )
        .unwrap();
        assert_eq!(
            inputs(asks::of(Calculator::Crs), &form, None),
            json!({ "age": 28, "first_language": { "language": "en", "clb": { "reading": 7.5 } },
                    "spouse": { "education": "none" }, "has_spouse": true })
        );
    }

    #[test]
    fn the_rows_a_page_had_are_counted_whatever_stands_in_them() {
        let rows = |form: &str| sent_rows("trips", &Form::parse(form.as_bytes()).unwrap());
        assert_eq!(rows("trips.0.left=&trips.0.returned=&trips.2.left=2022-07-01"), 3);
        assert_eq!(rows("trips=1&tripsx.4.left=1&periods.4.from=1&trips.x.left=1"), 0);
        assert_eq!(rows("trips.18446744073709551615.left=1&trips.60.left=1"), 0, "more than a page ever has");
    }

    #[test]
    fn a_refused_field_leads_to_its_control() {
        for (calculator, field, name) in [
            (Calculator::Presence, "trips[0].returned", "trips.0.returned"),
            (Calculator::Presence, "trips", "trips.0.left"),
            (Calculator::Crs, "first_language.scores.listening", "first_language.listening"),
            (Calculator::Crs, "first_language.clb.reading", "first_language.reading"),
            (Calculator::Crs, "second_language.language", "second_language.test"),
            (Calculator::Crs, "first_language", "first_language.test"),
            (Calculator::Crs, "spouse.first_language.clb", "spouse.first_language.test"),
            (Calculator::Crs, "spouse.education", "spouse.education"),
            (Calculator::Fsw, "first_language_clb", "first_language_clb.listening"),
        ] {
            assert_eq!(control(asks::of(calculator), field), name, "{field}");
        }
    }
}
