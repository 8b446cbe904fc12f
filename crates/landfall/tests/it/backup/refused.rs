//! What is no backup is never taken for one, and nothing is restored that was not checked.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::{Home, files};
use crate::{
    start::refused::{Finished, command, finish},
    walk::Applicant,
};

/// Long enough a file that copying it can be broken off.
const LARGE: u64 = 256 << 20;

/// A site with something filed, stopped, and a backup of it.
fn backed_up() -> (Home, TempDir) {
    let mut home = Home::new(None);
    Applicant::prepare(home.landfall.visitor(), "kept").applicant.file(&home.landfall);
    home.landfall.stop();
    let backups = TempDir::new().expect("a temporary folder");
    let said = home.back_up(&backups.path().join("b"));
    assert!(said.succeeded, "{}", said.said);
    (home, backups)
}

fn verify(backup: &Path, keys: Option<&Path>) -> Finished {
    let mut command = command();
    command.args(["backup", "verify"]).arg(backup);
    if let Some(keys) = keys {
        command.arg("--keys").arg(keys);
    }
    finish(&mut command)
}

fn refuses(finished: &Finished, words: &str) {
    assert!(!finished.succeeded && finished.said.contains(words), "{words:?}: {}", finished.said);
    assert!(!finished.said.contains("panicked"), "{}", finished.said);
}

#[test]
fn a_backup_is_for_one_user_only_and_any_change_of_it_shows() {
    let (home, backups) = backed_up();
    let backup = backups.path().join("b");
    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!((mode(&backup), mode(&backup.join("data"))), (0o700, 0o700));
    for (path, _) in files(&backup) {
        assert_eq!(mode(&backup.join(&path)), 0o600, "{}", path.display());
    }
    let whole = verify(&backup, Some(&home.landfall.keys()));
    assert!(whole.succeeded && whole.said.contains("1 receipts verified"), "{}", whole.said);
    let whole = verify(&backup, None);
    assert!(whole.succeeded && whole.said.contains("without the keys"), "{}", whole.said);
    let listed = |folder: &Path| finish(command().args(["backup", "list"]).arg(folder));
    assert!(listed(backups.path()).said.contains("1 backups, 0 of them"), "{}", listed(backups.path()).said);
    refuses(&listed(&backup), "is a backup itself. Name the folder in which it lies");
    // What everybody has can check the files as well.
    let sums = std::process::Command::new("sha256sum")
        .args(["--check", "--quiet", "SHA256SUMS"])
        .current_dir(&backup)
        .status();
    assert!(sums.expect("sha256sum").success());

    for (path, bytes) in files(&backup) {
        let at = backup.join(&path);
        let mut changed = bytes.clone();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        fs::write(&at, &changed).expect("written");
        assert!(!verify(&backup, None).succeeded, "a changed bit in {}", path.display());
        fs::remove_file(&at).expect("removed");
        assert!(!verify(&backup, None).succeeded, "without {}", path.display());
        fs::write(&at, &bytes).expect("written");
    }
    fs::write(backup.join("data/one-more"), "x").expect("written");
    refuses(&verify(&backup, None), "are listed");
    fs::remove_file(backup.join("data/one-more")).expect("removed");
    assert!(verify(&backup, None).succeeded);
}

#[test]
fn a_restore_wants_the_right_keys_an_empty_folder_and_a_whole_backup() {
    let (home, backups) = backed_up();
    let backup = backups.path().join("b");
    refuses(&home.restore(&backup, ""), "is not empty");

    let new = Home::empty(None);
    let nothing_was_done = || assert!(!new.landfall.data().exists() && !new.landfall.keys().exists());
    refuses(&new.restore(&backup, ""), "without master.key nothing can be restored");
    nothing_was_done();
    refuses(&new.restore(&backup, "nonsense\nnonsense\n"), "this is not a master.key");
    nothing_was_done();
    let another = Home::new(None);
    refuses(&new.restore(&backup, &another.keys()), "is not the one this backup is sealed with");
    nothing_was_done();
    refuses(&new.restore(backups.path(), &home.keys()), "is no backup");
    let document = files(&backup).into_iter().find(|(path, _)| path.starts_with("data/documents")).expect("a document");
    fs::write(backup.join(&document.0), b"short").expect("written");
    refuses(&new.restore(&backup, &home.keys()), "nothing was restored");
    nothing_was_done();
    fs::write(backup.join(&document.0), &document.1).expect("written");

    // Keys that are in their folder are not asked for.
    fs::create_dir(new.landfall.keys()).expect("a keys folder");
    for key in ["master.key", "receipt.key"] {
        fs::copy(home.landfall.keys().join(key), new.landfall.keys().join(key)).expect("a copied key");
    }
    let restored = new.restore(&backup, "");
    assert!(restored.succeeded, "{}", restored.said);
}

#[test]
fn a_restore_that_was_broken_off_is_not_served() {
    let mut home = Home::new(None);
    home.landfall.stop();
    fs::write(home.landfall.data().join("restore.unfinished"), "").expect("written");
    let mut serve = home.command(&["serve", "--listen", "127.0.0.1:0"]);
    refuses(&finish(serve.arg("--site").arg(home.landfall.site())), "was broken off");
}

#[test]
fn a_backup_overwrites_nothing_and_takes_no_keys_along() {
    let (home, backups) = backed_up();
    refuses(&home.back_up(&backups.path().join("b")), "overwrites nothing");
    refuses(&home.back_up(&home.landfall.data().join("b")), "in the data folder");
    fs::copy(home.landfall.keys().join("master.key"), home.landfall.data().join("notes.txt")).expect("a copied key");
    refuses(&home.back_up(&backups.path().join("c")), "holds a key");
    fs::remove_file(home.landfall.data().join("notes.txt")).expect("removed");
    let within = home.landfall.data().join("keys");
    fs::rename(home.landfall.keys(), &within).expect("moved keys");
    let mut command = command();
    command.args(["backup", "--to"]).arg(backups.path().join("c"));
    refuses(
        &finish(command.arg("--data").arg(home.landfall.data()).arg("--keys").arg(&within)),
        "never go into one backup",
    );
    assert_eq!(fs::read_dir(backups.path()).expect("the backups").count(), 1, "something was left behind");
}

#[test]
fn a_document_that_the_disk_has_lost_is_said_and_not_passed_over() {
    let (home, backups) = backed_up();
    let document =
        files(&home.landfall.data()).into_iter().find(|(path, _)| path.starts_with("documents")).expect("one");
    fs::remove_file(home.landfall.data().join(&document.0)).expect("removed");
    refuses(&home.back_up(&backups.path().join("c")), "Look for them in an earlier backup");
}

#[test]
fn a_backup_that_was_killed_is_not_taken_for_one() {
    let (home, backups) = backed_up();
    let large = fs::File::create(home.landfall.data().join("large")).expect("a file");
    large.set_len(LARGE).expect("a long file");
    let (backup, unfinished) = (backups.path().join("c"), backups.path().join("c.unfinished"));
    let mut child = home.command(&["backup", "--to", backup.to_str().expect("a plain name")]);
    let mut child = child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary starts");
    let patience = Instant::now() + Duration::from_secs(30);
    while !unfinished.join("data/large").exists() {
        assert!(Instant::now() < patience, "the copy does not begin");
        thread::yield_now();
    }
    child.kill().expect("a running process can be killed");
    child.wait().expect("it ends");
    assert!(!backup.exists(), "the backup was there before it was whole");
    refuses(&verify(&unfinished, None), "is no backup");
    refuses(&home.back_up(&backup), "was broken off");
    let listed = finish(command().args(["backup", "list"]).arg(backups.path()));
    assert!(listed.said.contains("broken off") && listed.said.contains("1 backups, 0 of them"), "{}", listed.said);
    fs::remove_dir_all(&unfinished).expect("removed");
    assert!(home.back_up(&backup).succeeded);
}

#[test]
fn backups_older_than_the_site_promises_are_named() {
    let (_home, backups) = backed_up();
    let list = |days| finish(command().args(["backup", "list", "--days", days]).arg(backups.path()));
    assert!(list("35").succeeded, "{}", list("35").said);
    refuses(&list("0"), "delete it");
}
