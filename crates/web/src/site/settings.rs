//! `site.toml`: what a department says about its site as a whole.

use super::SiteFile;
use language::{Fault, Language, Text};
use serde::Deserialize;

/// The settings of a site.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The site's name, the same in both languages.
    pub name: String,
    /// The languages in the order of the language choice: both of them, always.
    pub languages: [Language; 2],
    /// Where people write for help.
    pub support: String,
    /// How the site is reached, without a final slash, such as `https://example.org`. Links in mail and in the site map begin
    /// with it, never with a request's Host header.
    pub base_url: String,
    /// The strip at the top of every page.
    pub banner: Banner,
    /// One sentence that says what the site is.
    pub description: Text,
    /// Where days begin and end, such as `America/Toronto` (IANA).
    #[serde(default = "eastern")]
    pub time_zone: String,
    /// Whether everybody may see how many people visit.
    #[serde(default)]
    pub publish_visitors: bool,
}

/// What the strip at the top of every page says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Banner {
    /// A word or two.
    pub tag: Text,
    /// The sentence beside them.
    pub text: Text,
}

fn eastern() -> String {
    "America/Toronto".into()
}

const FILE: &str = "site.toml";

impl Settings {
    /// Reads them among the files of a site, whatever the others say.
    ///
    /// # Errors
    /// Every fault of `site.toml`, each with its cure.
    pub fn read(files: &[SiteFile]) -> Result<Self, Vec<Fault>> {
        let fault = |line: u32, what: String, cure: &str| {
            vec![Fault { file: FILE.to_owned(), line, what, cure: cure.to_owned() }]
        };
        let Some(file) = files.iter().find(|file| file.path == FILE) else {
            return Err(fault(0, "there is no site.toml".into(), "Is this a site folder? Name it with --site."));
        };
        let settings: Self = toml::from_str(&file.text).map_err(|error| {
            let before =
                error.span().map_or(0, |span| file.text[..span.start.min(file.text.len())].matches('\n').count());
            let line = u32::try_from(before).unwrap_or(0) + 1;
            fault(
                line,
                error.message().to_owned(),
                "A site has name, languages, support, base_url, banner, description, time_zone and publish_visitors, nothing else.",
            )
        })?;
        let checks: [(&str, Option<String>, &str); 3] = [
            (
                "base_url",
                settings.base_url_fault(),
                "Write where people reach the site, such as https://example.org, without a path.",
            ),
            ("languages", settings.languages_fault(), "Write [\"en\", \"fr\"] or [\"fr\", \"en\"]: both are required."),
            ("time_zone", settings.time_zone_fault(), "Write an IANA name, such as America/Vancouver."),
        ];
        let faults: Vec<Fault> = checks
            .into_iter()
            .filter_map(|(key, what, cure)| {
                let line = file.text.lines().position(|line| line.trim_start().starts_with(key)).unwrap_or(0);
                Some(fault(u32::try_from(line).unwrap_or(0) + 1, what?, cure))
            })
            .flatten()
            .collect();
        if faults.is_empty() { Ok(settings) } else { Err(faults) }
    }

    fn languages_fault(&self) -> Option<String> {
        (self.languages[0] == self.languages[1]).then(|| "one language stands twice and the other is missing".into())
    }

    fn time_zone_fault(&self) -> Option<String> {
        self.zone().is_err().then(|| format!("{:?} is no time zone", self.time_zone))
    }

    /// The time zone.
    ///
    /// # Errors
    /// When there is none of that name; a loaded site's exists.
    pub fn zone(&self) -> Result<jiff::tz::TimeZone, jiff::Error> {
        jiff::tz::TimeZone::get(&self.time_zone)
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
