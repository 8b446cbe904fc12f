//! The walk is total: whatever is stored, it ends with a journey that keeps its promises.

use jiff::civil::{Date, date};
use language::Language;
use programs::{Answers, DocumentRef, DocumentType, Entry, Item, Journey, PagePath, Program, Step, StepState};
use proptest::prelude::*;

use crate::support::{EVERYTHING, MESSAGES, complete, tables};

/// Ids that the program has, and some that it has not.
fn id() -> impl Strategy<Value = String> {
    let known: Vec<String> = EVERYTHING
        .questions()
        .iter()
        .flat_map(|placed| [placed.question.id.clone(), placed.page.id.clone()])
        .chain(["family".to_owned(), "history".to_owned()])
        .collect();
    prop_oneof![9 => proptest::sample::select(known), 1 => "[a-z/.\\-]{0,8}"]
}

fn suffix() -> impl Strategy<Value = String> {
    let known: Vec<String> = EVERYTHING
        .questions()
        .iter()
        .flat_map(|placed| placed.question.suffixes().into_iter().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    prop_oneof![9 => proptest::sample::select(known), 1 => ".{0,5}"]
}

fn typed() -> impl Strategy<Value = String> {
    let likely = ["", "on", "yes", "no", "1", "12", "31", "1985", "2016", "2026", "mars", "CA", "CN", "fr", "married"];
    prop_oneof![
        6 => proptest::sample::select(likely.to_vec()).prop_map(str::to_owned),
        2 => "\\PC{0,20}",
        1 => any::<String>(),
        1 => "[0-9+() -]{0,20}",
    ]
}

fn document() -> impl Strategy<Value = DocumentRef> {
    (any::<String>(), proptest::sample::select(DocumentType::ALL.to_vec()), any::<u64>())
        .prop_map(|(name, kind, size)| DocumentRef { id: "d".into(), name, kind, size, sha256: String::new() })
}

fn answers() -> impl Strategy<Value = Answers> {
    let leaf = (
        proptest::collection::btree_map(
            id(),
            proptest::collection::btree_map(suffix(), typed(), 0..6).prop_map(Entry),
            0..15,
        ),
        proptest::collection::btree_map(id(), proptest::collection::vec(document(), 0..3), 0..3),
    )
        .prop_map(|(entries, documents)| Answers { entries, documents, ..Answers::default() });
    leaf.prop_recursive(3, 20, 4, |inner| {
        let item = ("[a-z0-9]{0,6}", inner.clone()).prop_map(|(id, answers)| Item { id, answers });
        let lists = prop_oneof![Just("family".to_owned()), Just("history".to_owned()), id()];
        (inner, proptest::collection::btree_map(lists, proptest::collection::vec(item, 0..4), 0..3))
            .prop_map(|(answers, items)| Answers { items, ..answers })
    })
}

/// A complete application with a few answers overwritten, so that deep parts of the walk are reached.
fn nearly_complete() -> impl Strategy<Value = Answers> {
    (answers(), any::<u32>()).prop_map(|(noise, which)| {
        let mut answers = complete();
        for (at, (id, entry)) in noise.entries.into_iter().enumerate() {
            if which >> (at % 32) & 1 == 1 {
                answers.entries.insert(id, entry);
            }
        }
        answers.items.extend(noise.items);
        answers
    })
}

fn today() -> impl Strategy<Value = Date> {
    prop_oneof![
        Just(date(2026, 11, 22)),
        Just(Date::MIN),
        Just(Date::MAX),
        (-9999i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day)),
    ]
}

/// In a row of pages, nothing after a page that may not be opened may be opened, and only done pages lie before an open one.
fn opens_in_order(steps: &[&Step<'_>], journey: &Journey<'_>) {
    let mut open = true;
    for step in steps {
        assert!(open || !step.open, "{} opens after a closed page", step.path());
        open = step.open;
        assert_eq!(journey.may_open(&step.path()), step.open);
        if step.state != StepState::Done {
            open = false;
        }
    }
}

fn check(program: &Program, answers: &Answers, today: Date) {
    let journey = Journey::walk(program, answers, today);
    let steps = journey.steps();
    let top: Vec<&Step<'_>> = steps.iter().copied().filter(|step| step.path().hops.is_empty()).collect();
    opens_in_order(&top, &journey);
    for step in &steps {
        let path = step.path();
        let found = journey.find(&path);
        // Entries of the same id cannot be told apart; edits never make such.
        assert!(found.is_some());
        if let Some(list) = step.list() {
            assert_eq!(list.problems.is_empty(), step.state == StepState::Done);
            for item in &list.items {
                let own: Vec<&Step<'_>> = item.steps.iter().collect();
                if list.items.iter().filter(|other| other.id == item.id).count() == 1 {
                    opens_in_order(&own, &journey);
                }
                assert!(own.iter().all(|inner| step.open || !inner.open), "an entry opens no sooner than its list");
            }
            if let Some(coverage) = &list.coverage {
                assert!(coverage.from <= coverage.to);
                assert!(coverage.gaps.iter().all(|gap| gap.from <= gap.to));
                assert!(coverage.gaps.iter().all(|gap| gap.from >= coverage.from && gap.to <= coverage.to));
                assert!(coverage.gaps.windows(2).all(|pair| pair[0].from > pair[1].to), "most recent first, apart");
            }
        }
        let _ = (journey.next_after(&path), journey.before(&path));
    }
    match journey.freeze() {
        Ok(_) => {
            assert!(journey.is_complete() && journey.not_done().is_empty() && journey.first_open().is_none());
            assert!(journey.documents().iter().all(|need| need.satisfied));
        }
        Err(open) => {
            assert!(!journey.is_complete());
            assert!(!open.is_empty() && journey.first_open().is_some());
        }
    }
    if let Some(first) = journey.first_open() {
        assert!(journey.may_open(&first) || has_twins(answers), "{first} is where one goes on");
    }
    for language in Language::ALL {
        let showing = program.showing(language, &MESSAGES);
        let _ = journey.summary(&showing);
        for step in &steps {
            for asked in step.questions() {
                let blank = Entry::default();
                let _ = asked.question.controls(asked.entry.unwrap_or(&blank), &showing);
                for mistake in asked.mistakes() {
                    let _ = mistake.explain(asked.question, &showing);
                }
            }
            if let Some(list) = step.list() {
                for problem in &list.problems {
                    let _ = problem.explain(list, &showing);
                }
            }
        }
    }
}

/// Whether some list has two entries of the same id.
fn has_twins(answers: &Answers) -> bool {
    answers.items.values().any(|items| {
        let mut ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
        ids.sort_unstable();
        ids.windows(2).any(|pair| pair[0] == pair[1]) || items.iter().any(|item| has_twins(&item.answers))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, ..ProptestConfig::default() })]

    #[test]
    fn any_answers_make_a_journey(answers in answers(), today in today()) {
        check(&EVERYTHING, &answers, today);
    }

    #[test]
    fn a_damaged_application_makes_a_journey(answers in nearly_complete(), today in today()) {
        check(&EVERYTHING, &answers, today);
    }

    #[test]
    fn answers_survive_storage(answers in answers()) {
        let json = serde_json::to_string(&answers).unwrap();
        prop_assert_eq!(serde_json::from_str::<Answers>(&json).unwrap(), answers);
    }

    #[test]
    fn any_text_is_a_path_or_is_refused(text in "[a-z0-9/.-]{0,60}") {
        if let Ok(path) = text.parse::<PagePath>() {
            prop_assert_eq!(path.to_string(), text);
        }
    }

    #[test]
    fn any_text_is_a_program_or_has_faults(cut in 0usize..12_000, noise in "[\\[\\]{}=\"a-z0-9 \n.,]{0,40}") {
        let text = include_str!("everything.toml");
        let cut = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let broken = format!("{}{noise}{}", &text[..cut], &text[cut..]);
        if let Err(faults) = Program::parse("everything.toml", &broken, &tables()) {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|fault| fault.line as usize <= broken.lines().count() + 1));
        }
    }
}

#[test]
fn answers_nested_far_deeper_than_the_program_are_left_aside() {
    let mut answers = complete();
    for _ in 0..60 {
        let mut outer = complete();
        outer.items.insert("family".into(), vec![Item { id: "abc123".into(), answers }]);
        answers = outer;
    }
    check(&EVERYTHING, &answers, date(2026, 11, 22));
}

#[test]
fn more_entries_than_any_list_takes_are_cut_short() {
    let mut answers = complete();
    let item = |n: usize| Item { id: format!("i{n}"), answers: Answers::default() };
    answers.items.insert("family".into(), (0..5_000).map(item).collect());
    let journey = Journey::walk(&EVERYTHING, &answers, date(2026, 11, 22));
    let family = journey.find(&PagePath::top("family")).unwrap().list().unwrap();
    assert_eq!(family.items.len(), programs::limits::MAX_ITEMS);
}
