//! The finder over HTTP: question by question, nothing kept, and answers that go into an application as suggestions.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use testkit::{Form, Landfall, Page, Setup, Visitor, copy_folder, pause};

/// Longest anything here may take to be noticed.
const NOTICED: Duration = Duration::from_secs(30);

/// Fills in the page in hand and goes on.
fn answer(visitor: &mut Visitor, page: &Page, answers: &[(&str, &str)]) -> Page {
    let form = page.form_with("finder_at");
    let form = answers.iter().fold(form, |form, (name, value)| form.set(name, value));
    visitor.submit(page, &form)
}

/// Somebody who has worked in Canada for a year, as far as the result.
fn worker(visitor: &mut Visitor) -> Page {
    let mut page = visitor.open("/en/find-your-way");
    for answers in [
        &[("status", "temporary"), ("age", "29")][..],
        &[("marital-status", "married"), ("family.none", "on"), ("worked", "yes")],
        &[("canadian-work", "year"), ("steady-work", "yes"), ("trade", "no")],
        &[("canadian-teer", "teer01")],
        &[("language", "level7"), ("destination", "elsewhere")],
        &[("credential", "canadian"), ("funds", "exempt")],
        &[("trouble.none", "on")],
    ] {
        page = answer(visitor, &page, answers);
        assert_eq!(page.status(), 200, "{}", page.text());
    }
    assert_eq!(page.heading(), "What may fit you");
    page
}

#[test]
fn an_answer_that_is_missing_or_wrong_is_said_beside_the_field_and_nothing_typed_is_lost() {
    let landfall = Landfall::start();
    let mut visitor = landfall.visitor();
    let page = visitor.open("/en/find-your-way");
    let page = answer(&mut visitor, &page, &[("age", "two hundred")]);
    assert_eq!(page.status(), 422);
    assert!(page.says("There is a problem"), "{}", page.text());
    assert_eq!(page.form_with("finder_at").value("age"), Some("two hundred"));
    let page = answer(&mut visitor, &page, &[("age", "30"), ("status", "citizen")]);
    assert_eq!((page.status(), page.heading()), (200, "Why are you a citizen, as far as you know?"));
    let form = page.form_with("finder_at");
    let back = visitor.submit(&page, &form.press("Back"));
    assert_eq!(back.form_with("finder_at").value("age"), Some("30"));
    assert_eq!(visitor.cookie("session"), None);
    assert_eq!(back.headers("set-cookie").len(), 0, "nothing is kept");
}

#[test]
fn the_result_tells_each_way_with_rule_source_fees_and_time_and_can_be_saved() {
    let landfall = Landfall::start();
    let mut visitor = landfall.visitor();
    let page = worker(&mut visitor);
    for said in [
        "Express Entry: Canadian experience",
        "Immigration and Refugee Protection Regulations, s. 87.1(2), June 14, 2026",
        "Economic class: main applicant: $990.",
        "about 6 months",
        "You need 67 of 100 points",
        "New applications for parents and grandparents are paused",
        "Marriage certificate",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    // A browser brings the form along to the other language (307); this visitor does it by hand.
    let form = page.form_with("finder_at");
    let sent = form.names().into_iter().filter_map(|name| Some((name, form.value(name)?)));
    let again = sent.fold(Form::forged("/fr/trouver-votre-voie"), |again, (name, value)| again.forge(name, value));
    let french = visitor.submit(&page, &again.forge("switch_language", "fr"));
    assert_eq!((french.path(), french.heading()), ("/fr/trouver-votre-voie", "Ce qui peut vous convenir"));
    assert!(french.says("art. 87.1(2), 14 juin 2026"), "{}", french.text());

    let sheet = visitor.submit(&page, &page.form_with("finder_at").press("Save the checklist as a text file"));
    assert_eq!(sheet.header("content-disposition"), Some("attachment; filename=\"find-your-way.txt\""));
    assert_eq!(sheet.header("cache-control"), Some("no-store"));
    let text = String::from_utf8_lossy(sheet.body());
    assert!(text.contains("[ ] Marriage certificate\r\n"), "{text}");

    let form = page.form_with("finder_at").press("Change What is your marital status?");
    let changed = visitor.submit(&page, &form);
    let page = answer(&mut visitor, &changed, &[("marital-status", "single"), ("worked", "no")]);
    assert_eq!(page.heading(), "Does any of this apply to you?", "what is not asked any more is passed over");
    let page = answer(&mut visitor, &page, &[]);
    assert!(!page.says("Marriage certificate") && !page.says("It depends on"));
}

#[test]
fn a_way_whose_program_is_paused_says_so_and_begins_no_application() {
    let mut landfall = Landfall::start();
    let file = landfall.site().join("programs/express-entry.toml");
    let program = fs::read_to_string(&file).expect("the program");
    let pause = "paused = { since = \"2026-01-05\", reason = { en = \"A review.\", fr = \"Un examen.\" } }";
    fs::write(&file, program.replacen("\nid =", &format!("\n{pause}\nid ="), 1)).expect("a site of our own");
    landfall.restart();
    let mut visitor = landfall.visitor();
    let page = worker(&mut visitor);
    assert!(page.says("This program has been paused since January 5, 2026."), "{}", page.text());
    assert!(!page.says("Start an application (Express Entry"), "{}", page.text());
    let sheet = visitor.submit(&page, &page.form_with("finder_at").press("Save the checklist as a text file"));
    assert!(String::from_utf8_lossy(sheet.body()).contains("The reason: A review."));
}

#[test]
fn answers_go_along_into_the_application_and_wait_to_be_confirmed() {
    let landfall = Landfall::start();
    let mut visitor = landfall.visitor();
    let page = worker(&mut visitor);
    let form = page.form_with("finder_at").press("Start an application (Express Entry: federal skilled worker)");
    let kept = visitor.submit(&page, &form);
    let tasks = kept.path().rsplit_once('/').unwrap_or_default().0.to_owned();
    let class = class_page(&mut visitor, &tasks);
    assert_eq!(class.form_with("then").value("class"), Some("fsw"), "{}", class.text());
    assert!(class.says("Check it before you continue"));
    // A page that is sent is the person's own.
    let next = visitor.submit(&class, &class.form_with("then").press("Continue"));
    assert!(next.path().ends_with("/nominated"), "{}", next.path());
    let class = visitor.open(&format!("{tasks}/page/class"));
    assert!(!class.says("Check it before you continue"));
}

#[test]
fn answers_wait_in_line_with_the_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = folder.path().join("settings.toml");
    // A door that is shut; the finder is before it.
    fs::write(&settings, "most_work = 0.0").expect("a file");
    let config = settings.to_str().expect("a path of letters");
    let mut landfall = Setup::built().argument("--config").argument(config).start();
    let mut visitor = landfall.visitor().staying_in_line();
    let page = worker(&mut visitor);
    let form = page.form_with("finder_at").press("Start an application (Express Entry: federal skilled worker)");
    let mut room = visitor.submit(&page, &form);
    assert!(room.says("You are in line"), "{}", room.text());
    assert!(!String::from_utf8_lossy(room.body()).contains("level7"), "the answers are sealed");
    fs::write(&settings, "").expect("a file");
    landfall.restart();
    let deadline = Instant::now() + NOTICED;
    while room.says("You are in line") {
        assert!(Instant::now() < deadline, "nobody is let in: {}", room.text());
        pause();
        room = visitor.submit(&room, &room.form_with("ticket"));
    }
    let tasks = room.path().rsplit_once('/').unwrap_or_default().0.to_owned();
    let class = class_page(&mut visitor, &tasks);
    assert_eq!(class.form_with("then").value("class"), Some("fsw"), "{}", class.text());
}

/// The page of an application that asks for the class, after the one before it.
fn class_page(visitor: &mut Visitor, tasks: &str) -> Page {
    let invitation = visitor.open(&format!("{tasks}/page/invitation"));
    let form = invitation.form_with("then");
    let dated = [("invitation-date.year", "2026"), ("invitation-date.month", "1"), ("invitation-date.day", "5")];
    let form = dated.iter().fold(form, |form, (name, value)| form.set(name, value)).press("Continue");
    visitor.submit(&invitation, &form)
}

#[test]
fn an_application_begun_elsewhere_or_with_a_forged_form_carries_nothing() {
    let landfall = Landfall::start();
    let mut visitor = landfall.visitor();
    let page = worker(&mut visitor);
    let press = "Start an application (Express Entry: federal skilled worker)";
    let form = page.form_with("finder_at").press(press).forge("no-such-question", "x");
    let kept = visitor.submit(&page, &form);
    assert!(kept.path().ends_with("/come-back"), "it begins all the same: {}", kept.path());
    let tasks = kept.path().rsplit_once('/').unwrap_or_default().0;
    let task_list = visitor.open(tasks);
    assert!(!task_list.says("Started"), "{}", task_list.text());
    let refused = visitor.submit(&page, &page.form_with("finder_at").forge("no-such-question", "x"));
    assert_eq!(refused.status(), 400);
}

#[test]
fn a_name_that_the_site_does_not_have_fails_the_check_with_its_line() {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site");
    let text = fs::read_to_string(ours.join("finder.toml")).expect("the site has a finder");
    let line_of = |part: &str| text[..text.find(part).unwrap_or_default()].matches('\n').count() + 1;
    for (from, to, says) in [
        ("page = \"become-a-citizen\"", "page = \"become-citizen\"", "there is no page “become-citizen”"),
        ("tool = \"calculators/fsw\"", "tool = \"calculators/xyz\"", "there is no service “calculators/xyz”"),
        ("fees = [\"permanent-resident-card\"]", "fees = [\"no-card\"]", "there is no fee “no-card”"),
        ("times = [\"parents\"]", "times = [\"grandparents\"]", "there is no processing time “grandparents”"),
        ("value = \"cec\"", "value = \"quebec\"", "takes no such answer"),
    ] {
        let site = tempfile::tempdir().expect("a folder");
        copy_folder(&ours, site.path());
        assert!(text.contains(from), "{from}");
        fs::write(site.path().join("finder.toml"), text.replacen(from, to, 1)).expect("a file");
        let binary = env!("CARGO_BIN_EXE_landfall");
        let check = Command::new(binary).args(["check", "--site"]).arg(site.path()).output();
        let check = check.expect("landfall runs");
        let said = String::from_utf8_lossy(&check.stdout).into_owned() + &String::from_utf8_lossy(&check.stderr);
        assert!(!check.status.success() && said.contains(says), "{said}");
        let line = if from.starts_with("value") { line_of("[[way.carry]]") } else { line_of(from) };
        assert!(said.contains(&format!("finder.toml:{line}")), "{line}: {said}");
    }
}
