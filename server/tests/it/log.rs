//! The log of a server.

use serde_json::Value;

use crate::process::{Server, Waybill, destroy, get, request};

fn lines(server: &Server) -> Vec<Value> {
    server.log().lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect()
}

#[test]
fn ops_01_json_has_one_line_a_request_with_its_id_and_nothing_personal() {
    let waybill = Waybill::new();
    waybill.add_user("a@waybill.test");
    let server = waybill.serve(&["--log-format", "json"]);
    let given = "edge-0123456789abcdef";
    let answer = get(
        server.address,
        "/sign-in?email=someone%40waybill.test",
        &[("x-request-id", given), ("authorization", "Bearer s3cret"), ("cookie", "waybill=s3cret")],
    );
    assert_eq!(answer.header("x-request-id"), Some(given));
    let other = get(server.address, "/orders/new/4711", &[("x-request-id", "no\" id")]);
    let made = other.header("x-request-id").unwrap().to_owned();
    assert_eq!(made.len(), 16, "{made}");
    let form = "email=someone%40waybill.test&password=not+the+password";
    request(server.address, "POST", "/api/session/sign_in", &[], form);

    server.until_logged("/api/session/sign_in");
    let text = server.log();
    for secret in ["someone", "s3cret", "not+the+password", "not the password", "4711", "?"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    let lines = lines(&server);
    let requests: Vec<_> = lines.iter().filter(|line| line["message"] == "request").collect();
    assert_eq!(requests.len(), 3, "{text}");
    let of = |id: &str| {
        let found: Vec<_> = requests.iter().filter(|line| line["spans"][0]["request_id"] == id).collect();
        assert_eq!(found.len(), 1, "{id}: {text}");
        (*found[0]).clone()
    };
    let first = of(given);
    assert_eq!(
        (&first["method"], &first["route"], &first["status"]),
        (&"GET".into(), &"/sign-in".into(), &"200".into())
    );
    assert!(first["milliseconds"].as_f64().unwrap() > 0.0);
    assert_eq!(first["whole"], true);
    assert_eq!(of(&made)["status"], "303");
}

#[test]
fn ops_01_the_reference_that_a_page_shows_leads_to_the_requests_lines() {
    let waybill = Waybill::new();
    let server = waybill.serve(&["--log-format", "json"]);
    waybill.add_user("a@waybill.test");
    destroy(&waybill.path("waybill.db"));
    let answer = get(server.address, "/customers", &[("x-request-id", "trace-0001")]);
    assert_eq!(answer.status, 503);
    let (_, after) = answer.body.split_once("Reference ").unwrap();
    let reference: String = after.chars().take_while(char::is_ascii_alphanumeric).collect();
    server.until_logged(&reference);
    let lines = lines(&server);
    let error = lines.iter().find(|line| line["reference"] == reference.as_str()).unwrap();
    assert_eq!(error["level"], "ERROR");
    assert_eq!(error["spans"][0]["request_id"], "trace-0001");
}

#[test]
fn ops_01_text_and_level_can_be_chosen() {
    let waybill = Waybill::new();
    let server = waybill.serve(&["--log-format", "text", "--log", "warn"]);
    assert_eq!(server.get("/sign-in").status, 303, "to the first run");
    assert_eq!(server.log(), "");
    drop(server);
    let server = waybill.serve(&[]);
    server.get("/sign-in");
    server.until_logged("route=\"/sign-in\"");
    assert!(server.log().contains("request_id="), "{}", server.log());
    assert!(!server.log().contains('\u{1b}'), "no colours in a file");
}
