//! What a machine must have to test Landfall, and how it gets there: as root through Debian's packages, otherwise by one
//! printed line. Something missing always fails the run; no check is ever skipped for it.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};

use crate::{repository::Repository, run};

/// Oldest Node.js that the browser driver and the style sheet's compiler run on.
const NODE_AT_LEAST: u32 = 20;

/// Something the tests start, and the Debian package that brings it.
struct Need {
    what: Program,
    package: &'static str,
}

enum Program {
    /// Found on the path.
    Named(&'static str),
    /// PostgreSQL's server, which Debian keeps off the path in a folder of its version.
    PostgresServer,
}

const NEEDS: [Need; 16] = [
    Need { what: Program::Named("cc"), package: "gcc" },
    Need { what: Program::Named("make"), package: "make" },
    Need { what: Program::Named("git"), package: "git" },
    Need { what: Program::Named("chromium-headless-shell"), package: "chromium-headless-shell" },
    Need { what: Program::PostgresServer, package: "postgresql" },
    Need { what: Program::Named("promtool"), package: "prometheus" },
    Need { what: Program::Named("pebble"), package: "pebble" },
    Need { what: Program::Named("openssl"), package: "openssl" },
    Need { what: Program::Named("strace"), package: "strace" },
    Need { what: Program::Named("curl"), package: "curl" },
    Need { what: Program::Named("nginx"), package: "nginx" },
    Need { what: Program::Named("systemd-analyze"), package: "systemd" },
    Need { what: Program::Named("pdftotext"), package: "poppler-utils" },
    Need { what: Program::Named("xmllint"), package: "libxml2-utils" },
    Need { what: Program::Named("node"), package: "nodejs" },
    Need { what: Program::Named("npm"), package: "npm" },
];

/// Brings the machine to where everything can run, or says exactly what is missing.
pub(crate) fn prepare(repository: &Repository) -> Result<()> {
    let missing = missing(&|program| is_there(program));
    if !missing.is_empty() {
        install(&missing)?;
        let still = self::missing(&|program| is_there(program));
        ensure!(still.is_empty(), "installed, yet not to be found: {}", still.join(", "));
    }
    new_enough(&run::read(Command::new("node").arg("--version"))?)?;
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if run::read(repository.cargo(subcommand).arg("--version")).is_err() {
            println!("rustup component add {component}");
            run::run(Command::new("rustup").args(["component", "add", component]))
                .with_context(|| format!("cargo {subcommand} is missing"))?;
        }
    }
    Ok(())
}

fn missing(is_there: &dyn Fn(&Program) -> bool) -> Vec<&'static str> {
    NEEDS.iter().filter(|need| !is_there(&need.what)).map(|need| need.package).collect()
}

fn is_there(program: &Program) -> bool {
    match program {
        Program::Named(name) => {
            // Debian keeps servers where only root looks for them.
            let beside = Path::new("/usr/sbin").join(name).is_file();
            let within = |path: OsString| env::split_paths(&path).any(|folder: PathBuf| folder.join(name).is_file());
            beside || env::var_os("PATH").is_some_and(within)
        }
        Program::PostgresServer => Path::new("/usr/lib/postgresql").read_dir().is_ok_and(|mut versions| {
            versions.any(|version| version.is_ok_and(|v| v.path().join("bin/postgres").is_file()))
        }),
    }
}

fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if !is_there(&Program::Named("apt-get")) {
        bail!(
            "missing: {list} (Debian's names for them). Install them with this system's package manager, then try again"
        );
    }
    if run::read(Command::new("id").arg("-u"))?.trim() != "0" {
        bail!(
            "missing: {list}. Run this line, then try again:\n\n  \
             sudo apt-get update && sudo apt-get install --yes --no-install-recommends {list}\n"
        );
    }
    println!("installing {list}");
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(["--quiet", "--quiet", "--option", "Acquire::Retries=3"]);
        apt
    };
    run::run(apt().arg("update"))?;
    run::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn new_enough(version: &str) -> Result<()> {
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    let major = major.with_context(|| format!("node answered {:?} for its version", version.trim()))?;
    ensure!(
        major >= NODE_AT_LEAST,
        "Node.js {major} is too old, the browser journeys need {NODE_AT_LEAST} or newer: Debian 13 has it, \
         Debian 12 needs one from elsewhere"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_is_asked_for() {
        let packages = missing(&|program| !matches!(program, Program::Named("strace") | Program::PostgresServer));
        assert_eq!(packages, ["postgresql", "strace"]);
    }

    #[test]
    fn nothing_is_asked_for_on_a_complete_machine() {
        assert!(missing(&|_| true).is_empty());
    }

    #[test]
    fn an_old_node_is_refused_with_the_way_out() {
        assert!(new_enough("v20.20.2\n").is_ok());
        assert!(new_enough("v18.20.4").unwrap_err().to_string().contains("Debian 13"));
    }
}
