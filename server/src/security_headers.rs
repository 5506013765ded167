//! The headers by which browsers are told what the desk's answers may do, on every answer there is.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::front::Front;

/// Of all but pages, which say more themselves (`app::shell`): such an answer, opened as a document, may do nothing at all.
const NOTHING: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(NOTHING)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // Addresses of the desk hold what people search for; no other site gets to see them.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    // For browsers that do not know `frame-ancestors`.
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=()",
        ),
    ),
];

/// Two years, as the lists of preloaded sites ask. Other names under the same domain are not ours to speak for.
const STAY_WITH_TLS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// Sets them where they are not set.
pub async fn set(State(front): State<Front>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.entry(name).or_insert(value);
    }
    if front.is_secure() {
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(STAY_WITH_TLS);
    }
    response
}
