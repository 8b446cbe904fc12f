//! TLS to PostgreSQL: who may vouch for the server, and what it means when nobody does.

use std::{error::Error as _, io, path::Path, sync::Arc};

use rustls::{
    CertificateError, ClientConfig, RootCertStore,
    crypto::aws_lc_rs,
    pki_types::{
        CertificateDer,
        pem::{Error as PemError, PemObject as _},
    },
};
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::address::Address;
use crate::error::OpenError;

/// The protocol's name in the handshake; PostgreSQL asks for it where TLS comes first (`sslnegotiation=direct`).
const PROTOCOL: &[u8] = b"postgresql";
/// What tokio-postgres says, which has no type for it, when TLS fails, and below that when the server has none.
const NO_HANDSHAKE: &str = "error performing TLS handshake";
const NO_TLS: &str = "server does not support TLS";

/// What makes the connections to `address`. It reads the certificates of authorities, and keeps them.
pub(super) fn connector(address: &Address) -> Result<MakeRustlsConnect, OpenError> {
    let authorities = match &address.authorities {
        _ if address.config.get_ssl_mode() == SslMode::Disable => RootCertStore::empty(),
        Some(file) => authorities_in(file)
            .map_err(|source| OpenError::Authorities { file: file.display().to_string(), source })?,
        None => authorities_of_this_machine(),
    };
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|source| OpenError::Database(source.into()))?
        .with_root_certificates(authorities)
        .with_no_client_auth();
    config.alpn_protocols = vec![PROTOCOL.to_owned()];
    Ok(MakeRustlsConnect::new(config))
}

fn authorities_in(file: &Path) -> Result<RootCertStore, PemError> {
    let mut authorities = RootCertStore::empty();
    authorities.add_parsable_certificates(CertificateDer::pem_file_iter(file)?.collect::<Result<Vec<_>, _>>()?);
    if authorities.is_empty() { Err(PemError::NoItemsFound) } else { Ok(authorities) }
}

/// Those the system trusts. Where it trusts nobody, every server is refused.
fn authorities_of_this_machine() -> RootCertStore {
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(error = error as &dyn std::error::Error, "an authority of this machine cannot be read");
    }
    let mut authorities = RootCertStore::empty();
    authorities.add_parsable_certificates(found.certs);
    authorities
}

/// What it means that no connection could be made.
pub(super) fn refused(error: tokio_postgres::Error) -> OpenError {
    let below = error.source();
    let tls = below.and_then(|below| below.downcast_ref::<io::Error>()?.get_ref()?.downcast_ref::<rustls::Error>());
    match tls {
        Some(rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer)) => OpenError::UnknownAuthority(error),
        Some(rustls::Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        )) => OpenError::OtherHost(error),
        _ if error.to_string() != NO_HANDSHAKE => OpenError::Database(error.into()),
        _ if below.is_some_and(|below| below.to_string() == NO_TLS) => OpenError::NoTls,
        _ => OpenError::Tls(error),
    }
}
