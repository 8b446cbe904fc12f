//! Payments as they are noted: only one's own, only forward, and tied to the filing they were made for.

use store::{
    ApplicationId, Error, JobId, Who,
    ops::{
        demonstration::{FindEntry, MoveEntry, Step},
        filing::FileApplication,
        jobs::{CountJobs, NewJob},
        payments::{
            BeginPayment, Due, ListPayments, Payment, PaymentState, PaymentsOf, RecordPayment, StartRefund,
            UnsettledPayments,
        },
        retention::DeleteDraft,
    },
};

use crate::stage::{Stage, at, by, file, hash, holder, next_uuid, on_every_database};

on_every_database!(
    a_payment_is_noted_for_its_owner_and_nobody_else,
    a_payment_only_goes_forward,
    a_filing_ties_the_payment_of_its_own_bill_and_writes_the_job_that_takes_it,
    a_filing_that_nobody_paid_for_is_filed_without_a_job,
    payments_to_ask_about_come_in_pages_and_settled_ones_do_not_come,
    only_what_was_paid_is_given_back,
    payments_of_one_application_are_bounded,
    the_ledger_of_the_demonstration_does_each_step_once,
    a_deleted_drafts_payment_is_still_asked_about,
);

fn begin(application: ApplicationId, key: u8, bill: u8) -> BeginPayment {
    BeginPayment { key: hash(key), application, bill: hash(bill), filed: false, now: at(5) }
}

fn due(application: ApplicationId, bill: u8) -> Due {
    let take = NewJob {
        id: JobId(next_uuid()),
        kind: "payment".to_owned(),
        application: Some(application),
        sealed: Vec::new(),
        run_after: at(20),
    };
    Due { bill: hash(bill), take }
}

async fn record(stage: &Stage, key: u8, state: PaymentState) {
    stage.exec(&by(Who::System), RecordPayment { key: hash(key), state, now: at(6) }).await.unwrap();
}

async fn ask(stage: &Stage, after: Option<[u8; 32]>) -> Vec<Payment> {
    stage.read(&by(Who::System), UnsettledPayments { after }).await.unwrap()
}

async fn only(stage: &Stage, application: ApplicationId) -> Payment {
    let found = stage.read(&holder(application), PaymentsOf { application }).await.unwrap();
    let [payment] = &found[..] else { panic!("{found:?}") };
    payment.clone()
}

async fn a_payment_is_noted_for_its_owner_and_nobody_else(stage: Stage) {
    let (id, other) = (stage.draft().await, stage.draft().await);
    for stranger in [by(Who::Nobody), holder(other)] {
        let refused = stage.store.exec(&stranger, begin(id, 1, 1)).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
    stage.exec(&holder(id), begin(id, 1, 1)).await.unwrap();
    let payment = only(&stage, id).await;
    assert_eq!((payment.state, payment.filed, payment.of_draft), (PaymentState::Begun, false, true));
    assert_eq!((payment.bill, payment.created), (hash(1), at(5)));
    assert!(stage.read(&holder(other), PaymentsOf { application: id }).await.unwrap().is_empty());
    let not_system = RecordPayment { key: hash(1), state: PaymentState::Paid, now: at(6) };
    assert!(matches!(stage.store.exec(&holder(id), not_system).await, Err(Error::NotYours)));
}

async fn a_payment_only_goes_forward(stage: Stage) {
    use PaymentState as S;
    let orders: [(&[S], S); 6] = [
        (&[S::Authorised, S::Paid, S::Authorised], S::Paid),
        (&[S::Paid, S::Released], S::Paid),
        (&[S::Authorised, S::Released, S::Paid, S::Authorised], S::Released),
        (&[S::Paid, S::Refunding, S::Paid], S::Refunding),
        (&[S::Refunded, S::Paid, S::Refunding], S::Refunded),
        (&[S::Begun], S::Begun),
    ];
    for (number, (states, last)) in (1..).zip(orders) {
        let id = stage.draft().await;
        stage.exec(&holder(id), begin(id, number, 1)).await.unwrap();
        for state in states {
            record(&stage, number, *state).await;
        }
        assert_eq!(only(&stage, id).await.state, last, "{states:?}");
    }
}

async fn a_filing_ties_the_payment_of_its_own_bill_and_writes_the_job_that_takes_it(stage: Stage) {
    let id = stage.draft().await;
    stage.exec(&holder(id), begin(id, 1, 1)).await.unwrap();
    stage.exec(&holder(id), begin(id, 2, 2)).await.unwrap();
    stage.store.exec(&holder(id), FileApplication { due: Some(due(id, 2)), ..file(id, 1, 1) }).await.unwrap();
    let payments = stage.read(&holder(id), PaymentsOf { application: id }).await.unwrap();
    let tied: Vec<_> = payments.iter().map(|payment| (payment.key, payment.filed, payment.of_draft)).collect();
    assert_eq!(tied, [(hash(1), false, false), (hash(2), true, false)]);
    assert_eq!(stage.read(&by(Who::System), CountJobs).await.unwrap().waiting, 1);
    // A late request of the draft does not untie it; one after the filing ties a payment of its own.
    stage.exec(&holder(id), begin(id, 2, 2)).await.unwrap();
    stage.exec(&holder(id), BeginPayment { filed: true, ..begin(id, 3, 2) }).await.unwrap();
    let payments = stage.read(&holder(id), PaymentsOf { application: id }).await.unwrap();
    assert_eq!(payments.iter().filter(|payment| payment.filed).count(), 2);
}

async fn a_filing_that_nobody_paid_for_is_filed_without_a_job(stage: Stage) {
    let id = stage.draft().await;
    let filed =
        stage.store.exec(&holder(id), FileApplication { due: Some(due(id, 2)), ..file(id, 1, 1) }).await.unwrap();
    assert!(filed.first);
    assert_eq!(stage.read(&by(Who::System), CountJobs).await.unwrap().waiting, 0);
}

async fn payments_to_ask_about_come_in_pages_and_settled_ones_do_not_come(stage: Stage) {
    let id = stage.draft().await;
    for key in 1..=6 {
        stage.exec(&holder(id), begin(id, key, key)).await.unwrap();
    }
    for (key, state) in [
        (2, PaymentState::Authorised),
        (3, PaymentState::Paid),
        (4, PaymentState::Released),
        (5, PaymentState::Refunding),
    ] {
        record(&stage, key, state).await;
    }
    let keys = |payments: Vec<Payment>| payments.iter().map(|payment| payment.key[0]).collect::<Vec<_>>();
    assert_eq!(keys(ask(&stage, None).await), [1, 2, 5, 6]);
    assert_eq!(keys(ask(&stage, Some(hash(2))).await), [5, 6]);
    let refused = stage.read(&holder(id), UnsettledPayments { after: None }).await;
    assert!(matches!(refused, Err(Error::NotYours)));
}

async fn only_what_was_paid_is_given_back(stage: Stage) {
    let id = stage.draft().await;
    stage.exec(&holder(id), begin(id, 1, 1)).await.unwrap();
    stage.store.exec(&holder(id), FileApplication { due: Some(due(id, 1)), ..file(id, 1, 7) }).await.unwrap();
    let refund = || StartRefund { number: "R-7".to_owned(), now: at(30) };
    assert!(matches!(stage.store.exec(&by(Who::System), refund()).await, Err(Error::NotFound)));
    assert!(matches!(stage.store.exec(&holder(id), refund()).await, Err(Error::NotYours)));
    record(&stage, 1, PaymentState::Paid).await;
    stage.exec(&by(Who::System), refund()).await.unwrap();
    assert_eq!(only(&stage, id).await.state, PaymentState::Refunding);
    record(&stage, 1, PaymentState::Refunded).await;
    stage.exec(&by(Who::System), refund()).await.unwrap();
    let listed = stage.read(&by(Who::System), ListPayments).await.unwrap();
    assert_eq!((listed[0].number.as_deref(), listed[0].state), (Some("R-7"), PaymentState::Refunded));
}

async fn payments_of_one_application_are_bounded(stage: Stage) {
    let id = stage.draft().await;
    for key in 1..=50 {
        stage.store.exec(&holder(id), begin(id, key, 1)).await.unwrap();
    }
    let one_more = stage.store.exec(&holder(id), begin(id, 51, 1)).await;
    assert!(matches!(one_more, Err(Error::Full { limit: 50, .. })), "{one_more:?}");
    stage.exec(&holder(id), begin(id, 50, 1)).await.unwrap();
}

async fn the_ledger_of_the_demonstration_does_each_step_once(stage: Stage) {
    let step = |key: u8, step| {
        let moved = MoveEntry { key: hash(key), step, now: at(9) };
        let stage = &stage;
        async move { stage.exec(&by(Who::System), moved).await.unwrap().map(|entry| entry.state) }
    };
    let hold = Step::Authorise { amount: hash(7) };
    assert_eq!(step(1, Step::Capture).await, None, "what is not held cannot be taken");
    assert_eq!(step(1, hold).await.as_deref(), Some("authorised"));
    assert_eq!(step(1, Step::Refund).await.as_deref(), Some("authorised"));
    assert_eq!(step(1, Step::Capture).await.as_deref(), Some("captured"));
    assert_eq!(step(1, hold).await.as_deref(), Some("captured"));
    assert_eq!(step(1, Step::Release).await.as_deref(), Some("captured"));
    assert_eq!(step(1, Step::Refund).await.as_deref(), Some("refunded"));
    assert_eq!(step(1, Step::Capture).await.as_deref(), Some("refunded"));
    assert_eq!(step(2, Step::Release).await.as_deref(), Some("released"));
    assert_eq!(step(2, hold).await.as_deref(), Some("released"), "a released key can never hold anything");
    let entry = stage.read(&by(Who::System), FindEntry { key: hash(1) }).await.unwrap().unwrap();
    assert_eq!((entry.amount, entry.moved), (hash(7), at(9)));
    assert!(stage.read(&by(Who::Nobody), FindEntry { key: hash(1) }).await.is_err());
}

async fn a_deleted_drafts_payment_is_still_asked_about(stage: Stage) {
    let id = stage.draft().await;
    stage.exec(&holder(id), begin(id, 1, 1)).await.unwrap();
    record(&stage, 1, PaymentState::Authorised).await;
    stage.exec(&holder(id), DeleteDraft { application: id, now: at(40) }).await.unwrap();
    let asked = ask(&stage, None).await;
    assert_eq!(asked.iter().map(|payment| payment.of_draft).collect::<Vec<_>>(), [false]);
    assert!(matches!(stage.store.exec(&holder(id), begin(id, 2, 1)).await, Err(Error::NotFound)));
}
