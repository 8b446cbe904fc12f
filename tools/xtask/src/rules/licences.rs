//! What the binary links: never a second cryptography or database library, and only licences that let anyone run, change
//! and pass on the whole.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use spdx::{Expression, ParseMode};

/// Licences that ask for no more than their own text; whatever else turns up is for a person to decide.
const ALLOWED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
];

/// Crates that must not be linked, and what the house has in their place.
const BANNED: [(&str, &str); 6] = [
    ("ring", "aws-lc-rs is the one provider of cryptography"),
    ("openssl", "rustls on aws-lc-rs speaks TLS"),
    ("openssl-sys", "rustls on aws-lc-rs speaks TLS"),
    ("native-tls", "rustls on aws-lc-rs speaks TLS"),
    ("sqlx", "rusqlite and tokio-postgres are the databases' drivers"),
    ("sqlx-core", "rusqlite and tokio-postgres are the databases' drivers"),
];

/// Banned crates in a `cargo tree --format '{p}|{l}'` of what is linked.
pub(crate) fn banned(tree: &str) -> Vec<String> {
    let linked = packages(tree);
    let found = BANNED.iter().filter(|(name, _)| linked.contains_key(name));
    found
        .map(|(name, instead)| format!("{name} is linked: {instead} (`cargo tree -i {name}` tells who brought it)"))
        .collect()
}

/// Crates in such a tree whose licence is not on the list.
pub(crate) fn faults(tree: &str) -> Result<Vec<String>> {
    let allowed = |wanted: &spdx::LicenseReq| ALLOWED.contains(&wanted.to_string().as_str());
    let mut faults = Vec::new();
    for (name, licence) in packages(tree) {
        if licence.is_empty() {
            faults.push(format!("{name} states no licence"));
            continue;
        }
        let expression =
            Expression::parse_mode(licence, ParseMode::LAX).with_context(|| format!("the licence of {name}"))?;
        if !expression.evaluate(allowed) {
            faults.push(format!(
                "{name} is licensed {licence:?}, which is not on the list of tools/xtask/src/rules/licences.rs"
            ));
        }
    }
    Ok(faults)
}

/// Package name to licence. A line is `name v1.2.3 (where)|licence`, with ` (*)` behind it where it was printed before.
fn packages(tree: &str) -> BTreeMap<&str, &str> {
    let lines = tree.lines().filter_map(|line| line.split_once('|'));
    let entries = lines.map(|(package, licence)| (package, licence.trim_end_matches(" (*)")));
    entries.filter_map(|(package, licence)| Some((package.split_whitespace().next()?, licence))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_that_holds_one_allowed_licence_is_allowed() {
        let tree = "a v1.0.0|MIT OR Apache-2.0\nb v2.0.0 (proc-macro)|GPL-3.0 OR MIT (*)\nc v0.1.0|MIT/Apache-2.0\n";
        assert!(faults(tree).unwrap().is_empty());
    }

    #[test]
    fn every_licence_of_a_sum_must_be_allowed() {
        let faults = faults("a v1.0.0|MIT AND GPL-3.0-only\n").unwrap();
        assert!(faults.len() == 1 && faults[0].starts_with("a is licensed"), "{faults:?}");
    }

    #[test]
    fn an_exception_is_part_of_the_licence() {
        assert!(faults("a v1.0.0|Apache-2.0 WITH LLVM-exception\n").unwrap().is_empty());
    }

    #[test]
    fn a_crate_without_a_licence_is_named() {
        assert_eq!(faults("a v1.0.0|\n").unwrap(), ["a states no licence"]);
    }

    #[test]
    fn a_second_cryptography_library_is_named_with_what_to_use() {
        let faults = banned("rustls v0.23.0|MIT\nring v0.17.0|ISC\n");
        assert!(faults.len() == 1 && faults[0].starts_with("ring is linked: aws-lc-rs"), "{faults:?}");
    }
}
