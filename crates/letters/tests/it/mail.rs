//! Every mail in both languages.

use jiff::civil::date;
use language::{Language, Messages};
use letters::mail::{self, Asking, Letterhead, Mail};

use crate::sample::messages;

const TO: &str = "ana@exemple.ca";
const NAMED: Asking<'_> = Asking { name: Some("Zoë Roy"), program: "Sponsor your spouse" };
const LINK: &str = "https://landfall.example/en/x/SECRET";

fn head(messages: &Messages, language: Language) -> Letterhead<'_> {
    Letterhead { messages, language, site: "Landfall", support: "support@landfall.example" }
}

fn all(head: &Letterhead<'_>) -> Vec<(&'static str, Mail)> {
    let filed_at = date(2026, 11, 22).at(10, 4, 0, 0).in_tz("America/Toronto").unwrap();
    let filed_at = language::format::date_time(head.language, &filed_at);
    vec![
        ("filed", mail::filed(head, TO, "LF-7K2M-9QWX-C", &filed_at, LINK)),
        ("resume_link", mail::resume_link(head, TO, "R-4B7T", LINK)),
        ("asked_to_sign", mail::asked_to_sign(head, TO, NAMED, date(2026, 12, 22), LINK)),
        ("asked_to_help", mail::asked_to_help(head, TO, Asking { name: None, ..NAMED }, date(2026, 12, 22), LINK)),
        ("confirm_address", mail::confirm_address(head, TO, LINK)),
        ("new_password", mail::new_password(head, TO, LINK)),
        ("draft_expiring", mail::draft_expiring(head, TO, "R-4B7T", date(2027, 2, 20), LINK)),
        ("account_exists", mail::account_exists(head, TO, LINK)),
        ("password_changed", mail::password_changed(head, TO)),
        ("account_deleted", mail::account_deleted(head, TO)),
    ]
}

#[test]
fn mails_read_as_they_did() {
    let messages = messages();
    for language in Language::ALL {
        for (name, mail) in all(&head(&messages, language)) {
            insta::assert_snapshot!(
                format!("{name}_{}", language.code()),
                format!("To: {}\nSubject: {}\n\n{}", mail.to, mail.subject, mail.text)
            );
        }
    }
}

#[test]
fn every_mail_says_it_is_a_demonstration_and_where_to_ask() {
    let messages = messages();
    for (language, words) in
        [(Language::En, "not a government service"), (Language::Fr, "non un service gouvernemental")]
    {
        for (name, mail) in all(&head(&messages, language)) {
            assert!(mail.text.contains(words), "{name}");
            assert!(mail.text.contains("support@landfall.example"), "{name}");
            assert!(mail.text.len() < 1500, "{name} is long");
        }
    }
}

#[test]
fn subjects_hold_nothing_about_the_person_and_stay_short() {
    let messages = messages();
    for language in Language::ALL {
        for (name, mail) in all(&head(&messages, language)) {
            for private in ["LF-", "R-4B", "@", "http", "2026", "2027"] {
                assert!(!mail.subject.contains(private), "{name}: {}", mail.subject);
            }
            assert!(mail.subject.chars().count() <= 70, "{name}: {}", mail.subject);
        }
    }
}

#[test]
fn links_stand_alone_on_their_line_as_they_came() {
    let messages = messages();
    for language in Language::ALL {
        for (name, mail) in all(&head(&messages, language)) {
            let links: Vec<_> = mail.text.lines().filter(|line| line.contains("://")).collect();
            let expected: &[&str] = if matches!(name, "password_changed" | "account_deleted") { &[] } else { &[LINK] };
            assert_eq!(links, expected, "{name}");
        }
    }
}

#[test]
fn nothing_filled_in_can_begin_a_line_of_its_own() {
    let messages = messages();
    let evil = Letterhead { site: "Landfall\r\nBcc: all@evil.example", ..head(&messages, Language::En) };
    let mail = mail::resume_link(&evil, "a@b.ca\nBcc: c@d.ca", "R\r\n\r\nClick here", "https://x\n.\nQUIT");
    assert!(!mail.subject.contains(['\r', '\n']));
    assert!(!mail.to.contains(['\r', '\n']));
    assert!(!mail.text.lines().any(|line| line == "." || line == "QUIT" || line.starts_with("Click")), "{}", mail.text);
}

#[test]
fn a_mail_is_stored_and_read_back() {
    let messages = messages();
    let mail = mail::password_changed(&head(&messages, Language::Fr), TO);
    let stored = serde_json::to_string(&mail).unwrap();
    assert_eq!(serde_json::from_str::<Mail>(&stored).unwrap(), mail);
}

#[test]
fn a_name_that_mail_programs_would_make_a_link_of_is_not_said() {
    let messages = messages();
    for (name, is_said) in [
        ("J. R. Roy", true),
        ("Zoë Roy", true),
        ("Roy, Zoë Jr.", true),
        ("prizes.example", false),
        ("a.b Roy", false),
        ("x/y", false),
    ] {
        let asking = Asking { name: Some(name), ..NAMED };
        for letter in [mail::asked_to_sign, mail::asked_to_help] {
            let text = letter(&head(&messages, Language::En), TO, asking, date(2026, 12, 22), LINK).text;
            assert_eq!(text.contains(name), is_said, "{text}");
            assert!(text.contains("Sponsor your spouse"), "{text}");
        }
    }
}
