//! How many filings a second the store puts on disk, beside what SQLite can do at most with the same rows and bytes; and how
//! many the built binary takes over HTTP, from the form of the review page to the way to the receipt.
//!
//! Each round measures every writer at every number of submitters, one after another, so that what else the machine does
//! falls on all alike; the table shows medians over the rounds, and the ratio is the median of each round's ratio.
//! Over HTTP the clients run beside the server and take a core of the same machine; their processor time is not counted.
//! Run it with `cargo run --release -p durable`.

mod bare;
mod beside;
mod client;
mod filing;
mod measure;
mod over_http;

use std::{
    path::{Path, PathBuf},
    process,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use anyhow::Result;
use clap::Parser;
use store::Store;
use testkit::postgres::Database;
use tokio::task::JoinSet;

use crate::{
    bare::Bare,
    measure::{Measured, Stopwatch, instant, median},
};

/// How many file at once.
const SUBMITTERS: [u64; 4] = [1, 16, 64, 256];
/// How many file at once while backups are taken.
const BESIDE: u64 = 16;
/// Submitters that prepare the drafts, which is not measured.
const PREPARING: u64 = 64;

/// Filings a second at the store seam and over HTTP, SQLite and PostgreSQL, beside a bare group commit.
#[derive(Debug, Parser)]
struct Args {
    /// How often everything is measured.
    #[arg(long, default_value_t = 5)]
    rounds: u64,
    /// Filings in each measurement on SQLite; with one submitter a fifth of it, on PostgreSQL a quarter.
    #[arg(long, default_value_t = 20_000)]
    filings: u64,
    /// Filings in each measurement over HTTP, with the same shares.
    #[arg(long, default_value_t = 4_000)]
    over_http: u64,
    /// The binary to be asked over HTTP; without it, the release is built.
    #[arg(long, env = "LANDFALL_BIN")]
    landfall: Option<PathBuf>,
    /// Where the SQLite stores are made: on the disk to be measured.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// Leaves PostgreSQL out.
    #[arg(long)]
    sqlite_only: bool,
    /// Measures only this: filings over HTTP on SQLite while backups are taken all the time, beside filings without.
    #[arg(long)]
    backup: bool,
}

#[derive(Debug, Default)]
struct Results {
    bare: Vec<Measured>,
    sqlite: Vec<Measured>,
    postgres: Vec<Measured>,
    http_sqlite: Vec<Measured>,
    http_postgres: Vec<Measured>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let binary = args.landfall.map_or_else(|| Ok(testkit::release("landfall")), |path| path.canonicalize())?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if args.backup {
        return runtime.block_on(beside_backups(&binary, &args.folder, args.rounds, args.over_http));
    }
    let mut results: Vec<Results> = SUBMITTERS.iter().map(|_| Results::default()).collect();
    for round in 0..args.rounds {
        for (submitters, results) in SUBMITTERS.into_iter().zip(&mut results) {
            let share = if submitters == 1 { 5 } else { 1 };
            let (filings, over_http) = (args.filings / share, args.over_http / share);
            let http = async |database, filings| {
                over_http::measure(&binary, &args.folder, database, submitters, filings, false).await
            };
            results.bare.push(runtime.block_on(bare(&args.folder, round, submitters, filings))?);
            results.sqlite.push(runtime.block_on(sqlite(&args.folder, round, submitters, filings))?);
            results.http_sqlite.push(runtime.block_on(http(None, over_http))?);
            if !args.sqlite_only {
                results.postgres.push(runtime.block_on(postgres(round, submitters, filings / 4))?);
                let database = Database::fresh();
                results.http_postgres.push(runtime.block_on(http(Some(&database), over_http / 4))?);
            }
        }
        println!("round {} of {} done", round + 1, args.rounds);
    }
    for (submitters, results) in SUBMITTERS.into_iter().zip(&results) {
        println!("\n{submitters} at once           filings/s    CPU/filing       p99");
        line("bare SQLite loop", &results.bare, &results.bare, "bare");
        line("store on SQLite", &results.sqlite, &results.bare, "bare");
        line("store on PostgreSQL", &results.postgres, &results.bare, "bare");
        line("HTTP on SQLite", &results.http_sqlite, &results.sqlite, "store");
        line("HTTP on PostgreSQL", &results.http_postgres, &results.postgres, "store");
    }
    Ok(())
}

/// Filings over HTTP with and without backups beside them, in turn.
async fn beside_backups(binary: &Path, folder: &Path, rounds: u64, filings: u64) -> Result<()> {
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        alone.push(over_http::measure(binary, folder, None, BESIDE, filings, false).await?);
        beside.push(over_http::measure(binary, folder, None, BESIDE, filings, true).await?);
    }
    println!("\n{BESIDE} at once           filings/s    CPU/filing       p99");
    line("HTTP on SQLite", &alone, &alone, "alone");
    line("while it is backed up", &beside, &alone, "alone");
    Ok(())
}

/// One row, with the share of what `other` measured.
fn line(name: &str, measured: &[Measured], other: &[Measured], other_name: &str) {
    if measured.is_empty() {
        return;
    }
    let of = |part: fn(&Measured) -> f64| median(measured.iter().map(part).collect());
    let ratio = median(measured.iter().zip(other).map(|(this, other)| this.per_second / other.per_second).collect());
    println!(
        "{name:<22} {:>11.0} {:>10.1} us {:>6.1} ms {:>6.0} % of {other_name}",
        of(|m| m.per_second),
        of(|m| m.cpu_micros),
        of(|m| m.p99_millis),
        ratio * 100.0
    );
}

/// Runs `submitters` closed loops until `filings` are done; the processor time is that of `processes`.
async fn submit<F, G>(submitters: u64, filings: u64, processes: &[u32], file: F) -> Result<Measured>
where
    F: Fn(u64) -> G + Clone + Send + 'static,
    G: Future<Output = Result<()>> + Send,
{
    let next = Arc::new(AtomicU64::new(0));
    let mut loops = JoinSet::new();
    let stopwatch = Stopwatch::start(processes)?;
    for _ in 0..submitters {
        let (next, file) = (Arc::clone(&next), file.clone());
        loops.spawn(async move {
            let mut waits = Vec::new();
            loop {
                let number = next.fetch_add(1, Relaxed);
                if number >= filings {
                    return Ok::<Vec<Duration>, anyhow::Error>(waits);
                }
                let began = instant();
                file(number).await?;
                waits.push(began.elapsed());
            }
        });
    }
    let mut waits = Vec::new();
    while let Some(done) = loops.join_next().await {
        waits.extend(done??);
    }
    stopwatch.stop(waits)
}

/// Begins the drafts that are to be filed.
async fn prepare(store: &Store, round: u64, filings: u64) -> Result<()> {
    let store = store.clone();
    let begin = move |number| {
        let (store, id) = (store.clone(), filing::application(round, number));
        async move { Ok(store.exec(&filing::holder(id), filing::draft(id, number)).await.map(drop)?) }
    };
    submit(PREPARING, filings, &[], begin).await.map(drop)
}

async fn through(store: &Store, round: u64, submitters: u64, filings: u64, server: Option<u32>) -> Result<Measured> {
    let processes: Vec<u32> = server.into_iter().chain([process::id()]).collect();
    let store = store.clone();
    let file = move |number| {
        let (store, id) = (store.clone(), filing::application(round, number));
        async move {
            let actor = filing::holder(id);
            let place = store.next_receipt(&actor).await?;
            Ok(store.exec(&actor, filing::filing(id, number, place)).await.map(drop)?)
        }
    };
    submit(submitters, filings, &processes, file).await
}

async fn sqlite(folder: &Path, round: u64, submitters: u64, filings: u64) -> Result<Measured> {
    let folder = tempfile::tempdir_in(folder)?;
    prepare(&Store::open_sqlite(folder.path())?, round, filings).await?;
    through(&Store::open_sqlite(folder.path())?, round, submitters, filings, None).await
}

async fn bare(folder: &Path, round: u64, submitters: u64, filings: u64) -> Result<Measured> {
    let folder = tempfile::tempdir_in(folder)?;
    prepare(&Store::open_sqlite(folder.path())?, round, filings).await?;
    let bare = Bare::open(&folder.path().join("landfall.sqlite3"))?;
    let queue = bare.queue();
    let file = move |number| {
        let (queue, id) = (queue.clone(), filing::application(round, number));
        async move { bare::file(&queue, filing::filing(id, number, number)).await }
    };
    let measured = submit(submitters, filings, &[process::id()], file).await?;
    bare.close()?;
    Ok(measured)
}

async fn postgres(round: u64, submitters: u64, filings: u64) -> Result<Measured> {
    let database = Database::fresh();
    let store = Store::open_postgres(&database.address()).await?;
    prepare(&store, round, filings).await?;
    through(&store, round, submitters, filings, database.server_process()).await
}
