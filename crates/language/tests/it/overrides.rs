//! A site's own words over the wording that ships.

use language::Language::{En, Fr};
use language::Messages;

#[test]
fn a_site_changes_single_messages_and_keeps_the_rest() {
    let messages = Messages::with_overrides(&[
        (En, "text/en.ftl", "look-continue = Carry on\n"),
        (Fr, "text/fr.ftl", "error-reference = Numéro\u{a0}: { $reference }\n"),
    ])
    .unwrap();
    assert_eq!(messages.say(En, "look-continue"), "Carry on");
    assert_eq!(messages.say(Fr, "look-continue"), "Continuer");
    assert_eq!(messages.say(En, "look-back"), "Back");
    let reference = [("reference", "K7Q2".into())];
    assert_eq!(messages.say_with(Fr, "error-reference", &reference), "Numéro\u{a0}: K7Q2");
}

#[test]
fn several_override_files_of_a_language_work_together() {
    let files = [(En, "text/a.ftl", "common-yes = Yes!\n"), (En, "text/b.ftl", "common-no = No!\n")];
    let messages = Messages::with_overrides(&files).unwrap();
    assert_eq!((messages.say(En, "common-yes"), messages.say(En, "common-no")), ("Yes!", "No!"));
}

#[test]
fn faults_of_all_override_files_are_reported_in_order() {
    let faults = Messages::with_overrides(&[
        (Fr, "text/fr.ftl", "common-bienvenue = Oui\n"),
        (En, "text/en.ftl", "common-yes = Yes\n\nlook-continu = Go\ncommon-page-of = { $page }\n"),
    ])
    .unwrap_err();
    let shown: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "text/en.ftl:3: the portal has no message \"look-continu\". Did you mean \"look-continue\"?",
            "text/en.ftl:4: the message \"common-page-of\" leaves out its argument { $pages }. \
             Put { $pages } where the words need it.",
            "text/fr.ftl:1: the portal has no message \"common-bienvenue\". \
             Use the name of a message that the portal has, or remove this one.",
        ]
    );
}
