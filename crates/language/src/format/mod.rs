//! Dates, numbers, money, lists and file sizes as Canadians write them in each language.
//!
//! The patterns come from the Unicode locale data (CLDR) for en-CA and fr-CA through ICU4X. What that data leaves out and
//! Canadian usage asks for is added here: "1er" for the first of a month, and spaces that never break a figure from its unit.

mod date;
mod number;

use std::sync::LazyLock;

use icu_locale_core::{Locale, locale};

pub use date::{date_time, long_date, month};
pub use number::{file_size, list_and, money, number, with_tenths};

use crate::Language;

/// The space that keeps two things on one line.
const NO_BREAK: &str = "\u{a0}";

/// One value for each language, made when first needed: formatters are costly to build and free to share.
struct Pair<T> {
    en: T,
    fr: T,
}

impl<T> Pair<T> {
    const fn get(&self, language: Language) -> &T {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }

    /// A pair whose halves are both built by `make`.
    fn of(make: impl Fn(&Locale) -> T) -> Self {
        Self { en: make(&locale!("en-CA")), fr: make(&locale!("fr-CA")) }
    }
}

/// A pair of formatters, kept for the life of the process.
type Formatters<T> = LazyLock<Pair<T>>;
