//! Reads the fees of a program file, and checks each by itself; conditions are checked where the list they ask about is.

use super::{Faults, Reader, nearest, raw};
use crate::fees::{Fee, FeeTable};
use crate::limits::MAX_PROGRAM_FEES;

/// Reads every fee of the file.
pub(super) fn read(top: &Reader<'_, '_>) -> Vec<Fee> {
    let tables = top.tables("fee", "fee");
    if tables.len() > MAX_PROGRAM_FEES {
        let what = format!("the program has more than {MAX_PROGRAM_FEES} fees");
        top.fault(top.line_of("fee"), what, "Join rules by “or”.");
    }
    tables.into_iter().map(fee).collect()
}

fn fee(table: Reader<'_, '_>) -> Fee {
    let line = table.string("line", "Add line = and the id of a line of tables/fees.toml.").value;
    table.rename(format!("fee “{line}”"));
    let source: Vec<String> = table.strings("source").unwrap_or_default().into_iter().map(|one| one.value).collect();
    if source.is_empty() {
        table.missing("source", "Add source = [\"…\"] that says what makes people owe it.");
    }
    let fee = Fee {
        line,
        each: table.optional_string("each").map(|id| id.value),
        when: raw::when(&table),
        most: table.optional_string("most").map(|id| id.value),
        source,
        at: table.line(),
    };
    table.finish();
    fee
}

/// Reports fees whose lines the site's table does not have.
pub(super) fn check(fees: &[Fee], table: &FeeTable, faults: &Faults<'_>) {
    for fee in fees {
        for id in std::iter::once(&fee.line).chain(&fee.most).filter(|id| !id.is_empty()) {
            if table.history(id).is_empty() {
                let what = format!("there is no fee “{id}” in tables/fees.toml");
                let cure = nearest(id, table.ids()).map(|meant| format!("Did you mean “{meant}”?"));
                faults.add(fee.at, what, cure.unwrap_or_else(|| "Add a [[line]] with that id to it.".to_owned()));
            }
        }
    }
}
