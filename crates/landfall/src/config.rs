//! Settings of a running site: flags over environment over file over defaults.

use crate::args::ServeArguments;
use anyhow::{Context, Result, anyhow, bail};
use http::HeaderName;
use serde::Deserialize;
use serve::Network;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};
use web::Mode;

/// What `serve` runs with.
#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) listen: SocketAddr,
    pub(crate) data: PathBuf,
    pub(crate) site: PathBuf,
    pub(crate) keys: PathBuf,
    /// Overrides the site's own.
    pub(crate) base_url: Option<String>,
    /// A secret: holds a password.
    pub(crate) database_url: Option<String>,
    /// A secret: holds a password.
    pub(crate) smtp_url: Option<String>,
    /// Where mail comes from.
    pub(crate) mail_from: Option<String>,
    pub(crate) clamav: Option<String>,
    pub(crate) trusted_proxies: Vec<Network>,
    pub(crate) tls: Option<(PathBuf, PathBuf)>,
    /// From whom certificates are fetched, where none is given.
    pub(crate) acme: Option<Acme>,
    pub(crate) admission: Admission,
    /// Where measurements and the operator's page are, if anywhere.
    pub(crate) operations: Option<Operations>,
    /// Where visitors' countries come from.
    pub(crate) visitors: Visitors,
    /// How often the service files by itself to prove that people can, if it does.
    pub(crate) synthetic_filing: Option<Duration>,
    /// Whether each line of the log is a JSON object.
    pub(crate) json_log: bool,
}

/// Where visitors' countries come from, if from anywhere.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitors {
    /// The header in which a trusted proxy tells it.
    pub(crate) country_header: Option<HeaderName>,
    /// The file in MaxMind's format in which addresses are looked up.
    pub(crate) country_file: Option<PathBuf>,
}

impl Visitors {
    fn new(file: VisitorsFile, has_proxies: bool) -> Result<Self> {
        let header = |name: String| {
            if !has_proxies {
                bail!(
                    "country_header under [visitors] is believed only of trusted_proxies, and there are none: name them, or use \
                     country_file"
                );
            }
            name.parse()
                .map_err(|_| anyhow!("country_header = {name:?} is not the name of a header, such as CF-IPCountry"))
        };
        if file.country_header.is_some() && file.country_file.is_some() {
            bail!("country_header and country_file under [visitors] are two ways to the same: give one of them");
        }
        Ok(Self { country_header: file.country_header.map(header).transpose()?, country_file: file.country_file })
    }
}

/// An authority that gives certificates by ACME.
#[derive(Debug, Clone)]
pub(crate) struct Acme {
    /// The names the certificate is for.
    pub(crate) names: Vec<String>,
    /// An e-mail address for the authority.
    pub(crate) contact: Option<String>,
    /// Where the authority is.
    pub(crate) directory: String,
    /// A file with the certificate that vouches for the authority's own server, where that is not generally trusted.
    pub(crate) authority: Option<PathBuf>,
}

/// Names in one certificate; Let's Encrypt takes no more.
const NAMES: usize = 100;
/// Where Let's Encrypt is.
const DIRECTORY: &str = "https://acme-v02.api.letsencrypt.org/directory";

impl Acme {
    fn new(file: AcmeFile) -> Result<Self> {
        if !file.agree_to_terms {
            bail!("[acme] needs agree_to_terms = true: read the authority's terms of service first");
        }
        if file.names.is_empty() || file.names.len() > NAMES {
            bail!("[acme] needs names, 1 to {NAMES} of them, such as names = [\"portal.example.org\"]");
        }
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
        if let Some(name) = file.names.iter().find(|name| !name.contains('.') || !name.chars().all(plain)) {
            bail!(
                "{name:?} under [acme] is no name that a certificate can be fetched for: write it in small letters, with its dots"
            );
        }
        let directory = file.directory.unwrap_or_else(|| DIRECTORY.to_owned());
        if !directory.starts_with("https://") {
            bail!("the directory under [acme] has to begin with https://");
        }
        Ok(Self { names: file.names, contact: file.contact, directory, authority: file.authority })
    }
}

/// The operations listener.
#[derive(Debug, Clone)]
pub(crate) struct Operations {
    pub(crate) listen: SocketAddr,
    /// Names it is reached by, besides addresses and `localhost`.
    pub(crate) hosts: Vec<String>,
}

impl Operations {
    fn new(file: OperationsFile, argument: Option<SocketAddr>) -> Result<Option<Self>> {
        let Some(listen) = argument.or(file.listen) else { return Ok(None) };
        if !listen.ip().is_loopback() && !file.beyond_this_machine {
            bail!(
                "the operations listener would be on {listen}, where others than this machine reach it, and it asks nobody who \
                 they are. Listen on 127.0.0.1, or on a private address with beyond_this_machine = true under [operations]"
            );
        }
        Ok(Some(Self { listen, hosts: file.hosts }))
    }
}

/// Minutes from one synthetic filing to the next, unless told otherwise, and the most.
const SYNTHETIC_MINUTES: f64 = 5.0;
const MOST_SYNTHETIC_MINUTES: f64 = 1_440.0;

/// Reads a number of minutes; 0 is never.
fn synthetic_filing(environment: Option<&str>, file: Option<f64>) -> Result<Option<Duration>> {
    let minutes = match environment {
        Some(text) => text.parse().map_err(|_| anyhow!("LANDFALL_SYNTHETIC_FILING_MINUTES = {text:?} is no number"))?,
        None => file.unwrap_or(SYNTHETIC_MINUTES),
    };
    if !(0.0..=MOST_SYNTHETIC_MINUTES).contains(&minutes) {
        bail!(
            "synthetic_filing_minutes = {minutes} is not between 0, which turns it off, and a day ({MOST_SYNTHETIC_MINUTES})"
        );
    }
    Ok((minutes > 0.0).then(|| Duration::from_secs_f64(minutes * 60.0)))
}

/// Reads `text` or `json`.
fn is_json(text: &str) -> Result<bool> {
    match text {
        "" | "text" => Ok(false),
        "json" => Ok(true),
        other => bail!("log_format = {other:?} is not known: write \"text\" (the default) or \"json\""),
    }
}

/// How the gate works. Nobody has to set anything.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Admission {
    /// By measurement, unless something is to be compared with it.
    pub(crate) mode: Mode,
    /// A cap on the work let in, in processor seconds a second.
    pub(crate) most_work: Option<f64>,
    /// Which machine this is, of several.
    pub(crate) node: u8,
}

impl Admission {
    pub(crate) fn settings(self) -> admission::Settings {
        admission::Settings { node: self.node, most_work: self.most_work }
    }
}

/// Reads `measured`, `open` or `fixed:N`.
fn mode(text: &str) -> Result<Mode> {
    match text {
        "" | "measured" => Ok(Mode::Measured),
        "open" => Ok(Mode::Open),
        other => match other.strip_prefix("fixed:").map(str::parse) {
            Some(Ok(most)) => Ok(Mode::Fixed(most)),
            _ => {
                bail!("admission = {other:?} is not known: write \"measured\" (the default), \"open\" or \"fixed:100\"")
            }
        },
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<SocketAddr>,
    data: Option<PathBuf>,
    site: Option<PathBuf>,
    keys: Option<PathBuf>,
    base_url: Option<String>,
    database_url: Option<String>,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    clamav: Option<String>,
    #[serde(default)]
    trusted_proxies: Vec<String>,
    tls_certificate: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    admission: Option<String>,
    most_work: Option<f64>,
    #[serde(default)]
    node: u8,
    acme: Option<AcmeFile>,
    #[serde(default)]
    operations: OperationsFile,
    #[serde(default)]
    visitors: VisitorsFile,
    log_format: Option<String>,
    synthetic_filing_minutes: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct VisitorsFile {
    country_header: Option<String>,
    country_file: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AcmeFile {
    names: Vec<String>,
    contact: Option<String>,
    directory: Option<String>,
    authority: Option<PathBuf>,
    #[serde(default)]
    agree_to_terms: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OperationsFile {
    listen: Option<SocketAddr>,
    #[serde(default)]
    beyond_this_machine: bool,
    #[serde(default)]
    hosts: Vec<String>,
}

impl Config {
    /// Joins flags (which clap has already filled from the environment), the file they name, and the secrets that only the
    /// environment may carry.
    pub(crate) fn read(arguments: ServeArguments) -> Result<Self> {
        let file = match &arguments.config {
            None => File::default(),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .with_context(|| format!("the settings file {} cannot be read", path.display()))?;
                toml::from_str(&text).with_context(|| format!("the settings file {} has a fault", path.display()))?
            }
        };
        let tls = match (file.tls_certificate, file.tls_key) {
            (Some(certificate), Some(key)) => Some((certificate, key)),
            (None, None) => None,
            _ => bail!("tls_certificate and tls_key go together: give both or neither"),
        };
        let acme = file.acme.map(Acme::new).transpose()?;
        if tls.is_some() && acme.is_some() {
            bail!("tls_certificate gives a certificate and [acme] fetches one: leave one of them out");
        }
        Ok(Self {
            listen: arguments.listen.or(file.listen).unwrap_or(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080)),
            data: arguments.data.or(file.data).unwrap_or_else(|| "data".into()),
            site: arguments.site.or(file.site).unwrap_or_else(|| "site".into()),
            keys: arguments.keys.or(file.keys).unwrap_or_else(|| "keys".into()),
            base_url: arguments.base_url.or(file.base_url).map(|url| url.trim_end_matches('/').to_owned()),
            database_url: secret("LANDFALL_DATABASE_URL").or(file.database_url),
            smtp_url: secret("LANDFALL_SMTP_URL").or(file.smtp_url),
            mail_from: secret("LANDFALL_MAIL_FROM").or(file.mail_from),
            clamav: secret("LANDFALL_CLAMAV").or(file.clamav),
            trusted_proxies: file
                .trusted_proxies
                .iter()
                .map(|network| network.parse().map_err(|fault| anyhow!("trusted_proxies: {fault}")))
                .collect::<Result<_>>()?,
            tls,
            acme,
            admission: Admission {
                mode: mode(&secret("LANDFALL_ADMISSION").or(file.admission).unwrap_or_default())?,
                most_work: file.most_work,
                node: file.node,
            },
            operations: Operations::new(file.operations, arguments.operations)?,
            visitors: Visitors::new(file.visitors, !file.trusted_proxies.is_empty())?,
            synthetic_filing: synthetic_filing(
                secret("LANDFALL_SYNTHETIC_FILING_MINUTES").as_deref(),
                file.synthetic_filing_minutes,
            )?,
            json_log: is_json(&secret("LANDFALL_LOG_FORMAT").or(file.log_format).unwrap_or_default())?,
        })
    }
}

fn secret(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "the binary is where the environment is read")]
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests;
