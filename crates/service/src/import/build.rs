//! An order of a draft.

use domain::fulfilment::FulfilmentStatus;
use domain::id::{CustomerId, LedgerEntryId, OrderChargeId, OrderId, OrderLineId, SkuId};
use domain::intake::arrives_confirmed;
use domain::kind::{ActorKind, AddressRole, ChargeKind, Destination, ItemLink, LedgerKind, PaymentMethod};
use domain::money::allocate;
use domain::payment::PaymentStatus;
use domain::release::{Lane, ReleaseState};
use domain::stage::Stage;
use domain::time::Timestamp;
use domain::timeline::TimelineEvent;
use domain::units::UnitsError;
use store::aggregate::OrderParts;
use store::entity::{channel, event, ledger_entry, order, order_address, order_charge, order_line};

use super::customers::Buyer;
use super::draft::{DraftKind, LineDraft, OrderDraft};
use super::routing::Route;

/// An order's lines and charges, before they have ids, links or routes.
pub(super) struct Contents {
    pub lines: Vec<order_line::Model>,
    pub charges: Vec<order_charge::Model>,
}

impl Contents {
    /// What a draft's lines and charges become. A reduction and a tax of the whole order are shared out among its lines, so that a refund
    /// of some of them adds up; without goods that cost anything they stay charges.
    pub fn of(draft: &OrderDraft) -> Self {
        let mut lines: Vec<order_line::Model> =
            draft.lines.iter().zip(1..).map(|(line, position)| self::line(line, position)).collect();
        let mut charges = Vec::new();
        for charge in &draft.charges {
            if charge.is_shared && share(&mut lines, charge.kind, charge.amount) {
                continue;
            }
            charges.push(order_charge::Model {
                id: OrderChargeId(0),
                order_id: OrderId(0),
                position: i32::try_from(charges.len() + 1).unwrap_or(i32::MAX),
                kind: charge.kind,
                code: charge.code.clone(),
                name: charge.name.clone(),
                amount: charge.amount,
            });
        }
        Self { lines, charges }
    }
}

/// Shares an amount out among lines by what they cost; false where it does not fit them.
fn share(lines: &mut [order_line::Model], kind: ChargeKind, amount: i64) -> bool {
    let net = |line: &order_line::Model| line.unit_price * i64::from(line.ordered) - line.discount;
    let weights: Vec<u64> = lines.iter().map(|line| net(line).unsigned_abs()).collect();
    let sum: u64 = weights.iter().sum();
    if sum == 0 || (kind == ChargeKind::Discount && amount.unsigned_abs() > sum) {
        return false;
    }
    for (line, share) in lines.iter_mut().zip(allocate(amount, &weights)) {
        match kind {
            ChargeKind::Discount => line.discount -= share,
            _ => line.tax += share,
        }
    }
    true
}

fn line(draft: &LineDraft, position: i32) -> order_line::Model {
    order_line::Model {
        id: OrderLineId(0),
        order_id: OrderId(0),
        position,
        sku_id: None,
        product_code: draft.product_code.clone(),
        sku_code: draft.sku_code.clone(),
        name: draft.name.clone().unwrap_or_default(),
        option_name: draft.option_name.clone(),
        mall_sku: None,
        item_link: ItemLink::NotNeeded,
        unit_price: draft.unit_price,
        // A draft's quantity is at most a million.
        ordered: i32::try_from(draft.quantity).unwrap_or(i32::MAX),
        canceled: 0,
        assigned: 0,
        packed: 0,
        handed_over: 0,
        delivered: 0,
        returned: 0,
        refunded: 0,
        discount: draft.discount,
        tax: 0,
        replaces_line_id: None,
        location_id: None,
        policy_id: None,
        option_id: None,
    }
}

/// What applies to all orders of an import.
pub(super) struct Import<'a> {
    pub channel: &'a channel::Model,
    pub home_country: &'a str,
    pub now: Timestamp,
    /// How orders were paid of which the file does not say it.
    pub payment: Option<PaymentMethod>,
    pub file: &'a str,
}

/// What was found out about an order.
pub(super) struct Found {
    /// The visible Order No.
    pub number: String,
    pub customer: Option<Buyer>,
    /// The sale that it takes back, with its number.
    pub original: Option<(OrderId, String)>,
    /// The own SKU of each line.
    pub skus: Vec<Option<SkuId>>,
    /// The route of each line.
    pub routes: Vec<Route>,
}

impl Import<'_> {
    /// The order of a draft, derived.
    ///
    /// # Errors
    /// When its units contradict each other, which those of a draft don't.
    pub fn order(&self, draft: &OrderDraft, found: Found) -> Result<OrderParts, UnitsError> {
        let is_canceled = draft.kind == DraftKind::Cancellation;
        let Contents { mut lines, charges } = Contents::of(draft);
        let is_mall = self.channel.kind.is_mall();
        for ((line, sku), route) in lines.iter_mut().zip(found.skus).zip(found.routes) {
            line.sku_id = sku;
            (line.location_id, line.policy_id, line.option_id) = (route.location, route.policy, route.option);
            if is_mall {
                line.mall_sku = Some(line.sku_code.clone());
                line.item_link = if sku.is_some() { ItemLink::Ok } else { ItemLink::Fail };
            }
            if is_canceled {
                line.canceled = line.ordered;
            }
        }
        let mut parts = OrderParts {
            order: self.order_row(
                draft,
                found.number,
                found.customer.as_ref().map(|buyer| buyer.id),
                found.original.as_ref().map(|(id, _)| *id),
            ),
            customer_email: found.customer.and_then(|buyer| buyer.email),
            lines,
            charges,
            addresses: addresses(draft),
            ledger: Vec::new(),
            claims: Vec::new(),
            shipments: Vec::new(),
            failure: None,
            events: Vec::new(),
        };
        parts.derive(self.home_country, self.now)?;
        if !is_canceled && is_prepaid(parts.order.payment_method) && parts.order.due > 0 {
            parts.ledger.push(ledger_entry::Model {
                id: LedgerEntryId(0),
                order_id: OrderId(0),
                kind: LedgerKind::Payment,
                method: parts.order.payment_method,
                amount: parts.order.due,
                currency: draft.currency,
                reference: None,
                user_id: None,
                at: draft.placed_at,
            });
            parts.derive(self.home_country, self.now)?;
        }
        self.tell(&mut parts, draft, found.original.map(|(_, number)| number));
        Ok(parts)
    }

    fn order_row(
        &self,
        draft: &OrderDraft,
        number: String,
        customer_id: Option<CustomerId>,
        original_order_id: Option<OrderId>,
    ) -> order::Model {
        let is_canceled = draft.kind == DraftKind::Cancellation;
        let is_confirmed = arrives_confirmed(self.channel.kind, self.channel.auto_confirm);
        // A mall's own word is not in a file: the stage that its orders come in with stands for it.
        let mall_stage = match (is_canceled, is_confirmed) {
            (true, _) => Stage::Canceled,
            (false, true) => Stage::Processing,
            (false, false) => Stage::New,
        };
        let text = |of: fn(&super::draft::CustomerRef) -> &Option<String>| {
            draft.customer.as_ref().and_then(|customer| of(customer).clone())
        };
        order::Model {
            id: OrderId(0),
            number,
            channel_id: self.channel.id,
            channel_number: draft.channel_number.clone(),
            customer_id,
            original_order_id,
            // What is derived is filled in by `derive`.
            stage: Stage::Waiting,
            payment_status: PaymentStatus::Unpaid,
            fulfilment_status: FulfilmentStatus::Unfulfilled,
            release_state: ReleaseState::None,
            destination: Destination::International,
            lane: Lane::NONE,
            is_test: false,
            country: draft.country.map(|country| country.as_str().to_owned()),
            country_given: draft.country_given.clone(),
            email: text(|customer| &customer.email),
            buyer_name: text(|customer| &customer.name),
            shipping_request: draft.shipping_request.clone(),
            payment_method: draft.payment_method.or(self.payment).unwrap_or(PaymentMethod::Unknown),
            currency: draft.currency,
            items_total: 0,
            discount_total: 0,
            shipping_total: 0,
            charge_total: 0,
            tax_total: 0,
            total: 0,
            due: 0,
            paid: 0,
            refunded: 0,
            line_count: 0,
            ordered: 0,
            canceled: 0,
            assigned: 0,
            packed: 0,
            handed_over: 0,
            delivered: 0,
            returned: 0,
            item_link: ItemLink::NotNeeded,
            mall_status: None,
            mall_stage: self.channel.kind.is_mall().then_some(mall_stage),
            mall_hold: false,
            is_cancellation: is_canceled,
            open_claims: 0,
            placed_at: draft.placed_at,
            // Whoever imports orders has waited for them already, also where a clock ran ahead.
            ready_at: Some(draft.placed_at.min(self.now)),
            confirmed_at: (is_confirmed && !is_canceled).then_some(draft.placed_at),
            created_at: self.now,
            changed_at: self.now,
            version: 1,
        }
    }

    fn tell(&self, parts: &mut OrderParts, draft: &OrderDraft, original: Option<String>) {
        let actor = if self.channel.kind.is_mall() { ActorKind::Channel } else { ActorKind::Customer };
        let mut events = Vec::new();
        if draft.kind == DraftKind::Cancellation {
            events.push((draft.placed_at, actor, TimelineEvent::CanceledOrder { original }));
            if parts.order.canceled > 0 {
                let units = parts.order.canceled.unsigned_abs();
                events.push((draft.placed_at, actor, TimelineEvent::Canceled { units, reason: None }));
            }
        } else {
            let method = parts.order.payment_method;
            events.push((draft.placed_at, actor, TimelineEvent::Placed { method }));
        }
        events.push((self.now, ActorKind::System, TimelineEvent::Imported { file: self.file.to_owned() }));
        parts.events =
            events.into_iter().map(|(at, actor, event)| event::Model::new(&event, actor, at)).collect();
    }
}

/// Whether an order of this method was paid when it came: a delivery that is paid at the door was not, and of an unknown method nothing is
/// known.
const fn is_prepaid(method: PaymentMethod) -> bool {
    match method {
        PaymentMethod::Card
        | PaymentMethod::Wallet
        | PaymentMethod::ConvenienceStore
        | PaymentMethod::BankTransfer
        | PaymentMethod::Marketplace => true,
        PaymentMethod::CashOnDelivery | PaymentMethod::PosOnDelivery | PaymentMethod::Unknown => false,
    }
}

/// What is known of where it goes; and of a guest, who has no page of their own, what is known of how to reach them.
fn addresses(draft: &OrderDraft) -> Vec<order_address::Model> {
    let country = draft.country.map(|country| country.as_str().to_owned());
    let address = draft.address.clone();
    let ship_to = order_address::Model {
        order_id: OrderId(0),
        role: AddressRole::ShipTo,
        recipient: address.recipient,
        company: address.company,
        phone: address.phone,
        country,
        postal_code: address.postal_code,
        region: address.region,
        city: address.city,
        line1: address.line1,
        line2: address.line2,
    };
    let nothing = order_address::Model {
        order_id: OrderId(0),
        role: AddressRole::ShipTo,
        recipient: None,
        company: None,
        phone: None,
        country: None,
        postal_code: None,
        region: None,
        city: None,
        line1: None,
        line2: None,
    };
    let mut addresses = Vec::new();
    if ship_to != nothing {
        addresses.push(ship_to);
    }
    if let Some(guest) = &draft.customer
        && guest.external_ref.is_none()
        && guest.email.is_none()
        && guest.phone.is_some()
    {
        let (recipient, phone) = (guest.name.clone(), guest.phone.clone());
        addresses.push(order_address::Model { role: AddressRole::BillTo, recipient, phone, ..nothing });
    }
    addresses
}
