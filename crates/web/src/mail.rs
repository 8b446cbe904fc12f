//! Mail on its way out: composed in the person's language, sealed, and put into the outbox in the transaction that causes it.

use crate::{app::App, apply::Draft, problem::Problem, visit::Visit};
use letters::mail::Mail;
use programs::Kind;
use store::{
    AccountId, ApplicationId, JobId, Who,
    ops::{
        accounts::{Account, LoadAccount},
        jobs::{EnqueueJob, NewJob},
    },
};
use vault::DataKey;

/// The kind of job that sends a mail.
pub const JOB: &str = "mail";
/// What addresses of drafts are indexed for.
pub const CONTACT: &str = "contact";
/// What addresses of accounts are indexed for.
pub const EMAIL: &str = "account e-mail";
/// The longest address, bytes (RFC 5321, 4.5.3.1.3).
const LONGEST: usize = 254;

/// Whose key a job is sealed under.
#[derive(Clone, Copy)]
pub enum Under<'a> {
    /// An application's own: destroying it ends the mail too.
    Application(ApplicationId, &'a DataKey),
    /// The site's: for mail about accounts.
    Site,
}

/// An address in the form it is looked up by, if `typed` can be one.
pub fn address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (local, domain) = typed.rsplit_once('@')?;
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
            && !part.chars().any(|c| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"@".contains(c))
    };
    let good = typed.len() <= LONGEST && plain(local) && plain(domain) && domain.contains('.');
    good.then(|| typed.to_lowercase())
}

/// The job that sends `mail`.
///
/// # Errors
/// 500 when it cannot be written as JSON.
pub fn job(app: &App, under: Under<'_>, mail: &Mail) -> Result<NewJob, Problem> {
    let id = JobId(uuid::Builder::from_random_bytes(app.random_bytes()).into_uuid());
    let plain = serde_json::to_vec(mail).map_err(|error| Problem::internal(&error))?;
    let (application, key) = match under {
        Under::Application(application, key) => (Some(application), key),
        Under::Site => (None, app.keys.mail()),
    };
    let sealed = key.seal(&job_aad(id), &plain, &*app.random);
    Ok(NewJob { id, kind: JOB.to_owned(), application, sealed, run_after: app.now() })
}

/// Binds a sealed job to its row.
pub fn job_aad(id: JobId) -> Vec<u8> {
    [b"jobs.sealed/".as_slice(), id.0.as_bytes()].concat()
}

/// Whether one more message may go to `address` on the word of whoever typed it. Asking counts. Where it may not, nothing is
/// sent and nothing else may change either. A page for strangers says the same as ever, so that it tells nothing.
pub fn may_be_sent(visit: &Visit, address: &str) -> bool {
    let allowed = visit.app.mail_throttle.allows(visit.app.keys.blind_index("mail throttle", address));
    if !allowed {
        tracing::warn!("an address has been sent enough mail for an hour");
    }
    allowed
}

/// Puts `mail` into the outbox by itself.
///
/// # Errors
/// 503 when the store does not answer.
pub async fn send(visit: &Visit, under: Under<'_>, mail: &Mail) -> Result<(), Problem> {
    let job = job(&visit.app, under, mail)?;
    visit.app.store.exec(&visit.actor(Who::System), EnqueueJob(job)).await?;
    Ok(())
}

/// Binds an account's sealed column to its row.
pub fn account_aad(id: AccountId) -> Vec<u8> {
    [b"accounts.sealed/".as_slice(), id.0.as_bytes()].concat()
}

/// The address of an account.
///
/// # Errors
/// 500 when what is stored cannot be opened.
pub fn account_address(app: &App, account: &Account) -> Result<String, Problem> {
    let key = app.keys.unwrap(&account.wrapped_key, account.id.0.as_bytes())?;
    let plain = key.open(&account_aad(account.id), &account.sealed)?;
    String::from_utf8(plain).map_err(|error| Problem::internal(&error))
}

/// Where the confirmation of `draft` goes: its account's address, or else the e-mail address among its answers.
///
/// # Errors
/// 503 when the store does not answer.
pub async fn recipient(visit: &Visit, draft: &Draft) -> Result<Option<String>, Problem> {
    if let Some(account) = draft.row.account {
        let app = &visit.app;
        let load = LoadAccount { account };
        let account = app.store.read(&visit.actor(Who::System), load).await?;
        return account_address(app, &account).map(Some);
    }
    let program = draft.program()?;
    let asked = program
        .questions()
        .into_iter()
        .find(|placed| placed.lists.is_empty() && matches!(placed.question.kind, Kind::Email(_)));
    Ok(asked.and_then(|placed| address(draft.answers.entries.get(&placed.question.id)?.get(""))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_looked_up_in_one_form_and_nonsense_is_none() {
        assert_eq!(address(" Ana.Silva@Exemple.CA "), Some("ana.silva@exemple.ca".into()));
        for nonsense in
            ["", "a", "@b.ca", "a@", "a@b", "a b@c.ca", "a@b..ca", "a@b.ca\nBcc: x@y.z", "<a@b.ca>", "a@b.ca,c@d.ca"]
        {
            assert_eq!(address(nonsense), None, "{nonsense:?}");
        }
    }
}
