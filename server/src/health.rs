//! `/healthz`, `/readyz` and `/metrics`: for whoever watches over the server, not for browsers. They stand before the desk's router, so
//! that no session is looked up and no line written for them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use service::Services;
use service::health::{connections, open_orders, ready};

/// Upper ends of the histograms' buckets, in seconds.
const BUCKETS: &[f64] = &[
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0,
    10.0, 30.0,
];

/// What is asked.
#[derive(Clone)]
pub struct Health {
    services: Services,
    figures: PrometheusHandle,
    process: metrics_process::Collector,
    is_stopping: Arc<AtomicBool>,
}

impl Health {
    /// Counts from now on.
    ///
    /// # Errors
    /// When something counts already.
    pub fn new(services: Services) -> anyhow::Result<Self> {
        let figures = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_duration_seconds".to_owned()), BUCKETS)?
            .install_recorder()?;
        describe();
        let process = metrics_process::Collector::default();
        process.describe();
        metrics::gauge!("waybill_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1);
        let upkeep = figures.clone();
        tokio::spawn(async move {
            // What was recorded since is put into the buckets; else it would pile up until somebody asks.
            let mut each = tokio::time::interval(Duration::from_secs(5));
            loop {
                each.tick().await;
                upkeep.run_upkeep();
            }
        });
        Ok(Self { services, figures, process, is_stopping: Arc::default() })
    }

    /// The server is about to end: it is not ready any more.
    pub fn stopping(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
    }

    /// The addresses that are answered.
    pub fn routes(&self, asked: Asked) -> Router {
        let routes = Router::new().route("/healthz", get(|| async { "ok\n" })).route("/readyz", get(readyz));
        let routes = match asked {
            Asked::ByAnybody => routes.route("/metrics", get(metrics_near)),
            Asked::WithoutMetrics => routes,
            Asked::Apart => routes.route("/metrics", get(metrics)),
        };
        routes.with_state(self.clone())
    }
}

/// On which address.
#[derive(Clone, Copy)]
pub enum Asked {
    /// The desk's: figures are for this machine alone.
    ByAnybody,
    /// The desk's, where there is another for the figures.
    WithoutMetrics,
    /// An address of its own, which is not for everybody.
    Apart,
}

async fn readyz(State(health): State<Health>) -> Response {
    if health.is_stopping.load(Ordering::Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    match ready(&health.services).await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database is away\n").into_response()
        }
    }
}

/// To this machine alone, and not to what a proxy on it passes on.
async fn metrics_near(
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    health: State<Health>,
) -> Response {
    let is_passed_on = headers
        .keys()
        .map(HeaderName::as_str)
        .any(|name| name.starts_with("x-forwarded-") || ["forwarded", "x-real-ip", "via"].contains(&name));
    if from.ip().to_canonical().is_loopback() && !is_passed_on {
        metrics(health).await
    } else {
        let why = "/metrics is answered to the server's own machine, and on the address of the setting metrics_addr\n";
        (StatusCode::FORBIDDEN, why).into_response()
    }
}

async fn metrics(State(health): State<Health>) -> Response {
    health.process.collect();
    let pool = connections(&health.services);
    let idle = u32::try_from(pool.idle).unwrap_or(u32::MAX).min(pool.open);
    metrics::gauge!("waybill_database_connections", "state" => "idle").set(idle);
    metrics::gauge!("waybill_database_connections", "state" => "used").set(pool.open - idle);
    metrics::gauge!("waybill_database_connections_max").set(pool.most);
    let open = open_orders(&health.services).await;
    metrics::gauge!("waybill_database_up").set(if open.is_ok() { 1 } else { 0 });
    if let Ok(open) = open {
        #[allow(clippy::cast_precision_loss)] // Exact up to 2^53 orders.
        metrics::gauge!("waybill_orders_open").set(open as f64);
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], health.figures.render())
        .into_response()
}

fn describe() {
    use metrics::{describe_counter, describe_gauge, describe_histogram};
    describe_counter!(
        "waybill_http_requests_total",
        "Requests by method, route and status; status none: the client left before."
    );
    describe_histogram!(
        "waybill_http_request_duration_seconds",
        "From a request's head to its answer's last byte."
    );
    describe_gauge!("waybill_http_requests_running", "Requests that are not yet answered to their end.");
    describe_counter!("waybill_database_statements_total", "Statements by outcome.");
    describe_histogram!("waybill_database_statement_duration_seconds", "How long statements took.");
    describe_gauge!("waybill_database_connections", "Open connections to the database by state.");
    describe_gauge!("waybill_database_connections_max", "As many connections as there may be.");
    describe_gauge!("waybill_database_up", "Whether the database has answered just now.");
    describe_gauge!("waybill_orders_open", "Orders in New orders.");
    describe_counter!("waybill_sign_ins_failed_total", "Sign-ins with an unknown email or a wrong password.");
    describe_gauge!("waybill_build_info", "1; the version is a label.");
    // From the start, so that its first increase is seen.
    metrics::counter!("waybill_sign_ins_failed_total").absolute(0);
    metrics::gauge!("waybill_http_requests_running").set(0);
}
