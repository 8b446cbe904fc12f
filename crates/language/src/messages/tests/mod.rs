//! How the wording is read, checked, overridden and said.

mod agreement;
mod typeset;

use super::*;
use Language::{En, Fr};

const EN: &str = "\
greeting = Hello, { $name }
-portal = Landfall
welcome = Welcome to { -portal }
both = { welcome }. { greeting }
files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
";
const FR: &str = "\
greeting = Bonjour, { $name }
-portal = Landfall
welcome = Bienvenue à { -portal }
both = { welcome }. { greeting }
files = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}
";

fn made(en: &str, fr: &str, overrides: &[(Language, &str, &str)]) -> Result<Messages, Vec<Fault>> {
    let built_in = [Source::new(En, "text/en/area.ftl", en), Source::new(Fr, "text/fr/area.ftl", fr)];
    let overrides: Vec<_> = overrides.iter().map(|&(language, file, ftl)| Source::new(language, file, ftl)).collect();
    Messages::from_sources(&built_in, &overrides)
}

/// The faults of two built-in files, each as one line.
fn faults(en: &str, fr: &str) -> Vec<String> {
    made(en, fr, &[]).unwrap_err().iter().map(ToString::to_string).collect()
}

/// The faults of a French override file over the sample above.
fn override_faults(ftl: &str) -> Vec<String> {
    made(EN, FR, &[(Fr, "text/fr.ftl", ftl)]).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn the_built_in_wording_is_sound() {
    let messages = Messages::built_in()
        .unwrap_or_else(|faults| panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")));
    assert_eq!(messages.say(En, "look-continue"), "Continue");
    assert_eq!(messages.say(Fr, "look-continue"), "Continuer");
    assert!(messages.has("error-404-title"));
    assert!(!messages.has("error-404"));
}

#[test]
fn built_in_names_start_with_their_area_and_are_kebab_case() {
    for source in areas::all() {
        let area = area_name(source.file).trim_end_matches('s');
        for item in source.read().0 {
            let name = item.name.trim_start_matches('-');
            assert!(name.starts_with(area), "{}: {name}", source.file);
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{name}");
        }
    }
}

fn area_name(file: &str) -> &str {
    file.rsplit('/').next().unwrap().trim_end_matches(".ftl")
}

#[test]
fn arguments_terms_and_references_are_filled_in() {
    let messages = made(EN, FR, &[]).unwrap();
    assert_eq!(messages.say(En, "welcome"), "Welcome to Landfall");
    assert_eq!(messages.say_with(Fr, "both", &[("name", "Zoé".into())]), "Bienvenue à Landfall. Bonjour, Zoé");
    assert_eq!(messages.say_with(En, "welcome", &[]), "Welcome to Landfall");
    assert!(!messages.has("-portal"));
}

#[test]
fn arguments_are_shown_without_invisible_marks() {
    let messages = made(EN, FR, &[]).unwrap();
    assert_eq!(messages.say_with(En, "greeting", &[("name", "رفيق".into())]), "Hello, رفيق");
}

#[test]
fn plural_forms_follow_each_language() {
    let messages = made(EN, FR, &[]).unwrap();
    let say = |language, count: i64| messages.say_with(language, "files", &[("count", count.into())]);
    // English counts nought as many, French as one.
    let table = [
        (0, "0 files", "0 fichier"),
        (1, "1 file", "1 fichier"),
        (2, "2 files", "2 fichiers"),
        (1_500, "1,500 files", "1\u{a0}500 fichiers"),
        (1_000_000, "1,000,000 files", "1\u{a0}000\u{a0}000 fichiers"),
    ];
    for (count, english, french) in table {
        assert_eq!(say(En, count), english);
        assert_eq!(say(Fr, count), french);
    }
}

#[test]
fn exact_numbers_come_before_plural_forms() {
    let messages = Messages::built_in().unwrap();
    let say = |language, count: usize| messages.say_with(language, "public-search-found", &[("count", count.into())]);
    assert_eq!(say(En, 0), "No page found");
    assert_eq!(say(Fr, 0), "Aucune page trouvée");
    assert_eq!(say(Fr, 1), "1 page trouvée");
    assert_eq!(say(Fr, 12_345), "12\u{a0}345 pages trouvées");
}

#[test]
fn every_rust_number_is_an_argument() {
    assert_eq!(Arg::from(3_usize), Arg::Number(3));
    assert_eq!(Arg::from(usize::MAX), Arg::Number(i64::MAX));
    assert_eq!(Arg::from(-3_i32), Arg::Number(-3));
    assert_eq!(Arg::from(&"x".to_owned()), Arg::Text("x"));
}

#[test]
#[cfg_attr(debug_assertions, should_panic(expected = "there is no such message"))]
fn an_unknown_key_is_shown_as_it_is_in_a_release_and_stops_a_debug_build() {
    assert_eq!(made(EN, FR, &[]).unwrap().say(En, "nowhere"), "nowhere");
}

#[test]
#[cfg_attr(debug_assertions, should_panic(expected = "needs the arguments"))]
fn a_message_asked_for_without_its_arguments_is_a_mistake() {
    assert_eq!(made(EN, FR, &[]).unwrap().say(En, "greeting"), "greeting");
}

#[test]
#[cfg_attr(debug_assertions, should_panic(expected = "its argument name is missing"))]
fn a_missing_argument_is_a_mistake() {
    assert_eq!(made(EN, FR, &[]).unwrap().say_with(En, "greeting", &[("nom", "Zoé".into())]), "greeting");
}

#[test]
fn a_message_missing_in_one_language_is_a_fault() {
    assert_eq!(
        faults("a = A\nb = B\n", "a = A\n"),
        ["text/fr/area.ftl: the message \"b\" of text/en/area.ftl:2 is missing. Add it in French."]
    );
    assert_eq!(
        faults("a = A\n", "a = A\n\n-b = B\n"),
        ["text/en/area.ftl: the message \"-b\" of text/fr/area.ftl:3 is missing. Add it in English."]
    );
}

#[test]
fn a_message_in_another_area_file_than_its_twin_is_a_fault() {
    let sources = [Source::new(En, "text/en/one.ftl", "a = A"), Source::new(Fr, "text/fr/two.ftl", "a = A")];
    assert_eq!(
        Messages::from_sources(&sources, &[]).unwrap_err()[0].to_string(),
        "text/fr/two.ftl:1: the message \"a\" stands in text/en/one.ftl in English. \
         Keep both in the file of the same area."
    );
}

#[test]
fn languages_that_take_other_arguments_are_a_fault() {
    assert_eq!(
        faults("a = { $x }", "a = { $y }"),
        [
            "text/fr/area.ftl:1: the message \"a\" leaves out its argument { $x }. \
             Put { $x } where the words need it.",
            "text/fr/area.ftl:1: the message \"a\" takes an argument { $y } that it is never given. \
             Use only what it is given: { $x }.",
        ]
    );
}

#[test]
fn arguments_count_wherever_they_stand() {
    let hidden = "a = { $x ->\n    [one] { $y }\n   *[other] { { $z } }\n}\n";
    assert_eq!(faults(hidden, "a = { $x }{ $y }\n").len(), 1);
    assert!(made(hidden, "a = { $x }{ $y }{ $z }\n", &[]).is_ok());
    assert!(made("a = { b }\nb = { $x }", "a = { $x }\nb = { $x }", &[]).is_ok());
}

#[test]
fn what_is_no_message_is_a_fault_with_its_line_and_a_cure() {
    let table = [
        ("a = A\n\nnot a message\n", 3, "Write each message as name = words"),
        ("a = A\nb = { $x ->\n    [one] B\n}\n", 4, "Mark the form for every other case"),
        ("a = A\nb = { $x ->\n   *[one] B\n   *[other] B\n}\n", 4, "Leave the star before one"),
        ("a = A\nb =\n", 2, "Write the words after the equals sign"),
        ("a = A\nb = { \"x }\n", 2, "Close the quotation mark"),
        ("a = A\nb = x } y\n", 2, "Remove the closing brace"),
        ("a = A\nb = { lower() }\n", 2, "Messages use no functions"),
    ];
    for (text, line, cure) in table {
        let found = made("a = A\n", text, &[]).unwrap_err();
        let broken = found.iter().find(|fault| fault.line > 0).unwrap_or_else(|| panic!("{text}: {found:?}"));
        assert_eq!((broken.file.as_str(), broken.line), ("text/fr/area.ftl", line), "{text}: {broken}");
        assert!(broken.cure.starts_with(cure), "{text}: {broken}");
    }
}

#[test]
fn attributes_and_functions_are_refused() {
    let table = [
        ("a = A\n    .title = T\n", 2, "the message \"a\" has the attribute \".title\""),
        ("-a = A\n    .title = T\n", 2, "the message \"-a\" has the attribute \".title\""),
        ("a = { NUMBER($x) }\n", 1, "the function NUMBER is called"),
        ("a = { b.title }\n", 1, "\"b\" is asked for one of its attributes or given arguments"),
        ("a = { -b(case: \"x\") }\n", 1, "\"b\" is asked for one of its attributes or given arguments"),
    ];
    for (text, line, what) in table {
        let found = made(text, text, &[]).unwrap_err();
        assert!(found.iter().any(|fault| fault.line == line && fault.what == what), "{text}: {found:?}");
    }
}

#[test]
fn references_must_lead_somewhere_and_not_back() {
    assert_eq!(
        faults("a = { b }", "a = A")[0],
        "text/en/area.ftl:1: the message \"a\" refers to \"b\", which does not exist. \
         Correct the name, or write the words out."
    );
    let circle = "a = { b }\nb = { a }\n";
    assert!(faults(circle, circle)[0].contains("which leads back to it"));
}

#[test]
fn a_message_given_twice_is_a_fault() {
    assert_eq!(
        faults("a = A\na = B\n", "a = A\n"),
        ["text/en/area.ftl:2: the message \"a\" stands in text/en/area.ftl:1 already. Keep one of the two."]
    );
}

#[test]
fn every_fault_is_reported_at_once() {
    let found = faults("a = A\nb = { $x }\nc = C\n???\n", "a = A\nb = B\n.d = D\n");
    assert_eq!(found.len(), 4, "{found:#?}");
}

#[test]
fn an_override_replaces_one_message_in_one_language() {
    let messages =
        made(EN, FR, &[(Fr, "text/fr.ftl", "\u{feff}greeting = Salut, { $name }\n-portal = Escale\n")]).unwrap();
    assert_eq!(messages.say_with(Fr, "greeting", &[("name", "Zoé".into())]), "Salut, Zoé");
    assert_eq!(messages.say(Fr, "welcome"), "Bienvenue à Escale");
    assert_eq!(messages.say(En, "welcome"), "Welcome to Landfall");
}

#[test]
fn an_override_of_an_unknown_message_is_a_fault_that_offers_the_nearest_name() {
    assert_eq!(
        override_faults("welcom = Bienvenue\n"),
        ["text/fr.ftl:1: the portal has no message \"welcom\". Did you mean \"welcome\"?"]
    );
    assert_eq!(
        override_faults("\nsomething-else = Autre\n"),
        ["text/fr.ftl:2: the portal has no message \"something-else\". \
          Use the name of a message that the portal has, or remove this one."]
    );
}

#[test]
fn an_override_takes_exactly_the_arguments_of_what_it_replaces() {
    assert_eq!(
        override_faults("greeting = Bonjour, { $nom }\n"),
        [
            "text/fr.ftl:1: the message \"greeting\" leaves out its argument { $name }. \
             Put { $name } where the words need it.",
            "text/fr.ftl:1: the message \"greeting\" takes an argument { $nom } that it is never given. \
             Use only what it is given: { $name }.",
        ]
    );
    assert_eq!(
        override_faults("welcome = Bonjour, { $name }\n"),
        ["text/fr.ftl:1: the message \"welcome\" takes an argument { $name } that it is never given. \
          This message has no arguments: use words only."]
    );
}

#[test]
fn the_other_faults_of_an_override_are_found_too() {
    let table = [
        ("welcome = A\nwelcome = B\n", 2, "the message \"welcome\" stands in text/fr.ftl:1 already"),
        ("welcome = { nowhere }\n", 1, "the message \"welcome\" refers to \"nowhere\", which does not exist"),
        ("welcome = { both }\n", 1, "the message \"welcome\" refers to \"both\", which leads back to it"),
        ("welcome = A\n    .title = T\n", 2, "the message \"welcome\" has the attribute \".title\""),
        ("welcome = { NUMBER(1) }\n", 1, "the function NUMBER is called"),
        ("bonjour\n", 1, "this is not a message as Fluent writes them (expected a token starting with \"=\")"),
    ];
    for (ftl, line, what) in table {
        let found = made(EN, FR, &[(Fr, "text/fr.ftl", ftl)]).unwrap_err();
        assert!(found.iter().any(|f| f.file == "text/fr.ftl" && f.line == line && f.what == what), "{ftl}: {found:#?}");
    }
}
