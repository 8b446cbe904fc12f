//! A keyed shuffle of all the numbers that can be given out, so that numbers in sequence look random and never repeat.
//!
//! A Feistel network over pairs of halves, as in NIST SP 800-38G (FF1), with HMAC-SHA256 for its round function: ten
//! rounds, and halves added modulo their size, so that it permutes exactly [`SEQUENCES`] values and not a power of two.
//! It hides how many numbers were given out and when; it does not make a number a secret.

use aws_lc_rs::hmac;

use crate::derive::{KeyBytes, first, hmac_key, keyed_hash};
use crate::error::Error;
use crate::numbers::{HALF, SEQUENCES};

/// Rounds of the network: what FF1 uses.
const ROUNDS: u8 = 10;

pub(crate) struct Permutation(hmac::Key);

impl Permutation {
    pub(crate) fn new(key: &KeyBytes) -> Self {
        Self(hmac_key(key))
    }

    /// Where the shuffle puts `sequence`.
    pub(crate) fn forward(&self, sequence: u64) -> Result<u64, Error> {
        if sequence >= SEQUENCES {
            return Err(Error::SequenceTooLarge(sequence));
        }
        let (mut left, mut right) = (sequence / HALF, sequence % HALF);
        for round in 0..ROUNDS {
            (left, right) = (right, (left + self.round(round, right)) % HALF);
        }
        Ok(left * HALF + right)
    }

    /// Which sequence the shuffle puts at `code`; `code` is below [`SEQUENCES`].
    pub(crate) fn backward(&self, code: u64) -> u64 {
        let (mut left, mut right) = (code / HALF, code % HALF);
        for round in (0..ROUNDS).rev() {
            (left, right) = ((right + HALF - self.round(round, left)) % HALF, left);
        }
        left * HALF + right
    }

    /// A pseudorandom number below [`HALF`]. The modulo's bias is below 2⁻⁴⁴.
    fn round(&self, round: u8, half: u64) -> u64 {
        let hash = keyed_hash(&self.0, &[&[round], &half.to_le_bytes()]);
        u64::from_le_bytes(first(&hash)) % HALF
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn shuffle() -> Permutation {
        Permutation::new(&KeyBytes::new([7; 32]))
    }

    proptest! {
        #[test]
        fn every_sequence_comes_back(sequence in 0..SEQUENCES) {
            let code = shuffle().forward(sequence).unwrap();
            prop_assert!(code < SEQUENCES);
            prop_assert_eq!(shuffle().backward(code), sequence);
        }

        #[test]
        fn every_code_is_given_out_for_some_sequence(code in 0..SEQUENCES) {
            let sequence = shuffle().backward(code);
            prop_assert!(sequence < SEQUENCES);
            prop_assert_eq!(shuffle().forward(sequence), Ok(code));
        }
    }

    #[test]
    fn the_ends_of_the_range_come_back_and_nothing_past_them() {
        for sequence in [0, 1, HALF - 1, HALF, HALF + 1, SEQUENCES - 2, SEQUENCES - 1] {
            assert_eq!(shuffle().backward(shuffle().forward(sequence).unwrap()), sequence);
        }
        assert_eq!(shuffle().forward(SEQUENCES), Err(Error::SequenceTooLarge(SEQUENCES)));
        assert_eq!(shuffle().forward(u64::MAX), Err(Error::SequenceTooLarge(u64::MAX)));
    }

    #[test]
    fn neighbours_do_not_stay_neighbours() {
        let codes: Vec<u64> = (0..2_000).map(|sequence| shuffle().forward(sequence).unwrap()).collect();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
        let near = codes.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) < SEQUENCES / 1_000).count();
        assert!(near < 20, "{near} of 2,000 neighbours stayed within a thousandth of the range; 4 are expected");
    }
}
