//! What every handler works with: the site, the store, the keys, the time.

use crate::{
    MailThrottle, openings::Openings, passwords::PasswordPool, payments::PaymentProvider, public::render::PublicSite,
    publications::Publications, site::Site,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use language::{Language, Messages};
use letters::mail::Letterhead;
use std::sync::Arc;
use store::{Store, blobs::Blobs};
use vault::{Keys, Random, SigningKey};

/// Tells the time. The binary's is the system's; tests have their own.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// A running site.
pub struct App {
    /// The site folder, checked.
    pub site: Site,
    /// The public pages, rendered.
    pub public: Arc<PublicSite>,
    /// Versions of its programs that were published before.
    pub publications: Publications,
    /// The wording.
    pub messages: Arc<Messages>,
    /// Where applications, cases and accounts are kept.
    pub store: Store,
    /// Where documents' bytes are kept.
    pub blobs: Blobs,
    /// The working keys.
    pub keys: Keys,
    /// Signs receipts.
    pub signing: SigningKey,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Hashes passwords, a few at a time.
    pub passwords: PasswordPool,
    /// How many messages an address may be sent.
    pub mail_throttle: MailThrottle,
    /// Whether uploads are scanned.
    pub scans: bool,
    /// Moves the money that fees cost.
    pub provider: Arc<dyn PaymentProvider>,
    /// What is in force in place of the openings in the program files, and how many places are left.
    pub openings: Openings,
    /// Where days begin and end.
    pub time_zone: TimeZone,
}

impl App {
    /// Now, to the millisecond: no more is stored.
    pub fn now(&self) -> Timestamp {
        let now = self.clock.now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    /// Today where the department is.
    pub fn today(&self) -> Date {
        self.now().to_zoned(self.time_zone.clone()).date()
    }

    /// A moment as people read it.
    pub fn moment(&self, language: Language, at: Timestamp) -> String {
        language::format::date_time(language, &at.to_zoned(self.time_zone.clone()))
    }

    /// The day of a moment as people read it.
    pub fn day(&self, language: Language, at: Timestamp) -> String {
        language::format::long_date(language, at.to_zoned(self.time_zone.clone()).date())
    }

    /// Whether people reach the site over TLS.
    pub fn is_secure(&self) -> bool {
        self.site.settings.is_secure()
    }

    /// A whole address for mail and links to keep.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.site.settings.base_url)
    }

    /// What every mail in `language` begins from.
    pub fn letterhead(&self, language: Language) -> Letterhead<'_> {
        let settings = &self.site.settings;
        Letterhead { language, messages: &self.messages, site: &settings.name, support: &settings.support }
    }

    /// So many random bytes.
    pub fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes);
        bytes
    }
}
