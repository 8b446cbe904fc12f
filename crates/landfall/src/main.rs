//! The `landfall` command: reads arguments, environment and files, wires the crates together, and is the only one that does.

mod args;
mod certificates;
mod commands;
mod config;
mod front;
mod jobs;
mod keys;
mod logging;
mod memory;
mod notices;
mod operations;
mod priority;
mod service;
mod site_folder;
mod watch;

use args::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

// Of four allocators jemalloc held an idle connection in the least memory. Its background thread gives back what busy
// connections held, also when nothing else happens.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        None => commands::serve::run(arguments.serve),
        Some(Command::Serve(serve)) => commands::serve::run(serve),
        Some(Command::Check { site }) => commands::check::run(&site),
        Some(Command::Preview { program, site, to }) => commands::preview::run(&program, &site, &to),
        Some(Command::Calculate { calculator, on, site }) => commands::calculate::run(calculator, on, &site),
        Some(Command::Verify { key, filing, receipt }) => commands::verify::run(&key, filing.as_deref(), &receipt),
        Some(Command::Payments { what, serve }) => commands::payments::run(&what, serve),
        Some(Command::Notice { what, folders }) => commands::notice::run(what, folders),
        Some(Command::Backup(arguments)) => commands::backup::run(arguments),
        Some(Command::Restore { from, serve }) => commands::restore::run(&from, serve),
        Some(Command::Alerts) => commands::alerts::run(),
        Some(Command::Rehearse(rehearse)) => commands::rehearse::run(rehearse),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("landfall: {error:#}.");
        ExitCode::FAILURE
    })
}
