//! Whoever surely has to wait is told so at once, from the bytes they sent; nobody can tell by the page.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
};

use language::Language;
use testkit::Landfall;
use web::Place;

use crate::walk::{SHORT, short_site};

/// So many stand before whoever is far back, and more.
const FAR: usize = 70;

/// What came back: the head's lines but for the date, and the body.
#[derive(Debug, PartialEq, Eq)]
struct Answer {
    head: Vec<String>,
    body: String,
}

/// Sends a form on a connection of its own.
fn send(landfall: &Landfall, path: &str, fields: &str, form: &str) -> Answer {
    let mut connection = TcpStream::connect(landfall.url().replace("http://", "")).expect("a connection");
    let length = form.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: a browser\r\n{fields}Connection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
    );
    connection.write_all(request.as_bytes()).expect("it takes the request");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let mut head: Vec<_> = head.lines().filter(|line| !line.starts_with("date:")).map(masked).collect();
    head.sort();
    Answer { head, body: body.to_owned() }
}

/// Without what differs each time: numbers, and what is sealed.
fn masked(text: &str) -> String {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let words = text.split_inclusive(|letter| !is_letter(letter));
    words
        .map(|word| if word.len() > 20 || word.contains(|letter: char| letter.is_ascii_digit()) { "#" } else { word })
        .collect()
}

/// What the waiting room's form sends.
fn ticket(room: &Answer) -> String {
    let value = |name: &str| {
        let (_, after) = room.body.split_once(&format!("name=\"{name}\" value=\"")).expect("a field of the room");
        after.split('"').next().unwrap_or_default().to_owned()
    };
    format!("ticket={}&kept={}", value("ticket"), value("kept"))
}

#[test]
fn who_is_far_back_gets_the_same_page_at_once_as_by_the_long_way() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let settings = folder.path().join("settings.toml");
    fs::write(&settings, "most_work = 0.0").expect("the settings can be written");
    let landfall = short_site().argument("--config").argument(settings.to_str().expect("letters")).start();
    let place = Place::Apply(SHORT.to_owned());
    let first = send(&landfall, &place.path(Language::En), "", "");
    for _ in 0..FAR {
        send(&landfall, &place.path(Language::En), "", "");
    }
    for language in Language::ALL {
        let path = place.path(language);
        // A request with a cookie, whatever it says, goes the long way.
        let both = |fields: &str, form: &str| {
            let at_once = send(&landfall, &path, fields, form);
            let long_way = send(&landfall, &path, &format!("{fields}Cookie: a=b\r\n"), form);
            assert_eq!(at_once.head, long_way.head, "{path} {fields} {form}");
            assert_eq!(masked(&at_once.body), masked(&long_way.body), "{path} {fields} {form}");
            at_once
        };
        let room = both("", "");
        assert!(room.head.iter().any(|line| line.starts_with("HTTP/") && line.ends_with("OK")), "{:?}", room.head);
        let (waits, ahead) = match language {
            Language::En => ("You are in line", "people are ahead of you"),
            Language::Fr => ("Vous êtes dans la file", "personnes sont devant vous"),
        };
        assert!(room.body.contains(waits), "{}", room.body);
        let again = both("", &ticket(&room));
        // The place is the same as before, and somebody who came first stands in front of it.
        let news = both("Accept: application/json\r\n", &ticket(&again));
        let asked = send(&landfall, &path, "Accept: application/json\r\n", &ticket(&room));
        assert_eq!(asked.body, news.body);
        assert!(news.body.contains(ahead), "{}", news.body);
    }
    let front = send(&landfall, &place.path(Language::En), "Accept: application/json\r\n", &ticket(&first));
    assert!(front.body.contains("You are next"), "{}", front.body);
}
