//! One certificate for all servers (ECDSA P-256), and a client that makes a full TLS 1.3 handshake with X25519 each time.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Result, ensure};
use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256};
use rustls::{
    ClientConfig, HandshakeKind, NamedGroup, ProtocolVersion, RootCertStore,
    client::Resumption,
    crypto::{
        SupportedKxGroup,
        aws_lc_rs::{cipher_suite, default_provider, kx_group::X25519},
    },
    pki_types::ServerName,
    version::TLS13,
};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};

/// Whom the certificate is for.
const HOST: &str = "localhost";

/// The certificate's files, and whom to trust.
pub(crate) struct Certificate {
    pub(crate) file: PathBuf,
    pub(crate) key: PathBuf,
    roots: RootCertStore,
}

impl Certificate {
    /// Makes it.
    pub(crate) fn new(folder: &Path) -> Result<Self> {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let certificate = CertificateParams::new([HOST.to_owned()])?.self_signed(&key)?;
        let files = (folder.join("certificate.pem"), folder.join("key.pem"));
        fs::write(&files.0, certificate.pem())?;
        fs::write(&files.1, key.serialize_pem())?;
        let mut roots = RootCertStore::empty();
        roots.add(certificate.der().clone())?;
        Ok(Self { file: files.0, key: files.1, roots })
    }

    /// The client's side. It wants AES with 128 bits, as Chromium, Firefox and Safari do; servers take what the client names
    /// first.
    pub(crate) fn connector(&self) -> Result<TlsConnector> {
        let mut provider = default_provider();
        provider.kx_groups = vec![X25519];
        provider.cipher_suites = vec![cipher_suite::TLS13_AES_128_GCM_SHA256];
        let config = ClientConfig::builder_with_provider(provider.into()).with_protocol_versions(&[&TLS13])?;
        let mut config = config.with_root_certificates(self.roots.clone()).with_no_client_auth();
        config.resumption = Resumption::disabled();
        Ok(Arc::new(config).into())
    }
}

/// Makes the handshake, and makes sure of what it was.
pub(crate) async fn handshake(connector: &TlsConnector, stream: TcpStream) -> Result<TlsStream<TcpStream>> {
    let stream = connector.connect(ServerName::try_from(HOST)?, stream).await?;
    let made = stream.get_ref().1;
    let full = made.handshake_kind() == Some(HandshakeKind::Full);
    let group = made.negotiated_key_exchange_group().map(SupportedKxGroup::name);
    let right = made.protocol_version() == Some(ProtocolVersion::TLSv1_3) && group == Some(NamedGroup::X25519);
    ensure!(full && right, "not a full TLS 1.3 handshake with X25519");
    Ok(stream)
}
