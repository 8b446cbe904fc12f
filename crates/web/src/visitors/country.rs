//! Which country an address belongs to, by a file in MaxMind's format that the operator supplies.

use maxminddb::{PathElement, Reader, WithinOptions};
use std::net::IpAddr;
use visitors::Country;

/// Where records have the code, as MaxMind and those who sell the same write it.
const PATH: [PathElement<'static>; 2] = [PathElement::Key("country"), PathElement::Key("iso_code")];

/// A file of countries, in memory.
pub struct CountryFile(Reader<Vec<u8>>);

impl CountryFile {
    /// Reads the whole of it, so that no address can find a fault later.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(bytes: Vec<u8>) -> Result<Self, String> {
        let reader = Reader::from_source(bytes).map_err(|error| error.to_string())?;
        reader.verify().map_err(|error| error.to_string())?;
        let file = Self(reader);
        if file.tells_countries() { Ok(file) } else { Err("it tells no countries (country.iso_code)".to_owned()) }
    }

    /// The country of an address.
    pub fn country(&self, address: IpAddr) -> Country {
        let found = self.0.lookup(address).and_then(|found| found.decode_path::<&str>(&PATH));
        found.ok().flatten().map_or(Country::UNKNOWN, |code| Country::read(code.as_bytes()))
    }

    /// Whether any of the first records has a country: a file of networks' owners, say, has none.
    fn tells_countries(&self) -> bool {
        const LOOKED_AT: usize = 10_000;
        let Ok(networks) = self.0.networks(WithinOptions::default()) else { return false };
        networks
            .take(LOOKED_AT)
            .filter_map(Result::ok)
            .any(|found| matches!(found.decode_path::<&str>(&PATH), Ok(Some(_))))
    }
}
