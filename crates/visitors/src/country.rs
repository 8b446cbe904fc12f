//! A country as two letters in ten bits, so that it fits into a mark.

/// Letters of the alphabet.
const LETTERS: u16 = 26;

/// A country's code (ISO 3166-1 alpha-2, or XK), or that it is not known. That the letters mean a country is checked where
/// they are counted, not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Country(u16);

impl Country {
    /// Not known: a row of its own.
    pub const UNKNOWN: Self = Self(0);
    /// How many bits [`number`](Self::number) takes.
    pub(crate) const BITS: u32 = 10;

    /// Reads two letters, large or small. Anything else is unknown.
    pub fn read(code: &[u8]) -> Self {
        let letter = |byte: u8| byte.is_ascii_alphabetic().then(|| u16::from(byte.to_ascii_uppercase() - b'A'));
        match code {
            [first, second] => match (letter(*first), letter(*second)) {
                (Some(first), Some(second)) => Self(1 + first * LETTERS + second),
                _ => Self::UNKNOWN,
            },
            _ => Self::UNKNOWN,
        }
    }

    /// The code in capital letters. `None` if unknown.
    pub fn code(self) -> Option<String> {
        let number = self.0.checked_sub(1)?;
        let letter = |at: u16| char::from(b'A' + u8::try_from(at).unwrap_or(0));
        Some([letter(number / LETTERS), letter(number % LETTERS)].iter().collect())
    }

    pub(crate) fn number(self) -> u16 {
        self.0
    }

    pub(crate) fn of_number(number: u16) -> Self {
        Self(if number <= LETTERS * LETTERS { number } else { 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_are_a_code_and_everything_else_is_unknown() {
        for (written, code) in [("CA", Some("CA")), ("fr", Some("FR")), ("AA", Some("AA")), ("zz", Some("ZZ"))] {
            let country = Country::read(written.as_bytes());
            assert_eq!(country.code().as_deref(), code);
            assert_eq!(Country::of_number(country.number()), country);
            assert!(country.number() < 1 << Country::BITS);
        }
        for written in ["", "C", "CAN", "C1", "É", "--", "T1", "<b"] {
            assert_eq!(Country::read(written.as_bytes()), Country::UNKNOWN, "{written}");
        }
        assert_eq!(Country::UNKNOWN.code(), None);
    }
}
