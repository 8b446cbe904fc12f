//! `landfall rehearse`: plays the night everyone comes against a running site.

use crate::args::{RehearsalVariant, RehearseArguments, RehearseCommand};
use anyhow::{Context as _, Result, ensure};
use jiff::Timestamp;
use rehearsal::{Moment, News, Report, Settings, Variant};
use std::{path::Path, process::ExitCode};

/// The most visitors, so that each has a number and a place in memory.
const MOST_VISITORS: u64 = 10_000_000;
/// How far the curve may be hurried, and slowed down.
const SCALES: std::ops::RangeInclusive<f64> = 0.1..=3_600.0;
/// In the year of the curve, 17,000 of 200,000 were there before.
const BASELINE: (u64, u64) = (17, 200);
/// How long people think: half of them longer than this, in seconds. Before a deadline they hurry.
const THINK: f64 = 20.0;
const THINK_AT_DEADLINE: f64 = 3.0;

pub(crate) fn run(arguments: RehearseArguments) -> Result<ExitCode> {
    if let Some(RehearseCommand::Compare { a, b }) = &arguments.compare {
        print!("{}", rehearsal::compare(&read(a)?, &read(b)?));
        return Ok(ExitCode::SUCCESS);
    }
    ensure!((1..=MOST_VISITORS).contains(&arguments.visitors), "--visitors is from 1 to {MOST_VISITORS}");
    ensure!(SCALES.contains(&arguments.scale_time), "--scale-time is from {} to {}", SCALES.start(), SCALES.end());
    let think = arguments.think.unwrap_or(match arguments.variant {
        RehearsalVariant::Night => THINK,
        RehearsalVariant::Deadline => THINK_AT_DEADLINE,
    });
    ensure!(think > 0.0 && arguments.times > 0.0, "--think and --times are more than nothing");
    ensure!(arguments.seconds >= 1.0, "--seconds is one or more");
    #[expect(clippy::disallowed_methods, reason = "the binary is where time comes from")]
    let now = Timestamp::now();
    let settings = Settings {
        target: arguments.target,
        owned: arguments.i_own_this_site,
        variant: match arguments.variant {
            RehearsalVariant::Night => Variant::Night,
            RehearsalVariant::Deadline => Variant::Deadline,
        },
        visitors: arguments.visitors,
        baseline: arguments.baseline.unwrap_or((arguments.visitors * BASELINE.0 / BASELINE.1).max(1)),
        scale: arguments.scale_time,
        think,
        times: arguments.times,
        length: arguments.seconds,
        drafts: arguments.drafts,
        program: arguments.program,
        seed: arguments.seed,
        now,
    };
    let report = rehearsal::play(&settings, &mut tell)?;
    write(&arguments.report, &report.to_html()?)?;
    if let Some(json) = &arguments.json {
        write(json, &report.to_json()?)?;
    }
    let filings = report.filings;
    println!(
        "filed {}, found {}, verified {}, lost {}, doubled {}; faults {}",
        filings.filed,
        filings.found,
        filings.verified,
        filings.lost,
        filings.doubled,
        report.faults()
    );
    println!("{}\nThe report is {}.", report.verdict(), arguments.report.display());
    Ok(if report.is_well() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A line a second for whoever watches.
fn tell(news: News<'_>) {
    match news {
        News::Say(words) => println!("{words}"),
        News::Moment(moment) => println!("{}", line(moment)),
    }
}

fn line(moment: &Moment) -> String {
    let per_second = |count: u64| {
        #[expect(clippy::cast_precision_loss, reason = "counts of one second")]
        let count = count as f64;
        count / moment.span.max(0.001)
    };
    let ms = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"));
    format!(
        "{:<8} {:5.0} s  inside {}  waiting {}  let in {:.0}/s  pages {:.0}/s  p50 {} ms  p99 {} ms  faults {}  filed {}  \
         | generator {:.0} % of a core, server {}",
        moment.stage,
        moment.second,
        moment.inside,
        moment.waiting,
        per_second(moment.admitted),
        per_second(moment.pages),
        ms(moment.p50),
        ms(moment.p99),
        moment.faults,
        moment.filed_in_all,
        moment.own_cores * 100.0,
        moment.server_cores.map_or_else(|| "not seen".to_owned(), |cores| format!("{:.0} %", cores * 100.0)),
    )
}

fn read(path: &Path) -> Result<Report> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Report::from_json(&text).with_context(|| format!("{} is no report", path.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}
