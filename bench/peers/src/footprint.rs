//! What a server takes before it does any work: to start, to hold connections that say nothing, to show a first page.

use std::{collections::BTreeSet, fs, net::SocketAddr, time::Duration};

use anyhow::{Context as _, Result, ensure};
use testkit::Setup;
use tokio::{
    net::TcpStream,
    time::{Instant, sleep},
};

use crate::{
    Bench, cpu,
    http::{Connection, connect},
    measure::{count, median},
    page::request,
    pages::{Pages, address},
};

/// Connections that say nothing, each after one answer.
const IDLE: u64 = 4_000;
/// So long after the last answer a server has put its connections to rest, and its allocator has given back what they held.
const REST: Duration = Duration::from_secs(20);
/// Where every visit may begin.
const HOME: &str = "/en";

/// Measures all of it, and prints it.
pub(crate) fn measure(bench: &Bench, pages: &Pages) -> Result<()> {
    println!("\nBefore any work is done");
    starts(bench)?;
    let nginx = (pages.nginx().address, pages.nginx().process(), crate::pages::PAGE);
    let landfall = (address(pages.plain())?, pages.plain().pid(), HOME);
    for (name, (server, process, path)) in [("nginx", nginx), ("Landfall", landfall)] {
        let bytes = bench.runtime.block_on(idle(server, process, path))?;
        println!("an idle connection at {name}: {bytes:.0} bytes of its memory");
    }
    println!("the binary: {:.1} MB", count(usize::try_from(fs::metadata(&bench.binary)?.len())?) / 1e6);
    bench.runtime.block_on(weights(address(pages.plain())?))
}

/// From the start of the process to its first answer, with the repository's own site.
fn starts(bench: &Bench) -> Result<()> {
    let mut server = Setup::new(&bench.binary).within(&bench.folder).start();
    let mut took = Vec::new();
    for _ in 0..=bench.rounds {
        server.stop();
        let began = Instant::now();
        server.start_again();
        bench.runtime.block_on(crate::page::fetch(address(&server)?, HOME, true, None))?;
        took.push(began.elapsed().as_secs_f64() * 1e3);
    }
    let most = took.iter().copied().fold(0.0, f64::max);
    println!("Landfall's first answer: {:.0} ms after its start, {most:.0} ms at most", median(took));
    Ok(())
}

/// Bytes of a server's memory for each connection that has asked once and stays open.
async fn idle(server: SocketAddr, process: u32, path: &str) -> Result<f64> {
    let before = cpu::memory(process)?;
    let mut resting: Vec<Connection<TcpStream>> = Vec::new();
    for number in 0..IDLE {
        let mut connection = Connection::new(connect(server, number).await?);
        let status = connection.ask(&request(server, path, true, false)).await?.status;
        ensure!(status == 200, "the page was answered {status}");
        resting.push(connection);
    }
    sleep(REST).await;
    Ok((cpu::memory(process)? - before) / count(resting.len()))
}

/// What a browser fetches for a first view of each public page: page, style sheet, script, with the heads of the answers.
async fn weights(server: SocketAddr) -> Result<()> {
    let map = text(crate::page::fetch(server, "/sitemap.xml", false, None).await?.1)?;
    let locations = map.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
    let paths: BTreeSet<String> = locations.map(|address| path_of(address).to_owned()).collect();
    let mut weights = Vec::new();
    for path in &paths {
        weights.push((weight(server, path).await?, path));
    }
    let (heaviest, where_to) = weights.iter().max().context("the site map names pages")?;
    let home = weight(server, HOME).await?;
    println!(
        "a first view, page, style sheet and script: {home} bytes for {HOME}; of {} pages the heaviest is {where_to}, {heaviest}",
        weights.len()
    );
    Ok(())
}

async fn weight(server: SocketAddr, path: &str) -> Result<usize> {
    let page = text(crate::page::fetch(server, path, false, None).await?.1)?;
    let mut weight = on_the_wire(server, path).await?;
    for (before, kind) in [("href=\"", ".css"), ("src=\"", ".js")] {
        let named: BTreeSet<&str> = page.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect();
        for file in named.into_iter().filter(|file| file.ends_with(kind)) {
            weight += on_the_wire(server, file).await?;
        }
    }
    Ok(weight)
}

/// All bytes of an answer.
async fn on_the_wire(server: SocketAddr, path: &str) -> Result<usize> {
    let mut connection = Connection::new(connect(server, 0).await?);
    let answer = connection.ask(&request(server, path, true, true)).await?;
    ensure!(answer.status == 200, "{path} was answered {}", answer.status);
    Ok(answer.bytes())
}

fn path_of(address: &str) -> &str {
    let after = address.split_once("://").map_or(address, |(_, rest)| rest);
    after.find('/').and_then(|at| after.get(at..)).unwrap_or("/")
}

fn text(body: Vec<u8>) -> Result<String> {
    Ok(String::from_utf8(body)?)
}
