//! The alert rules for Prometheus, written from the table of concerns.

use super::concerns::ALL;
use language::{Language, Messages};
use std::fmt::Write as _;

/// What stands at the head of the file.
const HEAD: &str = "\
# Alert rules for Prometheus (or anything that reads them), as `landfall alerts` prints them. Do not edit: the table behind
# them is also the operator's page's (crates/landfall/src/operations/concerns.rs). docs/operations.md says what to do for each.
groups:
  - name: landfall
    rules:
";

/// The rules as a file. Summaries are in both languages; what is to be done is the page's sentence.
pub(crate) fn rules(messages: &Messages) -> String {
    let mut text = HEAD.to_owned();
    for concern in ALL {
        let words =
            |language, part: &str| quoted(messages.say(language, &format!("operations-{}-{part}", concern.name)));
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "      - alert: {alert}\n        expr: {expr}\n        for: {lasts}\n        labels:\n          severity: {severity}\n\
             {indent}annotations:\n          summary: {what}\n          description: {todo}\n          summary_fr: {quoi}\n\
             {deep}description_fr: {faire}\n          runbook: docs/operations.md#{anchor}\n",
            alert = concern.alert,
            expr = quoted(&concern.expression()),
            lasts = concern.lasts,
            severity = concern.severity.name(),
            indent = " ".repeat(8),
            deep = " ".repeat(10),
            what = words(Language::En, "what"),
            todo = words(Language::En, "do"),
            quoi = words(Language::Fr, "what"),
            faire = words(Language::Fr, "do"),
            anchor = concern.alert.to_lowercase(),
        );
    }
    text
}

/// A YAML string in single quotes, in which only they are special.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
