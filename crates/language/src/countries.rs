//! Countries and territories: the codes of ISO 3166-1 and Kosovo (XK), with their names in both languages.
//!
//! Having no country ("stateless") is an answer of its own and no code of this list. The names are CLDR's for Canada
//! (`cargo xtask lists`, Unicode licence beside the table).

use std::sync::LazyLock;

use crate::Language;
use crate::names::Names;

static COUNTRIES: LazyLock<Names> = LazyLock::new(|| Names::read(include_str!("../data/countries.tsv")));

/// Whether this is the code of a country: two capital letters.
pub fn is_code(code: &str) -> bool {
    name(Language::En, code).is_some()
}

/// What a country is called.
pub fn name(language: Language, code: &str) -> Option<&'static str> {
    COUNTRIES.get(language, code)
}

/// All countries as code and name, in the order in which one looks them up in that language.
pub fn sorted(language: Language) -> &'static [(&'static str, &'static str)] {
    COUNTRIES.sorted(language)
}
