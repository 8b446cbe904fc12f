//! The walk: what is asked, in which state it is, what may be opened, and where one goes from there.

use jiff::civil::date;
use programs::{Answers, Journey, ListProblem, Next, SectionState, StepState};

use crate::support::{EVERYTHING, TODAY, add_activity, add_member, complete, file, path, put};

fn walk(answers: &Answers) -> Journey<'_> {
    Journey::walk(&EVERYTHING, answers, TODAY)
}

fn section_states(journey: &Journey<'_>) -> Vec<SectionState> {
    journey.sections.iter().map(|section| section.state).collect()
}

fn state(journey: &Journey<'_>, at: &str) -> Option<StepState> {
    journey.find(&path(at)).map(|step| step.state)
}

#[test]
fn an_empty_application_opens_its_first_page_only() {
    let answers = Answers::default();
    let journey = walk(&answers);
    assert_eq!(journey.first_open(), Some(path("name")));
    assert!(journey.may_open(&path("name")));
    for later in ["birth", "marital", "family", "history", "details", "photo", "sign"] {
        assert!(!journey.may_open(&path(later)), "{later}");
        assert_eq!(state(&journey, later), Some(StepState::NotYet), "{later}");
    }
    let states = section_states(&journey);
    assert_eq!(states[0], SectionState::Ready);
    assert!(states[1..].iter().all(|state| *state == SectionState::NotYet));
    assert!(!journey.is_complete());
}

#[test]
fn a_complete_application_is_complete() {
    let answers = complete();
    let journey = walk(&answers);
    assert_eq!(journey.not_done(), []);
    assert!(journey.is_complete());
    assert_eq!(journey.first_open(), None);
    assert!(section_states(&journey).iter().all(|state| *state == SectionState::Done));
    assert!(journey.steps().iter().all(|step| step.open));
}

#[test]
fn a_page_left_blank_must_have_been_seen() {
    let mut answers = complete();
    answers.entries.remove("nickname");
    assert_eq!(walk(&answers).first_open(), Some(path("birth")), "nobody was asked for the nickname yet");
    put(&mut answers, "", "nickname", "");
    assert!(walk(&answers).is_complete());
}

#[test]
fn answers_decide_what_is_asked() {
    let mut answers = complete();
    assert_eq!(state(&walk(&answers), "spouse"), None);
    put(&mut answers, "", "marital-status", "married");
    let journey = walk(&answers);
    assert_eq!(state(&journey, "spouse"), Some(StepState::Open));
    assert_eq!(journey.first_open(), Some(path("spouse")));
    assert!(!journey.may_open(&path("family")), "what comes later waits");
    assert_eq!(section_states(&journey)[..2], [SectionState::Started, SectionState::Done]);
    put(&mut answers, "", "since", "month=5;year=2015");
    assert!(walk(&answers).is_complete());
    put(&mut answers, "", "marital-status", "single");
    assert!(walk(&answers).is_complete(), "what is not asked any more stays and does no harm");
}

#[test]
fn a_missing_answer_leaves_open_what_depends_on_it() {
    let mut answers = complete();
    answers.entries.remove("convicted");
    let journey = walk(&answers);
    assert_eq!(state(&journey, "conviction"), None, "it is not known yet whether it is asked");
    assert!(!journey.is_complete());
    assert!(!journey.may_open(&path("photo")));
}

#[test]
fn a_mistake_is_faulty_only_once_the_page_was_saved() {
    let mut answers = complete();
    put(&mut answers, "", "birth-date", "day=31;month=2;year=1985");
    let journey = walk(&answers);
    assert_eq!(state(&journey, "birth"), Some(StepState::Faulty));
    let mistakes: Vec<&str> =
        journey.find(&path("birth")).unwrap().questions()[0].mistakes().iter().map(|mistake| mistake.key).collect();
    assert_eq!(mistakes, ["fields-date-unreal"]);
    answers.entries.remove("birth-place");
    assert_eq!(state(&walk(&answers), "birth"), Some(StepState::Open), "half a page was saved as it was typed");
}

#[test]
fn a_birthday_makes_an_adult_of_a_family_member() {
    let mut answers = complete();
    add_member(&mut answers, "cccccc", "Léa", "2008-11-23");
    assert!(walk(&answers).is_complete(), "seventeen");
    let tomorrow = date(2026, 11, 23);
    let journey = Journey::walk(&EVERYTHING, &answers, tomorrow);
    assert_eq!(journey.first_open(), Some(path("family/cccccc/history")), "eighteen");
    add_activity(&mut answers, "family/cccccc", "dddddd", "2026-11", "");
    put(&mut answers, "family/cccccc", "history", "no");
    assert!(Journey::walk(&EVERYTHING, &answers, tomorrow).is_complete());
}

#[test]
fn an_unknown_birth_date_spares_nobody_a_question() {
    let mut answers = complete();
    add_member(&mut answers, "cccccc", "Léa", "");
    assert_eq!(walk(&answers).first_open(), Some(path("family/cccccc/history")));
    let mut answers = complete();
    add_member(&mut answers, "cccccc", "Léa", "2008");
    assert_eq!(walk(&answers).first_open(), Some(path("family/cccccc/history")), "perhaps already eighteen");
    let mut answers = complete();
    add_member(&mut answers, "cccccc", "Léa", "2009");
    assert!(walk(&answers).is_complete());
}

#[test]
fn a_condition_looks_in_its_own_entry_first_and_then_outward() {
    // The block asks for age(birth-date): the applicant's own at the top, the member's within the list.
    let mut answers = complete();
    put(&mut answers, "", "birth-date", "day=1;month=1;year=2010");
    let journey = walk(&answers);
    let history = journey.find(&path("history")).unwrap().list().unwrap();
    assert!(history.coverage.is_none(), "the applicant is a child, so no time must be covered");
    add_member(&mut answers, "cccccc", "Léa", "1990-01-01");
    assert!(walk(&answers).find(&path("family/cccccc/history")).unwrap().list().unwrap().coverage.is_some());
}

#[test]
fn a_list_is_done_when_its_entries_are_and_there_are_no_more() {
    let mut answers = complete();
    answers.add_item(&[], "family", "cccccc").unwrap();
    let journey = walk(&answers);
    let problems = |journey: &Journey<'_>| journey.find(&path("family")).unwrap().list().unwrap().problems.len();
    assert_eq!(problems(&journey), 2, "unfinished, and nobody said that there are no more");
    assert_eq!(journey.first_open(), Some(path("family/cccccc/person")));
    put(&mut answers, "", "family", "no");
    let journey = walk(&answers);
    assert_eq!(journey.find(&path("family")).unwrap().list().unwrap().problems, [ListProblem::Unfinished("cccccc")]);
    assert_eq!(state(&journey, "family"), Some(StepState::Faulty));
    answers.remove_item(&[], "family", "cccccc").unwrap();
    assert!(walk(&answers).is_complete());
    put(&mut answers, "", "family", "yes");
    assert_eq!(walk(&answers).first_open(), Some(path("family")), "another one was announced");
}

#[test]
fn a_full_list_asks_for_no_more() {
    let mut answers = complete();
    for n in 0..5 {
        add_member(&mut answers, &format!("child{n}"), "Léa", "2020-01-01");
    }
    answers.entries.remove("family");
    let journey = walk(&answers);
    assert!(!journey.find(&path("family")).unwrap().list().unwrap().takes_more());
    assert!(journey.is_complete());
    add_member(&mut answers, "child5", "Léa", "2020-01-01");
    let journey = walk(&answers);
    assert_eq!(journey.find(&path("family")).unwrap().list().unwrap().problems, [ListProblem::TooMany(5)]);
}

#[test]
fn entries_wait_for_what_comes_before_the_list_and_not_for_each_other() {
    let mut answers = complete();
    answers.add_item(&[], "family", "cccccc").unwrap();
    answers.add_item(&[], "family", "dddddd").unwrap();
    let journey = walk(&answers);
    assert!(journey.may_open(&path("family/cccccc/person")));
    assert!(journey.may_open(&path("family/dddddd/person")));
    assert!(!journey.may_open(&path("history")));
    answers.entries.remove("name");
    let journey = walk(&answers);
    assert!(!journey.may_open(&path("family/cccccc/person")));
    assert_eq!(journey.first_open(), Some(path("name")));
}

#[test]
fn one_goes_forward_through_an_entry_and_back_to_its_list() {
    let mut answers = complete();
    add_member(&mut answers, "cccccc", "Léa", "1990-01-01");
    add_activity(&mut answers, "family/cccccc", "dddddd", "2016-11", "");
    let journey = walk(&answers);
    let next = |at: &str| match journey.next_after(&path(at)) {
        Next::Page(page) => page.to_string(),
        Next::Review => "review".to_owned(),
    };
    let before = |at: &str| journey.before(&path(at)).map(|page| page.to_string());
    assert_eq!(next("name"), "birth");
    assert_eq!(next("marital"), "family", "over the end of a section and a page that is not asked");
    assert_eq!(next("family/cccccc/person"), "family/cccccc/history");
    assert_eq!(next("family/cccccc/history/dddddd/activity"), "family/cccccc/history/dddddd/where");
    assert_eq!(next("family/cccccc/history/dddddd/where"), "family/cccccc/history");
    assert_eq!(next("family/cccccc/history"), "family");
    assert_eq!(next("sign"), "review");
    assert_eq!(next("spouse"), "family/cccccc/history", "a page that is not asked leads to where one goes on");
    assert_eq!(before("name"), None);
    assert_eq!(before("family"), Some("marital".into()));
    assert_eq!(before("family/cccccc/person"), Some("family".into()));
    assert_eq!(before("family/cccccc/history/dddddd/activity"), Some("family/cccccc/history".into()));
    assert_eq!(before("spouse"), None);
}

#[test]
fn forged_paths_lead_nowhere() {
    let mut answers = complete();
    add_member(&mut answers, "cccccc", "Léa", "2020-01-01");
    let journey = walk(&answers);
    for forged in [
        "nothing",
        "family/zzzzzz/person",
        "family/cccccc/name",
        "name/cccccc/person",
        "family/cccccc/history",
        "history/cccccc/activity",
        "family/cccccc/person/cccccc/person",
    ] {
        assert!(journey.find(&path(forged)).is_none(), "{forged}");
        assert!(!journey.may_open(&path(forged)), "{forged}");
        assert_eq!(journey.next_after(&path(forged)), Next::Review, "{forged}");
    }
}

#[test]
fn documents_are_listed_with_their_files() {
    let mut answers = complete();
    let needs = |answers: &Answers| -> Vec<(String, usize, bool)> {
        let needs = walk(answers).documents();
        needs.iter().map(|need| (need.path.to_string(), need.files.len(), need.satisfied)).collect()
    };
    assert_eq!(needs(&answers), [("photo".to_owned(), 1, true)]);
    answers.detach(&[], "photo", "id of photo.jpg").unwrap();
    assert_eq!(needs(&answers), [("photo".to_owned(), 0, false)]);
    answers.attach(&[], "photo", file("photo.pdf", programs::DocumentType::Pdf)).unwrap();
    assert_eq!(needs(&answers), [("photo".to_owned(), 1, false)], "a photo is no PDF");
}

#[test]
fn an_optional_document_may_be_left_out_once_its_page_was_seen() {
    let mut answers = complete();
    let passport = answers.entries.get_mut("passport").unwrap();
    passport.0.insert("country".into(), "CN".into());
    assert_eq!(walk(&answers).first_open(), Some(path("chinese-papers")));
    put(&mut answers, "", "hukou", "");
    assert!(walk(&answers).is_complete());
}

#[test]
fn today_changes_what_is_right() {
    let answers = complete();
    let later = Journey::walk(&EVERYTHING, &answers, date(2030, 2, 1));
    assert!(!later.is_complete());
    assert_eq!(later.first_open(), Some(path("details")), "the passport has expired and the test is too old");
    let earlier = Journey::walk(&EVERYTHING, &answers, date(1984, 1, 1));
    assert_eq!(earlier.first_open(), Some(path("birth")), "not born yet");
}

#[test]
fn programs_and_journeys_can_be_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    let answers = complete();
    shared(&*EVERYTHING);
    shared(&walk(&answers));
}
