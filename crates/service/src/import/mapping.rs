//! What the columns of a file mean: a format is a value of [`Mapping`].

use chrono_tz::Tz;
use domain::kind::ChargeKind;
use domain::money::Currency;
use text::Locale;

use super::table::LegacyEncoding;

macro_rules! fields {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {
        /// What a column can tell.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field { $($(#[$meta])* $name),+ }

        impl Field {
            /// How many there are.
            pub const COUNT: usize = [$(Field::$name),+].len();
        }
    };
}

fields! {
    /// The row's own id, unique in the file.
    RowId,
    /// The channel's order number.
    OrderNumber,
    /// When the order was placed.
    OrderedAt,
    /// ISO 4217.
    Currency,
    /// The channel's id of the customer.
    CustomerId,
    /// The customer's name.
    CustomerName,
    /// The customer's email.
    CustomerEmail,
    /// The customer's phone.
    CustomerPhone,
    /// How the order was paid.
    PaymentMethod,
    /// What the customer asked for at checkout.
    ShippingRequest,
    /// Who receives it.
    Recipient,
    /// The recipient's company.
    Company,
    /// The recipient's phone.
    Phone,
    /// Where it goes: code or name.
    Country,
    /// The postal code.
    PostalCode,
    /// Prefecture, province or state.
    Region,
    /// City or ward.
    City,
    /// Street and number.
    Line1,
    /// Building and room.
    Line2,
    /// The Product ID.
    ProductId,
    /// The SKU.
    Sku,
    /// What the product is called.
    ProductName,
    /// Colour, size.
    OptionName,
    /// Units.
    Quantity,
    /// Price of one unit.
    UnitPrice,
    /// Reduction of the whole line.
    Discount,
    /// Postage of the whole order.
    ShippingFee,
    /// Another fee of the whole order, such as that for cash on delivery.
    Fee,
    /// Reduction of the whole order.
    OrderDiscount,
    /// Tax of the whole order that is not in the prices.
    Tax,
    /// Code of the shipping location.
    Location,
    /// Code of the delivery policy.
    Policy,
    /// Code of the shipping option.
    ShippingOption,
}

/// How much a format needs a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// The column may be left out.
    Optional,
    /// The column must be there; a cell may be empty.
    Column,
    /// The column must be there and no cell of it empty.
    Value,
}

/// A column of a format.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What it tells. One column may tell two things.
    pub field: Field,
    /// Its name in the heading; case does not matter.
    pub name: &'static str,
    /// How much it is needed.
    pub presence: Presence,
}

/// A stock code that stands for a charge and not for goods.
#[derive(Clone, Copy, Debug)]
pub struct FeeCode {
    /// As in the file; case does not matter.
    pub code: &'static str,
    /// What it charges for.
    pub kind: ChargeKind,
}

/// What a negative quantity means outside a cancellation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NegativeLines {
    /// A mistake; the order is rejected.
    Refused,
    /// Goods written off; the row alone is rejected.
    StockWriteOff,
}

/// A file format.
#[derive(Debug)]
pub struct Mapping {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its columns. Any other in a file is refused, so that a misspelt one is not silently lost.
    pub columns: &'static [Column],
    /// What a file that is not UTF-8 is read as.
    pub legacy: LegacyEncoding,
    /// The zone of times without an offset; `None`: the merchant's.
    pub time_zone: Option<Tz>,
    /// Whether M/D/YYYY is read beside ISO 8601.
    pub month_first: bool,
    /// The currency of every amount; `None`: a column says, or else the channel.
    pub currency: Option<Currency>,
    /// Words that say "not known", by field.
    pub absent: &'static [(Field, &'static str)],
    /// Stock codes that are charges.
    pub fees: &'static [FeeCode],
    /// An order number that is this letter and digits is a cancellation.
    pub cancellation_prefix: Option<char>,
    /// What a negative line of a sale means.
    pub negative_lines: NegativeLines,
    /// The language of the shop whose format it is: where there is no merchant yet, one is made who lives where that language is
    /// spoken. `None`: whoever imports says.
    pub locale: Option<Locale>,
}

impl Mapping {
    /// Every format.
    pub const ALL: &'static [&'static Self] = &[&WAYBILL, &ONLINE_RETAIL];

    /// The format of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().copied().find(|mapping| mapping.name == name)
    }

    /// The format's name for what a field tells.
    pub fn column_name(&self, field: Field) -> &'static str {
        self.columns.iter().find(|column| column.field == field).map_or("", |column| column.name)
    }

    /// The charge that a stock code stands for.
    pub fn fee(&self, code: &str) -> Option<&'static FeeCode> {
        self.fees.iter().find(|fee| fee.code.eq_ignore_ascii_case(code))
    }

    /// Whether an order of this number is a cancellation.
    pub fn is_cancellation(&self, number: &str) -> bool {
        self.cancellation_prefix
            .and_then(|prefix| number.strip_prefix(prefix))
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

const fn column(field: Field, name: &'static str, presence: Presence) -> Column {
    Column { field, name, presence }
}

const fn fee(code: &'static str, kind: ChargeKind) -> FeeCode {
    FeeCode { code, kind }
}

use Presence::{Column as Needed, Optional, Value};

/// Waybill's own format.
pub static WAYBILL: Mapping = Mapping {
    name: "waybill",
    columns: &[
        column(Field::OrderNumber, "order_number", Value),
        column(Field::OrderedAt, "ordered_at", Needed),
        column(Field::Country, "country", Needed),
        column(Field::Sku, "sku", Value),
        column(Field::Quantity, "quantity", Value),
        column(Field::UnitPrice, "unit_price", Value),
        column(Field::RowId, "row_id", Optional),
        column(Field::Currency, "currency", Optional),
        column(Field::CustomerId, "customer_id", Optional),
        column(Field::CustomerName, "customer_name", Optional),
        column(Field::CustomerEmail, "customer_email", Optional),
        column(Field::CustomerPhone, "customer_phone", Optional),
        column(Field::PaymentMethod, "payment_method", Optional),
        column(Field::ShippingRequest, "shipping_request", Optional),
        column(Field::Recipient, "recipient", Optional),
        column(Field::Company, "company", Optional),
        column(Field::Phone, "phone", Optional),
        column(Field::PostalCode, "postal_code", Optional),
        column(Field::Region, "region", Optional),
        column(Field::City, "city", Optional),
        column(Field::Line1, "line1", Optional),
        column(Field::Line2, "line2", Optional),
        column(Field::ProductId, "product_id", Optional),
        column(Field::ProductName, "product_name", Optional),
        column(Field::OptionName, "option", Optional),
        column(Field::Discount, "discount", Optional),
        column(Field::ShippingFee, "shipping_fee", Optional),
        column(Field::Fee, "fee", Optional),
        column(Field::OrderDiscount, "order_discount", Optional),
        column(Field::Tax, "tax", Optional),
        column(Field::Location, "shipping_location", Optional),
        column(Field::Policy, "delivery_policy", Optional),
        column(Field::ShippingOption, "shipping_option", Optional),
    ],
    legacy: LegacyEncoding::Cp932,
    time_zone: None,
    month_first: false,
    currency: None,
    absent: &[],
    fees: &[],
    cancellation_prefix: None,
    negative_lines: NegativeLines::Refused,
    locale: None,
};

/// The "Online Retail" data set of the UCI Machine Learning Repository (Chen, 2015): a UK shop's invoices.
pub static ONLINE_RETAIL: Mapping = Mapping {
    name: "online-retail",
    columns: &[
        column(Field::OrderNumber, "InvoiceNo", Value),
        column(Field::Sku, "StockCode", Value),
        column(Field::ProductId, "StockCode", Value),
        column(Field::ProductName, "Description", Needed),
        column(Field::Quantity, "Quantity", Value),
        column(Field::OrderedAt, "InvoiceDate", Value),
        column(Field::UnitPrice, "UnitPrice", Value),
        column(Field::CustomerId, "CustomerID", Needed),
        column(Field::Country, "Country", Value),
        // The sample's row ids stand in a column without a name; the full data set has none.
        column(Field::RowId, "", Optional),
    ],
    legacy: LegacyEncoding::Windows1252,
    time_zone: Some(Tz::Europe__London),
    month_first: true,
    currency: Some(Currency::GBP),
    absent: &[(Field::CustomerId, "NA")],
    fees: &[
        fee("POST", ChargeKind::Shipping),
        fee("DOT", ChargeKind::Shipping),
        fee("C2", ChargeKind::Shipping),
        fee("M", ChargeKind::Adjustment),
        fee("AMAZONFEE", ChargeKind::Fee),
        // Not in the sample, but in the full data set.
        fee("BANK CHARGES", ChargeKind::Fee),
        fee("CRUK", ChargeKind::Fee),
        fee("D", ChargeKind::Discount),
        fee("S", ChargeKind::Adjustment),
        fee("B", ChargeKind::Adjustment),
    ],
    cancellation_prefix: Some('C'),
    negative_lines: NegativeLines::StockWriteOff,
    locale: Some(Locale::En),
};
