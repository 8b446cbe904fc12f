//! Backups: taken while people file, restored into an empty folder, and everything acknowledged before is there and verifies.

mod refused;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
};

use tempfile::TempDir;
use testkit::{Landfall, Setup, Visitor, pause, postgres::Database};
use vault::PublicKey;
use web::Place;

use crate::{
    start::refused::{Finished, command, finish},
    walk::{Applicant, Held, Prepared, form, public_key, short_site},
};

/// People filing while the backup is taken, and how many applications each has.
const CLIENTS: usize = 3;
const EACH: usize = 8;
/// Acknowledged before the backup begins.
const BEFORE: usize = 4;

/// A site and where its store is.
pub(super) struct Home {
    pub(super) landfall: Landfall,
    pub(super) database: Option<Database>,
}

impl Home {
    pub(super) fn new(database: Option<Database>) -> Self {
        let setup: Setup = match &database {
            Some(database) => short_site().environment("LANDFALL_DATABASE_URL", &database.address()),
            None => short_site(),
        };
        Self { landfall: setup.start(), database }
    }

    /// A site whose data, keys and database are empty.
    fn empty(database: Option<Database>) -> Self {
        let mut home = Self::new(database);
        home.landfall.stop();
        fs::remove_dir_all(home.landfall.data()).expect("a data folder");
        fs::remove_dir_all(home.landfall.keys()).expect("a keys folder");
        if let Some(database) = &home.database {
            database.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
        home
    }

    /// `landfall` with these words and this site's folders.
    pub(super) fn command(&self, words: &[&str]) -> std::process::Command {
        let mut command = command();
        command.args(words).arg("--data").arg(self.landfall.data()).arg("--keys").arg(self.landfall.keys());
        if let Some(database) = &self.database {
            command.env("LANDFALL_DATABASE_URL", database.address());
        }
        command
    }

    pub(super) fn back_up(&self, to: &Path) -> Finished {
        finish(&mut self.command(&["backup", "--to", to.to_str().expect("a plain name")]))
    }

    /// Restores, typing these lines.
    pub(super) fn restore(&self, from: &Path, typed: &str) -> Finished {
        let mut child = self.command(&["restore", "--from", from.to_str().expect("a plain name")]);
        let mut child = child
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        // It may refuse before it has read anything.
        let _ = child.stdin.take().expect("piped").write_all(typed.as_bytes());
        let output = child.wait_with_output().expect("it ends");
        let said = [output.stdout, output.stderr].concat();
        Finished { succeeded: output.status.success(), said: String::from_utf8_lossy(&said).into_owned() }
    }

    pub(super) fn keys(&self) -> String {
        ["master.key", "receipt.key"]
            .map(|key| fs::read_to_string(self.landfall.keys().join(key)).expect("a key"))
            .concat()
    }
}

/// Everything below a folder, by its path in it.
pub(super) fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a readable folder") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).expect("a readable file");
                found.push((path.strip_prefix(folder).expect("it lies there").to_owned(), bytes));
            }
        }
    }
    found
}

/// Someone who has filed, with what they hold.
struct Filed {
    prepared: Prepared,
    held: Held,
}

impl Filed {
    fn file(mut prepared: Prepared, key: &PublicKey) -> Self {
        let answer = prepared.applicant.press_file_as_it_was(&prepared.file);
        assert_eq!(answer.status(), 303, "{}", answer.text());
        let held = Held::fetch(&mut prepared.applicant, key).unwrap_or_else(|error| panic!("a receipt: {error}"));
        Self { prepared, held }
    }

    /// The same person at another address, with the cookies they have.
    fn is_at(&self, at: &Landfall) {
        let mut applicant = moved(&self.prepared.applicant, at);
        assert_eq!(applicant.held(at), self.held, "the receipt of {}", self.prepared.story);
        let proof = applicant.visitor.open(&self.prepared.proof_path);
        assert_eq!(proof.body(), self.prepared.proof, "the document of {}", self.prepared.story);
    }
}

fn moved(applicant: &Applicant, to: &Landfall) -> Applicant {
    let mut visitor = Visitor::new(&to.url());
    visitor.set_cookie("landfall", applicant.visitor.cookie("landfall").expect("a session"));
    let mut moved = applicant.clone();
    moved.visitor = visitor;
    moved
}

fn under_load(from: Option<Database>, to: Option<Database>) {
    let home = Home::new(from);
    let landfall = &home.landfall;
    let prepare = |story: String| Applicant::prepare(landfall.visitor(), &story);
    let key = &public_key(landfall);
    let filed: Vec<Filed> = (0..BEFORE).map(|n| Filed::file(prepare(format!("before {n}")), key)).collect();
    let draft = prepare("still a draft".to_owned());
    let waiting: Vec<Vec<Prepared>> =
        (0..CLIENTS).map(|client| (0..EACH).map(|n| prepare(format!("client {client} {n}"))).collect()).collect();
    fs::create_dir_all(landfall.data().join("kept/by")).expect("a folder of another part");
    fs::write(landfall.data().join("kept/by/another-part.json"), "{}\n").expect("a file of another part");

    let (begun, acknowledged) = (AtomicBool::new(false), Mutex::new(filed));
    let backups = TempDir::new().expect("a temporary folder");
    let backup = backups.path().join("backups/first");
    let (said, before, after) = thread::scope(|scope| {
        let clients: Vec<_> = waiting
            .into_iter()
            .map(|applications| {
                let (begun, acknowledged) = (&begun, &acknowledged);
                scope.spawn(move || {
                    let mut late = Vec::new();
                    for prepared in applications {
                        let filed = Filed::file(prepared, key);
                        let mut early = acknowledged.lock().expect("nobody panics");
                        // Looked at under the lock that the backup takes before it begins.
                        if begun.load(Relaxed) { late.push(filed) } else { early.push(filed) }
                    }
                    late
                })
            })
            .collect();
        while acknowledged.lock().expect("nobody panics").len() < BEFORE + CLIENTS {
            pause();
        }
        let before = {
            let mut early = acknowledged.lock().expect("nobody panics");
            begun.store(true, Relaxed);
            std::mem::take(&mut *early)
        };
        let said = home.back_up(&backup);
        let after: Vec<Filed> =
            clients.into_iter().flat_map(|client| client.join().expect("a client does not panic")).collect();
        (said, before, after)
    });
    assert!(said.succeeded, "{}", said.said);
    assert!(!after.is_empty(), "nobody filed while the backup was taken");

    // Whoever has the backup has no key.
    let [master, receipt] = home.keys().lines().map(str::to_owned).collect::<Vec<_>>().try_into().expect("two keys");
    let secrets = [&master, &receipt].map(|line| line.split_once(':').expect("a key's line").1.to_owned());
    for (path, bytes) in files(&backup) {
        for secret in &secrets {
            let raw = vault::encoding::from_base64url(secret).expect("a key");
            for secret in [secret.as_bytes(), &raw, vault::encoding::to_hex(&raw).as_bytes()] {
                assert!(!bytes.windows(secret.len()).any(|window| window == secret), "a key in {}", path.display());
            }
        }
    }

    // The house burns down; only the backup and what lay in the safe are left.
    let mut new = Home::empty(to);
    let restored = new.restore(&backup, &format!("{master}\n{receipt}\n"));
    assert!(restored.succeeded, "{}", restored.said);
    assert!(!restored.said.contains(&master) && restored.said.contains("receipts verified"), "{}", restored.said);
    let until = restored.said.split("filed after ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a moment");
    assert!(until.len() == "2026-11-23T12:00:00Z".len() && until.ends_with('Z'), "{until} is told to the second");
    assert_eq!(fs::read(new.landfall.data().join("kept/by/another-part.json")).expect("restored"), b"{}\n");
    new.landfall.start_again();
    assert_eq!(public_key(&new.landfall), *key);
    for filed in &before {
        filed.is_at(&new.landfall);
    }
    let mut numbers: Vec<String> = before.iter().chain(&after).map(|filed| filed.held.number.clone()).collect();

    // What was a draft goes on, and gets a number that nobody has, be it from after the backup.
    let mut applicant = moved(&draft.applicant, &new.landfall);
    assert!(applicant.open(Place::Review).says("still a draft"));
    numbers.push(applicant.file(&new.landfall).number);
    let all = numbers.len();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), all, "a number was given out twice");
    println!("{} acknowledged before, {} while the backup was taken: {}", before.len(), after.len(), said.said);
}

#[test]
fn what_was_acknowledged_before_a_backup_under_load_is_in_it_on_sqlite() {
    under_load(None, None);
}

#[test]
fn what_was_acknowledged_before_a_backup_under_load_is_in_it_on_postgresql() {
    under_load(Some(Database::fresh()), Some(Database::fresh()));
}

#[test]
fn a_backup_of_sqlite_restores_into_postgresql() {
    under_load(None, Some(Database::fresh()));
}

#[test]
fn a_backup_of_postgresql_restores_into_sqlite() {
    under_load(Some(Database::fresh()), None);
}

#[test]
fn a_store_that_was_stopped_is_backed_up_too_and_starts_again() {
    let mut home = Home::new(None);
    let prepared = Applicant::prepare(home.landfall.visitor(), "stopped");
    let filed = Filed::file(prepared, &public_key(&home.landfall));
    home.landfall.stop();
    let backups = TempDir::new().expect("a temporary folder");
    let said = home.back_up(&backups.path().join("b"));
    assert!(said.succeeded && said.said.contains("1 applications filed, 1 receipts verified"), "{}", said.said);
    home.landfall.start_again();
    filed.is_at(&home.landfall);
    let page = home.landfall.visitor().open(&Place::Apply("short".to_owned()).path(language::Language::En));
    assert!(form(&page).has("form_token"));
}
