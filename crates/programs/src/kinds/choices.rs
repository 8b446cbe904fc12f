//! Several of several options, or none of them.

use language::Text;
use serde_json::Value;

use super::choice::ChoiceOption;
use super::parts::number;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::condition::{Facet, Fact};
use crate::control::{Control, TickBox};
use crate::definition::Reader;
use crate::limits::MAX_OPTIONS;
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `choices`.
#[derive(Debug, Clone)]
pub struct Choices {
    /// What can be ticked, in order.
    pub options: Vec<ChoiceOption>,
    /// Fewest ticks.
    pub min: u32,
    /// Most ticks.
    pub max: u32,
    /// The label of "none of these", which excludes the others.
    pub none: Option<Text>,
}

/// Suffix of "none of these"; no option may have it as its id.
const NONE: &str = "none";

impl Choices {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        let options = ChoiceOption::read_all(reader);
        let count = u32::try_from(options.len().min(MAX_OPTIONS)).unwrap_or(0);
        let min = reader.count("min", 1..=count.max(1), 1);
        let max = reader.count("max", 1..=count.max(1), count.max(1));
        reader.check_bounds(min.into(), max.into());
        if options.iter().any(|option| option.id == NONE) {
            let what = format!("the {} has an option of the id “{NONE}”", reader.name());
            reader.fault(reader.line_of("options"), what, "Take it away and write none = { en = \"…\", fr = \"…\" }.");
        }
        Self { options, min, max, none: reader.optional_text("none") }
    }
}

impl Field for Choices {
    fn suffixes(&self) -> Vec<&str> {
        let none = self.none.as_ref().map(|_| NONE);
        self.options.iter().map(|option| option.id.as_str()).chain(none).collect()
    }

    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let mut ticks: Vec<TickBox<'a>> = self
            .options
            .iter()
            .map(|option| {
                let drawn = option.control(draw);
                TickBox {
                    suffix: &option.id,
                    label: drawn.label,
                    hint: drawn.hint,
                    on: draw.entry.is_on(&option.id),
                    exclusive: false,
                }
            })
            .collect();
        if let Some(none) = &self.none {
            ticks.push(TickBox {
                suffix: NONE,
                label: none.get(draw.showing.language).into(),
                hint: None,
                on: draw.entry.is_on(NONE),
                exclusive: true,
            });
        }
        vec![Control::Checkboxes { label: draw.label(), hint: draw.hint(), ticks }]
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let ticked: Vec<String> =
            self.options.iter().filter(|option| entry.is_on(&option.id)).map(|option| option.id.clone()).collect();
        let first = self.options.first().map_or("", |option| option.id.as_str());
        let mistake = |key| Mistake::new(first, key);
        let count = u32::try_from(ticked.len()).unwrap_or(u32::MAX);
        if self.none.is_some() && entry.is_on(NONE) {
            return if count == 0 {
                Ok(Answer::Choices(Vec::new()))
            } else {
                Err(vec![Mistake::new(NONE, "fields-choices-none-and-some")])
            };
        }
        if count == 0 {
            Err(vec![mistake(if self.none.is_some() {
                "fields-choices-missing-or-none"
            } else {
                "fields-choices-missing"
            })])
        } else if count < self.min {
            Err(vec![mistake("fields-choices-too-few").with("min", number(self.min as usize))])
        } else if count > self.max {
            Err(vec![mistake("fields-choices-too-many").with("max", number(self.max as usize))])
        } else {
            Ok(Answer::Choices(ticked))
        }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::Choices(ids) = answer else { return Vec::new() };
        if ids.is_empty() {
            return self.none.iter().map(|none| none.get(showing.language).to_owned()).collect();
        }
        self.options
            .iter()
            .filter(|option| ids.contains(&option.id))
            .map(|option| option.label.get(showing.language).to_owned())
            .collect()
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Choices(ids) = answer { ids.as_slice().into() } else { Value::Null }
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::ManyOptions(&self.options))]
    }

    fn fact<'a>(&'a self, _: &str, answer: &Answer) -> Fact<'a> {
        let Answer::Choices(ids) = answer else { return Fact::Something };
        Fact::Words(
            self.options.iter().map(|option| option.id.as_str()).filter(|id| ids.iter().any(|i| i == id)).collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, options, parsed};

    fn ticks(kind: &Choices, on: &[&str]) -> Result<Answer, Vec<&'static str>> {
        parsed(kind, &Entry::from_pairs(on.iter().map(|suffix| (*suffix, "on")))).map_err(keys)
    }

    fn kind(min: u32, max: u32, none: bool) -> Choices {
        Choices {
            options: options(["english", "french", "cree"]),
            min,
            max,
            none: none.then(|| Text::new("None of these", "Aucune de ces réponses")),
        }
    }

    #[test]
    fn ticks_are_kept_in_the_order_of_the_program() {
        let picked = Ok(Answer::Choices(vec!["english".into(), "cree".into()]));
        assert_eq!(ticks(&kind(1, 3, false), &["cree", "english"]), picked);
        assert_eq!(ticks(&kind(1, 3, false), &["cree", "english", "klingon"]), picked, "unknown ticks are nothing");
    }

    #[test]
    fn too_few_and_too_many_ticks_are_refused() {
        assert_eq!(ticks(&kind(1, 3, false), &[]), Err(vec!["fields-choices-missing"]));
        assert_eq!(ticks(&kind(2, 3, false), &["cree"]), Err(vec!["fields-choices-too-few"]));
        assert_eq!(ticks(&kind(1, 1, false), &["cree", "french"]), Err(vec!["fields-choices-too-many"]));
    }

    #[test]
    fn none_of_these_excludes_the_others() {
        assert_eq!(ticks(&kind(1, 3, true), &["none"]), Ok(Answer::Choices(vec![])));
        assert_eq!(ticks(&kind(1, 3, true), &["none", "cree"]), Err(vec!["fields-choices-none-and-some"]));
        assert_eq!(ticks(&kind(1, 3, true), &[]), Err(vec!["fields-choices-missing-or-none"]));
        assert_eq!(ticks(&kind(1, 3, false), &["none"]), Err(vec!["fields-choices-missing"]));
    }

    #[test]
    fn a_box_sent_with_another_value_is_not_ticked() {
        let entry = Entry::from_pairs([("cree", "1"), ("french", "ON")]);
        assert_eq!(parsed(&kind(1, 3, false), &entry).map_err(keys), Err(vec!["fields-choices-missing"]));
    }
}
