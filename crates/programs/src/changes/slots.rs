//! What an id stands for among the pages of a program, or of the entries of one list.

use std::collections::BTreeMap;

use crate::answers::Entry;
use crate::control::Control;
use crate::program::{Body, List, Page, Program};
use crate::question::Question;
use crate::{Kind, Showing};

/// A question or a list.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot<'p> {
    Question(&'p Question),
    List(&'p List),
}

/// Everything that ids stand for in one place.
#[derive(Debug, Default)]
pub(super) struct Slots<'p>(BTreeMap<&'p str, Slot<'p>>);

impl<'p> Slots<'p> {
    /// Outside of lists.
    pub(super) fn of(program: &'p Program) -> Self {
        Self::gather(program.sections.iter().flat_map(|section| &section.pages))
    }

    /// Among the pages of an entry of this list; nothing where it is none.
    pub(super) fn within(slot: Option<Slot<'p>>) -> Self {
        match slot {
            Some(Slot::List(list)) => Self::gather(&list.pages),
            _ => Self::default(),
        }
    }

    fn gather(pages: impl IntoIterator<Item = &'p Page>) -> Self {
        let mut slots = BTreeMap::new();
        for page in pages {
            match &page.body {
                Body::Questions(questions) => {
                    slots.extend(questions.iter().map(|question| (question.id.as_str(), Slot::Question(question))));
                }
                Body::List(list) => {
                    slots.insert(list.id.as_str(), Slot::List(list));
                }
            }
        }
        Self(slots)
    }

    pub(super) fn get(&self, id: &str) -> Option<Slot<'p>> {
        self.0.get(id).copied()
    }

    /// What a full id leads to, as `family/history/period`.
    pub(super) fn find(program: &'p Program, path: &str) -> Option<Slot<'p>> {
        let mut slots = Self::of(program);
        let (lists, id) = path.rsplit_once('/').map_or((None, path), |(lists, id)| (Some(lists), id));
        for list in lists.into_iter().flat_map(|lists| lists.split('/')) {
            slots = Self::within(slots.get(list));
        }
        slots.get(id)
    }
}

impl Slot<'_> {
    /// What the file calls it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Question(question) => question.kind.word(),
            Self::List(_) => "list",
        }
    }

    /// Everything its table says.
    pub(super) fn written(&self) -> &str {
        match self {
            Self::Question(question) => &question.written,
            Self::List(list) => &list.written,
        }
    }

    /// Whether it takes files.
    pub(super) fn takes_files(self) -> bool {
        matches!(self, Self::Question(Question { kind: Kind::Document(_), .. }))
    }

    /// Whether everything typed here can be seen in its controls: what cannot would be gone as soon as the page is sent.
    pub(super) fn shows(self, entry: &Entry, showing: &Showing<'_>) -> bool {
        let question = match self {
            Self::Question(question) => question,
            Self::List(_) => return ["yes", "no"].contains(&entry.get("")),
        };
        let controls = question.controls(entry, showing);
        entry.typed().all(|(suffix, value)| controls.iter().any(|control| shows(control, suffix, value)))
    }
}

fn shows(control: &Control<'_>, suffix: &str, value: &str) -> bool {
    match control {
        Control::Text(text) => text.suffix == suffix && !value.contains('\n'),
        Control::Area { suffix: own, .. } => *own == suffix,
        Control::Date { boxes, .. } => boxes.iter().any(|part| part.suffix == suffix) && !value.contains('\n'),
        Control::Radios { suffix: own, options, .. } | Control::Select { suffix: own, options, .. } => {
            *own == suffix && options.iter().any(|option| option.value == value)
        }
        Control::Checkboxes { ticks, .. } => ticks.iter().any(|tick| tick.suffix == suffix) && value == "on",
        Control::Tick(tick) => tick.suffix == suffix && value == "on",
        Control::File { .. } | Control::Prose { .. } => false,
    }
}
