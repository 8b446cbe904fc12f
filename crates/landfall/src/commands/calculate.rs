//! `landfall calculate`: one case from standard input, its result to standard output.

use super::today;
use crate::site_folder;
use anyhow::{Context, Result, anyhow, bail};
use jiff::civil::Date;
use language::Language;
use programs::calculators::Calculator;
use std::{io::Read as _, path::Path, process::ExitCode};
use web::Site;

/// The longest input, bytes: a life of trips fits many times over.
const LONGEST_INPUT: u64 = 1024 * 1024;

pub(crate) fn run(calculator: Calculator, on: Option<Date>, folder: &Path) -> Result<ExitCode> {
    let site = Site::load(&site_folder::read(folder)?).map_err(|faults| {
        anyhow!("the site folder {} has faults: run landfall check to see all {}", folder.display(), faults.len())
    })?;
    let mut input = String::new();
    std::io::stdin()
        .take(LONGEST_INPUT + 1)
        .read_to_string(&mut input)
        .context("the standard input cannot be read as text")?;
    if u64::try_from(input.len()).is_ok_and(|length| length > LONGEST_INPUT) {
        bail!("the standard input is longer than {LONGEST_INPUT} bytes");
    }
    let inputs = serde_json::from_str(&input).context("the standard input is not JSON")?;
    let on = match on {
        Some(on) => on,
        None => today(&site)?,
    };
    let worked = match site.calculators.calculate(calculator, &inputs, on, &site.messages) {
        Ok(worked) => worked,
        Err(refusal) => {
            let sentence = refusal.explain(Language::En, &site.messages);
            let field = if refusal.field().is_empty() { "the input" } else { refusal.field() };
            eprintln!("{field}: {sentence}");
            return Ok(ExitCode::FAILURE);
        }
    };
    println!("{}", serde_json::to_string_pretty(&worked)?);
    for notice in worked.notices(&site.messages) {
        eprintln!("{}", notice.en);
    }
    Ok(ExitCode::SUCCESS)
}
