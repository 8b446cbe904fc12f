//! The results of a designated language test: which test, the four abilities, the date and the number of the certificate.

use std::fmt;

use jiff::civil::Date;
use language::format;
use serde_json::{Value, json};

use super::dates::DateFields;
use super::parts::{At, Mistakes};
use super::rules::DateRules;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::condition::{Facet, Fact};
use crate::control::{Control, ControlOption, TextBox};
use crate::definition::Reader;
use crate::limits::MAX_CERTIFICATE_CHARS;
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `test_scores`.
#[derive(Debug, Clone)]
pub struct TestScoresKind {
    /// Which tests will do.
    pub tests: Vec<LanguageTest>,
    /// How many months the results may be old (IRPR 75(2)(d): less than two years).
    pub within_months: Option<u16>,
}

/// A language test that the department recognises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LanguageTest {
    /// Canadian English Language Proficiency Index Program, General.
    CelpipGeneral,
    /// International English Language Testing System, General Training. The Academic one is not accepted.
    IeltsGeneral,
    /// Pearson Test of English Core.
    PteCore,
    /// Test de connaissance du français pour le Canada.
    TcfCanada,
    /// Test d'évaluation de français pour le Canada, read on its old scale ("Équivalence ancien score").
    TefCanada,
}

/// A score in tenths, so that 7.5 needs no floating point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u16);

/// The results of one test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestScores {
    /// Which test.
    pub test: LanguageTest,
    /// Reading.
    pub reading: Score,
    /// Writing.
    pub writing: Score,
    /// Listening.
    pub listening: Score,
    /// Speaking.
    pub speaking: Score,
    /// The day of the results.
    pub date: Date,
    /// The number of the certificate or report form.
    pub certificate: String,
}

/// The four abilities in the order of the published tables.
const READING: At = At::part("reading", "fields-test-reading");
const WRITING: At = At::part("writing", "fields-test-writing");
const LISTENING: At = At::part("listening", "fields-test-listening");
const SPEAKING: At = At::part("speaking", "fields-test-speaking");
const ABILITIES: [At; 4] = [READING, WRITING, LISTENING, SPEAKING];
const TEST: At = At::part("test", "fields-test-which");
const CERTIFICATE: At = At::part("certificate", "fields-test-certificate");
const DATE: DateFields = DateFields { day: Some("day"), month: "month", year: "year", label: Some("fields-test-date") };

/// Longest score as typed, in characters.
const MAX_SCORE_CHARS: usize = 6;

/// The scores a test can give for one ability.
struct Scale {
    /// In tenths.
    min: u16,
    /// In tenths.
    max: u16,
    /// The difference of two neighbours, in tenths.
    step: u16,
}

impl LanguageTest {
    /// Every test.
    pub const ALL: [Self; 5] =
        [Self::CelpipGeneral, Self::IeltsGeneral, Self::PteCore, Self::TcfCanada, Self::TefCanada];

    /// The code used in program files and answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CelpipGeneral => "celpip-general",
            Self::IeltsGeneral => "ielts-general",
            Self::PteCore => "pte-core",
            Self::TcfCanada => "tcf-canada",
            Self::TefCanada => "tef-canada",
        }
    }

    /// The test of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|test| test.code() == code)
    }

    /// The name it carries in both languages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CelpipGeneral => "CELPIP General",
            Self::IeltsGeneral => "IELTS General Training",
            Self::PteCore => "PTE Core",
            Self::TcfCanada => "TCF Canada",
            Self::TefCanada => "TEF Canada",
        }
    }

    /// The published scales: IELTS 0 to 9 by halves, CELPIP levels 0 to 12, PTE Core 10 to 90; TCF reading and listening to 699,
    /// writing and speaking to 20; TEF (old scale) reading 300, writing and speaking 450, listening 360.
    fn scale(self, ability: At) -> Scale {
        let whole = |min: u16, max: u16| Scale { min: min * 10, max: max * 10, step: 10 };
        match self {
            Self::CelpipGeneral => whole(0, 12),
            Self::IeltsGeneral => Scale { min: 0, max: 90, step: 5 },
            Self::PteCore => whole(10, 90),
            Self::TcfCanada => match ability.suffix {
                "reading" | "listening" => whole(0, 699),
                _ => whole(0, 20),
            },
            Self::TefCanada => match ability.suffix {
                "reading" => whole(0, 300),
                "listening" => whole(0, 360),
                _ => whole(0, 450),
            },
        }
    }
}

impl Score {
    /// The score in tenths: 75 for 7.5.
    pub const fn tenths(self) -> u16 {
        self.0
    }

    /// "7", "7.5" or "7,5".
    fn read(typed: &str) -> Option<Self> {
        let digits = |text: &str, most| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let (whole, tenths) = typed.split_once(['.', ',']).unwrap_or((typed, "0"));
        if !digits(whole, 3) || !digits(tenths, 1) {
            return None;
        }
        Some(Self(whole.parse::<u16>().ok()? * 10 + tenths.parse::<u16>().ok()?))
    }
}

/// As in the canonical form: `7.5`, `7` when there are no tenths.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}", self.0 / 10),
            tenths => write!(f, "{}.{tenths}", self.0 / 10),
        }
    }
}

impl TestScoresKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        let words = LanguageTest::ALL.map(|test| (test.code(), test));
        Self {
            tests: reader.some_of("tests", &words),
            within_months: reader.integer("within_months", 1..=1200).and_then(|months| u16::try_from(months).ok()),
        }
    }
}

/// One score on the scale of its test; any shape of score while the test is not known.
fn score(at: At, test: Option<LanguageTest>, entry: &Entry) -> Result<Score, Mistake> {
    let typed = at.filled(entry, MAX_SCORE_CHARS)?;
    let Some(score) = Score::read(&typed) else { return Err(at.mistake("fields-test-score-wrong")) };
    let Some(scale) = test.map(|test| test.scale(at)) else { return Ok(score) };
    if (scale.min..=scale.max).contains(&score.0) && score.0 % scale.step == 0 {
        return Ok(score);
    }
    let end = |tenths| MistakeArg::Plain(Score(tenths).to_string());
    let key = if scale.step == 5 { "fields-test-score-halves" } else { "fields-test-score-range" };
    Err(at.mistake(key).with("min", end(scale.min)).with("max", end(scale.max)))
}

impl Field for TestScoresKind {
    fn suffixes(&self) -> Vec<&str> {
        let abilities = ABILITIES.into_iter().map(|at| at.suffix);
        std::iter::once(TEST.suffix).chain(abilities).chain(DATE.suffixes()).chain([CERTIFICATE.suffix]).collect()
    }

    fn is_group(&self) -> bool {
        true
    }

    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let text = |at: At, label, width, max: usize, inputmode| {
            Control::Text(TextBox {
                inputmode,
                width: Some(width),
                max_chars: u32::try_from(max).unwrap_or(u32::MAX),
                ..TextBox::new(at.suffix, draw.say(label), draw.value(at.suffix))
            })
        };
        let option = |test: &LanguageTest| ControlOption {
            value: test.code().into(),
            label: test.name().into(),
            hint: None,
            lang: None,
        };
        let score = |at, label| text(at, label, 4, MAX_SCORE_CHARS, Some("decimal"));
        vec![
            Control::Radios {
                suffix: TEST.suffix,
                label: draw.say("fields-test-which"),
                hint: None,
                options: self.tests.iter().map(option).collect(),
                value: draw.value(TEST.suffix),
            },
            score(READING, "fields-test-reading"),
            score(WRITING, "fields-test-writing"),
            score(LISTENING, "fields-test-listening"),
            score(SPEAKING, "fields-test-speaking"),
            DATE.control(draw, draw.say("fields-test-date"), None, false, false),
            text(CERTIFICATE, "fields-test-certificate", 20, MAX_CERTIFICATE_CHARS, None),
        ]
    }

    fn parse(&self, entry: &Entry, cx: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let mut mistakes = Mistakes::default();
        let test = LanguageTest::from_code(entry.get(TEST.suffix)).filter(|test| self.tests.contains(test));
        let test = mistakes.keep(test.ok_or_else(|| TEST.mistake("fields-choice-missing")));
        let [reading, writing, listening, speaking] =
            ABILITIES.map(|ability| mistakes.keep(score(ability, test, entry)));
        let date = mistakes.keep_all(DATE.date(entry));
        if let Some(date) = date {
            let rules = DateRules { past: true, within_months: self.within_months, ..DateRules::default() };
            mistakes.0.extend(rules.check(date, date, &DATE, cx));
        }
        let certificate = mistakes.keep(CERTIFICATE.filled(entry, MAX_CERTIFICATE_CHARS));
        match (test, reading, writing, listening, speaking, date, certificate) {
            (
                Some(test),
                Some(reading),
                Some(writing),
                Some(listening),
                Some(speaking),
                Some(date),
                Some(certificate),
            ) if mistakes.0.is_empty() => {
                Ok(Answer::TestScores(TestScores { test, reading, writing, listening, speaking, date, certificate }))
            }
            _ => Err(mistakes.0),
        }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::TestScores(scores) = answer else { return Vec::new() };
        let score = |score: Score| format::with_tenths(showing.language, score.0.into());
        vec![
            scores.test.name().to_owned(),
            showing.labelled("fields-test-reading", &score(scores.reading)),
            showing.labelled("fields-test-writing", &score(scores.writing)),
            showing.labelled("fields-test-listening", &score(scores.listening)),
            showing.labelled("fields-test-speaking", &score(scores.speaking)),
            showing.labelled("fields-test-date", &format::long_date(showing.language, scores.date)),
            showing.labelled("fields-test-certificate", &scores.certificate),
        ]
    }

    fn brief(&self, answer: &Answer, _: &Showing<'_>) -> String {
        if let Answer::TestScores(scores) = answer { scores.test.name().to_owned() } else { String::new() }
    }

    fn export(&self, answer: &Answer) -> Value {
        let Answer::TestScores(scores) = answer else { return Value::Null };
        json!({
            "certificate": scores.certificate,
            "date": scores.date.to_string(),
            "listening": scores.listening.to_string(),
            "reading": scores.reading.to_string(),
            "speaking": scores.speaking.to_string(),
            "test": scores.test.code(),
            "writing": scores.writing.to_string(),
        })
    }

    fn facets(&self) -> Vec<(&'static str, Facet<'_>)> {
        vec![("", Facet::Opaque), ("test", Facet::Words(&CODES))]
    }

    fn fact<'a>(&'a self, part: &str, answer: &Answer) -> Fact<'a> {
        match answer {
            Answer::TestScores(scores) if part == "test" => Fact::Word(scores.test.code().into()),
            _ => Fact::Something,
        }
    }
}

const CODES: [&str; 5] = ["celpip-general", "ielts-general", "pte-core", "tcf-canada", "tef-canada"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    fn scores(test: &str, scores: [&str; 4], date: &str) -> Result<TestScores, Vec<&'static str>> {
        let kind = TestScoresKind { tests: LanguageTest::ALL.to_vec(), within_months: Some(24) };
        let mut date = date.split('-');
        let mut part = || date.next().unwrap_or("");
        let entry = Entry::from_pairs([
            ("test", test),
            ("reading", scores[0]),
            ("writing", scores[1]),
            ("listening", scores[2]),
            ("speaking", scores[3]),
            ("year", part()),
            ("month", part()),
            ("day", part()),
            ("certificate", "A1-2345"),
        ]);
        parsed(&kind, &entry).map_err(keys).map(|answer| {
            let Answer::TestScores(scores) = answer else { panic!("not scores: {answer:?}") };
            scores
        })
    }

    #[test]
    fn every_test_has_its_code_and_they_are_the_words_of_conditions() {
        assert_eq!(LanguageTest::ALL.map(LanguageTest::code), CODES);
    }

    #[test]
    fn each_test_has_its_scale() {
        let halves = scores("ielts-general", ["6.5", "7", "8,5", "7.0"], "2026-03-01").unwrap();
        assert_eq!(halves.reading.to_string(), "6.5");
        assert_eq!(halves.listening.tenths(), 85);
        assert_eq!(halves.speaking.to_string(), "7");
        for (test, good, bad) in [
            ("celpip-general", ["12", "0", "9", "10"], ["13", "9.5", "10", "10"]),
            ("ielts-general", ["9", "0", "0.5", "4"], ["9.5", "6.3", "7", "7"]),
            ("pte-core", ["90", "10", "60", "70"], ["9", "91", "60", "60"]),
            ("tcf-canada", ["699", "20", "400", "0"], ["700", "21", "400", "10"]),
            ("tef-canada", ["300", "450", "360", "450"], ["301", "451", "360", "450"]),
        ] {
            assert!(scores(test, good, "2026-03-01").is_ok(), "{test}");
            let key = if test == "ielts-general" { "fields-test-score-halves" } else { "fields-test-score-range" };
            assert_eq!(scores(test, bad, "2026-03-01"), Err(vec![key; 2]), "{test}");
        }
    }

    #[test]
    fn results_are_under_two_years_old() {
        let good = ["7", "7", "7", "7"];
        assert!(scores("ielts-general", good, "2024-11-22").is_ok());
        assert_eq!(scores("ielts-general", good, "2024-11-21"), Err(vec!["fields-date-too-old"]));
        assert_eq!(scores("ielts-general", good, "2026-11-23"), Err(vec!["fields-date-past"]));
    }

    #[test]
    fn nothing_is_guessed() {
        assert_eq!(scores("ielts-academic", ["7"; 4], "2026-03-01"), Err(vec!["fields-choice-missing"]));
        for wrong in ["7.", ".5", "7.55", "seven", "-7", "1e1", "7,5,"] {
            assert_eq!(
                scores("ielts-general", [wrong, "7", "7", "7"], "2026-03-01"),
                Err(vec!["fields-test-score-wrong"]),
                "{wrong}"
            );
        }
        assert_eq!(
            scores("", ["", "7", "7", "7"], ""),
            Err(vec!["fields-choice-missing", "fields-missing", "fields-date-missing"])
        );
    }
}
