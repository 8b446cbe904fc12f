//! Traces of one machine: its folders and the hosts its packages came from have no place in the repository.

use super::File;

/// Folders of the machines the project is written on. A path in a URL (`/fr/work/`) is something else: what stands before
/// the first slash tells them apart. In pieces, so that this file is no trace itself.
const PATHS: [&str; 3] = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];

/// Hosts of package registries; which registry serves a build is for the machine's own configuration to say.
const HOSTS: [&str; 7] = [
    concat!("crates", ".io"),
    concat!("npmjs", ".org"),
    concat!("npmjs", ".com"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("deb.debian", ".org"),
    concat!("security.debian", ".org"),
];

/// Written by the package managers, with the public names of their registries.
const LOCK_FILES: [&str; 2] = ["Cargo.lock", "package-lock.json"];

pub(crate) fn faults(files: &[File]) -> Vec<String> {
    let ours = files.iter().filter(|file| !LOCK_FILES.iter().any(|lock| file.name.ends_with(lock)));
    ours.flat_map(|file| {
        file.text.lines().enumerate().filter_map(move |(index, line)| {
            let found = trace(line)?;
            Some(format!("{}:{}: {found} belongs to a machine, not to the repository", file.name, index + 1))
        })
    })
    .collect()
}

fn trace(line: &str) -> Option<&'static str> {
    PATHS.into_iter().chain(HOSTS).find(|trace| {
        line.match_indices(trace).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '}'))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> File {
        File { name: name.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_machine_path_is_named_with_its_line() {
        let faults = faults(&[file("docs/a.md", &format!("one\ncd {}main\n", PATHS[0]))]);
        assert!(faults.len() == 1 && faults[0].starts_with("docs/a.md:2: "), "{faults:?}");
    }

    #[test]
    fn a_path_on_the_site_is_not_a_machine_path() {
        let [first, second, _] = PATHS;
        let text = format!("/en{first}permits and {{base}}{first} and case{second}x");
        assert!(faults(&[file("site.md", &text)]).is_empty());
    }

    #[test]
    fn a_registry_host_is_named_wherever_it_stands() {
        let text = format!("registry = \"https://registry.{}/\"", HOSTS[1]);
        assert_eq!(faults(&[file(".npmrc", &text)]).len(), 1);
        assert!(faults(&[file("e2e/package-lock.json", &text)]).is_empty());
    }
}
