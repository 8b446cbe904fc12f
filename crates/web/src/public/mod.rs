//! The public pages: rendered to bytes when the site starts, and served without touching anything else.

pub mod compress;
pub mod content;
pub(crate) mod data;
pub(crate) mod lists;
pub mod markdown;
pub mod negotiate;
mod news;
pub mod render;
pub mod search;
pub mod shelf;
mod site_map;

pub use render::check;

/// A short name for `bytes`: the first 16 hex digits of their SHA-256.
pub fn hash(bytes: &[u8]) -> String {
    vault::sha256(bytes).iter().take(8).fold(String::new(), |mut text, byte| {
        use std::fmt::Write;
        let _ = write!(text, "{byte:02x}");
        text
    })
}
