//! Counts of the work behind the pages, for the operator, kept in memory so that looking costs the store nothing.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering::Relaxed},
};
use store::ops::jobs::KindCount;

/// The kinds of job there are, and what is of none of them.
pub(crate) const KINDS: [&str; 4] = [web::mail::JOB, web::uploads::JOB, web::payments::JOB, "other"];

/// How a try of a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JobResult {
    Done,
    /// It failed and will be tried again.
    Failed,
    /// It failed for the last time.
    GivenUp,
}

impl JobResult {
    pub(crate) const ALL: [Self; 3] = [Self::Done, Self::Failed, Self::GivenUp];

    /// Its name among measurements.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::GivenUp => "given_up",
        }
    }
}

/// What waits of one kind, as it was last counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Outbox {
    pub(crate) waiting: u64,
    pub(crate) given_up: u64,
    /// When the first was due, in milliseconds since 1970.
    pub(crate) first_due: Option<u64>,
}

/// All the counts.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    runs: [[AtomicU64; 3]; KINDS.len()],
    outbox: Mutex<[Outbox; KINDS.len()]>,
    /// When the outbox was last counted, in milliseconds since 1970.
    pub(crate) counted_at: AtomicU64,
    /// Documents scanned.
    pub(crate) clean: AtomicU64,
    pub(crate) infected: AtomicU64,
    /// Tries in a row that reached no mail server, and when the first of them was, in milliseconds since 1970.
    unreached: AtomicU64,
    unreached_since: AtomicU64,
    /// Of the last reconciliation.
    pub(crate) payments_open: AtomicU64,
    pub(crate) payments_unsettled: AtomicU64,
}

impl Tally {
    /// A job of this kind was tried.
    pub(crate) fn ran(&self, kind: &str, result: JobResult) {
        self.runs[place(kind)][result as usize].fetch_add(1, Relaxed);
    }

    /// How often a try of the kind at this place of [`KINDS`] ended so.
    pub(crate) fn runs(&self, kind: usize, result: JobResult) -> u64 {
        self.runs[kind][result as usize].load(Relaxed)
    }

    /// A mail server was there, whatever it said of the mail, or there was none.
    pub(crate) fn mail_server(&self, at: jiff::Timestamp, was_there: bool) {
        if was_there {
            self.unreached.store(0, Relaxed);
        } else if self.unreached.fetch_add(1, Relaxed) == 0 {
            self.unreached_since.store(millis(at), Relaxed);
        }
    }

    /// Since when no mail server is there, in milliseconds since 1970, after so many tries in a row.
    pub(crate) fn mail_away(&self, tries: u64) -> Option<u64> {
        (self.unreached.load(Relaxed) >= tries).then(|| self.unreached_since.load(Relaxed))
    }

    /// The outbox was counted.
    pub(crate) fn counted(&self, at: jiff::Timestamp, rows: &[KindCount]) {
        let mut outbox = [Outbox::default(); KINDS.len()];
        for row in rows {
            let of = &mut outbox[place(&row.kind)];
            of.waiting += row.waiting;
            of.given_up += row.given_up;
            of.first_due = of.first_due.into_iter().chain(row.first_due.map(millis)).min();
        }
        *self.outbox.lock().unwrap_or_else(PoisonError::into_inner) = outbox;
        self.counted_at.store(millis(at), Relaxed);
    }

    /// What waits of the kind at this place of [`KINDS`].
    pub(crate) fn outbox(&self, kind: usize) -> Outbox {
        self.outbox.lock().unwrap_or_else(PoisonError::into_inner)[kind]
    }
}

fn place(kind: &str) -> usize {
    KINDS.iter().position(|known| *known == kind).unwrap_or(KINDS.len() - 1)
}

fn millis(at: jiff::Timestamp) -> u64 {
    u64::try_from(at.as_millisecond()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn a_mail_server_is_away_after_some_tries_in_a_row_since_the_first_of_them() {
        let tally = Tally::default();
        let at = |second| Timestamp::from_second(second).expect("a moment");
        for (second, was_there, away) in [
            (1, false, None),
            (2, true, None),
            (3, false, None),
            (4, false, Some(3_000)),
            (5, false, Some(3_000)),
            (6, true, None),
        ] {
            tally.mail_server(at(second), was_there);
            assert_eq!(tally.mail_away(2), away, "second {second}");
        }
    }

    #[test]
    fn kinds_nobody_knows_are_counted_together() {
        let tally = Tally::default();
        let row = |kind: &str, waiting, due| KindCount {
            kind: kind.to_owned(),
            waiting,
            given_up: 1,
            first_due: Some(Timestamp::from_millisecond(due).expect("a moment")),
        };
        tally.counted(Timestamp::UNIX_EPOCH, &[row("mail", 3, 9), row("poem", 1, 7), row("song", 2, 5)]);
        assert_eq!(tally.outbox(0), Outbox { waiting: 3, given_up: 1, first_due: Some(9) });
        assert_eq!(tally.outbox(3), Outbox { waiting: 3, given_up: 2, first_due: Some(5) });
        tally.counted(Timestamp::UNIX_EPOCH, &[]);
        assert_eq!(tally.outbox(3), Outbox::default(), "what is done is gone");
    }
}
