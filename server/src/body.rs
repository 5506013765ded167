//! What requests send: taken in whole before anybody looks at it, within bounds of size and time.

use std::time::Duration;

use app::items::PICTURES;
use app::shipping::LOOK_INVOICES_OVER;
use axum::body::{Body, HttpBody as _};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::goods::{file, picture};
use domain::shipment::bulk;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use crate::files::LOOK_OVER;
use crate::refusal;

/// No request of a page's forms comes near it.
const LARGEST: usize = 1024 * 1024;
/// What stands around the file of a form.
const AROUND: usize = 64 * 1024;
/// A form with a file of goods: the largest that is taken.
pub const LARGEST_FILE: usize = file::MOST_BYTES + AROUND;
/// A form with a file of invoices, or with their rows pasted.
pub const LARGEST_INVOICES: usize = bulk::MOST_BYTES + AROUND;
/// A form with a picture.
pub const LARGEST_PICTURE: usize = picture::MOST_BYTES + AROUND;
/// A body has come whole within this time.
const LONGEST: Duration = Duration::from_secs(15);

/// Takes the body in, and hands it on whole; whoever sends too much or too slowly is told so, and holds up nobody.
pub async fn whole(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let largest = match parts.uri.path() {
        LOOK_OVER => LARGEST_FILE,
        LOOK_INVOICES_OVER => LARGEST_INVOICES,
        PICTURES => LARGEST_PICTURE,
        _ => LARGEST,
    };
    let l = refusal::locale(&parts.headers);
    let refuse = |status, title: &str, hint: &str| {
        let mut response = refusal::answer(&parts.headers, status, title, hint, None);
        // The rest of it is not waited for.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        response
    };
    let too_large = || {
        let hint = l.body_too_large_hint(largest >> 20);
        refuse(StatusCode::PAYLOAD_TOO_LARGE, l.body_too_large(), &hint)
    };
    if body.size_hint().lower() > largest as u64 {
        return too_large();
    }
    let body = match tokio::time::timeout(LONGEST, Limited::new(body, largest).collect()).await {
        Ok(Ok(collected)) => collected.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => return too_large(),
        Ok(Err(_)) => return refuse(StatusCode::BAD_REQUEST, l.body_broken(), l.body_slow_hint()),
        Err(_) => return refuse(StatusCode::REQUEST_TIMEOUT, l.body_slow(), l.body_slow_hint()),
    };
    next.run(Request::from_parts(parts, Body::from(body))).await
}
