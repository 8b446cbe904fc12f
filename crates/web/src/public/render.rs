//! Renders the whole public site to the shelf, once, when it starts.

use crate::{
    calculators, headers,
    look::{Frame, MenuLink, ShareCard},
    notices::Notices,
    openings::{Told, ToldOf},
    places::{Place, segment},
    public::{
        content::{Both, Page, Side, Source},
        data::{self, FundsShown, TimesShown},
        lists::Lists,
        markdown::{self, Links, Origin},
        search::{Entry, Index},
        shelf::{Freshness, Item, Shelf},
        site_map,
    },
    service::{self, Announced, Report},
    site::Site,
    visitors::Catalogue,
};
use askama::Template;
use http::HeaderMap;
use language::{Fault, Language, format};
use programs::calculators::Calculator;
use std::sync::Arc;

pub(crate) const HTML: &str = "text/html; charset=utf-8";
pub(crate) const CSS: &[u8] = include_bytes!("../../assets/landfall.css");
const SCRIPT: &[u8] = include_bytes!("../../assets/landfall.js");
pub(crate) const ICON: &[u8] = include_bytes!("../../assets/favicon.svg");
/// The picture of a page that has none of its own, drawn in `assets/card.svg`.
const CARD: &[u8] = include_bytes!("../../assets/card.png");
const CARD_SIZE: (u32, u32) = (1200, 630);

/// The rendered public site.
pub struct PublicSite {
    /// Every page and file by its path.
    pub shelf: Shelf,
    /// The search index of each language.
    pub indexes: Both<Index>,
    /// What every page's frame begins as.
    pub frames: Both<Frame>,
    /// Where the lists lie.
    pub lists: Lists,
    /// The notices that stand on pages.
    pub notices: Notices,
    /// How the site is reached, and the picture of pages that have none.
    base_url: String,
    card_url: String,
    /// The pages that visits are counted by.
    pub catalogue: Catalogue,
}

/// A link with a line about where it leads.
pub(crate) struct Described {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) description: String,
}

#[derive(Template)]
#[template(path = "public/page.html")]
struct PageTemplate<'a> {
    frame: Frame,
    title: &'a str,
    description: &'a str,
    alternates: Both<String>,
    is_home: bool,
    body: String,
    times: Option<TimesShown>,
    funds: Option<FundsShown>,
    headings: Vec<(String, String)>,
    /// Where an application begins.
    start_url: Option<String>,
    /// What is told of its program.
    told: Told,
    parent: Option<Described>,
    children: Vec<Described>,
    sources: &'a [Source],
    reviewed: String,
}

/// The faults that only rendering finds: links that lead nowhere, slugs the service needs.
pub fn check(site: &Site) -> Vec<Fault> {
    let mut faults = Vec::new();
    for page in &site.pages {
        for language in Language::ALL {
            let side = page.sides.get(language);
            if let Err(found) = body(site, side, language) {
                faults.extend(found);
            }
            if language == Language::En {
                faults.extend(data::check(site, page, &side.file));
            }
            let first = side.slug.split('/').next().unwrap_or_default();
            if segment::reserved(language).contains(&first) || first == segment::site_map(language) {
                faults.push(Fault {
                    file: side.file.clone(),
                    line: 1,
                    what: format!("the slug begins with {first:?}, where the service itself lives"),
                    cure: "Choose another first word.".into(),
                });
            }
        }
    }
    faults
}

/// Where a place of the service is, if this site has it.
pub(crate) fn service(site: &Site, name: &str, language: Language) -> Option<String> {
    let place = Place::named(name)?;
    let is_there = match &place {
        Place::Apply(program) => site.program(program).is_some(),
        Place::Calculators => has_any(site),
        Place::Calculator(which) => calculators::has(&site.calculators, *which),
        Place::Finder => site.finder.is_some(),
        Place::Occupations => !site.tables.occupations.is_empty(),
        _ => true,
    };
    is_there.then(|| place.path(language))
}

fn body(site: &Site, side: &Side, language: Language) -> Result<markdown::Body, Vec<Fault>> {
    struct SiteLinks<'a>(&'a Site);
    impl Links for SiteLinks<'_> {
        fn page(&self, folder: &str, language: Language) -> Option<String> {
            self.0.page(folder).map(|page| page.path(language))
        }
        fn service(&self, name: &str, language: Language) -> Option<String> {
            service(self.0, name, language)
        }
    }
    let origin = Origin { file: &side.file, lines_before: side.lines_before };
    markdown::render(&side.markdown, language, &SiteLinks(site), origin)
}

impl PublicSite {
    /// Renders `site`.
    ///
    /// # Errors
    /// The faults [`check`] finds; a site that passed it renders.
    pub fn render(site: &Site) -> Result<Self, Vec<Fault>> {
        let messages = &site.messages;
        let mut shelf = Shelf::default();
        let asset = |shelf: &mut Shelf, name: &str, ending: &str, bytes: &[u8], content_type: &'static str| {
            let item = Item::new(bytes.to_vec(), content_type, Freshness::Immutable, extra(site));
            let path = format!("/assets/{name}-{}.{ending}", item.hash());
            shelf.put(path.clone(), item);
            path
        };
        let css_url = asset(&mut shelf, "landfall", "css", CSS, "text/css; charset=utf-8");
        let js_url = asset(&mut shelf, "landfall", "js", SCRIPT, "text/javascript; charset=utf-8");
        let favicon_url = asset(&mut shelf, "icon", "svg", ICON, "image/svg+xml");
        let card_url = asset(&mut shelf, "card", "png", CARD, "image/png");
        let frames = Both::each(|language| {
            let link = |folder: &str| {
                let page = site.page(folder)?;
                Some(MenuLink::new(page.path(language), page.sides.get(language).title.clone(), false))
            };
            let mut footer_links: Vec<_> =
                ["help-and-contact", "accessibility", "privacy"].into_iter().filter_map(link).collect();
            footer_links.push(MenuLink::new(Place::News.path(language), messages.say(language, "notices-news"), false));
            footer_links.push(MenuLink::new(
                Place::Service.path(language),
                messages.say(language, "service-title"),
                false,
            ));
            footer_links.push(MenuLink::new(
                Place::SiteMap.path(language),
                messages.say(language, "public-site-map-title"),
                false,
            ));
            Frame {
                lang: language.code(),
                words: Arc::clone(messages),
                site_name: site.settings.name.clone(),
                banner_tag: site.settings.banner.tag.get(language).to_owned(),
                banner_text: site.settings.banner.text.get(language).to_owned(),
                home_url: format!("/{}", language.code()),
                other_lang_url: None,
                switch_form: None,
                css_url: css_url.clone(),
                js_url: js_url.clone(),
                favicon_url: favicon_url.clone(),
                menu: site
                    .pages
                    .iter()
                    .filter(|page| page.menu)
                    .map(|page| MenuLink::new(page.path(language), page.sides.get(language).title.clone(), false))
                    .collect(),
                search_url: Some(Place::Search.path(language)),
                footer_links,
                account_url: Some(Place::Account.path(language)),
                sign_out_url: None,
                form_token: String::new(),
                path: String::new(),
                signed_in: false,
                notices: "".into(),
                feed_url: Place::Feed.path(language),
                card: None,
            }
        });
        let lists = Lists::put(&mut shelf, site, &extra(site));
        let mut public = Self {
            shelf,
            indexes: Both::each(Index::new),
            frames,
            lists,
            notices: Notices::default(),
            catalogue: Catalogue::of(site),
            base_url: site.settings.base_url.clone(),
            card_url: format!("{}{card_url}", site.settings.base_url),
        };
        let mut faults = Vec::new();
        for page in &site.pages {
            for language in Language::ALL {
                if let Err(found) = public.put_page(site, page, language) {
                    faults.extend(found);
                }
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        for language in Language::ALL {
            let html = public.site_map(site, language, &ToldOf::new());
            // The template takes nothing that can fail; this says so if that ever changes.
            let path = Place::SiteMap.path(language);
            let _ = public.put_html(site, &path, html, "site map");
            public.shelf.count(&path, public.catalogue.asked("site-map", language));
        }
        if site.settings.publish_visitors {
            public.put_visitors(site);
        }
        public.start_news(site);
        for (path, item) in service::rendered(&public, site, None, &Report::default(), &Announced::default()) {
            public.shelf.put(path, item);
        }
        let xml = site_map::xml(site);
        public.put_file(site, "/sitemap.xml", xml, "application/xml; charset=utf-8");
        let robots = format!("User-agent: *\nAllow: /\nSitemap: {}/sitemap.xml\n", site.settings.base_url);
        public.put_file(site, "/robots.txt", robots, "text/plain; charset=utf-8");
        Ok(public)
    }

    fn put_file(&mut self, site: &Site, path: &str, text: String, content_type: &'static str) {
        self.shelf.put(path, Item::new(text.into_bytes(), content_type, Freshness::Revalidate, extra(site)));
    }

    /// A frame for the page at `path` in `language`, whose twin in the other language is at `other`.
    pub fn frame(&self, language: Language, path: &str, other: &str) -> Frame {
        let mut frame = self.frames.get(language).clone();
        path.clone_into(&mut frame.path);
        frame.other_lang_url = Some(other.to_owned());
        frame.notices = self.notices.on_page(language, path);
        for link in &mut frame.menu {
            link.current = path == link.url || path.starts_with(&format!("{}/", link.url));
        }
        frame
    }

    /// What a link to the public page at `path` shows when it is shared.
    pub(crate) fn card(&self, language: Language, path: &str, title: &str, description: &str) -> ShareCard {
        ShareCard {
            title: title.to_owned(),
            description: description.to_owned(),
            url: format!("{}{path}", self.base_url),
            picture: self.card_url.clone(),
            picture_alt: self.frames.get(language).t("public-card-alt"),
            picture_size: CARD_SIZE,
        }
    }

    fn put_page(&mut self, site: &Site, page: &Page, language: Language) -> Result<(), Vec<Fault>> {
        let side = page.sides.get(language);
        let markdown::Body { html, words, headings } = body(site, side, language)?;
        let path = page.path(language);
        let html = self.page(site, page, language, (html, headings), Told::default());
        self.put_html(site, &path, html, &side.file)?;
        self.shelf.count(&path, self.catalogue.page(page, language));
        let index = match language {
            Language::En => &mut self.indexes.en,
            Language::Fr => &mut self.indexes.fr,
        };
        index.add(Entry { path, title: side.title.clone(), description: side.description.clone() }, &words);
        Ok(())
    }

    /// Renders anew the pages for which `is_old` holds, given where each lies and which program it speaks of, with what is
    /// told of programs now.
    pub(crate) fn tell(&self, site: &Site, told: &ToldOf, is_old: impl Fn(Language, &str, Option<&str>) -> bool) {
        for language in Language::ALL {
            for page in site.pages.iter().filter(|page| is_old(language, &page.path(language), page.start.as_deref())) {
                // It could be rendered at the start.
                let Ok(body) = body(site, page.sides.get(language), language) else { continue };
                let told = page.start.as_deref().and_then(|program| told.get(program));
                let told = told.map(|told| told.get(language).clone()).unwrap_or_default();
                self.put_anew(
                    site,
                    &page.path(language),
                    self.page(site, page, language, (body.html, body.headings), told),
                );
            }
            // It speaks of every program.
            self.put_anew(site, &Place::SiteMap.path(language), self.site_map(site, language, told));
        }
    }

    fn put_anew(&self, site: &Site, path: &str, html: askama::Result<String>) {
        match html {
            Ok(html) => {
                self.shelf.replace(path, Item::new(html.into_bytes(), HTML, Freshness::Revalidate, extra(site)));
            }
            Err(error) => tracing::error!(path, %error, "a public page could not be rendered anew"),
        }
    }

    fn page(
        &self,
        site: &Site,
        page: &Page,
        language: Language,
        (html, mut headings): (String, Vec<(String, String)>),
        told: Told,
    ) -> askama::Result<String> {
        let side = page.sides.get(language);
        let times = page.times.as_ref().map(|times| TimesShown::new(site, times, language));
        let funds = data::funds(site, language).filter(|_| page.funds);
        let (before, after) = (times.iter().flat_map(TimesShown::headings), funds.iter().map(FundsShown::heading));
        headings.splice(0..0, before);
        headings.extend(after);
        let path = page.path(language);
        let described = |page: &Page| Described {
            url: page.path(language),
            title: page.sides.get(language).title.clone(),
            description: page.sides.get(language).description.clone(),
        };
        let is_home = side.slug.is_empty();
        let template = PageTemplate {
            frame: self.frame(language, &path, &page.path(language.other())).with_card(self.card(
                language,
                &path,
                &side.title,
                &side.description,
            )),
            title: &side.title,
            description: &side.description,
            alternates: Both::each(|language| format!("{}{}", site.settings.base_url, page.path(language))),
            is_home,
            body: html,
            times,
            funds,
            headings,
            start_url: page.start.clone().map(|program| Place::Apply(program).path(language)),
            told,
            parent: page.parent.as_deref().and_then(|parent| site.page(parent)).map(described),
            children: site
                .pages
                .iter()
                .filter(|child| child.parent.as_deref() == Some(&page.folder))
                .map(described)
                .collect(),
            sources: &side.sources,
            reviewed: format::long_date(language, side.reviewed),
        };
        template.render()
    }

    fn put_html(
        &mut self,
        site: &Site,
        path: &str,
        html: askama::Result<String>,
        file: &str,
    ) -> Result<(), Vec<Fault>> {
        let html = html.map_err(|error| {
            let cure = "This is a fault of the program, not of the page: please report it.".into();
            vec![Fault { file: file.to_owned(), line: 0, what: format!("the page does not render: {error}"), cure }]
        })?;
        self.shelf.put(path, Item::new(html.into_bytes(), HTML, Freshness::Revalidate, extra(site)));
        Ok(())
    }
}

pub(super) fn has_any(site: &Site) -> bool {
    Calculator::ALL.into_iter().any(|calculator| calculators::has(&site.calculators, calculator))
}

pub(crate) fn extra(site: &Site) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers::secure(&mut headers, site.settings.is_secure());
    headers
}
