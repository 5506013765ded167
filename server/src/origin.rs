//! Refuses changes that another site asks for.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::front::Front;
use crate::refusal;

/// Lets a request through unless it may change something and comes from another site.
///
/// Browsers say where a request comes from: `Sec-Fetch-Site`, or in older ones `Origin`. A request with neither is no browser's
/// and carries no cookie that somebody else could use.
pub async fn same_origin(State(front): State<Front>, request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || is_same_origin(&front, request.headers()) {
        return next.run(request).await;
    }
    let headers = request.headers();
    let words = refusal::locale(headers).cross_site();
    refusal::answer(headers, StatusCode::FORBIDDEN, words, "", None)
}

fn is_same_origin(front: &Front, headers: &HeaderMap) -> bool {
    let read = |name| headers.get(name).map(|value: &header::HeaderValue| value.to_str().unwrap_or("?"));
    match (read(header::HeaderName::from_static("sec-fetch-site")), read(header::ORIGIN)) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, None) => true,
        (None, Some(origin)) => {
            // A proxy may have named the server otherwise than browsers do.
            let host = read(header::HOST).unwrap_or_default();
            front.is_own(origin) || origin.split_once("://").is_some_and(|(_, origin)| origin == host)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        let public_url = Some("https://desk.example".parse().unwrap());
        is_same_origin(&Front { public_url, ..Front::default() }, &map)
    }

    #[test]
    fn sec_01_changes_are_asked_for_by_this_site_only() {
        assert!(allows(&[("sec-fetch-site", "same-origin")]));
        assert!(allows(&[("sec-fetch-site", "none")]));
        assert!(allows(&[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")]));
        assert!(allows(&[("origin", "https://desk.example"), ("host", "127.0.0.1:3000")]));
        assert!(allows(&[("host", "127.0.0.1:3000")]));
        assert!(!allows(&[("sec-fetch-site", "cross-site")]));
        assert!(!allows(&[("sec-fetch-site", "same-site")]));
        assert!(!allows(&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")]));
        assert!(!allows(&[("sec-fetch-site", "cross-site"), ("origin", "https://desk.example")]));
        assert!(!allows(&[("origin", "https://evil.example"), ("host", "127.0.0.1:3000")]));
        assert!(!allows(&[("origin", "http://desk.example"), ("host", "127.0.0.1:3000")]));
        assert!(!allows(&[("origin", "https://desk.example.evil.example"), ("host", "127.0.0.1:3000")]));
        assert!(!allows(&[("origin", "null"), ("host", "127.0.0.1:3000")]));
    }
}
