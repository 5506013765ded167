//! Files in which a carrier's own program gives the numbers back (INV-09), known by their headings.

use super::InvoiceColumn;
use crate::typed::key;

/// A program's file: the code of its carrier, and how it calls the two columns that matter. What each version of it writes is among them.
struct CarrierFile {
    carrier: &'static str,
    shipment: &'static [&'static str],
    number: &'static [&'static str],
}

static FILES: &[CarrierFile] = &[
    // B2 Cloud, the data of what was issued (発行済データ).
    CarrierFile { carrier: "yamato", shipment: &["お客様管理番号"], number: &["伝票番号"] },
    // e-Hiden III, and the one before it.
    CarrierFile {
        carrier: "sagawa",
        shipment: &["お客様管理番号", "お客様管理ナンバー"],
        number: &[
            "お問合せ送り状no.",
            "お問合せ送り状no",
            "お問い合せ送り状no.",
            "お問い合せ送り状no",
            "お問い合わせ送り状no.",
            "お問い合わせ送り状no",
        ],
    },
    // YuPri R, the history of what was sent (発送履歴).
    CarrierFile {
        carrier: "japan_post", shipment: &["お客様側管理番号"], number: &["お問い合わせ番号"]
    },
];

/// The carrier whose program wrote a file with this heading, and what its columns are to us. None where no one or several could have
/// written it.
pub fn carrier_file<'a>(
    heading: impl Iterator<Item = &'a str> + Clone,
) -> Option<(&'static str, Vec<Option<InvoiceColumn>>)> {
    let mut known = FILES.iter().filter_map(|file| {
        let columns = heading.clone().map(|name| {
            // Longer than any name.
            let name = if name.len() > 100 { return None } else { key(name) };
            match () {
                () if file.shipment.contains(&name.as_str()) => Some(InvoiceColumn::Shipment),
                () if file.number.contains(&name.as_str()) => Some(InvoiceColumn::Number),
                () => None,
            }
        });
        let columns: Vec<Option<InvoiceColumn>> = columns.collect();
        let once = |column| columns.iter().filter(|known| **known == Some(column)).count() == 1;
        (once(InvoiceColumn::Shipment) && once(InvoiceColumn::Number)).then_some((file.carrier, columns))
    });
    let file = known.next()?;
    known.next().is_none().then_some(file)
}
