//! The news on the shelf: their page and feed in each language, and a page for each notice, with its picture.

use super::{
    render::{HTML, PublicSite, extra},
    shelf::{Freshness, Item},
};
use crate::{
    notices::{Board, Notice, PictureKind, Press, picture_path},
    places::Place,
    site::Site,
};
use jiff::{Timestamp, tz::TimeZone};
use language::Language;
use std::{collections::HashMap, sync::Arc};

const ATOM: &str = "application/atom+xml; charset=utf-8";

impl PublicSite {
    /// The news before anybody has said anything.
    pub(super) fn start_news(&mut self, site: &Site) {
        let press = Press { site, zone: &site.settings.zone().unwrap_or(TimeZone::UTC), now: Timestamp::UNIX_EPOCH };
        let board = Board::default();
        for language in Language::ALL {
            for (path, item) in self.news_of(&press, &board, language) {
                self.shelf.put(path, item);
            }
        }
    }

    /// Prints the news as `board` has them. What a notice's own page said `before` and says still is not made again.
    pub(crate) fn print_news(&self, press: &Press<'_>, before: &Board, board: &Board) {
        let old = self.shelf.added();
        let mut added = HashMap::new();
        for notice in board.notices().iter().filter(|notice| notice.was_shown(press.now)) {
            let is_as_before = before.has_as(board, notice);
            for language in Language::ALL {
                let path = Place::Notice(notice.id).path(language);
                let kept = old.get(&path).filter(|_| is_as_before).map(Arc::clone);
                let made = || {
                    let html = press.page(self, board, notice, language);
                    Arc::new(Item::new(html.into_bytes(), HTML, Freshness::Revalidate, extra(press.site)))
                };
                added.insert(path, kept.unwrap_or_else(made));
            }
            if let Some((path, item)) = picture(press.site, board, notice) {
                let kept = old.get(&path).map(Arc::clone);
                added.insert(path, kept.unwrap_or_else(|| Arc::new(item())));
            }
        }
        // The pages that link to the others come last.
        self.shelf.add(added);
        for language in Language::ALL {
            for (path, item) in self.news_of(press, board, language) {
                self.shelf.replace(&path, item);
            }
        }
    }

    fn news_of(&self, press: &Press<'_>, board: &Board, language: Language) -> [(String, Item); 2] {
        let item = |text: String, kind| Item::new(text.into_bytes(), kind, Freshness::Revalidate, extra(press.site));
        [
            (Place::News.path(language), item(press.news(self, board, language), HTML)),
            (Place::Feed.path(language), item(press.feed(board, language), ATOM)),
        ]
    }
}

fn picture<'a>(site: &'a Site, board: &'a Board, notice: &Notice) -> Option<(String, impl FnOnce() -> Item + use<'a>)> {
    let file = &notice.picture.as_ref()?.file;
    let bytes = board.picture(file)?;
    let kind = PictureKind::of(bytes).ok()?;
    Some((picture_path(file), move || {
        Item::packed(bytes.clone(), kind.content_type, Freshness::Immutable, extra(site))
    }))
}
