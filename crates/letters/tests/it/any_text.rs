//! Nothing that anybody types keeps a letter from being made.

use language::{Language, Messages};
use letters::{Letter, Section};
use proptest::prelude::*;
use std::sync::LazyLock;

use crate::reader::Reading;
use crate::sample::messages;

static MESSAGES: LazyLock<Messages> = LazyLock::new(messages);

/// Text of all kinds: anything at all, and mixtures of what is hard to set.
fn text() -> impl Strategy<Value = String> {
    let hard = prop::sample::select(vec![
        "a",
        " ",
        "\n",
        "\t",
        "\0",
        "\r",
        "é",
        "e\u{301}",
        "\u{301}",
        "\u{200d}",
        "\u{200c}",
        "\u{200e}",
        "\u{200f}",
        "\u{202e}",
        "\u{2066}",
        "\u{feff}",
        "\u{fffd}",
        "\u{ffff}",
        "\u{e000}",
        "\u{10ffff}",
        "🎉",
        "👩🏽‍🚀",
        "\u{1f3fd}",
        "محمد",
        "\u{64b}",
        "ﷺ",
        "א",
        "\u{5b0}",
        "王",
        "𠮷",
        "あ\u{3099}",
        "각",
        "\u{1100}",
        "த",
        "\u{bcd}",
        "\u{bbe}",
        "ஸ்ரீ",
        "क्ष",
        "\u{94d}",
        "ᐃ",
        "ক",
        "မြ",
        "ខ្ម",
        "ก\u{e49}\u{e49}",
        "ශ්‍රී",
        "𞤀",
        "\u{1e944}",
        "\u{25cc}",
        "\u{334}",
        "\u{20dd}",
        "½",
        "(",
        "«",
        "1",
        "١",
        "－",
        "\u{3000}",
        "\u{a0}",
        "\u{2028}",
    ]);
    prop_oneof![any::<String>(), "\\PC{0,40}", prop::collection::vec(hard, 0..30).prop_map(|pieces| pieces.concat()),]
}

fn letter() -> impl Strategy<Value = Letter> {
    let row = (text(), prop::collection::vec(text(), 0..3));
    let section = (text(), any::<u8>(), prop::collection::vec(row, 0..4), prop::collection::vec(text(), 0..2))
        .prop_map(|(title, level, rows, paragraphs)| Section { title, level, rows, paragraphs });
    let reference = prop::collection::vec((text(), text()), 0..2);
    (any::<bool>(), text(), reference, text(), prop::collection::vec(section, 0..3), text()).prop_map(
        |(french, title, reference, notice, sections, footer)| Letter {
            language: if french { Language::Fr } else { Language::En },
            written: jiff::Timestamp::UNIX_EPOCH,
            title,
            reference,
            notice,
            sections,
            footer,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_letter_is_made_and_can_be_read(letter in letter()) {
        let pdf = letters::pdf(&letter, &MESSAGES).unwrap();
        let reading = Reading::new(&pdf);
        prop_assert_eq!(&reading.stray, "");
        let rows = letter.reference.len() + letter.sections.iter().map(|section| section.rows.len()).sum::<usize>();
        prop_assert_eq!(reading.rows().len(), rows);
        prop_assert_eq!(reading.outline().len(), 1 + letter.sections.len());
    }

    #[test]
    fn plain_words_are_read_back_exactly(words in "[A-Za-zÀ-ÿŁłŐő0-9 .,:;!?’«»()%$€–-]{0,200}[a-z]") {
        let letter = crate::sample::letter(Language::En, &[("Question", &[words.as_str()])]);
        let rows = Reading::new(&letters::pdf(&letter, &MESSAGES).unwrap()).rows();
        prop_assert_eq!(&rows[1].1, &[words]);
    }
}
