//! Names are shown in the script they are written in, or in Latin letters with a note.

use language::Language;

use crate::reader::Reading;
use crate::sample::{letter, messages};

const LATIN: &str = "Shown here in Latin letters. The copy on the site has it as it was typed.";
const MISSING: &str = "Some characters cannot be shown here. The copy on the site has them as they were typed.";

/// What is read aloud for an answer of one line, and the notes under it.
fn read(answer: &str) -> Vec<String> {
    let pdf = letters::pdf(&letter(Language::En, &[("Name", &[answer])]), &messages()).unwrap();
    let reading = Reading::new(&pdf);
    assert_eq!(reading.stray, "");
    reading.rows().pop().unwrap().1
}

#[test]
fn names_are_set_in_their_own_script_and_read_in_logical_order() {
    for name in [
        "محمد بن عبد الله الخوارزمي",
        "نورالدین جہانگیر",
        "ښاغلی ځدراڼ",
        "יצחק בן־צבי",
        "王小明",
        "欧阳娜娜 歐陽娜娜 龘",
        "さくら サクラ 桜",
        "김민준 뷁",
        "தமிழ்ச்செல்வி சுப்பிரமணியன்",
        "ᐃᓄᒃᑎᑐᑦ ᓄᓇᕗᑦ",
        "ᓀᐦᐃᔭᐍᐏᐣ",
        "Наталія Ґудзь",
        "Ελένη Παπαδοπούλου",
        "Nguyễn Thị Hồng Phượng",
        "Ọlájùmọ̀kẹ́ Żółć İğdır ŞEYMA",
        "श्रीमती क्षितिज",
        "শ্রীকান্ত চক্রবর্তী",
        "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
        "શ્રી પ્રજ્ઞા",
        "ശ്രീകുമാർ",
        "శ్రీనివాస్",
        "ಶ್ರೀನಿವಾಸ",
        "ශ්‍රී ලංකා",
        "สมชาย ใจดี",
        "ສົມໃຈ",
        "ស្រីមុំ ខ្មែរ",
        "မြန်မာ ကြည်",
        "ኃይለ ሥላሴ",
        "Արամ Խաչատրյան",
        "შოთა რუსთაველი",
        "ܐܠܦ ܒܝܬ",
        "ߒߞߏ",
        "ⵜⵉⴼⵉⵏⴰⵖ",
        "𞤀𞤣𞤤𞤢𞤥",
    ] {
        assert_eq!(read(name), [name]);
    }
}

#[test]
fn both_directions_on_one_line_are_read_as_they_were_typed() {
    for text in ["Name: محمد (Mohamed), born 1985 in القاهرة.", "شركة ABC للتجارة رقم 12345", "می‌خواهم"]
    {
        assert_eq!(read(text), [text]);
    }
}

#[test]
fn a_long_text_from_right_to_left_is_read_whole_over_all_its_lines() {
    let text = "شركة معروفة جدا تعمل في مجال التجارة منذ سنوات طويلة ".repeat(8);
    assert_eq!(read(text.trim()), [text.trim()]);
}

#[test]
fn a_name_in_a_script_without_font_is_written_in_latin_letters_with_a_note() {
    assert_eq!(read("བཀྲ་ཤིས"), ["bkr-shis", LATIN]);
    assert_eq!(read("ᠮᠣᠩᠭᠣᠯ"), ["monggol", LATIN]);
}

#[test]
fn one_rare_character_turns_its_name_but_not_the_words_beside_it() {
    assert_eq!(read("王𠮷明, née Кравець"), ["WangKichiMing, née Кравець", LATIN]);
}

#[test]
fn the_note_is_written_in_the_letters_language() {
    let pdf = letters::pdf(&letter(Language::Fr, &[("Nom", &["བཀྲ་ཤིས"])]), &messages()).unwrap();
    let answer = Reading::new(&pdf).rows().pop().unwrap().1;
    assert_eq!(answer, ["bkr-shis", "Écrit ici en lettres latines. La copie sur le site garde ce qui a été saisi."]);
}

#[test]
fn signs_and_pictures_get_their_names() {
    assert_eq!(read("Party 🎉 👩🏽‍🚀 ①"), ["Party :tada: :woman::rocket: 1", LATIN]);
}

#[test]
fn what_cannot_be_shown_leaves_a_mark_and_a_note() {
    assert_eq!(read("a\0b\u{e000}c\u{fffe}"), ["a\u{fffd}b\u{fffd}c\u{fffd}", MISSING]);
}

#[test]
fn text_cannot_be_turned_around_by_hidden_commands() {
    assert_eq!(read("a\u{202e}evil\u{202c}\u{2066}b\u{2069}\u{feff}\u{ad}"), ["aevilb"]);
}

#[test]
fn letters_typed_in_parts_are_put_together() {
    assert_eq!(read("Nguye\u{302}\u{303}n"), ["Nguyễn"]);
    assert_eq!(read("\u{1100}\u{1161}\u{11a8}"), ["각"]);
}

#[test]
fn a_heap_of_marks_on_one_letter_is_cut() {
    let heap = format!("Z{}", "\u{301}".repeat(5000));
    let read = read(&heap);
    assert!(read[0].chars().count() <= 9, "{} characters", read[0].chars().count());
    assert_eq!(read[1], MISSING);
}

#[test]
fn a_mark_that_no_font_sets_on_its_letter_is_noted() {
    assert_eq!(read("漢\u{301}字"), ["漢字", MISSING]);
}
