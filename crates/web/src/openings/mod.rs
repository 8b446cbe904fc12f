//! Which programs take applications at this moment, and how many places they have left.
//!
//! Each program's file says it. Something else can be put in its place while the site runs ([`Openings::replace`]). How many
//! were filed under a cap is read from the store once a second for everybody ([`App::count_places`]): no view asks the store.

mod told;

pub(crate) use told::{Told, ToldOf};

use crate::{
    app::App,
    visit::{Arrival, Visit},
};
use arc_swap::ArcSwap;
use jiff::{SignedDuration, Timestamp};
use language::Language;
use programs::{Availability, Cap, Opening, Program};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};
use store::{
    Actor, RequestId, Who,
    ops::filing::{CountFiled, FiledUnder},
};

/// How long the store may take to count. A count that comes later tells nobody anything.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a count is shown. Older, and the places left cannot be read at the moment.
const COUNTS: SignedDuration = SignedDuration::from_secs(10);

/// The openings of a running site.
#[derive(Debug, Default)]
pub struct Openings {
    replaced: ArcSwap<BTreeMap<String, Arc<Opening>>>,
    counted: ArcSwap<BTreeMap<String, Counted>>,
}

/// How many were filed under a cap when somebody last looked.
#[derive(Debug, Clone, Copy)]
struct Counted {
    under: FiledUnder,
    at: Timestamp,
}

impl Openings {
    /// The opening in force for `program`.
    pub fn of(&self, program: &Program) -> Arc<Opening> {
        self.replaced.load().get(&program.id).map_or_else(|| Arc::clone(&program.opening), Arc::clone)
    }

    /// Puts these openings, by id of their program, in place of what the program files say; all others follow their files
    /// again. Take the program's own and change what is to be changed. Every page says so within a second.
    pub fn replace(&self, openings: BTreeMap<String, Arc<Opening>>) {
        if **self.replaced.load() != openings {
            self.replaced.store(Arc::new(openings));
        }
    }

    fn counted(&self, cap: &Cap) -> Option<Counted> {
        self.counted.load().get(&cap.name).copied()
    }
}

impl App {
    /// What `opening` says at `now` to somebody who arrived at `arrived`, if they had to wait.
    pub(crate) fn judge<'a>(
        &self,
        opening: &'a Opening,
        now: Timestamp,
        arrived: Option<Timestamp>,
    ) -> Availability<'a> {
        // A count only grows, so one that is old still tells that every place is taken.
        let counted = opening.cap.as_ref().and_then(|cap| self.openings.counted(cap));
        opening.judge(now, &self.time_zone, arrived, counted.map(|counted| counted.under.filed))
    }

    /// What somebody with this arrival is told of `program`, who is a stranger without one.
    pub(crate) fn told(&self, program: &Program, language: Language, arrival: Option<Arrival>) -> Told {
        let opening = self.openings.of(program);
        let says = self.judge(&opening, self.now(), arrival.map(|arrival| arrival.at));
        Told::new(self, language, &opening, says, arrival)
    }

    /// Reads how many were filed under each cap.
    pub(crate) async fn count_places(&self) {
        let caps =
            self.site.programs.iter().filter_map(|program| Some(self.openings.of(program).cap.as_ref()?.name.clone()));
        let names: BTreeSet<String> = caps.take(store::limits::LIST as usize).collect();
        if names.is_empty() {
            return;
        }
        let at = self.now();
        let request = RequestId(uuid::Builder::from_random_bytes(self.random_bytes()).into_uuid());
        let count = CountFiled { names: names.iter().cloned().collect() };
        let actor = Actor { who: Who::System, request };
        let counting = self.store.read(&actor, count);
        // A store that does not answer is logged by whoever proves that it does; here the last count grows old.
        if let Ok(Ok(counts)) = tokio::time::timeout(PATIENCE, counting).await {
            let counted = counts.into_iter().map(|under| Counted { under, at });
            self.openings.counted.store(Arc::new(names.into_iter().zip(counted).collect()));
        }
    }
}

impl Visit {
    /// What `opening` says to this visitor.
    pub(crate) fn judge<'a>(&self, opening: &'a Opening, now: Timestamp) -> Availability<'a> {
        self.app.judge(opening, now, self.arrival(now).map(|arrival| arrival.at))
    }

    /// What this visitor is told of `program`.
    pub(crate) fn told(&self, program: &Program) -> Told {
        self.app.told(program, self.language, self.arrival(self.app.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use language::Text;
    use programs::{Moment, Pause, Tables};

    const PROGRAM: &str = r#"
id = "small"
version = "2026-11-22"
title = { en = "Small", fr = "Petit" }
summary = { en = "A small one.", fr = "Un petit." }
sources = [ { id = "test", title = { en = "Tests", fr = "Essais" }, date = "2026-05" } ]
cap = { name = "small-2026", limit = 5 }
[[section]]
id = "you"
title = { en = "You", fr = "Vous" }
[[section.page]]
id = "story"
title = { en = "Story", fr = "Histoire" }
[[section.page.question]]
id = "story"
kind = "text"
label = { en = "Story", fr = "Histoire" }
source = ["test"]
"#;

    #[test]
    fn an_opening_put_in_place_of_a_files_is_in_force_until_it_is_taken_away() {
        let program = Program::parse("programs/small.toml", PROGRAM, &Arc::new(Tables::default())).unwrap();
        let openings = Openings::default();
        assert_eq!(openings.of(&program), program.opening);
        let pause =
            Pause { since: Moment::At(Timestamp::UNIX_EPOCH), until: None, reason: Text::new("A notice.", "Un avis.") };
        let paused = Opening { paused: Some(pause.clone()), ..Opening::clone(&program.opening) };
        openings.replace([(program.id.clone(), Arc::new(paused))].into());
        let opening = openings.of(&program);
        let zone = jiff::tz::TimeZone::UTC;
        assert_eq!(opening.judge(Timestamp::UNIX_EPOCH, &zone, None, None), Availability::Paused(&pause));
        assert_eq!(opening.cap, program.opening.cap, "the rest is the program's own");
        openings.replace(BTreeMap::new());
        assert_eq!(openings.of(&program), program.opening);
    }
}
