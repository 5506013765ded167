//! Customers: who they are follows from their place in the list alone, so none has to be kept.

use domain::id::CustomerId;
use domain::typed::key;
use store::entity::{customer, customer_address};

use super::chance::{Chance, Source, Stream};
use super::channels::{CHANNELS, ChannelIndex};
use super::lands::{self, LANDS, Land};
use super::names::Joined;

/// The customer who places one order in twenty: they order for a whole fan club, at home and abroad.
pub(super) const BIG: u64 = 0;

/// Indices from here on are guests: they order without an account.
pub(super) const GUESTS: u64 = 1 << 40;

/// Somebody who orders.
#[derive(Clone, Debug)]
pub(super) struct Customer {
    /// None for a guest.
    pub id: Option<CustomerId>,
    /// The channel where they order.
    pub channel: ChannelIndex,
    pub land: &'static Land,
    pub name: String,
    pub email: Option<String>,
    pub external_ref: Option<String>,
    pub address: Address,
}

/// A complete address.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Address {
    pub recipient: String,
    pub phone: String,
    pub country: &'static str,
    /// What was written for the country, where that is none we know.
    pub country_given: Option<&'static str>,
    pub postal_code: Option<String>,
    pub region: Option<&'static str>,
    pub city: &'static str,
    pub line1: String,
    pub line2: Option<String>,
}

impl Address {
    /// The country, unless what was written names none.
    pub(super) fn known_country(&self) -> Option<&'static str> {
        self.country_given.is_none().then_some(self.country)
    }
}

/// The customer of an index.
pub(super) fn customer(source: &Source, index: u64) -> Customer {
    let mut chance = source.stream(Stream::Customer, index);
    let channel = match index {
        BIG => 0,
        GUESTS.. => chance
            .weighted(CHANNELS.iter().map(|channel| if channel.kind.is_mall() { 0 } else { channel.share })),
        _ => chance.weighted(CHANNELS.iter().map(|channel| channel.share)),
    };
    let store = &CHANNELS[channel];
    let land = match index {
        BIG => &LANDS[lands::JP],
        _ => &LANDS[store.lands[chance.weighted(store.lands.iter().map(|(_, share)| *share))].0],
    };
    let (name, latin) = full_name(land, &mut chance);
    let address = address(land, name.clone(), &mut chance);
    let suffix = base36(index % GUESTS);
    let domain = ["mail", "post", "inbox", "letter"][chance.index(4)];
    let email = store.emails.then(|| match index {
        BIG => "fanclub.orders@mail.example".to_owned(),
        GUESTS.. => format!("{latin}.g{suffix}@{domain}.example"),
        _ if store.kind.is_mall() => format!("{suffix}{}@buyer.mall.example", chance.digits(6)),
        _ => format!("{latin}.{suffix}@{domain}.example"),
    });
    Customer {
        id: (index < GUESTS).then(|| CustomerId(id(index))),
        channel,
        land,
        name,
        email,
        external_ref: store.kind.is_mall().then(|| format!("{}{suffix}", store.code)),
        address,
    }
}

/// The row id of a customer: from 1.
fn id(index: u64) -> i64 {
    index as i64 + 1
}

/// An address of somebody with this name.
pub(super) fn address(land: &'static Land, recipient: String, chance: &mut Chance) -> Address {
    let (postal_code, region, city) = *chance.pick(land.towns);
    let street = *chance.pick(land.streets);
    let has_line2 = !land.line2.is_empty() && chance.per_mille(400);
    Address {
        recipient,
        phone: filled(land.phone, street, true, chance),
        country: land.country,
        country_given: None,
        postal_code: (!postal_code.is_empty()).then(|| filled(postal_code, street, true, chance)),
        region: (!region.is_empty()).then_some(region),
        city,
        line1: filled(land.line1, street, false, chance),
        line2: has_line2.then(|| filled(land.line2, street, false, chance)),
    }
}

/// Somebody's name, and how an email spells it.
pub(super) fn full_name(land: &Land, chance: &mut Chance) -> (String, String) {
    let (family, family_latin) = *chance.pick(land.names.family);
    let (given, given_latin) = *chance.pick(land.names.given);
    let name = match land.names.joined {
        Joined::FamilyGiven(between) => [family, between, given].concat(),
        Joined::GivenFamily => [given, " ", family].concat(),
    };
    (name, [given_latin, ".", family_latin].concat())
}

/// A pattern with its `#`, `@` and `{street}` filled in; house numbers do not begin with 0, codes may.
fn filled(pattern: &str, street: &str, is_code: bool, chance: &mut Chance) -> String {
    // Those that no British postal code ends in are left out.
    const LETTERS: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";
    let mut out = String::with_capacity(pattern.len() + street.len());
    let mut rest = pattern;
    let mut in_number = false;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '#' if !in_number && !is_code => out.push(char::from(b'1' + chance.below(9) as u8)),
            '#' => out.push(char::from(b'0' + chance.below(10) as u8)),
            '@' => out.push(char::from(*chance.pick(LETTERS))),
            '{' => {
                out.push_str(street);
                rest = rest.split_once('}').map_or("", |(_, rest)| rest);
            }
            c => out.push(c),
        }
        in_number = c == '#' || c.is_ascii_digit();
    }
    out
}

fn base36(mut number: u64) -> String {
    let mut out = Vec::new();
    loop {
        out.push(b"0123456789abcdefghijklmnopqrstuvwxyz"[(number % 36) as usize]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    out.iter().rev().map(|digit| char::from(*digit)).collect()
}

impl Customer {
    /// The customer's row, before their orders are counted, and their address book.
    pub(super) fn rows(
        self,
        created_at: domain::time::Timestamp,
    ) -> Option<(customer::Model, customer_address::Model)> {
        let id = self.id?;
        let channel = &CHANNELS[self.channel];
        let row = customer::Model {
            id,
            channel_id: channel.kind.is_mall().then(|| channel.id(self.channel)),
            external_ref: self.external_ref,
            email_key: self.email.as_deref().map(key),
            email: self.email,
            name_key: Some(key(&self.name)),
            name: Some(self.name),
            phone: Some(self.address.phone.clone()),
            country: Some(self.land.country.to_owned()),
            locale: Some(self.land.locale.to_owned()),
            order_count: 0,
            last_order_at: None,
            created_at,
            changed_at: created_at,
            erased_at: None,
            version: 1,
        };
        let address = self.address;
        let address = customer_address::Model {
            id: domain::id::CustomerAddressId(id.0),
            customer_id: id,
            recipient: Some(address.recipient),
            company: None,
            phone: Some(address.phone),
            country: Some(address.country.to_owned()),
            postal_code: address.postal_code,
            region: address.region.map(str::to_owned),
            city: Some(address.city.to_owned()),
            line1: Some(address.line1),
            line2: address.line2,
        };
        Some((row, address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::address::PostalAddress;
    use domain::country::Country;

    fn problems(address: &Address) -> Vec<domain::address::AddressProblem> {
        PostalAddress {
            recipient: Some(&address.recipient),
            country: address.country.parse::<Country>().ok(),
            postal_code: address.postal_code.as_deref(),
            region: address.region,
            city: Some(address.city),
            line1: Some(&address.line1),
        }
        .problems()
    }

    #[test]
    fn ops_01_every_address_is_complete_and_well_formed() {
        let mut chance = Source::new(1).stream(Stream::Order, 1);
        for land in &LANDS {
            for _ in 0..500 {
                let address = address(land, "A B".to_owned(), &mut chance);
                assert_eq!(problems(&address), [], "{address:?}");
                let left = |text: &str| text.contains(['#', '@', '{', '}']);
                assert!(!left(&address.line1) && !address.line2.as_deref().is_some_and(left), "{address:?}");
            }
        }
    }

    #[test]
    fn ops_01_customers_are_the_same_every_time_and_no_two_share_an_email() {
        let source = Source::new(1);
        let mut emails: Vec<String> = (0..5_000)
            .chain(GUESTS..GUESTS + 500)
            .filter_map(|index| customer(&source, index).email)
            .collect();
        assert!(emails.iter().all(|email| email.is_ascii() && email.ends_with(".example")));
        let count = emails.len();
        emails.sort_unstable();
        emails.dedup();
        assert_eq!(emails.len(), count);
        assert_eq!(format!("{:?}", customer(&source, 77)), format!("{:?}", customer(&source, 77)));
    }

    #[test]
    fn ops_01_customers_live_in_many_countries() {
        let source = Source::new(1);
        for land in &LANDS {
            let there =
                (0..10_000).filter(|index| customer(&source, *index).land.country == land.country).count();
            assert!(there > 5, "{}: {there}", land.country);
        }
    }
}
