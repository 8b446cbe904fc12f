//! Filing. Everything that takes time (walking, validating, sealing, hashing, signing) comes first; then one operation checks
//! that nothing changed meanwhile and writes it all; and only when that is on disk is anybody told.

use super::{
    Draft, Kept,
    people::{self, People},
    reading::{self, Part, Words},
    refused, withdrawn,
};
use crate::{
    forms::Form,
    mail::{self, Under},
    payments::{self, owed},
    places::Place,
    problem::{Problem, chain},
    visit::Visit,
};
use axum::{extract::Path, response::Response};
use casework::{Action, Filing, Link, RECEIPT_FORMAT, Receipt, START, Signature, Statement};
use jiff::Timestamp;
use language::Language;
use letters::mail::Mail;
use programs::{Availability, Opening};
use store::{
    DocumentId,
    ops::{
        filing::{Cap, FileApplication},
        payments::Due,
    },
};
use vault::Secret;

/// What status secrets are hashed for.
pub(crate) const STATUS: &str = "status";
/// The name of the state a case begins in.
const RECEIVED: &str = "received";

/// Binds a case's sealed columns to their application.
pub(crate) fn case_aad(column: &str, id: store::ApplicationId) -> Vec<u8> {
    [b"cases.", column.as_bytes(), b"/", id.0.as_bytes()].concat()
}

/// Binds a sealed action to its case and place.
pub(crate) fn action_aad(id: store::ApplicationId, sequence: u64) -> Vec<u8> {
    [b"actions.sealed/", id.0.as_bytes().as_slice(), &sequence.to_be_bytes()].concat()
}

/// Files the application. A second click, a reload, a second tab or a retry after a lost answer leads to the same receipt.
pub(crate) async fn file(Path(reference): Path<String>, visit: Visit, form: Form) -> Result<Response, Problem> {
    visit.check_token(form.get("form_token"))?;
    let draft = Draft::open(&visit, &reference).await?;
    let receipt = Place::Receipt(reference.clone());
    if draft.is_filed() {
        return Ok(visit.go(&receipt));
    }
    if draft.is_withdrawn() {
        return withdrawn::refuse(&visit, &draft).await;
    }
    let now = visit.app.now();
    let opening = visit.app.openings.of(draft.program()?);
    let arrived_at = match visit.judge(&opening, now) {
        Availability::Open => None,
        Availability::InGrace { arrived, .. } => Some(arrived),
        says => return refuse(&visit, &draft, &opening, says).await,
    };
    // Nobody confirms as complete what was changed without their knowing.
    if draft.differences().is_some() {
        return Ok(visit.go(&Place::Changes(reference)));
    }
    // The person confirms what the review page showed: answers changed since then are shown again first. To settle it takes one
    // save; had it met another, that one would be in it.
    let shown = draft.row.version;
    let draft = draft.settle(&visit).await?;
    let reviewed = form.get("version") == shown.to_string() && draft.row.version <= shown + 1;
    // So are signatures that are missing, or that an answer changed since has ended.
    let people = People::who_sign(&visit, &draft, &draft.walk()?).await?;
    let Some(signatures) = people.signatures() else { return Ok(visit.go(&Place::Review(reference))) };
    let Some(filing) = draft.freeze(signatures)?.filter(|_| reviewed) else {
        return Ok(visit.go(&Place::Review(reference)));
    };
    let cap = opening.cap.as_ref().map(|cap| Cap { name: cap.name.clone(), limit: cap.limit });
    let prepared = FileApplication { cap, ..prepare(&visit, &draft, &filing, now, arrived_at).await? };
    match visit.app.store.exec(&visit.actor_towards(&reference), prepared).await {
        Ok(_) => Ok(visit.go(&receipt)),
        // Saved in another tab after it was frozen: what it is now is shown before anything is filed.
        Err(store::Error::Conflict) => Ok(visit.go(&Place::Review(reference))),
        Err(store::Error::CapReached) if let Some(cap) = &opening.cap => {
            // From here on everybody is told without asking the store.
            visit.app.count_places().await;
            refuse(&visit, &draft, &opening, Availability::Full(cap)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Tells somebody that nothing can be filed now, and lets go of what was held for fees where nothing can come of it.
async fn refuse(visit: &Visit, draft: &Draft, opening: &Opening, says: Availability<'_>) -> Result<Response, Problem> {
    let reference = draft.row.reference.clone();
    // Of two clicks, the first may have taken the last place after the second had read the draft.
    if Draft::open(visit, &reference).await?.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    if matches!(says, Availability::Full(_))
        && !draft.program()?.fees.is_empty()
        && let Err(error) = visit.app.till().let_go_of(draft.row.id).await
    {
        // Reconciliation lets go of it within a day.
        tracing::warn!(cause = chain(&error), "what is held for a full program could not be let go of");
    }
    refused::filing(visit, draft, opening, says)
}

/// The page of somebody who could not file, looked at again. Once they can, there is the review.
pub(crate) async fn show(Path(reference): Path<String>, visit: Visit) -> Result<Response, Problem> {
    let draft = Draft::open(&visit, &reference).await?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    let opening = visit.app.openings.of(draft.program()?);
    match visit.judge(&opening, visit.app.now()) {
        says if says.is_open() => Ok(visit.go(&Place::Review(reference))),
        says => refused::filing(&visit, &draft, &opening, says),
    }
}

/// Every answer in words, and who else signed, in the language of the filing.
fn reading(visit: &Visit, draft: &Draft, signatures: &[Signature]) -> Result<Vec<Part>, Problem> {
    let language = Language::from_code(&draft.row.language).unwrap_or(visit.language);
    let messages = &visit.app.messages;
    let showing = draft.program()?.showing(language, messages);
    let journey = draft.walk()?;
    let mut parts = reading::parts(&journey.summary(&showing), Words::of(messages, language));
    parts.extend(people::reading(visit, &journey, signatures, &showing));
    Ok(parts)
}

fn confirmation(visit: &Visit, to: &str, number: &str, filed_at: Timestamp) -> Mail {
    let link = visit.app.address(&visit.path_to(&Place::Status));
    let filed_at = visit.app.moment(visit.language, filed_at);
    letters::mail::filed(&visit.letterhead(), to, number, &filed_at, &link)
}

/// Freezes, seals, hashes and signs.
async fn prepare(
    visit: &Visit,
    draft: &Draft,
    filing: &Filing,
    filed_at: Timestamp,
    arrived_at: Option<Timestamp>,
) -> Result<FileApplication, Problem> {
    let app = &visit.app;
    let (id, key) = (draft.row.id, &draft.key);
    let sequence = app.store.next_receipt(&visit.actor(store::Who::System)).await?;
    let number = app.keys.receipt_number(sequence)?.to_string();
    let bytes = filing.bytes().map_err(|error| Problem::internal(&error))?;
    let salt = app.random_bytes();
    let statement = Statement {
        format: RECEIPT_FORMAT.to_owned(),
        number: number.clone(),
        program: filing.program.clone(),
        program_version: filing.program_version.clone(),
        filed_at,
        arrived_at,
        filing_sha256: Filing::salted_hash(&bytes, &salt, vault::sha256),
        salt: casework::hex(&salt),
        key_id: app.signing.public().key_id(),
    };
    let message = statement.bytes().map_err(|error| Problem::internal(&error))?;
    let receipt = Receipt { statement, signature: casework::hex(&app.signing.sign(&message)) };
    let status_secret = Secret::new(&*app.random);
    let bill = draft.walk()?.bill();
    let due = (!bill.is_empty()).then(|| Due { bill: owed::hash(app, id, &bill), take: payments::job(app, id, key) });
    let kept = Kept {
        receipt,
        status_code: status_secret.expose().to_owned(),
        reading: reading(visit, draft, &filing.signatures)?,
        title: Some(draft.program()?.title.clone()),
        bill,
    };
    let kept = serde_json::to_vec(&kept).map_err(|error| Problem::internal(&error))?;
    let link = Link {
        sequence: 1,
        at: filed_at,
        by: format!("application/{}", draft.row.reference),
        action: Action::Filed { receipt: number.clone(), arrived_at },
    };
    let action_hash = link.hash(&START, vault::sha256).map_err(|error| Problem::internal(&error))?;
    let link = serde_json::to_vec(&link).map_err(|error| Problem::internal(&error))?;
    let to = mail::recipient(visit, draft).await?;
    let job = to.map(|to| mail::job(app, Under::Application(id, key), &confirmation(visit, &to, &number, filed_at)));
    let random = &*app.random;
    Ok(FileApplication {
        application: id,
        expected_version: draft.row.version,
        sequence,
        number,
        filed_at,
        sealed_answers: key.seal(&case_aad("answers", id), &bytes, random),
        sealed_receipt: key.seal(&case_aad("receipt", id), &kept, random),
        status_hash: app.keys.hash_secret(STATUS, &status_secret),
        documents: draft
            .walk()?
            .documents()
            .iter()
            .flat_map(|need| need.files)
            .map(|document| document.id.parse::<DocumentId>().map_err(|error| Problem::internal(&error)))
            .collect::<Result<_, _>>()?,
        state: RECEIVED.to_owned(),
        action_hash,
        sealed_action: key.seal(&action_aad(id, 1), &link, random),
        jobs: job.transpose()?.into_iter().collect(),
        due,
        cap: None,
    })
}
