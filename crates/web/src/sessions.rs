//! Sessions in our own store: found by a hash of the cookie, sealed, and bounded in time.

use crate::app::App;
use jiff::{SignedDuration, Timestamp};
use std::{
    fmt,
    sync::{Arc, Weak},
};
use store::{
    Actor, RequestId, Who,
    ops::sessions::{DeleteSession, GetSession, PutSession, SaveSession},
};
use time::{Duration, OffsetDateTime};
use tower_sessions::{
    Expiry, SessionManagerLayer, SessionStore,
    cookie::SameSite,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// How long a session that was kept is not kept again for a saved page.
pub(crate) const KEPT_ANEW: SignedDuration = SignedDuration::from_mins(30);
/// How long a session lasts after it was last kept: 12 hours after any saved page at least.
const LASTS: Duration = Duration::seconds(12 * 3_600 + KEPT_ANEW.as_secs());
/// What session data is sealed for.
const PURPOSE: &str = "session";

/// Our store as the session layer sees it.
#[derive(Clone)]
pub(crate) struct Sessions(Weak<App>);

impl fmt::Debug for Sessions {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Sessions")
    }
}

/// The session cookie's name. Over TLS it begins with `__Host-`, which holds it to this host and to TLS; a browser takes no
/// such cookie on plain HTTP, so on loopback it goes without.
pub(crate) fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-landfall" } else { "landfall" }
}

/// The session layer.
pub(crate) fn layer(app: &Arc<App>) -> SessionManagerLayer<Sessions> {
    let secure = app.is_secure();
    SessionManagerLayer::new(Sessions(Arc::downgrade(app)))
        .with_name(cookie_name(secure))
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(LASTS))
}

fn failed(error: impl fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

impl Sessions {
    fn app(&self) -> Result<Arc<App>> {
        self.0.upgrade().ok_or_else(|| failed("the site is stopping"))
    }

    fn actor(app: &App) -> Actor {
        let request = RequestId(uuid::Builder::from_random_bytes(app.random_bytes()).into_uuid());
        Actor { who: Who::System, request }
    }

    /// The row a session is kept under. The cookie's own value is nowhere in the store.
    fn hash(app: &App, id: Id) -> [u8; 32] {
        app.keys.blind_index(PURPOSE, &id.0.to_string())
    }

    fn row(app: &App, record: &Record) -> Result<PutSession> {
        let hash = Self::hash(app, record.id);
        let plain = serde_json::to_vec(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        let account = record
            .data
            .get("visitor")
            .and_then(|visitor| visitor.get("account"))
            .and_then(|account| serde_json::from_value(account.clone()).ok());
        Ok(PutSession {
            hash,
            account,
            sealed: app.keys.seal_token(PURPOSE, &hash, &plain, &*app.random).into_bytes(),
            expires: Timestamp::from_second(record.expiry_date.unix_timestamp()).map_err(failed)?,
        })
    }
}

#[async_trait::async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // Ids are 128 random bits: they do not meet.
        let app = self.app()?;
        app.store.exec(&Self::actor(&app), Self::row(&app, record)?).await.map_err(failed)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let app = self.app()?;
        app.store.exec(&Self::actor(&app), SaveSession(Self::row(&app, record)?)).await.map_err(failed)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let app = self.app()?;
        let hash = Self::hash(&app, *id);
        let get = GetSession { hash, now: app.now() };
        let Some((sealed, expires)) = app.store.read(&Self::actor(&app), get).await.map_err(failed)? else {
            return Ok(None);
        };
        let sealed = std::str::from_utf8(&sealed).map_err(|error| Error::Decode(error.to_string()))?;
        let plain = app.keys.open_token(PURPOSE, &hash, sealed).map_err(|error| Error::Decode(error.to_string()))?;
        let data = serde_json::from_slice(&plain).map_err(|error| Error::Decode(error.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(expires.as_second()).map_err(failed)?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let app = self.app()?;
        let delete = DeleteSession { hash: Self::hash(&app, *id) };
        app.store.exec(&Self::actor(&app), delete).await.map_err(failed)
    }
}
