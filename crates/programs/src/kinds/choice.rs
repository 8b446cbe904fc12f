//! One of several options.

use std::borrow::Cow;

use language::Text;
use serde_json::Value;

use super::parts::At;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::condition::{Facet, Fact};
use crate::control::{Control, ControlOption};
use crate::definition::Reader;
use crate::limits::MAX_OPTIONS;
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `choice`.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What can be chosen, in order.
    pub options: Vec<ChoiceOption>,
}

/// One option of `choice` or `choices`.
#[derive(Debug, Clone)]
pub struct ChoiceOption {
    /// Its id: what is kept.
    pub id: String,
    /// What people read.
    pub label: Text,
    /// A line under the label.
    pub hint: Option<Text>,
}

/// With more options than this a list to open is easier to use than buttons.
const MAX_BUTTONS: usize = 12;

impl ChoiceOption {
    /// Reads the options of a question.
    pub(crate) fn read_all(reader: &Reader<'_, '_>) -> Vec<Self> {
        let mut options: Vec<Self> = Vec::new();
        for table in reader.tables("options", "option") {
            let id = table.id();
            table.rename(format!("option “{}”", id.value));
            if options.iter().any(|option| option.id == id.value) {
                let what = format!("the {} has the option “{}” twice", reader.name(), id.value);
                table.fault(id.line, what, "Give one of the two another id.");
            }
            options.push(Self { id: id.value, label: table.text("label"), hint: table.optional_text("hint") });
            table.finish();
        }
        if options.len() < 2 || options.len() > MAX_OPTIONS {
            reader.fault(
                reader.line_of("options"),
                format!("the {} has {} options", reader.name(), options.len()),
                format!(
                    "Give it 2 to {MAX_OPTIONS}: options = [ {{ id = \"…\", label = {{ en = \"…\", fr = \"…\" }} }} ]."
                ),
            );
        }
        options
    }

    pub(crate) fn control<'a>(&'a self, draw: &Draw<'a>) -> ControlOption<'a> {
        let language = draw.showing.language;
        ControlOption {
            value: Cow::Borrowed(&self.id),
            label: Cow::Borrowed(self.label.get(language)),
            hint: self.hint.as_ref().map(|hint| Cow::Borrowed(hint.get(language))),
            lang: None,
        }
    }
}

impl Choice {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self { options: ChoiceOption::read_all(reader) }
    }

    fn find(&self, id: &str) -> Option<&ChoiceOption> {
        self.options.iter().find(|option| option.id == id)
    }
}

impl Field for Choice {
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let (label, hint, value) = (draw.label(), draw.hint(), draw.value(""));
        let options: Vec<_> = self.options.iter().map(|option| option.control(draw)).collect();
        vec![if options.len() > MAX_BUTTONS {
            Control::Select { suffix: "", label, hint, options, value, autocomplete: None, optional: false }
        } else {
            Control::Radios { suffix: "", label, hint, options, value }
        }]
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        match self.find(entry.get("")) {
            Some(option) => Ok(Answer::Choice(option.id.clone())),
            None => Err(vec![At::ONLY.mistake("fields-choice-missing")]),
        }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::Choice(id) = answer else { return Vec::new() };
        self.find(id).map(|option| option.label.get(showing.language).to_owned()).into_iter().collect()
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Choice(id) = answer { id.as_str().into() } else { Value::Null }
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Options(&self.options))]
    }

    fn fact<'a>(&'a self, _: &str, answer: &Answer) -> Fact<'a> {
        let Answer::Choice(id) = answer else { return Fact::Something };
        self.find(id).map_or(Fact::Something, |option| Fact::Word(Cow::Borrowed(&option.id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, options, parsed, question, showing_in_both};

    #[test]
    fn only_an_option_can_be_chosen() {
        let kind = Choice { options: options(["single", "married"]) };
        let answer = |raw: &str| parsed(&kind, &Entry::of(raw)).map_err(keys);
        assert_eq!(answer("married"), Ok(Answer::Choice("married".into())));
        for raw in ["", "Married", "divorced", "married "] {
            assert_eq!(answer(raw), Err(vec!["fields-choice-missing"]), "{raw:?}");
        }
    }

    #[test]
    fn many_options_are_a_list_to_open() {
        let ids: Vec<String> = (0..=MAX_BUTTONS).map(|n| format!("o{n}")).collect();
        for (count, opens) in [(MAX_BUTTONS, false), (MAX_BUTTONS + 1, true)] {
            let kind = Choice { options: options(ids.iter().take(count).map(String::as_str)) };
            let question = question(crate::Kind::Choice(kind));
            let blank = Entry::default();
            showing_in_both(|showing| {
                let control = &question.controls(&blank, showing)[0];
                assert_eq!(matches!(control, Control::Select { .. }), opens);
            });
        }
    }
}
