//! A public page as a department writes it: a folder with `en.md` and `fr.md`, each with TOML front matter between `+++` lines.

use crate::site::SiteFile;
use jiff::civil::Date;
use language::{Fault, Language};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One value per language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Both<T> {
    /// In English.
    pub en: T,
    /// In French.
    pub fr: T,
}

impl<T> Both<T> {
    /// The one in `language`.
    pub fn get(&self, language: Language) -> &T {
        match language {
            Language::En => &self.en,
            Language::Fr => &self.fr,
        }
    }

    /// Makes one per language.
    pub fn each(mut make: impl FnMut(Language) -> T) -> Self {
        Self { en: make(Language::En), fr: make(Language::Fr) }
    }
}

/// A source a page rests on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What was read.
    pub title: String,
    /// The date it is current to, or was read, as the author wrote it.
    pub date: String,
}

/// What a page shows of `tables/processing_times.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// The programs whose page this is: their start page and their cases' status lead here.
    #[serde(default)]
    pub programs: Vec<String>,
    /// Ids of service standards.
    #[serde(default)]
    pub standards: Vec<String>,
    /// Ids of published times.
    #[serde(default)]
    pub lines: Vec<String>,
}

/// What stands between the `+++` lines.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    title: String,
    slug: String,
    description: String,
    reviewed: toml::value::Datetime,
    order: i32,
    parent: Option<String>,
    #[serde(default)]
    menu: bool,
    start: Option<String>,
    times: Option<Times>,
    #[serde(default)]
    funds: bool,
    #[serde(default)]
    source: Vec<Source>,
}

/// One language's side of a page.
#[derive(Debug, Clone)]
pub struct Side {
    /// The file it was read from, relative to the site folder.
    pub file: String,
    /// Title, also the page's heading.
    pub title: String,
    /// Path without the language, such as `live-in-canada/express-entry`; empty for the home page.
    pub slug: String,
    /// One sentence for search results and lists.
    pub description: String,
    /// When a person last checked the page.
    pub reviewed: Date,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// The body, still Markdown.
    pub markdown: String,
    /// Lines of front matter before the body, for faults.
    pub lines_before: u32,
}

/// A page in both languages.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its folder's name.
    pub folder: String,
    /// Place among its neighbours.
    pub order: i32,
    /// Folder of the page it stands under.
    pub parent: Option<String>,
    /// Whether the main navigation shows it.
    pub menu: bool,
    /// Program whose application starts here.
    pub start: Option<String>,
    /// The published times it shows.
    pub times: Option<Times>,
    /// Whether it shows the money to settle.
    pub funds: bool,
    /// Its words.
    pub sides: Both<Side>,
}

impl Page {
    /// The page's path in `language`.
    pub fn path(&self, language: Language) -> String {
        let slug = &self.sides.get(language).slug;
        if slug.is_empty() { format!("/{}", language.code()) } else { format!("/{}/{slug}", language.code()) }
    }
}

/// Reads every page among `files`, ordered.
///
/// # Errors
/// Every fault found: a missing language, front matter that cannot be read, two pages at one path, an unknown parent.
pub fn read(files: &[SiteFile]) -> Result<Vec<Page>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut folders: BTreeMap<&str, BTreeMap<Language, (FrontMatter, Side)>> = BTreeMap::new();
    for file in files {
        let Some((folder, name)) = file.path.strip_prefix("pages/").and_then(|path| path.split_once('/')) else {
            continue;
        };
        let Some(language) = name.strip_suffix(".md").and_then(Language::from_code) else {
            faults.push(fault(&file.path, 0, "not a page", "A page's folder holds en.md and fr.md, nothing else."));
            continue;
        };
        match read_side(file) {
            Ok(side) => drop(folders.entry(folder).or_default().insert(language, side)),
            Err(found) => faults.push(found),
        }
    }
    let mut pages = Vec::new();
    for (folder, mut sides) in folders {
        match (sides.remove(&Language::En), sides.remove(&Language::Fr)) {
            (Some((en, en_side)), Some((fr, fr_side))) => {
                let shared = |matter: &FrontMatter| {
                    let data = (matter.times.clone(), matter.funds);
                    (matter.order, matter.parent.clone(), matter.menu, matter.start.clone(), data, matter.source.len())
                };
                if shared(&en) != shared(&fr) {
                    faults.push(fault(
                        &fr_side.file,
                        1,
                        "order, parent, menu, start, times, funds or the number of sources differ from en.md",
                        "Make both languages say the same.",
                    ));
                }
                pages.push(Page {
                    folder: folder.to_owned(),
                    order: en.order,
                    parent: en.parent,
                    menu: en.menu,
                    start: en.start,
                    times: en.times,
                    funds: en.funds,
                    sides: Both { en: en_side, fr: fr_side },
                });
            }
            (en, _) => {
                let missing = if en.is_some() { "fr.md" } else { "en.md" };
                let file = format!("pages/{folder}/{missing}");
                faults.push(fault(
                    &file,
                    0,
                    "the page does not exist in this language",
                    "Write it, or mend its faults.",
                ));
            }
        }
    }
    check_places(&pages, &mut faults);
    pages.sort_by(|left, right| (left.order, &left.folder).cmp(&(right.order, &right.folder)));
    if faults.is_empty() { Ok(pages) } else { Err(faults) }
}

fn check_places(pages: &[Page], faults: &mut Vec<Fault>) {
    for language in Language::ALL {
        let mut taken: BTreeMap<String, &str> = BTreeMap::new();
        for page in pages {
            let side = page.sides.get(language);
            if let Some(other) = taken.insert(page.path(language), &page.folder) {
                let what = format!("its slug {:?} is that of the page {other} too", side.slug);
                faults.push(fault(&side.file, 1, &what, "Give each page a slug of its own."));
            }
            let spelled = |part: &str| {
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            };
            if !side.slug.is_empty() && !side.slug.split('/').all(spelled) {
                let what = format!("the slug {:?} is not made of small letters, digits and hyphens", side.slug);
                faults.push(fault(&side.file, 1, &what, "Write it without accents, capitals or spaces."));
            }
        }
    }
    if !pages.iter().any(|page| page.sides.en.slug.is_empty() && page.sides.fr.slug.is_empty()) {
        faults.push(fault("pages", 0, "there is no home page", "Give one page an empty slug in both languages."));
    }
    for page in pages {
        if let Some(parent) = &page.parent
            && !pages.iter().any(|other| other.folder == *parent && other.folder != page.folder)
        {
            let what = format!("its parent {parent:?} is no other page");
            faults.push(fault(&page.sides.en.file, 1, &what, "Name the folder of the page above it."));
        }
    }
}

fn read_side(file: &SiteFile) -> Result<(FrontMatter, Side), Fault> {
    let cure = "Begin the file with a line +++, the front matter, and another line +++.";
    let rest =
        file.text.strip_prefix("+++\n").ok_or_else(|| fault(&file.path, 1, "the page has no front matter", cure))?;
    let (matter, markdown) =
        rest.split_once("\n+++\n").ok_or_else(|| fault(&file.path, 1, "the front matter does not end", cure))?;
    let front: FrontMatter = toml::from_str(matter).map_err(|error| {
        let before = error.span().map_or(0, |span| matter[..span.start.min(matter.len())].matches('\n').count());
        let line = u32::try_from(before).unwrap_or(0) + 2;
        fault(&file.path, line, error.message(), "See docs/content.md for what front matter holds.")
    })?;
    let reviewed = front
        .reviewed
        .to_string()
        .parse()
        .map_err(|_| fault(&file.path, 1, "reviewed is not a date", "Write it as 2026-11-22, without quotes."))?;
    if front.source.iter().any(|source| source.title.trim().is_empty() || source.date.trim().is_empty()) {
        return Err(fault(&file.path, 1, "a source has no title or no date", "Say what was read, and when."));
    }
    let side = Side {
        file: file.path.clone(),
        title: front.title.clone(),
        slug: front.slug.trim_matches('/').to_owned(),
        description: front.description.clone(),
        reviewed,
        sources: front.source.clone(),
        lines_before: u32::try_from(matter.matches('\n').count()).unwrap_or(0) + 3,
        markdown: markdown.to_owned(),
    };
    Ok((front, side))
}

fn fault(file: &str, line: u32, what: &str, cure: &str) -> Fault {
    Fault { file: file.to_owned(), line, what: what.to_owned(), cure: cure.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> SiteFile {
        SiteFile { path: path.into(), text: text.into() }
    }

    fn page(slug: &str) -> String {
        format!(
            "+++\ntitle = \"T\"\nslug = \"{slug}\"\ndescription = \"D\"\nreviewed = 2026-11-22\norder = 1\n+++\n\nBody.\n"
        )
    }

    #[test]
    fn a_page_is_read_in_both_languages() {
        let pages = read(&[file("pages/home/en.md", &page("")), file("pages/home/fr.md", &page(""))]).unwrap();
        assert_eq!(pages[0].path(Language::Fr), "/fr");
        assert_eq!(pages[0].sides.en.markdown.trim(), "Body.");
        assert_eq!(pages[0].sides.en.lines_before, 7);
    }

    #[test]
    fn a_missing_language_is_a_fault() {
        let faults = read(&[file("pages/home/en.md", &page(""))]).unwrap_err();
        assert_eq!(faults[0].file, "pages/home/fr.md");
    }

    #[test]
    fn front_matter_faults_name_their_line() {
        let broken = page("").replace("order = 1", "order = 1\ncolour = \"red\"");
        let faults = read(&[file("pages/home/en.md", &broken), file("pages/home/fr.md", &page(""))]).unwrap_err();
        assert_eq!((faults[0].line, faults[0].file.as_str()), (7, "pages/home/en.md"));
        assert!(faults[0].what.contains("colour"));
    }

    #[test]
    fn two_pages_at_one_path_are_a_fault() {
        let files = ["home", "other"].map(|folder| {
            [file(&format!("pages/{folder}/en.md"), &page("")), file(&format!("pages/{folder}/fr.md"), &page(""))]
        });
        assert!(read(&files.concat()).is_err());
    }
}
