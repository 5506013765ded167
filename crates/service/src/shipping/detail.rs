//! One shipment (SHP-06).

use std::collections::HashMap;

use domain::carrier::tracking_url;
use domain::id::UserId;
use domain::role::{Permission, Role};
use domain::shipment::{CannotMove, CarrierEvent, ShipmentCommand, ShipmentStatus, decide_shipment};
use domain::view::{
    CarrierChoice, InvoiceEntry, InvoiceView, Moment, ShipmentDetail, ShipmentLine, TrackingEntry,
};
use store::entity::{order, shipment, shipment_invoice, tracking_event};
use store::read::whole_shipment::ShipmentRows;
use text::Locale;

use super::facts;
use crate::clock::Clock;
use crate::command::{IdempotencyKey, MoveShipment, OrderCommand as _};
use crate::orders::address_view;
use crate::{Actor, Error, Services, merchant, storable};

/// Everything of the shipment with this number.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], or when the database can't be read.
pub async fn shipment(services: &Services, actor: &Actor, number: &str) -> Result<ShipmentDetail, Error> {
    actor.require(Permission::ViewOrders)?;
    let db = services.store.reader();
    let (_, clock) = merchant::at_desk(services, actor.locale).await?;
    let rows = store::read::whole_shipment::whole(db, &storable(number)).await?.ok_or(Error::NotFound)?;
    let routing = store::read::routing::all(db).await?;
    let users = store::read::people::emails(db, rows.invoices.iter().filter_map(|row| row.user_id)).await?;
    let ShipmentRows { shipment, order, address, lines, invoices, carriers, events } = rows;
    let locale = actor.locale;
    let name_of = |code: &str| {
        let carrier = carriers.iter().find(|carrier| carrier.code == code);
        carrier.map_or(code, |carrier| locale.carrier_called(&carrier.name)).to_owned()
    };
    let invoice = shipment.invoice_number.clone().map(|number| {
        let code = shipment.carrier_code.as_deref().unwrap_or_default();
        let template = carriers
            .iter()
            .find(|carrier| carrier.code == code)
            .and_then(|carrier| carrier.tracking_url.as_deref());
        InvoiceView {
            carrier: name_of(code),
            url: template.and_then(|template| tracking_url(template, &number)),
            registered: shipment.invoice_registered_at.map(|at| clock.moment(at)),
            number,
        }
    });
    let option = routing.options.iter().find(|(id, ..)| Some(*id) == shipment.option_id);
    let suggested = match &shipment.carrier_code {
        Some(code) => Some(code.clone()),
        None => match shipment.option_id {
            Some(option) => store::read::carriers::usual_carrier(db, option).await?,
            None => None,
        },
    };
    Ok(ShipmentDetail {
        version: order.version,
        is_mall: order.mall_stage.is_some(),
        key: IdempotencyKey::fresh().to_string(),
        kind: shipment.kind,
        status: shipment.status,
        is_test: shipment.is_test,
        packed: shipment.packed,
        pickup: shipment.pickup,
        address: address.and_then(|row| address_view(locale, row, order.country_given.as_deref())),
        location: routing
            .locations
            .iter()
            .find(|(id, _)| Some(*id) == shipment.location_id)
            .map(|(_, name)| name.clone()),
        policy: routing
            .policies
            .iter()
            .find(|(id, ..)| Some(*id) == shipment.policy_id)
            .map(|(.., name)| name.clone()),
        option: option.map(|(.., name)| name.clone()),
        lines: lines
            .into_iter()
            .map(|(quantity, line)| ShipmentLine {
                name: line.name,
                option: line.option_name,
                product_code: line.product_code,
                sku: line.sku_code,
                quantity: quantity.unsigned_abs(),
            })
            .collect(),
        invoice,
        history: invoices.into_iter().map(|row| entry(row, &users, &name_of, &clock, locale)).collect(),
        course: course(&shipment, &clock),
        events: events.into_iter().map(|row| tracked(row, shipment.pickup, &clock)).collect(),
        carriers: carriers
            .iter()
            .filter(|carrier| carrier.enabled || Some(&carrier.code) == shipment.carrier_code.as_ref())
            .map(|carrier| CarrierChoice {
                code: carrier.code.clone(),
                name: locale.carrier_called(&carrier.name).to_owned(),
                pattern: carrier.pattern.clone(),
            })
            .collect(),
        carrier: suggested,
        commands: commands(actor.role, &shipment, &order),
        shipping_request: order.shipping_request,
        order: order.number,
        number: shipment.number,
        no_number: shipment.no_number_reason,
        rejected: shipment.invoice_rejected,
        expected_on: shipment.expected_on,
    })
}

/// How far it came, newest first, as far as the moments are known.
fn course(row: &shipment::Model, clock: &Clock) -> Vec<(ShipmentStatus, Moment)> {
    let mut course = vec![(ShipmentStatus::PreparingToRelease, row.created_at)];
    let registered = row.invoice_registered_at.filter(|_| row.invoice_rejected.is_none());
    course.extend(registered.map(|at| (ShipmentStatus::PreparingToShip, at)));
    course.extend(row.handed_over_at.map(|at| (ShipmentStatus::Released, at)));
    course.extend(row.delivered_at.map(|at| (ShipmentStatus::Delivered, at)));
    // What is newest, where it is none of these.
    if course.iter().all(|(status, _)| *status != row.status) {
        if row.status != ShipmentStatus::PickedUp {
            course.push((row.status, row.changed_at));
        } else if let Some(last) = course.last_mut() {
            last.0 = row.status;
        }
    }
    course.into_iter().rev().map(|(status, at)| (status, clock.moment(at))).collect()
}

fn tracked(row: tracking_event::Model, pickup: bool, clock: &Clock) -> TrackingEntry {
    let status = row.status.parse::<CarrierEvent>().ok().and_then(|event| event.leads_to(pickup));
    let said: Vec<String> = [row.place, row.message].into_iter().flatten().collect();
    let said = if said.is_empty() { row.status } else { said.join(" · ") };
    TrackingEntry { status, said, at: clock.moment(row.occurred_at) }
}

fn entry(
    row: shipment_invoice::Model,
    users: &HashMap<UserId, String>,
    name_of: &impl Fn(&str) -> String,
    clock: &Clock,
    locale: Locale,
) -> InvoiceEntry {
    let both = |carrier: Option<String>, number: Option<String>| {
        let carrier = carrier.map(|code| name_of(&code));
        let parts: Vec<String> = carrier.into_iter().chain(number).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let by = row.user_id.and_then(|id| users.get(&id)).cloned();
    InvoiceEntry {
        action: row.action,
        before: both(row.carrier_before, row.number_before),
        after: both(row.carrier_after, row.number_after),
        reason: row.reason,
        at: clock.moment(row.at),
        by: by.unwrap_or_else(|| locale.actor(domain::kind::ActorKind::System).to_owned()),
    }
}

/// What can be done with it, or why not.
fn commands(
    role: Role,
    row: &shipment::Model,
    order: &order::Model,
) -> Vec<(ShipmentCommand, Option<CannotMove>)> {
    if !role.can(MoveShipment::PERMISSION) {
        return Vec::new();
    }
    let facts = facts(row, order);
    ShipmentCommand::ALL.iter().map(|command| (*command, decide_shipment(&facts, *command).err())).collect()
}
