//! The finder of the site: typical people and the traps of each way, answers of every sort, faults of its file.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use language::Language;
use programs::finder::{Finder, Stand, Verdict};
use programs::{Answers, Control, Entry, Journey, Occupations, Program, Tables};
use proptest::prelude::*;

use crate::support::{MESSAGES, TODAY};

const FILE: &str = include_str!("../../../../site/finder.toml");

static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::parse("finder.toml", FILE, &Arc::default()).unwrap());

fn answers(typed: &str) -> Answers {
    let mut answers = Answers::default();
    for (question, value) in typed.split_whitespace().map(|pair| pair.split_once('=').unwrap()) {
        let placed = FINDER.form.questions().into_iter().find(|placed| placed.question.id == question);
        let entry = match placed.expect(question).question.kind.word() {
            "choices" => Entry::from_pairs(value.split(',').map(|ticked| (ticked, "on"))),
            _ => Entry::of(value),
        };
        answers.entries.insert(question.to_owned(), entry);
    }
    answers
}

/// The verdict of each way, and that the questions asked are exactly those answered.
fn verdict(typed: &str, way: &str) -> Verdict {
    let answers = answers(typed);
    let journey = Journey::walk(&FINDER.form, &answers, TODAY);
    assert!(journey.is_complete(), "{typed}: {:?} is open", journey.first_open());
    let asked: BTreeSet<&str> =
        journey.steps().iter().flat_map(|step| step.questions()).map(|asked| asked.question.id.as_str()).collect();
    let typed_for: BTreeSet<&str> = answers.entries.keys().map(String::as_str).collect();
    assert_eq!(asked, typed_for, "{typed}");
    let found = FINDER.judge(&answers, TODAY);
    found.ways.iter().find(|judged| judged.way.id == way).expect(way).verdict
}

const ALONE: &str = "marital-status=single family=none trouble=none";
const WORKER: &str = "status=temporary age=29 worked=yes canadian-work=year canadian-teer=teer01 steady-work=yes trade=no \
                      language=level7 destination=elsewhere credential=canadian funds=yes";
const RESIDENT: &str =
    "status=resident age=40 days-in-canada=1400 citizenship-days=1300 taxes=yes citizen-language=yes trouble=none";
const PARTNER: &str = "status=abroad age=30 marital-status=married family=partner worked=no refugee=no trouble=none";

/// `base` with some answers changed, added, or (`question=`) taken away.
fn but(base: &str, changes: &str) -> String {
    let mut pairs: Vec<(&str, &str)> = base.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
    for (question, value) in changes.split_whitespace().filter_map(|pair| pair.split_once('=')) {
        pairs.retain(|(known, _)| *known != question);
        pairs.push((question, value));
    }
    pairs.retain(|(_, value)| !value.is_empty());
    pairs.iter().map(|(question, value)| format!("{question}={value}")).collect::<Vec<_>>().join(" ")
}

#[test]
fn typical_people_and_traps_get_the_verdict_that_the_rules_give() {
    use Verdict::{Depends, Likely, Unlikely};
    let worker = format!("{WORKER} {ALONE}");
    let trade = but(&worker, "trade=yes trade-proof=certificate language=level4 canadian-work=none canadian-teer=");
    for (base, changes, way, expected) in [
        // Canadian experience: what does not count, and the level for each kind of work.
        (worker.as_str(), "", "cec", Likely),
        (&worker, "canadian-work=uncounted canadian-teer=", "cec", Unlikely),
        (&worker, "canadian-work=less canadian-teer=", "cec", Unlikely),
        (&worker, "language=level5", "cec", Unlikely),
        (&worker, "language=level5 canadian-teer=teer23", "cec", Likely),
        (&worker, "language=level5 canadian-teer=not-sure", "cec", Depends),
        (&worker, "language=level4 canadian-teer=teer23", "cec", Unlikely),
        (&worker, "language=none", "cec", Depends),
        (&worker, "destination=quebec", "cec", Unlikely),
        (&worker, "status=claimant", "cec", Depends),
        (&worker, "trouble=earlier", "cec", Depends),
        (&worker, "funds=no", "cec", Likely),
        // Federal skilled worker: never likely, since nobody counted the points.
        (&worker, "", "fsw", Depends),
        (&worker, "language=level5", "fsw", Unlikely),
        (&worker, "steady-work=no credential= funds=", "fsw", Unlikely),
        (&worker, "credential=not-assessed", "fsw", Depends),
        (&worker, "credential=none", "fsw", Unlikely),
        (&worker, "funds=no", "fsw", Unlikely),
        // Trades: lower levels of language, and a certificate or an offer.
        (&worker, "", "fst", Unlikely),
        (&trade, "", "fst", Likely),
        (&trade, "trade-proof=neither", "fst", Unlikely),
        (&trade, "trade-proof=not-sure", "fst", Depends),
        (&trade, "language=lower", "fst", Unlikely),
        // Family.
        (PARTNER, "sponsor=none", "partner", Likely),
        (PARTNER, "sponsor=assistance", "partner", Unlikely),
        (PARTNER, "sponsor=sponsored", "partner", Unlikely),
        (PARTNER, "sponsor=resident-abroad", "partner", Unlikely),
        (PARTNER, "sponsor=citizen-abroad", "partner", Depends),
        (PARTNER, "sponsor=not-sure", "partner", Depends),
        (PARTNER, "sponsor=none age=17", "partner", Unlikely),
        (PARTNER, "family=none", "partner", Unlikely),
        (PARTNER, "family=parent sponsor=none", "child", Unlikely),
        (PARTNER, "family=parent sponsor=none marital-status=single age=21", "child", Likely),
        (PARTNER, "family=parent sponsor=none marital-status=single age=22", "child", Depends),
        (PARTNER, "family=parent sponsor=sponsored marital-status=single age=21", "child", Likely),
        (PARTNER, "family=child", "parents", Unlikely),
        // Protection.
        (PARTNER, "status=protected refugee= family=none", "protected", Likely),
        (PARTNER, "status=claimant refugee= family=none", "protected", Depends),
        (PARTNER, "refugee=referred family=none", "resettlement", Depends),
        (PARTNER, "family=none", "resettlement", Unlikely),
        // Permanent residents.
        (RESIDENT, "", "pr-card", Likely),
        (RESIDENT, "days-in-canada=729", "pr-card", Depends),
        (RESIDENT, "days-in-canada=730", "pr-card", Likely),
        (RESIDENT, "", "citizenship-adult", Likely),
        (RESIDENT, "citizenship-days=1095", "citizenship-adult", Likely),
        (RESIDENT, "citizenship-days=1094", "citizenship-adult", Unlikely),
        (RESIDENT, "taxes=no", "citizenship-adult", Unlikely),
        (RESIDENT, "citizen-language=no", "citizenship-adult", Depends),
        (RESIDENT, "age=55 citizen-language=", "citizenship-adult", Likely),
        (RESIDENT, "trouble=convicted", "citizenship-adult", Unlikely),
        (RESIDENT, "trouble=earlier", "citizenship-adult", Depends),
        (RESIDENT, "", "citizenship-minor", Unlikely),
        (
            RESIDENT,
            "age=12 taxes= citizen-language= citizen-parent=yes citizenship-days=10",
            "citizenship-minor",
            Likely,
        ),
        (
            RESIDENT,
            "age=12 taxes= citizen-language= citizen-parent=no citizenship-days=10",
            "citizenship-minor",
            Unlikely,
        ),
        (RESIDENT, "age=12 taxes= citizen-language= citizen-parent=no", "citizenship-minor", Likely),
        (RESIDENT, "age=17 taxes= citizen-language= citizen-parent=yes", "citizenship-adult", Unlikely),
        (RESIDENT, "", "cec", Unlikely),
        // Citizens.
        ("status=citizen age=30 citizen-by=born", "", "proof", Likely),
        ("status=citizen age=30 citizen-by=descent", "", "proof", Depends),
        ("status=citizen age=30 citizen-by=born", "", "citizenship-adult", Unlikely),
        (RESIDENT, "", "proof", Unlikely),
    ] {
        let typed = but(base, changes);
        assert_eq!(verdict(&typed, way), expected, "{way}: {typed}");
    }
}

#[test]
fn days_that_nobody_knows_leave_citizenship_open() {
    let mut answers = answers(&but(RESIDENT, "citizenship-days="));
    answers.entries.insert("citizenship-days".into(), Entry::of(""));
    let found = FINDER.judge(&answers, TODAY);
    let judged = found.ways.iter().find(|judged| judged.way.id == "citizenship-adult").unwrap();
    assert_eq!(judged.verdict, Verdict::Depends);
    assert_eq!(judged.reasons[0].stand, Stand::Open);
}

#[test]
fn the_checklist_has_what_the_answers_ask_for_and_only_for_ways_that_are_open() {
    let found_for = |typed: &str| {
        let found = FINDER.judge(&answers(typed), TODAY);
        let lists: Vec<&str> = found.checklists.iter().map(|gathered| gathered.list.id.as_str()).collect();
        let items: Vec<&str> =
            found.checklists.iter().flat_map(|gathered| &gathered.items).map(|item| item.text.en.as_str()).collect();
        (lists.join(" "), items.join("\n"))
    };
    let (lists, items) = found_for(&format!("{WORKER} {ALONE}"));
    assert_eq!(lists, "express-entry studies funds");
    assert!(items.contains("Your Canadian diploma") && !items.contains("Marriage") && items.contains("Proof of funds"));
    let (lists, items) = found_for(&but(PARTNER, "sponsor=none"));
    assert_eq!(lists, "sponsorship partner");
    assert!(items.contains("Marriage certificate"));
}

#[test]
fn answers_go_into_an_application_as_suggestions() {
    let program = program();
    let typed = but(&format!("{WORKER} {ALONE}"), "trade=yes trade-proof=certificate funds=exempt");
    let carried = FINDER.carried(FINDER.way("fst").unwrap(), &program, &answers(&typed), TODAY);
    let told: Vec<(&str, &str)> = carried.entries.iter().map(|(id, entry)| (id.as_str(), entry.get(""))).collect();
    let expected = [
        ("class", "fst"),
        ("job-offer", "yes"),
        ("marital-status", "single"),
        ("trade-certificate", "yes"),
        ("work-authorized", "yes"),
    ];
    assert_eq!(told, expected);
    assert!(carried.entries.values().all(Entry::is_suggested));
    // What was answered before a change of mind is not asked any more, so it is not taken along.
    let changed = FINDER.carried(FINDER.way("fst").unwrap(), &program, &answers(&but(&typed, "trade=no")), TODAY);
    assert!(!changed.entries.contains_key("trade-certificate"));
}

#[test]
fn a_suggested_answer_is_the_persons_once_they_have_sent_its_page() {
    let program = program();
    let mut answers = Answers::default();
    answers
        .entries
        .insert("invitation-date".into(), Entry::from_pairs([("year", "2026"), ("month", "11"), ("day", "1")]));
    answers.entries.insert("class".into(), Entry::of("cec").suggested());
    let journey = Journey::walk(&program, &answers, TODAY);
    let class = journey.find(&"class".parse().unwrap()).unwrap();
    assert_eq!(class.state, programs::StepState::Open);
    assert!(class.questions()[0].mistakes().is_empty(), "nothing is wrong with it");
    let entry = class.questions()[0].entry.unwrap();
    let controls = class.questions()[0].question.controls(entry, &program.showing(Language::En, &MESSAGES));
    assert!(matches!(&controls[0], Control::Radios { value: "cec", .. }), "it is shown");
    let sent = class.page.read_form([("class", "cec")]);
    assert_eq!(class.page.read_form([("class.suggested", "on")]).unknown, ["class.suggested"]);
    answers.put(&[], sent.entries).unwrap();
    let journey = Journey::walk(&program, &answers, TODAY);
    assert_eq!(journey.find(&"class".parse().unwrap()).unwrap().state, programs::StepState::Done);
}

#[test]
fn what_is_carried_fits_the_application_for_express_entry() {
    assert_eq!(FINDER.check_carried(&program()), []);
    let wrong = FILE.replacen("to = \"marital-status\"", "to = \"no-such-question\"", 1);
    let wrong = wrong.replacen("value = \"fsw\"", "value = \"no-such-class\"", 1);
    let finder = Finder::parse("finder.toml", &wrong, &Arc::default()).unwrap();
    let faults = finder.check_carried(&program());
    let lines: Vec<u32> = faults.iter().map(|fault| fault.line).collect();
    let at = |text: &str| wrong[..wrong.find(text).unwrap()].rfind("[[way.carry]]").unwrap();
    let line = |offset: usize| u32::try_from(wrong[..offset].matches('\n').count()).unwrap() + 1;
    assert_eq!(lines, [line(at("no-such-question")), line(at("no-such-class"))], "{faults:?}");
}

fn program() -> Program {
    let csv = include_str!("../../../../site/tables/noc2021.csv");
    let tables = Tables { occupations: Occupations::parse("noc2021.csv", csv).unwrap(), fees: crate::fees::table() };
    let text = include_str!("../../../../site/programs/express-entry.toml");
    let shared = [("blocks/person.toml", include_str!("../../../../site/blocks/person.toml"))];
    Program::parse_with("programs/express-entry.toml", text, &shared, &Arc::new(tables)).unwrap()
}

/// The faults after one change to the file, as `line: what`.
fn faults(from: &str, to: &str) -> Vec<String> {
    assert!(FILE.contains(from), "{from}");
    let text = FILE.replacen(from, to, 1);
    let Err(faults) = Finder::parse("finder.toml", &text, &Arc::default()) else { return Vec::new() };
    faults.iter().map(|fault| format!("{}: {}", fault.line, fault.what)).collect()
}

#[test]
fn a_rule_or_paper_without_source_and_a_source_without_date_are_faults_with_their_line() {
    let line_of = |text: &str| FILE[..FILE.find(text).unwrap()].matches('\n').count() + 1;
    let rule = "\n[[way.unlikely]]\nwhen = \"status in [resident, citizen]\"";
    let (head, tail) = FILE.split_at(FILE.find(rule).unwrap() + 1);
    let source = tail.find("source = ").unwrap();
    let end = source + tail[source..].find('\n').unwrap();
    let without = format!("{head}{}{}", &tail[..source], &tail[end..]);
    let found = Finder::parse("finder.toml", &without, &Arc::default()).unwrap_err();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].line as usize, line_of(rule) + 1);
    assert_eq!(found[0].what, "the rule of the way “cec” has no source");

    let paper = "text = { en = \"Passport\", fr = \"Passeport\" }\nsource = [\"document-pages\"]";
    let found = faults(paper, "text = { en = \"Passport\", fr = \"Passeport\" }");
    assert_eq!(found, [format!("{}: the item of the checklist “express-entry” has no source", line_of(paper) - 1)]);

    let dated = ", date = \"2026-03-31\" }";
    assert_eq!(faults(dated, " }"), [format!("{}: the source “irpa” has no “date”", line_of(dated))]);
}

#[test]
fn slips_in_the_file_are_faults() {
    for (from, to, what) in [
        ("source = [\"irpa 12(2)\"]", "source = [\"irpb 12(2)\"]", "names the source “irpb”, which does not exist"),
        ("when = \"canadian-work is year\"\ntext", "when = \"canadian-wrok is year\"\ntext", "“canadian-wrok”"),
        ("when = \"destination is elsewhere\"", "when = \"destination is nowhere\"", "nowhere"),
        (
            "checklists = [\"express-entry\"]",
            "checklists = [\"express-entri\"]",
            "there is no checklist “express-entri”",
        ),
        ("id = \"fsw\"\ntitle", "id = \"cec\"\ntitle", "the way “cec” is there twice"),
        ("value = \"cec\"", "value = \"cec\"\nfrom = \"age\"", "both “from” and “value”"),
        ("from = \"marital-status\"", "from = \"marital-state\"", "“marital-state”, which does not exist"),
        ("program = \"pr-card\"", "programm = \"pr-card\"", "unknown key “programm”"),
        ("[[way.needed]]\nwhen = \"family includes child\"", "[[way.needed]]", "what is needed has no “when”"),
        ("kind = \"yes_no\"", "kind = \"document\"", "the finder asks for a document"),
    ] {
        let found = faults(from, to);
        assert!(found.iter().any(|fault| fault.contains(what)), "{from} → {to}: {found:?}");
    }
    assert!(faults("page = \"live-in-canada\"\n", "").iter().any(|fault| fault.contains("has no “page”")));
}

#[test]
fn every_sentence_has_its_source_with_a_date_and_both_languages() {
    let finder = &*FINDER;
    let of_ways = finder.ways.iter().flat_map(|way| [&way.unlikely, &way.depends, &way.needed, &way.notes]).flatten();
    let papers = finder.checklists.iter().flat_map(|list| &list.items);
    let mut count = 0;
    for clause in of_ways.chain(papers) {
        count += 1;
        assert!(finder.sources(clause).all(|(source, _)| source.date.starts_with("202")), "{clause:?}");
        assert!(finder.sources(clause).count() > 0 && clause.text.en != clause.text.fr || clause.text.en == "Passport");
    }
    assert!(count > 150, "{count}");
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let questions: Vec<(String, Vec<String>)> = FINDER
        .form
        .questions()
        .iter()
        .map(|placed| {
            let mut values: Vec<String> =
                ["", "0", "17", "18", "55", "729", "1095", "x", "-3"].map(String::from).into();
            let empty = Entry::default();
            for control in placed.question.controls(&empty, &FINDER.form.showing(Language::En, &MESSAGES)) {
                match control {
                    Control::Radios { options, .. } => {
                        values = options.into_iter().map(|o| o.value.to_string()).collect();
                    }
                    Control::Checkboxes { ticks, .. } => {
                        values = ticks.iter().map(|tick| format!(".{}", tick.suffix)).collect();
                    }
                    _ => {}
                }
            }
            (placed.question.id.clone(), values)
        })
        .collect();
    let one = |(id, values): (String, Vec<String>)| {
        let picked = prop::option::weighted(0.8, prop::collection::vec(prop::sample::select(values), 1..3));
        picked.prop_map(move |picked| (id.clone(), picked))
    };
    questions.into_iter().map(one).collect::<Vec<_>>().prop_map(|picked| {
        let mut answers = Answers::default();
        for (id, values) in picked {
            let Some(values) = values else { continue };
            let ticks: Vec<(&str, &str)> =
                values.iter().filter_map(|value| Some((value.strip_prefix('.')?, "on"))).collect();
            let entry = if ticks.is_empty() { Entry::of(values[0].as_str()) } else { Entry::from_pairs(ticks) };
            answers.entries.insert(id, entry);
        }
        answers
    })
}

proptest! {
    #[test]
    fn any_answers_give_every_way_one_verdict_with_a_reason_and_its_source(answers in any_answers()) {
        let found = FINDER.judge(&answers, TODAY);
        prop_assert_eq!(found.ways.len(), FINDER.ways.len());
        for judged in &found.ways {
            prop_assert!(!judged.reasons.is_empty());
            prop_assert!(judged.reasons.iter().all(|reason| FINDER.sources(reason.rule).count() > 0));
            let first = judged.reasons[0].stand;
            let expected = match judged.verdict {
                Verdict::Likely => Stand::Met,
                Verdict::Depends => Stand::Open,
                Verdict::Unlikely => Stand::Against,
            };
            prop_assert_eq!(first, expected);
        }
        prop_assert!(found.checklists.iter().all(|gathered| !gathered.items.is_empty() && !gathered.ways.is_empty()));
    }
}
