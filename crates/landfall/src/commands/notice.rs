//! `landfall notice`: says something on every page at once, later, or no more.

use super::serve::SystemClock;
use crate::{
    args::{NoticeArguments, NoticeCommand, NoticeFolders, ServeArguments},
    config::Config,
    notices::{Folder, Reader},
    site_folder,
};
use anyhow::{Context, Result, anyhow, bail};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use language::Language;
use std::{cell::OnceCell, path::Path, process::ExitCode};
use vault::{Random, SystemRandom};
use web::{
    Clock, Site,
    notices::{Halves, LARGEST_PICTURE, Notice, NoticeId, Phase, PictureKind, Written, page_named, picture_name},
};

pub(crate) fn run(what: NoticeCommand, folders: NoticeFolders) -> Result<ExitCode> {
    let NoticeFolders { data, site, config } = folders;
    let config = Config::read(ServeArguments { data, site, config, ..ServeArguments::default() })?;
    if !config.data.is_dir() {
        bail!("there is no data folder at {}: name the one the site runs with, with --data", config.data.display());
    }
    let folder = Folder::within(&config.data);
    let desk = Desk { config, folder, now: SystemClock.now(), site: OnceCell::new() };
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
    site: OnceCell<Site>,
}

impl Desk {
    fn publish(&self, told: NoticeArguments, from: Option<&str>) -> Result<ExitCode> {
        let time = |text: &Option<String>| text.as_deref().map(|text| self.moment(text)).transpose();
        let from = from.map(|from| self.moment(from)).transpose()?;
        if from.is_some_and(|from| from <= self.now) {
            bail!("{} has passed. “landfall notice publish” shows a notice from now on", from.unwrap_or_default());
        }
        let picture = told.picture.as_deref().map(picture).transpose()?;
        let mut key = [0; 16];
        SystemRandom.fill(&mut key);
        let written = Written {
            key: vault::encoding::to_hex(&key),
            severity: Some(told.severity),
            from: Some(from.unwrap_or(self.now)),
            until: time(&told.until)?,
            starts: time(&told.starts)?,
            ends: time(&told.ends)?,
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
            known(self.site()?, &notice)?;
        }
        let text = toml::to_string(&written).context("the notice cannot be written down")?;
        let picture = picture.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let id = self.folder.publish(day, &text, picture)?;
        match from {
            Some(from) => println!("{id} is shown from {from} on."),
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
        for notice in &reading.known.notices {
            println!("{}", line(notice, self.now));
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
    fn site(&self) -> Result<&Site> {
        if let Some(site) = self.site.get() {
            return Ok(site);
        }
        let folder = &self.config.site;
        let site = Site::load(&site_folder::read(folder)?).map_err(|faults| {
            let (folder, count) = (folder.display(), faults.len());
            anyhow!("the site folder {folder} has {count} faults, which “landfall check --site {folder}” names")
        })?;
        Ok(self.site.get_or_init(|| site))
    }

    /// A moment with its offset, or as the clocks of the site show it.
    fn moment(&self, text: &str) -> Result<Timestamp> {
        if let Ok(moment) = text.parse() {
            return Ok(moment);
        }
        let said = "write 2026-12-31T20:00 for the clocks of the site, or 2026-12-31T20:00-05:00";
        let local: DateTime = text.parse().map_err(|_| anyhow!("“{text}” is no moment: {said}"))?;
        Ok(local.to_zoned(self.site()?.settings.zone()?)?.timestamp())
    }
}

fn halves(en: Option<String>, fr: Option<String>) -> Halves {
    Halves { en, fr }
}

/// The picture at `path`, by its name in the folder.
fn picture(path: &Path) -> Result<(String, Vec<u8>)> {
    let said = || format!("the picture {} is not taken", path.display());
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
                "this site has no page “{name}”: write the name of its folder in site/pages, or of a service as in links of pages"
            );
        }
    }
    for (program, _) in &notice.programs {
        if site.program(program).is_none() {
            bail!("this site has no program “{program}”: write its id, as in site/programs");
        }
    }
    Ok(())
}

/// A notice in one line.
fn line(notice: &Notice, now: Timestamp) -> String {
    let phase = match notice.phase(now) {
        Phase::Ahead => "to come",
        Phase::On => "on",
        Phase::Over => "over",
        Phase::Withdrawn => "withdrawn",
    };
    let until = notice.until.map_or_else(|| "withdrawn".to_owned(), |until| format!("{until:.0}"));
    let (severity, title) = (notice.severity.name(), &notice.title.en);
    format!("{:<14} {phase:<10} {severity:<12} {:.0} until {until}  {title}", notice.id.to_string(), notice.from)
}
