//! The look every page shares: the layout around a page, and one template macro for each kind of control and part.
//!
//! A page's template extends `look/layout.html`, imports `look/controls.html` and has a field `frame` of type
//! [`Frame`]. Style and script are committed under `assets/`; neither template writes a style or a script inline, so
//! the strictest content security policy holds.

mod field;
mod frame;
mod parts;
mod share;
mod timeline;

pub use field::{Choice, DatePart, Field, Peek, id_of};
pub use frame::{Frame, MenuLink};
pub use parts::{Act, Card, Event, Problem, State, SummaryRow, Table, Task, Turn, Upload, UploadState};
pub use share::ShareCard;
pub(crate) use share::first_paragraph;
pub use timeline::{Bar, Month, Period, Stretch, Tick, Timeline};

#[cfg(test)]
mod gallery;
