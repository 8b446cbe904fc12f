//! After the load: somebody knocks every little while, until all is as it was before.

use std::{cell::RefCell, rc::Rc, time::Duration};

use tokio::{
    task::JoinSet,
    time::{Instant, interval},
};

use crate::{crowd::Crowd, visit::knock};

/// How often somebody knocks.
const KNOCK: Duration = Duration::from_millis(100);
/// How many in a row are served well when all is as before.
const WELL: usize = 10;
/// How long one waits for that.
const LONGEST: Duration = Duration::from_mins(1);

/// How long after the load's end all was well again.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Recovery {
    /// Answers were as quick as they usually are.
    pub(crate) quick: Option<Duration>,
    /// Newcomers were let straight in, and quickly.
    pub(crate) straight_in: Option<Duration>,
}

/// How one knock was answered.
#[derive(Debug, Clone, Copy)]
struct Knock {
    quick: bool,
    straight_in: bool,
}

/// Knocks until newcomers are let straight in, each answered within `usual`.
pub(crate) async fn watch(crowd: &Rc<Crowd>, usual: Duration) -> Recovery {
    let ended = Instant::now();
    let knocks: Rc<RefCell<Vec<Option<Knock>>>> = Rc::default();
    let mut knocking = JoinSet::new();
    let mut tick = interval(KNOCK);
    loop {
        let due = tick.tick().await;
        let quick = well_from(&knocks.borrow(), |knock| knock.quick);
        let straight_in = well_from(&knocks.borrow(), |knock| knock.quick && knock.straight_in);
        if straight_in.is_some() || ended.elapsed() > LONGEST {
            return Recovery { quick, straight_in };
        }
        let place = knocks.borrow().len();
        knocks.borrow_mut().push(None);
        let (crowd, knocks) = (Rc::clone(crowd), Rc::clone(&knocks));
        knocking.spawn_local(async move {
            let number = crowd.first + u64::try_from(place).unwrap_or_default();
            let answer = knock(crowd, number, due).await;
            let knock = answer.map(|(took, straight_in)| Knock { quick: took <= usual, straight_in });
            if let Some(place) = knocks.borrow_mut().get_mut(place) {
                *place = Some(knock.unwrap_or(Knock { quick: false, straight_in: false }));
            }
        });
        while knocking.try_join_next().is_some() {}
    }
}

/// When the last one knocked after whom all were served well, if these are enough.
fn well_from(knocks: &[Option<Knock>], well: fn(Knock) -> bool) -> Option<Duration> {
    let answered: Vec<Knock> = knocks.iter().map_while(|knock| *knock).collect();
    let from = answered.iter().rposition(|knock| !well(*knock)).map_or(0, |last| last + 1);
    (answered.len() - from >= WELL).then(|| KNOCK * u32::try_from(from).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAD: Option<Knock> = Some(Knock { quick: false, straight_in: false });
    const GOOD: Option<Knock> = Some(Knock { quick: true, straight_in: true });

    #[test]
    fn all_is_well_from_the_first_of_many_good_answers_in_a_row() {
        let knocks = |bad: usize, good: usize| [vec![BAD; bad], vec![GOOD; good]].concat();
        let at = |knocks: &[Option<Knock>]| well_from(knocks, |knock| knock.quick);
        assert_eq!(at(&knocks(0, WELL)), Some(Duration::ZERO));
        assert_eq!(at(&knocks(3, WELL)), Some(KNOCK * 3));
        assert_eq!(at(&knocks(3, WELL - 1)), None);
    }

    #[test]
    fn an_answer_that_is_still_awaited_shows_nothing() {
        let knocks = [vec![GOOD, None], vec![GOOD; WELL]].concat();
        assert_eq!(well_from(&knocks, |knock| knock.quick), None);
    }
}
