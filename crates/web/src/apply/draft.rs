//! An application opened for the person in front of it, and saved again.

use super::reading::Part;
use crate::{app::App, problem::Problem, visit::Visit};
use casework::{Filing, Receipt, Signature};
use jiff::{SignedDuration, Timestamp};
use language::{Language, Text};
use programs::{Answers, Entry, Journey, Move, Program, fees::Bill};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use store::{
    DocumentId,
    ops::{
        documents::SaveWithDocuments,
        drafts::{Application, ApplicationState, LoadByReference, SaveDraft},
        invitations::{LoadToFill, Role},
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
    /// What was typed so far, arranged for the program as it is today.
    pub answers: Answers,
    /// The version of the program that the person saw last, where the site has another one by now.
    pub(super) seen: Option<Arc<Program>>,
    /// The version that stands in for a program that the site has no longer.
    withdrawn: Option<Arc<Program>>,
    /// Whether the visitor only helps: reads and fills in, and signs nothing.
    pub helps: bool,
    pub(super) app: Arc<App>,
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
        Self::unseal(&visit.app, visit.app.store.read(&visit.actor_towards(reference), load).await?, false).await
    }

    /// Opens the application `reference` for the visitor to be read and filled in, as a helper may do too.
    ///
    /// # Errors
    /// As [`Draft::open`]; 410 for somebody who was invited to help, and cannot any more.
    pub async fn open_to_fill(visit: &Visit, reference: &str) -> Result<Self, Problem> {
        let load = LoadToFill { reference: reference.to_owned() };
        match visit.app.store.read(&visit.actor_towards(reference), load).await {
            Ok((row, helps)) => Self::unseal(&visit.app, row, helps).await,
            // Who helped until the link was withdrawn, or the application filed, is told so.
            Err(store::Error::NotFound) if visit.was_invited(reference, &Role::Helper) => Err(Problem::gone()),
            Err(error) => Err(error.into()),
        }
    }

    pub(super) async fn unseal(app: &Arc<App>, row: Application, helps: bool) -> Result<Self, Problem> {
        let key = app.keys.unwrap(&row.wrapped_key, row.id.0.as_bytes())?;
        let answers = key.open(&answers_aad(row.id), &row.sealed)?;
        let answers = serde_json::from_slice(&answers).map_err(|error| Problem::internal(&error))?;
        let mut draft = Self { row, key, answers, seen: None, withdrawn: None, helps, app: Arc::clone(app) };
        // What was filed rests on nothing but what was filed.
        if !draft.is_filed() {
            draft.arrange().await?;
        } else if app.site.program_filed(&draft.row.program).is_none() {
            draft.withdrawn = app.publication(&draft.row.program, &draft.row.program_version).await?;
        }
        Ok(draft)
    }

    /// Moves the answers to today's version of the program. It is kept with the next save.
    async fn arrange(&mut self) -> Result<(), Problem> {
        let (id, seen) = (&self.row.program, &self.row.program_version);
        let arranged = self.answers.arranged.clone().unwrap_or_else(|| seen.clone());
        let Some(today) = self.app.site.program_filed(id) else {
            self.withdrawn = self.app.publication(id, &arranged).await?;
            return Ok(());
        };
        if *seen != today.version {
            self.seen = self.app.publication(id, seen).await?;
        }
        if arranged != today.version {
            let from = self.app.publication(id, &arranged).await?;
            let messages = &self.app.messages;
            Move { from_version: &arranged, from: from.as_deref(), to: today, messages }.carry(&mut self.answers);
            self.answers.arranged = Some(today.version.clone());
        }
        Ok(())
    }

    /// The program it is an application for: today's, or the one it was when the site took it away.
    ///
    /// # Errors
    /// 500 when it was never published here, and the site has it no longer.
    pub fn program(&self) -> Result<&Program, Problem> {
        self.app.site.program_filed(&self.row.program).or(self.withdrawn.as_deref()).ok_or_else(|| {
            Problem::broken(format!("the program {} of an application is not in the site folder", self.row.program))
        })
    }

    /// Whether the site has taken its program away before it was filed.
    pub fn is_withdrawn(&self) -> bool {
        self.withdrawn.is_some() && !self.is_filed()
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
        self,
        visit: &Visit,
        attach: &[DocumentId],
        change: impl Fn(&mut Answers) -> Result<T, Problem>,
    ) -> Result<(Self, T), Problem> {
        self.save(visit, attach, false, change).await
    }

    /// As [`Draft::change`]. With `seen`, or where there is nothing to see, the person has seen today's version of the program.
    pub(super) async fn save<T>(
        mut self,
        visit: &Visit,
        attach: &[DocumentId],
        seen: bool,
        change: impl Fn(&mut Answers) -> Result<T, Problem>,
    ) -> Result<(Self, T), Problem> {
        for _ in 0..TRIES {
            let seen = seen || self.differences().is_none();
            let version = if seen { &self.program()?.version } else { &self.row.program_version }.clone();
            let before = documents(&self.answers)?;
            let signed = self.signed()?;
            let done = change(&mut self.answers)?;
            // Whatever page a helper has sent: what only the applicant may say stays as it was, and stays.
            if self.helps && self.signed()? != signed {
                return Err(Problem::forbidden());
            }
            let after = documents(&self.answers)?;
            let now = visit.app.now();
            let save = SaveDraft {
                application: self.row.id,
                expected_version: self.row.version,
                sealed: seal_answers(&visit.app, &self.key, self.row.id, &self.answers)?,
                program_version: version.clone(),
                // The application speaks to its applicant, whatever language a helper reads in.
                language: if self.helps { self.row.language.clone() } else { visit.language.code().to_owned() },
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
                Ok(saved) => {
                    self.row.version = saved;
                    self.row.program_version = version;
                    self.seen = self.seen.filter(|_| !seen);
                    return Ok((self, done));
                }
                Err(store::Error::Conflict) => {
                    self = Self::open_to_fill(visit, &self.row.reference).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(Problem::new(http::StatusCode::CONFLICT))
    }

    /// What was typed under the declarations.
    fn signed(&self) -> Result<BTreeMap<String, Entry>, Problem> {
        let declared = self.program()?.declared(&self.answers);
        Ok(declared.into_iter().map(|(path, entry)| (path, entry.clone())).collect())
    }

    /// What is filed: the frozen answers with everything the receipt's hash covers, the signatures of others among it. `None`
    /// while something is missing.
    ///
    /// # Errors
    /// As [`Draft::program`].
    pub fn freeze(&self, signatures: Vec<Signature>) -> Result<Option<Filing>, Problem> {
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
            signatures,
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
    /// What the program was called; nothing for what was filed before it was kept.
    #[serde(default)]
    pub title: Option<Text>,
    /// What it owed on the day it was filed; nothing for what was filed before fees were counted.
    #[serde(default)]
    pub bill: Bill,
}

impl Kept {
    /// What the program was called when it was filed.
    pub(crate) fn title(&self, app: &App, language: Language) -> String {
        let program = &self.receipt.statement.program;
        let today = || app.site.program(program).map(|program| &program.title);
        self.title.as_ref().or_else(today).map_or(program.as_str(), |title| title.get(language)).to_owned()
    }
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
