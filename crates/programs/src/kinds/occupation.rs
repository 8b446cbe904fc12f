//! An occupation of the National Occupational Classification (NOC 2021): a code of five digits from the published table.

use serde_json::Value;

use super::parts::At;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::control::{Control, TextBox};
use crate::definition::Reader;
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `occupation`.
#[derive(Debug, Clone)]
pub struct OccupationKind {
    /// Which levels of training, education, experience and responsibilities will do.
    pub teer: Vec<u8>,
}

/// Longest answer as typed, in characters: a code and the longest title.
const MAX_CHARS: usize = 250;

impl OccupationKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self { teer: reader.digits("teer", 0..=5) }
    }
}

impl Field for OccupationKind {
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let language = draw.showing.language;
        let groups = draw.showing.tables.occupations.iter().filter(|group| self.teer.contains(&group.teer));
        vec![Control::Text(TextBox {
            hint: draw.hint().or_else(|| Some(draw.say("fields-occupation-hint"))),
            max_chars: u32::try_from(MAX_CHARS).unwrap_or(u32::MAX),
            suggestions: groups.map(|group| format!("{} {}", group.code, group.title(language).0).into()).collect(),
            ..TextBox::new("", draw.label(), draw.value(""))
        })]
    }

    /// Takes the code alone, or the code and title as they are suggested.
    fn parse(&self, entry: &Entry, cx: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let read = || {
            let typed = At::ONLY.filled(entry, MAX_CHARS)?;
            let digits = typed.bytes().take_while(u8::is_ascii_digit).count();
            if digits != 5 {
                return Err(At::ONLY.mistake("fields-occupation-wrong"));
            }
            let group = cx.tables.occupations.get(&typed[..digits]);
            let group = group.ok_or_else(|| At::ONLY.mistake("fields-occupation-unknown"))?;
            if self.teer.contains(&group.teer) {
                return Ok(Answer::Choice(group.code.clone()));
            }
            Err(At::ONLY.mistake("fields-occupation-teer").with("teer", MistakeArg::Number(group.teer.into())))
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
    use crate::kinds::testing::{keys, parsed};

    #[test]
    fn a_code_is_five_digits_of_the_table() {
        let kind = OccupationKind { teer: vec![0, 1, 2, 3] };
        let code = |raw: &str| parsed(&kind, &Entry::of(raw)).map_err(keys);
        for typed in ["21231", " 21231 ", "21231 Software engineers and designers"] {
            assert_eq!(code(typed), Ok(Answer::Choice("21231".into())), "{typed}");
        }
        assert_eq!(code("99999"), Err(vec!["fields-occupation-unknown"]));
        assert_eq!(code("65201"), Err(vec!["fields-occupation-teer"]));
        for typed in ["2123", "212311", "software engineer", "é1231"] {
            assert_eq!(code(typed), Err(vec!["fields-occupation-wrong"]), "{typed}");
        }
    }
}
