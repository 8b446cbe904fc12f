//! Moving through a journey: what comes next, what came before, what may be opened, where to go on.

use super::{Journey, Step, StepBody, StepState};
use crate::PagePath;

/// Where to go after a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// To this page.
    Page(PagePath),
    /// To the review: there is no further page.
    Review,
}

/// A step with the steps it stands among.
struct Found<'s, 'a> {
    step: &'s Step<'a>,
    before: Option<&'s Step<'a>>,
    after: Option<&'s Step<'a>>,
}

impl<'a> Journey<'a> {
    /// The steps outside of any list, all sections in a row.
    fn top(&self) -> impl Iterator<Item = &Step<'a>> {
        self.sections.iter().flat_map(|section| &section.steps)
    }

    fn locate(&self, path: &PagePath) -> Option<Found<'_, 'a>> {
        let mut level: Vec<&Step<'a>> = self.top().collect();
        for (list, item) in &path.hops {
            let step = level.into_iter().find(|step| step.page.id == *list)?;
            level = step.list()?.item(item)?.steps.iter().collect();
        }
        let at = level.iter().position(|step| step.page.id == path.page)?;
        Some(Found {
            step: level[at],
            before: at.checked_sub(1).map(|before| level[before]),
            after: level.get(at + 1).copied(),
        })
    }

    /// The step at a path; `None` when the application does not ask that page, or has no such entry.
    pub fn find(&self, path: &PagePath) -> Option<&Step<'a>> {
        self.locate(path).map(|found| found.step)
    }

    /// Whether the page may be opened: it is asked, and every page before it is done, both around the lists it lies in and within
    /// its entry. The entries of a list wait for what comes before the list, not for each other.
    pub fn may_open(&self, path: &PagePath) -> bool {
        self.find(path).is_some_and(|step| step.open)
    }

    /// Where to go on: the first page that is not done, within the first entry that is not done where a list has one. `None` when
    /// the application is complete.
    pub fn first_open(&self) -> Option<PagePath> {
        first_open(self.top()).map(Step::path)
    }

    /// Every page that is not done, those of entries as well as their lists. Empty when the application is complete.
    pub fn not_done(&self) -> Vec<PagePath> {
        self.steps().into_iter().filter(|step| step.state != StepState::Done).map(Step::path).collect()
    }

    /// Where to go after a page that was saved: the next page of its entry, then back to its list; outside of lists the next page,
    /// then the review. For a page that is not asked (any more), where to go on.
    pub fn next_after(&self, path: &PagePath) -> Next {
        let Some(found) = self.locate(path) else {
            return self.first_open().map_or(Next::Review, Next::Page);
        };
        match found.after {
            Some(step) => Next::Page(step.path()),
            None => path.parent().map_or(Next::Review, Next::Page),
        }
    }

    /// Where "back" leads: the page before, the list when the page is the first of an entry, `None` for the first of all.
    pub fn before(&self, path: &PagePath) -> Option<PagePath> {
        let found = self.locate(path)?;
        found.before.map(Step::path).or_else(|| path.parent())
    }
}

fn first_open<'s, 'a: 's>(steps: impl IntoIterator<Item = &'s Step<'a>>) -> Option<&'s Step<'a>> {
    let step = steps.into_iter().find(|step| step.state != StepState::Done)?;
    let StepBody::List(list) = &step.body else { return Some(step) };
    let within =
        list.items.iter().filter(|item| item.state != StepState::Done).find_map(|item| first_open(&item.steps));
    // An entry waiting for an answer outside of it has no page to go to, and neither has a list that only lacks "no more".
    Some(within.filter(|step| step.open).unwrap_or(step))
}
