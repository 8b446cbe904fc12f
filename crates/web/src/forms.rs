//! Reading a posted form: bounded, UTF-8, no control characters, each field once.

use crate::problem::Problem;
use axum::extract::{FromRequest, Request};
use http::{StatusCode, header};
use std::collections::BTreeMap;

/// The largest form, bytes. The longest single answer is 10,000 characters.
pub(crate) const LARGEST_FORM: usize = 256 * 1024;
/// The most fields of one form.
const MOST_FIELDS: usize = 500;
/// The field in which a page's language switch says where to.
pub(crate) const SWITCH: &str = "switch_language";
/// The field that carries the session's token.
pub(crate) const TOKEN: &str = "form_token";

/// A posted form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    fields: BTreeMap<String, String>,
}

impl Form {
    /// A field's value; empty when it was not sent.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Whether it was sent by a page's language switch: then it is shown again, and not judged.
    pub(crate) fn is_switch(&self) -> bool {
        !self.get(SWITCH).is_empty()
    }

    /// Takes a field out.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        self.fields.remove(name)
    }

    /// What is left.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Adds a field, as a multipart form is read.
    ///
    /// # Errors
    /// 400 for a field that came twice, for control characters, for more fields than any page has.
    pub(crate) fn put(&mut self, name: String, value: String) -> Result<(), Problem> {
        let controls = |text: &str| text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        if controls(&name) || controls(&value) {
            return Err(Problem::bad_request("a field holds control characters"));
        }
        if self.fields.len() == MOST_FIELDS {
            return Err(Problem::bad_request("the form has too many fields"));
        }
        if self.fields.insert(name, value.replace("\r\n", "\n")).is_some() {
            return Err(Problem::bad_request("a field came twice"));
        }
        Ok(())
    }

    /// Reads `application/x-www-form-urlencoded` bytes.
    ///
    /// # Errors
    /// As [`Form::put`], and 400 for what is not UTF-8.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, Problem> {
        let mut form = Self::default();
        let text = std::str::from_utf8(bytes).map_err(|_| Problem::bad_request("the form is not UTF-8"))?;
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            form.put(decode(name)?, decode(value)?)?;
        }
        Ok(form)
    }
}

fn decode(text: &str) -> Result<String, Problem> {
    percent_encoding::percent_decode_str(&text.replace('+', " "))
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| Problem::bad_request("a field is not UTF-8"))
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        // The limit layer is off where files are uploaded, so the bound stands here too.
        let bytes = axum::body::to_bytes(request.into_body(), LARGEST_FORM)
            .await
            .map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE))?;
        Self::parse(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_it_was_typed() {
        let form = Form::parse(b"name.family=L%C3%A9vesque+&note=a%0D%0Ab&empty=").unwrap();
        assert_eq!(form.get("name.family"), "Lévesque ");
        assert_eq!(form.get("note"), "a\nb");
        assert_eq!(form.get("empty"), "");
        assert_eq!(form.get("absent"), "");
    }

    #[test]
    fn nonsense_is_refused_whole() {
        for bytes in [&b"a=%00"[..], b"a=%FF", b"a=1&a=2", b"\xff=1", b"%1b=1"] {
            assert_eq!(Form::parse(bytes).unwrap_err().status, StatusCode::BAD_REQUEST, "{bytes:?}");
        }
        let many =
            vec!["a=1"; 600].iter().enumerate().map(|(n, pair)| format!("f{n}{pair}")).collect::<Vec<_>>().join("&");
        assert!(Form::parse(many.as_bytes()).is_err());
    }
}
