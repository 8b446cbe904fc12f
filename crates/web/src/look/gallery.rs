//! Every control and part on one page in both languages, as a compile check and as something to look at:
//! `target/look/gallery-en.html`, which `npm test` in tools/assets examines in a browser.

mod samples;

use askama::Template;
use samples::gallery;
use std::path::PathBuf;

fn target() -> PathBuf {
    // nextest and cargo run a test from its package's folder; the build directory is three above the test binary
    let exe = std::env::current_exe().unwrap();
    exe.ancestors().nth(3).unwrap().join("look")
}

#[test]
fn every_control_and_part_renders_in_both_languages() {
    let folder = target();
    std::fs::create_dir_all(&folder).unwrap();
    for lang in ["en", "fr"] {
        let html = gallery(lang, lang == "en").render().unwrap();
        assert!(html.contains(&format!("<html lang=\"{lang}\"")));
        std::fs::write(folder.join(format!("gallery-{lang}.html")), html).unwrap();
    }
    for (name, bytes) in [
        ("landfall.css", include_str!("../../assets/landfall.css")),
        ("landfall.js", include_str!("../../assets/landfall.js")),
        ("favicon.svg", include_str!("../../assets/favicon.svg")),
    ] {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

#[test]
fn nothing_in_the_markup_needs_an_inline_style_or_script() {
    let html = gallery("en", true).render().unwrap();
    for forbidden in [" style=", "<style", " onclick=", " onload=", "javascript:", "data:"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    assert_eq!(html.matches("<script").count(), 1);
    assert!(html.contains(r#"<script type="module" src="#));
}

#[test]
fn every_id_is_there_once_and_every_reference_leads_somewhere() {
    let html = gallery("en", true).render().unwrap();
    let values = |attribute: &str| -> Vec<String> {
        let start = format!(" {attribute}=\"");
        html.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let ids = values("id");
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(ids.len(), unique.len(), "an id is there twice");
    for reference in ["for", "aria-describedby", "aria-labelledby", "aria-controls", "form"] {
        for id in values(reference).iter().flat_map(|v| v.split(' ')) {
            assert!(unique.iter().any(|u| u == id), "{reference} leads to {id}, which is not there");
        }
    }
}

#[test]
fn what_was_typed_is_escaped_where_it_comes_back() {
    let mut page = gallery("en", true);
    page.family.label = "<b>\"&".into();
    let html = page.render().unwrap();
    assert!(!html.contains("<b>"));
}

#[test]
fn the_enter_key_never_meets_the_language_switch_first() {
    let html = gallery("en", true).render().unwrap();
    let first = html.find("form=\"page-form\"").unwrap();
    assert!(first < html.find("switch_language").unwrap());
    assert!(html[..first].ends_with("type=\"submit\" "));
}
