//! Orders in the queue of New orders: open, shipped in part, or with a release that failed.

use std::collections::BTreeMap;

use domain::address::PostalAddress;
use domain::id::{LocationId, SkuId};
use domain::kind::{ActorKind, AddressRole};
use domain::order::LineIndex;
use domain::release::{ReleaseFailure, ReleaseInput, ReleaseLine, check_release};
use domain::shipment::MadeBy;
use domain::timeline::TimelineEvent;
use domain::units::UnitsError;
use store::entity::release_failure;

use super::fate::Defect;
use super::goods::Goods;
use super::invoice::CARRIERS;
use super::life::{Life, Taken};
use super::routes::{LOCATIONS, Route};
use super::story::CANCEL_REASONS;

impl Life<'_> {
    pub(super) fn stay_open(&mut self) {
        let parcels = self.parts.lines.len() > 1;
        if parcels && self.parts.order.country.is_some() && self.chance.per_mille(120) {
            self.ship_a_part();
        } else if self.chance.per_mille(450) {
            self.later(1, 10);
            self.confirm(ActorKind::User);
        }
    }

    /// The first line goes out by itself; the rest is still to be released.
    fn ship_a_part(&mut self) {
        self.later(2, 12);
        let first: Taken = self.open().into_iter().take(1).collect();
        let place = self.release(&first);
        let shipment = &mut self.parts.shipments[place].0;
        shipment.made_by = MadeBy::Manual;
        (shipment.policy_id, shipment.option_id) = (None, None);
        self.later(1, 5);
        self.invoice(place);
        self.later(1, 5);
        self.hand_over(place);
        if self.chance.per_mille(300) {
            self.later(20, 80);
            self.deliver(place);
        }
    }

    pub(super) fn fail_to_release(&mut self, defect: Defect, goods: &Goods) -> Result<(), UnitsError> {
        match defect {
            Defect::Canceled => {
                self.later(1, 20);
                let all = self.open();
                self.cancel(&all, ActorKind::Customer, CANCEL_REASONS[0]);
            }
            Defect::ItemLink => {
                self.later(1, 6);
                self.confirm(ActorKind::User);
            }
            Defect::NotConfirmed => {}
            Defect::Provider => {
                self.later(1, 6);
                let all = self.open();
                let first = self.release(&all);
                (first..self.parts.shipments.len()).for_each(|place| self.undo(place));
            }
            _ if self.chance.per_mille(400) => {
                self.later(1, 6);
                self.confirm(ActorKind::User);
            }
            _ => {}
        }
        self.later(1, 12);
        let failures = if defect == Defect::Provider {
            let carrier = self.parts.lines[0].option_id.map(Route::of);
            let carrier = carrier.map_or(0, |route| route.service().carrier(self.parts.order.destination));
            vec![ReleaseFailure::ProviderRefused {
                provider: CARRIERS[carrier].name.to_owned(),
                message: "No pickup in this area today".to_owned(),
            }]
        } else {
            self.refusals(goods)?
        };
        self.tell(ActorKind::User, &TimelineEvent::ReleaseFailed { failures: failures.clone() });
        self.parts.failure = Some(release_failure::Model {
            order_id: self.parts.order.id,
            // Its fields are numbers, texts and enums: all of them have a JSON form.
            reasons: serde_json::to_value(failures).unwrap_or_default(),
            user_id: Some(self.owner),
            failed_at: self.at,
        });
        Ok(())
    }

    /// What a release of the order would say.
    fn refusals(&mut self, goods: &Goods) -> Result<Vec<ReleaseFailure>, UnitsError> {
        self.derive(None)?;
        let mut available: BTreeMap<(LocationId, SkuId), i32> = BTreeMap::new();
        let parts = &self.parts;
        let lines: Vec<ReleaseLine<'_>> = (0_u32..)
            .zip(&parts.lines)
            .map(|(index, line)| {
                let sku = line.sku_id.and_then(|id| usize::try_from(id.0 - 1).ok());
                if let (Some(location), Some(id), Some(sku)) = (line.location_id, line.sku_id, sku) {
                    available.insert((location, id), goods.skus[sku].available);
                }
                let location = |id: LocationId| (id, LOCATIONS[usize::try_from(id.0 - 1).unwrap_or(0)].code);
                ReleaseLine {
                    line: LineIndex(index),
                    open: line.ordered - line.canceled - line.assigned,
                    sku: line.sku_id,
                    sku_code: &line.sku_code,
                    product_code: &line.product_code,
                    name: &line.name,
                    delivery_name: sku.and_then(|sku| goods.product_of(sku).delivery_name),
                    item_link: line.item_link,
                    mall_sku: line.mall_sku.as_deref(),
                    location: line.location_id.map(location),
                    policy: line.policy_id,
                    option: line.option_id,
                }
            })
            .collect();
        let ship_to = parts.addresses.iter().find(|address| address.role == AddressRole::ShipTo);
        let address = ship_to.map_or(PostalAddress::default(), |address| PostalAddress {
            recipient: address.recipient.as_deref(),
            country: address.country.as_deref().and_then(|country| country.parse().ok()),
            postal_code: address.postal_code.as_deref(),
            region: address.region.as_deref(),
            city: address.city.as_deref(),
            line1: address.line1.as_deref(),
        });
        Ok(check_release(&ReleaseInput {
            stage: parts.order.stage,
            is_mall: self.is_mall(),
            is_test: parts.order.is_test,
            address,
            lines: &lines,
            available: &available,
        }))
    }
}
