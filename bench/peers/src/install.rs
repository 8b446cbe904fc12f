//! What the peers need on this machine, and how it gets there: Debian's packages as root, otherwise one printed line;
//! Python's and Node's packages into folders beside the built programs.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail, ensure};

/// A file that is there, and the Debian package that brings it.
const NEEDS: [(&str, &str); 5] = [
    ("/usr/sbin/nginx", "nginx"),
    (BROTLI, "libnginx-mod-http-brotli-static"),
    ("/usr/lib/postgresql", "postgresql"),
    ("/usr/bin/npm", "npm"),
    ("/usr/bin/python3", "python3-venv"),
];
/// The module by which nginx sends files that are compressed already.
pub(crate) const BROTLI: &str = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";

/// Installs Debian's packages where one is missing.
pub(crate) fn packages() -> Result<()> {
    let missing: Vec<_> = NEEDS.iter().filter(|(file, _)| !Path::new(file).exists()).map(|(_, name)| *name).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let install = format!("apt-get install --yes --no-install-recommends {}", missing.join(" "));
    if !rustix::process::geteuid().is_root() {
        bail!("missing: {}. Run this line, then try again:\n\n  sudo {install}\n", missing.join(" "));
    }
    println!("installing {}", missing.join(" "));
    let apt = |arguments: &str| {
        run(Command::new("apt-get").args(arguments.split(' ').skip(1)).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt("apt-get --quiet --quiet update")?;
    apt(&install)
}

/// The program `gunicorn`'s folder: an environment with what `requirements.txt` in `source` pins.
pub(crate) fn python(source: &Path, folder: &Path) -> Result<PathBuf> {
    let programs = folder.join("bin");
    once(&source.join("requirements.txt"), folder, || {
        run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
        let mut pip = Command::new(programs.join("python"));
        run(pip.args(["-m", "pip", "install", "--quiet", "-r"]).arg(source.join("requirements.txt")))
    })?;
    Ok(programs)
}

/// A copy of the peer in `source`, with what its lock file pins.
pub(crate) fn node(source: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(source)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), folder.join(entry.file_name()))?;
        }
    }
    once(&source.join("package-lock.json"), folder, || {
        run(Command::new("npm").args(["ci", "--silent", "--no-audit", "--no-fund"]).current_dir(folder))
    })
}

/// Runs the command, or fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().display().to_string();
    let ended = command.status().with_context(|| format!("{program} does not start"))?;
    ensure!(ended.success(), "{program} failed");
    Ok(())
}

/// Installs into the folder, unless the same list was installed there.
fn once(list: &Path, folder: &Path, install: impl FnOnce() -> Result<()>) -> Result<()> {
    let (wanted, stamp) = (fs::read(list)?, folder.join("installed"));
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    install()?;
    Ok(fs::write(stamp, wanted)?)
}
