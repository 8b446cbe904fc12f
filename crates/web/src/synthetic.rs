//! The synthetic filing: an application that the service itself begins, fills in and files every few minutes, to prove that
//! people could.
//!
//! It is for a program of its own that ships with the binary and that nobody else can begin. The program's id stands in the
//! store's row, in what is filed and in the receipt, so none of them can be taken for a person's.

use programs::{Program, Tables};
use std::sync::Arc;

/// The program's file.
const FILE: &str = "programs/synthetic-filing.toml";
const DEFINITION: &str = include_str!("synthetic.toml");

pub use store::ops::synthetic::PROGRAM;

/// Marks a request of the service's own. Nothing that comes from outside can carry it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Synthetic;

/// The program.
///
/// # Errors
/// Faults of the shipped definition, which a test rules out.
pub(crate) fn program() -> Result<Program, Vec<language::Fault>> {
    Program::parse(FILE, DEFINITION, &Arc::new(Tables::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_program_has_no_fault_and_takes_applications_without_a_cap() {
        let program = program().expect("no faults");
        assert_eq!(program.id, PROGRAM);
        assert!(program.opening.cap.is_none() && program.fees.is_empty() && program.signers.is_empty());
    }
}
