//! Whole pages over HTTP: the server as it is shipped, a person signed in, connections kept.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use bytes::Bytes;
use http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::Run;
use crate::cases::Case;
use crate::cpu;
use crate::memory::{Memory, Watch};
use crate::stats::{Figures, Times};

/// The figures of all pages.
pub struct Http {
    /// Case by case.
    pub pages: Vec<Paging>,
    /// The server's memory.
    pub memory: Memory,
}

/// The figures of a page.
#[derive(Debug, Serialize)]
pub struct Paging {
    /// Bytes of its HTML, compressed as for a browser.
    bytes: usize,
    /// Statements that the whole page ran: who asks, what stands around every page, the page itself.
    statements: u64,
    /// One after the other.
    one_client: Figures,
    /// Eight at a time.
    eight_clients: Figures,
    /// Processor time of the server for one of those pages, in milliseconds.
    cpu_ms: f64,
}

/// Starts the server and times each case's page.
pub async fn time(cases: &[Case], run: &Run) -> anyhow::Result<Http> {
    let mut server = start(run)?;
    let timed = time_at(cases, run, &server).await;
    let stopped = stop(&mut server).await;
    let timed = timed?;
    stopped?;
    Ok(timed)
}

async fn time_at(cases: &[Case], run: &Run, server: &Child) -> anyhow::Result<Http> {
    let address = run.addr;
    until_ready(address).await?;
    let cookie = sign_in(address, &run.password).await?;
    let pid = server.id().context("the server has ended")?;
    let watch = Watch::start(pid);

    let mut clients = Vec::new();
    for _ in 0..8 {
        clients.push(Client::connect(address, &cookie).await?);
    }
    // The figures' own statements are in the figures.
    let own = statements(&mut clients[0]).await?.abs_diff(statements(&mut clients[0]).await?);
    let mut looked = Vec::with_capacity(cases.len());
    for case in cases {
        let before = statements(&mut clients[0]).await?;
        let page = clients[0].get(&case.path).await.with_context(|| case.name.clone())?;
        let after = statements(&mut clients[0]).await?;
        looked.push((page.len(), after.saturating_sub(before + own)));
    }
    let mut times: Vec<(Times, Times)> = cases.iter().map(|_| (Times::default(), Times::default())).collect();
    let mut used = vec![(0_u64, 0_usize); cases.len()];
    for round in 0..=run.rounds {
        eprint!("\rpages: round {round} of {} ", run.rounds);
        for ((case, (one, eight)), used) in cases.iter().zip(&mut times).zip(&mut used) {
            for (count, times) in [(1, one), (8, eight)] {
                let started = Instant::now();
                let before = cpu::of_process(pid);
                let taken =
                    get_at_once(&mut clients, count, &case.path, Duration::from_millis(run.millis)).await?;
                // The first round warms the caches.
                if round > 0 {
                    if count == 8 {
                        *used = (used.0 + cpu::of_process(pid) - before, used.1 + taken.len());
                    }
                    times.add(taken, started.elapsed());
                }
            }
        }
    }
    eprintln!();
    let pages = looked
        .into_iter()
        .zip(times)
        .zip(used)
        .map(|(((bytes, statements), (one, eight)), (milliseconds, pages))| Paging {
            bytes,
            statements,
            one_client: one.figures(),
            eight_clients: eight.figures(),
            cpu_ms: (milliseconds as f64 * 100.0 / pages.max(1) as f64).round() / 100.0,
        })
        .collect();
    Ok(Http { pages, memory: watch.stop() })
}

fn start(run: &Run) -> anyhow::Result<Child> {
    Command::new(&run.server)
        .args(["serve", "--addr", &run.addr.to_string()])
        .env("WAYBILL_DATABASE", &run.database)
        .env("WAYBILL_LOG", "warn")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{} can't be started", run.server.display()))
}

async fn stop(server: &mut Child) -> anyhow::Result<()> {
    server.kill().await.context("the server can't be stopped")
}

async fn until_ready(address: SocketAddr) -> anyhow::Result<()> {
    for _ in 0..200 {
        if TcpStream::connect(address).await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bail!("the server does not listen on {address}")
}

/// Signs the demo's owner in; gives the cookie.
async fn sign_in(address: SocketAddr, password: &str) -> anyhow::Result<String> {
    let mut client = Client::connect(address, "").await?;
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("email", service::seed::OWNER)
        .append_pair("password", password)
        .finish();
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/session/sign_in")
        .header(header::HOST, address.to_string())
        .header(header::ORIGIN, format!("http://{address}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Full::from(form))?;
    let answer = client.sender.send_request(request).await?;
    let cookies: Vec<&str> = answer
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
        .collect();
    let cookie = (!cookies.is_empty()).then(|| cookies.join("; "));
    let status = answer.status();
    answer.into_body().collect().await?;
    cookie.with_context(|| {
        format!("signing in was answered with {status} and no cookie: is it the seed's password?")
    })
}

/// What each page took while so many clients asked for so long.
async fn get_at_once(
    clients: &mut [Client],
    count: usize,
    path: &str,
    long: Duration,
) -> anyhow::Result<Vec<Duration>> {
    let until = Instant::now() + long;
    let asked = clients.iter_mut().take(count).map(|client| async move {
        let mut taken = Vec::new();
        while Instant::now() < until {
            let started = Instant::now();
            client.get(path).await?;
            taken.push(started.elapsed());
        }
        anyhow::Ok(taken)
    });
    // One thread for the load, the other for the server: a client is little work.
    let mut all = Vec::new();
    for taken in futures_util::future::join_all(asked).await {
        all.extend(taken?);
    }
    Ok(all)
}

/// How many statements the server has run so far.
async fn statements(client: &mut Client) -> anyhow::Result<u64> {
    let figures = client.ask("/metrics", "identity").await?;
    let figures = std::str::from_utf8(&figures).context("/metrics")?;
    Ok(figures
        .lines()
        .filter(|line| line.starts_with("waybill_database_statements_total"))
        .filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok())
        .sum())
}

/// A kept connection of somebody who is signed in.
struct Client {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    cookie: String,
}

impl Client {
    async fn connect(address: SocketAddr, cookie: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, host: address.to_string(), cookie: cookie.to_owned() })
    }

    /// Asks for a page as a browser does and reads all of it; gives its bytes as sent.
    async fn get(&mut self, path: &str) -> anyhow::Result<Bytes> {
        self.ask(path, "gzip, deflate, br").await
    }

    async fn ask(&mut self, path: &str, encodings: &'static str) -> anyhow::Result<Bytes> {
        let request = Request::builder()
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::COOKIE, &self.cookie)
            .header(header::ACCEPT, "text/html")
            .header(header::ACCEPT_ENCODING, encodings)
            .body(Full::default())?;
        self.sender.ready().await?;
        let answer = self.sender.send_request(request).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await?.to_bytes();
        if status != StatusCode::OK {
            bail!("{path} was answered with {status}");
        }
        Ok(body)
    }
}
