//! What lies broken in the folder, and what a crash leaves there.

use super::{WORDS, becomes, desk, publish, say, says, withdraw};
use crate::{
    operations::{operator, watched_site},
    start::refused::finish,
    walk::short_site,
};
use std::{fs, process::Command};

#[test]
fn a_broken_file_is_named_with_its_cure_and_what_was_last_right_stands() {
    let landfall = watched_site().start();
    let mut operator = operator(&landfall);
    let mut visitor = landfall.visitor();
    let id = publish(&landfall, "publish", &["--severity", "warning"]);
    becomes("it is shown", || says(&visitor.open("/en"), WORDS[1]));
    let folder = landfall.data().join("notices");
    let file = folder.join(format!("{id}.toml"));
    let right = fs::read_to_string(&file).expect("its file");

    let said = format!("notices/{id}.toml");
    for broken in [&right[..right.len() / 2], &right.replace("Les paiements tardent", " "), "\u{0}\u{1}"] {
        fs::write(&file, broken).expect("its file");
        becomes("the alarm", || says(&operator.open("/en"), "A file in the folder of notices cannot be used."));
        let listed = say(&landfall, &["list"]);
        assert!(!listed.succeeded && listed.said.contains(&said), "{}", listed.said);
        assert!(visitor.open("/en").says(WORDS[1]) && visitor.open("/fr").says(WORDS[3]), "the last good state");
        assert_eq!(visitor.open("/en/status").status(), 200);
    }
    assert!(landfall.output().iter().any(|line| line.contains(&said)), "the log names it");
    // One that never was right does not keep others away, nor does what is no notice at all.
    fs::write(folder.join("2026-01-01-1.toml"), "severity = 7").expect("a file");
    fs::write(folder.join("notes.txt"), "call the minister").expect("a file");
    let urgent = publish(&landfall, "publish", &["--severity", "urgent"]);
    becomes("both are shown", || {
        let page = visitor.open("/en");
        (page.text().matches(WORDS[1]).count() == 2).then_some(()).ok_or_else(|| page.text().to_owned())
    });
    let listed = say(&landfall, &["list"]).said;
    assert!(
        listed.contains("notes.txt") && listed.contains("2026-01-01-1.toml") && listed.contains("Move it"),
        "{listed}"
    );
    withdraw(&landfall, &urgent);

    fs::write(&file, &right).expect("its file");
    fs::remove_file(folder.join("notes.txt")).expect("a file");
    fs::remove_file(folder.join("2026-01-01-1.toml")).expect("a file");
    becomes("all is well", || {
        let page = operator.open("/en");
        (!page.says("the folder of notices")).then_some(()).ok_or_else(|| page.text().to_owned())
    });
    assert!(say(&landfall, &["list"]).succeeded);
    withdraw(&landfall, &id);
    becomes("it is gone", || (!visitor.open("/en").says(WORDS[1])).then_some(()).ok_or_else(String::new));
}

#[test]
fn a_folder_full_of_broken_files_does_not_keep_the_site_from_starting() {
    let mut landfall = short_site().start();
    landfall.kill9();
    let folder = landfall.data().join("notices");
    for (name, bytes) in
        [("2026-01-01-1.toml", &b"\xff\xfe"[..]), ("2026-01-01-1.withdrawn", b""), ("2026-01-02-1.withdrawn", b"x")]
    {
        fs::write(folder.join(name), bytes).expect("a file");
    }
    fs::create_dir(folder.join("2026-01-03-1.toml")).expect("a folder");
    fs::write(folder.join("2026-01-04-1.toml"), vec![b'x'; 200_000]).expect("a file");
    landfall.start_again();
    let id = publish(&landfall, "publish", &[]);
    let mut visitor = landfall.visitor();
    becomes("it is shown", || says(&visitor.open("/en"), WORDS[1]));
    let listed = say(&landfall, &["list"]).said;
    for part in ["2026-01-01-1.toml", "2026-01-02-1.withdrawn", "2026-01-03-1.toml", "it has more than", &id] {
        assert!(listed.contains(part), "no {part}: {listed}");
    }
}

/// Ends the command by SIGKILL when it enters a system call for the nth time, as a power cut would.
#[test]
fn a_kill_at_any_step_of_publishing_leaves_the_notice_whole_or_not_at_all() {
    let landfall = short_site().start();
    let (mut whole, mut none) = (0, 0);
    for call in ["fsync", "linkat", "unlink", "write", "fchmod"] {
        for nth in 1..=3 {
            let before = say(&landfall, &["list"]).said;
            let publish = desk(&landfall, &[&["publish"], &WORDS[..]].concat());
            let mut killed = Command::new("strace");
            killed.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}")]);
            killed.args(["-e", &format!("inject={call}:signal=KILL:when={nth}")]).arg(publish.get_program());
            killed.args(publish.get_args()).env_clear();
            let finished = finish(&mut killed);
            let after = say(&landfall, &["list"]);
            assert!(after.succeeded, "{call} {nth}: {}", after.said);
            let count = |said: &str| said.matches(WORDS[1]).count();
            let added = count(&after.said) - count(&before);
            assert!(added == 1 || !finished.succeeded && added == 0, "{call} {nth}: {}\n{}", finished.said, after.said);
            if added == 1 { whole += 1 } else { none += 1 }
        }
    }
    assert!(whole >= 3 && none >= 3, "{whole} were there and {none} not: nothing was killed on the way");
    // Whatever was left lying there hinders nobody, and the site shows what is whole.
    let id = publish(&landfall, "publish", &["--severity", "urgent"]);
    let mut visitor = landfall.visitor();
    let link = format!("/en/news/{id}");
    becomes("it is shown", || {
        visitor.open("/en/news").links().any(|url| url == link).then_some(()).ok_or_else(String::new)
    });
    assert_eq!(visitor.open("/en/news").text().matches(WORDS[1]).count(), whole + 1);
}
