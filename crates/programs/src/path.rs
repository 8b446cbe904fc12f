//! Where a page of an application is: through which entries of which lists, and which page there.

use std::fmt;
use std::str::FromStr;

use crate::limits::{MAX_DEPTH, MAX_ID_BYTES};

/// The place of a page in one application, written `family/k3f9x2/history/a81c0d/period`: list, entry, list, entry, page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PagePath {
    /// The entries passed through on the way, outermost first: (list id, item id).
    pub hops: Vec<(String, String)>,
    /// The page's id there.
    pub page: String,
}

/// The text is not the path of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the path of a page")]
pub struct NotAPath;

impl PagePath {
    /// A page outside of any list.
    pub fn top(page: impl Into<String>) -> Self {
        Self { hops: Vec::new(), page: page.into() }
    }

    /// A page of an entry of the list at this path.
    pub fn within(&self, item: impl Into<String>, page: impl Into<String>) -> Self {
        let mut hops = self.hops.clone();
        hops.push((self.page.clone(), item.into()));
        Self { hops, page: page.into() }
    }

    /// The list page whose entry this page is about, or `None` outside of any list.
    pub fn parent(&self) -> Option<Self> {
        let mut hops = self.hops.clone();
        let (list, _) = hops.pop()?;
        Some(Self { hops, page: list })
    }
}

impl fmt::Display for PagePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (list, item) in &self.hops {
            write!(f, "{list}/{item}/")?;
        }
        f.write_str(&self.page)
    }
}

impl FromStr for PagePath {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let mut parts = Vec::new();
        for part in text.split('/') {
            if !is_segment(part) || parts.len() > 2 * MAX_DEPTH {
                return Err(NotAPath);
            }
            parts.push(part.to_owned());
        }
        let page = parts.pop().ok_or(NotAPath)?;
        let mut hops = Vec::with_capacity(parts.len() / 2);
        let mut parts = parts.into_iter();
        while let Some(list) = parts.next() {
            hops.push((list, parts.next().ok_or(NotAPath)?));
        }
        Ok(Self { hops, page })
    }
}

/// Whether this is one part of a path: small letters, digits and dashes.
fn is_segment(text: &str) -> bool {
    (1..=MAX_ID_BYTES).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_as_it_is_written() {
        for text in ["name", "family/k3f9x2/name", "family/k3f9x2/history/a81c0d/period"] {
            assert_eq!(text.parse::<PagePath>().unwrap().to_string(), text);
        }
        let deep: PagePath = "family/k3f9x2/history/a81c0d/period".parse().unwrap();
        assert_eq!(deep.parent().unwrap().to_string(), "family/k3f9x2/history");
        assert_eq!(deep.parent().unwrap().within("a81c0d", "period"), deep);
        assert_eq!(PagePath::top("name").parent(), None);
    }

    #[test]
    fn anything_else_is_not_a_path() {
        let endless = "a/b/".repeat(MAX_DEPTH + 1) + "c";
        for text in ["", "/", "family/k3f9x2", "a//b", "../etc", "Name", "name/", "a/b/c/", "é", endless.as_str()] {
            assert_eq!(text.parse::<PagePath>(), Err(NotAPath), "{text:?}");
        }
    }
}
