//! Published times and amounts: dated lines with their sources, read from `site/tables`. Nothing here is worked out.

mod funds;
mod times;

pub use funds::{Funds, FundsTable};
pub use times::{ProcessingTimes, Published, Standard, Time, TimeUnit};
