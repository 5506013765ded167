//! The end of a server.

use std::io::Write as _;
use std::net::TcpStream;

use crate::process::{Waybill, begin, finish, free_address, get, until};

#[test]
fn ops_01_sigterm_lets_a_slow_request_end_and_takes_no_new_one() {
    let waybill = Waybill::new();
    let apart = free_address();
    let mut server = waybill.serve(&["--metrics-addr", &apart.to_string()]);
    assert_eq!(get(apart, "/readyz", &[]).status, 200);

    let body = "locale=ja&next=%2Fsign-in";
    let mut slow = begin(server.address, "POST", "/preferences", &[], body.len());
    slow.write_all(&body.as_bytes()[..5]).unwrap();
    server.until_one_runs(apart);

    server.signal("TERM");
    server.until_logged("stopping");
    until(|| TcpStream::connect(server.address).is_err(), || "it still listens".to_owned());
    let ready = get(apart, "/readyz", &[]);
    assert_eq!((ready.status, ready.body.as_str()), (503, "stopping\n"));
    assert_eq!(get(apart, "/healthz", &[]).status, 200, "it is still alive");
    assert!(server.process.try_wait().unwrap().is_none(), "it waits for the request");

    slow.write_all(&body.as_bytes()[5..]).unwrap();
    let answer = finish(slow);
    assert_eq!(answer.status, 303, "{answer:?}");
    assert!(answer.header("set-cookie").unwrap().contains("locale=ja"), "{answer:?}");
    assert_eq!(server.ended().code(), Some(0), "{}", server.log());
    assert!(server.log().contains("stopped"), "{}", server.log());
    assert!(!waybill.path("waybill.db-wal").exists(), "the database was closed");
}

#[test]
fn ops_01_a_request_that_never_ends_is_cut_off_after_the_limit() {
    let waybill = Waybill::new();
    let mut server = waybill.serve(&["--shutdown-timeout", "1"]);
    let mut slow = begin(server.address, "POST", "/preferences", &[], 100);
    slow.write_all(b"locale=ja").unwrap();
    server.until_one_runs(server.address);
    server.signal("INT");
    assert_eq!(server.ended().code(), Some(0), "{}", server.log());
    assert!(server.log().contains("cut off"), "{}", server.log());
}

#[test]
fn ops_01_a_second_signal_ends_the_server_at_once() {
    let waybill = Waybill::new();
    let mut server = waybill.serve(&["--shutdown-timeout", "3600"]);
    let mut slow = begin(server.address, "POST", "/preferences", &[], 100);
    slow.write_all(b"locale=ja").unwrap();
    server.signal("TERM");
    server.until_logged("stopping");
    server.signal("TERM");
    assert_eq!(server.ended().code(), Some(1), "{}", server.log());
}

#[test]
fn ops_01_systemd_is_told_when_the_server_is_ready_and_when_it_stops() {
    let waybill = Waybill::new();
    let place = waybill.path("notify");
    let socket = std::os::unix::net::UnixDatagram::bind(&place).unwrap();
    let told = || {
        let mut message = [0; 256];
        let length = socket.recv(&mut message).unwrap();
        String::from_utf8_lossy(&message[..length]).trim().to_owned()
    };
    let address = free_address().to_string();
    let mut process =
        waybill.command(&["serve", "--addr", &address]).env("NOTIFY_SOCKET", &place).spawn().unwrap();
    assert_eq!(told(), "READY=1");
    let sent = std::process::Command::new("kill").arg(process.id().to_string()).status().unwrap();
    assert!(sent.success());
    assert_eq!(told(), "STOPPING=1");
    assert_eq!(process.wait().unwrap().code(), Some(0));
}
