//! Those who sign an application besides whoever fills it in: what each is shown, and what each declares.

use language::Text;

use crate::condition::Condition;
use crate::program::{Page, Section};
use crate::question::Question;

/// Somebody else who has to sign: the sponsor, the child of 14 or over.
#[derive(Debug, Clone)]
pub struct Signer {
    /// Its id, unique in the program and never changed: invitations and signatures are kept by it.
    pub id: String,
    /// Who it is, as the applicant reads it: "Your sponsor".
    pub title: Text,
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
    /// The line of the question that says who asks.
    pub(crate) asked_by_line: u32,
    /// The line of the file it is defined at.
    pub(crate) line: u32,
}

impl Signer {
    /// Whether a page outside of lists is shown before the signature, with everything in it.
    pub fn is_shown(&self, section: &Section, page: &Page) -> bool {
        let among = |ids: &[(String, u32)], wanted: &str| ids.iter().any(|(id, _)| id == wanted);
        among(&self.sections, &section.id) || among(&self.pages, &page.id)
    }
}
