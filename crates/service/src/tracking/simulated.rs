//! Parcels that move by themselves: for the demo and for test orders. What becomes of a parcel follows from its number alone, so that every server tells
//! the same.

use domain::shipment::CarrierEvent;
use domain::time::Timestamp;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{Parcel, Provider, ProviderError, Report, Told};

const HOUR: i64 = 3600;

/// The simulated provider.
#[derive(Clone, Copy, Debug)]
pub struct Simulated {
    pace: u32,
}

impl Simulated {
    /// Parcels so many times as fast as real ones: at 1440 a day takes a minute.
    pub const fn at_pace(pace: u32) -> Self {
        Self { pace: if pace == 0 { 1 } else { pace } }
    }

    fn seconds(self, real: i64) -> i64 {
        real / i64::from(self.pace)
    }
}

/// What becomes of a parcel, with the hours since its number was registered.
fn course(number: &str) -> Vec<(i64, CarrierEvent, &'static str, &'static str)> {
    use CarrierEvent::{Accepted, Delivered, Failed, InTransit, InvoiceRejected, OutForDelivery};

    let chance = Sha256::digest(number.as_bytes());
    // Not all take the same time.
    let late = i64::from(chance[1] % 6);
    if chance[0] < 5 {
        return vec![(1, InvoiceRejected, "Data centre", "The number is unknown to the carrier")];
    }
    let mut course = vec![
        (3 + late, Accepted, "Collection depot", "Parcel accepted"),
        (8 + late, InTransit, "Sorting centre", "Left the sorting centre"),
        (20 + late, InTransit, "Delivery depot", "Arrived at the delivery depot"),
        (25 + late, OutForDelivery, "Delivery depot", "On the van"),
    ];
    if chance[2] < 20 {
        course.push((31 + late, Failed, "At the door", "Nobody was there"));
        course.push((49 + late, OutForDelivery, "Delivery depot", "On the van once more"));
        course.push((55 + late, Delivered, "At the door", "Delivered"));
    } else {
        course.push((31 + late, Delivered, "At the door", "Delivered"));
    }
    course
}

impl Provider for Simulated {
    const NAME: &'static str = "simulated";

    async fn follow(&self, parcels: &[Parcel], now: Timestamp) -> Result<Vec<Report>, ProviderError> {
        let report = |parcel: &Parcel| {
            let told = |(step, (hours, event, place, message)): (usize, (i64, CarrierEvent, &str, &str))| {
                let at = parcel.registered_at.plus_seconds(self.seconds(hours * HOUR));
                (at <= now).then(|| Told {
                    // The same number registered once more is another parcel's.
                    id: format!("{}:{}:{}:{step}", parcel.carrier, parcel.number, parcel.registered_at.0),
                    event: Some(event),
                    status: event.to_string(),
                    place: Some(place.to_owned()),
                    message: Some(message.to_owned()),
                    occurred_at: at,
                    raw: json!({ "step": step }),
                })
            };
            Report {
                carrier: parcel.carrier.clone(),
                number: parcel.number.clone(),
                events: course(&parcel.number).into_iter().enumerate().filter_map(told).collect(),
            }
        };
        Ok(parcels.iter().map(report).collect())
    }

    fn pause(&self, _: i64) -> i64 {
        self.seconds(HOUR).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inv_08_most_simulated_parcels_arrive_some_fail_and_a_few_are_rejected() {
        let mut ends = std::collections::BTreeMap::new();
        for n in 0..2_000 {
            let course = course(&format!("{n:012}"));
            assert!(course.is_sorted_by(|a, b| a.0 < b.0), "{course:?}");
            let failed = course.iter().any(|step| step.1 == CarrierEvent::Failed);
            *ends.entry((course.last().unwrap().1.as_str(), failed)).or_insert(0) += 1;
        }
        assert!(ends[&("delivered", false)] > 1_700, "{ends:?}");
        assert!(ends[&("delivered", true)] > 80, "{ends:?}");
        assert!(ends[&("invoice_rejected", false)] > 10, "{ends:?}");
    }
}
