//! Pages that nobody can ever be asked are found, and no page that somebody can be asked is taken for one.

use std::collections::BTreeSet;

use jiff::civil::date;
use language::Fault;
use programs::{Answers, Entry, Journey, Program};
use proptest::prelude::*;

use super::{GOOD, expect, faults, line_of};
use crate::support::tables;

/// The program with `kind` and further keys for its number, and pages behind it: each an id, its `when` and the kind of its
/// question.
fn with(number: &str, pages: &[(&str, &str, &str)]) -> String {
    let text = GOOD.replace("kind = \"number\"", number).replace("use = \"end\"", "use = \"end\"\n#more");
    let page = |(id, when, kind): &(&str, &str, &str)| {
        let when = if when.is_empty() { String::new() } else { format!("when = \"{when}\"\n") };
        format!(
            "[[section.page]]\nid = \"{id}\"\ntitle = {{ en = \"a\", fr = \"b\" }}\n{when}[[section.page.question]]\n\
             id = \"{id}\"\nlabel = {{ en = \"a\", fr = \"b\" }}\nsource = [\"test\"]\n{kind}\n"
        )
    };
    text.replace("#more\n", &pages.iter().map(page).collect::<Vec<_>>().concat())
}

const YES_NO: &str = "kind = \"yes_no\"";

/// Expects that of these pages exactly the last can never be asked, and that it is said why.
fn never(pages: &[(&str, &str, &str)], says: &str) {
    let text = with("kind = \"number\"", pages);
    let found = faults(&text);
    let [fault] = &found[..] else { panic!("{pages:?}: {found:#?}") };
    let said = format!("{}. {}", fault.what, fault.cure);
    assert!(said.contains("can never be true") && said.contains(says), "{said:?} should say {says:?}");
    let when = format!("when = \"{}\"", pages.last().unwrap().1);
    assert_eq!(fault.line, line_of(&text, &when));
}

#[test]
fn a_page_that_asks_for_an_answer_of_a_page_that_is_not_asked_then_is_found() {
    let child = ("child", "status is married", YES_NO);
    never(
        &[child, ("alone", "status is single and child is yes", YES_NO)],
        "“child” is asked only when: status is married",
    );
    never(&[child, ("alone", "status is single and answered(child)", YES_NO)], "“child” is asked only when");
    // Two steps back.
    let school = ("school", "child is yes", YES_NO);
    never(
        &[child, school, ("alone", "school is no and child is no", YES_NO)],
        "“school” is asked only when: child is yes",
    );
    never(&[child, school, ("alone", "school is no and status is not married", YES_NO)], "“school” is asked only when");
    // It may not be asked, and then nothing is compared.
    assert_eq!(
        faults(&with("kind = \"number\"", &[child, ("x", "not (child is yes) and status is single", YES_NO)])),
        []
    );
    assert_eq!(faults(&with("kind = \"number\"", &[child, ("x", "status is single or child is yes", YES_NO)])), []);
}

#[test]
fn an_entry_of_a_list_is_only_asked_when_its_list_is() {
    let page = "[[section.page.list.page]]\nid = \"job\"\n";
    let text = GOOD.replacen(page, &format!("{page}when = \"status is single\"\n"), 1);
    let found = faults(&text);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].what.contains("its list is asked only when: status is married"), "{found:#?}");
    never(&[("x", "count(jobs) > 0 and status is single", YES_NO)], "“jobs” is asked only when: status is married");
    never(&[("x", "count(jobs) > 20", YES_NO)], "");
}

#[test]
fn an_answer_that_must_be_given_is_never_missing_and_one_that_need_not_be_can_be() {
    never(&[("x", "not (answered(born))", YES_NO)], "“born” is always asked");
    let optional = format!("{YES_NO}\noptional = true");
    assert_eq!(faults(&with("kind = \"number\"", &[("y", "", &optional), ("x", "not (answered(y))", YES_NO)])), []);
    never(&[("y", "", &optional), ("x", "y is not yes and y is not no", YES_NO)], "exclude each other");
}

#[test]
fn what_an_answer_may_be_counts() {
    let only = |kind: &str, when: &str| faults(&with(kind, &[("x", when, YES_NO)])).len();
    assert_eq!(only("kind = \"number\"\nmin = 5\nmax = 7", "end > 7"), 1);
    assert_eq!(only("kind = \"number\"\nmin = 5\nmax = 7", "end > 6"), 0);
    assert_eq!(only("kind = \"number\"", "end > 6 and end < 7"), 1);
    assert_eq!(only("kind = \"money\"", "end > 6 and end < 7"), 0, "there are cents");
    assert_eq!(only("kind = \"money\"\nmax = 6", "end > 6"), 1);
    assert_eq!(only("kind = \"date\"", "age(end) < 0"), 0, "a day that lies ahead");
    assert_eq!(only("kind = \"date\"\npast = true", "age(end) < 0"), 1);
    assert_eq!(only("kind = \"date\"\nmin_age = 18", "age(end) < 18"), 1);
    assert_eq!(only("kind = \"date\"\nmax_age = 30", "age(end) > 30"), 1);
    assert_eq!(only("kind = \"partial_date\"\nmax_age = 30", "age(end) > 30"), 0, "the doubt is the person’s");
    assert_eq!(only("kind = \"country\"\nexcept = [\"CA\"]", "end is CA"), 1);
    assert_eq!(only("kind = \"country\"\nonly = [\"CA\", \"US\"]", "end is not CA and end is not US"), 1);
    assert_eq!(
        only("kind = \"country\"\nonly = [\"CA\", \"US\"]\nstateless = true", "end is not CA and end is not US"),
        0
    );
    assert_eq!(only("kind = \"tongue\"\nonly = [\"fr\"]", "end is not fr"), 1);
    let three = "options = [ { id = \"a\", label = { en = \"a\", fr = \"a\" } }, { id = \"b\", label = { en = \"b\", fr = \"b\" } }, \
                 { id = \"c\", label = { en = \"c\", fr = \"c\" } } ]";
    assert_eq!(only(&format!("kind = \"choice\"\n{three}"), "end is not a and end is not b and end is not c"), 1);
    assert_eq!(only(&format!("kind = \"choice\"\n{three}"), "end is not a and end is not b"), 0);
    assert_eq!(only(&format!("kind = \"choices\"\nmax = 1\n{three}"), "end includes a and end includes b"), 1);
    assert_eq!(only(&format!("kind = \"choices\"\nmin = 3\n{three}"), "not (end includes a)"), 1);
    assert_eq!(only(&format!("kind = \"choices\"\nmax = 2\n{three}"), "end includes a and end includes b"), 0);
}

#[test]
fn a_fee_that_nobody_can_owe_is_found() {
    let fees = "[[source]]\nid = \"s\"\ntitle = { en = \"a\", fr = \"b\" }\ndate = \"2026\"\n[[line]]\nid = \"card\"\namount = 1\n\
                from = \"2026-01-01\"\nfrom_is = \"start\"\nbasis = \"stated\"\nsource = \"s\"\nlabel = { en = \"a\", fr = \"b\" }\n";
    let tables = std::sync::Arc::new(programs::Tables {
        fees: programs::fees::FeeTable::parse("fees.toml", fees).unwrap(),
        ..programs::Tables::default()
    });
    let parse = |rule: &str| {
        let fee = format!("[[fee]]\nline = \"card\"\nsource = [\"test\"]\n{rule}\n[[section]]");
        Program::parse("small.toml", &GOOD.replacen("[[section]]", &fee, 1), &tables).err().unwrap_or_default()
    };
    assert_eq!(parse("when = \"count(jobs) > 0\""), []);
    let found: Vec<Fault> = parse("when = \"count(jobs) > 0 and status is single\"");
    assert!(found.len() == 1 && found[0].what.contains("“jobs” is asked only when"), "{found:#?}");
    assert_eq!(parse("each = \"jobs\"\nwhen = \"status is single\"").len(), 1);
    assert_eq!(parse("each = \"jobs\"\nwhen = \"status is married\""), []);
}

#[test]
fn a_block_that_fits_one_of_its_places_is_left_alone() {
    let block = "[[block]]\nid = \"more\"\n[[block.page]]\nid = \"more\"\ntitle = { en = \"a\", fr = \"b\" }\nwhen = \"status is single\"\n\
                 [[block.page.question]]\nid = \"more\"\nkind = \"yes_no\"\nlabel = { en = \"a\", fr = \"b\" }\nsource = [\"test\"]\n";
    let list = "[[section.page.list.page]]\nuse = \"more\"\n";
    let inside =
        format!("{}{block}", GOOD.replacen("[[section.page]]\nuse", &format!("{list}[[section.page]]\nuse"), 1));
    assert_eq!(faults(&inside).len(), 1, "the list is for those who are married");
    let both = inside.replacen("use = \"end\"", "use = \"end\"\n[[section.page]]\nuse = \"more\"", 1);
    assert_eq!(faults(&both), []);
}

#[test]
fn a_source_on_which_nothing_rests_is_found() {
    let two = "date = \"2026-05\" }, { id = \"spare\", title = { en = \"Spare\", fr = \"Autre\" }, date = \"2026\" } ]";
    expect("date = \"2026-05\" } ]", two, "sources =", "nothing rests on the source “spare”");
}

/// Conditions about the three questions before a page, some of which contradict each other.
fn condition() -> impl Strategy<Value = String> {
    let test = prop_oneof![
        Just("a is x".to_owned()),
        Just("a is not x".to_owned()),
        Just("a in [x, y]".to_owned()),
        Just("b is yes".to_owned()),
        Just("b is no".to_owned()),
        Just("answered(b)".to_owned()),
        Just("c includes p".to_owned()),
        Just("c includes q".to_owned()),
        Just("answered(c)".to_owned()),
    ];
    test.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("({left} and {right})")),
            (inner.clone(), inner.clone()).prop_map(|(left, right)| format!("({left} or {right})")),
            inner.prop_map(|inner| format!("not ({inner})")),
        ]
    })
}

fn about(ids: &'static [&'static str]) -> impl Strategy<Value = String> {
    condition().prop_filter("asks about earlier pages only", move |when| {
        ["a", "b", "c"]
            .iter()
            .all(|id| ids.contains(id) || !when.split(|c: char| !c.is_alphanumeric()).any(|word| word == *id))
    })
}

/// The pages of the program that some answers lead to, of which `z` is always the same.
fn asked(program: &Program, z: &str) -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    for a in ["", "x", "y", "z"] {
        for b in ["", "yes", "no"] {
            for c in [&[][..], &["p"], &["q"], &["p", "q"]] {
                let mut answers = Answers::default();
                let ticked = Entry::from_pairs(c.iter().map(|option| (*option, "on")));
                let entries = [("z", Entry::of(z)), ("a", Entry::of(a)), ("b", Entry::of(b)), ("c", ticked)];
                answers.put(&[], entries.map(|(id, entry)| (id.to_owned(), entry))).unwrap();
                let journey = Journey::walk(program, &answers, date(2026, 11, 22));
                asked.extend(journey.steps().into_iter().map(|step| step.page.id.clone()));
            }
        }
    }
    asked
}

/// A program of five pages, of which the last three have conditions.
fn random(whens: &[(&'static str, String)], optional: [bool; 3]) -> String {
    let page = |id: &str, kind: &str, optional: bool| {
        let when = whens
            .iter()
            .find(|(page, _)| *page == id)
            .map_or(String::new(), |(_, when)| format!("when = \"{when}\"\n"));
        format!(
            "[[section.page]]\nid = \"{id}\"\ntitle = {{ en = \"a\", fr = \"b\" }}\n{when}[[section.page.question]]\nid = \"{id}\"\n\
             label = {{ en = \"a\", fr = \"b\" }}\nsource = [\"test\"]\noptional = {optional}\n{kind}\n"
        )
    };
    let options = |ids: &[&str]| {
        let all: Vec<String> =
            ids.iter().map(|id| format!("{{ id = \"{id}\", label = {{ en = \"{id}\", fr = \"{id}\" }} }}")).collect();
        format!("options = [ {} ]", all.join(", "))
    };
    let top = &GOOD[..GOOD.find("[[section.page]]").unwrap()];
    let a = page("a", &format!("kind = \"choice\"\n{}", options(&["x", "y", "z"])), optional[0]);
    let c = page("c", &format!("kind = \"choices\"\n{}", options(&["p", "q"])), optional[2]);
    let (b, d) = (page("b", YES_NO, optional[1]), page("d", YES_NO, false));
    format!("{top}{}{a}{b}{c}{d}", page("z", YES_NO, false))
}

proptest! {
    /// The verdict is that of trying every answer on the walk itself, in both directions.
    #[test]
    fn a_page_is_called_unreachable_exactly_when_no_answers_lead_to_it(
        b in about(&["a"]), c in about(&["a", "b"]), d in condition(), optional in any::<[bool; 3]>(),
    ) {
        let mut whens = [("b", b), ("c", c), ("d", d)];
        let mut never = BTreeSet::new();
        let program = loop {
            let text = random(&whens, optional);
            let found = match Program::parse("small.toml", &text, &tables()) {
                Ok(program) => break program,
                Err(found) => found,
            };
            // With a way in from elsewhere, what was found is no fault any more, and still nobody comes by its own.
            for fault in found {
                prop_assert!(fault.what.contains("can never be true"), "{}", fault);
                let line = text.lines().nth(fault.line as usize - 1).unwrap();
                let page = whens.iter_mut().find(|(page, when)| line == format!("when = \"{when}\"") && !never.contains(page));
                let (page, when) = page.unwrap();
                *when = format!("({when}) or z is yes");
                never.insert(*page);
            }
        };
        let (by_its_own, otherwise) = (asked(&program, "no"), asked(&program, "yes"));
        for (page, when) in &whens {
            prop_assert!(by_its_own.contains(*page) || otherwise.contains(*page), "{}: {} of {:?}", page, when, whens);
            prop_assert!(!by_its_own.contains(*page) || !never.contains(page), "{}: {} of {:?}", page, when, whens);
        }
    }
}
