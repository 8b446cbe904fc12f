//! Forgetting: drafts nobody touched, sessions and links that are over, bytes nothing names any more.

use super::system;
use anyhow::Result;
use jiff::SignedDuration;
use language::Language;
use std::sync::Arc;
use store::{
    Op,
    ops::{
        accounts::LoadAccount,
        contacts::{Expiring, ListExpiring, WarnOwner},
        retention::{ExpireDrafts, RemoveUnattached, Removed},
        sessions::DeleteExpiredSessions,
        synthetic::RemoveSynthetic,
        tokens::DeleteExpiredTokens,
    },
};
use web::{
    App, Place,
    mail::{self, Under},
};

/// How long before its end the owner of a draft is told.
const WARNING: SignedDuration = SignedDuration::from_hours(14 * 24);

/// How long a document is kept that no answer names: its page was never saved. No page takes as long to send.
const UNATTACHED: SignedDuration = SignedDuration::from_hours(24);

/// How long what the service files by itself is kept, for an operator to look at.
const SYNTHETIC: SignedDuration = SignedDuration::from_hours(1);

/// How long ago bytes must have been written to be swept: no upload takes as long.
const UPLOADED: SignedDuration = SignedDuration::from_hours(24);

pub(super) async fn run(app: &Arc<App>) -> Result<()> {
    let now = app.now();
    for draft in app.store.read(&system(app), ListExpiring { before: now + WARNING }).await? {
        warn(app, draft).await?;
    }
    let drafts = remove(app, ExpireDrafts { now }).await?;
    if drafts > 0 {
        tracing::info!(drafts, "deleted drafts that nobody touched");
    }
    loop {
        let removed = app.store.exec(&system(app), RemoveUnattached { before: now - UNATTACHED }).await?;
        web::uploads::delete(app, &removed).await;
        if removed.is_empty() {
            break;
        }
        tracing::info!(documents = removed.len(), "removed documents that no answer names");
    }
    remove(app, RemoveSynthetic { before: now - SYNTHETIC }).await?;
    let swept = app.blobs.sweep(&app.store, &system(app), now - UPLOADED).await?;
    if swept > 0 {
        tracing::info!(files = swept, "deleted bytes that no document names");
    }
    while app.store.exec(&system(app), DeleteExpiredSessions { now }).await? > 0 {}
    while app.store.exec(&system(app), DeleteExpiredTokens { now }).await? > 0 {}
    Ok(())
}

/// Removes applications, some at once, and their documents' bytes, until none is left. Answers with how many.
async fn remove(app: &Arc<App>, some: impl Op<Out = Removed>) -> Result<u64> {
    let mut all = 0;
    loop {
        let removed = app.store.exec(&system(app), some.clone()).await?;
        web::uploads::delete(app, &removed.documents).await;
        if removed.applications == 0 {
            return Ok(all);
        }
        all += u64::from(removed.applications);
    }
}

async fn warn(app: &Arc<App>, draft: Expiring) -> Result<()> {
    let account = app.store.read(&system(app), LoadAccount { account: draft.account }).await?;
    let language = Language::from_code(&draft.language).unwrap_or(Language::En);
    let key = app.keys.unwrap(&draft.wrapped_key, draft.application.0.as_bytes())?;
    let address = mail::account_address(app, &account).map_err(|problem| anyhow::anyhow!("{problem:?}"))?;
    let day = draft.expires.to_zoned(app.time_zone.clone()).date();
    let link = app.address(&Place::Tasks(draft.reference.clone()).path(language));
    let letter = letters::mail::draft_expiring(&app.letterhead(language), &address, &draft.reference, day, &link);
    let mail = mail::job(app, Under::Application(draft.application, &key), &letter)
        .map_err(|problem| anyhow::anyhow!("{problem:?}"))?;
    app.store.exec(&system(app), WarnOwner { application: draft.application, mail, now: app.now() }).await?;
    Ok(())
}
