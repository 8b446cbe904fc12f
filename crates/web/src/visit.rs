//! One visit: who asks, in which language, for which page.

use crate::{
    app::App,
    door,
    forms::{Form, SWITCH},
    gate::{Arrived, SignedIn},
    look::{Frame, ShareCard, first_paragraph},
    places::Place,
    problem::Problem,
    sessions,
    synthetic::Synthetic,
};
use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use http::request::Parts;
use jiff::{SignedDuration, Timestamp};
use language::{Arg, Language};
use letters::mail::Letterhead;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{AccountId, Actor, ApplicationId, HolderId, RequestId, Who, ops::invitations::Role};
use tower_sessions::Session;

/// The most applications one session may hold without an account.
const MOST_HELD: usize = 20;
/// How long it counts for a deadline that somebody arrived before it, once they were let in.
const ARRIVAL_COUNTS: SignedDuration = SignedDuration::from_hours(24);
/// The key of the one thing a session holds.
const KEY: &str = "visitor";

/// What a session holds: who, never answers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Visitor {
    /// The account signed in to.
    pub account: Option<AccountId>,
    /// Applications begun or redeemed here.
    pub holds: Vec<Held>,
    /// Applications this session was invited to, by links of their own.
    #[serde(default)]
    pub invited: Vec<Guest>,
    /// The token every form of this session carries.
    pub form_token: String,
    /// When they arrived who had to wait to come in.
    #[serde(default)]
    pub arrival: Option<Arrival>,
    /// When the session was last kept, and its time began anew.
    #[serde(default)]
    pub kept: Option<Timestamp>,
}

/// An arrival that may count for a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// When they arrived.
    pub at: Timestamp,
    /// Until when it counts.
    pub until: Timestamp,
}

impl Arrival {
    /// Of somebody who comes in at `now`.
    pub(crate) fn beginning(at: Timestamp, now: Timestamp) -> Self {
        Self { at, until: now.checked_add(ARRIVAL_COUNTS).unwrap_or(now) }
    }
}

impl Visitor {
    /// Whether the session was kept so lately that a saved page need not keep it again.
    fn was_kept_lately(&self, now: Timestamp) -> bool {
        self.kept.is_some_and(|kept| kept <= now && now.duration_since(kept) < sessions::KEPT_ANEW)
    }
}

/// An application that a session has begun or redeemed, until its link is replaced elsewhere.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Held {
    /// Its reference.
    pub reference: String,
    /// Its id.
    pub application: ApplicationId,
    /// Hash of the link it was opened by.
    pub link: [u8; 32],
    /// Tells this session from others that opened the same link.
    pub holder: HolderId,
}

/// An invitation that a session has redeemed, until it is replaced or withdrawn.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Guest {
    /// The application's reference.
    pub reference: String,
    /// Hash of the link it was opened by.
    pub link: [u8; 32],
    /// To do what.
    pub role: Role,
}

/// A visit of the service (not of the public pages, which know nobody).
pub struct Visit {
    /// The site.
    pub app: Arc<App>,
    /// The language of the address.
    pub language: Language,
    /// The path asked for.
    pub path: String,
    /// Names this request in the log and in the store.
    pub request: RequestId,
    /// Who, as far as the session knows.
    pub visitor: Visitor,
    /// When they arrived whom the gate let in, or whose filing came, with this request.
    arrived: Option<Timestamp>,
    /// Whether the service itself asks, to prove that filing works.
    pub(crate) is_synthetic: bool,
    signed_in: SignedIn,
    session: Session,
}

/// A visit of a page that needs no session: it is shown to somebody unknown while sessions cannot be read.
pub(crate) struct Anybody(pub(crate) Visit);

impl FromRequestParts<Arc<App>> for Anybody {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        Visit::read(parts, app, |_| Ok(None)).await.map(Self)
    }
}

impl FromRequestParts<Arc<App>> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        Self::read(parts, app, |error| Err(Problem::unavailable(&error))).await
    }
}

impl Visit {
    /// Reads the visit; `unread` says what becomes of one whose session cannot be read.
    async fn read(
        parts: &mut Parts,
        app: &Arc<App>,
        unread: impl FnOnce(tower_sessions::session::Error) -> Result<Option<Visitor>, Problem>,
    ) -> Result<Self, Problem> {
        let session = parts
            .extensions
            .get::<Session>()
            .cloned()
            .ok_or_else(|| Problem::broken("the session layer is missing on this route"))?;
        let request = *parts
            .extensions
            .get::<RequestId>()
            .ok_or_else(|| Problem::broken("the request has not come through the door"))?;
        let visitor: Option<Visitor> = session.get(KEY).await.or_else(unread)?;
        let signed_in = parts.extensions.get::<SignedIn>().cloned().unwrap_or_default();
        if let Some(visitor) = &visitor {
            signed_in.is(visitor.account);
        }
        Ok(Self {
            app: Arc::clone(app),
            language: door::spoken(parts.uri.path(), &parts.headers),
            path: parts.uri.path().to_owned(),
            request,
            visitor: visitor.unwrap_or_default(),
            arrived: parts.extensions.get::<Arrived>().map(|arrived| arrived.0),
            is_synthetic: parts.extensions.get::<Synthetic>().is_some(),
            signed_in,
            session,
        })
    }

    /// The message `key` in the visit's language.
    pub fn say(&self, key: &str) -> String {
        self.app.messages.say(self.language, key).to_owned()
    }

    /// The message `key` with arguments.
    pub fn say_with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.app.messages.say_with(self.language, key, args)
    }

    /// What every mail of this visit begins from: language, wording, the site's name and where to write for help.
    pub fn letterhead(&self) -> Letterhead<'_> {
        self.app.letterhead(self.language)
    }

    /// The frame of a page that lives at `place`.
    pub fn frame(&self, place: &Place) -> Frame {
        let mut frame =
            self.app.public.frame(self.language, &place.path(self.language), &place.path(self.language.other()));
        frame.form_token.clone_from(&self.visitor.form_token);
        frame.signed_in = self.visitor.account.is_some();
        frame.sign_out_url = self.is_somebody().then(|| Place::SignOut.path(self.language));
        if !frame.signed_in {
            frame.account_url = Some(Place::SignIn.path(self.language));
        }
        frame.card = self.card(place);
        frame
    }

    /// What a link to `place` shows when it is shared: of the pages here, those that anybody may see.
    fn card(&self, place: &Place) -> Option<ShareCard> {
        let text = |key: &'static str| self.app.messages.say(self.language, key);
        let (title, description) = match place {
            Place::Apply(program) => {
                let program = self.app.site.program(program)?;
                (program.title.get(self.language), first_paragraph(program.summary.get(self.language)))
            }
            Place::Status => (text("status-title"), text("status-intro")),
            _ => return None,
        };
        Some(self.app.public.card(self.language, &place.path(self.language), title, description))
    }

    /// A path in the visit's language.
    pub fn path_to(&self, place: &Place) -> String {
        place.path(self.language)
    }

    /// Sends the visitor on (303: the next request is a GET).
    pub fn go(&self, place: &Place) -> Response {
        Redirect::to(&self.path_to(place)).into_response()
    }

    /// Where a form goes whose language switch was pressed: to the same form in the other language, and the browser brings
    /// along what was typed (307). `None` where it was not pressed, or has already led here.
    pub(crate) fn switched(&self, form: &Form, place: &Place) -> Option<Response> {
        let language = Language::from_code(form.get(SWITCH)).filter(|language| *language != self.language)?;
        Some(Redirect::temporary(&place.path(language)).into_response())
    }

    /// Whether anybody is known in this session.
    pub fn is_somebody(&self) -> bool {
        self.visitor.account.is_some() || !self.visitor.holds.is_empty() || !self.visitor.invited.is_empty()
    }

    /// Acts as somebody.
    pub fn actor(&self, who: Who) -> Actor {
        Actor { who, request: self.request }
    }

    /// Acts as the person behind the session, towards the application `reference`.
    pub fn actor_towards(&self, reference: &str) -> Actor {
        let account = self.visitor.account;
        if let Some(held) = self.visitor.holds.iter().find(|held| held.reference == reference) {
            return self.actor(Who::Holder { link: held.link, holder: held.holder, account });
        }
        self.actor(match self.guest(reference, &Role::Helper) {
            Some(link) => Who::Invited { link, at: self.app.now(), account },
            None => account.map_or(Who::Nobody, Who::Account),
        })
    }

    /// Acts as the signer whom this session was invited as; as nobody, if it was not.
    pub fn actor_signing(&self, reference: &str, signer: &str) -> Actor {
        let link = self.guest(reference, &Role::Signer(signer.to_owned()));
        self.actor(link.map_or(Who::Nobody, |link| Who::Invited { link, at: self.app.now(), account: None }))
    }

    /// Whether this session was invited to sign as `role`, or to help, so that an application it cannot open is one it could.
    pub(crate) fn was_invited(&self, reference: &str, role: &Role) -> bool {
        self.guest(reference, role).is_some()
    }

    fn guest(&self, reference: &str, role: &Role) -> Option<[u8; 32]> {
        let invited = self.visitor.invited.iter().find(|guest| guest.reference == reference && guest.role == *role);
        invited.map(|guest| guest.link)
    }

    /// The earliest arrival that counts for a deadline at `now`: that of this request, or that of the session.
    pub fn arrival(&self, now: Timestamp) -> Option<Arrival> {
        let this = self.arrived.map(|at| Arrival::beginning(at, now));
        let earlier = self.visitor.arrival.filter(|arrival| now <= arrival.until);
        this.into_iter().chain(earlier).min_by_key(|arrival| arrival.at)
    }

    /// Refuses a form whose token is not this session's.
    ///
    /// # Errors
    /// 403.
    pub fn check_token(&self, token: &str) -> Result<(), Problem> {
        let expected = self.visitor.form_token.as_bytes();
        if !expected.is_empty() && vault::same(expected, token.as_bytes()) { Ok(()) } else { Err(Problem::forbidden()) }
    }

    /// Keeps the application in the session as long as its link (a hash) is not replaced elsewhere. The session gets a new
    /// id: whoever knew the old one gains nothing.
    ///
    /// # Errors
    /// 503 when the store does not answer.
    pub async fn hold(&mut self, reference: &str, application: ApplicationId, link: [u8; 32]) -> Result<(), Problem> {
        let holder = HolderId(uuid::Builder::from_random_bytes(self.app.random_bytes()).into_uuid());
        self.visitor.holds.retain(|held| held.reference != reference);
        self.visitor.holds.insert(0, Held { reference: reference.to_owned(), application, link, holder });
        self.visitor.holds.truncate(MOST_HELD);
        self.keep_new().await
    }

    /// Keeps an invitation in the session, which gets a new id as with [`Visit::hold`].
    ///
    /// # Errors
    /// 503 when the store does not answer.
    pub async fn accept(&mut self, guest: Guest) -> Result<(), Problem> {
        // Whoever comes to help holds the application no longer: its link was replaced.
        if guest.role == Role::Helper {
            self.visitor.holds.retain(|held| held.reference != guest.reference);
        }
        self.visitor.invited.retain(|other| other.reference != guest.reference || other.role != guest.role);
        self.visitor.invited.insert(0, guest);
        self.visitor.invited.truncate(MOST_HELD);
        self.keep_new().await
    }

    /// Forgets an application, after it was deleted or taken into an account.
    ///
    /// # Errors
    /// 503 when the store does not answer.
    pub async fn let_go(&mut self, reference: &str) -> Result<(), Problem> {
        self.visitor.holds.retain(|held| held.reference != reference);
        self.keep().await
    }

    /// Signs the session in to `account`, keeping what it holds.
    ///
    /// # Errors
    /// 503 when the store does not answer.
    pub async fn sign_in(&mut self, account: AccountId) -> Result<(), Problem> {
        self.visitor.account = Some(account);
        self.keep_new().await?;
        self.signed_in.is(Some(account));
        Ok(())
    }

    /// Ends the session.
    ///
    /// # Errors
    /// 503 when the store does not answer.
    pub async fn sign_out(&mut self) -> Result<(), Problem> {
        self.visitor = Visitor::default();
        self.signed_in.is(None);
        self.session.flush().await.map_err(|error| Problem::unavailable(&error))
    }

    async fn keep_new(&mut self) -> Result<(), Problem> {
        self.session.cycle_id().await.map_err(|error| Problem::unavailable(&error))?;
        self.visitor.arrival = self.arrival(self.app.now());
        self.visitor.form_token = vault::encoding::to_hex(&self.app.random_bytes::<16>());
        self.keep().await
    }

    async fn keep(&self) -> Result<(), Problem> {
        let visitor = Visitor { kept: Some(self.app.now()), ..self.visitor.clone() };
        self.session.insert(KEY, visitor).await.map_err(|error| Problem::unavailable(&error))
    }

    /// Makes the session last: called on every saved page, so that a form filled slowly does not run out of time. It is
    /// written only now and then, which saves every other page a change to the store.
    ///
    /// # Errors
    /// 503 when the store does not answer.
    pub async fn prolong(&self) -> Result<(), Problem> {
        if self.visitor.was_kept_lately(self.app.now()) { Ok(()) } else { self.keep().await }
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        use store::Error as E;
        match &error {
            E::NotFound | E::NotYours => Self::not_found(),
            E::Conflict | E::Closed | E::CapReached => Self::new(http::StatusCode::CONFLICT),
            E::Full { .. } | E::Unfit(_) => Self::bad_request(error.to_string()),
            E::Busy | E::Unavailable(_) => Self::unavailable(&error),
            E::Corrupt(_) | E::Broken(_) => Self::internal(&error),
        }
    }
}

impl From<vault::Error> for Problem {
    fn from(error: vault::Error) -> Self {
        Self::internal(&error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_kept_again_for_a_saved_page_half_an_hour_after_it_was_last_or_when_the_clock_was_set_back() {
        let now: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        for (minutes, lately) in [(0, true), (29, true), (30, false), (700, false), (-1, false)] {
            let kept = now.checked_sub(SignedDuration::from_mins(minutes)).ok();
            assert_eq!(Visitor { kept, ..Visitor::default() }.was_kept_lately(now), lately, "{minutes}");
        }
        assert!(!Visitor::default().was_kept_lately(now));
    }
}
