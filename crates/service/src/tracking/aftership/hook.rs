//! What its webhooks tell, and that they are its own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono_tz::Tz;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;
use sha2::Sha256;

use super::super::Report;
use super::checkpoint::{Tracking, carriers};

/// The header that a webhook's signature comes in.
pub const SIGNATURE: &str = "aftership-hmac-sha256";

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
    /// AfterShip's name of the carrier.
    pub slug: String,
    /// What it tells; without a carrier, which follows from who bears the number.
    pub report: Report,
}

impl Hook {
    /// The carriers that AfterShip may mean, by their codes; none: it names one that no carrier here is.
    pub fn carriers(&self) -> Vec<&'static str> {
        carriers(&self.slug)
    }
}

#[derive(Deserialize)]
struct Body {
    event: String,
    msg: Option<Tracking>,
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
    let report = Report { carrier: String::new(), events: msg.told(zone), number: msg.tracking_number };
    Ok(Some(Hook { slug: msg.slug, report }))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::shipment::CarrierEvent;
    use serde_json::{Value, json};

    use super::*;

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
        assert_eq!((hook.carriers(), hook.report.number.as_str()), (vec!["yamato"], "400000000013"));
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
