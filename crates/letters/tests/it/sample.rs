//! Letters to look at.

use language::{Language, Messages};
use letters::{Letter, Section};

/// The wording that ships.
pub(crate) fn messages() -> Messages {
    Messages::built_in().expect("the wording is sound")
}

/// A letter of one section with these rows.
pub(crate) fn letter(language: Language, rows: &[(&str, &[&str])]) -> Letter {
    let (title, notice) = match language {
        Language::En => ("Your application: Express Entry", "This is a demonstration, not a government service."),
        Language::Fr => {
            ("Votre demande : Entrée express", "Ceci est une démonstration, et non un service gouvernemental.")
        }
    };
    Letter {
        language,
        written: "2026-11-22T15:04:05Z".parse().unwrap(),
        title: title.to_owned(),
        reference: vec![("Receipt number".to_owned(), "LF-7K2M-9QWX-C".to_owned())],
        notice: notice.to_owned(),
        sections: vec![section("About you", 2, rows)],
        footer: "Landfall · support@landfall.example".to_owned(),
    }
}

/// A section with these rows.
pub(crate) fn section(title: &str, level: u8, rows: &[(&str, &[&str])]) -> Section {
    let row = |(question, answer): &(&str, &[&str])| {
        ((*question).to_owned(), answer.iter().map(|line| (*line).to_owned()).collect())
    };
    Section { title: title.to_owned(), level, rows: rows.iter().map(row).collect(), paragraphs: Vec::new() }
}

/// The copy of a long application: a person with a large family and a long history, about 40 pages.
pub(crate) fn long_application() -> Letter {
    let mut letter = letter(Language::En, &[("Name in your own language", &["محمد", "王小明", "தமிழ்ச்செல்வி"])]);
    for person in 1..=6 {
        letter.sections.push(section(&format!("Family member {person}"), 2, &[]));
        for part in 1..=6 {
            let answer =
                ["12 Main Street, apartment 4", "Montréal (Québec)  H2X 1Y4, Canada", "March 2014 to June 2018"];
            let rows = [("Where did you live during this time, and with whom?", answer.as_slice()); 11];
            letter.sections.push(section(&format!("Address history {part}"), 3, &rows));
        }
    }
    letter
}
