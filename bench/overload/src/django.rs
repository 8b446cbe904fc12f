//! The Django peer: installed once, started afresh for each measurement.

use std::{
    fs::{self, File},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};

/// Where it serves.
pub(crate) const ADDRESS: &str = "127.0.0.1:9107";
/// How often, every 50 ms, it is asked whether it has started.
const TRIES: u32 = 600;

/// The peer, ready to start.
#[derive(Debug)]
pub(crate) struct Installed {
    source: PathBuf,
    folder: PathBuf,
}

/// A running peer. It ends with this.
pub(crate) struct Gunicorn {
    command: Command,
    process: Child,
    log: PathBuf,
}

/// Installs what `requirements.txt` pins into an environment of its own.
pub(crate) fn install(source: &Path, folder: &Path) -> Result<Installed> {
    let installed = Installed { source: source.to_owned(), folder: folder.to_owned() };
    if !installed.program("gunicorn").exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
        let mut pip = Command::new(installed.program("python"));
        run(pip.args(["-m", "pip", "install", "--quiet", "-r"]).arg(source.join("requirements.txt")))?;
    }
    Ok(installed)
}

fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().display().to_string();
    let ended = command.status().with_context(|| format!("{program} does not start"))?;
    ensure!(ended.success(), "{program} failed");
    Ok(())
}

impl Installed {
    fn program(&self, name: &str) -> PathBuf {
        self.folder.join("bin").join(name)
    }

    /// Starts it under these words, with an empty database.
    pub(crate) fn start(&self, under: Vec<String>) -> Result<Gunicorn> {
        let data = self.folder.join("data");
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        fs::create_dir(&data)?;
        let mut migrate = Command::new(self.program("python"));
        run(migrate.args(["manage.py", "migrate", "--verbosity=0"]).env("PEER_DATA", &data).current_dir(&self.source))?;
        let log = data.join("log");
        let (first, rest) = under.split_first().context("nothing to start it under")?;
        let mut command = Command::new(first);
        command.args(rest).arg(self.program("gunicorn")).args([
            "--bind",
            ADDRESS,
            "--config",
            "gunicorn.conf.py",
            "peer.wsgi",
        ]);
        // It keeps a socket in its home.
        command.env("PEER_DATA", &data).env("HOME", &data).current_dir(&self.source);
        let said = File::create(&log)?;
        command.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
        let running = Gunicorn { process: command.spawn()?, command, log };
        running.ready()?;
        Ok(running)
    }
}

impl Gunicorn {
    /// Stops it and starts it again on the same data.
    pub(crate) fn restart(&mut self) -> Result<()> {
        self.stop();
        self.process = self.command.spawn()?;
        self.ready()
    }

    fn ready(&self) -> Result<()> {
        for _ in 0..TRIES {
            if TcpStream::connect(ADDRESS).is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("Django does not serve: {}", fs::read_to_string(&self.log)?)
    }

    /// Asked to stop, it stops its workers; and it is waited for, so nothing of it is left in the group.
    fn stop(&mut self) {
        if let Some(pid) = i32::try_from(self.process.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process(pid, Signal::QUIT);
        }
        let _ = self.process.wait();
    }
}

impl Drop for Gunicorn {
    fn drop(&mut self) {
        self.stop();
    }
}
