//! Every table that ships, with one source or one date taken away after the other: the check names file and line each time.

use std::{fs, path::Path};

use language::Fault;
use web::{Site, SiteFile};

/// The keys that hold a date, or name a source.
const DATED: [&str; 6] = ["source = ", "date = ", "from = ", "read_from = ", "read_to = ", "shown_until = "];
/// The smallest page there is, for a site that has little else than tables.
const HOME: &str =
    "+++\ntitle = \"T\"\nslug = \"\"\ndescription = \"D\"\nreviewed = 2026-11-22\norder = 1\n+++\n\nText.\n";

fn file(path: &str, text: String) -> SiteFile {
    SiteFile { path: path.to_owned(), text }
}

/// What the check says of a site with this one table.
fn faults(path: &str, text: String) -> Vec<Fault> {
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site");
    let settings = fs::read_to_string(site.join("site.toml")).expect("the settings");
    let home = |language: &str| file(&format!("pages/home/{language}.md"), HOME.to_owned());
    let files = [file("site.toml", settings), home("en"), home("fr"), file(path, text)];
    Site::load(&files).err().unwrap_or_default()
}

fn tables(ending: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site/tables");
    let entries = fs::read_dir(folder).expect("the tables").map(|entry| entry.expect("an entry").path());
    entries
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a table"))
        })
        .collect()
}

#[test]
fn no_table_passes_the_check_without_one_of_its_sources_or_dates() {
    let tables = tables("toml");
    assert!(tables.len() >= 7, "only {} tables", tables.len());
    for (name, text) in tables {
        let path = format!("tables/{name}");
        assert_eq!(faults(&path, text.clone()), [], "{name} as it ships");
        let lines: Vec<&str> = text.lines().collect();
        let mut taken = 0;
        for (at, line) in lines.iter().enumerate() {
            let Some(key) = DATED.iter().find(|key| line.starts_with(**key)) else { continue };
            taken += 1;
            let mut without = lines.clone();
            without[at] = "";
            let found = faults(&path, without.join("\n"));
            let named = found.iter().find(|fault| {
                let head = usize::try_from(fault.line).ok().and_then(|line| lines.get(line.checked_sub(1)?));
                fault.file == path
                    && fault.what.contains(key.trim_end_matches(" = "))
                    && head.is_some_and(|head| head.starts_with("[["))
            });
            assert!(named.is_some(), "{name} without line {} ({line}): {found:?}", at + 1);
        }
        assert!(taken >= 3, "{name} has only {taken} sources and dates");
    }
}

#[test]
fn the_classification_of_occupations_passes_only_with_its_source_and_year() {
    let (name, text) = tables("csv").remove(0);
    let path = format!("tables/{name}");
    assert_eq!(faults(&path, text.clone()), []);
    for without in [
        text.lines().skip(1).collect::<Vec<_>>().join("\n"),
        text.replacen("Source:", "From", 1),
        text.replacen("2021", "", 1),
    ] {
        let found = faults(&path, without);
        assert!(matches!(found.as_slice(), [fault] if fault.file == path && fault.line == 1), "{found:?}");
    }
}
