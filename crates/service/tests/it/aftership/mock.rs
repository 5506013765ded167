//! AfterShip's API on this machine, as its documentation has it: it knows its trackings, and refuses what the real one refuses.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The key that it takes.
pub const KEY: &str = "a-key-that-nobody-may-read";
/// The carriers that it knows.
const SLUGS: [&str; 3] = ["taqbin-jp", "sagawa", "japan-post"];

/// What it does with a question instead of answering it.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// It was asked too often, as this header tells.
    TooOften(&'static str, String),
    /// Something else is wrong with it.
    Status(u16),
    /// What it answers is no JSON.
    Garbage,
    /// What it answers is JSON of another kind.
    Foreign,
    /// It answers without end.
    Huge,
    /// It does not answer.
    Silent,
}

/// What it knows and heard.
#[derive(Default)]
pub struct State {
    /// Its trackings, by carrier and number.
    pub trackings: BTreeMap<(String, String), Value>,
    /// The numbers of each list that was asked for, page by page.
    pub listed: Vec<Vec<String>>,
    /// The numbers that were registered, or were to be.
    pub registered: Vec<String>,
    /// The ids that were asked for.
    pub by_id: Vec<String>,
    /// A page has no more trackings, whatever is asked for; 0: any number.
    pub page: usize,
    /// What it does with the next questions; none: it answers.
    pub troubles: VecDeque<Option<Trouble>>,
    /// Numbers that it refuses to register.
    pub refused: BTreeSet<String>,
    /// Numbers that it does not bear in a list.
    pub unbearable: BTreeSet<String>,
    /// Numbers that it knows and does not list.
    pub unlisted: BTreeSet<String>,
}

/// The server, as long as it is held.
pub struct Mock {
    /// Where it listens.
    pub address: String,
    state: Arc<Mutex<State>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Mock {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let of_all = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&of_all);
                let service = service_fn(move |request| answer(Arc::clone(&state), request));
                tokio::spawn(
                    hyper::server::conn::http1::Builder::new()
                        .serve_connection(TokioIo::new(stream), service),
                );
            }
        });
        Self { address, state, task }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Something happens to a parcel that it knows, or is known already.
    pub fn happen(&self, slug: &str, number: &str, checkpoints: &[Value]) {
        let mut state = self.state();
        let tracking = state.trackings.get_mut(&(slug.to_owned(), number.to_owned())).unwrap();
        let known = tracking["checkpoints"].as_array_mut().unwrap();
        for checkpoint in checkpoints {
            if !known.contains(checkpoint) {
                known.push(checkpoint.clone());
            }
        }
    }
}

/// A tracking without checkpoints.
pub fn tracking(slug: &str, number: &str) -> Value {
    json!({
        "id": format!("id{slug}{number}"), "tracking_number": number, "slug": slug, "tag": "Pending",
        "subtag": "Pending_001", "active": true, "checkpoints": [],
    })
}

fn whole(status: u16, code: i64, message: &str, data: &Value) -> Response<Full<Bytes>> {
    let kind = if code < 300 { Value::Null } else { json!("BadRequest") };
    let body = json!({ "meta": { "code": code, "type": kind, "message": message }, "data": data });
    Response::builder().status(status).body(Full::from(body.to_string())).unwrap()
}

async fn answer(
    state: Arc<Mutex<State>>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let trouble = state.lock().unwrap().troubles.pop_front();
    if let Some(Some(trouble)) = trouble {
        return Ok(instead(trouble).await);
    }
    let none = json!({});
    let key = head.headers.get("as-api-key").and_then(|key| key.to_str().ok());
    if key != Some(KEY) {
        // Worse than the real one: it says what it was sent.
        let said = format!("The API key {} is invalid.", key.unwrap_or_default());
        return Ok(whole(401, 401, &said, &none));
    }
    let mut state = state.lock().unwrap();
    Ok(match (&head.method, head.uri.path().strip_prefix("/tracking/2026-07/trackings")) {
        (&Method::GET, Some("")) => state.list(head.uri.query().unwrap_or_default()),
        (&Method::POST, Some("")) => state.register(&body),
        (&Method::GET, Some(id)) => {
            let id = id.trim_start_matches('/').to_owned();
            let found = state.trackings.values().find(|tracking| tracking["id"] == json!(id)).cloned();
            state.by_id.push(id);
            match found {
                Some(tracking) => whole(200, 200, "", &tracking),
                None => whole(404, 4004, "Tracking does not exist.", &none),
            }
        }
        _ => whole(404, 404, "The URI requested is invalid.", &none),
    })
}

async fn instead(trouble: Trouble) -> Response<Full<Bytes>> {
    let none = json!({});
    match trouble {
        Trouble::TooOften(header, value) => {
            let mut answer = whole(429, 429, "You have exceeded the API call rate limit.", &none);
            answer.headers_mut().insert(header, value.parse().unwrap());
            answer
        }
        Trouble::Status(status) => {
            whole(status, i64::from(status), "Something went wrong on AfterShip's end.", &none)
        }
        Trouble::Garbage => Response::new(Full::from("<html>a proxy's page</html>")),
        Trouble::Foreign => Response::new(Full::from(r#"{"meta":{"code":200},"data":{"trackings":7}}"#)),
        Trouble::Huge => Response::new(Full::from(vec![b' '; 4 << 20])),
        Trouble::Silent => std::future::pending().await,
    }
}

impl State {
    fn list(&mut self, query: &str) -> Response<Full<Bytes>> {
        let asked: BTreeMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let numbers: Vec<String> =
            asked["tracking_numbers"].split(',').map(str::to_owned).filter(|one| !one.is_empty()).collect();
        let limit: usize = asked.get("limit").map_or(100, |limit| limit.parse().unwrap());
        self.listed.push(numbers.clone());
        let is_bad = numbers.iter().any(|number| self.unbearable.contains(number));
        if is_bad || numbers.is_empty() || numbers.len() > 50 || limit > 200 {
            return whole(400, 4008, "The value of `tracking_numbers` is invalid.", &json!({}));
        }
        let is_asked = |tracking: &&Value| {
            let number = tracking["tracking_number"].as_str().unwrap().to_owned();
            numbers.contains(&number) && !self.unlisted.contains(&number)
        };
        let found: Vec<&Value> = self.trackings.values().filter(is_asked).collect();
        let from: usize = asked.get("cursor").map_or(0, |cursor| cursor.parse().unwrap());
        let size = if self.page == 0 { limit } else { limit.min(self.page) };
        let until = found.len().min(from + size);
        let has_next = until < found.len();
        let data = json!({
            "pagination": {
                "total": found.len(), "next_cursor": if has_next { until.to_string() } else { String::new() },
                "has_next_page": has_next,
            },
            "trackings": found[from..until],
        });
        whole(200, 200, "", &data)
    }

    fn register(&mut self, body: &[u8]) -> Response<Full<Bytes>> {
        let asked: Value = serde_json::from_slice(body).unwrap();
        let text = |field: &str| asked[field].as_str().unwrap().to_owned();
        let (slug, number) = (text("slug"), text("tracking_number"));
        self.registered.push(number.clone());
        if !SLUGS.contains(&slug.as_str()) {
            return whole(400, 4010, "The value of `slug` is invalid.", &json!({}));
        }
        if self.refused.contains(&number) {
            return whole(400, 4005, "The value of `tracking_number` is invalid.", &json!({}));
        }
        let key = (slug.clone(), number.clone());
        if let Some(known) = self.trackings.get(&key) {
            let data = json!({ "id": known["id"], "tracking_number": number, "slug": slug });
            return whole(400, 4003, "Tracking already exists.", &data);
        }
        let tracking = tracking(&slug, &number);
        self.trackings.insert(key, tracking.clone());
        whole(201, 201, "", &tracking)
    }
}
