//! Programs as they are written, walked, drawn and filed.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod calculators;
mod changes;
mod covered;
mod documented;
mod drawn;
mod express_entry;
mod faults;
mod fees;
mod finder;
mod frozen;
mod journey;
mod published;
mod robust;
mod shipped;
mod signing;
mod support;
