//! Those who come: as many as are due whoever is served (open loop), or a few who come again and again (closed loop).

use std::{
    cell::{RefCell, RefMut},
    net::SocketAddr,
    rc::Rc,
    time::Duration,
};

use testkit::Seeded;
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, interval, sleep_until, timeout},
};

use crate::{
    answers,
    browser::{Browser, Descriptors},
    tally::Tally,
    visit::visit,
};

/// Descriptors the generator keeps for itself.
const SPARE: u64 = 500;
/// How often a public page is asked for while the load lasts.
const PUBLIC: Duration = Duration::from_millis(50);
/// How long those inside may take to finish once the load has ended.
const LAST: Duration = Duration::from_mins(1);

/// Whom people visit.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    pub(crate) server: SocketAddr,
    /// The hidden field that forms carry against forgery.
    pub(crate) token_field: &'static str,
    /// Addresses and passwords of people with an account, who sign in first.
    pub(crate) accounts: Rc<Vec<(String, String)>>,
}

pub(crate) struct Crowd {
    site: Site,
    pub(crate) token_field: &'static str,
    pub(crate) pages: Vec<(&'static str, String)>,
    descriptors: Descriptors,
    began: Instant,
    tally: RefCell<Tally>,
    leave: watch::Sender<bool>,
    /// The number of the first visitor, so that no two crowds share addresses.
    pub(crate) first: u64,
}

impl Crowd {
    /// A crowd that has not come yet; `descriptors` may be open.
    pub(crate) fn new(site: &Site, descriptors: u64, first: u64) -> Rc<Self> {
        let most = usize::try_from(descriptors.saturating_sub(SPARE)).unwrap_or(usize::MAX);
        Rc::new(Self {
            site: site.clone(),
            token_field: site.token_field,
            pages: answers::pages(),
            descriptors: Descriptors::new(most),
            began: Instant::now(),
            tally: RefCell::default(),
            leave: watch::Sender::new(false),
            first,
        })
    }

    /// Where things are put down; held by nobody over a wait.
    pub(crate) fn tally(&self) -> RefMut<'_, Tally> {
        self.tally.borrow_mut()
    }

    pub(crate) fn into_tally(self: Rc<Self>) -> Tally {
        self.tally.take()
    }

    /// Since the load began.
    pub(crate) fn now(&self) -> Duration {
        self.began.elapsed()
    }

    pub(crate) fn browser(&self, number: u64) -> Browser {
        Browser::new(self.site.server, number, self.descriptors.clone())
    }

    pub(crate) fn leave(&self) -> watch::Receiver<bool> {
        self.leave.subscribe()
    }

    /// With which account this visitor signs in.
    pub(crate) fn account(&self, number: u64) -> Option<(&str, &str)> {
        let count = u64::try_from(self.site.accounts.len()).ok().filter(|count| *count > 0)?;
        let (address, password) = self.site.accounts.get(usize::try_from(number % count).ok()?)?;
        Some((address, password))
    }

    /// Offers visits, this many a second, for this long: at random times, as independent people come (a Poisson process
    /// of which the number is known). Those inside may finish after it.
    pub(crate) async fn offer(self: &Rc<Self>, per_second: f64, load: Duration, visits: &mut JoinSet<()>) {
        let random = Seeded::new(self.first);
        let public = Rc::clone(self).public(load);
        let mut times: Vec<_> =
            (0..whole(per_second * load.as_secs_f64())).map(|_| load.mul_f64(uniform(&random))).collect();
        times.sort_unstable();
        let arrivals = async {
            for (number, due) in (self.first..).zip(times) {
                let at = self.began + due;
                sleep_until(at).await;
                self.tally().arrived(at.elapsed());
                visits.spawn_local(visit(Rc::clone(self), number, at));
                while visits.try_join_next().is_some() {}
            }
            sleep_until(self.began + load).await;
        };
        tokio::join!(arrivals, public);
        self.leave.send_replace(true);
    }

    /// Waits for those inside.
    pub(crate) async fn finish(visits: &mut JoinSet<()>) {
        let _ = timeout(LAST, async { while visits.join_next().await.is_some() {} }).await;
        visits.abort_all();
    }

    /// A public page, again and again.
    async fn public(self: Rc<Self>, load: Duration) {
        let mut asked = JoinSet::new();
        let mut number = self.first;
        let mut tick = interval(PUBLIC);
        while self.now() < load {
            let due = tick.tick().await;
            number += 1;
            let crowd = Rc::clone(&self);
            asked.spawn_local(async move {
                let answer = crowd.browser(number).get("/en", due).await;
                let took = answer.is_ok_and(|answer| answer.status == 200).then(|| due.elapsed());
                crowd.tally().public(crowd.now(), took);
            });
            while asked.try_join_next().is_some() {}
        }
        while asked.join_next().await.is_some() {}
    }

    /// A few who visit again and again.
    pub(crate) async fn again_and_again(self: &Rc<Self>, people: u64, until: Duration) {
        let mut closed = JoinSet::new();
        for person in 0..people {
            let crowd = Rc::clone(self);
            closed.spawn_local(async move {
                let mut number = crowd.first + person;
                while crowd.now() < until {
                    visit(Rc::clone(&crowd), number, Instant::now()).await;
                    number += people;
                }
            });
        }
        while closed.join_next().await.is_some() {}
    }
}

/// From 0 to below 1.
#[expect(clippy::cast_precision_loss, reason = "a double's bits are enough for a time")]
fn uniform(random: &Seeded) -> f64 {
    (random.next() >> 11) as f64 / (1_u64 << 53) as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of people")]
fn whole(people: f64) -> u64 {
    people.round() as u64
}
