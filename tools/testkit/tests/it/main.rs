//! The testkit against a real process: a stand-in for the binary, which takes the same arguments and serves one form.

use testkit::{Attachment, Landfall, Setup};

fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(site.path().join("site.toml"), "name = \"stand-in\"").expect("a written file");
    site
}

fn stand_in(site: &tempfile::TempDir) -> Setup {
    Setup::new(env!("CARGO_BIN_EXE_stand-in")).site(site.path())
}

fn started() -> Landfall {
    stand_in(&site()).start()
}

#[test]
fn a_visitor_walks_from_the_door_to_what_was_kept() {
    let landfall = started();
    let mut visitor = landfall.visitor();
    let page = visitor.open("/");
    assert_eq!((page.status(), page.path(), page.heading()), (200, "/en", "Name"));
    let scan = Attachment { name: "a.pdf".to_owned(), kind: "application/pdf".to_owned(), bytes: b"%PDF-1.7".to_vec() };
    let form = page.form_with("name").set("name", "Zoë Roy").attach("scan", scan);
    let page = visitor.submit(&page, &form);
    assert_eq!(page.path(), "/en/kept");
    for part in
        ["name=\"token\" t1", "Zoë Roy", "filename=\"a.pdf\" Content-Type: application/pdf %PDF-1.7", "seen=yes"]
    {
        assert!(page.says(part), "no {part:?} in {}", page.text());
    }
}

#[test]
fn data_and_address_stay_over_a_kill_and_a_restart() {
    let mut landfall = started();
    let (url, pid) = (landfall.url(), landfall.pid());
    let mut visitor = landfall.visitor();
    let page = visitor.open("/en");
    let form = page.form_with("name").set("name", "kept over a kill");
    assert_eq!(visitor.submit_only(&page, &form).status(), 303);

    landfall.kill9();
    assert!(visitor.try_send("GET", "/en", &[], Vec::new()).is_err());
    landfall.start_again();
    assert_eq!(landfall.url(), url);
    assert_ne!(landfall.pid(), pid);
    assert!(visitor.open("/en/kept").says("kept over a kill"));

    landfall.restart();
    assert!(visitor.open("/en/kept").says("kept over a kill"));
    assert_eq!(landfall.output().len(), 3, "{:?}", landfall.output());
}

#[test]
fn a_dropped_server_is_gone_with_its_home() {
    let landfall = started();
    let (data, mut visitor) = (landfall.data(), landfall.visitor());
    assert!(data.is_dir());
    drop(landfall);
    assert!(!data.exists());
    assert!(visitor.try_send("GET", "/en", &[], Vec::new()).is_err());
}

#[test]
fn bytes_no_browser_sends_arrive_as_they_are() {
    let answer = started().raw(b"BREW /\0pot HTCPCP/1.0\r\n\r\n");
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("BREW /\0pot"), "{answer}");
}

#[test]
#[should_panic(expected = "told to fail")]
fn a_server_that_does_not_come_up_fails_the_test_with_what_it_said() {
    let _ = stand_in(&site()).environment("STAND_IN_FAILS", "1").start();
}
