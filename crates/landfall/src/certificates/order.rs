//! One order at an authority: the names are proven over the site's own TLS port (TLS-ALPN-01, RFC 8737), so that nothing else
//! has to be reachable.

use super::files::Files;
use crate::config::Acme;
use anyhow::{Context, Result, bail, ensure};
use instant_acme::{
    Account, AuthorizationStatus, ChallengeType, Identifier, NewAccount, NewOrder, OrderStatus, RetryPolicy,
};
use jiff::{SignedDuration, Timestamp};
use rcgen::{CertificateParams, CustomExtension, KeyPair};
use serve::Tls;
use std::time::Duration;

/// Longest that an order may take in all.
const ORDER: Duration = Duration::from_mins(5);
/// How the authority is asked whether it is done: after a quarter of a second, then half as often each time, for a minute.
const ASKING: RetryPolicy =
    RetryPolicy::new().initial_delay(Duration::from_millis(250)).backoff(2.0).timeout(Duration::from_mins(1));
/// For how long the stand-in is valid: so short that the operator's page calls it critical at once.
const STAND_IN: SignedDuration = SignedDuration::from_hours(24);

/// Fetches a certificate: its chain and its key, PEM.
pub(super) async fn fetch(acme: &Acme, files: &Files, tls: &Tls) -> Result<String> {
    let fetched = tokio::time::timeout(ORDER, order(acme, files, tls)).await;
    fetched.with_context(|| format!("{} took longer than {ORDER:?}", acme.directory))?
}

async fn order(acme: &Acme, files: &Files, tls: &Tls) -> Result<String> {
    let account = account(acme, files).await?;
    let names: Vec<Identifier> = acme.names.iter().cloned().map(Identifier::Dns).collect();
    let mut order = account.new_order(&NewOrder::new(&names)).await.context("the order was not taken")?;
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization.context("the order cannot be read")?;
        match authorization.status {
            AuthorizationStatus::Valid => continue,
            AuthorizationStatus::Pending => {}
            other => bail!("a name cannot be proven: {other:?}"),
        }
        let challenge = authorization.challenge(ChallengeType::TlsAlpn01);
        let mut challenge = challenge.context("the authority does not take proof over TLS (TLS-ALPN-01)")?;
        let name = challenge.identifier().to_string();
        let proof = proof(&name, challenge.key_authorization().digest().as_ref())?;
        tls.prove(&name, proof.as_bytes(), proof.as_bytes())?;
        challenge.set_ready().await.with_context(|| format!("{name} could not be proven"))?;
    }
    let status = order.poll_ready(&ASKING).await.context("the authority does not say whether the names are proven")?;
    ensure!(
        status == OrderStatus::Ready,
        "the authority could not prove the names: it must reach this site on port 443 under each of them ({status:?})"
    );
    let key = KeyPair::generate().context("no key can be made")?;
    let request = CertificateParams::new(acme.names.clone()).and_then(|wanted| wanted.serialize_request(&key));
    let request = request.context("no request can be made")?;
    order.finalize_csr(request.der()).await.context("the request was not taken")?;
    let chain = order.poll_certificate(&ASKING).await.context("no certificate came")?;
    Ok(format!("{}{chain}", key.serialize_pem()))
}

/// The account at the authority, made when there is none yet.
async fn account(acme: &Acme, files: &Files) -> Result<Account> {
    let builder = match &acme.authority {
        Some(file) => Account::builder_with_root(file),
        None => Account::builder(),
    };
    let builder = builder.context("the authority cannot be asked")?;
    if let Some(text) = files.account(&acme.directory)? {
        let credentials = serde_json::from_str(&text).context("the account's file cannot be read; delete it")?;
        return builder.from_credentials(credentials).await.context("the account cannot be used");
    }
    let contact: Vec<String> = acme.contact.iter().map(|address| format!("mailto:{address}")).collect();
    let contact: Vec<&str> = contact.iter().map(String::as_str).collect();
    // Nobody comes here who has not agreed: the settings are refused without it.
    let wanted = NewAccount { contact: &contact, terms_of_service_agreed: true, only_return_existing: false };
    let (account, credentials) =
        builder.create(&wanted, acme.directory.clone(), None).await.context("no account can be made")?;
    files.keep_account(&acme.directory, &serde_json::to_string(&credentials)?)?;
    Ok(account)
}

/// A certificate that shows the authority whose server this is.
fn proof(name: &str, digest: &[u8]) -> Result<String> {
    ensure!(digest.len() == 32, "the authority's proof is not 32 bytes");
    let mut params = CertificateParams::new([name.to_owned()])?;
    params.custom_extensions = vec![CustomExtension::new_acme_identifier(digest)];
    signed_by_itself(params)
}

/// A certificate that nobody vouches for, until there is one.
pub(super) fn stand_in(names: &[String], now: Timestamp) -> Result<String> {
    let mut params = CertificateParams::new(names)?;
    let seconds = |at: Timestamp| time::OffsetDateTime::from_unix_timestamp(at.as_second());
    params.not_before = seconds(now)?;
    params.not_after = seconds(now + STAND_IN)?;
    signed_by_itself(params)
}

fn signed_by_itself(params: CertificateParams) -> Result<String> {
    let key = KeyPair::generate()?;
    Ok(format!("{}{}", key.serialize_pem(), params.self_signed(&key)?.pem()))
}
