//! What a crowd does to the site: the built binary on a bounded share of a core, beside itself without its gate and
//! beside a Django peer, while visits are offered at multiples of what each can do.
//!
//! Load is open: people come when they come, whoever is served. A visit is one connection: begin, ten pages, file. The
//! server keeps to one core and a share of it, since one core of load cannot overload a fast server; the generator keeps
//! to another core and watches itself. Run it as root with `cargo run --release -p overload`.

mod accounts;
mod browser;
mod cost;
mod crowd;
mod django;
mod measure;
mod page;
mod recovery;
mod report;
mod server;
mod tally;
mod throttle;
mod visit;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use clap::{Parser, Subcommand};
use overload::answers;
use rustix::process::{Resource, getrlimit, setrlimit};

use crate::{
    measure::Bench,
    server::{Arm, Places},
    tally::{percentile, within},
    throttle::Group,
};

/// The server's core and the generator's.
const SERVER_CORE: usize = 0;
const GENERATOR_CORE: usize = 1;
/// After a load, answers are as usual again within twice the usual 99th percentile, or this.
const QUICK: Duration = Duration::from_millis(100);

/// Completed visits under multiples of capacity, with and without the gate, and beside Django.
#[derive(Debug, Parser)]
struct Args {
    #[command(subcommand)]
    command: Option<Inside>,
    /// What to measure: landfall, open, fixed:N, django.
    #[arg(long, value_delimiter = ',', default_value = "landfall,open,fixed:16,django")]
    arms: Vec<Arm>,
    /// Loads in multiples of capacity.
    #[arg(long, value_delimiter = ',', default_value = "0.8,1,2,5,10,12,20")]
    loads: Vec<f64>,
    /// How long each load lasts, in seconds.
    #[arg(long, default_value_t = 25)]
    seconds: u64,
    /// The server's share of its core.
    #[arg(long, default_value_t = 0.25)]
    share: f64,
    /// How often the share is dealt out anew, in milliseconds.
    #[arg(long, default_value_t = 10)]
    period: u64,
    /// Every visitor signs in first.
    #[arg(long)]
    sign_in: bool,
    /// A built binary, instead of building it.
    #[arg(long)]
    binary: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Inside {
    /// Runs a program in groups and on a core (how the bench starts its servers)
    #[command(hide = true)]
    Enter {
        core: usize,
        groups: Vec<PathBuf>,
        #[arg(last = true)]
        program: Vec<String>,
    },
}

fn main() -> Result<()> {
    let args = Args::parse();
    if let Some(Inside::Enter { core, groups, program }) = args.command {
        return throttle::enter(core, &groups, &program);
    }
    ensure!(std::thread::available_parallelism()?.get() > 1, "server and generator need a core each");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = std::env::current_exe()?.parent().context("a program lies in a folder")?.to_owned();
    let binary = args.binary.clone().unwrap_or_else(|| testkit::release("landfall"));
    let wants_django = args.arms.contains(&Arm::Django);
    let django = wants_django.then(|| django::install(&here.join("peer-django"), &beside.join("overload-django")));
    let ourselves = std::process::id();
    let generator = Group::new(&format!("landfall-overload-generator-{ourselves}"))?;
    generator.join()?;
    throttle::pin(GENERATOR_CORE)?;
    let bench = Bench {
        runtime: tokio::runtime::Builder::new_current_thread().enable_all().build()?,
        places: Places { binary, site: here.join("site"), settings: tempfile::tempdir()?, django: django.transpose()? },
        group: Group::new(&format!("landfall-overload-server-{ourselves}"))?,
        core: SERVER_CORE,
        share: args.share,
        period: Duration::from_millis(args.period),
        sign_in: args.sign_in,
        load: Duration::from_secs(args.seconds),
        descriptors: all_descriptors()?,
    };
    let costs = args.arms.contains(&Arm::Landfall).then(|| bench.costs()).transpose()?;
    costs.iter().for_each(report::costs);
    let mut known = Vec::new();
    for arm in &args.arms {
        let ungated = arm.ungated();
        let capacity = match known.iter().find(|(measured, _)| *measured == ungated) {
            Some((_, capacity)) => *capacity,
            None => bench.capacity(&ungated)?,
        };
        known.push((ungated, capacity));
        report::head(arm, &capacity, args.share);
        let mut server = bench.start(arm)?;
        let mut usual = None;
        for multiple in &args.loads {
            let mut outcome = bench.load(&mut server, &capacity, *multiple, usual)?;
            if *arm == Arm::Landfall && *multiple > 1.0 {
                outcome.answer = Some(bench.answer_at(capacity.visits * multiple)?);
            }
            if usual.is_none() && *multiple < 1.0 {
                let begins = percentile(within(&outcome.tally.begins, outcome.load), 99);
                usual = begins.map(|p99| QUICK.max(p99 * 2));
            }
            report::line(&capacity, args.share, costs.as_ref().filter(|_| *arm == Arm::Landfall), &outcome);
        }
    }
    Ok(())
}

/// Takes as many descriptors as this process may have.
fn all_descriptors() -> Result<u64> {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    setrlimit(Resource::Nofile, limit)?;
    limit.maximum.context("descriptors are bounded on Linux")
}
