//! Import of orders: why a file or a row is refused, and what came of it. Worded by the crate `text`.

use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::money::Currency;

/// Why an import did nothing at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ImportError {
    /// The operating system would not give the file.
    Unreadable {
        /// In the operating system's words.
        message: String,
    },
    /// A folder, a pipe or a device.
    NotAFile,
    /// Larger than a file may be.
    TooLarge {
        /// The file's size.
        bytes: u64,
        /// The largest size accepted.
        limit: u64,
    },
    /// Nothing in it, or blank lines only.
    Empty,
    /// A heading without a row below it.
    NoRows,
    /// Not text and not a workbook.
    Binary {
        /// What it seems to be, where it can be told.
        found: Option<String>,
    },
    /// The old .xls format; a password-protected .xlsx looks the same from outside.
    OldExcel,
    /// A workbook that only opens with a password.
    Password,
    /// A workbook with macros, where none are taken.
    Macros,
    /// A zip archive without a workbook in it.
    NotAWorkbook,
    /// A workbook that is cut off or damaged.
    BrokenWorkbook {
        /// What the reader stumbled over.
        detail: String,
    },
    /// A workbook that would unpack to more than is sensible.
    WorkbookTooLarge {
        /// The most that is unpacked.
        limit: u64,
    },
    /// UTF-16, as "Unicode text" of Excel is.
    Utf16,
    /// Bytes that are no text in any encoding the format allows.
    Encoding {
        /// The first line that can't be read.
        line: u32,
        /// The encoding it was read as.
        expected: String,
    },
    /// A quoted cell without its closing quote: the file is cut off or a quote is not doubled.
    UnclosedQuote {
        /// The line where the row begins.
        line: u32,
    },
    /// The last row stops in the middle.
    CutOff {
        /// The last row's line.
        line: u32,
        /// Columns of the heading.
        expected: usize,
        /// Columns of the last row.
        found: usize,
    },
    /// The heading is not the format's.
    Columns {
        /// Needed and not there.
        missing: Vec<String>,
        /// There and not known.
        unknown: Vec<String>,
        /// There more than once.
        repeated: Vec<String>,
        /// All the columns of the format, needed ones first.
        expected: Vec<String>,
    },
    /// More rows than a file may have.
    TooManyRows {
        /// The most rows accepted.
        limit: usize,
    },
    /// More columns than a file may have.
    TooManyColumns {
        /// Where.
        line: u32,
        /// The most columns accepted.
        limit: usize,
    },
    /// A cell longer than a cell may be.
    CellTooLong {
        /// Where.
        line: u32,
        /// The most bytes (in UTF-8) accepted.
        limit: usize,
    },
    /// No code that a channel could have: blanks, other signs than `-`, `_` and `.`, or more than 32 of them.
    ChannelCode {
        /// What was given.
        code: String,
    },
    /// The format fixes a setting, and another was asked for.
    FixedByFormat {
        /// Which setting.
        setting: ImportSetting,
        /// The format.
        format: String,
        /// What it is there.
        value: String,
    },
}

text_enum! {
    /// What applies to a file where the file does not say.
    pub enum ImportSetting {
        /// The zone of times without an offset.
        TimeZone = "time_zone",
        /// The currency of amounts.
        Currency = "currency",
    }
}

/// A row that became no part of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedRow {
    /// Its line in the file (its row in the sheet); the heading is usually 1.
    pub line: u32,
    /// The order it named, if it named one.
    pub order_number: Option<String>,
    /// Why.
    pub reason: RejectReason,
}

/// Why a row is rejected. `column` is the file's own name for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RejectReason {
    /// A negative line of an invoice that is no cancellation: goods written off, not sold. The rest of the invoice stands.
    StockWriteOff,
    /// The row's id was there before. The rest of the order stands.
    Repeated {
        /// Where it was first.
        first_line: u32,
    },
    /// Another row of the same order is bad, and an order is imported whole or not at all.
    OrderHasBadRow {
        /// The first bad row.
        line: u32,
    },
    /// More rows in one order than an order may have.
    OrderTooLong {
        /// Rows of the order in the file.
        found: usize,
        /// The most accepted.
        limit: usize,
    },
    /// The row has more or fewer cells than the heading.
    CellCount {
        /// Columns of the heading.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A cell that may not be empty is.
    Missing {
        /// Which.
        column: String,
    },
    /// Two rows of one order say different things about it.
    Conflict {
        /// What about.
        column: String,
        /// Where the other value stands.
        first_line: u32,
    },
    /// No time that can be read.
    NotATime {
        /// Which.
        column: String,
        /// What was read.
        value: String,
    },
    /// No whole number in range.
    NotAQuantity {
        /// Which.
        column: String,
        /// What was read.
        value: String,
    },
    /// Zero, or negative where that means nothing.
    QuantityTooSmall {
        /// Which.
        column: String,
        /// What was read.
        value: i64,
    },
    /// A cancellation takes back, so its quantities are negative.
    PositiveOnCancellation {
        /// Which.
        column: String,
        /// What was read.
        value: i64,
    },
    /// No decimal number.
    NotAnAmount {
        /// Which.
        column: String,
        /// What was read.
        value: String,
    },
    /// A fraction that the currency can't hold.
    TooManyDecimals {
        /// Which.
        column: String,
        /// What was read.
        value: String,
        /// In this currency.
        currency: Currency,
    },
    /// Negative where that means nothing.
    NegativeAmount {
        /// Which.
        column: String,
        /// What was read.
        value: String,
    },
    /// The amount, or quantity times price, is beyond what an order can hold.
    AmountTooLarge {
        /// Which.
        column: String,
    },
    /// A line's discount above the line's price.
    DiscountTooLarge {
        /// Which.
        column: String,
    },
    /// No currency's ISO 4217 code.
    NotACurrency {
        /// Which.
        column: String,
        /// What was read.
        value: String,
    },
    /// No payment method that Waybill knows.
    NotAPaymentMethod {
        /// Which.
        column: String,
        /// What was read.
        value: String,
    },
    /// Nothing that mail could be sent to.
    NotAnEmail {
        /// Which.
        column: String,
        /// What was read.
        value: String,
    },
    /// A spreadsheet took what things are told apart by for an amount, and has lost digits of it.
    LostDigits {
        /// Which.
        column: String,
        /// What was read.
        value: String,
    },
    /// Longer than what is searched by may be.
    TooLong {
        /// Which.
        column: String,
        /// The most characters accepted.
        limit: usize,
    },
    /// A shipping location, delivery policy or shipping option that there is none of.
    UnknownCode {
        /// Which.
        column: String,
        /// What was read.
        value: String,
    },
    /// A delivery policy of another location, or a shipping option of another policy, than the row says.
    CodeOfAnother {
        /// Which.
        column: String,
        /// What was read.
        value: String,
        /// The column that says something else.
        other: String,
    },
    /// An order of that number was imported before, and the file tells it differently. It is never overwritten.
    AlreadyImportedDifferently {
        /// The first thing that differs.
        differs: ImportDifference,
    },
    /// Orders of other channels have the number, both as it is and with this channel's code before it.
    NumberTaken {
        /// The number.
        number: String,
    },
}

text_enum! {
    /// In what an order of a file differs from the one that is there.
    pub enum ImportDifference {
        /// The time of the order.
        OrderedAt = "ordered_at",
        /// The currency.
        Currency = "currency",
        /// Goods, quantities or prices.
        Lines = "lines",
        /// Postage, fees, or reductions and taxes of the whole order.
        Charges = "charges",
    }
}

/// Orders of one outcome, and the rows of the file that they were made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Orders.
    pub orders: u64,
    /// Rows.
    pub rows: u64,
}

/// What came of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// The file's name.
    pub file: String,
    /// The channel's code.
    pub channel: String,
    /// Everything was tried and nothing was kept.
    pub is_dry_run: bool,
    /// The channel was not there; it was made, as an own store.
    pub is_new_channel: bool,
    /// There was no merchant yet; one was made with these settings.
    pub new_merchant: Option<NewMerchant>,
    /// Rows below the heading; blank ones are not counted.
    pub rows_read: u64,
    /// Sales that are new.
    pub created: Imported,
    /// Cancellations that are new: canceled orders of their own.
    pub canceled: Imported,
    /// New cancellations whose sale is known.
    pub linked: u64,
    /// Orders that were there and are the same.
    pub unchanged: Imported,
    /// Rows that are part of no order, by line.
    pub rejected: Vec<RejectedRow>,
}

/// What a merchant made by the way begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMerchant {
    /// What Domestic means.
    pub home_country: Country,
    /// IANA name.
    pub time_zone: String,
    /// Of the merchant.
    pub currency: Currency,
}

impl ImportReport {
    /// Whether every row that was read has exactly one outcome.
    pub fn adds_up(&self) -> bool {
        let rows = self.created.rows + self.canceled.rows + self.unchanged.rows;
        rows + self.rejected.len() as u64 == self.rows_read
    }
}
