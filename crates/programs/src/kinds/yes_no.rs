//! Yes or no.

use std::borrow::Cow;

use serde_json::Value;

use super::parts::At;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::condition::{Facet, Fact};
use crate::control::{Control, ControlOption};
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::showing::Showing;

/// `yes_no` has no options.
#[derive(Debug, Clone, Copy)]
pub struct YesNo;

impl Field for YesNo {
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let option =
            |value, key| ControlOption { value: Cow::Borrowed(value), label: draw.say(key), hint: None, lang: None };
        vec![Control::Radios {
            suffix: "",
            label: draw.label(),
            hint: draw.hint(),
            options: vec![option("yes", "common-yes"), option("no", "common-no")],
            value: draw.value(""),
        }]
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        match entry.get("") {
            "yes" => Ok(Answer::YesNo(true)),
            "no" => Ok(Answer::YesNo(false)),
            _ => Err(vec![At::ONLY.mistake("fields-yes-no-missing")]),
        }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::YesNo(yes) = answer else { return Vec::new() };
        vec![showing.say(if *yes { "common-yes" } else { "common-no" }).to_owned()]
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::YesNo(yes) = answer { (*yes).into() } else { Value::Null }
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::YesNo)]
    }

    fn fact<'a>(&'a self, _: &str, answer: &Answer) -> Fact<'a> {
        let Answer::YesNo(yes) = answer else { return Fact::Something };
        Fact::Word(Cow::Borrowed(if *yes { "yes" } else { "no" }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    #[test]
    fn only_yes_and_no_are_answers() {
        let answer = |raw: &str| parsed(&YesNo, &Entry::of(raw)).map_err(keys);
        assert_eq!(answer("yes"), Ok(Answer::YesNo(true)));
        assert_eq!(answer("no"), Ok(Answer::YesNo(false)));
        for raw in ["", "Yes", "maybe", "on", "yes\0"] {
            assert_eq!(answer(raw), Err(vec!["fields-yes-no-missing"]), "{raw:?}");
        }
    }
}
