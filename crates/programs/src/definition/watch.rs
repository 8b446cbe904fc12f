//! Marks the questions whose answers decide about other pages and answers, so that walks note what these tell and nothing else.

use std::collections::BTreeSet;

use crate::program::{Body, Page, Program};

/// Marks every question whose id is asked for somewhere. Ids mean different questions in different places; one mark too many costs
/// a little time and changes nothing.
pub(crate) fn watch(program: &mut Program) {
    let mut ids = BTreeSet::new();
    for section in &program.sections {
        gather(&section.pages, &mut ids);
    }
    let fees = program.fees.iter().filter_map(|fee| fee.when.as_ref());
    for when in fees.chain(program.signers.iter().filter_map(|signer| signer.when.as_ref())) {
        when.each_id(&mut |id| {
            ids.insert(id.to_owned());
        });
    }
    for section in &mut program.sections {
        mark(&mut section.pages, &ids);
    }
}

/// Marks every question: what is asked for stands outside of the program.
pub(crate) fn watch_all(program: &mut Program) {
    let ids = program.questions().into_iter().map(|placed| placed.question.id.clone()).collect();
    for section in &mut program.sections {
        mark(&mut section.pages, &ids);
    }
}

fn gather(pages: &[Page], ids: &mut BTreeSet<String>) {
    for page in pages {
        if let Some(when) = &page.when {
            when.each_id(&mut |id| {
                ids.insert(id.to_owned());
            });
        }
        match &page.body {
            Body::Questions(questions) => {
                let references = questions.iter().flat_map(|question| question.kind.field().references());
                ids.extend(references.map(|reference| reference.id.to_owned()));
            }
            Body::List(list) => {
                ids.extend(list.cover.iter().filter_map(|cover| cover.birth_date.clone()));
                gather(&list.pages, ids);
            }
        }
    }
}

fn mark(pages: &mut [Page], ids: &BTreeSet<String>) {
    for page in pages {
        match &mut page.body {
            Body::Questions(questions) => {
                for question in questions {
                    question.watched = ids.contains(&question.id);
                }
            }
            Body::List(list) => mark(&mut list.pages, ids),
        }
    }
}
