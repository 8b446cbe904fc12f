//! The shelf: every public byte, rendered and compressed ahead of time, found by its path. Serving from it touches no session,
//! no store and no lock.

use crate::{
    public::{
        compress,
        negotiate::{self, Coding},
    },
    visitors::Asked,
};
use arc_swap::{ArcSwap, Guard};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use std::{
    collections::HashMap,
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

/// How long a browser may keep bytes without asking again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Ask every time (the answer is usually 304).
    Revalidate,
    /// The path changes when the bytes do: keep for good.
    Immutable,
    /// Keep nothing: at the same path somebody known sees something else.
    Never,
}

impl Freshness {
    fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Revalidate => "public, max-age=0, must-revalidate",
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Never => "no-store",
        })
    }
}

/// One coding of an item, as it is answered.
#[derive(Debug)]
struct Form {
    whole: Arc<Response<Bytes>>,
    /// To whoever holds it already: 304.
    unchanged: Arc<Response<Bytes>>,
}

/// What all codings of an item have in common.
#[derive(Debug)]
struct Kind {
    freshness: Freshness,
    content_type: HeaderValue,
    extra: HeaderMap,
}

impl Kind {
    fn form(&self, hash: &str, bytes: impl Into<Bytes>, coding: Option<&'static str>, mark: &str) -> Form {
        let mut headers = self.extra.clone();
        headers.insert(header::CACHE_CONTROL, self.freshness.header());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        // A strong tag names exactly these bytes, so each coding has its own (RFC 9110, 8.8.3).
        if self.freshness != Freshness::Never
            && let Ok(tag) = HeaderValue::try_from(format!("\"{hash}-{mark}\""))
        {
            headers.insert(header::ETAG, tag);
        }
        let mut unchanged = Response::new(Bytes::new());
        *unchanged.status_mut() = StatusCode::NOT_MODIFIED;
        headers.clone_into(unchanged.headers_mut());
        headers.insert(header::CONTENT_TYPE, self.content_type.clone());
        if let Some(coding) = coding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        let bytes = bytes.into();
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        let mut whole = Response::new(bytes);
        *whole.headers_mut() = headers;
        Form { whole: Arc::new(whole), unchanged: Arc::new(unchanged) }
    }
}

/// Something on the shelf.
#[derive(Debug)]
pub struct Item {
    hash: String,
    kind: Kind,
    identity: Form,
    gzip: Form,
    brotli: ArcSwap<Form>,
    /// Whether it is as small as it gets.
    is_smallest: AtomicBool,
}

impl Item {
    /// Compresses `bytes` (brotli 5, gzip) and writes their headers: half a millisecond for a page, since somebody waits for what
    /// it says. `extra` headers go out with every answer.
    pub fn new(bytes: Vec<u8>, content_type: &'static str, freshness: Freshness, extra: HeaderMap) -> Self {
        const FAST: u32 = 5;
        let hash = crate::public::hash(&bytes);
        let kind = Kind { freshness, content_type: HeaderValue::from_static(content_type), extra };
        let form = |bytes: Vec<u8>, coding, mark| kind.form(&hash, bytes, coding, mark);
        let gzip = form(compress::gzip(&bytes), Some("gzip"), "gz");
        let brotli = form(compress::brotli(&bytes, FAST), Some("br"), "b5");
        let identity = form(bytes, None, "id");
        Self { hash, kind, identity, gzip, brotli: ArcSwap::from_pointee(brotli), is_smallest: AtomicBool::new(false) }
    }

    /// An item whose bytes do not get smaller: a picture.
    pub fn packed(bytes: Bytes, content_type: &'static str, freshness: Freshness, extra: HeaderMap) -> Self {
        let hash = crate::public::hash(&bytes);
        let kind = Kind { freshness, content_type: HeaderValue::from_static(content_type), extra };
        let form = || kind.form(&hash, bytes.clone(), None, "id");
        let (identity, gzip, brotli) = (form(), form(), ArcSwap::from_pointee(form()));
        Self { hash, kind, identity, gzip, brotli, is_smallest: AtomicBool::new(true) }
    }

    /// Replaces the quick brotli form by the smallest one. Takes tens of milliseconds: for a thread that nobody waits for.
    pub fn shrink(&self) {
        const SMALLEST: u32 = 11;
        let smallest = compress::brotli(self.identity.whole.body(), SMALLEST);
        self.brotli.store(Arc::new(self.kind.form(&self.hash, smallest, Some("br"), "b11")));
        self.is_smallest.store(true, Relaxed);
    }

    /// A name for these bytes, for paths that change when they do.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The answer to a GET with these header fields. HEAD gets the same without its body.
    pub fn answer<'a>(&self, field: impl Fn(&HeaderName) -> Option<&'a str>) -> Arc<Response<Bytes>> {
        let unchanged = field(&header::IF_NONE_MATCH).is_some_and(|tags| self.has(tags));
        let answer = |form: &Form| Arc::clone(if unchanged { &form.unchanged } else { &form.whole });
        match negotiate::coding(field(&header::ACCEPT_ENCODING)) {
            Coding::Identity => answer(&self.identity),
            Coding::Gzip => answer(&self.gzip),
            Coding::Brotli => answer(&self.brotli.load()),
        }
    }

    /// If-None-Match compares weakly (RFC 9110, 13.1.2), so a browser that holds this page in any coding need not fetch it
    /// again: not when it was compressed harder meanwhile, either.
    fn has(&self, tags: &str) -> bool {
        tags.split(',')
            .map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'))
            .any(|tag| tag == "*" || tag.strip_prefix(self.hash.as_str()).is_some_and(|mark| mark.starts_with('-')))
    }
}

/// Every item by its path.
#[derive(Debug, Default)]
pub struct Shelf {
    items: HashMap<String, Place>,
    /// What comes and goes while the site runs. It is looked at only for what is not among the others.
    added: ArcSwap<HashMap<String, Arc<Item>>>,
}

/// A place on the shelf.
#[derive(Debug)]
struct Place {
    item: ArcSwap<Item>,
    /// What it counts as when somebody asks for it, if it is a page.
    asked: Option<Asked>,
}

impl Shelf {
    /// Puts `item` at `path`.
    pub fn put(&mut self, path: impl Into<String>, item: Item) {
        self.items.insert(path.into(), Place { item: ArcSwap::from_pointee(item), asked: None });
    }

    /// Counts who asks for what lies at `path`, whatever lies there from now on.
    pub(crate) fn count(&mut self, path: &str, asked: Asked) {
        if let Some(place) = self.items.get_mut(path) {
            place.asked = Some(asked);
        }
    }

    /// Puts `item` in the place of what lies at `path`, if anything does. Whoever is being answered gets the old one.
    pub fn replace(&self, path: &str, item: Item) {
        if let Some(place) = self.items.get(path) {
            place.item.store(Arc::new(item));
        }
    }

    /// Puts `items` in the place of everything that was added so.
    pub fn add(&self, items: HashMap<String, Arc<Item>>) {
        self.added.store(Arc::new(items));
    }

    /// What was added last.
    pub fn added(&self) -> Arc<HashMap<String, Arc<Item>>> {
        self.added.load_full()
    }

    /// The item at `path`.
    pub fn get(&self, path: &str) -> Option<Guard<Arc<Item>>> {
        self.find(path).map(|(item, _)| item)
    }

    /// The item at `path`, and what asking for it counts as.
    pub(crate) fn find(&self, path: &str) -> Option<(Guard<Arc<Item>>, Option<Asked>)> {
        let item = self.items.get(path).map(|place| (place.item.load(), place.asked));
        item.or_else(|| self.added.load().get(path).map(|item| (Guard::from_inner(Arc::clone(item)), None)))
    }

    /// All paths.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.items.keys().map(String::as_str)
    }

    /// Everything that is packed quickly so far. Held weakly, so that what has been replaced by the time its turn comes to be
    /// [shrunk](Item::shrink) is gone.
    pub fn quickly_packed(&self) -> Vec<Weak<Item>> {
        let items = self.items.values().map(|place| place.item.load_full());
        quick_among(items.chain(self.added.load().values().map(Arc::clone)))
    }
}

/// Those of `items` that are packed quickly.
pub(crate) fn quick_among(items: impl Iterator<Item = Arc<Item>>) -> Vec<Weak<Item>> {
    let items = items.filter(|item| !item.is_smallest.load(Relaxed));
    items.map(|item| Arc::downgrade(&item)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item() -> Item {
        Item::new(
            "Une page. ".repeat(300).into_bytes(),
            "text/html; charset=utf-8",
            Freshness::Revalidate,
            HeaderMap::new(),
        )
    }

    fn asked(item: &Item, fields: &[(HeaderName, &str)]) -> Arc<Response<Bytes>> {
        item.answer(|name| fields.iter().find(|field| field.0 == name).map(|field| field.1))
    }

    fn tag(response: &Response<Bytes>) -> String {
        response.headers()[header::ETAG].to_str().unwrap().to_owned()
    }

    #[test]
    fn each_coding_has_its_own_strong_tag() {
        let item = item();
        let plain = asked(&item, &[]);
        let packed = asked(&item, &[(header::ACCEPT_ENCODING, "br")]);
        assert_eq!(plain.headers().get(header::CONTENT_ENCODING), None);
        assert_eq!(packed.headers()[header::CONTENT_ENCODING], "br");
        assert_ne!(tag(&plain), tag(&packed));
        assert!(packed.body().len() < plain.body().len() / 4);
        assert_eq!(plain.headers()[header::VARY], "accept-encoding");
    }

    #[test]
    fn a_known_tag_is_answered_304_without_a_body_also_after_shrinking() {
        let item = item();
        let quick = tag(&asked(&item, &[(header::ACCEPT_ENCODING, "br")]));
        item.shrink();
        let now = tag(&asked(&item, &[(header::ACCEPT_ENCODING, "br")]));
        assert_ne!(quick, now);
        for known in [quick.as_str(), now.as_str(), "\"other\", W/\"x\", *", &format!("W/{quick}")] {
            let answer = asked(&item, &[(header::ACCEPT_ENCODING, "br"), (header::IF_NONE_MATCH, known)]);
            assert_eq!(answer.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert!(answer.body().is_empty());
            assert!(answer.headers().contains_key(header::ETAG));
            assert!(!answer.headers().contains_key(header::CONTENT_LENGTH));
        }
        let other = asked(&item, &[(header::IF_NONE_MATCH, "\"0123\"")]);
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[test]
    fn what_is_replaced_is_another_page_for_whoever_held_the_first() {
        let mut shelf = Shelf::default();
        shelf.put("/en", item());
        let first = tag(&asked(&shelf.get("/en").unwrap(), &[]));
        let other =
            |text: &str| Item::new(text.into(), "text/html; charset=utf-8", Freshness::Revalidate, HeaderMap::new());
        shelf.replace("/en", other("Paused."));
        shelf.replace("/fr", other("Suspendu."));
        let second = asked(&shelf.get("/en").unwrap(), &[(header::IF_NONE_MATCH, &first)]);
        assert_eq!((second.status(), &second.body()[..]), (StatusCode::OK, &b"Paused."[..]));
        assert!(shelf.get("/fr").is_none());
    }

    #[test]
    fn what_has_changed_by_the_time_its_turn_comes_is_not_packed_again_and_what_came_in_its_place_is() {
        let mut shelf = Shelf::default();
        shelf.put("/en", item());
        shelf.put("/fr", item());
        let picture = Bytes::from_static(b"dots");
        shelf.put("/picture", Item::packed(picture, "image/png", Freshness::Immutable, HeaderMap::new()));
        shelf.add(HashMap::from([("/en/news/1".to_owned(), Arc::new(item()))]));
        let quick = shelf.quickly_packed();
        assert_eq!(quick.len(), 3, "all but the picture");
        shelf.replace("/en", item());
        quick.iter().filter_map(Weak::upgrade).for_each(|item| item.shrink());
        let left = shelf.quickly_packed();
        assert_eq!(left.len(), 1, "what has just changed");
        assert!(Weak::ptr_eq(&left[0], &Arc::downgrade(&shelf.get("/en").unwrap())));
    }
}
