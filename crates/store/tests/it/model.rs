//! Drafts and filings beside a model of them: whatever people do, in whatever order, the store answers as the model does.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{
    collection::vec,
    prelude::{Strategy, any, prop_oneof},
    strategy::ValueTree,
    test_runner::{Config, TestRng, TestRunner},
};
use store::{
    AccountId, ApplicationId, Error, Who,
    ops::{
        cases::LoadCase,
        drafts::{ApplicationState, ClaimDraft, ListApplications, LoadDraft},
        filing::{Cap, FileApplication},
        retention::{DeleteDraft, ExpireDrafts},
    },
};

use crate::stage::{Stage, at, begin, by, file, holder, next_uuid, on_every_database, save};

on_every_database!(the_store_answers_as_its_model_does);

/// How many stories are played, and how long each may be.
const STORIES: u32 = 12;
const STEPS: usize = 40;
/// Few enough that steps meet.
const APPLICATIONS: usize = 4;
const ACCOUNTS: usize = 2;
const CAP: u32 = 2;

/// One thing somebody does. Numbers are taken modulo what there is.
#[derive(Debug, Clone)]
enum Step {
    Begin { application: usize },
    Save { application: usize, actor: Person, lag: u64, answers: u8 },
    Claim { application: usize, account: usize },
    File { application: usize, actor: Person, lag: u64, capped: bool },
    Delete { application: usize, actor: Person },
    Expire { application: usize },
}

#[derive(Debug, Clone, Copy)]
enum Person {
    Holder,
    OtherHolder,
    Account(usize),
    Nobody,
}

/// What the store should hold of one application.
#[derive(Debug, Clone, PartialEq)]
struct Model {
    state: ApplicationState,
    version: u64,
    answers: Vec<u8>,
    account: Option<usize>,
    receipt: Option<String>,
    expires: i64,
}

fn person() -> impl Strategy<Value = Person> {
    prop_oneof![
        4 => proptest::strategy::Just(Person::Holder),
        1 => proptest::strategy::Just(Person::OtherHolder),
        2 => (0..ACCOUNTS).prop_map(Person::Account),
        1 => proptest::strategy::Just(Person::Nobody),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let (one, lag) = (0..APPLICATIONS, prop_oneof![6 => 0_u64..1, 1 => 1_u64..3]);
    prop_oneof![
        3 => one.clone().prop_map(|application| Step::Begin { application }),
        6 => (one.clone(), person(), lag.clone(), any::<u8>())
            .prop_map(|(application, actor, lag, answers)| Step::Save { application, actor, lag, answers }),
        2 => (one.clone(), 0..ACCOUNTS).prop_map(|(application, account)| Step::Claim { application, account }),
        3 => (one.clone(), person(), lag, any::<bool>())
            .prop_map(|(application, actor, lag, capped)| Step::File { application, actor, lag, capped }),
        1 => (one.clone(), person()).prop_map(|(application, actor)| Step::Delete { application, actor }),
        1 => one.prop_map(|application| Step::Expire { application }),
    ]
}

async fn the_store_answers_as_its_model_does(stage: Stage) {
    let config = Config { failure_persistence: None, ..Config::default() };
    let algorithm = config.rng_algorithm;
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(algorithm));
    for _ in 0..STORIES {
        let story = vec(step(), 1..STEPS).new_tree(&mut runner).unwrap().current();
        Play::new(&stage).await.all(&story).await;
    }
}

/// One story with its own applications and accounts.
struct Play<'a> {
    stage: &'a Stage,
    ids: Vec<ApplicationId>,
    accounts: Vec<AccountId>,
    models: BTreeMap<usize, Model>,
    gone: BTreeSet<usize>,
    filed_under_cap: u32,
    cap: String,
}

impl Play<'_> {
    async fn new(stage: &Stage) -> Play<'_> {
        let mut accounts = Vec::new();
        for _ in 0..ACCOUNTS {
            accounts.push(stage.account().await);
        }
        let ids = (0..APPLICATIONS).map(|_| ApplicationId(next_uuid())).collect();
        let cap = next_uuid().to_string();
        Play { stage, ids, accounts, models: BTreeMap::new(), gone: BTreeSet::new(), filed_under_cap: 0, cap }
    }

    async fn all(&mut self, story: &[Step]) {
        for (number, step) in story.iter().enumerate() {
            self.play(step).await.unwrap_or_else(|why| panic!("step {number} of {story:#?}: {why}"));
            self.compare().await.unwrap_or_else(|why| panic!("after step {number} of {story:#?}: {why}"));
        }
    }

    fn actor(&self, person: Person, application: usize) -> store::Actor {
        match person {
            Person::Holder => holder(self.ids[application]),
            Person::OtherHolder => holder(self.ids[(application + 1) % APPLICATIONS]),
            Person::Account(account) => by(Who::Account(self.accounts[account])),
            Person::Nobody => by(Who::Nobody),
        }
    }

    /// The model of an application, for somebody who may reach it.
    fn reached(&mut self, person: Person, application: usize) -> Option<&mut Model> {
        let model = self.models.get_mut(&application)?;
        let reaches = match person {
            Person::Holder => true,
            Person::Account(account) => model.account == Some(account),
            Person::OtherHolder | Person::Nobody => false,
        };
        reaches.then_some(model)
    }

    async fn play(&mut self, step: &Step) -> Result<(), String> {
        let stage = self.stage;
        let (expected, found) = match step.clone() {
            Step::Begin { application } => {
                let found = stage.exec(&by(Who::Nobody), begin(self.ids[application])).await;
                (self.begin(application), found.map(drop))
            }
            Step::Save { application, actor, lag, answers } => {
                let version = self.models.get(&application).map_or(1, |model| model.version.saturating_sub(lag));
                let saving = save(self.ids[application], version, &[answers]);
                let found = stage.exec(&self.actor(actor, application), saving).await;
                (self.save(application, actor, version, answers), found.map(drop))
            }
            Step::Claim { application, account } => {
                let claim =
                    ClaimDraft { application: self.ids[application], account: self.accounts[account], now: at(10) };
                let found = stage.exec(&holder(self.ids[application]), claim).await;
                (self.claim(application, account), found)
            }
            Step::File { application, actor, lag, capped } => {
                let version = self.models.get(&application).map_or(1, |model| model.version.saturating_sub(lag));
                let place = stage.next_receipt(&by(Who::System)).await.map_err(|error| error.to_string())?;
                let cap = capped.then(|| Cap { name: self.cap.clone(), limit: CAP });
                let filing = FileApplication { cap, ..file(self.ids[application], version, place) };
                let found = stage.store.exec(&self.actor(actor, application), filing).await;
                (self.file(application, actor, version, capped, place), found.map(drop))
            }
            Step::Delete { application, actor } => {
                let delete = DeleteDraft { application: self.ids[application], now: at(10) };
                let found = stage.store.exec(&self.actor(actor, application), delete).await;
                // A second deletion by the same people is answered like the first.
                if self.gone.contains(&application) && found.is_ok() {
                    return Ok(());
                }
                (self.delete(application, actor), found.map(drop))
            }
            Step::Expire { application } => {
                let Some(model) = self.models.get(&application) else { return Ok(()) };
                let now = model.expires;
                let found = stage.store.exec(&by(Who::System), ExpireDrafts { now: at(now) }).await;
                self.expire(now);
                (Ok(()), found.map(drop))
            }
        };
        match (&expected, &found) {
            (Ok(()), Ok(())) => Ok(()),
            (Err(wanted), Err(error)) if *wanted == name(error) => Ok(()),
            _ => Err(format!("expected {expected:?}, found {found:?}")),
        }
    }

    fn begin(&mut self, application: usize) -> Result<(), &'static str> {
        if self.gone.contains(&application) {
            return Err("conflict");
        }
        self.models.entry(application).or_insert_with(|| Model {
            state: ApplicationState::Draft,
            version: 1,
            answers: b"nothing yet".to_vec(),
            account: None,
            receipt: None,
            expires: 1_000,
        });
        Ok(())
    }

    fn save(&mut self, application: usize, actor: Person, version: u64, answers: u8) -> Result<(), &'static str> {
        let model = self.reached(actor, application).ok_or("not found")?;
        if model.state == ApplicationState::Filed {
            return Err("closed");
        }
        if model.version != version {
            return Err("conflict");
        }
        *model = Model { version: version + 1, answers: vec![answers], expires: 2_000, ..model.clone() };
        Ok(())
    }

    fn claim(&mut self, application: usize, account: usize) -> Result<(), &'static str> {
        let model = self.reached(Person::Holder, application).ok_or("not found")?;
        if model.account.is_some_and(|owner| owner != account) {
            return Err("not found");
        }
        model.account = Some(account);
        Ok(())
    }

    fn file(
        &mut self,
        application: usize,
        actor: Person,
        version: u64,
        capped: bool,
        place: u64,
    ) -> Result<(), &'static str> {
        let full = capped && self.filed_under_cap == CAP;
        let model = self.reached(actor, application).ok_or("not found")?;
        if model.state == ApplicationState::Filed {
            return Ok(());
        }
        if model.version != version {
            return Err("conflict");
        }
        if full {
            return Err("full");
        }
        model.state = ApplicationState::Filed;
        model.receipt = Some(format!("R-{place}"));
        self.filed_under_cap += u32::from(capped);
        Ok(())
    }

    fn delete(&mut self, application: usize, actor: Person) -> Result<(), &'static str> {
        let model = self.reached(actor, application).ok_or("not found")?;
        if model.state == ApplicationState::Filed {
            return Err("closed");
        }
        self.models.remove(&application);
        self.gone.insert(application);
        Ok(())
    }

    fn expire(&mut self, now: i64) {
        let due = |model: &Model| model.state == ApplicationState::Draft && model.expires <= now;
        let expired: Vec<usize> = self.models.iter().filter(|(_, model)| due(model)).map(|(which, _)| *which).collect();
        for application in expired {
            self.models.remove(&application);
            self.gone.insert(application);
        }
    }

    /// Reads everything back.
    async fn compare(&self) -> Result<(), String> {
        for (application, id) in self.ids.iter().enumerate() {
            let wanted = self.models.get(&application).cloned();
            let draft = self.stage.read(&holder(*id), LoadDraft { application: *id }).await;
            let case = self.stage.read(&by(Who::System), LoadCase { application: *id }).await;
            let found = match draft {
                Err(Error::NotFound) => None,
                Err(error) => return Err(error.to_string()),
                Ok(draft) => Some(Model {
                    state: draft.state,
                    version: draft.version,
                    answers: draft.sealed,
                    account: draft.account.and_then(|owner| self.accounts.iter().position(|account| *account == owner)),
                    receipt: case.ok().map(|case| case.number),
                    expires: draft.expires.as_second() - at(0).as_second(),
                }),
            };
            if found != wanted {
                return Err(format!("application {application}: wanted {wanted:?}, found {found:?}"));
            }
        }
        for (number, account) in self.accounts.iter().enumerate() {
            let listed = self.stage.read(&by(Who::Account(*account)), ListApplications { account: *account }).await;
            let listed: BTreeSet<_> = listed.map_err(|error| error.to_string())?.iter().map(|line| line.id).collect();
            let owned = self.models.iter().filter(|(_, model)| model.account == Some(number));
            let owned: BTreeSet<_> = owned.map(|(application, _)| self.ids[*application]).collect();
            if listed != owned {
                return Err(format!("account {number}: wanted {owned:?}, found {listed:?}"));
            }
        }
        Ok(())
    }
}

/// An error in a word.
fn name(error: &Error) -> &'static str {
    match error {
        Error::NotFound => "not found",
        Error::Conflict => "conflict",
        Error::Closed => "closed",
        Error::CapReached => "full",
        _ => "other",
    }
}
