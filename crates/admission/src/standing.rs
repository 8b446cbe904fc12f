//! What is asked of the door, and what it answers.

use crate::{saturation::Signals, ticket::Ticket, wait::Range};
use std::time::Duration;

/// What is fixed at the start.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// Which machine this is, when there are several.
    pub node: u8,
    /// A cap on the work let in, in seconds a second. Nobody has to set it.
    pub most_work: Option<f64>,
}

/// Somebody came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entered {
    /// When they arrived, in milliseconds since 1970: what counts for a deadline.
    pub arrival_millis: u64,
}

/// Where somebody in line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What to come back with.
    pub ticket: Ticket,
    /// People before them; 0 for whoever is next.
    pub ahead: usize,
    /// How long it will take; to [`Duration::MAX`] while nobody can say.
    pub wait: Range,
    /// When to ask again.
    pub ask_again: Duration,
    /// Whether their turn has come and only a moment of room is missing.
    pub is_next: bool,
    /// Whether they may wait at the door for a moment before they are shown to the room.
    pub may_stand: bool,
}

/// The answer to somebody with a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Come in.
    Enter(Entered),
    /// Not yet.
    Wait(Standing),
    /// The ticket was used before.
    Used,
    /// The ticket is older than a day.
    Expired,
}

/// What operators see.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Status {
    /// How many wait in each line.
    pub waiting: [usize; 3],
    /// How many were called and have not come yet.
    pub called: usize,
    /// How many are busy inside.
    pub inside: usize,
    /// Work let in, in seconds a second.
    pub pace: f64,
    /// The shortest delay of the last interval, in seconds.
    pub delay: f64,
    /// Whether newcomers are held just now.
    pub holds: bool,
    /// Whether the store does not answer.
    pub is_broken: bool,
    /// The last sample of how busy the machine is.
    pub signals: Signals,
    /// The delay that is aimed for, in seconds.
    pub target: f64,
    /// How long newcomers have been held since the start by each [`Signal`](crate::Signal), in seconds.
    pub held: [f64; 6],
    /// The share of predicted ranges that held, over all lines.
    pub ranges_held: Option<f64>,
}
