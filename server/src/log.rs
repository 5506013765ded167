//! The log: its format, and one line a request, each line of a request with its id.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Instrument as _, Span};
use tracing_subscriber::EnvFilter;

/// How the lines of the log look.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// A level, or what `tracing` calls directives, as in `info,sqlx=warn`.
pub fn filter(directives: &str) -> Result<String, String> {
    EnvFilter::try_new(directives).map_err(|error| error.to_string())?;
    Ok(directives.to_owned())
}

/// Writes the log to the standard error from now on.
///
/// # Errors
/// When `directives` are none, see [`filter`].
pub fn start(format: Format, directives: &str) -> anyhow::Result<()> {
    use std::io::IsTerminal as _;
    let log = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_new(directives)?)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match format {
        Format::Text => log.init(),
        Format::Json => log.json().flatten_event(true).with_current_span(false).init(),
    }
    // First come: Leptos would otherwise set one whose tasks forget which request they are for.
    Executor::init_custom_executor(Tasks)?;
    Ok(())
}

/// Tokio's tasks, which write into the log for the request that started them.
struct Tasks;

impl CustomExecutor for Tasks {
    fn spawn(&self, task: PinnedFuture<()>) {
        tokio::spawn(task.in_current_span());
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        tokio::task::spawn_local(task.in_current_span());
    }

    fn poll_local(&self) {}
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request its id, and writes and counts what became of it once its answer has been sent.
///
/// The line has no query and no address of a row: those may tell of persons.
pub async fn request(request: Request, next: Next) -> Response {
    let id = taken_over(request.headers()).unwrap_or_else(|| service::reference() + &service::reference());
    let span = tracing::info_span!("request", request_id = %id);
    let mut outcome = Outcome {
        span: span.clone(),
        started: Instant::now(),
        method: method(request.method()),
        route: route(&request),
        status: None,
        is_sent: false,
    };
    metrics::gauge!("waybill_http_requests_running").increment(1);
    let mut response = next.run(request).instrument(span).await;
    outcome.status = Some(response.status().as_u16());
    outcome.is_sent = response.body().is_end_stream();
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response.map(|body| Body::new(Measured { body, outcome }))
}

/// The id that a proxy in front has given, if it is one that can do no harm in a log.
fn taken_over(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let is_sane = (8..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    is_sane.then(|| id.to_owned())
}

/// The method, of those that mean something: anybody can make up others, and each would be a series of its own.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// The pattern of the address, as in `/orders/{number}`.
fn route(request: &Request) -> String {
    match request.extensions().get::<MatchedPath>() {
        Some(path) => path.as_str().to_owned(),
        None if request.uri().path().starts_with("/pkg/") => "/pkg/{file}".to_owned(),
        None => "none".to_owned(),
    }
}

/// What becomes of a request; told when it is dropped, since an answer also ends by the client's going away.
struct Outcome {
    span: Span,
    started: Instant,
    method: &'static str,
    route: String,
    /// None: the client left before there was one.
    status: Option<u16>,
    is_sent: bool,
}

impl Drop for Outcome {
    fn drop(&mut self) {
        let _entered = self.span.enter();
        let elapsed = self.started.elapsed();
        let (method, route) = (self.method, self.route.clone());
        let status = self.status.map_or_else(|| "none".to_owned(), |status| status.to_string());
        metrics::gauge!("waybill_http_requests_running").decrement(1);
        metrics::counter!("waybill_http_requests_total", "method" => method, "route" => route.clone(), "status" => status.clone())
            .increment(1);
        metrics::histogram!("waybill_http_request_duration_seconds", "method" => method, "route" => route)
            .record(elapsed);
        let milliseconds = (elapsed.as_secs_f64() * 1e5).round() / 1e2;
        let whole = self.is_sent;
        tracing::info!(method, route = self.route, status, milliseconds, whole, "request");
    }
}

/// An answer's body, whose end is the end of the request.
struct Measured {
    body: Body,
    outcome: Outcome,
}

impl HttpBody for Measured {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let _entered = this.outcome.span.enter();
        let frame = Pin::new(&mut this.body).poll_frame(context);
        if matches!(frame, Poll::Ready(None)) || this.body.is_end_stream() {
            this.outcome.is_sent = true;
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ops_01_a_request_id_is_taken_over_if_it_is_sane() {
        let taken = |id: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, HeaderValue::from_static(id));
            taken_over(&headers)
        };
        assert_eq!(
            taken("4bf92f3577b34da6a3ce929d0e0e4736").as_deref(),
            Some("4bf92f3577b34da6a3ce929d0e0e4736")
        );
        assert_eq!(taken("edge-7.12_34567").as_deref(), Some("edge-7.12_34567"));
        assert_eq!(taken("short"), None);
        assert_eq!(taken("two words and more"), None);
        assert_eq!(taken("{\"level\":\"ERROR\"}"), None);
        assert_eq!(taken("0123456789012345678901234567890123456789012345678901234567890123x"), None);
        assert_eq!(taken_over(&HeaderMap::new()), None);
    }
}
