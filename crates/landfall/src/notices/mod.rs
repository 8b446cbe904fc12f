//! The folder of notices, beside the store: `landfall notice` adds files to it, and a running site looks at it.
//!
//! Nothing in it is ever changed, only added: `ID.toml` is a notice, `ID.withdrawn` takes it back, `pictures/HASH.png` is a
//! picture. A file is written whole under another name, synced, and only then gets its own, so that whoever reads sees all of it
//! or none, whenever the power fails.

mod folder;
mod reading;

pub(crate) use folder::Folder;
pub(crate) use reading::{Reader, Reading};

/// The folder's name within the data folder, and that of the pictures in it.
const FOLDER: &str = "notices";
const PICTURES: &str = "pictures";
/// What the names of files end in.
const NOTICE: &str = ".toml";
const WITHDRAWAL: &str = ".withdrawn";
