//! While another process, an import above all, holds the database's one writer.

use store::{Store, StoreError, write_tx};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::process::{Waybill, begin, credentials, get};

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

const SOMEBODY: &str = "a@waybill.test";

#[test]
fn ops_01_pages_are_read_while_an_import_writes() {
    let waybill = Waybill::new();
    waybill.add_user(SOMEBODY);
    let server = waybill.serve(&[]);
    let cookie = server.sign_in(SOMEBODY);
    let _held = hold(&waybill);
    // Another browser: that it was seen is to be written.
    let page = get(server.address, "/account", &[("cookie", &cookie), ("user-agent", "Another/1.0")]);
    assert_eq!(page.status, 200, "{page:?}\n{}", server.log());
    assert!(page.body.contains(SOMEBODY), "{page:?}");
}

#[test]
fn ops_01_the_end_does_not_wait_for_a_busy_database() {
    let waybill = Waybill::new();
    waybill.add_user(SOMEBODY);
    let mut server = waybill.serve(&["--shutdown-timeout", "1"]);
    let _held = hold(&waybill);
    let form = credentials(SOMEBODY);
    let mut waiting = begin(server.address, "POST", "/api/session/sign_in", &[], form.len());
    std::io::Write::write_all(&mut waiting, form.as_bytes()).unwrap();
    server.until_one_runs(server.address);
    server.signal("TERM");
    assert_eq!(server.ended().code(), Some(0), "{}", server.log());
    assert!(server.log().contains("cut off"), "{}", server.log());
    assert!(server.log().contains("busy"), "{}", server.log());
}
