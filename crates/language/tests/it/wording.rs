//! The wording that ships in the binary.

use language::Language::{En, Fr};
use language::{Language, Messages};

#[test]
fn wording_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>(_: &T) {}
    shared(&Messages::built_in().unwrap());
}

#[test]
fn every_error_page_says_what_happened_and_what_to_do() {
    let messages = Messages::built_in().unwrap();
    for status in [400, 403, 404, 405, 408, 409, 413, 415, 429, 500, 503] {
        for part in ["title", "body", "do"] {
            let key = format!("error-{status}-{part}");
            let [en, fr] = Language::ALL.map(|language| messages.say(language, &key));
            assert!(en.len() > 10 && fr.len() > 10 && en != fr, "{key}");
        }
    }
    let reference = [("reference", "2026".into())];
    assert!(messages.say_with(En, "error-reference", &reference).ends_with(": 2026"));
    assert!(messages.say_with(Fr, "error-reference", &reference).ends_with("\u{a0}: 2026"));
}

#[test]
fn months_of_the_wording_are_those_of_the_dates() {
    let messages = Messages::built_in().unwrap();
    for month in 1..=12 {
        for language in Language::ALL {
            let name = messages.say(language, &format!("common-month-{month}")).to_owned();
            assert_eq!(language::format::month(language, 2026, month), format!("{name} 2026"));
        }
    }
}

#[test]
fn the_banner_says_that_this_is_no_government_service() {
    let messages = Messages::built_in().unwrap();
    assert_eq!(messages.say(En, "common-demonstration-banner"), "This is a demonstration, not a government service.");
    assert_eq!(
        messages.say(Fr, "common-demonstration-banner"),
        "Ceci est une démonstration, et non un service gouvernemental."
    );
}
