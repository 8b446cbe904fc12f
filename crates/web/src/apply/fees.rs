//! What an application owes, line by line, how far it is paid, and the way to pay: before filing, or at any time after it.

use super::{Draft, people::People, receipt, start::page};
use crate::{
    look::{Frame, Table},
    openings::Told,
    payments::{Owed, Paid},
    places::{NotPaid, Place},
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use programs::{Journey, fees::Bill};
use serde::Deserialize;
use store::ops::payments::PaymentsOf;

/// A bill as a page shows it.
pub(super) struct Fees {
    pub(super) table: Table,
    pub(super) total: String,
    pub(super) undecided: bool,
    pub(super) derived: bool,
    /// How far it is paid.
    pub(super) says: String,
    /// Whether it is to be paid now.
    pub(super) is_due: bool,
}

impl Fees {
    /// Of what is owed, before or after filing.
    pub(super) fn of(visit: &Visit, owed: &Owed, filed: bool) -> Self {
        Self {
            table: owed.table(visit),
            total: owed.total(visit),
            undecided: owed.bill.undecided,
            derived: owed.has_derived(),
            says: owed.says(visit, filed),
            is_due: owed.is_due(),
        }
    }
}

async fn owed(visit: &Visit, draft: &Draft, bill: Bill) -> Result<Owed, Problem> {
    let of = PaymentsOf { application: draft.row.id };
    let payments = visit.app.store.read(&visit.actor_towards(&draft.row.reference), of).await?;
    Ok(Owed::new(&visit.app, draft.row.id, bill, &payments))
}

/// What a draft owes today.
///
/// # Errors
/// 503 when the store does not answer.
pub(super) async fn owed_by_draft(visit: &Visit, draft: &Draft, journey: &Journey<'_>) -> Result<Owed, Problem> {
    owed(visit, draft, journey.bill()).await
}

/// What a filed application owes: the bill it was filed with.
///
/// # Errors
/// As [`owed_by_draft`].
pub(super) async fn owed_by_case(visit: &Visit, draft: &Draft, bill: Bill) -> Result<Owed, Problem> {
    owed(visit, draft, bill).await
}

/// An application with what it owes.
pub(super) struct Owing {
    pub(super) draft: Draft,
    pub(super) owed: Owed,
    /// Whether everything it asks is answered.
    pub(super) complete: bool,
    /// Whether the signature of somebody else is missing.
    waiting: bool,
    /// What is told of its program; nothing of a filed one's.
    pub(super) told: Told,
}

impl Owing {
    /// Of the application `reference`.
    ///
    /// # Errors
    /// 404 when there is none that this visitor may open.
    pub(super) async fn open(visit: &Visit, reference: &str) -> Result<Self, Problem> {
        let draft = Draft::open(visit, reference).await?;
        if draft.is_filed() {
            let (draft, _, kept) = receipt::open(visit, reference).await?;
            let owed = owed_by_case(visit, &draft, kept.bill).await?;
            return Ok(Self { draft, owed, complete: true, waiting: false, told: Told::default() });
        }
        let (owed, complete, waiting) = {
            let journey = draft.walk()?;
            let people = People::who_sign(visit, &draft, &journey).await?;
            (owed_by_draft(visit, &draft, &journey).await?, journey.is_complete(), !people.are_all_signed())
        };
        let told = visit.told(draft.program()?);
        Ok(Self { draft, owed, complete, waiting, told })
    }

    /// Whether nothing stands between it and what follows: filing, or anything after it.
    fn is_ready(&self) -> bool {
        self.complete && !self.waiting && !self.told.refuses && !self.draft.is_withdrawn()
    }

    /// Whether it can be paid now. What is held for somebody who cannot file yet would be let go of within a day.
    pub(super) fn is_payable(&self) -> bool {
        self.is_ready() && self.owed.is_due()
    }
}

#[derive(Template)]
#[template(path = "apply/fees.html")]
struct FeesTemplate {
    frame: Frame,
    /// What came of the payment that was just tried.
    news: Option<String>,
    /// Nothing, when nothing is owed.
    fees: Option<Fees>,
    says: String,
    complete: bool,
    /// Whether the signature of somebody else is missing.
    waiting: bool,
    /// That it can be filed now, where it can.
    can_file: Option<String>,
    told: Told,
    payable: bool,
    provider_url: String,
    people_url: String,
    review_url: String,
    back: String,
}

/// What may have come of a payment before the page is shown.
#[derive(Deserialize)]
pub(crate) struct After {
    not: Option<NotPaid>,
}

/// The fees and how far they are paid.
pub(crate) async fn show(
    Path(reference): Path<String>,
    visit: Visit,
    Query(after): Query<After>,
) -> Result<Response, Problem> {
    let owing = Owing::open(&visit, &reference).await?;
    let filed = owing.draft.is_filed();
    let payable = owing.is_payable();
    let news = after.not.filter(|_| payable).map(|not| match not {
        NotPaid::Declined => "payment-declined",
        NotPaid::BrokenOff => "payment-broken-off",
        NotPaid::Fault => "payment-fault",
    });
    let owed = &owing.owed;
    let can_file = if payable { "payment-either" } else { "payment-ready" };
    let can_file = (!filed && owing.is_ready()).then(|| visit.say(can_file));
    let back = if filed { Place::Receipt(reference.clone()) } else { Place::Tasks(reference.clone()) };
    let place = match after.not {
        Some(not) => Place::PaymentAfter(reference.clone(), not),
        None => Place::Payment(reference.clone()),
    };
    page(&FeesTemplate {
        frame: visit.frame(&place),
        news: news.map(|key| visit.say(key)),
        says: owed.says(&visit, filed),
        fees: (owed.paid != Paid::NotRequired).then(|| Fees::of(&visit, owed, filed)),
        complete: owing.complete,
        waiting: owing.complete && owing.waiting,
        can_file,
        told: owing.told,
        payable,
        provider_url: visit.path_to(&Place::Provider(reference.clone())),
        people_url: visit.path_to(&Place::People(reference.clone())),
        review_url: visit.path_to(&Place::Review(reference)),
        back: visit.path_to(&back),
    })
}
