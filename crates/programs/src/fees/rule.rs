//! Which fees an application owes, as its program says: a line of the table of fees, for whom, and when.

use crate::condition::Condition;

/// One fee a program asks.
#[derive(Debug, Clone)]
pub struct Fee {
    /// The id of a line of the table of fees.
    pub line: String,
    /// The list for each of whose entries it is owed; once for the application, without one.
    pub each: Option<String>,
    /// When it is owed; always, without one. With `each`, asked of each entry.
    pub when: Option<Condition>,
    /// The id of the line that is the most the application pays for this fee, however many people owe it.
    pub most: Option<String>,
    /// What says so, each beginning with the id of one of the program's sources.
    pub source: Vec<String>,
    /// The line of the file it is defined at.
    pub(crate) at: u32,
}

/// How often an application owes a fee.
#[derive(Debug, Clone)]
pub(crate) struct Charge<'a> {
    pub(crate) fee: &'a Fee,
    pub(crate) times: u32,
    /// Whether answers are missing that decide about it.
    pub(crate) undecided: bool,
}

impl<'a> Charge<'a> {
    pub(crate) fn new(fee: &'a Fee) -> Self {
        Self { fee, times: 0, undecided: false }
    }

    /// Counts one application, or one entry, of which the condition holds, does not hold, or is not known yet.
    pub(crate) fn count(&mut self, holds: Option<bool>) {
        self.times += u32::from(holds == Some(true));
        self.undecided |= holds.is_none();
    }
}
