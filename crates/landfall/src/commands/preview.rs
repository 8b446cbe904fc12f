//! `landfall preview`: every page of a program in a folder, for review.

use crate::site_folder;
use anyhow::{Context, Result, anyhow, bail};
use std::{fs, io::ErrorKind, path::Path, process::ExitCode};
use web::Site;

/// Marks a folder as a preview, which a later one may replace.
const MARK: &str = "landfall-preview.txt";

pub(crate) fn run(program: &str, folder: &Path, to: &Path) -> Result<ExitCode> {
    let site = Site::load(&site_folder::read(folder)?).map_err(|faults| {
        anyhow!("the site folder {} has faults: run landfall check to see all {}", folder.display(), faults.len())
    })?;
    let Some(program) = site.program(program) else {
        let known: Vec<&str> = site.programs.iter().map(|program| program.id.as_str()).collect();
        bail!("there is no program {program}; this site has {}", known.join(", "));
    };
    clear(to)?;
    let mark = format!(
        "A preview of the program {}, {}. The next preview replaces this folder.\n",
        program.id, program.version
    );
    let written = |path: &Path| format!("{} cannot be written", path.display());
    fs::create_dir_all(to).with_context(|| written(to))?;
    fs::write(to.join(MARK), mark).with_context(|| written(to))?;
    for file in web::preview(&site, program)? {
        let path = to.join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| written(folder))?;
        }
        fs::write(&path, &file.bytes).with_context(|| written(&path))?;
    }
    for language in language::Language::ALL {
        println!("{}", to.join(language.code()).join(web::PREVIEW_CONTENTS).display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes way for a preview: takes an earlier one away, and nothing that is not one.
fn clear(to: &Path) -> Result<()> {
    let entries = match fs::read_dir(to) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be listed", to.display())),
    };
    if entries.count() == 0 {
        return Ok(());
    }
    if !to.join(MARK).is_file() {
        bail!("{} holds something else than a preview: name a new folder or an empty one", to.display());
    }
    // Pages of questions that are gone would stay otherwise; files that somebody put beside ours do stay.
    for language in language::Language::ALL {
        let folder = to.join(language.code());
        if folder.is_dir() {
            fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
        }
    }
    Ok(())
}
