//! The questions of a calculator as a page draws them, with what was typed and what is wrong with it.

use language::Language;
use programs::calculators::{Ability, LanguageTests};

use super::asks::{Ask, Kind};
use super::filled::{ADD, MOST_ROWS, rows, sent_rows};
use crate::forms::Form;
use crate::look::{Choice, Field, Frame};

/// One thing that is drawn.
pub(super) enum Drawn {
    /// A number.
    Number { field: Field, value: String },
    /// A day.
    Day { field: Field, value: String },
    /// One of a few.
    List { field: Field, choices: Vec<Choice> },
    /// A box to tick.
    Tick { field: Field, on: bool },
    /// Several controls under one legend.
    Group { field: Field, parts: Vec<Drawn> },
    /// Periods, each with its legend and its controls.
    Periods { field: Field, rows: Vec<(Field, Vec<Drawn>)>, add: Option<Add> },
}

/// The button that asks for one more row.
pub(super) struct Add {
    /// Which periods; what the button sends.
    pub(super) path: &'static str,
    /// Where the new row will stand.
    pub(super) anchor: String,
}

impl Drawn {
    /// What the control of this name is called.
    pub(super) fn label_of(&self, name: &str) -> Option<&str> {
        match self {
            Self::Number { field, .. }
            | Self::Day { field, .. }
            | Self::List { field, .. }
            | Self::Tick { field, .. } => (field.name == name).then_some(field.label.as_str()),
            Self::Group { parts, .. } => parts.iter().find_map(|part| part.label_of(name)),
            Self::Periods { rows, .. } => rows.iter().flat_map(|(_, parts)| parts).find_map(|part| part.label_of(name)),
        }
    }
}

/// What was typed, and the one control something is wrong with.
pub(super) struct Typed<'a> {
    pub(super) form: &'a Form,
    pub(super) wrong: Option<&'a (String, String)>,
    pub(super) tests: Option<&'a LanguageTests>,
}

impl Typed<'_> {
    fn field(&self, name: String, label: String) -> Field {
        let error = self.wrong.filter(|(wrong, _)| *wrong == name).map(|(_, sentence)| sentence.clone());
        Field::new(name, label).error(error)
    }

    fn number(&self, name: String, label: String) -> Drawn {
        Drawn::Number { value: self.form.get(&name).to_owned(), field: self.field(name, label) }
    }

    fn list(&self, name: String, label: String, choices: Vec<(String, String)>) -> Drawn {
        let chosen = self.form.get(&name).to_owned();
        let choices = choices.into_iter().map(|(value, label)| {
            let is_chosen = value == chosen;
            Choice::new(value, label, is_chosen)
        });
        Drawn::List { choices: choices.collect(), field: self.field(name, label) }
    }
}

/// Draws the questions, in order.
pub(super) fn draw(asks: &[Ask], typed: &Typed<'_>, frame: &Frame, language: Language) -> Vec<Drawn> {
    asks.iter().map(|ask| one(ask, typed, frame, language)).collect()
}

fn one(ask: &Ask, typed: &Typed<'_>, frame: &Frame, language: Language) -> Drawn {
    let (name, label) = (ask.path.to_owned(), frame.t(ask.label));
    let hint = ask.hint.map(|hint| frame.t(hint));
    let group = |parts| Drawn::Group { field: Field::new(name.clone(), label.clone()).hint(hint.clone()), parts };
    match ask.kind {
        Kind::Whole => with_hint(typed.number(name, label), hint),
        Kind::Day => {
            let value = typed.form.get(ask.path).to_owned();
            Drawn::Day { field: typed.field(name, label).hint(hint), value }
        }
        Kind::Words(words) => {
            let choices = words.iter().map(|(value, key)| ((*value).to_owned(), frame.t(key))).collect();
            with_hint(typed.list(name, label, choices), hint)
        }
        Kind::Test => with_hint(typed.list(name, label, tests(typed.tests, language, false)), hint),
        Kind::Flag => {
            let on = !typed.form.get(ask.path).is_empty();
            Drawn::Tick { field: typed.field(name, label).hint(hint), on }
        }
        Kind::Abilities => group(abilities(ask.path, typed, frame)),
        Kind::Language => {
            let mut choices: Vec<(String, String)> = [("en", "calculators-levels-en"), ("fr", "calculators-levels-fr")]
                .map(|(value, key)| (value.to_owned(), frame.t(key)))
                .to_vec();
            choices.splice(0..0, tests(typed.tests, language, true));
            let which = typed.list(format!("{name}.test"), frame.t("calculators-ask-test"), choices);
            let mut parts = vec![which];
            parts.extend(abilities(ask.path, typed, frame));
            group(parts)
        }
        Kind::Periods(ends) => periods(ask.path, ends, Field::new(name, label).hint(hint), typed, frame),
    }
}

fn with_hint(drawn: Drawn, hint: Option<String>) -> Drawn {
    match drawn {
        Drawn::Number { field, value } => Drawn::Number { field: field.hint(hint), value },
        Drawn::List { field, choices } => Drawn::List { field: field.hint(hint), choices },
        other @ (Drawn::Day { .. } | Drawn::Tick { .. } | Drawn::Group { .. } | Drawn::Periods { .. }) => other,
    }
}

fn tests(tests: Option<&LanguageTests>, language: Language, express_entry: bool) -> Vec<(String, String)> {
    let all = tests.map_or(&[][..], LanguageTests::all);
    let wanted = all.iter().filter(|test| test.express_entry || !express_entry);
    wanted.map(|test| (test.code.clone(), test.name.get(language).to_owned())).collect()
}

fn abilities(path: &str, typed: &Typed<'_>, frame: &Frame) -> Vec<Drawn> {
    let line = |ability: &Ability| {
        let label = frame.t(&format!("calculators-{}", ability.code()));
        typed.number(format!("{path}.{}", ability.code()), label)
    };
    Ability::ALL.iter().map(line).collect()
}

/// Rows for periods: those that were typed, close together, then empty ones: as many as the page had, one at least.
fn periods(
    path: &'static str,
    ends: [(&'static str, &'static str); 2],
    field: Field,
    typed: &Typed<'_>,
    frame: &Frame,
) -> Drawn {
    let names = ends.map(|(end, _)| end);
    let filled = rows(path, names, typed.form);
    let wanted = sent_rows(path, typed.form) + usize::from(typed.form.get(ADD) == path);
    let shown = wanted.max(filled.len() + 1).min(MOST_ROWS);
    let row_field = |row| Field::new(format!("{path}.{row}"), frame.t_with("calculators-period", "number", row + 1));
    let drawn = (0..shown).map(|row| {
        let parts = ends.iter().enumerate().map(|(at, (end, label))| {
            let name = format!("{path}.{row}.{end}");
            let value = filled.get(row).map_or_else(String::new, |row| row[at].clone());
            Drawn::Day { field: typed.field(name, frame.t(label)), value }
        });
        (row_field(row), parts.collect())
    });
    // Empty rows close up when the page comes back, so that the new one is the last.
    let add = (shown < MOST_ROWS).then(|| Add { path, anchor: row_field(shown).id() });
    Drawn::Periods { rows: drawn.collect(), field, add }
}
