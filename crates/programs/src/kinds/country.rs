//! A country, or no citizenship at all.

use std::borrow::Cow;

use language::{Language, countries};
use serde_json::Value;

use super::parts::At;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::condition::{Facet, Fact};
use crate::control::{Control, ControlOption, Words};
use crate::definition::{Located, Reader};
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::showing::Showing;

/// The answer of somebody who is a citizen of no country.
pub const STATELESS: &str = "stateless";

/// Options of `country`.
#[derive(Debug, Clone, Default)]
pub struct CountryKind {
    /// Which countries can be chosen; all when empty.
    pub only: Vec<String>,
    /// Which cannot.
    pub except: Vec<String>,
    /// Whether "no citizenship" can be chosen.
    pub stateless: bool,
}

impl CountryKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        let only = codes(reader, "only", countries::is_code, "Use the two capital letters of a country, such as CA.");
        let except =
            codes(reader, "except", countries::is_code, "Use the two capital letters of a country, such as CA.");
        if !only.is_empty() && !except.is_empty() {
            let what = format!("the {} has both “only” and “except”", reader.name());
            reader.fault(reader.line_of("except"), what, "Keep one of the two.");
        }
        Self { only, except, stateless: reader.flag("stateless", false) }
    }

    pub(crate) fn takes(&self, code: &str) -> bool {
        let listed = |codes: &[String]| codes.iter().any(|one| one == code);
        if code == STATELESS {
            return self.stateless;
        }
        countries::is_code(code) && (self.only.is_empty() || listed(&self.only)) && !listed(&self.except)
    }
}

/// Reads a list of codes and reports those that do not exist.
pub(crate) fn codes(reader: &Reader<'_, '_>, key: &'static str, good: fn(&str) -> bool, cure: &str) -> Vec<String> {
    let mut codes = Vec::new();
    for Located { value, line } in reader.strings(key).unwrap_or_default() {
        if good(&value) {
            codes.push(value);
        } else {
            reader.fault(line, format!("“{value}” in “{key}” is no known code"), cure);
        }
    }
    codes
}

/// The choices of a list of countries, in the order of the language.
pub(crate) fn options(language: Language, takes: impl Fn(&str) -> bool) -> Vec<ControlOption<'static>> {
    let all = countries::sorted(language).iter().filter(|(code, _)| takes(code));
    all.map(|(code, name)| ControlOption { value: (*code).into(), label: (*name).into(), hint: None, lang: None })
        .collect()
}

/// The list of countries for a part of another kind.
pub(crate) fn select<'a>(
    draw: &Draw<'a>,
    suffix: &'static str,
    label: Words<'a>,
    autocomplete: Option<&'static str>,
) -> Control<'a> {
    Control::Select {
        suffix,
        label,
        hint: None,
        options: options(draw.showing.language, |_| true),
        value: draw.value(suffix),
        autocomplete,
        optional: false,
    }
}

/// The country chosen in a part of another kind.
pub(crate) fn chosen(at: At, entry: &Entry) -> Result<String, Mistake> {
    let code = entry.get(at.suffix);
    if countries::is_code(code) { Ok(code.to_owned()) } else { Err(at.mistake("fields-country-missing")) }
}

/// What a code is called; the code itself if it were ever withdrawn.
pub(crate) fn name(language: Language, code: &str) -> String {
    countries::name(language, code).unwrap_or(code).to_owned()
}

impl Field for CountryKind {
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let language = draw.showing.language;
        let label = draw.say("fields-country-stateless");
        let stateless = ControlOption { value: STATELESS.into(), label, hint: None, lang: None };
        vec![Control::Select {
            suffix: "",
            label: draw.label(),
            hint: draw.hint(),
            options: Some(stateless)
                .filter(|_| self.stateless)
                .into_iter()
                .chain(options(language, |code| self.takes(code)))
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
            Err(vec![At::ONLY.mistake("fields-country-missing")])
        }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        match answer {
            Answer::Choice(code) if code == STATELESS => vec![showing.say("fields-country-stateless").to_owned()],
            Answer::Choice(code) => vec![name(showing.language, code)],
            _ => Vec::new(),
        }
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Choice(code) = answer { code.as_str().into() } else { Value::Null }
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Country)]
    }

    fn fact<'a>(&'a self, _: &str, answer: &Answer) -> Fact<'a> {
        let Answer::Choice(code) = answer else { return Fact::Something };
        Fact::Word(Cow::Owned(code.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed, question, showing_in_both};

    fn chosen(kind: &CountryKind, raw: &str) -> Result<Answer, Vec<&'static str>> {
        parsed(kind, &Entry::of(raw)).map_err(keys)
    }

    #[test]
    fn a_country_is_one_of_the_list() {
        let any = CountryKind::default();
        assert_eq!(chosen(&any, "CA"), Ok(Answer::Choice("CA".into())));
        for raw in ["", "ca", "Canada", "ZZ", "CA ", "stateless"] {
            assert_eq!(chosen(&any, raw), Err(vec!["fields-country-missing"]), "{raw:?}");
        }
    }

    #[test]
    fn a_program_may_narrow_the_list() {
        let only = CountryKind { only: vec!["CA".into(), "US".into()], ..CountryKind::default() };
        assert!(chosen(&only, "US").is_ok());
        assert!(chosen(&only, "FR").is_err());
        let except = CountryKind { except: vec!["CA".into()], stateless: true, ..CountryKind::default() };
        assert!(chosen(&except, "CA").is_err());
        assert_eq!(chosen(&except, "stateless"), Ok(Answer::Choice("stateless".into())));
    }

    #[test]
    fn the_list_drawn_is_the_list_taken() {
        let kind = CountryKind { except: vec!["CA".into()], stateless: true, ..CountryKind::default() };
        let question = question(crate::Kind::Country(kind.clone()));
        let blank = Entry::default();
        showing_in_both(|showing| {
            let controls = question.controls(&blank, showing);
            let [Control::Select { options, .. }] = &controls[..] else { panic!("{controls:?}") };
            assert!(options.len() > 200);
            assert!(options.iter().all(|option| chosen(&kind, &option.value).is_ok()));
        });
    }
}
