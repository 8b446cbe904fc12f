//! Applications while they are being filled in: begun, saved page by page, found again, taken into an account.

use jiff::Timestamp;

use super::invitations;
use crate::{
    actor::{Actor, filled, reached, reaching},
    error::{Error, Result},
    ids::{AccountId, ApplicationId},
    limits,
    seam::{Op, Query, Read, Tx},
    value::{Row, Value},
    values,
};

/// How far an application has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ApplicationState {
    /// Being filled in.
    Draft,
    /// Filed: a case, and closed to saving.
    Filed,
}

impl ApplicationState {
    fn parse(text: &str) -> Result<ApplicationState> {
        match text {
            "draft" => Ok(ApplicationState::Draft),
            "filed" => Ok(ApplicationState::Filed),
            other => Err(Error::Corrupt(format!("an application is in the state {other:?}"))),
        }
    }
}

/// Begins an application. Its id, reference and keys are made by the caller; with an account as the actor it belongs to
/// that account from the start.
///
/// Errors: [`Error::Conflict`] when the id or the reference is taken (begin again with new ones), [`Error::Full`] when the
/// account has [`limits::DRAFTS_PER_ACCOUNT`] drafts.
#[derive(Debug, Clone)]
pub struct BeginDraft {
    /// A new id.
    pub id: ApplicationId,
    /// The reference shown to people, unique.
    pub reference: String,
    /// Which program.
    pub program: String,
    /// Which version of the program.
    pub program_version: String,
    /// The language's code.
    pub language: String,
    /// The application's data key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// The first answers, sealed.
    pub sealed: Vec<u8>,
    /// Hash of the resume link's secret.
    pub resume_hash: [u8; 32],
    /// Now.
    pub now: Timestamp,
    /// When the draft is deleted if nobody touches it.
    pub expires: Timestamp,
}

impl Op for BeginDraft {
    /// The draft's version: 1.
    type Out = u64;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<u64> {
        let begun = "SELECT CASE WHEN resume_hash = $2 AND state <> 'deleted' THEN 1 ELSE 0 END \
                     FROM applications WHERE id = $1";
        if let Some(mut row) = tx.optional(begun, values![self.id, self.resume_hash]).await? {
            return if row.take(0)? { Ok(1) } else { Err(Error::Conflict) };
        }
        if let Some(account) = actor.account() {
            room_for_a_draft(tx, account, self.now).await?;
        }
        tx.execute(
            "INSERT INTO applications (id, reference, program, program_version, language, state, version, saved_by, \
             wrapped_key, sealed, account, resume_hash, second_secret, failures, locked_until, created, touched, expires) \
             VALUES ($1, $2, $3, $4, $5, 'draft', 1, $6, $7, $8, $9, $10, NULL, 0, NULL, $11, $11, $12)",
            values![
                self.id,
                limits::text(self.reference)?,
                limits::text(self.program)?,
                limits::text(self.program_version)?,
                limits::text(self.language)?,
                actor.request,
                limits::sealed(self.wrapped_key)?,
                limits::sealed(self.sealed)?,
                actor.account(),
                self.resume_hash,
                self.now,
                self.expires,
            ],
        )
        .await?;
        Ok(1)
    }
}

/// Refuses one draft too many. Writing the account first makes two of these wait for each other.
async fn room_for_a_draft<T: Tx>(tx: &mut T, account: AccountId, now: Timestamp) -> Result<()> {
    if tx.execute("UPDATE accounts SET touched = $2 WHERE id = $1", values![account, now]).await? == 0 {
        return Err(Error::NotFound);
    }
    let drafts = "SELECT COUNT(*) FROM applications WHERE account = $1 AND state = 'draft'";
    let drafts: u32 = tx.one(drafts, values![account]).await?.take(0)?;
    if drafts >= limits::DRAFTS_PER_ACCOUNT {
        return Err(Error::Full { of: "drafts in one account", limit: limits::DRAFTS_PER_ACCOUNT.into() });
    }
    Ok(())
}

/// Saves a draft's answers over the version that was read.
///
/// Errors: [`Error::Conflict`] when another request has saved since, [`Error::Closed`] when it is filed,
/// [`Error::NotFound`].
#[derive(Debug, Clone)]
pub struct SaveDraft {
    /// Which application.
    pub application: ApplicationId,
    /// The version the answers were read at.
    pub expected_version: u64,
    /// The answers, sealed.
    pub sealed: Vec<u8>,
    /// The version of the program that the person has seen.
    pub program_version: String,
    /// The language the person now reads in.
    pub language: String,
    /// Now.
    pub now: Timestamp,
    /// When the draft is deleted if nobody touches it again.
    pub expires: Timestamp,
}

impl Op for SaveDraft {
    /// The new version.
    type Out = u64;

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<u64> {
        let [link, at] = actor.invitation();
        let saved = tx
            .execute(
                concat!(
                    "UPDATE applications SET sealed = $7, language = $8, touched = $9, expires = $10, saved_by = $11, \
                     program_version = $12, version = version + 1 WHERE id = $5 AND version = $6 AND state = 'draft' AND ",
                    filled!("$13", "$14")
                ),
                &reaching![actor; self.application, version(self.expected_version)?, limits::sealed(self.sealed)?,
                    limits::text(self.language)?, self.now, self.expires, actor.request,
                    limits::text(self.program_version)?, link, at],
            )
            .await?;
        if saved == 0 {
            already_saved(actor, tx, self.application, self.expected_version).await?;
        } else {
            invitations::count_save(actor, tx, self.application, self.now).await?;
        }
        Ok(self.expected_version + 1)
    }
}

/// Why a save touched no row: goes on when this very request had saved already.
async fn already_saved<T: Tx>(actor: &Actor, tx: &mut T, application: ApplicationId, expected: u64) -> Result<()> {
    let sql = concat!(
        "SELECT version, state, saved_by FROM applications WHERE id = $5 AND state <> 'deleted' AND ",
        filled!("$6", "$7")
    );
    let [link, at] = actor.invitation();
    let row = tx.one(sql, &reaching![actor; application, link, at]).await?;
    already_this_request(actor, row, expected)
}

/// Goes on when the draft (its version, state and last request) was saved over `expected` by this very request.
pub(super) fn already_this_request(actor: &Actor, mut row: Row, expected: u64) -> Result<()> {
    let (version, state): (u64, String) = (row.take(0)?, row.take(1)?);
    match ApplicationState::parse(&state)? {
        ApplicationState::Filed => Err(Error::Closed),
        ApplicationState::Draft if version == expected + 1 && Value::Bytes(row.take(2)?) == actor.request.into() => {
            Ok(())
        }
        ApplicationState::Draft => Err(Error::Conflict),
    }
}

/// A version as a column holds it.
pub(super) fn version(version: u64) -> Result<i64> {
    i64::try_from(version).map_err(|_| Error::Conflict)
}

/// Reads one application for the actor: a draft, or a filed one. [`Error::NotFound`] otherwise.
#[derive(Debug, Clone)]
pub struct LoadDraft {
    /// Which application.
    pub application: ApplicationId,
}

/// An application as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its id.
    pub id: ApplicationId,
    /// The reference shown to people.
    pub reference: String,
    /// Which program.
    pub program: String,
    /// The version of the program that the person saw last.
    pub program_version: String,
    /// The language's code.
    pub language: String,
    /// Draft or filed.
    pub state: ApplicationState,
    /// Counts the saves.
    pub version: u64,
    /// The application's data key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// The answers, sealed.
    pub sealed: Vec<u8>,
    /// The account it belongs to, if any.
    pub account: Option<AccountId>,
    /// Whether its resume link asks for a second secret.
    pub second_secret: bool,
    /// When it was begun.
    pub created: Timestamp,
    /// When it was last saved.
    pub touched: Timestamp,
    /// When it is deleted if nobody touches it (a draft).
    pub expires: Timestamp,
}

impl Application {
    pub(super) fn read(mut row: Row) -> Result<Application> {
        Ok(Application {
            id: row.take(0)?,
            reference: row.take(1)?,
            program: row.take(2)?,
            program_version: row.take(3)?,
            language: row.take(4)?,
            state: ApplicationState::parse(&row.take::<String>(5)?)?,
            version: row.take(6)?,
            wrapped_key: row.take(7)?,
            sealed: row.take(8)?,
            account: row.take(9)?,
            second_secret: row.take(10)?,
            created: row.take(11)?,
            touched: row.take(12)?,
            expires: row.take(13)?,
        })
    }
}

/// The columns of an [`Application`].
macro_rules! application_columns {
    () => {
        "SELECT id, reference, program, program_version, language, state, version, wrapped_key, sealed, account, \
         CASE WHEN second_secret IS NULL THEN 0 ELSE 1 END, created, touched, expires"
    };
}
pub(super) use application_columns;

/// The application whose column (the argument) is `$5`, as far as the actor reaches it.
macro_rules! application_by {
    ($column:literal) => {
        concat!(
            application_columns!(),
            " FROM applications WHERE ",
            $column,
            " = $5 AND state <> 'deleted' AND ",
            reached!()
        )
    };
}

impl Query for LoadDraft {
    type Out = Application;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Application> {
        Application::read(read.one(application_by!("id"), &reaching![actor; self.application]).await?)
    }
}

/// As [`LoadDraft`], by the reference shown to people.
#[derive(Debug, Clone)]
pub struct LoadByReference {
    /// The reference, in its stored form.
    pub reference: String,
}

impl Query for LoadByReference {
    type Out = Application;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Application> {
        // What cannot be kept is nobody's reference.
        let reference = limits::text(self.reference).map_err(|_| Error::NotFound)?;
        Application::read(read.one(application_by!("reference"), &reaching![actor; reference]).await?)
    }
}

/// The drafts and filed applications of an account, last touched first, at most [`limits::LIST`].
#[derive(Debug, Clone)]
pub struct ListApplications {
    /// Whose; the actor must be this account.
    pub account: AccountId,
}

/// One line of a person's list of applications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: ApplicationId,
    /// The reference shown to people.
    pub reference: String,
    /// Which program.
    pub program: String,
    /// Draft or filed.
    pub state: ApplicationState,
    /// When it was begun.
    pub created: Timestamp,
    /// When it was last saved.
    pub touched: Timestamp,
    /// When it is deleted if nobody touches it (a draft).
    pub expires: Timestamp,
    /// The receipt number and when it was filed, once it is.
    pub filed: Option<(String, Timestamp)>,
}

impl Query for ListApplications {
    type Out = Vec<Listed>;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Vec<Listed>> {
        actor.must_own(self.account)?;
        let sql = "SELECT a.id, a.reference, a.program, a.state, a.created, a.touched, a.expires, c.number, c.filed_at \
                   FROM applications a LEFT JOIN cases c ON c.application = a.id \
                   WHERE a.account = $1 AND a.state <> 'deleted' ORDER BY a.touched DESC, a.id LIMIT $2";
        let rows = read.rows(sql, values![self.account, limits::LIST]).await?;
        rows.into_iter().map(Listed::read).collect()
    }
}

impl Listed {
    fn read(mut row: Row) -> Result<Listed> {
        let number: Option<String> = row.take(7)?;
        Ok(Listed {
            id: row.take(0)?,
            reference: row.take(1)?,
            program: row.take(2)?,
            state: ApplicationState::parse(&row.take::<String>(3)?)?,
            created: row.take(4)?,
            touched: row.take(5)?,
            expires: row.take(6)?,
            filed: number.map(|number| Ok((number, row.take(8)?))).transpose()?,
        })
    }
}

/// Takes an application into an account: what a person does who began without one. The actor must hold the application;
/// an application of another account stays there ([`Error::NotFound`]).
#[derive(Debug, Clone)]
pub struct ClaimDraft {
    /// Which application.
    pub application: ApplicationId,
    /// Into which account; the caller has checked that this person is signed in to it.
    pub account: AccountId,
    /// Now.
    pub now: Timestamp,
}

impl Op for ClaimDraft {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        let owner = concat!("SELECT account FROM applications WHERE id = $5 AND state <> 'deleted' AND ", reached!());
        match tx.one(owner, &reaching![actor; self.application]).await?.take::<Option<AccountId>>(0)? {
            Some(account) if account == self.account => return Ok(()),
            Some(_) => return Err(Error::NotFound),
            None => {}
        }
        room_for_a_draft(tx, self.account, self.now).await?;
        let claim = "UPDATE applications SET account = $2, touched = $3 WHERE id = $1 AND account IS NULL";
        tx.execute(claim, values![self.application, self.account, self.now]).await?;
        Ok(())
    }
}
