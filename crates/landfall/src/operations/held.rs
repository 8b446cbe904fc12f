//! For how long each concern has held: the page warns of one when the alert would, and before that says that it is coming.

use super::{
    concerns::{ALL, Concern},
    history::{EVERY, History},
    reading::Reading,
};
use std::time::Duration;

/// Since when each concern has held without a break, by its place in the table, on the clock of readings.
#[derive(Debug)]
pub(crate) struct Held(Vec<Option<Duration>>);

/// Concerns that hold.
#[derive(Debug, Default)]
pub(crate) struct Holding {
    /// Those that have held for as long as an alert takes.
    pub(crate) firing: Vec<&'static Concern>,
    /// Those that have not yet, but for longer than a moment.
    pub(crate) coming: Vec<&'static Concern>,
}

impl Default for Held {
    fn default() -> Self {
        Self(vec![None; ALL.len()])
    }
}

impl Held {
    /// Hears a reading. Readings come every few seconds whether somebody looks or not.
    pub(crate) fn hear(&mut self, now: &Reading, history: &History) {
        for (concern, since) in ALL.iter().zip(&mut self.0) {
            *since = concern.holds(now, history).then(|| since.unwrap_or(now.at));
        }
    }

    /// What holds at `now`, the reading heard last.
    pub(crate) fn holding(&self, now: &Reading) -> Holding {
        let mut holding = Holding::default();
        for (concern, since) in ALL.iter().zip(&self.0) {
            let Some(since) = since else { continue };
            let lasted = now.at.saturating_sub(*since);
            if lasted >= concern.lasts() {
                holding.firing.push(concern);
            } else if lasted >= EVERY {
                holding.coming.push(concern);
            }
        }
        holding
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::names as n;

    /// What fires and what is coming after these readings: the second, and whether the store takes changes.
    fn after(readings: &[(u64, bool)]) -> (Vec<&'static str>, Vec<&'static str>) {
        let (mut held, mut now) = (Held::default(), Reading::default());
        for (second, works) in readings {
            now = Reading { at: Duration::from_secs(*second), ..Reading::default() };
            now.put(&n::STORE_READY, [], f64::from(u8::from(*works)));
            held.hear(&now, &History::default());
        }
        let holding = held.holding(&now);
        let names = |concerns: Vec<&'static Concern>| concerns.into_iter().map(|concern| concern.alert).collect();
        (names(holding.firing), names(holding.coming))
    }

    #[test]
    fn the_page_warns_of_the_store_when_it_has_been_away_for_as_long_as_an_alert_takes_and_not_at_the_start() {
        let away = vec!["LandfallStoreAway"];
        assert_eq!(after(&[(0, false)]), (vec![], vec![]), "it has not been asked yet");
        assert_eq!(after(&[(0, false), (4, false), (5, true)]), (vec![], vec![]));
        assert_eq!(after(&[(0, true), (5, false), (10, false)]), (vec![], away.clone()));
        assert_eq!(after(&[(0, true), (5, false), (34, false)]), (vec![], away.clone()));
        assert_eq!(after(&[(0, true), (5, false), (35, false)]), (away.clone(), vec![]));
        assert_eq!(
            after(&[(5, false), (20, true), (21, false), (40, false)]),
            (vec![], away),
            "a break begins it anew"
        );
    }
}
