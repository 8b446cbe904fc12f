//! Notices: what the department has to say at once, on every page concerned, among the news and in feeds.
//!
//! A notice is a small file beside the store, which `landfall notice` writes and the binary reads ([`Written`]). What shows when
//! is worked out by the clock alone ([`on`], [`news`], [`planned`]). When that changes, every page concerned is rendered once
//! more (`gate/renewal.rs`): looking at a page looks nothing up.

mod board;
mod effects;
mod notice;
mod picture;
mod press;
mod surge;
mod when;
mod written;

pub(crate) use board::{Board, Line};
pub use board::{Known, Notices};
pub(crate) use effects::openings;
pub use notice::{Act, NotAnId, Notice, NoticeId, NoticePicture, Severity, Window};
pub use picture::{BadPicture, LARGEST_PICTURE, PictureKind, picture_name};
pub(crate) use press::{Press, picture_path};
pub use surge::{Surge, surge};
pub use when::{Phase, news, on, planned};
pub use written::{
    Halves, LARGEST_NOTICE, LONGEST_ALT, LONGEST_SUMMARY, LONGEST_TEXT, LONGEST_TITLE, MOST_NAMED, Written,
};

use crate::{places::Place, public::render, site::Site};
use language::Language;

/// The most notices the folder may hold: each has two pages of its own, and perhaps a picture, in memory.
pub const MOST_NOTICES: usize = 200;
/// The most notices that stand on one page. The news have all of them.
pub const MOST_ON_A_PAGE: usize = 3;
/// The name of all pages of applications under way, among the pages a notice may concern.
const APPLICATIONS: &str = "applications";

/// Where the page or service that a notice calls `name` begins, if this site has it: a page by its folder, a service by the
/// name it has in links of pages.
pub fn page_named(site: &Site, name: &str, language: Language) -> Option<String> {
    if name == APPLICATIONS {
        let tasks = Place::Tasks(String::new()).path(language);
        return Some(tasks.trim_end_matches('/').to_owned());
    }
    let page = site.page(name).map(|page| page.path(language));
    page.or_else(|| render::service(site, name, language))
}
