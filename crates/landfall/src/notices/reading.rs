//! Reads the folder, again and again: what is broken is named with its cure, and what was last right about it goes on.

use super::{
    FOLDER, Folder, NOTICE, WITHDRAWAL,
    folder::{Entry, Withdrawal},
};
use language::Fault;
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, ErrorKind, Read},
    path::Path,
};
use web::notices::{
    Known, LARGEST_NOTICE, LARGEST_PICTURE, MOST_NOTICES, Notice, NoticeId, PictureKind, Written, picture_name,
};

/// Looks after which a folder with a fault is read anew although it looks the same: what mends it need not show in its listing.
/// Every five seconds, as a site looks.
const READ_ANEW_AFTER: u32 = 25;

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// The notices and their pictures.
    pub(crate) known: Known,
    /// What is wrong in the folder. What a fault speaks of stands as it last did, if it did.
    pub(crate) faults: Vec<Fault>,
}

/// Looks at the folder.
#[derive(Debug)]
pub(crate) struct Reader {
    folder: Folder,
    seen: Option<Vec<Entry>>,
    /// How many looks it is until what has a fault is read anew; nothing while all is well.
    until_anew: Option<u32>,
    good: BTreeMap<NoticeId, Notice>,
}

impl Reader {
    pub(crate) fn new(folder: Folder) -> Self {
        Self { folder, seen: None, until_anew: None, good: BTreeMap::new() }
    }

    /// What lies in the folder, if that is not what lay there at the last look. One listing, where nothing has changed; what
    /// has a fault is read anew now and then.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub(crate) fn look(&mut self) -> io::Result<Option<Reading>> {
        let entries = self.folder.entries().inspect_err(|_| self.seen = None)?;
        if self.seen.as_ref() == Some(&entries) {
            self.until_anew = self.until_anew.map(|looks| looks.saturating_sub(1));
            if self.until_anew != Some(0) {
                return Ok(None);
            }
        }
        let reading = self.read(&entries);
        self.good = reading.known.notices.iter().map(|notice| (notice.id, notice.clone())).collect();
        self.until_anew = (!reading.faults.is_empty()).then_some(READ_ANEW_AFTER);
        self.seen = Some(entries);
        Ok(Some(reading))
    }

    fn read(&self, entries: &[Entry]) -> Reading {
        let mut reading = Reading::default();
        let mut notices: BTreeMap<NoticeId, Notice> = BTreeMap::new();
        let names: Vec<_> = entries.iter().map(|(name, ..)| name.to_string_lossy()).collect();
        for name in &names {
            let Some(Ok(id)) = name.strip_suffix(NOTICE).map(str::parse) else {
                if !name.ends_with(WITHDRAWAL) {
                    let cure = "Move it elsewhere. Only “landfall notice” writes here.";
                    reading.faults.push(Fault::new(&**name, 0, "this is no file of a notice", cure));
                }
                continue;
            };
            if notices.len() == MOST_NOTICES {
                let cure = "Move the oldest elsewhere, each with its .withdrawn file.";
                reading.faults.push(Fault::new(
                    &**name,
                    0,
                    format!("there are more than {MOST_NOTICES} notices"),
                    cure,
                ));
                break;
            }
            let found = self.text(name).and_then(|text| Written::read(&text, id));
            let notice = found.map_err(|faults| reading.faults.extend(faults)).ok();
            if let Some(notice) = notice.or_else(|| self.good.get(&id).cloned()) {
                notices.insert(id, Notice { withdrawn: None, ..notice });
            }
        }
        for name in names.iter().filter(|name| name.ends_with(WITHDRAWAL)) {
            let notice = name.strip_suffix(WITHDRAWAL).and_then(|id| id.parse().ok());
            let Some(notice) = notice.and_then(|id: NoticeId| notices.get_mut(&id)) else {
                let cure = "Remove it, or put the notice back.";
                reading.faults.push(Fault::new(&**name, 0, "it takes back a notice that is not here", cure));
                continue;
            };
            let read = self.text(name).and_then(|text| {
                toml::from_str::<Withdrawal>(&text).map_err(|error| {
                    let cure = "Remove it, and withdraw the notice again.";
                    vec![Fault::new(&**name, 0, error.message().trim().replace('\n', " "), cure)]
                })
            });
            let before = self.good.get(&notice.id).and_then(|notice| notice.withdrawn);
            notice.withdrawn =
                read.map(|withdrawal| withdrawal.at).map_err(|faults| reading.faults.extend(faults)).ok().or(before);
        }
        for notice in notices.values_mut() {
            let Some(picture) = &notice.picture else { continue };
            match self.picture(&picture.file) {
                Ok(bytes) => {
                    reading.known.pictures.insert(picture.file.clone(), bytes.into());
                }
                Err(what) => {
                    let cure = "The notice stands without it. Put it back, or withdraw the notice and publish it anew.";
                    let file = format!("pictures/{}", picture.file);
                    reading.faults.push(Fault::new(file, 0, what, cure));
                }
            }
        }
        reading.known.notices = notices.into_values().collect();
        for fault in &mut reading.faults {
            fault.file = format!("{FOLDER}/{}", fault.file);
        }
        reading
    }

    fn text(&self, name: &str) -> Result<String, Vec<Fault>> {
        let fault = |what: String| {
            let cure = "Mend it, or move it out of the folder and publish the notice again.";
            vec![Fault::new(name, 0, what, cure)]
        };
        let bytes = read(&self.folder.path(name), LARGEST_NOTICE).map_err(fault)?;
        String::from_utf8(bytes).map_err(|_| fault("it is no text in UTF-8".to_owned()))
    }

    /// The bytes of a picture, if they are what its name says.
    fn picture(&self, name: &str) -> Result<Vec<u8>, String> {
        if name.contains('/') {
            return Err("that is no name of a picture".to_owned());
        }
        let bytes = read(&self.folder.picture(name), LARGEST_PICTURE)?;
        let kind = PictureKind::of(&bytes).map_err(|error| error.to_string())?;
        if picture_name(&bytes, kind) == name {
            Ok(bytes)
        } else {
            Err("its bytes are not those it was named by".to_owned())
        }
    }
}

/// A file of at most `most` bytes.
fn read(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let said = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => "it is missing".to_owned(),
        _ => format!("it cannot be read: {error}"),
    };
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(said)?;
    if bytes.len() as u64 > most { Err(format!("it has more than {most} bytes")) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::PathBuf};

    fn folder() -> (tempfile::TempDir, PathBuf, Reader) {
        let data = tempfile::tempdir().expect("a temporary folder");
        let folder = Folder::within(data.path());
        folder.make().expect("the folder");
        let path = data.path().join(FOLDER);
        (data, path, Reader::new(folder))
    }

    /// At which of so many looks something was read.
    fn reads(reader: &mut Reader, looks: u32) -> Vec<u32> {
        (1..=looks).filter(|_| reader.look().expect("a folder").is_some()).collect()
    }

    #[test]
    fn what_has_a_fault_is_read_when_it_changes_and_otherwise_now_and_then() {
        let (_data, path, mut reader) = folder();
        assert_eq!(reads(&mut reader, 60), [1], "nothing is wrong");
        fs::write(path.join("notes.txt"), "call the minister").expect("a file");
        assert_eq!(reads(&mut reader, 60), [1, 1 + READ_ANEW_AFTER, 1 + 2 * READ_ANEW_AFTER]);
        fs::write(path.join("2026-01-01-1.toml"), "severity = 7").expect("a file");
        assert_eq!(reads(&mut reader, 2), [1], "what changes is read at once");
        for name in ["notes.txt", "2026-01-01-1.toml"] {
            fs::remove_file(path.join(name)).expect("removed");
        }
        assert_eq!(reads(&mut reader, 60), [1], "all is well again");
    }
}
