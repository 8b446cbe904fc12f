//! The calculators: what the published rules make of a person's situation, under the table of a day.
//!
//! Pure functions over dated tables. A department publishes a table in `site/tables`; docs/calculators.md says how. Inputs are
//! read from JSON once, into types that cannot hold a wrong value; what is wrong is a [`Refusal`] that names the field.

mod calculate;
pub mod crs;
mod dated;
mod days;
mod education;
pub mod fsw;
mod given;
mod language_tests;
pub mod obligation;
pub mod presence;
mod steps;

pub use calculate::{Calculator, Outcome, Worked};
pub use dated::{Dated, Edition, Found, FromIs, NotInForce, Standing};
pub use education::Education;
pub use given::Refusal;
pub use language_tests::{Ability, LanguageTest, LanguageTests, Levels, Proficiency};

use jiff::civil::Date;
use language::Fault;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

/// One part of a score: its id and its points.
pub type Part = (&'static str, u16);

/// Parts of a score in the order of the published table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points(pub Vec<Part>);

impl Points {
    /// The points of a part; 0 when the score has no such part.
    pub fn get(&self, id: &str) -> u16 {
        self.0.iter().find(|(part, _)| *part == id).map_or(0, |(_, points)| *points)
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, points) in &self.0 {
            map.serialize_entry(id, points)?;
        }
        map.end()
    }
}

/// The tables of all calculators; a site may leave any of them out.
#[derive(Debug, Clone, Default)]
pub struct Calculators {
    /// `tables/language_tests.toml`.
    pub language_tests: Option<Dated<LanguageTests>>,
    /// `tables/crs.toml`.
    pub crs: Option<Dated<crs::Grid>>,
    /// `tables/fsw.toml`.
    pub fsw: Option<Dated<fsw::SelectionGrid>>,
    /// `tables/presence.toml`.
    pub presence: Option<Dated<presence::PresenceRule>>,
    /// `tables/obligation.toml`.
    pub obligation: Option<Dated<obligation::ObligationRule>>,
}

impl Calculators {
    /// Reads the tables among the files of a site, each a path relative to the site folder and its text.
    ///
    /// # Errors
    /// Everything wrong with them, with file, line and cure.
    pub fn read<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<Self, Vec<Fault>> {
        let mut calculators = Self::default();
        let mut faults = Vec::new();
        for (path, text) in files {
            let read = match path {
                "tables/language_tests.toml" => {
                    let names = Ability::ALL.map(Ability::code);
                    keep(&mut calculators.language_tests, Dated::read(path, text, &names, LanguageTests::read))
                }
                "tables/crs.toml" => keep(&mut calculators.crs, Dated::read(path, text, crs::NAMES, crs::Grid::read)),
                "tables/fsw.toml" => {
                    keep(&mut calculators.fsw, Dated::read(path, text, fsw::NAMES, fsw::SelectionGrid::read))
                }
                "tables/presence.toml" => {
                    let read = Dated::read(path, text, presence::NAMES, presence::PresenceRule::read);
                    keep(&mut calculators.presence, read)
                }
                "tables/obligation.toml" => {
                    let read = Dated::read(path, text, obligation::NAMES, obligation::ObligationRule::read);
                    keep(&mut calculators.obligation, read)
                }
                _ => Ok(()),
            };
            faults.extend(read.err().into_iter().flatten());
        }
        if faults.is_empty() { Ok(calculators) } else { Err(faults) }
    }
}

impl Calculators {
    /// What the tables cannot say of a day, each at the line of the edition that is used in its place.
    pub fn gaps(&self, on: Date) -> Vec<Fault> {
        [
            gap("tables/language_tests.toml", self.language_tests.as_ref(), on),
            gap("tables/crs.toml", self.crs.as_ref(), on),
            gap("tables/fsw.toml", self.fsw.as_ref(), on),
            gap("tables/presence.toml", self.presence.as_ref(), on),
            gap("tables/obligation.toml", self.obligation.as_ref(), on),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn gap<T>(file: &str, dated: Option<&Dated<T>>, on: Date) -> Option<Fault> {
    let found = dated?.on(on)?;
    let what = match found.standing {
        Standing::InForce => return None,
        Standing::Past(unknown) => {
            format!("what holds since {} is not known: the site uses the table of {}", unknown.from, found.edition.from)
        }
        Standing::Later => format!("nothing is known of {on}: the site uses the table of {}", found.edition.from),
    };
    Some(Fault::new(
        file,
        found.edition.at,
        what,
        "Add the table of that day once it is known; the site says so until then.",
    ))
}

fn keep<T>(place: &mut Option<Dated<T>>, read: Result<Dated<T>, Vec<Fault>>) -> Result<(), Vec<Fault>> {
    *place = Some(read?);
    Ok(())
}
