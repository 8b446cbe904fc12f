//! Words, numbers, times and sizes as the page shows them.

use language::{Language, Messages, format};

/// How the page speaks.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) language: Language,
    pub(super) messages: &'a Messages,
}

/// What a value is shown as when there is none.
const NOTHING: &str = "–";

impl<'a> Words<'a> {
    /// The words of a message.
    pub(super) fn t(&self, key: &'a str) -> &'a str {
        self.messages.say(self.language, key)
    }

    /// The words of a key that is put together.
    pub(super) fn named(&self, key: &str) -> String {
        self.messages.say(self.language, key).to_owned()
    }

    /// A whole number, grouped as the language does.
    pub(super) fn number(&self, number: f64) -> String {
        #[expect(clippy::cast_possible_truncation, reason = "counts are far below 2^63")]
        format::number(self.language, number.round() as i64)
    }

    pub(super) fn number_or_nothing(&self, number: Option<f64>) -> String {
        number.map_or_else(|| NOTHING.to_owned(), |number| self.number(number))
    }

    /// A number with one decimal.
    pub(super) fn decimal(&self, number: f64) -> String {
        let text = format!("{number:.1}");
        if self.language == Language::Fr { text.replace('.', ",") } else { text }
    }

    pub(super) fn percent(&self, share: Option<f64>) -> String {
        let Some(share) = share else { return NOTHING.to_owned() };
        let number = self.decimal(share * 100.0);
        if self.language == Language::Fr { format!("{number}\u{a0}%") } else { format!("{number}%") }
    }

    /// A duration in the unit that fits.
    pub(super) fn time(&self, seconds: Option<f64>) -> String {
        let Some(seconds) = seconds else { return NOTHING.to_owned() };
        let day = if self.language == Language::Fr { "j" } else { "d" };
        let (number, unit) = match seconds {
            s if s < 0.0005 => (0.0, "ms"),
            s if s < 1.0 => (s * 1e3, "ms"),
            s if s < 120.0 => (s, "s"),
            s if s < 7_200.0 => (s / 60.0, "min"),
            s if s < 172_800.0 => (s / 3_600.0, "h"),
            s => (s / 86_400.0, day),
        };
        format!("{}\u{a0}{unit}", self.decimal(number))
    }

    pub(super) fn size(&self, bytes: Option<f64>) -> String {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "sizes are below 2^63 and not negative"
        )]
        bytes.map_or_else(|| NOTHING.to_owned(), |bytes| format::file_size(self.language, bytes as u64))
    }
}

/// A moment of the clock, to the second, in UTC: what logs are in.
pub(super) fn moment(clock: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a moment of this age of the world")]
    let moment = jiff::Timestamp::from_second(clock as i64).unwrap_or_default();
    moment.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_shares_are_shown_in_the_unit_that_fits_and_the_language() {
        let messages = Messages::built_in().expect("wording");
        let say = |language| Words { language, messages: &messages };
        let (en, fr) = (say(Language::En), say(Language::Fr));
        for (seconds, shown) in [
            (0.0, "0.0\u{a0}ms"),
            (0.012_3, "12.3\u{a0}ms"),
            (3.0, "3.0\u{a0}s"),
            (600.0, "10.0\u{a0}min"),
            (7_200.0, "2.0\u{a0}h"),
            (864_000.0, "10.0\u{a0}d"),
        ] {
            assert_eq!(en.time(Some(seconds)), shown);
        }
        assert_eq!(fr.time(Some(864_000.0)), "10,0\u{a0}j");
        assert_eq!((en.percent(Some(0.125)), fr.percent(Some(0.125))), ("12.5%".to_owned(), "12,5\u{a0}%".to_owned()));
        assert_eq!((en.time(None), fr.size(None)), (NOTHING.to_owned(), NOTHING.to_owned()));
        assert_eq!(moment(1_795_500_000.0), "2026-11-24 06:00:00 UTC");
    }
}
