//! Who else takes part in an application: people who sign it too, each for themselves, and a helper who signs nothing.

pub(super) mod invited;
pub(super) mod manage;
mod opened;
pub(super) mod sign;
mod standing;

use self::standing::{Standing, aad};
use super::{
    Draft,
    reading::{Part, Row},
    start::page,
};
use crate::{
    look::{Act, Frame, State, SummaryRow, Task},
    places::Place,
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::response::Response;
use casework::Signature;
use http::StatusCode;
use jiff::SignedDuration;
use language::Arg;
use programs::{Journey, PagePath, Showing, Signatory};
use store::ops::invitations::{Invitation, ListInvitations, Role};

/// What invitations' secrets are hashed for.
const PURPOSE: &str = "invitation";
/// How long a link of an invitation works. Who needs longer is given a new one.
const WORKS_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The longest name of a helper, in characters.
const LONGEST_NAME: usize = 200;
/// What the helper is called in forms; signers are called by their keys after [`SIGNER`].
const HELPER: &str = "helper";
/// What comes before the key of a signer in forms.
const SIGNER: &str = "signer-";

/// Somebody who has to sign, with how that stands.
struct Signing {
    /// What the invitation is kept by.
    key: String,
    /// Who it is, as the applicant reads it.
    title: String,
    standing: Standing,
    /// Whether the link was opened; nothing while there is none.
    link: Option<bool>,
    /// What is not right, in the signer's words.
    remark: Option<String>,
}

/// Everybody who takes part in an application.
pub(super) struct People {
    signing: Vec<Signing>,
    /// The helper's name, and what has come of the invitation.
    helper: Option<(String, Invitation)>,
}

impl People {
    /// Who takes part in `draft`. A helper is told nothing of the others.
    ///
    /// # Errors
    /// 503 when the store does not answer.
    pub(super) async fn of(visit: &Visit, draft: &Draft, journey: &Journey<'_>) -> Result<Self, Problem> {
        if draft.helps {
            return Ok(Self { signing: Vec::new(), helper: None });
        }
        let list = ListInvitations { application: draft.row.id };
        let invitations = visit.app.store.read(&visit.actor_towards(&draft.row.reference), list).await?;
        let mut signing = Vec::new();
        let showing = journey.program.showing(visit.language, &visit.app.messages);
        for signatory in &journey.signers {
            let key = signatory.key();
            let role = Role::Signer(key.clone());
            let invitation = invitations.iter().find(|invitation| invitation.role == role);
            let standing = Standing::work_out(draft, journey, signatory, invitation, visit.app.now())?;
            let remark = invitation.and_then(|invitation| invitation.remark.as_deref());
            let remark = remark.map(|sealed| words(draft, "remark", &key, sealed)).transpose()?;
            let link = invitation.filter(|invitation| invitation.stands).map(|invitation| invitation.opened.is_some());
            signing.push(Signing { key, title: journey.title_of(signatory, &showing), standing, link, remark });
        }
        let helper = invitations.into_iter().find(|invitation| invitation.role == Role::Helper && invitation.stands);
        let helper = match helper {
            Some(invitation) => Some((words(draft, "sealed", HELPER, &invitation.sealed)?, invitation)),
            None => None,
        };
        Ok(Self { signing, helper })
    }

    /// A warning that somebody has signed for what is asked at `path`, and would have to again, or has to already; a helper is
    /// told nothing of it.
    ///
    /// # Errors
    /// As [`People::of`].
    pub(super) async fn signed_for(
        visit: &Visit,
        draft: &Draft,
        journey: &Journey<'_>,
        path: &PagePath,
    ) -> Result<Option<String>, Problem> {
        let shown: Vec<String> =
            journey.signers.iter().filter(|signatory| journey.shows(signatory, path)).map(Signatory::key).collect();
        if shown.is_empty() {
            return Ok(None);
        }
        let people = Self::of(visit, draft, journey).await?;
        let named = |key, counts: fn(&Standing) -> bool| {
            people.named(visit, key, |signing| counts(&signing.standing) && shown.contains(&signing.key))
        };
        let signed = named("apply-signed-for", |standing| matches!(standing, Standing::Signed(_)));
        let lapsed = named("apply-signed-lapsed", |standing| matches!(standing, Standing::Again(_)));
        let words: Vec<String> = signed.into_iter().chain(lapsed).collect();
        Ok((!words.is_empty()).then(|| words.join(" ")))
    }

    /// The message `key` with the names of those who are meant; nothing where there are none.
    fn named(&self, visit: &Visit, key: &str, is_meant: impl Fn(&Signing) -> bool) -> Option<String> {
        let meant = self.signing.iter().filter(|signing| is_meant(signing));
        let names: Vec<&str> = meant.map(|signing| signing.title.as_str()).collect();
        let count = i64::try_from(names.len()).unwrap_or(i64::MAX);
        let arguments = [("count", Arg::Number(count)), ("names", Arg::Text(&names.join(", ")))];
        (count > 0).then(|| visit.say_with(key, &arguments))
    }

    /// Whose signatures were given and no longer count, in a sentence.
    pub(super) fn lapsed(&self, visit: &Visit) -> Option<String> {
        self.named(visit, "apply-signed-lapsed", |signing| matches!(signing.standing, Standing::Again(_)))
    }

    /// Whose signatures filing waits for, in a sentence.
    pub(super) fn missing(&self, visit: &Visit) -> Option<String> {
        self.named(visit, "apply-people-missing", |signing| !matches!(signing.standing, Standing::Signed(_)))
    }

    /// Those who have to sign, where anybody has to: most programs have one signer, and nothing to look up.
    ///
    /// # Errors
    /// As [`People::of`].
    pub(super) async fn who_sign(visit: &Visit, draft: &Draft, journey: &Journey<'_>) -> Result<Self, Problem> {
        if journey.signers.is_empty() {
            return Ok(Self { signing: Vec::new(), helper: None });
        }
        Self::of(visit, draft, journey).await
    }

    /// The signatures of all who have to sign; nothing while one is missing, or does not stand any more.
    pub(super) fn signatures(&self) -> Option<Vec<Signature>> {
        let signature = |signing: &Signing| match &signing.standing {
            Standing::Signed(signature) => Some(signature.clone()),
            _ => None,
        };
        self.signing.iter().map(signature).collect()
    }

    /// Whether nobody's signature is missing.
    pub(super) fn are_all_signed(&self) -> bool {
        self.signatures().is_some()
    }

    /// The line of the task list, where somebody else has to sign.
    pub(super) fn task(&self, visit: &Visit, reference: &str) -> Option<Task> {
        let is_begun = self.signing.iter().any(|signing| signing.standing != Standing::NotInvited);
        let state = if self.are_all_signed() {
            State::Done
        } else if is_begun {
            State::Started
        } else {
            State::Ready
        };
        (!self.signing.is_empty()).then(|| Task {
            label: visit.say("apply-people-signatures"),
            hint: Some(self.lapsed(visit).unwrap_or_else(|| visit.say("apply-people-hint"))),
            url: Some(visit.path_to(&Place::People(reference.to_owned()))),
            state,
        })
    }

    /// How each signature stands, for the review.
    pub(super) fn rows(&self, visit: &Visit, reference: &str) -> Vec<SummaryRow> {
        let url = visit.path_to(&Place::People(reference.to_owned()));
        let row = |signing: &Signing| {
            let title = signing.title.clone();
            let act = Act::new(url.clone(), visit.say("apply-people-title"), title.clone());
            SummaryRow { key: title, lines: vec![signing.says(visit)], acts: vec![act] }
        };
        self.signing.iter().map(row).collect()
    }

    /// Who helps and with what, for the task list.
    pub(super) fn helper(&self, visit: &Visit) -> Option<String> {
        let (name, _) = self.helper.as_ref()?;
        Some(visit.say_with("apply-helper-note", &[("name", Arg::Text(name))]))
    }
}

impl Signing {
    /// How the signature stands, in a sentence.
    fn says(&self, visit: &Visit) -> String {
        let moment = |at| visit.app.moment(visit.language, at);
        let at = |key: &str, at| visit.say_with(key, &[("time", Arg::Text(&moment(at)))]);
        let by = |key: &str, signature: &Signature| {
            let time = moment(signature.signed_at);
            visit.say_with(key, &[("name", Arg::Text(&signature.name)), ("time", Arg::Text(&time))])
        };
        match &self.standing {
            Standing::NotInvited => visit.say("apply-signer-not-invited"),
            Standing::Withdrawn => visit.say("apply-signer-withdrawn"),
            Standing::Invited { at, until } => {
                let (time, until) = (moment(*at), moment(*until));
                visit.say_with("apply-signer-invited", &[("time", Arg::Text(&time)), ("until", Arg::Text(&until))])
            }
            Standing::Over { at: made } => at("apply-signer-over", *made),
            Standing::Opened(opened) => at("apply-signer-opened", *opened),
            Standing::Objected => visit.say("apply-signer-objected"),
            Standing::Signed(signature) => by("apply-signer-signed", signature),
            Standing::Again(signature) => by("apply-signer-again", signature),
        }
    }
}

/// A sealed text of an invitation.
fn words(draft: &Draft, column: &str, person: &str, sealed: &[u8]) -> Result<String, Problem> {
    let plain = draft.key.open(&aad(column, draft.row.id, person), sealed)?;
    String::from_utf8(plain).map_err(|error| Problem::internal(&error))
}

/// The signatures of a filing in words, for the copy that is kept.
pub(super) fn reading(
    visit: &Visit,
    journey: &Journey<'_>,
    signatures: &[Signature],
    showing: &Showing<'_>,
) -> Option<Part> {
    let row = |signature: &Signature| {
        let is_this = |signatory: &&Signatory<'_>| {
            signatory.signer.id == signature.signer && signatory.entry == signature.entry.as_deref()
        };
        let label = journey.title_of(journey.signers.iter().find(is_this)?, showing);
        let lines = vec![signature.name.clone(), visit.app.moment(showing.language, signature.signed_at)];
        Some(Row { label, lines, path: None })
    };
    let title = visit.app.messages.say(showing.language, "apply-people-signatures").to_owned();
    (!signatures.is_empty()).then(|| Part { level: 2, title, rows: signatures.iter().filter_map(row).collect() })
}

#[derive(Template)]
#[template(path = "apply/people/not_yours.html")]
struct NotYoursTemplate {
    frame: Frame,
    tasks: String,
}

/// Tells a helper that only the applicant signs what is at `place`.
pub(super) fn not_yours(visit: &Visit, place: &Place, reference: &str) -> Result<Response, Problem> {
    let tasks = visit.path_to(&Place::Tasks(reference.to_owned()));
    let mut response = page(&NotYoursTemplate { frame: visit.frame(place), tasks })?;
    *response.status_mut() = StatusCode::FORBIDDEN;
    Ok(response)
}
