//! A person's name: family name and given names, or a single name for people who have only one.

use serde_json::{Value, json};

use super::parts::{At, Mistakes};
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::clean::is_letter;
use crate::condition::{Facet, Fact};
use crate::control::{Control, TextBox, TickBox};
use crate::definition::Reader;
use crate::limits::MAX_NAME_CHARS;
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `name`.
#[derive(Debug, Clone)]
pub struct NameKind {
    /// Whether it is the name of the person at the keyboard.
    pub autofill: bool,
}

/// A name as in the passport.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// The family name, or the only name.
    pub family: String,
    /// The given names; `None` for a person with only one name.
    pub given: Option<String>,
}

impl PersonName {
    /// Given names first, as a person is addressed.
    pub fn full(&self) -> String {
        match &self.given {
            Some(given) => format!("{given} {}", self.family),
            None => self.family.clone(),
        }
    }
}

const FAMILY: At = At::part("family", "fields-name-family");
const GIVEN: At = At::part("given", "fields-name-given");
const ONLY_ONE: &str = "only-one";

impl NameKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self { autofill: reader.flag("autofill", false) }
    }
}

/// One part of a name. Official forms take Latin letters with French accents only; we take the letters of every script, since a
/// name is what the passport says, and leave transliteration to the export.
fn part(at: At, entry: &Entry) -> Result<String, Mistake> {
    let name = at.line(entry, MAX_NAME_CHARS)?;
    let joins = |c| matches!(c, ' ' | '-' | '\'' | '’' | '‘' | '‐' | '‑' | '.' | ',' | '·' | '・' | '/');
    if let Some(wrong) = name.chars().find(|c| !is_letter(*c) && !joins(*c)) {
        return Err(at.mistake("fields-name-character").with("character", MistakeArg::Plain(wrong.to_string())));
    }
    if !name.is_empty() && !name.chars().any(is_letter) {
        return Err(at.mistake("fields-name-no-letter"));
    }
    Ok(name)
}

impl Field for NameKind {
    fn suffixes(&self) -> Vec<&str> {
        vec![FAMILY.suffix, GIVEN.suffix, ONLY_ONE]
    }

    fn is_group(&self) -> bool {
        true
    }

    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let part = |at: At, key, autocomplete| {
            Control::Text(TextBox {
                autocomplete: Some(autocomplete).filter(|_| self.autofill),
                max_chars: u32::try_from(MAX_NAME_CHARS).unwrap_or(u32::MAX),
                ..TextBox::new(at.suffix, draw.say(key), draw.value(at.suffix))
            })
        };
        vec![
            part(FAMILY, "fields-name-family", "family-name"),
            part(GIVEN, "fields-name-given", "given-name"),
            Control::Tick(TickBox {
                suffix: ONLY_ONE,
                label: draw.say("fields-name-only-one"),
                hint: Some(draw.say("fields-name-only-one-hint")),
                on: draw.entry.is_on(ONLY_ONE),
                exclusive: false,
            }),
        ]
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let mut mistakes = Mistakes::default();
        let family = mistakes.keep(part(FAMILY, entry));
        let given = mistakes.keep(part(GIVEN, entry));
        let (Some(family), Some(given)) = (family, given) else { return Err(mistakes.0) };
        let name = match (entry.is_on(ONLY_ONE), family.is_empty(), given.is_empty()) {
            (false, false, false) => PersonName { family, given: Some(given) },
            // Whichever box a single name was typed into, it is kept as the family name, as passports and IRCC do.
            (true, false, true) => PersonName { family, given: None },
            (true, true, false) => PersonName { family: given, given: None },
            (true, false, false) => return Err(vec![GIVEN.mistake("fields-name-two")]),
            (_, true, true) => return Err(vec![FAMILY.mistake("fields-name-missing")]),
            (false, true, false) => return Err(vec![FAMILY.mistake("fields-name-family-missing")]),
            (false, false, true) => return Err(vec![GIVEN.mistake("fields-name-given-missing")]),
        };
        Ok(Answer::Name(name))
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::Name(name) = answer else { return Vec::new() };
        let Some(given) = &name.given else { return vec![name.family.clone()] };
        [("fields-name-family", &name.family), ("fields-name-given", given)]
            .map(|(key, value)| showing.labelled(key, value))
            .to_vec()
    }

    fn brief(&self, answer: &Answer, _: &Showing<'_>) -> String {
        if let Answer::Name(name) = answer { name.full() } else { String::new() }
    }

    fn export(&self, answer: &Answer) -> Value {
        let Answer::Name(name) = answer else { return Value::Null };
        json!({ "family": name.family, "given": name.given })
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Name)]
    }

    fn fact<'a>(&'a self, _: &str, answer: &Answer) -> Fact<'a> {
        if let Answer::Name(name) = answer { Fact::Name(name.full()) } else { Fact::Something }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    const KIND: NameKind = NameKind { autofill: true };

    fn name(family: &str, given: &str, only_one: bool) -> Result<(String, Option<String>), Vec<&'static str>> {
        let tick = if only_one { "on" } else { "" };
        let entry = Entry::from_pairs([("family", family), ("given", given), ("only-one", tick)]);
        parsed(&KIND, &entry).map_err(keys).map(|answer| {
            let Answer::Name(name) = answer else { panic!("not a name: {answer:?}") };
            (name.family, name.given)
        })
    }

    #[test]
    fn names_of_every_script_are_taken_as_they_are() {
        for (family, given) in [
            ("Tremblay", "Élodie"),
            ("O’Brien-Smith", "Mary Ann"),
            ("D'Amour", "Jean-Luc"),
            ("محمد", "فاطمة"),
            ("李", "小龍"),
            ("ᐃᓄᒃ", "ᓄᓇᕗᑦ"),
            ("சுப்பிரமணியன்", "தமிழ்ச்செல்வி"),
            ("Nguyễn", "Thị Ánh"),
            ("Þórsdóttir", "Guðrún"),
            ("Singh s/o Ram", "Harpreet"),
        ] {
            assert_eq!(name(family, given, false), Ok((family.into(), Some(given.into()))));
        }
    }

    #[test]
    fn a_person_with_one_name_ticks_the_box_and_types_it_anywhere() {
        assert_eq!(name("Suharto", "", true), Ok(("Suharto".into(), None)));
        assert_eq!(name("", " Suharto ", true), Ok(("Suharto".into(), None)));
        assert_eq!(name("Suharto", "Hadji", true), Err(vec!["fields-name-two"]));
    }

    #[test]
    fn a_missing_part_is_named() {
        assert_eq!(name("", "", false), Err(vec!["fields-name-missing"]));
        assert_eq!(name("", "", true), Err(vec!["fields-name-missing"]));
        assert_eq!(name("", "Élodie", false), Err(vec!["fields-name-family-missing"]));
        assert_eq!(name("Tremblay", " ", false), Err(vec!["fields-name-given-missing"]));
    }

    #[test]
    fn digits_signs_and_control_characters_are_no_name() {
        assert_eq!(name("Tr3mblay", "Élodie", false), Err(vec!["fields-name-character"]));
        assert_eq!(name("Tremblay", "😀", false), Err(vec!["fields-name-character"]));
        assert_eq!(name("<b>", "=1+1", false), Err(vec!["fields-name-character"; 2]));
        assert_eq!(name("Trem\0blay", "Élodie", false), Err(vec!["fields-unprintable"]));
        assert_eq!(name("-", ".", false), Err(vec!["fields-name-no-letter"; 2]));
        assert_eq!(name(&"a".repeat(101), "Élodie", false), Err(vec!["fields-too-long"]));
    }
}
