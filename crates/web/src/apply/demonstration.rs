//! The page of the demonstration provider, where a real one's own page would be: it says that no money moves, and lets a person
//! accept, decline, break off, or see what a fault does.

use super::{fees::Owing, start::page};
use crate::{
    forms::Form,
    look::Frame,
    payments::{Paid, Standing},
    places::{NotPaid, Place},
    problem::{Problem, chain},
    visit::Visit,
};
use askama::Template;
use axum::{extract::Path, response::Response};
use store::ops::payments::BeginPayment;

#[derive(Template)]
#[template(path = "apply/demonstration.html")]
struct DemonstrationTemplate {
    frame: Frame,
    amount: String,
    /// The payment that is agreed to: another bill is shown again first.
    key: String,
    action: String,
    back: String,
}

/// Asks whether the amount may be held.
pub(crate) async fn show(Path(reference): Path<String>, visit: Visit) -> Result<Response, Problem> {
    let owing = Owing::open(&visit, &reference).await?;
    let payment = Place::Payment(reference.clone());
    if !owing.is_payable() {
        return Ok(visit.go(&payment));
    }
    let place = Place::Provider(reference);
    page(&DemonstrationTemplate {
        frame: visit.frame(&place),
        amount: owing.owed.total(&visit),
        key: vault::encoding::to_hex(&owing.owed.key),
        action: visit.path_to(&place),
        back: visit.path_to(&payment),
    })
}

/// Does what was chosen. Whatever comes of it, the application is what it was.
pub(crate) async fn answer(Path(reference): Path<String>, visit: Visit, form: Form) -> Result<Response, Problem> {
    visit.check_token(form.get("form_token"))?;
    let owing = Owing::open(&visit, &reference).await?;
    let after = |outcome| Ok(visit.go(&Place::PaymentAfter(reference.clone(), outcome)));
    let agreed = form.get("payment") == vault::encoding::to_hex(&owing.owed.key);
    match form.get("choice") {
        // A second click, or another tab: it was made already.
        "accept" if agreed && matches!(owing.owed.paid, Paid::Authorised | Paid::Taken(_)) => {
            Ok(visit.go(&next(&owing, reference)))
        }
        // There is nothing to pay any more, or another bill than the one that was shown.
        _ if !owing.is_payable() || !agreed => Ok(visit.go(&Place::Payment(reference))),
        "accept" => match pay(&visit, owing).await? {
            Some(place) => Ok(visit.go(&place)),
            None => after(NotPaid::Fault),
        },
        "decline" => after(NotPaid::Declined),
        "fault" => after(NotPaid::Fault),
        _ => after(NotPaid::BrokenOff),
    }
}

/// Where a person goes on who has paid.
fn next(owing: &Owing, reference: String) -> Place {
    if owing.draft.is_filed() { Place::Receipt(reference) } else { Place::Review(reference) }
}

/// Holds the amount, and takes it if the application is filed. Where to go on, or `None` after a fault.
async fn pay(visit: &Visit, owing: Owing) -> Result<Option<Place>, Problem> {
    let reference = owing.draft.row.reference.clone();
    if !hold(visit, &owing).await {
        return Ok(None);
    }
    if owing.draft.is_filed() {
        return Ok(Some(next(&owing, reference)));
    }
    // Filed in another tab with this very bill before the payment was begun: the filing could not tie it, so it is tied now.
    let now = Owing::open(visit, &reference).await?;
    if now.draft.is_filed() && now.owed.hash == owing.owed.hash && !hold(visit, &now).await {
        return Ok(None);
    }
    Ok(Some(next(&now, reference)))
}

/// Whether the amount is held now, or was taken.
async fn hold(visit: &Visit, owing: &Owing) -> bool {
    let till = visit.app.till();
    let begin = BeginPayment {
        key: owing.owed.key,
        application: owing.draft.row.id,
        bill: owing.owed.hash,
        filed: owing.draft.is_filed(),
        now: till.now,
    };
    let person = visit.actor_towards(&owing.draft.row.reference);
    match till.pay(&person, begin, owing.owed.bill.total_cents).await {
        Ok(standing) => matches!(standing, Standing::Authorised | Standing::Captured),
        Err(error) => {
            tracing::warn!(cause = chain(&error), "a payment could not be made");
            false
        }
    }
}
