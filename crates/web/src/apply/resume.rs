//! Coming back with a resume link: opening the link shows a button, and only the button redeems it, so that a mail scanner that
//! opens links opens nothing.

use super::{Draft, declined, keep, start::page};
use crate::{
    forms::Form,
    look::{Field, Frame, Problem as Wrong},
    places::Place,
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::{extract::Path, response::Response};
use http::{HeaderValue, StatusCode, header};
use jiff::SignedDuration;
use language::Arg;
use store::{
    Who,
    ops::resume::{RedeemResume, Redeemed, SettleSecondSecret},
};
use vault::{Reference, Secret};

/// Wrong second secrets in a row before it rests.
const MOST_FAILURES: u32 = 5;
/// How long it then rests.
const REST: SignedDuration = SignedDuration::from_mins(15);

#[derive(Template)]
#[template(path = "apply/resume.html")]
struct ResumeTemplate {
    frame: Frame,
    title: String,
    problems: Vec<Wrong>,
    action: String,
    from_link: bool,
    ask_word: bool,
    reference: Field,
    reference_value: String,
    code: Field,
    code_value: String,
    word: Field,
    carried: Option<String>,
    files: bool,
    email: Field,
    email_value: String,
    password: Field,
    lost_url: String,
    sign_in_url: String,
}

/// What the form is shown with.
#[derive(Default)]
pub(crate) struct Shown {
    pub(crate) reference: String,
    pub(crate) code: String,
    pub(crate) from_link: bool,
    pub(crate) ask_word: bool,
    pub(crate) error: Option<String>,
    pub(crate) word_error: Option<String>,
    /// Answers sealed for the way through ([`declined`]).
    pub(crate) carried: Option<String>,
    pub(crate) email: String,
    pub(crate) email_error: Option<String>,
}

pub(crate) fn render(visit: &Visit, shown: Shown) -> Result<Response, Problem> {
    // A link's own address holds the secret, so its page names the plain form as its place.
    let mut frame = visit.frame(&Place::Resume);
    if shown.from_link {
        let link = Place::ResumeLink(shown.reference.clone(), shown.code.clone());
        frame.other_lang_url = Some(link.path(visit.language.other()));
    }
    if !shown.from_link {
        frame.switch_form = Some("page-form");
    }
    let problems: Vec<_> = shown
        .error
        .iter()
        .map(|text| Wrong::at("reference", text.clone()))
        .chain(shown.word_error.iter().map(|text| Wrong::at("word", text.clone())))
        .chain(shown.email_error.iter().map(|text| Wrong::at("email", text.clone())))
        .collect();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = match (&shown.carried, shown.from_link) {
        (Some(_), _) => "apply-session-over-title",
        (None, true) => "apply-resume-link-title",
        (None, false) => "apply-resume-title",
    };
    let carried = shown.carried.as_deref().and_then(|sealed| declined::open(visit, &shown.reference, sealed));
    let template = ResumeTemplate {
        frame,
        title: visit.say(title),
        problems,
        action: visit.path_to(&Place::Resume),
        from_link: shown.from_link,
        ask_word: shown.ask_word,
        reference: Field::new("reference", visit.say("apply-keep-reference"))
            .hint(Some(visit.say("apply-resume-reference-hint")))
            .error(shown.error),
        reference_value: shown.reference,
        code: Field::new("code", visit.say("apply-keep-code")),
        code_value: shown.code,
        word: Field::new("word", visit.say("apply-keep-word-label")).error(shown.word_error),
        carried: shown.carried,
        files: carried.is_some_and(|carried| carried.files),
        email: Field::new("email", visit.say("account-email")).error(shown.email_error),
        email_value: shown.email,
        password: Field::new("password", visit.say("account-password")),
        lost_url: visit.path_to(&Place::Lost),
        sign_in_url: visit.path_to(&Place::SignIn),
    };
    let mut response = page(&template)?;
    *response.status_mut() = status;
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

/// The form for those who have reference and code but no link.
pub(crate) async fn show(visit: Visit) -> Result<Response, Problem> {
    render(&visit, Shown::default())
}

/// A link was opened: shows the button.
pub(crate) async fn from_link(
    Path((reference, code)): Path<(String, String)>,
    visit: Visit,
) -> Result<Response, Problem> {
    render(&visit, Shown { reference, code, from_link: true, ..Shown::default() })
}

/// Redeems reference and code.
pub(crate) async fn redeem(mut visit: Visit, mut form: Form) -> Result<Response, Problem> {
    if let Some(elsewhere) = visit.switched(&form, &Place::Resume) {
        return Ok(elsewhere);
    }
    let word = form.take("word");
    let ask_word = word.is_some();
    let word = word.unwrap_or_default().trim().to_owned();
    let mut shown = Shown {
        reference: form.get("reference").to_owned(),
        code: form.get("code").to_owned(),
        carried: form.take("carried"),
        ..Shown::default()
    };
    if form.is_switch() {
        return render(&visit, Shown { ask_word, ..shown });
    }
    let wrong = visit.say("apply-resume-wrong");
    let (Ok(reference), Ok(secret)) = (Reference::parse(&shown.reference), Secret::parse(&shown.code)) else {
        return render(&visit, Shown { error: Some(wrong), ..shown });
    };
    let reference = reference.to_string();
    let app = visit.app.clone();
    let link = app.keys.hash_secret(keep::PURPOSE, &secret);
    let redeem = RedeemResume {
        reference: reference.clone(),
        secret_hash: link,
        tries_second_secret: !word.is_empty(),
        max_failures: MOST_FAILURES,
        locked_for: REST,
        now: app.now(),
    };
    let application = match app.store.exec(&visit.actor(Who::Nobody), redeem).await? {
        Redeemed::Refused => return render(&visit, Shown { error: Some(wrong), ..shown }),
        Redeemed::Locked { until } => {
            let until = app.moment(visit.language, until);
            let text = visit.say_with("apply-resume-locked", &[("until", Arg::Text(&until))]);
            return render(&visit, Shown { ask_word: true, word_error: Some(text), ..shown });
        }
        Redeemed::Open { application, second_secret: None } => application,
        Redeemed::Open { application, second_secret: Some(hash) } => {
            shown.ask_word = true;
            if word.is_empty() {
                let text = visit.say("apply-resume-word");
                return render(&visit, Shown { word_error: Some(text), ..shown });
            }
            let right = app.passwords.verify(word, Some(hash)).await.map_err(|busy| Problem::unavailable(&busy))?;
            if !right {
                let text = visit.say("apply-resume-word-wrong");
                return render(&visit, Shown { word_error: Some(text), ..shown });
            }
            application
        }
    };
    visit.hold(&reference, application, link).await?;
    if shown.ask_word {
        app.store.exec(&visit.actor_towards(&reference), SettleSecondSecret { application }).await?;
    }
    let carried = shown.carried.as_deref().and_then(|sealed| declined::open(&visit, &reference, sealed));
    let Some(carried) = carried else { return Ok(visit.go(&Place::Tasks(reference))) };
    declined::take_up(&visit, Draft::open(&visit, &reference).await?, carried).await
}
