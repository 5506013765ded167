//! Addresses, as they are written and as they are typed.

use domain::country::Country;
use domain::kind::AddressRole;
use domain::view::{AddressInput, AddressView};
use store::entity::{order, order_address};
use text::Locale;

/// The address as its country writes it; none when nothing of it is known. `country_given` is where the order goes, in words that
/// name no country we know.
pub(crate) fn view(
    locale: Locale,
    row: order_address::Model,
    country_given: Option<&str>,
) -> Option<AddressView> {
    let known =
        [&row.recipient, &row.company, &row.postal_code, &row.region, &row.city, &row.line1, &row.line2];
    if known.iter().all(|part| part.is_none()) && row.phone.is_none() {
        return None;
    }
    let mut lines = address_lines(locale, known, row.country.as_deref());
    if let (AddressRole::ShipTo, Some(given)) = (row.role, country_given) {
        lines.push(locale.country_not_recognised(given));
    }
    Some(AddressView { role: row.role, lines, phone: row.phone })
}

/// Where the order ships to, part by part, for the form that changes it.
pub(super) fn typed(addresses: &[order_address::Model], order: &order::Model) -> AddressInput {
    let country = order.country.clone().unwrap_or_default();
    let Some(row) = addresses.iter().find(|row| row.role == AddressRole::ShipTo) else {
        return AddressInput { country, ..AddressInput::default() };
    };
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    AddressInput {
        recipient: text(&row.recipient),
        company: text(&row.company),
        phone: text(&row.phone),
        country: row.country.clone().unwrap_or(country),
        postal_code: text(&row.postal_code),
        region: text(&row.region),
        city: text(&row.city),
        line1: text(&row.line1),
        line2: text(&row.line2),
    }
}

/// Where something goes, in a few words: what is known of the place (the words that came for a country we don't know among it), else the
/// country.
pub(crate) fn place(locale: Locale, parts: [Option<&str>; 3], country: Option<&str>) -> String {
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let country = country.and_then(|code| code.parse().ok()).map(|country| locale.country(country));
    if parts.is_empty() { country.unwrap_or_default().to_owned() } else { parts.join(" ") }
}

/// An address's lines: from the largest to the smallest part in East Asia, from the smallest to the largest elsewhere.
pub(crate) fn address_lines(
    locale: Locale,
    [recipient, company, postal_code, region, city, line1, line2]: [&Option<String>; 7],
    country: Option<&str>,
) -> Vec<String> {
    let part = |part: &Option<String>| part.as_deref().unwrap_or_default().trim().to_owned();
    let joined = |parts: [String; 3], by: &str| {
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by)
    };
    let country_name = country
        .and_then(|code| code.parse::<Country>().ok())
        .map(|country| locale.country(country).to_owned());
    let lines = if matches!(country, Some("JP" | "KR" | "CN" | "TW")) {
        let by = if country == Some("KR") { " " } else { "" };
        vec![
            part(recipient),
            part(company),
            part(postal_code),
            joined([part(region), part(city), part(line1)], by),
            part(line2),
            country_name.unwrap_or_default(),
        ]
    } else {
        vec![
            part(recipient),
            part(company),
            part(line1),
            part(line2),
            joined([part(city), part(region), part(postal_code)], " "),
            country_name.unwrap_or_default(),
        ]
    };
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rel_05_an_address_is_written_as_in_its_country() {
        let some = |text: &str| Some(text.to_owned());
        let jp = [
            &some("佐藤 花"),
            &None,
            &some("150-0001"),
            &some("東京都"),
            &some("渋谷区"),
            &some("神宮前 3-5-1"),
            &None,
        ];
        assert_eq!(
            address_lines(Locale::En, jp, Some("JP")),
            ["佐藤 花", "150-0001", "東京都渋谷区神宮前 3-5-1", "Japan"]
        );
        let gb = [
            &some("A. Smith"),
            &None,
            &some("EH1 1YZ"),
            &None,
            &some("Edinburgh"),
            &some("1 High Street"),
            &None,
        ];
        assert_eq!(
            address_lines(Locale::En, gb, Some("GB")),
            ["A. Smith", "1 High Street", "Edinburgh EH1 1YZ", "United Kingdom"]
        );
    }
}
