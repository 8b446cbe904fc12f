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
    for status in [400, 403, 404, 405, 408, 409, 410, 413, 415, 429, 500, 503] {
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
