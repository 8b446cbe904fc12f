//! Numbers people read out, type and copy: receipt numbers of filings and references of drafts.
//!
//! `LF-7K2M-9QWX-C`: a prefix that says which, eight characters that carry the number, and a check character. The
//! alphabet has 29 characters, digits and consonants without L and Y: no vowels, so no words; no character that looks
//! like a digit, so that O is read as 0, and I and L as 1. Twenty-nine is prime and each position has another weight, so the check
//! character catches every single wrong character and every exchange of two, near or far.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

/// The characters of a number, in the order of their values.
const ALPHABET: &[u8; 29] = b"0123456789BCDFGHJKMNPQRSTVWXZ";
const BASE: u64 = 29;
/// Characters that carry the number.
const BODY: usize = 8;
/// Body and check character.
const BARE: usize = BODY + 1;
/// The same after the two letters of the prefix.
const WITH_PREFIX: usize = BARE + 2;
/// How many values half of the body takes.
pub(crate) const HALF: u64 = BASE.pow(4);
/// How many different numbers there are: 29⁸, about five hundred thousand million.
pub const SEQUENCES: u64 = BASE.pow(8);
/// The longest text that is looked at, in bytes: a number with a few spaces and dashes typed into it.
const MAX_TEXT: usize = 64;

/// Which series of numbers: its prefix, and what it adds to the check so that a number of one series is not mistaken for
/// one of another.
pub trait Series: Copy + Ord + fmt::Debug + private::Sealed {
    /// The two letters in front.
    const PREFIX: &'static str;
    /// Added to the check.
    #[doc(hidden)]
    const OFFSET: u64;
}

/// The series of receipt numbers, `LF-…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Receipt {}

/// The series of drafts' references, `LD-…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Draft {}

impl Series for Receipt {
    const PREFIX: &'static str = "LF";
    const OFFSET: u64 = 0;
}

impl Series for Draft {
    const PREFIX: &'static str = "LD";
    const OFFSET: u64 = 11;
}

mod private {
    pub trait Sealed {}
    impl Sealed for super::Receipt {}
    impl Sealed for super::Draft {}
}

/// The number of a filed application, on its receipt: `LF-7K2M-9QWX-C`.
pub type ReceiptNumber = Number<Receipt>;
/// The reference of a draft, on its resume page: `LD-7K2M-9QWX-C`.
pub type Reference = Number<Draft>;

/// A well-formed number of one series. It says nothing of whether it was given out.
///
/// `Display` writes it with its dashes; that is the form to store and to show. [`FromStr`] reads what people type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number<S: Series> {
    code: u64,
    series: PhantomData<S>,
}

/// Why a typed number cannot be one. The number is public, so the reasons may be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// Too few or too many characters.
    #[error("a number has nine letters and digits after its prefix")]
    Length,
    /// A character no number has.
    #[error("“{0}” is in no number")]
    Character(char),
    /// Eleven characters that start with another prefix: perhaps a number of another kind.
    #[error("the number starts with another prefix")]
    Prefix,
    /// The check character does not fit: something was mistyped.
    #[error("the check character does not fit the rest")]
    Check,
}

impl<S: Series> Number<S> {
    pub(crate) fn from_code(code: u64) -> Self {
        debug_assert!(code < SEQUENCES);
        Self { code, series: PhantomData }
    }

    pub(crate) fn code(self) -> u64 {
        self.code
    }

    /// The values of the characters of the body, most significant first.
    fn body(self) -> [u64; BODY] {
        let mut rest = self.code;
        let mut values = [0; BODY];
        for value in values.iter_mut().rev() {
            *value = rest % BASE;
            rest /= BASE;
        }
        values
    }

    /// Reads what a person typed. Case does not matter, nor do spaces and dashes, nor whether the prefix is there; O is
    /// read as 0, I and L as 1, U as V.
    ///
    /// # Errors
    /// What is wrong with it, the first thing found.
    pub fn parse(text: &str) -> Result<Self, NumberFault> {
        if text.len() > MAX_TEXT {
            return Err(NumberFault::Length);
        }
        let typed: Vec<char> = text.chars().filter(|c| !is_separator(*c)).map(|c| c.to_ascii_uppercase()).collect();
        let typed = match typed.len() {
            BARE => typed.as_slice(),
            WITH_PREFIX if typed.iter().take(2).copied().eq(S::PREFIX.chars()) => &typed[2..],
            WITH_PREFIX => return Err(NumberFault::Prefix),
            _ => return Err(NumberFault::Length),
        };
        let mut values = [0; BARE];
        for (value, typed) in values.iter_mut().zip(typed) {
            *value = value_of(*typed).ok_or(NumberFault::Character(*typed))?;
        }
        let (check, body) = values.split_last().ok_or(NumberFault::Length)?;
        if check_of::<S>(body) != *check {
            return Err(NumberFault::Check);
        }
        Ok(Self::from_code(body.iter().fold(0, |code, value| code * BASE + value)))
    }
}

impl<S: Series> FromStr for Number<S> {
    type Err = NumberFault;

    fn from_str(text: &str) -> Result<Self, NumberFault> {
        Self::parse(text)
    }
}

impl<S: Series> fmt::Display for Number<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(14);
        text.push_str(S::PREFIX);
        let body = self.body();
        for (position, value) in body.iter().chain([&check_of::<S>(&body)]).enumerate() {
            if position % 4 == 0 {
                text.push('-');
            }
            text.push(character_of(*value));
        }
        f.pad(&text)
    }
}

impl<S: Series> fmt::Debug for Number<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Weights 1 to 8 over the body and −1 for the check character: all differ modulo 29 and none is 0.
fn check_of<S: Series>(body: &[u64]) -> u64 {
    body.iter().zip(1..).fold(S::OFFSET, |sum, (value, weight)| sum + value * weight) % BASE
}

fn character_of(value: u64) -> char {
    usize::try_from(value).ok().and_then(|index| ALPHABET.get(index)).map_or('?', |byte| char::from(*byte))
}

fn value_of(typed: char) -> Option<u64> {
    let meant = match typed {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    };
    ALPHABET.iter().position(|byte| char::from(*byte) == meant).map(|index| index as u64)
}

/// Spaces of every kind, hyphens and dashes: what word processors and mail programs make of a hyphen.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '\u{200b}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn characters() -> impl Iterator<Item = char> {
        ALPHABET.iter().map(|byte| char::from(*byte))
    }

    /// Positions of the characters that carry meaning in `LF-7K2M-9QWX-C`.
    const PLACES: [usize; 9] = [3, 4, 5, 6, 8, 9, 10, 11, 13];

    fn with(text: &str, place: usize, character: char) -> String {
        text.char_indices().map(|(at, c)| if at == place { character } else { c }).collect()
    }

    fn exchanged(text: &str, one: usize, other: usize) -> String {
        let mut bytes = text.as_bytes().to_vec();
        bytes.swap(one, other);
        String::from_utf8(bytes).unwrap()
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(code in 0..SEQUENCES) {
            let number = ReceiptNumber::from_code(code);
            prop_assert_eq!(number.to_string().parse(), Ok(number));
            prop_assert_eq!(number.to_string().len(), 14);
        }

        #[test]
        fn every_single_wrong_character_is_caught(code in 0..SEQUENCES) {
            let text = ReceiptNumber::from_code(code).to_string();
            for place in PLACES {
                for wrong in characters().filter(|c| *c != char::from(text.as_bytes()[place])) {
                    prop_assert_eq!(ReceiptNumber::parse(&with(&text, place, wrong)), Err(NumberFault::Check));
                }
            }
        }

        #[test]
        fn every_exchange_of_two_characters_is_caught(code in 0..SEQUENCES) {
            let text = ReceiptNumber::from_code(code).to_string();
            for one in PLACES {
                for other in PLACES {
                    let typed = exchanged(&text, one, other);
                    if typed != text {
                        prop_assert_eq!(ReceiptNumber::parse(&typed), Err(NumberFault::Check));
                    }
                }
            }
        }

        #[test]
        fn a_number_is_never_one_of_the_other_series(code in 0..SEQUENCES) {
            let text = Reference::from_code(code).to_string();
            prop_assert_eq!(ReceiptNumber::parse(&text), Err(NumberFault::Prefix));
            prop_assert_eq!(ReceiptNumber::parse(&text[3..]), Err(NumberFault::Check));
        }

        #[test]
        fn nothing_typed_makes_it_panic(text: String) {
            let _ = ReceiptNumber::parse(&text);
        }
    }

    #[test]
    fn typing_is_forgiven() {
        let number = ReceiptNumber::from_code(29_u64.pow(7) + 29 * 29);
        assert_eq!(number.to_string(), "LF-1000-0100-7");
        for typed in [
            "lf-1000-0100-7",
            "LF10000100 7",
            "1000 0100 7",
            " i000–0l00\u{a0}7\n",
            "LF\u{2011}lOoO\u{2011}O1OO\u{2011}7",
            "L F 1 0 0 0 0 1 0 0 7",
        ] {
            assert_eq!(typed.parse(), Ok(number), "{typed}");
        }
    }

    #[test]
    fn faults_say_what_is_wrong() {
        for (typed, fault) in [
            ("", NumberFault::Length),
            ("LF-1000-0100", NumberFault::Length),
            ("LF-1000-0100-77", NumberFault::Length),
            ("XX-1000-0100-7", NumberFault::Prefix),
            ("LF-1000-01*0-7", NumberFault::Character('*')),
            ("LF-1000-010é-7", NumberFault::Character('é')),
            ("LF-1000-0100-8", NumberFault::Check),
        ] {
            assert_eq!(ReceiptNumber::parse(typed), Err(fault), "{typed}");
        }
        assert_eq!(ReceiptNumber::parse(&"0".repeat(10_000)), Err(NumberFault::Length));
    }
}
