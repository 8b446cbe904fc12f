//! An application opened for the person in front of it, and saved again.

use super::reading::Part;
use crate::{app::App, problem::Problem, visit::Visit};
use casework::{Filing, Receipt};
use jiff::{SignedDuration, Timestamp};
use programs::{Answers, Journey, Program, fees::Bill};
use std::{collections::BTreeSet, sync::Arc};
use store::{
    DocumentId,
    ops::{
        documents::SaveWithDocuments,
        drafts::{Application, ApplicationState, LoadByReference, LoadDraft, SaveDraft},
    },
};
use vault::DataKey;

/// How long a draft that nobody touches is kept. The privacy page says the same.
pub(super) const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);
/// How often a save that met another one is tried again.
const TRIES: usize = 5;

/// An application, opened.
pub struct Draft {
    /// What the store knows of it.
    pub row: Application,
    /// Its key.
    pub key: DataKey,
    /// What was typed so far.
    pub answers: Answers,
    app: Arc<App>,
}

/// Binds sealed answers to their application and column.
pub(super) fn answers_aad(id: store::ApplicationId) -> Vec<u8> {
    [b"applications.sealed/".as_slice(), id.0.as_bytes()].concat()
}

impl Draft {
    /// Opens the application `reference` for the visitor.
    ///
    /// # Errors
    /// 404 when there is none that this visitor may open.
    pub async fn open(visit: &Visit, reference: &str) -> Result<Self, Problem> {
        let load = LoadByReference { reference: reference.to_owned() };
        Self::unseal(&visit.app, visit.app.store.read(&visit.actor_towards(reference), load).await?)
    }

    fn unseal(app: &Arc<App>, row: Application) -> Result<Self, Problem> {
        let key = app.keys.unwrap(&row.wrapped_key, row.id.0.as_bytes())?;
        let answers = key.open(&answers_aad(row.id), &row.sealed)?;
        let answers = serde_json::from_slice(&answers).map_err(|error| Problem::internal(&error))?;
        Ok(Self { row, key, answers, app: Arc::clone(app) })
    }

    /// The program it is an application for.
    ///
    /// # Errors
    /// 500 when the site no longer has it: an operator took a program away that people are applying for.
    pub fn program(&self) -> Result<&Program, Problem> {
        self.app.site.program(&self.row.program).ok_or_else(|| {
            Problem::broken(format!(
                "the program {} of an application is no longer in the site folder",
                self.row.program
            ))
        })
    }

    /// Whether it was filed.
    pub fn is_filed(&self) -> bool {
        self.row.state == ApplicationState::Filed
    }

    /// Walks it.
    ///
    /// # Errors
    /// As [`Draft::program`].
    pub fn walk(&self) -> Result<Journey<'_>, Problem> {
        Ok(Journey::walk(self.program()?, &self.answers, self.app.today()))
    }

    /// Changes the answers and saves them. Where another request saved meanwhile, the change is made again on what that one
    /// saved, so neither is lost. `attach` are documents just uploaded; documents that the change leaves nowhere are removed.
    ///
    /// # Errors
    /// What `change` answers; 409 once the application is filed.
    pub async fn change<T>(
        mut self,
        visit: &Visit,
        attach: &[DocumentId],
        change: impl Fn(&mut Answers) -> Result<T, Problem>,
    ) -> Result<(Self, T), Problem> {
        for _ in 0..TRIES {
            let before = documents(&self.answers)?;
            let done = change(&mut self.answers)?;
            let after = documents(&self.answers)?;
            let now = visit.app.now();
            let save = SaveDraft {
                application: self.row.id,
                expected_version: self.row.version,
                sealed: seal_answers(&visit.app, &self.key, self.row.id, &self.answers)?,
                language: visit.language.code().to_owned(),
                now,
                expires: expiry(now),
            };
            let actor = visit.actor_towards(&self.row.reference);
            let save = SaveWithDocuments {
                save,
                attach: attach.to_vec(),
                remove: before.difference(&after).copied().collect(),
            };
            match visit.app.store.exec(&actor, save).await {
                Ok(version) => {
                    self.row.version = version;
                    return Ok((self, done));
                }
                Err(store::Error::Conflict) => {
                    let row = visit.app.store.read(&actor, LoadDraft { application: self.row.id }).await?;
                    self = Self::unseal(&visit.app, row)?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(Problem::new(http::StatusCode::CONFLICT))
    }

    /// What is filed: the frozen answers with everything the receipt's hash covers. `None` while something is missing.
    ///
    /// # Errors
    /// As [`Draft::program`].
    pub fn freeze(&self) -> Result<Option<Filing>, Problem> {
        let program = self.program()?;
        let Ok(mut frozen) = self.walk()?.freeze() else { return Ok(None) };
        let answers = frozen.get_mut("answers").map(serde_json::Value::take).unwrap_or_default();
        Ok(Some(Filing {
            format: casework::FILING_FORMAT.to_owned(),
            program: program.id.clone(),
            program_version: program.version.clone(),
            application: self.row.reference.clone(),
            language: self.row.language.clone(),
            answers,
        }))
    }
}

/// Every document the answers name.
fn documents(answers: &Answers) -> Result<BTreeSet<DocumentId>, Problem> {
    answers
        .all_documents()
        .into_iter()
        .map(|document| document.id.parse().map_err(|_| Problem::broken("a document of the answers has no id")))
        .collect()
}

/// What is sealed beside a filed case for its applicant: the receipt, the code of the status page, and every answer in the
/// words it was given to, so that the copy stays what it was when the program changes.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Kept {
    /// The receipt.
    pub receipt: Receipt,
    /// The status page's secret.
    pub status_code: String,
    /// The answers as the review page showed them, in the language they were filed in.
    pub reading: Vec<Part>,
    /// What it owed on the day it was filed; nothing for what was filed before fees were counted.
    #[serde(default)]
    pub bill: Bill,
}

/// Seals answers for their row.
///
/// # Errors
/// 500 when they cannot be written as JSON.
pub(super) fn seal_answers(
    app: &App,
    key: &DataKey,
    id: store::ApplicationId,
    answers: &Answers,
) -> Result<Vec<u8>, Problem> {
    let plain = serde_json::to_vec(answers).map_err(|error| Problem::internal(&error))?;
    Ok(key.seal(&answers_aad(id), &plain, &*app.random))
}

/// When a draft touched `now` is deleted.
pub(super) fn expiry(now: Timestamp) -> Timestamp {
    now.checked_add(KEPT).unwrap_or(Timestamp::MAX)
}
