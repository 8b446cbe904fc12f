//! Who may use whom among our own crates. Anything not written here is forbidden, so that a new edge is a decision someone
//! makes and not a line someone adds.

use super::metadata::{Kind, Metadata};

/// Whom a crate of ours may use.
enum May {
    UseAll,
    Use(&'static [&'static str]),
}
use May::{Use, UseAll};

const TABLE: &[(&str, May)] = &[
    ("landfall", UseAll),
    ("web", Use(&["programs", "casework", "store", "admission", "vault", "letters", "language", "visitors"])),
    ("store", Use(&["casework", "programs", "vault"])),
    ("casework", Use(&["programs"])),
    ("programs", Use(&["language"])),
    ("letters", Use(&["casework", "programs", "language"])),
    ("admission", Use(&["vault"])),
    ("visitors", Use(&[])),
    ("serve", Use(&[])),
    ("vault", Use(&[])),
    ("language", Use(&[])),
    ("rehearsal", Use(&[])),
    ("testkit", Use(&["vault"])),
    ("xtask", Use(&[])),
    ("durable", Use(&["store"])),
    ("notice-latency", Use(&[])),
    ("overload", Use(&[])),
    ("peers", Use(&["overload"])),
    ("visitors-cost", Use(&["language", "serve", "visitors", "web"])),
];

/// Whom a crate's tests may use besides, each for a reason.
const IN_TESTS: &[(&str, &str)] = &[
    // casework takes the hash it chains actions with as a parameter; its tests pass the real one.
    ("casework", "vault"),
];

/// Serves tests and benchmarks only: nothing that ships may link it.
const TESTKIT: &str = "testkit";

/// What measures and never ships, so that it may stand on the testkit.
const BENCHES: &[&str] = &["durable", "notice-latency", "overload", "peers", "visitors-cost"];

/// Every edge among ours that the table does not allow.
pub(crate) fn faults(metadata: &Metadata) -> Vec<String> {
    let ours = metadata.ours();
    let mut faults = Vec::new();
    for package in &metadata.packages {
        let user = package.name.as_str();
        let Some((_, may)) = TABLE.iter().find(|(name, _)| *name == user) else {
            faults.push(format!(
                "{user} is in no row of who may use whom (tools/xtask/src/rules/edges.rs): decide, then add it"
            ));
            continue;
        };
        for dependency in package.dependencies.iter().filter(|dependency| ours.contains(dependency.name.as_str())) {
            let used = dependency.name.as_str();
            let allowed = match (used, dependency.kind) {
                (TESTKIT, Kind::Dev) => true,
                (_, Kind::Dev) if IN_TESTS.contains(&(user, used)) => true,
                (TESTKIT, Kind::Normal | Kind::Build) => BENCHES.contains(&user),
                _ => match may {
                    UseAll => true,
                    Use(whom) => whom.contains(&used),
                },
            };
            if !allowed {
                faults.push(format!("{user} may not use {used} ({:?} dependency)", dependency.kind));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A package's name and its dependencies, each with the kind that cargo writes.
    type Edges<'a> = (&'a str, &'a [(&'a str, Option<&'a str>)]);

    fn workspace(edges: &[Edges<'_>]) -> Metadata {
        let packages: Vec<_> = edges
            .iter()
            .map(|(name, uses)| {
                let uses: Vec<_> =
                    uses.iter().map(|(name, kind)| serde_json::json!({ "name": name, "kind": kind })).collect();
                serde_json::json!({ "name": name, "dependencies": uses })
            })
            .collect();
        Metadata::parse(&serde_json::json!({ "packages": packages }).to_string()).unwrap()
    }

    #[test]
    fn the_house_as_designed_is_allowed() {
        let metadata = workspace(&[
            ("landfall", &[("web", None), ("serve", None), ("tokio", None)]),
            ("web", &[("store", None), ("language", None), ("testkit", Some("dev"))]),
            ("store", &[("vault", None)]),
            ("serve", &[("hyper", None)]),
            ("vault", &[]),
            ("language", &[]),
            ("testkit", &[("vault", None)]),
        ]);
        assert!(faults(&metadata).is_empty());
    }

    #[test]
    fn a_forbidden_edge_is_named() {
        let metadata = workspace(&[("serve", &[("web", None)]), ("web", &[])]);
        assert_eq!(faults(&metadata), ["serve may not use web (Normal dependency)"]);
    }

    #[test]
    fn a_build_dependency_is_an_edge_like_any_other() {
        let metadata = workspace(&[("vault", &[("language", Some("build"))]), ("language", &[])]);
        assert_eq!(faults(&metadata), ["vault may not use language (Build dependency)"]);
    }

    #[test]
    fn a_test_may_not_reach_where_its_crate_may_not() {
        let metadata = workspace(&[("programs", &[("store", Some("dev"))]), ("store", &[])]);
        assert_eq!(faults(&metadata), ["programs may not use store (Dev dependency)"]);
    }

    #[test]
    fn what_tests_may_use_ships_with_nothing() {
        let metadata = |kind| workspace(&[("casework", &[("vault", kind)]), ("vault", &[])]);
        assert!(faults(&metadata(Some("dev"))).is_empty());
        assert_eq!(faults(&metadata(None)), ["casework may not use vault (Normal dependency)"]);
    }

    #[test]
    fn nothing_that_ships_links_the_testkit() {
        let metadata = workspace(&[("landfall", &[("testkit", None)]), ("testkit", &[])]);
        assert_eq!(faults(&metadata), ["landfall may not use testkit (Normal dependency)"]);
    }

    #[test]
    fn a_crate_nobody_decided_about_is_refused() {
        let faults = faults(&workspace(&[("gadgets", &[])]));
        assert!(faults.len() == 1 && faults[0].starts_with("gadgets is in no row"), "{faults:?}");
    }
}
