//! Edit recipient and address, until an invoice is registered (ORD-07).

use domain::address::{AddressProblem, PostalAddress};
use domain::country::Country;
use domain::kind::AddressRole;
use domain::order::Refusal;
use domain::outcome::Outcome;
use domain::role::Permission;
use domain::timeline::TimelineEvent;
use domain::typed::half_width;
use domain::view::AddressInput;
use serde::{Deserialize, Serialize};
use store::aggregate::OrderParts;
use store::entity::order_address;
use text::Locale;

use super::{Desk, OrderCommand};
use crate::orders::address_lines;
use crate::storable;

/// The longest part of an address, in characters.
const PART_MAX: usize = 200;

/// Ship the order to this address, which can be sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditAddress {
    address: AddressInput,
    country: Country,
}

impl EditAddress {
    /// The command.
    ///
    /// # Errors
    /// What keeps a parcel from being sent there.
    pub fn to(typed: AddressInput) -> Result<Self, Vec<AddressProblem>> {
        let address = Self::cut(typed);
        let country: Option<Country> = address.country.parse().ok();
        let problems = PostalAddress {
            recipient: Some(&address.recipient),
            country,
            postal_code: Some(&address.postal_code),
            region: Some(&address.region),
            city: Some(&address.city),
            line1: Some(&address.line1),
        }
        .problems();
        match country {
            Some(country) if problems.is_empty() => Ok(Self { address, country }),
            _ => Err(problems),
        }
    }

    /// What was typed, as it would be stored: without spaces around, in half width where it is no name, and no part longer than 200 characters.
    pub fn cut(typed: AddressInput) -> AddressInput {
        let cut = |text: String| storable(text.trim()).chars().take(PART_MAX).collect::<String>();
        AddressInput {
            recipient: cut(typed.recipient),
            company: cut(typed.company),
            phone: cut(half_width(&typed.phone).into_owned()),
            country: cut(half_width(&typed.country).to_uppercase()),
            // A Japanese keyboard types it in full width.
            postal_code: cut(half_width(&typed.postal_code).into_owned()),
            region: cut(typed.region),
            city: cut(typed.city),
            line1: cut(typed.line1),
            line2: cut(typed.line2),
        }
    }

    fn row(&self, order: &OrderParts) -> order_address::Model {
        let some = |text: &String| (!text.is_empty()).then(|| text.clone());
        let AddressInput { recipient, company, phone, postal_code, region, city, line1, line2, .. } =
            &self.address;
        order_address::Model {
            order_id: order.order.id,
            role: AddressRole::ShipTo,
            recipient: some(recipient),
            company: some(company),
            phone: some(phone),
            country: Some(self.country.as_str().to_owned()),
            postal_code: some(postal_code),
            region: some(region),
            city: some(city),
            line1: some(line1),
            line2: some(line2),
        }
    }
}

/// An address as the timeline keeps it: in English, so that one language's words are not put before another's readers as their own.
fn told(row: Option<&order_address::Model>) -> Vec<String> {
    row.map(|row| {
        let mut lines = address_lines(
            Locale::En,
            [&row.recipient, &row.company, &row.postal_code, &row.region, &row.city, &row.line1, &row.line2],
            row.country.as_deref(),
        );
        lines.extend(row.phone.clone());
        lines
    })
    .unwrap_or_default()
}

impl OrderCommand for EditAddress {
    const NAME: &'static str = "edit_address";
    const PERMISSION: Permission = Permission::Fulfil;
    type Context = ();

    fn decide(&self, desk: &mut Desk<'_>, (): &()) -> Result<Outcome, Refusal> {
        desk.order().can_change_address()?;
        let row = self.row(desk.parts());
        let is_ship_to = |known: &&order_address::Model| known.role == AddressRole::ShipTo;
        let known = desk.parts().addresses.iter().find(is_ship_to).cloned();
        if known.as_ref() == Some(&row) {
            return Ok(Outcome::Unchanged);
        }
        let event = TimelineEvent::AddressChanged { before: told(known.as_ref()), after: told(Some(&row)) };
        desk.edit(|parts| {
            parts.order.country.clone_from(&row.country);
            parts.order.country_given = None;
            match parts.addresses.iter_mut().find(|known| known.role == AddressRole::ShipTo) {
                Some(known) => *known = row,
                None => parts.addresses.push(row),
            }
        })?;
        desk.tell(&event);
        Ok(Outcome::Done { shipments: Vec::new() })
    }
}
