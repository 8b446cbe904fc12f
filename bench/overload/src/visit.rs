//! One visit: begin, ten pages, file. Whoever is sent to the waiting room waits there as told, or reloads all the time.

use std::{rc::Rc, time::Duration};

use tokio::time::{Instant, timeout_at};

use crate::{
    answers::{begin, encode},
    browser::{Answer, Browser, Fault},
    crowd::Crowd,
    page::{Room, field, receipt},
};

/// An answer is good within this time from when it was due.
const GOOD: Duration = Duration::from_secs(2);
/// One in this many does not wait as told.
const RELOADERS: u64 = 10;
/// How often those ask, whatever they are told.
const RELOAD: Duration = Duration::from_secs(2);
/// Redirects followed in a row.
const REDIRECTS: usize = 5;

/// Why a visit did not end with a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum End {
    /// 503: come back later.
    Shed,
    /// Another answer of the five hundreds.
    Broken,
    /// An answer that fits nothing: a refusal, or a page that is not the expected one.
    Strange,
    /// No answer.
    Fault(Fault),
    /// The load ended while the visitor still waited in the room.
    Left,
}

/// What a step of the visit led to.
#[derive(Debug)]
struct Reached {
    path: String,
    page: Answer,
    /// How long the first answer took, before any redirect was followed.
    first: Duration,
    /// How long it took in all.
    whole: Duration,
}

struct Visitor<'a> {
    crowd: &'a Crowd,
    browser: Browser,
    /// Reloads all the time.
    hasty: bool,
    /// Some answer came later than is good.
    late: bool,
}

/// Makes the visit that is due now, and puts down how it went.
pub(crate) async fn visit(crowd: Rc<Crowd>, number: u64, due: Instant) {
    let mut visitor =
        Visitor { crowd: &crowd, browser: crowd.browser(number), hasty: number.is_multiple_of(RELOADERS), late: false };
    match visitor.walk(number, due).await {
        Ok(number) => crowd.tally().completed(crowd.now(), number, !visitor.late),
        Err(end) => crowd.tally().ended(end),
    }
}

/// Asks to begin, and says how long the answer took and whether it was let straight in.
pub(crate) async fn knock(crowd: Rc<Crowd>, number: u64, due: Instant) -> Option<(Duration, bool)> {
    let mut visitor = Visitor { crowd: &crowd, browser: crowd.browser(number), hasty: false, late: false };
    let reached = visitor.post(&begin(), "", due).await.ok()?;
    let room = Room::read(&reached.page).is_some();
    Some((reached.whole, !room))
}

impl Visitor<'_> {
    /// The receipt's number, in the end.
    async fn walk(&mut self, number: u64, due: Instant) -> Result<String, End> {
        let mut due = due;
        if let Some((address, password)) = self.crowd.account(number) {
            let form = format!("email={}&password={}", encode(address), encode(password));
            let account = self.enter("/en/sign-in", &form, due).await?;
            // Signing in leads away from the form.
            if account.path == "/en/sign-in" {
                return Err(End::Strange);
            }
            due = Instant::now();
        }
        let kept = self.enter(&begin(), "", due).await?;
        self.crowd.tally().begun(self.crowd.now(), kept.whole);
        let inside = self.inside(kept).await;
        if inside.is_err() {
            self.crowd.tally().failed_inside();
        }
        inside
    }

    /// Pages, review, filing: for someone who has begun.
    async fn inside(&mut self, kept: Reached) -> Result<String, End> {
        let base = kept.path.rsplit_once('/').ok_or(End::Strange)?.0.to_owned();
        let token_field = self.crowd.token_field;
        let token = field(text(&kept.page), token_field).ok_or(End::Strange)?;
        let token = format!("{token_field}={}", encode(token));
        let mut reached = kept;
        for (page, answers) in &self.crowd.pages {
            let form = format!("{token}&{answers}&then=continue");
            reached = self.post(&format!("{base}/page/{page}"), &form, Instant::now()).await?;
            self.crowd.tally().page(self.crowd.now(), reached.first);
            self.crowd.tally().page(self.crowd.now(), reached.whole.saturating_sub(reached.first));
        }
        let version = field(text(&reached.page), "version").ok_or(End::Strange)?;
        let form = format!("{token}&version={}", encode(version));
        reached = self.post(&format!("{base}/file"), &form, Instant::now()).await?;
        let number = receipt(text(&reached.page)).ok_or(End::Strange)?.to_owned();
        self.crowd.tally().filing(self.crowd.now(), reached.first);
        Ok(number)
    }

    /// Asks to be let in where the waiting room may stand before it.
    async fn enter(&mut self, path: &str, form: &str, mut due: Instant) -> Result<Reached, End> {
        let mut reached = self.post(path, form, due).await?;
        let mut waits = false;
        while let Some(room) = Room::read(&reached.page) {
            self.crowd.tally().told(self.crowd.now(), reached.whole, room.again, !waits);
            waits = true;
            due = Instant::now() + if self.hasty { RELOAD } else { room.again };
            self.browser.hang_up();
            let mut leave = self.crowd.leave();
            if timeout_at(due, leave.wait_for(|left| *left)).await.is_ok() {
                return Err(End::Left);
            }
            reached = self.post(&room.action, &room.form, due).await?;
        }
        if waits {
            self.crowd.tally().let_in();
        }
        Ok(reached)
    }

    /// Sends a form and goes where that leads.
    async fn post(&mut self, path: &str, form: &str, due: Instant) -> Result<Reached, End> {
        let mut path = path.to_owned();
        let mut page = self.browser.post(&path, form, due).await.map_err(End::Fault)?;
        let first = self.took(due);
        for _ in 0..REDIRECTS {
            let Some(location) = page.location.take() else { break };
            // A full address is this server's too.
            let local = location.strip_prefix("http://").and_then(|rest| rest.find('/').map(|at| &rest[at..]));
            local.unwrap_or(&location).clone_into(&mut path);
            let due = Instant::now();
            page = self.browser.get(&path, due).await.map_err(End::Fault)?;
            self.took(due);
        }
        match page.status {
            200 => Ok(Reached { path, page, first, whole: due.elapsed() }),
            503 => Err(End::Shed),
            500..600 => Err(End::Broken),
            _ => Err(End::Strange),
        }
    }

    fn took(&mut self, due: Instant) -> Duration {
        let took = due.elapsed();
        self.late |= took > GOOD;
        took
    }
}

fn text(answer: &Answer) -> &str {
    str::from_utf8(&answer.body).unwrap_or_default()
}
