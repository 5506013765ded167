//! Documents that go with parcels (UX-07).

use std::collections::HashMap;

use barcoders::sym::code128::Code128;
use domain::documents::{Chosen, Documents, MOST, Picture, Sheet};
use domain::query::ShippingQuery;
use domain::role::Permission;
use domain::shipment::{ShipmentStatus, ShipmentTab};
use domain::view::ShipmentLine;
use qrcode::{Color, QrCode};
use store::read::whole_shipment::{Printed, printed};

use crate::orders::{address_lines, address_view};
use crate::{Actor, Error, Services, merchant, storable};

/// What is to be printed of these shipments, at most [`MOST`], in this order.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn documents(services: &Services, actor: &Actor, chosen: Chosen) -> Result<Documents, Error> {
    actor.require(Permission::ViewOrders)?;
    let l = actor.locale;
    let (merchant, clock) = merchant::at_desk(services, l).await?;
    let (asked, found) = found(services, actor, chosen).await?;
    let found = found.into_iter();
    let sheets: Vec<Sheet> = found
        .filter(|printed| printed.shipment.status != ShipmentStatus::Canceled)
        .map(|Printed { shipment, order, address, location, lines, carrier }| {
            let invoice = shipment.invoice_number.filter(|_| shipment.invoice_rejected.is_none());
            let from = location.as_ref().map(|row| {
                let name = Some(merchant.name.clone());
                let place = Some(row.name.clone()).filter(|place| *place != merchant.name);
                let parts =
                    [&name, &place, &row.postal_code, &row.region, &row.city, &row.line1, &None::<String>];
                let mut lines = address_lines(l, parts, Some(&row.country));
                lines.extend(row.phone.clone());
                lines
            });
            Sheet {
                bars: bars(invoice.as_deref().unwrap_or(&shipment.number)),
                squares: squares(&shipment.number),
                order: order.number,
                placed: clock.date(order.placed_at),
                is_test: shipment.is_test,
                to_pick: shipment.status.tab() == Some(ShipmentTab::PreparingToRelease)
                    && !shipment.packed
                    && !shipment.is_test,
                from: from.unwrap_or_else(|| vec![merchant.name.clone()]),
                location: location.map(|row| row.name).unwrap_or_default(),
                to: address.and_then(|row| address_view(l, row, order.country_given.as_deref())),
                carrier: carrier.map(|name| l.carrier_called(&name).to_owned()),
                invoice,
                request: order.shipping_request,
                lines: lines
                    .into_iter()
                    .map(|(quantity, line)| ShipmentLine {
                        name: line.name,
                        option: line.option_name,
                        product_code: line.product_code,
                        sku: line.sku_code,
                        quantity: quantity.unsigned_abs(),
                    })
                    .collect(),
                number: shipment.number,
            }
        })
        .collect();
    let missing = u32::try_from(asked - sheets.len()).unwrap_or(u32::MAX);
    Ok(Documents { merchant: merchant.name.clone(), sheets, missing })
}

/// The shipments that are chosen, at most [`MOST`], in the order in which they are named or listed; and how many were.
pub(crate) async fn found(
    services: &Services,
    actor: &Actor,
    chosen: Chosen,
) -> Result<(usize, Vec<Printed>), Error> {
    actor.require(Permission::ViewOrders)?;
    let mut numbers: Vec<String> = match chosen.named.is_empty() {
        true => {
            let page = crate::shipments(services, actor, ShippingQuery::parse(&chosen.list)).await?;
            page.rows.into_iter().map(|row| row.number).collect()
        }
        false => chosen.named.iter().map(|number| storable(number.trim())).collect(),
    };
    let mut seen = std::collections::HashSet::new();
    numbers.retain(|number| seen.insert(number.clone()));
    let asked = numbers.len();
    numbers.truncate(MOST);
    let found = printed(services.store.reader(), &numbers).await?;
    let mut by_number: HashMap<String, Printed> =
        found.into_iter().map(|printed| (printed.shipment.number.clone(), printed)).collect();
    Ok((asked, numbers.iter().filter_map(|number| by_number.remove(number)).collect()))
}

/// ISO/IEC 15417, set B (digits alone, an even number of them: C, which is half as wide), with the ten modules of quiet zone that it asks for.
fn bars(text: &str) -> Option<Picture> {
    const QUIET: u32 = 10;
    let digits = text.len().is_multiple_of(2) && text.bytes().all(|c| c.is_ascii_digit());
    let set = if digits { '\u{106}' } else { '\u{181}' };
    let modules = Code128::new(format!("{set}{text}")).ok()?.encode();
    let width = u32::try_from(modules.len()).ok()? + 2 * QUIET;
    // Narrower bars than a quarter of a millimetre, on 90 of them, no printer of labels draws well.
    if width > 360 {
        return None;
    }
    Some(Picture { path: runs(&modules, 0, QUIET), width, height: 1 })
}

/// ISO/IEC 18004, with a quiet zone of four modules.
fn squares(text: &str) -> Option<Picture> {
    const QUIET: usize = 4;
    let code = QrCode::new(text).ok()?;
    let rows = code.to_colors();
    let rows = rows.chunks(code.width()).enumerate();
    let path = rows.map(|(y, row)| {
        let modules: Vec<u8> = row.iter().map(|color| u8::from(*color == Color::Dark)).collect();
        runs(&modules, y + QUIET, QUIET as u32)
    });
    let side = u32::try_from(code.width() + 2 * QUIET).ok()?;
    Some(Picture { path: path.collect(), width: side, height: side })
}

/// The runs of black modules in a row, as boxes of a path.
fn runs(modules: &[u8], y: usize, quiet: u32) -> String {
    let mut path = String::new();
    let mut x = quiet as usize;
    for run in modules.chunk_by(|a, b| a == b) {
        if run.first() == Some(&1) {
            path.push_str(&format!("M{x} {y}h{0}v1h-{0}z", run.len()));
        }
        x += run.len();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ux_07_numbers_become_bars_and_squares() {
        // Start C, six pairs, the check and the stop: 11 modules each but the stop's 13, and twice ten quiet ones.
        let picture = bars("400000000013").unwrap();
        assert_eq!((picture.width, picture.height), (11 * 8 + 13 + 20, 1));
        // Start C begins with two black modules: 11010011100.
        assert!(picture.path.starts_with("M10 0h2v1h-2zM13 0h1v1h-1z"), "{}", picture.path);
        // Start B, nine characters.
        assert_eq!(bars("S26-1122-").unwrap().width, 11 * 11 + 13 + 20);
        assert_eq!(bars("番号"), None);
        assert_eq!(bars(&"A".repeat(40)), None);
        let square = squares("S26-1122-7K9QFM").unwrap();
        // Version 1 or 2 with its quiet zone; the finder's upper edge of seven stands at its corner.
        assert!(square.width == 29 || square.width == 33, "{}", square.width);
        assert!(square.path.starts_with("M4 4h7v1h-7z"), "{}", square.path);
    }
}
