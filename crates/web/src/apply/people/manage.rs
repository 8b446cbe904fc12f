//! The applicant's page of signatures and help: how each signature stands, links made, replaced and withdrawn.

use super::{
    super::{Draft, start::page},
    HELPER, LONGEST_NAME, PURPOSE, People, SIGNER, WORKS_FOR,
    standing::{Standing, aad},
};
use crate::{
    forms::Form,
    look::{Choice, Field, Frame, Problem as Wrong},
    mail::{self, Under},
    places::Place,
    problem::Problem,
    visit::Visit,
};
use askama::Template;
use axum::{extract::Path, response::Response};
use http::{HeaderValue, StatusCode, header};
use language::{Arg, Language};
use store::ops::invitations::{Invitation, Invite, Role, Withdraw};
use vault::Secret;

#[derive(Template)]
#[template(path = "apply/people/people.html")]
struct PeopleTemplate {
    frame: Frame,
    problems: Vec<Wrong>,
    news: Option<String>,
    /// Those who have to sign, then the helper.
    people: Vec<Person>,
    nobody_signs: bool,
    works_for: i64,
    tasks: String,
}

/// Somebody as the page shows them.
struct Person {
    /// What they are called in forms.
    key: String,
    title: String,
    says: Vec<String>,
    /// What is not right, in the signer's words.
    remark: Vec<String>,
    /// The link, once, when it was just made.
    link: Option<String>,
    is_helper: bool,
    name: Field,
    name_value: String,
    email: Field,
    email_value: String,
    language: Field,
    languages: Vec<Choice>,
    /// Whether there is a link already.
    has_link: bool,
}

/// What is said besides the page itself.
#[derive(Default)]
struct Extra<'a> {
    /// Whose form was sent.
    key: &'a str,
    link: Option<String>,
    news: Option<&'static str>,
    typed: Form,
    name_error: Option<&'static str>,
    email_error: Option<&'static str>,
}

fn render(visit: &Visit, draft: &Draft, people: &People<'_>, extra: &Extra<'_>) -> Result<Response, Problem> {
    let reference = &draft.row.reference;
    let say = |key: Option<&'static str>| key.map(|key| visit.say(key));
    let person = |key: String, title: String, says: Vec<String>, remark: Vec<String>, has_link: bool| {
        let is_this = extra.key == key;
        let error = |wrong| say(wrong).filter(|_| is_this);
        let typed = |field: &str| extra.typed.get(&format!("{field}.{key}")).to_owned();
        let chosen = Language::from_code(&typed("language")).unwrap_or(visit.language);
        let mut email = Field::new(format!("email.{key}"), visit.say("apply-invite-email"))
            .hint(Some(visit.say("apply-invite-email-hint")))
            .error(error(extra.email_error));
        email.optional = true;
        let mut languages = Vec::new();
        for language in Language::ALL {
            let label = visit.app.messages.say(language, "look-language-name");
            let mut choice = Choice::new(language.code(), label, language == chosen);
            choice.lang = (language != visit.language).then_some(language.code());
            languages.push(choice);
        }
        Person {
            is_helper: key == HELPER,
            name: Field::new(format!("name.{key}"), visit.say("apply-helper-name")).error(error(extra.name_error)),
            name_value: typed("name"),
            email,
            email_value: typed("email"),
            language: Field::new(format!("language.{key}"), visit.say("apply-invite-language")),
            languages,
            link: extra.link.clone().filter(|_| is_this),
            key,
            title,
            says,
            remark,
            has_link,
        }
    };
    let mut all = Vec::new();
    for signing in &people.signing {
        let key = format!("{SIGNER}{}", signing.signer.id);
        let remark = signing.remark.iter().flat_map(|remark| remark.lines().map(str::to_owned)).collect();
        let has_link = signing.standing != Standing::NotInvited;
        all.push(person(
            key,
            signing.signer.title.get(visit.language).to_owned(),
            vec![signing.says(visit)],
            remark,
            has_link,
        ));
    }
    let says = people.helper.as_ref().map(|(name, invitation)| helps(visit, name, invitation)).unwrap_or_default();
    let mut helper =
        person(HELPER.into(), visit.say("apply-helper-heading"), says, Vec::new(), people.helper.is_some());
    if let Some((name, _)) = people.helper.as_ref().filter(|_| helper.name_value.is_empty()) {
        helper.name_value.clone_from(name);
    }
    all.push(helper);
    let at = |field: &str, key| say(key).map(|text| Wrong::at(format!("{field}.{}", extra.key), text));
    let problems: Vec<Wrong> = at("name", extra.name_error).into_iter().chain(at("email", extra.email_error)).collect();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let template = PeopleTemplate {
        frame: visit.frame(&Place::People(reference.clone())),
        problems,
        news: say(extra.news),
        nobody_signs: people.signing.is_empty(),
        people: all,
        works_for: WORKS_FOR.as_hours() / 24,
        tasks: visit.path_to(&Place::Tasks(reference.clone())),
    };
    let mut response = page(&template)?;
    *response.status_mut() = status;
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

/// What has come of a helper's invitation.
fn helps(visit: &Visit, name: &str, invitation: &Invitation) -> Vec<String> {
    let moment = |at| visit.app.moment(visit.language, at);
    let until = moment(invitation.expires);
    let invited = visit.say_with("apply-helper-until", &[("name", Arg::Text(name)), ("until", Arg::Text(&until))]);
    let saved = match invitation.last_saved {
        Some(last) => {
            let saves = i64::try_from(invitation.saves).unwrap_or(i64::MAX);
            visit.say_with("apply-helper-saved", &[("times", Arg::Number(saves)), ("time", Arg::Text(&moment(last)))])
        }
        None => visit.say("apply-helper-not-saved"),
    };
    vec![invited, saved]
}

/// The page.
pub(crate) async fn show(Path(reference): Path<String>, visit: Visit) -> Result<Response, Problem> {
    let draft = Draft::open(&visit, &reference).await?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    let people = People::of(&visit, &draft, &draft.walk()?).await?;
    render(&visit, &draft, &people, &Extra::default())
}

/// Makes a link for somebody, or withdraws it.
pub(crate) async fn change(Path(reference): Path<String>, visit: Visit, form: Form) -> Result<Response, Problem> {
    visit.check_token(form.get("form_token"))?;
    let draft = Draft::open(&visit, &reference).await?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    // Links can still be withdrawn, but nobody is asked any more.
    if draft.is_withdrawn() && form.get("do") != "withdraw" {
        return Ok(visit.go(&Place::Tasks(reference)));
    }
    let journey = draft.walk()?;
    let key = form.get("who").to_owned();
    let role = match key.strip_prefix(SIGNER) {
        Some(id) if journey.signers.iter().any(|signer| signer.id == id) => Role::Signer(id.to_owned()),
        None if key == HELPER => Role::Helper,
        _ => return Err(Problem::bad_request("somebody is to be invited whom the application does not need")),
    };
    let application = draft.row.id;
    let mut extra = Extra { key: &key, ..Extra::default() };
    match form.get("do") {
        "withdraw" => {
            let withdraw = Withdraw { application, role, now: visit.app.now() };
            visit.app.store.exec(&visit.actor_towards(&reference), withdraw).await?;
            extra.news = Some("apply-invite-withdrawn");
        }
        "invite" => match invite(&visit, &draft, role, &key, &form).await? {
            Ok((link, news)) => (extra.link, extra.news) = (Some(link), Some(news)),
            Err(Wanting::Name) => extra.name_error = Some("apply-helper-name-error"),
            Err(Wanting::Email(error)) => extra.email_error = Some(error),
        },
        _ => return Err(Problem::bad_request("the page of people was asked for nothing it does")),
    }
    if extra.name_error.is_some() || extra.email_error.is_some() {
        extra.typed = form;
    }
    let people = People::of(&visit, &draft, &journey).await?;
    render(&visit, &draft, &people, &extra)
}

/// What keeps a link from being made.
enum Wanting {
    Name,
    Email(&'static str),
}

/// Makes a link, and sends it where an address was typed. Gives the link and what is told.
async fn invite(
    visit: &Visit,
    draft: &Draft,
    role: Role,
    key: &str,
    form: &Form,
) -> Result<Result<(String, &'static str), Wanting>, Problem> {
    let app = &visit.app;
    let typed = |field: &str| form.get(&format!("{field}.{key}")).trim();
    let name = typed("name");
    if role == Role::Helper && !(1..=LONGEST_NAME).contains(&name.chars().count()) {
        return Ok(Err(Wanting::Name));
    }
    let to = match typed("email") {
        "" => None,
        typed => match mail::address(typed) {
            None => return Ok(Err(Wanting::Email("account-email-error"))),
            Some(to) if !mail::may_be_sent(visit, &to) => return Ok(Err(Wanting::Email("apply-keep-mail-enough"))),
            to => to,
        },
    };
    let language = Language::from_code(typed("language")).unwrap_or(visit.language);
    let secret = Secret::new(&*app.random);
    let reference = &draft.row.reference;
    let link = Place::InvitationLink(reference.clone(), secret.expose().to_owned()).path(language);
    let link = app.address(&link);
    let (now, id) = (app.now(), draft.row.id);
    let expires = now.checked_add(WORKS_FOR).unwrap_or(now);
    let mail = to.map(|to| {
        let day = expires.to_zoned(app.time_zone.clone()).date();
        let letter = match role {
            Role::Signer(_) => letters::mail::asked_to_sign,
            Role::Helper => letters::mail::asked_to_help,
        };
        mail::job(app, Under::Application(id, &draft.key), &letter(&app.letterhead(language), &to, day, &link))
    });
    let news = if mail.is_some() { "apply-invite-sent" } else { "apply-invite-made" };
    let written = if role == Role::Helper { name } else { "" };
    let person = key.strip_prefix(SIGNER).unwrap_or(key);
    let invite = Invite {
        application: id,
        link: app.keys.hash_secret(PURPOSE, &secret),
        sealed: draft.key.seal(&aad("sealed", id, person), written.as_bytes(), &*app.random),
        role,
        language: language.code().to_owned(),
        mail: mail.transpose()?,
        now,
        expires,
    };
    app.store.exec(&visit.actor_towards(reference), invite).await?;
    Ok(Ok((link, news)))
}
