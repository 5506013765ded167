//! Those that take too long: a database that does not answer, and a client that reads nothing.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use sea_orm::{ConnectionTrait as _, DbBackend, TransactionTrait as _};
use store::testing::each_database;

use crate::process::{Waybill, credentials, get, request, until};
use crate::shop;

/// On SQLite nothing waits that long: whoever finds the writer busy is told so before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ops_01_whoever_waits_for_a_stuck_database_is_answered_in_the_end() {
    each_database(async |db| {
        if db.store.backend() != DbBackend::Postgres {
            return;
        }
        shop::open(db, "JP", "Asia/Tokyo").await;
        let waybill = Waybill::new();
        let server = waybill.serve(&["--database", &db.url]);
        let stuck = db.store.writer().begin().await.unwrap();
        stuck.execute_unprepared(r#"LOCK TABLE "user" IN ACCESS EXCLUSIVE MODE"#).await.unwrap();
        let sign_in =
            || request(server.address, "POST", "/api/session/sign_in", &[], credentials("a@waybill.test"));
        let answer = sign_in();
        assert_eq!(answer.status, 503, "{answer:?}");
        let log = server.log();
        let told = log.lines().find(|line| line.contains("a request took longer than")).unwrap_or_default();
        let reference = told.split("reference=").nth(1).and_then(|rest| rest.split_whitespace().next());
        let reference = reference.unwrap_or_else(|| panic!("no reference in the log:\n{log}"));
        assert!(answer.body.contains(reference.trim_matches('"')), "{reference}: {answer:?}");
        stuck.rollback().await.unwrap();
        assert_ne!(sign_in().status, 503);
    })
    .await;
}

/// Whether this machine's kernel knows a connection from `server` to `client`.
fn is_open(server: SocketAddr, client: SocketAddr) -> bool {
    let of = |address: SocketAddr| format!(":{:04X}", address.port());
    let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
    table.lines().any(|line| {
        let mut columns = line.split_whitespace().skip(1);
        let mut ends_with = |port: String| columns.next().is_some_and(|column| column.ends_with(&port));
        ends_with(of(server)) && ends_with(of(client))
    })
}

#[test]
fn sec_01_a_client_that_reads_nothing_of_its_answer_is_given_up() {
    let waybill = Waybill::new();
    // More than lies in between.
    std::fs::write(waybill.path("site/pkg/large.js"), vec![b' '; 64 << 20]).unwrap();
    let server = waybill.serve(&[]);
    let mut client = TcpStream::connect(server.address).unwrap();
    let own = client.local_addr().unwrap();
    client.write_all(b"GET /pkg/large.js HTTP/1.1\r\nhost: a\r\n\r\n").unwrap();
    let mut begun = [0; 12];
    client.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 200");
    assert!(is_open(server.address, own));
    // From now on it reads nothing.
    let log = || format!("it is still waited for:\n{}", server.log());
    until(|| !is_open(server.address, own), log);
    assert_eq!(get(server.address, "/healthz", &[]).status, 200);
}
