//! From the score of a language test to the level it stands for (CLB for English, NCLC for French).

use language::{Language, Text};
use serde_json::Value;

use super::given::{Given, Refusal};
use crate::definition::Reader;
use crate::mistake::MistakeArg;

/// How many levels the published tables tell apart: 4 to 10.
const LEVELS: usize = 7;
/// The lowest of them; below it is 0, and 10 is the highest that counts.
const LOWEST: u16 = 4;
/// The highest level of the benchmarks themselves.
const HIGHEST_BENCHMARK: u16 = 12;
/// Largest score of any test, in tenths.
const MOST_TENTHS: u16 = 7_000;

/// One of the four abilities a test measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ability {
    /// Understanding speech.
    Listening,
    /// Understanding writing.
    Reading,
    /// Writing.
    Writing,
    /// Speaking.
    Speaking,
}

impl Ability {
    /// Every ability.
    pub const ALL: [Self; 4] = [Self::Listening, Self::Reading, Self::Writing, Self::Speaking];

    /// The word used in tables and inputs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Listening => "listening",
            Self::Reading => "reading",
            Self::Writing => "writing",
            Self::Speaking => "speaking",
        }
    }
}

/// The levels of the four abilities, in the order of [`Ability::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels(pub [u16; 4]);

impl Levels {
    /// The lowest of the four.
    pub fn lowest(self) -> u16 {
        self.0.into_iter().min().unwrap_or(0)
    }

    /// Reads `7`, or `{ "listening": 7, … }`.
    pub(super) fn read(given: &Given<'_>, key: &str) -> Result<Self, Refusal> {
        if !given.must(key)?.is_object() {
            return given.whole(key, 0..=HIGHEST_BENCHMARK).map(|level| Self([level; 4]));
        }
        let codes = Ability::ALL.map(Ability::code);
        let four = Given::new(given.must(key)?, given.field(key), &codes)?;
        let mut levels = [0; 4];
        for (level, code) in levels.iter_mut().zip(codes) {
            *level = four.whole(code, 0..=HIGHEST_BENCHMARK)?;
        }
        Ok(Self(levels))
    }
}

/// What somebody can do in one official language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proficiency {
    /// Which one.
    pub language: Language,
    /// How well.
    pub levels: Levels,
}

/// The language tests that are recognised, with what their scores stand for.
#[derive(Debug, Clone)]
pub struct LanguageTests {
    tests: Vec<LanguageTest>,
}

/// One test.
#[derive(Debug, Clone)]
pub struct LanguageTest {
    /// Its code in inputs.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// The language it tests.
    pub language: Language,
    /// Whether Express Entry reads it.
    pub express_entry: bool,
    /// The difference of two neighbouring scores, in tenths.
    step: u16,
    /// In the order of [`Ability::ALL`].
    scales: [Scale; 4],
}

/// The scores of one ability, all in tenths.
#[derive(Debug, Clone, Copy, Default)]
struct Scale {
    least: u16,
    most: u16,
    /// The least score for level 4, 5, … 10.
    minimums: [u16; LEVELS],
}

impl LanguageTests {
    pub(super) fn read(table: &Reader<'_, '_>) -> Option<Self> {
        let tests: Vec<_> = table.tables("test", "test").into_iter().map(LanguageTest::read).collect();
        if tests.is_empty() {
            table.fault(table.line(), format!("the {} has no test", table.name()), "Add [[table.test]].");
        }
        (!tests.is_empty()).then_some(Self { tests })
    }

    /// Every test, in the order of the table.
    pub fn all(&self) -> &[LanguageTest] {
        &self.tests
    }

    /// The test a field names.
    pub(super) fn named(&self, given: &Given<'_>, key: &str) -> Result<&LanguageTest, Refusal> {
        let named = given.must(key)?.as_str().and_then(|code| self.tests.iter().find(|test| test.code == code));
        named.ok_or_else(|| {
            let codes: Vec<&str> = self.tests.iter().map(|test| test.code.as_str()).collect();
            given
                .refuse(key, "calculators-not-word")
                .with("words", MistakeArg::Plain(crate::definition::quoted(&codes)))
        })
    }

    /// Reads `{ "language", "clb" }` or `{ "language", "test", "scores" }`, with a test that Express Entry reads.
    pub(super) fn proficiency(&self, given: &Given<'_>, key: &str) -> Result<Proficiency, Refusal> {
        let given = Given::new(given.must(key)?, given.field(key), &["language", "clb", "test", "scores"])?;
        let language = given.word("language", &[("en", Language::En), ("fr", Language::Fr)])?;
        if given.get("clb").is_some() {
            if given.get("test").is_some() || given.get("scores").is_some() {
                return Err(given.refuse("clb", "calculators-level-and-scores"));
            }
            return Ok(Proficiency { language, levels: Levels::read(&given, "clb")? });
        }
        let test = self.named(&given, "test")?;
        if test.language != language {
            return Err(given.refuse("test", "calculators-test-language"));
        }
        if !test.express_entry {
            return Err(given.refuse("test", "calculators-test-not-express-entry"));
        }
        let scores = Given::new(given.must("scores")?, given.field("scores"), &Ability::ALL.map(Ability::code))?;
        let mut levels = [0; 4];
        for (level, ability) in levels.iter_mut().zip(Ability::ALL) {
            *level = test.score(&scores, ability.code(), ability)?;
        }
        Ok(Proficiency { language, levels: Levels(levels) })
    }
}

impl LanguageTest {
    fn read(table: Reader<'_, '_>) -> Self {
        let code = table.string("code", "Add a code such as code = \"ielts_gt\".").value;
        table.rename(format!("test “{code}”"));
        let scale = |ability: Ability| {
            let Some(scale) = table.must_hold(ability.code(), &format!("{} of the test “{code}”", ability.code()))
            else {
                return Scale::default();
            };
            let [least, most] = scale.tenths("scale", 0..=MOST_TENTHS);
            let minimums = scale.tenths("minimums", 0..=MOST_TENTHS);
            if minimums.is_sorted_by(|a, b| a < b) && least <= minimums[0] && minimums[LEVELS - 1] <= most {
                scale.finish();
                return Scale { least, most, minimums };
            }
            scale.fault(
                scale.line(),
                format!("the minimums of the {} do not rise within its scale", scale.name()),
                "Compare them with the published table.",
            );
            Scale { least, most, minimums }
        };
        let scales = Ability::ALL.map(scale);
        let step = table.tenth("step", 1..=MOST_TENTHS);
        let test = Self {
            name: table.text("name"),
            language: table.one_of("language", &[("en", Language::En), ("fr", Language::Fr)], Language::En),
            express_entry: table.flag("express_entry", false),
            step: step.max(1),
            scales,
            code,
        };
        if !table.has("language") {
            let what = format!("the {} names no language", table.name());
            table.fault(table.line(), what, "Add language = \"en\" or \"fr\".");
        }
        table.finish();
        test
    }

    /// The level of a score in tenths: the highest whose minimum is met. Never averaged, never rounded.
    pub fn level(&self, ability: Ability, tenths: u16) -> u16 {
        let met = self.scales[ability as usize].minimums.iter().filter(|minimum| **minimum <= tenths).count();
        match u16::try_from(met) {
            Ok(met) if met > 0 => LOWEST + met - 1,
            _ => 0,
        }
    }

    /// Reads a score and gives its level.
    pub(super) fn score(&self, given: &Given<'_>, key: &str, ability: Ability) -> Result<u16, Refusal> {
        let Scale { least, most, .. } = self.scales[ability as usize];
        let tenths = tenths(given.must(key)?).filter(|score| (least..=most).contains(score) && score % self.step == 0);
        tenths.map(|tenths| self.level(ability, tenths)).ok_or_else(|| {
            given
                .refuse(key, "calculators-not-score")
                .with("test", MistakeArg::Text(self.name.clone()))
                .with("min", MistakeArg::Plain(plain(least)))
                .with("max", MistakeArg::Plain(plain(most)))
                .with("step", MistakeArg::Plain(plain(self.step)))
        })
    }
}

/// A score as it was written, in tenths: `7`, `7.0` and `7.5`, not `7.25`. Read from its digits, without floating point.
fn tenths(value: &Value) -> Option<u16> {
    let Value::Number(number) = value else { return None };
    let digits = number.to_string();
    let (whole, tenths) = digits.split_once('.').unwrap_or((&digits, "0"));
    let tenths = tenths.parse::<u16>().ok().filter(|_| tenths.len() == 1)?;
    whole.parse::<u16>().ok()?.checked_mul(10)?.checked_add(tenths)
}

fn plain(tenths: u16) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}
