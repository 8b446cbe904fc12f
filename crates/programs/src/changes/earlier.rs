//! What earlier versions of a program asked and a later one does not: kept as it was typed, until the person removes it or files.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use language::Arg;
use serde::{Deserialize, Serialize};

use super::slots::{Slot, Slots};
use crate::answers::{Answers, DocumentRef, Entry, Item};
use crate::program::Program;
use crate::question::{Parsing, Question};
use crate::{NotAPath, PagePath, Showing};

/// Everything kept under one id of an earlier version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earlier {
    /// The version of the program it was typed for.
    pub version: String,
    /// The id of its question or list there.
    pub id: String,
    /// The kind of question it was, or `list`; empty where that is not known any more.
    pub(super) kind: String,
    /// What was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) entry: Option<Entry>,
    /// The entries of the list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) items: Vec<Item>,
    /// The files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) documents: Vec<DocumentRef>,
}

/// Where something earlier is kept, written `family/k3f9x2/nickname@2026-11-22@0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierPlace {
    /// The entries it lies in, and its id.
    pub path: PagePath,
    /// The version it was typed for.
    pub version: String,
    /// Which one of those that are alike in both.
    nth: usize,
}

/// One answer of what is kept, with the question it was given to.
#[derive(Debug, Clone)]
pub struct Leaf<'a> {
    /// The entries of kept lists it lies in: what one is called, where that is known, and its number, outermost first.
    pub within: Vec<(Option<&'a language::Text>, usize)>,
    /// Its question.
    pub question: Option<&'a Question>,
    entry: &'a Entry,
    documents: &'a [DocumentRef],
}

static BLANK: Entry = Entry(std::collections::BTreeMap::new());

impl Earlier {
    pub(super) fn is_empty(&self) -> bool {
        self.entry.is_none() && self.items.is_empty() && self.documents.is_empty()
    }

    /// Every file that is kept.
    pub fn documents(&self) -> Vec<&DocumentRef> {
        let within = self.items.iter().flat_map(|item| item.answers.all_documents());
        self.documents.iter().chain(within).collect()
    }

    /// Every answer that is kept. `lists` are the lists around it, `program` the version it was typed for, or another that has it.
    pub fn leaves<'a>(&'a self, lists: &[&str], program: Option<&'a Program>) -> Vec<Leaf<'a>> {
        let path: Vec<&str> = lists.iter().copied().chain([self.id.as_str()]).collect();
        let slot = program.and_then(|program| Slots::find(program, &path.join("/")));
        let mut leaves = Vec::new();
        if !matches!(slot, Some(Slot::List(_))) && self.kind != "list" {
            let entry = self.entry.as_ref().unwrap_or(&BLANK);
            leaves.push(Leaf { within: Vec::new(), question: question(slot), entry, documents: &self.documents });
        }
        gather(&self.items, slot, &mut Vec::new(), &mut leaves);
        leaves
    }
}

fn question(slot: Option<Slot<'_>>) -> Option<&Question> {
    match slot {
        Some(Slot::Question(question)) => Some(question),
        _ => None,
    }
}

fn gather<'a>(
    items: &'a [Item],
    slot: Option<Slot<'a>>,
    within: &mut Vec<(Option<&'a language::Text>, usize)>,
    leaves: &mut Vec<Leaf<'a>>,
) {
    let noun = match slot {
        Some(Slot::List(list)) => Some(&list.item),
        _ => None,
    };
    let slots = Slots::within(slot);
    for (at, item) in items.iter().enumerate() {
        within.push((noun, at + 1));
        let Answers { entries, items, documents, earlier, .. } = &item.answers;
        for (id, entry) in entries {
            let slot = slots.get(id);
            let files = documents.get(id).map_or(&[][..], Vec::as_slice);
            let is_blank = entry.is_blank() && files.is_empty();
            // That there were no more entries goes without saying.
            if !is_blank && !matches!(slot, Some(Slot::List(_))) {
                leaves.push(Leaf { within: within.clone(), question: question(slot), entry, documents: files });
            }
        }
        for (id, files) in documents.iter().filter(|(id, _)| !entries.contains_key(*id)) {
            let question = question(slots.get(id));
            leaves.push(Leaf { within: within.clone(), question, entry: &BLANK, documents: files });
        }
        for (id, inner) in items {
            gather(inner, slots.get(id), within, leaves);
        }
        // Set aside by a still earlier change: its words are not those of this version.
        for kept in earlier {
            let entry = kept.entry.as_ref().unwrap_or(&BLANK);
            leaves.push(Leaf { within: within.clone(), question: None, entry, documents: &kept.documents });
            gather(&kept.items, None, within, leaves);
        }
        within.pop();
    }
}

impl Leaf<'_> {
    /// The answer as lines to be read: as its question showed it, or, where it never was right, as it was typed.
    pub fn lines(&self, today: Date, showing: &Showing<'_>) -> Vec<String> {
        let parsing = Parsing::alone(today, showing.tables, self.documents);
        let answer = self.question.map(|question| (question, question.parse(self.entry, &parsing)));
        let shown = match answer {
            Some((question, Ok(answer))) => question.show(&answer, showing),
            _ => Vec::new(),
        };
        if !shown.is_empty() {
            return shown;
        }
        let typed = self.entry.typed().map(|(_, value)| value.to_owned());
        typed.chain(self.documents.iter().map(|document| document.name.clone())).collect()
    }

    /// The same in one line, after the question and the entry it was given to, for what is kept of a whole list.
    pub fn line(&self, today: Date, showing: &Showing<'_>) -> String {
        let answer = self.lines(today, showing).join(", ");
        let mut before: Vec<String> = self
            .within
            .iter()
            .map(|(noun, number)| match noun {
                Some(noun) => format!("{} {number}", noun.get(showing.language)),
                None => number.to_string(),
            })
            .collect();
        before.extend(self.question.map(|question| question.label.get(showing.language).to_owned()));
        let before = before.join(" – ");
        let arguments = [("label", Arg::Text(&before)), ("value", Arg::Text(&answer))];
        showing.messages.say_with(showing.language, "fields-labelled", &arguments)
    }
}

impl Answers {
    /// Everything earlier that is kept, with where, in a steady order.
    pub fn all_earlier(&self) -> Vec<(EarlierPlace, &Earlier)> {
        let mut found = Vec::new();
        all(self, &mut Vec::new(), &mut found);
        found
    }

    /// Removes what is kept at a place, and the same answer where it still stands, unseen, under a question that cannot show it.
    /// Nothing when it is not there (any more).
    pub fn forget(&mut self, place: &EarlierPlace) -> Option<Earlier> {
        let scope = self.scope_mut(&place.path.hops)?;
        let mut alike = scope.earlier.iter().enumerate().filter(|(_, kept)| place.is_of(kept));
        let (at, _) = alike.nth(place.nth)?;
        let kept = scope.earlier.remove(at);
        if kept.entry.is_some() && scope.entries.get(&kept.id) == kept.entry.as_ref() {
            scope.entries.remove(&kept.id);
        }
        Some(kept)
    }
}

fn all<'a>(answers: &'a Answers, hops: &mut Vec<(String, String)>, found: &mut Vec<(EarlierPlace, &'a Earlier)>) {
    for (at, kept) in answers.earlier.iter().enumerate() {
        let path = PagePath { hops: hops.clone(), page: kept.id.clone() };
        let mut place = EarlierPlace { path, version: kept.version.clone(), nth: 0 };
        place.nth = answers.earlier[..at].iter().filter(|before| place.is_of(before)).count();
        found.push((place, kept));
    }
    for (list, items) in &answers.items {
        for item in items {
            hops.push((list.clone(), item.id.clone()));
            all(&item.answers, hops, found);
            hops.pop();
        }
    }
}

impl EarlierPlace {
    fn is_of(&self, kept: &Earlier) -> bool {
        kept.id == self.path.page && kept.version == self.version
    }
}

impl fmt::Display for EarlierPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}@{}", self.path, self.version, self.nth)
    }
}

impl FromStr for EarlierPlace {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let mut parts = text.splitn(3, '@');
        let mut part = || parts.next().ok_or(NotAPath);
        let (path, version, nth) = (part()?.parse()?, part()?.to_owned(), part()?);
        Ok(Self { path, version, nth: nth.parse().map_err(|_| NotAPath)? })
    }
}
