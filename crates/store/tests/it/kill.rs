//! A process that files without pause is killed at some moment: what it had acknowledged is there, whole, and once.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use store::{
    ApplicationId, Store, Who,
    ops::{cases::LoadCase, facts::ProveWritable},
};

use crate::stage::{at, begin, by, file, holder, next_uuid};

/// Says to a process of this test program that it is the one to be killed, and where its store lies.
const VICTIM: &str = "LANDFALL_TEST_KILL_FOLDER";
/// Acknowledgements after which it is killed, one round for each.
const ROUNDS: [usize; 4] = [1, 40, 333, 1_200];
/// How many file at once.
const FILING: usize = 24;

#[expect(clippy::disallowed_methods, reason = "a child process is told its part by its environment")]
fn victims_folder() -> Option<PathBuf> {
    std::env::var_os(VICTIM).map(PathBuf::from)
}

#[tokio::test]
async fn what_was_acknowledged_before_a_kill_is_there() {
    if let Some(folder) = victims_folder() {
        file_until_killed(&folder).await;
    }
    for round in ROUNDS {
        let folder = tempfile::tempdir().unwrap();
        let acknowledged = kill_after(round, folder.path());
        assert!(acknowledged.len() >= round);
        let store = Store::open_sqlite(folder.path()).unwrap();
        for (number, id) in &acknowledged {
            let case = store.read(&holder(*id), LoadCase { application: *id }).await.unwrap();
            assert_eq!((&case.number, case.sealed_answers.as_slice()), (number, &b"frozen"[..]));
            assert_eq!(case.sealed_receipt, number.replace("R-", "receipt ").into_bytes());
        }
        store.exec(&by(Who::System), ProveWritable { now: at(1) }).await.unwrap();
    }
}

/// Starts this test again as a process of its own, kills it after so many acknowledgements, and answers with all that had
/// come by then, by receipt number.
fn kill_after(acknowledgements: usize, folder: &Path) -> BTreeMap<String, ApplicationId> {
    let mut victim = Command::new(std::env::current_exe().unwrap());
    victim.args(["--exact", "--nocapture", "kill::what_was_acknowledged_before_a_kill_is_there"]).env(VICTIM, folder);
    let mut victim = victim.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let mut acknowledged = BTreeMap::new();
    let mut killed = false;
    for line in BufReader::new(victim.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        // The last line may have been cut short; the test harness has its own lines.
        let Some((number, id)) = line.strip_prefix("filed ").and_then(|line| line.strip_suffix('.')?.split_once(' '))
        else {
            continue;
        };
        let twice = acknowledged.insert(number.to_owned(), id.parse().unwrap());
        assert_eq!(twice, None, "one number for two filings");
        if acknowledged.len() >= acknowledgements && !killed {
            victim.kill().unwrap();
            killed = true;
        }
    }
    assert!(!victim.wait().unwrap().success());
    acknowledged
}

async fn file_until_killed(folder: &Path) -> ! {
    let store = Store::open_sqlite(folder).unwrap();
    for _ in 0..FILING {
        let store = store.clone();
        tokio::spawn(async move {
            loop {
                let id = ApplicationId(next_uuid());
                store.exec(&by(Who::Nobody), begin(id)).await.unwrap();
                let place = store.next_receipt(&by(Who::System)).await.unwrap();
                let filed = store.exec(&holder(id), file(id, 1, place)).await.unwrap();
                let mut out = std::io::stdout().lock();
                if writeln!(out, "filed {} {id}.", filed.number).and_then(|()| out.flush()).is_err() {
                    // Nobody is left to kill this process.
                    std::process::exit(1);
                }
            }
        });
    }
    std::future::pending().await
}
