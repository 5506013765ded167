//! An order's detail (REL-05).

use std::collections::HashMap;

use domain::id::{LocationId, OptionId, OrderLineId, PolicyId, SkuId, UserId};
use domain::kind::NoticeState;
use domain::money::Money;
use domain::role::{Permission, Role};
use domain::timeline::TimelineEvent;
use domain::view::{
    LedgerView, LineView, Member, MoneyView, NoteView, NoticeView, OrderDetail, PlannedShipment,
    ShipmentView, TimelineEntry,
};
use store::entity::{event, order_line};
use store::read::goods::Good;
use store::read::order_detail::OrderRows;
use store::read::routing::AllRouting;
use text::Locale;

use super::{actions, address, claims};
use crate::clock::Clock;
use crate::command::IdempotencyKey;
use crate::{Actor, Error, Services, merchant, storable};

/// Everything of the order with this number.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], or when the database can't be read.
pub async fn detail(services: &Services, actor: &Actor, number: &str) -> Result<OrderDetail, Error> {
    actor.require(Permission::ViewOrders)?;
    let db = services.store.reader();
    let (_, clock) = merchant::at_desk(services, actor.locale).await?;
    let rows = store::read::order_detail::by_number(db, &storable(number)).await?.ok_or(Error::NotFound)?;
    let routing = store::read::routing::all(db).await?;
    Ok(Words { clock, locale: actor.locale, role: actor.role, routing }.detail(rows))
}

/// What the rows are worded with.
struct Words {
    clock: Clock,
    locale: Locale,
    role: Role,
    routing: AllRouting,
}

impl Words {
    fn detail(&self, rows: OrderRows) -> OrderDetail {
        let claims = claims::claims(self.role, &rows, &self.clock);
        let to_exchange =
            rows.lines.iter().fold(0_i32, |sum, line| sum.saturating_add(claims::exchangeable(line, &rows)));
        let replaced: HashMap<OrderLineId, String> =
            rows.lines.iter().map(|line| (line.id, line.sku_code.clone())).collect();
        let order = rows.order;
        let money = |minor| Money::new(minor, order.currency);
        let timeline = rows.events.into_iter().map(|row| self.event(row, &rows.users)).collect();
        let (failed_at, failures) = match rows.failure {
            Some(failure) => {
                let reasons = serde_json::from_value(failure.reasons).unwrap_or_default();
                (Some(self.clock.moment(failure.failed_at)), reasons)
            }
            None => (None, Vec::new()),
        };
        let ship_to = address::typed(&rows.addresses, &order);
        let actions = actions::actions(self.role, &order, to_exchange);
        let address_closed = actions::address_closed(self.role, &order, &rows.shipments);
        let can_be_dismissed = actions::dismissible(self.role, &order);
        OrderDetail {
            channel_number: (order.channel_number != order.number).then_some(order.channel_number),
            number: order.number,
            channel: rows.channel.name,
            mall_status: order.mall_status,
            original_number: rows.original_number,
            placed: self.clock.moment(order.placed_at),
            stage: order.stage,
            release_state: order.release_state,
            failed_at,
            failures,
            payment: order.payment_status,
            fulfilment: order.fulfilment_status,
            destination: order.destination,
            is_test: order.is_test,
            member: Member {
                id: order.customer_id,
                email: order
                    .email
                    .or_else(|| rows.customer.as_ref().and_then(|customer| customer.email.clone())),
                name: order
                    .buyer_name
                    .or_else(|| rows.customer.as_ref().and_then(|customer| customer.external_ref.clone())),
            },
            member_orders: rows.customer.as_ref().map_or(0, |customer| customer.order_count.unsigned_abs()),
            shipping_request: order.shipping_request,
            planned: self.planned(&rows.lines),
            lines: rows
                .lines
                .into_iter()
                .map(|row| {
                    let can_link = actions::can_link(self.role, &row);
                    let instead_of = row.replaces_line_id.and_then(|id| replaced.get(&id).cloned());
                    let view = line(row, order.currency, &rows.goods, &rows.available, can_link);
                    LineView { instead_of, ..view }
                })
                .collect(),
            money: MoneyView {
                method: order.payment_method,
                items: money(order.items_total),
                discount: money(-order.discount_total),
                shipping: money(order.shipping_total),
                charges: rows
                    .charges
                    .into_iter()
                    .filter(|charge| charge.kind != domain::kind::ChargeKind::Shipping)
                    .map(|charge| {
                        let name = match charge.name.is_empty() {
                            true => self.locale.charge_kind(charge.kind).to_owned(),
                            false => charge.name,
                        };
                        (name, money(charge.amount))
                    })
                    .collect(),
                tax: money(order.tax_total),
                total: money(order.total),
                due: money(order.due),
                paid: money(order.paid),
                refunded: money(order.refunded),
                entries: rows
                    .ledger
                    .into_iter()
                    .map(|entry| LedgerView {
                        kind: entry.kind,
                        method: entry.method,
                        amount: Money::new(entry.amount, entry.currency),
                        at: self.clock.moment(entry.at),
                        reference: entry.reference,
                    })
                    .collect(),
            },
            addresses: rows
                .addresses
                .into_iter()
                .filter_map(|row| address::view(self.locale, row, order.country_given.as_deref()))
                .collect(),
            shipments: rows
                .shipments
                .into_iter()
                .map(|(row, units)| ShipmentView {
                    number: row.number,
                    kind: row.kind,
                    status: row.status,
                    routing: self.route(row.location_id, row.policy_id, row.option_id),
                    carrier: row.carrier_code.map(|code| {
                        let name = rows.carriers.get(&code).unwrap_or(&code);
                        self.locale.carrier_called(name).to_owned()
                    }),
                    invoice: row.invoice_number,
                    quantity: u32::try_from(units).unwrap_or(0),
                    created: self.clock.moment(row.created_at),
                })
                .collect(),
            claims,
            timeline,
            notes: rows
                .notes
                .into_iter()
                .map(|row| NoteView {
                    author: rows.users.get(&row.user_id).cloned().unwrap_or_default(),
                    body: row.body,
                    at: self.clock.moment(row.created_at),
                })
                .collect(),
            version: order.version,
            key: IdempotencyKey::fresh().to_string(),
            notices: rows
                .notices
                .into_iter()
                .map(|row| NoticeView {
                    id: row.id,
                    notice: row.template.parse().ok(),
                    to: row.recipient,
                    is_dead: row.state == NoticeState::Dead,
                    // A try that still runs is none that failed.
                    attempts: row.attempts.unsigned_abs() - u32::from(row.state == NoticeState::Sending),
                    error: row.last_error,
                })
                .collect(),
            ship_to,
            address_closed,
            actions,
            can_be_dismissed,
        }
    }

    fn event(&self, row: event::Model, users: &HashMap<UserId, String>) -> TimelineEntry {
        let by = match row.user_id.and_then(|id| users.get(&id)) {
            Some(email) => email.clone(),
            None => self.locale.actor(row.actor).to_owned(),
        };
        let at = self.clock.moment(row.at);
        match serde_json::from_value::<TimelineEvent>(row.payload) {
            Ok(event) => {
                TimelineEntry { text: self.locale.timeline_event(&event), at, by, is_bad: event.is_bad() }
            }
            // Written by a newer version: its kind is better than nothing.
            Err(_) => TimelineEntry { text: row.kind, at, by, is_bad: false },
        }
    }

    /// One planned shipment per shipping location and delivery policy of the lines with open units (REL-11).
    fn planned(&self, lines: &[order_line::Model]) -> Vec<PlannedShipment> {
        // What an exchange sends goes in shipments of its own.
        type Place = (bool, Option<LocationId>, Option<PolicyId>);
        let mut planned: Vec<(Place, Option<OptionId>, u32)> = Vec::new();
        for line in lines {
            let open = u32::try_from(line.units().open()).unwrap_or(0);
            if open == 0 {
                continue;
            }
            let key = (line.replaces_line_id.is_some(), line.location_id, line.policy_id);
            match planned.iter_mut().find(|(known, ..)| *known == key) {
                Some((_, option, quantity)) => {
                    *quantity += open;
                    // A shipment of lines with several options has none of its own.
                    *option = option.filter(|option| Some(*option) == line.option_id);
                }
                None => planned.push((key, line.option_id, open)),
            }
        }
        planned
            .into_iter()
            .map(|((_, location, policy), option, quantity)| PlannedShipment {
                routing: self.route(location, policy, option),
                quantity,
            })
            .collect()
    }

    fn route(
        &self,
        location: Option<LocationId>,
        policy: Option<PolicyId>,
        option: Option<OptionId>,
    ) -> String {
        let location =
            location.and_then(|id| self.routing.locations.iter().find(|row| row.0 == id)).map(|row| &row.1);
        let policy =
            policy.and_then(|id| self.routing.policies.iter().find(|row| row.0 == id)).map(|row| &row.2);
        let option =
            option.and_then(|id| self.routing.options.iter().find(|row| row.0 == id)).map(|row| &row.2);
        let parts: Vec<&str> = [location, policy, option].into_iter().flatten().map(String::as_str).collect();
        if parts.is_empty() { self.locale.no_routing().to_owned() } else { parts.join(" · ") }
    }
}

fn line(
    row: order_line::Model,
    currency: domain::money::Currency,
    goods: &HashMap<SkuId, Good>,
    available: &HashMap<(LocationId, SkuId), i64>,
    can_link: bool,
) -> LineView {
    let open = u32::try_from(row.units().open()).unwrap_or(0);
    LineView {
        delivery_name: row.sku_id.and_then(|sku| goods.get(&sku)?.delivery_name.clone()),
        picture: row.sku_id.and_then(|sku| goods.get(&sku)?.picture.clone()),
        available: row.sku_id.and_then(|sku| {
            let mut known =
                available.iter().filter(|((_, of), _)| *of == sku).map(|(_, units)| units).peekable();
            known.peek().is_some().then(|| known.sum())
        }),
        available_here: row
            .location_id
            .zip(row.sku_id)
            .map(|place| available.get(&place).copied().unwrap_or(0)),
        product_code: row.product_code,
        sku: row.sku_code,
        name: row.name,
        option: row.option_name,
        item_link: row.item_link,
        ordered: row.ordered.unsigned_abs(),
        canceled: row.canceled.unsigned_abs(),
        open,
        total: Money::new(row.unit_price.saturating_mul(i64::from(row.ordered)), currency),
        can_link,
        instead_of: None,
    }
}
