//! Whoever surely has to wait is told so at once, from the bytes they sent; nobody can tell by the page.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
};

use language::Language;
use web::Place;

use crate::walk::{SHORT, short_site};

/// So many stand before whoever is far back, and more.
const FAR: usize = 70;

/// What came back: the head's lines but for the date, in the order of the alphabet, and the body.
#[derive(Debug)]
struct Answer {
    head: Vec<String>,
    body: String,
    /// Which way it went, by the order in which the two say how long it is and that the connection ends.
    is_at_once: bool,
}

/// Sends a form on a connection of its own.
fn send(url: &str, path: &str, fields: &str, form: &str) -> Answer {
    let mut connection = TcpStream::connect(url.replace("http://", "")).expect("a connection");
    let length = form.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: a browser\r\n{fields}Connection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
    );
    connection.write_all(request.as_bytes()).expect("it takes the request");
    let mut answer = String::new();
    connection.read_to_string(&mut answer).expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let position = |name| head.find(name).expect("a field of the head");
    let is_at_once = position("content-length:") < position("connection:");
    let mut head: Vec<_> = head.lines().filter(|line| !line.starts_with("date:")).map(masked).collect();
    head.sort();
    Answer { head, body: body.to_owned(), is_at_once }
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
    let (url, place) = (landfall.url(), Place::Apply(SHORT.to_owned()));
    let first = send(&url, &place.path(Language::En), "", "");
    // All at once: each waits for a moment at the door.
    std::thread::scope(|crowd| {
        for _ in 0..FAR {
            crowd.spawn(|| send(&url, &place.path(Language::En), "", ""));
        }
    });
    for language in Language::ALL {
        let path = place.path(language);
        // A request with a cookie, whatever it says, goes the long way.
        let both = |fields: &str, form: &str| {
            let at_once = send(&url, &path, fields, form);
            let long_way = send(&url, &path, &format!("{fields}Cookie: a=b\r\n"), form);
            assert!(at_once.is_at_once && !long_way.is_at_once, "{path} {fields} {form}");
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
        let asked = send(&url, &path, "Accept: application/json\r\n", &ticket(&room));
        assert_eq!(asked.body, news.body);
        assert!(news.body.contains(ahead), "{}", news.body);
    }
    let front = send(&url, &place.path(Language::En), "Accept: application/json\r\n", &ticket(&first));
    assert!(front.body.contains("You are next"), "{}", front.body);
}
