//! What an application costs: the published fees by date, the rules of a program, and the bill the answers make.

mod bill;
mod rule;
mod table;

pub use bill::{Bill, BillLine};
pub(crate) use rule::Charge;
pub use rule::Fee;
pub use table::{Basis, FeeLine, FeeTable};
