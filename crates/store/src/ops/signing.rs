//! Signing an application that somebody else fills in: all that a signer may do.

use super::{
    documents::{Document, document_columns},
    drafts::{Application, already_this_request, application_columns, version},
    invitations::{Invitation, invitation_columns},
};
use crate::{
    actor::Actor,
    error::{Error, Result},
    ids::{ApplicationId, DocumentId},
    limits,
    seam::{Op, Query, Read, Tx},
    values,
};

/// The condition that holds an `applications` row to a signer: the link, the signer's id and the moment.
macro_rules! signed {
    ($link:literal, $signer:literal, $at:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM invitations WHERE invitations.application = applications.id AND \
             invitations.role = 'signer' AND invitations.link = ",
            $link,
            " AND invitations.signer = ",
            $signer,
            " AND invitations.expires > ",
            $at,
            ")"
        )
    };
}

/// The application and the invitation, for whoever was invited to sign it. What of the answers the signer is shown is up to
/// the program.
#[derive(Debug, Clone)]
pub struct LoadToSign {
    /// The reference, in its stored form.
    pub reference: String,
    /// The id of the signer.
    pub signer: String,
}

impl Query for LoadToSign {
    type Out = (Application, Invitation);

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<(Application, Invitation)> {
        let fits = |text| limits::text(text).map_err(|_| Error::NotFound);
        let (reference, signer) = (fits(self.reference)?, fits(self.signer)?);
        let [link, at] = actor.invitation();
        let sql = concat!(
            application_columns!(),
            " FROM applications WHERE reference = $1 AND state <> 'deleted' AND ",
            signed!("$2", "$3", "$4")
        );
        let row = read.one(sql, values![reference, link, signer.clone(), at]).await?;
        let application = Application::read(row)?;
        let sql = concat!(invitation_columns!(), "application = $1 AND role = 'signer' AND signer = $2");
        let invitation = Invitation::read(read.one(sql, values![application.id, signer]).await?)?;
        Ok((application, invitation))
    }
}

/// Reads one document of the application that somebody was invited to sign, unless it was removed. Which of its documents the signer
/// is shown is up to the program.
#[derive(Debug, Clone)]
pub struct LoadSignedDocument {
    /// Of which application.
    pub application: ApplicationId,
    /// The id of the signer.
    pub signer: String,
    /// Which document.
    pub document: DocumentId,
}

impl Query for LoadSignedDocument {
    type Out = Document;

    async fn run<R: Read>(self, actor: &Actor, read: &mut R) -> Result<Document> {
        let signer = limits::text(self.signer).map_err(|_| Error::NotFound)?;
        let [link, at] = actor.invitation();
        let sql = concat!(
            document_columns!(),
            "id = $5 AND application = $1 AND state <> 'removed' AND \
             EXISTS (SELECT 1 FROM applications WHERE applications.id = $1 AND applications.state <> 'deleted' AND ",
            signed!("$2", "$3", "$4"),
            ")"
        );
        Document::read(read.one(sql, values![self.application, link, signer, at, self.document]).await?)
    }
}

/// What a signer answers: each takes the place of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response {
    /// A signature, sealed.
    Signed(Vec<u8>),
    /// Something is not right; what, sealed.
    Objected(Vec<u8>),
}

/// Writes a signer's answer over the version that was read. It makes a new version, so that no filing can pass it by.
///
/// Errors: [`Error::Conflict`] when the draft was saved since, [`Error::Closed`] when it is filed, [`Error::NotFound`].
#[derive(Debug, Clone)]
pub struct Respond {
    /// Which application.
    pub application: ApplicationId,
    /// The id of the signer.
    pub signer: String,
    /// The version of the draft that the signer saw.
    pub expected_version: u64,
    /// The answer.
    pub response: Response,
}

impl Op for Respond {
    type Out = ();

    async fn run<T: Tx>(self, actor: &Actor, tx: &mut T) -> Result<()> {
        let signer = limits::text(self.signer)?;
        let [link, at] = actor.invitation();
        let sql = concat!(
            "UPDATE applications SET version = version + 1, saved_by = $6 WHERE id = $1 AND version = $5 AND state = 'draft' \
             AND ",
            signed!("$2", "$3", "$4")
        );
        let expected = version(self.expected_version)?;
        let params = values![self.application, link.clone(), signer.clone(), at.clone(), expected, actor.request];
        if tx.execute(sql, params).await? == 0 {
            let sql = concat!(
                "SELECT version, state, saved_by FROM applications WHERE id = $1 AND state <> 'deleted' AND ",
                signed!("$2", "$3", "$4")
            );
            let row = tx.one(sql, values![self.application, link, signer.clone(), at]).await?;
            already_this_request(actor, row, self.expected_version)?;
        }
        let (signature, remark) = match self.response {
            Response::Signed(sealed) => (Some(limits::sealed(sealed)?), None),
            Response::Objected(sealed) => (None, Some(limits::sealed(sealed)?)),
        };
        let sql = "UPDATE invitations SET signature = $3, remark = $4 WHERE application = $1 AND role = 'signer' AND signer = $2";
        tx.execute(sql, values![self.application, signer, signature, remark]).await?;
        Ok(())
    }
}
