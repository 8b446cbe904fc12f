//! Reads what `strace -f -y -xx` writes down.

use std::{collections::BTreeMap, fmt, fs, path::Path};

/// One system call.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) thread: u32,
    name: String,
    /// The file its first argument stands for.
    pub(super) path: Option<String>,
    /// Every string among its arguments.
    strings: Vec<Vec<u8>>,
    result: i64,
    /// The lines at which it began and ended.
    pub(super) begun: usize,
    pub(super) ended: usize,
}

/// A trace, in the order in which the calls ended.
pub(super) struct Calls(Vec<Call>);

impl fmt::Debug for Call {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { thread, name, path, result, begun, ended, .. } = self;
        write!(out, "{name}({}) = {result} by {thread}, lines {begun} to {ended}", path.as_deref().unwrap_or_default())
    }
}

impl Call {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    pub(super) fn is_one_of(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }

    pub(super) fn is_on(&self, path: &str) -> bool {
        self.path.as_deref() == Some(path)
    }

    pub(super) fn succeeded(&self) -> bool {
        self.result >= 0
    }

    /// Whether it puts this file or folder on disk.
    pub(super) fn syncs(&self, path: &str) -> bool {
        self.is_one_of(&["fsync", "fdatasync"]) && self.is_on(path) && self.result == 0
    }

    /// Whether one of its strings holds these bytes. Neighbouring buffers of one call count as one string.
    pub(super) fn holds(&self, bytes: &[u8]) -> bool {
        self.strings.concat().windows(bytes.len()).any(|window| window == bytes)
    }

    /// The file its first string names.
    pub(super) fn named(&self) -> Option<String> {
        self.strings.first().map(|name| String::from_utf8_lossy(name).into_owned())
    }
}

impl Calls {
    pub(super) fn read(file: &Path) -> Self {
        let text = fs::read_to_string(file).expect("strace has written a trace");
        let mut begun: BTreeMap<u32, (usize, String)> = BTreeMap::new();
        let mut calls = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let Some((thread, rest)) = line.trim_start().split_once(' ') else { continue };
            let (Ok(thread), rest) = (thread.parse::<u32>(), rest.trim_start()) else { continue };
            if let Some(start) = rest.strip_suffix("<unfinished ...>") {
                begun.insert(thread, (at, start.to_owned()));
            } else if let Some((_, end)) = rest.strip_prefix("<... ").and_then(|rest| rest.split_once(" resumed>")) {
                // A call that began before the trace did has no beginning here.
                if let Some((from, start)) = begun.remove(&thread) {
                    calls.extend(call(thread, &format!("{start}{end}"), from, at));
                }
            } else {
                calls.extend(call(thread, rest, at, at));
            }
        }
        assert!(!calls.is_empty(), "the trace is empty: may this user trace its own processes?\n{text}");
        Self(calls)
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Call> + Clone {
        self.0.iter()
    }
}

/// One whole line; signals and ends of threads are none.
fn call(thread: u32, line: &str, begun: usize, ended: usize) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    let result = result.split([' ', '<']).next()?.parse().ok()?;
    let first = arguments.split(',').next()?;
    let path = first.split_once('<').and_then(|(_, path)| Some(path.rsplit_once('>')?.0));
    let path = path.map(|path| String::from_utf8_lossy(&unescape(path)).into_owned());
    let strings = arguments.split('"').skip(1).step_by(2).map(unescape).collect();
    Some(Call { thread, name: name.to_owned(), path, strings, result, begun, ended })
}

/// `\x41\x42` as bytes.
fn unescape(text: &str) -> Vec<u8> {
    let digits = |part: &str| u8::from_str_radix(part.get(..2)?, 16).ok();
    if text.contains("\\x") { text.split("\\x").filter_map(digits).collect() } else { text.as_bytes().to_vec() }
}

#[test]
fn a_trace_is_read_with_calls_that_overlap() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("trace");
    let lines = "7 fsync(12<\\x2f\\x61> <unfinished ...>\n8 writev(3<\\x2f\\x62>, [{iov_base=\"\\x41\", iov_len=1}, {iov_base=\"\\x42\", iov_len=1}], 2) = 2\n\
                 7 <... fsync resumed>) = 0\n8 mkdir(\"\\x2f\\x63\", 0700) = -1 EEXIST (File exists)\n7 --- SIGTERM {si_signo=SIGTERM} ---\n7 +++ exited with 0 +++\n";
    fs::write(&file, lines).expect("a written file");
    let calls = Calls::read(&file);
    let [write, sync, mkdir] = calls.0.as_slice() else { panic!("{:?}", calls.0) };
    assert!(sync.syncs("/a") && sync.begun < write.begun && write.ended < sync.ended, "{sync:?}");
    assert!(write.is_on("/b") && write.holds(b"AB"), "{write:?}");
    assert!(!mkdir.succeeded() && mkdir.named().as_deref() == Some("/c"), "{mkdir:?}");
}
