//! Paying: a provider behind a seam, authorise, file, capture, and reconciliation for whatever breaks in between.
//!
//! docs/fees.md tells the whole. A fault here never loses or stops an application: it is filed unpaid and can be paid later.

mod demonstration;
pub(crate) mod owed;
mod provider;
mod till;

pub use demonstration::Demonstration;
pub(crate) use owed::{Owed, Paid};
pub use provider::{PaymentKey, PaymentProvider, ProviderFault, Standing};
pub use till::{HELD, Reconciled, Till, Unsettled};

use crate::app::App;
use store::{Actor, JobId, RequestId, Who, ops::jobs::NewJob};
use vault::DataKey;

/// The kind of job that takes what is held for a filing.
pub const JOB: &str = "payment";

impl App {
    /// The till, now.
    pub fn till(&self) -> Till<'_> {
        let request = RequestId(uuid::Builder::from_random_bytes(self.random_bytes()).into_uuid());
        let system = Actor { who: Who::System, request };
        Till { store: &self.store, provider: &*self.provider, system, now: self.now() }
    }
}

/// The job that takes what is held for `application`. The application says everything, so the job carries nothing.
pub(crate) fn job(app: &App, application: store::ApplicationId, key: &DataKey) -> NewJob {
    let id = JobId(uuid::Builder::from_random_bytes(app.random_bytes()).into_uuid());
    let sealed = key.seal(&crate::mail::job_aad(id), &[], &*app.random);
    NewJob { id, kind: JOB.to_owned(), application: Some(application), sealed, run_after: app.now() }
}
