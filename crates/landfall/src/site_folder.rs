//! Reads a site folder into memory, bounded.

use anyhow::{Context, Result, bail};
use std::path::Path;
use web::SiteFile;

/// The most files a site folder may hold.
const MOST_FILES: usize = 2_000;
/// The largest file of a site folder, bytes.
const LARGEST_FILE: u64 = 4 * 1024 * 1024;

/// Every text file below `folder` that a site is made of.
pub(crate) fn read(folder: &Path) -> Result<Vec<SiteFile>> {
    if !folder.is_dir() {
        bail!(
            "there is no site folder at {}: name it with --site, or run from the folder that holds it",
            folder.display()
        );
    }
    let mut files = Vec::new();
    walk(folder, folder, &mut files)?;
    files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(files)
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<SiteFile>) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("{} cannot be listed", folder.display()))?;
    for entry in entries {
        let path = entry.with_context(|| format!("{} cannot be listed", folder.display()))?.path();
        if path.is_dir() {
            walk(root, &path, files)?;
            continue;
        }
        let wanted =
            path.extension().is_some_and(|ending| ["md", "toml", "ftl", "csv"].iter().any(|wanted| ending == *wanted));
        if !wanted {
            continue;
        }
        if files.len() == MOST_FILES || path.metadata().is_ok_and(|metadata| metadata.len() > LARGEST_FILE) {
            bail!("{} is too much: a site has at most {MOST_FILES} files of {LARGEST_FILE} bytes", path.display());
        }
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read as UTF-8 text", path.display()))?;
        let relative = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        files.push(SiteFile { path: relative, text: text.replace("\r\n", "\n") });
    }
    Ok(())
}
