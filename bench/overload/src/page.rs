//! What a visitor takes from a page: hidden fields, the receipt's number, and whether it is the waiting room.

use std::time::Duration;

use crate::{answers::encode, browser::Answer};

/// The waiting room, as it was served.
#[derive(Debug)]
pub(crate) struct Room {
    /// Where its form goes.
    pub(crate) action: String,
    /// What its form sends.
    pub(crate) form: String,
    /// When it asks to be asked again.
    pub(crate) again: Duration,
}

impl Room {
    /// The room, if that is what was answered.
    pub(crate) fn read(answer: &Answer) -> Option<Room> {
        let page = str::from_utf8(&answer.body).ok()?;
        let main = page.get(page.find("<main")?..)?;
        let tag = main.get(..main.find('>')?)?;
        if !tag.contains("data-room") {
            return None;
        }
        let again = within(tag, "data-ask-again=\"").and_then(|seconds| seconds.parse().ok())?;
        let form = main.get(main.find("<form")?..)?;
        let action = within(form.get(..form.find('>')?)?, "action=\"")?.to_owned();
        let fields = ["ticket", "kept"].map(|name| format!("{name}={}", encode(field(form, name).unwrap_or_default())));
        Some(Room { action, form: fields.join("&"), again: Duration::from_secs_f64(again) })
    }
}

/// The value of the first field of this name.
pub(crate) fn field<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    within(page, &format!("name=\"{name}\" value=\""))
}

/// The number of the receipt that a page shows.
pub(crate) fn receipt(page: &str) -> Option<&str> {
    let from = page.find("LF-")?;
    let number = page.get(from..)?;
    number.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').next()
}

/// What stands between this beginning and the next quotation mark.
fn within<'a>(text: &'a str, beginning: &str) -> Option<&'a str> {
    text.get(text.find(beginning)? + beginning.len()..)?.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waiting_room_says_where_to_ask_again_and_when() {
        let page = "<header><form action=\"/en/search\"></form></header><main id=\"main\" data-room data-ask-again=\"7\">\
                    <form method=\"post\" action=\"/en/apply/ten\"><input type=\"hidden\" name=\"ticket\" value=\"a-b_1+\">\
                    <input type=\"hidden\" name=\"kept\" value=\"c\"></form></main>";
        let room = Room::read(&Answer::of(page)).unwrap();
        assert_eq!((room.action.as_str(), room.form.as_str()), ("/en/apply/ten", "ticket=a-b_1%2B&kept=c"));
        assert_eq!(room.again, Duration::from_secs(7));
    }

    #[test]
    fn another_page_is_no_waiting_room() {
        assert!(Room::read(&Answer::of("<main id=\"main\">data-room</main>")).is_none());
    }

    #[test]
    fn a_receipt_is_known_by_its_number() {
        assert_eq!(receipt("<p>Your number is <b>LF-4WK5-5H2F-D</b>.</p>"), Some("LF-4WK5-5H2F-D"));
        assert_eq!(receipt("<p>Something is missing.</p>"), None);
    }
}
