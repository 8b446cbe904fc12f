//! An occupation of the National Occupational Classification (NOC 2021): a code of five digits from the published table, typed,
//! or chosen among those that match the words typed.

use serde_json::Value;

use super::parts::At;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::control::{Control, ControlOption, TextBox};
use crate::definition::Reader;
use crate::limits::MAX_OFFERED_OCCUPATIONS;
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;
use crate::showing::Showing;
use crate::tables::{Occupation, Occupations};

/// Options of `occupation`.
#[derive(Debug, Clone)]
pub struct OccupationKind {
    /// Which levels of training, education, experience and responsibilities will do.
    pub teer: Vec<u8>,
}

/// Longest answer as typed, in characters: a code and the longest title.
const MAX_CHARS: usize = 250;
/// The field of the choice among those that match.
const CHOICE: &str = "choice";

impl OccupationKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self { teer: reader.digits("teer", 0..=5) }
    }

    fn accepted(&self, group: &Occupation, at: At) -> Result<Answer, Mistake> {
        if self.teer.contains(&group.teer) {
            return Ok(Answer::Choice(group.code.clone()));
        }
        Err(at.mistake("fields-occupation-teer").with("teer", MistakeArg::Number(group.teer.into())))
    }
}

/// The code that what was typed begins with, where it is one.
fn code(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    let digits = typed.bytes().take_while(u8::is_ascii_digit).count();
    (digits == 5).then(|| &typed[..digits])
}

/// The occupations to choose from, for words or the beginning of a code, and whether there are more than these.
fn offered<'a>(typed: &str, occupations: &'a Occupations) -> (Vec<&'a Occupation>, bool) {
    if code(typed).is_some() {
        return (Vec::new(), false);
    }
    let mut found = occupations.search(typed);
    let more = found.len() > MAX_OFFERED_OCCUPATIONS;
    found.truncate(MAX_OFFERED_OCCUPATIONS);
    (found, more)
}

impl Field for OccupationKind {
    fn suffixes(&self) -> Vec<&str> {
        vec!["", CHOICE]
    }

    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let mut controls = vec![Control::Text(TextBox {
            hint: draw.hint().or_else(|| Some(draw.say("fields-occupation-hint"))),
            max_chars: u32::try_from(MAX_CHARS).unwrap_or(u32::MAX),
            occupations: true,
            ..TextBox::new("", draw.label(), draw.value(""))
        })];
        let (found, more) = offered(draw.value(""), &draw.showing.tables.occupations);
        if !found.is_empty() {
            controls.push(Control::Radios {
                suffix: CHOICE,
                label: draw.say("fields-occupation-matches"),
                hint: more.then(|| draw.say("fields-occupation-more")),
                options: found
                    .into_iter()
                    .map(|group| {
                        let (title, language) = group.title(draw.showing.language);
                        ControlOption {
                            value: group.code.as_str().into(),
                            label: format!("{} {title}", group.code).into(),
                            hint: None,
                            lang: (language != draw.showing.language).then_some(language),
                        }
                    })
                    .collect(),
                value: draw.value(CHOICE),
            });
        }
        controls
    }

    /// Takes the code alone, the code and title as they are suggested, or the choice made for the words that stand beside it: a
    /// choice made for other words counts no more.
    fn parse(&self, entry: &Entry, cx: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        const AMONG: At = At::part(CHOICE, "fields-occupation-matches");
        let occupations = &cx.tables.occupations;
        let read = || {
            let typed = At::ONLY.filled(entry, MAX_CHARS)?;
            if let Some(code) = code(&typed) {
                let group = occupations.get(code);
                let group = group.ok_or_else(|| At::ONLY.mistake("fields-occupation-unknown"))?;
                return self.accepted(group, At::ONLY);
            }
            let (found, _) = offered(&typed, occupations);
            if found.is_empty() {
                return Err(At::ONLY.mistake("fields-occupation-wrong"));
            }
            let chosen = found.into_iter().find(|group| group.code == entry.get(CHOICE));
            self.accepted(chosen.ok_or_else(|| AMONG.mistake("fields-occupation-choose"))?, AMONG)
        };
        read().map_err(|mistake| vec![mistake])
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::Choice(code) = answer else { return Vec::new() };
        match showing.tables.occupations.get(code) {
            Some(group) => vec![format!("{code} {}", group.title(showing.language).0)],
            None => vec![code.clone()],
        }
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Choice(code) = answer { code.as_str().into() } else { Value::Null }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Kind;
    use crate::kinds::testing::{keys, parsed, question, showing_in_both};
    use language::Language;

    fn occupations() -> Kind {
        Kind::Occupation(OccupationKind { teer: vec![0, 1, 2, 3] })
    }

    #[test]
    fn a_code_is_taken_alone_or_with_its_title() {
        let kind = OccupationKind { teer: vec![0, 1, 2, 3] };
        let code = |raw: &str| parsed(&kind, &Entry::of(raw)).map_err(keys);
        for typed in ["21231", " 21231 ", "21231 Software engineers and designers"] {
            assert_eq!(code(typed), Ok(Answer::Choice("21231".into())), "{typed}");
        }
        assert_eq!(code("99999"), Err(vec!["fields-occupation-unknown"]));
        assert_eq!(code("65201"), Err(vec!["fields-occupation-teer"]));
        for typed in ["212311", "plumber", "é1231"] {
            assert_eq!(code(typed), Err(vec!["fields-occupation-wrong"]), "{typed}");
        }
    }

    #[test]
    fn words_and_beginnings_of_codes_offer_what_matches() {
        let kind = OccupationKind { teer: vec![0, 1, 2, 3] };
        let chosen = |typed: &str, code: &str| {
            let entry = Entry::from_pairs([("", typed), ("choice", code)]);
            parsed(&kind, &entry).map_err(|mistakes| (mistakes[0].control.clone(), mistakes[0].key))
        };
        let choose = Err(("choice".to_owned(), "fields-occupation-choose"));
        for typed in ["software engineer", "DESIGNERS", "2123"] {
            assert_eq!(chosen(typed, ""), choose, "{typed}");
            assert_eq!(chosen(typed, "21231"), Ok(Answer::Choice("21231".into())), "{typed}");
            assert_eq!(chosen(typed, "65201"), choose, "a choice made for other words than {typed}");
        }
        assert_eq!(chosen("food", "65201"), Err(("choice".to_owned(), "fields-occupation-teer")));
        assert_eq!(chosen("21231", "65201"), Ok(Answer::Choice("21231".into())));
    }

    #[test]
    fn what_matches_is_drawn_to_choose_from_and_marked_where_it_is_in_the_other_language() {
        let question = question(occupations());
        let words = Entry::from_pairs([("", "software"), ("choice", "21231")]);
        let code = Entry::of("21231");
        showing_in_both(|showing| {
            let drawn = question.controls(&words, showing);
            let Control::Radios { options, value, .. } = &drawn[1] else { panic!("{drawn:?}") };
            assert_eq!((options.len(), options[0].value.as_ref(), *value), (1, "21231", "21231"));
            let marked = (showing.language == Language::Fr).then_some(Language::En);
            assert_eq!(options[0].lang, marked);
            assert_eq!(question.controls(&code, showing).len(), 1, "a code needs no choice");
        });
    }
}
