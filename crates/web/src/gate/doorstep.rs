//! The requests of those who wait at the door: each is held for a moment, and told when its sender is let in.

use admission::{Entered, Ticket};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{sync::oneshot, time::timeout};

/// How long a request is held before its sender is shown to the waiting room.
const A_MOMENT: Duration = Duration::from_secs(1);

/// Those at the door, by their tickets.
#[derive(Debug, Default)]
pub(super) struct Doorstep(Mutex<HashMap<Ticket, oneshot::Sender<Entered>>>);

/// Somebody at the door, until this is dropped.
pub(super) struct Waiting<'a> {
    doorstep: &'a Doorstep,
    ticket: Ticket,
    told: oneshot::Receiver<Entered>,
}

impl Doorstep {
    /// Somebody comes.
    pub(super) fn come(&self, ticket: Ticket) -> Waiting<'_> {
        let (tell, told) = oneshot::channel();
        self.lock().insert(ticket, tell);
        Waiting { doorstep: self, ticket, told }
    }

    /// Tells somebody that they are let in. `false`: they have gone.
    pub(super) fn tell(&self, ticket: Ticket, entered: Entered) -> bool {
        let tell = self.lock().remove(&ticket);
        tell.is_some_and(|tell| tell.send(entered).is_ok())
    }

    /// A panic elsewhere leaves each entry whole.
    fn lock(&self) -> MutexGuard<'_, HashMap<Ticket, oneshot::Sender<Entered>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting<'_> {
    /// Waits for a moment to be let in. `None`: nobody was, or the same ticket came once more.
    pub(super) async fn a_moment(&mut self) -> Option<Entered> {
        if let Ok(heard) = timeout(A_MOMENT, &mut self.told).await {
            return heard.ok();
        }
        // From here on nobody can be told, and whoever just was has heard.
        self.told.close();
        self.told.try_recv().ok()
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.told.close();
        let mut waiting = self.doorstep.lock();
        // Unless the same ticket has come once more.
        if waiting.get(&self.ticket).is_some_and(oneshot::Sender::is_closed) {
            waiting.remove(&self.ticket);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use admission::{Admission, Entry, Now, Settings};

    #[tokio::test]
    async fn who_waits_is_told_and_who_has_gone_is_not() {
        let doorstep = Doorstep::default();
        let now = Now { since_start: Duration::ZERO, unix_millis: 0 };
        let ticket = Admission::new(Settings::default()).join(now, Entry::Begin).ticket;
        let entered = Entered { arrival_millis: 7 };
        let mut waiting = doorstep.come(ticket);
        assert!(doorstep.tell(ticket, entered));
        assert_eq!(waiting.a_moment().await, Some(entered));
        let mut waiting = doorstep.come(ticket);
        assert_eq!(waiting.a_moment().await, None);
        assert!(!doorstep.tell(ticket, entered));
        let (first, mut second) = (doorstep.come(ticket), doorstep.come(ticket));
        drop(first);
        assert!(doorstep.tell(ticket, entered));
        assert_eq!(second.a_moment().await, Some(entered));
    }
}
