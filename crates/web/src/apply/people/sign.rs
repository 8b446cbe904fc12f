//! Signing somebody else's application: the part that is signed to be read, a declaration, and a way to say what is not right.

use super::{
    super::{
        document::give,
        drawing::{Drawing, Drawn, DrawnControl},
        reading::{self, Part, Words},
        start::page,
    },
    opened::Opened,
    standing::{Standing, Statement},
    words,
};
use crate::{
    forms::Form,
    look::{Field, Frame, Problem as Wrong, SummaryRow},
    openings::Told,
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::{extract::Path, response::Response};
use casework::Signature;
use http::StatusCode;
use language::{Arg, format};
use programs::{Entry, Journey, Mistake, Signatory};
use store::ops::signing::{LoadSignedDocument, Response as Answer};

/// The longest text about what is not right, in characters.
const LONGEST_REMARK: usize = 2_000;
/// How often an answer that met a save is tried again.
const TRIES: usize = 5;

#[derive(Template)]
#[template(path = "apply/people/sign.html")]
struct SignTemplate {
    frame: Frame,
    /// What there is to do, or what was done.
    title: String,
    program: String,
    reference: String,
    asks: String,
    /// What is shown, and what can be done about it; nothing once nothing can be.
    intro: Option<String>,
    /// When applications are taken, while there is something to sign.
    told: Option<Told>,
    problems: Vec<Wrong>,
    /// Something changed while it was read.
    changed: bool,
    /// How the signature stands.
    stands: Option<String>,
    /// What was declared with a signature that stands.
    declared: Option<String>,
    /// What was said not to be right.
    remark: Vec<String>,
    /// Why there is nothing to sign.
    nothing: Option<String>,
    parts: Vec<(u8, String, Vec<SummaryRow>)>,
    /// The documents among them: address and name.
    documents: Vec<(String, String)>,
    /// The declaration, with the hash of what is shown.
    declaration: Option<(Drawn, String)>,
    object: Field,
    object_value: String,
    longest: u32,
    longest_words: String,
    until: String,
}

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Extra {
    entry: Entry,
    mistakes: Vec<Mistake>,
    remark: String,
    /// What is wrong with the remark.
    remark_error: Option<&'static str>,
    changed: bool,
}

fn render(visit: &Visit, opened: &Opened, extra: Extra) -> Result<Response, Problem> {
    let (draft, language) = (&opened.draft, visit.language);
    let journey = draft.walk()?;
    let program = journey.program;
    let showing = program.showing(language, &visit.app.messages);
    let signer = opened.signer(&journey);
    let statement = match &signer {
        Some(signatory) => Statement::of(draft, &journey, signatory, language)?,
        None => None,
    };
    let invitation = &opened.invitation;
    let standing = opened.standing(&journey, visit.app.now())?;
    let given = match &standing {
        Some(Standing::Signed(signature)) => Some(signature),
        _ => None,
    };
    // Who asks is told as long as it can be signed, and to whoever has.
    let asking = signer.or_else(|| opened.signatory(&journey).filter(|_| given.is_some()));
    let name = asking.and_then(|signatory| journey.brief(&signatory.signer.asked_by, &showing));
    let about = program.title.get(language);
    let mut args = vec![("program", Arg::Text(about))];
    args.extend(name.as_deref().map(|name| ("name", Arg::Text(name))));
    let is_open = signer.is_some() && given.is_none();
    let asks = visit.say_with(
        match (is_open, name.is_some()) {
            (true, true) => "apply-sign-asks",
            (true, false) => "apply-sign-asked",
            (false, true) => "apply-sign-did-ask",
            (false, false) => "apply-sign-was-asked",
        },
        &args,
    );
    let title = visit.say(match (&signer, given) {
        (None, _) if draft.is_filed() => "apply-sign-title-filed",
        (_, Some(_)) => "apply-sign-title-signed",
        (Some(_), None) => "apply-sign-title",
        (None, None) => "apply-sign-title-nothing",
    });
    let says = |key: &str, signature: &Signature| {
        let time = visit.app.moment(language, signature.signed_at);
        visit.say_with(key, &[("name", Arg::Text(&signature.name)), ("time", Arg::Text(&time))])
    };
    let nothing = match (&signer, &statement) {
        (None, _) if draft.is_filed() => Some(match given {
            Some(signature) => says("apply-sign-filed-signed", signature),
            None => visit.say("apply-sign-filed"),
        }),
        (None, _) if draft.is_withdrawn() => Some(visit.say("apply-sign-withdrawn")),
        (None, _) => Some(visit.say("apply-sign-not-needed")),
        (Some(_), None) => Some(visit.say("apply-sign-not-ready")),
        (Some(_), Some(_)) => None,
    };
    let stands = match standing.as_ref().filter(|_| signer.is_some()) {
        Some(Standing::Signed(signature)) => Some(says("apply-sign-signed", signature)),
        Some(Standing::Again(signature)) => Some(says("apply-sign-again", signature)),
        Some(Standing::Objected) => Some(visit.say("apply-sign-objection-sent")),
        _ => None,
    };
    let remark = invitation.remark.as_deref().filter(|_| signer.is_some());
    let remark = remark.map(|sealed| words(draft, "remark", &opened.key, sealed)).transpose()?;
    let drawing = Drawing { showing, alone: false, occupations: &visit.app.public.lists.occupations };
    let mut problems = Vec::new();
    let mut declaration = None;
    let mut parts = Vec::new();
    let mut documents = Vec::new();
    if let Some(signatory) = opened.reader(&journey, standing.as_ref()) {
        parts = shown(visit, &journey, &signatory);
        documents = journey.documents_for(&signatory);
    }
    if let Some(signatory) = &signer {
        let question = &signatory.signer.declaration;
        problems = drawing.problems(question, &extra.mistakes);
        let draw =
            |statement: Statement| (drawing.draw(question, &extra.entry, &extra.mistakes, Vec::new()), statement.hash);
        declaration = statement.filter(|_| given.is_none()).map(draw);
    }
    let longest = u32::try_from(LONGEST_REMARK).unwrap_or(u32::MAX);
    let error = extra.remark_error.map(|key| visit.say(key));
    problems.extend(error.iter().map(|text| Wrong::at("remark", text.clone())));
    let status = if extra.changed {
        StatusCode::CONFLICT
    } else if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let mut frame = visit.frame(&opened.place());
    frame.switch_form = signer.is_some().then_some("page-form");
    let until = visit.app.moment(language, invitation.expires);
    let template = SignTemplate {
        frame,
        title,
        program: about.to_owned(),
        reference: opened.reference.clone(),
        asks,
        intro: signer.as_ref().map(|signatory| match journey.name_of(signatory, &showing) {
            Some(own) => visit.say_with("apply-sign-own", &[("name", Arg::Text(&own))]),
            None => visit.say("apply-sign-intro"),
        }),
        told: signer.is_some().then(|| visit.told(program)),
        problems,
        changed: extra.changed,
        stands,
        declared: given.map(|signature| signature.declaration.clone()),
        remark: remark.iter().flat_map(|remark| remark.lines().map(str::to_owned)).collect(),
        nothing,
        parts,
        documents: documents.into_iter().map(|document| opened.link(visit, document)).collect(),
        declaration,
        object: Field::new("remark", visit.say("apply-sign-object-label"))
            .hint(Some(visit.say("apply-sign-object-hint")))
            .error(error),
        object_value: extra.remark,
        longest,
        longest_words: format::number(language, i64::from(longest)),
        until: visit.say_with("apply-sign-until", &[("time", Arg::Text(&until))]),
    };
    let mut response = page(&template)?;
    *response.status_mut() = status;
    Ok(response)
}

/// What a signer is shown, to be read and nothing else.
fn shown<'a>(visit: &'a Visit, journey: &Journey<'a>, signatory: &Signatory<'a>) -> Vec<(u8, String, Vec<SummaryRow>)> {
    let messages = &visit.app.messages;
    let showing = journey.program.showing(visit.language, messages);
    let parts = reading::parts(&journey.summary_for(signatory, &showing), Words::of(messages, visit.language));
    parts.into_iter().map(Part::read_only).collect()
}

/// What is to be signed.
pub(crate) async fn show(Path((reference, key)): Path<(String, String)>, visit: Visit) -> Result<Response, Problem> {
    let opened = Opened::open(&visit, &reference, &key).await?;
    render(&visit, &opened, Extra::default())
}

/// A document among what is to be signed, or was.
pub(crate) async fn document(
    Path((reference, key, id)): Path<(String, String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    let document = id.parse().map_err(|_| Problem::not_found())?;
    let opened = Opened::open(&visit, &reference, &key).await?;
    if !opened.documents(&opened.draft.walk()?, visit.app.now())?.iter().any(|shown| shown.id == id) {
        return Err(Problem::not_found());
    }
    let load = LoadSignedDocument { application: opened.draft.row.id, signer: key.clone(), document };
    let row = visit.app.store.read(&visit.actor_signing(&reference, &key), load).await?;
    give(&visit, &opened.draft, &row).await
}

/// Signs, or says what is not right.
pub(crate) async fn answer(
    Path((reference, key)): Path<(String, String)>,
    visit: Visit,
    form: Form,
) -> Result<Response, Problem> {
    visit.check_token(form.get("form_token"))?;
    let opened = Opened::open(&visit, &reference, &key).await?;
    if let Some(elsewhere) = visit.switched(&form, &opened.place()) {
        return Ok(elsewhere);
    }
    let remark = form.get("remark").trim().to_owned();
    let suffixes = |signatory: Signatory<'_>| {
        let question = &signatory.signer.declaration;
        let suffixes = question.suffixes().into_iter();
        Entry::from_pairs(suffixes.map(|suffix| (suffix, form.get(&format!("{}.{suffix}", question.id)))))
    };
    let entry = {
        let journey = opened.draft.walk()?;
        opened.signer(&journey).map(suffixes)
    };
    // Nothing can be signed any more, or yet: the page says why.
    let Some(entry) = entry else { return render(&visit, &opened, Extra::default()) };
    if form.is_switch() {
        return render(&visit, &opened, Extra { entry, remark, ..Extra::default() });
    }
    if form.get("do") == "object" {
        return object(&visit, opened, entry, remark).await;
    }
    // Whoever writes that something is not right and presses the other button has not said which they meant.
    if !remark.is_empty() {
        let remark_error = Some("apply-sign-object-unsent");
        return render(&visit, &opened, Extra { entry, remark, remark_error, ..Extra::default() });
    }
    sign(&visit, opened, entry, form.get("shown")).await
}

async fn object(visit: &Visit, mut opened: Opened, entry: Entry, remark: String) -> Result<Response, Problem> {
    if !(1..=LONGEST_REMARK).contains(&remark.chars().count()) {
        return render(
            visit,
            &opened,
            Extra { entry, remark, remark_error: Some("apply-sign-object-error"), ..Extra::default() },
        );
    }
    for _ in 0..TRIES {
        if opened.respond(visit, Answer::Objected(opened.seal(visit, "remark", remark.as_bytes()))).await? {
            return Ok(visit.go(&opened.place()));
        }
        opened = Opened::open(visit, &opened.reference, &opened.key).await?;
    }
    Err(Problem::new(StatusCode::CONFLICT))
}

/// Signs what was shown (its hash), and nothing else: if an answer was saved meanwhile, the page is shown again.
async fn sign(visit: &Visit, mut opened: Opened, entry: Entry, hash: &str) -> Result<Response, Problem> {
    for _ in 0..TRIES {
        let signature = {
            let journey = opened.draft.walk()?;
            let signer = opened.signer(&journey);
            let statement = match &signer {
                Some(signatory) => Statement::of(&opened.draft, &journey, signatory, visit.language)?,
                None => None,
            };
            match (signer, statement.filter(|statement| statement.hash == hash)) {
                (Some(signatory), Some(statement)) => journey.declare(&signatory, &entry).map(|name| {
                    Some(Signature {
                        signer: signatory.signer.id.clone(),
                        entry: signatory.entry.map(str::to_owned),
                        name,
                        language: visit.language.code().to_owned(),
                        declaration: statement.declaration,
                        shown: statement.shown,
                        signed_at: visit.app.now(),
                        signed_sha256: statement.hash,
                    })
                }),
                _ => Ok(None),
            }
        };
        match signature {
            Err(mistakes) => return render(visit, &opened, Extra { entry, mistakes, ..Extra::default() }),
            Ok(None) => return render(visit, &opened, Extra { changed: true, ..Extra::default() }),
            Ok(Some(signature)) => {
                let plain = serde_json::to_vec(&signature).map_err(|error| Problem::internal(&error))?;
                if opened.respond(visit, Answer::Signed(opened.seal(visit, "signature", &plain))).await? {
                    return Ok(visit.go(&opened.place()));
                }
            }
        }
        // Saved meanwhile: what it says now is compared with what was read.
        opened = Opened::open(visit, &opened.reference, &opened.key).await?;
    }
    Err(Problem::new(StatusCode::CONFLICT))
}
