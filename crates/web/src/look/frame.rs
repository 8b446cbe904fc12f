//! What every page needs around its own content: language, wording, addresses of the shared files, menus.

use crate::look::ShareCard;
use language::{Arg, Language, Messages};
use std::sync::Arc;

/// One entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuLink {
    /// Where it leads.
    pub url: String,
    /// What it is called, in the page's language.
    pub label: String,
    /// Whether it leads to the page (or the part of the site) being shown.
    pub current: bool,
}

impl MenuLink {
    /// A menu entry.
    pub fn new(url: impl Into<String>, label: impl Into<String>, current: bool) -> Self {
        Self { url: url.into(), label: label.into(), current }
    }
}

/// The frame of a page. Every page template has a field `frame` of this type; layout and controls read it.
#[derive(Clone)]
pub struct Frame {
    /// The page's language: "en" or "fr".
    pub lang: &'static str,
    /// Where the wording comes from.
    pub words: Arc<Messages>,
    /// The site's name, as the header and the title show it.
    pub site_name: String,
    /// The short label of the strip at the top: "Demonstration".
    pub banner_tag: String,
    /// The sentence beside it: that this is not a government service.
    pub banner_text: String,
    /// The home page in this language.
    pub home_url: String,
    /// The same page in the other language, when a link can lead there (a page that holds no typed answers).
    pub other_lang_url: Option<String>,
    /// The id of the page's form, when the language switch has to be a submit button of that form, so that what
    /// was typed goes along. Takes precedence over `other_lang_url`.
    pub switch_form: Option<&'static str>,
    /// Address of the style sheet.
    pub css_url: String,
    /// Address of the script (a module); empty loads none.
    pub js_url: String,
    /// Address of the SVG icon.
    pub favicon_url: String,
    /// The main navigation; empty draws none.
    pub menu: Vec<MenuLink>,
    /// Where the search form of the header leads, when the site has a search.
    pub search_url: Option<String>,
    /// The links of the footer.
    pub footer_links: Vec<MenuLink>,
    /// Where "sign in" or, once signed in, "my applications" leads; `None` draws neither.
    pub account_url: Option<String>,
    /// Where the form of the sign-out button posts (for somebody without an account: the button that closes what is open here);
    /// `None` draws none.
    pub sign_out_url: Option<String>,
    /// The token the sign-out form carries against forged requests.
    pub form_token: String,
    /// The path of the page, without query.
    pub path: String,
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// The notices that stand on the page, as markup.
    pub notices: Arc<str>,
    /// Address of the feed of the news; empty names none.
    pub feed_url: String,
    /// What a link to the page shows when it is shared; `None` for pages that are somebody's own.
    pub card: Option<ShareCard>,
}

impl Frame {
    /// The frame of a page that shows this when a link to it is shared.
    #[must_use]
    pub fn with_card(self, card: ShareCard) -> Self {
        Self { card: Some(card), ..self }
    }

    /// The text of a message in the page's language.
    pub fn t(&self, key: &str) -> String {
        self.words.say(self.language(), key).to_owned()
    }

    /// The text of a message with one argument. A whole number picks its plural form.
    pub fn t_with(&self, key: &str, name: &str, value: impl std::fmt::Display) -> String {
        let value = value.to_string();
        let value = value.parse().map_or(Arg::Text(&value), Arg::Number);
        self.words.say_with(self.language(), key, &[(name, value)])
    }

    /// The text of a message in the other language, for the few places that speak to its readers.
    pub fn t_other(&self, key: &str) -> String {
        self.words.say(self.language().other(), key).to_owned()
    }

    fn language(&self) -> Language {
        Language::from_code(self.lang).unwrap_or(Language::En)
    }

    /// The other language: "fr" on an English page.
    pub fn other_lang(&self) -> &'static str {
        if self.lang == "fr" { "en" } else { "fr" }
    }
}
