//! The times of a notice: as the command is told them, as it prints them, and as the news say them.

use jiff::Timestamp;
use language::Language;
use web::Place;

use super::{becomes, publish, say, says};
use crate::walk::short_site;

#[test]
fn a_day_alone_is_the_whole_of_it_by_the_clocks_of_the_site_which_the_list_names() {
    let landfall = short_site().start();
    let today = Timestamp::now().in_tz("America/Toronto").expect("the zone of the site").date().to_string();
    let id = publish(&landfall, "publish", &["--until", &today]);
    let listed = say(&landfall, &["list"]).said;
    let line = listed.lines().find(|line| line.starts_with(&id)).expect("its line");
    let words: Vec<&str> = line.split_whitespace().collect();
    assert!(words[3] == today && ["EST", "EDT"].contains(&words[5]), "{line}");
    assert!(line.contains(&format!("until {today} 23:59:59 {}", words[5])), "{line}");
    let mut visitor = landfall.visitor();
    becomes("it is on its last day", || says(&visitor.open("/en/news"), "11:59"));

    // The site need not be whole for its clocks to be read; where it is not there, they are those of everybody.
    let programs = landfall.site().join("programs/short.toml");
    std::fs::write(programs, "broken").expect("a site of our own");
    assert_eq!(say(&landfall, &["list"]).said, listed);
    std::fs::remove_dir_all(landfall.site()).expect("a site of our own");
    let listed = say(&landfall, &["list"]);
    assert!(listed.succeeded && listed.said.contains(" UTC until "), "{}", listed.said);
}

#[test]
fn the_news_say_when_planned_work_is_and_what_happens_to_deadlines() {
    let landfall = short_site().start();
    let work = [
        &["--severity", "maintenance", "--starts", "2199-01-05", "--ends", "2199-01-05"][..],
        &["--deadlines-en", "They move to January 8.", "--deadlines-fr", "Elles passent au 8 janvier."],
    ];
    publish(&landfall, "publish", &work.concat());
    let mut visitor = landfall.visitor();
    let en = ["From January 5, 2199", "to January 5, 2199", "They move to January 8."];
    let fr = ["Du 5 janvier 2199", "au 5 janvier 2199", "Elles passent au 8 janvier."];
    for (language, words) in [(Language::En, en), (Language::Fr, fr)] {
        for words in words {
            becomes("the news", || says(&visitor.open(&Place::News.path(language)), words));
        }
    }
}
