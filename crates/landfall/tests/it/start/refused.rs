//! Running the binary for its last words, within a bounded time.

use std::{
    io::Read,
    process::{Child, Command, Stdio},
    sync::mpsc::channel,
    thread,
    time::Duration,
};

use testkit::Landfall;

/// Longest that a command may take which is not meant to serve.
const OVER: Duration = Duration::from_mins(1);

/// What a finished command said on both streams.
pub(crate) struct Finished {
    pub(crate) succeeded: bool,
    pub(crate) said: String,
}

/// The binary, with nothing of ours in its environment.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
    let ours = std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("LANDFALL_"));
    for (name, _) in ours {
        command.env_remove(name);
    }
    command
}

/// Waits for it to end.
pub(crate) fn finish(command: &mut Command) -> Finished {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary starts");
    let (mut out, mut err) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
    let (done, waiting) = channel();
    // Both streams close when it ends.
    thread::spawn(move || {
        let mut said = (String::new(), String::new());
        thread::scope(|scope| {
            scope.spawn(|| err.read_to_string(&mut said.1));
            out.read_to_string(&mut said.0)
        })
        .expect("it says text");
        // Nobody waits any more when it took too long.
        let _ = done.send(format!("{}{}", said.0, said.1));
    });
    let said = waiting.recv_timeout(OVER);
    let Ok(said) = said else { end(&mut child, command) };
    let succeeded = child.wait().expect("an ended process can be waited for").success();
    Finished { succeeded, said }
}

fn end(child: &mut Child, command: &Command) -> ! {
    let _ = child.kill();
    let _ = child.wait();
    panic!("{command:?} did not end within {OVER:?}")
}

/// Another start on a server's folders.
pub(crate) struct Start(Command);

/// `serve` on the folders of `landfall`; arguments given here win.
pub(crate) fn serve(landfall: &Landfall, arguments: &[&str]) -> Start {
    let mut command = command();
    command.arg("serve");
    for (flag, folder) in [("--data", landfall.data()), ("--site", landfall.site()), ("--keys", landfall.keys())] {
        if !arguments.contains(&flag) {
            command.arg(flag).arg(folder);
        }
    }
    command.args(["--listen", "127.0.0.1:0"]).args(arguments);
    Start(command)
}

impl Start {
    pub(super) fn environment(mut self, name: &str, value: &str) -> Self {
        self.0.env(name, value);
        self
    }

    /// What it said when it refused to start.
    pub(crate) fn fails(mut self) -> String {
        let finished = finish(&mut self.0);
        assert!(!finished.succeeded, "it started: {}", finished.said);
        assert!(!finished.said.contains("panicked") && !finished.said.contains("RUST_BACKTRACE"), "{}", finished.said);
        finished.said
    }
}
