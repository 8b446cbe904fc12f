//! Randomness as a parameter: the real source for the running service, and a seam for tests to be repeatable.

/// A source of unpredictable bytes.
///
/// Everything in this crate that needs randomness takes one, so that tests can pass a seeded source. Production code
/// passes [`SystemRandom`].
pub trait Random: Send + Sync {
    /// Fills `out` with random bytes.
    fn fill(&self, out: &mut [u8]);
}

/// The operating system's cryptographic generator, through aws-lc.
///
/// If it fails the process panics: nothing safe can be done without it, and aws-lc itself treats that as fatal.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, out: &mut [u8]) {
        aws_lc_rs::rand::fill(out).expect("the operating system gives random bytes");
    }
}

/// Draws an array of `N` random bytes.
pub(crate) fn draw<const N: usize>(random: &dyn Random) -> [u8; N] {
    let mut out = [0; N];
    random.fill(&mut out);
    out
}
