//! What a link to a page shows when it is shared: words and a picture (Open Graph, and X's cards).

/// The part of a text that a card has room for: what stands before the first empty line.
pub(crate) fn first_paragraph(text: &str) -> &str {
    text.trim().split("\n\n").next().unwrap_or_default()
}

/// The card of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareCard {
    /// The title, without the site's name.
    pub title: String,
    /// A sentence or two.
    pub description: String,
    /// The page's whole address.
    pub url: String,
    /// The picture's whole address.
    pub picture: String,
    /// What it shows.
    pub picture_alt: String,
    /// Dots across and down.
    pub picture_size: (u32, u32),
}

impl ShareCard {
    /// The same with another picture.
    #[must_use]
    pub fn with_picture(mut self, url: String, alt: &str, size: (u32, u32)) -> Self {
        (self.picture, self.picture_alt, self.picture_size) = (url, alt.to_owned(), size);
        self
    }
}
