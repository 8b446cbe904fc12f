//! A list of things with a code and a name in each language, kept in a committed table and sorted once for each language.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::{Locale, locale};

use crate::Language;

/// A code and its name in one language.
pub(crate) type Named = (&'static str, &'static str);

/// The list, with its names in the order a reader of each language looks them up in.
pub(crate) struct Names {
    /// Code, English and French name, sorted by code.
    rows: Vec<(&'static str, &'static str, &'static str)>,
    en: Vec<Named>,
    fr: Vec<Named>,
}

impl Names {
    /// Reads lines of code, English name and French name, divided by tabs and sorted by code.
    pub(crate) fn read(table: &'static str) -> Self {
        let rows: Vec<_> = table.lines().filter_map(row).collect();
        let en = sorted(rows.iter().map(|&(code, en, _)| (code, en)).collect(), &locale!("en-CA"));
        let fr = sorted(rows.iter().map(|&(code, _, fr)| (code, fr)).collect(), &locale!("fr-CA"));
        Self { rows, en, fr }
    }

    /// The name that belongs to a code.
    pub(crate) fn get(&self, language: Language, code: &str) -> Option<&'static str> {
        let at = self.rows.binary_search_by(|(known, ..)| (*known).cmp(code)).ok()?;
        let (_, en, fr) = self.rows[at];
        Some(match language {
            Language::En => en,
            Language::Fr => fr,
        })
    }

    /// All of them in one language's order.
    pub(crate) fn sorted(&self, language: Language) -> &[Named] {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }
}

fn row(line: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (code, names) = line.split_once('\t')?;
    let (en, fr) = names.split_once('\t')?;
    Some((code, en, fr))
}

/// Letters sort as in the language's dictionaries: accents count last, so "Égypte" stands before "Espagne".
fn sorted(mut names: Vec<Named>, locale: &Locale) -> Vec<Named> {
    let collator: CollatorBorrowed<'_> =
        Collator::try_new(locale.into(), CollatorOptions::default()).expect("the sorting data is compiled in");
    names.sort_by(|(_, a), (_, b)| collator.compare(a, b));
    names
}
