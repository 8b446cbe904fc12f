//! Counting what ran, from the closing lines of the test runners used here.

use std::ops::AddAssign;

/// How many checks passed and how many failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    pub(crate) const ONE_PASSED: Self = Self { passed: 1, failed: 0 };
    pub(crate) const ONE_FAILED: Self = Self { passed: 0, failed: 1 };

    /// nextest closes with `Summary [ 1.2s] 12 tests run: 11 passed (1 slow), 1 failed, 0 skipped`.
    pub(crate) fn of_nextest(lines: &[String]) -> Self {
        lines.iter().filter(|line| line.trim_start().starts_with("Summary [")).map(|line| Self::of_counts(line)).sum()
    }

    /// Each test binary closes with `test result: ok. 3 passed; 0 failed; 0 ignored; …`.
    pub(crate) fn of_cargo_test(lines: &[String]) -> Self {
        lines
            .iter()
            .filter(|line| line.trim_start().starts_with("test result:"))
            .map(|line| Self::of_counts(line))
            .sum()
    }

    /// Node's runner closes with the lines `ℹ pass 3` and `ℹ fail 0` (and `ℹ cancelled 0`, which is a failure to run).
    pub(crate) fn of_node(lines: &[String]) -> Self {
        let count = |word: &str| -> u64 {
            lines
                .iter()
                .filter_map(|line| line.strip_prefix("ℹ ")?.strip_prefix(word)?.trim().parse::<u64>().ok())
                .sum()
        };
        Self { passed: count("pass "), failed: count("fail ") + count("cancelled ") }
    }

    fn of_counts(line: &str) -> Self {
        let words: Vec<&str> = line.split_whitespace().collect();
        let count = |wanted: &[&str]| -> u64 {
            words
                .windows(2)
                .filter(|pair| wanted.contains(&pair[1].trim_end_matches([',', ';'])))
                .filter_map(|pair| pair[0].parse::<u64>().ok())
                .sum()
        };
        Self { passed: count(&["passed"]), failed: count(&["failed", "timed", "exec"]) }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, one| {
            sum += one;
            sum
        })
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_nextest_summary_is_counted() {
        let output = lines(
            "  PASS [ 0.1s] x y\n     Summary [   0.012s] 13 tests run: 10 passed (1 slow), 2 failed, 1 timed out, 4 skipped",
        );
        assert_eq!(Tally::of_nextest(&output), Tally { passed: 10, failed: 3 });
    }

    #[test]
    fn every_binary_of_cargo_test_is_counted() {
        let output =
            lines("test result: ok. 3 passed; 0 failed; 1 ignored\ntest result: FAILED. 4 passed; 2 failed; 0 ignored");
        assert_eq!(Tally::of_cargo_test(&output), Tally { passed: 7, failed: 2 });
    }

    #[test]
    fn a_cancelled_journey_is_a_failed_one() {
        let output = lines("✔ home\nℹ tests 6\nℹ suites 0\nℹ pass 4\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0");
        assert_eq!(Tally::of_node(&output), Tally { passed: 4, failed: 2 });
    }

    #[test]
    fn the_closing_line_is_plain() {
        assert_eq!(Tally { passed: 12, failed: 0 }.to_string(), "12 passed, 0 failed");
    }
}
