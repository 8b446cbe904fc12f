//! The browser journeys of `e2e/`: the built binary, a real Chromium, both languages, with and without JavaScript.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::{npm, repository::Repository, run, tally::Tally};

/// Longest one browser test may take, in milliseconds: a hang fails instead of holding CI.
const ONE_TEST_MS: u32 = 900_000;

/// How cargo builds the binary and nothing else.
const ALONE: [&str; 3] = ["build", "--package", "landfall"];
/// How it has built it for the tests of the whole workspace. Dependencies have more features then: whoever asks for the binary
/// alone compiles most of them anew.
pub(crate) const AS_TESTED: [&str; 3] = ["test", "--workspace", "--no-run"];

/// Builds the binary, then [`walk`]s it and says how it went.
pub(crate) fn build_and_walk(repository: &Repository, filter: Option<&str>) -> Result<()> {
    let binary = build(repository, ALONE)?;
    let tally = walk(repository, &binary, filter)?;
    println!("{tally}");
    ensure!(tally.failed == 0, "{} browser checks failed", tally.failed);
    Ok(())
}

/// Builds the binary, [`AS_TESTED`] or alone, and tells where it is.
pub(crate) fn build(repository: &Repository, [subcommand, how @ ..]: [&str; 3]) -> Result<PathBuf> {
    let cargo = || {
        let mut cargo = repository.cargo(subcommand);
        cargo.args(how).arg("--locked");
        cargo
    };
    run::run(&mut cargo())?;
    // Asked from cargo, as the target folder can be set in several ways; only the artifact's line is of interest.
    let messages = run::read(cargo().args(["--quiet", "--message-format=json"]))?;
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == "landfall" && message["target"]["kind"][0] == "bin")
        .filter(|message| message["profile"]["test"] == false)
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .context("cargo built landfall but named no executable")
}

/// Runs the journeys against that binary.
pub(crate) fn walk(repository: &Repository, binary: &PathBuf, filter: Option<&str>) -> Result<Tally> {
    npm::install(repository, npm::JOURNEYS)?;
    let mut tests: Vec<String> =
        repository.files(npm::JOURNEYS)?.into_iter().filter(|name| name.ends_with(".test.js")).collect();
    ensure!(!tests.is_empty(), "{} holds no *.test.js", npm::JOURNEYS);
    tests.sort();
    let mut node = repository.command("node");
    node.arg("--test").arg("--test-reporter=spec").arg(format!("--test-timeout={ONE_TEST_MS}"));
    // The browser and the server share the machine's cores: more than two at once only makes each look slow.
    node.arg("--test-concurrency=2");
    if let Some(filter) = filter {
        node.arg(format!("--test-name-pattern={filter}"));
    }
    // Files are processes of their own: a page that several of them meet is audited by the first.
    let audits = tempfile::tempdir().context("making a folder for what was audited")?;
    let watched = run::watch(node.args(&tests).env("LANDFALL_BIN", binary).env("LANDFALL_AUDITS", audits.path()))?;
    let tally = Tally::of_node(&watched.lines);
    ensure!(tally != Tally::default(), "no browser test ran");
    ensure!(watched.succeeded || tally.failed > 0, "the browser tests stopped before they could say how they went");
    Ok(tally)
}
