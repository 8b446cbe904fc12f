//! What happens to an application once it is filed: the receipt its applicant holds, the case as a fold of actions, and the
//! chain that shows nobody rewrote history.
//!
//! Pure: no clock, no randomness, no store. Hashing is a parameter ([`Sha256`]) so that this crate needs no cryptography of
//! its own and `vault` stays the one place that has any.

mod canonical;
mod case;
mod chain;
mod filing;
mod measured;
mod receipt;
mod signature;

pub use canonical::{NotCanonical, canonical};
pub use case::{Action, Case, Refusal, Stage};
pub use chain::{Broken, Link, START, verify_chain};
pub use filing::{FORMAT as FILING_FORMAT, Filing};
pub use measured::{LEAST_DECIDED, Measured, Within};
pub use receipt::{FORMAT as RECEIPT_FORMAT, Receipt, ReceiptFault, Statement};
pub use signature::{FORMAT as SIGNED_FORMAT, Signature, Signed};

/// SHA-256 (FIPS 180-4) over one byte string.
pub type Sha256 = fn(&[u8]) -> [u8; 32];

/// Lower-case hexadecimal, as every hash is written in receipts and chains.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
