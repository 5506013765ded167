//! While another process, an import above all, holds the database's one writer.

use store::{Store, StoreError, write_tx};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::process::{Server, Waybill, begin, get, request};

/// Holds the writer until it is dropped.
struct Held {
    _end: oneshot::Sender<()>,
    _runtime: Runtime,
}

fn hold(waybill: &Waybill) -> Held {
    let runtime = Runtime::new().unwrap();
    let (has_begun, begun) = oneshot::channel();
    let (end, ended) = oneshot::channel::<()>();
    let url = waybill.database();
    runtime.spawn(async move {
        let store = Store::connect(&url).await.unwrap();
        let held: Result<(), StoreError> = write_tx(&store, async |_| {
            has_begun.send(()).unwrap();
            let _ = ended.await;
            Ok(())
        })
        .await;
        held.unwrap();
    });
    runtime.block_on(begun).unwrap();
    Held { _end: end, _runtime: runtime }
}

const SIGN_IN: &str = "email=a%40waybill.test&password=correct+horse+battery";

fn session(server: &Server) -> String {
    let answer = request(server.address, "POST", "/api/session/sign_in", &[], SIGN_IN);
    let cookie = answer.head.lines().find_map(|line| line.strip_prefix("set-cookie: waybill="));
    let token = cookie.and_then(|cookie| cookie.split(';').next());
    format!("waybill={}", token.unwrap_or_else(|| panic!("{answer:?}")))
}

#[test]
fn ops_01_pages_are_read_while_an_import_writes() {
    let waybill = Waybill::new();
    waybill.add_user("a@waybill.test");
    let server = waybill.serve(&[]);
    let cookie = session(&server);
    let _held = hold(&waybill);
    // Another browser: that it was seen is to be written.
    let page = get(server.address, "/account", &[("cookie", &cookie), ("user-agent", "Another/1.0")]);
    assert_eq!(page.status, 200, "{page:?}\n{}", server.log());
    assert!(page.body.contains("a@waybill.test"), "{page:?}");
}

#[test]
fn ops_01_the_end_does_not_wait_for_a_busy_database() {
    let waybill = Waybill::new();
    waybill.add_user("a@waybill.test");
    let mut server = waybill.serve(&["--shutdown-timeout", "1"]);
    let _held = hold(&waybill);
    let mut waiting = begin(server.address, "POST", "/api/session/sign_in", &[], SIGN_IN.len());
    std::io::Write::write_all(&mut waiting, SIGN_IN.as_bytes()).unwrap();
    server.until_one_runs(server.address);
    server.signal("TERM");
    assert_eq!(server.ended().code(), Some(0), "{}", server.log());
    assert!(server.log().contains("cut off"), "{}", server.log());
    assert!(server.log().contains("busy"), "{}", server.log());
}
