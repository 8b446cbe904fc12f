//! What one could answer to a question, by what its controls look like.

use jiff::{Span, civil::Date};

use super::{Typist, question};
use crate::page::{Control, Form, Kind};

/// Answers to be tried for a line of text, in this order; the last leaves it empty.
const LINES: [&str; 9] = ["Halifax", "21231", "AB1234567", "8", "17", "E123456789", "2", "12345678", ""];
/// For a line that takes figures.
const FIGURES: [&str; 8] = ["2", "17", "170", "25", "8", "20000", "12345678", ""];
/// Countries that are tried before the others.
const COUNTRIES: [&str; 3] = ["FR", "CA", "US"];

/// Answers one question with its attempt-th possibility.
pub(super) fn answer(form: &mut Form, name: &str, attempt: usize, typist: Typist<'_>) {
    let of_it = |control: &Control| question(&control.name) == name;
    let only_boxes =
        form.controls.iter().filter(|control| of_it(control)).all(|control| control.kind == Kind::Checkbox);
    let is_declaration = form.controls.iter().any(|control| of_it(control) && suffix(control) == "agree");
    // A period that still goes on has no end; only the first possibility goes on.
    let ongoing = attempt == 0 && form.controls.iter().any(|control| of_it(control) && suffix(control) == "ongoing");
    for kind in [Kind::Radio, Kind::Option] {
        choose(form, name, kind, attempt);
    }
    if only_boxes && !is_declaration {
        tick(form, name, attempt);
    }
    for control in form.controls.iter_mut().filter(|control| question(&control.name) == name) {
        let suffix = suffix(control).to_owned();
        match control.kind {
            Kind::Checkbox if !only_boxes || is_declaration => {
                control.on = suffix == "agree" || (suffix == "ongoing" && ongoing);
            }
            Kind::Text if is_declaration => control.value = format!("{} {}", typist.given, typist.family),
            Kind::Text if ongoing && suffix.starts_with("to-") => control.value.clear(),
            Kind::Text => control.value = line(control, name, &suffix, attempt, typist),
            Kind::Area => {
                control.value = format!("This is what {} {} has to say about it.", typist.given, typist.family);
            }
            _ => {}
        }
    }
}

/// Which part of its question a control is.
fn suffix(control: &Control) -> &str {
    control.name.split_once('.').map_or("", |(_, suffix)| suffix)
}

/// Chooses one of the options of each group: "no" and "none" first, the page's order after that.
fn choose(form: &mut Form, name: &str, kind: Kind, attempt: usize) {
    let mut groups: Vec<String> = Vec::new();
    for control in form.controls.iter().filter(|control| control.kind == kind && question(&control.name) == name) {
        if !groups.contains(&control.name) {
            groups.push(control.name.clone());
        }
    }
    for group in groups {
        let in_group = |control: &Control| control.kind == kind && control.name == group;
        let mut options: Vec<&str> =
            form.controls.iter().filter(|c| in_group(c) && !c.value.is_empty()).map(|c| c.value.as_str()).collect();
        options.sort_by_key(|option| match *option {
            "no" | "none" | "single" | "never-married" => 0,
            option => COUNTRIES.iter().position(|country| *country == option).map_or(9, |at| at + 1),
        });
        let Some(chosen) = options.get(attempt % options.len().max(1)).map(|option| (*option).to_owned()) else {
            continue;
        };
        for control in form.controls.iter_mut().filter(|control| in_group(control)) {
            control.on = control.value == chosen;
        }
    }
}

/// Ticks one of several boxes; "none of these" before others.
fn tick(form: &mut Form, name: &str, attempt: usize) {
    let boxes: Vec<usize> = (0..form.controls.len())
        .filter(|at| form.controls.get(*at).is_some_and(|control| question(&control.name) == name))
        .collect();
    let none = boxes.iter().position(|at| form.controls.get(*at).is_some_and(|control| control.name.ends_with("none")));
    let chosen = (none.unwrap_or(0) + attempt) % boxes.len().max(1);
    for (number, at) in boxes.into_iter().enumerate() {
        if let Some(control) = form.controls.get_mut(at) {
            control.on = number == chosen;
        }
    }
}

/// A line of text.
fn line(control: &Control, name: &str, suffix: &str, attempt: usize, typist: Typist<'_>) -> String {
    if let Some(part) = date_part(suffix) {
        return date(control, name, suffix, part, attempt, typist.today);
    }
    let text = match (suffix, control.autocomplete.as_str()) {
        ("family", _) | (_, "family-name") => typist.family,
        ("given", _) | (_, "given-name") => typist.given,
        ("street", _) => "1583 Barrington Street",
        ("unit", _) => "1204",
        ("city", _) => "Halifax",
        ("region", _) => "NS",
        ("postal-code", _) => "B3J 1Z8",
        ("number", _) if control.input == "tel" => "902 555 0142",
        ("extension", _) => "",
        ("number", _) => "AB1234567",
        ("certificate", _) => "E123456789",
        ("listening" | "reading" | "speaking" | "writing", _) => ["8", "300", "12"].get(attempt).unwrap_or(&"450"),
        _ => match control.input.as_str() {
            "email" => "someone@example.org",
            "tel" => "902 555 0142",
            "numeric" | "decimal" | "number" => FIGURES[attempt % FIGURES.len()],
            _ => LINES[attempt % LINES.len()],
        },
    };
    text.to_owned()
}

/// Day, month or year, if a control is a part of a date.
fn date_part(suffix: &str) -> Option<&str> {
    let part = suffix.rsplit(['-', '.']).next()?;
    ["day", "month", "year"].contains(&part).then_some(part)
}

/// One part of a date.
fn date(control: &Control, name: &str, suffix: &str, part: &str, attempt: usize, today: Date) -> String {
    let ago = |years: i64, days: i64| {
        today
            .checked_sub(Span::new().years(years))
            .and_then(|date| date.checked_sub(Span::new().days(days)))
            .unwrap_or(today)
    };
    let birth = Date::constant(1990, 2, 28);
    let possible = if suffix.starts_with("issued") {
        [ago(3, 0), ago(1, 0), ago(0, 40), ago(8, 0)]
    } else if suffix.starts_with("expires") {
        [ago(-5, 0), ago(-2, 0), ago(-9, 0), ago(-1, 0)]
    } else if suffix.starts_with("from") {
        [ago(12, 0), ago(12, 0), ago(4, 0), ago(2, 0)]
    } else if suffix.starts_with("to") {
        [ago(0, 32), ago(0, 32), ago(1, 0), ago(1, 0)]
    } else if name.contains("birth") || control.autocomplete.starts_with("bday") {
        [birth, Date::constant(1962, 5, 4), Date::constant(2010, 5, 4), ago(20, 0)]
    } else {
        [ago(0, 30), ago(2, 0), ago(-3, 0), birth]
    };
    let date = possible[attempt % possible.len()];
    match part {
        "day" => date.day().to_string(),
        "month" => date.month().to_string(),
        _ => date.year().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use crate::page::read;

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn fill(tried: &mut Tried, html: &str, path: &str, learned: &Learned) -> String {
        let page = read(html);
        let mut form = page.forms[0].clone();
        let typist = Typist { family: "Tremblay", given: "Zoë", today: TODAY };
        assert!(tried.fill(&mut form, &page, path, typist, learned));
        form.encoded()
    }

    const PERSON: &str = "<form><input name=name.family><input name=name.given><input name=birth-date.day>\
         <input name=birth-date.month><input name=birth-date.year><input type=radio name=ill value=yes>\
         <input type=radio name=ill value=no></form>";

    #[test]
    fn a_person_is_typed_by_the_names_of_the_controls() {
        let sent = fill(&mut Tried::default(), PERSON, "about", &Learned::new());
        assert_eq!(
            sent,
            "name.family=Tremblay&name.given=Zo%C3%AB&birth-date.day=28&birth-date.month=2&birth-date.year=1990&ill=no"
        );
    }

    #[test]
    fn what_the_page_finds_fault_with_is_answered_otherwise_and_learned_for_everybody() {
        let (mut tried, mut learned) = (Tried::default(), Learned::new());
        assert_eq!(fill(&mut tried, "<form><input name=code></form>", "work", &learned), "code=Halifax");
        let faulty = "<p id=f-code-error>A code has five figures</p><form><input name=code></form>";
        assert_eq!(fill(&mut tried, faulty, "work", &learned), "code=21231");
        tried.taken(&["code".to_owned()], "work", &mut learned);
        assert_eq!(fill(&mut Tried::default(), "<form><input name=code></form>", "work", &learned), "code=21231");
    }

    #[test]
    fn who_pressed_the_button_too_early_learns_nothing_from_it() {
        let (mut tried, learned) = (Tried::default(), Learned::new());
        tried.press_early();
        let faulty = "<p id=f-code-error>Enter a code</p><form><input name=code></form>";
        assert_eq!(fill(&mut tried, faulty, "work", &learned), "code=Halifax");
        assert_eq!(fill(&mut tried, faulty, "work", &learned), "code=21231");
    }

    #[test]
    fn a_list_gets_an_entry_when_the_page_asks_for_one_and_no_more_than_that() {
        let ask = "<form><input type=radio name=jobs value=yes><input type=radio name=jobs value=no></form>";
        let (mut tried, learned) = (Tried::default(), Learned::new());
        assert_eq!(fill(&mut tried, ask, "jobs", &learned), "jobs=no");
        let faulty = format!("<p id=f-jobs-error>At least one</p>{ask}");
        assert_eq!(fill(&mut tried, &faulty, "jobs", &learned), "jobs=yes");
        tried.entered("jobs");
        assert_eq!(fill(&mut tried, ask, "jobs", &learned), "jobs=no");
    }

    #[test]
    fn entries_of_a_list_are_asked_the_same() {
        assert_eq!(key("jobs/k3f9x2/employer", "name"), key("jobs/p0aa11/employer", "name"));
        assert_ne!(key("jobs/k3f9x2/employer", "name"), key("jobs/k3f9x2/duties", "name"));
    }

    #[test]
    fn a_declaration_is_agreed_to_in_the_full_name() {
        let html = "<form><input type=checkbox name=sign.agree><input name=sign.name></form>";
        let sent = fill(&mut Tried::default(), html, "sign", &Learned::new());
        assert_eq!(sent, "sign.agree=on&sign.name=Zo%C3%AB+Tremblay");
    }
}
