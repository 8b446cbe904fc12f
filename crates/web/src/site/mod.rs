//! A site folder, read and checked whole: settings, pages, programs, wording. What this accepts cannot fail at run time.

mod settings;
mod warnings;

pub use settings::Settings;

use crate::public::content::{self, Page};
use crate::synthetic;
use language::{Fault, Language, Messages};
use programs::calculators::Calculators;
use programs::fees::FeeTable;
use programs::finder::Finder;
use programs::{Funds, Occupations, ProcessingTimes, Program, Tables};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The finder's questions and rules.
const FINDER: &str = "finder.toml";
/// The classification of occupations.
const OCCUPATIONS: &str = "tables/noc2021.csv";

/// One file of the site folder. The binary reads them; this crate never touches the disk.
#[derive(Debug, Clone)]
pub struct SiteFile {
    /// Path relative to the site folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Everything a department edits.
#[derive(Debug)]
pub struct Site {
    /// `site.toml`.
    pub settings: Settings,
    /// Interface wording, with the site's overrides.
    pub messages: Arc<Messages>,
    /// Public pages, ordered.
    pub pages: Vec<Page>,
    /// Programs one can apply for, by id.
    pub programs: Vec<Program>,
    /// The program of the synthetic filing, which is none of the department's: nobody can apply for it.
    pub synthetic: Program,
    /// The calculators' tables.
    pub calculators: Calculators,
    /// `tables/processing_times.toml`; empty when the site has none.
    pub times: ProcessingTimes,
    /// `tables/funds.toml`; empty when the site has none.
    pub funds: Funds,
    /// The tables that answers are judged by.
    pub tables: Arc<Tables>,
    /// `finder.toml`, where the site has one.
    pub finder: Option<Finder>,
}

impl Site {
    /// Reads and checks `files`.
    ///
    /// # Errors
    /// Every fault of the folder, each with file, line and cure.
    pub fn load(files: &[SiteFile]) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut keep = |found: Vec<Fault>| faults.extend(found);
        let settings = Settings::read(files).map_err(&mut keep).ok();
        let pages = content::read(files).map_err(&mut keep).ok();
        let overrides: Vec<_> = files
            .iter()
            .filter_map(|file| {
                let language = Language::from_code(file.path.strip_prefix("text/")?.strip_suffix(".ftl")?)?;
                Some((language, file.path.as_str(), file.text.as_str()))
            })
            .collect();
        let messages = Messages::with_overrides(&overrides).map_err(&mut keep).ok();
        let tables = Arc::new(Tables {
            occupations: table(files, OCCUPATIONS, occupations).map_err(&mut keep).unwrap_or_default(),
            fees: table(files, warnings::FEES, FeeTable::parse).map_err(&mut keep).unwrap_or_default(),
        });
        let texts = files.iter().map(|file| (file.path.as_str(), file.text.as_str()));
        let calculators = Calculators::read(texts).map_err(&mut keep).unwrap_or_default();
        let times = table(files, ProcessingTimes::FILE, ProcessingTimes::parse).map_err(&mut keep).unwrap_or_default();
        let funds = table(files, Funds::FILE, Funds::parse).map_err(&mut keep).unwrap_or_default();
        let shared: Vec<(&str, &str)> = files
            .iter()
            .filter(|file| is_in("blocks/", &file.path))
            .map(|file| (file.path.as_str(), file.text.as_str()))
            .collect();
        let finder =
            files.iter().find(|file| file.path == FINDER).map(|file| Finder::parse(FINDER, &file.text, &tables));
        let finder = finder.transpose().map_err(&mut keep).unwrap_or_default();
        let synthetic = synthetic::program().map_err(&mut keep).ok();
        let mut programs = Vec::new();
        for file in files.iter().filter(|file| is_in("programs/", &file.path)) {
            match Program::parse_with(&file.path, &file.text, &shared, &tables) {
                Ok(program) => programs.push(program),
                Err(found) => keep(found),
            }
        }
        // What a program with faults uses, nobody knows.
        if programs.len() == files.iter().filter(|file| is_in("programs/", &file.path)).count() {
            keep(programs::unused_blocks(&shared, &programs));
        }
        // A fault of a shared block is found with every program.
        let mut seen = BTreeSet::new();
        faults.retain(|fault| seen.insert(fault.clone()));
        let (Some(settings), Some(messages), Some(pages), Some(synthetic)) = (settings, messages, pages, synthetic)
        else {
            return Err(faults);
        };
        let messages = Arc::new(messages);
        let site = Self { settings, messages, pages, programs, synthetic, calculators, times, funds, tables, finder };
        faults.extend(site.check_ids());
        faults.extend(site.check_starts());
        faults.extend(site.check_caps());
        faults.extend(crate::finder::check(&site));
        faults.extend(crate::public::check(&site));
        if faults.is_empty() { Ok(site) } else { Err(faults) }
    }

    /// The program of an application with `id`: one of the department's, or that of the synthetic filing.
    pub(crate) fn program_filed(&self, id: &str) -> Option<&Program> {
        if id == synthetic::PROGRAM { Some(&self.synthetic) } else { self.program(id) }
    }

    /// The program with `id` that people can apply for.
    pub fn program(&self, id: &str) -> Option<&Program> {
        self.programs.iter().find(|program| program.id == id)
    }

    /// The page in `folder`.
    pub fn page(&self, folder: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.folder == folder)
    }

    /// The page that tells how long a program takes.
    pub fn times_page(&self, program: &str) -> Option<&Page> {
        let tells =
            |page: &&Page| page.times.as_ref().is_some_and(|times| times.programs.iter().any(|id| id == program));
        self.pages.iter().find(tells)
    }

    /// One id is the service's own: what is filed under it is deleted.
    fn check_ids(&self) -> Vec<Fault> {
        let taken = self.program(synthetic::PROGRAM).map(|_| {
            let file = format!("programs/{}.toml", synthetic::PROGRAM);
            Fault::new(file, 1, "the id is that of the service's own synthetic filing", "Choose another id.")
        });
        taken.into_iter().collect()
    }

    /// Two programs that count under one name take each other's places, so both must say that it is meant.
    fn check_caps(&self) -> Vec<Fault> {
        let caps = || self.programs.iter().filter_map(|program| Some((program, program.opening.cap.as_ref()?)));
        let mut faults = Vec::new();
        for (program, cap) in caps() {
            let others = || caps().filter(|(other, same)| other.id != program.id && same.name == cap.name);
            let file = format!("programs/{}.toml", program.id);
            if let Some((other, _)) = others().find(|_| !cap.shared) {
                let what = format!("the cap counts under “{}”, as that of the program “{}” does", cap.name, other.id);
                let cure = "Give one of the two another name, or write shared = true in both.";
                faults.push(Fault::new(&file, cap.line, what, cure));
            }
            if let Some((other, same)) = others().find(|(_, same)| cap.shared && same.limit != cap.limit) {
                let what = format!(
                    "the shared cap “{}” is {} here and {} in the program “{}”",
                    cap.name, cap.limit, same.limit, other.id
                );
                faults.push(Fault::new(&file, cap.line, what, "Give both the same limit."));
            }
        }
        faults
    }

    fn check_starts(&self) -> Vec<Fault> {
        self.pages
            .iter()
            .filter_map(|page| {
                let start = page.start.as_ref()?;
                self.program(start).is_none().then(|| Fault {
                    file: page.sides.en.file.clone(),
                    line: 1,
                    what: format!("start names the program {start:?}, which does not exist or has faults"),
                    cure: "Name the id of a file in programs/.".into(),
                })
            })
            .collect()
    }
}

/// A table, where the site has it.
fn table<T: Default>(
    files: &[SiteFile],
    path: &str,
    parse: impl Fn(&str, &str) -> Result<T, Vec<Fault>>,
) -> Result<T, Vec<Fault>> {
    files.iter().find(|file| file.path == path).map_or_else(|| Ok(T::default()), |file| parse(&file.path, &file.text))
}

/// The classification, whose first lines say where it comes from and of which year it is.
fn occupations(file: &str, text: &str) -> Result<Occupations, Vec<Fault>> {
    let read = Occupations::parse(file, text)?;
    let said: String = text.lines().take_while(|line| line.starts_with('#')).collect();
    let year = said.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    if said.contains("Source:") && year {
        return Ok(read);
    }
    let cure = "Begin it with a line such as # NOC 2021. Source: Statistics Canada.";
    Err(vec![Fault::new(file, 1, "the table has no source or no year", cure)])
}

/// Whether a file of tables lies in a folder of the site.
fn is_in(folder: &str, path: &str) -> bool {
    path.strip_prefix(folder).and_then(|name| name.strip_suffix(".toml")).is_some()
}
