//! Somebody who applies: begins, answers whatever the pages ask from a prepared set of answers, files, and checks the
//! receipt with nothing but the public key.

mod answers;
mod receipt;

use std::{collections::BTreeMap, fs, path::Path};

use language::Language;
use testkit::{Attachment, Form, Landfall, Page, Setup, Visitor};
use web::Place;

pub(crate) use answers::Fixture;
pub(crate) use receipt::{Held, public_key};

/// More pages than any application has.
const MOST_PAGES: usize = 600;
/// The id of the short program of `tests/it/site`.
pub(crate) const SHORT: &str = "short";

/// The binary on the short program's site.
pub(crate) fn short_site() -> Setup {
    Setup::built().site(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/site"))
}

/// Writes when the short program takes applications at the head of its file, from the next start on.
pub(crate) fn open_as(landfall: &Landfall, lines: &str) {
    let file = landfall.site().join("programs/short.toml");
    let program = fs::read_to_string(&file).expect("the program");
    let (_, rest) = program.split_once("id =").expect("its first key");
    fs::write(&file, format!("{lines}\nid ={rest}")).expect("a site of our own");
}

/// Whether an application can be begun on the page.
pub(crate) fn has_start(page: &Page) -> bool {
    page.forms().iter().any(|form| form.action() == page.path())
}

/// Publishes the short program anew: what `change` makes of its file, under a version of its own, from the next start on.
pub(crate) fn publish(landfall: &Landfall, change: impl Fn(&str) -> String) {
    publish_program(landfall, SHORT, change);
}

/// As [`publish`], of a program by its id.
pub(crate) fn publish_program(landfall: &Landfall, program: &str, change: impl Fn(&str) -> String) {
    let file = landfall.site().join(format!("programs/{program}.toml"));
    let program = fs::read_to_string(&file).expect("the program");
    let (before, rest) = program.split_once("version = \"").expect("a version");
    let (version, after) = rest.split_once('"').expect("its end");
    let (day, number) = version.split_once('.').unwrap_or((version, "1"));
    let next = number.parse::<u32>().expect("a number") + 1;
    fs::write(&file, change(&format!("{before}version = \"{day}.{next}\"{after}"))).expect("a site of our own");
}

/// The smallest file that is a PDF by its content.
pub(crate) fn pdf(content: &str) -> Attachment {
    let bytes = format!("%PDF-1.7\n%âãÏÓ\n1 0 obj<</Note({content})>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    Attachment { name: "scan.pdf".to_owned(), kind: "application/pdf".to_owned(), bytes: bytes.into_bytes() }
}

/// A PNG of one pixel.
pub(crate) fn png() -> Attachment {
    let bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\
                  \xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";
    Attachment { name: "photo.png".to_owned(), kind: "image/png".to_owned(), bytes: bytes.to_vec() }
}

/// A page's own form: the one that is neither the search nor the sign-out button of the header.
pub(crate) fn form(page: &Page) -> Form {
    let sign_out = Language::ALL.map(|language| Place::SignOut.path(language));
    let own =
        page.forms().iter().find(|form| !sign_out.iter().any(|path| path == form.action()) && form.has("form_token"));
    own.unwrap_or_else(|| panic!("{} ({}) has no form\n{}", page.path(), page.status(), page.text())).clone()
}

/// Somebody with an application.
#[derive(Debug, Clone)]
pub(crate) struct Applicant {
    pub(crate) visitor: Visitor,
    pub(crate) language: Language,
    /// The application's reference.
    pub(crate) reference: String,
    /// Which entry of the prepared answers each entry made here stands for, by the entry's id.
    entries: BTreeMap<String, usize>,
    /// How many entries each list has by now, by the list's path.
    made: BTreeMap<String, usize>,
}

impl Applicant {
    /// Begins an application for `program`.
    pub(crate) fn begin(mut visitor: Visitor, language: Language, program: &str) -> Self {
        let start = visitor.open(&Place::Apply(program.to_owned()).path(language));
        let kept = visitor.submit(&start, &form(&start));
        Self::begun(visitor, language, &kept)
    }

    /// Who has begun an application and sees how to come back to it.
    pub(crate) fn begun(visitor: Visitor, language: Language, kept: &Page) -> Self {
        let prefix = Place::Tasks(String::new()).path(language);
        let reference = kept.path().strip_prefix(&prefix).and_then(|rest| rest.split('/').next());
        let reference = reference.unwrap_or_else(|| panic!("begun at {}: {}", kept.path(), kept.text())).to_owned();
        Self { visitor, language, reference, entries: BTreeMap::new(), made: BTreeMap::new() }
    }

    /// The path of a place of this application.
    pub(crate) fn path(&self, place: fn(String) -> Place) -> String {
        place(self.reference.clone()).path(self.language)
    }

    /// The path of one of its pages of questions.
    pub(crate) fn page_path(&self, page: &str) -> String {
        let page = page.parse().unwrap_or_else(|_| panic!("{page:?} is no page's path"));
        Place::Page(self.reference.clone(), page).path(self.language)
    }

    pub(crate) fn open(&mut self, place: fn(String) -> Place) -> Page {
        let path = self.path(place);
        self.visitor.open(&path)
    }

    /// Answers every page it is led to, until the review.
    pub(crate) fn fill(&mut self, fixture: &Fixture) -> Page {
        let tasks = self.open(Place::Tasks);
        let first = tasks.links().find(|link| link.contains("/page/")).expect("a task that can be opened").to_owned();
        let mut page = self.visitor.open(&first);
        for _ in 0..MOST_PAGES {
            assert_eq!(page.status(), 200, "{}: {}", page.path(), page.text());
            if page.path() == self.path(Place::Review) {
                return page;
            }
            page = self.answer(&page, fixture);
        }
        panic!("more than {MOST_PAGES} pages, the last {}", page.path())
    }

    /// Answers one page and goes on to the next.
    fn answer(&mut self, page: &Page, fixture: &Fixture) -> Page {
        let path =
            page.path().strip_prefix(&format!("{}/page/", self.path(Place::Tasks))).expect("a page of questions");
        let segments: Vec<&str> = path.split('/').collect();
        let (id, hops) = segments.split_last().expect("a path is not empty");
        let scope = hops.chunks(2).fold(fixture.scope(), |scope, hop| scope.entry(hop[0], self.entries[hop[1]]));
        let form = form(page);
        let wanted = scope.count(id);
        let made = self.made.get(path).copied().unwrap_or_default();
        let next = if made < wanted {
            let next = self.visitor.submit(page, &form.set(id, "yes"));
            let first = next.path().split(&format!("/page/{path}/")).nth(1).and_then(|rest| rest.split('/').next());
            let entry = first.unwrap_or_else(|| panic!("no entry was added to {path}: {}", next.text()));
            self.entries.insert(entry.to_owned(), made);
            self.made.insert(path.to_owned(), made + 1);
            next
        } else {
            let filled = scope.fill(form);
            self.visitor.submit(page, &filled)
        };
        assert_ne!(next.status(), 422, "{path} was not taken: {}", next.text());
        assert!(next.path() != page.path() || made < wanted, "{path} leads nowhere: {}", next.text());
        next
    }

    /// Presses the button of the review page and stays at the answer.
    pub(crate) fn press_file(&mut self, review: &Page) -> Page {
        self.visitor.submit_only(review, &form(review))
    }

    /// Sends a review page's form again, whatever has become of the page.
    pub(crate) fn press_file_as_it_was(&mut self, file: &Form) -> Page {
        let path = self.path(Place::File);
        self.visitor.try_submit(&path, file).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Files, and holds the receipt.
    pub(crate) fn file(&mut self, landfall: &Landfall) -> Held {
        let review = self.open(Place::Review);
        let answer = self.press_file(&review);
        assert_eq!(answer.header("location"), Some(self.path(Place::Receipt).as_str()), "{}", answer.text());
        self.held(landfall)
    }

    /// The receipt, verified.
    pub(crate) fn held(&mut self, landfall: &Landfall) -> Held {
        let key = public_key(landfall);
        Held::fetch(self, &key).unwrap_or_else(|error| panic!("the receipt of {}: {error}", self.reference))
    }
}

/// What the short program was answered with.
#[derive(Clone)]
pub(crate) struct Prepared {
    pub(crate) applicant: Applicant,
    /// What only this application says.
    pub(crate) story: String,
    /// What was uploaded, and where it can be read again.
    pub(crate) proof: Vec<u8>,
    pub(crate) proof_path: String,
    /// The form of the review page.
    pub(crate) file: Form,
}

impl Applicant {
    /// Sends one page of the short program without having looked at it.
    pub(crate) fn send(&mut self, page: &str, token: &str, fields: &[(&str, &str)], file: Option<(&str, Attachment)>) {
        let path = self.page_path(page);
        let mut form = Form::forged(&path).forge("form_token", token).forge("then", "continue");
        for (name, value) in fields {
            form = form.forge(name, value);
        }
        if let Some((name, file)) = file {
            form = form.forge_file(name, file);
        }
        let answer = self.visitor.try_submit(&path, &form).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(answer.status(), 303, "{path}: {}", answer.text());
    }

    /// Fills the short program in, with a story and a proof that say `story`.
    pub(crate) fn prepare(visitor: Visitor, story: &str) -> Prepared {
        Self::begin(visitor, Language::En, SHORT).fill_short(story)
    }

    /// Fills the short program in that was begun.
    pub(crate) fn fill_short(self, story: &str) -> Prepared {
        let mut applicant = self;
        let kept = applicant.open(Place::Keep);
        let token = form(&kept).value("form_token").expect("a form carries a token").to_owned();
        let person = [("name.family", "Roy"), ("name.given", "Zoë")];
        let birth = [("birth-date.year", "1990"), ("birth-date.month", "2"), ("birth-date.day", "28")];
        applicant.send("about", &token, &[person.as_slice(), &birth].concat(), None);
        applicant.send("story", &token, &[("story", story)], None);
        applicant.send("trips", &token, &[("trips", "no")], None);
        let proof = pdf(story);
        applicant.send("proof", &token, &[], Some(("proof", proof.clone())));
        applicant.send("signature", &token, &[("signature.agree", "on"), ("signature.name", "Zoë Roy")], None);
        let uploads = applicant.visitor.open(&applicant.page_path("proof"));
        let proof_path =
            uploads.links().find(|link| link.contains("/documents/")).expect("the upload is listed").to_owned();
        let review = applicant.open(Place::Review);
        let file = form(&review);
        assert!(file.has("version"), "the short program is not complete: {}", review.text());
        Prepared { applicant, story: story.to_owned(), proof: proof.bytes, proof_path, file }
    }
}
