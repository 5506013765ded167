//! Waybills that a carrier's own program makes of our file (INV-09). Their numbers come back as a file of invoices ([`super::bulk`]).

use chrono::NaiveDate;
use domain::documents::Chosen;
use domain::id::SkuId;
use domain::kind::{Destination, PaymentMethod};
use domain::money::Currency;
use domain::payment::owed;
use domain::role::Permission;
use domain::shipment::{ShipmentFacts, ShipmentKind};
use domain::waybill::{
    Filled, Good, LeftOut, Parcel, Party, WaybillFormat, WaybillRow, Waybills, fill, waits,
};
use encoding_rs::SHIFT_JIS;
use store::entity::{location, merchant as merchant_row, order_address};
use store::read::goods::goods;
use store::read::whole_shipment::Printed;

use super::facts;
use crate::documents::found;
use crate::orders::place;
use crate::{Actor, Error, Services, merchant};

/// Which of these shipments go into a carrier's file, and why the others don't; at most as many as are printed at once.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn waybills(
    services: &Services,
    actor: &Actor,
    format: WaybillFormat,
    chosen: Chosen,
) -> Result<Waybills, Error> {
    let (asked, rows) = judged(services, actor, format, chosen).await?;
    let rows: Vec<WaybillRow> = rows.into_iter().map(|(row, _)| row).collect();
    Ok(Waybills { missing: u32::try_from(asked - rows.len()).unwrap_or(u32::MAX), rows })
}

/// The carrier's file of those that go in: CSV in CP932 (Windows-31J) with lines that end in CRLF.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NothingSelected`] where none goes in, or when the database can't be read.
pub async fn waybill_file(
    services: &Services,
    actor: &Actor,
    format: WaybillFormat,
    chosen: Chosen,
) -> Result<Vec<u8>, Error> {
    let (_, rows) = judged(services, actor, format, chosen).await?;
    let rows: Vec<Vec<String>> = rows.into_iter().filter_map(|(_, cells)| cells).collect();
    if rows.is_empty() {
        return Err(Error::NothingSelected);
    }
    let failed = |error: csv::Error| Error::Internal(format!("a carrier's file can't be written: {error}"));
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(format.heading()).map_err(failed)?;
    for row in rows {
        writer.write_record(row).map_err(failed)?;
    }
    let text = writer.into_inner().map_err(|error| failed(error.into_error().into()))?;
    let text = String::from_utf8(text).map_err(|error| Error::Internal(error.to_string()))?;
    let (bytes, _, is_lossy) = SHIFT_JIS.encode(&text);
    // Each character was asked for; a file with another in its place would send parcels astray.
    if is_lossy {
        return Err(Error::Internal("a carrier's file has characters that CP932 lacks".to_owned()));
    }
    Ok(bytes.into_owned())
}

/// Whether CP932 has a character, and reads it back as the same.
fn writable(c: char) -> bool {
    let mut buffer = [0; 4];
    let text: &str = c.encode_utf8(&mut buffer);
    let (bytes, _, is_lossy) = SHIFT_JIS.encode(text);
    !is_lossy && SHIFT_JIS.decode_without_bom_handling(&bytes).0 == text
}

/// How many shipments were asked for, and of those that are there what becomes of each, with its cells where it goes in.
async fn judged(
    services: &Services,
    actor: &Actor,
    format: WaybillFormat,
    chosen: Chosen,
) -> Result<(usize, Vec<(WaybillRow, Option<Vec<String>>)>), Error> {
    actor.require(Permission::Fulfil)?;
    let (merchant, clock) = merchant::at_desk(services, actor.locale).await?;
    let (asked, found) = found(services, actor, chosen).await?;
    let skus: Vec<SkuId> =
        found.iter().flat_map(|printed| &printed.lines).filter_map(|(_, line)| line.sku_id).collect();
    let goods = goods(services.store.reader(), &skus).await?;
    let rows = found.into_iter().map(|printed| {
        let called = |sku: Option<SkuId>| goods.get(&sku?)?.delivery_name.clone();
        let (parcel, result) = match parcel(&printed, &merchant, clock.today(), called) {
            Ok(parcel) => {
                let filled = fill(format, &parcel, writable);
                (Some(parcel), filled)
            }
            Err(why) => (None, Err(vec![why])),
        };
        let (left_out, filled) = match result {
            Ok(filled) => (Vec::new(), Some(filled)),
            Err(why) => (why, None),
        };
        let to = printed.address.as_ref().map(|row| {
            let parts = [&row.recipient, &row.region, &row.city].map(|part| part.as_deref());
            place(actor.locale, parts, row.country.as_deref())
        });
        let row = WaybillRow {
            number: printed.shipment.number,
            order: printed.order.number,
            to: to.unwrap_or_default(),
            left_out,
            collect: parcel.and_then(|parcel| parcel.collect).map(|(amount, _)| amount),
            has_sender: filled.as_ref().is_none_or(|filled| filled.has_sender),
        };
        (row, filled.map(|Filled { cells, .. }| cells))
    });
    Ok((asked, rows.collect()))
}

/// A shipment as its carrier is to hear of it.
fn parcel(
    printed: &Printed,
    merchant: &merchant_row::Model,
    ship_on: NaiveDate,
    called: impl Fn(Option<SkuId>) -> Option<String>,
) -> Result<Parcel, LeftOut> {
    let Printed { shipment, order, address, location, lines, .. } = printed;
    let mut facts: ShipmentFacts = facts(shipment, order);
    // A merchant at home elsewhere sends within a country that these carriers don't serve.
    if address.as_ref().and_then(|row| row.country.as_deref()).is_some_and(|country| country != "JP") {
        facts.destination = Destination::International;
    }
    waits(&facts, shipment.is_test, shipment.invoice_number.as_deref())?;
    Ok(Parcel {
        reference: shipment.number.clone(),
        to: address.as_ref().map(recipient).unwrap_or_default(),
        from: location.as_ref().map(|row| sender(row, &merchant.name)).unwrap_or_default(),
        goods: lines
            .iter()
            .map(|(units, line)| Good {
                name: called(line.sku_id).unwrap_or_else(|| line.name.clone()),
                units: units.unsigned_abs(),
            })
            .collect(),
        collect: collected(printed)?,
        ship_on,
    })
}

/// What is still to be paid, and is paid to the carrier on delivery; with the tax that the order names, 0 for none.
///
/// # Errors
/// Why this shipment's file can't say it.
fn collected(Printed { shipment, order, lines, .. }: &Printed) -> Result<Option<(i64, i64)>, LeftOut> {
    let open = owed(order.due, order.paid);
    if open == 0 || shipment.kind == ShipmentKind::Exchange {
        return Ok(None);
    }
    match order.payment_method {
        PaymentMethod::CashOnDelivery if order.currency != Currency::JPY => Err(LeftOut::PaidOtherwise),
        PaymentMethod::CashOnDelivery => {
            let units: i64 = lines.iter().map(|(units, _)| i64::from(*units)).sum();
            let is_whole = units == i64::from(order.ordered) - i64::from(order.canceled);
            // The tax is that of the whole amount.
            let tax = if order.paid == 0 { order.tax_total } else { 0 };
            if is_whole { Ok(Some((open, tax))) } else { Err(LeftOut::InParts) }
        }
        PaymentMethod::PosOnDelivery => Err(LeftOut::PaidOtherwise),
        _ => Ok(None),
    }
}

fn recipient(row: &order_address::Model) -> Party {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Party {
        name: text(&row.recipient),
        company: text(&row.company),
        phone: text(&row.phone),
        postal_code: text(&row.postal_code),
        region: text(&row.region),
        city: text(&row.city),
        line1: text(&row.line1),
        line2: text(&row.line2),
    }
}

fn sender(row: &location::Model, merchant: &str) -> Party {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    // A parcel that can't be delivered goes back within Japan.
    if row.country != "JP" {
        return Party::default();
    }
    Party {
        name: merchant.to_owned(),
        company: String::new(),
        phone: text(&row.phone),
        postal_code: text(&row.postal_code),
        region: text(&row.region),
        city: text(&row.city),
        line1: text(&row.line1),
        line2: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inv_09_cp932_has_what_labels_need_and_no_look_alikes() {
        for c in "髙﨑①㈱ﾊﾝｶｸ～－￥…×〓表ソ能＝".chars() {
            assert!(writable(c), "{c}");
        }
        // The last four it would write as other characters.
        for c in ['𠮷', '😀', '한', '\u{3099}', '\u{a5}', '\u{2212}', '\u{301c}', '\u{203e}'] {
            assert!(!writable(c), "{c}");
        }
    }
}
