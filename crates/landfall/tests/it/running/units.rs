//! The unit files, judged by systemd's own tool.

use std::{fs, path::Path, process::Command};

use tempfile::TempDir;

/// What a unit may be exposed to, in tenths, as `systemd-analyze security` counts: up to 2 it calls a unit safe enough ("OK").
const EXPOSURE: &str = "20";

#[test]
fn the_units_are_understood_by_systemd_and_hardly_exposed() {
    let folder = TempDir::new().expect("a temporary folder");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ops");
    let mut units = Vec::new();
    for unit in fs::read_dir(shipped).expect("the units").flatten().map(|entry| entry.path()) {
        if !unit.extension().is_some_and(|kind| kind == "service" || kind == "socket" || kind == "timer") {
            continue;
        }
        // The program is not installed where the units look for it.
        let text =
            fs::read_to_string(&unit).expect("text").replace("/usr/local/bin/landfall", env!("CARGO_BIN_EXE_landfall"));
        let copy = folder.path().join(unit.file_name().expect("a name"));
        fs::write(&copy, text).expect("written");
        units.push(copy);
    }
    assert_eq!(units.len(), 4, "{units:?}");
    let analyze = |words: &[&str], units: &[&Path]| {
        let output = Command::new("systemd-analyze").args(words).args(units).output().expect("systemd-analyze runs");
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{words:?}: {said}");
        said
    };
    let all: Vec<&Path> = units.iter().map(AsRef::as_ref).collect();
    assert_eq!(analyze(&["verify"], &all), "", "systemd finds something strange");
    for unit in units.iter().filter(|unit| unit.extension().is_some_and(|kind| kind == "service")) {
        analyze(&["security", "--offline=yes", "--no-pager", &format!("--threshold={EXPOSURE}")], &[unit]);
    }
}
