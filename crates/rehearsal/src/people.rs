//! Who comes: from which country, in which language, on what. All of it follows from a visitor's number, so that nobody has
//! to keep it.

use std::net::Ipv6Addr;

use crate::chance::Chance;

/// Where people come from, with shares of those who do not come from the United States.
const ELSEWHERE: [(&str, f64); 9] = [
    ("IN", 0.24),
    ("CA", 0.16),
    ("PH", 0.12),
    ("NG", 0.10),
    ("FR", 0.10),
    ("GB", 0.09),
    ("CN", 0.08),
    ("BR", 0.06),
    ("MA", 0.05),
];
/// The share of the United States on a usual evening and at the peak: 8.8 to 11.6 percent, and about half (Canadian Press
/// on 8 November 2016).
const STATES: (f64, f64) = (0.1, 0.5);
/// Who reads French: most who come from France and Morocco, and one in five of the others in Canada.
const FRENCH_SPEAKING: [&str; 2] = ["FR", "MA"];
const FRENCH_ELSEWHERE: f64 = 0.15;
const FRENCH_THERE: f64 = 0.9;
/// The share on phones.
const PHONES: f64 = 0.55;

/// Every country people come from here.
pub(crate) fn countries() -> impl Iterator<Item = &'static str> {
    std::iter::once("US").chain(ELSEWHERE.iter().map(|(code, _)| *code))
}

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Person {
    number: u32,
    /// Its place in [`countries`].
    pub(crate) country: u8,
    pub(crate) french: bool,
    phone: bool,
}

impl Person {
    /// The visitor of this number, who arrives `swell` far into the surge (0 to 1).
    pub(crate) fn new(number: u32, swell: f64) -> Self {
        let mut chance = Chance::new(u64::from(number) ^ 0x006c_616e_6466_616c);
        let states = STATES.0 + (STATES.1 - STATES.0) * swell;
        let mut country = 0;
        if !chance.happens(states) {
            let mut left = chance.unit();
            for (_, share) in ELSEWHERE {
                country += 1;
                left -= share;
                if left < 0.0 {
                    break;
                }
            }
        }
        let code = countries().nth(usize::from(country)).unwrap_or_default();
        let french = chance.happens(if FRENCH_SPEAKING.contains(&code) { FRENCH_THERE } else { FRENCH_ELSEWHERE });
        Self { number, country, french, phone: chance.happens(PHONES) }
    }

    /// Their number, which nobody else has.
    pub(crate) fn number(self) -> u32 {
        self.number
    }

    /// The language's code.
    pub(crate) fn language(self) -> &'static str {
        if self.french { "fr" } else { "en" }
    }

    /// An address of their own, out of the block that stands for their country. All are of the range kept for documentation
    /// (RFC 3849), so that nobody real is meant.
    pub(crate) fn address(self) -> Ipv6Addr {
        let [a, b, c, d] = self.number.to_be_bytes();
        let block = 0xc000 + u16::from(self.country);
        Ipv6Addr::new(0x2001, 0xdb8, block, u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]), 0, 0, 1)
    }

    /// What their browser calls itself.
    pub(crate) fn browser(self) -> &'static str {
        if self.phone {
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36 landfall-rehearsal"
        } else {
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0 landfall-rehearsal"
        }
    }

    /// The languages their browser asks for.
    pub(crate) fn languages(self) -> &'static str {
        if self.french { "fr-CA,fr;q=0.9,en;q=0.5" } else { "en-CA,en;q=0.9" }
    }

    /// A family name that nobody else has: letters only, so that every form takes it.
    pub(crate) fn family(self) -> String {
        let mut name = "Tremblay".to_owned();
        let mut rest = self.number;
        loop {
            let letter = u8::try_from(rest % 26).unwrap_or_default();
            name.push(char::from(b'a' + letter));
            rest /= 26;
            if rest == 0 {
                return name;
            }
        }
    }

    pub(crate) fn given(self) -> &'static str {
        if self.french { "Zoë" } else { "Mary" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn states(swell: f64) -> usize {
        (0..10_000).filter(|number| Person::new(*number, swell).country == 0).count()
    }

    #[test]
    fn half_come_from_the_states_at_the_peak_and_a_tenth_before() {
        assert!((900..1_100).contains(&states(0.0)), "{}", states(0.0));
        assert!((4_800..5_200).contains(&states(1.0)), "{}", states(1.0));
    }

    #[test]
    fn nobody_shares_an_address_or_a_name() {
        let people: Vec<_> = (0..5_000).map(|number| Person::new(number, 0.5)).collect();
        assert_eq!(people.iter().map(|person| person.address()).collect::<HashSet<_>>().len(), 5_000);
        assert_eq!(people.iter().map(|person| person.family()).collect::<HashSet<_>>().len(), 5_000);
    }

    #[test]
    fn a_visitor_is_the_same_person_all_along() {
        assert_eq!(Person::new(77, 0.3), Person::new(77, 0.3));
    }
}
