//! HTTP/1.1 as a browser speaks it: requests written, answers read, connections kept.

pub(crate) mod connections;
pub(crate) mod request;
pub(crate) mod response;

/// Why there is no answer, or not the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// Nobody took the connection.
    Refused,
    /// The connection ended before a whole answer had come.
    Cut,
    /// It did not come in time.
    Slow,
    /// It is not HTTP.
    Garbled,
    /// An answer of the five hundreds.
    Error,
    /// 503 with nothing to wait by: turned away.
    TurnedAway,
    /// 429: told off for asking too often.
    TooMany,
    /// Another status that fits nothing.
    Strange,
    /// A page that is not the right one.
    Wrong,
    /// This machine's own descriptors or ports ran out: the generator's fault.
    Ours,
}

impl Fault {
    /// All of them, in the order they are reported.
    pub(crate) const ALL: [Self; 10] = [
        Self::Refused,
        Self::Cut,
        Self::Slow,
        Self::Garbled,
        Self::Error,
        Self::TurnedAway,
        Self::TooMany,
        Self::Strange,
        Self::Wrong,
        Self::Ours,
    ];

    /// Its name in a report, in English and in French.
    pub(crate) fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Refused => ("connection refused", "connexion refusée"),
            Self::Cut => ("connection cut", "connexion coupée"),
            Self::Slow => ("no answer in time", "pas de réponse à temps"),
            Self::Garbled => ("not HTTP", "pas du HTTP"),
            Self::Error => ("error page (5xx)", "page d’erreur (5xx)"),
            Self::TurnedAway => ("turned away (503)", "refus (503)"),
            Self::TooMany => ("too many requests (429)", "trop de demandes (429)"),
            Self::Strange => ("unexpected status", "code inattendu"),
            Self::Wrong => ("not the right page", "page erronée"),
            Self::Ours => ("the generator’s own limits", "limites du générateur lui-même"),
        }
    }
}
