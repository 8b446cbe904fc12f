//! Those who take part in an application besides its owner, each by a link of their own: people who sign it too, and a helper.
//!
//! An invited person is [`Who::Invited`], whom `reached!` reaches nothing for. What a helper may do is in the operations that
//! say `filled!`, what a signer may do is in [`super::signing`], and everything else is refused.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    documents::why_not_open,
    drafts::{Application, application_columns},
    jobs::{EnqueueJob, NewJob},
};
use crate::{
    actor::{Actor, filled, reached, reaching},
    error::{Error, Result},
    ids::ApplicationId,
    limits,
    seam::{Op, Query, Read, Tx},
    value::{Row, Value},
    values,
};

/// What somebody is invited to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// To sign, as the program's signer of this id.
    Signer(String),
    /// To read and fill in.
    Helper,
}

impl Role {
    fn columns(&self) -> Result<[Value; 2]> {
        Ok(match self {
            Role::Signer(id) => ["signer".into(), limits::text(id.clone())?.into()],
            Role::Helper => ["helper".into(), "".into()],
        })
    }

    fn read(role: &str, signer: String) -> Result<Role> {
        match role {
            "signer" => Ok(Role::Signer(signer)),
            "helper" => Ok(Role::Helper),
            other => Err(Error::Corrupt(format!("somebody is invited as {other:?}"))),
        }
    }
}

/// Invites somebody by a link, or gives somebody who was invited a new one: the old link opens nothing any more. A signature
/// stays as it is.
///
/// Errors: [`Error::Closed`] when the application is filed, [`Error::Full`] at [`limits::INVITATIONS_PER_APPLICATION`],
/// [`Error::NotFound`].
#[derive(Debug, Clone)]
pub struct Invite {
    /// To which application.
    pub application: ApplicationId,
    /// As what.
    pub role: Role,
    /// Hash of the link's secret.
    pub link: [u8; 32],
    /// What the owner wrote about the person, sealed.
    pub sealed: Vec<u8>,
    /// The language the person is written to in.
    pub language: String,
    /// The message with the link, if it is sent.
    pub mail: Option<NewJob>,
    /// Signers whose invitations and signatures go: nobody can ever need them again.
    pub gone: Vec<String>,
    /// Now.
    pub now: Timestamp,
    /// Until when the link opens anything.
    pub expires: Timestamp,
}

impl Op for Invite {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        hold_open(actor, tx, self.application, self.now).await?;
        for gone in self.gone {
            let sql = "DELETE FROM invitations WHERE application = $1 AND role = 'signer' AND signer = $2";
            tx.execute(sql, values![self.application, limits::text(gone)?]).await?;
        }
        let [role, signer] = self.role.columns()?;
        let others = "SELECT COUNT(*) FROM invitations WHERE application = $1 AND NOT (role = $2 AND signer = $3)";
        let others = tx.one(others, values![self.application, role.clone(), signer.clone()]).await?.take::<u32>(0)?;
        if others >= limits::INVITATIONS_PER_APPLICATION {
            let limit = limits::INVITATIONS_PER_APPLICATION.into();
            return Err(Error::Full { of: "people invited to one application", limit });
        }
        // Somebody invited after another was sent away has saved nothing yet.
        tx.execute(
            "INSERT INTO invitations (application, role, signer, link, sealed, language, invited, expires, saves) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) ON CONFLICT (application, role, signer) DO UPDATE SET \
             saves = CASE WHEN invitations.link IS NULL THEN 0 ELSE invitations.saves END, \
             last_saved = CASE WHEN invitations.link IS NULL THEN NULL ELSE invitations.last_saved END, \
             link = $4, sealed = $5, language = $6, invited = $7, expires = $8, opened = NULL",
            values![
                self.application,
                role,
                signer,
                self.link,
                limits::sealed(self.sealed)?,
                limits::text(self.language)?,
                self.now,
                self.expires,
            ],
        )
        .await?;
        EnqueueJob::all(tx, self.mail.into_iter().collect()).await
    }
}

/// Ends an invitation, with the signature that came of it. Filing an older version of the draft is then refused, so that
/// no filing carries that signature.
///
/// Errors: [`Error::Closed`] when the application is filed, [`Error::NotFound`].
#[derive(Debug, Clone)]
pub struct Withdraw {
    /// From which application.
    pub application: ApplicationId,
    /// Whose.
    pub role: Role,
    /// Now.
    pub now: Timestamp,
}

impl Op for Withdraw {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        hold_open(actor, tx, self.application, self.now).await?;
        let [role, signer] = self.role.columns()?;
        let end = "UPDATE invitations SET link = NULL, signature = NULL, remark = NULL \
                   WHERE application = $1 AND role = $2 AND signer = $3 AND link IS NOT NULL";
        if tx.execute(end, values![self.application, role, signer]).await? > 0 {
            let next = "UPDATE applications SET version = version + 1, saved_by = $2 WHERE id = $1";
            tx.execute(next, values![self.application, actor.request]).await?;
        }
        Ok(())
    }
}

/// Writes the actor's draft first, which makes changes of it wait for each other.
async fn hold_open<T: Tx>(actor: &Actor, tx: &mut T, application: ApplicationId, now: Timestamp) -> Result<()> {
    let sql = concat!("UPDATE applications SET touched = $6 WHERE id = $5 AND state = 'draft' AND ", reached!());
    if tx.execute(sql, &reaching![actor; application, now]).await? == 0 {
        return Err(why_not_open(actor, tx, application).await);
    }
    Ok(())
}

/// The people who were invited to the actor's application.
#[derive(Debug, Clone)]
pub struct ListInvitations {
    /// Which application.
    pub application: ApplicationId,
}

/// Somebody who was invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// As what.
    pub role: Role,
    /// Whether there is a link: not once it was withdrawn.
    pub stands: bool,
    /// What the owner wrote about the person, sealed.
    pub sealed: Vec<u8>,
    /// The language the person is written to in.
    pub language: String,
    /// When the link was made.
    pub invited: Timestamp,
    /// Until when it opens anything.
    pub expires: Timestamp,
    /// When it was first opened.
    pub opened: Option<Timestamp>,
    /// The signature, sealed.
    pub signature: Option<Vec<u8>>,
    /// What the signer says is not right, sealed.
    pub remark: Option<Vec<u8>>,
    /// How often the helper has saved.
    pub saves: u64,
    /// When the helper last saved.
    pub last_saved: Option<Timestamp>,
}

impl Invitation {
    pub(super) fn read(mut row: Row) -> Result<Invitation> {
        Ok(Invitation {
            role: Role::read(&row.take::<String>(0)?, row.take(1)?)?,
            stands: row.take(2)?,
            sealed: row.take(3)?,
            language: row.take(4)?,
            invited: row.take(5)?,
            expires: row.take(6)?,
            opened: row.take(7)?,
            signature: row.take(8)?,
            remark: row.take(9)?,
            saves: row.take(10)?,
            last_saved: row.take(11)?,
        })
    }
}

/// The columns of an [`Invitation`].
macro_rules! invitation_columns {
    () => {
        "SELECT role, signer, CASE WHEN link IS NULL THEN 0 ELSE 1 END, sealed, language, invited, expires, opened, \
         signature, remark, saves, last_saved FROM invitations WHERE "
    };
}

pub(super) use invitation_columns;

impl Query for ListInvitations {
    type Out = Vec<Invitation>;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Vec<Invitation>> {
        let sql = concat!(
            invitation_columns!(),
            "application = $5 AND EXISTS (SELECT 1 FROM applications WHERE applications.id = $5 AND ",
            reached!(),
            ") ORDER BY role, signer LIMIT $6"
        );
        let most = limits::INVITATIONS_PER_APPLICATION + 1;
        let rows = read.rows(sql, &reaching![actor; self.application, most]).await?;
        rows.into_iter().map(Invitation::read).collect()
    }
}

/// Opens an invitation by its link. Wrong links are not counted: nobody guesses 160 bits.
#[derive(Debug, Clone)]
pub struct RedeemInvitation {
    /// The application's reference, in its stored form.
    pub reference: String,
    /// Hash of the link's secret.
    pub link: [u8; 32],
    /// Now.
    pub now: Timestamp,
}

impl Op for RedeemInvitation {
    /// What the link invites to; nothing for a wrong, old or withdrawn one.
    type Out = Option<Role>;

    async fn run<T: Tx>(self, _: &Actor, tx: &mut T) -> Result<Option<Role>> {
        let Ok(reference) = limits::text(self.reference) else { return Ok(None) };
        let sql = "UPDATE invitations SET opened = COALESCE(opened, $3) WHERE link = $2 AND expires > $3 AND application = \
                   (SELECT id FROM applications WHERE reference = $1 AND state <> 'deleted') RETURNING role, signer";
        let Some(mut row) = tx.optional(sql, values![reference, self.link, self.now]).await? else { return Ok(None) };
        Role::read(&row.take::<String>(0)?, row.take(1)?).map(Some)
    }
}

/// The application, for whoever may fill it in: its owner, or a helper while it is a draft.
#[derive(Debug, Clone)]
pub struct LoadToFill {
    /// The reference, in its stored form.
    pub reference: String,
}

impl Query for LoadToFill {
    /// The application, and whether the actor only helps.
    type Out = (Application, bool);

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<(Application, bool)> {
        let reference = limits::text(self.reference).map_err(|_| Error::NotFound)?;
        let [link, at] = actor.invitation();
        let sql = concat!(
            application_columns!(),
            ", CASE WHEN ",
            reached!(),
            " THEN 0 ELSE 1 END FROM applications WHERE reference = $5 AND state <> 'deleted' AND ",
            filled!("$6", "$7")
        );
        let mut row = read.one(sql, &reaching![actor; reference, link, at]).await?;
        let helps = row.take(14)?;
        Ok((Application::read(row)?, helps))
    }
}

/// Notes that a helper has saved. Whoever reaches the application otherwise saves as its applicant, also with such a link.
pub(super) async fn count_save<T: Tx>(
    actor: &Actor,
    tx: &mut T,
    application: ApplicationId,
    now: Timestamp,
) -> Result<()> {
    let [link, _] = actor.invitation();
    if link == Value::Null {
        return Ok(());
    }
    let sql = concat!(
        "UPDATE invitations SET saves = saves + 1, last_saved = $7 WHERE application = $5 AND role = 'helper' AND link = $6 \
         AND NOT EXISTS (SELECT 1 FROM applications WHERE applications.id = invitations.application AND ",
        reached!(),
        ")"
    );
    tx.execute(sql, &reaching![actor; application, link, now]).await?;
    Ok(())
}
