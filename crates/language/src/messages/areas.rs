//! The Fluent files that ship in the binary: one for each area of the portal, under the same name in both languages.

use super::source::Source;
use crate::Language;

macro_rules! areas {
    ($($area:literal),* $(,)?) => {
        /// The built-in wording of both languages.
        pub(super) fn all() -> Vec<Source<'static>> {
            vec![$(
                Source::new(
                    Language::En,
                    concat!("text/en/", $area, ".ftl"),
                    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/text/en/", $area, ".ftl")),
                ),
                Source::new(
                    Language::Fr,
                    concat!("text/fr/", $area, ".ftl"),
                    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/text/fr/", $area, ".ftl")),
                ),
            )*]
        }
    };
}

areas![
    "common",
    "look",
    "public",
    "notices",
    "fields",
    "calculators",
    "times",
    "occupations",
    "preview",
    "finder",
    "apply",
    "account",
    "documents",
    "payment",
    "service",
    "status",
    "mail",
    "errors",
    "letters",
    "room",
    "operations",
    "visitors"
];
