//! The wording of the interface: every label, button and sentence that is not content, in both languages.
//!
//! The words are Fluent files, one per area of the portal and language, that ship inside the binary; a site may override
//! single messages. Both languages are compared when the wording is made: a message missing in one of them, or taking
//! other arguments there, stops the start, so that while pages are served nothing can be missing and nothing falls back.

mod areas;
mod check;
mod source;
mod wording;

#[cfg(test)]
mod tests;

use crate::{Fault, Language};
use check::Catalogue;
use source::Source;
use wording::Wording;

/// The interface's wording in both languages. Made once at start and shared; asking it for words takes no lock unless a
/// message chooses between plural forms.
pub struct Messages {
    en: Wording,
    fr: Wording,
}

/// A value that a message shows or chooses by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Words, shown as they are. Years and reference numbers belong here, not among the numbers.
    Text(&'a str),
    /// A number, shown with its groups of three; plural forms are chosen by it.
    Number(i64),
}

impl Messages {
    /// The wording that ships in the binary, or everything that is wrong with it.
    pub fn built_in() -> Result<Self, Vec<Fault>> {
        Self::with_overrides(&[])
    }

    /// The wording in the binary with a site's own words laid over it: for each override file its language, its name as the
    /// site's people know it, and what it holds. Any number of files, each holding only the messages it changes.
    ///
    /// Every fault of every file is reported: what is no message, a message the portal does not have, one that takes other
    /// arguments than the built-in one, one given twice.
    pub fn with_overrides(overrides: &[(Language, &str, &str)]) -> Result<Self, Vec<Fault>> {
        let built_in = areas::all();
        let overrides: Vec<_> =
            overrides.iter().map(|&(language, file, ftl)| Source::new(language, file, ftl)).collect();
        Self::from_sources(&built_in, &overrides)
    }

    fn from_sources(built_in: &[Source<'_>], overrides: &[Source<'_>]) -> Result<Self, Vec<Fault>> {
        let catalogue = Catalogue::read(built_in, overrides)?;
        let wording = |language| Wording::new(language, &catalogue, built_in, overrides);
        Ok(Self { en: wording(Language::En), fr: wording(Language::Fr) })
    }

    /// The words of a message that takes no arguments.
    ///
    /// A key that does not exist, or that needs arguments, is a mistake in the program: debug builds stop there, a release
    /// logs an error and shows the key.
    pub fn say<'a>(&'a self, language: Language, key: &'a str) -> &'a str {
        self.wording(language).constant(key).unwrap_or_else(|mistake| {
            report(language, key, &mistake);
            key
        })
    }

    /// The words of a message with its arguments filled in. Arguments it does not use are left aside.
    ///
    /// A key that does not exist, or a missing argument, is a mistake in the program: debug builds stop there, a release
    /// logs an error and shows the key.
    pub fn say_with(&self, language: Language, key: &str, arguments: &[(&str, Arg<'_>)]) -> String {
        self.wording(language).filled_in(key, arguments).unwrap_or_else(|mistake| {
            report(language, key, &mistake);
            key.to_owned()
        })
    }

    /// Whether there is a message of this key; it then exists in both languages.
    pub fn has(&self, key: &str) -> bool {
        self.en.has(key)
    }

    const fn wording(&self, language: Language) -> &Wording {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Messages").field("count", &self.en.len()).finish_non_exhaustive()
    }
}

/// A mistake in the program must not cost a visitor the page, so only debug builds (and with them every test) stop.
fn report(language: Language, key: &str, mistake: &str) {
    tracing::error!(%language, key, "message cannot be shown: {mistake}");
    debug_assert!(false, "message {key} ({language}) cannot be shown: {mistake}");
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg<'_> {
    fn from(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

macro_rules! number_args {
    ($($number:ty),*) => {
        $(impl From<$number> for Arg<'_> {
            fn from(number: $number) -> Self {
                Self::Number(number.into())
            }
        })*
    };
}
number_args!(i8, i16, i32, i64, u8, u16, u32);
