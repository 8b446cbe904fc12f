//! The make of the file: structure, outline, language, pages, size.

use language::Language;
use letters::LetterError;
use lopdf::Object;

use crate::reader::{Element, Reading, text_string};
use crate::sample::{letter, long_application, messages, section};

const ROWS: &[(&str, &[&str])] = &[("Family name", &["Silva"]), ("Given name", &["Ana Maria", "(one line more)"])];

fn reading(letter: &letters::Letter) -> Reading {
    let reading = Reading::new(&letters::pdf(letter, &messages()).unwrap());
    assert_eq!(reading.stray, "", "everything drawn is content or decoration");
    reading
}

#[test]
fn rows_are_tables_with_questions_as_row_headers() {
    let reading = reading(&letter(Language::En, ROWS));
    let rows = reading.rows();
    assert_eq!(rows[0], ("Receipt number".to_owned(), vec!["LF-7K2M-9QWX-C".to_owned()]));
    assert_eq!(rows[1], ("Family name".to_owned(), vec!["Silva".to_owned()]));
    assert_eq!(rows[2], ("Given name".to_owned(), vec!["Ana Maria".to_owned(), "(one line more)".to_owned()]));
    assert!(reading.root.all("TH").iter().all(|header| header.scope.as_deref() == Some("Row")));
    assert_eq!(reading.root.all("Table").len(), 2);
}

#[test]
fn the_letter_is_read_from_title_to_small_print() {
    let speech = reading(&letter(Language::En, ROWS)).speech();
    let order = ["Your application", "This is a demonstration", "Receipt number", "About you", "Silva", "support@"];
    let places: Vec<_> = order.iter().map(|words| speech.find(words).expect(words)).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn titles_are_headings_and_make_the_outline_without_skipping_a_rank() {
    let mut letter = letter(Language::En, ROWS);
    letter.sections.extend([section("Family", 2, &[]), section("Child", 4, ROWS), section("History", 3, ROWS)]);
    letter.sections.push(section("Declaration", 9, ROWS));
    let reading = reading(&letter);
    let expected =
        [(1, "Your application: Express Entry"), (2, "About you"), (2, "Family"), (3, "Child"), (3, "History")]
            .into_iter()
            .chain([(4, "Declaration")])
            .map(|(rank, words)| (rank, words.to_owned()));
    let expected: Vec<_> = expected.collect();
    assert_eq!(reading.outline(), expected);
    for (rank, words) in expected {
        let headings = reading.root.all(&format!("H{rank}"));
        assert!(headings.iter().any(|heading| heading.speech() == words), "H{rank} {words}");
    }
}

#[test]
fn the_file_says_its_language_title_and_standards() {
    for (language, code) in [(Language::En, "en-CA"), (Language::Fr, "fr-CA")] {
        let letter = letter(language, ROWS);
        let reading = reading(&letter);
        let catalog = reading.document.catalog().unwrap();
        assert_eq!(text_string(catalog.get(b"Lang").unwrap()), code);
        let (_, marks) = reading.document.dereference(catalog.get(b"MarkInfo").unwrap()).unwrap();
        assert_eq!(marks.as_dict().unwrap().get(b"Marked").unwrap(), &Object::Boolean(true));
        let (_, preferences) = reading.document.dereference(catalog.get(b"ViewerPreferences").unwrap()).unwrap();
        assert_eq!(preferences.as_dict().unwrap().get(b"DisplayDocTitle").unwrap(), &Object::Boolean(true));
        let (_, metadata) = reading.document.dereference(catalog.get(b"Metadata").unwrap()).unwrap();
        let metadata = String::from_utf8(metadata.as_stream().unwrap().content.clone()).unwrap();
        for words in ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", &letter.title] {
            assert!(metadata.contains(words), "{words} in {metadata}");
        }
    }
}

#[test]
fn pages_are_letter_paper_and_numbered_in_the_letters_language() {
    let long = |language| {
        let mut letter = letter(language, ROWS);
        letter.sections.extend((0..40).map(|number| section(&format!("Part {number}"), 2, ROWS)));
        reading(&letter)
    };
    let (english, french) = (long(Language::En), long(Language::Fr));
    let pages = english.furniture.len();
    assert!(pages > 2);
    for (index, text) in english.furniture.iter().enumerate() {
        assert!(text.contains(&format!("Page {} of {pages}", index + 1)), "{text}");
        assert_eq!(text.contains("LF-7K2M-9QWX-C"), index > 0, "{text}");
    }
    assert!(french.furniture[1].contains(&format!("Page 2 sur {pages}")), "{}", french.furniture[1]);
    for id in english.document.get_pages().into_values() {
        let page = english.document.get_dictionary(id).unwrap();
        let size: Vec<_> =
            page.get(b"MediaBox").unwrap().as_array().unwrap().iter().map(|n| n.as_float().unwrap()).collect();
        assert_eq!(size, [0.0, 0.0, 612.0, 792.0]);
    }
}

#[test]
fn an_answer_longer_than_a_page_runs_on_and_is_read_as_one() {
    let long = "We lived there for three years, and then moved. ".repeat(200);
    let reading = reading(&letter(Language::En, &[("Tell us more", &[long.trim()]), ("After", &["Yes"])]));
    assert!(reading.furniture.len() > 2);
    let rows = reading.rows();
    assert_eq!(rows[1].1, [long.trim()]);
    assert_eq!(rows[2].1, ["Yes"]);
}

#[test]
fn texts_longer_than_the_format_takes_in_one_piece_are_made() {
    for unit in ["word ", "محمد ", "த"] {
        let long = unit.repeat(36_000 / unit.len());
        let mut letter = letter(Language::En, &[("Tell us more", &[long.trim()])]);
        letter.sections[0].title = long.chars().take(5_000).collect();
        assert_eq!(reading(&letter).rows()[1].1, [long.trim()]);
    }
}

#[test]
fn an_empty_answer_is_said_to_be_empty() {
    let reading = reading(&letter(Language::En, &[("None", &[]), ("Blank", &["", " \u{200b}"]), ("", &["x"])]));
    let rows = reading.rows();
    assert_eq!(rows[1].1, ["Not provided"]);
    assert_eq!(rows[2].1, ["Not provided"]);
    assert_eq!(rows[3], ("–".to_owned(), vec!["x".to_owned()]));
}

#[test]
fn lines_and_paragraphs_inside_an_answer_stay_apart() {
    let reading = reading(&letter(Language::En, &[("Address", &["12 Main\r\nMontréal\n\nCanada\u{2028}Earth"])]));
    assert_eq!(reading.rows()[1].1, ["12 Main", "Montréal", "Canada", "Earth"]);
}

#[test]
fn paragraphs_follow_the_rows_of_their_section() {
    let mut letter = letter(Language::En, ROWS);
    letter.sections[0].paragraphs = vec!["First.\nSecond.".to_owned(), "Third.".to_owned()];
    let reading = reading(&letter);
    let section = reading.root.all("Sect")[0];
    let roles: Vec<_> = section.elements().map(|element| element.role.as_str()).collect();
    assert_eq!(roles, ["H2", "Table", "P", "P", "P"]);
    assert_eq!(section.elements().skip(2).map(Element::speech).collect::<Vec<_>>(), ["First.", "Second.", "Third."]);
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    let letter = letter(Language::Fr, &[("Nom", &["王小明", "محمد"])]);
    assert_eq!(letters::pdf(&letter, &messages()).unwrap(), letters::pdf(&letter, &messages()).unwrap());
}

#[test]
fn a_long_application_stays_small() {
    let pdf = letters::pdf(&long_application(), &messages()).unwrap();
    let pages = Reading::new(&pdf).furniture.len();
    assert!((35..=60).contains(&pages), "{pages} pages");
    assert!(pdf.len() < 1_200_000, "{} bytes for {pages} pages", pdf.len());
}

#[test]
fn a_letter_beyond_the_limits_is_refused() {
    let vast = "x".repeat(letters::MAX_BYTES);
    let refused = letters::pdf(&letter(Language::En, &[("Much", &[&vast])]), &messages());
    assert!(matches!(refused, Err(LetterError::TooLong { bytes }) if bytes > letters::MAX_BYTES), "{refused:?}");
    let endless = "x\n".repeat(50 * letters::MAX_PAGES);
    let refused = letters::pdf(&letter(Language::En, &[("Much", &[&endless])]), &messages());
    assert_eq!(refused, Err(LetterError::TooManyPages));
}
