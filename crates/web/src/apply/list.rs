//! A list of entries (family members, jobs, addresses, trips): cards, what is still missing among them, and "another?".

use super::{
    Draft,
    edition::EDITION,
    page::{Here, confirm, redirect},
    people::People,
    start::{page as render, paragraphs},
};
use crate::{
    forms::{Form, SWITCH, TOKEN},
    look::{self, Act, Card, Choice, Field, Frame, Problem as Wrong, State, Timeline},
    places::Place,
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use language::{Arg, Language, format};
use programs::{Coverage, Entry, ItemWalk, ListProblem, ListWalk, PagePath, StepBody, StepState, YearMonth};

/// Letters and digits of an entry's id.
const ITEM_ID: usize = 6;

#[derive(Template)]
#[template(path = "apply/list.html")]
struct ListTemplate {
    frame: Frame,
    title: String,
    section: String,
    item: Option<String>,
    intro: Vec<String>,
    problems: Vec<Wrong>,
    /// That somebody has signed for what is asked here.
    signed: Option<String>,
    cards: Vec<Card>,
    timeline: Option<Timeline>,
    full: bool,
    more: Field,
    choices: Vec<Choice>,
    /// The version of the program it asks for.
    edition: String,
    back: String,
    tasks: String,
}

/// The list's page. With `judged`, what keeps it from being complete is said.
pub(super) async fn show(here: &Here<'_>, walked: &ListWalk<'_>, judged: bool) -> Result<Response, Problem> {
    let visit = here.visit;
    let language = visit.language;
    let list = walked.list;
    let showing = here.showing();
    let said = |problem: &ListProblem<'_>| problem.explain(walked, &showing);
    let judged_problems = || walked.problems.iter().filter(|_| judged);
    let problems: Vec<Wrong> = judged_problems()
        .map(|problem| match entry_of(problem) {
            Some(item) => Wrong::to(element(item), said(problem)),
            None => Wrong::at(list.id.clone(), said(problem)),
        })
        .collect();
    let of_list: Vec<String> = judged_problems().filter(|problem| entry_of(problem).is_none()).map(said).collect();
    let mut frame = visit.frame(&here.place());
    frame.switch_form = Some("page-form");
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = here.step.page;
    let question = list.question(!walked.items.is_empty());
    let other = language.other();
    let peek = look::Peek {
        lang: other.code(),
        label: question.get(other).to_owned(),
        hint: None,
        text: Vec::new(),
        choices: ["common-yes", "common-no"].map(|key| visit.app.messages.say(other, key).to_owned()).to_vec(),
    };
    let template = ListTemplate {
        frame,
        title: page.title.get(language).to_owned(),
        section: here.section(),
        item: here.item(),
        intro: page.intro.as_ref().map(|intro| paragraphs(intro.get(language))).unwrap_or_default(),
        problems,
        signed: People::signed_for(visit, here.draft, here.journey, here.path).await?,
        cards: cards(here, walked, judged),
        timeline: walked
            .coverage
            .as_ref()
            .filter(|_| !walked.items.is_empty())
            .map(|coverage| timeline(here, walked, coverage)),
        full: !walked.takes_more(),
        more: Field::new(list.id.clone(), question.get(language))
            .error((!of_list.is_empty()).then(|| of_list.join(" ")))
            .peek(Some(peek)),
        choices: vec![
            Choice::new("yes", visit.say("common-yes"), walked.more == Some(true)),
            Choice::new("no", visit.say("common-no"), walked.more == Some(false)),
        ],
        edition: here.journey.program.version.clone(),
        back: here.back(),
        tasks: visit.path_to(&Place::Tasks(here.reference())),
    };
    let mut response = render(&template)?;
    *response.status_mut() = status;
    Ok(response)
}

/// The entry a problem is named at: a gap at the entry it follows, or at the first one where it comes before them all.
fn entry_of<'a>(problem: &ListProblem<'a>) -> Option<&'a str> {
    match problem {
        ListProblem::Unfinished(item) => Some(item),
        ListProblem::Gap(gap) => gap.before_item.or(gap.after_item),
        ListProblem::Unanswered | ListProblem::TooFew(_) | ListProblem::TooMany(_) => None,
    }
}

/// What an entry is called: what it says of itself, or its place in the list.
fn name(here: &Here<'_>, walked: &ListWalk<'_>, item: &ItemWalk<'_>) -> String {
    let noun = walked.list.item.get(here.visit.language);
    let said = item.name(walked.list, &here.showing());
    if said != noun {
        return said;
    }
    let number = walked.items.iter().position(|other| other.id == item.id).unwrap_or_default() + 1;
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    here.visit.say_with("apply-item-number", &[("item", Arg::Text(noun)), ("number", Arg::Number(number))])
}

fn element(item: &str) -> String {
    format!("entry-{item}")
}

/// Where an entry is opened: its first page that is not done, or its first.
fn opening(here: &Here<'_>, item: &ItemWalk<'_>) -> Place {
    let step = item.steps.iter().find(|step| step.state != StepState::Done).or(item.steps.first());
    Place::Page(here.reference(), step.map_or_else(|| here.path.clone(), programs::Step::path))
}

fn cards(here: &Here<'_>, walked: &ListWalk<'_>, judged: bool) -> Vec<Card> {
    let visit = here.visit;
    let showing = here.showing();
    walked
        .items
        .iter()
        .map(|item| {
            let title = name(here, walked, item);
            // A gap shows as soon as there is one; that an entry is unfinished, its state says until the page is sent.
            let problem = walked
                .problems
                .iter()
                .filter(|problem| judged || matches!(problem, ListProblem::Gap(_)))
                .find(|problem| entry_of(problem) == Some(item.id))
                .map(|problem| problem.explain(walked, &showing));
            let remove = format!("{}?remove={}", visit.path_to(&here.place()), item.id);
            Card {
                id: element(item.id),
                state: match item.state {
                    StepState::Done => State::Done,
                    StepState::Faulty => State::Faulty,
                    StepState::Open | StepState::NotYet => State::Started,
                },
                rows: Vec::new(),
                problem,
                acts: vec![
                    Act::new(visit.path_to(&opening(here, item)), visit.say("common-change"), title.clone()),
                    Act::new(remove, visit.say("common-remove"), title.clone()),
                ],
                title,
            }
        })
        .collect()
}

fn month(language: Language, month: YearMonth) -> String {
    format::month(language, month.year(), month.month())
}

fn timeline(here: &Here<'_>, walked: &ListWalk<'_>, coverage: &Coverage<'_>) -> Timeline {
    let visit = here.visit;
    let language = visit.language;
    let point = |month: YearMonth| look::Month::new(month.year(), month.month());
    let title = visit.say_with(
        "apply-timeline-title",
        &[("from", Arg::Text(&month(language, coverage.from))), ("to", Arg::Text(&month(language, coverage.to)))],
    );
    let entries = coverage.rows.iter().filter_map(|row| {
        let item = walked.item(row.item)?;
        Some(look::Period {
            stretch: look::Stretch::Entry,
            what: name(here, walked, item),
            from: point(row.from),
            to: point(row.to),
            from_text: month(language, row.from),
            to_text: if row.ongoing { visit.say("apply-timeline-ongoing") } else { month(language, row.to) },
            url: Some(visit.path_to(&opening(here, item))),
        })
    });
    let gaps = coverage.gaps.iter().map(|gap| look::Period {
        stretch: look::Stretch::Gap,
        what: visit.say("apply-timeline-gap"),
        from: point(gap.from),
        to: point(gap.to),
        from_text: month(language, gap.from),
        to_text: month(language, gap.to),
        url: None,
    });
    Timeline::new(&walked.list.id, title, point(coverage.from), point(coverage.to), entries.chain(gaps).collect())
}

/// Asks once more before an entry is removed.
pub(super) async fn ask_to_remove(here: &Here<'_>, walked: &ListWalk<'_>, id: &str) -> Result<Response, Problem> {
    let visit = here.visit;
    let entry = name(here, walked, walked.item(id).ok_or_else(Problem::not_found)?);
    let signed = People::signed_for(visit, here.draft, here.journey, &here.path.within(id, "")).await?;
    let paragraphs = std::iter::once(visit.say("apply-remove-what")).chain(signed).collect();
    confirm(here, visit.say_with("apply-remove-title", &[("entry", Arg::Text(&entry))]), paragraphs, id)
}

/// "Another?" was answered, or an entry is to be removed.
pub(super) async fn send(visit: Visit, draft: Draft, path: PagePath, mut form: Form) -> Result<Response, Problem> {
    let reference = draft.row.reference.clone();
    let place = Place::Page(reference.clone(), path.clone());
    if !draft.walk()?.may_open(&path) {
        return Ok(visit.go(&place));
    }
    if let Some(id) = form.take("remove") {
        draft
            .change(&visit, &[], |answers| {
                // Removed in another tab already: that is what was wanted.
                let _ = answers.remove_item(&path.hops, &path.page, &id);
                Ok(())
            })
            .await?;
        return Ok(visit.go(&place));
    }
    let unknown = form.fields().any(|(name, _)| ![TOKEN, SWITCH, EDITION, "then", path.page.as_str()].contains(&name));
    if unknown {
        return Err(Problem::bad_request("the form has a field that is not on its page"));
    }
    let more = form.get(&path.page).to_owned();
    if !["", "yes", "no"].contains(&more.as_str()) {
        return Err(Problem::bad_request("a list was answered with neither yes nor no"));
    }
    let switch = Language::from_code(form.get(SWITCH));
    let adds = more == "yes" && switch.is_none() && form.get("then") != "save";
    let id = new_item_id(&visit);
    let is_told_of = draft.is_told_of(&path);
    let (draft, ()) = draft
        .change(&visit, &[], |answers| {
            let done = if adds {
                answers.add_item(&path.hops, &path.page, &id)
            } else {
                answers.put(&path.hops, [(path.page.clone(), Entry::of(more.clone()))])
            };
            done.map_err(|_| Problem::new(StatusCode::CONFLICT))
        })
        .await?;
    visit.prolong().await?;
    if form.get("then") == "save" {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if let Some(language) = switch {
        return Ok(redirect(&place.path(language)));
    }
    let journey = draft.walk()?;
    let Some(step) = journey.find(&path) else { return Ok(visit.go(&Place::Tasks(reference))) };
    let StepBody::List(walked) = &step.body else { return Ok(visit.go(&place)) };
    if adds {
        let first = walked.item(&id).and_then(|item| item.steps.first()).map(programs::Step::path);
        return Ok(visit.go(&first.map_or(place, |first| Place::Page(reference, first))));
    }
    let here = Here { visit: &visit, draft: &draft, journey: &journey, path: &path, step, is_told_of };
    if step.state == StepState::Done {
        return Ok(visit.go(&here.next()));
    }
    show(&here, walked, true).await
}

/// A new entry's id: six letters and digits without vowels or look-alikes, so that none spells a word.
fn new_item_id(visit: &Visit) -> String {
    const LETTERS: &[u8; 32] = b"23456789bcdfghjkmnpqrstvwxyz2345";
    visit.app.random_bytes::<ITEM_ID>().iter().map(|byte| char::from(LETTERS[usize::from(*byte % 32)])).collect()
}
