//! What somebody who applies carries along.

use crate::fill::Tried;

/// An application on its way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    /// Its address, `/en/applications/LD-…`.
    pub(crate) base: String,
    /// The address of the resume link.
    pub(crate) resume: Option<String>,
    pub(crate) tried: Tried,
    /// The page whose form was sent last, and the questions in it.
    pub(crate) sent: Option<(String, Vec<String>)>,
    /// The applicant's name has been typed into it, so that the review must show it.
    pub(crate) typed_name: bool,
    /// The form to file has been sent.
    pub(crate) filing: bool,
    /// A filing of it was acknowledged: its place in the list of filings.
    pub(crate) filed: Option<usize>,
}
