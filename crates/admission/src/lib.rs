//! Decides who goes in when: measures how busy the machine is, lets in as much work as it can do, and keeps everybody else
//! in a fair line.
//!
//! The picture, from the outside in:
//!
//! - [`Admission`] is the one decision. Whoever wants to begin asks it ([`Admission::try_enter`]), and joins the line
//!   ([`Admission::join`]) when there is no room. Whoever waits comes back with a [`Ticket`] ([`Admission::ask`]).
//! - [`Signals`] say how busy the machine is, in milliseconds of delay and shares of a limit, never as a ratio to some
//!   earlier measurement. [`Saturation`] makes one verdict of them, [`Pace`] turns the verdicts into work a second.
//! - [`Line`] keeps the order of arrival in 10 bytes a person. A [`Ticket`] carries the place itself, sealed, so the line
//!   can be lost and is rebuilt by those who stand in it.
//! - [`Owners`] know whose tickets are whose, so that somebody with an account uses one.
//! - [`Turnstile`] lets the requests of people inside run in order of importance when there are more than can run.
//!
//! Everything is pure: time comes in as [`Now`], randomness as [`vault::Random`]. The simulation in this crate's tests runs
//! the same code with 2,000,000 visitors in virtual time. docs/admission.md explains it to operators and engineers.
//!
//! Deliberately absent: any number for an operator to guess, and any input that tells who somebody is. Country,
//! nationality and language never reach this crate.

mod admission;
mod attendance;
mod calendar;
mod coming;
mod costs;
mod day;
mod inside;
mod line;
mod names;
mod now;
mod owners;
mod pace;
mod place;
mod room;
mod saturation;
mod standing;
mod ticket;
mod turnstile;
mod visits;
mod wait;

pub use admission::Admission;
pub use calendar::Calendar;
pub use costs::Costs;
pub use inside::Inside;
pub use line::Line;
pub use now::Now;
pub use owners::{Owner, Owners};
pub use pace::Pace;
pub use place::{Entry, Place, Places};
pub use saturation::{Saturation, Signal, Signals};
pub use standing::{Asked, Entered, Settings, Standing, Status};
pub use ticket::Ticket;
pub use turnstile::{Importance, Turn, Turnstile};
pub use wait::{Later, Range, Waits};
