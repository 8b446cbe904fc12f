//! Applying: beginning an application, filling it in, coming back to it, filing it.

mod audit;
mod changes;
pub(crate) mod declined;
mod delete;
mod demonstration;
mod document;
mod draft;
pub(crate) mod drawing;
mod earlier;
mod edition;
mod fees;
mod file;
mod files;
mod keep;
mod list;
mod lost;
mod once;
mod page;
mod pdf;
mod people;
mod reading;
mod receipt;
mod refused;
mod resume;
mod review;
pub(crate) mod start;
mod tasks;
mod withdrawn;

pub use audit::{Flaw, SignedBy, audit};
pub(crate) use draft::{Draft, Kept};
pub(crate) use file::{STATUS, action_aad, case_aad};

use crate::{app::App, places::segment as s};
use axum::{Router, extract::DefaultBodyLimit, routing::get};
use language::Language;
use std::sync::Arc;

/// The routes of applying, in `language`.
pub(crate) fn routes(language: Language) -> Router<Arc<App>> {
    let l = language;
    let home = format!("/{}", l.code());
    let application = format!("{home}/{}/{{reference}}", s::applications(l));
    Router::new()
        .route(&format!("{home}/{}/{{program}}", s::apply(l)), get(start::show).post(start::begin))
        .route(&application, get(tasks::show))
        .route(
            &format!("{application}/{}/{{*page}}", s::page(l)),
            // Uploads stream past the limit on forms; each page has a limit of its own.
            get(page::show).post(page::send).layer(DefaultBodyLimit::disable()),
        )
        .route(&format!("{application}/{}", s::review(l)), get(review::show))
        .route(&format!("{application}/{}", s::changes(l)), get(changes::show).post(changes::send))
        .route(&format!("{application}/{}", s::file(l)), get(file::show).post(file::file))
        .route(&format!("{application}/{}", s::payment(l)), get(fees::show))
        .route(
            &format!("{application}/{}/{}", s::payment(l), s::provider(l)),
            get(demonstration::show).post(demonstration::answer),
        )
        .route(&format!("{application}/{}", s::receipt(l)), get(receipt::show))
        .route(&format!("{application}/{}/{{file}}", s::receipt(l)), get(receipt::download))
        .route(&format!("{application}/{}", s::keep(l)), get(keep::show).post(keep::change))
        .route(&format!("{application}/{}", s::people(l)), get(people::manage::show).post(people::manage::change))
        .route(&format!("{home}/{}", s::invitation(l)), get(people::invited::nowhere).post(people::invited::redeem))
        .route(&format!("{home}/{}/{{reference}}/{{secret}}", s::invitation(l)), get(people::invited::from_link))
        .route(
            &format!("{home}/{}/{{reference}}/{{signer}}", s::sign(l)),
            get(people::sign::show).post(people::sign::answer),
        )
        .route(&format!("{home}/{}/{{reference}}/{{signer}}/{{document}}", s::sign(l)), get(people::sign::document))
        .route(&format!("{application}/{}", s::delete(l)), get(delete::ask).post(delete::delete))
        .route(&format!("{home}/{}", s::deleted(l)), get(delete::deleted))
        .route(&format!("{application}/{}/{{document}}", s::documents(l)), get(document::download))
        .route(&format!("{home}/{}", s::resume(l)), get(resume::show).post(resume::redeem))
        .route(&format!("{home}/{}/{{reference}}/{{secret}}", s::resume(l)), get(resume::from_link))
        .route(&format!("{home}/{}/{}", s::resume(l), s::lost(l)), get(lost::show).post(lost::ask))
}
