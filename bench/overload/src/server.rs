//! What is measured: the built binary, as it is and without its gate, and the Django peer.

use std::{fs, path::PathBuf, rc::Rc, str::FromStr};

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;
use testkit::{Landfall, Setup};

use crate::{
    accounts,
    crowd::Site,
    django::{self, Gunicorn},
    throttle::Group,
};

/// The setting of the binary that says how people are let in.
const ADMISSION: &str = "LANDFALL_ADMISSION";

/// The door is shut.
const CLOSED: &str = "most_work = 0\n";

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arm {
    /// The binary as it is.
    Landfall,
    /// The binary, letting people in otherwise: everyone (`open`), or a fixed number at once (`fixed:N`).
    Otherwise(String),
    /// The binary, letting nobody in.
    Closed,
    /// The Django peer.
    Django,
}

impl FromStr for Arm {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        Ok(match name {
            "landfall" => Self::Landfall,
            "django" => Self::Django,
            "open" => Self::Otherwise(name.to_owned()),
            _ if name.starts_with("fixed:") => Self::Otherwise(name.to_owned()),
            _ => bail!("{name:?} is none of landfall, open, fixed:N, django"),
        })
    }
}

impl Arm {
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Landfall => "landfall",
            Self::Otherwise(admission) => admission,
            Self::Closed => "closed",
            Self::Django => "django",
        }
    }

    /// What its capacity is measured on: itself, but with everyone let in.
    pub(crate) fn ungated(&self) -> Self {
        match self {
            Self::Landfall | Self::Otherwise(_) | Self::Closed => Self::Otherwise("open".to_owned()),
            Self::Django => Self::Django,
        }
    }
}

/// Where everything lies that servers are made of.
#[derive(Debug)]
pub(crate) struct Places {
    pub(crate) binary: PathBuf,
    pub(crate) site: PathBuf,
    /// A folder for files of settings.
    pub(crate) settings: TempDir,
    /// The installed Django peer, if it is to be measured.
    pub(crate) django: Option<django::Installed>,
}

impl Places {
    /// A file of settings under which nobody is let in.
    fn closed(&self) -> Result<String> {
        let file = self.settings.path().join("closed.toml");
        fs::write(&file, CLOSED)?;
        Ok(file.display().to_string())
    }
}

/// A running server. It ends with this.
pub(crate) struct Server {
    running: Running,
    /// Those who may sign in.
    accounts: Rc<Vec<(String, String)>>,
}

enum Running {
    Landfall(Landfall),
    Django(Gunicorn),
}

impl Server {
    /// Starts it in the group, on this core, with no data but accounts if people are to sign in.
    pub(crate) fn start(arm: &Arm, places: &Places, group: &Group, core: usize, sign_in: bool) -> Result<Self> {
        let under = group.under(core)?;
        if *arm == Arm::Django {
            ensure!(!sign_in, "the Django peer has no accounts");
            let django = places.django.as_ref().context("the Django peer is not installed")?;
            return Ok(Self { running: Running::Django(django.start(under)?), accounts: Rc::default() });
        }
        let under: Vec<&str> = under.iter().map(String::as_str).collect();
        let setup = Setup::new(&places.binary).site(&places.site).under(&under);
        let setup = match arm {
            Arm::Otherwise(admission) => setup.environment(ADMISSION, admission),
            Arm::Closed => setup.argument("--config").argument(&places.closed()?),
            Arm::Landfall | Arm::Django => setup,
        };
        let landfall = setup.start();
        // Nobody gets in to have one made where the door is shut; there, everybody begins.
        let has_accounts = sign_in && *arm != Arm::Closed;
        let accounts = if has_accounts { accounts::prepare(&landfall)? } else { Vec::new() };
        Ok(Self { running: Running::Landfall(landfall), accounts: Rc::new(accounts) })
    }

    /// Stops it and starts it again on the same data: whatever it held in memory is gone.
    pub(crate) fn restart(&mut self) -> Result<()> {
        match &mut self.running {
            Running::Landfall(landfall) => landfall.restart(),
            Running::Django(gunicorn) => gunicorn.restart()?,
        }
        Ok(())
    }

    /// Makes the home page longer by this many bytes, from its next start on.
    pub(crate) fn lengthen_home(&self, bytes: usize) -> Result<()> {
        let Running::Landfall(landfall) = &self.running else { bail!("only Landfall's home page can be made longer") };
        let page = landfall.site().join("pages/home/en.md");
        Ok(fs::write(&page, fs::read_to_string(&page)?.trim_end().to_owned() + &"x".repeat(bytes) + "\n")?)
    }

    pub(crate) fn site(&self) -> Result<Site> {
        let (address, token_field) = match &self.running {
            Running::Landfall(landfall) => (landfall.url().trim_start_matches("http://").to_owned(), "form_token"),
            Running::Django(_) => (django::ADDRESS.to_owned(), "csrfmiddlewaretoken"),
        };
        Ok(Site { server: address.parse()?, token_field, accounts: Rc::clone(&self.accounts) })
    }
}
