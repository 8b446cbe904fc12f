//! Something wrong in a file that people edit: where it is, what it is and how to mend it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One thing wrong in a file of a site folder. It is read by the person who edits that file, so it says what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fault {
    /// The file, named as the person knows it: relative to the site folder.
    pub file: String,
    /// The line, counted from 1; 0 when the fault belongs to the whole file.
    pub line: u32,
    /// What is wrong: one sentence without its full stop.
    pub what: String,
    /// How to mend it: one or more whole sentences.
    pub cure: String,
}

impl Fault {
    /// A fault at a line (counted from 1; 0 for the whole file).
    pub fn new(file: impl Into<String>, line: u32, what: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { file: file.into(), line, what: what.into(), cure: cure.into() }
    }
}

/// "file:line: what. cure", or "file: what. cure" for a fault of the whole file.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}. {}", self.what, self.cure)
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_reads_as_place_problem_and_cure() {
        let fault = Fault::new("programs/pr.toml", 12, "the title has no French", "Add fr = \"…\" to it.");
        assert_eq!(fault.to_string(), "programs/pr.toml:12: the title has no French. Add fr = \"…\" to it.");
    }

    #[test]
    fn a_fault_of_the_whole_file_names_no_line() {
        let fault = Fault::new("site.toml", 0, "the file is missing", "Create it.");
        assert_eq!(fault.to_string(), "site.toml: the file is missing. Create it.");
    }

    #[test]
    fn faults_sort_by_file_then_line() {
        let mut faults = [Fault::new("b", 1, "", ""), Fault::new("a", 10, "", ""), Fault::new("a", 9, "", "")];
        faults.sort();
        assert_eq!(faults.iter().map(|f| f.line).collect::<Vec<_>>(), [9, 10, 1]);
    }
}
