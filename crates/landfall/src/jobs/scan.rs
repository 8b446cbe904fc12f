//! Scanning uploads with ClamAV, where there is one. What it says is shown to the applicant and blocks nothing.

use super::system;
use anyhow::{Context, Result, bail};
use clamav_client::tokio::{Tcp, scan_stream};
use futures_util::stream;
use std::{sync::Arc, time::Duration};
use store::{
    ApplicationId, DocumentId,
    ops::{
        documents::{LoadDocument, Scan, SetScan},
        drafts::LoadDraft,
    },
};
use web::{App, uploads::Opened};

/// The longest a scan may take in all.
const DEADLINE: Duration = Duration::from_mins(2);

/// Scans one, and tells whether something was found. `None`: it is gone.
pub(super) async fn run(
    app: &Arc<App>,
    clamav: Option<&str>,
    application: Option<ApplicationId>,
    document: &[u8],
) -> Result<Option<bool>> {
    let clamav = clamav.context("there is a document to scan, and no clamav to scan it with")?;
    let application = application.context("a scan names no application")?;
    let document = DocumentId(uuid::Uuid::from_slice(document).context("a scan names no document")?);
    match app.store.read(&system(app), LoadDocument { application, document }).await {
        Ok(_) => {}
        // Removed meanwhile: there is nothing left to scan.
        Err(store::Error::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let row = app.store.read(&system(app), LoadDraft { application }).await?;
    let key = app.keys.unwrap(&row.wrapped_key, application.0.as_bytes())?;
    let opened = Opened::begin(app, &key, document)
        .await
        .map_err(|problem| anyhow::anyhow!(problem.cause.unwrap_or_else(|| "the document cannot be opened".into())))?;
    let bytes = Box::pin(stream::try_unfold(opened, |mut opened| async move {
        Ok::<_, std::io::Error>(opened.next().await?.map(|bytes| (bytes, opened)))
    }));
    let said = tokio::time::timeout(DEADLINE, scan_stream(bytes, Tcp { host_address: clamav }, None))
        .await
        .context("clamav took too long")?
        .context("clamav does not answer")?;
    let scan = match clamav_client::clean(&said) {
        Ok(true) => Scan::Clean,
        Ok(false) if String::from_utf8_lossy(&said).contains("FOUND") => Scan::Infected,
        _ => bail!("clamav gave no verdict: {}", String::from_utf8_lossy(&said)),
    };
    app.store.exec(&system(app), SetScan { document, scan }).await?;
    Ok(Some(scan == Scan::Infected))
}
