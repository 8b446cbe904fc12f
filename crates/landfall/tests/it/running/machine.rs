//! A folder that stands for a machine: its paths, its ports, and somebody who does what systemd would.

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    os::{fd::OwnedFd, unix::fs::PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use testkit::pause;

use super::blocks::Block;

/// The site's name in the document.
pub(super) const NAME: &str = "portal.example.org";
/// Folders of the machine that the document names.
const FOLDERS: [&str; 6] =
    ["/usr/local/bin", "/etc/landfall", "/etc/systemd", "/etc/nginx", "/srv/landfall", "/var/lib/landfall"];
/// Where backups go. Longer names first: one is the beginning of the other.
const BACKUPS: &str = "/var/backups/landfall";
/// Longest that stopping may take.
const STOPPED: Duration = Duration::from_secs(40);

/// The folder, and what runs in it.
pub(super) struct Machine {
    pub(super) ground: Arc<Ground>,
    /// Ends when its socket does, with the process.
    manager: String,
}

/// What the commands and their manager share.
pub(super) struct Ground {
    root: TempDir,
    /// What takes the place of what in commands and unit files.
    replaced: Vec<(String, String)>,
    /// Held open as systemd holds it: what port 443 leads to, and port 8080.
    public: TcpListener,
    behind: TcpListener,
    nginx_port: u16,
    running: Mutex<Running>,
}

#[derive(Default)]
struct Running {
    landfall: Option<Child>,
    nginx: Option<Child>,
}

fn free() -> TcpListener {
    TcpListener::bind(("127.0.0.1", 0)).expect("a free port")
}

fn port(socket: &TcpListener) -> u16 {
    socket.local_addr().expect("bound").port()
}

impl Ground {
    pub(super) fn new() -> Self {
        let root = TempDir::new().expect("a temporary folder");
        let (public, behind) = (free(), free());
        let (nginx_port, operations) = (port(&free()), port(&free()));
        let at = root.path().display().to_string();
        let mut replaced: Vec<(String, String)> =
            FOLDERS.iter().chain([&BACKUPS]).map(|folder| ((*folder).to_owned(), format!("{at}{folder}"))).collect();
        for (shown, here) in [
            ("127.0.0.1:9464", format!("127.0.0.1:{operations}")),
            ("127.0.0.1:8080", format!("127.0.0.1:{}", port(&behind))),
            ("listen 443 ", format!("listen 127.0.0.1:{nginx_port} ")),
            // Whoever runs the test is the user.
            ("--owner=root ", String::new()),
            ("--owner=landfall ", String::new()),
            ("--group=landfall ", String::new()),
        ] {
            replaced.push((shown.to_owned(), here));
        }
        let ground = Self { root, replaced, public, behind, nginx_port, running: Mutex::default() };
        for folder in ["work/target/release", "work/ops", "stand-ins", "var/lib", "var/backups", "tmp"] {
            fs::create_dir_all(ground.path(folder)).expect("a folder");
        }
        ground.certify();
        ground.reached_at(port(&ground.public));
        ground
    }

    /// The socket that port 8080 leads to.
    pub(super) fn behind(&self) -> TcpListener {
        self.behind.try_clone().expect("a socket can be shared")
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The text with this folder's paths and ports in it.
    pub(super) fn here(&self, text: &str) -> String {
        self.replaced.iter().fold(text.to_owned(), |text, (shown, here)| text.replace(shown, here))
    }

    /// And back, to be compared with the document.
    fn as_shown(&self, text: &str) -> String {
        text.replace(&self.root.path().display().to_string(), "")
    }

    /// A certificate for the site's name, which curl is told to trust.
    fn certify(&self) {
        let certified = rcgen::generate_simple_self_signed([NAME.to_owned()]).expect("a certificate");
        fs::write(self.path("work/chain.pem"), certified.cert.pem()).expect("written");
        fs::write(self.path("work/key.pem"), certified.signing_key.serialize_pem()).expect("written");
    }

    /// Where the site's name leads from now on.
    pub(super) fn reached_at(&self, port: u16) {
        let trusted = self.path("work/chain.pem").display().to_string();
        let settings =
            format!("connect-to = \"{NAME}:443:127.0.0.1:{port}\"\ncacert = \"{trusted}\"\nnoproxy = \"*\"\n");
        fs::write(self.path(".curlrc.new"), settings).expect("written");
        fs::rename(self.path(".curlrc.new"), self.path(".curlrc")).expect("in its place");
    }

    /// A program that stands in for one that needs more than a folder.
    fn stand_in(&self, name: &str, script: &str) {
        let file = self.path("stand-ins").join(name);
        fs::write(&file, script).expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("made a program");
    }

    /// A program with this machine's settings, and nothing of ours in its environment.
    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("LANDFALL_")) {
            command.env_remove(name);
        }
        let path = std::env::var("PATH").unwrap_or_default();
        let (first, second) = (self.path("stand-ins"), self.path("usr/local/bin"));
        command.env("PATH", format!("{}:{}:{path}:/usr/sbin:/sbin", first.display(), second.display()));
        command.env("CURL_HOME", self.root.path()).env("TMPDIR", self.path("tmp")).current_dir(self.path("work"));
        command
    }

    /// What a unit says under a name, once for each line.
    fn unit(&self, unit: &str, name: &str) -> Vec<String> {
        let file = self.path("etc/systemd/system").join(unit);
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let lines = text.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix('=').map(str::to_owned));
        lines.map(|line| line.replace("%%", "%")).collect()
    }

    /// Does what systemd would, as far as the document asks for it.
    fn manage(&self, words: &str) {
        let mut words = words.split(' ').filter(|word| *word != "--now");
        let verb = words.next().unwrap_or_default();
        for unit in words {
            match (verb, unit) {
                ("stop", "landfall.service") => self.stop(),
                ("start" | "enable", "landfall.service") => self.start(),
                ("restart", "landfall.service") => {
                    self.stop();
                    self.start();
                }
                ("start", "landfall-backup.service") => {
                    for line in self.unit(unit, "ExecStart") {
                        check(&self.command("sh").args(["-c", &line]).output().expect("sh runs"));
                    }
                }
                ("restart", "nginx.service") => self.start_nginx(),
                // The sockets are open all along, and the clock rings for nobody.
                (_, "landfall.socket" | "landfall-backup.timer") => {}
                _ => panic!("systemctl {verb} {unit} is not known here"),
            }
        }
    }

    fn start(&self) {
        for folder in self.unit("landfall.service", "StateDirectory").concat().split(' ') {
            let folder = self.path("var/lib").join(folder);
            fs::create_dir_all(&folder).expect("a folder");
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("a private folder");
        }
        for line in self.unit("landfall.service", "ExecStartPre") {
            check(&self.command("sh").args(["-c", &line]).output().expect("sh runs"));
        }
        let behind_nginx = self.path("etc/systemd/system/landfall.socket.d/behind-nginx.conf").exists();
        let public = || self.public.try_clone().expect("a socket can be shared");
        let socket = OwnedFd::from(if behind_nginx { self.behind() } else { public() });
        let line = self.unit("landfall.service", "ExecStart").concat();
        let script = format!("export LISTEN_FDS=1 LISTEN_PID=$$; exec {line} 3<&0 </dev/null");
        let log = fs::File::options().create(true).append(true).open(self.path("log")).expect("a log");
        let mut command = self.command("sh");
        command.args(["-c", &script]).stdin(socket).stdout(log.try_clone().expect("shared")).stderr(log);
        self.running.lock().expect("nobody panics").landfall = Some(command.spawn().expect("sh runs"));
    }

    fn stop(&self) {
        let Some(mut child) = self.running.lock().expect("nobody panics").landfall.take() else { return };
        terminate(&child);
        let patience = Instant::now() + STOPPED;
        while child.try_wait().expect("it can be asked").is_none() {
            assert!(Instant::now() < patience, "did not stop within {STOPPED:?}");
            pause();
        }
    }

    /// nginx with the server that the document writes, and a frame that lets it run in a folder.
    pub(super) fn start_nginx(&self) {
        let child = self.command("nginx").stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("nginx runs");
        self.running.lock().expect("nobody panics").nginx = Some(child);
        self.reached_at(self.nginx_port);
        let patience = Instant::now() + STOPPED;
        while std::net::TcpStream::connect(("127.0.0.1", self.nginx_port)).is_err() {
            assert!(Instant::now() < patience, "nginx does not listen");
            pause();
        }
    }

    pub(super) fn frame_nginx(&self) {
        let at = self.root.path().display();
        let mut temporary = String::new();
        for part in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
            writeln!(temporary, "    {part}_temp_path {at}/tmp/{part};").expect("a string takes all");
        }
        let frame = format!(
            "daemon off;\nmaster_process off;\npid {at}/nginx.pid;\nerror_log {at}/nginx.log;\nevents {{}}\nhttp {{\n    \
             access_log off;\n{temporary}    include {at}/etc/nginx/conf.d/*.conf;\n}}\n"
        );
        fs::write(self.path("nginx.conf"), frame).expect("written");
        let arguments = format!("-p {at} -e {at}/nginx.log -c {at}/nginx.conf");
        self.stand_in("nginx", &format!("#!/bin/sh\nexec /usr/sbin/nginx {arguments} \"$@\"\n"));
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let running = self.running.get_mut().unwrap_or_else(PoisonError::into_inner);
        for mut child in running.landfall.take().into_iter().chain(running.nginx.take()) {
            let _ = child.kill();
            let _ = child.wait();
        }
        if thread::panicking() {
            for log in ["log", "nginx.log"] {
                eprintln!("{log}:\n{}", fs::read_to_string(self.path(log)).unwrap_or_default());
            }
        }
    }
}

fn terminate(child: &Child) {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw).expect("a process id");
    kill_process(pid, Signal::TERM).expect("a running process takes signals");
}

fn check(output: &Output) {
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Machine {
    pub(super) fn new() -> Self {
        let ground = Arc::new(Ground::new());
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let work = ground.path("work");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_landfall"), work.join("target/release/landfall"))
            .expect("a link");
        check(&Command::new("cp").arg("-r").arg(repository.join("site")).arg(&work).output().expect("cp runs"));
        for unit in fs::read_dir(repository.join("ops")).expect("the units").flatten() {
            let text = fs::read_to_string(unit.path()).expect("text");
            fs::write(work.join("ops").join(unit.file_name()), ground.here(&text)).expect("written");
        }
        ground.frame_nginx();
        let listener = free();
        let manager = port(&listener).to_string();
        ground.stand_in(
            "systemctl",
            "#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/$MANAGER\nprintf '%s\\n' \"$*\" >&3\nread -r done <&3\ntest \"$done\" = ok\n",
        );
        ground.stand_in("runuser", "#!/bin/sh\ntest \"$1 $2 $3\" = '-u landfall --' && shift 3 && exec \"$@\"\n");
        ground.stand_in("chgrp", "#!/bin/sh\ntest \"$1\" = landfall\n");
        let shared = Arc::downgrade(&ground);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let mut words = String::new();
                let read = BufReader::new(&stream).read_line(&mut words);
                let Some(ground) = shared.upgrade().filter(|_| read.is_ok()) else { return };
                ground.manage(words.trim());
                // Without this answer, after a panic, the command fails.
                let _ = (&stream).write_all(b"ok\n");
            }
        });
        Self { ground, manager }
    }

    /// Runs a block and answers with what it printed, as the document would show it.
    pub(super) fn run(&mut self, block: &Block) -> String {
        let commands = self.ground.here(&block.commands);
        let mut command = self.ground.command("bash");
        command
            .args(["-e", "-u", "-o", "pipefail", "-c", &commands])
            .env("MANAGER", &self.manager)
            .stdin(Stdio::null());
        let output = command.output().expect("bash runs");
        let said = self.ground.as_shown(&(text(&output.stdout) + &text(&output.stderr)));
        assert!(output.status.success(), "the block at line {} failed:\n{}\n{said}", block.line, block.commands);
        said
    }

    /// Asks for the home page, at the site's name; each call is a visitor of their own.
    pub(super) fn asking(&self) -> impl Fn() -> Result<(), String> + Sync + use<> {
        let ground = Arc::clone(&self.ground);
        move || {
            let page = format!("https://{NAME}/en");
            let asked = ground
                .command("curl")
                .args(["--silent", "--show-error", "--fail", "--output", "/dev/null", &page])
                .output();
            let asked = asked.map_err(|error| error.to_string())?;
            if asked.status.success() { Ok(()) } else { Err(text(&asked.stderr)) }
        }
    }
}
