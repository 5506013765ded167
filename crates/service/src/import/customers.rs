//! The customers that a file names.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::id::{ChannelId, CustomerAddressId, CustomerId};
use domain::time::Timestamp;
use domain::typed::key;
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};
use store::StoreError;
use store::entity::{channel, customer, customer_address};

use super::draft::{AddressDraft, CustomerRef, OrderDraft};

/// Who placed an order.
#[derive(Clone)]
pub(super) struct Buyer {
    pub id: CustomerId,
    pub email: Option<String>,
}

/// Finds or makes the customers of some new orders of a channel; guests are none. Who is known is only told what was not known yet, and
/// where the orders go is in their address books afterwards.
///
/// A customer is recognised by the channel's id of them, or else by their email: an email belongs to one customer, whatever the
/// channel, unless the channel itself tells two apart by its ids.
pub(super) async fn customers(
    tx: &DatabaseTransaction,
    now: Timestamp,
    channel: &channel::Model,
    drafts: &[&OrderDraft],
) -> Result<Vec<Option<Buyer>>, StoreError> {
    let mut people = People::read(tx, channel, drafts).await?;
    let places: Vec<Option<usize>> = drafts.iter().map(|draft| people.place(now, draft)).collect();
    people.write(tx).await?;
    let told: Vec<CustomerId> = people.told_email.iter().map(|place| people.rows[*place].id).collect();
    store::write::refresh_emails(tx, &told).await?;
    let buyers: Vec<Option<&customer::Model>> =
        places.into_iter().map(|place| place.map(|place| &people.rows[place])).collect();
    address_books(tx, drafts.iter().copied().zip(buyers.iter().copied())).await?;
    Ok(buyers.into_iter().map(|row| row.map(|row| Buyer { id: row.id, email: row.email.clone() })).collect())
}

/// Adds where orders go to the address books of whoever placed them, where it is not there yet. A country alone is no address.
async fn address_books(
    tx: &DatabaseTransaction,
    orders: impl Iterator<Item = (&OrderDraft, Option<&customer::Model>)>,
) -> Result<(), StoreError> {
    let told: Vec<customer_address::Model> = orders
        .filter_map(|(draft, buyer)| Some((draft, buyer.filter(|row| row.erased_at.is_none())?)))
        .filter_map(|(draft, buyer)| address(draft, buyer.id))
        .collect();
    let buyers: BTreeSet<i64> = told.iter().map(|row| row.customer_id.0).collect();
    if buyers.is_empty() {
        return Ok(());
    }
    let mut known: HashSet<customer_address::Model> = customer_address::Entity::find()
        .filter(customer_address::Column::CustomerId.is_in(buyers))
        .all(tx)
        .await?
        .into_iter()
        .map(|row| customer_address::Model { id: UNKNOWN, ..row })
        .collect();
    let new: Vec<customer_address::ActiveModel> = told
        .into_iter()
        .filter(|row| known.insert(row.clone()))
        .map(|row| customer_address::ActiveModel { id: NotSet, ..row.into_active_model().reset_all() })
        .collect();
    if !new.is_empty() {
        customer_address::Entity::insert_many(new).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The id of an address that the database has not seen.
const UNKNOWN: CustomerAddressId = CustomerAddressId(0);

fn address(draft: &OrderDraft, customer_id: CustomerId) -> Option<customer_address::Model> {
    let AddressDraft { recipient, company, phone, postal_code, region, city, line1, line2 } =
        draft.address.clone();
    let is_place = [&postal_code, &region, &city, &line1, &line2].into_iter().any(Option::is_some);
    is_place.then(|| customer_address::Model {
        id: UNKNOWN,
        customer_id,
        recipient,
        company,
        phone,
        country: draft.country.map(|country| country.as_str().to_owned()),
        postal_code,
        region,
        city,
        line1,
        line2,
    })
}

struct People {
    channel: ChannelId,
    is_mall: bool,
    rows: Vec<customer::Model>,
    by_ref: HashMap<String, usize>,
    by_email: HashMap<String, usize>,
    /// Known customers who are told something new.
    changed: BTreeSet<usize>,
    /// Those among them whose email is the news.
    told_email: BTreeSet<usize>,
}

/// The id of a customer who is not in the database yet.
const NEW: CustomerId = CustomerId(0);

impl People {
    async fn read(
        tx: &DatabaseTransaction,
        channel: &channel::Model,
        drafts: &[&OrderDraft],
    ) -> Result<Self, StoreError> {
        let named = || drafts.iter().filter_map(|draft| draft.customer.as_ref());
        let refs: BTreeSet<&str> = named().filter_map(|named| named.external_ref.as_deref()).collect();
        let emails: BTreeSet<String> = named().filter_map(email_key).collect();
        let mut people = Self {
            channel: channel.id,
            is_mall: channel.kind.is_mall(),
            rows: Vec::new(),
            by_ref: HashMap::new(),
            by_email: HashMap::new(),
            changed: BTreeSet::new(),
            told_email: BTreeSet::new(),
        };
        people.add_all(by_ref(tx, channel.id, refs).await?);
        people.add_all(by_email(tx, emails).await?);
        Ok(people)
    }

    fn add_all(&mut self, rows: Vec<customer::Model>) {
        for row in rows {
            if !self.rows.iter().any(|known| known.id == row.id) {
                self.add(row);
            }
        }
    }

    fn add(&mut self, row: customer::Model) -> usize {
        let place = self.rows.len();
        self.index(&row, place);
        self.rows.push(row);
        place
    }

    fn index(&mut self, row: &customer::Model, place: usize) {
        if let (Some(external_ref), true) = (&row.external_ref, row.channel_id == Some(self.channel)) {
            self.by_ref.insert(external_ref.clone(), place);
        }
        if let Some(key) = &row.email_key {
            self.by_email.insert(key.clone(), place);
        }
    }

    /// The place of the customer of an order among the rows; none for a guest.
    fn place(&mut self, now: Timestamp, draft: &OrderDraft) -> Option<usize> {
        let named = draft.customer.as_ref()?;
        let key = email_key(named);
        if named.external_ref.is_none() && key.is_none() {
            return None;
        }
        let by_ref = named.external_ref.as_deref().and_then(|external_ref| self.by_ref.get(external_ref));
        let by_email = key.as_deref().and_then(|key| self.by_email.get(key)).filter(|place| {
            let row = &self.rows[**place];
            // Another member of this channel with the same email.
            let is_other = row.channel_id == Some(self.channel) && row.external_ref.is_some();
            named.external_ref.is_none() || !is_other
        });
        let place = match by_ref.or(by_email).copied() {
            Some(place) => place,
            None => self.add(new(now, draft.placed_at)),
        };
        let mut row = self.rows[place].clone();
        self.tell(&mut row, named, draft);
        if row != self.rows[place] {
            self.index(&row, place);
            if row.id != NEW {
                row.version += 1;
                row.changed_at = now;
                self.changed.insert(place);
                if row.email != self.rows[place].email {
                    self.told_email.insert(place);
                }
            }
            self.rows[place] = row;
        }
        Some(place)
    }

    /// Tells a row what it does not know yet.
    fn tell(&self, row: &mut customer::Model, named: &CustomerRef, draft: &OrderDraft) {
        row.created_at = row.created_at.min(draft.placed_at);
        if row.erased_at.is_some() {
            return;
        }
        // The own store's customers do not become a mall's.
        let may_belong = row.id == NEW || !self.is_mall;
        if row.external_ref.is_none() && named.external_ref.is_some() && may_belong {
            row.external_ref.clone_from(&named.external_ref);
            row.channel_id = Some(self.channel);
        }
        if row.id == NEW && self.is_mall {
            row.channel_id = Some(self.channel);
        }
        if let (None, Some(email)) = (&row.email, &named.email) {
            row.email = Some(email.clone());
            row.email_key = email_key(named).filter(|key| !self.by_email.contains_key(key));
        }
        if let (None, Some(name)) = (&row.name, &named.name) {
            row.name = Some(name.clone());
            row.name_key = Some(key(name));
        }
        if row.phone.is_none() {
            row.phone.clone_from(&named.phone);
        }
        // An order that goes to somebody else says nothing of where they live.
        let recipient = &draft.address.recipient;
        if row.country.is_none() && (recipient.is_none() || *recipient == named.name) {
            row.country = draft.country.map(|country| country.as_str().to_owned());
        }
    }

    /// Writes who is new and who changed, and gives the new ones their ids.
    async fn write(&mut self, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        let new: Vec<customer::ActiveModel> = self
            .rows
            .iter()
            .filter(|row| row.id == NEW)
            .map(|row| customer::ActiveModel { id: NotSet, ..row.clone().into_active_model().reset_all() })
            .collect();
        if !new.is_empty() {
            for row in customer::Entity::insert_many(new).exec_with_returning(tx).await? {
                let by_ref = row.external_ref.as_ref().and_then(|external_ref| self.by_ref.get(external_ref));
                let by_email = row.email_key.as_ref().and_then(|key| self.by_email.get(key));
                if let Some(place) = by_ref.or(by_email) {
                    self.rows[*place].id = row.id;
                }
            }
        }
        let changed: Vec<customer::ActiveModel> = self
            .changed
            .iter()
            .map(|place| self.rows[*place].clone().into_active_model().reset_all())
            .collect();
        if !changed.is_empty() {
            use customer::Column::{
                ChangedAt, ChannelId, Country, CreatedAt, Email, EmailKey, ExternalRef, Name, NameKey, Phone,
                Version,
            };
            let told = [
                ChannelId,
                ExternalRef,
                Email,
                EmailKey,
                Name,
                NameKey,
                Phone,
                Country,
                CreatedAt,
                ChangedAt,
                Version,
            ];
            customer::Entity::insert_many(changed)
                .on_conflict(OnConflict::column(customer::Column::Id).update_columns(told).to_owned())
                .exec_without_returning(tx)
                .await?;
        }
        Ok(())
    }
}

/// The form in which an email is recognised.
fn email_key(named: &CustomerRef) -> Option<String> {
    named.email.as_deref().map(key)
}

/// Somebody of whom nothing is known. They are a customer since their first order.
fn new(now: Timestamp, placed_at: Timestamp) -> customer::Model {
    customer::Model {
        id: NEW,
        channel_id: None,
        external_ref: None,
        email: None,
        email_key: None,
        name: None,
        name_key: None,
        phone: None,
        country: None,
        locale: None,
        order_count: 0,
        last_order_at: None,
        created_at: placed_at,
        changed_at: now,
        erased_at: None,
        version: 1,
    }
}

async fn by_ref(
    tx: &DatabaseTransaction,
    channel: ChannelId,
    refs: BTreeSet<&str>,
) -> Result<Vec<customer::Model>, StoreError> {
    let of_channel = customer::Entity::find().filter(customer::Column::ChannelId.eq(channel));
    Ok(of_channel.filter(customer::Column::ExternalRef.is_in(refs)).all(tx).await?)
}

async fn by_email(
    tx: &DatabaseTransaction,
    emails: BTreeSet<String>,
) -> Result<Vec<customer::Model>, StoreError> {
    Ok(customer::Entity::find().filter(customer::Column::EmailKey.is_in(emails)).all(tx).await?)
}
