//! The security headers every answer carries: one policy, no exception by route.

use http::{HeaderMap, HeaderName, HeaderValue, header};

/// The one content security policy: our own files, and nothing from anywhere else; no inline script or style.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

/// Allows one page the style that stands in it, named by its hash, and nothing else more than others.
pub(crate) fn with_own_style(headers: &mut HeaderMap, style: &str) {
    // A policy may write the hash with base64url's letters, with padding (CSP 3, section 2.3.1).
    let hash = vault::encoding::to_base64url(&vault::sha256(style.as_bytes()));
    let policy = POLICY.replace("style-src 'self'", &format!("style-src 'sha256-{hash}='"));
    if let Ok(policy) = HeaderValue::try_from(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Writes the headers into `headers`. `over_tls` adds the promise that the site is only ever reached so.
pub(crate) fn secure(headers: &mut HeaderMap, over_tls: bool) {
    let fixed: [(HeaderName, &'static str); 6] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
        // Within the site only: an address of an application tells nobody outside.
        (header::REFERRER_POLICY, "same-origin"),
    ];
    for (name, value) in fixed {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if over_tls {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
}
