//! What is no notice is refused with a sentence that says why, and nothing is published.

use super::{WORDS, desk, png, say};
use crate::{start::refused::finish, walk::short_site};

#[test]
fn what_lacks_a_language_or_is_too_long_or_makes_no_sense_is_refused_and_nothing_is_published() {
    let landfall = short_site().start();
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let picture = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).expect("a picture");
        file.to_str().expect("a path of letters").to_owned()
    };
    let (good, small) = (picture("good.png", &png(1_200)), picture("small.png", &png(100)));
    let page = picture("page.png", b"<!doctype html><p>no picture");
    let large = picture("large.png", &[png(1_200), vec![0; 600_000]].concat());
    let (long, longer) = ("x".repeat(121), "x".repeat(401));
    let longest = format!("Short.\n\n{}", "x".repeat(4_000));
    let alt = ["--alt-en", "A ferry.", "--alt-fr", "Un traversier."];
    let work = ["--severity", "maintenance", "--starts", "2199-01-01T20:00", "--ends", "2199-01-01T22:00"];
    let with = |more: &[&str]| [&WORDS[..], more].concat().into_iter().map(str::to_owned).collect::<Vec<_>>();
    let replaced = |at: usize, words: &str| {
        let mut all = with(&[]);
        words.clone_into(&mut all[at]);
        all
    };
    let without = |at: usize| {
        let mut all = with(&[]);
        all.drain(at..at + 2);
        all
    };
    for (arguments, said) in [
        (without(0), "the title is missing in English (--title-en). A notice goes out in both languages or not at all"),
        (without(2), "the title is missing in French (--title-fr). A notice goes out in both languages or not at all"),
        (without(6), "the text is missing in French (--text-fr)"),
        (replaced(3, "  "), "the title is missing in French (--title-fr)"),
        (replaced(1, &long), "the title has 121 characters in English (--title-en). It has at most 120"),
        (replaced(1, "one\ntwo"), "the title has more than one line (--title-en)"),
        (replaced(5, &longer), "the first paragraph of the English text has 401 characters (--text-en)"),
        (replaced(7, &longest), "the text has 4008 characters in French (--text-fr)"),
        (replaced(5, "a \u{7} bell"), "the text has a character in English (--text-en) that cannot be shown"),
        (with(&work), "the sentence on deadlines is missing in English (--deadlines-en)"),
        (with(&["--severity", "maintenance", "--deadlines-en", "x", "--deadlines-fr", "y"]), "and not when"),
        (with(&["--deadlines-en", "They move."]), "the sentence on deadlines is missing in French (--deadlines-fr)"),
        (
            with(&["--picture", &good, "--alt-en", "A ferry."]),
            "the text in place of the picture is missing in French (--alt-fr)",
        ),
        (with(&alt), "there is a text in place of a picture (--alt-en, --alt-fr), and no picture"),
        (with(&[&["--picture", &page], &alt[..]].concat()), "it is no PNG and no JPEG"),
        (with(&[&["--picture", &small], &alt[..]].concat()), "it has 100 by 630 dots"),
        (with(&[&["--picture", &large], &alt[..]].concat()), "it has more than 524288 bytes"),
        (
            with(&["--until", "2199-01-01T20:00", "--ends", "2199-01-02T20:00"]),
            "gone (--until) before what it speaks of is over (--ends)",
        ),
        (with(&["--until", "2019-01-01T20:00"]), "it ends (--until) before it begins (--from, or now)"),
        (with(&["--until", "tomorrow"]), "--until: “tomorrow” is no moment"),
        (with(&["--page", "no-such-page"]), "--page: this site has no page “no-such-page”"),
        (with(&["--close", "no-such"]), "--close: this site has no program “no-such”"),
        (with(&["--close", "short", "--open", "short"]), "it says two things of the program “short”"),
    ] {
        let arguments: Vec<&str> = ["publish"].into_iter().chain(arguments.iter().map(String::as_str)).collect();
        let finished = say(&landfall, &arguments);
        assert!(!finished.succeeded && finished.said.contains(said), "{arguments:?}: {}", finished.said);
        assert!(!finished.said.contains("panicked"), "{}", finished.said);
    }
    let past = [&["schedule", "--from", "2020-01-01T00:00Z"], &WORDS[..]].concat();
    let past = say(&landfall, &past);
    assert!(past.said.contains("--from: 2019-12-31 19:00:00 EST has passed"), "{}", past.said);
    for (id, said) in [("2026-11-23-1", "there is no notice 2026-11-23-1"), ("../../etc/passwd", "no name of a notice")]
    {
        let finished = say(&landfall, &["withdraw", id]);
        assert!(!finished.succeeded && finished.said.contains(said), "{}", finished.said);
    }
    let listed = say(&landfall, &["list"]);
    assert!(listed.succeeded && listed.said.contains("There are no notices."), "{}", listed.said);

    let mut elsewhere = desk(&landfall, &["list"]);
    elsewhere.arg("--data").arg(folder.path().join("nowhere"));
    // The folder of the site it runs with is named once.
    let finished = finish(&mut elsewhere);
    assert!(!finished.succeeded, "{}", finished.said);
}
