//! What the visitor's browser can take: content coding and language (RFC 9110, section 12.5).

use language::Language;

/// A content coding we hold ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// As is.
    Identity,
    /// gzip.
    Gzip,
    /// br.
    Brotli,
}

/// What Chromium and Firefox, and what Safari send: most requests need not be read further.
const BROWSERS: [&str; 2] = ["gzip, deflate, br, zstd", "gzip, deflate, br"];

/// The smallest coding that `accept_encoding` allows. Identity is the answer where nothing else is acceptable.
pub fn coding(accept_encoding: Option<&str>) -> Coding {
    let Some(header) = accept_encoding else { return Coding::Identity };
    if BROWSERS.contains(&header) {
        return Coding::Brotli;
    }
    let quality = |wanted: &str| {
        let mut other = None;
        for (name, quality) in weighed(header) {
            if name.eq_ignore_ascii_case(wanted) {
                return quality;
            }
            if name == "*" {
                other = Some(quality);
            }
        }
        other.unwrap_or(0)
    };
    let (brotli, gzip) = (quality("br"), quality("gzip"));
    if brotli > 0 && brotli >= gzip {
        Coding::Brotli
    } else if gzip > 0 {
        Coding::Gzip
    } else {
        Coding::Identity
    }
}

/// The language a person asked for; English where they asked for neither.
pub fn language(accept_language: Option<&str>) -> Language {
    let mut best = (0, Language::En);
    for (tag, quality) in accept_language.map(weighed).into_iter().flatten() {
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        if let Some(language) = Language::from_code(&primary)
            && quality > best.0
        {
            best = (quality, language);
        }
    }
    best.1
}

/// A header's members with their q-values in thousandths, 1000 where none is given and 0 where it cannot be read.
fn weighed(header: &str) -> impl Iterator<Item = (&str, u32)> {
    // Bounded: a header holds a few members, whatever somebody sends.
    const MOST_MEMBERS: usize = 32;
    header.split(',').take(MOST_MEMBERS).map(|member| {
        let (name, parameters) = member.split_once(';').unwrap_or((member, ""));
        let quality = parameters.trim().strip_prefix("q=").map_or(1000, |value| thousandths(value.trim()));
        (name.trim(), quality)
    })
}

/// `0.7` is 700; what cannot be read is 0.
fn thousandths(value: &str) -> u32 {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    match whole {
        "1" => 1000,
        "0" => format!("{fraction:0<3.3}").parse().unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_acceptable_coding_is_chosen() {
        for (header, expected) in [
            (None, Coding::Identity),
            (Some(""), Coding::Identity),
            (Some("gzip, deflate, br"), Coding::Brotli),
            (Some("gzip"), Coding::Gzip),
            (Some("br;q=0, gzip;q=0.5"), Coding::Gzip),
            (Some("br;q=0.2, gzip;q=0.8"), Coding::Gzip),
            (Some("*"), Coding::Brotli),
            (Some("*;q=0"), Coding::Identity),
            (Some("identity;q=1, *;q=0"), Coding::Identity),
            (Some("br;q=nonsense"), Coding::Identity),
            (Some("BR"), Coding::Brotli),
        ] {
            assert_eq!(coding(header), expected, "{header:?}");
        }
    }

    #[test]
    fn the_language_asked_for_most_is_chosen() {
        for (header, expected) in [
            (None, Language::En),
            (Some("fr-CA,fr;q=0.9,en;q=0.8"), Language::Fr),
            (Some("en;q=0.3, fr;q=0.7"), Language::Fr),
            (Some("de, es"), Language::En),
            (Some("FR"), Language::Fr),
            (Some("fr;q=0"), Language::En),
        ] {
            assert_eq!(language(header), expected, "{header:?}");
        }
    }
}
