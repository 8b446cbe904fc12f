//! The Express Entry application: it asks what the published forms ask, of the people they ask it of, and can be finished.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, date};
use programs::fees::FeeTable;
use programs::{Answers, Entry, Journey, ListProblem, Occupations, PagePath, Program, Signatory, StepState, Tables};

const FILE: &str = include_str!("../../../../site/programs/express-entry.toml");
const PERSON: &str = include_str!("../../../../site/blocks/person.toml");
const OCCUPATIONS: &str = include_str!("../../../../site/tables/noc2021.csv");
const SINGLE: &str = include_str!("../../../../tools/testkit/fixtures/express-entry-single.json");
const FAMILY: &str = include_str!("../../../../tools/testkit/fixtures/express-entry-family.json");
const MAP: &str = include_str!("express_entry_map.tsv");

/// The day the two applications are filled in.
const TODAY: Date = date(2026, 11, 22);

pub(crate) fn program() -> Program {
    let occupations = Occupations::parse("tables/noc2021.csv", OCCUPATIONS).unwrap();
    let fees = FeeTable::parse("tables/fees.toml", crate::fees::FILE).unwrap();
    let tables = Arc::new(Tables { occupations, fees });
    let shared = [("blocks/person.toml", PERSON)];
    match Program::parse_with("programs/express-entry.toml", FILE, &shared, &tables) {
        Ok(program) => program,
        Err(faults) => panic!("{faults:#?}"),
    }
}

fn answers(json: &str) -> Answers {
    serde_json::from_str(json).unwrap()
}

/// The single person in Canada.
pub(crate) fn single() -> Answers {
    answers(SINGLE)
}

/// The couple with an adult child and a younger one.
pub(crate) fn family() -> Answers {
    answers(FAMILY)
}

/// The paths of every question and every list: `family/trips/trip-from`, `family/trips`.
fn paths(program: &Program) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for placed in program.questions() {
        paths.insert(placed.path());
        for depth in 1..=placed.lists.len() {
            let ids: Vec<&str> = placed.lists[..depth].iter().map(|list| list.id.as_str()).collect();
            paths.insert(ids.join("/"));
        }
    }
    paths
}

/// Which question paths answer which line of the forms, and the lines that have to be answered.
fn map() -> (BTreeMap<&'static str, Vec<&'static str>>, BTreeSet<&'static str>) {
    let mut mapped: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut wanted = BTreeSet::new();
    for line in MAP.lines().filter(|line| !line.starts_with("source row\t")) {
        if let Some(comment) = line.strip_prefix('#') {
            if let Some(rows) = comment.strip_prefix(" row ") {
                wanted.extend(rows.split(' '));
            }
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 3, "three cells: {line}");
        mapped.entry(cells[0]).or_default().push(cells[2]);
    }
    (mapped, wanted)
}

/// Everything that keeps an application from being filed, in words.
fn unfinished(journey: &Journey<'_>) -> String {
    let mut said = Vec::new();
    for step in journey.steps() {
        if step.state == StepState::Done {
            continue;
        }
        said.push(format!("{} is {:?}", step.path(), step.state));
        for asked in step.questions() {
            for mistake in asked.mistakes() {
                said.push(format!("  {}.{}: {}", asked.question.id, mistake.control, mistake.key));
            }
        }
        if let Some(list) = step.list() {
            said.push(format!("  {:?}", list.problems));
        }
    }
    said.join("\n")
}

fn finished(answers: &Answers) {
    let program = program();
    let journey = Journey::walk(&program, answers, TODAY);
    assert!(journey.is_complete(), "{}", unfinished(&journey));
    assert_eq!(journey.first_open(), None);
    assert!(journey.freeze().is_ok());
    assert!(journey.documents().iter().all(|need| need.satisfied));
}

fn path(text: &str) -> PagePath {
    text.parse().unwrap()
}

/// The pages that are asked, without the ids of entries: `family/history/period`.
fn asked(journey: &Journey<'_>) -> BTreeSet<String> {
    let flat = |path: PagePath| {
        let ids: Vec<&str> = path.hops.iter().map(|(list, _)| list.as_str()).chain([path.page.as_str()]).collect();
        ids.join("/")
    };
    journey.steps().iter().map(|step| flat(step.path())).collect()
}

/// The hops to the family member of a given name.
fn member(answers: &Answers, given: &str) -> Vec<(String, String)> {
    let item = answers.items["family"]
        .iter()
        .find(|item| item.answers.entries["name"].0.values().any(|part| part == given))
        .unwrap();
    vec![("family".to_owned(), item.id.clone())]
}

#[test]
fn the_program_has_no_fault() {
    assert_eq!(program().id, "express-entry");
}

#[test]
fn every_line_of_the_forms_is_asked() {
    let (mapped, wanted) = map();
    let known = paths(&program());
    for row in &wanted {
        assert!(mapped.contains_key(row), "no question is mapped to {row}");
    }
    for (row, questions) in &mapped {
        assert!(wanted.contains(row), "{row} is not among the listed rows");
        for question in questions {
            assert!(known.contains(*question), "{row} is mapped to {question}, which does not exist");
        }
    }
}

#[test]
fn every_question_answers_a_line_of_a_form() {
    let (mapped, _) = map();
    let mapped: BTreeSet<&str> = mapped.into_values().flatten().collect();
    for question in paths(&program()) {
        assert!(mapped.contains(question.as_str()), "{question} is not in the map");
    }
}

#[test]
fn french_punctuation_keeps_its_spaces() {
    for (number, line) in (1..).zip(FILE.lines()).filter(|(_, line)| line.contains("fr = \"")) {
        for french in line.split("fr = \"").skip(1).filter_map(|rest| rest.split('"').next()) {
            for wrong in [" ?", " !", " ;", " :", " »", "« ", "'"] {
                assert!(!french.contains(wrong), "line {number}: {french}");
            }
        }
    }
}

#[test]
fn a_single_person_reaches_the_end() {
    finished(&single());
}

#[test]
fn a_couple_with_an_adult_child_reaches_the_end() {
    finished(&family());
}

#[test]
fn nothing_is_answered_that_is_not_asked() {
    let program = program();
    for answers in [single(), family()] {
        let journey = Journey::walk(&program, &answers, TODAY);
        let mut asked = BTreeSet::new();
        for step in journey.steps() {
            let hops = step.path().hops;
            asked.extend(step.questions().iter().map(|question| (hops.clone(), question.question.id.clone())));
            asked.extend(step.list().map(|list| (hops, list.list.id.clone())));
        }
        let mut scopes = vec![(Vec::new(), &answers)];
        while let Some((hops, scope)) = scopes.pop() {
            for id in scope.entries.keys().chain(scope.documents.keys()) {
                assert!(asked.contains(&(hops.clone(), id.clone())), "{hops:?} {id}");
            }
            for (list, items) in &scope.items {
                for item in items {
                    let hop = (list.clone(), item.id.clone());
                    scopes.push((hops.iter().cloned().chain([hop]).collect(), &item.answers));
                }
            }
        }
    }
}

#[test]
fn schedule_a_is_asked_of_family_members_from_18_on() {
    let program = program();
    let answers = family();
    let journey = Journey::walk(&program, &answers, TODAY);
    let asks = |given: &str, page: &str| {
        let path = PagePath { hops: member(&answers, given), page: page.to_owned() };
        journey.find(&path).is_some()
    };
    for page in ["convicted-in-canada", "history", "addresses", "trips", "father-known", "interpreter-helped"] {
        assert!(asks("Aravind", page), "{page} is asked of the adult child");
        assert!(asks("Nirmala", page), "{page} is asked of the spouse");
        assert!(!asks("Meena", page), "{page} is not asked of the younger child");
    }
    for page in ["name", "birth", "citizenship", "current-residence", "medical-exam", "member-birth-certificate"] {
        assert!(asks("Meena", page), "{page} is asked of every child, accompanying or not");
    }
}

#[test]
fn family_members_from_18_on_sign_for_themselves_and_are_shown_nobody_else() {
    let program = program();
    let answers = family();
    let journey = Journey::walk(&program, &answers, TODAY);
    let key = |given| format!("family-adult.{}", member(&answers, given)[0].1);
    let keys: Vec<String> = journey.signers.iter().map(Signatory::key).collect();
    assert_eq!(keys, [key("Nirmala"), key("Aravind")]);
    for signatory in &journey.signers {
        let frozen = journey.freeze_for(signatory).unwrap();
        let [shown] = &frozen[..] else { panic!("{frozen:?}") };
        let items = shown["items"].as_array().unwrap();
        assert_eq!((items.len(), items[0]["item"].as_str()), (1, signatory.entry));
    }
}

#[test]
fn an_adult_child_without_schedule_a_is_not_finished() {
    let program = program();
    let mut answers = family();
    let hops = member(&answers, "Aravind");
    answers.scope_mut(&hops).unwrap().entries.remove("war-crimes");
    let journey = Journey::walk(&program, &answers, TODAY);
    assert!(!journey.is_complete());
    assert!(journey.not_done().contains(&PagePath { hops, page: "war-crimes".to_owned() }));
}

#[test]
fn every_yes_about_the_past_asks_for_details() {
    let program = program();
    let mut answers = single();
    let questions: Vec<String> = program
        .questions()
        .iter()
        .filter(|placed| {
            placed.lists.is_empty() && placed.question.source.iter().any(|s| s.starts_with("imm5669 question 6"))
        })
        .map(|placed| placed.question.id.clone())
        .filter(|id| !id.ends_with("-details"))
        .collect();
    assert_eq!(questions.len(), 11, "question 6 has parts a to k");
    for id in &questions {
        answers.entries.insert(id.clone(), Entry::of("yes"));
    }
    let pages = asked(&Journey::walk(&program, &answers, TODAY));
    for id in &questions {
        assert!(pages.contains(&format!("{id}-details")), "{id}");
    }
}

#[test]
fn a_gap_in_the_addresses_is_named() {
    let program = program();
    let mut answers = single();
    answers.items.get_mut("addresses").unwrap().remove(1);
    let journey = Journey::walk(&program, &answers, TODAY);
    assert_eq!(journey.first_open(), Some(path("addresses")));
    let step = journey.find(&path("addresses")).unwrap();
    let problems = &step.list().unwrap().problems;
    assert!(matches!(problems[..], [ListProblem::Gap(_)]), "{problems:?}");
}

#[test]
fn funds_are_asked_of_those_who_must_show_them() {
    let program = program();
    let funds = |answers: &Answers| asked(&Journey::walk(&program, answers, TODAY)).contains("proof-of-funds");
    let mut answers = family();
    assert!(funds(&answers), "skilled worker abroad");
    answers.entries.insert("job-offer".to_owned(), Entry::of("yes"));
    assert!(funds(&answers), "an offer alone does not excuse");
    answers.entries.insert("work-authorized".to_owned(), Entry::of("yes"));
    assert!(!funds(&answers), "authorized to work, with an offer");
    assert!(!funds(&single()), "Canadian experience class");
}

#[test]
fn common_law_partners_declare_their_union() {
    let program = program();
    let mut answers = family();
    let pages = |answers: &Answers| asked(&Journey::walk(&program, answers, TODAY));
    assert!(pages(&answers).contains("marriage-certificate"));
    assert!(!pages(&answers).contains("common-law-declaration"));
    answers.entries.insert("marital-status".to_owned(), Entry::of("common-law"));
    assert!(pages(&answers).contains("common-law-declaration"));
    assert!(!pages(&answers).contains("marriage-certificate"));
}
