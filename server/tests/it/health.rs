//! What the server tells of itself.

use crate::process::{Waybill, destroy, free_address, get, request, until};

fn figure(text: &str, name: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}

#[test]
fn ops_01_alive_and_ready_are_two_things() {
    let waybill = Waybill::new();
    let server = waybill.serve(&[]);
    let alive = server.get("/healthz");
    assert_eq!((alive.status, alive.body.as_str()), (200, "ok\n"));
    let ready = server.get("/readyz");
    assert_eq!((ready.status, ready.body.as_str()), (200, "ready\n"));
    assert!(ready.header("set-cookie").is_none(), "no session for those: {ready:?}");

    // After somebody else's change the server has to read the file anew.
    waybill.add_user("a@waybill.test");
    destroy(&waybill.path("waybill.db"));
    let ready = server.get("/readyz");
    assert_eq!((ready.status, ready.body.as_str()), (503, "the database is away\n"));
    assert_eq!(server.get("/healthz").status, 200, "a restart would not help");
    assert_eq!(figure(&server.get("/metrics").body, "waybill_database_up"), Some(0.0));
}

#[test]
fn ops_01_metrics_count_what_happens_in_bounded_series() {
    let waybill = Waybill::new();
    waybill.succeeds(&["seed", "--orders", "60"]);
    let server = waybill.serve(&[]);
    for _ in 0..3 {
        assert_eq!(server.get("/sign-in?email=someone%40waybill.test").status, 200);
    }
    for number in ["1", "2", "3"] {
        server.get(&format!("/orders/new/{number}"));
        server.get(&format!("/no-such-page-{number}"));
        request(server.address, &format!("BREW{number}"), "/sign-in", &[], "");
    }
    let form = "email=someone%40waybill.test&password=wrong";
    request(server.address, "POST", "/api/session/sign_in", &[], form);

    let answer = server.get("/metrics");
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").unwrap().starts_with("text/plain; version=0.0.4"));
    let text = answer.body;
    let requests = |labels: &str| figure(&text, &format!("waybill_http_requests_total{{{labels}}}"));
    assert_eq!(requests(r#"method="GET",route="/sign-in",status="200""#), Some(3.0), "{text}");
    assert_eq!(requests(r#"method="GET",route="/orders/new/{number}",status="303""#), Some(3.0), "{text}");
    assert_eq!(requests(r#"method="GET",route="none",status="303""#), Some(3.0), "{text}");
    assert_eq!(requests(r#"method="POST",route="/api/session/sign_in",status="200""#), Some(1.0), "{text}");
    assert_eq!(text.matches("BREW").count(), 0, "{text}");
    assert_eq!(text.matches("no-such-page").count() + text.matches("someone").count(), 0, "{text}");
    assert_eq!(figure(&text, "waybill_sign_ins_failed_total"), Some(1.0));
    assert_eq!(figure(&text, "waybill_http_requests_running"), Some(0.0));
    assert_eq!(figure(&text, "waybill_database_up"), Some(1.0));
    assert!(figure(&text, "waybill_orders_open").unwrap() > 0.0);
    assert!(figure(&text, r#"waybill_database_statements_total{outcome="done"}"#).unwrap() > 3.0);
    assert!(figure(&text, "waybill_database_statement_duration_seconds_count").unwrap() > 3.0);
    assert!(figure(&text, r#"waybill_database_connections{state="idle"}"#).unwrap() > 0.0);
    assert!(figure(&text, "process_resident_memory_bytes").unwrap() > 1e6);
    let duration = r#"waybill_http_request_duration_seconds_bucket{method="GET",route="/sign-in",le="+Inf"}"#;
    assert_eq!(figure(&text, duration), Some(3.0));
    assert_eq!(
        figure(&text, &format!("waybill_build_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"))),
        Some(1.0)
    );
    assert!(figure(&server.get("/metrics").body, "process_cpu_seconds_total").is_some());
}

#[test]
fn ops_01_metrics_are_for_this_machine_or_an_address_of_their_own() {
    let waybill = Waybill::new();
    let server = waybill.serve(&[]);
    for header in ["x-forwarded-for", "forwarded", "via", "x-real-ip"] {
        let passed_on = get(server.address, "/metrics", &[(header, "192.0.2.1")]);
        assert_eq!(passed_on.status, 403, "{header}");
        assert!(!passed_on.body.contains("waybill_"), "{passed_on:?}");
    }
    drop(server);

    let apart = free_address();
    let server = waybill.serve(&["--metrics-addr", &apart.to_string()]);
    until(
        || get(apart, "/metrics", &[("via", "1.1 proxy")]).body.contains("waybill_build_info"),
        String::new,
    );
    assert_eq!(get(apart, "/readyz", &[]).status, 200);
    assert_eq!(get(apart, "/sign-in", &[]).status, 404, "nothing but figures");
    let desk = server.get("/metrics");
    assert!(!desk.body.contains("waybill_build_info"), "{desk:?}");
    assert_eq!(server.get("/healthz").status, 200);
    let taken = waybill.fails(&["serve", "--addr", "127.0.0.1:0", "--metrics-addr", &apart.to_string()]);
    assert!(taken.contains("choose another with --metrics-addr"), "{taken}");
}
