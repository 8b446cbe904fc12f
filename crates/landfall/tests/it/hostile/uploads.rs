//! Files and forms with files that no page sends, and names of files that lead elsewhere.

use std::fs;

use language::Language;
use testkit::Attachment;

use super::Target;
use crate::walk::{form, pdf};

/// A multipart body of these parts, each with its own head.
fn multipart(parts: &[(&str, &[u8])], closed: bool) -> Vec<u8> {
    let mut body = Vec::new();
    for (head, content) in parts {
        body.extend_from_slice(format!("--xyz\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    if closed {
        body.extend_from_slice(b"--xyz--\r\n");
    }
    body
}

#[test]
fn uploads_that_no_page_sends_are_refused_and_change_nothing() {
    let mut target = Target::new();
    let token = target.token.clone();
    let token = ("name=\"form_token\"", token.as_bytes());
    let scan = pdf("other").bytes;
    let file = ("name=\"proof\"; filename=\"a.pdf\"", scan.as_slice());
    let cases: Vec<(&str, &str, Vec<u8>, &[u16])> = vec![
        ("no token", "proof", multipart(&[file], true), &[403]),
        ("the token after the file", "proof", multipart(&[file, token], true), &[403]),
        ("another token", "proof", multipart(&[("name=\"form_token\"", b"00"), file], true), &[403]),
        ("nothing at all", "proof", Vec::new(), &[400, 403]),
        ("a body cut off", "proof", multipart(&[token, file], false), &[400]),
        ("a part without a name", "proof", multipart(&[token, ("filename=\"a.pdf\"", &scan)], true), &[400]),
        (
            "a file for no question",
            "proof",
            multipart(&[token, ("name=\"other\"; filename=\"a.pdf\"", &scan)], true),
            &[400],
        ),
        (
            "a file for a text",
            "about",
            multipart(&[token, ("name=\"name.family\"; filename=\"a.pdf\"", &scan)], true),
            &[400],
        ),
        ("a NUL byte in a field", "about", multipart(&[token, ("name=\"name.family\"", b"a\0b")], true), &[400]),
        ("broken UTF-8 in a field", "about", multipart(&[token, ("name=\"name.family\"", b"\xff\xfe")], true), &[400]),
        ("an unknown field", "proof", multipart(&[token, ("name=\"admin\"", b"1")], true), &[400]),
        (
            "a field twice",
            "about",
            multipart(&[token, ("name=\"name.family\"", b"a"), ("name=\"name.family\"", b"b")], true),
            &[400],
        ),
        (
            "a field of 100 kB",
            "about",
            multipart(&[token, ("name=\"name.family\"", &b"a".repeat(100_000))], true),
            &[413],
        ),
        (
            "a web page as a file",
            "proof",
            multipart(&[token, ("name=\"proof\"; filename=\"a.pdf\"", b"<html><script>alert(1)</script>")], true),
            &[422],
        ),
        (
            "a program as a file",
            "proof",
            multipart(&[token, ("name=\"proof\"; filename=\"a.png\"", b"MZ\x90\0\x03\0\0\0")], true),
            &[422],
        ),
        ("an empty file", "proof", multipart(&[token, ("name=\"proof\"; filename=\"a.pdf\"", b"")], true), &[422]),
        (
            "a file too large",
            "proof",
            multipart(
                &[token, ("name=\"proof\"; filename=\"a.pdf\"", &[scan.as_slice(), &b"x".repeat(300_000)].concat())],
                true,
            ),
            &[422],
        ),
    ];
    for language in Language::ALL {
        for (what, page, body, statuses) in &cases {
            let path = target.page(language, page);
            let kind = [("content-type", "multipart/form-data; boundary=xyz")];
            let answer = target.visitor().send("POST", &path, &kind, body.clone());
            target.refused(what, language, statuses, &answer);
        }
    }
    let left = fs::read_dir(target.landfall.data().join("documents")).expect("the documents folder");
    let left: usize = left.flatten().filter_map(|shelf| fs::read_dir(shelf.path()).ok()).map(Iterator::count).sum();
    assert_eq!(left, 1, "of all these uploads something stays");
}

#[test]
fn a_file_name_leads_nowhere() {
    let mut target = Target::new();
    for (given, kept) in
        [("../../../../tmp/landfall-was-here.pdf", "landfall-was-here.pdf"), ("C:\\Windows\\win.pdf", "win.pdf")]
    {
        let path = target.page(Language::En, "proof");
        let page = target.visitor().open(&path);
        let file = Attachment { name: given.to_owned(), ..pdf("elsewhere") };
        let page = target.visitor().submit(&page, &form(&page).attach("proof", file));
        assert_ne!(page.status(), 422, "{}", page.text());
        let page = target.visitor().open(&path);
        assert!(page.says(kept) && !page.says(".."), "{}", page.text());
        let link = page.links().filter(|link| link.contains("/documents/")).last().expect("it is listed").to_owned();
        let given_back = target.visitor().open(&link);
        let disposition = given_back.header("content-disposition").expect("a download").to_owned();
        assert!(disposition.starts_with("attachment;") && !disposition.contains('/'), "{disposition}");
        assert_eq!(given_back.header("content-security-policy"), Some("default-src 'none'; sandbox"));
        assert_eq!(given_back.header("x-content-type-options"), Some("nosniff"));
        let remove = page.links().filter(|link| link.contains("remove=")).last().expect("it can be removed").to_owned();
        let sure = target.visitor().open(&remove);
        let page = target.visitor().submit(&sure, &form(&sure));
        assert!(!page.says(kept), "{}", page.text());
        assert_eq!(target.visitor().open(&link).status(), 404, "a removed document can still be read");
    }
    assert!(!fs::exists("/tmp/landfall-was-here.pdf").expect("a readable folder"));
    target.unchanged("uploads that were removed again");
}
