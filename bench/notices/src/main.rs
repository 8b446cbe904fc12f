//! What a notice does to whoever reads meanwhile: pages are asked for at random times, at a steady rate, while notices are
//! published and withdrawn; how long they took is told apart by how long ago that was.
//!
//! The built release binary serves the repository's own site on core 0; readers and the command are on core 1. A page's time is
//! from when it was due to the last byte of its answer, whatever else was late.
//! Run it with `cargo run --release -p notice-latency`.

mod reader;

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use rustix::thread::{CpuSet, sched_setaffinity};
use std::{
    fs,
    path::PathBuf,
    process::Command,
    thread,
    time::{Duration, Instant},
};
use testkit::{Landfall, Setup};

/// Readers, each with a connection of their own.
const READERS: u32 = 8;
/// So long after its start a server on a quiet machine has packed every page to the last byte.
const SETTLES: Duration = Duration::from_secs(30);
/// When a notice is on every page, and when pages that changed are packed again at the latest: how the time after it is divided.
const SHOWN: Duration = Duration::from_secs(1);
const RESTED: Duration = Duration::from_secs(20);
/// Ticks of the kernel's processor times in a second.
const TICKS: f64 = 100.0;

/// How long pages take while notices are published, beside how long they take when nothing is.
#[derive(Debug, Parser)]
struct Args {
    /// Pages a second.
    #[arg(long, default_value_t = 2_000.0)]
    rate: f64,
    /// Notices published, each withdrawn before the next.
    #[arg(long, default_value_t = 3)]
    notices: u32,
    /// Seconds from one change to the next.
    #[arg(long, default_value_t = 45)]
    every: u64,
    /// The binary; without it, the release is built.
    #[arg(long, env = "LANDFALL_BIN")]
    landfall: Option<PathBuf>,
}

#[expect(clippy::disallowed_methods, reason = "measuring is what this program is for")]
fn main() -> Result<()> {
    let args = Args::parse();
    let every = Duration::from_secs(args.every);
    ensure!(every > RESTED, "--every is more than {} seconds", RESTED.as_secs());
    let binary = args.landfall.map_or_else(|| Ok(testkit::release("landfall")), |path| path.canonicalize())?;
    let landfall = Setup::new(&binary).under(&["taskset", "-c", "0"]).start();
    let mut core = CpuSet::new();
    core.set(1);
    sched_setaffinity(None, &core).context("this machine has no second core")?;
    let pages = pages(&landfall);
    println!("{} pages, {} a second, {} notices, {every:?} apart", pages.len(), args.rate, args.notices);
    thread::sleep(SETTLES);

    let begun = Instant::now();
    let length = every * (2 * args.notices + 1);
    let address = landfall.url().replace("http://", "");
    let readers: Vec<_> = (1..=READERS)
        .map(|number| {
            let reader = reader::Reader::new(number, &address, pages.clone(), args.rate / f64::from(READERS));
            thread::spawn(move || reader?.read(begun, length))
        })
        .collect();
    let mut changes = Vec::new();
    for number in 1..=2 * args.notices {
        thread::sleep((every * number).saturating_sub(begun.elapsed()));
        let before = cpu(&landfall)?;
        changes.push(begun.elapsed());
        let change = Instant::now();
        if number % 2 == 1 {
            publish(&binary, &landfall)?;
        } else {
            withdraw(&binary, &landfall, number / 2)?;
        }
        let took = change.elapsed();
        thread::sleep(SHOWN.saturating_sub(took));
        println!(
            "change {number}: the command took {took:.0?}, the server {:.0} ms of its core in that second",
            (cpu(&landfall)? - before) * 1e3
        );
    }
    let mut told: [Vec<Duration>; 4] = Default::default();
    let mut latest = Duration::ZERO;
    for reader in readers {
        let read = reader.join().ok().context("a reader failed")??;
        latest = latest.max(read.latest);
        for (due, took) in read.pages {
            let since = changes.iter().rev().find_map(|change| due.checked_sub(*change));
            let which = match since {
                None => 0,
                Some(since) if since < SHOWN => 1,
                Some(since) if since < RESTED => 2,
                Some(_) => 3,
            };
            told[which].push(took);
        }
    }
    println!("\n| | pages | 50 % | 95 % | 99 % | 99.9 % | longest |\n|---|---|---|---|---|---|---|");
    for (name, took) in
        ["before any", "the second after a change", "until 20 s after it", "from then on"].iter().zip(&mut told)
    {
        row(name, took);
    }
    println!("\nReaders began to ask {latest:.1?} late at most, for their own sake.");
    Ok(())
}

fn row(name: &str, took: &mut [Duration]) {
    took.sort_unstable();
    let within = |of_thousand: usize| took.get((took.len() * of_thousand / 1_000).min(took.len().saturating_sub(1)));
    let cells =
        [500, 950, 990, 999, 1_000].map(|share| within(share).map_or_else(String::new, |took| format!("{took:.2?}")));
    println!("| {name} | {} | {} |", took.len(), cells.join(" | "));
}

/// The public pages of the site map for search engines.
fn pages(landfall: &Landfall) -> Vec<String> {
    let map = landfall.visitor().open("/sitemap.xml");
    let map = String::from_utf8_lossy(map.body()).into_owned();
    let addresses = map.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
    addresses.filter_map(|address| Some(format!("/{}", address.splitn(4, '/').nth(3)?))).collect()
}

fn notice(binary: &PathBuf, landfall: &Landfall, words: &[&str]) -> Result<()> {
    let mut command = Command::new(binary);
    command.arg("notice").args(words).arg("--data").arg(landfall.data()).arg("--site").arg(landfall.site());
    let output = command.output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

fn publish(binary: &PathBuf, landfall: &Landfall) -> Result<()> {
    let words = ["Payments take longer today", "Les paiements prennent plus de temps"];
    let words = ["--title-en", words[0], "--title-fr", words[1], "--text-en", words[0], "--text-fr", words[1]];
    notice(binary, landfall, &[&["publish"], &words[..]].concat())
}

/// Takes back the notice that was published last.
fn withdraw(binary: &PathBuf, landfall: &Landfall, number: u32) -> Result<()> {
    let names = fs::read_dir(landfall.data().join("notices"))?
        .map(|entry| Ok(entry?.file_name().into_string().unwrap_or_default()));
    let names: Vec<String> = names.collect::<Result<_>>()?;
    let ending = format!("-{number}.toml");
    let name = names.iter().find_map(|name| name.ends_with(&ending).then(|| name.trim_end_matches(".toml")));
    notice(binary, landfall, &["withdraw", name.context("the notice that was published")?])
}

/// Seconds of processor time that the server has used.
fn cpu(landfall: &Landfall) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", landfall.pid()))?;
    let fields = stat.rsplit_once(") ").context("a line of /proc")?.1;
    Ok(fields.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS)
}
