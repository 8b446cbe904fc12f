//! How to come back: the resume link with its secret, a second secret, a mail with the link, an account.

use super::{Draft, once::Once, start::page};
use crate::{
    forms::Form,
    look::{Field, Frame, Problem as Wrong},
    mail::{self, Under},
    places::Place,
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::{extract::Path, response::Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::Timestamp;
use store::ops::{
    contacts::SetContact,
    resume::{RotateResume, SetSecondSecret},
};
use vault::Secret;

/// What resume secrets are hashed for.
pub(crate) const PURPOSE: &str = "resume";
/// The shortest second secret, in characters.
const SHORTEST_WORD: usize = 6;
/// The longest, in characters; argon2 works on all of them.
const LONGEST_WORD: usize = 200;

#[derive(Template)]
#[template(path = "apply/keep.html")]
struct KeepTemplate {
    frame: Frame,
    problems: Vec<Wrong>,
    news: Option<String>,
    link: Option<String>,
    reference: String,
    code: String,
    has_word: bool,
    word: Field,
    mail: Field,
    mail_value: String,
    claim_url: Option<String>,
    tasks: String,
}

/// What is said besides the page itself.
#[derive(Default)]
struct Extra {
    secret: Option<Secret>,
    news: Option<&'static str>,
    word_error: Option<&'static str>,
    mail_error: Option<&'static str>,
    mail_value: String,
}

fn render(visit: &Visit, draft: &Draft, extra: Extra) -> Result<Response, Problem> {
    let reference = draft.row.reference.clone();
    let place = Place::Keep(reference.clone());
    let (word_error, mail_error) =
        (extra.word_error.map(|key| visit.say(key)), extra.mail_error.map(|key| visit.say(key)));
    let problems = word_error
        .iter()
        .map(|text| Wrong::at("word", text.clone()))
        .chain(mail_error.iter().map(|text| Wrong::at("email", text.clone())))
        .collect::<Vec<_>>();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let link = |secret: &Secret| {
        visit.app.address(&visit.path_to(&Place::ResumeLink(reference.clone(), secret.expose().to_owned())))
    };
    let template = KeepTemplate {
        frame: visit.frame(&place),
        problems,
        news: extra.news.map(|key| visit.say(key)),
        link: extra.secret.as_ref().map(link),
        code: extra.secret.as_ref().map(|secret| secret.expose().to_owned()).unwrap_or_default(),
        has_word: draft.row.second_secret,
        word: Field::new("word", visit.say("apply-keep-word-label")).error(word_error),
        mail: Field::new("email", visit.say("apply-keep-mail-label")).error(mail_error),
        mail_value: extra.mail_value,
        claim_url: draft.row.account.is_none().then(|| visit.path_to(&Place::SignUp)),
        tasks: visit.path_to(&Place::Tasks(reference.clone())),
        reference,
    };
    let mut response = page(&template)?;
    *response.status_mut() = status;
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

/// The page; with the link when it has just been made.
pub(crate) async fn show(Path(reference): Path<String>, visit: Visit, headers: HeaderMap) -> Result<Response, Problem> {
    let draft = Draft::open(&visit, &reference).await?;
    let secret = Once::Resume.take(&visit, &reference, &headers);
    let secret = secret.and_then(|secret| Secret::parse(std::str::from_utf8(&secret).ok()?).ok());
    render(&visit, &draft, Extra { secret, ..Extra::default() })
}

/// Makes a new link, sets or removes the second secret, or sends the link by mail.
pub(crate) async fn change(Path(reference): Path<String>, visit: Visit, form: Form) -> Result<Response, Problem> {
    visit.check_token(form.get("form_token"))?;
    let mut draft = Draft::open(&visit, &reference).await?;
    let actor = visit.actor_towards(&reference);
    let app = &visit.app;
    match form.get("do") {
        "renew" => {
            let secret = renew(&visit, &draft, Some(app.now())).await?;
            let response = visit.go(&Place::Keep(reference.clone()));
            Ok(show_once(&visit, &reference, &secret, response))
        }
        "word" => {
            let word = form.get("word").trim().to_owned();
            if !(SHORTEST_WORD..=LONGEST_WORD).contains(&word.chars().count()) {
                return render(&visit, &draft, Extra { word_error: Some("apply-keep-word-error"), ..Extra::default() });
            }
            let hash = app.passwords.hash(word).await.map_err(|busy| Problem::unavailable(&busy))?;
            let set = SetSecondSecret { application: draft.row.id, second_secret: Some(hash) };
            app.store.exec(&actor, set).await?;
            draft.row.second_secret = true;
            render(&visit, &draft, Extra { news: Some("apply-keep-word-done"), ..Extra::default() })
        }
        "no-word" => {
            app.store.exec(&actor, SetSecondSecret { application: draft.row.id, second_secret: None }).await?;
            draft.row.second_secret = false;
            render(&visit, &draft, Extra { news: Some("apply-keep-word-removed"), ..Extra::default() })
        }
        "mail" => {
            let typed = form.get("email").to_owned();
            let Some(to) = mail::address(&typed) else {
                let mail_error = Some("account-email-error");
                return render(&visit, &draft, Extra { mail_error, mail_value: typed, ..Extra::default() });
            };
            if !mail::may_be_sent(&visit, &to) {
                let mail_error = Some("apply-keep-mail-enough");
                return render(&visit, &draft, Extra { mail_error, mail_value: typed, ..Extra::default() });
            }
            let contact = app.keys.blind_index(mail::CONTACT, &to);
            app.store.exec(&actor, SetContact { application: draft.row.id, contact }).await?;
            let secret = renew(&visit, &draft, None).await?;
            let link = app.address(&visit.path_to(&Place::ResumeLink(reference.clone(), secret.expose().to_owned())));
            let letter = letters::mail::resume_link(&visit.letterhead(), &to, &reference, &link);
            mail::send(&visit, Under::Application(draft.row.id, &draft.key), &letter).await?;
            let extra = Extra { secret: Some(secret), news: Some("apply-keep-mail-done"), ..Extra::default() };
            render(&visit, &draft, extra)
        }
        _ => Err(Problem::bad_request("the come-back page was asked for nothing it does")),
    }
}

/// Replaces the link's secret, which ends what other sessions hold by the old link; and all invitations, for somebody who asks
/// for nothing but another link: the old one may be in the wrong hands.
async fn renew(visit: &Visit, draft: &Draft, ends_invitations: Option<Timestamp>) -> Result<Secret, Problem> {
    let secret = Secret::new(&*visit.app.random);
    let resume_hash = visit.app.keys.hash_secret(PURPOSE, &secret);
    let rotate = RotateResume { application: draft.row.id, resume_hash, ends_invitations };
    visit.app.store.exec(&visit.actor_towards(&draft.row.reference), rotate).await?;
    Ok(secret)
}

/// Sends a new link along to its page, where it is shown.
pub(crate) fn show_once(visit: &Visit, reference: &str, secret: &Secret, response: Response) -> Response {
    Once::Resume.put(visit, reference, secret.expose().as_bytes(), response)
}
