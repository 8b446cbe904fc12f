//! What a person has typed into an application so far, kept raw: nothing here has been judged, and nothing else is stored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::changes::Earlier;
use crate::limits::{MAX_ITEMS, MAX_ITEMS_TOTAL};

/// The raw fields of one question: control suffix to typed text. A question with a single control uses the suffix `""`; a ticked
/// box is `"on"`. A question whose page was saved has an entry, even when every field was left blank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Entry(pub BTreeMap<String, String>);

/// Marks an entry as suggested. No control has this suffix, so no form can send it.
const SUGGESTED: &str = "suggested";

impl Entry {
    /// An entry of a question with a single control.
    pub fn of(value: impl Into<String>) -> Self {
        Self(BTreeMap::from([(String::new(), value.into())]))
    }

    /// An entry from suffixes and their values.
    pub fn from_pairs<S: Into<String>>(pairs: impl IntoIterator<Item = (S, S)>) -> Self {
        Self(pairs.into_iter().map(|(suffix, value)| (suffix.into(), value.into())).collect())
    }

    /// An answer that comes from somewhere else (the finder): shown to the person, and theirs once they have sent its page.
    #[must_use]
    pub fn suggested(mut self) -> Self {
        self.0.insert(SUGGESTED.to_owned(), "on".to_owned());
        self
    }

    /// Whether it is only suggested. Sending its page makes an entry of its own, without the mark.
    pub fn is_suggested(&self) -> bool {
        self.is_on(SUGGESTED)
    }

    /// What was typed into a control; empty when nothing was.
    pub fn get(&self, suffix: &str) -> &str {
        self.0.get(suffix).map_or("", String::as_str)
    }

    /// Whether a box is ticked.
    pub fn is_on(&self, suffix: &str) -> bool {
        self.get(suffix) == "on"
    }

    /// What a person typed, blanks and our own marks left out: suffix and value.
    pub(crate) fn typed(&self) -> impl Iterator<Item = (&str, &str)> {
        let typed = self.0.iter().filter(|(suffix, value)| *suffix != SUGGESTED && !value.trim().is_empty());
        typed.map(|(suffix, value)| (suffix.as_str(), value.as_str()))
    }

    /// Whether nothing but blanks was typed anywhere.
    pub fn is_blank(&self) -> bool {
        self.0.values().all(|value| value.trim().is_empty())
    }
}

/// All raw answers of an application, or of one entry of a list: a tree.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// By question id; and by list id the answer to "another?" (`""` is `yes` or `no`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub entries: BTreeMap<String, Entry>,
    /// By list id, the entries of the list in the order they were added.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, Vec<Item>>,
    /// By question id, the files uploaded for it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub documents: BTreeMap<String, Vec<DocumentRef>>,
    /// What earlier versions of the program asked here and this one does not: kept and shown, never filed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Earlier>,
    /// The version of the program that all of this is arranged for, when that is another one than the application was begun with.
    /// Only the whole application has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arranged: Option<String>,
}

/// One entry of a list: a family member, a job, a trip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Short random id, `[a-z0-9]{6}`, unique within its list.
    pub id: String,
    /// What was typed about it.
    pub answers: Answers,
}

/// A file that was uploaded for a question. Its bytes lie in the store under the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRef {
    /// The document's id in the store: a UUID as text.
    pub id: String,
    /// The file name as the person's device gave it.
    pub name: String,
    /// What its content was found to be.
    pub kind: DocumentType,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the bytes, in small hexadecimal.
    pub sha256: String,
}

/// A type of file that may be uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentType {
    /// Portable Document Format.
    Pdf,
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// HEIC picture, as iPhones take them.
    Heic,
}

impl DocumentType {
    /// Every type, in the order they are named to people.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Heic];

    /// The code used in program files and stored records.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Heic => "heic",
        }
    }

    /// The type of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The media type it is served as.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Heic => "image/heic",
        }
    }

    /// What a file chooser should offer for it: media types and endings (phones name HEIC files in several ways).
    pub const fn chooser(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf,.pdf",
            Self::Jpeg => "image/jpeg,.jpg,.jpeg",
            Self::Png => "image/png,.png",
            Self::Heic => "image/heic,image/heif,.heic,.heif",
        }
    }

    /// The name people know it by, the same in both languages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Heic => "HEIC",
        }
    }
}

/// Why an edit of the answers could not be made. None of them changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The list has no such entry (any more).
    #[error("there is no such entry")]
    NoSuchItem,
    /// An entry of that id exists already.
    #[error("there is an entry of that id already")]
    ItemExists,
    /// The list, or the application as a whole, holds as many entries as it may.
    #[error("there are too many entries")]
    TooManyItems,
    /// The question holds as many files as any question may.
    #[error("there are too many files")]
    TooManyFiles,
}

impl Answers {
    /// The answers of the entry that these hops lead to; of the whole application without hops.
    pub fn scope(&self, hops: &[(String, String)]) -> Option<&Self> {
        hops.iter().try_fold(self, |answers, (list, id)| {
            answers.items.get(list)?.iter().find(|item| item.id == *id).map(|item| &item.answers)
        })
    }

    /// The same, to be changed.
    pub fn scope_mut(&mut self, hops: &[(String, String)]) -> Option<&mut Self> {
        hops.iter().try_fold(self, |answers, (list, id)| {
            answers.items.get_mut(list)?.iter_mut().find(|item| item.id == *id).map(|item| &mut item.answers)
        })
    }

    /// Keeps what was typed for some questions of a page reached by these hops, replacing what was there.
    pub fn put(
        &mut self,
        hops: &[(String, String)],
        entries: impl IntoIterator<Item = (String, Entry)>,
    ) -> Result<(), EditError> {
        self.scope_mut(hops).ok_or(EditError::NoSuchItem)?.entries.extend(entries);
        Ok(())
    }

    /// Adds an empty entry to a list and forgets that there were no more.
    pub fn add_item(&mut self, hops: &[(String, String)], list: &str, id: &str) -> Result<(), EditError> {
        if self.count_items() >= MAX_ITEMS_TOTAL {
            return Err(EditError::TooManyItems);
        }
        let scope = self.scope_mut(hops).ok_or(EditError::NoSuchItem)?;
        let items = scope.items.entry(list.to_owned()).or_default();
        if items.len() >= MAX_ITEMS {
            return Err(EditError::TooManyItems);
        }
        if items.iter().any(|item| item.id == id) {
            return Err(EditError::ItemExists);
        }
        items.push(Item { id: id.to_owned(), answers: Self::default() });
        scope.entries.remove(list);
        Ok(())
    }

    /// Removes an entry with everything in it, and returns it: the ids of its documents are in it.
    pub fn remove_item(&mut self, hops: &[(String, String)], list: &str, id: &str) -> Result<Item, EditError> {
        let scope = self.scope_mut(hops).ok_or(EditError::NoSuchItem)?;
        let items = scope.items.get_mut(list).ok_or(EditError::NoSuchItem)?;
        let at = items.iter().position(|item| item.id == id).ok_or(EditError::NoSuchItem)?;
        let item = items.remove(at);
        if items.is_empty() {
            scope.items.remove(list);
        }
        Ok(item)
    }

    /// Adds an uploaded file to a question.
    pub fn attach(
        &mut self,
        hops: &[(String, String)],
        question: &str,
        document: DocumentRef,
    ) -> Result<(), EditError> {
        let scope = self.scope_mut(hops).ok_or(EditError::NoSuchItem)?;
        let files = scope.documents.entry(question.to_owned()).or_default();
        if files.len() >= crate::limits::MAX_FILES as usize {
            return Err(EditError::TooManyFiles);
        }
        files.push(document);
        Ok(())
    }

    /// Takes an uploaded file away from a question and returns it.
    pub fn detach(&mut self, hops: &[(String, String)], question: &str, id: &str) -> Option<DocumentRef> {
        let scope = self.scope_mut(hops)?;
        let files = scope.documents.get_mut(question)?;
        let at = files.iter().position(|file| file.id == id)?;
        let file = files.remove(at);
        if files.is_empty() {
            scope.documents.remove(question);
        }
        Some(file)
    }

    /// How many entries all lists hold together, nested ones included.
    pub fn count_items(&self) -> usize {
        self.items.values().flatten().map(|item| 1 + item.answers.count_items()).sum()
    }

    /// Every uploaded file, wherever it is in the tree, asked for now or not.
    pub fn all_documents(&self) -> Vec<&DocumentRef> {
        let mut found: Vec<&DocumentRef> = self.documents.values().flatten().collect();
        found.extend(self.earlier.iter().flat_map(Earlier::documents));
        for item in self.items.values().flatten() {
            found.extend(item.answers.all_documents());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hops(list: &str, item: &str) -> Vec<(String, String)> {
        vec![(list.to_owned(), item.to_owned())]
    }

    fn document(id: &str) -> DocumentRef {
        DocumentRef { id: id.into(), name: "a.pdf".into(), kind: DocumentType::Pdf, size: 3, sha256: "00".repeat(32) }
    }

    #[test]
    fn answers_are_written_without_empty_parts_and_read_back() {
        let mut answers = Answers::default();
        assert_eq!(serde_json::to_string(&answers).unwrap(), "{}");
        answers.add_item(&[], "family", "abc123").unwrap();
        let inside = hops("family", "abc123");
        answers.put(&inside, [("name".to_owned(), Entry::from_pairs([("family", "Tremblay")]))]).unwrap();
        answers.attach(&inside, "photo", document("d1")).unwrap();
        let json = serde_json::to_string(&answers).unwrap();
        assert_eq!(serde_json::from_str::<Answers>(&json).unwrap(), answers);
        assert!(serde_json::from_str::<Answers>(r#"{"other":{}}"#).is_err());
    }

    #[test]
    fn adding_an_entry_asks_again_whether_there_are_more() {
        let mut answers = Answers::default();
        answers.put(&[], [("family".to_owned(), Entry::of("no"))]).unwrap();
        answers.add_item(&[], "family", "abc123").unwrap();
        assert!(!answers.entries.contains_key("family"));
    }

    #[test]
    fn an_entry_that_is_gone_cannot_be_changed() {
        let mut answers = Answers::default();
        answers.add_item(&[], "family", "abc123").unwrap();
        assert_eq!(answers.add_item(&[], "family", "abc123"), Err(EditError::ItemExists));
        answers.remove_item(&[], "family", "abc123").unwrap();
        assert_eq!(answers, Answers::default());
        assert_eq!(answers.remove_item(&[], "family", "abc123"), Err(EditError::NoSuchItem));
        let gone = hops("family", "abc123");
        assert_eq!(answers.put(&gone, [("x".to_owned(), Entry::of("1"))]), Err(EditError::NoSuchItem));
        assert_eq!(answers.add_item(&gone, "jobs", "abc123"), Err(EditError::NoSuchItem));
        assert_eq!(answers.attach(&gone, "photo", document("d1")), Err(EditError::NoSuchItem));
    }

    #[test]
    fn lists_and_files_are_bounded() {
        let mut answers = Answers::default();
        for n in 0..MAX_ITEMS {
            answers.add_item(&[], "family", &format!("i{n}")).unwrap();
        }
        assert_eq!(answers.add_item(&[], "family", "more"), Err(EditError::TooManyItems));
        for list in 0..9 {
            for n in 0..MAX_ITEMS {
                answers.add_item(&hops("family", "i0"), &format!("l{list}"), &format!("i{n}")).unwrap();
            }
        }
        assert_eq!(answers.add_item(&[], "jobs", "one"), Err(EditError::TooManyItems));
        for n in 0..crate::limits::MAX_FILES {
            answers.attach(&[], "photo", document(&format!("d{n}"))).unwrap();
        }
        assert_eq!(answers.attach(&[], "photo", document("more")), Err(EditError::TooManyFiles));
    }

    #[test]
    fn a_file_is_found_anywhere_and_taken_away_once() {
        let mut answers = Answers::default();
        answers.add_item(&[], "family", "abc123").unwrap();
        answers.attach(&hops("family", "abc123"), "photo", document("d1")).unwrap();
        answers.attach(&[], "passport", document("d2")).unwrap();
        assert_eq!(answers.all_documents().len(), 2);
        assert_eq!(answers.detach(&[], "passport", "d2").unwrap().id, "d2");
        assert_eq!(answers.detach(&[], "passport", "d2"), None);
        assert_eq!(answers.all_documents().len(), 1);
    }
}
