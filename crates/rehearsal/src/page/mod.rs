//! A page as a visitor reads it: language, title, headings, links, forms, and whether it is the waiting room.

mod form;
mod reader;

pub(crate) use form::{Control, Form, Kind, encode_pairs};
pub(crate) use reader::read;

use crate::numbers::{Micros, SECOND};

/// The longest that a page may send people away for; what asks for more is not believed.
const LONGEST_AGAIN: f64 = 3_600.0;

/// What a visitor takes from a page. It does not keep the page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    /// The `lang` of `<html>`.
    pub(crate) language: String,
    pub(crate) title: String,
    /// Every `<h1>`.
    pub(crate) headings: Vec<String>,
    /// Where links lead, in the page's order.
    pub(crate) links: Vec<String>,
    pub(crate) forms: Vec<Form>,
    /// Style sheets and scripts.
    pub(crate) assets: Vec<String>,
    /// Seconds after which the waiting room asks to be asked again; only the waiting room has this.
    again: Option<f64>,
    /// It has a `<main>`, and ends as a whole page does.
    pub(crate) has_main: bool,
    pub(crate) is_whole: bool,
    /// The questions the page finds fault with, as they are named in its ids.
    mistakes: Vec<String>,
    /// Texts between `<code>` and `</code>`.
    pub(crate) codes: Vec<String>,
    /// The receipt number the page shows.
    pub(crate) receipt: Option<String>,
}

impl Page {
    /// How long the waiting room says to wait before asking again, if that is what this is.
    pub(crate) fn room(&self) -> Option<Micros> {
        self.again.map(|again| crate::numbers::seconds(again.clamp(0.0, LONGEST_AGAIN)).max(SECOND / 10))
    }

    /// The first form that has a control of this name.
    pub(crate) fn form_with(&self, name: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.has(name))
    }

    /// Whether the page finds fault with the answer to this question.
    pub(crate) fn finds_fault(&self, question: &str) -> bool {
        self.mistakes.iter().any(|mistake| {
            mistake == question || mistake.strip_prefix(question).is_some_and(|rest| rest.starts_with('-'))
        })
    }

    /// Whether the page finds fault with anything.
    pub(crate) fn has_mistakes(&self) -> bool {
        !self.mistakes.is_empty()
    }

    /// What is wrong with it as an answer to somebody who asked for a page in this language.
    pub(crate) fn fault(&self, language: &str) -> Option<&'static str> {
        if !self.is_whole {
            return Some("the page is not whole");
        }
        if !self.language.starts_with(language) {
            return Some("the page is in another language");
        }
        if self.title.is_empty() || !self.has_main {
            return Some("the page has no title or no main part");
        }
        match self.headings.as_slice() {
            [heading] if !heading.is_empty() => None,
            _ => Some("the page has not one heading"),
        }
    }
}
