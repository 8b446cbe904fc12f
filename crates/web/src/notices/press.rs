//! Prints notices: on the pages they concern, on a page of their own, among the news and in the feed.

use super::{Board, Notice, Phase, PictureKind, board::Line, news};
use crate::{
    look::Frame,
    places::Place,
    public::{content::Both, markdown::escape, render::PublicSite},
    site::Site,
};
use askama::Template;
use jiff::{Timestamp, tz::TimeZone};
use language::{Arg, Language, format};

/// The most notices in a feed. Readers keep what they have seen.
const MOST_IN_FEED: usize = 50;

/// What printing needs: the site, where its days begin, and the moment.
pub(crate) struct Press<'a> {
    pub(crate) site: &'a Site,
    pub(crate) zone: &'a TimeZone,
    pub(crate) now: Timestamp,
}

#[derive(Template)]
#[template(path = "notices/banner.html")]
struct BannerTemplate<'a> {
    severity: &'static str,
    kind: String,
    url: &'a str,
    title: &'a str,
    summary: &'a str,
    facts: Vec<String>,
}

#[derive(Template)]
#[template(path = "notices/page.html")]
struct NoticeTemplate<'a> {
    frame: Frame,
    alternates: Both<String>,
    kind: String,
    title: &'a str,
    paragraphs: Vec<&'a str>,
    facts: Vec<String>,
    state: String,
    picture: Option<Picture<'a>>,
    news_url: String,
}

/// A picture as a page shows it.
struct Picture<'a> {
    url: String,
    alt: &'a str,
    kind: PictureKind,
}

#[derive(Template)]
#[template(path = "notices/news.html")]
struct NewsTemplate<'a> {
    frame: Frame,
    alternates: Both<String>,
    now: Vec<Listed<'a>>,
    earlier: Vec<Listed<'a>>,
    feed_url: String,
}

/// One notice among the news.
struct Listed<'a> {
    severity: &'static str,
    kind: String,
    url: String,
    title: &'a str,
    summary: &'a str,
    facts: Vec<String>,
    state: String,
}

#[derive(Template)]
#[template(path = "notices/feed.xml")]
struct FeedTemplate<'a> {
    language: Language,
    title: &'a str,
    site: &'a str,
    feed: String,
    news: String,
    twin: String,
    updated: Timestamp,
    entries: Vec<FeedEntry<'a>>,
}

struct FeedEntry<'a> {
    id: String,
    severity: &'static str,
    kind: String,
    url: String,
    title: String,
    summary: &'a str,
    content: String,
    published: Timestamp,
    updated: Timestamp,
}

impl Press<'_> {
    fn say(&self, language: Language, key: &str) -> String {
        self.site.messages.say(language, key).to_owned()
    }

    fn with(&self, language: Language, key: &str, texts: &[(&str, &str)]) -> String {
        let args: Vec<_> = texts.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
        self.site.messages.say_with(language, key, &args)
    }

    fn moment(&self, language: Language, at: Timestamp) -> String {
        format::date_time(language, &at.to_zoned(self.zone.clone()))
    }

    fn kind(&self, notice: &Notice, language: Language) -> String {
        self.say(language, &format!("notices-kind-{}", notice.severity.name()))
    }

    fn whole(&self, path: &str) -> String {
        format!("{}{path}", self.site.settings.base_url)
    }

    /// When what it speaks of happens, and what becomes of deadlines.
    fn facts(&self, notice: &Notice, language: Language) -> Vec<String> {
        let mut facts = Vec::new();
        if let Some(deadlines) = &notice.deadlines {
            if let Some(ends) = notice.window.ends {
                let (starts, ends) = (self.moment(language, notice.window.starts), self.moment(language, ends));
                facts.push(self.with(language, "notices-window", &[("starts", &starts), ("ends", &ends)]));
            }
            facts.push(self.with(language, "notices-deadlines", &[("words", deadlines.get(language))]));
        }
        facts
    }

    /// Since when it has been on, or was, and until when.
    fn state(&self, notice: &Notice, phase: Phase, language: Language) -> String {
        let from = self.moment(language, notice.from);
        let (key, at) = match (phase, notice.withdrawn, notice.until) {
            (Phase::Withdrawn, Some(at), _) => ("notices-state-withdrawn", at),
            (Phase::On, _, Some(until)) => ("notices-state-until", until),
            (Phase::Over, _, Some(until)) => ("notices-state-over", until),
            _ => return self.with(language, "notices-state-on", &[("from", &from)]),
        };
        self.with(language, key, &[("from", &from), ("at", &self.moment(language, at))])
    }

    /// On the pages it concerns.
    pub(super) fn banner(&self, notice: &Notice, language: Language) -> String {
        let template = BannerTemplate {
            severity: notice.severity.name(),
            kind: self.kind(notice, language),
            url: &Place::Notice(notice.id).path(language),
            title: notice.title.get(language),
            summary: notice.summary(language),
            facts: self.facts(notice, language),
        };
        // The templates here take nothing that can fail.
        template.render().unwrap_or_default()
    }

    /// In one line.
    pub(super) fn line(&self, notice: &Notice, language: Language) -> Line {
        Line {
            kind: self.kind(notice, language),
            url: Place::Notice(notice.id).path(language),
            title: notice.title.get(language).to_owned(),
        }
    }

    /// What stands around all banners of a page.
    pub(super) fn around(&self, language: Language) -> (String, String) {
        let (label, all) = (escape(&self.say(language, "notices-title")), escape(&self.say(language, "notices-all")));
        let url = Place::News.path(language);
        let first = format!("<section class=\"lf-notices\" aria-label=\"{label}\">");
        (first, format!("<p class=\"lf-notices__all\"><a href=\"{url}\">{all}</a></p></section>"))
    }

    /// A page of its own.
    pub(crate) fn page(&self, public: &PublicSite, board: &Board, notice: &Notice, language: Language) -> String {
        let place = Place::Notice(notice.id);
        let path = place.path(language);
        let phase = board.phase(notice.id).unwrap_or(Phase::Over);
        let picture = notice.picture.as_ref().and_then(|picture| {
            let kind = PictureKind::of(board.picture(&picture.file)?).ok()?;
            Some(Picture { url: picture_path(&picture.file), alt: picture.alt.get(language), kind })
        });
        let mut card = public.card(language, &path, notice.title.get(language), notice.summary(language));
        if let Some(picture) = &picture {
            card = card.with_picture(self.whole(&picture.url), picture.alt, (picture.kind.width, picture.kind.height));
        }
        let template = NoticeTemplate {
            frame: public.frame(language, &path, &place.path(language.other())).with_card(card),
            alternates: Both::each(|language| self.whole(&place.path(language))),
            kind: self.kind(notice, language),
            title: notice.title.get(language),
            paragraphs: notice.paragraphs(language).collect(),
            facts: self.facts(notice, language),
            state: self.state(notice, phase, language),
            picture,
            news_url: Place::News.path(language),
        };
        template.render().unwrap_or_default()
    }

    /// The news: what is on, and what was.
    pub(crate) fn news(&self, public: &PublicSite, board: &Board, language: Language) -> String {
        let path = Place::News.path(language);
        let listed = news(board.notices(), self.now).into_iter().map(|notice| {
            let phase = board.phase(notice.id).unwrap_or(Phase::Over);
            let listed = Listed {
                severity: notice.severity.name(),
                kind: self.kind(notice, language),
                url: Place::Notice(notice.id).path(language),
                title: notice.title.get(language),
                summary: notice.summary(language),
                facts: self.facts(notice, language),
                state: self.state(notice, phase, language),
            };
            (phase == Phase::On, listed)
        });
        let (now, earlier): (Vec<_>, Vec<_>) = listed.partition(|(is_on, _)| *is_on);
        let without_mark = |listed: Vec<(bool, _)>| listed.into_iter().map(|(_, listed)| listed).collect();
        let card = public.card(
            language,
            &path,
            &self.say(language, "notices-news"),
            &self.say(language, "notices-news-description"),
        );
        let template = NewsTemplate {
            frame: public.frame(language, &path, &Place::News.path(language.other())).with_card(card),
            alternates: Both::each(|language| self.whole(&Place::News.path(language))),
            now: without_mark(now),
            earlier: without_mark(earlier),
            feed_url: Place::Feed.path(language),
        };
        template.render().unwrap_or_default()
    }

    /// The feed (Atom, RFC 4287).
    pub(crate) fn feed(&self, board: &Board, language: Language) -> String {
        let news: Vec<_> = news(board.notices(), self.now).into_iter().take(MOST_IN_FEED).collect();
        let entries = news.iter().map(|notice| {
            let title = notice.title.get(language);
            let is_withdrawn = board.phase(notice.id) == Some(Phase::Withdrawn);
            let facts = self.facts(notice, language);
            let mut content = String::new();
            for words in notice.paragraphs(language).chain(facts.iter().map(String::as_str)) {
                content.extend(["<p>", &escape(words), "</p>"]);
            }
            FeedEntry {
                id: urn(notice, language),
                severity: notice.severity.name(),
                kind: self.kind(notice, language),
                url: self.whole(&Place::Notice(notice.id).path(language)),
                title: if is_withdrawn {
                    self.with(language, "notices-withdrawn-title", &[("title", title)])
                } else {
                    title.to_owned()
                },
                summary: notice.summary(language),
                content,
                published: notice.from,
                updated: notice.changed(self.now),
            }
        });
        // A feed without entries has changed when the site's pages last did.
        let reviewed = self.site.pages.iter().map(|page| page.sides.get(language).reviewed).max();
        let reviewed = reviewed.and_then(|day| day.to_zoned(self.zone.clone()).ok()).map(|start| start.timestamp());
        let updated = news.iter().map(|notice| notice.changed(self.now)).max().or(reviewed);
        let template = FeedTemplate {
            language,
            title: &self.with(language, "notices-feed-title", &[("site", &self.site.settings.name)]),
            site: &self.site.settings.name,
            feed: self.whole(&Place::Feed.path(language)),
            news: self.whole(&Place::News.path(language)),
            twin: self.whole(&Place::Feed.path(language.other())),
            updated: updated.unwrap_or(Timestamp::UNIX_EPOCH),
            entries: entries.collect(),
        };
        template.render().unwrap_or_default()
    }
}

/// Where a picture is served.
pub(crate) fn picture_path(file: &str) -> String {
    format!("/assets/notice-{file}")
}

/// What feeds know a notice by: the same wherever the site moves, and not the same in both languages.
fn urn(notice: &Notice, language: Language) -> String {
    let hash = vault::sha256(&[&notice.key[..], language.code().as_bytes()].concat());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid().urn().to_string()
}
