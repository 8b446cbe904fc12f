//! Published times and amounts: dated lines with their sources, read from `site/tables`. Nothing here is worked out.

mod funds;
mod times;

pub use funds::{Funds, FundsTable};
pub use times::{ProcessingTimes, Published, Standard, Time, TimeUnit};

use language::Fault;

use crate::definition::{Faults, Reader, document};

/// Reads a table file with `read`, or reports everything wrong with it.
fn table<T>(file: &str, text: &str, read: impl FnOnce(&Reader<'_, '_>) -> T) -> Result<T, Vec<Fault>> {
    let faults = Faults::new(file, text);
    let document = document(text, &faults);
    if !faults.is_empty() {
        return Err(faults.into_sorted());
    }
    let top = Reader::new(document.get_ref(), 0, "file", &faults);
    let value = read(&top);
    top.finish();
    if faults.is_empty() { Ok(value) } else { Err(faults.into_sorted()) }
}
