//! A program as a folder of pages to review: every page in both languages, drawn by the templates of the application, opened
//! from disk without a server.

mod contents;
mod page;
mod signers;

use crate::look::Frame;
use crate::public::render::{CSS, ICON};
use crate::site::Site;
use language::{Language, Words};
use programs::{Body, List, Page, Program, Section, Showing};
use std::sync::Arc;

/// One file of a preview.
#[derive(Debug)]
pub struct PreviewFile {
    /// Where it lies in the folder, with `/`.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Every file of the preview of a program.
///
/// # Errors
/// When a template cannot be rendered.
pub fn preview(site: &Site, program: &Program) -> Result<Vec<PreviewFile>, askama::Error> {
    let mut files = vec![file("landfall.css", CSS), file("icon.svg", ICON)];
    for language in Language::ALL {
        let preview = Preview::new(site, program, language);
        let mut put = |name: &str, template: &dyn askama::DynTemplate| {
            let path = format!("{}/{name}", language.code());
            template.dyn_render().map(|html| files.push(PreviewFile { path, bytes: html.into_bytes() }))
        };
        put(CONTENTS, &contents::contents(&preview))?;
        for at in 0..preview.places.len() {
            put(&preview.places[at].file(), &page::page(&preview, at))?;
        }
        for signer in &program.signers {
            put(&signers::file(signer), &signers::sign(&preview, signer))?;
        }
        if !program.signers.is_empty() {
            put(signers::SIGNATURES, &signers::signatures(&preview))?;
        }
    }
    Ok(files)
}

fn file(path: &str, bytes: &[u8]) -> PreviewFile {
    PreviewFile { path: path.to_owned(), bytes: bytes.to_vec() }
}

/// The page that all others are reached from, in the folder of each language.
pub const CONTENTS: &str = "index.html";

/// A page with its place in the program.
struct Placed<'p> {
    section: &'p Section,
    /// The pages of the lists around it, outermost first, and these lists.
    around: Vec<(&'p Page, &'p List)>,
    page: &'p Page,
}

/// What the pages of one language share.
struct Preview<'p> {
    site: &'p Site,
    program: &'p Program,
    language: Language,
    words: Words<'p>,
    showing: Showing<'p>,
    /// Every page in order, those of a list behind its own.
    places: Vec<Placed<'p>>,
}

impl<'p> Preview<'p> {
    fn new(site: &'p Site, program: &'p Program, language: Language) -> Self {
        let mut places = Vec::new();
        for section in &program.sections {
            gather(section, &section.pages, &[], &mut places);
        }
        let words = Words { messages: &site.messages, language };
        Self { site, program, language, words, showing: program.showing(language, &site.messages), places }
    }

    /// The frame of a page, without a menu and without a script: browsers load none from disk.
    fn frame(&self, file: &str) -> Frame {
        let settings = &self.site.settings;
        Frame {
            lang: self.language.code(),
            words: Arc::clone(&self.site.messages),
            site_name: settings.name.clone(),
            banner_tag: settings.banner.tag.get(self.language).to_owned(),
            banner_text: settings.banner.text.get(self.language).to_owned(),
            home_url: CONTENTS.to_owned(),
            other_lang_url: Some(format!("../{}/{file}", self.language.other().code())),
            switch_form: None,
            css_url: "../landfall.css".to_owned(),
            js_url: String::new(),
            favicon_url: "../icon.svg".to_owned(),
            menu: Vec::new(),
            search_url: None,
            footer_links: Vec::new(),
            account_url: None,
            sign_out_url: None,
            form_token: String::new(),
            path: file.to_owned(),
            signed_in: false,
            notices: "".into(),
            feed_url: String::new(),
            card: None,
        }
    }

    /// Under which condition a page is asked, in words.
    fn asked_when(&self, placed: &Placed<'_>) -> Option<String> {
        let lists: Vec<&List> = placed.around.iter().map(|(_, list)| *list).collect();
        let when = self.program.in_words(placed.page.when.as_ref()?, &lists, &self.showing);
        Some(self.words.texts("preview-asked-when", &[("when", &when)]))
    }

    /// What a question, fact or fee rests on: its sources by name and edition, each with what it says.
    fn sources(&self, cited: &[String]) -> Vec<String> {
        let named = |cited: &String| {
            let (id, rest) = cited.split_once(' ').unwrap_or((cited, ""));
            let source = self.program.sources.iter().find(|source| source.id == id)?;
            let title = source.title.get(self.language);
            Some(if rest.is_empty() {
                format!("{title}, {}", source.date)
            } else {
                format!("{title}, {}, {rest}", source.date)
            })
        };
        cited.iter().filter_map(named).collect()
    }
}

impl Placed<'_> {
    /// Its file: the ids of the lists around it and its own, which have no point.
    fn file(&self) -> String {
        let pages = self.around.iter().map(|(page, _)| *page).chain([self.page]);
        format!("page.{}.html", pages.map(|page| page.id.as_str()).collect::<Vec<_>>().join("."))
    }

    /// Its title with those of the lists around it.
    fn title(&self, preview: &Preview<'_>) -> String {
        let own = self.page.title.get(preview.language).to_owned();
        self.around.iter().rev().fold(own, |title, (page, _)| {
            preview.words.texts("preview-inside", &[("list", page.title.get(preview.language)), ("page", &title)])
        })
    }
}

fn gather<'p>(section: &'p Section, pages: &'p [Page], around: &[(&'p Page, &'p List)], places: &mut Vec<Placed<'p>>) {
    for page in pages {
        places.push(Placed { section, around: around.to_vec(), page });
        if let Body::List(list) = &page.body {
            let inside: Vec<_> = around.iter().copied().chain([(page, &**list)]).collect();
            gather(section, &list.pages, &inside, places);
        }
    }
}
