//! Who is visiting, without watching anyone: what a request adds to the count, and the page that shows it.
//!
//! The counting itself is the crate of the same name; here is what it is to be told of a request, and how what it tells is shown,
//! to operators always and to everybody where `site.toml` says so.

mod catalogue;
mod country;
mod export;
mod picture;
mod published;
mod report;

pub use catalogue::Catalogue;
pub use country::CountryFile;
pub use report::Report;

use arc_swap::ArcSwapOption;
use http::{HeaderName, header};
use std::{net::IpAddr, sync::Arc};
use visitors::{Counter, Country, Person, Tongue};

/// Where a request came from.
#[derive(Debug, Clone, Copy)]
pub struct Came {
    /// The client's address.
    pub address: IpAddr,
    /// Whether a trusted proxy handed it on, whose headers may be believed.
    pub through_proxy: bool,
}

/// What is asked for, as it is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) page: u16,
    pub(crate) tongue: Tongue,
}

/// Counts visits.
pub struct Visits {
    counter: Counter,
    header: Option<HeaderName>,
    countries: ArcSwapOption<CountryFile>,
}

impl Visits {
    /// Counts for so many threads under this salt, of which no copy is to be kept. `header` is where a trusted proxy writes the
    /// country.
    pub fn new(threads: usize, salt: [u8; 16], header: Option<HeaderName>) -> Self {
        Self { counter: Counter::new(threads, salt), header, countries: ArcSwapOption::empty() }
    }

    /// Where marks are taken from.
    pub fn counter(&self) -> &Counter {
        &self.counter
    }

    /// Looks countries up in this file from now on, where no proxy tells them.
    pub fn look_up_in(&self, file: CountryFile) {
        self.countries.store(Some(Arc::new(file)));
    }

    /// Who sent a request with these header fields, as far as that is known here.
    pub fn person<'a>(&self, came: Came, field: impl Fn(&HeaderName) -> Option<&'a [u8]>) -> Person {
        let browser = field(&header::USER_AGENT).unwrap_or_default();
        self.counter.person(came.address, browser, self.country(came, field))
    }

    /// They asked for this.
    pub(crate) fn saw(&self, person: Person, asked: Asked) {
        self.counter.saw(person, asked.page, asked.tongue);
    }

    fn country<'a>(&self, came: Came, field: impl Fn(&HeaderName) -> Option<&'a [u8]>) -> Country {
        if let Some(name) = self.header.as_ref().filter(|_| came.through_proxy) {
            return field(name).map_or(Country::UNKNOWN, Country::read);
        }
        self.countries.load().as_ref().map_or(Country::UNKNOWN, |file| file.country(came.address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_proxy_tells_the_country() {
        let visits = Visits::new(1, [1; 16], Some(HeaderName::from_static("cf-ipcountry")));
        let country = |through_proxy, said: &'static str| {
            let came = Came { address: [203, 0, 113, 9].into(), through_proxy };
            visits.country(came, |name| (name == "cf-ipcountry").then_some(said.as_bytes()))
        };
        assert_eq!(country(true, "fr"), Country::read(b"FR"));
        assert_eq!(country(false, "fr"), Country::UNKNOWN);
        assert_eq!(country(true, "France"), Country::UNKNOWN);
    }
}
