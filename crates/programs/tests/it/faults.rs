//! Faults of a program file: every one is reported, at its line, with a cure.

mod facts;
mod opening;
mod reach;
mod shared;
mod signers;

use language::Fault;
use programs::{Program, limits};

use crate::support::tables;

/// The beginning of the second question.
const BORN: &str = "[[section.page.question]]\nid = \"born\"";

/// A small program without a fault. Tests change one line and look what is said about it.
const GOOD: &str = r#"id = "small"
version = "2026-11-22"
title = { en = "Small", fr = "Petit" }
summary = { en = "A small one.", fr = "Un petit." }
sources = [ { id = "test", title = { en = "Tests", fr = "Essais" }, date = "2026-05" } ]
[[section]]
id = "you"
title = { en = "You", fr = "Vous" }
[[section.page]]
id = "status"
title = { en = "Status", fr = "État" }
[[section.page.question]]
id = "status"
kind = "choice"
options = [ { id = "single", label = { en = "Single", fr = "Célibataire" } }, { id = "married", label = { en = "Married", fr = "Marié" } } ]
label = { en = "Status", fr = "État" }
source = ["test page 1"]
[[section.page.question]]
id = "born"
kind = "date"
label = { en = "Born", fr = "Naissance" }
source = ["test"]
[[section.page]]
id = "jobs"
title = { en = "Jobs", fr = "Emplois" }
when = "status is married"
[section.page.list]
item = { en = "Job", fr = "Emploi" }
ask = { en = "Any job?", fr = "Un emploi ?" }
summary = ["job"]
[[section.page.list.page]]
id = "job"
title = { en = "Job", fr = "Emploi" }
[[section.page.list.page.question]]
id = "job"
kind = "text"
label = { en = "Job", fr = "Emploi" }
source = ["test"]
[[section.page.list.page.question]]
id = "period"
kind = "period"
label = { en = "When", fr = "Quand" }
source = ["test"]
[[section.page]]
use = "end"
[[block]]
id = "end"
[[block.page]]
id = "end"
title = { en = "End", fr = "Fin" }
[[block.page.question]]
id = "end"
kind = "number"
label = { en = "A number", fr = "Un nombre" }
source = ["test"]
"#;

fn faults(text: &str) -> Vec<Fault> {
    match Program::parse("programs/small.toml", text, &tables()) {
        Ok(_) => Vec::new(),
        Err(faults) => {
            assert!(!faults.is_empty());
            for fault in &faults {
                assert_eq!(fault.file, "programs/small.toml");
                assert!(fault.cure.ends_with(['.', '?', ']']), "a cure is a sentence: {fault}");
                assert!(!fault.what.ends_with('.'), "{fault}");
            }
            faults
        }
    }
}

/// The line of a program that holds this text, counted from 1.
fn line_of(program: &str, text: &str) -> u32 {
    let at = program.find(text).unwrap_or_else(|| panic!("{text} is not there"));
    u32::try_from(program[..at].matches('\n').count() + 1).unwrap()
}

/// Changes one thing and expects exactly one fault: at the line of the changed program with this text, and what it says.
fn expect(from: &str, to: &str, line_with: &str, says: &str) {
    assert_eq!(GOOD.matches(from).count(), 1, "{from:?} must be there once");
    let changed = GOOD.replacen(from, to, 1);
    let found = faults(&changed);
    let [fault] = &found[..] else { panic!("{from:?} to {to:?}: {found:#?}") };
    let said = format!("{}. {}", fault.what, fault.cure);
    assert!(said.contains(says), "{said:?} should say {says:?}");
    assert_eq!(fault.line, line_of(&changed, line_with), "{fault}");
}

#[test]
fn a_good_program_has_no_fault() {
    assert_eq!(faults(GOOD), []);
}

#[test]
fn a_missing_language_is_named() {
    let title = r#"title = { en = "Small", fr = "Petit" }"#;
    expect(title, r#"title = { en = "Small" }"#, r#"title = { en = "Small" }"#, "has no French");
    expect(r#"en = "A small one.""#, r#"en = "  ""#, "summary = { en", "empty English");
    expect(r#"title = { en = "You", fr = "Vous" }"#, r#"title = "You""#, r#"title = "You""#, "not in both languages");
    expect(r#"fr = "Vous" }"#, r#"fr = "Vous", de = "Sie" }"#, "Sie", "“de”");
    expect("label = { en = \"Born\", fr = \"Naissance\" }\n", "", BORN, "has no “label”");
}

#[test]
fn ids_keep_their_rule_and_are_unique() {
    expect(r#"id = "you""#, r#"id = "You""#, r#"id = "You""#, "“You” is not a good id");
    expect(
        "id = \"born\"\nkind",
        "id = \"status\"\nkind",
        "[[section.page.question]]\nid = \"status\"\nkind = \"date\"",
        "“status” is there twice",
    );
    expect(
        "id = \"end\"\ntitle",
        "id = \"status\"\ntitle",
        "[[block.page]]\nid = \"status\"",
        "the page “status” is there twice (first in line 9)",
    );
    expect(
        r#"id = "period""#,
        r#"id = "job""#,
        "[[section.page.list.page.question]]\nid = \"job\"\nkind = \"period\"",
        "“job” is there twice",
    );
    expect(
        "options = [ ",
        "options = [ { id = \"married\", label = { en = \"Wed\", fr = \"Uni\" } }, ",
        "options = [",
        "the option “married” twice",
    );
}

#[test]
fn unknown_keys_and_kinds_are_found_with_the_nearest_known_one() {
    expect(r#"when = "status is married""#, r#"wenn = "status is married""#, "wenn", "Did you mean “when”?");
    expect("summary = [\"job\"]", "summary = [\"job\"]\nmaximum = 3", "maximum", "unknown key “maximum”");
    expect(r#"kind = "date""#, r#"kind = "dates""#, "dates", "Did you mean “date”?");
    expect(r#"kind = "date""#, "kind = \"date\"\npast = \"yes\"", "past", "true or false");
    expect(r#"kind = "period""#, "kind = \"period\"\npast = true", "past", "unknown key “past”");
}

#[test]
fn a_question_names_a_source_that_exists() {
    let status = "[[section.page.question]]\nid = \"status\"";
    expect("source = [\"test page 1\"]\n", "", status, "has no source");
    expect(r#"["test page 1"]"#, "[]", "source = []", "has no source");
    expect(r#"["test page 1"]"#, r#"["tests page 1"]"#, status, "Did you mean “test”?");
    expect(r#"date = "2026-05""#, r#"date = "May 2026""#, "sources =", "is none");
}

#[test]
fn conditions_are_checked_where_they_stand() {
    let when = |condition: &str, says: &str| {
        expect(r#"when = "status is married""#, &format!("when = '{condition}'"), "when =", says);
    };
    when("status is widowed", "“widowed” is not a value of “status”");
    when("status is marred", "Did you mean “married”?");
    when("statu is married", "Did you mean “status”?");
    when("end > 3", "asked later");
    when("jobs is x", "asked later");
    when("count(jobs) > 0", "asked later");
    when("born is married", "not chosen from a list");
    when("born > 18", "Write: age(born)");
    when("age(status) > 18", "no date");
    when("count(status) > 18", "no list");
    when("status > 18", "but it is none");
    when("status includes married", "not a question of kind choices");
    when("status.country is CA", "no part “country”");
    when("status is", "ends where a value");
    when("status is married and status is single", "can never be true");
    when("age(born) >= 18 and not (age(born) > 17)", "can never be true");
}

#[test]
fn sound_conditions_are_left_alone() {
    for condition in [
        "status is married or status is single",
        "not (status is married)",
        "status is not married and age(born) < 18",
        "age(born) >= 18 and age(born) < 22",
        "age(born) = 18",
        "answered(born) and status in [married, single]",
        "status is married or age(born) > 17 and age(born) < 19",
    ] {
        let text = GOOD.replace("status is married", condition);
        assert_eq!(faults(&text), [], "{condition}");
    }
}

#[test]
fn entries_of_a_list_are_out_of_reach_from_outside() {
    let used = "use = \"end\"";
    expect(used, "use = \"end\"\nwhen = \"job is x\"", "when = \"job is x\"", "in each entry of the list “jobs”");
    let counted = GOOD.replace(used, "use = \"end\"\nwhen = \"count(jobs) > 1\"");
    assert_eq!(faults(&counted), []);
}

#[test]
fn blocks_are_there_used_and_not_circular() {
    expect("use = \"end\"", "use = \"ende\"", "use = \"ende\"", "Did you mean “end”?");
    expect(
        "[[block]]\nid = \"end\"",
        "[[block]]\nid = \"spare\"\n[[block.page]]\nuse = \"end\"\n[[block]]\nid = \"end\"",
        "id = \"spare\"",
        "“spare” is never used",
    );
    let circular = format!("{GOOD}[[block.page]]\nuse = \"end\"\n");
    let found = faults(&circular);
    assert!(found[0].what.contains("end uses end"), "{found:?}");
    let twice = GOOD.replace("[[block]]", "[[section.page]]\nuse = \"end\"\n[[block]]");
    let found = faults(&twice);
    assert_eq!(found.len(), 2, "the page and its question: {found:#?}");
    assert!(found.iter().all(|fault| fault.cure.contains("A block was used twice")), "{found:#?}");
}

#[test]
fn lists_have_bounds_and_a_name_for_their_entries() {
    const SUMMARY: &str = "summary = [\"job\"]\n";
    let list = |to: &str, on: &str, says: &str| expect(SUMMARY, to, on, says);
    list("summary = [\"jab\"]\n", "[[section.page]]\nid = \"jobs\"", "Did you mean “job”?");
    list("", "[section.page.list]", "nothing names an entry");
    list("summary = [\"job\"]\nmin = 5\nmax = 2\n", "min = 5", "min (5) above its max (2)");
    list("summary = [\"job\"]\nmax = 1000\n", "max = 1000", "from 1 to 100");
    let cover = |cover: &str, says: &str| list(&format!("cover = {cover}\n{SUMMARY}"), "cover", says);
    cover(r#"{ period = "job" }"#, "no period of its entries");
    cover(r#"{ period = "period", birth_date = "status" }"#, "which is no date");
    cover(r#"{ period = "period", birth_date = "birth" }"#, "does not exist");
    cover(r#"{ period = "period", since_age = 18 }"#, "names no birth_date");
    cover(r#"{ period = "period", since = 18 }"#, "unknown key “since”");
    let covered = format!("cover = {{ period = \"period\", birth_date = \"born\" }}\n{SUMMARY}");
    assert_eq!(faults(&GOOD.replace(SUMMARY, &covered)), []);
}

#[test]
fn bounds_of_questions_make_sense() {
    expect(r#"kind = "number""#, "kind = \"number\"\nmin = 9\nmax = 3", "min = 9", "min (9) above its max (3)");
    expect(r#"kind = "number""#, "kind = \"number\"\nmin = 1.5", "min = 1.5", "not a whole number");
    let date = |line: &str, says: &str| {
        expect(r#"kind = "date""#, &format!("kind = \"date\"\n{line}"), line.split('\n').next().unwrap(), says);
    };
    date("after = \"2020-02-30\"", "neither a day nor the id");
    date("after = \"later\"", "does not exist");
    date("after = \"status\"", "not a question of kind date");
    date("after = \"born\"", "asked later");
    date("min_age = 20\nmax_age = 10", "above its max_age");
    date("future = true\npast = true", "past and in the future");
    let first = "id = \"single\", label = { en = \"Single\", fr = \"Célibataire\" } }, { ";
    let found = faults(&GOOD.replace(first, ""));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].what.contains("has 1 options"), "{found:?}");
    let days = "kind = \"date\"\nafter = \"2021-01-01\"\nbefore = \"2020-01-01\"";
    expect(r#"kind = "date""#, days, BORN, "must be after 2021-01-01 and before 2020-01-01");
}

/// Replaces the kind of the last question and expects one fault about it.
fn kind(lines: &str, says: &str) {
    let found = faults(&GOOD.replace("kind = \"number\"", lines));
    let [fault] = &found[..] else { panic!("{lines}: {found:#?}") };
    let said = format!("{}. {}", fault.what, fault.cure);
    assert!(said.contains(says), "{said:?} should say {says:?}");
    let at = GOOD[..GOOD.find("kind = \"number\"").unwrap()].matches('\n').count() + 1;
    let lines = lines.matches('\n').count();
    assert!((at - 2..=at + lines).contains(&(fault.line as usize)), "{fault}");
}

#[test]
fn options_of_each_kind_are_checked() {
    kind("kind = \"text\"\nallow = \"digits\"", "Use “any”, “code” or “letters”.");
    kind("kind = \"text\"\nmax = 501", "from 1 to 500");
    kind("kind = \"long_text\"\nmax = 0", "from 1 to 10000");
    kind("kind = \"country\"\nonly = [\"Canada\"]", "no known code");
    kind("kind = \"country\"\nonly = [\"CA\"]\nexcept = [\"US\"]", "both “only” and “except”");
    kind("kind = \"tongue\"\nonly = [\"french\"]", "no known code");
    kind("kind = \"money\"\nmin = -1", "from 0 to");
    kind("kind = \"identity_document\"\ndocument = \"card\"", "Use “national-id”, “other” or “passport”.");
    kind("kind = \"identity_document\"\nexpiry = \"none\"\nvalid = true", "does not ask when it expires");
    kind("kind = \"occupation\"\nteer = [7]", "digits from 0 to 5");
    kind("kind = \"test_scores\"\ntests = [\"ielts-academic\"]", "not a value of “tests”");
    kind("kind = \"test_scores\"\ntests = []", "is empty");
    kind("kind = \"document\"\naccept = [\"pdf\", \"pdf\"]", "listed twice");
    kind("kind = \"document\"\nmax_bytes = 900000000", "from 1000 to 50000000");
    kind("kind = \"document\"\nmin = 4\nmax = 2", "min (4) above its max (2)");
    kind("kind = \"declaration\"", "has no “statement”");
    kind(
        "kind = \"declaration\"\nstatement = { en = \"a\", fr = \"b\" }\nname = \"status\"",
        "not a question of kind name",
    );
    kind("kind = \"choices\"\noptions = []", "has 0 options");
    kind("kind = \"colour\"", "“colour” is not a kind of question");
    kind("", "has no “kind”");
}

#[test]
fn the_file_is_named_after_its_program() {
    let found = Program::parse("programs/large.toml", GOOD, &tables()).unwrap_err();
    assert!(found[0].cure.contains("small.toml"), "{found:?}");
    expect("version = \"2026-11-22\"", "version = \"1.0\"", "version", "not a day");
}

#[test]
fn an_occupation_needs_its_table() {
    let text = GOOD.replace("kind = \"number\"", "kind = \"occupation\"");
    assert_eq!(faults(&text), []);
    let found = Program::parse("small.toml", &text, &std::sync::Arc::default()).unwrap_err();
    assert!(found[0].what.contains("table of occupations"), "{found:?}");
}

#[test]
fn all_faults_of_a_file_are_reported_at_once() {
    let text = GOOD
        .replace("fr = \"Petit\"", "fr = \"\"")
        .replace("kind = \"choice\"", "kind = \"chioce\"")
        .replace("fr = \"Naissance\"", "")
        .replace("ask = ", "aks = ")
        .replace("id = \"period\"", "id = 7")
        .replace("use = \"end\"", "use = \"fin\"");
    let lines: Vec<u32> = faults(&text).iter().map(|fault| fault.line).collect();
    let at = |with: &str| line_of(GOOD, with);
    for line in [
        at("title = { en = \"Small\""),
        at("kind = \"choice\""),
        at("Naissance"),
        at("ask = "),
        at("id = \"period\""),
        at("use = \"end\""),
    ] {
        assert!(lines.contains(&line), "line {line} of {lines:?}");
    }
    assert!(lines.is_sorted());
}

#[test]
fn what_is_no_toml_is_said_with_its_line() {
    let found = faults(&GOOD.replace("kind = \"date\"", "kind = date\""));
    assert!(found.iter().all(|fault| fault.what.starts_with("the file cannot be read here")), "{found:?}");
    assert_eq!(found[0].line, line_of(GOOD, "kind = \"date\""));
    assert!(!faults("").is_empty());
    assert!(!faults("\0").is_empty());
    assert!(!faults(&"[".repeat(10_000)).is_empty());
    assert!(faults(&"#".repeat(limits::MAX_PROGRAM_BYTES + 1))[0].what.contains("too large"));
}

#[test]
fn a_program_of_endless_blocks_is_refused() {
    // Each block uses the next one ten times: ten thousand pages from a short file.
    let block = |n: u32| {
        let next = if n == 3 { "end".to_owned() } else { format!("b{}", n + 1) };
        format!("[[block]]\nid = \"b{n}\"\n{}", format!("[[block.page]]\nuse = \"{next}\"\n").repeat(10))
    };
    let blocks: String = (0..4).map(block).collect();
    let text = GOOD.replace("use = \"end\"", "use = \"b0\"") + &blocks;
    let found = faults(&text);
    assert!(found.iter().any(|fault| fault.what.contains("more than 2000 pages")), "{:?}", &found[..2]);
    assert!(found.len() <= limits::MAX_FAULTS);
}

#[test]
fn blocks_cannot_nest_lists_deeper_than_a_path_can_say() {
    let block = |n: usize| {
        let next = format!("[[block.page.list.page]]\nuse = \"b{}\"\n", n + 1);
        format!(
            "[[block]]\nid = \"b{n}\"\n[[block.page]]\nid = \"list{n}\"\ntitle = {{ en = \"a\", fr = \"b\" }}\n\
             [block.page.list]\nitem = {{ en = \"a\", fr = \"b\" }}\nask = {{ en = \"a\", fr = \"b\" }}\nsummary = [\"end\"]\n\
             [[block.page.list.page]]\nuse = \"end\"\n{}",
            if n + 1 < limits::MAX_DEPTH + 1 { next } else { String::new() }
        )
    };
    let nested = |first: usize| {
        let blocks: String = (first..=limits::MAX_DEPTH).map(block).collect();
        faults(&(GOOD.replace("use = \"end\"", &format!("use = \"b{first}\"")) + &blocks))
    };
    assert_eq!(nested(1), []);
    let found = nested(0);
    assert!(found.iter().any(|fault| fault.what.contains("lies within 6 other lists")), "{found:?}");
}

#[test]
fn a_unit_of_one_needs_the_unit_of_many() {
    let one = r#"unit_one = { en = "year", fr = "année" }"#;
    expect("kind = \"date\"", &format!("kind = \"number\"\n{one}"), one, "“unit_one” and no “unit”");
}
