//! Whatever the two languages hold, they are accepted exactly when they agree.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::{btree_map, btree_set};
use proptest::prelude::*;

use super::made;
use crate::Language;
use crate::messages::{Arg, Source, areas};

/// A language's messages: each with the arguments it takes.
type Wording = BTreeMap<String, BTreeSet<String>>;

fn wording() -> impl Strategy<Value = Wording> {
    btree_map("[a-c]-[a-c]", btree_set("[x-z]", 0..3), 0..5)
}

fn ftl(wording: &Wording) -> String {
    let line = |(name, arguments): (&String, &BTreeSet<String>)| {
        let arguments: Vec<_> = arguments.iter().map(|argument| format!(" {{ ${argument} }}")).collect();
        format!("{name} = words{}\n", arguments.concat())
    };
    wording.iter().map(line).collect()
}

/// How many faults two wordings must show: one for each message in one of them only, one for each differing argument.
fn differences(en: &Wording, fr: &Wording) -> usize {
    let alone = |one: &Wording, other: &Wording| one.keys().filter(|name| !other.contains_key(*name)).count();
    let differing: usize =
        en.iter().filter_map(|(name, arguments)| Some(arguments.symmetric_difference(fr.get(name)?).count())).sum();
    alone(en, fr) + alone(fr, en) + differing
}

proptest! {
    #[test]
    fn two_wordings_show_a_fault_for_every_difference_and_no_other(en in wording(), fr in wording()) {
        match made(&ftl(&en), &ftl(&fr), &[]) {
            Ok(messages) => {
                prop_assert_eq!(&en, &fr);
                for (name, arguments) in &en {
                    let given: Vec<_> = arguments.iter().map(|name| (name.as_str(), Arg::Number(7))).collect();
                    for language in Language::ALL {
                        let said = messages.say_with(language, name, &given);
                        prop_assert_eq!(said, format!("words{}", " 7".repeat(arguments.len())));
                    }
                }
            }
            Err(faults) => prop_assert_eq!(faults.len(), differences(&en, &fr)),
        }
    }

    #[test]
    fn an_override_is_accepted_exactly_when_it_takes_the_same_arguments(base in wording(), own in wording()) {
        let fits = own.iter().all(|(name, arguments)| base.get(name) == Some(arguments));
        let made = made(&ftl(&base), &ftl(&base), &[(Language::Fr, "text/fr.ftl", &ftl(&own))]);
        prop_assert_eq!(made.is_ok(), fits);
    }

    #[test]
    fn no_text_whatever_makes_reading_it_panic(text in any::<String>(), braces in "[a-b={}$*\\[\\]> \n.\"-]{0,60}") {
        let _ = made(&text, &braces, &[(Language::En, "text/en.ftl", &text)]);
        let _ = made("a = A", "a = A", &[(Language::Fr, "text/fr.ftl", &braces)]);
    }
}

#[test]
fn the_files_that_ship_hold_the_same_messages_with_the_same_arguments() {
    let built_in = areas::all();
    let read = |language: Language| -> BTreeMap<String, BTreeSet<String>> {
        let of_language = built_in.iter().filter(|source| source.language == language);
        of_language.flat_map(|source: &Source<'_>| source.read().0).map(|item| (item.name, item.arguments)).collect()
    };
    assert_eq!(read(Language::En), read(Language::Fr));
}
