//! Running other programs: quietly for their answer, openly for a person to follow, or openly and kept to be counted.

use std::{
    io::{BufRead, BufReader, IsTerminal, Read, Write},
    process::{Command, Stdio},
    sync::Mutex,
    thread,
};

use anyhow::{Context, Result, bail, ensure};

/// Runs a command whose output is its answer.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("starting `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{shown}` printed something that is not text"))
}

/// Runs a command whose output is for the person watching.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("starting `{shown}`"))?;
    ensure!(status.success(), "`{shown}` failed ({status})");
    Ok(())
}

/// What a watched command left behind.
pub(crate) struct Watched {
    pub(crate) succeeded: bool,
    /// Both streams, in the order their lines came.
    pub(crate) lines: Vec<String>,
}

/// Runs a command in the open and keeps every line it printed.
pub(crate) fn watch(command: &mut Command) -> Result<Watched> {
    let shown = show(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("starting `{shown}`"))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let lines = Mutex::new(Vec::new());
    thread::scope(|scope| {
        if let Some(stdout) = stdout {
            scope.spawn(|| pass_on(stdout, &mut std::io::stdout(), &lines));
        }
        if let Some(stderr) = stderr {
            scope.spawn(|| pass_on(stderr, &mut std::io::stderr(), &lines));
        }
    });
    let status = child.wait().with_context(|| format!("waiting for `{shown}`"))?;
    Ok(Watched { succeeded: status.success(), lines: lines.into_inner().unwrap_or_default() })
}

/// Whether a person is watching, so that colours help rather than clutter.
pub(crate) fn colour() -> &'static str {
    if std::io::stdout().is_terminal() { "always" } else { "never" }
}

fn pass_on(from: impl Read, to: &mut impl Write, lines: &Mutex<Vec<String>>) {
    let mut from = BufReader::new(from);
    let mut raw = Vec::new();
    while let Ok(1..) = from.read_until(b'\n', &mut raw) {
        // A closed terminal must not stop the counting.
        let _ = to.write_all(&raw).and_then(|()| to.flush());
        if let Ok(mut lines) = lines.lock() {
            lines.push(plain(String::from_utf8_lossy(&raw).trim_end()));
        }
        raw.clear();
    }
}

/// A line without its terminal colours (`ESC [ … letter`).
fn plain(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut text, part| {
        text.push_str(part.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).get(1..).unwrap_or_default());
        text
    })
}

fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_out_of_kept_lines() {
        assert_eq!(plain("\u{1b}[32;1m  Summary\u{1b}[0m 3 tests"), "  Summary 3 tests");
        assert_eq!(plain("no colour at all"), "no colour at all");
    }

    #[test]
    fn a_watched_command_keeps_both_streams_and_its_failure() {
        let watched = watch(Command::new("sh").args(["-c", "echo out; echo err >&2; exit 3"])).unwrap();
        assert!(!watched.succeeded);
        let mut lines = watched.lines;
        lines.sort();
        assert_eq!(lines, ["err", "out"]);
    }

    #[test]
    fn a_failed_question_tells_the_command_and_its_last_words() {
        let error = read(Command::new("sh").args(["-c", "echo no such thing >&2; exit 1"])).unwrap_err().to_string();
        assert!(error.contains("sh -c") && error.ends_with("no such thing"), "{error}");
    }
}
