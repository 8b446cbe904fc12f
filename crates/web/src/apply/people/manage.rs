//! The applicant's page of signatures and help: how each signature stands, links made, replaced and withdrawn.

use super::{
    super::{Draft, once::Once, start::page},
    HELPER, LONGEST_NAME, PURPOSE, People, SIGNER, WORKS_FOR,
    standing::aad,
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
use http::{HeaderMap, HeaderValue, StatusCode, header};
use language::{Arg, Language};
use letters::mail::Asking;
use programs::Journey;
use serde::{Deserialize, Serialize};
use store::ops::invitations::{Invitation, Invite, ListInvitations, Role, Withdraw};
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
struct Extra {
    /// What was just done.
    done: Option<Done>,
    typed: Form,
    /// Whose form something is wrong with, and what.
    wanting: Option<(String, Wanting)>,
}

/// What was just done about somebody.
#[derive(Serialize, Deserialize)]
struct Done {
    /// Whom it was done about, as they are called in forms.
    key: String,
    what: What,
}

/// What can be done about somebody.
#[derive(Serialize, Deserialize)]
enum What {
    /// A link was made.
    Made { link: String, sent: bool },
    /// The link was withdrawn.
    Withdrawn,
}

impl Done {
    /// Whether it is still so: a link that was opened has been passed on, and one that was made since is not withdrawn.
    fn is_so(&self, people: &People) -> bool {
        let link = match self.key.strip_prefix(SIGNER) {
            Some(key) => people.signing.iter().find(|signing| signing.key == key).and_then(|signing| signing.link),
            None => people.helper.as_ref().map(|(_, invitation)| invitation.opened.is_some()),
        };
        match self.what {
            What::Made { .. } => link == Some(false),
            What::Withdrawn => link.is_none(),
        }
    }
}

impl What {
    fn says(&self) -> &'static str {
        match self {
            Self::Made { sent: true, .. } => "apply-invite-sent",
            Self::Made { sent: false, .. } => "apply-invite-made",
            Self::Withdrawn => "apply-invite-withdrawn",
        }
    }
}

fn render(visit: &Visit, draft: &Draft, people: &People, extra: &Extra) -> Result<Response, Problem> {
    let reference = &draft.row.reference;
    let person = |key: String, title: String, says: Vec<String>, remark: Vec<String>, has_link: bool| {
        let wanting = extra.wanting.as_ref().filter(|(whose, _)| *whose == key).map(|(_, wanting)| wanting);
        let error =
            |field: &str| wanting.filter(|wanting| wanting.field() == field).map(|wanting| visit.say(wanting.says()));
        let link = extra.done.as_ref().filter(|done| done.key == key).and_then(|done| match &done.what {
            What::Made { link, .. } => Some(link.clone()),
            What::Withdrawn => None,
        });
        let typed = |field: &str| extra.typed.get(&format!("{field}.{key}")).to_owned();
        let chosen = Language::from_code(&typed("language")).unwrap_or(visit.language);
        let mut email = Field::new(format!("email.{key}"), visit.say("apply-invite-email"))
            .hint(Some(visit.say("apply-invite-email-hint")))
            .error(error("email"));
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
            name: Field::new(format!("name.{key}"), visit.say("apply-helper-name")).error(error("name")),
            name_value: typed("name"),
            email,
            email_value: typed("email"),
            language: Field::new(format!("language.{key}"), visit.say("apply-invite-language")),
            languages,
            link,
            key,
            title,
            says,
            remark,
            has_link,
        }
    };
    let mut all = Vec::new();
    for signing in &people.signing {
        let key = format!("{SIGNER}{}", signing.key);
        let remark = signing.remark.iter().flat_map(|remark| remark.lines().map(str::to_owned)).collect();
        all.push(person(key, signing.title.clone(), vec![signing.says(visit)], remark, signing.link.is_some()));
    }
    let says = people.helper.as_ref().map(|(name, invitation)| helps(visit, name, invitation)).unwrap_or_default();
    let mut helper =
        person(HELPER.into(), visit.say("apply-helper-heading"), says, Vec::new(), people.helper.is_some());
    if let Some((name, _)) = people.helper.as_ref().filter(|_| helper.name_value.is_empty()) {
        helper.name_value.clone_from(name);
    }
    all.push(helper);
    let problem =
        |(key, wanting): &(String, Wanting)| Wrong::at(format!("{}.{key}", wanting.field()), visit.say(wanting.says()));
    let problems: Vec<Wrong> = extra.wanting.iter().map(problem).collect();
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut frame = visit.frame(&Place::People(reference.clone()));
    frame.switch_form = Some("page-form");
    let template = PeopleTemplate {
        frame,
        problems,
        news: extra.done.as_ref().map(|done| visit.say(done.what.says())),
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

/// The page; with the link when it has just been made.
pub(crate) async fn show(Path(reference): Path<String>, visit: Visit, headers: HeaderMap) -> Result<Response, Problem> {
    let draft = Draft::open(&visit, &reference).await?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    let people = People::of(&visit, &draft, &draft.walk()?).await?;
    let done = Once::Invitation.take(&visit, &reference, &headers);
    let done = done.and_then(|done| serde_json::from_slice::<Done>(&done).ok()).filter(|done| done.is_so(&people));
    render(&visit, &draft, &people, &Extra { done, ..Extra::default() })
}

/// Makes a link for somebody, or withdraws it.
pub(crate) async fn change(Path(reference): Path<String>, visit: Visit, form: Form) -> Result<Response, Problem> {
    visit.check_token(form.get("form_token"))?;
    let draft = Draft::open(&visit, &reference).await?;
    if draft.is_filed() {
        return Ok(visit.go(&Place::Receipt(reference)));
    }
    let place = Place::People(reference.clone());
    if let Some(elsewhere) = visit.switched(&form, &place) {
        return Ok(elsewhere);
    }
    let (invite, withdraw) = (form.get("invite").to_owned(), form.get("withdraw").to_owned());
    // Links can still be withdrawn, but nobody is asked any more.
    if draft.is_withdrawn() && withdraw.is_empty() {
        return Ok(visit.go(&Place::Tasks(reference)));
    }
    let journey = draft.walk()?;
    // The Enter key presses nobody's button, and the language switch is none.
    if (invite.is_empty() && withdraw.is_empty()) || form.is_switch() {
        let people = People::of(&visit, &draft, &journey).await?;
        return render(&visit, &draft, &people, &Extra { typed: form, ..Extra::default() });
    }
    let key = if invite.is_empty() { withdraw.clone() } else { invite };
    let role = match key.strip_prefix(SIGNER) {
        Some(key) if journey.signers.iter().any(|signatory| signatory.key() == key) => Role::Signer(key.to_owned()),
        None if key == HELPER => Role::Helper,
        _ => return Err(Problem::bad_request("somebody is to be invited whom the application does not need")),
    };
    let what = if withdraw.is_empty() {
        match make(&visit, &draft, &journey, role, &key, &form).await? {
            Ok(made) => made,
            Err(wanting) => {
                let people = People::of(&visit, &draft, &journey).await?;
                let wanting = Some((key, wanting));
                return render(&visit, &draft, &people, &Extra { typed: form, wanting, done: None });
            }
        }
    } else {
        let withdraw = Withdraw { application: draft.row.id, role, now: visit.app.now() };
        visit.app.store.exec(&visit.actor_towards(&reference), withdraw).await?;
        What::Withdrawn
    };
    let done = serde_json::to_vec(&Done { key, what }).map_err(|error| Problem::internal(&error))?;
    Ok(Once::Invitation.put(&visit, &reference, &done, visit.go(&place)))
}

/// What keeps a link from being made.
enum Wanting {
    Name,
    Email(&'static str),
}

impl Wanting {
    fn field(&self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email(_) => "email",
        }
    }

    fn says(&self) -> &'static str {
        match self {
            Self::Name => "apply-helper-name-error",
            Self::Email(says) => says,
        }
    }
}

/// Makes a link, and sends it where an address was typed.
async fn make(
    visit: &Visit,
    draft: &Draft,
    journey: &Journey<'_>,
    role: Role,
    key: &str,
    form: &Form,
) -> Result<Result<What, Wanting>, Problem> {
    let app = &visit.app;
    let typed = |field: &str| form.get(&format!("{field}.{key}")).trim();
    let helper = typed("name");
    if role == Role::Helper && !(1..=LONGEST_NAME).contains(&helper.chars().count()) {
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
    let program = journey.program;
    let asked_by = match &role {
        Role::Signer(key) => journey.signers.iter().find(|signatory| signatory.key() == *key).map(|found| found.signer),
        // Whoever asks one of the signers is who fills in.
        Role::Helper => program.signers.first(),
    };
    let name = asked_by.and_then(|signer| journey.brief(&signer.asked_by, &program.showing(language, &app.messages)));
    let mail = to.map(|to| {
        let day = expires.to_zoned(app.time_zone.clone()).date();
        let letter = match role {
            Role::Signer(_) => letters::mail::asked_to_sign,
            Role::Helper => letters::mail::asked_to_help,
        };
        let asking = Asking { name: name.as_deref(), program: program.title.get(language) };
        mail::job(app, Under::Application(id, &draft.key), &letter(&app.letterhead(language), &to, asking, day, &link))
    });
    let sent = mail.is_some();
    let written = if role == Role::Helper { helper } else { "" };
    let person = key.strip_prefix(SIGNER).unwrap_or(key);
    let invite = Invite {
        application: id,
        link: app.keys.hash_secret(PURPOSE, &secret),
        sealed: draft.key.seal(&aad("sealed", id, person), written.as_bytes(), &*app.random),
        role,
        language: language.code().to_owned(),
        mail: mail.transpose()?,
        gone: gone(visit, draft).await?,
        now,
        expires,
    };
    app.store.exec(&visit.actor_towards(reference), invite).await?;
    Ok(Ok(What::Made { link, sent }))
}

/// Signers whose entries of lists were removed. An entry that comes back has an id of its own.
async fn gone(visit: &Visit, draft: &Draft) -> Result<Vec<String>, Problem> {
    let reference = &draft.row.reference;
    let list = ListInvitations { application: draft.row.id };
    let invitations = visit.app.store.read(&visit.actor_towards(reference), list).await?;
    // Read after them, so that whoever was invited in another tab meanwhile has an entry here.
    let draft = Draft::open(visit, reference).await?;
    let program = draft.program()?;
    let is_gone = |key: &str| {
        let Some((id, entry)) = key.split_once('.') else { return false };
        let signer = program.signers.iter().find(|signer| signer.id == id);
        let Some(list) = signer.and_then(|signer| signer.each.as_ref()) else { return false };
        !draft.answers.items.get(list).is_some_and(|items| items.iter().any(|item| item.id == entry))
    };
    let key = |invitation: Invitation| match invitation.role {
        Role::Signer(key) => Some(key),
        Role::Helper => None,
    };
    Ok(invitations.into_iter().filter_map(key).filter(|key| is_gone(key)).collect())
}
