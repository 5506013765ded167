//! One order of the demo: what was ordered, by whom, and to where.
//!
//! An order follows from the seed, the number of orders, the moment and its place alone, so any part of the data can be made without
//! the rest, in any order.

use domain::id::{OrderId, UserId};
use domain::intake::arrives_confirmed;
use domain::kind::{AddressRole, ItemLink, PaymentMethod};
use domain::release::{Lane, ReleaseState};
use domain::stage::Stage;
use domain::time::Timestamp;
use domain::units::UnitsError;
use store::aggregate::{OrderParts, destination};
use store::entity::{note, order, order_address, shipment_invoice};

use super::basket::{charges, payment_method};
use super::calendar::Calendar;
use super::chance::{Chance, Source, Stream};
use super::channels::{CHANNELS, HOME, OFFSET};
use super::fate::{Defect, Fate, defect, fate};
use super::goods::Goods;
use super::lands::{self, LANDS};
use super::life::Life;
use super::number;
use super::people::{self, Address, BIG, Customer, GUESTS, address, full_name};

/// Makes orders.
#[derive(Clone, Debug)]
pub(super) struct Generator {
    pub source: Source,
    pub goods: Goods,
    pub customers: u64,
    pub orders: u64,
    pub as_of: Timestamp,
    owner: UserId,
    calendar: Calendar,
}

/// An order with everything that belongs to it. Ids of its parts count from 1 within it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Made {
    pub parts: OrderParts,
    pub invoices: Vec<shipment_invoice::Model>,
    pub note: Option<note::Model>,
}

/// Where an order stands by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// In the queue of New orders, not released.
    Open,
    /// In the queue: a test order.
    Test,
    /// In the queue: its release failed.
    Failed(Defect),
    /// Not in the queue.
    Past(Fate),
}

/// What is decided before the order is filled in.
pub(super) struct Draft {
    pub index: u64,
    pub placed_at: Timestamp,
    pub standing: Standing,
    pub customer: u64,
    /// Whether it goes abroad, where that is not left to chance.
    pub abroad: Option<bool>,
    pub popular: bool,
    pub least_lines: usize,
    /// The first line's route and how far each next one is from it, where that is not left to chance.
    pub routes: Option<(usize, usize)>,
}

impl Generator {
    /// `owner` is whoever did what people do.
    pub(super) fn new(orders: u64, seed: u64, as_of: Timestamp, owner: UserId) -> Self {
        let source = Source::new(seed);
        let goods = Goods::new(&source);
        Self {
            goods,
            customers: (orders / 10).max(25),
            orders,
            as_of,
            owner,
            calendar: Calendar::new(orders, as_of, OFFSET),
            source,
        }
    }

    /// The order of this place, the oldest first.
    ///
    /// # Errors
    /// When the order's story contradicts itself.
    pub(super) fn order(&self, index: u64) -> Result<Made, UnitsError> {
        let mut chance = self.source.stream(Stream::Order, index);
        let draft = self.draft(index, &mut chance);
        let customer = people::customer(&self.source, draft.customer);
        let (ship_to, request) = self.ship_to(&draft, &customer, &mut chance);
        let parts = self.parts(&draft, &customer, &ship_to, request, &mut chance);
        let mut life = Life {
            at: draft.placed_at,
            parts,
            invoices: Vec::new(),
            chance: &mut chance,
            as_of: self.as_of,
            owner: self.owner,
            index,
        };
        life.live(draft.standing, &self.goods)?;
        let (mut parts, invoices) = (life.parts, life.invoices);
        let last = parts.events.last().map_or(draft.placed_at, |event| event.at);
        let order = &mut parts.order;
        order.changed_at = last.max(order.created_at);
        order.version = parts.events.len() as i32;
        let note = self.note(&parts, &mut chance);
        Ok(Made { parts, invoices, note })
    }

    fn draft(&self, index: u64, chance: &mut Chance) -> Draft {
        let rank = self.orders - 1 - index;
        let placed_at = self.calendar.placed_at(rank, chance);
        let mut draft = Draft {
            index,
            placed_at,
            standing: Standing::Open,
            customer: BIG,
            abroad: None,
            popular: false,
            least_lines: 1,
            routes: None,
        };
        match self.calendar.open_ordinal(rank) {
            Some(ordinal) => self.draft_open(ordinal, &mut draft, chance),
            None => {
                let hours = (self.as_of.0 - placed_at.0) as f64 / 3.6e9;
                draft.standing = Standing::Past(fate(hours, self.source.evenly(rank)));
                draft.popular = chance.per_mille(200);
                if !chance.per_mille(50) {
                    draft.customer = self.some_customer(index, chance);
                }
            }
        }
        draft
    }

    /// Open orders are few, and every pair of the list's filters is to find some: what they share is dealt out in turn.
    fn draft_open(&self, ordinal: u64, draft: &mut Draft, chance: &mut Chance) {
        let failed = self.calendar.failed_ordinal(ordinal);
        let in_turn = |ordinal: u64, first: u64| ordinal < first || ordinal.is_multiple_of(4);
        let big = match failed {
            Some(ordinal) => {
                let (defect, abroad) = defect(ordinal);
                draft.standing = Standing::Failed(defect);
                draft.abroad = (!defect.is_of_malls()).then_some(abroad);
                draft.popular = ordinal % 4 == 1;
                // One without a link has no route.
                draft.least_lines = if defect == Defect::ItemLink { 3 } else { 2 };
                draft.routes = in_turn(ordinal, 24).then_some((ordinal as usize, 9));
                matches!(ordinal % 12, 3 | 6)
            }
            None => {
                draft.popular = ordinal % 5 == 2;
                draft.routes = in_turn(ordinal, 200).then_some((ordinal as usize, 7));
                matches!(ordinal % 40, 7 | 28)
            }
        };
        if big {
            draft.least_lines = 3;
            let turn = ordinal / 20;
            draft.abroad = draft.abroad.or(Some(turn % 3 == 1));
            if failed.is_none() {
                draft.routes = in_turn(turn, 24).then_some((turn as usize, 6));
            }
            return;
        }
        if failed.is_none() && ordinal % 64 == 21 {
            draft.standing = Standing::Test;
            draft.customer = GUESTS + draft.index;
            return;
        }
        // Whoever fits; with so many tries somebody does, and if not, the last is as good.
        for _ in 0..200 {
            draft.customer = self.some_customer(draft.index, chance);
            let customer = people::customer(&self.source, draft.customer);
            let channel = &CHANNELS[customer.channel];
            let is_abroad = customer.land.country != HOME;
            let in_grace = self.as_of < draft.placed_at.plus_seconds(i64::from(channel.grace_minutes) * 60);
            let fits = match draft.standing {
                Standing::Failed(defect) if defect.is_of_malls() => {
                    channel.kind.is_mall()
                        && (defect != Defect::NotConfirmed
                            || !arrives_confirmed(channel.kind, channel.auto_confirm))
                }
                Standing::Failed(_) => !channel.kind.is_mall(),
                _ => true,
            };
            if fits
                && draft.abroad.is_none_or(|abroad| abroad == is_abroad)
                && (!in_grace || arrives_confirmed(channel.kind, channel.auto_confirm))
            {
                break;
            }
        }
    }

    /// Anybody but the big one: some order more often than others, and a few as guests.
    fn some_customer(&self, index: u64, chance: &mut Chance) -> u64 {
        if chance.per_mille(25) {
            return GUESTS + index;
        }
        let place = chance.unit();
        1 + ((self.customers - 1) as f64 * place * (0.5 + 0.5 * place)) as u64
    }

    /// Where it goes, and what was asked for at checkout.
    fn ship_to(
        &self,
        draft: &Draft,
        customer: &Customer,
        chance: &mut Chance,
    ) -> (Address, Option<&'static str>) {
        let is_abroad = draft.abroad.unwrap_or_else(|| draft.customer == BIG && chance.per_mille(300));
        let mut land = customer.land;
        let mut to = customer.address.clone();
        if draft.customer == BIG {
            // The fan club's members, wherever they are.
            if is_abroad {
                land = &LANDS
                    [[lands::TW, lands::KR, lands::HK, lands::SG, lands::US, lands::GB][chance.index(6)]];
            }
            let (name, _) = full_name(land, chance);
            to = address(land, name, chance);
        } else if chance.per_mille(80) {
            // A present.
            let (name, _) = full_name(land, chance);
            to = address(land, name, chance);
        }
        let written = CHANNELS[customer.channel].written_countries;
        let written = written.iter().find(|(code, _)| *code == to.country).map(|(_, written)| *written);
        match draft.standing {
            Standing::Failed(Defect::PostalCode) => spoil_postal_code(&mut to),
            Standing::Failed(Defect::AddressMissing) => match written {
                Some(_) => to.country_given = written,
                None => to.line1.clear(),
            },
            // What has left had its address put right.
            Standing::Open | Standing::Past(Fate::Waiting | Fate::HeldBefore | Fate::Canceled)
                if written.is_some() && chance.per_mille(250) =>
            {
                to.country_given = written;
            }
            _ => {}
        }
        let request = chance.per_mille(150).then(|| *chance.pick(land.requests));
        (to, request)
    }

    fn parts(
        &self,
        draft: &Draft,
        customer: &Customer,
        to: &Address,
        request: Option<&'static str>,
        chance: &mut Chance,
    ) -> OrderParts {
        let channel = &CHANNELS[customer.channel];
        let wanted = self.wanted(draft, chance);
        let lines = self.lines(draft, channel, &wanted, chance);
        let method = payment_method(draft.standing, channel, to.country, chance);
        let is_abroad = to.country != HOME;
        let mut parts = OrderParts {
            order: self.head(draft, customer, to, request, method),
            customer_email: customer.email.clone(),
            charges: charges(channel, &wanted, &lines, method, is_abroad, chance),
            lines,
            addresses: vec![address_row(draft.index, AddressRole::ShipTo, to)],
            ledger: Vec::new(),
            claims: Vec::new(),
            shipments: Vec::new(),
            failure: None,
            events: Vec::new(),
        };
        if to.recipient != customer.name {
            parts.addresses.push(address_row(draft.index, AddressRole::BillTo, &customer.address));
        }
        parts
    }

    fn head(
        &self,
        draft: &Draft,
        customer: &Customer,
        to: &Address,
        request: Option<&'static str>,
        payment_method: PaymentMethod,
    ) -> order::Model {
        let channel = &CHANNELS[customer.channel];
        let wall_clock = draft.placed_at.plus_seconds(OFFSET).utc();
        let number = number::order(channel.kind, draft.index, wall_clock);
        let grace = i64::from(channel.grace_minutes) * 60;
        let created_at =
            draft.placed_at.plus_seconds(if channel.kind.is_mall() { 95 } else { 0 }).min(self.as_of);
        order::Model {
            id: OrderId(draft.index as i64 + 1),
            channel_number: number.clone(),
            number,
            channel_id: channel.id(customer.channel),
            customer_id: customer.id,
            original_order_id: None,
            stage: Stage::Waiting,
            payment_status: domain::payment::PaymentStatus::Unpaid,
            fulfilment_status: domain::fulfilment::FulfilmentStatus::Unfulfilled,
            release_state: ReleaseState::None,
            destination: destination(HOME, to.known_country()),
            lane: Lane::NONE,
            is_test: draft.standing == Standing::Test,
            country: to.known_country().map(str::to_owned),
            country_given: to.country_given.map(str::to_owned),
            email: customer.email.clone(),
            buyer_name: Some(customer.name.clone()),
            shipping_request: request.map(str::to_owned),
            payment_method,
            currency: channel.currency,
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
            mall_stage: None,
            mall_hold: false,
            is_cancellation: false,
            open_claims: 0,
            placed_at: draft.placed_at,
            ready_at: (grace > 0).then(|| draft.placed_at.plus_seconds(grace)),
            confirmed_at: None,
            created_at,
            changed_at: created_at,
            version: 1,
        }
    }

    fn note(&self, parts: &OrderParts, chance: &mut Chance) -> Option<note::Model> {
        const NOTES: [&str; 5] = [
            "Customer wrote: ship together with their other order.",
            "Called about the address, it is right as it stands.",
            "Regular at our events, add a sticker sheet.",
            "Box was dented on arrival at the warehouse, repacked.",
            "Asked for an invoice with the company's name.",
        ];
        chance.per_mille(20).then(|| note::Model {
            id: domain::id::NoteId(1),
            order_id: parts.order.id,
            user_id: self.owner,
            body: (*chance.pick(&NOTES)).to_owned(),
            created_at: parts.order.changed_at,
            edited_at: None,
        })
    }
}

/// As people mistype it: too short. Where the country has no code, the street is missing instead.
fn spoil_postal_code(to: &mut Address) {
    use domain::address::postal_code_fits;
    let Ok(country) = to.country.parse() else { return };
    if let Some(code) = &mut to.postal_code
        && postal_code_fits(country, code).is_some()
    {
        while postal_code_fits(country, code) == Some(true) {
            code.pop();
        }
    } else {
        to.line1.clear();
    }
}

fn address_row(index: u64, role: AddressRole, address: &Address) -> order_address::Model {
    order_address::Model {
        order_id: OrderId(index as i64 + 1),
        role,
        recipient: Some(address.recipient.clone()),
        company: None,
        phone: Some(address.phone.clone()),
        country: address.known_country().map(str::to_owned),
        postal_code: address.postal_code.clone(),
        region: address.region.map(str::to_owned),
        city: Some(address.city.to_owned()),
        line1: (!address.line1.is_empty()).then(|| address.line1.clone()),
        line2: address.line2.clone(),
    }
}
