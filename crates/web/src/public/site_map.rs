//! The site map: for people, with how programs stand, and for search engines.

use crate::{
    look::Frame,
    openings::ToldOf,
    places::Place,
    public::{
        content::{Both, Page},
        render::{Described, PublicSite, has_any},
    },
    site::Site,
};
use askama::Template;
use jiff::civil::Date;
use language::Language;
use std::fmt::Write as _;

#[derive(Template)]
#[template(path = "public/site_map.html")]
struct SiteMapTemplate {
    frame: Frame,
    alternates: Both<String>,
    pages: Vec<(Described, Vec<Described>)>,
    service: Vec<(String, String)>,
}

impl PublicSite {
    /// Every page and service, each program with what strangers are told of it.
    pub(super) fn site_map(&self, site: &Site, language: Language, told: &ToldOf) -> askama::Result<String> {
        let described = |page: &Page| Described {
            url: page.path(language),
            title: page.sides.get(language).title.clone(),
            description: page.sides.get(language).description.clone(),
        };
        let path = Place::SiteMap.path(language);
        let messages = &site.messages;
        let card = self.card(
            language,
            &path,
            messages.say(language, "public-site-map-title"),
            site.settings.description.get(language),
        );
        let frame = self.frame(language, &path, &Place::SiteMap.path(language.other())).with_card(card);
        let mut service: Vec<_> = site
            .programs
            .iter()
            .map(|program| {
                let title = program.title.get(language);
                let label = told.get(&program.id).map(|told| told.get(language).label(&site.messages, language, title));
                (Place::Apply(program.id.clone()).path(language), label.unwrap_or_else(|| title.to_owned()))
            })
            .collect();
        service.extend(services(site).map(|(place, key)| (place.path(language), frame.t(key))));
        if let Some(finder) = &site.finder {
            service.push((Place::Finder.path(language), finder.form.title.get(language).to_owned()));
        }
        let template = SiteMapTemplate {
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
        template.render()
    }
}

/// The services of this site, each with the message that names it.
fn services(site: &Site) -> impl Iterator<Item = (Place, &'static str)> {
    let all = [
        (Place::Resume, "apply-resume-title"),
        (Place::Status, "status-title"),
        (Place::Service, "service-title"),
        (Place::Account, "account-title"),
        (Place::Calculators, "calculators-title"),
        (Place::Occupations, "occupations-title"),
        (Place::Search, "public-search-title"),
        (Place::News, "notices-news"),
        (Place::Visitors, "visitors-title"),
    ];
    all.into_iter().filter(move |(place, _)| match place {
        Place::Calculators => has_any(site),
        Place::Occupations => !site.tables.occupations.is_empty(),
        Place::Visitors => site.settings.publish_visitors,
        _ => true,
    })
}

/// The site map for search engines, each page with its twin (sitemaps.org 0.9, hreflang as xhtml:link): the pages with the day on
/// which somebody last looked them through, then the services that somebody may come to by a search, the news among them.
pub(super) fn xml(site: &Site) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let mut add = |path: &dyn Fn(Language) -> String, reviewed: Option<&Both<Date>>| {
        let address = |language| format!("{}{}", site.settings.base_url, path(language));
        for language in Language::ALL {
            let _ = write!(xml, "<url><loc>{}</loc>", address(language));
            if let Some(reviewed) = reviewed {
                let _ = write!(xml, "<lastmod>{}</lastmod>", reviewed.get(language));
            }
            xml.push('\n');
            for twin in Language::ALL {
                let (code, href) = (twin.code(), address(twin));
                let _ = writeln!(xml, "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{href}\"/>");
            }
            xml.push_str("</url>\n");
        }
    };
    for page in &site.pages {
        let reviewed = Both::each(|language| page.sides.get(language).reviewed);
        add(&|language| page.path(language), Some(&reviewed));
    }
    // To what is somebody's own nobody comes by a search, nor to the search.
    let own = |place: &Place| matches!(place, Place::Resume | Place::Status | Place::Account | Place::Search);
    let programs = site.programs.iter().map(|program| Place::Apply(program.id.clone()));
    let services = services(site).map(|(place, _)| place).filter(|place| !own(place));
    let finder = site.finder.as_ref().map(|_| Place::Finder);
    for place in programs.chain(services).chain(finder).chain([Place::SiteMap]) {
        add(&|language| place.path(language), None);
    }
    xml.push_str("</urlset>\n");
    xml
}
