//! The command line.

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use programs::calculators::Calculator;
use std::{net::SocketAddr, path::PathBuf};
use web::notices::Severity;

fn calculator(name: String) -> Result<Calculator, String> {
    Calculator::named(&name).ok_or_else(|| format!("there is no calculator {name}"))
}

fn severity(name: String) -> Result<Severity, String> {
    let known = Severity::ALL.into_iter().find(|severity| severity.name() == name);
    known.ok_or_else(|| format!("there is no severity {name}"))
}

/// Landfall: an immigration services portal that stays up on the night everyone comes.
///
/// Without a command, `serve` runs. Every setting of `serve` may also stand in a file (--config) or in the environment; a flag
/// wins over the environment, the environment over the file.
///
/// LANDFALL_LOG says how much is logged to the error stream: error, warn, info (the default), debug or trace, also by module
/// (info,web=debug).
#[derive(Debug, Parser)]
#[command(name = "landfall", version, args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) serve: ServeArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the site (what happens without a command)
    Serve(ServeArguments),
    /// Check a site folder: every fault with file, line and cure
    Check {
        /// The site folder
        #[arg(long, value_name = "DIR", default_value = "site")]
        site: PathBuf,
    },
    /// Draw every page of a program in both languages into a folder, to be opened from disk and reviewed
    Preview {
        /// The id of the program
        program: String,
        /// The site folder
        #[arg(long, value_name = "DIR", default_value = "site")]
        site: PathBuf,
        /// Where the pages go: a new folder, an empty one, or that of an earlier preview
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// Calculate points, a level or days: one case's inputs as JSON on standard input, the result as JSON on standard output
    ///
    /// `crs`: Comprehensive Ranking System. `fsw`: the 67 points of the federal skilled worker class. `clb`: the level a test
    /// score stands for, CLB or NCLC. `presence`: physical presence for citizenship, or without an `application_date` the
    /// earliest date to apply. `obligation`: the residency obligation of permanent residents. docs/calculators.md shows the
    /// inputs.
    Calculate {
        /// What to calculate
        #[arg(value_parser = PossibleValuesParser::new(Calculator::ALL.map(Calculator::name)).try_map(calculator))]
        calculator: Calculator,
        /// The day whose rules apply, such as 2025-03-25 [default: today]
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
        /// The site folder, whose tables are used
        #[arg(long, value_name = "DIR", default_value = "site")]
        site: PathBuf,
    },
    /// Verify a receipt off line, with the public key the site publishes
    Verify {
        /// The public key file, from /receipt-key.txt of the site that issued the receipt
        #[arg(long, value_name = "PUB")]
        key: PathBuf,
        /// The filing that goes with the receipt: checks that it is exactly what was filed
        #[arg(long, value_name = "FILE")]
        filing: Option<PathBuf>,
        /// The receipt, as downloaded
        receipt: PathBuf,
    },
    /// See and settle payments; docs/fees.md explains them
    ///
    /// With SQLite the store is one process's alone: stop the server first. With PostgreSQL it may run.
    Payments {
        #[command(subcommand)]
        what: PaymentsCommand,
        #[command(flatten)]
        serve: ServeArguments,
    },
    /// Say something on every page at once; docs/notices.md explains it
    ///
    /// Notices lie in the data folder. The site may run meanwhile, or not, and its store may be down: a running site shows
    /// what is published, and no longer what is withdrawn, within a second.
    Notice {
        #[command(subcommand)]
        what: NoticeCommand,
        #[command(flatten)]
        folders: NoticeFolders,
    },
    /// Take a copy of everything in the store, while the site goes on; never of the keys
    ///
    /// docs/operations.md says how to keep backups, and for how long.
    Backup(BackupArguments),
    /// Make an empty data folder (and, with PostgreSQL, an empty database) what a backup was made of
    ///
    /// The keys are no part of a backup: those in the keys folder are used, and what is missing there is asked for.
    Restore {
        /// The backup, a folder
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        #[command(flatten)]
        serve: ServeArguments,
    },
    /// Print the alert rules that fit this release, for Prometheus
    Alerts,
    /// Play the night everyone comes against a running site, and write a report
    Rehearse(RehearseArguments),
}

/// Of what a backup is taken, and where it goes.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct BackupArguments {
    #[command(subcommand)]
    pub(crate) what: Option<BackupCommand>,
    /// Where it goes: a folder that is not there yet
    #[arg(long, value_name = "DIR", required = true)]
    pub(crate) to: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) serve: ServeArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BackupCommand {
    /// Check that a backup is whole: every file, the database, the documents, and with the keys every receipt
    Verify {
        /// The backup, a folder
        backup: PathBuf,
        /// The folder with the keys; without them receipts cannot be opened
        #[arg(long, value_name = "DIR", env = "LANDFALL_KEYS")]
        keys: Option<PathBuf>,
    },
    /// List the backups in a folder; fails when one is older than backups may be kept
    List {
        /// The folder with the backups
        folder: PathBuf,
        /// How many days a backup may be kept; the site's pages promise this
        #[arg(long, value_name = "DAYS", default_value_t = 35)]
        days: u32,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum NoticeCommand {
    /// Publish a notice now, in both languages
    Publish(Box<NoticeArguments>),
    /// Publish a notice from a later time on, in both languages
    Schedule {
        /// From when it is shown: 2026-12-31T20:00 where the site is, with an offset, 2026-12-31T20:00-05:00, or a day, with
        /// which it begins
        #[arg(long, value_name = "TIME")]
        from: String,
        #[command(flatten)]
        notice: Box<NoticeArguments>,
    },
    /// Take a notice back: it is off every page within a second, and the news say that it was withdrawn
    Withdraw {
        /// Its name, such as 2026-11-23-1
        id: String,
    },
    /// Print every notice, and what is wrong in their folder
    List,
}

/// Where notices go: the folders the site runs with.
#[derive(Debug, Args)]
pub(crate) struct NoticeFolders {
    /// The data folder of the site [default: data]
    #[arg(long, value_name = "DIR", env = "LANDFALL_DATA", global = true)]
    pub(crate) data: Option<PathBuf>,
    /// The site folder, for its pages, programs and time zone [default: site]
    #[arg(long, value_name = "DIR", env = "LANDFALL_SITE", global = true)]
    pub(crate) site: Option<PathBuf>,
    /// The TOML file with settings that the site runs with
    #[arg(long, value_name = "FILE", env = "LANDFALL_CONFIG", global = true)]
    pub(crate) config: Option<PathBuf>,
}

/// A notice, as the command is told it.
#[derive(Debug, Args)]
pub(crate) struct NoticeArguments {
    /// How much it matters. Maintenance says when the work is (--starts, --ends) and what happens to deadlines
    #[arg(long, value_name = "HOW", value_parser = PossibleValuesParser::new(Severity::ALL.map(Severity::name)).try_map(severity), default_value = "information")]
    pub(crate) severity: Severity,
    /// Its title in English, one line
    #[arg(long, value_name = "WORDS")]
    pub(crate) title_en: Option<String>,
    /// Its title in French, one line
    #[arg(long, value_name = "WORDS")]
    pub(crate) title_fr: Option<String>,
    /// Its text in English. Empty lines divide paragraphs, and the first paragraph stands on every page
    #[arg(long, value_name = "WORDS")]
    pub(crate) text_en: Option<String>,
    /// Its text in French
    #[arg(long, value_name = "WORDS")]
    pub(crate) text_fr: Option<String>,
    /// What happens to deadlines, in English
    #[arg(long, value_name = "WORDS")]
    pub(crate) deadlines_en: Option<String>,
    /// What happens to deadlines, in French
    #[arg(long, value_name = "WORDS")]
    pub(crate) deadlines_fr: Option<String>,
    /// Until when it is shown; until the end of a day, if it is one [default: until --ends, or until it is withdrawn]
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    /// When what it speaks of begins [default: as soon as it is shown]
    #[arg(long, value_name = "TIME")]
    pub(crate) starts: Option<String>,
    /// When that is over; with the end of a day, if it is one [default: as long as it is shown]
    #[arg(long, value_name = "TIME")]
    pub(crate) ends: Option<String>,
    /// A page it concerns, by its folder in the site or as in links (apply/express-entry, status); "applications" is every
    /// page of applications under way. May be given several times [default: all pages]
    #[arg(long = "page", value_name = "NAME")]
    pub(crate) pages: Vec<String>,
    /// Open this program meanwhile, whatever its file says. May be given several times, as the next two may
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) open: Vec<String>,
    /// Pause this program meanwhile
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) pause: Vec<String>,
    /// Close this program
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) close: Vec<String>,
    /// Many people are expected at once from its start until its end: what can wait is held back. The status page says so
    /// from now on, also of a notice that is not shown yet
    #[arg(long)]
    pub(crate) surge: bool,
    /// A picture, PNG or JPEG, for its page and for cards
    #[arg(long, value_name = "FILE")]
    pub(crate) picture: Option<PathBuf>,
    /// What the picture shows, in English
    #[arg(long, value_name = "WORDS")]
    pub(crate) alt_en: Option<String>,
    /// What the picture shows, in French
    #[arg(long, value_name = "WORDS")]
    pub(crate) alt_fr: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PaymentsCommand {
    /// Print the payments that changed last, one a line
    List,
    /// Compare everything that is open with the provider, and settle it
    Reconcile,
    /// Give back what was paid with a filing
    Refund {
        /// The receipt number
        receipt: String,
    },
}

/// What a rehearsal is played with. docs/rehearsal.md explains it.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct RehearseArguments {
    #[command(subcommand)]
    pub(crate) compare: Option<RehearseCommand>,
    /// The site, over plain HTTP
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080")]
    pub(crate) target: String,
    /// What is played: the evening everyone comes, or the last minutes before a deadline
    #[arg(long, value_enum, default_value_t = RehearsalVariant::Night)]
    pub(crate) variant: RehearsalVariant,
    /// Visitors on the site at the peak
    #[arg(long, value_name = "N", default_value_t = 200_000)]
    pub(crate) visitors: u64,
    /// Visitors on the site before [default: as many of the visitors as in 2016, 17 in 200]
    #[arg(long, value_name = "N")]
    pub(crate) baseline: Option<u64>,
    /// How many times as fast the two hours of the rise and of the fall are played; people think as long as ever
    #[arg(long, value_name = "TIMES", default_value_t = 60.0)]
    pub(crate) scale_time: f64,
    /// Half of the people think longer than this between pages, in seconds [default: 20, and 3 before a deadline]
    #[arg(long, value_name = "SECONDS")]
    pub(crate) think: Option<f64>,
    /// Finished applications that are made beforehand and filed in the night [default: one for 400 visitors]
    #[arg(long, value_name = "N")]
    pub(crate) drafts: Option<u64>,
    /// The program that is applied for [default: the first that the pages lead to]
    #[arg(long, value_name = "ID")]
    pub(crate) program: Option<String>,
    /// At a deadline: times 214,000 filings an hour
    #[arg(long, value_name = "TIMES", default_value_t = 1.0)]
    pub(crate) times: f64,
    /// At a deadline: for how long people come, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    pub(crate) seconds: f64,
    /// Where the report goes, as a page
    #[arg(long, value_name = "FILE", default_value = "report.html")]
    pub(crate) report: PathBuf,
    /// Where the report goes, as data
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// The same number makes the same crowd
    #[arg(long, value_name = "N", default_value_t = 2016)]
    pub(crate) seed: u64,
    /// The target is not on this machine, it is yours, and everybody concerned knows
    #[arg(long)]
    pub(crate) i_own_this_site: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum RehearsalVariant {
    Night,
    Deadline,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RehearseCommand {
    /// Print two reports (--json) side by side
    Compare { a: PathBuf, b: PathBuf },
}

#[derive(Debug, Args, Default)]
pub(crate) struct ServeArguments {
    /// Address to listen on, unless a service manager hands over a socket [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR", env = "LANDFALL_LISTEN")]
    pub(crate) listen: Option<SocketAddr>,
    /// Folder for the embedded store and the documents [default: data]
    #[arg(long, value_name = "DIR", env = "LANDFALL_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// Folder with pages, programs and settings [default: site]
    #[arg(long, value_name = "DIR", env = "LANDFALL_SITE")]
    pub(crate) site: Option<PathBuf>,
    /// Folder with the master key and the receipt key; keep it apart from the data and its backups [default: keys]
    #[arg(long, value_name = "DIR", env = "LANDFALL_KEYS")]
    pub(crate) keys: Option<PathBuf>,
    /// How people reach the site, such as https://example.org [default: base_url of site.toml]
    #[arg(long, value_name = "URL", env = "LANDFALL_BASE_URL")]
    pub(crate) base_url: Option<String>,
    /// Address for measurements, health with its reasons and the operator's page: loopback, such as 127.0.0.1:9464 [default: none]
    #[arg(long, value_name = "ADDR", env = "LANDFALL_OPERATIONS")]
    pub(crate) operations: Option<SocketAddr>,
    /// A TOML file with settings; the database URL and other secrets belong here or in the environment, not on the command line
    ///
    /// Keys: listen, data, site, keys, base_url, `database_url` (also LANDFALL_DATABASE_URL; without one, SQLite in the data
    /// folder), `smtp_url` (also LANDFALL_SMTP_URL; without one, mail is written to data/mail) with `mail_from` (also LANDFALL_MAIL_FROM), `clamav` (address of clamd, also
    /// LANDFALL_CLAMAV), `trusted_proxies` (addresses, none by default), `tls_certificate` and `tls_key` (PEM files),
    /// `admission` (also LANDFALL_ADMISSION; "measured" by default, "open" or "fixed:N" only to compare), `most_work` (a cap on
    /// the work let in, processor seconds a second; none by default), `node` (0 to 63, which machine of several this is),
    /// `log_format` (also LANDFALL_LOG_FORMAT; "text" by default, or "json"), `synthetic_filing_minutes` (also
    /// LANDFALL_SYNTHETIC_FILING_MINUTES; minutes from one filing that the service makes by itself to the next, 5 by default, 0 for
    /// none), the table [acme] with `names`, `contact`,
    /// `directory`, `authority` and `agree_to_terms` (fetches certificates in the place of `tls_certificate`), and the table [operations] with `listen`, `hosts`
    /// (names it is reached by) and `beyond_this_machine` (true to listen on an address that is not loopback), and the table
    /// [visitors] with `country_header` (in which a trusted proxy tells the country) or `country_file` (in MaxMind's format).
    #[arg(long, value_name = "FILE", env = "LANDFALL_CONFIG", verbatim_doc_comment)]
    pub(crate) config: Option<PathBuf>,
}
