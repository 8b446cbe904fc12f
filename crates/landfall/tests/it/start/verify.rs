//! `landfall verify`: off line, with nothing but what the applicant holds and the site publishes.

use std::{fs, path::Path};

use super::refused::{Finished, command, finish};
use crate::walk::{Applicant, short_site};

/// Runs `landfall verify`.
pub(crate) fn verify(key: &Path, receipt: &Path, filing: Option<&Path>) -> Finished {
    let mut command = command();
    command.arg("verify").arg("--key").arg(key);
    if let Some(filing) = filing {
        command.arg("--filing").arg(filing);
    }
    finish(command.arg(receipt))
}

#[test]
fn a_receipt_is_verified_off_line_and_a_changed_one_is_not() {
    let landfall = short_site().start();
    let mut prepared = Applicant::prepare(landfall.visitor(), "verified");
    let held = prepared.applicant.file(&landfall);
    let another = Applicant::prepare(landfall.visitor(), "another").applicant.file(&landfall);
    let published = landfall.visitor().open("/receipt-key.txt").body().to_vec();
    let other_site = short_site().start();
    let other_key = other_site.visitor().open("/receipt-key.txt").body().to_vec();
    drop((landfall, other_site));

    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, content).expect("a written file");
        path
    };
    let key = file("key.txt", &published);
    let receipt = file("receipt.json", held.receipt.as_bytes());
    let filing = file("filing.json", &held.filing);
    for filing in [None, Some(filing.as_path())] {
        let good = verify(&key, &receipt, filing);
        assert!(good.succeeded && good.said.starts_with("VALID:") && good.said.contains(&held.number), "{}", good.said);
    }

    let number = held.receipt.replace(&held.number, &another.number);
    let year = held.receipt.replace("\"filed_at\": \"2", "\"filed_at\": \"1");
    let more = held.receipt.replacen('{', "{\n  \"approved\": true,", 1);
    assert!(number != held.receipt && year != held.receipt && more != held.receipt);
    let signature = another.receipt.lines().find(|line| line.contains("\"signature\"")).expect("a signature");
    let mine = held.receipt.lines().find(|line| line.contains("\"signature\"")).expect("a signature");
    let signature = held.receipt.replace(mine, signature);
    for (what, changed) in [
        ("another number", number),
        ("another year", year),
        ("one field more", more),
        ("another signature", signature),
        ("nothing", String::new()),
        ("no receipt", "{}".to_owned()),
    ] {
        let bad = verify(&key, &file("changed.json", changed.as_bytes()), None);
        assert!(!bad.succeeded && bad.said.contains("NOT VALID"), "{what}: {}", bad.said);
    }
    let bad = verify(&key, &receipt, Some(&file("another.json", &another.filing)));
    assert!(!bad.succeeded && bad.said.contains("not what was filed"), "{}", bad.said);
    let bad = verify(&file("other.txt", &other_key), &receipt, None);
    assert!(!bad.succeeded && bad.said.contains("NOT VALID") && bad.said.contains("names key"), "{}", bad.said);
    for (key, receipt, named) in [
        (receipt.as_path(), receipt.as_path(), "receipt.json"),
        (Path::new("/nowhere/key"), receipt.as_path(), "/nowhere/key"),
        (key.as_path(), Path::new("/nowhere/receipt"), "/nowhere/receipt"),
    ] {
        let bad = verify(key, receipt, None);
        assert!(!bad.succeeded && bad.said.contains(named) && !bad.said.contains("panicked"), "{}", bad.said);
    }
}
