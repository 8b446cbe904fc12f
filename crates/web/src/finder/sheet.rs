//! The result as plain text, to keep or to print: the ways with their reasons, then the papers to tick off.

use super::{
    Here,
    result::{Said, groups, lists},
};
use crate::apply::start::paragraphs;
use language::format;
use std::fmt::Write as _;

/// Writes it.
pub(super) fn write(here: &Here<'_>) -> String {
    let found = here.finder.judge(here.answers, here.app.today());
    let form = &here.finder.form;
    let mut sheet = Sheet(String::new());
    sheet.line(form.title.get(here.language));
    sheet.line(&format::long_date(here.language, here.app.today()));
    for paragraph in paragraphs(form.summary.get(here.language)).into_iter().skip(1) {
        sheet.line(&format!("\n{paragraph}"));
    }
    sheet.line(&format!("\n{}", here.t("finder-meaning")));
    for group in groups(here, &found) {
        sheet.heading(&group.heading);
        for way in group.ways {
            sheet.line(&format!("\n* {}", way.title));
            for words in way.opening {
                sheet.line(&format!("  {words}"));
            }
            for (heading, sentences) in way.parts {
                sheet.line(&format!("  {heading}"));
                sheet.items("  - ", &sentences);
            }
        }
    }
    for list in lists(here, &found) {
        sheet.heading(&list.title);
        sheet.items("[ ] ", &list.items);
    }
    for text in &form.unconfirmed {
        sheet.line(&format!("\n{}", text.get(here.language)));
    }
    sheet.0
}

struct Sheet(String);

impl Sheet {
    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        // Some phones and old machines know no other end of a line.
        self.0.push_str("\r\n");
    }

    fn heading(&mut self, text: &str) {
        self.line(&format!("\n\n{text}\r\n{}", "-".repeat(text.chars().count())));
    }

    fn items(&mut self, mark: &str, items: &[Said]) {
        for item in items {
            let mut text = format!("{mark}{}", item.text);
            let _ = write!(text, "\r\n{}({})", " ".repeat(mark.len()), item.source);
            self.line(&text);
        }
    }
}
