//! The receipt: what the applicant holds after filing, to see, to keep and to have verified by anyone.

use super::{Draft, Kept, fees, file::case_aad, start::page};
use crate::{
    look::{Event, Frame},
    payments::Paid,
    places::Place,
    problem::Problem,
    status,
    visit::Visit,
};
use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};
use language::Arg;
use store::ops::cases::{Case, LoadCase};

#[derive(Template)]
#[template(path = "apply/receipt.html")]
struct ReceiptTemplate {
    frame: Frame,
    number: String,
    filed: String,
    arrived: Option<String>,
    pdf_url: String,
    receipt_url: String,
    filing_url: String,
    status_code: String,
    status_url: String,
    history: Vec<Event>,
    /// How far its fees are paid.
    payment: Option<String>,
    /// Whether they are to be paid now.
    is_due: bool,
    payment_url: String,
}

pub(super) async fn open(visit: &Visit, reference: &str) -> Result<(Draft, Case, Kept), Problem> {
    let draft = Draft::open(visit, reference).await?;
    if !draft.is_filed() {
        return Err(Problem::not_found());
    }
    let load = LoadCase { application: draft.row.id };
    let case = visit.app.store.read(&visit.actor_towards(reference), load).await?;
    let kept = draft.key.open(&case_aad("receipt", draft.row.id), &case.sealed_receipt)?;
    let kept = serde_json::from_slice(&kept).map_err(|error| Problem::internal(&error))?;
    Ok((draft, case, kept))
}

/// The confirmation page.
pub(crate) async fn show(Path(reference): Path<String>, visit: Visit) -> Result<Response, Problem> {
    let (draft, case, kept) = open(&visit, &reference).await?;
    let place = Place::Receipt(reference.clone());
    let file = |name: &str| format!("{}/{name}", visit.path_to(&place));
    let moment = visit.app.moment(visit.language, case.filed_at);
    let program = kept.title(&visit.app, visit.language);
    let owed = fees::owed_by_case(&visit, &draft, kept.bill).await?;
    let template = ReceiptTemplate {
        payment: (owed.paid != Paid::NotRequired).then(|| owed.says(&visit, true)),
        is_due: owed.is_due(),
        payment_url: visit.path_to(&Place::Payment(reference.clone())),
        frame: visit.frame(&place),
        filed: visit.say_with("apply-filed-at", &[("program", Arg::Text(&program)), ("time", Arg::Text(&moment))]),
        arrived: kept.receipt.statement.arrived_at.map(|at| status::arrived(&visit, at)),
        pdf_url: file("application.pdf"),
        receipt_url: file("receipt.json"),
        filing_url: file("filing.json"),
        status_code: kept.status_code,
        status_url: visit.path_to(&Place::Status),
        history: status::history(&visit, &draft.key, &case).await?,
        number: case.number,
    };
    page(&template)
}

/// The files to keep: the signed receipt, what was filed in canonical form, and a PDF with every answer.
pub(crate) async fn download(
    Path((reference, file)): Path<(String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let (draft, case, kept) = open(&visit, &reference).await?;
    let number = &case.number;
    let (bytes, kind, name) = match file.as_str() {
        "receipt.json" => {
            (kept.receipt.to_file_text().into_bytes(), "application/json", format!("{number}-receipt.json"))
        }
        "filing.json" => {
            let bytes = draft.key.open(&case_aad("answers", draft.row.id), &case.sealed_answers)?;
            (bytes, "application/json", format!("{number}-filing.json"))
        }
        "application.pdf" => {
            (super::pdf::render(&visit, &draft, &case, kept)?, "application/pdf", format!("{number}.pdf"))
        }
        _ => return Err(Problem::not_found()),
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
