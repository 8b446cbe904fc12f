//! Making folders that only this user may look into, and that are still there after a power cut.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::DirBuilderExt,
    path::Path,
};

/// Makes `folder` and whatever is missing above it, mode 0700. What was made is in its parent on disk when this answers. A
/// folder that is there already is left as it is.
///
/// # Errors
/// What the system says.
pub fn make(folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|above| !is_there(above)).collect();
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    for made in missing {
        let parent = made.parent().filter(|parent| !parent.as_os_str().is_empty());
        File::open(parent.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

/// The parent of a relative path's first part has no name, and is there.
fn is_there(folder: &Path) -> bool {
    folder.as_os_str().is_empty() || folder.is_dir()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn every_missing_folder_is_made_for_this_user_only() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a/b/c");
        make(&folder).unwrap();
        make(&folder).unwrap();
        for made in ["a", "a/b", "a/b/c"] {
            let mode = fs::metadata(home.path().join(made)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{made}");
        }
    }
}
