//! What a request leaves: one word of memory.

use crate::Country;

/// How many bits tell the page.
const PAGE_BITS: u32 = 9;
/// How many bits of the visitor's hash are left: among a million visitors of a day about one in twenty days has two that are
/// taken for one.
const VISITOR_BITS: u32 = 64 - 1 - 1 - PAGE_BITS - Country::BITS;

/// The language of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    En,
    /// French.
    Fr,
}

/// Somebody asked for a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Some bits of a hash that cannot be turned back, nor made again once its salt is gone.
    pub visitor: u64,
    /// Where from.
    pub country: Country,
    /// Which page, by its number.
    pub page: u16,
    /// In which language.
    pub tongue: Tongue,
}

impl Mark {
    /// As one word, which is never 0.
    pub(crate) fn pack(self) -> u64 {
        let visitor = self.visitor & ((1 << VISITOR_BITS) - 1);
        let page = u64::from(self.page) & ((1 << PAGE_BITS) - 1);
        let mut word = visitor;
        word = word << Country::BITS | u64::from(self.country.number());
        word = word << PAGE_BITS | page;
        word = word << 1 | u64::from(self.tongue == Tongue::Fr);
        word << 1 | 1
    }

    /// `None` of a word in which nothing was put.
    pub(crate) fn unpack(word: u64) -> Option<Self> {
        let low = |word: u64, bits: u32| u16::try_from(word & ((1 << bits) - 1)).unwrap_or_default();
        if word == 0 {
            return None;
        }
        let tongue = if word >> 1 & 1 == 1 { Tongue::Fr } else { Tongue::En };
        let page = low(word >> 2, PAGE_BITS);
        let country = Country::of_number(low(word >> (2 + PAGE_BITS), Country::BITS));
        Some(Self { visitor: word >> (2 + PAGE_BITS + Country::BITS), country, page, tongue })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_mark_comes_out_as_it_went_in(visitor in 0_u64..1 << VISITOR_BITS, code in "[A-Z]{2}", page in 0_u16..512, fr: bool) {
            let tongue = if fr { Tongue::Fr } else { Tongue::En };
            let mark = Mark { visitor, country: Country::read(code.as_bytes()), page, tongue };
            prop_assert!(mark.pack() != 0);
            prop_assert_eq!(Mark::unpack(mark.pack()), Some(mark));
        }
    }
}
