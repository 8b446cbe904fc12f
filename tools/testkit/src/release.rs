//! Programs of the workspace as they ship, for benchmarks.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// Builds this program of the workspace for release, where the program that asks was built (`target/PROFILE`), and says where it
/// is.
///
/// # Panics
/// When it cannot be built.
pub fn release(program: &str) -> PathBuf {
    let asks = env::current_exe().expect("a program knows where it is");
    let target = asks.ancestors().nth(2).expect("programs are built into target/PROFILE");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--release", "--locked", "--package", program, "--target-dir"]).arg(target);
    let built = cargo.current_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).status().expect("cargo starts");
    assert!(built.success(), "{program} could not be built");
    target.join("release").join(program)
}
