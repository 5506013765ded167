//! AfterShip, asked about parcels in batches.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use domain::time::Timestamp;
use hyper::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{Parcel, Provider, ProviderError, Report, home_zone};
use super::NAME;
use super::api::{Address, Api, BadKey, Fault, Limits};
use super::checkpoint::{Tracking, slug};
use crate::Services;

/// AfterShip lists so many numbers at once.
const NUMBERS: usize = 50;
/// Its list has so many on a page at most.
const PAGE: &str = "200";
/// A list of [`NUMBERS`] ends before so many pages.
const PAGES: usize = 50;
/// Its number for a number that it knows already.
const KNOWN: i64 = 4003;

/// AfterShip's API. Cloned it is the same one.
#[derive(Clone)]
pub struct AfterShip(Arc<Inner>);

struct Inner {
    services: Services,
    api: Api,
    /// Carriers that were said to be unknown there.
    said: Mutex<BTreeSet<String>>,
}

/// Numbers by AfterShip's name of their carrier, as [`plain`] writes them.
type Known = HashMap<(String, String), Tracking>;

#[derive(Deserialize)]
struct List {
    trackings: Vec<Value>,
    #[serde(default)]
    pagination: Pagination,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Pagination {
    next_cursor: Option<String>,
    has_next_page: bool,
}

impl AfterShip {
    /// AfterShip at an address, with a key of its admin.
    ///
    /// # Errors
    /// When that can be no key.
    pub fn new(services: Services, address: Address, key: &str, limits: Limits) -> Result<Self, BadKey> {
        let api = Api::new(address, key, limits)?;
        Ok(Self(Arc::new(Inner { services, api, said: Mutex::default() })))
    }

    /// AfterShip's name of a parcel's carrier. That it has none is logged once for each carrier.
    fn slug(&self, parcel: &Parcel) -> Option<&'static str> {
        let slug = slug(&parcel.carrier);
        if slug.is_none() {
            let mut said = self.0.said.lock().unwrap_or_else(PoisonError::into_inner);
            if said.insert(parcel.carrier.clone()) {
                tracing::warn!(
                    carrier = parcel.carrier,
                    "AfterShip does not know this carrier: nobody is asked about its parcels"
                );
            }
        }
        slug
    }

    async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value, Fault> {
        self.0.api.ask(method, path, body, self.0.services.now().0 / 1_000_000).await
    }

    /// Reads what AfterShip knows of these numbers, [`NUMBERS`] at most. Gives those that it refuses: one of them keeps no other.
    async fn list<'a>(&self, numbers: &[&'a str], known: &mut Known) -> Result<Vec<&'a str>, ProviderError> {
        let mut refused = Vec::new();
        let mut waiting = vec![numbers.to_vec()];
        while let Some(numbers) = waiting.pop() {
            match self.pages(&numbers, known).await {
                Ok(()) => {}
                Err(Fault::Refused { .. }) if numbers.len() > 1 => {
                    let (first, second) = numbers.split_at(numbers.len() / 2);
                    waiting.extend([first.to_vec(), second.to_vec()]);
                }
                Err(Fault::Refused { code, why, .. }) => {
                    not_taken(numbers.first().copied().unwrap_or_default(), code, &why);
                    refused.extend(numbers);
                }
                Err(Fault::Provider(error)) => return Err(error),
            }
        }
        Ok(refused)
    }

    async fn pages(&self, numbers: &[&str], known: &mut Known) -> Result<(), Fault> {
        let mut cursor: Option<String> = None;
        for _ in 0..PAGES {
            let data = self.ask(Method::GET, &page_of(numbers, cursor.as_deref()), None).await?;
            let list: List = serde_json::from_value(data).map_err(|_| unknown())?;
            for tracking in list.trackings {
                // One that can't be read keeps no other.
                if let Ok(tracking) = serde_json::from_value::<Tracking>(tracking) {
                    known.insert((tracking.slug.clone(), plain(&tracking.tracking_number)), tracking);
                }
            }
            let next = list.pagination.next_cursor.filter(|next| !next.is_empty());
            match next {
                Some(next) if list.pagination.has_next_page && cursor.as_ref() != Some(&next) => {
                    cursor = Some(next);
                }
                _ => return Ok(()),
            }
        }
        Ok(())
    }

    /// Tells AfterShip of a number; gives what it knows of it then, none where it refuses it.
    async fn register(&self, slug: &str, number: &str) -> Result<Option<Tracking>, ProviderError> {
        let body = json!({ "tracking_number": number, "slug": slug });
        let data = match self.ask(Method::POST, "trackings", Some(&body)).await {
            Ok(data) => data,
            // Registered elsewhere a moment ago, or so long ago that it is not listed any more.
            Err(Fault::Refused { code: KNOWN, data, .. }) => match self.by_id(&data).await? {
                Some(data) => data,
                None => json!({ "id": "", "tracking_number": number }),
            },
            Err(Fault::Refused { code, why, .. }) => {
                not_taken(number, code, &why);
                return Ok(None);
            }
            Err(Fault::Provider(error)) => return Err(error),
        };
        serde_json::from_value(data).map(Some).map_err(|_| unknown())
    }

    /// The number that an answer names by AfterShip's id.
    async fn by_id(&self, data: &Value) -> Result<Option<Value>, ProviderError> {
        let id = data["id"].as_str().unwrap_or_default();
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Ok(None);
        }
        match self.ask(Method::GET, &format!("trackings/{id}"), None).await {
            Ok(data) => Ok(Some(data)),
            Err(Fault::Refused { .. }) => Ok(None),
            Err(Fault::Provider(error)) => Err(error),
        }
    }
}

impl Provider for AfterShip {
    const NAME: &'static str = NAME;

    async fn follow(&self, parcels: &[Parcel], _: Timestamp) -> Result<Vec<Report>, ProviderError> {
        let zone = home_zone(&self.0.services).await;
        let zone = zone.map_err(|error| ProviderError::Failed(error.to_string()))?;
        let asked: Vec<(&Parcel, &str)> =
            parcels.iter().filter_map(|parcel| Some((parcel, self.slug(parcel)?))).collect();
        // Shipments of one order may travel in one parcel.
        let numbers: BTreeSet<&str> = asked.iter().map(|(parcel, _)| parcel.number.as_str()).collect();
        let numbers: Vec<&str> = numbers.into_iter().collect();
        let mut known = Known::new();
        let mut refused = BTreeSet::new();
        for numbers in numbers.chunks(NUMBERS) {
            refused.extend(self.list(numbers, &mut known).await?);
        }
        let mut told = BTreeSet::new();
        let mut reports = Vec::new();
        for (parcel, slug) in asked {
            let key = (slug.to_owned(), plain(&parcel.number));
            let is_new = !known.contains_key(&key) && !refused.contains(parcel.number.as_str());
            // Once in this round, whatever comes of it.
            if is_new
                && told.insert(key.clone())
                && let Some(tracking) = self.register(slug, &parcel.number).await?
            {
                known.insert(key.clone(), tracking);
            }
            if let Some(tracking) = known.get(&key) {
                reports.push(Report {
                    carrier: parcel.carrier.clone(),
                    number: parcel.number.clone(),
                    events: tracking.told(zone),
                });
            }
        }
        Ok(reports)
    }
}

/// The path of a page of the list of these numbers; no cursor: the first.
fn page_of(numbers: &[&str], cursor: Option<&str>) -> String {
    let mut query = form_urlencoded::Serializer::for_suffix("trackings?".to_owned(), "trackings?".len());
    query.append_pair("tracking_numbers", &numbers.join(",")).append_pair("limit", PAGE);
    if let Some(cursor) = cursor {
        query.append_pair("cursor", cursor);
    }
    query.finish()
}

fn not_taken(number: &str, code: i64, why: &str) {
    tracing::warn!(number, code, why, "AfterShip does not take a number");
}

fn unknown() -> ProviderError {
    ProviderError::Failed("AfterShip: its answer is none that is known".to_owned())
}

/// A number without what AfterShip may leave out or write another way.
fn plain(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}
