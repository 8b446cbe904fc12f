//! What it costs to answer somebody who is not let in, beside a public page of as many bytes.

use std::{cell::Cell, rc::Rc, time::Duration};

use anyhow::{Context as _, Result, ensure};
use tokio::{
    task::{JoinSet, LocalSet},
    time::{Instant, sleep, sleep_until},
};

use crate::{
    answers,
    browser::{Answer, Browser, Fault},
    crowd::Crowd,
    measure::{Bench, count},
    page::Room,
    server::{Arm, Server},
    tally::within,
};

/// How many ask at once, again and again.
const PEOPLE: u64 = 8;
/// They ask for this long, of which the first part is not counted.
const WARM: Duration = Duration::from_secs(2);
const COUNTED: Duration = Duration::from_secs(8);

/// Processor time of one answer on a connection of its own, in microseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Costs {
    /// Being shown to the waiting room.
    pub(crate) knock: f64,
    /// Asking again there.
    pub(crate) again: f64,
    /// A public page of as many bytes.
    pub(crate) public: f64,
    /// How many those are, heads left out.
    pub(crate) bytes: usize,
}

#[derive(Debug, Clone, Copy)]
enum Ask {
    Knock,
    Again,
    Public,
}

impl Bench {
    /// Measures them at a door that lets nobody in.
    pub(crate) fn costs(&self) -> Result<Costs> {
        let mut server = self.start(&Arm::Closed)?;
        self.bound()?;
        let (knock, bytes) = self.cost(&server, Ask::Knock)?;
        let (again, _) = self.cost(&server, Ask::Again)?;
        let (_, short) = self.cost(&server, Ask::Public)?;
        server.lengthen_home(bytes.saturating_sub(short))?;
        self.restart(&mut server)?;
        let (public, long) = self.cost(&server, Ask::Public)?;
        ensure!(long == bytes, "the public page has {long} bytes, the waiting room {bytes}");
        Ok(Costs { knock, again, public, bytes })
    }

    /// Microseconds of one answer at a shut door while `per_second` visits are offered to it: at random times and with
    /// pauses, an answer costs more than to people who ask without one. What the server does for nobody is left out.
    pub(crate) fn answer_at(&self, per_second: f64) -> Result<f64> {
        let server = self.start(&Arm::Closed)?;
        self.bound()?;
        let site = server.site()?;
        LocalSet::new().block_on(&self.runtime, async {
            let before = self.group.used()?;
            sleep(WARM).await;
            let idle = (self.group.used()? - before) / WARM.as_secs_f64();
            let mut visits = JoinSet::new();
            let crowd = Crowd::new(&site, self.descriptors, 1);
            let before = self.group.used()?;
            crowd.offer(per_second, self.load, &mut visits).await;
            let used = self.group.used()? - before - idle * self.load.as_secs_f64();
            Crowd::finish(&mut visits).await;
            let tally = crowd.into_tally();
            ensure!(tally.let_in == 0 && tally.begins.is_empty(), "somebody was let in who was not to be");
            let answers = within(&tally.told, self.load).count() + within(&tally.public, self.load).count();
            Ok(used * 1e6 / count(answers))
        })
    }

    /// Microseconds, and the answer's bytes.
    fn cost(&self, server: &Server, ask: Ask) -> Result<(f64, usize)> {
        let site = server.site()?;
        LocalSet::new().block_on(&self.runtime, async {
            let crowd = Crowd::new(&site, self.descriptors, 1);
            let answers = Rc::new(Cell::new(0));
            let mut asking = JoinSet::new();
            for person in 0..PEOPLE {
                asking.spawn_local(again_and_again(Rc::clone(&crowd), person, ask, Rc::clone(&answers)));
            }
            let began = Instant::now();
            sleep_until(began + WARM).await;
            let (used, before) = (self.group.used()?, answers.get());
            sleep_until(began + WARM + COUNTED).await;
            let (used, counted) = (self.group.used()? - used, answers.get() - before);
            let mut bytes = None;
            while let Some(asked) = asking.join_next().await {
                bytes = Some(asked??);
            }
            Ok((used * 1e6 / count(counted), bytes.context("nobody asked")?))
        })
    }
}

/// Asks until the time is over, and tells how many bytes the last answer had.
async fn again_and_again(crowd: Rc<Crowd>, person: u64, ask: Ask, answers: Rc<Cell<usize>>) -> Result<usize> {
    let mut number = person;
    let mut browser = crowd.browser(number);
    let mut room = None;
    loop {
        if matches!(ask, Ask::Knock) {
            number += PEOPLE;
            browser = crowd.browser(number);
        }
        browser.hang_up();
        let answer = once(&mut browser, ask, room.as_ref()).await;
        let answer = answer.map_err(|fault| anyhow::anyhow!("{ask:?}: {fault:?}"))?;
        ensure!(answer.status == 200, "{ask:?} was answered {}", answer.status);
        if !matches!(ask, Ask::Public) {
            room = Some(Room::read(&answer).context("somebody was let in who was not to be")?);
        }
        answers.set(answers.get() + 1);
        if crowd.now() > WARM + COUNTED {
            return Ok(answer.body.len());
        }
    }
}

async fn once(browser: &mut Browser, ask: Ask, room: Option<&Room>) -> Result<Answer, Fault> {
    match (ask, room) {
        (Ask::Public, _) => browser.get("/en", Instant::now()).await,
        (Ask::Again, Some(room)) => browser.post(&room.action, &room.form, Instant::now()).await,
        (Ask::Knock | Ask::Again, _) => browser.post(&answers::begin(), "", Instant::now()).await,
    }
}
