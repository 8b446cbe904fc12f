//! Opens a file of `site/tables`: its form first, then its sources and what stands on them.

use language::Fault;

use super::{Faults, Reader, document, sources_of};
use crate::Source;

/// Reads a table file with `read`, which is given its sources, or reports everything wrong with it.
pub(crate) fn table<T>(
    file: &str,
    text: &str,
    read: impl FnOnce(&Reader<'_, '_>, &[Source]) -> T,
) -> Result<T, Vec<Fault>> {
    let faults = Faults::new(file, text);
    let document = document(text, &faults);
    if !faults.is_empty() {
        return Err(faults.into_sorted());
    }
    let top = Reader::new(document.get_ref(), 0, "file", &faults);
    let sources = sources_of(&top, "source");
    let value = read(&top, &sources);
    top.finish();
    faults.report_uncited();
    if faults.is_empty() { Ok(value) } else { Err(faults.into_sorted()) }
}
