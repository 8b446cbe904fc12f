//! Landfall beside what a department would otherwise run: nginx for a page, Django and Fastify on PostgreSQL for a form, all
//! in the same run, on the same work.
//!
//! The servers, and PostgreSQL with them, keep to one core and the generator to another. Each round measures every server
//! in turn, so that what else the machine does falls on all alike; the figures are processor time of all of a server's
//! processes per request, and every answer is checked. Run it with `cargo run --release -p peers`.

mod browser;
mod cpu;
mod footprint;
mod forms;
mod http;
mod install;
mod measure;
mod page;
mod pages;
mod report;
mod rival;
mod tls;
mod walk;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use testkit::postgres::Database;
use tokio::runtime::Runtime;

use crate::{forms::Forms, pages::Pages, rival::Place};

/// The servers' core and the generator's.
const SERVER_CORE: usize = 0;
const GENERATOR_CORE: usize = 1;

/// The conditions all are measured under.
struct Bench {
    runtime: Runtime,
    rounds: usize,
    binary: PathBuf,
    /// Where servers keep their data.
    folder: PathBuf,
}

/// Processor time per request beside nginx, Django and Fastify.
#[derive(Debug, Parser)]
struct Args {
    /// How often everything is measured, after once to warm up; medians are shown.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Applications a round; Django, which is slow, gets an eighth.
    #[arg(long, default_value_t = 500)]
    applications: usize,
    /// Where Landfall and its peers keep their data, on the disk to be measured. PostgreSQL keeps its own where temporary
    /// files go (`TMPDIR`).
    #[arg(long, default_value_os_t = std::env::temp_dir())]
    folder: PathBuf,
    /// A built binary, instead of building it.
    #[arg(long)]
    binary: Option<PathBuf>,
    /// The page beside nginx, and what is taken before any work is done: for work on what answers.
    #[arg(long)]
    pages_only: bool,
}

fn main() -> Result<()> {
    let args = Args::parse();
    ensure!(args.rounds > 0, "nothing is measured in no rounds");
    ensure!(std::thread::available_parallelism()?.get() > 1, "servers and generator need a core each");
    let beside = std::env::current_exe()?.parent().context("a program lies in a folder")?.to_owned();
    install::packages()?;
    let binary = args.binary.clone().unwrap_or_else(|| testkit::release("landfall")).canonicalize()?;

    // Whatever is started from here on keeps to the servers' core.
    cpu::pin(&[SERVER_CORE])?;
    let folder = tempfile::Builder::new().prefix("landfall-peers-").tempdir_in(&args.folder)?;
    let bench = Bench {
        runtime: tokio::runtime::Builder::new_current_thread().enable_all().build()?,
        rounds: args.rounds,
        binary,
        folder: folder.path().to_owned(),
    };
    let pages = Pages::start(&bench)?;
    if args.pages_only {
        cpu::pin(&[GENERATOR_CORE])?;
        pages.measure(&bench, &[])?;
        return footprint::measure(&bench, &pages);
    }

    let text = bench.folder.join("information.html");
    fs::write(&text, pages.text())?;
    let databases = [(); 3].map(|()| Database::fresh());
    let [of_landfall, of_django, of_fastify] = &databases;
    let postgres = of_landfall.server_process().context("PostgreSQL has no process")?;
    let place =
        |database: &Database| Place { folder: bench.folder.clone(), database: database.address(), page: text.clone() };
    let [django, gunicorn, node] = frameworks(&beside)?;
    let django = rival::django(&django, &gunicorn, &place(of_django))?;
    let fastify = rival::fastify(&node, &place(of_fastify))?;
    cpu::pin(&[GENERATOR_CORE])?;
    pages.measure(&bench, &[("Fastify, not compressed", &fastify), ("Django, not compressed", &django)])?;
    footprint::measure(&bench, &pages)?;
    drop(pages);

    cpu::pin(&[SERVER_CORE])?;
    let forms = Forms::start(&bench, of_landfall)?;
    cpu::pin(&[GENERATOR_CORE])?;
    forms.measure(&bench, postgres, &django, &fastify, args.applications)?;
    drop(forms);
    visits(&bench.binary)
}

/// Installs the frameworks: the folder of Django's programs, what it serves, and the folder of Fastify.
fn frameworks(beside: &Path) -> Result<[PathBuf; 3]> {
    let bench = Path::new(env!("CARGO_MANIFEST_DIR"));
    let django = bench.join("../overload/peer-django").canonicalize()?;
    let gunicorn = install::python(&django, &beside.join("peers-django"))?;
    let node = beside.join("peers-fastify");
    install::node(&bench.join("fastify"), &node)?;
    Ok([django, gunicorn, node])
}

/// Visits at ten times what each can do: the overload bench measures them, which is what it is for.
fn visits(binary: &Path) -> Result<()> {
    let program = testkit::release("overload");
    println!("\nVisits at ten times what each can do");
    let mut overload = Command::new(program);
    overload.args(["--arms", "landfall,open,django", "--loads", "0.8,10", "--seconds", "12", "--binary"]).arg(binary);
    cpu::pin(&[SERVER_CORE, GENERATOR_CORE])?;
    ensure!(overload.status()?.success(), "the overload bench failed");
    Ok(())
}
