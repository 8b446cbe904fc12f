//! The gate: admission applied to requests. What is open passes; people inside take a turn; whoever wants to come in goes in
//! or is shown the waiting room.

mod again;
mod arriving;
mod by_itself;
mod cookies;
mod counts;
mod doorstep;
mod entrances;
mod kind;
mod meter;
mod owners;
mod pass;
mod renewal;
mod room;
mod sent;
mod turned_back;
mod turns;

pub use counts::Counts;
pub use meter::Meter;
pub(crate) use meter::done_elsewhere;
pub(crate) use owners::SignedIn;
pub(crate) use room::wait;
pub(crate) use turned_back::TurnedBack;

use crate::{
    app::App,
    door,
    forms::{Form, LARGEST_FORM},
    problem::Problem,
    synthetic::Synthetic,
    tally::Outcome,
};
use admission::{Admission, Asked, Entry, Importance, Now, Owners, Signals};
use axum::{Router, body::Body, response::IntoResponse};
use doorstep::Doorstep;
use entrances::Entrances;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use jiff::Timestamp;
use kind::Kind;
use meter::Metered;
use renewal::Renewal;
use room::{Note, Rooms, Shown};
use sent::Sent;
use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::Ordering::Relaxed},
};
use tower::ServiceExt;
use turns::Turns;

/// Seconds after which a request that was turned away should be sent again.
const RETRY: u32 = 5;

/// How requests are admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// By what the machine can do.
    #[default]
    Measured,
    /// Everybody at once. For comparisons.
    Open,
    /// A fixed number of requests at once, and 503 for the rest. For comparisons.
    Fixed(usize),
}

/// When somebody arrived who may have had to wait since, at the door or for a turn to file: what counts for a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arrived(pub(crate) Timestamp);

/// The gate of one process.
pub struct Gate {
    app: Arc<App>,
    meter: Arc<dyn Meter>,
    mode: Mode,
    admission: Mutex<Admission>,
    turns: Turns,
    rooms: Rooms,
    entrances: Entrances,
    renewal: Renewal,
    names: RandomState,
    owners: Mutex<Owners>,
    doorstep: Doorstep,
    counts: Counts,
}

impl Gate {
    /// A gate in front of `router`, whose entrances are rendered now for strangers.
    pub async fn new(
        app: &Arc<App>,
        router: &Router,
        meter: Arc<dyn Meter>,
        settings: admission::Settings,
        mode: Mode,
    ) -> Self {
        let most = if let Mode::Fixed(most) = mode { Some(most) } else { None };
        Self {
            app: Arc::clone(app),
            mode,
            admission: Mutex::new(Admission::new(settings)),
            turns: Turns::new(Arc::clone(&meter), most),
            rooms: Rooms::new(app),
            entrances: Entrances::render(app, router).await,
            renewal: Renewal::new(router),
            names: RandomState::new(),
            owners: Mutex::default(),
            doorstep: Doorstep::default(),
            counts: Counts::default(),
            meter,
        }
    }

    /// Takes a sample of how busy the machine is; the wait for turns is added here. At least every 10 ms.
    pub fn sample(&self, signals: Signals) {
        let signals = Signals { turn_wait: self.turns.longest_wait(), ..signals };
        let now = self.now();
        let entered = self.lock().sample(now, &signals);
        for (ticket, entered) in entered {
            if !self.doorstep.tell(ticket, entered) {
                self.lock().missed(now, ticket);
            }
        }
    }

    /// Lets a request through to `router`, when its time has come.
    pub(crate) async fn pass(&self, router: Router, request: Request<Body>) -> Response<Body> {
        let (kind, route) = kind::of(request.method(), request.uri().path());
        let session = self.session(request.headers());
        match (kind, session) {
            (Kind::Open, _) => run(router, request).await,
            // It waits in no line, which would say nothing of filing, and takes nobody's place in one.
            _ if request.extensions().get::<Synthetic>().is_some() => run(router, request).await,
            _ if self.mode == Mode::Open => run(router, request).await,
            (Kind::Line, _) => self.look_by_itself(&request),
            (Kind::Entrance, None) => match self.entrances.answer(&request, self.app.now()) {
                Some(answer) => answer,
                None => run(router, request).await,
            },
            (Kind::Entrance, Some(_)) => self.inside(router, request, Importance::Continue, route, session).await,
            (Kind::Enter(_), _) if self.mode != Mode::Measured => {
                self.inside(router, request, Importance::Enter, route, session).await
            }
            (Kind::Enter(entry), _) => self.enter(router, request, entry, session).await,
            (Kind::Inside(Importance::Status), _) => {
                self.inside(router, request, Importance::Status, route, session).await
            }
            // Whoever has no session is about to be asked who they are; that can wait.
            (Kind::Inside(_), None) => self.inside(router, request, Importance::Enter, route, None).await,
            (Kind::Inside(importance), Some(_)) => self.inside(router, request, importance, route, session).await,
        }
    }

    /// Somebody inside, or nearly: takes a turn and runs.
    async fn inside(
        &self,
        router: Router,
        request: Request<Body>,
        importance: Importance,
        route: usize,
        session: Option<u64>,
    ) -> Response<Body> {
        let path = request.uri().path().to_owned();
        let here = (path.as_str(), door::spoken(&path, request.headers()));
        // A form is read before a turn is taken, so that a slow line holds nobody up.
        let (mut request, typed) = match sent::read_whole(request, LARGEST_FORM).await {
            Ok(read) => read,
            Err(problem) => return problem.into_response(),
        };
        let streams = typed.is_none();
        if streams && self.lock().status().is_broken {
            let form = again::fields_beside_files(request).await;
            return again::give_back(&self.app.public, here, form, true, self.shed());
        }
        let give_back = |failed: Response<Body>| match typed.as_deref().map(Form::parse) {
            Some(Ok(form)) => again::give_back(&self.app.public, here, form, false, failed),
            _ => failed,
        };
        if importance == Importance::File {
            // Whoever files is here now, however long the turn takes to come.
            request.extensions_mut().insert(Arrived(self.app.now()));
        }
        let turn = if self.mode == Mode::Measured || importance == Importance::File {
            self.turns.take(importance).await
        } else {
            self.turns.try_take(importance)
        };
        let Ok(turn) = turn else { return give_back(self.shed()) };
        // Uploads go on for minutes at the pace of somebody's line: they start in turn and run beside.
        let turn = (!streams).then_some(turn);
        let signed_in = SignedIn::default();
        request.extensions_mut().insert(signed_in.clone());
        let (response, cost) = Metered::new(run(router, request), &self.meter).await;
        drop(turn);
        self.hear(self.new_session(response.headers()).or(session), &signed_in);
        let now = self.now();
        let mut admission = self.lock();
        admission.worked(now, route, cost, session.filter(|_| signed_in.is_session()));
        if importance == Importance::File
            && response.status().is_redirection()
            && let Some(session) = session
        {
            admission.left(session);
        }
        drop(admission);
        // A page of its own says better what to do.
        let failed = response.extensions().get::<Problem>();
        let gone = failed.is_some_and(|problem| problem.status == StatusCode::SERVICE_UNAVAILABLE);
        if gone { give_back(response) } else { response }
    }

    /// Somebody wants to come in.
    async fn enter(
        &self,
        router: Router,
        request: Request<Body>,
        entry: Entry,
        session: Option<u64>,
    ) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let bytes = match sent::whole(body, LARGEST_FORM).await {
            Ok(bytes) => bytes,
            Err(problem) => return problem.into_response(),
        };
        let language = door::spoken(parts.uri.path(), &parts.headers);
        let sent = Sent::read(&bytes);
        let path = parts.uri.path().to_owned();
        // Whatever comes of it, a page that looked by itself is left, and so is its cookie.
        let leaving = |mut response: Response<Body>| {
            if sent.by_itself().is_some() {
                self.forget(response.headers_mut(), language);
            }
            response
        };
        if let Some(elsewhere) = sent.switched(&path, language) {
            return leaving(elsewhere);
        }
        // A form shown again in the other language is not judged, and costs as much as its page. Beginning has no such form.
        if !sent.has_ticket() && sent.is_switch() && entry != Entry::Begin {
            return run(router, Request::from_parts(parts, Body::from(bytes))).await;
        }
        let passes = session.is_some_and(|who| self.lock().knows(who)) || self.pass_of(&parts.headers, entry).is_some();
        // A place in one line is none in another.
        let (ticket, owner) = sent.ticket(&self.app.keys).filter(|(ticket, _)| ticket.entry == entry).unzip();
        let owner = owner.flatten().or_else(|| self.owner(session));
        let answer = match ticket {
            Some(ticket) if sent.leaves() => {
                self.lock().leave(ticket);
                return leaving(room::left(&path));
            }
            Some(ticket) if sent::is_script(parts.headers.get(header::ACCEPT).map(HeaderValue::as_bytes)) => {
                let looked = self.look(ticket, owner);
                self.counts.room.fetch_add(1, Relaxed);
                let told = self.told(language, &path, ticket);
                let mut news = self.rooms.news(&self.app, language, &path, &looked, &told).map(Body::from);
                Outcome::Room.mark(&mut news);
                return news;
            }
            Some(ticket) if self.has_lapsed(ticket, owner) => {
                self.lock().leave(ticket);
                if !passes {
                    return leaving(self.lapsed(language, &path));
                }
                Ok(None)
            }
            Some(ticket) => {
                let answer = match self.ask(ticket) {
                    Asked::Wait(standing) => self.at_the_door(standing).await.map_err(|still| (still, Note::None)),
                    Asked::Enter(entered) => Ok(Some(entered.arrival_millis)),
                    spent => {
                        self.counts.expired.fetch_add(1, Relaxed);
                        let note = if spent == Asked::Used { Note::Used } else { Note::Expired };
                        self.arrive(entry).await.map_err(|standing| (standing, note))
                    }
                };
                if answer.is_ok() && !self.redeem(ticket, owner) {
                    return leaving(self.lapsed(language, &path));
                }
                if answer.is_ok() {
                    self.counts.redeemed.fetch_add(1, Relaxed);
                }
                answer
            }
            None if passes => Ok(None),
            None => self.arrive(entry).await.map_err(|standing| (standing, Note::None)),
        };
        match answer {
            Err((standing, note)) => {
                let before = self.meter.thread_cpu();
                let kept = sent.kept(&self.app, entry, &bytes);
                if sent.by_itself() == Some(true)
                    && note == Note::None
                    && let Some(there) = self.turn_on(language, &path, &standing, owner, &kept)
                {
                    return there;
                }
                self.counts.room.fetch_add(1, Relaxed);
                let offered = self.may_carry(entry, &path, &kept).is_some();
                let told = self.told(language, &path, standing.ticket);
                let shown = Shown { owner, path: &path, kept: &kept, by_itself: false, offered, note, told: &told };
                let page = self.rooms.page(&self.app, language, standing.ticket, Some(&standing), &shown);
                let mut page = page.map(Body::from);
                Outcome::Room.mark(&mut page);
                self.lock().answered(self.meter.thread_cpu().saturating_sub(before));
                leaving(page)
            }
            Ok(arrival) if sent.has_no_form() => leaving(self.fill_in_again(&path, entry, arrival)),
            Ok(arrival) => {
                let Some(body) = sent.original(&self.app, entry, &bytes) else {
                    return Problem::bad_request("what the waiting room kept does not open").into_response();
                };
                leaving(self.let_in(router, parts, body, entry, arrival, session).await)
            }
        }
    }

    async fn let_in(
        &self,
        router: Router,
        mut parts: http::request::Parts,
        body: bytes::Bytes,
        entry: Entry,
        arrival: Option<u64>,
        session: Option<u64>,
    ) -> Response<Body> {
        self.counts.entered.fetch_add(1, Relaxed);
        let arrived = arrival.or_else(|| self.pass_of(&parts.headers, entry));
        if let Some(at) = arrived.and_then(|millis| Timestamp::from_millisecond(i64::try_from(millis).ok()?).ok()) {
            parts.extensions.insert(Arrived(at));
        }
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        let Ok(turn) = self.turns.take(Importance::Enter).await else {
            return self.put_off((parts.uri.path(), &parts.headers), &body, entry, arrival);
        };
        let signed_in = SignedIn::default();
        parts.extensions.insert(signed_in.clone());
        let request = Request::from_parts(parts, Body::from(body));
        let (mut response, cost) = Metered::new(run(router, request), &self.meter).await;
        drop(turn);
        self.hear(self.new_session(response.headers()).or(session), &signed_in);
        // Only who is inside now counts as such: not whoever mistyped a password.
        let came = response.status().is_redirection();
        let who = came.then(|| self.new_session(response.headers()).or(session)).flatten();
        let now = self.now();
        self.lock().entered(now, entry, cost, who);
        if let Some(arrival) = arrival.filter(|_| !came) {
            self.give_pass(response.headers_mut(), entry, arrival);
        }
        response
    }

    fn shed(&self) -> Response<Body> {
        self.counts.shed.fetch_add(1, Relaxed);
        let problem = Problem { retry_after: Some(RETRY), ..Problem::new(StatusCode::SERVICE_UNAVAILABLE) };
        let mut response = problem.into_response();
        Outcome::Shed.mark(&mut response);
        response
    }

    /// A name for the session a request carries, which means nothing outside this process.
    fn session(&self, headers: &HeaderMap) -> Option<u64> {
        cookies::session(&self.app, headers).map(|value| self.names.hash_one(value))
    }

    /// The same for the session an answer begins.
    fn new_session(&self, headers: &HeaderMap) -> Option<u64> {
        cookies::new_session(&self.app, headers).map(|value| self.names.hash_one(value))
    }

    fn now(&self) -> Now {
        let unix_millis = u64::try_from(self.app.clock.now().as_millisecond()).unwrap_or(0);
        Now { since_start: self.meter.since_start(), unix_millis }
    }

    /// A panic elsewhere leaves admission as it was: it holds counts, each of which may be one off.
    fn lock(&self) -> MutexGuard<'_, Admission> {
        self.admission.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn run(router: Router, request: Request<Body>) -> Response<Body> {
    let Ok(response) = router.oneshot(request).await;
    response
}
