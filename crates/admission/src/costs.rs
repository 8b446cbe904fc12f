//! What each kind of work costs, learned from the work itself.

use std::time::Duration;

/// How much a new measurement changes what is believed.
const WEIGHT: f64 = 0.05;
/// The most kinds of work told apart. A site has some dozens of routes.
const MOST_ROUTES: usize = 128;

/// The mean cost of each route, in seconds of processor and store time.
#[derive(Debug, Default)]
pub struct Costs {
    means: Vec<Option<f64>>,
}

impl Costs {
    /// Counts one piece of work on `route` (a number below 128 that the caller gives to each of its routes).
    pub fn learn(&mut self, route: usize, cost: Duration) {
        if route >= MOST_ROUTES {
            return;
        }
        if self.means.len() <= route {
            self.means.resize(route + 1, None);
        }
        let cost = cost.as_secs_f64();
        let mean = &mut self.means[route];
        *mean = Some(mean.map_or(cost, |mean| mean + WEIGHT * (cost - mean)));
    }

    /// What one piece of work on `route` costs; `None` before the first.
    pub fn of(&self, route: usize) -> Option<f64> {
        self.means.get(route).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_is_learned_and_follows_when_it_changes() {
        let mut costs = Costs::default();
        assert_eq!(costs.of(3), None);
        costs.learn(3, Duration::from_millis(10));
        assert!((costs.of(3).unwrap() - 0.010).abs() < 1e-9);
        for _ in 0..200 {
            costs.learn(3, Duration::from_millis(2));
        }
        assert!((costs.of(3).unwrap() - 0.002).abs() < 1e-4);
        assert_eq!(costs.of(2), None);
        costs.learn(MOST_ROUTES, Duration::from_secs(1));
        assert_eq!(costs.of(MOST_ROUTES), None);
    }
}
