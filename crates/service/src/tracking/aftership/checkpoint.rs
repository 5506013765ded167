//! What AfterShip says of a number: the same in a webhook as when it is asked, and read by the same code.

use chrono::{DateTime, NaiveDateTime, TimeZone as _};
use chrono_tz::Tz;
use domain::shipment::CarrierEvent;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::super::Told;
use crate::number::hex;

/// A number, as AfterShip knows it.
#[derive(Deserialize)]
pub(super) struct Tracking {
    pub id: String,
    pub tracking_number: String,
    /// Its name of the carrier.
    #[serde(default)]
    pub slug: String,
    #[serde(default)]
    checkpoints: Vec<Value>,
}

impl Tracking {
    /// What happened to the parcel. Times without a zone are in `zone`.
    pub fn told(&self, zone: Tz) -> Vec<Told> {
        self.checkpoints.iter().filter_map(|checkpoint| told(&self.id, checkpoint, zone)).collect()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Checkpoint {
    checkpoint_time: Option<String>,
    created_at: Option<String>,
    tag: Option<String>,
    subtag: Option<String>,
    message: Option<String>,
    location: Option<String>,
    city: Option<String>,
}

fn told(tracking: &str, raw: &Value, zone: Tz) -> Option<Told> {
    let point: Checkpoint = serde_json::from_value(raw.clone()).ok()?;
    let exact = |text: &String| DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc());
    let learned = point.created_at.as_ref().and_then(exact);
    // A time without a zone is the place's own, most often the merchant's; it was not after AfterShip learned of it.
    let local = |text: &String| {
        let at = text.parse::<NaiveDateTime>().ok()?;
        let at = zone.from_local_datetime(&at).earliest()?.to_utc();
        Some(learned.map_or(at, |learned| at.min(learned)))
    };
    let told_at = point.checkpoint_time.as_ref().and_then(|text| exact(text).or_else(|| local(text)));
    let occurred_at = told_at.or(learned)?;
    let tag = point.tag.clone().unwrap_or_default();
    // Checkpoints have no id of their own. When AfterShip learned of one may change; what it says does not.
    let mut digest = Sha256::new();
    let parts =
        [Some(tracking), point.checkpoint_time.as_deref(), point.tag.as_deref(), point.subtag.as_deref()];
    for part in parts.into_iter().chain([point.message.as_deref(), point.location.as_deref()]) {
        digest.update(part.unwrap_or_default());
        digest.update([0]);
    }
    Some(Told {
        id: hex(&digest.finalize()[..16]),
        event: event(&tag, point.subtag.as_deref().unwrap_or_default()),
        status: tag,
        place: point.location.or(point.city),
        message: point.message,
        occurred_at: occurred_at.into(),
        raw: raw.clone(),
    })
}

/// What a status of AfterShip's means to a shipment.
fn event(tag: &str, subtag: &str) -> Option<CarrierEvent> {
    match (tag, subtag) {
        // The acceptance scan.
        ("InTransit", "InTransit_002") => Some(CarrierEvent::Accepted),
        ("InTransit", _) => Some(CarrierEvent::InTransit),
        // It waits where the customer collects it.
        ("OutForDelivery" | "AvailableForPickup", _) => Some(CarrierEvent::OutForDelivery),
        ("AttemptFail", _) => Some(CarrierEvent::Failed),
        // Moved, refused, wrong address, rejected, on its way back or back, damaged, lost. Others only delay it: customs, weather.
        (
            "Exception",
            "Exception_002" | "Exception_003" | "Exception_007" | "Exception_009" | "Exception_010"
            | "Exception_011" | "Exception_012" | "Exception_013",
        ) => Some(CarrierEvent::Failed),
        ("Delivered", _) => Some(CarrierEvent::Delivered),
        // Pending, InfoReceived, Expired, other exceptions: nothing that moves it.
        _ => None,
    }
}

/// AfterShip's names of the carriers here, and the carriers' codes.
const SLUGS: [(&str, &str); 8] = [
    ("taqbin-jp", "yamato"),
    ("sagawa", "sagawa"),
    ("japan-post", "japan_post"),
    ("japan-post", "ems"),
    ("dhl", "dhl_express"),
    ("fedex", "fedex"),
    ("ups", "ups"),
    ("usps", "usps"),
];

/// The carriers here that one of AfterShip's may be.
pub(in crate::tracking) fn carriers(slug: &str) -> Vec<&'static str> {
    SLUGS.iter().filter(|(theirs, _)| *theirs == slug).map(|(_, code)| *code).collect()
}

/// AfterShip's name of a carrier, where it has one.
pub(super) fn slug(carrier: &str) -> Option<&'static str> {
    SLUGS.iter().find(|(_, code)| *code == carrier).map(|(slug, _)| *slug)
}
