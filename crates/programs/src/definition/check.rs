//! Checks of the program as a whole, after blocks stand in their places: ids, references and conditions where they are used.

use std::collections::{BTreeMap, BTreeSet};

use super::{Faults, nearest, quoted};
use crate::condition::{self, Checked, Condition, Facet, Gate, Known, NEVER_CURE, Names, Reach};
use crate::kinds::{Kind, Reference, Wants};
use crate::program::{Body, List, Page, Program};
use crate::question::Question;

/// A program that was read, with the ids that conditions behind all of its pages may name.
pub(crate) struct Named<'p, 'f> {
    pub(crate) program: &'p Program,
    pub(crate) names: Names<'p>,
    pub(crate) reach: Reach<'p>,
    pub(crate) faults: &'f Faults<'f>,
}

impl Named<'_, '_> {
    /// Checks a condition that stands behind all pages.
    pub(crate) fn check(&self, when: &Condition) {
        report(
            when,
            condition::check(when, std::slice::from_ref(&self.names), &self.reach, None, self.faults),
            self.faults,
        );
    }
}

/// Reports everything wrong with a program that each table by itself could not tell.
pub(crate) fn check<'p, 'f>(program: &'p Program, faults: &'f Faults<'f>) -> Named<'p, 'f> {
    let mut checker = Checker {
        program,
        scopes: vec![Names::default()],
        reach: Reach::default(),
        reached: BTreeSet::new(),
        never: BTreeMap::new(),
        faults,
    };
    checker.gather(program.sections.iter().flat_map(|section| &section.pages));
    for section in &program.sections {
        checker.pages(&section.pages, None);
    }
    checker.fees();
    checker.signers();
    // A page of a block that stands in several places may be meant for one of them.
    for ((page, line), what) in &checker.never {
        if !checker.reached.contains(page) && !faults.is_shared(*page) {
            faults.add(*line, what, NEVER_CURE);
        }
    }
    Named { program, names: checker.scopes.pop().unwrap_or_default(), reach: checker.reach, faults }
}

/// Reports a condition that never holds.
fn report(when: &Condition, checked: Checked<'_>, faults: &Faults<'_>) {
    if let Checked::Never(what) = checked {
        faults.add(when.line, what, NEVER_CURE);
    }
}

struct Checker<'p, 'f> {
    program: &'p Program,
    /// What is known at the place being checked, outermost scope first.
    scopes: Vec<Names<'p>>,
    reach: Reach<'p>,
    /// The lines of pages that can be reached, and of those that cannot with the line of their condition and why.
    reached: BTreeSet<u32>,
    never: BTreeMap<(u32, u32), String>,
    faults: &'f Faults<'f>,
}

impl<'p> Checker<'p, '_> {
    fn scope(&mut self) -> &mut Names<'p> {
        if self.scopes.is_empty() {
            self.scopes.push(Names::default());
        }
        let last = self.scopes.len() - 1;
        &mut self.scopes[last]
    }

    /// Notes all ids of a scope and reports those that are there twice.
    fn gather(&mut self, pages: impl Iterator<Item = &'p Page>) {
        let mut page_ids: BTreeMap<&str, u32> = BTreeMap::new();
        for page in pages {
            if let Some(first) = page_ids.insert(&page.id, page.line) {
                self.twice("page", &page.id, page.line, first);
            }
            match &page.body {
                Body::Questions(questions) => {
                    for question in questions {
                        self.name(&question.id, Known::Question(question), question.line);
                    }
                }
                Body::List(list) => {
                    self.name(&list.id, Known::List(list), page.line);
                    self.note_inside(list, &list.id);
                }
            }
        }
    }

    fn name(&mut self, id: &'p str, known: Known<'p>, line: u32) {
        // The first keeps the id, so that conditions are judged by what was meant before the second was added.
        match *self.scope().all.entry(id).or_insert(known) {
            Known::Question(first) if matches!(known, Known::Question(this) if std::ptr::eq(this, first)) => {}
            Known::List(first) if matches!(known, Known::List(this) if std::ptr::eq(this, first)) => {}
            Known::Question(first) => self.twice("question", id, line, first.line),
            Known::List(_) => self.twice("list", id, line, 0),
        }
    }

    fn note_inside(&mut self, list: &'p List, outermost: &'p str) {
        for page in &list.pages {
            match &page.body {
                Body::Questions(questions) => {
                    for question in questions {
                        self.scope().inside.insert(&question.id, outermost);
                    }
                }
                Body::List(inner) => self.note_inside(inner, outermost),
            }
        }
    }

    fn twice(&self, what: &str, id: &str, line: u32, first: u32) {
        let where_else = if first == 0 || first == line { String::new() } else { format!(" (first in line {first})") };
        let cure = if first == line {
            "A block was used twice in the same place: use it once, or within a list."
        } else {
            "Give one of the two another id."
        };
        self.faults.add(line, format!("the {what} “{id}” is there twice{where_else}"), cure);
    }

    /// Checks pages that are asked only when the gate `around` them is open.
    fn pages(&mut self, pages: &'p [Page], around: Option<Gate>) {
        for page in pages {
            let gate = self.gate(page, around);
            match &page.body {
                Body::Questions(questions) => {
                    for question in questions {
                        self.question(question);
                        self.reach.behind(Known::Question(question), gate);
                        self.scope().earlier.entry(&question.id).or_insert(Known::Question(question));
                    }
                }
                Body::List(list) => {
                    self.list(list, page.line, gate);
                    self.reach.behind(Known::List(list), gate);
                    self.scope().earlier.entry(&list.id).or_insert(Known::List(list));
                }
            }
        }
    }

    /// Checks the condition of a page. Of one that is wrong or never true it is open when it holds: one slip, one fault.
    fn gate(&mut self, page: &Page, around: Option<Gate>) -> Option<Gate> {
        let Some(when) = &page.when else {
            self.reached.insert(page.line);
            return around;
        };
        let form = match condition::check(when, &self.scopes, &self.reach, around, self.faults) {
            Checked::Holds(form) => {
                self.reached.insert(page.line);
                Some(form)
            }
            Checked::Never(what) => {
                self.never.insert((page.line, when.line), what);
                None
            }
            Checked::Faulty => None,
        };
        Some(self.reach.gate(form, around, when))
    }

    /// Checks what the program costs: the lines, the lists, and the conditions of fees that are owed once.
    fn fees(&self) {
        super::fees::check(&self.program.fees, &self.program.tables.fees, self.faults);
        self.fee_conditions(None, None);
        let all = self.scopes.first().into_iter().flat_map(|scope| &scope.all);
        let lists: Vec<&str> = all.filter(|(_, known)| matches!(known, Known::List(_))).map(|(id, _)| *id).collect();
        for fee in &self.program.fees {
            sources(self.program, &format!("the fee “{}”", fee.line), &fee.source, fee.at, self.faults);
            let Some(each) = fee.each.as_deref().filter(|each| !lists.contains(each)) else { continue };
            let cure = match nearest(each, lists.iter().copied()) {
                Some(meant) => format!("Did you mean “{meant}”?"),
                None => "Name a list that lies in no other list.".to_owned(),
            };
            let what = format!("the fee “{}” is for each entry of “{each}”, which is no list", fee.line);
            self.faults.add(fee.at, what, cure);
        }
    }

    /// Checks the conditions of the fees that are owed for each entry of a list, or once, at the place they are asked.
    fn fee_conditions(&self, each: Option<&str>, around: Option<Gate>) {
        let fees = self.program.fees.iter().filter(|fee| fee.each.as_deref() == each);
        for when in fees.filter_map(|fee| fee.when.as_ref()) {
            report(when, condition::check(when, &self.scopes, &self.reach, around, self.faults), self.faults);
        }
    }

    /// Checks when others sign, and in whose name: of those who sign for an entry of a list where that list is; of the rest after
    /// all pages, as every answer counts.
    fn signing(&self, each: Option<&str>, around: Option<Gate>) {
        for signer in self.program.signers.iter().filter(|signer| signer.each.as_deref() == each) {
            if let Some(when) = &signer.when {
                report(when, condition::check(when, &self.scopes, &self.reach, around, self.faults), self.faults);
            }
            self.references(&format!("the signer “{}”", signer.id), &signer.declaration);
        }
    }

    /// Checks who else signs.
    fn signers(&self) {
        self.signing(None, None);
        for signer in &self.program.signers {
            let user = format!("the signer “{}”", signer.id);
            sources(self.program, &user, &signer.declaration.source, signer.line, self.faults);
            let asked_by = Reference { id: &signer.asked_by, line: signer.asked_by_line, wants: Wants::Name };
            if !signer.asked_by.is_empty() {
                self.reference(&user, &asked_by);
            }
        }
    }

    fn question(&self, question: &Question) {
        let user = format!("the question “{}”", question.id);
        sources(self.program, &user, &question.source, question.line, self.faults);
        if matches!(question.kind, Kind::Occupation(_)) && self.program.tables.occupations.is_empty() {
            self.faults.add(
                question.line,
                format!("the question “{}” needs the table of occupations, which the site does not have", question.id),
                "Add tables/noc2021.csv to the site.",
            );
        }
        self.references(&user, question);
    }

    /// Checks the questions that the answers to one are compared with.
    fn references(&self, user: &str, question: &Question) {
        for reference in question.kind.field().references() {
            self.reference(user, &reference);
        }
    }

    fn reference(&self, user: &str, reference: &Reference<'_>) {
        let Some(known) = condition::resolve(reference.id, reference.line, user, &self.scopes, self.faults) else {
            return;
        };
        let facet = match known {
            Known::Question(question) => first_facet(question),
            Known::List(_) => Facet::Opaque,
        };
        let (fits, wanted) = match reference.wants {
            Wants::Day => (matches!(facet, Facet::Day), "a question of kind date, partial_date or month"),
            Wants::Name => (matches!(facet, Facet::Name), "a question of kind name"),
        };
        if !fits {
            let what = format!("{user} refers to “{}”, which is not {wanted}", reference.id);
            self.faults.add(reference.line, what, format!("Name {wanted}."));
        }
    }

    fn list(&mut self, list: &'p List, line: u32, gate: Option<Gate>) {
        if let Some(cover) = &list.cover
            && let Some(birth_date) = &cover.birth_date
        {
            let user = format!("the cover of the list “{}”", list.id);
            let known = condition::resolve(birth_date, cover.line, &user, &self.scopes, self.faults);
            let is_day =
                |known| matches!(known, Known::Question(question) if matches!(first_facet(question), Facet::Day));
            if known.is_some_and(|known| !is_day(known)) {
                self.faults.add(
                    cover.line,
                    format!("{user} counts from “{birth_date}”, which is no date"),
                    "Name a question of kind date or partial_date.",
                );
            }
        }
        self.scopes.push(Names::default());
        self.gather(list.pages.iter());
        self.pages(&list.pages, gate);
        if self.scopes.len() == 2 {
            self.fee_conditions(Some(&list.id), gate);
            self.signing(Some(&list.id), gate);
        }
        let inside = self.scopes.pop().unwrap_or_default();

        let questions: Vec<&str> =
            inside.all.iter().filter(|(_, known)| matches!(known, Known::Question(_))).map(|(id, _)| *id).collect();
        for id in &list.summary {
            if !questions.contains(&id.as_str()) {
                let cure = match nearest(id, questions.iter().copied()) {
                    Some(meant) => format!("Did you mean “{meant}”?"),
                    None => format!("Use {}.", quoted(&questions)),
                };
                let what = format!("the summary of the list “{}” names “{id}”, which its entries do not ask", list.id);
                self.faults.add(line, what, cure);
            }
        }
        if let Some(cover) = &list.cover {
            let is_period = matches!(
                inside.all.get(cover.period.as_str()),
                Some(Known::Question(Question { kind: Kind::Period(_), .. }))
            );
            if !is_period && !cover.period.is_empty() {
                self.faults.add(
                    cover.line,
                    format!(
                        "the cover of the list “{}” names “{}”, which is no period of its entries",
                        list.id, cover.period
                    ),
                    "Name a question of kind period within the list.",
                );
            }
        }
    }
}

/// Reports each of `cited` that does not begin with the id of one of the program's sources.
pub(crate) fn sources(program: &Program, user: &str, cited: &[String], line: u32, faults: &Faults<'_>) {
    for source in cited {
        let id = source.split_whitespace().next().unwrap_or_default();
        faults.cite(id);
        if !program.sources.iter().any(|known| known.id == id) {
            let cure = match nearest(id, program.sources.iter().map(|source| source.id.as_str())) {
                Some(meant) => format!("Did you mean “{meant}”?"),
                None => "Begin it with the id of one of the program’s sources, or add that source.".to_owned(),
            };
            faults.add(line, format!("{user} names the source “{id}”, which does not exist"), cure);
        }
    }
}

fn first_facet(question: &Question) -> Facet<'_> {
    question.kind.field().facets().first().map_or(Facet::Opaque, |(_, facet)| *facet)
}
