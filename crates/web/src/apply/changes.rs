//! What has changed in the program since the person saw it last: shown once, in terms of what they have to do and what became of
//! their answers. Nothing but filing waits for it.

use super::{
    Draft,
    delete::RemoveTemplate,
    earlier,
    edition::EDITION,
    people::People,
    start::{edition as day, page},
};
use crate::{
    forms::Form,
    look::{Frame, SummaryRow},
    places::Place,
    problem::Problem,
    uploads,
    visit::Visit,
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use language::Arg;
use programs::{Differences, EarlierPlace, PagePath, Touched};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "apply/changes.html")]
struct ChangesTemplate {
    frame: Frame,
    intro: String,
    new: Vec<Asked>,
    changed: Vec<Asked>,
    /// Whose signatures no longer count.
    lapsed: Option<String>,
    people_url: String,
    /// Answers that are no longer asked for.
    earlier: Vec<SummaryRow>,
    edition: String,
    back: String,
}

/// A question or list that is new or changed.
struct Asked {
    label: String,
    url: String,
    was: Option<String>,
    /// Whether its answer still fits.
    fits: bool,
}

/// What may be asked to be removed.
#[derive(Deserialize)]
pub(crate) struct Remove {
    remove: Option<String>,
}

impl Draft {
    /// What is different for the person since they saw the program last; nothing when there is nothing to tell.
    pub(super) fn differences(&self) -> Option<Differences> {
        let (seen, today) = (self.seen.as_deref()?, self.program().ok()?);
        let app = &self.app;
        let found = Differences::between(seen, today, &self.answers, app.today(), &app.messages);
        (!found.is_empty()).then_some(found)
    }

    /// Where they are told, while they have not seen it.
    pub(super) fn changes_url(&self, visit: &Visit) -> Option<String> {
        self.differences().filter(|_| !self.helps).map(|_| visit.path_to(&Place::Changes(self.row.reference.clone())))
    }

    /// Whether “What has changed” leads to the page at `path`. Not where it leads to its list as well, whose next entries may
    /// have to be added first.
    pub(super) fn is_told_of(&self, path: &PagePath) -> bool {
        let told = self.differences().filter(|_| !self.helps).unwrap_or_default();
        let leads_to = |path: &PagePath| told.new.iter().chain(&told.changed).any(|touched| touched.path == *path);
        leads_to(path) && !path.parent().is_some_and(|list| leads_to(&list))
    }

    /// The draft as it is filed: with today's version of its program on record.
    ///
    /// # Errors
    /// As [`Draft::change`].
    pub(super) async fn settle(self, visit: &Visit) -> Result<Self, Problem> {
        if self.row.program_version == self.program()?.version {
            return Ok(self);
        }
        Ok(self.change(visit, &[], |_| Ok(())).await?.0)
    }
}

/// The page, or the question whether an answer that is no longer asked for is to be removed.
pub(crate) async fn show(
    Path(reference): Path<String>,
    Query(asked): Query<Remove>,
    visit: Visit,
) -> Result<Response, Problem> {
    let draft = Draft::open(&visit, &reference).await?;
    let (place, tasks) = (Place::Changes(reference.clone()), Place::Tasks(reference.clone()));
    if draft.is_filed() || draft.is_withdrawn() {
        return Ok(visit.go(&tasks));
    }
    if let Some(remove) = asked.remove {
        return ask_to_remove(&visit, &draft, &place, remove).await;
    }
    let Some(found) = draft.differences() else { return Ok(visit.go(&tasks)) };
    let journey = draft.walk()?;
    let program = draft.program()?;
    let showing = program.showing(visit.language, &visit.app.messages);
    let told = |touched: &Touched| {
        let entries = earlier::entries(&journey, &touched.path, &showing);
        let label = touched.label.get(visit.language).to_owned();
        let was = touched.was.as_ref().map(|was| was.get(visit.language).to_owned());
        Asked {
            was: was.filter(|was| *was != label),
            label: entries.into_iter().chain([label]).collect::<Vec<_>>().join(" – "),
            url: visit.path_to(&Place::Page(reference.clone(), touched.path.clone())),
            fits: touched.fits,
        }
    };
    let people = People::who_sign(&visit, &draft, &journey).await?;
    let (title, day) = (program.title.get(visit.language), day(&visit, program));
    let template = ChangesTemplate {
        frame: visit.frame(&place),
        intro: visit.say_with("apply-changes-intro", &[("program", Arg::Text(title)), ("date", Arg::Text(&day))]),
        new: found.new.iter().map(told).collect(),
        changed: found.changed.iter().map(told).collect(),
        lapsed: people.lapsed(&visit),
        people_url: visit.path_to(&Place::People(reference.clone())),
        earlier: earlier::rows(&visit, &draft, &journey).await?,
        edition: program.version.clone(),
        back: visit.path_to(&tasks),
    };
    page(&template)
}

async fn ask_to_remove(visit: &Visit, draft: &Draft, place: &Place, value: String) -> Result<Response, Problem> {
    let wanted: EarlierPlace = value.parse().map_err(|_| Problem::not_found())?;
    if !draft.answers.all_earlier().iter().any(|(kept, _)| *kept == wanted) {
        return Err(Problem::not_found());
    }
    let rows = earlier::rows(visit, draft, &draft.walk()?).await?;
    let mine = rows.into_iter().find(|row| row.acts.iter().any(|act| act.url.ends_with(&format!("?remove={value}"))));
    let entry = mine.map(|row| row.key).ok_or_else(Problem::not_found)?;
    let mut frame = visit.frame(place);
    // The question is asked again in the other language, not taken as answered.
    frame.other_lang_url = Some(format!("{}?remove={value}", place.path(visit.language.other())));
    page(&RemoveTemplate {
        frame,
        title: visit.say_with("apply-remove-title", &[("entry", Arg::Text(&entry))]),
        paragraphs: vec![visit.say("apply-earlier-remove")],
        action: visit.path_to(place),
        yes: visit.say("apply-remove-button"),
        field: "remove",
        value,
        back: visit.path_to(&Place::Tasks(draft.row.reference.clone())),
    })
}

/// The person has seen it, or removes an answer that is no longer asked for.
pub(crate) async fn send(Path(reference): Path<String>, visit: Visit, form: Form) -> Result<Response, Problem> {
    visit.check_token(form.get("form_token"))?;
    let draft = Draft::open(&visit, &reference).await?;
    let tasks = Place::Tasks(reference.clone());
    if draft.is_filed() || draft.is_withdrawn() {
        return Ok(visit.go(&tasks));
    }
    if let Ok(place) = form.get("remove").parse::<EarlierPlace>() {
        // Removed in another tab already: that is what was wanted.
        let (_, removed) = draft.change(&visit, &[], |answers| Ok(answers.forget(&place))).await?;
        let files = removed.iter().flat_map(programs::Earlier::documents).filter_map(|file| file.id.parse().ok());
        uploads::delete(&visit.app, &files.collect::<Vec<_>>()).await;
        return Ok(visit.go(&tasks));
    }
    // What was seen is the version this page spoke of, on whichever machine it was drawn.
    if form.get(EDITION) != draft.program()?.version {
        return Ok(visit.go(&Place::Changes(reference)));
    }
    draft.save(&visit, &[], true, |_| Ok(())).await?;
    visit.prolong().await?;
    Ok(visit.go(&tasks))
}
