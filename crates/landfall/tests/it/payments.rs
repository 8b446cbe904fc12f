//! Payments whose steps break at random: whatever breaks, reconciliation leaves each bill charged once or not at all, and never
//! without a filing.

use std::{
    collections::BTreeMap,
    future::Future,
    pin::pin,
    sync::{Mutex, MutexGuard, PoisonError},
    task::Poll,
};

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use store::{
    Actor, ApplicationId, HolderId, JobId, RequestId, Store, Who,
    ops::{
        drafts::BeginDraft,
        filing::FileApplication,
        jobs::NewJob,
        payments::{BeginPayment, Due, Payment, PaymentState, PaymentsOf, StartRefund, UnsettledPayments},
        retention::DeleteDraft,
    },
};
use testkit::{Seeded, postgres::Database};
use uuid::Uuid;
use web::payments::{HELD, PaymentKey, PaymentProvider, ProviderFault, Standing, Till};

/// Applications played on each store.
const APPLICATIONS: u64 = 60;
/// Things that happen to each.
const EVENTS: u64 = 8;
/// What each owes.
const CENTS: i64 = 159_000;

/// A bank that counts what it really does, and fails as a network does: before it did something, or after.
struct Bank {
    accounts: Mutex<BTreeMap<PaymentKey, Account>>,
    random: Seeded,
    faulty: Mutex<bool>,
}

#[derive(Debug, Clone)]
struct Account {
    standing: Standing,
    cents: i64,
    charged: Vec<i64>,
    given_back: Vec<i64>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Bank {
    fn new(seed: u64) -> Self {
        Self { accounts: Mutex::default(), random: Seeded::new(seed), faulty: Mutex::new(true) }
    }

    /// One call that may fail before it does anything, or after it did.
    fn call<T>(&self, act: impl FnOnce(&mut BTreeMap<PaymentKey, Account>) -> T) -> Result<T, ProviderFault> {
        let dice = if *locked(&self.faulty) { self.random.below(5) } else { 4 };
        if dice == 0 {
            return Err(ProviderFault("cut off before".to_owned()));
        }
        let done = act(&mut locked(&self.accounts));
        if dice == 1 { Err(ProviderFault("cut off after".to_owned())) } else { Ok(done) }
    }
}

#[async_trait]
impl PaymentProvider for Bank {
    async fn authorise(&self, key: PaymentKey, cents: i64) -> Result<Standing, ProviderFault> {
        let new = Account { standing: Standing::Authorised, cents, charged: Vec::new(), given_back: Vec::new() };
        self.call(|accounts| accounts.entry(key).or_insert(new).standing)
    }

    async fn capture(&self, key: PaymentKey) -> Result<Option<Standing>, ProviderFault> {
        self.call(|accounts| {
            let account = accounts.get_mut(&key)?;
            if account.standing == Standing::Authorised {
                account.standing = Standing::Captured;
                account.charged.push(account.cents);
            }
            Some(account.standing)
        })
    }

    async fn release(&self, key: PaymentKey) -> Result<Standing, ProviderFault> {
        let new = Account { standing: Standing::Released, cents: 0, charged: Vec::new(), given_back: Vec::new() };
        self.call(|accounts| {
            let account = accounts.entry(key).or_insert(new);
            if account.standing == Standing::Authorised {
                account.standing = Standing::Released;
            }
            account.standing
        })
    }

    async fn refund(&self, key: PaymentKey) -> Result<Option<Standing>, ProviderFault> {
        self.call(|accounts| {
            let account = accounts.get_mut(&key)?;
            if account.standing == Standing::Captured {
                account.standing = Standing::Refunded;
                account.given_back.push(account.cents);
            }
            Some(account.standing)
        })
    }

    async fn status(&self, key: PaymentKey) -> Result<Option<Standing>, ProviderFault> {
        self.call(|accounts| accounts.get(&key).map(|account| account.standing))
    }
}

/// The future as far as it comes in so many turns; a process that is killed stops as suddenly.
async fn cut<T>(work: impl Future<Output = T>, turns: u64) -> Option<T> {
    let mut work = pin!(work);
    let mut left = turns;
    std::future::poll_fn(move |context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).expect("a moment")
}

fn id(number: u64) -> ApplicationId {
    ApplicationId(Uuid::from_u64_pair(0x0192_0000_0000_7000, number))
}

fn link(application: u64) -> [u8; 32] {
    hash("link", application, 0)
}

fn hash(what: &str, one: u64, two: u64) -> [u8; 32] {
    vault::sha256(format!("{what}/{one}/{two}").as_bytes())
}

fn by(random: &Seeded, who: Who) -> Actor {
    Actor { who, request: RequestId(Uuid::from_u64_pair(random.next(), random.next())) }
}

fn person(random: &Seeded, number: u64) -> Actor {
    by(random, Who::Holder { link: link(number), holder: HolderId(id(number).0), account: None })
}

struct World<'a> {
    store: &'a Store,
    bank: &'a Bank,
    random: Seeded,
}

impl World<'_> {
    fn till(&self, seconds: i64) -> Till<'_> {
        Till { store: self.store, provider: self.bank, system: by(&self.random, Who::System), now: at(seconds) }
    }

    async fn payments(&self, number: u64) -> Vec<Payment> {
        let of = PaymentsOf { application: id(number) };
        self.store.read(&by(&self.random, Who::System), of).await.expect("the payments")
    }

    async fn begin(&self, number: u64) {
        let begin = BeginDraft {
            id: id(number),
            reference: format!("LF-{number}"),
            program: "short".to_owned(),
            program_version: "2026-11-22".to_owned(),
            language: "en".to_owned(),
            wrapped_key: b"wrapped".to_vec(),
            sealed: b"sealed".to_vec(),
            resume_hash: link(number),
            now: at(0),
            expires: at(1_000_000),
        };
        self.store.exec(&by(&self.random, Who::Nobody), begin).await.expect("a draft");
    }

    /// A bill of the application: it has two, as when an answer changes between the payment and the filing.
    fn bill(number: u64, which: u64) -> [u8; 32] {
        hash("bill", number, which)
    }

    /// Pays as a page does: under the key of the attempt that is next.
    async fn pay(&self, number: u64, which: u64, filed: bool) {
        let bill = Self::bill(number, which);
        let payments = self.payments(number).await;
        let released =
            payments.iter().filter(|payment| payment.bill == bill && payment.state == PaymentState::Released).count();
        let key = hash("key", number, which * 1_000 + released as u64);
        let begin = BeginPayment { key, application: id(number), bill, filed, now: at(10) };
        // Refused where the draft was deleted, and broken where the bank is.
        let _ = self.till(10).pay(&person(&self.random, number), begin, CENTS).await;
    }

    async fn file(&self, number: u64, which: u64) {
        let take = NewJob {
            id: JobId(Uuid::from_u64_pair(self.random.next(), self.random.next())),
            kind: "payment".to_owned(),
            application: Some(id(number)),
            sealed: Vec::new(),
            run_after: at(20),
        };
        let file = FileApplication {
            application: id(number),
            expected_version: 1,
            sequence: number,
            number: format!("R-{number}"),
            filed_at: at(20),
            sealed_answers: Vec::new(),
            sealed_receipt: Vec::new(),
            status_hash: [0; 32],
            documents: Vec::new(),
            state: "received".to_owned(),
            action_hash: [0; 32],
            sealed_action: Vec::new(),
            jobs: Vec::new(),
            due: Some(Due { bill: Self::bill(number, which), take }),
            cap: None,
        };
        // Refused where it was filed or deleted before.
        let _ = self.store.exec(&person(&self.random, number), file).await;
    }

    /// Something happens to an application, up to some moment.
    async fn happen(&self, number: u64, filed: &mut Option<u64>) {
        let turns = self.random.below(12);
        let which = self.random.below(2);
        match self.random.below(8) {
            0 | 1 if filed.is_none() => {
                cut(self.pay(number, which, false), turns).await;
            }
            // Two tabs, or two clicks.
            2 if filed.is_none() => {
                let both = async { tokio::join!(self.pay(number, which, false), self.pay(number, which, false)) };
                cut(both, turns).await;
            }
            3 if filed.is_none() => {
                self.file(number, which).await;
                *filed = Some(which);
            }
            4 => {
                cut(self.till(30).settle_all_of(id(number)), turns).await;
            }
            5 => {
                cut(self.till(40).reconcile(), turns).await;
            }
            6 if filed.is_some() && self.random.below(4) == 0 => {
                let refund = StartRefund { number: format!("R-{number}"), now: at(50) };
                // Refused where nothing was paid.
                let _ = self.store.exec(&by(&self.random, Who::System), refund).await;
            }
            7 if filed.is_none() && self.random.below(6) == 0 => {
                let delete = DeleteDraft { application: id(number), now: at(50) };
                self.store.exec(&person(&self.random, number), delete).await.expect("deleted");
            }
            _ => {
                // A tab of before the filing goes on with its own bill; the page after it pays the one that was filed.
                let which = if self.random.below(3) == 0 { which } else { filed.unwrap_or(which) };
                cut(self.pay(number, which, *filed == Some(which)), turns).await;
            }
        }
    }
}

/// What was charged and not given back, of each bill.
fn check(bank: &Bank, number: u64, payments: &[Payment], filed: Option<u64>, seed: u64) {
    let accounts = locked(&bank.accounts);
    for which in 0..2 {
        let of_bill = payments.iter().filter(|payment| payment.bill == World::bill(number, which));
        let mut charged: Vec<i64> = Vec::new();
        for payment in of_bill {
            let Some(account) = accounts.get(&payment.key) else { continue };
            assert!(
                account.charged.len() <= 1 && account.given_back.len() <= account.charged.len(),
                "{seed}: {account:?}"
            );
            charged.extend(&account.charged);
            assert_ne!(account.standing, Standing::Authorised, "{seed}: still held: {payment:?}");
            assert_eq!(PaymentState::from(account.standing), payment.state, "{seed}: {payment:?}");
        }
        assert!(charged.is_empty() || charged == [CENTS], "{seed}: bill {which} was charged {charged:?}");
        assert!(charged.is_empty() || filed == Some(which), "{seed}: charged {charged:?}, filed {filed:?}");
    }
}

async fn play(store: &Store, seed: u64) {
    let bank = Bank::new(seed);
    let world = World { store, bank: &bank, random: Seeded::new(seed.wrapping_add(1)) };
    let mut filed = BTreeMap::new();
    for number in 1..=APPLICATIONS {
        world.begin(number).await;
        let mut this = None;
        for _ in 0..EVENTS {
            world.happen(number, &mut this).await;
        }
        filed.insert(number, this);
    }
    *locked(&bank.faulty) = false;
    // What is held for a filing is taken by the first reconciliation, before anything is let go of for its age.
    assert_eq!(world.till(60).reconcile().await.expect("a store").failed, 0);
    let late = HELD.as_secs() + 60;
    assert_eq!(world.till(late).reconcile().await.expect("a store").failed, 0);
    let mut charged = 0;
    for (number, filed) in filed {
        let payments = world.payments(number).await;
        check(&bank, number, &payments, filed, seed);
        charged += payments.iter().filter(|payment| payment.state == PaymentState::Paid).count();
    }
    let open = store.read(&by(&world.random, Who::System), UnsettledPayments { after: None }).await.expect("a store");
    assert_eq!(open, [], "{seed}: everything is settled in the end");
    assert!(charged > 0, "{seed}: nothing was ever paid, so nothing was tested");
}

#[test]
fn whatever_breaks_each_bill_is_charged_once_or_never_and_only_with_a_filing_on_sqlite() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for seed in 1..=4 {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open_sqlite(folder.path()).expect("a store");
        runtime.block_on(play(&store, seed));
    }
}

#[test]
fn whatever_breaks_each_bill_is_charged_once_or_never_and_only_with_a_filing_on_postgresql() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let database = Database::fresh();
    runtime.block_on(async {
        let store = Store::open_postgres(&database.address()).await.expect("a store");
        Box::pin(play(&store, 11)).await;
    });
}

#[test]
fn a_draft_that_nobody_files_is_let_go_of_after_its_time_and_not_before() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open_sqlite(folder.path()).expect("a store");
    let bank = Bank::new(1);
    *locked(&bank.faulty) = false;
    let world = World { store: &store, bank: &bank, random: Seeded::new(2) };
    runtime.block_on(async {
        world.begin(1).await;
        world.pay(1, 0, false).await;
        let state = async || world.payments(1).await[0].state;
        let hours = |hours: i64| 10 + SignedDuration::from_hours(hours).as_secs();
        world.till(hours(23)).reconcile().await.expect("a store");
        assert_eq!(state().await, PaymentState::Authorised);
        world.till(hours(24)).reconcile().await.expect("a store");
        assert_eq!(state().await, PaymentState::Released);
        // Paid again: under a key of its own, since the first can never hold anything again.
        world.pay(1, 0, false).await;
        let states: Vec<_> = world.payments(1).await.iter().map(|payment| payment.state).collect();
        assert!(states.contains(&PaymentState::Authorised) && states.len() == 2, "{states:?}");
    });
}
