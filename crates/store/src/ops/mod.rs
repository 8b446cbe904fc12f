//! Every operation and query, one module for each kind of thing.

pub mod accounts;
pub mod cases;
pub mod contacts;
pub mod demonstration;
pub mod documents;
pub mod drafts;
pub mod facts;
pub mod filing;
pub mod invitations;
pub mod jobs;
pub mod payments;
pub mod publications;
pub mod resume;
pub mod retention;
pub mod sessions;
pub mod signing;
pub mod synthetic;
pub mod tokens;
