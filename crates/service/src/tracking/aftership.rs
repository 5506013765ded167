//! AfterShip: what its webhooks tell (INV-08), by its documentation of tracking and webhooks, version 2026-07.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDateTime, TimeZone as _};
use chrono_tz::Tz;
use domain::shipment::CarrierEvent;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{Report, Told};
use crate::number::hex;

/// The header that a webhook's signature comes in.
pub const SIGNATURE: &str = "aftership-hmac-sha256";

/// What its name is in the events that are kept.
pub const NAME: &str = "aftership";

/// Why a webhook is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadHook {
    /// It is not signed, or by somebody else.
    #[error("the signature is wrong")]
    Signature,
    /// It is signed, but none that is known.
    #[error("the body is none that is known")]
    Body,
}

/// A number that a webhook tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// The carriers that AfterShip may mean, by their codes; none: it names one that no carrier here is.
    pub carriers: Vec<&'static str>,
    /// What it tells; without a carrier, which follows from who bears the number.
    pub report: Report,
}

#[derive(Deserialize)]
struct Body {
    event: String,
    msg: Option<Msg>,
}

#[derive(Deserialize)]
struct Msg {
    id: String,
    tracking_number: String,
    #[serde(default)]
    slug: String,
    #[serde(default)]
    checkpoints: Vec<Value>,
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

/// Reads a webhook that is signed with `secret`; none where it tells of no parcel (a test, another event). Times without a zone are in `zone`.
///
/// # Errors
/// Why it is not taken.
pub fn hook(secret: &str, signature: Option<&str>, body: &[u8], zone: Tz) -> Result<Option<Hook>, BadHook> {
    if secret.is_empty() {
        return Err(BadHook::Signature);
    }
    let signature = signature.and_then(|text| STANDARD.decode(text.trim()).ok()).ok_or(BadHook::Signature)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| BadHook::Signature)?;
    mac.update(body);
    // In constant time.
    mac.verify_slice(&signature).map_err(|_| BadHook::Signature)?;
    let body: Body = serde_json::from_slice(body).map_err(|_| BadHook::Body)?;
    if body.event != "tracking_update" {
        return Ok(None);
    }
    let msg = body.msg.ok_or(BadHook::Body)?;
    let events = msg.checkpoints.iter().filter_map(|checkpoint| told(&msg.id, checkpoint, zone)).collect();
    let report = Report { carrier: String::new(), number: msg.tracking_number, events };
    Ok(Some(Hook { carriers: carriers(&msg.slug), report }))
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

/// The carriers here that one of AfterShip's may be.
fn carriers(slug: &str) -> Vec<&'static str> {
    match slug {
        "taqbin-jp" => vec!["yamato"],
        "sagawa" => vec!["sagawa"],
        "japan-post" => vec!["japan_post", "ems"],
        "dhl" => vec!["dhl_express"],
        "fedex" => vec!["fedex"],
        "ups" => vec!["ups"],
        "usps" => vec!["usps"],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SECRET: &str = "a secret of the test";

    fn hook(secret: &str, signature: Option<&str>, body: &[u8]) -> Result<Option<Hook>, BadHook> {
        super::hook(secret, signature, body, Tz::Asia__Tokyo)
    }

    fn signed(body: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(body);
        STANDARD.encode(mac.finalize().into_bytes())
    }

    fn body() -> Value {
        json!({
            "event": "tracking_update", "event_id": "3f645f5e-530b-4062-8695-db6a64420af8", "ts": 1_795_000_000,
            "msg": {
                "id": "grhrexm6t3hiwkjwq37jd003", "tracking_number": "400000000013", "slug": "taqbin-jp", "tag": "Delivered",
                "checkpoints": [
                    { "created_at": "2026-11-20T01:00:00Z", "checkpoint_time": "2026-11-20T09:30:00+09:00", "tag": "InTransit",
                      "subtag": "InTransit_002", "message": "Accepted", "location": "Tokyo" },
                    { "created_at": "2026-11-21T01:00:00Z", "checkpoint_time": "2026-11-21T09:30:00", "tag": "Delivered",
                      "subtag": "Delivered_001", "message": "Delivered", "city": "Osaka" },
                    { "created_at": "2026-11-19T01:00:00Z", "tag": "InfoReceived" },
                    { "tag": "Delivered", "message": "at no time" },
                ],
            },
        })
    }

    #[test]
    fn inv_08_a_signed_webhook_tells_what_became_of_a_number() {
        let body = body().to_string();
        let hook = self::hook(SECRET, Some(&signed(body.as_bytes())), body.as_bytes()).unwrap().unwrap();
        assert_eq!((hook.carriers, hook.report.number.as_str()), (vec!["yamato"], "400000000013"));
        let told: Vec<_> =
            hook.report.events.iter().map(|told| (told.event, told.place.as_deref())).collect();
        assert_eq!(
            told,
            [
                (Some(CarrierEvent::Accepted), Some("Tokyo")),
                (Some(CarrierEvent::Delivered), Some("Osaka")),
                (None, None)
            ]
        );
        let at =
            |text: &str| domain::time::Timestamp::from(DateTime::parse_from_rfc3339(text).unwrap().to_utc());
        assert_eq!(hook.report.events[0].occurred_at, at("2026-11-20T00:30:00Z"));
        // Without a zone: the merchant's.
        assert_eq!(hook.report.events[1].occurred_at, at("2026-11-21T00:30:00Z"));
        // The same checkpoint has the same id in every webhook, another one another.
        let again = super::hook(SECRET, Some(&signed(body.as_bytes())), body.as_bytes(), Tz::Asia__Tokyo)
            .unwrap()
            .unwrap();
        assert_eq!(again.report, hook.report);
        let ids: std::collections::HashSet<_> = hook.report.events.iter().map(|told| &told.id).collect();
        assert_eq!(ids.len(), 3);
    }

    #[test]
    fn inv_08_sec_01_a_webhook_that_is_not_signed_by_the_secret_is_refused() {
        let body = body().to_string();
        let right = signed(body.as_bytes());
        assert_eq!(hook(SECRET, None, body.as_bytes()), Err(BadHook::Signature));
        for wrong in ["", "no base64!", "AAAA", &right[1..]] {
            assert_eq!(hook(SECRET, Some(wrong), body.as_bytes()), Err(BadHook::Signature), "{wrong}");
        }
        assert_eq!(hook("another", Some(&right), body.as_bytes()), Err(BadHook::Signature));
        // No secret is nobody's.
        let mac = Hmac::<Sha256>::new_from_slice(b"").unwrap().chain_update(body.as_bytes());
        let empty = STANDARD.encode(mac.finalize().into_bytes());
        assert_eq!(hook("", Some(&empty), body.as_bytes()), Err(BadHook::Signature));
        let changed = body.replace("400000000013", "400000000014");
        assert_eq!(hook(SECRET, Some(&right), changed.as_bytes()), Err(BadHook::Signature));
    }

    #[test]
    fn inv_08_a_webhook_of_something_else_is_taken_and_tells_nothing() {
        let of = |body: &str| hook(SECRET, Some(&signed(body.as_bytes())), body.as_bytes());
        assert_eq!(of(r#"{"event":"edd_revise"}"#), Ok(None));
        assert_eq!(of(r#"{"event":"tracking_update"}"#), Err(BadHook::Body));
        assert_eq!(of("{"), Err(BadHook::Body));
    }
}
