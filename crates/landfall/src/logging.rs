//! The log: to the error stream, as much as LANDFALL_LOG asks for, and never what is secret.

use std::io::{IsTerminal, stderr};

use tracing::{Level, Metadata};
use tracing_subscriber::{
    EnvFilter, Layer, Registry,
    filter::{FilterExt, filter_fn},
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

/// Our own crates, which know what is secret and log none of it.
const OURS: [&str; 9] = ["casework", "landfall", "language", "letters", "programs", "serve", "store", "vault", "web"];

/// Begins logging: lines to read, or each a JSON object.
pub(crate) fn start(json: bool) {
    #[expect(clippy::disallowed_methods, reason = "the binary is where the environment is read")]
    let wanted = std::env::var("LANDFALL_LOG").unwrap_or_else(|_| "info".into());
    let wanted = EnvFilter::try_new(wanted).unwrap_or_else(|_| "info".into());
    let lines = tracing_subscriber::fmt::layer().with_writer(stderr);
    let lines: Box<dyn Layer<Registry> + Send + Sync> = if json {
        lines.json().flatten_event(true).with_span_list(false).boxed()
    } else {
        lines.with_ansi(stderr().is_terminal()).boxed()
    };
    tracing_subscriber::registry().with(lines.with_filter(wanted.and(filter_fn(may_be_said)))).init();
}

/// A library that is asked for every detail writes down addresses, and with them the secrets of links: no more is heard from
/// any than what went wrong and what is worth knowing.
fn may_be_said(said: &Metadata<'_>) -> bool {
    *said.level() <= Level::INFO || is_ours(said.target())
}

fn is_ours(target: &str) -> bool {
    OURS.contains(&target.split("::").next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_crates_are_known_from_libraries() {
        assert!(is_ours("web::door") && is_ours("landfall"));
        assert!(!is_ours("tower_http::csrf::service") && !is_ours("web_sys") && !is_ours(""));
    }
}
