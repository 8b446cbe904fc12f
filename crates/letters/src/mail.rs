//! E-mail: short plain-text messages, one function each.
//!
//! Subjects show on locked screens, so they hold nothing about the person. Texts hold no answers. Every link comes in as
//! an argument, made from the site's own address: none is built here.

use jiff::civil::Date;
use language::{Arg, Language, Messages, format};
use serde::{Deserialize, Serialize};

/// A message ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The address of its reader.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text: paragraphs parted by an empty line, each address on a line of its own.
    pub text: String,
}

/// What all messages of a site share, in their reader's language.
#[derive(Debug, Clone, Copy)]
pub struct Letterhead<'a> {
    /// The wording.
    pub messages: &'a Messages,
    /// The reader's language.
    pub language: Language,
    /// The name of the site.
    pub site: &'a str,
    /// The address people write to for help.
    pub support: &'a str,
}

/// Says that an application is filed: its receipt number, when (in words, with the time zone), and where its status stands.
pub fn filed(head: &Letterhead<'_>, to: &str, receipt_number: &str, filed_at: &str, status_link: &str) -> Mail {
    head.mail(to, "mail-filed-subject")
        .says("mail-filed", &[("time", Arg::Text(filed_at))])
        .says("mail-filed-number", &[("number", Arg::Text(receipt_number))])
        .says("mail-filed-keep", &[])
        .leads("mail-filed-link", status_link)
        .says("mail-filed-no-answers", &[])
        .done()
}

/// The link that opens an application which is not filed. Whoever has it can read the answers, and the message says so.
pub fn resume_link(head: &Letterhead<'_>, to: &str, reference: &str, link: &str) -> Mail {
    head.mail(to, "mail-resume-subject")
        .says("mail-resume", &[("reference", Arg::Text(reference))])
        .leads("mail-resume-link", link)
        .says("mail-resume-care", &[])
        .says("mail-not-you", &[])
        .done()
}

/// Who asks somebody to take part in an application, and in which.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// The applicant's name as they wrote it, where it is known.
    pub name: Option<&'a str>,
    /// What the program is called.
    pub program: &'a str,
}

/// Asks somebody to sign an application that another fills in; the link works until `last_day`.
pub fn asked_to_sign(head: &Letterhead<'_>, to: &str, asking: Asking<'_>, last_day: Date, link: &str) -> Mail {
    let mail = head.mail(to, "mail-sign-subject").asks(asking, "mail-sign-named", "mail-sign");
    invited(mail.says("mail-sign-what", &[]).leads("mail-sign-link", link), last_day)
}

/// Asks somebody to help with an application, which they cannot sign; the link works until `last_day`.
pub fn asked_to_help(head: &Letterhead<'_>, to: &str, asking: Asking<'_>, last_day: Date, link: &str) -> Mail {
    let mail = head.mail(to, "mail-assist-subject").asks(asking, "mail-assist-named", "mail-assist");
    invited(mail.says("mail-assist-what", &[]).leads("mail-assist-link", link), last_day)
}

fn invited(draft: Draft<'_>, last_day: Date) -> Mail {
    let date = format::long_date(draft.head.language, last_day);
    draft.says("mail-invited-until", &[("date", Arg::Text(&date))]).says("mail-invited-care", &[]).done()
}

/// Asks the owner of an address to confirm it for a new account, within 48 hours.
pub fn confirm_address(head: &Letterhead<'_>, to: &str, link: &str) -> Mail {
    head.mail(to, "mail-confirm-subject")
        .says("mail-confirm", &[])
        .leads("mail-confirm-link", link)
        .says("mail-not-you", &[])
        .done()
}

/// The link to choose a new password with, good once and for an hour.
pub fn new_password(head: &Letterhead<'_>, to: &str, link: &str) -> Mail {
    head.mail(to, "mail-password-subject")
        .says("mail-password", &[])
        .leads("mail-password-link", link)
        .says("mail-password-not-you", &[])
        .done()
}

/// Warns that an application nobody touches will be deleted after `last_day`; `link` is where one comes back to it, and
/// holds no secret.
pub fn draft_expiring(head: &Letterhead<'_>, to: &str, reference: &str, last_day: Date, link: &str) -> Mail {
    let date = format::long_date(head.language, last_day);
    head.mail(to, "mail-expiring-subject")
        .says("mail-expiring", &[("reference", Arg::Text(reference))])
        .says("mail-expiring-date", &[("date", Arg::Text(&date))])
        .leads("mail-expiring-link", link)
        .says("mail-expiring-let-go", &[])
        .done()
}

/// Tells the owner of an account that somebody tried to make another with the same address; `link` is where a forgotten
/// password is replaced.
pub fn account_exists(head: &Letterhead<'_>, to: &str, link: &str) -> Mail {
    head.mail(to, "mail-exists-subject")
        .says("mail-exists", &[])
        .leads("mail-exists-link", link)
        .says("mail-exists-not-you", &[])
        .done()
}

/// Tells that the password of an account was changed.
pub fn password_changed(head: &Letterhead<'_>, to: &str) -> Mail {
    head.mail(to, "mail-changed-subject").says("mail-changed", &[]).says("mail-changed-not-you", &[]).done()
}

/// The last message to an account: it is deleted.
pub fn account_deleted(head: &Letterhead<'_>, to: &str) -> Mail {
    head.mail(to, "mail-deleted-subject")
        .says("mail-deleted", &[])
        .says("mail-deleted-filed", &[])
        .says("mail-deleted-not-you", &[])
        .done()
}

impl<'a> Letterhead<'a> {
    fn mail(&self, to: &str, subject: &str) -> Draft<'a> {
        let subject = self.messages.say_with(self.language, subject, &[("site", Arg::Text(self.site))]);
        let greeting = self.messages.say(self.language, "mail-greeting").to_owned();
        Draft { head: *self, to: one_line(to), subject: one_line(&subject), paragraphs: vec![greeting] }
    }
}

/// A message being written.
struct Draft<'a> {
    head: Letterhead<'a>,
    to: String,
    subject: String,
    paragraphs: Vec<String>,
}

impl Draft<'_> {
    fn says(mut self, key: &str, arguments: &[(&str, Arg<'_>)]) -> Self {
        let words = self.head.messages.say_with(self.head.language, key, arguments);
        self.paragraphs.push(one_line(&words));
        self
    }

    /// Who asks, by name where the name is known and reads as one. Mail programs make links of whatever looks like an address.
    fn asks(self, asking: Asking<'_>, named: &str, unnamed: &str) -> Self {
        let is_address = |name: &str| {
            name.contains('/') || name.split('.').skip(1).any(|after| after.starts_with(char::is_alphanumeric))
        };
        let program = ("program", Arg::Text(asking.program));
        match asking.name.filter(|name| !is_address(name)) {
            Some(name) => self.says(named, &[("name", Arg::Text(name)), program]),
            None => self.says(unnamed, &[program]),
        }
    }

    /// A sentence that announces an address, and the address below it.
    fn leads(mut self, key: &str, link: &str) -> Self {
        let words = self.head.messages.say(self.head.language, key);
        self.paragraphs.push(format!("{words}\n{}", one_line(link)));
        self
    }

    /// Signs the message: whose it is, that it is a demonstration, where to ask.
    fn done(self) -> Mail {
        let Self { head, to, subject, paragraphs } = self;
        let demonstration = head.messages.say(head.language, "mail-demonstration");
        let help = head.messages.say_with(head.language, "mail-help", &[("support", Arg::Text(head.support))]);
        let text =
            format!("{}\n\n{}\n{demonstration}\n{}\n", paragraphs.join("\n\n"), one_line(head.site), one_line(&help));
        Mail { to, subject, text }
    }
}

/// Nothing that is filled in may begin a line of its own, let alone a header.
fn one_line(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).collect()
}
