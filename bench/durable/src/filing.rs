//! What is filed: the same bytes, whoever writes them.

use jiff::Timestamp;
use store::{
    Actor, ApplicationId, HolderId, JobId, RequestId, Who,
    ops::{drafts::BeginDraft, filing::FileApplication, jobs::NewJob},
};
use uuid::Uuid;

/// Sizes in bytes of a full application, sealed.
const DRAFT: usize = 6_000;
const ANSWERS: usize = 8_000;
const RECEIPT: usize = 1_200;
const ACTION: usize = 300;
const JOB: usize = 400;

/// The same for every writer of one round, and different in every round.
pub(crate) fn application(round: u64, number: u64) -> ApplicationId {
    ApplicationId(Uuid::from_u64_pair(0x0192_0000_0000_7000 + round, number))
}

/// Bytes that no two rows share.
fn bytes(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut out = Vec::with_capacity(length + 8);
    while out.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        out.extend_from_slice(&state.to_le_bytes());
    }
    out.truncate(length);
    out
}

pub(crate) fn now() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

pub(crate) fn holder(application: ApplicationId) -> Actor {
    let who = Who::Holder { link: link(application), holder: HolderId(application.0), account: None };
    Actor { who, request: RequestId(application.0) }
}

/// Hash of the application's resume link.
fn link(application: ApplicationId) -> [u8; 32] {
    let mut hash = [1; 32];
    hash[..16].copy_from_slice(application.0.as_bytes());
    hash
}

pub(crate) fn draft(id: ApplicationId, number: u64) -> BeginDraft {
    BeginDraft {
        id,
        reference: format!("LF-{id}"),
        program: "express-entry".to_owned(),
        program_version: "2026-11-22".to_owned(),
        language: "en".to_owned(),
        wrapped_key: bytes(number, 60),
        sealed: bytes(number, DRAFT),
        resume_hash: link(id),
        now: now(),
        expires: now(),
    }
}

pub(crate) fn filing(id: ApplicationId, number: u64, sequence: u64) -> FileApplication {
    let job = |which: u64| NewJob {
        id: JobId(Uuid::from_u64_pair(id.0.as_u64_pair().0 + which * 0x1_0000, number)),
        kind: "mail".to_owned(),
        application: Some(id),
        sealed: bytes(number + which, JOB),
        run_after: now(),
    };
    FileApplication {
        application: id,
        expected_version: 1,
        sequence,
        number: format!("LF-{sequence:010}"),
        filed_at: now(),
        sealed_answers: bytes(number, ANSWERS),
        sealed_receipt: bytes(number, RECEIPT),
        status_hash: [2; 32],
        documents: Vec::new(),
        state: "received".to_owned(),
        action_hash: [3; 32],
        sealed_action: bytes(number, ACTION),
        jobs: vec![job(1), job(2)],
        due: None,
        cap: None,
    }
}
