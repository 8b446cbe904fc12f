//! Files that have grown too long to be read in one sitting.

use super::File;

/// Most files stay under half of this; one above it is listed, so that someone asks whether it is two things.
const LONG: usize = 400;

pub(crate) fn warnings(files: &[File]) -> Vec<String> {
    let rust = files.iter().filter(|file| file.extension() == "rs");
    let lengths = rust.map(|file| (&file.name, file.text.lines().count())).filter(|(_, lines)| *lines > LONG);
    lengths.map(|(name, lines)| format!("{name} has {lines} lines (over {LONG})")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_rust_files_are_listed() {
        let file = |name: &str, lines: usize| File { name: name.to_owned(), text: "x\n".repeat(lines) };
        let warnings = warnings(&[file("a.rs", LONG), file("b.rs", LONG + 1), file("c.md", LONG + 1)]);
        assert_eq!(warnings, ["b.rs has 401 lines (over 400)"]);
    }
}
