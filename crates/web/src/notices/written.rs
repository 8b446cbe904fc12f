//! A notice as it is written down: its file, and everything that has to be right about it.
//!
//! What the command was told and what lies in the folder are checked by the same function, so a file that was changed by hand
//! is held to what the command would have refused.

use super::notice::{Act, Notice, NoticeId, NoticePicture, Severity, Window, paragraphs};
use jiff::Timestamp;
use language::{Fault, Language, Text};
use serde::{Deserialize, Serialize};

/// The most characters of a title: it stands in the title of a page, in feeds and on cards.
pub const LONGEST_TITLE: usize = 120;
/// The most characters of what stands on every page: the first paragraph, and what happens to deadlines.
pub const LONGEST_SUMMARY: usize = 400;
/// The most characters of a text.
pub const LONGEST_TEXT: usize = 4_000;
/// The most characters of what a picture shows.
pub const LONGEST_ALT: usize = 250;
/// The most pages that may be named, and programs. Whoever wants more of them wants all.
pub const MOST_NAMED: usize = 50;
/// The largest file of a notice, in bytes: everything at its longest, each character written with six.
pub const LARGEST_NOTICE: u64 = 96 * 1024;

/// A notice as it stands in a file. Nothing is checked yet.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// 32 hexadecimal digits, drawn by lot.
    pub key: String,
    /// How much it matters.
    pub severity: Option<Severity>,
    /// When it begins to be shown.
    pub from: Option<Timestamp>,
    /// When it stops.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// When what it speaks of begins; with it, if nothing else is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<Timestamp>,
    /// And when that ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Timestamp>,
    /// The pages it concerns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<String>,
    /// The programs it opens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
    /// The programs it pauses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pause: Vec<String>,
    /// The programs it closes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub close: Vec<String>,
    /// Whether it announces a surge.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub surge: bool,
    /// The picture's name in the folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// Its title.
    #[serde(default)]
    pub title: Halves,
    /// Its text.
    #[serde(default)]
    pub text: Halves,
    /// What happens to deadlines.
    #[serde(default, skip_serializing_if = "Halves::is_empty")]
    pub deadlines: Halves,
    /// What the picture shows.
    #[serde(default, skip_serializing_if = "Halves::is_empty")]
    pub alt: Halves,
}

/// A text of which either language may still be missing.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Halves {
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// In French.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fr: Option<String>,
}

impl Halves {
    fn is_empty(&self) -> bool {
        self.en.is_none() && self.fr.is_none()
    }

    fn get(&self, language: Language) -> Option<&str> {
        let half = if language == Language::En { &self.en } else { &self.fr };
        half.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }
}

impl Written {
    /// The notice `id`, if everything is right about it.
    ///
    /// # Errors
    /// Everything that is not, each with its cure.
    pub fn check(&self, id: NoticeId) -> Result<Notice, Vec<Fault>> {
        let mut check = Check { file: format!("{id}.toml"), faults: Vec::new() };
        let notice = check.notice(self, id);
        notice.filter(|_| check.faults.is_empty()).ok_or(check.faults)
    }

    /// The notice `id` as its file says it.
    ///
    /// # Errors
    /// As [`Written::check`], and when the file is no TOML.
    pub fn read(text: &str, id: NoticeId) -> Result<Notice, Vec<Fault>> {
        let written: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            let cure = "Mend it, or move it out of the folder and publish the notice again.";
            let line = u32::try_from(line).unwrap_or(0);
            vec![Fault::new(format!("{id}.toml"), line, error.message().trim().replace('\n', " "), cure)]
        })?;
        written.check(id)
    }
}

struct Check {
    file: String,
    faults: Vec<Fault>,
}

impl Check {
    fn fault(&mut self, what: impl Into<String>, cure: impl Into<String>) {
        self.faults.push(Fault::new(&self.file, 0, what, cure));
    }

    fn notice(&mut self, written: &Written, id: NoticeId) -> Option<Notice> {
        let title = self.text("title", "title", &written.title, LONGEST_TITLE);
        let text = self.text("text", "text", &written.text, LONGEST_TEXT);
        for language in Language::ALL {
            let half = text.as_ref().map_or("", |text| text.get(language));
            let first = paragraphs(half).next().unwrap_or_default().chars().count();
            if first > LONGEST_SUMMARY {
                let what = format!(
                    "the first paragraph of the {} text has {first} characters (--text-{})",
                    name(language),
                    language.code()
                );
                let cure = format!(
                    "It stands on every page, so it has at most {LONGEST_SUMMARY}. Put an empty line after what matters most."
                );
                self.fault(what, cure);
            }
        }
        for language in Language::ALL {
            if title.as_ref().is_some_and(|title| title.get(language).contains('\n')) {
                self.fault(
                    format!("the title has more than one line (--title-{})", language.code()),
                    "Write it on one.",
                );
            }
        }
        let severity = self.needed(
            written.severity,
            "severity",
            "Say how much it matters: severity = \"information\", \"warning\", \"urgent\" or \"maintenance\".",
        );
        let from =
            self.needed(written.from, "beginning", "Say from when it is shown: from = \"2026-12-31T20:00:00-05:00\".");
        let deadlines = (!written.deadlines.is_empty() || severity == Some(Severity::Maintenance))
            .then(|| self.text("sentence on deadlines", "deadlines", &written.deadlines, LONGEST_SUMMARY));
        let alt = written.picture.is_some() || !written.alt.is_empty();
        let alt = alt.then(|| self.text("text in place of the picture", "alt", &written.alt, LONGEST_ALT)).flatten();
        let picture = written.picture.as_ref().zip(alt).map(|(file, alt)| NoticePicture { file: file.clone(), alt });
        if written.picture.is_none() && !written.alt.is_empty() {
            self.fault(
                "there is a text in place of a picture (--alt-en, --alt-fr), and no picture",
                "Name the picture (--picture), or leave it out.",
            );
        }
        let key = vault::encoding::from_hex(&written.key).and_then(|key| key.try_into().ok());
        let key = self.needed(key, "key of 32 hexadecimal digits", "Give it one of its own: openssl rand -hex 16.");
        let times = self.times(written, from?, severity == Some(Severity::Maintenance));
        let programs = self.programs(written);
        if written.pages.len() > MOST_NAMED {
            self.fault(format!("it names more than {MOST_NAMED} pages (--page)"), "Name none, and it stands on all.");
        }
        let (until, window) = times;
        Some(Notice {
            id,
            key: key?,
            severity: severity?,
            title: title?,
            text: text?,
            deadlines: deadlines.flatten(),
            from: from?,
            until,
            window,
            pages: written.pages.clone(),
            programs,
            surge: written.surge,
            picture,
            withdrawn: None,
        })
    }

    fn needed<T>(&mut self, value: Option<T>, what: &str, cure: &str) -> Option<T> {
        if value.is_none() {
            self.fault(format!("the notice has no {what}"), cure);
        }
        value
    }

    /// A text with both of its halves. `flag` is what the command calls it, without its language.
    fn text(&mut self, what: &str, flag: &str, halves: &Halves, longest: usize) -> Option<Text> {
        for language in Language::ALL {
            let place = format!("{} (--{flag}-{})", name(language), language.code());
            let Some(half) = halves.get(language) else {
                let cure = "A notice goes out in both languages or not at all.";
                self.fault(format!("the {what} is missing in {place}"), cure);
                continue;
            };
            let length = half.chars().count();
            if length > longest {
                let what = format!("the {what} has {length} characters in {place}");
                self.fault(what, format!("It has at most {longest}."));
            }
            // XML, of which feeds are made, has no way to write these.
            if half
                .chars()
                .any(|letter| letter.is_control() && letter != '\n' || matches!(letter, '\u{fffe}' | '\u{ffff}'))
            {
                let what = format!("the {what} has a character in {place} that cannot be shown");
                self.fault(what, "Write it anew: letters, marks, spaces and line ends.");
            }
        }
        let (en, fr) = halves.get(Language::En).zip(halves.get(Language::Fr))?;
        Some(Text::new(en, fr))
    }

    fn times(&mut self, written: &Written, from: Timestamp, is_work: bool) -> (Option<Timestamp>, Window) {
        let until = written.until.or(written.ends);
        let window = Window { starts: written.starts.unwrap_or(from), ends: written.ends.or(written.until) };
        if is_work && (written.starts.is_none() || written.ends.is_none()) {
            let cure = "Say when the work begins and when it ends: starts = \"…\" and ends = \"…\" (--starts, --ends).";
            self.fault("work on the site is announced, and not when", cure);
        }
        let order = "In this order: --from (or now), --starts, --ends, --until.";
        if window.starts < from {
            self.fault("what it speaks of begins (--starts) before the notice is shown (--from, or now)", order);
        }
        if window.ends.is_some_and(|ends| ends <= window.starts) {
            let begins = if written.starts.is_some() { "--starts" } else { "--from, or now" };
            let ends = if written.ends.is_some() { "--ends" } else { "--until" };
            self.fault(format!("it ends ({ends}) before it begins ({begins})"), order);
        }
        if until.zip(window.ends).is_some_and(|(until, ends)| until < ends) {
            self.fault("the notice is gone (--until) before what it speaks of is over (--ends)", order);
        }
        (until, window)
    }

    fn programs(&mut self, written: &Written) -> Vec<(String, Act)> {
        let acts = [(&written.open, Act::Open), (&written.pause, Act::Pause), (&written.close, Act::Close)];
        let named = acts.into_iter().flat_map(|(programs, act)| programs.iter().map(move |id| (id.clone(), act)));
        let programs: Vec<_> = named.take(MOST_NAMED + 1).collect();
        if programs.len() > MOST_NAMED {
            let what = format!("it names more than {MOST_NAMED} programs (--open, --pause, --close)");
            self.fault(what, "Write several notices.");
        }
        for (at, (id, _)) in programs.iter().enumerate() {
            if programs[..at].iter().any(|(other, _)| other == id) {
                let cure = "Open, pause or close it: one of --open, --pause and --close.";
                self.fault(format!("it says two things of the program “{id}”"), cure);
            }
        }
        programs
    }
}

fn name(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Fr => "French",
    }
}
