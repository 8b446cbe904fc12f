//! What the binary asks of the system, and in which order: nobody is told that something is kept before it is on disk.
//!
//! `strace` stops a thread at each call until the call is written down, so the order of its lines is an order of events: what
//! is written after a call's end has not happened before it.

mod calls;

use std::path::Path;

use language::Language;
use testkit::Landfall;
use web::Place;

use crate::walk::{Applicant, form, short_site};
use calls::{Call, Calls};

const STRACE: &str = "/usr/bin/strace";
/// The calls by which bytes, names and answers leave the process, and requests come in.
const CALLS: &str = "trace=fsync,fdatasync,write,writev,pwrite64,pwritev,sendto,sendmsg,recvfrom,rename,renameat,renameat2,\
                     link,linkat,mkdir,mkdirat";
/// Longest string written down: more than a page of the database.
const LONGEST: &str = "16384";

/// The binary on the short program's site, with everything it asks written to `file`.
fn traced(file: &Path) -> Landfall {
    assert!(Path::new(STRACE).is_file(), "strace is not installed. Run: apt-get install -y strace");
    let file = file.to_str().expect("a temporary path is text");
    // With -D the binary keeps our process as its parent; with -y files have names; with -xx every byte is written down.
    short_site().under(&[STRACE, "-D", "-f", "-y", "-xx", "-s", LONGEST, "-e", CALLS, "-o", file]).start()
}

/// The acknowledgement: the first 303 whose location begins so.
fn acknowledged<'a>(calls: &'a Calls, location: &str) -> &'a Call {
    let location = format!("location: {location}\r\n");
    let answers =
        |call: &&Call| call.is_one_of(&["write", "writev", "sendto", "sendmsg"]) && call.holds(location.as_bytes());
    calls.iter().find(answers).unwrap_or_else(|| panic!("no answer with {location:?} in the trace"))
}

/// The sync that puts a row on disk: of the log, by the thread that wrote the row there, after it.
fn sync_of_row<'a>(calls: &'a Calls, log: &str, row: &[u8]) -> (&'a Call, &'a Call) {
    let written = calls
        .iter()
        .find(|call| call.is_one_of(&["pwrite64", "pwritev", "write", "writev"]) && call.is_on(log) && call.holds(row));
    let written = written.unwrap_or_else(|| panic!("the row is never written to {log}"));
    let synced =
        calls.iter().find(|call| call.syncs(log) && call.thread == written.thread && call.begun > written.ended);
    (written, synced.unwrap_or_else(|| panic!("{log} is never synced after the row was written")))
}

#[test]
fn no_filing_is_acknowledged_before_its_rows_are_on_disk() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("trace");
    let mut landfall = traced(&file);
    let mut prepared = Applicant::prepare(landfall.visitor(), "traced");
    let answer = prepared.applicant.visitor.try_submit(&prepared.applicant.path(Place::File), &prepared.file);
    assert_eq!(answer.expect("an answer").status(), 303);
    let held = prepared.applicant.held(&landfall);
    landfall.stop();

    let calls = Calls::read(&file);
    let log = landfall.data().join("landfall.sqlite3-wal").display().to_string();
    let answer = acknowledged(&calls, &prepared.applicant.path(Place::Receipt));
    let asked = calls.iter().find(|call| call.is("recvfrom") && call.holds(b"/file HTTP/1.1"));
    let asked = asked.expect("the request is in the trace");
    let (written, synced) = sync_of_row(&calls, &log, held.number.as_bytes());
    assert!(asked.begun < written.begun, "the number was written before anybody asked: {written:?}");
    assert!(written.ended < synced.begun && synced.ended < answer.begun, "{written:?}\n{synced:?}\n{answer:?}");
    // The same for a page saved on the way: its application's row names the reference.
    let reference = prepared.applicant.reference.as_bytes();
    let answer = acknowledged(&calls, &prepared.applicant.page_path("trips"));
    let row =
        |call: &&Call| call.is("pwrite64") && call.is_on(&log) && call.holds(reference) && call.begun < answer.begun;
    let written = calls.iter().rfind(row).expect("a save writes its row");
    let synced = |call: &&Call| call.syncs(&log) && call.thread == written.thread && call.begun > written.ended;
    let synced = calls.iter().find(synced).expect("a save syncs");
    assert!(synced.ended < answer.begun, "a saved page was acknowledged before it was on disk");
}

#[test]
fn no_upload_is_acknowledged_before_its_bytes_their_name_and_their_row_are_on_disk() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("trace");
    let mut landfall = traced(&file);
    let prepared = Applicant::prepare(landfall.visitor(), "traced");
    landfall.stop();

    let calls = Calls::read(&file);
    let log = landfall.data().join("landfall.sqlite3-wal").display().to_string();
    let id = prepared.proof_path.rsplit('/').next().expect("a document's address ends with its id").to_owned();
    let shelf = landfall.data().join("documents").join(&id[id.len() - 2..]).display().to_string();
    let answer = acknowledged(&calls, &prepared.applicant.page_path("signature"));

    let of_file = |call: &&Call| call.path.as_ref().is_some_and(|path| path.starts_with(&shelf) && path.contains(&id));
    let writes = |call: &Call| call.is_one_of(&["write", "writev", "pwrite64", "pwritev"]);
    let bytes = calls.iter().rfind(|call| of_file(call) && writes(call));
    let bytes = bytes.expect("the bytes are written");
    let synced = calls.iter().filter(of_file).find(|call| call.is_one_of(&["fsync", "fdatasync"]) && call.succeeded());
    let synced = synced.expect("the bytes are synced");
    let named = calls.iter().find(|call| {
        call.is_one_of(&["rename", "renameat", "renameat2", "link", "linkat"])
            && call.holds(id.as_bytes())
            && call.succeeded()
    });
    let named = named.expect("the finished file gets its name");
    let listed = calls.iter().find(|call| call.syncs(&shelf) && call.begun > named.ended);
    let listed = listed.expect("the folder with the name is synced");
    let row: Vec<u8> = vault::encoding::from_hex(&id.replace('-', "")).expect("a document's id is a UUID");
    let (written, committed) = sync_of_row(&calls, &log, &row);
    let order = [bytes, synced, named, listed, written, committed, answer];
    for (earlier, later) in order.iter().zip(&order[1..]) {
        assert!(earlier.ended < later.begun, "{later:?} began before this had ended: {earlier:?}");
    }
    // Nothing of the document lies there unsealed on the way.
    let plain = calls
        .iter()
        .filter(|call| call.path.as_ref().is_some_and(|path| path.starts_with(&*landfall.data().to_string_lossy())));
    for call in plain.filter(|call| !call.is("recvfrom")) {
        assert!(!call.holds(b"traced"), "written as it was typed: {call:?}");
    }
}

#[test]
fn every_folder_that_is_made_is_in_its_parent_on_disk_before_anything_is_acknowledged() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("trace");
    let mut landfall = traced(&file);
    let mut applicant = Applicant::begin(landfall.visitor(), Language::En, crate::walk::SHORT);
    let kept = applicant.open(Place::Keep);
    assert!(form(&kept).has("form_token"));
    landfall.stop();

    let calls = Calls::read(&file);
    let answer = acknowledged(&calls, &applicant.path(Place::Keep));
    let made = calls
        .iter()
        .filter(|call| call.is_one_of(&["mkdir", "mkdirat"]) && call.succeeded() && call.ended < answer.begun);
    let mut count = 0;
    for made in made {
        let path = made.named().expect("mkdir names a folder");
        let parent = Path::new(&path).parent().expect("not the root").display().to_string();
        let synced =
            calls.iter().any(|call| call.syncs(&parent) && call.begun > made.ended && call.ended < answer.begun);
        assert!(synced, "{path} was made, and would be gone after a power cut: {parent} is not synced");
        count += 1;
    }
    assert!(count >= 3, "data, documents and keys are made, not {count}");
    // So are the keys: without the master key nothing could be read.
    for key in ["master.key", "receipt.key"] {
        let key = landfall.keys().join(key).display().to_string();
        let named = calls.iter().find(|call| call.is("rename") && call.holds(key.as_bytes()) && call.succeeded());
        let named = named.unwrap_or_else(|| panic!("{key} gets its name once it is whole"));
        let keys = landfall.keys().display().to_string();
        assert!(
            calls.iter().any(|call| call.syncs(&keys) && call.begun > named.ended && call.ended < answer.begun),
            "{key}"
        );
    }
}
