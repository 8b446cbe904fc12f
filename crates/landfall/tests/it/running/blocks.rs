//! The blocks of commands in a document, and what it says that they print.

/// Commands that stand together.
pub(super) struct Block {
    /// Where they stand, for whoever mends them.
    pub(super) line: usize,
    pub(super) commands: String,
    /// What is shown below them.
    pub(super) prints: Option<String>,
}

/// What a document has people do.
pub(super) struct Handbook {
    pub(super) run: Vec<Block>,
    pub(super) not_run: usize,
}

impl Block {
    /// Whether it restarts the site, as it is when it is upgraded.
    pub(super) fn restarts_while_people_come(&self) -> bool {
        self.commands.contains("systemctl restart landfall.service")
    }
}

/// Reads a document. A block that is not run must say so where it stands.
pub(super) fn blocks(document: &str) -> Handbook {
    let mut handbook = Handbook { run: Vec::new(), not_run: 0 };
    let mut fence: Option<(String, usize, String)> = None;
    let mut said = String::new();
    for (line, number) in document.lines().zip(1..) {
        let Some(mark) = line.strip_prefix("```") else {
            match &mut fence {
                Some((_, _, text)) => text.extend([line, "\n"]),
                None if !line.is_empty() => line.clone_into(&mut said),
                None => {}
            }
            continue;
        };
        let Some((kind, line, text)) = fence.take() else {
            fence = Some((mark.to_owned(), number, String::new()));
            continue;
        };
        match kind.as_str() {
            "sh" => handbook.run.push(Block { line, commands: text, prints: None }),
            "sh not-run" => {
                assert!(said.starts_with("**Not run by the test**"), "line {line}: nothing says that it is not run");
                handbook.not_run += 1;
            }
            "text" => {
                let above = handbook.run.last_mut().filter(|block| block.prints.is_none());
                above.unwrap_or_else(|| panic!("line {line}: printed by nothing")).prints = Some(text);
            }
            _ => {}
        }
    }
    assert!(fence.is_none(), "a block does not end");
    handbook
}

/// Whether the lines shown were printed, in their order; `…` stands for what differs, and other lines may stand between.
pub(super) fn is_printed(shown: &str, said: &str) -> bool {
    let mut said = said.lines();
    shown.lines().all(|line| said.any(|said| matches(line, said)))
}

fn matches(shown: &str, said: &str) -> bool {
    let mut parts = shown.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = said.strip_prefix(first) else { return false };
    let mut whole = rest.is_empty();
    for part in parts {
        // At the end it stands for all that is left.
        let at = if part.is_empty() { Some(rest.len()) } else { rest.rfind(part) };
        let Some(at) = at else { return false };
        rest = &rest[at + part.len()..];
        whole = rest.is_empty();
    }
    whole
}

#[test]
fn what_is_shown_is_compared_line_by_line_and_differs_only_where_it_says_so() {
    assert!(is_printed("ready\n", "before\nready\nafter\n"));
    assert!(is_printed("a … c\nd…\n", "a b c\nbetween\ndef\n"));
    assert!(!is_printed("ready\n", "not ready\n") && !is_printed("ready\n", "ready now\n"));
    assert!(!is_printed("d\na\n", "a\nd\n") && !is_printed("a … c\n", "a b\n") && !is_printed("x\n", ""));
}

#[test]
fn a_block_that_is_not_run_says_so() {
    let read = blocks(
        "**Not run by the test** (why):\n\n```sh not-run\nx\n```\n\n```sh\ny\nz\n```\nIt prints:\n```text\n1\n```\n",
    );
    assert_eq!((read.not_run, read.run.len()), (1, 1));
    assert_eq!((read.run[0].commands.as_str(), read.run[0].prints.as_deref()), ("y\nz\n", Some("1\n")));
    let silent = std::panic::catch_unwind(|| blocks("```sh not-run\nx\n```\n"));
    assert!(silent.is_err());
}
