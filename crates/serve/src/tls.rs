//! TLS: a certificate that can be replaced while the server runs, and the two configurations made from it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use x509_cert::der::Decode;

/// The protocols offered, best first.
const HTTP2: &[u8] = b"h2";
const HTTP1: &[u8] = b"http/1.1";
/// What an authority asks for when it wants to see whose server this is (RFC 8737); no visitor does.
const PROOF: &[u8] = b"acme-tls/1";
/// Names that are proven at once.
const PROOFS: usize = 100;
/// Resumption tickets sent after a handshake: one is enough to come back with.
const TICKETS: usize = 1;

/// A certificate with its key, ready to serve TLS 1.2 and 1.3. Clones share it.
///
/// Clients that come back resume with tickets whose keys live in this process only, so that resumption does not outlive
/// it. There is no early data, which could be replayed.
#[derive(Clone, Debug)]
pub struct Tls {
    current: Arc<Current>,
    serving: Arc<ServerConfig>,
    /// For telling that the site is full: HTTP/1 only, since that is simplest to say it in.
    refusing: Arc<ServerConfig>,
}

/// Why a certificate and key cannot be used, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TlsError {
    /// There is no certificate in the PEM text.
    #[error(
        "There is no certificate in the certificate file. It should hold the certificate chain in PEM form, the site's \
         own certificate first (“-----BEGIN CERTIFICATE-----”)."
    )]
    NoCertificate,
    /// There is no usable private key in the PEM text.
    #[error(
        "There is no private key in the key file. It should hold one in PEM form (“-----BEGIN PRIVATE KEY-----”), not \
         protected by a passphrase."
    )]
    NoKey,
    /// The key is not the certificate's.
    #[error(
        "The private key does not belong to the first certificate of the certificate file. Check that both are of one pair."
    )]
    Mismatch,
    /// More names are to be proven than may be.
    #[error("More than {PROOFS} names cannot be proven at once.")]
    TooManyProofs,
    /// The certificate or key is of a kind that cannot be used.
    #[error("The certificate and key cannot be used: {0}. An ECDSA P-256 key is the best choice.")]
    Unusable(rustls::Error),
}

impl Tls {
    /// Takes a certificate chain and a private key, both PEM.
    ///
    /// # Errors
    /// If either is missing or unusable, or they do not belong together. Whether the certificate is valid now, for this
    /// site, is not checked.
    pub fn from_pem(certificates: &[u8], key: &[u8]) -> Result<Self, TlsError> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let certified = read(certificates, key, &provider)?;
        let current = Current { certified: ArcSwap::from_pointee(certified), proofs: ArcSwap::default(), provider };
        let current = Arc::new(current);
        let serving = config(&current, &[HTTP2, HTTP1, PROOF])?;
        let refusing = config(&current, &[HTTP1, PROOF])?;
        Ok(Self { current, serving: Arc::new(serving), refusing: Arc::new(refusing) })
    }

    /// Replaces the certificate and key, for every clone: connections from now on get the new one, those open keep
    /// theirs.
    ///
    /// # Errors
    /// As [`from_pem`](Self::from_pem); the old certificate stays.
    pub fn replace(&self, certificates: &[u8], key: &[u8]) -> Result<(), TlsError> {
        let certified = read(certificates, key, &self.current.provider)?;
        self.current.certified.store(Arc::new(certified));
        Ok(())
    }

    /// Shows this certificate to an authority that wants proof that the server of `name` is this one (TLS-ALPN-01, RFC
    /// 8737), and to nobody else, until [`prove_nothing`](Self::prove_nothing).
    ///
    /// # Errors
    /// As [`from_pem`](Self::from_pem), and [`TlsError::TooManyProofs`].
    pub fn prove(&self, name: &str, certificates: &[u8], key: &[u8]) -> Result<(), TlsError> {
        let (chain, key) = parse(certificates, key)?;
        let key = self.current.provider.key_provider.load_private_key(key).map_err(TlsError::Unusable)?;
        // Not checked as a visitor's would be: it has an extension that only authorities understand, and is marked critical.
        let proof = Arc::new(CertifiedKey::new(chain, key));
        let mut proofs = HashMap::clone(&self.current.proofs.load());
        if proofs.len() >= PROOFS {
            return Err(TlsError::TooManyProofs);
        }
        proofs.insert(name.to_owned(), proof);
        self.current.proofs.store(Arc::new(proofs));
        Ok(())
    }

    /// Ends every [proof](Self::prove).
    pub fn prove_nothing(&self) {
        self.current.proofs.store(Arc::default());
    }

    /// Until when the site's own certificate is valid, since 1970. `None` if it does not say so in a way that can be read.
    pub fn valid_until(&self) -> Option<Duration> {
        self.validity().map(|valid| valid.end)
    }

    /// From when to when the site's own certificate is valid, since 1970. `None` as for [`valid_until`](Self::valid_until).
    pub fn validity(&self) -> Option<Range<Duration>> {
        let certified = self.current.certified.load();
        let certificate = x509_cert::Certificate::from_der(certified.cert.first()?).ok()?;
        let validity = certificate.tbs_certificate.validity;
        Some(validity.not_before.to_unix_duration()..validity.not_after.to_unix_duration())
    }

    pub(crate) fn serving(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.serving)
    }

    pub(crate) fn refusing(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.refusing)
    }
}

/// Whether a handshake settled on HTTP/2.
pub(crate) fn chose_http2(connection: &rustls::ServerConnection) -> bool {
    connection.alpn_protocol() == Some(HTTP2)
}

/// The certificate in use.
struct Current {
    certified: ArcSwap<CertifiedKey>,
    /// What authorities are shown, by name.
    proofs: ArcSwap<HashMap<String, Arc<CertifiedKey>>>,
    provider: Arc<CryptoProvider>,
}

impl ResolvesServerCert for Current {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        if hello.alpn().is_some_and(|mut protocols| protocols.any(|protocol| protocol == PROOF)) {
            return self.proofs.load().get(hello.server_name()?).map(Arc::clone);
        }
        Some(self.certified.load_full())
    }
}

impl std::fmt::Debug for Current {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Current(..)")
    }
}

fn config(current: &Arc<Current>, protocols: &[&[u8]]) -> Result<ServerConfig, TlsError> {
    let mut config = ServerConfig::builder_with_provider(Arc::clone(&current.provider))
        .with_safe_default_protocol_versions()
        .map_err(TlsError::Unusable)?
        .with_no_client_auth()
        .with_cert_resolver(Arc::clone(current) as Arc<dyn ResolvesServerCert>);
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    config.ticketer = aws_lc_rs::Ticketer::new().map_err(TlsError::Unusable)?;
    config.send_tls13_tickets = TICKETS;
    Ok(config)
}

type Pair = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

fn parse(certificates: &[u8], key: &[u8]) -> Result<Pair, TlsError> {
    let chain: Vec<_> =
        CertificateDer::pem_slice_iter(certificates).collect::<Result<_, _>>().map_err(|_| TlsError::NoCertificate)?;
    if chain.is_empty() {
        return Err(TlsError::NoCertificate);
    }
    Ok((chain, PrivateKeyDer::from_pem_slice(key).map_err(|_| TlsError::NoKey)?))
}

fn read(certificates: &[u8], key: &[u8], provider: &CryptoProvider) -> Result<CertifiedKey, TlsError> {
    let (chain, key) = parse(certificates, key)?;
    CertifiedKey::from_der(chain, key, provider).map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => TlsError::Mismatch,
        other => TlsError::Unusable(other),
    })
}
