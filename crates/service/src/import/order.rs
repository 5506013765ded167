//! One order from its rows.

use std::collections::BTreeMap;

use domain::decimal::{MAX_AMOUNT, NotDecimal, decimal};
use domain::import::RejectReason;
use domain::kind::{ChargeKind, PaymentMethod};
use domain::money::Currency;
use domain::time::Timestamp;
use domain::typed::{half_width, is_email};

use super::country_name::country_named;
use super::draft::{AddressDraft, ChargeDraft, CustomerRef, DraftKind, LineDraft, OrderDraft};
use super::mapping::{FeeCode, Field};
use super::parse::{Defaults, Sheet};
use super::table::Row;
use super::value;

/// Why rows of an order are bad, by line.
pub(super) type Reasons = BTreeMap<u32, RejectReason>;

/// Amounts of the whole order, each with what it becomes and whether it lowers the total.
const ORDER_AMOUNTS: [(Field, ChargeKind); 4] = [
    (Field::ShippingFee, ChargeKind::Shipping),
    (Field::Fee, ChargeKind::Fee),
    (Field::OrderDiscount, ChargeKind::Discount),
    (Field::Tax, ChargeKind::Tax),
];

/// Makes one order of its rows, or says of each bad row why it is one. `rows` is not empty.
pub(super) fn draft(
    sheet: &Sheet<'_>,
    defaults: &Defaults,
    number: &str,
    rows: &[&Row],
) -> Result<OrderDraft, Reasons> {
    let mut order = Reader { sheet, rows, reasons: Reasons::new() };
    order.check_shapes();

    let placed_at = order.placed_at(sheet.mapping.time_zone.unwrap_or(defaults.time_zone));
    let currency = order.currency(sheet.mapping.currency.unwrap_or(defaults.currency));
    let customer = order.customer();
    let payment_method = order.payment_method();
    let country_text = order.once(Field::Country).map(|(_, text)| text);
    let country = country_text.and_then(country_named);
    let country_given = country_text.filter(|_| country.is_none()).map(str::to_owned);
    let mut text = |field| order.once(field).map(|(_, text)| text.to_owned());
    let shipping_request = text(Field::ShippingRequest);
    let address = AddressDraft {
        recipient: text(Field::Recipient),
        company: text(Field::Company),
        phone: text(Field::Phone),
        postal_code: text(Field::PostalCode),
        region: text(Field::Region),
        city: text(Field::City),
        line1: text(Field::Line1),
        line2: text(Field::Line2),
    };
    let is_cancellation = sheet.mapping.is_cancellation(number);
    let (lines, mut charges) = order.goods_and_fees(currency, is_cancellation);
    order.order_amounts(currency, &mut charges);

    match placed_at {
        Some(placed_at) if order.reasons.is_empty() => Ok(OrderDraft {
            channel_number: number.to_owned(),
            placed_at,
            kind: if is_cancellation { DraftKind::Cancellation } else { DraftKind::Sale },
            customer,
            currency,
            payment_method,
            country,
            country_given,
            address,
            shipping_request,
            lines,
            charges,
            rows: rows.iter().map(|row| row.line).collect(),
        }),
        _ => Err(order.reasons),
    }
}

/// Reads an order's cells and gathers what is wrong with its rows: of each row the first thing found.
struct Reader<'a> {
    sheet: &'a Sheet<'a>,
    rows: &'a [&'a Row],
    reasons: Reasons,
}

impl<'a> Reader<'a> {
    fn bad(&mut self, line: u32, reason: RejectReason) {
        self.reasons.entry(line).or_insert(reason);
    }

    fn check_shapes(&mut self) {
        for row in self.rows {
            if let Err(reason) = self.sheet.check_shape(row) {
                self.bad(row.line, reason);
            }
        }
    }

    /// A value of the whole order: on one row or on several, but then the same.
    fn once(&mut self, field: Field) -> Option<(u32, &'a str)> {
        let mut first: Option<(u32, &'a str)> = None;
        for row in self.rows {
            let Some(text) = self.sheet.cell(row, field) else { continue };
            match first {
                None => first = Some((row.line, text)),
                Some((_, same)) if same == text => {}
                Some((first_line, _)) => {
                    let column = self.sheet.name(field);
                    self.bad(row.line, RejectReason::Conflict { column, first_line });
                }
            }
        }
        first
    }

    fn placed_at(&mut self, zone: chrono_tz::Tz) -> Option<Timestamp> {
        let mut earliest: Option<Timestamp> = None;
        let mut found = false;
        for row in self.rows {
            let Some(text) = self.sheet.cell(row, Field::OrderedAt) else { continue };
            found = true;
            match value::moment(text, zone, self.sheet.mapping.month_first) {
                Some(time) => earliest = Some(earliest.map_or(time, |earlier| earlier.min(time))),
                None => {
                    let column = self.sheet.name(Field::OrderedAt);
                    self.bad(row.line, RejectReason::NotATime { column, value: text.to_owned() });
                }
            }
        }
        if let (false, Some(row)) = (found, self.rows.first()) {
            self.bad(row.line, self.sheet.missing(Field::OrderedAt));
        }
        earliest
    }

    fn currency(&mut self, default: Currency) -> Currency {
        let Some((line, text)) = self.once(Field::Currency) else { return default };
        match half_width(text).to_ascii_uppercase().parse() {
            Ok(currency) => currency,
            Err(_) => {
                let column = self.sheet.name(Field::Currency);
                self.bad(line, RejectReason::NotACurrency { column, value: text.to_owned() });
                default
            }
        }
    }

    fn payment_method(&mut self) -> Option<PaymentMethod> {
        let (line, text) = self.once(Field::PaymentMethod)?;
        let method = half_width(text).to_ascii_lowercase().parse().ok();
        if method.is_none() {
            let column = self.sheet.name(Field::PaymentMethod);
            self.bad(line, RejectReason::NotAPaymentMethod { column, value: text.to_owned() });
        }
        method
    }

    fn customer(&mut self) -> Option<CustomerRef> {
        let email = self.once(Field::CustomerEmail);
        if let Some((line, text)) = email
            && !is_email(text)
        {
            let column = self.sheet.name(Field::CustomerEmail);
            self.bad(line, RejectReason::NotAnEmail { column, value: text.to_owned() });
        }
        let mut text = |field| self.once(field).map(|(_, text)| text.to_owned());
        let customer = CustomerRef {
            external_ref: text(Field::CustomerId),
            email: email.map(|(_, text)| text.to_owned()),
            name: text(Field::CustomerName),
            phone: text(Field::CustomerPhone),
        };
        let CustomerRef { external_ref, email, name, phone } = &customer;
        let says_nothing = [external_ref, email, name, phone].into_iter().all(Option::is_none);
        if says_nothing { None } else { Some(customer) }
    }

    fn goods_and_fees(
        &mut self,
        currency: Currency,
        is_cancellation: bool,
    ) -> (Vec<LineDraft>, Vec<ChargeDraft>) {
        let (mut lines, mut charges) = (Vec::new(), Vec::new());
        for row in self.rows {
            let fee = self.sheet.cell(row, Field::Sku).and_then(|sku| self.sheet.mapping.fee(sku));
            let result = match fee {
                Some(fee) => self.fee_line(row, currency, fee).map(|charge| charges.push(charge)),
                None => self.goods_line(row, currency, is_cancellation).map(|line| lines.push(line)),
            };
            if let Err(reason) = result {
                self.bad(row.line, reason);
            }
        }
        (lines, charges)
    }

    fn goods_line(
        &self,
        row: &Row,
        currency: Currency,
        is_cancellation: bool,
    ) -> Result<LineDraft, RejectReason> {
        let column = self.sheet.name(Field::Quantity);
        let quantity = match (self.quantity(row)?, is_cancellation) {
            (value @ 1.., true) => return Err(RejectReason::PositiveOnCancellation { column, value }),
            (value @ ..=-1, true) => -value,
            (value @ 1.., false) => value,
            (value, _) => return Err(RejectReason::QuantityTooSmall { column, value }),
        };
        let unit_price = self
            .price(row, currency, Field::UnitPrice)?
            .ok_or_else(|| self.sheet.missing(Field::UnitPrice))?;
        let total = self.product(quantity, unit_price)?;
        let discount = self.price(row, currency, Field::Discount)?.unwrap_or(0);
        if discount > total {
            return Err(RejectReason::DiscountTooLarge { column: self.sheet.name(Field::Discount) });
        }
        let text = |field| self.sheet.cell(row, field).map(str::to_owned);
        let sku_code = text(Field::Sku).ok_or_else(|| self.sheet.missing(Field::Sku))?;
        Ok(LineDraft {
            row: row.line,
            product_code: text(Field::ProductId).unwrap_or_else(|| sku_code.clone()),
            sku_code,
            name: text(Field::ProductName),
            option_name: text(Field::OptionName),
            quantity,
            unit_price,
            discount,
            location_code: text(Field::Location),
            policy_code: text(Field::Policy),
            shipping_option_code: text(Field::ShippingOption),
        })
    }

    /// A charge keeps its sign, whether the quantity or the price has it.
    fn fee_line(&self, row: &Row, currency: Currency, fee: &FeeCode) -> Result<ChargeDraft, RejectReason> {
        let text =
            self.sheet.cell(row, Field::UnitPrice).ok_or_else(|| self.sheet.missing(Field::UnitPrice))?;
        let amount = self.product(self.quantity(row)?, self.amount(text, currency, Field::UnitPrice)?)?;
        let name = self.sheet.cell(row, Field::ProductName).unwrap_or_default().to_owned();
        Ok(ChargeDraft {
            row: row.line,
            kind: fee.kind,
            code: fee.code.to_owned(),
            name,
            amount,
            is_shared: false,
        })
    }

    /// Amounts that the order has once, each in a column of its own.
    fn order_amounts(&mut self, currency: Currency, charges: &mut Vec<ChargeDraft>) {
        for (field, kind) in ORDER_AMOUNTS {
            let Some((line, text)) = self.once(field) else { continue };
            match self.not_negative(text, currency, field) {
                Ok(0) => {}
                Ok(amount) => {
                    let amount = if kind == ChargeKind::Discount { -amount } else { amount };
                    let code = self.sheet.name(field);
                    let is_shared = matches!(kind, ChargeKind::Discount | ChargeKind::Tax);
                    charges.push(ChargeDraft {
                        row: line,
                        kind,
                        code,
                        name: String::new(),
                        amount,
                        is_shared,
                    });
                }
                Err(reason) => self.bad(line, reason),
            }
        }
    }

    /// A quantity of either sign, but not 0.
    fn quantity(&self, row: &Row) -> Result<i64, RejectReason> {
        let column = self.sheet.name(Field::Quantity);
        let text =
            self.sheet.cell(row, Field::Quantity).ok_or_else(|| self.sheet.missing(Field::Quantity))?;
        match value::quantity(text) {
            Some(0) => Err(RejectReason::QuantityTooSmall { column, value: 0 }),
            Some(units) => Ok(units),
            None => Err(RejectReason::NotAQuantity { column, value: text.to_owned() }),
        }
    }

    fn price(&self, row: &Row, currency: Currency, field: Field) -> Result<Option<i64>, RejectReason> {
        self.sheet.cell(row, field).map(|text| self.not_negative(text, currency, field)).transpose()
    }

    fn not_negative(&self, text: &str, currency: Currency, field: Field) -> Result<i64, RejectReason> {
        match self.amount(text, currency, field)? {
            amount @ 0.. => Ok(amount),
            _ => Err(RejectReason::NegativeAmount { column: self.sheet.name(field), value: text.to_owned() }),
        }
    }

    fn amount(&self, text: &str, currency: Currency, field: Field) -> Result<i64, RejectReason> {
        let (column, value) = (self.sheet.name(field), text.to_owned());
        decimal(text, currency.exponent()).map_err(|error| match error {
            NotDecimal::Malformed => RejectReason::NotAnAmount { column, value },
            NotDecimal::TooManyDecimals => RejectReason::TooManyDecimals { column, value, currency },
            NotDecimal::TooLarge => RejectReason::AmountTooLarge { column },
        })
    }

    fn product(&self, quantity: i64, price: i64) -> Result<i64, RejectReason> {
        quantity
            .checked_mul(price)
            .filter(|total| total.abs() <= MAX_AMOUNT)
            .ok_or_else(|| RejectReason::AmountTooLarge { column: self.sheet.name(Field::UnitPrice) })
    }
}
