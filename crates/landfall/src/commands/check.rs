//! `landfall check`: every fault of a site folder.

use super::today;
use crate::site_folder;
use anyhow::Result;
use std::{path::Path, process::ExitCode};
use web::Site;

pub(crate) fn run(folder: &Path) -> Result<ExitCode> {
    match Site::load(&site_folder::read(folder)?) {
        Ok(site) => {
            for warning in site.warnings(today(&site)?) {
                println!("worth a look: {}/{warning}", folder.display());
            }
            println!(
                "{} is whole: {} pages and {} programs, in English and French.",
                folder.display(),
                site.pages.len(),
                site.programs.len()
            );
            Ok(ExitCode::SUCCESS)
        }
        Err(faults) => {
            for fault in &faults {
                println!("{}/{fault}", folder.display());
            }
            println!(
                "{} to mend.",
                if faults.len() == 1 { "1 fault".into() } else { format!("{} faults", faults.len()) }
            );
            Ok(ExitCode::FAILURE)
        }
    }
}
