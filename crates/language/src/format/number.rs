//! Numbers, money, rows of things and file sizes.

use std::sync::LazyLock;

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;

use super::{Formatters, NO_BREAK, Pair};
use crate::Language;

static DECIMAL: Formatters<DecimalFormatter> = LazyLock::new(|| {
    let options = DecimalFormatterOptions::default();
    Pair::of(|locale| DecimalFormatter::try_new(locale.into(), options).expect("the number data is compiled in"))
});
static LIST: Formatters<ListFormatter> = LazyLock::new(|| {
    let options = ListFormatterOptions::default();
    Pair::of(|locale| ListFormatter::try_new_and(locale.into(), options).expect("the list data is compiled in"))
});

/// Sizes count as Windows counts them: 1,024 bytes to the KB, 1,048,576 to the MB.
const KILO: u64 = 1 << 10;
const MEGA: u64 = 1 << 20;
const GIGA: u64 = 1 << 30;

/// A whole number with its groups of three: "1,590" or "1 590".
pub fn number(language: Language, number: i64) -> String {
    decimal(language, number.into())
}

/// A number given in tenths: "7.5" or "7,5", and "7" where there are none.
pub fn with_tenths(language: Language, tenths: i64) -> String {
    if tenths % 10 == 0 {
        return number(language, tenths / 10);
    }
    let mut number = Decimal::from(tenths);
    number.multiply_pow10(-1);
    decimal(language, number)
}

/// Canadian dollars from cents: "$1,590.00" or "1 590,00 $".
pub fn money(language: Language, cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let mut amount = Decimal::from(cents.unsigned_abs());
    amount.multiply_pow10(-2);
    amount.pad_end(-2);
    let amount = decimal(language, amount);
    match language {
        Language::En => format!("{sign}${amount}"),
        Language::Fr => format!("{sign}{amount}{NO_BREAK}$"),
    }
}

/// Things in a row: "a, b and c" or "a, b et c".
pub fn list_and(language: Language, items: &[String]) -> String {
    LIST.get(language).format(items.iter()).to_string()
}

/// The size of a file: "812 KB", "4 MB" or "4,5 Mo", to a tenth from a megabyte on.
///
/// Sizes are rounded up, so a file just over a limit of "4 MB" is never itself called "4 MB".
pub fn file_size(language: Language, bytes: u64) -> String {
    let (size, (english, french)) = if bytes < KILO {
        (bytes.into(), if bytes == 1 { ("byte", "octet") } else { ("bytes", "octets") })
    } else if bytes <= MEGA - KILO {
        (bytes.div_ceil(KILO).into(), ("KB", "Ko"))
    } else if bytes <= GIGA - MEGA {
        (tenths(bytes, MEGA), ("MB", "Mo"))
    } else {
        (tenths(bytes, GIGA), ("GB", "Go"))
    };
    let size = decimal(language, size);
    match (language, bytes) {
        (Language::En, _) => format!("{size}{NO_BREAK}{english}"),
        (Language::Fr, 0) => format!("0{NO_BREAK}octet"),
        (Language::Fr, _) => format!("{size}{NO_BREAK}{french}"),
    }
}

/// How many units fit the bytes, rounded up to a tenth; a whole number shows no tenth.
fn tenths(bytes: u64, unit: u64) -> Decimal {
    let whole = bytes / unit;
    // The rest is smaller than a unit, so ten times it is far from the type's end.
    let tenths = (bytes % unit * 10).div_ceil(unit);
    let mut size = Decimal::from(whole * 10 + tenths);
    size.multiply_pow10(-1);
    size.trim_end();
    size
}

fn decimal(language: Language, number: Decimal) -> String {
    DECIMAL.get(language).format(&number).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Fr};

    #[test]
    fn tenths_are_shown_where_there_are_some() {
        let table = [(0, "0", "0"), (75, "7.5", "7,5"), (70, "7", "7"), (10_955, "1,095.5", "1\u{a0}095,5")];
        for (number, english, french) in table {
            assert_eq!((with_tenths(En, number).as_str(), with_tenths(Fr, number).as_str()), (english, french));
        }
    }

    #[test]
    fn numbers_are_grouped_in_threes() {
        let table = [
            (0, "0", "0"),
            (-5, "-5", "-5"),
            (999, "999", "999"),
            (1_590, "1,590", "1\u{a0}590"),
            (327_100, "327,100", "327\u{a0}100"),
            (1_234_567, "1,234,567", "1\u{a0}234\u{a0}567"),
        ];
        for (value, english, french) in table {
            assert_eq!(number(En, value), english);
            assert_eq!(number(Fr, value), french);
        }
        assert_eq!(number(En, i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn money_always_shows_its_cents() {
        let table = [
            (0, "$0.00", "0,00\u{a0}$"),
            (5, "$0.05", "0,05\u{a0}$"),
            (-5, "-$0.05", "-0,05\u{a0}$"),
            (8_500, "$85.00", "85,00\u{a0}$"),
            (159_000, "$1,590.00", "1\u{a0}590,00\u{a0}$"),
            (1_549_299, "$15,492.99", "15\u{a0}492,99\u{a0}$"),
        ];
        for (cents, english, french) in table {
            assert_eq!(money(En, cents), english);
            assert_eq!(money(Fr, cents), french);
        }
        assert_eq!(money(En, i64::MIN), "-$92,233,720,368,547,758.08");
    }

    #[test]
    fn things_are_joined_with_and() {
        let items = ["a", "b", "c"].map(str::to_owned);
        let table = [("", ""), ("a", "a"), ("a and b", "a et b"), ("a, b and c", "a, b et c")];
        for (length, (english, french)) in table.into_iter().enumerate() {
            assert_eq!(list_and(En, &items[..length]), english);
            assert_eq!(list_and(Fr, &items[..length]), french);
        }
    }

    #[test]
    fn sizes_use_the_unit_people_know() {
        let table = [
            (0, "0 bytes", "0 octet"),
            (1, "1 byte", "1 octet"),
            (1023, "1,023 bytes", "1 023 octets"),
            (KILO, "1 KB", "1 Ko"),
            (KILO + 1, "2 KB", "2 Ko"),
            (812 * KILO, "812 KB", "812 Ko"),
            (MEGA - KILO, "1,023 KB", "1 023 Ko"),
            (MEGA - 1, "1 MB", "1 Mo"),
            (MEGA, "1 MB", "1 Mo"),
            (4 * MEGA, "4 MB", "4 Mo"),
            (4 * MEGA + 1, "4.1 MB", "4,1 Mo"),
            (4 * MEGA + MEGA / 2, "4.5 MB", "4,5 Mo"),
            (10 * MEGA, "10 MB", "10 Mo"),
            (GIGA - MEGA, "1,023 MB", "1 023 Mo"),
            (GIGA - 1, "1 GB", "1 Go"),
            (2 * GIGA + 1, "2.1 GB", "2,1 Go"),
        ];
        for (bytes, english, french) in table {
            assert_eq!(file_size(En, bytes), english.replace(' ', NO_BREAK));
            assert_eq!(file_size(Fr, bytes), french.replace(' ', NO_BREAK));
        }
        assert_eq!(file_size(En, u64::MAX), "17,179,869,184\u{a0}GB");
    }

    #[test]
    fn a_file_over_a_limit_never_reads_like_the_limit() {
        for limit in [KILO, 100 * KILO, MEGA, 4 * MEGA, 10 * MEGA, GIGA] {
            for language in Language::ALL {
                assert_ne!(file_size(language, limit + 1), file_size(language, limit));
            }
        }
    }
}
