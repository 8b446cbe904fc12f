//! What an application costs: the published fees by date.

mod table;

pub use table::{Basis, FeeLine, FeeTable};
