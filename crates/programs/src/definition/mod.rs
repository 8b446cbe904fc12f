//! From a program file to a [`Program`]: read every table by itself, put blocks in their places, check the whole.
//!
//! Nothing stops at the first fault. A table that cannot be read is replaced by a harmless one and reported, so that a person sees
//! everything wrong with the file at once.

mod check;
mod facts;
mod faults;
mod fees;
mod opening;
mod raw;
mod reader;
mod rows;
mod shared;
mod signers;
mod sourced;
mod table;
mod texts;
mod watch;
mod written;

use std::sync::Arc;

use language::{Fault, Text};
use toml::Spanned;
use toml::de::DeTable;

pub(crate) use check::{Named, sources as check_sources};
pub(crate) use faults::{Faults, nearest};
pub(crate) use raw::{sources as sources_named, when};
pub(crate) use reader::{Located, Reader, is_id, quoted};
pub use shared::unused_blocks;
pub(crate) use table::table;
pub(crate) use watch::watch_all;

use crate::Tables;
use crate::limits::MAX_PROGRAM_BYTES;
use crate::program::{Program, Section, Source};

/// Reads a program, or reports everything wrong with its file and with the shared blocks it is read with (path and text each).
pub(crate) fn parse(
    file: &str,
    text: &str,
    shared: &[(&str, &str)],
    tables: &Arc<Tables>,
) -> Result<Program, Vec<Fault>> {
    parse_with(file, text, shared, tables, |_| (), |(), _| ()).map(|(program, ())| program)
}

/// Reads a file that holds a program and more besides: `more` reads the rest, and `check` judges it once the program stands.
pub(crate) fn parse_with<T>(
    file: &str,
    text: &str,
    shared: &[(&str, &str)],
    tables: &Arc<Tables>,
    more: impl FnOnce(&Reader<'_, '_>) -> T,
    check: impl FnOnce(&T, &Named<'_, '_>),
) -> Result<(Program, T), Vec<Fault>> {
    // Blocks are tables at the top of a file, so shared ones can simply follow the program's own.
    let parts: Vec<(&str, &str)> = std::iter::once((file, text)).chain(shared.iter().copied()).collect();
    let (faults, text) = Faults::joined(&parts);
    let text = text.as_str();
    if text.len() > MAX_PROGRAM_BYTES {
        faults.add(0, "the file is too large", format!("Keep a program under {MAX_PROGRAM_BYTES} bytes."));
        return Err(faults.into_sorted());
    }
    let document = document(text, &faults);
    // What follows a mistake of form is misread, and its faults would mislead: mend the form first.
    if !faults.is_empty() {
        return Err(faults.into_sorted());
    }
    let (mut program, rest) = read(file, document.get_ref(), tables, &faults, more);
    check(&rest, &check::check(&program, &faults));
    facts::check(&program, &faults);
    signers::check(&program, &faults);
    faults.report_uncited();
    watch::watch(&mut program);
    if faults.is_empty() { Ok((program, rest)) } else { Err(faults.into_sorted()) }
}

/// Reads a program as it was once published, from its own record. What is no longer right with it (a line of a table that is gone)
/// does not matter any more: it is only there to be compared with and to lend its words.
pub(crate) fn recall(id: &str, definition: &str, tables: &Arc<Tables>) -> Option<Program> {
    let table: toml::Table = serde_json::from_str(definition).ok()?;
    let text = toml::to_string(&table).ok()?;
    let (faults, text) = Faults::joined(&[(id, text.as_str())]);
    let document = document(&text, &faults);
    let (mut program, ()) = read(id, document.get_ref(), tables, &faults, |_| ());
    watch::watch(&mut program);
    Some(program)
}

/// The file as a table; whatever is wrong with its form is reported.
fn document<'t>(text: &'t str, faults: &Faults<'_>) -> Spanned<DeTable<'t>> {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let line = error.span().map_or(0, |span| faults.line(span.start));
        let what = error.message().lines().next().unwrap_or("this is not TOML");
        faults.add(
            line,
            format!("the file cannot be read here: {what}"),
            "Correct it; https://toml.io shows the form.",
        );
    }
    document
}

fn read<T>(
    file: &str,
    document: &DeTable<'_>,
    tables: &Arc<Tables>,
    faults: &Faults<'_>,
    more: impl FnOnce(&Reader<'_, '_>) -> T,
) -> (Program, T) {
    let top = Reader::new(document, 0, "program", faults);
    let id = top.id();
    let name = file.rsplit('/').next().unwrap_or(file);
    if !id.value.is_empty() && name.strip_suffix(".toml").unwrap_or(name) != id.value {
        top.fault(
            id.line,
            format!("the program “{}” lies in the file {name}", id.value),
            format!("Name the file {}.toml, or change the id.", id.value),
        );
    }
    let version = top.string("version", "Add the day of the last change, such as version = \"2026-11-22\".");
    if !version.value.is_empty() && !is_version(&version.value) {
        let cure = "Write it as version = \"2026-11-22\", and a second one of the same day as \"2026-11-22.2\".";
        top.fault(version.line, "the version is not a day", cure);
    }
    let (title, summary) = (top.text("title"), top.text("summary"));
    let opening = Arc::new(opening::read(&top));
    let sources = sources(&top);
    let unconfirmed = top.texts("unconfirmed");
    let fees = fees::read(&top);
    let facts = facts::read(&top);
    let signers = signers::read(&top);

    let raw_blocks = raw::blocks(&top);
    let raw_sections: Vec<(Located<String>, Text, Vec<raw::Page>)> = top
        .tables("section", "section")
        .into_iter()
        .map(|table| {
            let id = table.id();
            table.rename(format!("section “{}”", id.value));
            let title = table.text("title");
            let pages = raw::pages(&table, 0);
            table.finish();
            (id, title, pages)
        })
        .collect();
    if raw_sections.is_empty() {
        top.fault(0, "the program has no section", "Add a [[section]] with pages.");
    }
    let rest = more(&top);
    top.finish();

    let mut expansion = raw::Expansion::new(&raw_blocks, faults);
    let mut sections: Vec<Section> = Vec::new();
    for (id, title, pages) in &raw_sections {
        if sections.iter().any(|section| section.id == id.value) {
            let what = format!("the section “{}” is there twice", id.value);
            faults.add(id.line, what, "Give one of the two another id.");
        }
        sections.push(Section { id: id.value.clone(), title: title.clone(), pages: expansion.expand(pages) });
    }
    expansion.report_unused();
    let blocks = expansion.used().map(str::to_owned).collect();
    let program = Program {
        id: id.value,
        version: version.value,
        version_line: version.line,
        definition: written::file(document, |block| expansion.is_used(block)).into(),
        title,
        summary,
        opening,
        sources,
        unconfirmed,
        fees,
        facts,
        signers,
        sections,
        blocks,
        tables: Arc::clone(tables),
    };
    (program, rest)
}

/// Whether this is a day, with a number after a dot when it is not the first version of that day.
fn is_version(text: &str) -> bool {
    let (day, number) = text.split_once('.').unwrap_or((text, "2"));
    let digits = number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0');
    Reader::day(day).is_some() && digits && (1..=3).contains(&number.len())
}

fn sources(top: &Reader<'_, '_>) -> Vec<Source> {
    let sources = sources_of(top, "sources");
    if sources.is_empty() && !top.has("sources") {
        top.fault(
            0,
            "the program names no sources",
            "Add sources = [ { id = \"…\", title = { en = \"…\", fr = \"…\" }, date = \"2026-05\" } ].",
        );
    }
    sources
}

/// What a file rests on, each source with its id, title and edition.
pub(crate) fn sources_of(top: &Reader<'_, '_>, key: &'static str) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for table in top.tables(key, "source") {
        let id = table.id();
        table.rename(format!("source “{}”", id.value));
        let title = table.text("title");
        let date = table.string("date", "Add the edition: date = \"2026\", \"2026-05\" or \"2026-05-31\".");
        let full = match date.value.len() {
            4 => format!("{}-01-01", date.value),
            7 => format!("{}-01", date.value),
            _ => date.value.clone(),
        };
        if !date.value.is_empty() && Reader::day(&full).is_none() {
            table.fault(
                date.line,
                format!("the date of the {} is none", table.name()),
                "Write it as \"2026\", \"2026-05\" or \"2026-05-31\".",
            );
        }
        if sources.iter().any(|source| source.id == id.value) {
            let what = format!("the source “{}” is there twice", id.value);
            table.fault(id.line, what, "Give one of the two another id.");
        }
        table.faults.note_source(&id.value, id.line);
        sources.push(Source { id: id.value, title, date: date.value });
        table.finish();
    }
    sources
}
