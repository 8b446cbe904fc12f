//! `site.toml`: what a department says about its site as a whole.

use super::SiteFile;
use language::{Fault, Text};
use serde::Deserialize;

/// The settings of a site.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The site's name, the same in both languages.
    pub name: String,
    /// Where people write for help.
    pub support_address: String,
    /// How the site is reached, without a final slash, such as `https://example.org`. Links in mail and in the site map begin
    /// with it, never with a request's Host header.
    pub base_url: String,
    /// What the banner on every page says.
    pub banner: Text,
}

const FILE: &str = "site.toml";

impl Settings {
    pub(super) fn read(files: &[SiteFile]) -> Result<Self, Vec<Fault>> {
        let fault = |line: u32, what: String, cure: &str| {
            vec![Fault { file: FILE.to_owned(), line, what, cure: cure.to_owned() }]
        };
        let Some(file) = files.iter().find(|file| file.path == FILE) else {
            return Err(fault(0, "there is no site.toml".into(), "Is this a site folder? Name it with --site."));
        };
        let settings: Self = toml::from_str(&file.text).map_err(|error| {
            let before = error.span().map_or(0, |span| file.text[..span.start.min(file.text.len())].matches('\n').count());
            let line = u32::try_from(before).unwrap_or(0) + 1;
            fault(line, error.message().to_owned(), "A site has name, support_address, base_url and banner, nothing else.")
        })?;
        settings.base_url_fault().map_or(Ok(settings.clone()), |what| {
            let line = file.text.lines().position(|line| line.trim_start().starts_with("base_url")).unwrap_or(0);
            Err(fault(
                u32::try_from(line).unwrap_or(0) + 1,
                what,
                "Write where people reach the site, such as https://example.org, without a path.",
            ))
        })
    }

    fn base_url_fault(&self) -> Option<String> {
        let host = self.base_url.strip_prefix("https://").or_else(|| self.base_url.strip_prefix("http://"));
        let good = host.is_some_and(|host| !host.is_empty() && !host.contains(['/', ' ', '?', '#', '@']));
        (!good).then(|| format!("base_url {:?} is not the address of a site", self.base_url))
    }

    /// Whether people reach the site over TLS, so that cookies may be `Secure`.
    pub fn is_secure(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}
