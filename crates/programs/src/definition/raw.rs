//! Sections, pages, lists and questions as they stand in the file, before blocks are put in their places.

use std::collections::{BTreeMap, BTreeSet};

use super::{Faults, Located, Reader, nearest};
use crate::condition::{self, Condition};
use crate::kinds::Kind;
use crate::limits::{MAX_DEPTH, MAX_ITEMS, MAX_PAGES};
use crate::program::{self, Cover};
use crate::question::Question;

/// A page of the file.
pub(crate) enum Page {
    /// One that is written out.
    Own { page: Box<program::Page>, list: Option<Vec<Page>> },
    /// The pages of a block.
    Use { block: Located<String>, when: Option<Condition> },
}

/// A block: pages to be used in several places.
pub(crate) struct Block {
    id: Located<String>,
    pages: Vec<Page>,
}

/// Reads every block of the file.
pub(crate) fn blocks(top: &Reader<'_, '_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for table in top.tables("block", "block") {
        let id = table.id();
        table.rename(format!("block “{}”", id.value));
        if blocks.iter().any(|block| block.id.value == id.value) {
            let what = format!("the block “{}” is there twice", id.value);
            table.fault(id.line, what, "Give one of the two another id.");
        }
        let pages = pages(&table, 0);
        table.finish();
        blocks.push(Block { id, pages });
    }
    blocks
}

/// Reads the pages of a section, block or list. `depth` counts the lists around them.
pub(crate) fn pages(reader: &Reader<'_, '_>, depth: usize) -> Vec<Page> {
    let tables = reader.tables("page", "page");
    if tables.is_empty() {
        reader.fault(reader.line(), format!("the {} has no page", reader.name()), "Add a page to it.");
    }
    tables.into_iter().map(|table| page(table, depth)).collect()
}

fn page(table: Reader<'_, '_>, depth: usize) -> Page {
    let when = when(&table);
    if let Some(block) = table.optional_string("use") {
        table.rename(format!("page that uses “{}”", block.value));
        // Its pages bring titles and questions of their own.
        table.finish();
        return Page::Use { block, when };
    }
    let id = table.id();
    table.rename(format!("page “{}”", id.value));
    let (title, intro) = (table.text("title"), table.optional_text("intro"));
    let questions: Vec<Question> = table.tables("question", "question").into_iter().map(question).collect();
    let list = table.inner("list", "list").map(|list| read_list(list, &id.value, depth));
    match (&list, questions.is_empty()) {
        (Some(_), false) => table.fault(
            table.line(),
            format!("the {} has both questions and a list", table.name()),
            "Move the questions to a page of their own.",
        ),
        (None, true) => table.fault(
            table.line(),
            format!("the {} asks nothing", table.name()),
            "Add a question or a list to it, or take it away.",
        ),
        _ => {}
    }
    let (body, list) = match list {
        Some((list, pages)) => (program::Body::List(Box::new(list)), Some(pages)),
        None => (program::Body::Questions(questions), None),
    };
    let page = program::Page { id: id.value, title, intro, when, body, line: table.line() };
    table.finish();
    Page::Own { page: Box::new(page), list }
}

/// The condition of a table, where it has one that can be read.
pub(crate) fn when(table: &Reader<'_, '_>) -> Option<Condition> {
    let Located { value, line } = table.optional_string("when")?;
    match condition::parse(&value, line) {
        Ok(condition) => Some(condition),
        Err(unreadable) => {
            table.fault(line, unreadable.what, unreadable.cure);
            None
        }
    }
}

fn read_list(table: Reader<'_, '_>, id: &str, depth: usize) -> (program::List, Vec<Page>) {
    table.rename(format!("list “{id}”"));
    let most = u32::try_from(MAX_ITEMS).unwrap_or(u32::MAX);
    let min = table.count("min", 0..=most, 0);
    let max = table.count("max", 1..=most, 20.max(min));
    table.check_bounds(min.into(), max.into());
    let summary = table.strings("summary").unwrap_or_default();
    if summary.is_empty() {
        table.fault(
            table.line_of("summary"),
            format!("nothing names an entry of the {}", table.name()),
            "Add summary = [\"…\"] with the ids of one or more of its questions.",
        );
    }
    let list = program::List {
        id: id.to_owned(),
        item: table.text("item"),
        ask: table.text("ask"),
        another: table.optional_text("another"),
        min,
        max,
        written: table.written(&["page"]),
        cover: table.inner("cover", "cover").map(cover),
        pages: Vec::new(),
        summary: summary.into_iter().map(|id| id.value).collect(),
    };
    let pages = if depth == MAX_DEPTH {
        too_deep(table.faults, table.line(), id);
        Vec::new()
    } else {
        pages(&table, depth + 1)
    };
    table.finish();
    (list, pages)
}

fn too_deep(faults: &Faults<'_>, line: u32, list: &str) {
    let what = format!("the list “{list}” lies within {MAX_DEPTH} other lists");
    faults.add(line, what, "Nest lists less deeply.");
}

fn cover(table: Reader<'_, '_>) -> Cover {
    let byte =
        |key, absent: u8| table.integer(key, 1..=100).and_then(|number| u8::try_from(number).ok()).unwrap_or(absent);
    let cover = Cover {
        period: table.string("period", "Name the question of kind period that its entries ask.").value,
        birth_date: table.optional_string("birth_date").map(|id| id.value),
        since_age: byte("since_age", 18),
        years: byte("years", 10),
        line: table.line(),
    };
    if cover.birth_date.is_none() && table.has("since_age") {
        table.fault(
            table.line_of("since_age"),
            "the cover counts from an age but names no birth_date",
            "Add birth_date = \"…\", or take since_age away.",
        );
    }
    table.finish();
    cover
}

fn question(table: Reader<'_, '_>) -> Question {
    let id = table.id();
    table.rename(format!("question “{}”", id.value));
    let label = table.text("label");
    let (hint, help) = (table.optional_text("hint"), table.optional_text("help"));
    let optional = table.flag("optional", false);
    let source = sources(&table);
    let word = table.string("kind", "Add kind = \"…\"; docs/programs.md lists the kinds.");
    let kind = Kind::read(&word, &table);
    if kind.is_none() && !word.value.is_empty() {
        let cure = match nearest(&word.value, Kind::WORDS) {
            Some(meant) => format!("Did you mean “{meant}”?"),
            None => "Use one of the kinds that docs/programs.md lists.".to_owned(),
        };
        table.fault(word.line, format!("“{}” is not a kind of question", word.value), cure);
    }
    let question = Question {
        id: id.value,
        label,
        hint,
        help,
        optional,
        source,
        line: table.line(),
        watched: false,
        // What a number that was given is read back with is nothing to answer anew.
        written: table.written(&["source", "unit_one"]),
        // Stands in for a kind that was reported; which keys belong to it nobody can say.
        kind: kind.clone().unwrap_or(Kind::YesNo(crate::kinds::YesNo)),
    };
    if kind.is_some() {
        table.finish();
    }
    question
}

/// What a table rests on; a fault when it names nothing.
pub(crate) fn sources(table: &Reader<'_, '_>) -> Vec<String> {
    let sources = table.strings("source").unwrap_or_default();
    if sources.is_empty() {
        table.fault(
            table.line_of("source"),
            format!("the {} has no source", table.name()),
            "Add source = [\"…\"] that says which form or law asks for it.",
        );
    }
    sources.into_iter().map(|source| source.value).collect()
}

/// Puts the pages of blocks where they are used.
pub(crate) struct Expansion<'b> {
    blocks: BTreeMap<&'b str, &'b Block>,
    used: BTreeSet<&'b str>,
    /// The blocks being expanded, outermost first, to find those that use themselves.
    open: Vec<&'b str>,
    /// How many lists lie around the page being expanded.
    depth: usize,
    pages: usize,
    faults: &'b Faults<'b>,
}

impl<'b> Expansion<'b> {
    pub(crate) fn new(blocks: &'b [Block], faults: &'b Faults<'b>) -> Self {
        let blocks = blocks.iter().map(|block| (block.id.value.as_str(), block)).collect();
        Self { blocks, used: BTreeSet::new(), open: Vec::new(), depth: 0, pages: 0, faults }
    }

    pub(crate) fn expand(&mut self, raw: &'b [Page]) -> Vec<program::Page> {
        let mut pages = Vec::with_capacity(raw.len());
        for page in raw {
            match page {
                Page::Own { page, list } => pages.extend(self.own(page, list.as_deref())),
                Page::Use { block, when } => pages.extend(self.block(block, when.as_ref())),
            }
        }
        pages
    }

    fn own(&mut self, page: &program::Page, list: Option<&'b [Page]>) -> Option<program::Page> {
        self.pages += 1;
        // Blocks that use blocks many times over could make a small file a huge program.
        if self.pages > MAX_PAGES {
            let what = format!("the program has more than {MAX_PAGES} pages");
            self.faults.add(0, what, "Use blocks in fewer places.");
            return None;
        }
        let mut page = page.clone();
        if let (program::Body::List(list), Some(pages)) = (&mut page.body, list) {
            // A file nests its lists only so deep, but a block with a list may use another such block within it.
            if self.depth == MAX_DEPTH {
                too_deep(self.faults, page.line, &list.id);
                return None;
            }
            self.depth += 1;
            list.pages = self.expand(pages);
            self.depth -= 1;
        }
        Some(page)
    }

    fn block(&mut self, name: &'b Located<String>, when: Option<&Condition>) -> Vec<program::Page> {
        let Some((id, block)) = self.blocks.get_key_value(name.value.as_str()).map(|(id, block)| (*id, *block)) else {
            let cure = match nearest(&name.value, self.blocks.keys().copied()) {
                Some(meant) => {
                    // It is meant, so it is not unused: one slip, one fault.
                    self.used.insert(meant);
                    format!("Did you mean “{meant}”?")
                }
                None => "Add a [[block]] of that id, or use another.".to_owned(),
            };
            self.faults.add(name.line, format!("there is no block “{}”", name.value), cure);
            return Vec::new();
        };
        self.used.insert(id);
        if self.open.contains(&id) {
            let circle: Vec<&str> = self.open.iter().skip_while(|open| **open != id).copied().chain([id]).collect();
            self.faults.add(
                name.line,
                format!("the block “{id}” uses itself ({})", circle.join(" uses ")),
                "Take one of these uses away.",
            );
            return Vec::new();
        }
        self.open.push(id);
        let mut pages = self.expand(&block.pages);
        self.open.pop();
        if let Some(when) = when {
            for page in &mut pages {
                page.when = Some(when.clone().and(page.when.take()));
            }
        }
        pages
    }

    /// Whether the pages of a block stand anywhere.
    pub(crate) fn is_used(&self, block: &str) -> bool {
        self.used.contains(block)
    }

    /// The ids of the blocks that stand somewhere.
    pub(crate) fn used(&self) -> impl Iterator<Item = &'b str> {
        self.used.iter().copied()
    }

    /// Reports blocks of the program's own that stand nowhere; shared ones are for whoever needs them.
    pub(crate) fn report_unused(&self) {
        for (id, block) in &self.blocks {
            if !self.used.contains(id) && !self.faults.is_shared(block.id.line) {
                self.faults.add(
                    block.id.line,
                    format!("the block “{id}” is never used"),
                    format!("Use it in a page with use = \"{id}\", or take it away."),
                );
            }
        }
    }
}
