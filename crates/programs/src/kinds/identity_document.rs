//! A passport or identity card: its number, the country that issued it, and its dates.

use jiff::civil::Date;
use language::format;
use serde_json::{Value, json};

use super::country;
use super::dates::DateFields;
use super::parts::{At, Mistakes};
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::condition::{Facet, Fact};
use crate::control::{Control, TextBox};
use crate::definition::Reader;
use crate::limits::MAX_DOCUMENT_NUMBER_CHARS;
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `identity_document`.
#[derive(Debug, Clone)]
pub struct IdentityDocumentKind {
    /// What it is: it chooses the words of the labels.
    pub paper: Paper,
    /// Whether it has a date of expiry.
    pub expiry: Expiry,
    /// Whether it must not have expired.
    pub valid: bool,
}

/// What an identity document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// A passport or travel document.
    Passport,
    /// A national identity card.
    NationalId,
    /// Anything else that names its holder.
    Other,
}

/// Whether a date of expiry is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// It must be given.
    Required,
    /// It may be left empty, since some documents never expire.
    Optional,
    /// It is not asked for.
    None,
}

/// An identity document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityDocument {
    /// Capital letters, digits and dashes.
    pub number: String,
    /// Code of the country that issued it.
    pub country: String,
    /// When it was issued.
    pub issued: Date,
    /// When it expires.
    pub expires: Option<Date>,
}

const PASSPORT_NUMBER: At = At::part("number", "fields-identity-passport-number");
const NUMBER: At = At::part("number", "fields-identity-number");
const COUNTRY: At = At::part("country", "fields-identity-country");
const ISSUED: DateFields = DateFields {
    day: Some("issued-day"),
    month: "issued-month",
    year: "issued-year",
    label: Some("fields-identity-issued"),
};
const EXPIRES: DateFields = DateFields {
    day: Some("expires-day"),
    month: "expires-month",
    year: "expires-year",
    label: Some("fields-identity-expires"),
};

impl IdentityDocumentKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        let papers = [("passport", Paper::Passport), ("national-id", Paper::NationalId), ("other", Paper::Other)];
        let expiries = [("required", Expiry::Required), ("optional", Expiry::Optional), ("none", Expiry::None)];
        let kind = Self {
            paper: reader.one_of("document", &papers, Paper::Passport),
            expiry: reader.one_of("expiry", &expiries, Expiry::Required),
            valid: reader.flag("valid", false),
        };
        if kind.valid && kind.expiry == Expiry::None {
            let what = format!("the {} must be valid but does not ask when it expires", reader.name());
            reader.fault(reader.line_of("valid"), what, "Take “valid” away, or ask for the expiry.");
        }
        kind
    }

    const fn number(&self) -> At {
        match self.paper {
            Paper::Passport => PASSPORT_NUMBER,
            Paper::NationalId | Paper::Other => NUMBER,
        }
    }

    fn expires(&self, entry: &Entry) -> Result<Option<Date>, Vec<Mistake>> {
        match self.expiry {
            Expiry::None => Ok(None),
            Expiry::Optional if EXPIRES.is_blank(entry) => Ok(None),
            Expiry::Optional | Expiry::Required => EXPIRES.date(entry).map(Some),
        }
    }
}

/// Letters and digits with the blanks taken out. The official forms fix no length and take no dashes; some countries print them.
fn number(at: At, entry: &Entry) -> Result<String, Mistake> {
    let typed = at.filled(entry, MAX_DOCUMENT_NUMBER_CHARS)?;
    let number: String = typed.chars().filter(|c| *c != ' ').map(|c| c.to_ascii_uppercase()).collect();
    let good = number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && number.bytes().any(|b| b.is_ascii_alphanumeric());
    if good { Ok(number) } else { Err(at.mistake("fields-identity-characters")) }
}

impl Field for IdentityDocumentKind {
    fn suffixes(&self) -> Vec<&str> {
        let expires = EXPIRES.suffixes().filter(|_| self.expiry != Expiry::None);
        [NUMBER.suffix, COUNTRY.suffix].into_iter().chain(ISSUED.suffixes()).chain(expires).collect()
    }

    fn is_group(&self) -> bool {
        true
    }

    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let (label, hint) = match self.paper {
            Paper::Passport => ("fields-identity-passport-number", Some(draw.say("fields-identity-passport-hint"))),
            Paper::NationalId | Paper::Other => ("fields-identity-number", None),
        };
        let mut controls = vec![
            Control::Text(TextBox {
                hint,
                width: Some(20),
                max_chars: u32::try_from(MAX_DOCUMENT_NUMBER_CHARS).unwrap_or(u32::MAX),
                ..TextBox::new(NUMBER.suffix, draw.say(label), draw.value(NUMBER.suffix))
            }),
            country::select(draw, COUNTRY.suffix, draw.say("fields-identity-country"), None),
            ISSUED.control(draw, draw.say("fields-identity-issued"), None, false, false),
        ];
        if self.expiry != Expiry::None {
            let optional = self.expiry == Expiry::Optional;
            controls.push(EXPIRES.control(draw, draw.say("fields-identity-expires"), None, false, optional));
        }
        controls
    }

    fn parse(&self, entry: &Entry, cx: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let mut mistakes = Mistakes::default();
        let number = mistakes.keep(number(self.number(), entry));
        let country = mistakes.keep(country::chosen(COUNTRY, entry));
        let issued = mistakes.keep_all(ISSUED.date(entry));
        let expires = mistakes.keep_all(self.expires(entry));
        let today = MistakeArg::Date(cx.today);
        if issued.is_some_and(|issued| issued > cx.today) {
            mistakes.0.push(ISSUED.mistake("fields-date-past").with("date", today.clone()));
        }
        if let (Some(issued), Some(Some(expires))) = (issued, expires) {
            if expires <= issued {
                mistakes.0.push(EXPIRES.mistake("fields-date-after").with("date", MistakeArg::Date(issued)));
            } else if self.valid && expires < cx.today {
                mistakes.0.push(EXPIRES.mistake("fields-identity-expired").with("date", today));
            }
        }
        match (number, country, issued, expires) {
            (Some(number), Some(country), Some(issued), Some(expires)) if mistakes.0.is_empty() => {
                Ok(Answer::IdentityDocument(IdentityDocument { number, country, issued, expires }))
            }
            _ => Err(mistakes.0),
        }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::IdentityDocument(document) = answer else { return Vec::new() };
        let date = |date| format::long_date(showing.language, date);
        let number = self.number().label.unwrap_or("fields-identity-number");
        let mut lines = vec![
            showing.labelled(number, &document.number),
            showing.labelled("fields-identity-country", &country::name(showing.language, &document.country)),
            showing.labelled("fields-identity-issued", &date(document.issued)),
        ];
        lines.extend(document.expires.map(|expires| showing.labelled("fields-identity-expires", &date(expires))));
        lines
    }

    fn brief(&self, answer: &Answer, _: &Showing<'_>) -> String {
        if let Answer::IdentityDocument(document) = answer { document.number.clone() } else { String::new() }
    }

    fn export(&self, answer: &Answer) -> Value {
        let Answer::IdentityDocument(document) = answer else { return Value::Null };
        json!({
            "country": document.country,
            "expires": document.expires.map(|date| date.to_string()),
            "issued": document.issued.to_string(),
            "number": document.number,
        })
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Opaque), ("country", Facet::Country)]
    }

    fn fact<'a>(&'a self, part: &str, answer: &Answer) -> Fact<'a> {
        match answer {
            Answer::IdentityDocument(document) if part == "country" => Fact::Word(document.country.clone().into()),
            _ => Fact::Something,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    const PASSPORT: IdentityDocumentKind =
        IdentityDocumentKind { paper: Paper::Passport, expiry: Expiry::Required, valid: true };

    fn passport(
        kind: &IdentityDocumentKind,
        number: &str,
        issued: &str,
        expires: &str,
    ) -> Result<IdentityDocument, Vec<&'static str>> {
        let part = |date: &str, at| date.split('-').nth(at).unwrap_or("").to_owned();
        let entry = Entry::from_pairs(
            [
                ("number", number.to_owned()),
                ("country", "IN".to_owned()),
                ("issued-year", part(issued, 0)),
                ("issued-month", part(issued, 1)),
                ("issued-day", part(issued, 2)),
                ("expires-year", part(expires, 0)),
                ("expires-month", part(expires, 1)),
                ("expires-day", part(expires, 2)),
            ]
            .map(|(suffix, value)| (suffix.to_owned(), value)),
        );
        parsed(kind, &entry).map_err(keys).map(|answer| {
            let Answer::IdentityDocument(document) = answer else { panic!("not a document: {answer:?}") };
            document
        })
    }

    #[test]
    fn numbers_lose_their_blanks_and_small_letters() {
        let found = passport(&PASSPORT, " z1 234 567 ", "2020-01-31", "2030-01-30").unwrap();
        assert_eq!(found.number, "Z1234567");
        for number in ["AB 123456", "A123456BC", "12-34-567"] {
            assert!(passport(&PASSPORT, number, "2020-01-31", "2030-01-30").is_ok(), "{number}");
        }
        for number in ["É123", "12/34", "-", "12;34"] {
            let wrong = passport(&PASSPORT, number, "2020-01-31", "2030-01-30");
            assert_eq!(wrong, Err(vec!["fields-identity-characters"]), "{number}");
        }
        let long = passport(&PASSPORT, &"1".repeat(21), "2020-01-31", "2030-01-30");
        assert_eq!(long, Err(vec!["fields-too-long"]));
    }

    #[test]
    fn dates_run_forward_and_around_today() {
        let check = |issued, expires| passport(&PASSPORT, "X1", issued, expires).map(|_| ());
        assert_eq!(check("2026-11-23", "2030-01-30"), Err(vec!["fields-date-past"]));
        assert_eq!(check("2020-01-31", "2020-01-31"), Err(vec!["fields-date-after"]));
        assert_eq!(check("2010-01-31", "2026-11-21"), Err(vec!["fields-identity-expired"]));
        assert_eq!(check("2010-01-31", "2026-11-22"), Ok(()), "the last day counts");
        assert_eq!(check("2010-01-31", ""), Err(vec!["fields-date-missing"]));
        assert_eq!(check("2010-02-30", "2030-13-01"), Err(vec!["fields-date-unreal", "fields-date-month"]));
    }

    #[test]
    fn a_document_may_have_no_expiry_where_the_program_says_so() {
        let kind = IdentityDocumentKind { paper: Paper::NationalId, expiry: Expiry::Optional, valid: false };
        assert_eq!(passport(&kind, "X1", "2020-01-31", "").unwrap().expires, None);
        let kind = IdentityDocumentKind { expiry: Expiry::None, ..kind };
        assert_eq!(passport(&kind, "X1", "2020-01-31", "2030-01-01").unwrap().expires, None);
    }
}
