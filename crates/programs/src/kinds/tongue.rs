//! A human language, such as a mother tongue.

use std::borrow::Cow;

use language::tongues;
use serde_json::Value;

use super::country::codes;
use super::parts::At;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::condition::{Facet, Fact};
use crate::control::{Control, ControlOption};
use crate::definition::Reader;
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `tongue`.
#[derive(Debug, Clone, Default)]
pub struct Tongue {
    /// Which languages can be chosen; all when empty.
    pub only: Vec<String>,
}

impl Tongue {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self { only: codes(reader, "only", tongues::is_code, "Use the code of a language, such as fr.") }
    }

    pub(crate) fn takes(&self, code: &str) -> bool {
        tongues::is_code(code) && (self.only.is_empty() || self.only.iter().any(|one| one == code))
    }
}

impl Field for Tongue {
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let all = tongues::sorted(draw.showing.language).iter().filter(|(code, _)| self.takes(code));
        vec![Control::Select {
            suffix: "",
            label: draw.label(),
            hint: draw.hint(),
            options: all
                .map(|(code, name)| ControlOption {
                    value: (*code).into(),
                    label: (*name).into(),
                    hint: None,
                    lang: None,
                })
                .collect(),
            value: draw.value(""),
            autocomplete: None,
            optional: false,
        }]
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let code = entry.get("");
        if self.takes(code) {
            Ok(Answer::Choice(code.to_owned()))
        } else {
            Err(vec![At::ONLY.mistake("fields-tongue-missing")])
        }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::Choice(code) = answer else { return Vec::new() };
        vec![tongues::name(showing.language, code).unwrap_or(code).to_owned()]
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Choice(code) = answer { code.as_str().into() } else { Value::Null }
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Tongue)]
    }

    fn fact<'a>(&'a self, _: &str, answer: &Answer) -> Fact<'a> {
        let Answer::Choice(code) = answer else { return Fact::Something };
        Fact::Word(Cow::Owned(code.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    #[test]
    fn a_language_is_one_of_the_list() {
        let chosen = |kind: &Tongue, raw: &str| parsed(kind, &Entry::of(raw)).map_err(keys);
        let any = Tongue::default();
        for code in ["fr", "ta", "iu"] {
            assert_eq!(chosen(&any, code), Ok(Answer::Choice(code.into())));
        }
        for raw in ["", "FR", "French", "xx-klingon"] {
            assert_eq!(chosen(&any, raw), Err(vec!["fields-tongue-missing"]), "{raw:?}");
        }
        let official = Tongue { only: vec!["en".into(), "fr".into()] };
        assert!(chosen(&official, "en").is_ok());
        assert!(chosen(&official, "ta").is_err());
    }
}
