//! What another version of a program means for one application: which questions are new, which were changed, which are gone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use language::{Messages, Text};

use super::carry::Move;
use super::earlier::EarlierPlace;
use super::slots::Slot;
use crate::PagePath;
use crate::answers::{Answers, Entry};
use crate::program::Program;
use crate::{Journey, StepBody, StepState};

/// The differences that matter to one application. None at all when the two versions ask it the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// Questions and lists that were not asked before, and wait for an answer.
    pub new: Vec<Touched>,
    /// Those that were answered and now read otherwise, or take other answers.
    pub changed: Vec<Touched>,
    /// Answers whose question is gone.
    pub gone: Vec<EarlierPlace>,
}

/// A question or list that is new or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// What it asks.
    pub label: Text,
    /// What it asked before, where that reads otherwise.
    pub was: Option<Text>,
    /// Whether what was answered is still right, everywhere it is asked.
    pub fits: bool,
    /// Where it is asked: the first place that waits for the person, or the first of all.
    pub path: PagePath,
}

/// A question or list as a walk met it, in all entries of its lists.
struct Met {
    label: Text,
    /// What its table says.
    written: String,
    path: PagePath,
    answered: bool,
    fits: bool,
}

impl Differences {
    /// Between the version that somebody saw last and today's. `answers` may be arranged for either.
    pub fn between(old: &Program, new: &Program, answers: &Answers, today: Date, messages: &Messages) -> Self {
        let arranged = answers.arranged.as_deref().unwrap_or(&old.version);
        let (mut before, mut after) = (answers.clone(), answers.clone());
        if arranged == new.version {
            Move { from_version: arranged, from: Some(new), to: old, messages }.carry(&mut before);
        } else {
            Move { from_version: arranged, from: Some(old), to: new, messages }.carry(&mut after);
        }
        let (was, is) = (met(&Journey::walk(old, &before, today)), met(&Journey::walk(new, &after, today)));
        let earlier: BTreeMap<&str, &Met> = was.iter().map(|(id, met)| (id.as_str(), met)).collect();
        let mut found = Self::default();
        for (id, met) in &is {
            match earlier.get(id.as_str()) {
                None if !met.fits => found.new.push(met.touched(None)),
                Some(was) if was.written != met.written && (was.answered || met.answered) => {
                    found.changed.push(met.touched(Some(&was.label)));
                }
                _ => {}
            }
        }
        let asked: BTreeSet<&str> = is.iter().map(|(id, _)| id.as_str()).collect();
        let still = |place: &EarlierPlace| asked.contains(full_id(&place.path).as_str());
        let kept_before: Vec<EarlierPlace> = before.all_earlier().into_iter().map(|(place, _)| place).collect();
        let gone = after.all_earlier().into_iter().map(|(place, _)| place);
        found.gone = gone.filter(|place| !kept_before.contains(place) && !still(place)).collect();
        found
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }
}

impl Met {
    fn touched(&self, was: Option<&Text>) -> Touched {
        Touched {
            label: self.label.clone(),
            was: was.filter(|was| **was != self.label).cloned(),
            fits: self.fits,
            path: self.path.clone(),
        }
    }
}

/// The id of what a path leads to, without the entries it passes through.
fn full_id(path: &PagePath) -> String {
    let lists = path.hops.iter().map(|(list, _)| list.as_str());
    lists.chain([path.page.as_str()]).collect::<Vec<_>>().join("/")
}

/// Everything a walk asks, by full id, in order.
fn met(journey: &Journey<'_>) -> Vec<(String, Met)> {
    let mut found: Vec<(String, Met)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut note = |id: String, met: Met| match known.get(&id) {
        None => {
            known.insert(id.clone(), found.len());
            found.push((id, met));
        }
        Some(at) => {
            let first = &mut found[*at].1;
            if first.fits && !met.fits {
                first.path = met.path;
            }
            first.answered |= met.answered;
            first.fits &= met.fits;
        }
    };
    for step in journey.steps() {
        let path = step.path();
        match &step.body {
            StepBody::Questions(questions) => {
                for asked in questions {
                    let is_typed = |entry: &Entry| entry.typed().next().is_some() && !entry.is_suggested();
                    let of = PagePath { hops: path.hops.clone(), page: asked.question.id.clone() };
                    note(
                        full_id(&of),
                        Met {
                            label: asked.question.label.clone(),
                            written: asked.question.written.to_string(),
                            path: path.clone(),
                            answered: asked.entry.is_some_and(is_typed) || !asked.documents.is_empty(),
                            fits: asked.answer.is_ok(),
                        },
                    );
                }
            }
            StepBody::List(list) => note(
                full_id(&path),
                Met {
                    label: step.page.title.clone(),
                    written: Slot::List(list.list).written().to_owned(),
                    answered: !list.items.is_empty() || list.more.is_some(),
                    fits: step.state == StepState::Done,
                    path,
                },
            ),
        }
    }
    found
}
