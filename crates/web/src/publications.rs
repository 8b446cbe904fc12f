//! Programs as they were published: each version is recorded at the start, and read again for whoever began with it.

use crate::{app::App, problem::Problem, site::Site};
use jiff::{Timestamp, civil::Date};
use language::Fault;
use programs::Program;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};
use store::{
    Actor, RequestId, Store, Who,
    ops::publications::{LoadPublication, Publish},
};

/// Versions of programs that are kept in memory once they were asked for. After a change everybody asks for the one before.
const MOST_KEPT: usize = 32;

/// Records what a site publishes. A program whose version was published with another content before is a fault: people have
/// answered that one, and what they are told of a change, or hold a receipt for, rests on it.
///
/// # Errors
/// What the store says when it cannot be asked.
pub async fn publish(store: &Store, request: RequestId, site: &Site, now: Timestamp) -> store::Result<Vec<Fault>> {
    let actor = Actor { who: Who::System, request };
    let mut faults = Vec::new();
    for program in site.programs.iter().chain([&site.synthetic]) {
        let hash = vault::sha256(program.definition.as_bytes());
        let publish = Publish {
            program: program.id.clone(),
            version: program.version.clone(),
            hash,
            definition: program.definition.to_string(),
            now,
        };
        if store.exec(&actor, publish).await? != hash {
            let today = site.settings.zone().map_or_else(|_| Date::MIN, |zone| now.to_zoned(zone).date());
            faults.push(Fault::new(
                format!("programs/{}.toml", program.id),
                program.version_line,
                format!(
                    "the program “{}”, or a block it uses, was changed since its version {} was published",
                    program.id, program.version
                ),
                format!(
                    "Raise the version, for instance version = \"{}\": applications that people have begun then move to it. Or \
                     put the file back as it was. (Only trying things out? Start with new data, as --data another-folder.)",
                    next_version(&program.version, today)
                ),
            ));
        }
    }
    Ok(faults)
}

/// A version after this one: today, or one more of the same day.
fn next_version(version: &str, today: Date) -> String {
    let (day, number) = version.split_once('.').unwrap_or((version, "1"));
    match (day.parse::<Date>(), number.parse::<u32>()) {
        (Ok(date), Ok(number)) if date >= today => format!("{day}.{}", number + 1),
        _ => today.to_string(),
    }
}

/// Published versions that were asked for lately.
#[derive(Debug, Default)]
pub struct Publications(Mutex<BTreeMap<(String, String), Arc<Program>>>);

impl App {
    /// A version of a program as it was published; `None` when it never was, here.
    ///
    /// # Errors
    /// 503 when the store does not answer.
    pub(crate) async fn publication(&self, program: &str, version: &str) -> Result<Option<Arc<Program>>, Problem> {
        let key = (program.to_owned(), version.to_owned());
        let known = || self.publications.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&key) {
            return Ok(Some(Arc::clone(found)));
        }
        let load = LoadPublication { program: key.0.clone(), version: key.1.clone() };
        // It is public, and nothing is written: whoever asks.
        let actor = Actor { who: Who::Nobody, request: RequestId(uuid::Uuid::nil()) };
        let Some(definition) = self.store.read(&actor, load).await? else { return Ok(None) };
        let Some(recalled) = Program::recall(program, &definition, &self.site.tables) else {
            return Err(Problem::broken(format!("the version {version} of the program {program} cannot be read")));
        };
        let recalled = Arc::new(recalled);
        let mut known = known();
        if known.len() >= MOST_KEPT {
            // Whatever is asked for again is read again.
            known.clear();
        }
        known.insert(key, Arc::clone(&recalled));
        Ok(Some(recalled))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_next_version_is_today_or_one_more_of_the_same_day() {
        let today = date(2026, 11, 22);
        for (version, next) in [
            ("2026-05-01", "2026-11-22"),
            ("2026-05-01.3", "2026-11-22"),
            ("2026-11-22", "2026-11-22.2"),
            ("2026-11-22.9", "2026-11-22.10"),
            ("2027-01-01", "2027-01-01.2"),
        ] {
            assert_eq!(next_version(version, today), next);
        }
    }
}
