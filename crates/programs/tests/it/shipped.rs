//! The programs the site ships: each can be finished, asks for every fact the law wants, and says so when a question is deleted.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use jiff::civil::{Date, date};
use language::Fault;
use programs::{Answers, DocumentRef, Entry, Journey, Kind, Occupations, Program, Signatory, StepState, Tables};

/// The day the applications were filled in.
const TODAY: Date = date(2026, 11, 22);

const SHARED: [(&str, &str); 2] = [
    ("blocks/common.toml", include_str!("../../../../site/blocks/common.toml")),
    ("blocks/person.toml", include_str!("../../../../site/blocks/person.toml")),
];

static TABLES: LazyLock<Arc<Tables>> = LazyLock::new(|| {
    let csv = include_str!("../../../../site/tables/noc2021.csv");
    Arc::new(Tables { occupations: Occupations::parse("tables/noc2021.csv", csv).unwrap(), fees: crate::fees::table() })
});

/// A program of the site: its id, its file, answers to all of it, and what the law asks an applicant for.
struct Shipped {
    id: &'static str,
    file: &'static str,
    answers: &'static str,
    facts: &'static [&'static str],
}

macro_rules! shipped {
    ($id:literal, $answers:literal, $facts:expr) => {
        Shipped {
            id: $id,
            file: include_str!(concat!("../../../../site/programs/", $id, ".toml")),
            answers: include_str!(concat!("../../../../tools/testkit/fixtures/", $answers, ".json")),
            facts: &$facts,
        }
    };
}

const PROGRAMS: [Shipped; 8] = [
    // IRPR 10, 30 and the classes of 75 to 87.2.
    shipped!(
        "express-entry",
        "express-entry-single",
        [
            "invitation",
            "class",
            "skilled-work",
            "language",
            "education",
            "trade-qualification",
            "settlement-funds",
            "outside-quebec",
            "applicant",
            "family-members",
            "representative",
            "medical-exam",
            "background",
            "declaration",
        ]
    ),
    // Citizenship Act, sections 5, 21 and 22; Regulations No. 2, section 2.
    shipped!(
        "citizenship-adult",
        "citizenship-adult",
        [
            "age",
            "permanent-residence",
            "conditions",
            "eligibility-period",
            "physical-presence",
            "temporary-residence",
            "absences",
            "service-abroad",
            "time-under-sentence",
            "addresses",
            "work-and-studies",
            "tax-filing",
            "tax-number",
            "language",
            "knowledge",
            "removal-order",
            "prohibitions",
            "police-certificates",
            "birth-evidence",
            "photographs",
            "signature",
        ]
    ),
    // Citizenship Act, sections 5, 21 and 22; Regulations No. 2, section 2.
    shipped!(
        "citizenship-minor",
        "citizenship-minor",
        [
            "minor",
            "route",
            "permanent-residence",
            "citizen-parent",
            "custody",
            "physical-presence",
            "tax-filing",
            "removal-order",
            "prohibitions",
            "birth-evidence",
            "photographs",
            "signature",
        ]
    ),
    // IRPA 28.
    shipped!(
        "pr-card",
        "pr-card",
        [
            "permanent-resident",
            "period",
            "days-in-canada",
            "forward-looking",
            "absences",
            "accompanying-citizen",
            "employment-abroad",
            "humanitarian",
            "addresses",
            "work-and-studies",
            "card",
            "identity",
            "signature",
        ]
    ),
    // Citizenship Act, sections 3, 5 and 5.1.
    shipped!(
        "proof-of-citizenship",
        "proof-of-citizenship",
        [
            "for-whom",
            "ground",
            "birth",
            "parents",
            "parent-presence",
            "adoption",
            "grant",
            "loss",
            "earlier-certificate",
            "photographs",
            "signature",
        ]
    ),
    // IRPA 21(2); IRPR 10, 30 and 175 to 178.
    shipped!(
        "protected-person",
        "protected-person",
        [
            "protection",
            "no-change-of-protection",
            "inadmissibility",
            "applicant",
            "family-members",
            "identity-documents",
            "medical-exam",
            "background",
            "representative",
            "declaration",
        ]
    ),
    // IRPR 2, 4, 5, 10, 117, 124 and 130 to 133.
    shipped!(
        "sponsor-spouse",
        "sponsor-spouse",
        [
            "sponsor",
            "sponsor-bars",
            "five-year-bar",
            "undertaking",
            "relationship",
            "excluded-relationship",
            "earlier-unions",
            "applicant",
            "family-members",
            "inadmissibility",
            "representative",
            "declaration",
        ]
    ),
    // IRPR 2, 10, 117 and 130 to 133.
    shipped!(
        "sponsor-child",
        "sponsor-child",
        [
            "sponsor",
            "sponsor-bars",
            "undertaking",
            "dependent-child",
            "income-exception",
            "custody",
            "adoption",
            "applicant",
            "family-members",
            "inadmissibility",
            "health-of-a-child",
            "representative",
            "declaration",
        ]
    ),
];

impl Shipped {
    fn path(&self) -> String {
        format!("programs/{}.toml", self.id)
    }

    fn program(&self) -> Program {
        match Program::parse_with(&self.path(), self.file, &SHARED, &TABLES) {
            Ok(program) => program,
            Err(faults) => panic!("{faults:#?}"),
        }
    }

    /// What is wrong with the program once every question of an id is deleted, in its file and in the blocks.
    fn faults_without(&self, question: &str) -> Vec<Fault> {
        let shared = SHARED.map(|(path, text)| (path, without(text, question)));
        let shared: Vec<(&str, &str)> = shared.iter().map(|(path, text)| (*path, text.as_str())).collect();
        Program::parse_with(&self.path(), &without(self.file, question), &shared, &TABLES).err().unwrap_or_default()
    }
}

/// A program file without the tables of the questions of this id.
fn without(text: &str, question: &str) -> String {
    let id = format!("id = \"{question}\"");
    let mut kept = String::new();
    for table in text.split_inclusive("\n\n") {
        let is_question = table.lines().any(|line| line.starts_with("[[") && line.ends_with("question]]"));
        if !(is_question && table.lines().any(|line| line == id)) {
            kept.push_str(table);
        }
    }
    kept
}

#[test]
fn every_fact_the_law_asks_for_has_a_question() {
    for shipped in &PROGRAMS {
        let program = shipped.program();
        let there: BTreeSet<&str> = program.facts.iter().map(|fact| fact.id.as_str()).collect();
        let wanted: BTreeSet<&str> = shipped.facts.iter().copied().collect();
        assert_eq!(there, wanted, "{}", shipped.id);
    }
}

#[test]
fn a_deleted_question_is_missed_at_the_line_of_its_fact() {
    for shipped in &PROGRAMS {
        let program = shipped.program();
        let asked: BTreeSet<String> = program.questions().iter().map(programs::Placed::path).collect();
        for fact in &program.facts {
            for path in fact.questions() {
                // A list is more than a question: it goes with its page.
                if !asked.contains(path) {
                    continue;
                }
                let question = path.rsplit('/').next().unwrap();
                let named = format!("the fact “{}” ", fact.id);
                let faults = shipped.faults_without(question);
                let missed = faults.iter().find(|fault| fault.what.starts_with(&named) && fault.what.contains(path));
                let missed = missed.unwrap_or_else(|| panic!("{} {path}: {faults:#?}", shipped.id));
                assert_eq!(missed.file, shipped.path());
                let line = shipped.file.lines().nth(usize::try_from(missed.line).unwrap() - 1).unwrap();
                assert!(line.contains(&format!("\"{path}\"")), "{missed} points at {line}");
            }
        }
    }
}

#[test]
fn every_program_can_be_finished() {
    for shipped in &PROGRAMS {
        let program = shipped.program();
        let mut answers: Answers = serde_json::from_str(shipped.answers).unwrap();
        attach_documents(&program, &mut answers);
        let journey = Journey::walk(&program, &answers, TODAY);
        let open: Vec<String> = journey
            .steps()
            .iter()
            .filter(|step| step.state != StepState::Done)
            .map(|step| format!("{} is {:?}", step.path(), step.state))
            .collect();
        assert!(journey.is_complete(), "{}: {open:#?}", shipped.id);
        assert!(journey.freeze().is_ok());
    }
}

#[test]
fn citizenship_has_one_form_for_adults_and_one_for_minors() {
    for (id, born_on, fits) in [
        ("citizenship-adult", 22, true),
        ("citizenship-adult", 23, false),
        ("citizenship-minor", 22, false),
        ("citizenship-minor", 23, true),
    ] {
        let shipped = PROGRAMS.iter().find(|shipped| shipped.id == id).unwrap();
        let mut answers: Answers = serde_json::from_str(shipped.answers).unwrap();
        let born = Entry::from_pairs([("year", "2008"), ("month", "11"), ("day", born_on.to_string().as_str())]);
        answers.put(&[], [("birth-date".to_owned(), born)]).unwrap();
        let program = shipped.program();
        let journey = Journey::walk(&program, &answers, TODAY);
        let birth = journey.steps().into_iter().find(|step| step.page.id == "birth").unwrap();
        assert_eq!(birth.state == StepState::Done, fits, "{id}, born on November {born_on}, 2008");
    }
}

#[test]
fn whoever_has_to_sign_besides_the_applicant_is_asked_to() {
    let signers = |id: &str, question: &str, entry: Option<Entry>| {
        let shipped = PROGRAMS.iter().find(|shipped| shipped.id == id).unwrap();
        let program = shipped.program();
        let mut answers: Answers = serde_json::from_str(shipped.answers).unwrap();
        answers.entries.extend(entry.map(|entry| (question.to_owned(), entry)));
        attach_documents(&program, &mut answers);
        let journey = Journey::walk(&program, &answers, TODAY);
        for signatory in &journey.signers {
            assert!(journey.is_ready_for(signatory), "{id}: {} has nothing to sign", signatory.key());
        }
        journey.signers.iter().map(Signatory::key).collect::<Vec<_>>().join(" ")
    };
    let born = |year: &str| Some(Entry::from_pairs([("year", year), ("month", "4"), ("day", "9")]));
    for (id, question, entry, who) in [
        ("sponsor-spouse", "", None, "sponsor"),
        // The sponsor who fills it in signs the undertaking there.
        ("sponsor-child", "filled-by", Some(Entry::of("sponsor")), ""),
        ("sponsor-child", "filled-by", Some(Entry::of("child")), "sponsor"),
        ("sponsor-child", "filled-by", Some(Entry::of("other")), "sponsor"),
        // Citizenship Act, section 5(1.04): from 14 on.
        ("citizenship-minor", "birth-date", born("2011"), "child"),
        ("citizenship-minor", "birth-date", born("2012"), "child"),
        ("citizenship-minor", "birth-date", born("2013"), ""),
    ] {
        assert_eq!(signers(id, question, entry), who, "{id} {question}");
    }
    for id in ["express-entry", "citizenship-adult", "protected-person", "pr-card", "proof-of-citizenship"] {
        assert_eq!(signers(id, "", None), "", "{id}");
    }
}

/// Uploads something wherever a file is asked for.
fn attach_documents(program: &Program, answers: &mut Answers) {
    let mut wanted = Vec::new();
    for need in Journey::walk(program, answers, TODAY).documents() {
        let Kind::Document(kind) = &need.question.kind else { panic!("{}", need.question.id) };
        let (kind, most) = (kind.accept[0], usize::try_from(kind.min).unwrap().max(1));
        for number in need.files.len()..most {
            wanted.push((need.path.hops.clone(), need.question.id.clone(), kind, number));
        }
    }
    for (hops, question, kind, number) in wanted {
        let (id, name) = (format!("{question}-{number}"), format!("{number}.{kind:?}").to_lowercase());
        let document = DocumentRef { id, name, kind, size: 1000, sha256: "ab".repeat(32) };
        answers.attach(&hops, &question, document).unwrap();
    }
}

#[test]
fn french_punctuation_keeps_its_spaces() {
    let files = PROGRAMS.iter().map(|shipped| (shipped.id, shipped.file)).chain(SHARED);
    for (file, text) in files {
        for (number, line) in (1..).zip(text.lines()) {
            let inline = line.split("fr = \"").skip(1).filter_map(|rest| rest.split('"').next());
            for french in inline {
                for wrong in [" ?", " !", " ;", " :", " »", "« ", "'"] {
                    assert!(!french.contains(wrong), "{file}:{number}: {french}");
                }
            }
        }
    }
}
