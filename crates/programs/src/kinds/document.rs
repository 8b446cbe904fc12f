//! Files that are uploaded: of which types, how large, how many.

use language::{Arg, format};
use serde_json::{Value, json};

use super::parts::{At, number};
use super::{Answer, Draw, Field};
use crate::answers::{DocumentType, Entry};
use crate::control::Control;
use crate::definition::Reader;
use crate::limits::{MAX_FILE_BYTES, MAX_FILES};
use crate::mistake::{Mistake, MistakeArg};
use crate::question::Parsing;
use crate::showing::Showing;

/// Options of `document`.
#[derive(Debug, Clone)]
pub struct DocumentKind {
    /// Which types.
    pub accept: Vec<DocumentType>,
    /// Largest file, in bytes.
    pub max_bytes: u64,
    /// Fewest files.
    pub min: u32,
    /// Most files.
    pub max: u32,
}

/// Largest file when a program does not say, in bytes: a scanned page of good quality has one or two megabytes.
const DEFAULT_MAX_BYTES: u64 = 10_000_000;
/// Most files when a program does not say.
const DEFAULT_MAX: u32 = 5;

impl DocumentKind {
    pub(crate) fn read(reader: &Reader<'_, '_>) -> Self {
        let words = DocumentType::ALL.map(|kind| (kind.code(), kind));
        let largest = i64::try_from(MAX_FILE_BYTES).unwrap_or(i64::MAX);
        let max_bytes = reader.integer("max_bytes", 1_000..=largest).and_then(|bytes| u64::try_from(bytes).ok());
        let min = reader.count("min", 1..=MAX_FILES, 1);
        let max = reader.count("max", 1..=MAX_FILES, DEFAULT_MAX.max(min));
        reader.check_bounds(min.into(), max.into());
        Self { accept: reader.some_of("accept", &words), max_bytes: max_bytes.unwrap_or(DEFAULT_MAX_BYTES), min, max }
    }

    /// The names of the accepted types, joined for a sentence.
    fn type_names(&self, showing: &Showing<'_>) -> String {
        let names: Vec<String> = self.accept.iter().map(|kind| kind.name().to_owned()).collect();
        format::list_and(showing.language, &names)
    }
}

impl Field for DocumentKind {
    fn controls<'a>(&'a self, draw: &Draw<'a>) -> Vec<Control<'a>> {
        let showing = &draw.showing;
        let limits = showing.messages.say_with(
            showing.language,
            "fields-document-limits",
            &[
                ("types", Arg::Text(&self.type_names(showing))),
                ("size", Arg::Text(&format::file_size(showing.language, self.max_bytes))),
                ("count", Arg::Number(self.max.into())),
            ],
        );
        let hint = match draw.hint() {
            Some(hint) => format!("{hint} {limits}"),
            None => limits,
        };
        vec![Control::File {
            label: draw.label(),
            hint: Some(hint.into()),
            accept: self.accept.iter().map(|kind| kind.chooser()).collect::<Vec<_>>().join(","),
            max_bytes: self.max_bytes,
            min: self.min,
            max: self.max,
        }]
    }

    /// Looks at the uploaded files; what was typed does not matter.
    fn parse(&self, _: &Entry, cx: &Parsing<'_>) -> Result<Answer, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let count = u32::try_from(cx.documents.len()).unwrap_or(u32::MAX);
        if count == 0 {
            mistakes.push(At::ONLY.mistake("fields-document-missing"));
        } else if count < self.min {
            mistakes.push(At::ONLY.mistake("fields-document-too-few").with("min", number(self.min as usize)));
        } else if count > self.max {
            mistakes.push(At::ONLY.mistake("fields-document-too-many").with("max", number(self.max as usize)));
        }
        for file in cx.documents {
            let blame = |key| At::ONLY.mistake(key).with("name", MistakeArg::Plain(file.name.clone()));
            if !self.accept.contains(&file.kind) {
                mistakes.push(blame("fields-document-type"));
            }
            if file.size > self.max_bytes {
                mistakes.push(blame("fields-document-too-large").with("size", MistakeArg::Size(self.max_bytes)));
            }
        }
        if mistakes.is_empty() { Ok(Answer::Documents(cx.documents.to_vec())) } else { Err(mistakes) }
    }

    fn show(&self, answer: &Answer, showing: &Showing<'_>) -> Vec<String> {
        let Answer::Documents(files) = answer else { return Vec::new() };
        let line = |name: &str, size| {
            let size = format::file_size(showing.language, size);
            let arguments = [("name", Arg::Text(name)), ("size", Arg::Text(&size))];
            showing.messages.say_with(showing.language, "fields-document-file", &arguments)
        };
        files.iter().map(|file| line(&file.name, file.size)).collect()
    }

    /// What the receipt vouches for: name, type, size and hash, not the id in the store.
    fn export(&self, answer: &Answer) -> Value {
        let Answer::Documents(files) = answer else { return Value::Null };
        let file = |file: &crate::answers::DocumentRef| json!({ "name": file.name, "sha256": file.sha256, "size": file.size, "type": file.kind.code() });
        files.iter().map(file).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::DocumentRef;
    use crate::kinds::testing::{keys, parsed_with};

    fn file(name: &str, kind: DocumentType, size: u64) -> DocumentRef {
        DocumentRef { id: name.into(), name: name.into(), kind, size, sha256: "ab".repeat(32) }
    }

    fn check(files: &[DocumentRef]) -> Result<Answer, Vec<&'static str>> {
        let kind = DocumentKind { accept: vec![DocumentType::Pdf, DocumentType::Jpeg], max_bytes: 100, min: 1, max: 2 };
        parsed_with(&kind, &Entry::default(), files).map_err(keys)
    }

    #[test]
    fn files_are_counted_weighed_and_sorted_by_type() {
        let pdf = file("a.pdf", DocumentType::Pdf, 100);
        assert_eq!(check(std::slice::from_ref(&pdf)), Ok(Answer::Documents(vec![pdf.clone()])));
        assert_eq!(check(&[]), Err(vec!["fields-document-missing"]));
        assert_eq!(check(&vec![pdf.clone(); 3]), Err(vec!["fields-document-too-many"]));
        let wrong = [file("a.heic", DocumentType::Heic, 101), pdf];
        assert_eq!(check(&wrong), Err(vec!["fields-document-type", "fields-document-too-large"]));
    }

    #[test]
    fn the_canonical_form_has_the_hash_and_no_id() {
        let kind = DocumentKind { accept: DocumentType::ALL.to_vec(), max_bytes: 100, min: 1, max: 2 };
        let value = kind.export(&Answer::Documents(vec![file("a.pdf", DocumentType::Pdf, 7)]));
        let hash = "ab".repeat(32);
        assert_eq!(value, json!([{ "name": "a.pdf", "sha256": hash, "size": 7, "type": "pdf" }]));
    }
}
