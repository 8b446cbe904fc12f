//! Counts visitors: ten times a second what has come, now and then what may be told of it, and at the end of each hour and day
//! a line of a file.

use anyhow::{Context, Result, anyhow};
use arc_swap::ArcSwap;
use jiff::Timestamp;
use language::{Language, countries};
use std::{
    fs::{self, File, OpenOptions},
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread::JoinHandle,
    time::{Duration, SystemTime},
};
use vault::Random;
use visitors::{History, Kept, Visitors};
use web::{App, CountryFile, Report, Visits};

/// How often rings are emptied: a ring holds what a core serves in three times as long.
const EVERY: Duration = Duration::from_millis(100);
/// How many of these there are from one report to the next: five seconds, since one takes tens of milliseconds when many come.
const REPORTS: u32 = 50;
/// The same for what is published: every ten seconds.
const PUBLISHES: u32 = 100;
/// The same for a look whether the file of countries is another: every minute.
const LOOKS: u32 = 600;
/// The file in the data folder, and the most of it that is read. It stays far below.
const FILE: &str = "visitors.jsonl";
const MOST: u64 = 32 << 20;

/// What is told of visitors, as of a moment ago.
pub(crate) type Told = Arc<ArcSwap<Report>>;

/// The thread that counts.
pub(crate) struct Counting {
    pub(crate) told: Told,
    end: Sender<()>,
    thread: JoinHandle<()>,
}

impl Counting {
    /// Starts to count.
    ///
    /// # Errors
    /// When the file of countries is none, or the thread is refused.
    pub(crate) fn start(app: Arc<App>, visits: Arc<Visits>, data: &Path, countries: Option<PathBuf>) -> Result<Self> {
        let countries = countries.map(|path| Countries::open(path, &visits)).transpose()?;
        let told = Told::default();
        let (end, ended) = channel();
        let mut work = Work::new(app, visits, data.join(FILE), countries, Arc::clone(&told));
        work.tell();
        work.publish();
        let thread = std::thread::Builder::new().name("visitors".into()).spawn(move || work.run(&ended));
        Ok(Self { told, end, thread: thread.context("the thread that counts visitors cannot be started")? })
    }

    /// Writes down the hour and the day as far as they are counted, and ends.
    pub(crate) fn end(self) {
        drop(self.end);
        if self.thread.join().is_err() {
            tracing::error!("counting visitors failed");
        }
    }
}

struct Work {
    app: Arc<App>,
    visits: Arc<Visits>,
    visitors: Visitors,
    history: History,
    file: PathBuf,
    countries: Option<Countries>,
    told: Told,
    /// How often notices had changed when it was last published: they stand on that page as well.
    notices: u64,
}

impl Work {
    fn new(app: Arc<App>, visits: Arc<Visits>, file: PathBuf, countries: Option<Countries>, told: Told) -> Self {
        let pages = app.public.catalogue.names().to_vec();
        let codes = countries::sorted(Language::En).iter().map(|(code, _)| *code);
        let visitors = Visitors::new(visits.counter(), pages, codes, app.time_zone.clone(), app.clock.now());
        let read = read(&file);
        let is_read = read.is_ok();
        let history = read.unwrap_or_else(|error| {
            tracing::warn!(%error, "what was counted of visitors before cannot be read; the file stays as it is");
            History::default()
        });
        let work = Self { app, visits, visitors, history, file, countries, told, notices: 0 };
        if is_read {
            work.write_anew();
        }
        work
    }

    fn run(&mut self, ended: &Receiver<()>) {
        for round in 0_u32.. {
            match ended.recv_timeout(EVERY) {
                Err(RecvTimeoutError::Timeout) => self.advance(),
                Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
            }
            if round % REPORTS == 0 {
                self.tell();
            }
            if round % PUBLISHES == 0 || self.notices != self.app.public.notices.changes() {
                self.publish();
            }
            if round % LOOKS == LOOKS - 1
                && let Some(countries) = &mut self.countries
            {
                countries.look_again(&self.visits);
            }
        }
        let last = self.visitors.end(self.visits.counter(), self.app.clock.now());
        self.keep(last);
    }

    fn tell(&mut self) {
        let report = Report { snapshot: self.visitors.snapshot(), history: self.history.clone() };
        self.told.store(Arc::new(report));
    }

    fn publish(&mut self) {
        self.notices = self.app.public.notices.changes();
        self.app.public.publish_visitors(&self.app.site, &self.told.load());
    }

    fn advance(&mut self) {
        let now: Timestamp = self.app.clock.now();
        let random: &dyn Random = &*self.app.random;
        let kept = self.visitors.advance(self.visits.counter(), now, || {
            let mut salt = [0; 16];
            random.fill(&mut salt);
            salt
        });
        self.keep(kept);
    }

    fn keep(&mut self, kept: Vec<Kept>) {
        if kept.is_empty() {
            return;
        }
        let lines: String = kept.iter().map(Kept::line).collect();
        let open = open(&self.file, OpenOptions::new().append(true));
        if let Err(error) = open.and_then(|mut file| file.write_all(lines.as_bytes())) {
            tracing::warn!(%error, "how many visited cannot be written down");
        }
        let days = self.history.days.len();
        for kept in kept {
            self.history.add(kept);
        }
        // Once a day the file begins anew with what is kept, so that it does not grow.
        if self.history.days.len() != days {
            self.write_anew();
        }
    }

    fn write_anew(&self) {
        let new = self.file.with_extension("new");
        let written = open(&new, OpenOptions::new().write(true).truncate(true))
            .and_then(|mut file| file.write_all(self.history.lines().as_bytes()))
            .and_then(|()| fs::rename(&new, &self.file));
        if let Err(error) = written {
            tracing::warn!(%error, "how many visited cannot be written down");
        }
    }
}

fn open(path: &Path, how: &mut OpenOptions) -> std::io::Result<File> {
    how.create(true).mode(0o600).open(path)
}

fn read(path: &Path) -> std::io::Result<History> {
    match fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(History::default()),
        Ok(found) if found.len() > MOST => Err(std::io::Error::other("it is larger than this program makes it")),
        found => found.and_then(|_| fs::read(path)).map(|bytes| History::read(&String::from_utf8_lossy(&bytes))),
    }
}

/// The file of countries on disk.
struct Countries {
    path: PathBuf,
    changed: Option<SystemTime>,
}

impl Countries {
    fn open(path: PathBuf, visits: &Visits) -> Result<Self> {
        let mut countries = Self { path, changed: None };
        countries.load(visits)?;
        Ok(countries)
    }

    fn load(&mut self, visits: &Visits) -> Result<()> {
        let name = self.path.display();
        let cure = "Put a country database in MaxMind's format (.mmdb) there, or take country_file out of [visitors]";
        let changed = fs::metadata(&self.path).and_then(|found| found.modified()).ok();
        let bytes = fs::read(&self.path).with_context(|| format!("{name} (country_file) cannot be read. {cure}"))?;
        let file =
            CountryFile::read(bytes).map_err(|fault| anyhow!("{name} (country_file) has a fault: {fault}. {cure}"))?;
        visits.look_up_in(file);
        self.changed = changed;
        Ok(())
    }

    /// Takes the file again if it is another one by now. One with a fault changes nothing, and is said once.
    fn look_again(&mut self, visits: &Visits) {
        let changed = fs::metadata(&self.path).and_then(|found| found.modified()).ok();
        if changed.is_none() || changed == self.changed {
            return;
        }
        match self.load(visits) {
            Ok(()) => tracing::info!("countries are looked up in the new file"),
            Err(error) => tracing::warn!(error = format!("{error:#}"), "the file of countries stays the one before"),
        }
        self.changed = changed;
    }
}
