//! An e-mail address.

use serde_json::Value;

use super::parts::At;
use super::{Answer, Draw, Field};
use crate::answers::Entry;
use crate::clean::is_letter;
use crate::control::{Control, TextBox};
use crate::definition::Reader;
use crate::limits::MAX_EMAIL_BYTES;
use crate::mistake::Mistake;
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `email`.
#[derive(Debug, Clone)]
pub struct Email {
    /// Whether it is the address of the person at the keyboard.
    pub autofill: bool,
}

impl Email {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        Self { autofill: reader.flag("autofill", false) }
    }
}

/// The address with its domain in small letters, or `None` when no mail can be sent to it. Quoted local parts and addresses of
/// numbers are left out on purpose: nobody is reached at them, and they are how forms are attacked.
fn address(typed: &str) -> Option<String> {
    let (local, domain) = typed.rsplit_once('@')?;
    let is_digit_or_letter = |c: char| is_letter(c) || c.is_ascii_digit();
    let local_takes = |c| is_digit_or_letter(c) || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let local_good =
        local.len() <= 64 && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(local_takes));
    let labels: Vec<&str> = domain.split('.').collect();
    let label_good = |label: &&str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| is_digit_or_letter(c) || c == '-')
    };
    // The last label is never a number, or the domain would be an address of the network.
    let top_good = labels.last().is_some_and(|top| top.chars().count() >= 2 && top.chars().any(is_letter));
    let good = local_good && labels.len() >= 2 && labels.iter().all(label_good) && top_good;
    (good && typed.len() <= MAX_EMAIL_BYTES).then(|| format!("{local}@{}", domain.to_lowercase()))
}

impl Field for Email {
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        vec![Control::Text(TextBox {
            hint: draw.hint(),
            input: "email",
            inputmode: Some("email"),
            autocomplete: Some("email").filter(|_| self.autofill),
            max_chars: u32::try_from(MAX_EMAIL_BYTES).unwrap_or(u32::MAX),
            ..TextBox::new("", draw.label(), draw.value(""))
        })]
    }

    fn parse(&self, entry: &Entry, _: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let address = At::ONLY
            .filled(entry, MAX_EMAIL_BYTES)
            .and_then(|typed| address(&typed).ok_or_else(|| At::ONLY.mistake("fields-email-wrong")));
        address.map(Answer::Text).map_err(|mistake| vec![mistake])
    }

    fn show(&self, answer: &Answer, _: &Showing<'_>) -> Vec<String> {
        if let Answer::Text(address) = answer { vec![address.clone()] } else { Vec::new() }
    }

    fn export(&self, answer: &Answer) -> Value {
        if let Answer::Text(address) = answer { address.as_str().into() } else { Value::Null }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::testing::{keys, parsed};

    fn email(raw: &str) -> Result<String, Vec<&'static str>> {
        parsed(&Email { autofill: true }, &Entry::of(raw)).map_err(keys).map(|answer| {
            let Answer::Text(address) = answer else { panic!("not an address: {answer:?}") };
            address
        })
    }

    #[test]
    fn addresses_that_reach_people_are_taken() {
        for (typed, kept) in [
            ("a@b.ca", "a@b.ca"),
            (" Marie.Tremblay+ee@Example.CA ", "Marie.Tremblay+ee@example.ca"),
            ("o'brien@sub.domain.museum", "o'brien@sub.domain.museum"),
            ("用户@例子.公司", "用户@例子.公司"),
            ("x@very-long-tld.photography", "x@very-long-tld.photography"),
        ] {
            assert_eq!(email(typed), Ok(kept.into()), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let long = format!("{}@example.ca", "a".repeat(65));
        for typed in [
            "a",
            "a@",
            "@b.ca",
            "a@b",
            "a b@c.ca",
            "a@b..ca",
            ".a@b.ca",
            "a.@b.ca",
            "a@-b.ca",
            "a@b-.ca",
            "a@1.2.3.4",
            "a@b.c",
            "\"a b\"@c.ca",
            "a@[1.2.3.4]",
            "a@b.ca>",
            "a,b@c.ca",
            "a@b@c.ca,",
            &long,
        ] {
            assert_eq!(email(typed), Err(vec!["fields-email-wrong"]), "{typed}");
        }
        assert_eq!(email(""), Err(vec!["fields-missing"]));
        assert_eq!(email("a@b.ca\r\nBcc: c@d.ca"), Err(vec!["fields-unprintable"]));
        assert_eq!(email(&format!("a@{}.ca", "b".repeat(300))), Err(vec!["fields-too-long"]));
    }
}
