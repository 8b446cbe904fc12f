//! Who comes when: as planned, whoever is served; or a few at a time, for what has to be done before and after.

use crate::{numbers::Micros, visit::Visitor};

/// A plan of arrivals.
pub(crate) enum Plan {
    /// Everybody at their time. Ends when all have left, or this long after the last has come.
    Open {
        /// When they come, from the beginning, which is at `began`.
        times: std::iter::Peekable<std::vec::IntoIter<Micros>>,
        began: Micros,
        /// Makes the visitor who arrives then.
        make: Box<dyn FnMut(Micros) -> Visitor>,
        /// When everybody goes home.
        end: Micros,
    },
    /// All of these, so many at a time.
    Batch { visitors: std::vec::IntoIter<Visitor>, abreast: u64 },
}

impl Plan {
    /// The next who comes now, if anybody does.
    pub(crate) fn next(&mut self, now: Micros, here: u64) -> Option<Visitor> {
        match self {
            Self::Open { times, began, make, .. } => {
                let due = times.next_if(|time| *began + time <= now)?;
                Some(make(*began + due))
            }
            Self::Batch { visitors, abreast } if here < *abreast => {
                let mut visitor = visitors.next()?;
                visitor.due = now;
                Some(visitor)
            }
            Self::Batch { .. } => None,
        }
    }

    /// Whether nobody comes any more and it is time to end.
    pub(crate) fn is_over(&mut self, now: Micros, here: u64) -> bool {
        match self {
            Self::Open { times, end, .. } => now >= *end || (here == 0 && times.peek().is_none()),
            Self::Batch { visitors, .. } => here == 0 && visitors.len() == 0,
        }
    }
}
