//! A visitor: a small state machine that looks at what it was served and decides what to do next, and when.
//!
//! It is pure: a page and its address go in, a request and a time to think come out. Nothing of a page is kept.

mod draft;
mod react;

use std::rc::Rc;

pub(crate) use draft::Draft;
use jiff::civil::Date;

use crate::{
    chance::Chance,
    fill::Learned,
    lookup::Lookup,
    numbers::Micros,
    people::Person,
    tally::Class,
    wire::request::{Posting, Request},
};

/// Pages people read in a visit, on average.
pub(crate) const PAGES_READ: f64 = 6.0;
/// Pages somebody who applies reads before, and fills in before they leave it for another day.
pub(crate) const PAGES_BEFORE: f64 = 2.0;
pub(crate) const PAGES_FILLED: f64 = 12.0;
/// How differently long people think: sigma of the log-normal span.
pub(crate) const SIGMA: f64 = 1.0;
/// The share of those who leave an application open who come back in the same evening, and after how long (median, seconds).
pub(crate) const COMES_BACK: f64 = 0.4;
pub(crate) const AWAY: f64 = 90.0;

/// What somebody came for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// To read this many more pages.
    Reader(u32),
    /// To begin an application after this many more pages.
    Beginner(u32),
    /// To fill in this many more pages of it.
    Filler(u32),
    /// To review and file an application that is finished.
    Finisher,
    /// To make a finished application ready for the rehearsal: without thinking, and without filing it.
    Preparer,
}

/// One visitor.
#[derive(Debug)]
pub(crate) struct Visitor {
    pub(crate) person: Person,
    pub(crate) role: Role,
    pub(crate) chance: Chance,
    /// When the step under way was to begin.
    pub(crate) due: Micros,
    pub(crate) connection: Option<u32>,
    /// Requests are out; otherwise they think.
    pub(crate) asks: bool,
    /// Redirects followed in this step, and times it was tried.
    pub(crate) hops: u8,
    pub(crate) tries: u8,
    /// They are away, to come back.
    pub(crate) is_away: bool,
    /// Since when they wait in the room.
    pub(crate) waits_since: Option<Micros>,
    pub(crate) cookies: String,
    /// The request under way, or to be made when they have thought.
    pub(crate) request: Option<Request>,
    /// What kind of step that is.
    pub(crate) class: Class,
    /// What is to be fetched with the page just read: style sheet and script, last first.
    pub(crate) assets: Vec<Rc<str>>,
    /// When the asset under way was asked for.
    pub(crate) asset_since: Option<Micros>,
    /// Assets were fetched: once in a visit, as a browser keeps them.
    pub(crate) dressed: bool,
    pub(crate) draft: Option<Box<Draft>>,
    /// How the visit ends when they have read the last page.
    pub(crate) end: End,
    /// What is looked up afterwards, by somebody who came for that.
    pub(crate) lookup: Option<Box<Lookup>>,
}

/// How a visit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum End {
    /// They had read what they wanted.
    Done,
    /// They filed.
    Filed,
    /// A finished application is ready (of a preparer).
    Prepared,
    /// They left an application for another day.
    Left,
    /// They did not want to wait any longer.
    Tired,
    /// They tried again a few times, in vain.
    GaveUp,
    /// The filler knew no answer that a form would take: the generator's shortcoming, not the site's.
    Puzzled,
}

/// What a visitor does next.
#[derive(Debug)]
pub(crate) enum Next {
    /// Makes this request after a while.
    Ask(Request, Micros),
    /// Goes away, and comes back after a while with this request.
    Away(Request, Micros),
    /// Leaves after a while.
    Leave(End, Micros),
    /// What was served is not what this step leads to.
    Wrong,
}

/// What all visitors share: what there is to know about the site, and how they think.
#[derive(Debug)]
pub(crate) struct World {
    /// Where an application begins, in English and in French.
    pub(crate) start: [Option<String>; 2],
    pub(crate) learned: Learned,
    pub(crate) today: Date,
    /// Median of thinking, in seconds.
    pub(crate) think: f64,
}

impl Visitor {
    /// Somebody who comes at this moment.
    pub(crate) fn new(person: Person, number: u32, role: Role, due: Micros, request: Request) -> Self {
        Self {
            person,
            role,
            chance: Chance::new(u64::from(number).wrapping_mul(0x2545_f491_4f6c_dd1d)),
            due,
            connection: None,
            asks: false,
            hops: 0,
            tries: 0,
            is_away: false,
            waits_since: None,
            cookies: String::new(),
            request: Some(request),
            class: Class::Public,
            assets: Vec::new(),
            asset_since: None,
            dressed: role == Role::Preparer,
            draft: None,
            end: End::Done,
            lookup: None,
        }
    }

    /// How long they think now.
    pub(crate) fn thinks(&mut self, world: &World) -> Micros {
        if self.role == Role::Preparer { 0 } else { self.chance.log_normal(world.think, SIGMA) }
    }

    /// Keeps the cookies an answer sets.
    pub(crate) fn keep_cookies(&mut self, set: &[(String, String, bool)]) {
        for (name, value, taken_back) in set {
            let others =
                self.cookies.split("; ").filter(|cookie| cookie.split('=').next() != Some(name) && !cookie.is_empty());
            let mut cookies: Vec<String> = others.map(str::to_owned).collect();
            if !taken_back {
                cookies.push(format!("{name}={value}"));
            }
            self.cookies = cookies.join("; ");
        }
    }

    /// A form sent as it was served.
    pub(crate) fn posting(path: &str, fields: String) -> Request {
        Request::Post(Box::new(Posting {
            path: path.to_owned(),
            fields,
            files: Vec::new(),
            is_ticket: false,
            json: false,
        }))
    }
}

/// How long visitors of such a mix stay, without waiting: a sample from which arrivals are planned.
pub(crate) fn stays(mix: &mut dyn FnMut(&mut Chance) -> Role, think: f64, sample: u32) -> Vec<Micros> {
    let mut chance = Chance::new(0x7374_6179);
    let mut stays = Vec::new();
    for _ in 0..sample {
        let pages = match mix(&mut chance) {
            Role::Reader(pages) => pages,
            // The page that starts, the link to keep, the list of tasks, and then the pages.
            Role::Beginner(before) => before + 3 + chance.times(PAGES_FILLED),
            Role::Filler(_) => chance.times(PAGES_FILLED),
            // Resume, list, review, receipt.
            Role::Finisher | Role::Preparer => 4,
        };
        stays.push((0..pages).map(|_| chance.log_normal(think, SIGMA)).sum());
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So that a crowd fits into any machine's memory: 200,000 in 64 megabytes.
    const LARGEST: usize = 320;

    #[test]
    fn a_visitor_takes_a_few_hundred_bytes() {
        assert!(size_of::<Visitor>() <= LARGEST, "{}", size_of::<Visitor>());
    }

    #[test]
    fn cookies_are_kept_replaced_and_given_back() {
        let mut visitor = Visitor::new(Person::new(1, 0.0), 1, Role::Finisher, 0, Request::get("/en"));
        let set = |name: &str, value: &str, back| (name.to_owned(), value.to_owned(), back);
        visitor.keep_cookies(&[set("a", "1", false), set("b", "2", false)]);
        visitor.keep_cookies(&[set("a", "3", false)]);
        assert_eq!(visitor.cookies, "b=2; a=3");
        visitor.keep_cookies(&[set("b", "", true)]);
        assert_eq!(visitor.cookies, "a=3");
    }
}
