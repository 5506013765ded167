//! What goes over the wire: one question at a time, no faster than AfterShip likes, with its key, and bounds of size and time on the answer.

use std::error::Error as _;
use std::fmt::Write as _;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER, USER_AGENT};
use hyper::{Method, Request, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::super::ProviderError;

/// The API's version, which is part of every address.
const VERSION: &str = "2026-07";
/// The header that the key goes in.
const KEY: &str = "as-api-key";
/// When asking is allowed again, in seconds since 1970.
const RESET: &str = "x-ratelimit-reset";

/// How AfterShip is asked.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// From one question to the next. AfterShip allows 6 lists a second and 20 registrations; two servers with one key ask less often than that.
    pub pace: Duration,
    /// An answer has come within that time.
    pub timeout: Duration,
    /// An answer has no more bytes.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pace: Duration::from_millis(350),
            timeout: Duration::from_secs(20),
            // 50 numbers with all their checkpoints are a few hundred KiB.
            bytes: 16 << 20,
        }
    }
}

/// Where the API is: https, or http on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

/// Why that is no address of an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an address is needed that begins with https://, as in https://api.aftership.com")]
pub struct BadAddress;

impl FromStr for Address {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let uri: Uri = text.parse().map_err(|_| BadAddress)?;
        let host = uri.host().ok_or(BadAddress)?;
        let is_here = host == "localhost"
            || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        // The key is never sent where others can read it.
        let is_closed = uri.scheme_str() == Some("https") || uri.scheme_str() == Some("http") && is_here;
        let is_plain =
            uri.query().is_none() && uri.authority().is_some_and(|whole| !whole.as_str().contains('@'));
        if is_closed && is_plain { Ok(Self(text.trim_end_matches('/').to_owned())) } else { Err(BadAddress) }
    }
}

/// A key can't go into a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the key of AfterShip's API has characters that no key has")]
pub struct BadKey;

/// Why a question has no answer.
#[derive(Debug)]
pub(super) enum Fault {
    /// AfterShip refuses this question, and may answer others.
    Refused {
        /// Its number for the reason.
        code: i64,
        /// In its words.
        why: String,
        /// What it tells about it.
        data: Value,
    },
    /// Others would end the same.
    Provider(ProviderError),
}

impl From<ProviderError> for Fault {
    fn from(error: ProviderError) -> Self {
        Self::Provider(error)
    }
}

/// The shape of every answer.
#[derive(Deserialize)]
struct Envelope {
    meta: Meta,
    #[serde(default)]
    data: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Meta {
    code: i64,
    message: Option<String>,
}

/// AfterShip's API.
pub(super) struct Api {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    address: Address,
    key: HeaderValue,
    limits: Limits,
    /// When the next question may be asked.
    next: Mutex<Instant>,
}

impl Api {
    pub fn new(address: Address, key: &str, limits: Limits) -> Result<Self, BadKey> {
        let mut key = HeaderValue::from_str(key.trim()).map_err(|_| BadKey)?;
        key.set_sensitive(true);
        let connector =
            HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().enable_http1().build();
        let client = Client::builder(TokioExecutor::new()).build(connector);
        Ok(Self { client, address, key, limits, next: Mutex::new(Instant::now()) })
    }

    /// Asks something at a path below the version's; gives the data of the answer. `now` is in seconds since 1970.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        now: i64,
    ) -> Result<Value, Fault> {
        self.turn().await;
        let request = Request::builder()
            .method(method)
            .uri(format!("{}/tracking/{VERSION}/{path}", self.address.0))
            .header(KEY, self.key.clone())
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, concat!("waybill/", env!("CARGO_PKG_VERSION")))
            .body(Full::from(body.map_or_else(String::new, Value::to_string)))
            .map_err(|error| failed(format!("the question can't be asked: {error}")))?;
        let answered = async {
            let answer = self.client.request(request).await.map_err(|error| failed(chain(&error)))?;
            let (head, body) = answer.into_parts();
            let body = Limited::new(body, self.limits.bytes).collect().await;
            let body =
                body.map_err(|error| failed(format!("its answer can't be read to the end: {error}")))?;
            Ok::<_, Fault>((head, body.to_bytes()))
        };
        let (head, body) = tokio::time::timeout(self.limits.timeout, answered)
            .await
            .map_err(|_| failed("it does not answer in time".to_owned()))??;
        self.judge(head.status, &head.headers, &body, now)
    }

    /// Waits until it is time for a question.
    async fn turn(&self) {
        let mut next = self.next.lock().await;
        tokio::time::sleep_until(*next).await;
        *next = Instant::now() + self.limits.pace;
    }

    fn judge(&self, status: StatusCode, headers: &HeaderMap, body: &[u8], now: i64) -> Result<Value, Fault> {
        if status == StatusCode::TOO_MANY_REQUESTS {
            return Err(ProviderError::TooOften { seconds: again_in(headers, now) }.into());
        }
        let envelope: Option<Envelope> = serde_json::from_slice(body).ok();
        if status.is_success() {
            let unknown = || failed("its answer is none that is known".to_owned());
            return envelope.map(|envelope| envelope.data).ok_or_else(unknown);
        }
        let Envelope { meta, data } =
            envelope.unwrap_or(Envelope { meta: Meta::default(), data: Value::Null });
        let why = self.said(meta.message.as_deref().unwrap_or_default());
        Err(match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                failed(format!("it does not take the key ({status}): {why}"))
            }
            // No such tracking; without a number of its own it is the address that is wrong.
            StatusCode::NOT_FOUND if meta.code <= 404 => failed(format!("it answers {status}: {why}")),
            status if status.is_client_error() => Fault::Refused { code: meta.code, why, data },
            _ => failed(format!("it answers {status}: {why}")),
        })
    }

    /// What AfterShip says, as it may stand in the log: short, on one line, and without the key.
    fn said(&self, text: &str) -> String {
        let key = self.key.to_str().unwrap_or_default();
        let text = if key.is_empty() { text.to_owned() } else { text.replace(key, "***") };
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect()
    }
}

fn failed(why: String) -> Fault {
    ProviderError::Failed(format!("AfterShip: {why}")).into()
}

/// An error with its causes.
fn chain(error: &hyper_util::client::legacy::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        // Writing to a String cannot fail.
        let _ = write!(text, ": {error}");
        cause = error.source();
    }
    text
}

/// In how many seconds asking is allowed again.
fn again_in(headers: &HeaderMap, now: i64) -> i64 {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<i64>().ok();
    let reset = || number(RESET).map(|at| at.saturating_sub(now));
    number(RETRY_AFTER.as_str()).or_else(reset).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inv_08_sec_01_the_key_goes_nowhere_in_the_clear() {
        let taken = |text: &str| text.parse::<Address>().is_ok();
        for good in ["https://api.aftership.com", "https://proxy.example/aftership/", "http://127.0.0.1:8080"]
        {
            assert!(taken(good), "{good}");
        }
        for good in ["http://[::1]:80", "http://localhost:1"] {
            assert!(taken(good), "{good}");
        }
        for bad in [
            "http://api.aftership.com",
            "http://127.0.0.1.example",
            "api.aftership.com",
            "ftp://api.aftership.com",
            "https://key@api.aftership.com",
            "https://api.aftership.com?a=b",
            "https://",
            "",
        ] {
            assert!(!taken(bad), "{bad}");
        }
    }

    #[test]
    fn inv_08_sec_01_neither_debugging_nor_what_is_said_shows_the_key() {
        let address: Address = "https://api.aftership.com".parse().unwrap();
        let api = Api::new(address.clone(), "a-key-of-the-test", Limits::default()).unwrap();
        assert!(!format!("{:?}", api.key).contains("a-key"));
        assert_eq!(api.said("The key a-key-of-the-test\nis wrong"), "The key *** is wrong");
        assert_eq!(api.said(&"x".repeat(1_000)).len(), 200);
        assert_eq!(Api::new(address, "a\nkey", Limits::default()).err(), Some(BadKey));
    }

    #[test]
    fn inv_08_when_to_ask_again_is_read_from_either_header() {
        let headers = |name: &'static str, value: &str| {
            HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_str(value).unwrap())])
        };
        let now = 1_795_000_000;
        assert_eq!(again_in(&headers("retry-after", "7"), now), 7);
        assert_eq!(again_in(&headers(RESET, "1795000030"), now), 30);
        assert_eq!(again_in(&headers(RESET, "1794999999"), now), 1);
        assert_eq!(again_in(&headers("retry-after", "soon"), now), 1);
        assert_eq!(again_in(&HeaderMap::new(), now), 1);
    }
}
