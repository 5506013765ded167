//! The binary under test, and a client that is as slow as a test needs it.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Everybody's.
pub const PASSWORD: &str = "correct horse battery";

/// The binary with none of the tester's own settings, and an empty folder for what it writes.
pub struct Waybill {
    pub folder: TempDir,
}

impl Waybill {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn database(&self) -> String {
        format!("sqlite://{}", self.path("waybill.db").display())
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waybill"));
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("WAYBILL_") || name.starts_with("LEPTOS_") || name == "DATABASE_URL" {
                command.env_remove(name);
            }
        }
        command
            .env("WAYBILL_CONFIG", "/dev/null")
            .env("WAYBILL_DATABASE", self.database())
            .env("WAYBILL_SITE", self.path("site"))
            .current_dir(self.folder.path())
            .args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        output(&mut self.command(arguments), "")
    }

    /// What a command prints that succeeds.
    pub fn succeeds(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command complains that fails.
    pub fn fails(&self, arguments: &[&str]) -> String {
        complaint(&mut self.command(arguments))
    }

    /// Somebody who ships.
    pub fn add_user(&self, email: &str) {
        let mut command = self.command(&["user", "add", email, "--role", "fulfilment"]);
        let output = output(&mut command, &format!("{PASSWORD}\n"));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Serves until it is stopped or dropped.
    pub fn serve(&self, more: &[&str]) -> Server {
        let address = free_address();
        let log = self.path(&format!("{}.log", address.port()));
        let process = self
            .command(&["serve", "--addr", &address.to_string()])
            .args(more)
            .stderr(std::fs::File::create(&log).unwrap())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Server { process, address, log };
        let started = Instant::now();
        while TcpStream::connect(address).is_err() {
            assert!(server.process.try_wait().unwrap().is_none(), "it ended: {}", server.log());
            assert!(started.elapsed() < PATIENCE, "it does not listen: {}", server.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        // It may listen and not be ready for signals yet.
        assert_eq!(server.get("/healthz").status, 200);
        server
    }
}

pub fn output(command: &mut Command, input: &str) -> Output {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that does not read its input may be gone before it is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

pub fn complaint(command: &mut Command) -> String {
    let output = output(command, "");
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{command:?} was done");
    assert!(!complaint.contains("panicked"), "{complaint}");
    complaint
}

pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

pub struct Server {
    pub process: Child,
    pub address: SocketAddr,
    log: PathBuf,
}

impl Server {
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// Waits for a line of the log.
    pub fn until_logged(&self, part: &str) {
        until(|| self.log().contains(part), || format!("no \"{part}\" in the log:\n{}", self.log()));
    }

    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.process.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until one request runs, by the metrics at an address.
    pub fn until_one_runs(&self, metrics: SocketAddr) {
        let metrics = || get(metrics, "/metrics", &[]).body;
        until(|| metrics().contains("\nwaybill_http_requests_running 1\n"), metrics);
    }

    /// Waits for the process's end.
    pub fn ended(&mut self) -> ExitStatus {
        let started = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            assert!(started.elapsed() < PATIENCE, "it does not end:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn get(&self, path: &str) -> Answer {
        get(self.address, path, &[])
    }

    /// The cookie of a session of somebody's.
    pub fn sign_in(&self, email: &str) -> String {
        let answer = request(self.address, "POST", "/api/session/sign_in", &[], credentials(email));
        let cookie = answer.head.lines().find_map(|line| line.strip_prefix("set-cookie: waybill="));
        let token = cookie.and_then(|cookie| cookie.split(';').next());
        format!("waybill={}", token.unwrap_or_else(|| panic!("{answer:?}")))
    }
}

/// The form that signs somebody in.
pub fn credentials(email: &str) -> String {
    format!("email={}&password={}", email.replace('@', "%40"), PASSWORD.replace(' ', "+"))
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub fn until(is: impl Fn() -> bool, complaint: impl Fn() -> String) {
    let started = Instant::now();
    while !is() {
        assert!(started.elapsed() < PATIENCE, "{}", complaint());
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

pub fn get(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Answer {
    request(address, "GET", path, headers, "")
}

pub fn request(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl AsRef<[u8]>,
) -> Answer {
    let body = body.as_ref();
    let mut stream = begin(address, method, path, headers, body.len());
    stream.write_all(body).unwrap();
    finish(stream)
}

/// Sends a request's head, and leaves its body to whoever asked.
pub fn begin(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    length: usize,
) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
    if length > 0 {
        head += &format!("content-length: {length}\r\n");
        if headers.iter().all(|(name, _)| *name != "content-type") {
            head += "content-type: application/x-www-form-urlencoded\r\n";
        }
    }
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    stream.write_all((head + "\r\n").as_bytes()).unwrap();
    stream
}

pub fn finish(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Answer {
        status: status.unwrap_or_else(|| panic!("no answer: {text:?}")),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

/// What was a database is none any more.
pub fn destroy(file: &Path) {
    for name in [file.to_owned(), PathBuf::from(format!("{}-wal", file.display()))] {
        if let Ok(found) = std::fs::metadata(&name) {
            let garbage = b"This is no database. ".iter().copied().cycle();
            let garbage: Vec<u8> = garbage.take(usize::try_from(found.len()).unwrap()).collect();
            std::fs::OpenOptions::new().write(true).open(&name).unwrap().write_all(&garbage).unwrap();
        }
    }
}
