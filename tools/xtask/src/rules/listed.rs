//! Every dependency gives its reason in docs/dependencies.md, and every reason there belongs to a dependency.

use std::collections::BTreeSet;

use anyhow::{Context, Result};

use super::{Declared, REASONS, metadata::Metadata};

/// The third-party crates that the workspace manifest offers; ours have a path.
pub(crate) fn workspace_dependencies(manifest: &str) -> Result<BTreeSet<String>> {
    let manifest: toml::Table = manifest.parse().context("reading Cargo.toml")?;
    let table = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("dependencies"))
        .and_then(toml::Value::as_table)
        .context("Cargo.toml has no [workspace.dependencies]")?;
    Ok(table.iter().filter(|(_, value)| value.get("path").is_none()).map(|(name, _)| name.clone()).collect())
}

/// The packages a `package.json` asks for, for whatever use.
pub(crate) fn npm_dependencies(manifest: &str) -> Result<BTreeSet<String>> {
    let manifest: serde_json::Value = serde_json::from_str(manifest)?;
    let tables = ["dependencies", "devDependencies"].into_iter().filter_map(|table| manifest.get(table)?.as_object());
    Ok(tables.flat_map(|table| table.keys().cloned()).collect())
}

/// Dependencies without a reason, reasons without a dependency, and crates taken past the workspace manifest.
pub(crate) fn faults(metadata: &Metadata, declared: &Declared, reasons: &str) -> Vec<String> {
    let named = named(reasons);
    let all: BTreeSet<&str> = declared.crates.iter().chain(&declared.npm).map(String::as_str).collect();
    let unexplained =
        all.iter().filter(|name| !named.contains(*name)).map(|name| format!("{name} has no row in {REASONS}"));
    let forgotten = named
        .iter()
        .filter(|name| !all.contains(*name))
        .map(|name| format!("{REASONS} has a row for {name}, which nothing depends on: remove the row"));
    let past = used(metadata).into_iter().filter(|(_, name)| !declared.crates.contains(*name)).map(|(user, name)| {
        format!("{user} takes {name} by itself: put it into [workspace.dependencies] and write {name}.workspace = true")
    });
    unexplained.chain(forgotten).chain(past).collect()
}

/// Crates that the workspace manifest offers and nobody takes.
pub(crate) fn unused(metadata: &Metadata, declared: &Declared) -> Vec<String> {
    let used: BTreeSet<&str> = used(metadata).into_iter().map(|(_, name)| name).collect();
    let unused = declared.crates.iter().filter(|name| !used.contains(name.as_str()));
    unused.map(|name| format!("{name} stands in [workspace.dependencies] and no crate uses it")).collect()
}

fn used(metadata: &Metadata) -> Vec<(&str, &str)> {
    let ours = metadata.ours();
    let edges = metadata.packages.iter().flat_map(|package| {
        package.dependencies.iter().map(|dependency| (package.name.as_str(), dependency.name.as_str()))
    });
    edges.filter(|(_, name)| !ours.contains(name)).collect()
}

/// The names in the first column of the document's tables: rows that begin ``| `name` |``.
fn named(reasons: &str) -> BTreeSet<&str> {
    let first_cells = reasons.lines().filter_map(|line| line.strip_prefix("| `"));
    first_cells.filter_map(|rest| rest.split_once("` |")).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REASONS_TEXT: &str =
        "# Why\n\n| crate | for |\n|---|---|\n| `tokio` | the runtime |\n| `sass` | the style sheet |\n";

    fn metadata() -> Metadata {
        let json = r#"{ "packages": [ { "name": "web", "dependencies": [ { "name": "tokio", "kind": null } ] } ] }"#;
        Metadata::parse(json).unwrap()
    }

    fn declared(crates: &[&str], npm: &[&str]) -> Declared {
        let set = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Declared { crates: set(crates), npm: set(npm) }
    }

    #[test]
    fn a_complete_list_has_no_fault() {
        assert!(faults(&metadata(), &declared(&["tokio"], &["sass"]), REASONS_TEXT).is_empty());
    }

    #[test]
    fn a_dependency_without_a_reason_is_named() {
        let faults = faults(&metadata(), &declared(&["tokio", "serde"], &["sass"]), REASONS_TEXT);
        assert_eq!(faults, ["serde has no row in docs/dependencies.md"]);
    }

    #[test]
    fn a_reason_without_a_dependency_is_named() {
        let faults = faults(&metadata(), &declared(&["tokio"], &[]), REASONS_TEXT);
        assert!(faults.len() == 1 && faults[0].contains("a row for sass"), "{faults:?}");
    }

    #[test]
    fn a_crate_taken_past_the_workspace_manifest_is_named() {
        let faults = faults(&metadata(), &declared(&[], &["sass"]), "| `sass` | the style sheet |");
        assert!(faults.len() == 1 && faults[0].starts_with("web takes tokio by itself"), "{faults:?}");
    }

    #[test]
    fn our_own_crates_need_no_reason() {
        let manifest = "[workspace.dependencies]\ntokio = \"1\"\nvault = { path = \"crates/vault\" }";
        assert_eq!(workspace_dependencies(manifest).unwrap().into_iter().collect::<Vec<_>>(), ["tokio"]);
    }

    #[test]
    fn npm_packages_of_every_use_count() {
        let manifest = r#"{ "dependencies": { "a": "1" }, "devDependencies": { "b": "2" } }"#;
        assert_eq!(npm_dependencies(manifest).unwrap().into_iter().collect::<Vec<_>>(), ["a", "b"]);
    }
}
