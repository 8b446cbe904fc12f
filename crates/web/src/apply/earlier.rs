//! Answers that are no longer asked for: shown in the words they were given to, with the way to remove each.

use super::Draft;
use crate::{
    look::{Act, SummaryRow},
    places::Place,
    problem::Problem,
    visit::Visit,
};
use programs::{Earlier, EarlierPlace, Journey, PagePath, Program};
use std::sync::Arc;

/// Every such answer of a draft.
///
/// # Errors
/// 503 when the store does not answer.
pub(super) async fn rows(visit: &Visit, draft: &Draft, journey: &Journey<'_>) -> Result<Vec<SummaryRow>, Problem> {
    let mut rows = Vec::new();
    for (place, kept) in draft.answers.all_earlier() {
        let then = visit.app.publication(&draft.row.program, &place.version).await?;
        let mut row = row(visit, journey, &place, kept, then.as_ref());
        if row.lines.is_empty() {
            continue;
        }
        if !draft.is_withdrawn() && !draft.helps {
            let remove = format!("{}?remove={place}", visit.path_to(&Place::Changes(draft.row.reference.clone())));
            row.acts.push(Act::new(remove, visit.say("common-remove"), row.key.clone()));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// One of them: what was asked, of whom, and the answer.
fn row(
    visit: &Visit,
    journey: &Journey<'_>,
    place: &EarlierPlace,
    kept: &Earlier,
    then: Option<&Arc<Program>>,
) -> SummaryRow {
    let (language, today) = (visit.language, visit.app.today());
    let showing = journey.program.showing(language, &visit.app.messages);
    let lists: Vec<&str> = place.path.hops.iter().map(|(list, _)| list.as_str()).collect();
    let leaves = kept.leaves(&lists, then.map(|program| &**program));
    let (asked, lines) = match leaves.as_slice() {
        [leaf] if leaf.within.is_empty() => {
            (leaf.question.map(|question| question.label.get(language)), leaf.lines(today, &showing))
        }
        leaves => {
            let page = then.and_then(|program| program.page(&place.path));
            let lines = leaves.iter().map(|leaf| leaf.line(today, &showing)).collect();
            (page.map(|page| page.title.get(language)), lines)
        }
    };
    let asked = asked.map_or_else(|| visit.say("apply-earlier-unknown"), str::to_owned);
    let key = entries(journey, &place.path, &showing).into_iter().chain([asked]).collect::<Vec<_>>().join(" – ");
    SummaryRow { key, lines, acts: Vec::new() }
}

/// The names of the entries a path passes through, as far as they are asked about today.
pub(super) fn entries(journey: &Journey<'_>, path: &PagePath, showing: &programs::Showing<'_>) -> Vec<String> {
    let name = |depth: usize| {
        let (list, item) = &path.hops[depth];
        let around = PagePath { hops: path.hops[..depth].to_vec(), page: list.clone() };
        let walked = journey.find(&around)?.list()?;
        Some(walked.item(item)?.name(walked.list, showing))
    };
    (0..path.hops.len()).filter_map(name).collect()
}
