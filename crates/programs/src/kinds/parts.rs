//! What several kinds share: naming the control to blame, reading lines of text, collecting mistakes.

use crate::answers::Entry;
use crate::clean::{self, Unclean};
use crate::mistake::{Mistake, MistakeArg};

/// A control to blame: its suffix, and the message that names it where it has a label of its own.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub(crate) suffix: &'static str,
    pub(crate) label: Option<&'static str>,
}

impl At {
    /// The only control of a question, which the question's label names.
    pub(crate) const ONLY: Self = Self { suffix: "", label: None };

    pub(crate) const fn part(suffix: &'static str, label: &'static str) -> Self {
        Self { suffix, label: Some(label) }
    }

    pub(crate) fn mistake(self, key: &'static str) -> Mistake {
        let mistake = Mistake::new(self.suffix, key);
        match self.label {
            Some(label) => mistake.with("label", MistakeArg::Message(label)),
            None => mistake,
        }
    }

    fn unclean(self, unclean: Unclean, max: usize) -> Mistake {
        match unclean {
            Unclean::TooLong => self.mistake("fields-too-long").with("max", number(max)),
            Unclean::Unprintable => self.mistake("fields-unprintable"),
        }
    }

    /// What was typed here as one clean line; empty when nothing was.
    pub(crate) fn line(self, entry: &Entry, max_chars: usize) -> Result<String, Mistake> {
        clean::line(entry.get(self.suffix), max_chars).map_err(|unclean| self.unclean(unclean, max_chars))
    }

    /// The same, where something must be typed.
    pub(crate) fn filled(self, entry: &Entry, max_chars: usize) -> Result<String, Mistake> {
        let line = self.line(entry, max_chars)?;
        if line.is_empty() { Err(self.mistake("fields-missing")) } else { Ok(line) }
    }

    /// What was typed here as several clean lines, where something must be.
    pub(crate) fn filled_lines(self, entry: &Entry, max_chars: usize) -> Result<String, Mistake> {
        let lines =
            clean::lines(entry.get(self.suffix), max_chars).map_err(|unclean| self.unclean(unclean, max_chars))?;
        if lines.is_empty() { Err(self.mistake("fields-missing")) } else { Ok(lines) }
    }
}

/// A count as an argument of a sentence.
pub(crate) fn number(count: usize) -> MistakeArg {
    MistakeArg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Collects the values of several controls, or all that is wrong with them.
#[derive(Default)]
pub(crate) struct Mistakes(pub(crate) Vec<Mistake>);

impl Mistakes {
    /// The value, or `None` with the mistake kept.
    pub(crate) fn keep<T>(&mut self, result: Result<T, Mistake>) -> Option<T> {
        result.map_err(|mistake| self.0.push(mistake)).ok()
    }

    /// The same for a control that finds several mistakes at once.
    pub(crate) fn keep_all<T>(&mut self, result: Result<T, Vec<Mistake>>) -> Option<T> {
        result.map_err(|mistakes| self.0.extend(mistakes)).ok()
    }
}
