//! Renders the whole public site to the shelf, once, when it starts.

use crate::{
    calculators, headers,
    look::{Frame, MenuLink},
    places::{Place, segment},
    public::{
        content::{Both, Page, Side, Source},
        data::{self, FundsShown, TimesShown},
        lists::Lists,
        markdown::{self, Links, Origin},
        search::{Entry, Index},
        shelf::{Freshness, Item, Shelf},
    },
    site::Site,
};
use askama::Template;
use http::HeaderMap;
use language::{Fault, Language, format};
use programs::calculators::Calculator;
use std::{fmt::Write as _, sync::Arc};

const HTML: &str = "text/html; charset=utf-8";
pub(crate) const CSS: &[u8] = include_bytes!("../../assets/landfall.css");
const SCRIPT: &[u8] = include_bytes!("../../assets/landfall.js");
pub(crate) const ICON: &[u8] = include_bytes!("../../assets/favicon.svg");

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
    canonical: String,
    alternates: Both<String>,
    is_home: bool,
    body: String,
    times: Option<TimesShown>,
    funds: Option<FundsShown>,
    headings: Vec<(String, String)>,
    start_url: Option<String>,
    parent: Option<Described>,
    children: Vec<Described>,
    sources: &'a [Source],
    reviewed: String,
}

#[derive(Template)]
#[template(path = "public/site_map.html")]
struct SiteMapTemplate {
    frame: Frame,
    canonical: String,
    alternates: Both<String>,
    pages: Vec<(Described, Vec<Described>)>,
    service: Vec<(String, String)>,
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
        let frames = Both::each(|language| {
            let link = |folder: &str| {
                let page = site.page(folder)?;
                Some(MenuLink::new(page.path(language), page.sides.get(language).title.clone(), false))
            };
            let mut footer_links: Vec<_> =
                ["help-and-contact", "accessibility", "privacy"].into_iter().filter_map(link).collect();
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
            }
        });
        let lists = Lists::put(&mut shelf, site, &extra(site));
        let mut public = Self { shelf, indexes: Both::each(Index::new), frames, lists };
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
            public.put_site_map(site, language);
        }
        let xml = sitemap_xml(site);
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
        for link in &mut frame.menu {
            link.current = path == link.url || path.starts_with(&format!("{}/", link.url));
        }
        frame
    }

    fn put_page(&mut self, site: &Site, page: &Page, language: Language) -> Result<(), Vec<Fault>> {
        let side = page.sides.get(language);
        let markdown::Body { html, words, mut headings } = body(site, side, language)?;
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
            frame: self.frame(language, &path, &page.path(language.other())),
            title: &side.title,
            description: &side.description,
            canonical: format!("{}{path}", site.settings.base_url),
            alternates: Both::each(|language| format!("{}{}", site.settings.base_url, page.path(language))),
            is_home,
            body: html,
            times,
            funds,
            headings,
            start_url: page.start.clone().map(|program| Place::Apply(program).path(language)),
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
        self.put_html(site, &path, template.render(), &side.file)?;
        let index = match language {
            Language::En => &mut self.indexes.en,
            Language::Fr => &mut self.indexes.fr,
        };
        index.add(Entry { path, title: side.title.clone(), description: side.description.clone() }, &words);
        Ok(())
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

    fn put_site_map(&mut self, site: &Site, language: Language) {
        let described = |page: &Page| Described {
            url: page.path(language),
            title: page.sides.get(language).title.clone(),
            description: page.sides.get(language).description.clone(),
        };
        let path = Place::SiteMap.path(language);
        let frame = self.frame(language, &path, &Place::SiteMap.path(language.other()));
        let mut service: Vec<_> = site
            .programs
            .iter()
            .map(|program| (Place::Apply(program.id.clone()).path(language), program.title.get(language).to_owned()))
            .collect();
        for (place, key) in [
            (Place::Resume, "apply-resume-title"),
            (Place::Status, "status-title"),
            (Place::Account, "account-title"),
            (Place::Calculators, "calculators-title"),
            (Place::Occupations, "occupations-title"),
            (Place::Search, "public-search-title"),
        ] {
            let missing = match place {
                Place::Calculators => !has_any(site),
                Place::Occupations => site.tables.occupations.is_empty(),
                _ => false,
            };
            if !missing {
                service.push((place.path(language), frame.t(key)));
            }
        }
        if let Some(finder) = &site.finder {
            service.push((Place::Finder.path(language), finder.form.title.get(language).to_owned()));
        }
        let template = SiteMapTemplate {
            canonical: format!("{}{path}", site.settings.base_url),
            alternates: Both::each(|language| format!("{}{}", site.settings.base_url, Place::SiteMap.path(language))),
            pages: site
                .pages
                .iter()
                .filter(|page| page.parent.is_none())
                .map(|page| {
                    let below = site.pages.iter().filter(|child| child.parent.as_deref() == Some(&page.folder));
                    (described(page), below.map(described).collect())
                })
                .collect(),
            service,
            frame,
        };
        // The template takes nothing that can fail; `put_html` says so if that ever changes.
        let _ = self.put_html(site, &path, template.render(), "site map");
    }
}

fn has_any(site: &Site) -> bool {
    Calculator::ALL.into_iter().any(|calculator| calculators::has(&site.calculators, calculator))
}

fn extra(site: &Site) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers::secure(&mut headers, site.settings.is_secure());
    headers
}

/// The site map for search engines, each page with its twin (sitemaps.org 0.9, hreflang as xhtml:link).
fn sitemap_xml(site: &Site) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in &site.pages {
        let address = |language| format!("{}{}", site.settings.base_url, page.path(language));
        for language in Language::ALL {
            let _ = writeln!(
                xml,
                "<url><loc>{}</loc><lastmod>{}</lastmod>",
                address(language),
                page.sides.get(language).reviewed
            );
            for twin in Language::ALL {
                let (code, href) = (twin.code(), address(twin));
                let _ = writeln!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{href}\"/>");
            }
            xml.push_str("</url>\n");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}
