//! Languages that people speak: codes of ISO 639-1, or 639-3 where there is none, with their names in both languages.
//!
//! The list holds the languages of people in Canada and of those who come, not all of the world's: a form that asks for a
//! language also takes one in the person's own words. The names are CLDR's for Canada, but for a few that `cargo xtask
//! lists` gives itself.

use std::sync::LazyLock;

use crate::Language;
use crate::names::Names;

static TONGUES: LazyLock<Names> = LazyLock::new(|| Names::read(include_str!("../data/tongues.tsv")));

/// Whether this is the code of a language in the list: two or three small letters.
pub fn is_code(code: &str) -> bool {
    name(Language::En, code).is_some()
}

/// What a language is called in one of ours.
pub fn name(language: Language, code: &str) -> Option<&'static str> {
    TONGUES.get(language, code)
}

/// All languages of the list as code and name, in the order in which one looks them up in that language.
pub fn sorted(language: Language) -> &'static [(&'static str, &'static str)] {
    TONGUES.sorted(language)
}
