use super::*;
use crate::site::SiteFile;
use std::time::Duration;

fn site() -> Site {
    let file = |path: &str, text: &str| SiteFile { path: path.to_owned(), text: text.to_owned() };
    let page = |title: &str| {
        format!(
            "+++\ntitle = \"{title}\"\nslug = \"\"\ndescription = \"{title}.\"\nreviewed = 2026-11-22\norder = 0\n+++\n{title}.\n"
        )
    };
    let settings = "name = \"Short\"\nlanguages = [\"en\", \"fr\"]\nsupport = \"a@landfall.example\"\nbase_url = \"https://a.example\"\n\
                    [banner]\ntag = { en = \"Test\", fr = \"Essai\" }\ntext = { en = \"A test.\", fr = \"Un essai.\" }\n\
                    [description]\nen = \"A test.\"\nfr = \"Un essai.\"\n";
    let files = [
        file("site.toml", settings),
        file("pages/home/en.md", &page("A test")),
        file("pages/home/fr.md", &page("Un essai")),
    ];
    Site::load(&files).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Page and JSON as they would lie on the shelf.
fn shown(report: &Report, announced: &Announced) -> [String; 3] {
    let site = site();
    let public = PublicSite::render(&site).unwrap();
    let items = rendered(&public, &site, Some(at("2026-11-23T17:00:00.9Z")), report, announced);
    let paths: Vec<_> = items.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["/en/service-status", "/fr/etat-du-service", JSON]);
    for path in paths {
        assert!(public.shelf.get(path).is_some(), "{path} lies ready from the start");
    }
    let text = |item: &Item| {
        let answer = item.answer(|_| None);
        String::from_utf8(answer.body().to_vec()).unwrap()
    };
    [text(&items[0].1), text(&items[1].1), text(&items[2].1)]
}

fn report() -> Report {
    let mut report = Report { measured_since: Some(at("2026-11-01T00:00:00Z")), ..Report::default() };
    for standing in &mut report.standing {
        *standing = Standing { state: State::Works, since: Some(at("2026-11-01T00:00:00Z")) };
    }
    report
}

#[test]
fn before_anything_is_measured_nothing_is_said_to_work() {
    let [en, fr, json] = shown(&Report::default(), &Announced::default());
    assert!(en.contains("Being measured") && !en.contains("<td role=\"cell\" data-head=\"Now\">Works"), "{en}");
    assert!(fr.contains("En cours de mesure") && !fr.contains(">Fonctionne<"), "{fr}");
    assert_eq!(json.matches("\"state\": \"unmeasured\"").count(), 6, "{json}");
}

#[test]
fn what_is_down_is_said_in_both_languages_with_since_when_and_small_counts_are_not_told() {
    let mut report = report();
    report.standing[3] = Standing { state: State::Down, since: Some(at("2026-11-23T16:59:00Z")) };
    let incident = |began: &str, ended: Option<&str>, affected| Incident {
        capability: Capability::Filing,
        level: Level::Down,
        began: at(began),
        ended: ended.map(at),
        affected,
    };
    report.incidents = vec![
        Incident { capability: Capability::Uploads, ..incident("2026-11-23T16:59:00Z", None, 3) },
        incident("2026-11-23T16:59:00Z", None, 6),
        incident("2026-11-20T10:00:00Z", Some("2026-11-20T10:12:00Z"), 1_234),
    ];
    report.unmeasured = vec![Span { from: at("2026-11-21T01:00:00Z"), until: at("2026-11-21T01:00:02Z") }];
    let [en, fr, json] = shown(&report, &Announced::default());
    for (page, said) in [
        (&en, ["Something does not work now.", "Does not work", "Fewer than 10", "1,234", "12 minutes", "Goes on"]),
        (
            &fr,
            [
                "Quelque chose ne fonctionne pas en ce moment.",
                "Ne fonctionne pas",
                "Moins de 10",
                "1\u{a0}234",
                "12 minutes",
                "Se poursuit",
            ],
        ),
    ] {
        for words in said {
            assert!(page.contains(words), "no {words:?} in {page}");
        }
        assert!(!page.contains(">9<"), "{page}");
    }
    assert!(en.contains("Filling in and filing; Sending documents"), "what failed together is one row: {en}");
    assert!(fr.contains("Remplir et déposer\u{a0}; Envoyer des documents"), "{fr}");
    let gap = "Not measured: the service did not run";
    let row = |words: &str| en.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(row("Goes on") < row(gap) && row(gap) < row("1,234"), "the latest first");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["format"], &json["at"]), (&"landfall-service-status-1".into(), &"2026-11-23T17:00:00Z".into()));
    assert_eq!(json["capabilities"][3]["id"], "filing");
    assert_eq!(json["capabilities"][3]["state"], "down");
    assert_eq!(
        (&json["incidents"][0]["affected"], &json["incidents"][2]["affected"]),
        (&serde_json::Value::Null, &1_234.into())
    );
    assert_eq!(json["not_measured"][0]["until"], "2026-11-21T01:00:02Z");
}

#[test]
fn the_wait_is_told_as_the_waiting_room_tells_it_and_as_unknown_while_the_door_is_shut() {
    let mut report = report();
    let range = |least, most| Some(Range { least: Duration::from_secs(least), most: Duration::from_secs(most) });
    report.waits = [None, Some(Range { least: Duration::ZERO, most: Duration::MAX }), range(600, 1_200)];
    let [en, fr, json] = shown(&report, &Announced::default());
    for words in ["Your turn should come in 10 to 20 minutes.", "Nobody waits.", "Nobody is being let in just now."] {
        assert!(en.contains(words), "no {words:?} in {en}");
    }
    assert!(fr.contains("Votre tour devrait venir dans 10 à 20 minutes."), "{fr}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let line = |at: usize| json["waiting"][at].clone();
    assert_eq!(
        line(0),
        serde_json::json!({"line": "resume", "waits": false, "least_seconds": null, "most_seconds": null})
    );
    assert_eq!(
        line(1),
        serde_json::json!({"line": "sign_in", "waits": true, "least_seconds": 0, "most_seconds": null})
    );
    assert_eq!(
        line(2),
        serde_json::json!({"line": "begin", "waits": true, "least_seconds": 600, "most_seconds": 1200})
    );
}

#[test]
fn planned_work_is_shown_with_what_happens_to_deadlines_until_it_is_over() {
    let planned = Planned {
        title: Text::new("New disks", "Nouveaux disques"),
        from: at("2026-11-24T05:00:00Z"),
        until: at("2026-11-24T06:00:00Z"),
        deadlines: Text::new("Deadlines move by a day.", "Les échéances sont reportées d’un jour."),
    };
    let [en, fr, json] = shown(&report(), &Announced { planned: vec![planned], surge: None });
    assert!(
        en.contains("New disks") && en.contains("Deadlines move by a day.") && en.contains("From November 2"),
        "{en}"
    );
    assert!(fr.contains("Nouveaux disques") && fr.contains("Les échéances sont reportées d’un jour."), "{fr}");
    assert!(!en.contains("Nothing is planned."));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["planned"][0]["deadlines"]["fr"], "Les échéances sont reportées d’un jour.");
}

#[test]
fn a_surge_that_is_announced_is_told_with_its_time_in_both_languages_and_as_data() {
    let from = at("2026-11-24T17:00:00Z");
    for (until, words) in [
        (
            None,
            [
                "Many people are expected from November 24, 2026",
                "Beaucoup de monde est attendu à partir du 24 novembre 2026",
            ],
        ),
        (
            Some(at("2026-11-24T22:00:00Z")),
            [
                "Many people are expected between November 24, 2026",
                "Beaucoup de monde est attendu entre le 24 novembre 2026",
            ],
        ),
    ] {
        let announced = Announced { surge: Some(Surge { from, until }), ..Announced::default() };
        let [en, fr, json] = shown(&report(), &announced);
        assert!(en.contains(words[0]) && fr.contains(words[1]), "{en}{fr}");
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["surge"], serde_json::json!({ "from": from, "until": until }));
    }
    let [en, _, json] = shown(&report(), &Announced::default());
    assert!(!en.contains("Many people") && json.contains("\"surge\": null"));
}
