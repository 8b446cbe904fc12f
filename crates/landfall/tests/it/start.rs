//! Starting and stopping: what is refused says why in plain words, what is made is private, and the command line is whole.

pub(crate) mod refused;
pub(crate) mod verify;

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use language::Language;
use testkit::{
    Form, Landfall,
    postgres::{Database, HOST},
};
use web::Place;

use crate::walk::{Applicant, SHORT, short_site};
use refused::{command, finish, serve};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).permissions().mode() & 0o777
}

#[test]
fn it_says_where_everything_is_and_makes_it_for_one_user_only() {
    let mut landfall = short_site().start();
    drop(Applicant::prepare(landfall.visitor(), "private"));
    // Once it has stopped, all that it said has been read.
    landfall.stop();
    let said = landfall.output().join("\n");
    for part in [
        landfall.url(),
        landfall.data().display().to_string(),
        landfall.keys().display().to_string(),
        "up to".to_owned(),
    ] {
        assert!(said.contains(&part), "does not say {part:?}: {said}");
    }
    for folder in [landfall.data(), landfall.keys(), landfall.data().join("documents")] {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
    }
    for key in ["master.key", "receipt.key"] {
        assert_eq!(mode(&landfall.keys().join(key)), 0o600, "{key}");
    }
    let keys: Vec<_> =
        fs::read_dir(landfall.keys()).expect("the keys").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(keys.len(), 2, "{keys:?}");
    let inside = fs::read_dir(landfall.data()).expect("the data").flatten().map(|entry| entry.path());
    for file in inside.filter(|path| path.is_file()) {
        assert!(
            !fs::read(&file).expect("a readable file").windows(18).any(|window| window == b"landfall-master-1:"),
            "a key among the data"
        );
    }
}

#[test]
fn keys_that_others_may_read_are_refused() {
    let mut landfall = short_site().start();
    landfall.stop();
    let key = landfall.keys().join("master.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).expect("changed permissions");
    let said = serve(&landfall, &[]).fails();
    assert!(said.contains("others may read") && said.contains("chmod 600"), "{said}");
}

#[test]
fn a_missing_master_key_is_never_made_anew_beside_a_store() {
    let mut landfall = short_site().start();
    let mut prepared = Applicant::prepare(landfall.visitor(), "still readable");
    landfall.stop();
    for key in ["master.key", "receipt.key"] {
        let (key, away) = (landfall.keys().join(key), landfall.data().with_file_name("away"));
        fs::rename(&key, &away).expect("a moved key");
        let said = serve(&landfall, &[]).fails();
        assert!(
            said.contains("there is a store") && said.contains(key.file_name().unwrap().to_str().unwrap()),
            "{said}"
        );
        assert!(!key.exists(), "a key was made anew");
        fs::rename(&away, &key).expect("the key put back");
    }
    // An empty folder of keys is no way around it.
    let other = landfall.keys().with_file_name("other-keys");
    let said = serve(&landfall, &["--keys", other.to_str().unwrap()]).fails();
    assert!(said.contains("--keys") && !other.join("master.key").exists(), "{said}");
    landfall.start_again();
    assert!(prepared.applicant.open(Place::Review).says("still readable"));
}

#[test]
fn another_master_key_is_recognised() {
    let mut landfall = short_site().start();
    landfall.stop();
    let mut other = short_site().start();
    other.stop();
    fs::copy(other.keys().join("master.key"), landfall.keys().join("master.key")).expect("a copied key");
    let said = serve(&landfall, &[]).fails();
    assert!(said.contains("is not the one this store is sealed with"), "{said}");
    for broken in ["", "landfall-master-1:", "nonsense\n"] {
        fs::write(landfall.keys().join("master.key"), broken).expect("a written key");
        let said = serve(&landfall, &[]).fails();
        assert!(said.contains("is not a master key") && said.contains("master.key"), "{broken:?}: {said}");
    }
}

#[test]
fn a_second_process_on_the_same_data_is_refused_and_harms_nothing() {
    let landfall = short_site().start();
    let mut applicant = Applicant::begin(landfall.visitor(), Language::En, SHORT);
    let said = serve(&landfall, &[]).fails();
    assert!(said.contains("in use by another process"), "{said}");
    assert_eq!(applicant.open(Place::Tasks).status(), 200);
}

#[test]
fn a_newer_schema_is_refused() {
    let database = Database::fresh();
    let mut landfall = short_site().environment("LANDFALL_DATABASE_URL", &database.address()).start();
    landfall.stop();
    database.sql(
        "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) \
         SELECT 999, 'of_tomorrow', applied_on, checksum FROM refinery_schema_history LIMIT 1",
    );
    let address = database.address();
    let said = serve(&landfall, &[]).environment("LANDFALL_DATABASE_URL", &address).fails();
    assert!(said.contains("version 999") && said.contains("newer program"), "{said}");
    assert!(!said.contains(&address), "the address of the database is a secret");
}

#[test]
fn a_database_that_is_not_there_is_said_plainly_and_its_password_is_not() {
    let mut landfall = short_site().start();
    landfall.stop();
    let address = "postgres://landfall:opensesame@127.0.0.1:1/none";
    let said = serve(&landfall, &[]).environment("LANDFALL_DATABASE_URL", address).fails();
    assert!(said.contains("database") && !said.contains("opensesame"), "{said}");
    let said = serve(&landfall, &[]).environment("LANDFALL_DATABASE_URL", "no address:opensesame").fails();
    assert!(said.contains("postgres://user@host/database") && !said.contains("opensesame"), "{said}");
}

#[test]
fn a_database_that_does_not_prove_by_tls_who_it_is_is_refused_with_the_cure() {
    let database = Database::fresh();
    let nobody = format!("{} sslmode=verify-full", database.address_at(HOST));
    let proven = format!("{nobody} sslrootcert={}", database.authority().display());
    let mut landfall = short_site().environment("LANDFALL_DATABASE_URL", &proven).start();
    landfall.stop();
    for (address, cause, cure) in [
        (nobody, "UnknownIssuer", "sslrootcert=FILE"),
        (proven.replace(HOST, "other.example"), "only valid for DnsName(\"db.example\")", "subjectAltName"),
        (format!("{} sslmode=require", database.address()), "does not speak it", "ssl = on"),
        (database.address_at(HOST), "might not be encrypted", "sslmode=require"),
        (format!("{} sslmode=require sslrootcert=/none.pem", database.address_at(HOST)), "/none.pem", "PEM"),
    ] {
        let said = serve(&landfall, &[]).environment("LANDFALL_DATABASE_URL", &address).fails();
        assert!(said.contains(cause) && said.contains(cure), "{said}");
        assert!(!said.contains("password"), "{said}");
    }
}

#[test]
fn every_fault_of_a_site_folder_is_named_with_its_line_by_check_and_by_serve() {
    let mut landfall = short_site().start();
    landfall.stop();
    let program = landfall.site().join("programs/short.toml");
    let good = fs::read_to_string(&program).expect("the short program");
    let broken = good.replace("fr = \"Racontez-la\"", "").replace("kind = \"date\"", "kind = \"day\"");
    fs::write(&program, &broken).expect("a written program");
    let page = landfall.site().join("pages/home/fr.md");
    fs::write(&page, fs::read_to_string(&page).expect("a page").replace("order = 0", "order = \"first\""))
        .expect("a written page");
    let line = |what: &str| 1 + broken.lines().position(|line| line.contains(what)).expect("the broken line");
    let faults = [
        format!("programs/short.toml:{}", line("kind = \"day\"")),
        format!("programs/short.toml:{}", line("en = \"Tell it\"")),
        "pages/home/fr.md:6".to_owned(),
    ];
    let check = finish(command().arg("check").arg("--site").arg(landfall.site()));
    assert!(!check.succeeded);
    let said = serve(&landfall, &[]).fails();
    for fault in faults {
        assert!(check.said.contains(&fault), "check does not name {fault}: {}", check.said);
        assert!(said.contains(&fault), "serve does not name {fault}: {said}");
    }
}

#[test]
fn a_site_folder_that_is_not_there_is_said_with_what_to_do() {
    let mut landfall = short_site().start();
    landfall.stop();
    fs::rename(landfall.site(), landfall.site().with_file_name("elsewhere")).expect("a moved site");
    let said = serve(&landfall, &[]).fails();
    assert!(said.contains("no site folder") && said.contains("--site"), "{said}");
}

#[test]
fn help_names_every_setting_and_where_else_it_may_stand() {
    let help = finish(command().args(["serve", "--help"]));
    assert!(help.succeeded);
    for part in [
        "--listen",
        "--data",
        "--site",
        "--keys",
        "--base-url",
        "--config",
        "LANDFALL_LISTEN",
        "LANDFALL_DATA",
        "LANDFALL_SITE",
        "LANDFALL_KEYS",
        "LANDFALL_BASE_URL",
        "LANDFALL_CONFIG",
        "LANDFALL_DATABASE_URL",
        "LANDFALL_SMTP_URL",
        "LANDFALL_CLAMAV",
        "trusted_proxies",
        "tls_certificate",
        "default: 127.0.0.1:8080",
        "default: data",
        "default: site",
        "default: keys",
    ] {
        assert!(help.said.contains(part), "serve --help does not say {part}: {}", help.said);
    }
    let all = finish(command().arg("--help"));
    for part in ["serve", "check", "verify", "Without a command", "LANDFALL_LOG"] {
        assert!(all.said.contains(part), "--help does not say {part}: {}", all.said);
    }
    for (arguments, part) in
        [(vec!["check", "--help"], "--site"), (vec!["verify", "--help"], "--filing"), (vec!["--version"], "landfall ")]
    {
        let said = finish(command().args(&arguments));
        assert!(said.succeeded && said.said.contains(part), "{arguments:?}: {}", said.said);
    }
    let wrong = finish(command().args(["serve", "--no-such-thing"]));
    assert!(!wrong.succeeded && wrong.said.contains("--no-such-thing"));
}

#[test]
fn settings_come_from_flags_then_the_environment_then_the_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("landfall.toml");
    fs::write(&file, "base_url = \"https://file.example\"\n").expect("a written file");
    let in_file = short_site().argument("--config").argument(file.to_str().unwrap());
    let in_environment = in_file.clone().environment("LANDFALL_BASE_URL", "https://environment.example/");
    let in_flag = in_environment.clone().argument("--base-url").argument("https://flag.example");
    for (setup, url) in [(in_file, "file"), (in_environment, "environment"), (in_flag, "flag")] {
        let map = setup.start().visitor().open("/sitemap.xml");
        assert!(String::from_utf8_lossy(map.body()).contains(&format!("https://{url}.example/fr<")), "{url}");
    }

    let mut landfall = short_site().start();
    landfall.stop();
    fs::write(&file, "no_such_key = 1\n").expect("a written file");
    let said = serve(&landfall, &["--config", file.to_str().unwrap()]).fails();
    assert!(said.contains("landfall.toml") && said.contains("no_such_key"), "{said}");
    let said = serve(&landfall, &["--config", "/nowhere/landfall.toml"]).fails();
    assert!(said.contains("/nowhere/landfall.toml"), "{said}");
    let said = serve(&landfall, &["--base-url", "apply.example"]).fails();
    assert!(said.contains("https://"), "{said}");
}

#[test]
fn a_link_never_comes_from_the_host_header() {
    let landfall = short_site().environment("LANDFALL_BASE_URL", "https://apply.example").start();
    let mut visitor =
        landfall.visitor().with_header("host", "evil.example").with_header("x-forwarded-host", "evil.example");
    let start = visitor.open("/en/apply/short");
    let answer = visitor.submit_only(&start, &Form::forged("/en/apply/short"));
    let location = answer.header("location").expect("a redirect").to_owned();
    assert!(location.starts_with("/en/applications/"), "{location}");
    let cookies = answer.headers("set-cookie");
    assert!(
        cookies.len() == 2
            && cookies.iter().all(|cookie| cookie.starts_with("__Host-")
                && cookie.contains("Secure")
                && cookie.contains("HttpOnly")),
        "{cookies:?}"
    );
    let kept = visitor.open(&location);
    assert!(kept.says("https://apply.example/en/resume/"), "{}", kept.text());
    assert!(!String::from_utf8_lossy(kept.body()).contains("evil.example"));
    assert!(kept.header("strict-transport-security").is_some());
}

#[test]
fn a_person_applies_and_files_on_postgresql_over_a_restart() {
    let database = Database::fresh();
    let mut landfall = short_site().environment("LANDFALL_DATABASE_URL", &database.address()).start();
    let mut prepared = Applicant::prepare(landfall.visitor(), "on PostgreSQL");
    landfall.restart();
    assert!(prepared.applicant.open(Place::Review).says("on PostgreSQL"));
    let held = prepared.applicant.file(&landfall);
    landfall.restart();
    assert_eq!(prepared.applicant.held(&landfall), held);
    assert_eq!(prepared.applicant.visitor.open(&prepared.proof_path).body(), prepared.proof);
    assert!(!landfall.data().join("landfall.sqlite3").exists(), "with PostgreSQL there is no second store");
    // Once it has stopped, all that it said has been read.
    landfall.stop();
    let said = landfall.output().join("\n");
    assert!(said.contains("PostgreSQL") && !said.contains(&database.address()), "{said}");
}

/// A request that is under way when the server is told to stop is answered before it does.
#[test]
fn a_server_told_to_stop_finishes_what_it_has_begun() {
    use std::{
        io::{Read as _, Write as _},
        net::TcpStream,
        time::Duration,
    };

    let mut landfall: Landfall = short_site().start();
    let prepared = Applicant::prepare(landfall.visitor(), "drained");
    let address = landfall.url().replace("http://", "");
    let value = |name: &str| prepared.file.value(name).unwrap_or_default().to_owned();
    let body = format!("form_token={}&version={}", value("form_token"), value("version"));
    let cookie = prepared.applicant.visitor.cookie("landfall").expect("a session");
    let path = prepared.applicant.path(Place::File);
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: landfall={cookie}\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n\r\n",
        body.len()
    );
    let mut stream = TcpStream::connect(&address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
    stream.write_all(head.as_bytes()).expect("half a request");
    // The server says "go on": it has begun with this request.
    let mut begun = [0; 25];
    stream.read_exact(&mut begun).expect("the server reads the request");
    assert!(begun.starts_with(b"HTTP/1.1 100"), "{}", String::from_utf8_lossy(&begun));
    let answered = std::thread::spawn(move || {
        stream.write_all(body.as_bytes()).expect("the other half");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    });
    let status = landfall.stop();
    assert!(status.success(), "{status}");
    let answer = answered.join().expect("the client does not panic");
    assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("/receipt"), "{answer}");
    landfall.start_again();
    let mut applicant = prepared.applicant;
    applicant.held(&landfall);
}
