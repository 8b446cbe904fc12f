//! The interface's wording: what code and templates ask for exists in both languages, and nothing is kept that nobody asks
//! for. Arguments and plural forms are checked where the wording is loaded; this scan sees what loading cannot, the uses.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

use super::File;

/// Functions whose given argument (counted from 0) is a message's key.
const CALLS: [(&str, usize); 6] =
    [("t(", 0), ("t_with(", 0), ("say(", 0), ("say(", 1), ("say_with(", 0), ("say_with(", 1)];

/// Shortest beginning of a key that may stand for all keys that begin so, as in `format!("month-{number}")`.
const SHORTEST_BEGINNING: usize = 4;

/// Keys asked for and missing, present in one language only, or asked for by nobody.
pub(crate) fn faults(files: &[File]) -> Vec<String> {
    let (text, mut faults) = read(files);
    let in_either: BTreeMap<&str, &str> =
        text.iter().rev().flat_map(|language| &language.keys).map(|(key, file)| (key.as_str(), *file)).collect();
    for language in &text {
        for (key, file) in in_either.iter().filter(|(key, _)| !language.keys.contains_key(**key)) {
            faults.push(format!("{file}: message {key} is missing in {}", language.code));
        }
    }
    let mut uses = Uses::default();
    for file in files.iter().filter(|file| is_code(file)) {
        let text = shipped(file);
        for key in asked_for(text).filter(|key| !in_either.contains_key(key)) {
            faults.push(format!("{}: asks for message {key}, which does not exist", file.name));
        }
        uses.add(text);
    }
    let referred: BTreeSet<&str> = text.iter().flat_map(|language| &language.referred).map(String::as_str).collect();
    let forgotten = in_either.iter().filter(|(key, _)| !referred.contains(*key) && !uses.name(key));
    faults.extend(forgotten.map(|(key, file)| format!("{file}: nobody asks for message {key}")));
    faults
}

/// One language's messages.
struct Wording<'f> {
    code: &'static str,
    keys: BTreeMap<String, &'f str>,
    /// Messages that other messages quote.
    referred: BTreeSet<String>,
}

fn read(files: &[File]) -> (Vec<Wording<'_>>, Vec<String>) {
    let mut faults = Vec::new();
    let languages = ["en", "fr"].into_iter().map(|code| {
        let mut language = Wording { code, keys: BTreeMap::new(), referred: BTreeSet::new() };
        for file in files.iter().filter(|file| language_of(file) == Some(code)) {
            let resource = parser::parse(file.text.as_str()).unwrap_or_else(|(resource, errors)| {
                faults.push(format!("{}: {} entries are not Fluent", file.name, errors.len()));
                resource
            });
            for entry in &resource.body {
                if let Entry::Message(message) = entry {
                    language.keys.insert(message.id.name.to_owned(), &file.name);
                    for pattern in
                        message.value.iter().chain(message.attributes.iter().map(|attribute| &attribute.value))
                    {
                        refer(pattern, &mut language.referred);
                    }
                } else if let Entry::Term(term) = entry {
                    refer(&term.value, &mut language.referred);
                }
            }
        }
        language
    });
    let languages = languages.collect();
    (languages, faults)
}

/// The language of a file of wording, by its folder (`text/en/apply.ftl`) or its own name (`words/en.ftl`). A site's
/// overrides are not wording of their own, nor is what a test makes up.
fn language_of(file: &File) -> Option<&str> {
    let path = file.name.strip_prefix("crates/")?.strip_suffix(".ftl")?;
    let (folder, own) = path.rsplit_once('/')?;
    let above = folder.rsplit('/').next();
    let code = [Some(own), above].into_iter().flatten().find(|part| matches!(*part, "en" | "fr"));
    code.filter(|_| !is_test(&file.name))
}

fn refer(pattern: &Pattern<&str>, referred: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            refer_expression(expression, referred);
        }
    }
}

fn refer_expression(expression: &Expression<&str>, referred: &mut BTreeSet<String>) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                refer(&variant.value, referred);
            }
            selector
        }
    };
    match inline {
        InlineExpression::MessageReference { id, .. } => {
            referred.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => refer_expression(expression, referred),
        _ => {}
    }
}

/// What may ask for a message: our Rust and templates, and the site's own definitions; never this scan's made-up examples.
fn is_code(file: &File) -> bool {
    let ours = file.name.starts_with("crates/") || file.name.starts_with("site/");
    ours && !is_test(&file.name) && matches!(file.extension(), "rs" | "html" | "xml" | "txt" | "toml" | "js")
}

fn is_test(name: &str) -> bool {
    name.split('/').any(|part| part == "tests" || part == "tests.rs")
}

/// A file without the tests at its end, whose messages are made up.
fn shipped(file: &File) -> &str {
    let tests = (file.extension() == "rs").then(|| file.text.find("#[cfg(test)]\nmod ")).flatten();
    &file.text[..tests.unwrap_or(file.text.len())]
}

/// The keys that stand as literals where [`CALLS`] take a key.
fn asked_for(text: &str) -> impl Iterator<Item = &str> {
    CALLS.iter().flat_map(move |(call, position)| {
        text.match_indices(call).filter_map(move |(at, _)| {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                return None;
            }
            let mut arguments = text[at + call.len()..].splitn(position + 2, [',', ')']);
            let argument = arguments.nth(*position)?.trim();
            let key = argument.strip_prefix('"')?.strip_suffix('"')?;
            is_key(key).then_some(key)
        })
    })
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Every literal in the code that is, or begins, a message's key.
#[derive(Default)]
struct Uses<'t> {
    whole: BTreeSet<&'t str>,
    beginnings: BTreeSet<&'t str>,
}

impl<'t> Uses<'t> {
    fn add(&mut self, text: &'t str) {
        // Every second piece between quotes is a literal, but an escaped quote or a comment's apostrophe may shift that:
        // looking at all of them errs on the side of calling a message used.
        for piece in text.lines().flat_map(|line| line.split('"')) {
            if is_key(piece) {
                self.whole.insert(piece);
            } else if let Some((beginning, _)) = piece.split_once('{')
                && beginning.len() >= SHORTEST_BEGINNING
                && beginning.ends_with('-')
                && is_key(beginning)
            {
                self.beginnings.insert(beginning);
            }
        }
    }

    fn name(&self, key: &str) -> bool {
        self.whole.contains(key) || self.beginnings.iter().any(|beginning| key.starts_with(beginning))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(en: &str, fr: &str, code: &str) -> Vec<String> {
        let file = |name: &str, text: &str| File { name: name.to_owned(), text: text.to_owned() };
        let wording = [file("crates/text/en/a.ftl", en), file("crates/text/fr/a.ftl", fr)];
        faults(&wording.into_iter().chain([file("crates/web/src/x.rs", code)]).collect::<Vec<_>>())
    }

    #[test]
    fn wording_that_is_there_and_used_has_no_fault() {
        let text = "continue = Go on\nfiled-on = Filed on { $date }\n";
        let code = r#"say(lang, "continue"); messages.say_with(lang, "filed-on", &[("date", x)])"#;
        assert!(check(text, text, code).is_empty());
    }

    #[test]
    fn a_key_that_does_not_exist_is_named_wherever_it_is_asked_for() {
        for code in
            [r#"{{ t("contineu") }}"#, r#"say(lang, "contineu")"#, "m.say_with(\n  lang,\n  \"contineu\",\n  &[])"]
        {
            let faults = check("", "", code);
            assert!(faults.len() == 1 && faults[0].contains("contineu"), "{code}: {faults:?}");
        }
    }

    #[test]
    fn a_message_in_one_language_only_is_named() {
        let faults = check("continue = Go on\n", "", r#"t("continue")"#);
        assert_eq!(faults, ["crates/text/en/a.ftl: message continue is missing in fr"]);
    }

    #[test]
    fn a_message_nobody_asks_for_is_named() {
        assert_eq!(check("old = x\n", "old = x\n", ""), ["crates/text/en/a.ftl: nobody asks for message old"]);
    }

    #[test]
    fn a_key_kept_in_a_table_or_quoted_by_another_message_is_used() {
        let text = "wrong-date = x\nsite = y\nwelcome = Welcome to { site }\n";
        assert!(check(text, text, r#"Mistake { key: "wrong-date" }; t("welcome")"#).is_empty());
    }

    #[test]
    fn a_made_up_key_uses_every_message_that_begins_so() {
        let text = "month-1 = January\nmonth-2 = February\n";
        assert!(check(text, text, r#"say(lang, &format!("month-{number}"))"#).is_empty());
    }

    #[test]
    fn what_tests_make_up_is_neither_wording_nor_use() {
        let code = "t(\"real\");\n#[cfg(test)]\nmod tests { fn x() { t(\"made-up\"); t(\"kept\"); } }";
        assert_eq!(
            check("real = x\nkept = y\n", "real = x\nkept = y\n", code),
            ["crates/text/en/a.ftl: nobody asks for message kept"]
        );
    }

    #[test]
    fn wording_is_known_by_its_folder_or_its_name() {
        let language = |name: &str| {
            let file = File { name: name.to_owned(), text: String::new() };
            language_of(&file).map(str::to_owned)
        };
        assert_eq!(language("crates/language/text/en/apply.ftl").as_deref(), Some("en"));
        assert_eq!(language("crates/web/src/look/words/fr.ftl").as_deref(), Some("fr"));
        assert_eq!(language("site/text/fr.ftl"), None);
        assert_eq!(language("crates/language/tests/en/made-up.ftl"), None);
    }

    #[test]
    fn other_functions_that_end_alike_ask_for_nothing() {
        assert!(check("", "", r#"insert("key"); assert("x"); essay("key")"#).is_empty());
    }
}
