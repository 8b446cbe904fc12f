//! `landfall notice`: says something on every page at once, later, or no more.

use super::serve::SystemClock;
use crate::{
    args::{NoticeArguments, NoticeCommand, NoticeFolders, ServeArguments},
    config::Config,
    notices::{Folder, Reader},
    site_folder,
};
use anyhow::{Context, Result, anyhow, bail};
use jiff::{
    Timestamp,
    civil::{Date, DateTime, time},
    tz::TimeZone,
};
use language::Language;
use std::{path::Path, process::ExitCode};
use vault::{Random, SystemRandom};
use web::{
    Clock, Settings, Site,
    notices::{Act, Halves, LARGEST_PICTURE, Notice, NoticeId, Phase, PictureKind, Written, page_named, picture_name},
};

pub(crate) fn run(what: NoticeCommand, folders: NoticeFolders) -> Result<ExitCode> {
    let NoticeFolders { data, site, config } = folders;
    let config = Config::read(ServeArguments { data, site, config, ..ServeArguments::default() })?;
    if !config.data.is_dir() {
        bail!("there is no data folder at {}: name the one the site runs with, with --data", config.data.display());
    }
    let folder = Folder::within(&config.data);
    let desk = Desk { config, folder, now: SystemClock.now() };
    match what {
        NoticeCommand::Publish(notice) => desk.publish(*notice, None),
        NoticeCommand::Schedule { from, notice } => desk.publish(*notice, Some(&from)),
        NoticeCommand::Withdraw { id } => desk.withdraw(id.parse()?),
        NoticeCommand::List => desk.list(),
    }
}

/// What the commands work with.
struct Desk {
    config: Config,
    folder: Folder,
    now: Timestamp,
}

/// Which moment of a day is meant by the day alone.
#[derive(Clone, Copy)]
enum Edge {
    /// Its first.
    Begin,
    /// Its last second: whoever says until when says the whole of that day.
    End,
}

impl Desk {
    fn publish(&self, told: NoticeArguments, from: Option<&str>) -> Result<ExitCode> {
        let time = |flag: &str, text: Option<&str>, edge| text.map(|text| self.moment(flag, text, edge)).transpose();
        let from = time("--from", from, Edge::Begin)?;
        if let Some(from) = from.filter(|from| *from <= self.now) {
            let from = in_words(from, &self.zone_told());
            bail!("--from: {from} has passed. “landfall notice publish” shows a notice from now on");
        }
        let picture = told.picture.as_deref().map(picture).transpose()?;
        let mut key = [0; 16];
        SystemRandom.fill(&mut key);
        let written = Written {
            key: vault::encoding::to_hex(&key),
            severity: Some(told.severity),
            from: Some(from.unwrap_or(self.now)),
            until: time("--until", told.until.as_deref(), Edge::End)?,
            starts: time("--starts", told.starts.as_deref(), Edge::Begin)?,
            ends: time("--ends", told.ends.as_deref(), Edge::End)?,
            pages: told.pages,
            open: told.open,
            pause: told.pause,
            close: told.close,
            surge: told.surge,
            picture: picture.as_ref().map(|(name, _)| name.clone()),
            title: halves(told.title_en, told.title_fr),
            text: halves(told.text_en, told.text_fr),
            deadlines: halves(told.deadlines_en, told.deadlines_fr),
            alt: halves(told.alt_en, told.alt_fr),
        };
        let day = self.now.to_zoned(TimeZone::UTC).date();
        let notice = written.check(NoticeId { day, number: 1 }).map_err(|faults| {
            let said: Vec<_> = faults.iter().map(|fault| format!("{}. {}", fault.what, fault.cure)).collect();
            anyhow!("nothing was published: {}", said.join("\n  ").trim_end_matches('.'))
        })?;
        if !notice.pages.is_empty() || !notice.programs.is_empty() {
            known(&self.site()?, &notice)?;
        }
        let text = toml::to_string(&written).context("the notice cannot be written down")?;
        let picture = picture.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let id = self.folder.publish(day, &text, picture)?;
        match from {
            Some(from) => println!("{id} is shown from {} on.", in_words(from, &self.zone_told())),
            None => println!(
                "{id} is published. A site that runs shows it within a second, also at /en/news/{id} and /fr/nouvelles/{id}."
            ),
        }
        Ok(ExitCode::SUCCESS)
    }

    fn withdraw(&self, id: NoticeId) -> Result<ExitCode> {
        if self.folder.withdraw(id, self.now)? {
            println!("{id} is withdrawn. A running site stops showing it within a second.");
        } else {
            println!("{id} was withdrawn before.");
        }
        Ok(ExitCode::SUCCESS)
    }

    fn list(&self) -> Result<ExitCode> {
        self.folder.make().context("the folder of notices cannot be made")?;
        let reading = Reader::new(self.folder.clone()).look().context("the folder of notices cannot be read")?;
        let reading = reading.unwrap_or_default();
        let zone = self.zone_told();
        for notice in &reading.known.notices {
            println!("{}", line(notice, self.now, &zone));
        }
        if reading.known.notices.is_empty() {
            println!("There are no notices.");
        }
        for fault in &reading.faults {
            println!("{}/{fault}", self.config.data.display());
        }
        Ok(if reading.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    /// The site, which is read only for what it alone can tell: a notice can go out while somebody edits it.
    fn site(&self) -> Result<Site> {
        let folder = &self.config.site;
        Site::load(&site_folder::read(folder)?).map_err(|faults| {
            let (folder, count) = (folder.display(), faults.len());
            anyhow!("the site folder {folder} has {count} faults, which “landfall check --site {folder}” names")
        })
    }

    /// The site's own clocks. What else is in its folder does not matter.
    fn zone(&self) -> Result<TimeZone> {
        let settings = Settings::read(&site_folder::read(&self.config.site)?).map_err(|faults| {
            let said: Vec<_> = faults.iter().map(ToString::to_string).collect();
            anyhow!("the time zone of the site is not known: {}", said.join("; "))
        })?;
        Ok(settings.zone()?)
    }

    /// The clocks by which times are told: the site's own, or where it cannot be read those of everybody.
    fn zone_told(&self) -> TimeZone {
        self.zone().unwrap_or(TimeZone::UTC)
    }

    /// A moment with its offset, or as the clocks of the site show it; of a day alone, this edge.
    fn moment(&self, flag: &str, text: &str, edge: Edge) -> Result<Timestamp> {
        if let Ok(moment) = text.parse() {
            return Ok(moment);
        }
        let local = local(text, edge).with_context(|| {
            format!(
                "{flag}: “{text}” is no moment. Write 2026-12-31T20:00 for the clocks of the site, 2026-12-31T20:00-05:00, or \
                 2026-12-31 for a whole day"
            )
        })?;
        Ok(local.to_zoned(self.zone().context(flag.to_owned())?)?.timestamp())
    }
}

/// What somebody typed as the clocks of the site show it.
fn local(text: &str, edge: Edge) -> Option<DateTime> {
    // A date and a time can be read as a date, too.
    let is_day = !text.contains(['T', 't', ' ']);
    match text.parse::<Date>().ok().filter(|_| is_day) {
        Some(day) => Some(match edge {
            Edge::Begin => day.to_datetime(time(0, 0, 0, 0)),
            Edge::End => day.to_datetime(time(23, 59, 59, 0)),
        }),
        None => text.parse().ok(),
    }
}

/// A moment to the second, by these clocks, which are named.
fn in_words(moment: Timestamp, zone: &TimeZone) -> String {
    moment.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S %Z").to_string()
}

fn halves(en: Option<String>, fr: Option<String>) -> Halves {
    Halves { en, fr }
}

/// The picture at `path`, by its name in the folder.
fn picture(path: &Path) -> Result<(String, Vec<u8>)> {
    let said = || format!("--picture: {} is not taken", path.display());
    let length = std::fs::metadata(path).with_context(said)?.len();
    if length > LARGEST_PICTURE {
        return Err(web::notices::BadPicture::TooLarge).with_context(said);
    }
    let bytes = std::fs::read(path).with_context(said)?;
    let kind = PictureKind::of(&bytes).with_context(said)?;
    Ok((picture_name(&bytes, kind), bytes))
}

/// Refuses what this site does not have.
fn known(site: &Site, notice: &Notice) -> Result<()> {
    for name in &notice.pages {
        if page_named(site, name, Language::En).is_none() {
            bail!(
                "--page: this site has no page “{name}”. Write the name of its folder in site/pages, or of a service as in links of pages"
            );
        }
    }
    for (program, act) in &notice.programs {
        let flag = match act {
            Act::Open => "--open",
            Act::Pause => "--pause",
            Act::Close => "--close",
        };
        if site.program(program).is_none() {
            bail!("{flag}: this site has no program “{program}”. Write its id, as in site/programs");
        }
    }
    Ok(())
}

/// A notice in one line.
fn line(notice: &Notice, now: Timestamp, zone: &TimeZone) -> String {
    let phase = match notice.phase(now) {
        Phase::Ahead => "to come",
        Phase::On => "on",
        Phase::Over => "over",
        Phase::Withdrawn => "withdrawn",
    };
    let until = notice.until.map_or_else(|| "withdrawn".to_owned(), |until| in_words(until, zone));
    let (severity, title) = (notice.severity.name(), &notice.title.en);
    let from = in_words(notice.from, zone);
    format!("{:<14} {phase:<10} {severity:<12} {from} until {until}  {title}", notice.id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_alone_begins_with_its_first_second_and_ends_with_its_last() {
        let read = |text, edge| local(text, edge).map(|local| local.to_string());
        let at = |moment: &str| Some(moment.to_owned());
        assert_eq!(read("2026-12-31", Edge::Begin), at("2026-12-31T00:00:00"));
        assert_eq!(read("2026-12-31", Edge::End), at("2026-12-31T23:59:59"));
        for edge in [Edge::Begin, Edge::End] {
            assert_eq!(read("2026-12-31T20:00", edge), at("2026-12-31T20:00:00"));
            assert_eq!(read("2026-12-31T00:00", edge), at("2026-12-31T00:00:00"));
            for none in ["tomorrow", "2026-13-01", "2026-12-3", "20:00", ""] {
                assert_eq!(read(none, edge), None, "{none}");
            }
        }
    }

    #[test]
    fn a_moment_is_told_by_clocks_that_are_named() {
        let toronto = TimeZone::get("America/Toronto").expect("a zone");
        let said = |moment: &str, zone| in_words(moment.parse().expect("a moment"), zone);
        assert_eq!(said("2026-12-31T20:00:00.123456789-05:00", &toronto), "2026-12-31 20:00:00 EST");
        assert_eq!(said("2026-07-01T20:00:00-04:00", &toronto), "2026-07-01 20:00:00 EDT");
        assert_eq!(said("2026-12-31T20:00:00-05:00", &TimeZone::UTC), "2027-01-01 01:00:00 UTC");
    }
}
