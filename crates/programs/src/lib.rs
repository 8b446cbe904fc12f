//! A program (an application form) as data: its definition, the raw answers, the journey they make, and every kind of question.
//!
//! The crate is pure: it takes the day, the tables and the bytes as parameters and keeps nothing.
//!
//! | to… | see |
//! |---|---|
//! | read a program file, or list everything wrong with it | [`Program::parse`] |
//! | keep what a person typed | [`Answers`], [`Entry`], [`Page::read_form`] |
//! | move answers to another version of their program | [`Move`], [`Differences`] |
//! | know what is asked, answered and missing | [`Journey::walk`] |
//! | draw a question | [`Question::controls`] |
//! | explain a mistake | [`Mistake::explain`], [`ListProblem::explain`] |
//! | show all answers | [`Journey::summary`] |
//! | file them | [`Journey::freeze`] |
//! | know who else signs, and what | [`Journey::signers`], [`Journey::freeze_for`] |
//! | read published processing times | [`ProcessingTimes::parse`] |
//! | tell which ways may fit a person | [`finder::Finder`] |
//! | calculate points, levels and days | [`calculators::Calculators`] |
//! | know what something costs on a day | [`fees::FeeTable`] |
//! | know what an application owes | [`Journey::bill`] |
//! | know whether applications are taken now | [`Opening::judge`] |
//!
//! A program file is described in `docs/programs.md`. To add a kind of question, write a file in `kinds/` and let the compiler
//! name the places that must know of it.

mod answers;
pub mod calculators;
mod changes;
mod clean;
mod condition;
mod control;
mod coverage;
mod definition;
pub mod fees;
pub mod finder;
mod form;
mod journey;
mod kinds;
pub mod limits;
mod mistake;
mod month;
mod opening;
mod path;
mod program;
mod published;
mod question;
mod showing;
mod signer;
mod tables;

pub use answers::{Answers, DocumentRef, DocumentType, EditError, Entry, Item};
pub use changes::{Differences, Earlier, EarlierPlace, Leaf, Move, Touched};
pub use condition::Condition;
pub use control::{Affix, Control, ControlOption, DateBox, TextBox, TickBox, Words};
pub use coverage::{Coverage, Gap, Overlap, Row};
pub use definition::unused_blocks;
pub use form::FormRead;
pub use journey::{
    Asked, DocumentNeed, ItemWalk, Journey, ListProblem, ListWalk, Next, SectionState, SectionWalk, Step, StepBody,
    StepState, Summary, SummaryItem, SummaryList, SummaryPart, SummaryRow, SummarySection,
};
pub use kinds::{
    Address, AddressKind, Allow, Answer, Bound, Choice, ChoiceOption, Choices, CountryKind, DateKind, DateRules,
    Declaration, DeclarationKind, DocumentKind, Email, Expiry, IdentityDocument, IdentityDocumentKind, Kind,
    LanguageTest, LongText, Money, MonthKind, NameKind, Number, OccupationKind, Paper, PartialDate, PartialDateKind,
    Period, PeriodKind, PersonName, Phone, PhoneKind, STATELESS, Score, TestScores, TestScoresKind, TextKind, Tongue,
    Uci, Unit, YesNo,
};
pub use mistake::{Mistake, MistakeArg};
pub use month::YearMonth;
pub use opening::{Availability, Cap, Deadline, Moment, Opening, Pause};
pub use path::{NotAPath, PagePath};
pub use program::{Body, Cover, Fact, List, Page, Placed, Program, Section, Source};
pub use published::{Funds, FundsTable, ProcessingTimes, Published, Standard, Time, TimeUnit};
pub use question::{Parsing, Question};
pub use showing::Showing;
pub use signer::{Share, Signatory, Signer};
pub use tables::{Occupation, Occupations, Tables};
