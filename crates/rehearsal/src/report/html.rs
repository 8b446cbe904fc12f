//! The report as a page: one file in both languages, with nothing to load and no script.

use askama::Template;

use super::{Report, picture::Picture};
use crate::{
    Error,
    numbers::{real, whole},
};

/// The page's style, in the page: it is one file.
const STYLE: &str = include_str!("report.css");

#[derive(Template)]
#[template(path = "report/report.html")]
struct PageTemplate<'a> {
    style: &'static str,
    report: &'a Report,
    views: [View; 2],
}

/// The report in one language.
struct View {
    french: bool,
    pictures: Vec<Drawn>,
}

/// A picture with its table.
struct Drawn {
    id: String,
    title: &'static str,
    note: &'static str,
    names: Vec<&'static str>,
    svg: String,
    rows: Vec<Vec<String>>,
}

/// Draws the page.
pub(super) fn page(report: &Report) -> Result<String, Error> {
    let views = [false, true].map(|french| View::new(report, french));
    PageTemplate { style: STYLE, report, views }.render().map_err(|error| Error::Report(error.to_string()))
}

#[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "a template hands over references")]
impl View {
    fn new(report: &Report, french: bool) -> Self {
        let drawn = |(at, picture): (usize, Picture)| {
            let id = format!("{}-{at}", if french { "fr" } else { "en" });
            Drawn {
                title: if french { picture.title.1 } else { picture.title.0 },
                note: if french { picture.note.1 } else { picture.note.0 },
                names: picture.names(french),
                svg: picture.svg(&report.moments, french, &id),
                rows: picture.rows(&report.moments, french),
                id,
            }
        };
        Self { french, pictures: Picture::all(report).into_iter().enumerate().map(drawn).collect() }
    }

    fn lang(&self) -> &'static str {
        if self.french { "fr" } else { "en" }
    }

    /// The wording in this language.
    fn either<'t>(&self, en: &'t str, fr: &'t str) -> &'t str {
        if self.french { fr } else { en }
    }

    /// One of two texts of the report.
    fn of<'t>(&self, both: &'t (String, String)) -> &'t str {
        if self.french { &both.1 } else { &both.0 }
    }

    fn n(&self, value: &u64) -> String {
        number(real(*value), 0, self.french)
    }

    fn f(&self, value: &f64, digits: usize) -> String {
        number(*value, digits, self.french)
    }

    /// Milliseconds, if there are any.
    fn ms(&self, value: &Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| number(value, usize::from(value < 10.0), self.french))
    }

    /// Seconds out of milliseconds, if there are any.
    fn s(&self, value: &Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| number(value / 1e3, 1, self.french))
    }
}

/// A number as each language writes it: with no-break spaces and a comma in French.
pub(super) fn number(value: f64, digits: usize, french: bool) -> String {
    let scale = 10_f64.powi(i32::try_from(digits).unwrap_or_default());
    let scaled = whole(value * scale);
    let unit = whole(scale).max(1);
    let figures = (scaled / unit).to_string();
    let mut out = String::new();
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            out.push(if french { '\u{a0}' } else { ',' });
        }
        out.push(figure);
    }
    if digits > 0 {
        out.push(if french { ',' } else { '.' });
        let rest = (scaled % unit).to_string();
        out.extend(std::iter::repeat_n('0', digits.saturating_sub(rest.len())));
        out.push_str(&rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_does() {
        assert_eq!(
            (number(1_234_567.0, 0, false), number(1_234_567.0, 0, true)),
            ("1,234,567".into(), "1\u{a0}234\u{a0}567".into())
        );
        assert_eq!((number(0.05, 2, false), number(12.34, 1, true)), ("0.05".into(), "12,3".into()));
        assert_eq!(number(999.96, 1, false), "1,000.0");
    }
}
