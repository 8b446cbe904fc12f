//! `cargo xtask test`: every check there is, in order, each announced and timed. A failing step does not hide the ones
//! after it; the last line counts everything that ran.

use std::{
    num::NonZero,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail, ensure};

use crate::{css, journeys, kill, machine, repository::Repository, rules, run, tally::Tally};

/// Tests at once for each core: most of those that take long wait, for a clock, a restart or the disk.
const AT_ONCE: usize = 2;

/// Installs what is missing, then runs every step.
pub(crate) fn test(repository: &Repository) -> Result<()> {
    let mut report = Report::default();
    announce("machine");
    machine::prepare(repository)?;

    report.check("format", || run::run(repository.cargo("fmt").args(["--all", "--check"])));
    report.check("house rules", || rules::check(repository));
    report.check("clippy", || {
        let clippy = ["--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
        run::run(repository.cargo("clippy").args(clippy))
    });
    report.tests("tests", || tests(repository));
    report.check("style sheet", || css::check(repository));
    let mut built = None;
    report.check("binary", || {
        built = Some(journeys::build(repository, journeys::AS_TESTED)?);
        Ok(())
    });
    // Without a binary the run has failed already.
    if let Some(binary) = built {
        report.check("site", || run::run(repository.command(&binary).args(["check", "--site", "site"])));
        report.tests("browser journeys", || journeys::walk(repository, &binary, None));
    }
    report.close()
}

/// The whole workspace, by nextest where it is installed. It is faster and stops a test that hangs, but it is no reason to
/// compile two hundred crates on a machine without it: `cargo test` runs the very same tests.
fn tests(repository: &Repository) -> Result<Tally> {
    let nextest = run::read(repository.cargo("nextest").arg("--version")).is_ok();
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let at_once = format!("--test-threads={}", AT_ONCE * cores);
    let (runner, before, after) = if nextest { ("nextest", Some("run"), None) } else { ("test", None, Some("--")) };
    let mut command = repository.cargo(runner);
    command.args(before).args(["--workspace", "--locked", "--no-fail-fast", "--color", run::colour()]);
    command.args(after).arg(at_once);
    let watched = run::watch(command.env(kill::ROUNDS, kill::ROUNDS_TESTED.to_string()))?;
    let tally = if nextest { Tally::of_nextest(&watched.lines) } else { Tally::of_cargo_test(&watched.lines) };
    ensure!(tally != Tally::default(), "no test ran");
    ensure!(watched.succeeded || tally.failed > 0, "the tests stopped before they could say how they went");
    Ok(tally)
}

/// What each step came to.
#[derive(Default)]
struct Report {
    steps: Vec<Step>,
}

struct Step {
    name: &'static str,
    tally: Tally,
    took: Duration,
}

impl Report {
    /// A step that either holds or does not.
    fn check(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) {
        self.tests(name, || step().map(|()| Tally::ONE_PASSED));
    }

    /// A step that counts its own tests; one that cannot even do that is one failure.
    fn tests(&mut self, name: &'static str, step: impl FnOnce() -> Result<Tally>) {
        announce(name);
        let started = Instant::now();
        let tally = step().unwrap_or_else(|error| {
            eprintln!("{name}: {error:#}");
            Tally::ONE_FAILED
        });
        self.steps.push(Step { name, tally, took: started.elapsed() });
    }

    fn close(self) -> Result<()> {
        announce("summary");
        for Step { name, tally, took } in &self.steps {
            let mark = if tally.failed == 0 { "ok    " } else { "FAILED" };
            println!("{mark} {name:<18} {:>6.1} s   {tally}", took.as_secs_f64());
        }
        let total: Tally = self.steps.iter().map(|step| step.tally).sum();
        println!("\n{total}");
        if total.failed > 0 {
            let failed: Vec<&str> =
                self.steps.iter().filter(|step| step.tally.failed > 0).map(|step| step.name).collect();
            bail!("failed: {}", failed.join(", "));
        }
        Ok(())
    }
}

fn announce(step: &str) {
    println!("\n== {step}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_step_does_not_hide_the_ones_after_it() {
        let mut report = Report::default();
        report.check("first", || bail!("broken"));
        report.tests("second", || Ok(Tally { passed: 5, failed: 0 }));
        report.check("third", || Ok(()));
        let total: Tally = report.steps.iter().map(|step| step.tally).sum();
        assert_eq!(total, Tally { passed: 6, failed: 1 });
        assert_eq!(report.close().unwrap_err().to_string(), "failed: first");
    }
}
