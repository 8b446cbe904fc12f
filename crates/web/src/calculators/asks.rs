//! What each calculator asks, in the order of its page, by the names that its inputs have.

use programs::calculators::{Calculator, Education};

/// One question.
pub(super) struct Ask {
    /// Where the answer stands in the inputs; also the name of its form field.
    pub(super) path: &'static str,
    /// The message that asks.
    pub(super) label: &'static str,
    /// A message that helps.
    pub(super) hint: Option<&'static str>,
    /// How it is asked.
    pub(super) kind: Kind,
}

/// How a question is asked.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// A whole number.
    Whole,
    /// One of a few: what the inputs hold, and the message that names it.
    Words(&'static [(&'static str, &'static str)]),
    /// Yes or no.
    Flag,
    /// A day.
    Day,
    /// One of the language tests.
    Test,
    /// The four abilities.
    Abilities,
    /// A test of one language, or the levels themselves, with the four abilities.
    Language,
    /// Periods: the names of the first and the last day, and the messages that ask for them.
    Periods([(&'static str, &'static str); 2]),
}

const fn ask(path: &'static str, label: &'static str, kind: Kind) -> Ask {
    Ask { path, label, hint: None, kind }
}

impl Ask {
    const fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

/// The levels of education as messages name them.
const EDUCATION: Kind = Kind::Words(&[
    (Education::None.code(), "calculators-education-none"),
    (Education::Secondary.code(), "calculators-education-secondary"),
    (Education::OneYear.code(), "calculators-education-one-year"),
    (Education::TwoYear.code(), "calculators-education-two-year"),
    (Education::ThreeYear.code(), "calculators-education-three-year"),
    (Education::TwoOrMore.code(), "calculators-education-two-or-more"),
    (Education::Masters.code(), "calculators-education-masters"),
    (Education::Doctoral.code(), "calculators-education-doctoral"),
]);
const STUDY: Kind = Kind::Words(&[
    ("none", "calculators-study-none"),
    ("1-2yr", "calculators-study-short"),
    ("3yr+", "calculators-study-long"),
]);
const JOB_OFFER: Kind = Kind::Words(&[
    ("none", "calculators-job-offer-none"),
    ("major_group_00", "calculators-job-offer-00"),
    ("other_teer_0_1_2_3", "calculators-job-offer-other"),
]);
const FROM_TO: Kind = Kind::Periods([("from", "calculators-ask-from"), ("to", "calculators-ask-to")]);
const TRIPS: Kind = Kind::Periods([("left", "calculators-ask-left"), ("returned", "calculators-ask-returned")]);

const CRS: &[Ask] = &[
    ask("age", "calculators-ask-age", Kind::Whole),
    ask("education", "calculators-ask-education", EDUCATION).hint("calculators-ask-education-hint"),
    ask("first_language", "calculators-ask-first-language", Kind::Language).hint("calculators-ask-language-hint"),
    ask("second_language", "calculators-ask-second-language", Kind::Language).hint("calculators-ask-second-hint"),
    ask("canadian_work_years", "calculators-ask-canadian-work", Kind::Whole).hint("calculators-ask-work-hint"),
    ask("foreign_work_years", "calculators-ask-foreign-work", Kind::Whole).hint("calculators-ask-work-hint"),
    ask("certificate_of_qualification", "calculators-ask-certificate", Kind::Flag),
    ask("canadian_study", "calculators-ask-study", STUDY),
    ask("sibling_in_canada", "calculators-ask-sibling", Kind::Flag),
    ask("provincial_nomination", "calculators-ask-nomination", Kind::Flag),
    ask("job_offer", "calculators-ask-job-offer", JOB_OFFER).hint("calculators-ask-job-offer-hint"),
    ask("has_spouse", "calculators-ask-spouse", Kind::Flag),
    ask("spouse_accompanying", "calculators-ask-spouse-comes", Kind::Flag),
    ask("spouse_is_citizen_or_pr", "calculators-ask-spouse-resident", Kind::Flag),
    ask("spouse.education", "calculators-ask-spouse-education", EDUCATION),
    ask("spouse.first_language", "calculators-ask-spouse-language", Kind::Language),
    ask("spouse.canadian_work_years", "calculators-ask-spouse-work", Kind::Whole),
];

const FSW: &[Ask] = &[
    ask("first_language_clb", "calculators-ask-levels", Kind::Abilities).hint("calculators-ask-levels-hint"),
    ask("second_language_clb5_all", "calculators-ask-second-5", Kind::Flag),
    ask("education", "calculators-ask-education", EDUCATION).hint("calculators-ask-education-hint"),
    ask("experience_years", "calculators-ask-experience", Kind::Whole).hint("calculators-ask-work-hint"),
    ask("age", "calculators-ask-age", Kind::Whole),
    ask("arranged_employment", "calculators-ask-arranged", Kind::Flag),
    ask("own_canadian_work_1yr", "calculators-ask-own-work", Kind::Flag),
    ask("own_canadian_study_2yr", "calculators-ask-own-study", Kind::Flag),
    ask("relative_in_canada", "calculators-ask-relative", Kind::Flag).hint("calculators-ask-relative-hint"),
    ask("spouse_accompanying", "calculators-ask-spouse-counts", Kind::Flag),
    ask("spouse_clb4_all", "calculators-ask-spouse-4", Kind::Flag),
    ask("spouse_canadian_work_1yr", "calculators-ask-spouse-own-work", Kind::Flag),
    ask("spouse_canadian_study_2yr", "calculators-ask-spouse-own-study", Kind::Flag),
];

const CLB: &[Ask] = &[
    ask("test", "calculators-ask-test", Kind::Test).hint("calculators-ask-test-hint"),
    ask("scores", "calculators-ask-scores", Kind::Abilities),
];

const PRESENCE: &[Ask] = &[
    ask("application_date", "calculators-ask-application", Kind::Day).hint("calculators-ask-application-hint"),
    ask("pr_date", "calculators-ask-resident", Kind::Day),
    ask("trips", "calculators-ask-trips", TRIPS).hint("calculators-ask-trips-hint"),
    ask("temporary_or_protected_periods", "calculators-ask-temporary", FROM_TO).hint("calculators-ask-temporary-hint"),
    ask("deemed_present_periods", "calculators-ask-service", FROM_TO).hint("calculators-ask-service-hint"),
    ask("excluded_periods", "calculators-ask-excluded", FROM_TO).hint("calculators-ask-excluded-hint"),
];

const OBLIGATION: &[Ask] = &[
    ask("examination_date", "calculators-ask-examination", Kind::Day).hint("calculators-ask-examination-hint"),
    ask("pr_date", "calculators-ask-resident", Kind::Day),
    ask("trips", "calculators-ask-trips", TRIPS).hint("calculators-ask-trips-hint"),
    ask("deemed_present_periods", "calculators-ask-accompanied", FROM_TO).hint("calculators-ask-accompanied-hint"),
];

/// The questions of a calculator.
pub(super) const fn of(calculator: Calculator) -> &'static [Ask] {
    match calculator {
        Calculator::Crs => CRS,
        Calculator::Fsw => FSW,
        Calculator::Clb => CLB,
        Calculator::Presence => PRESENCE,
        Calculator::Obligation => OBLIGATION,
    }
}
