//! Capacity, and what becomes of it under a load.

use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::{
    runtime::Runtime,
    task::{JoinSet, LocalSet},
    time::{Instant, sleep, sleep_until},
};

use crate::{
    crowd::Crowd,
    recovery::{self, Recovery},
    server::{Arm, Places, Server},
    tally::Tally,
    throttle::Group,
};

/// Those who visit again and again while capacity is measured.
const PEOPLE: u64 = 16;
/// Before capacity is measured, and before each load: people come at half the capacity.
const WARM: Duration = Duration::from_secs(5);
const WARM_LOAD: f64 = 0.5;
/// How often capacity is measured in a row, and how long; the middle one counts.
const ROUNDS: u32 = 3;
const ROUND: Duration = Duration::from_secs(8);
/// Answers are as usual within this, while the usual is not known.
const USUAL: Duration = Duration::from_millis(100);

/// The conditions all are measured under.
pub(crate) struct Bench {
    pub(crate) runtime: Runtime,
    pub(crate) places: Places,
    pub(crate) group: Group,
    /// The server's core and the share of it that it has, dealt out anew every period.
    pub(crate) core: usize,
    pub(crate) share: f64,
    pub(crate) period: Duration,
    /// People sign in first.
    pub(crate) sign_in: bool,
    /// How long each load lasts.
    pub(crate) load: Duration,
    /// Descriptors this process may open.
    pub(crate) descriptors: u64,
}

/// What a server can do at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Capacity {
    pub(crate) visits: f64,
    /// Processor time of one visit, in microseconds.
    pub(crate) micros: f64,
    /// The part of its share that it used: below 1, something else than processor time bounds it.
    pub(crate) busy: f64,
}

/// What became of a load.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The load in multiples of capacity.
    pub(crate) multiple: f64,
    pub(crate) load: Duration,
    pub(crate) tally: Tally,
    pub(crate) recovery: Recovery,
    /// The part of its share that the server used.
    pub(crate) busy: f64,
    /// The part of its core that the generator used.
    pub(crate) generator: f64,
    /// Microseconds of one answer to somebody who is not let in, while as many come; where it was measured.
    pub(crate) answer: Option<f64>,
}

impl Bench {
    /// Starts a server, not bounded yet.
    pub(crate) fn start(&self, arm: &Arm) -> Result<Server> {
        self.group.limit(None, self.period)?;
        Server::start(arm, &self.places, &self.group, self.core, self.sign_in)
    }

    /// Waits until the server rests, and holds it to its share from now on.
    pub(crate) fn bound(&self) -> Result<()> {
        self.group.idle()?;
        self.group.limit(Some(self.share), self.period)
    }

    /// Starts it again, with what it has on disk.
    pub(crate) fn restart(&self, server: &mut Server) -> Result<()> {
        self.group.limit(None, self.period)?;
        server.restart()?;
        self.bound()
    }

    /// Visits a second when a few people visit again and again.
    pub(crate) fn capacity(&self, arm: &Arm) -> Result<Capacity> {
        let server = self.start(&arm.ungated())?;
        self.bound()?;
        let site = server.site()?;
        LocalSet::new().block_on(&self.runtime, async {
            let crowd = Crowd::new(&site, self.descriptors, 1);
            let people = crowd.again_and_again(PEOPLE, WARM + ROUND * ROUNDS);
            let watch = async {
                let start = Instant::now();
                sleep_until(start + WARM).await;
                let before = self.group.used()?;
                sleep_until(start + WARM + ROUND * ROUNDS).await;
                Ok::<_, anyhow::Error>(self.group.used()? - before)
            };
            let ((), used) = tokio::join!(people, watch);
            let used = used?;
            let tally = crowd.tally();
            anyhow::ensure!(tally.ends.is_empty(), "visits fail before there is any load: {:?}", tally.ends);
            let in_round = |round: u32| {
                let from = WARM + ROUND * round;
                count(tally.completed.iter().filter(|(at, _)| (from..from + ROUND).contains(at)).count())
            };
            let mut rounds: Vec<f64> = (0..ROUNDS).map(in_round).collect();
            let all: f64 = rounds.iter().sum();
            rounds.sort_by(f64::total_cmp);
            let middle = rounds.get(rounds.len() / 2).context("capacity is measured at least once")?;
            let seconds = ROUND.as_secs_f64();
            Ok(Capacity {
                visits: middle / seconds,
                micros: used * 1e6 / all,
                busy: used / (seconds * f64::from(ROUNDS)) / self.share,
            })
        })
    }

    /// Offers a multiple of the capacity to a server that has just started and is warm.
    pub(crate) fn load(
        &self,
        server: &mut Server,
        capacity: &Capacity,
        multiple: f64,
        usual: Option<Duration>,
    ) -> Result<Outcome> {
        self.restart(server)?;
        let site = server.site()?;
        LocalSet::new().block_on(&self.runtime, async {
            let mut visits = JoinSet::new();
            let warm = Crowd::new(&site, self.descriptors, 1);
            warm.offer(capacity.visits * WARM_LOAD, WARM, &mut visits).await;
            let crowd = Crowd::new(&site, self.descriptors, warm.first + warm.tally().arrived + 1);
            let (used, ours) = (self.group.used()?, own_time()?);
            crowd.offer(capacity.visits * multiple, self.load, &mut visits).await;
            let seconds = self.load.as_secs_f64();
            let busy = (self.group.used()? - used) / seconds / self.share;
            let generator = (own_time()? - ours) / seconds;
            let after = Crowd::new(&site, self.descriptors, crowd.first + crowd.tally().arrived + 1);
            let (recovery, ()) =
                tokio::join!(recovery::watch(&after, usual.unwrap_or(USUAL)), Crowd::finish(&mut visits));
            // The last connections close before the server is gone.
            sleep(Duration::from_millis(100)).await;
            let tally = crowd.into_tally();
            Ok(Outcome { multiple, load: self.load, tally, recovery, busy, generator, answer: None })
        })
    }
}

/// Processor time of this thread so far, in seconds.
fn own_time() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanos = stat.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok());
    Ok(nanos.context("/proc/thread-self/schedstat")? / 1e9)
}

/// A count as a number to reckon with.
#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub(crate) fn count(count: usize) -> f64 {
    count as f64
}
