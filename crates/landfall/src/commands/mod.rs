//! One file per command.

pub(crate) mod calculate;
pub(crate) mod check;
pub(crate) mod payments;
pub(crate) mod rehearse;
pub(crate) mod serve;
pub(crate) mod verify;
