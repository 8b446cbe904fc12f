//! `cargo xtask`: everything a developer or CI does to this repository besides `cargo build`, in one place and one language.

mod css;
mod journeys;
mod kill;
mod lists;
mod machine;
mod npm;
mod pictures;
mod repository;
mod rules;
mod run;
mod tally;
mod test;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use repository::Repository;

/// Sets up, checks and tests Landfall.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what is missing, then run every check and every test; what CI runs
    Test,
    /// Check the house rules that no compiler knows: who uses whom, licences, messages, stray machine paths
    #[command(alias = "check-deps")]
    Check,
    /// Rebuild the style sheet that `crates/web` ships
    Css {
        /// Fail if the committed style sheet was not what its source compiles to
        #[arg(long)]
        check: bool,
    },
    /// Rewrite the lists of countries and spoken languages from the Unicode locale data
    Lists,
    /// Draw the pictures of docs/admission.md anew, from a run of its simulation
    Pictures,
    /// Kill the server while people file, restart it, and look for everything that was acknowledged
    Kill {
        /// How often
        #[arg(long, default_value_t = 200)]
        rounds: u32,
    },
    /// Build the binary and walk it in a browser
    Journeys {
        /// Only the journeys whose name holds this
        filter: Option<String>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let repository = Repository::find()?;
    match command {
        Command::Test => test::test(&repository),
        Command::Check => rules::check(&repository),
        Command::Css { check } => {
            machine::prepare(&repository)?;
            if check { css::check(&repository) } else { css::build(&repository) }
        }
        Command::Lists => lists::write(repository.root()),
        Command::Pictures => pictures::draw(&repository),
        Command::Kill { rounds } => {
            machine::prepare(&repository)?;
            kill::on_demand(&repository, rounds)
        }
        Command::Journeys { filter } => {
            machine::prepare(&repository)?;
            journeys::build_and_walk(&repository, filter.as_deref())
        }
    }
}
