//! People who are invited: what each may do, and that everything else is refused.

use store::{
    Actor, ApplicationId, DocumentId, Error, Who, limits,
    ops::{
        cases::{LoadActions, LoadCase},
        contacts::SetContact,
        documents::{AddDocument, ListDocuments, LoadDocument, SaveWithDocuments, Scan},
        drafts::{ClaimDraft, LoadByReference, LoadDraft},
        invitations::{Invite, ListInvitations, LoadToFill, RedeemInvitation, Role, Withdraw},
        payments::{BeginPayment, PaymentsOf},
        resume::{RotateResume, SetSecondSecret, SettleSecondSecret},
        retention::{DeleteDraft, ExpireDrafts},
        signing::{LoadSignedDocument, LoadToSign, Respond, Response},
    },
};

use crate::stage::{Stage, at, by, file, hash, holder, next_uuid, on_every_database, save};

on_every_database!(
    a_link_opens_its_invitation_until_it_is_replaced_withdrawn_or_over,
    only_the_owner_invites_and_sees_who_was_invited,
    a_signer_reaches_nothing_but_what_is_signed,
    a_helper_fills_in_and_does_nothing_else,
    a_helper_is_not_one_any_more_once_withdrawn_over_or_filed,
    an_answer_of_a_signer_makes_a_new_version_that_no_filing_passes_by,
    a_signature_and_an_objection_take_each_others_place,
    a_withdrawn_signature_is_gone,
    a_new_resume_link_can_end_every_invitation_and_no_signature,
    a_deleted_draft_has_nobody_invited_to_it,
    no_crowd_is_invited,
    a_signer_reads_documents_by_the_link_and_id_they_were_invited_by,
    who_can_never_be_needed_again_goes_with_the_next_invitation,
);

/// When links made here are over.
const OVER: i64 = 500;

fn reference(application: ApplicationId) -> String {
    format!("LF-{application}")
}

fn signer() -> Role {
    Role::Signer("sponsor".to_owned())
}

fn invite(application: ApplicationId, role: Role, link: u8) -> Invite {
    Invite {
        application,
        role,
        link: hash(link),
        sealed: b"Sam".to_vec(),
        language: "fr".to_owned(),
        mail: None,
        gone: Vec::new(),
        now: at(5),
        expires: at(OVER),
    }
}

/// Somebody who has redeemed a link.
fn invited(link: u8, seconds: i64) -> Actor {
    by(Who::Invited { link: hash(link), at: at(seconds), account: None })
}

fn redeem(application: ApplicationId, link: u8, seconds: i64) -> RedeemInvitation {
    RedeemInvitation { reference: reference(application), link: hash(link), now: at(seconds) }
}

fn to_sign(application: ApplicationId) -> LoadToSign {
    LoadToSign { reference: reference(application), signer: "sponsor".to_owned() }
}

fn to_fill(application: ApplicationId) -> LoadToFill {
    LoadToFill { reference: reference(application) }
}

fn respond(application: ApplicationId, expected_version: u64, response: Response) -> Respond {
    Respond { application, signer: "sponsor".to_owned(), expected_version, response }
}

fn signed() -> Response {
    Response::Signed(b"signature".to_vec())
}

fn document(application: ApplicationId) -> AddDocument {
    AddDocument {
        id: DocumentId(next_uuid()),
        application,
        question: "passport".to_owned(),
        size: 1,
        sealed: b"name".to_vec(),
        scan: Scan::Off,
        now: at(6),
    }
}

/// A draft with a signer (link 41) and a helper (link 42).
async fn draft(stage: &Stage) -> ApplicationId {
    let id = stage.draft().await;
    stage.exec(&holder(id), invite(id, signer(), 41)).await.unwrap();
    stage.exec(&holder(id), invite(id, Role::Helper, 42)).await.unwrap();
    id
}

async fn a_link_opens_its_invitation_until_it_is_replaced_withdrawn_or_over(stage: Stage) {
    let id = draft(&stage).await;
    let nobody = by(Who::Nobody);
    assert_eq!(stage.exec(&nobody, redeem(id, 41, 20)).await.unwrap(), Some(signer()));
    assert_eq!(stage.exec(&nobody, redeem(id, 42, 20)).await.unwrap(), Some(Role::Helper));
    // Opened once is opened then.
    stage.exec(&nobody, redeem(id, 41, 30)).await.unwrap();
    let list = stage.read(&holder(id), ListInvitations { application: id }).await.unwrap();
    let sponsor = list.iter().find(|invitation| invitation.role == signer()).unwrap();
    assert_eq!((sponsor.opened, sponsor.stands, sponsor.language.as_str()), (Some(at(20)), true, "fr"));

    for wrong in [redeem(id, 43, 20), redeem(id, 41, OVER), redeem(ApplicationId(next_uuid()), 41, 20)] {
        assert_eq!(stage.exec(&nobody, wrong).await.unwrap(), None);
    }
    stage.exec(&holder(id), invite(id, signer(), 44)).await.unwrap();
    assert_eq!(stage.exec(&nobody, redeem(id, 41, 20)).await.unwrap(), None);
    assert!(matches!(stage.read(&invited(41, 20), to_sign(id)).await, Err(Error::NotFound)));
    assert_eq!(stage.exec(&nobody, redeem(id, 44, 20)).await.unwrap(), Some(signer()));
    stage.exec(&holder(id), Withdraw { application: id, role: signer(), now: at(25) }).await.unwrap();
    assert_eq!(stage.exec(&nobody, redeem(id, 44, 26)).await.unwrap(), None);
    assert!(matches!(stage.read(&invited(44, 26), to_sign(id)).await, Err(Error::NotFound)));
    assert_eq!(stage.exec(&nobody, redeem(id, 42, 26)).await.unwrap(), Some(Role::Helper), "the other link goes on");
}

async fn only_the_owner_invites_and_sees_who_was_invited(stage: Stage) {
    let (id, other) = (draft(&stage).await, stage.draft().await);
    for actor in [by(Who::Nobody), holder(other), invited(41, 10), invited(42, 10)] {
        let list = stage.read(&actor, ListInvitations { application: id }).await.unwrap();
        assert!(list.is_empty(), "{actor:?}");
        for role in [signer(), Role::Helper] {
            assert!(matches!(stage.exec(&actor, invite(id, role.clone(), 50)).await, Err(Error::NotFound)));
            let withdraw = Withdraw { application: id, role, now: at(9) };
            assert!(matches!(stage.exec(&actor, withdraw).await, Err(Error::NotFound)));
        }
    }
    assert_eq!(stage.read(&holder(id), ListInvitations { application: id }).await.unwrap().len(), 2);
    let filed = stage.filed().await;
    assert!(matches!(stage.exec(&holder(filed), invite(filed, signer(), 51)).await, Err(Error::Closed)));
}

/// What nobody may do who was only invited.
async fn refused_to_the_invited(stage: &Stage, id: ApplicationId, actor: &Actor, version: u64) {
    let account = stage.account().await;
    assert!(matches!(stage.read(actor, LoadDraft { application: id }).await, Err(Error::NotFound)));
    let by_reference = LoadByReference { reference: reference(id) };
    assert!(matches!(stage.read(actor, by_reference).await, Err(Error::NotFound)));
    assert!(matches!(stage.read(actor, LoadCase { application: id }).await, Err(Error::NotFound)));
    assert!(stage.read(actor, ListInvitations { application: id }).await.unwrap().is_empty());
    let place = stage.next_receipt(&by(Who::System)).await.unwrap();
    assert!(matches!(stage.store.exec(actor, file(id, version, place)).await, Err(Error::NotFound)));
    assert!(matches!(stage.store.exec(actor, DeleteDraft { application: id, now: at(8) }).await, Err(Error::NotFound)));
    let rotate = RotateResume { application: id, resume_hash: hash(99), ends_invitations: None };
    assert!(matches!(stage.store.exec(actor, rotate).await, Err(Error::NotFound)));
    let word = SetSecondSecret { application: id, second_secret: Some("$argon2id$9".to_owned()) };
    assert!(matches!(stage.store.exec(actor, word).await, Err(Error::NotFound)));
    let settle = SettleSecondSecret { application: id };
    assert!(matches!(stage.store.exec(actor, settle).await, Err(Error::NotFound)));
    let contact = SetContact { application: id, contact: hash(9) };
    assert!(matches!(stage.store.exec(actor, contact).await, Err(Error::NotFound)));
    let claim = ClaimDraft { application: id, account, now: at(8) };
    assert!(matches!(stage.store.exec(actor, claim).await, Err(Error::NotFound)));
    for role in [signer(), Role::Helper] {
        assert!(matches!(stage.store.exec(actor, invite(id, role, 60)).await, Err(Error::NotFound)));
    }
    let pay = BeginPayment { key: hash(70), application: id, bill: hash(71), filed: false, now: at(8) };
    assert!(matches!(stage.store.exec(actor, pay).await, Err(Error::NotFound)));
    assert!(stage.read(actor, PaymentsOf { application: id }).await.unwrap().is_empty());
    assert!(stage.read(actor, LoadActions { application: id, after: 0 }).await.unwrap().is_empty());
}

async fn a_signer_reaches_nothing_but_what_is_signed(stage: Stage) {
    let id = draft(&stage).await;
    let sponsor = invited(41, 10);
    let (application, invitation) = stage.read(&sponsor, to_sign(id)).await.unwrap();
    assert_eq!((application.id, invitation.role), (id, signer()));
    refused_to_the_invited(&stage, id, &sponsor, 1).await;
    assert!(matches!(stage.read(&sponsor, to_fill(id)).await, Err(Error::NotFound)));
    assert!(matches!(stage.exec(&sponsor, save(id, 1, b"forged")).await, Err(Error::NotFound)));
    assert!(matches!(stage.exec(&sponsor, document(id)).await, Err(Error::NotFound)));
    let theirs = document(id);
    stage.exec(&holder(id), theirs.clone()).await.unwrap();
    assert!(stage.read(&sponsor, ListDocuments { application: id }).await.unwrap().is_empty());
    let load = LoadDocument { application: id, document: theirs.id };
    assert!(matches!(stage.read(&sponsor, load).await, Err(Error::NotFound)));
    // As somebody else of the same application, or of another, or by the helper's link.
    let as_child = LoadToSign { signer: "child".to_owned(), ..to_sign(id) };
    assert!(matches!(stage.read(&sponsor, as_child).await, Err(Error::NotFound)));
    let other = draft(&stage).await;
    stage.exec(&holder(other), invite(other, signer(), 45)).await.unwrap();
    assert!(matches!(stage.read(&sponsor, to_sign(other)).await, Err(Error::NotFound)));
    for stranger in [invited(42, 10), invited(41, OVER), holder(id), by(Who::Nobody), by(Who::System)] {
        assert!(matches!(stage.read(&stranger, to_sign(id)).await, Err(Error::NotFound)), "{stranger:?}");
        assert!(matches!(stage.exec(&stranger, respond(id, 1, signed())).await, Err(Error::NotFound)));
    }
    let as_child = Respond { signer: "child".to_owned(), ..respond(id, 1, signed()) };
    assert!(matches!(stage.exec(&sponsor, as_child).await, Err(Error::NotFound)));
}

async fn a_helper_fills_in_and_does_nothing_else(stage: Stage) {
    let id = draft(&stage).await;
    let helper = invited(42, 10);
    let (application, helps) = stage.read(&helper, to_fill(id)).await.unwrap();
    assert_eq!((application.id, helps), (id, true));
    assert!(!stage.read(&holder(id), to_fill(id)).await.unwrap().1);
    assert_eq!(stage.exec(&helper, save(id, 1, b"helped")).await.unwrap(), 2);
    let uploaded = document(id);
    stage.exec(&invited(42, 11), uploaded.clone()).await.unwrap();
    let with = SaveWithDocuments { save: save(id, 2, b"more"), attach: vec![uploaded.id], remove: Vec::new() };
    assert_eq!(stage.exec(&invited(42, 11), with).await.unwrap(), 3);
    assert_eq!(stage.read(&helper, ListDocuments { application: id }).await.unwrap().len(), 1);
    assert!(stage.read(&helper, LoadDocument { application: id, document: uploaded.id }).await.is_ok());
    assert_eq!(stage.read(&holder(id), LoadDraft { application: id }).await.unwrap().sealed, b"more");

    // Each save is noted as theirs, the owner's own are not.
    stage.exec(&holder(id), save(id, 3, b"mine")).await.unwrap();
    let list = stage.read(&holder(id), ListInvitations { application: id }).await.unwrap();
    let noted = list.iter().find(|invitation| invitation.role == Role::Helper).unwrap();
    assert_eq!((noted.saves, noted.last_saved), (2, Some(at(10))));

    refused_to_the_invited(&stage, id, &helper, 4).await;
    assert!(matches!(stage.read(&helper, to_sign(id)).await, Err(Error::NotFound)));
    assert!(matches!(stage.exec(&helper, respond(id, 4, signed())).await, Err(Error::NotFound)));
    let other = draft(&stage).await;
    stage.exec(&holder(other), invite(other, Role::Helper, 46)).await.unwrap();
    assert!(matches!(stage.read(&helper, to_fill(other)).await, Err(Error::NotFound)));
    assert!(matches!(stage.exec(&helper, save(other, 1, b"astray")).await, Err(Error::NotFound)));
}

async fn a_helper_is_not_one_any_more_once_withdrawn_over_or_filed(stage: Stage) {
    let id = draft(&stage).await;
    let late = invited(42, OVER);
    assert!(matches!(stage.read(&late, to_fill(id)).await, Err(Error::NotFound)));
    assert!(matches!(stage.exec(&late, save(id, 1, b"late")).await, Err(Error::NotFound)));
    assert!(matches!(stage.exec(&late, document(id)).await, Err(Error::NotFound)));
    stage.exec(&holder(id), Withdraw { application: id, role: Role::Helper, now: at(9) }).await.unwrap();
    let version = stage.read(&holder(id), LoadDraft { application: id }).await.unwrap().version;
    assert!(matches!(stage.read(&invited(42, 10), to_fill(id)).await, Err(Error::NotFound)));
    assert!(matches!(stage.exec(&invited(42, 10), save(id, version, b"gone")).await, Err(Error::NotFound)));

    let id = draft(&stage).await;
    let place = stage.next_receipt(&by(Who::System)).await.unwrap();
    stage.store.exec(&holder(id), file(id, 1, place)).await.unwrap();
    assert!(matches!(stage.read(&invited(42, 30), to_fill(id)).await, Err(Error::NotFound)));
    refused_to_the_invited(&stage, id, &invited(42, 30), 1).await;
    refused_to_the_invited(&stage, id, &invited(41, 30), 1).await;
    // The signer learns that it is filed, and can change nothing.
    assert!(stage.read(&invited(41, 30), to_sign(id)).await.is_ok());
    assert!(matches!(stage.exec(&invited(41, 30), respond(id, 1, signed())).await, Err(Error::Closed)));
}

async fn an_answer_of_a_signer_makes_a_new_version_that_no_filing_passes_by(stage: Stage) {
    let id = draft(&stage).await;
    let place = stage.next_receipt(&by(Who::System)).await.unwrap();
    assert!(matches!(stage.exec(&invited(41, 10), respond(id, 2, signed())).await, Err(Error::Conflict)));
    stage.exec(&invited(41, 10), respond(id, 1, signed())).await.unwrap();
    assert!(matches!(stage.store.exec(&holder(id), file(id, 1, place)).await, Err(Error::Conflict)));
    assert!(matches!(stage.exec(&holder(id), save(id, 1, b"older")).await, Err(Error::Conflict)));
    // An answer saved after the signer looked: what was signed may not be what is there.
    stage.exec(&holder(id), save(id, 2, b"newer")).await.unwrap();
    assert!(matches!(stage.exec(&invited(41, 10), respond(id, 2, signed())).await, Err(Error::Conflict)));
    stage.exec(&invited(41, 10), respond(id, 3, signed())).await.unwrap();
    stage.store.exec(&holder(id), file(id, 4, place)).await.unwrap();
}

/// The signature and the objection of the signer.
async fn answer_of(stage: &Stage, id: ApplicationId) -> (Option<Vec<u8>>, Option<Vec<u8>>) {
    let list = stage.read(&holder(id), ListInvitations { application: id }).await.unwrap();
    let invitation = list.into_iter().find(|invitation| invitation.role == signer()).unwrap();
    (invitation.signature, invitation.remark)
}

async fn a_signature_and_an_objection_take_each_others_place(stage: Stage) {
    let id = draft(&stage).await;
    stage.exec(&invited(41, 10), respond(id, 1, signed())).await.unwrap();
    assert_eq!(answer_of(&stage, id).await, (Some(b"signature".to_vec()), None));
    stage.exec(&invited(41, 10), respond(id, 2, Response::Objected(b"wrong".to_vec()))).await.unwrap();
    assert_eq!(answer_of(&stage, id).await, (None, Some(b"wrong".to_vec())));
    stage.exec(&invited(41, 10), respond(id, 3, signed())).await.unwrap();
    // A new link for the same person leaves the signature.
    stage.exec(&holder(id), invite(id, signer(), 47)).await.unwrap();
    assert_eq!(answer_of(&stage, id).await, (Some(b"signature".to_vec()), None));
}

async fn a_withdrawn_signature_is_gone(stage: Stage) {
    let id = draft(&stage).await;
    let place = stage.next_receipt(&by(Who::System)).await.unwrap();
    stage.exec(&invited(41, 10), respond(id, 1, signed())).await.unwrap();
    stage.exec(&holder(id), Withdraw { application: id, role: signer(), now: at(12) }).await.unwrap();
    let list = stage.read(&holder(id), ListInvitations { application: id }).await.unwrap();
    let sponsor = list.into_iter().find(|invitation| invitation.role == signer()).unwrap();
    assert_eq!((sponsor.stands, sponsor.signature), (false, None));
    assert!(matches!(stage.store.exec(&holder(id), file(id, 2, place)).await, Err(Error::Conflict)));
    stage.store.exec(&holder(id), file(id, 3, place)).await.unwrap();
}

async fn a_new_resume_link_can_end_every_invitation_and_no_signature(stage: Stage) {
    let (id, other) = (draft(&stage).await, stage.draft().await);
    stage.exec(&holder(other), invite(other, Role::Helper, 45)).await.unwrap();
    stage.exec(&invited(41, 10), respond(id, 1, signed())).await.unwrap();
    let rotate = |id, ends_invitations| RotateResume { application: id, resume_hash: hash(90), ends_invitations };
    let owner = by(Who::System);
    stage.exec(&owner, rotate(id, None)).await.unwrap();
    assert!(stage.read(&invited(42, 20), to_fill(id)).await.is_ok(), "nobody asked for that");
    stage.exec(&owner, rotate(id, Some(at(20)))).await.unwrap();
    assert!(matches!(stage.read(&invited(41, 20), to_sign(id)).await, Err(Error::NotFound)));
    assert!(matches!(stage.read(&invited(42, 20), to_fill(id)).await, Err(Error::NotFound)));
    for link in [41, 42] {
        assert_eq!(stage.exec(&by(Who::Nobody), redeem(id, link, 20)).await.unwrap(), None, "{link}");
    }
    let list = stage.read(&owner, ListInvitations { application: id }).await.unwrap();
    let signer = list.iter().find(|invitation| invitation.role == signer()).unwrap();
    assert!(signer.stands && signer.signature.is_some() && signer.expires == at(20), "{signer:?}");
    assert!(list.iter().any(|invitation| invitation.role == Role::Helper && !invitation.stands), "{list:?}");
    assert!(stage.read(&invited(45, 20), to_fill(other)).await.is_ok(), "another's helper helps on");
}

async fn a_deleted_draft_has_nobody_invited_to_it(stage: Stage) {
    let (id, untouched) = (draft(&stage).await, draft(&stage).await);
    stage.exec(&holder(id), DeleteDraft { application: id, now: at(8) }).await.unwrap();
    stage.store.exec(&by(Who::System), ExpireDrafts { now: at(1_000) }).await.unwrap();
    for id in [id, untouched] {
        assert!(stage.read(&by(Who::System), ListInvitations { application: id }).await.unwrap().is_empty());
        assert_eq!(stage.exec(&by(Who::Nobody), redeem(id, 41, 20)).await.unwrap(), None);
        assert!(matches!(stage.read(&invited(41, 20), to_sign(id)).await, Err(Error::NotFound)));
        assert!(matches!(stage.read(&invited(42, 20), to_fill(id)).await, Err(Error::NotFound)));
    }
}

async fn no_crowd_is_invited(stage: Stage) {
    let id = stage.draft().await;
    for number in 0..limits::INVITATIONS_PER_APPLICATION {
        stage.exec(&holder(id), invite(id, Role::Signer(format!("signer-{number}")), 1)).await.unwrap();
    }
    assert!(matches!(stage.exec(&holder(id), invite(id, Role::Helper, 2)).await, Err(Error::Full { .. })));
    stage.exec(&holder(id), invite(id, Role::Signer("signer-0".to_owned()), 3)).await.unwrap();
}

async fn a_signer_reads_documents_by_the_link_and_id_they_were_invited_by(stage: Stage) {
    let id = draft(&stage).await;
    let uploaded = document(id);
    stage.exec(&holder(id), uploaded.clone()).await.unwrap();
    let load = |signer: &str, document| LoadSignedDocument { application: id, signer: signer.to_owned(), document };
    let found = stage.read(&invited(41, 10), load("sponsor", uploaded.id)).await.unwrap();
    assert_eq!(found.id, uploaded.id);
    let (other, elsewhere) = (draft(&stage).await, document(id));
    let elsewhere = AddDocument { application: other, ..elsewhere };
    stage.exec(&holder(other), elsewhere.clone()).await.unwrap();
    stage.exec(&holder(other), invite(other, signer(), 45)).await.unwrap();
    for (actor, load) in [
        (invited(41, 10), load("child", uploaded.id)),
        (invited(41, 10), load("sponsor", elsewhere.id)),
        (invited(41, 10), LoadSignedDocument { application: other, ..load("sponsor", elsewhere.id) }),
        (invited(41, OVER), load("sponsor", uploaded.id)),
        (invited(42, 10), load("sponsor", uploaded.id)),
        (invited(43, 10), load("sponsor", uploaded.id)),
        (holder(id), load("sponsor", uploaded.id)),
        (by(Who::System), load("sponsor", uploaded.id)),
    ] {
        assert!(matches!(stage.read(&actor, load.clone()).await, Err(Error::NotFound)), "{actor:?} {load:?}");
    }
}

async fn who_can_never_be_needed_again_goes_with_the_next_invitation(stage: Stage) {
    let (id, other) = (draft(&stage).await, draft(&stage).await);
    let adult = |entry: &str| Role::Signer(format!("adult.{entry}"));
    for id in [id, other] {
        stage.exec(&holder(id), invite(id, adult("aaaaaa"), 60)).await.unwrap();
    }
    let gone = vec!["adult.aaaaaa".to_owned(), "adult.never".to_owned()];
    stage.exec(&holder(id), Invite { gone, ..invite(id, adult("bbbbbb"), 61) }).await.unwrap();
    let roles = async |id| {
        let list = stage.read(&holder(id), ListInvitations { application: id }).await.unwrap();
        list.into_iter().map(|invitation| invitation.role).collect::<Vec<_>>()
    };
    assert_eq!(roles(id).await, [Role::Helper, adult("bbbbbb"), signer()]);
    assert_eq!(roles(other).await, [Role::Helper, adult("aaaaaa"), signer()], "another application keeps its own");
    assert_eq!(stage.exec(&by(Who::Nobody), redeem(id, 60, 20)).await.unwrap(), None);
}
