//! Those who sign an application besides whoever fills it in: what each is shown, and what each declares.

use language::Text;

use crate::condition::Condition;
use crate::program::{Page, Section};
use crate::question::Question;

/// Somebody else who has to sign: the sponsor, the child of 14 or over, each adult of a family.
#[derive(Debug, Clone)]
pub struct Signer {
    /// Its id, unique in the program and never changed: invitations and signatures are kept by it.
    pub id: String,
    /// Who it is, as the applicant reads it: "Your sponsor".
    pub title: Text,
    /// The list whose entries sign, each for themselves. `when` and the name to declare under are then asked of each entry.
    pub each: Option<String>,
    /// When the signature is needed; always, without one.
    pub when: Option<Condition>,
    /// What is declared, asked as a question of kind `declaration`, with what it rests on.
    pub declaration: Question,
    /// The question of kind `name` that says who asks for the signature.
    pub asked_by: String,
    /// The ids of the sections that are shown whole.
    pub(crate) sections: Vec<(String, u32)>,
    /// The ids of further pages that are shown.
    pub(crate) pages: Vec<(String, u32)>,
    /// The line of the list whose entries sign.
    pub(crate) each_line: u32,
    /// The line of the question that says who asks.
    pub(crate) asked_by_line: u32,
    /// The line of the file it is defined at.
    pub(crate) line: u32,
}

/// Somebody who has to sign by the answers there are: a signer, or one entry of the list that a signer stands for.
#[derive(Debug, Clone, Copy)]
pub struct Signatory<'a> {
    /// As whom.
    pub signer: &'a Signer,
    /// The id of the entry, where each of a list signs.
    pub entry: Option<&'a str>,
}

impl Signatory<'_> {
    /// What invitations and signatures are kept by: the signer's id, and with it the id of the entry. It is the entry's own, so
    /// it stays what it is when other entries come, go and change places.
    pub fn key(&self) -> String {
        self.entry.map_or_else(|| self.signer.id.clone(), |entry| format!("{}.{entry}", self.signer.id))
    }
}

/// What is shown of a page outside of lists before a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Nothing.
    Nothing,
    /// Of its list, the entry of whoever signs.
    Own,
    /// Everything in it.
    Whole,
}

impl Signer {
    /// What is shown of a page outside of lists.
    pub fn share(&self, section: &Section, page: &Page) -> Share {
        let among = |ids: &[(String, u32)], wanted: &str| ids.iter().any(|(id, _)| id == wanted);
        if self.each.is_some() && self.each.as_ref() == page.list().map(|list| &list.id) {
            Share::Own
        } else if among(&self.sections, &section.id) || among(&self.pages, &page.id) {
            Share::Whole
        } else {
            Share::Nothing
        }
    }
}
