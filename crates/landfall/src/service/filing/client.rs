//! Somebody who files: sends what a browser would, follows what a person would, and believes no receipt unverified.

use super::{Failure, Step};
use axum::body::{Body, to_bytes};
use casework::{Filing, Receipt};
use http::{HeaderMap, Method, Request, StatusCode, header};
use language::Language;
use std::collections::BTreeMap;
use web::{App, Door, Place, SYNTHETIC_PROGRAM};

/// The largest answer that is read.
const LARGEST: usize = 1 << 20;
/// What parts the fields of a form with a file; nothing in them looks like it.
const BOUNDARY: &str = "synthetic-filing-7f3a9c";
/// The smallest file that is a PDF by its content.
const DOCUMENT: &str = "%PDF-1.7\n1 0 obj<</Note(Synthetic filing)>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
const FORM: &str = "application/x-www-form-urlencoded";

pub(super) struct Client<'a> {
    app: &'a App,
    door: &'a Door,
    language: Language,
    step: Step,
    cookies: BTreeMap<String, String>,
}

/// An answer.
struct Answer {
    headers: HeaderMap,
    body: Vec<u8>,
}

impl<'a> Client<'a> {
    pub(super) fn new(app: &'a App, door: &'a Door, language: Language) -> Self {
        Self { app, door, language, step: Step::Begin, cookies: BTreeMap::new() }
    }

    /// What is being tried, or was last.
    pub(super) fn step(&self) -> Step {
        self.step
    }

    /// From the start to the receipt.
    pub(super) async fn file(&mut self) -> Result<(), Failure> {
        let begin = self.path(&Place::Apply(SYNTHETIC_PROGRAM.to_owned()));
        let kept = self.post(&begin, FORM, String::new()).await?;
        let home = self.path(&Place::Tasks(String::new()));
        let reference = location(&kept).strip_prefix(&home).and_then(|rest| rest.split('/').next()).map(str::to_owned);
        let Some(reference) = reference else { return Err(self.failure("it leads nowhere")) };
        let tasks = self.path(&Place::Tasks(reference.clone()));

        self.step = Step::FillIn;
        let words = format!("{tasks}/page/words");
        let page = self.get(&words).await?;
        let token = self.field(&page, "form_token")?;
        self.post(&words, FORM, format!("form_token={token}&words=Synthetic+filing&then=continue")).await?;

        self.step = Step::Upload;
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.post(&format!("{tasks}/page/file"), &kind, multipart(&token)).await?;

        self.step = Step::Review;
        let review = self.get(&self.path(&Place::Review(reference.clone()))).await?;
        let version = self.field(&review, "version")?;

        self.step = Step::File;
        let file = self.path(&Place::File(reference.clone()));
        let filed = self.post(&file, FORM, format!("form_token={token}&version={version}")).await?;
        let receipt = self.path(&Place::Receipt(reference.clone()));
        if location(&filed) != receipt {
            return Err(self.failure(format!("filing leads to {}", location(&filed))));
        }

        self.step = Step::Receipt;
        let (signed, filing) =
            (self.get(&format!("{receipt}/receipt.json")).await?, self.get(&format!("{receipt}/filing.json")).await?);
        self.verify(&signed, &filing, &reference)?;
        // The session is over with it. Should that fail, it ends by itself.
        let out = self.path(&Place::SignOut);
        let _ = self.post(&out, FORM, format!("form_token={token}")).await;
        Ok(())
    }

    /// Whether the receipt is genuine and states what was filed.
    fn verify(&self, signed: &Answer, filing: &Answer, reference: &str) -> Result<(), Failure> {
        let key = self.app.signing.public();
        let text = String::from_utf8_lossy(&signed.body);
        let receipt = Receipt::parse(&text).map_err(|fault| self.failure(fault.to_string()))?;
        receipt
            .verify(&key.key_id(), |message, signature| key.verify(message, signature))
            .map_err(|fault| self.failure(fault.to_string()))?;
        let statement = receipt.statement;
        let salt = vault::encoding::from_hex(&statement.salt).and_then(|salt| salt.try_into().ok());
        let hash = salt.map(|salt| Filing::salted_hash(&filing.body, &salt, vault::sha256));
        if hash.as_ref() != Some(&statement.filing_sha256) {
            return Err(self.failure("the filing is not what the receipt states"));
        }
        let filed: serde_json::Value =
            serde_json::from_slice(&filing.body).map_err(|error| self.failure(error.to_string()))?;
        if filed["application"] != reference || statement.program != SYNTHETIC_PROGRAM {
            return Err(self.failure("the receipt is another application's"));
        }
        Ok(())
    }

    async fn get(&mut self, path: &str) -> Result<Answer, Failure> {
        self.send(Method::GET, path, None, String::new(), StatusCode::OK).await
    }

    /// Sends a form, which leads on.
    async fn post(&mut self, path: &str, kind: &str, body: String) -> Result<Answer, Failure> {
        self.send(Method::POST, path, Some(kind), body, StatusCode::SEE_OTHER).await
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        kind: Option<&str>,
        body: String,
        expected: StatusCode,
    ) -> Result<Answer, Failure> {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(&method).uri(path).header(header::CONTENT_LENGTH, body.len());
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let request = request.body(Body::from(body)).map_err(|error| self.failure(error.to_string()))?;
        let (parts, body) = self.door.prove(request).await.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok()) {
            if let Some((name, value)) = cookie.split(';').next().and_then(|pair| pair.split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        if parts.status != expected {
            return Err(self.failure(format!("{method} was answered {}", parts.status)));
        }
        let body = to_bytes(body, LARGEST).await.map_err(|error| self.failure(error.to_string()))?;
        Ok(Answer { headers: parts.headers, body: body.to_vec() })
    }

    /// The value of a hidden field.
    fn field(&self, page: &Answer, name: &str) -> Result<String, Failure> {
        let html = String::from_utf8_lossy(&page.body);
        let value = html
            .split_once(&format!("name=\"{name}\" value=\""))
            .and_then(|(_, rest)| rest.split_once('"'))
            .map(|(value, _)| value.to_owned());
        value.ok_or_else(|| self.failure(format!("the page has no field {name}")))
    }

    fn path(&self, place: &Place) -> String {
        place.path(self.language)
    }

    fn failure(&self, cause: impl Into<String>) -> Failure {
        Failure { step: self.step, cause: cause.into() }
    }
}

/// Where an answer leads.
fn location(answer: &Answer) -> &str {
    answer.headers.get(header::LOCATION).and_then(|location| location.to_str().ok()).unwrap_or_default()
}

fn multipart(token: &str) -> String {
    let field = |name: &str, value: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let file = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"test.pdf\"\r\n\
         Content-Type: application/pdf\r\n\r\n{DOCUMENT}\r\n"
    );
    format!("{}{}{file}--{BOUNDARY}--\r\n", field("form_token", token), field("then", "continue"))
}
