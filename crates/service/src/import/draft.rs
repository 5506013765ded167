//! What a file of orders says, before anything is written.

use domain::country::Country;
use domain::import::RejectedRow;
use domain::kind::{ChargeKind, PaymentMethod};
use domain::money::Currency;
use domain::time::Timestamp;

/// What was made of a file. `rows_read` is the sum of all drafts' `rows` and of `rejected`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// Rows below the heading; blank ones are not counted.
    pub rows_read: usize,
    /// The orders, in the order of their first rows.
    pub orders: Vec<OrderDraft>,
    /// The rows that are part of none, by line.
    pub rejected: Vec<RejectedRow>,
}

/// An order as a file tells it. What the file does not tell is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderDraft {
    /// The channel's own number.
    pub channel_number: String,
    /// When it was placed: the earliest of the times on its rows.
    pub placed_at: Timestamp,
    /// A sale or a cancellation.
    pub kind: DraftKind,
    /// What is known of who ordered; of an unnamed guest, nothing.
    pub customer: Option<CustomerRef>,
    /// Of every amount of this order.
    pub currency: Currency,
    /// How it was paid.
    pub payment_method: Option<PaymentMethod>,
    /// Where it goes, by ISO code.
    pub country: Option<Country>,
    /// What the file says where that is no country we know; a `None` in `country` alone means that it says nothing.
    pub country_given: Option<String>,
    /// Where it goes within the country.
    pub address: AddressDraft,
    /// What the customer asked for at checkout.
    pub shipping_request: Option<String>,
    /// The goods.
    pub lines: Vec<LineDraft>,
    /// Postage, fees and reductions that are no goods.
    pub charges: Vec<ChargeDraft>,
    /// The lines of the file it was made of, ascending.
    pub rows: Vec<u32>,
}

impl OrderDraft {
    /// Whether there are charges and no goods; such an order is never in the queue.
    pub fn is_fees_only(&self) -> bool {
        self.lines.is_empty()
    }
}

/// What kind of document an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftKind {
    /// Goods sold.
    Sale,
    /// A canceled order of its own: all units of its lines are canceled. Its line quantities are positive, its charges keep
    /// their sign.
    Cancellation,
}

/// A customer as the file names them; something of it is there. Without id and email nobody could be recognised again: then it is
/// a guest with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRef {
    /// The channel's id of the customer.
    pub external_ref: Option<String>,
    /// As written.
    pub email: Option<String>,
    /// As written.
    pub name: Option<String>,
    /// As written.
    pub phone: Option<String>,
}

/// Parts of an address, each as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressDraft {
    /// Who receives it.
    pub recipient: Option<String>,
    /// Their company.
    pub company: Option<String>,
    /// The recipient's phone.
    pub phone: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// Prefecture, province or state.
    pub region: Option<String>,
    /// City or ward.
    pub city: Option<String>,
    /// Street and number.
    pub line1: Option<String>,
    /// Building and room.
    pub line2: Option<String>,
}

/// A line of goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineDraft {
    /// The line in the file.
    pub row: u32,
    /// The Product ID; the SKU where the file names none.
    pub product_code: String,
    /// The SKU.
    pub sku_code: String,
    /// What it is called.
    pub name: Option<String>,
    /// Colour, size.
    pub option_name: Option<String>,
    /// Units, at least 1.
    pub quantity: i64,
    /// Price of one unit in minor units; 0 for a free gift.
    pub unit_price: i64,
    /// Reduction of the whole line in minor units, not negative.
    pub discount: i64,
    /// Code of the shipping location.
    pub location_code: Option<String>,
    /// Code of the delivery policy.
    pub policy_code: Option<String>,
    /// Code of the shipping option.
    pub shipping_option_code: Option<String>,
}

/// A charge that is no goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargeDraft {
    /// The line in the file.
    pub row: u32,
    /// What it is for.
    pub kind: ChargeKind,
    /// The file's code or column for it.
    pub code: String,
    /// What the file calls it; empty if it does not.
    pub name: String,
    /// Minor units, added to the total: a reduction is negative.
    pub amount: i64,
    /// A reduction or a tax of the whole order, of which each line bears its share.
    pub is_shared: bool,
}
