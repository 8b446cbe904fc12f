//! A declaration: what is declared, a tick, and the person's full name typed as a signature.

use language::Text;
use serde_json::{Value, json};

use super::parts::{At, Mistakes};
use super::{Answer, Draw, Field, Reference, Wants};
use crate::answers::Entry;
use crate::clean::{folded, is_letter};
use crate::condition::Fact;
use crate::control::{Control, TextBox, TickBox};
use crate::definition::{Located, Reader, is_id};
use crate::limits::MAX_NAME_CHARS;
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `declaration`.
#[derive(Debug, Clone)]
pub struct DeclarationKind {
    /// What is declared; blank lines part paragraphs.
    pub statement: Text,
    /// The question of kind `name` that the typed name must agree with.
    pub name: Option<String>,
    name_line: u32,
}

/// A signed declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// The name as it was typed.
    pub name: String,
}

const AGREE: At = At::part("agree", "fields-declaration-agree");
const NAME: At = At::part("name", "fields-declaration-name");
/// A family name and given names.
const MAX_CHARS: usize = 2 * MAX_NAME_CHARS + 1;

impl DeclarationKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        let statement = reader.text("statement");
        let name = reader.optional_string("name");
        if let Some(Located { value, line }) = &name
            && !is_id(value)
        {
            reader.fault(*line, format!("“{value}” is not the id of a question"), "Name a question of kind name.");
        }
        let name_line = name.as_ref().map_or(0, |name| name.line);
        Self { statement, name: name.map(|name| name.value), name_line }
    }
}

/// Whether every word of a name is among the words typed, in any order and however they are accented.
fn agrees(typed: &str, name: &str) -> bool {
    let typed = folded(typed);
    let words: Vec<&str> = typed.split(' ').collect();
    folded(name).split(' ').all(|word| words.contains(&word))
}

impl Field for DeclarationKind {
    fn suffixes(&self) -> Vec<&str> {
        vec![AGREE.suffix, NAME.suffix]
    }

    fn is_group(&self) -> bool {
        true
    }

    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let statement = self.statement.get(draw.showing.language);
        vec![
            Control::Prose { paragraphs: statement.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).collect() },
            Control::Tick(TickBox {
                suffix: AGREE.suffix,
                label: draw.say("fields-declaration-agree"),
                hint: None,
                on: draw.entry.is_on(AGREE.suffix),
                exclusive: false,
            }),
            Control::Text(TextBox {
                hint: Some(draw.say("fields-declaration-name-hint")),
                autocomplete: Some("name"),
                max_chars: u32::try_from(MAX_CHARS).unwrap_or(u32::MAX),
                ..TextBox::new(NAME.suffix, draw.say("fields-declaration-name"), draw.value(NAME.suffix))
            }),
        ]
    }

    fn parse(&self, entry: &Entry, cx: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let mut mistakes = Mistakes::default();
        if !entry.is_on(AGREE.suffix) {
            mistakes.0.push(AGREE.mistake("fields-declaration-tick"));
        }
        let name = mistakes.keep(NAME.filled(entry, MAX_CHARS).and_then(|typed| {
            if !typed.chars().any(is_letter) {
                return Err(NAME.mistake("fields-name-no-letter"));
            }
            match self.name.as_ref().map(|id| cx.fact(id)) {
                Some(Fact::Name(name)) if !agrees(&typed, &name) => {
                    Err(NAME.mistake("fields-declaration-other-name").with("name", MistakeArg::Plain(name)))
                }
                _ => Ok(typed),
            }
        }));
        match name {
            Some(name) if mistakes.0.is_empty() => Ok(Answer::Declaration(Declaration { name })),
            _ => Err(mistakes.0),
        }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::Declaration(declaration) = answer else { return Vec::new() };
        vec![
            showing.say("fields-declaration-agreed").to_owned(),
            showing.labelled("fields-declaration-name", &declaration.name),
        ]
    }

    fn export(&self, answer: &Answer) -> Value {
        let Answer::Declaration(declaration) = answer else { return Value::Null };
        json!({ "agreed": true, "name": declaration.name })
    }

    fn references(&self) -> Vec<Reference<'_>> {
        let reference = |id| Reference { id, line: self.name_line, wants: Wants::Name };
        self.name.as_deref().map(reference).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed_within};

    fn sign(agree: &str, name: &str) -> Result<Answer, Vec<&'static str>> {
        let kind = DeclarationKind {
            statement: Text::new("It is true.", "C’est vrai."),
            name: Some("name".into()),
            name_line: 1,
        };
        let entry = Entry::from_pairs([("agree", agree), ("name", name)]);
        parsed_within(&kind, &entry, &[("name", Fact::Name("Élodie Marie Tremblay-Roy".into()))]).map_err(keys)
    }

    #[test]
    fn the_typed_name_agrees_in_any_order_and_with_or_without_accents() {
        for name in ["Élodie Marie Tremblay-Roy", "TREMBLAY-ROY elodie marie", "Tremblay Roy, Elodie Marie"] {
            assert_eq!(sign("on", name), Ok(Answer::Declaration(Declaration { name: name.into() })));
        }
        assert_eq!(sign("on", "Élodie Tremblay-Roy"), Err(vec!["fields-declaration-other-name"]));
        assert_eq!(sign("on", "Someone Else"), Err(vec!["fields-declaration-other-name"]));
    }

    #[test]
    fn both_the_tick_and_the_name_are_needed() {
        assert_eq!(sign("", ""), Err(vec!["fields-declaration-tick", "fields-missing"]));
        assert_eq!(sign("yes", "Élodie Marie Tremblay-Roy"), Err(vec!["fields-declaration-tick"]));
        assert_eq!(sign("on", "×"), Err(vec!["fields-name-no-letter"]));
    }
}
