//! What every visitor answers, page by page: `site/programs/ten.toml` asks it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What browsers encode in a form: all but letters, digits and these.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_');

/// A page's id and what is typed on it.
type Page = (&'static str, &'static [(&'static str, &'static str)]);

/// The program of the bench's site.
const PROGRAM: &str = "ten";

const PAGES: [Page; 10] = [
    (
        "identity",
        &[
            ("name.family", "Roy"),
            ("name.given", "Zoë"),
            ("birth-date.day", "28"),
            ("birth-date.month", "2"),
            ("birth-date.year", "1990"),
            ("birth-place", "Trois-Rivières"),
            ("citizenship", "France"),
        ],
    ),
    (
        "passport",
        &[
            ("number", "12AB34567"),
            ("issued.day", "1"),
            ("issued.month", "6"),
            ("issued.year", "2022"),
            ("expires.day", "1"),
            ("expires.month", "6"),
            ("expires.year", "2099"),
        ],
    ),
    (
        "home",
        &[
            ("home-address.unit", "1204"),
            ("home-address.street", "1583 Barrington Street"),
            ("home-address.city", "Halifax"),
            ("home-address.region", "NS"),
            ("home-address.postal-code", "B3J 1Z8"),
            ("since.month", "4"),
            ("since.year", "2021"),
        ],
    ),
    ("contact", &[("telephone", "902 555 0142"), ("language", "fr")]),
    (
        "studies",
        &[
            ("school", "Université Laval"),
            ("field", "Génie civil"),
            ("study-period.from-month", "9"),
            ("study-period.from-year", "2008"),
            ("study-period.to-month", "6"),
            ("study-period.to-year", "2012"),
        ],
    ),
    (
        "work",
        &[
            ("employer", "Chantiers du Fleuve"),
            ("job", "Civil engineer"),
            ("work-period.from-month", "7"),
            ("work-period.from-year", "2012"),
            ("work-period.ongoing", "on"),
            ("wage", "84500"),
            (
                "duties",
                "Surveys of bridges and quays along the river, drawings of what has to be repaired, supervision of the crews that repair it, and reports to the towns that own them.",
            ),
        ],
    ),
    ("family", &[("partner", "yes"), ("children", "2")]),
    (
        "travel",
        &[
            ("visited", "yes"),
            (
                "reason",
                "To work near my sister's family in Halifax, where I have an offer from a firm that looks after the harbour's quays, and to bring up our children in both languages.",
            ),
        ],
    ),
    ("history", &[("refused", "no"), ("military", "no"), ("explain", "")]),
    ("signature", &[("signature.agree", "on"), ("signature.name", "Zoë Roy")]),
];

/// The pages' ids, each with its answers as a browser sends them.
pub fn pages() -> Vec<(&'static str, String)> {
    let typed = |fields: &[(&str, &str)]| {
        let encoded = fields.iter().map(|(name, value)| format!("{name}={}", encode(value)));
        encoded.collect::<Vec<_>>().join("&")
    };
    PAGES.iter().map(|(id, fields)| (*id, typed(fields))).collect()
}

/// Where somebody begins.
pub fn begin() -> String {
    format!("/en/apply/{PROGRAM}")
}

/// A value as it stands in a form that is sent.
pub fn encode(value: &str) -> String {
    utf8_percent_encode(value, ENCODED).to_string().replace("%20", "+")
}
