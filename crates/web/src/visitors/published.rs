//! The report as a public page, where a department publishes it: ready bytes like every other, swapped when they change.

use super::{Report, report::path};
use crate::{
    look::Frame,
    public::{
        content::Both,
        render::PublicSite,
        shelf::{Freshness, Item},
    },
    site::Site,
};
use askama::Template;
use http::{HeaderMap, HeaderValue, header};
use language::Language;

#[derive(Template)]
#[template(path = "visitors/published.html")]
struct Page {
    frame: Frame,
    alternates: Both<String>,
    report: String,
}

impl PublicSite {
    /// Puts the pages of `report` in the place of the last, if they are published.
    pub fn publish_visitors(&self, site: &Site, report: &Report) {
        if !site.settings.publish_visitors {
            return;
        }
        for language in Language::ALL {
            match self.visitors(site, report, language) {
                Ok(items) => {
                    for (path, item) in items {
                        self.shelf.replace(&path, item);
                    }
                }
                Err(error) => tracing::error!(%error, "the page of visitors could not be rendered"),
            }
        }
    }

    /// Puts the pages where they will lie, before anything was counted.
    pub(crate) fn put_visitors(&mut self, site: &Site) {
        for language in Language::ALL {
            for (path, item) in self.visitors(site, &Report::default(), language).unwrap_or_default() {
                self.shelf.put(path, item);
            }
            self.shelf.count(&path(language), self.catalogue.asked("visitors", language));
        }
    }

    /// The page in a language with its downloads, each with its path.
    fn visitors(&self, site: &Site, report: &Report, language: Language) -> askama::Result<Vec<(String, Item)>> {
        let here = path(language);
        let page = Page {
            frame: self.frame(language, &here, &path(language.other())),
            alternates: Both::each(|language| format!("{}{}", site.settings.base_url, path(language))),
            report: report.html(site, language, &here)?,
        };
        let item = |text: String, kind, file: Option<&str>| {
            let mut headers = crate::public::render::extra(site);
            attach(&mut headers, file);
            Item::new(text.into_bytes(), kind, Freshness::Revalidate, headers)
        };
        Ok(vec![
            (here.clone(), item(page.render()?, "text/html; charset=utf-8", None)),
            (format!("{here}.json"), item(report.json(site, language), "application/json", None)),
            (format!("{here}.csv"), item(report.csv(site, language), "text/csv; charset=utf-8", Some("csv"))),
        ])
    }
}

fn attach(headers: &mut HeaderMap, ending: Option<&str>) {
    if ending.is_some() {
        let name = HeaderValue::from_static("attachment; filename=\"visitors.csv\"");
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
}
