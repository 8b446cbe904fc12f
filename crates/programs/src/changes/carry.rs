//! Moving answers from one version of a program to another: nothing typed is changed, and nothing is lost.

use std::collections::BTreeSet;

use language::{Language, Messages};

use super::earlier::Earlier;
use super::slots::{Slot, Slots};
use crate::answers::{Answers, DocumentRef, EditError, Entry, Item};
use crate::program::Program;
use crate::{Kind, Showing};

/// Where in an application something is: the entries passed through, outermost first.
type Hops<'h> = &'h [(String, String)];

/// From one version of a program to another.
#[derive(Clone, Copy)]
pub struct Move<'a> {
    /// The version the answers are arranged for.
    pub from_version: &'a str,
    /// The program of that version, where it is still known.
    pub from: Option<&'a Program>,
    /// The program they are to be arranged for.
    pub to: &'a Program,
    /// The interface messages: what a control can show is asked of the control itself.
    pub messages: &'a Messages,
}

/// What becomes of one entry.
enum Fate {
    /// It stays where it is.
    Stays,
    /// It stays, and the person sees it as a mistake; but its page cannot show it, so a copy is kept.
    Copied,
    /// It is kept aside: nothing asks for it, or what asks would take it for something else.
    Leaves,
}

impl Move<'_> {
    /// Arranges the answers for the other version.
    pub fn carry(&self, answers: &mut Answers) {
        let from = self.from.map(Slots::of).unwrap_or_default();
        self.scope(answers, &from, &Slots::of(self.to));
    }

    /// Takes in what somebody typed in a page of the version moved from, into answers that are arranged for the other already:
    /// a page that was opened before the program changed, and sent after. What the page did not ask stays as it is.
    ///
    /// # Errors
    /// As [`Answers::put`].
    pub fn take_in(
        &self,
        answers: &mut Answers,
        hops: Hops<'_>,
        entries: impl IntoIterator<Item = (String, Entry)>,
        documents: impl IntoIterator<Item = (String, DocumentRef)>,
    ) -> Result<(), EditError> {
        let mut typed = Answers { entries: entries.into_iter().collect(), ..Answers::default() };
        for (question, document) in documents {
            typed.attach(&[], &question, document)?;
        }
        let (mut from, mut to) = (self.from.map(Slots::of).unwrap_or_default(), Slots::of(self.to));
        for (list, _) in hops {
            (from, to) = (Slots::within(from.get(list)), Slots::within(to.get(list)));
        }
        let Some(scope) = answers.scope_mut(hops) else {
            // The list itself is kept aside, and what is typed about an entry of it goes there.
            let kept = aside(answers, hops).ok_or(EditError::NoSuchItem)?;
            kept.entries.extend(typed.entries);
            for (question, files) in typed.documents {
                kept.documents.entry(question).or_default().extend(files);
            }
            return Ok(());
        };
        self.scope(&mut typed, &from, &to);
        for (id, entry) in typed.entries {
            let same = match (from.get(&id), to.get(&id)) {
                (Some(was), Some(is)) => was.written() == is.written(),
                _ => false,
            };
            let copied = typed.earlier.iter().any(|kept| kept.id == id);
            let answered = scope.entries.get(&id).is_some_and(|entry| !entry.is_blank());
            // What was answered in the new form is not undone by what the new one cannot show, and a box left blank in the old one is
            // no answer to another question.
            let undoes = entry.is_blank() || (copied && answered);
            if same || !undoes {
                scope.entries.insert(id, entry);
            }
        }
        for (question, files) in typed.documents {
            scope.documents.entry(question).or_default().extend(files);
        }
        for mut kept in typed.earlier {
            let same = |old: &Earlier| old.id == kept.id && old.version == kept.version && old.items.is_empty();
            if let Some(old) = scope.earlier.iter().rposition(same) {
                // What was typed anew replaces what it was typed over; files sent are more files.
                let Earlier { entry, documents, .. } = scope.earlier.remove(old);
                kept.entry = kept.entry.or(entry);
                kept.documents.splice(0..0, documents);
            }
            scope.earlier.push(kept);
        }
        Ok(())
    }

    fn showing(&self) -> Showing<'_> {
        self.to.showing(Language::En, self.messages)
    }

    fn scope(&self, answers: &mut Answers, from: &Slots<'_>, to: &Slots<'_>) {
        let out = self.take_out(answers, from, to);
        for (list, items) in &mut answers.items {
            let (from, to) = (Slots::within(from.get(list)), Slots::within(to.get(list)));
            for item in items {
                self.scope(&mut item.answers, &from, &to);
            }
        }
        self.put_back(answers, to);
        answers.earlier.extend(out);
    }

    /// Takes out everything that the other version does not ask for.
    fn take_out(&self, answers: &mut Answers, from: &Slots<'_>, to: &Slots<'_>) -> Vec<Earlier> {
        let ids = answers.entries.keys().chain(answers.items.keys()).chain(answers.documents.keys());
        let ids: BTreeSet<String> = ids.cloned().collect();
        let mut out = Vec::new();
        for id in ids {
            let (was, is) = (from.get(&id), to.get(&id));
            let mut kept = Earlier {
                version: self.from_version.to_owned(),
                kind: was.map_or("", Slot::word).to_owned(),
                entry: None,
                items: Vec::new(),
                documents: Vec::new(),
                id,
            };
            let id = &kept.id;
            if !matches!(is, Some(Slot::List(_))) {
                kept.items = answers.items.remove(id).unwrap_or_default();
            }
            if !is.is_some_and(Slot::takes_files) {
                kept.documents = answers.documents.remove(id).unwrap_or_default();
            }
            if let Some(entry) = answers.entries.get(id) {
                match self.fate(entry, was, is) {
                    Fate::Stays => {}
                    Fate::Copied if is_kept(answers, id, entry) => {}
                    Fate::Copied => kept.entry = Some(entry.clone()),
                    Fate::Leaves => kept.entry = answers.entries.remove(id),
                }
            }
            if !kept.is_empty() {
                out.push(kept);
            }
        }
        out
    }

    fn fate(&self, entry: &Entry, was: Option<Slot<'_>>, is: Option<Slot<'_>>) -> Fate {
        let is_signature = |slot: Slot<'_>| slot.word() == "declaration";
        match (was, is) {
            // That a page was left blank is no answer to anything else.
            _ if entry.typed().next().is_none() => Fate::Stays,
            (_, None)
            | (Some(Slot::Question(_)), Some(Slot::List(_)))
            | (Some(Slot::List(_)), Some(Slot::Question(_))) => Fate::Leaves,
            (Some(was), Some(is)) if was.written() == is.written() => Fate::Stays,
            // Nobody has signed a statement they have not read.
            (was, Some(is)) if is_signature(is) && was.is_none_or(is_signature) => Fate::Leaves,
            (_, Some(is)) if is.shows(entry, &self.showing()) => Fate::Stays,
            (_, Some(Slot::Question(_))) => Fate::Copied,
            (_, Some(Slot::List(_))) => Fate::Leaves,
        }
    }

    /// Puts back what was kept aside and is asked for again.
    fn put_back(&self, answers: &mut Answers, to: &Slots<'_>) {
        for kept in std::mem::take(&mut answers.earlier) {
            if let Some(kept) = self.returned(answers, kept, to) {
                answers.earlier.push(kept);
            }
        }
    }

    /// What is left to be kept aside.
    fn returned(&self, answers: &mut Answers, mut kept: Earlier, to: &Slots<'_>) -> Option<Earlier> {
        let Some(is) = to.get(&kept.id) else { return Some(kept) };
        let known = kept.version == self.to.version;
        let shown = kept.entry.as_ref().is_none_or(|entry| is.shows(entry, &self.showing()));
        let fits = kept.kind == is.word()
            && shown
            && (kept.items.is_empty() || matches!(is, Slot::List(_)))
            && (kept.documents.is_empty() || is.takes_files())
            && !matches!(is, Slot::Question(question) if matches!(question.kind, Kind::Declaration(_)));
        if !known && !fits {
            return Some(kept);
        }
        // A copy, whose original stands in its place: it can be seen there again.
        if kept.entry.is_some() && answers.entries.get(&kept.id) == kept.entry.as_ref() {
            kept.entry = None;
        }
        let typed = answers.entries.get(&kept.id).is_some_and(|entry| !entry.is_blank());
        let taken = (kept.entry.is_some() && typed)
            || (!kept.items.is_empty() && answers.items.contains_key(&kept.id))
            || (!kept.documents.is_empty() && answers.documents.contains_key(&kept.id));
        if taken {
            return Some(kept);
        }
        if let Some(entry) = kept.entry {
            answers.entries.insert(kept.id.clone(), entry);
        }
        if !kept.documents.is_empty() {
            answers.documents.insert(kept.id.clone(), kept.documents);
        }
        if !kept.items.is_empty() {
            if !known {
                let to = Slots::within(Some(is));
                for Item { answers, .. } in &mut kept.items {
                    Move { from_version: &kept.version, from: None, ..*self }.scope(answers, &Slots::default(), &to);
                }
            }
            answers.items.insert(kept.id, kept.items);
        }
        None
    }
}

/// Whether just this is kept aside already.
fn is_kept(answers: &Answers, id: &str, entry: &Entry) -> bool {
    answers.earlier.iter().any(|kept| kept.id == id && kept.entry.as_ref() == Some(entry))
}

/// The answers about an entry of a list that is kept aside.
fn aside<'a>(answers: &'a mut Answers, hops: Hops<'_>) -> Option<&'a mut Answers> {
    let Some(((list, id), rest)) = hops.split_first() else { return Some(answers) };
    let is_it = |item: &&mut Item| item.id == *id;
    let here = answers.items.get_mut(list).into_iter().flatten();
    let kept = answers.earlier.iter_mut().filter(|kept| kept.id == *list).flat_map(|kept| &mut kept.items);
    let item = here.chain(kept).find(is_it)?;
    aside(&mut item.answers, rest)
}
