//! What must be nowhere: secrets in the log, however much is logged, and anything a person typed or sent at rest.

use std::{fs, io::ErrorKind, path::Path};

use language::Language;
use serde_json::Value;
use testkit::{Form, Landfall, Page, Visitor, pause};
use web::Place;

use crate::walk::{Applicant, Held, form, public_key, short_site};

const STORY: &str = "An unmistakable story of gannets over Cape St. Mary’s";
const WORD: &str = "kittiwake-and-fulmar";
const PASSWORD: &str = "seventeen razorbills on a ledge";
const WRONG: &str = "sixteen razorbills on a ledge";
const HELPER: &str = "Guillemot Landry";
const EMAIL: &str = "zoe.roy@gannet.example";

/// Something that must be nowhere, and what it is.
type Secrets = Vec<(&'static str, String)>;

/// Every file below a folder. One that is given its last name meanwhile is found under that, at the next look at the latest.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a readable folder").flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            match fs::read(entry.path()) {
                Ok(bytes) => found.push((entry.path().display().to_string(), bytes)),
                Err(gone) => assert_eq!(gone.kind(), ErrorKind::NotFound, "{}", entry.path().display()),
            }
        }
    }
    found
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// Waits for the mail that holds these words, which the demonstration writes into files, and answers with it.
pub(crate) fn mail(landfall: &Landfall, words: &str) -> String {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    let folder = landfall.data().join("mail");
    while std::time::Instant::now() < deadline {
        let mails = if folder.is_dir() { files(&folder) } else { Vec::new() };
        let found = mails
            .into_iter()
            .filter(|(name, _)| !name.ends_with("new"))
            .map(|(_, mail)| String::from_utf8_lossy(&mail).into_owned());
        if let Some(mail) = found.into_iter().find(|mail| mail.contains(words)) {
            return mail;
        }
        pause();
    }
    panic!("no mail with {words:?}\n{}", landfall.output().join("\n"))
}

/// The last part of the first address in `text` that goes on after `path`.
pub(crate) fn secret_after(text: &str, path: &str) -> String {
    let rest = text.split_once(path).unwrap_or_else(|| panic!("no {path} in {text}")).1;
    let rest = rest.trim_start_matches('/');
    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/')).collect()
}

fn send(visitor: &mut Visitor, path: &str, fields: &[(&str, &str)]) -> Page {
    let form = fields.iter().fold(Form::forged(path), |form, (name, value)| form.forge(name, value));
    let answer = visitor.try_submit(path, &form).unwrap_or_else(|error| panic!("{path}: {error}"));
    visitor.wait_in_line(answer)
}

/// Does everything that has a secret in it, and answers with the secrets.
fn use_every_secret(landfall: &Landfall) -> (Secrets, Held) {
    let mut secrets: Secrets = vec![("the story", STORY.to_owned()), ("the second secret", WORD.to_owned())];
    let mut prepared = Applicant::prepare(landfall.visitor(), STORY);
    let applicant = &mut prepared.applicant;
    secrets.push(("the session", applicant.visitor.cookie("landfall").expect("a session").to_owned()));
    secrets.push(("the form's token", prepared.file.value("form_token").expect("a token").to_owned()));
    let token = secrets[3].1.clone();

    // The resume link: shown, opened, redeemed with the wrong and the right second secret.
    let keep = applicant.path(Place::Keep);
    let kept = applicant.visitor.open(&keep);
    let resume = Place::ResumeLink(applicant.reference.clone(), String::new()).path(Language::En);
    let code = secret_after(&kept.links().collect::<Vec<_>>().join(" "), resume.trim_end_matches('/'));
    assert!(code.len() > 20, "{code}");
    let set = send(&mut applicant.visitor, &keep, &[("form_token", &token), ("do", "word"), ("word", WORD)]);
    assert_eq!(set.status(), 200, "{}", set.text());
    let mut elsewhere = landfall.visitor();
    let link = elsewhere.open(&Place::ResumeLink(applicant.reference.clone(), code.clone()).path(Language::Fr));
    assert_eq!(link.status(), 200);
    for (word, status) in [("not the fulmar", 422), (WORD, 303)] {
        let fields = [("reference", applicant.reference.as_str()), ("code", &code), ("word", word)];
        let answer = send(&mut elsewhere, &Place::Resume.path(Language::Fr), &fields);
        assert_eq!(answer.status(), status, "{}", answer.text());
    }
    // And used wrongly, which is what logs are read for.
    let astray = Place::ResumeLink(applicant.reference.clone(), format!("{code}/more")).path(Language::Fr);
    assert_eq!(elsewhere.open(&astray).status(), 404);
    let astray = Place::ResumeLink(applicant.reference.clone(), code.clone()).path(Language::Fr);
    assert_eq!(send(&mut elsewhere, &astray, &[("code", &code)]).status(), 405);
    let story = applicant.page_path("story");
    let astray = send(&mut applicant.visitor, &story, &[("form_token", &token), ("story", STORY), (STORY, WORD)]);
    assert_eq!(astray.status(), 400);
    secrets.push(("the resume code", code));

    // A helper's link: made, shown, opened and redeemed.
    let fields = [("form_token", token.as_str()), ("invite", "helper"), ("name.helper", HELPER)];
    let people = applicant.path(Place::People);
    send(&mut applicant.visitor, &people, &fields);
    let made = applicant.visitor.open(&people);
    let invitation = Place::InvitationLink(applicant.reference.clone(), String::new()).path(Language::En);
    let code = secret_after(&made.links().collect::<Vec<_>>().join(" "), invitation.trim_end_matches('/'));
    let mut helper = landfall.visitor();
    let link = helper.open(&format!("{invitation}{code}"));
    assert_eq!(helper.submit(&link, &link.form_with("code")).path(), applicant.path(Place::Tasks));
    assert_eq!(helper.open(&format!("{invitation}{code}/more")).status(), 404);
    secrets.extend([("the invitation", code), ("the helper", HELPER.to_owned())]);

    // An account: made, confirmed, signed in to with the wrong and the right password, and a new password asked for.
    let sign_up = Place::SignUp.path(Language::En);
    let page = applicant.visitor.open(&sign_up);
    let filled = form(&page).set("email", EMAIL).set("password", PASSWORD);
    assert_eq!(applicant.visitor.submit(&page, &filled).status(), 200);
    let confirm = Place::Confirm(String::new()).path(Language::En);
    let confirmation = secret_after(&mail(landfall, &confirm), &confirm);
    let page = applicant.visitor.open(&Place::Confirm(confirmation.clone()).path(Language::En));
    let confirmed = applicant.visitor.submit(&page, &form(&page));
    assert_eq!(confirmed.status(), 200, "{}", confirmed.text());
    let sign_in = Place::SignIn.path(Language::En);
    let mut home = landfall.visitor();
    for (password, status) in [(WRONG, 422), (PASSWORD, 303)] {
        let page = home.open(&sign_in);
        let answer = home.submit_only(&page, &form(&page).set("email", EMAIL).set("password", password));
        assert_eq!(answer.status(), status, "{}", answer.text());
    }
    let reset = Place::Reset.path(Language::En);
    let page = home.open(&reset);
    home.submit(&page, &form(&page).set("email", EMAIL));
    let reset_link = Place::ResetLink(String::new()).path(Language::En);
    let new_password = secret_after(&mail(landfall, &reset_link), &reset_link);
    assert_eq!(landfall.visitor().open(&Place::ResetLink(new_password.clone()).path(Language::En)).status(), 200);
    secrets.extend([
        ("the password", PASSWORD.to_owned()),
        ("a wrong password", WRONG.to_owned()),
        ("the e-mail address", EMAIL.to_owned()),
        ("the confirmation", confirmation),
        ("the new-password link", new_password),
        ("the signed-in session", home.cookie("landfall").expect("a session").to_owned()),
    ]);

    // Filing, and the status page by its code.
    let review = applicant.open(Place::Review);
    assert_eq!(applicant.press_file(&review).status(), 303);
    let held = Held::fetch(applicant, &public_key(landfall)).expect("a receipt");
    let receipt = applicant.open(Place::Receipt);
    let words: Vec<&str> = receipt.text().split(' ').collect();
    let at = words.iter().rposition(|word| *word == held.number).expect("the number");
    let code =
        words[at..].iter().find(|word| word.len() > 24 && word.contains('-')).expect("the status code").to_string();
    let status = Place::Status.path(Language::En);
    let answer = send(&mut landfall.visitor(), &status, &[("number", &held.number), ("code", &code)]);
    assert!(answer.status() == 200 && answer.says(&held.number), "{}", answer.text());
    secrets.push(("the status code", code));
    secrets.push(("the name", "Zoë".to_owned()));
    (secrets, held)
}

#[test]
fn nothing_readable_is_logged_or_lies_at_rest() {
    let log = look_everywhere("text");
    assert!(log.lines().any(|line| line.contains("asked{request=") || line.contains("request=\"")), "{log}");
}

#[test]
fn nothing_readable_is_in_a_log_of_json_which_names_the_request_of_each_line() {
    let log = look_everywhere("json");
    let lines: Vec<Value> = log
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let refused: Vec<_> = lines.iter().filter(|line| line["message"] == "a request was refused").collect();
    assert!(!refused.is_empty(), "{log}");
    for line in refused {
        assert!(line["timestamp"].is_string() && line["level"] == "DEBUG" && line["target"] == "web::door", "{line}");
        assert_eq!(line["request"].as_str().map(str::len), Some(12), "{line}");
    }
}

/// Uses every secret there is, looks for each of them in the log, in that form, and on the disk, and answers with the log.
fn look_everywhere(format: &str) -> String {
    let mut landfall =
        short_site().environment("LANDFALL_LOG", "trace").environment("LANDFALL_LOG_FORMAT", format).start();
    let (secrets, held) = use_every_secret(&landfall);
    let running = files(&landfall.data());
    landfall.stop();
    let stopped = files(&landfall.data());
    let log = landfall.output().join("\n");
    assert!(log.contains("a request was refused"), "nothing was logged: {log}");
    let keys: Secrets = files(&landfall.keys())
        .into_iter()
        .map(|(_, key)| ("a key", String::from_utf8_lossy(&key).trim().rsplit(':').next().expect("text").to_owned()))
        .collect();
    for (what, secret) in secrets.iter().chain(&keys) {
        assert!(secret.len() > 3, "{what} is {secret:?}");
        let line = log.lines().find(|line| line.contains(secret.as_str()));
        assert_eq!(line, None, "{what} is in the log");
        for (name, bytes) in running.iter().chain(&stopped) {
            // Mail is written as files for demonstration only, and says what mail says.
            assert!(name.contains("/mail/") || !holds(bytes, secret), "{what} lies readable in {name}");
        }
    }
    // A log names requests, and nobody's application.
    assert!(!log.contains("LD-") && !log.contains(&held.number), "{log}");
    let rows = |files: &[(String, Vec<u8>)]| files.iter().any(|(_, bytes)| holds(bytes, &held.number));
    assert!(
        rows(&running) && rows(&stopped),
        "the receipt number, which is no secret, is not found: did this look anywhere?"
    );
    let mails = stopped.iter().filter(|(name, _)| name.contains("/mail/"));
    for (name, bytes) in mails {
        for secret in [STORY, WORD, PASSWORD, WRONG] {
            assert!(!holds(bytes, secret), "{name} says {secret:?}");
        }
    }
    log
}
