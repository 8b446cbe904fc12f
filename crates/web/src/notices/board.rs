//! What notices say on the pages at this moment: pieces of markup, made when something changes and not for each view.

use super::{MOST_ON_A_PAGE, Notice, NoticeId, Phase, Press, on, page_named};
use crate::{
    places::Place,
    public::{content::Both, markdown::escape},
};
use arc_swap::ArcSwap;
use bytes::Bytes;
use language::Language;
use serde::Serialize;
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Every notice there is, as somebody last read the folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The notices.
    pub notices: Vec<Notice>,
    /// Their pictures' bytes, by the name of their files.
    pub pictures: BTreeMap<String, Bytes>,
}

/// The notices of a running site.
#[derive(Debug, Default)]
pub struct Notices {
    known: ArcSwap<Known>,
    board: ArcSwap<Board>,
    changes: AtomicU64,
}

/// What stands on the pages until something changes.
#[derive(Debug)]
pub(crate) struct Board {
    known: Arc<Known>,
    phases: Vec<(NoticeId, Phase)>,
    sides: Both<Side>,
}

/// One language's pieces.
#[derive(Debug)]
struct Side {
    pieces: Vec<Piece>,
    /// What stands on pages of which no notice speaks by name.
    everywhere: Arc<str>,
    /// Where the news begin, whose pages say it all anyhow.
    news: String,
    wrap: (String, String),
}

/// One notice on the pages.
#[derive(Debug)]
struct Piece {
    /// Where the pages it concerns begin; all pages are, without any.
    paths: Option<Vec<String>>,
    html: String,
    line: Line,
}

/// A notice in one line, for the waiting room, whose page must stay small.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Line {
    pub(super) kind: String,
    pub(super) url: String,
    pub(super) title: String,
}

impl Line {
    /// As markup.
    pub(crate) fn html(&self) -> String {
        let Self { kind, url, title } = self;
        format!("<p><strong>{}</strong> – <a href=\"{url}\">{}</a></p>", escape(kind), escape(title))
    }
}

impl Notices {
    /// Puts what was read in place of what was known, if it is something else. The pages follow with the next renewal.
    pub fn know(&self, known: Known) {
        if *self.known.load().as_ref() != known {
            self.known.store(Arc::new(known));
        }
    }

    /// Every notice there is.
    pub fn known(&self) -> Arc<Known> {
        self.known.load_full()
    }

    /// What stands on the pages.
    pub(crate) fn board(&self) -> Arc<Board> {
        self.board.load_full()
    }

    /// What is to stand there as of the press's moment: the same board, where nothing has changed.
    pub(crate) fn next(&self, press: &Press<'_>) -> Arc<Board> {
        let (known, board) = (self.known(), self.board());
        let phases: Vec<_> = known.notices.iter().map(|notice| (notice.id, notice.phase(press.now))).collect();
        if Arc::ptr_eq(&known, &board.known) && phases == board.phases {
            return board;
        }
        let sides = Both::each(|language| Side::new(press, &known.notices, language));
        Arc::new(Board { known, phases, sides })
    }

    /// Puts it there, for every page that is drawn from now on.
    pub(crate) fn show(&self, board: Arc<Board>) {
        self.board.store(board);
        self.changes.fetch_add(1, Ordering::Release);
    }

    /// How often what stands on the pages has changed: for those who put pages on the shelf from time to time, which are to
    /// be drawn again at once when it does.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    /// What stands on the page at `path`, as markup.
    pub(crate) fn on_page(&self, language: Language, path: &str) -> Arc<str> {
        self.board.load().on_page(language, path)
    }

    /// The same in one line each, for the waiting room.
    pub(crate) fn lines(&self, language: Language, path: &str) -> Vec<Line> {
        let board = self.board.load();
        board.sides.get(language).concerning(path).map(|piece| piece.line.clone()).collect()
    }
}

impl Default for Board {
    fn default() -> Self {
        Self { known: Arc::default(), phases: Vec::new(), sides: Both::each(|_| Side::empty()) }
    }
}

impl Board {
    /// What stands on the page at `path`.
    pub(crate) fn on_page(&self, language: Language, path: &str) -> Arc<str> {
        let side = self.sides.get(language);
        if lies_at(path, &side.news) {
            return "".into();
        }
        if side.pieces.iter().all(|piece| piece.paths.is_none()) {
            return Arc::clone(&side.everywhere);
        }
        side.wrapped(path).into()
    }

    /// The notices it shows.
    pub(crate) fn notices(&self) -> &[Notice] {
        &self.known.notices
    }

    /// Whether `notice` is the same on `other` and stands there as it does here.
    pub(crate) fn has_as(&self, other: &Self, notice: &Notice) -> bool {
        let picture = |board: &Self| notice.picture.as_ref().and_then(|picture| board.picture(&picture.file).cloned());
        self.notices().contains(notice)
            && self.phase(notice.id) == other.phase(notice.id)
            && picture(self) == picture(other)
    }

    /// How each of them stands.
    pub(crate) fn phase(&self, id: NoticeId) -> Option<Phase> {
        self.phases.iter().find(|(other, _)| *other == id).map(|(_, phase)| *phase)
    }

    /// The bytes of a picture, if they could be read.
    pub(crate) fn picture(&self, file: &str) -> Option<&Bytes> {
        self.known.pictures.get(file)
    }
}

impl Side {
    fn empty() -> Self {
        Self { pieces: Vec::new(), everywhere: "".into(), news: String::new(), wrap: Default::default() }
    }

    fn new(press: &Press<'_>, notices: &[Notice], language: Language) -> Self {
        let paths = |notice: &Notice| {
            // A page that the site has no more is passed over.
            let paths = notice.pages.iter().filter_map(|name| page_named(press.site, name, language));
            (!notice.pages.is_empty()).then(|| paths.collect())
        };
        let pieces = on(notices, press.now).into_iter().map(|notice| Piece {
            paths: paths(notice),
            html: press.banner(notice, language),
            line: press.line(notice, language),
        });
        let mut side = Self {
            pieces: pieces.collect(),
            everywhere: "".into(),
            news: Place::News.path(language),
            wrap: press.around(language),
        };
        side.everywhere = side.wrapped("").into();
        side
    }

    /// The pieces for the page at `path`, as many as one page takes.
    fn concerning(&self, path: &str) -> impl Iterator<Item = &Piece> {
        let concerned = |paths: &Vec<String>| paths.iter().any(|begins| lies_at(path, begins));
        let pieces = self.pieces.iter().filter(move |piece| piece.paths.as_ref().is_none_or(concerned));
        pieces.take(MOST_ON_A_PAGE)
    }

    fn wrapped(&self, path: &str) -> String {
        let pieces: String = self.concerning(path).map(|piece| piece.html.as_str()).collect();
        if pieces.is_empty() { pieces } else { [&self.wrap.0, pieces.as_str(), &self.wrap.1].concat() }
    }
}

/// Whether `path` is the page at `begins` or lies below it. A home page, at which every path begins, is itself alone.
fn lies_at(path: &str, begins: &str) -> bool {
    let is_home = begins.matches('/').count() < 2;
    path.strip_prefix(begins).is_some_and(|rest| rest.is_empty() || !is_home && rest.starts_with('/'))
}
