//! The kinds of question, one file each: its keys in a program file, its controls, and how an answer is parsed, shown and exported.

mod address;
mod choice;
mod choices;
mod country;
mod date;
mod declaration;
mod document;
mod email;
mod identity_document;
mod long_text;
mod money;
mod month;
mod name;
mod number;
mod occupation;
mod partial_date;
mod period;
mod phone;
mod test_scores;
mod text;
mod tongue;
mod uci;
mod yes_no;

mod dates;
mod parts;
mod rules;
#[cfg(test)]
mod testing;

use std::borrow::Cow;

use jiff::civil;

use crate::YearMonth;
use crate::answers::{DocumentRef, Entry};
use crate::condition::{Facet, Fact};
use crate::control::{Control, Words};
use crate::definition::{Located, Reader};
use crate::mistake::Mistake;
use crate::question::{Parsing, Question};
use crate::showing::Showing;

pub use address::{Address, AddressKind};
pub use choice::{Choice, ChoiceOption};
pub use choices::Choices;
pub use country::{CountryKind, STATELESS};
pub use date::DateKind;
pub use declaration::{Declaration, DeclarationKind};
pub use document::DocumentKind;
pub use email::Email;
pub use identity_document::{Expiry, IdentityDocument, IdentityDocumentKind, Paper};
pub use long_text::LongText;
pub use money::Money;
pub use month::MonthKind;
pub use name::{NameKind, PersonName};
pub use number::{Number, Unit};
pub use occupation::OccupationKind;
pub use partial_date::{PartialDate, PartialDateKind};
pub use period::{Period, PeriodKind};
pub use phone::{Phone, PhoneKind};
pub use rules::{Bound, DateRules};
pub use test_scores::{LanguageTest, Score, TestScores, TestScoresKind};
pub use text::{Allow, TextKind};
pub use tongue::Tongue;
pub use uci::Uci;
pub use yes_no::YesNo;

/// A kind of question with its options. Every `match` on it is exhaustive, so a new kind is handled everywhere or not compiled.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Family name and given names.
    Name(NameKind),
    /// One line.
    Text(TextKind),
    /// Several lines.
    LongText(LongText),
    /// Yes or no.
    YesNo(YesNo),
    /// One of several.
    Choice(Choice),
    /// Several of several.
    Choices(Choices),
    /// A day.
    Date(DateKind),
    /// A day of which parts may be unknown.
    PartialDate(PartialDateKind),
    /// A month of a year.
    Month(MonthKind),
    /// From one month to another, or still going on.
    Period(PeriodKind),
    /// A country.
    Country(CountryKind),
    /// A human language.
    Tongue(Tongue),
    /// A postal address.
    Address(AddressKind),
    /// A telephone number.
    Phone(PhoneKind),
    /// An e-mail address.
    Email(Email),
    /// A whole number.
    Number(Number),
    /// Canadian dollars.
    Money(Money),
    /// A passport or identity card.
    IdentityDocument(IdentityDocumentKind),
    /// A client number.
    Uci(Uci),
    /// An occupation of the national classification.
    Occupation(OccupationKind),
    /// The results of a language test.
    TestScores(TestScoresKind),
    /// Files.
    Document(DocumentKind),
    /// A tick and a typed full name.
    Declaration(DeclarationKind),
}

/// The typed answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Left empty where that is allowed.
    Nothing,
    /// Of `name`.
    Name(PersonName),
    /// Of `text`, `long_text`, `email`: the words; of `uci`: the number with its dashes.
    Text(String),
    /// Of `yes_no`.
    YesNo(bool),
    /// Of `choice`: the option's id; of `country`, `tongue`, `occupation`: the code.
    Choice(String),
    /// Of `choices`: the ids of the options, in the order of the program. None for "none of these".
    Choices(Vec<String>),
    /// Of `date`.
    Date(civil::Date),
    /// Of `partial_date`.
    PartialDate(PartialDate),
    /// Of `month`.
    Month(YearMonth),
    /// Of `period`.
    Period(Period),
    /// Of `address`.
    Address(Address),
    /// Of `phone`.
    Phone(Phone),
    /// Of `number`.
    Number(i64),
    /// Of `money`, in cents.
    Money(i64),
    /// Of `identity_document`.
    IdentityDocument(IdentityDocument),
    /// Of `test_scores`.
    TestScores(TestScores),
    /// Of `document`: the files.
    Documents(Vec<DocumentRef>),
    /// Of `declaration`.
    Declaration(Declaration),
}

/// A question being drawn.
pub(crate) struct Draw<'a> {
    pub(crate) question: &'a Question,
    pub(crate) entry: &'a Entry,
    pub(crate) showing: Showing<'a>,
}

impl<'a> Draw<'a> {
    /// The question's label in the language of the page.
    pub(crate) fn label(&self) -> Words<'a> {
        Cow::Borrowed(self.question.label.get(self.showing.language))
    }

    /// The question's hint in the language of the page.
    pub(crate) fn hint(&self) -> Option<Words<'a>> {
        self.question.hint.as_ref().map(|hint| Cow::Borrowed(hint.get(self.showing.language)))
    }

    /// A message of the interface.
    pub(crate) fn say(&self, key: &'static str) -> Words<'a> {
        Cow::Borrowed(self.showing.say(key))
    }

    /// What was typed into a control so far.
    pub(crate) fn value(&self, suffix: &str) -> &'a str {
        self.entry.get(suffix)
    }
}

/// What every kind can do. Each file of this folder implements it once.
pub(crate) trait Field {
    /// The suffixes of its fields, in the order of the controls.
    fn suffixes(&self) -> Vec<&str> {
        vec![""]
    }

    /// Whether its controls form a group with the question's label as legend.
    fn is_group(&self) -> bool {
        false
    }

    /// What to draw.
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>>;

    /// The typed answer, or what is wrong. An empty entry is a mistake here: whether a question may be left empty is decided before.
    fn parse(&self, entry: &Entry, cx: &Parsing<'_>) -> Result<Answer, Vec<Mistake>>;

    /// Lines to be read. Empty for an answer of another kind.
    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String>;

    /// The answer in one line, to name an entry of a list by.
    fn brief(&self, answer: &Answer, showing: &Showing<'_>) -> String {
        self.show(answer, showing).join(", ")
    }

    /// The canonical form. `null` for an answer of another kind.
    fn export(&self, answer: &Answer) -> serde_json::Value;

    /// The parts of an answer that conditions can ask about; `""` is the answer itself.
    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Opaque)]
    }

    /// What an answer tells about one of those parts.
    fn fact<'a>(&'a self, part: &str, answer: &Answer) -> Fact<'a> {
        let _ = (part, answer);
        Fact::Something
    }

    /// Ids of earlier questions that answers are compared with, and which facets these must have.
    fn references(&self) -> Vec<Reference<'_>> {
        Vec::new()
    }
}

/// An option of a kind that names an earlier question.
pub(crate) struct Reference<'a> {
    pub(crate) id: &'a str,
    pub(crate) line: u32,
    pub(crate) wants: Wants,
}

/// What a named question must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wants {
    /// A day or month, known in full or in part.
    Day,
    /// A person's name.
    Name,
}

impl Kind {
    /// The kind's own code.
    pub(crate) fn field(&self) -> &dyn Field {
        match self {
            Self::Name(kind) => kind,
            Self::Text(kind) => kind,
            Self::LongText(kind) => kind,
            Self::YesNo(kind) => kind,
            Self::Choice(kind) => kind,
            Self::Choices(kind) => kind,
            Self::Date(kind) => kind,
            Self::PartialDate(kind) => kind,
            Self::Month(kind) => kind,
            Self::Period(kind) => kind,
            Self::Country(kind) => kind,
            Self::Tongue(kind) => kind,
            Self::Address(kind) => kind,
            Self::Phone(kind) => kind,
            Self::Email(kind) => kind,
            Self::Number(kind) => kind,
            Self::Money(kind) => kind,
            Self::IdentityDocument(kind) => kind,
            Self::Uci(kind) => kind,
            Self::Occupation(kind) => kind,
            Self::TestScores(kind) => kind,
            Self::Document(kind) => kind,
            Self::Declaration(kind) => kind,
        }
    }

    /// The word that names the kind in a program file.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::Text(_) => "text",
            Self::LongText(_) => "long_text",
            Self::YesNo(_) => "yes_no",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Date(_) => "date",
            Self::PartialDate(_) => "partial_date",
            Self::Month(_) => "month",
            Self::Period(_) => "period",
            Self::Country(_) => "country",
            Self::Tongue(_) => "tongue",
            Self::Address(_) => "address",
            Self::Phone(_) => "phone",
            Self::Email(_) => "email",
            Self::Number(_) => "number",
            Self::Money(_) => "money",
            Self::IdentityDocument(_) => "identity_document",
            Self::Uci(_) => "uci",
            Self::Occupation(_) => "occupation",
            Self::TestScores(_) => "test_scores",
            Self::Document(_) => "document",
            Self::Declaration(_) => "declaration",
        }
    }

    /// Reads the kind and its own keys from the table of a question.
    pub(crate) fn read(word: &Located<String>, reader: &Reader<'_, '_>) -> Option<Self> {
        Some(match word.value.as_str() {
            "name" => Self::Name(NameKind::read(reader)),
            "text" => Self::Text(TextKind::read(reader)),
            "long_text" => Self::LongText(LongText::read(reader)),
            "yes_no" => Self::YesNo(YesNo),
            "choice" => Self::Choice(Choice::read(reader)),
            "choices" => Self::Choices(Choices::read(reader)),
            "date" => Self::Date(DateKind::read(reader)),
            "partial_date" => Self::PartialDate(PartialDateKind::read(reader)),
            "month" => Self::Month(MonthKind::read(reader)),
            "period" => Self::Period(PeriodKind::read(reader)),
            "country" => Self::Country(CountryKind::read(reader)),
            "tongue" => Self::Tongue(Tongue::read(reader)),
            "address" => Self::Address(AddressKind::read(reader)),
            "phone" => Self::Phone(PhoneKind::read(reader)),
            "email" => Self::Email(Email::read(reader)),
            "number" => Self::Number(Number::read(reader)),
            "money" => Self::Money(Money::read(reader)),
            "identity_document" => Self::IdentityDocument(IdentityDocumentKind::read(reader)),
            "uci" => Self::Uci(Uci),
            "occupation" => Self::Occupation(OccupationKind::read(reader)),
            "test_scores" => Self::TestScores(TestScoresKind::read(reader)),
            "document" => Self::Document(DocumentKind::read(reader)),
            "declaration" => Self::Declaration(DeclarationKind::read(reader)),
            _ => return None,
        })
    }

    /// Every word that names a kind.
    pub const WORDS: [&'static str; 23] = [
        "name",
        "text",
        "long_text",
        "yes_no",
        "choice",
        "choices",
        "date",
        "partial_date",
        "month",
        "period",
        "country",
        "tongue",
        "address",
        "phone",
        "email",
        "number",
        "money",
        "identity_document",
        "uci",
        "occupation",
        "test_scores",
        "document",
        "declaration",
    ];
}
