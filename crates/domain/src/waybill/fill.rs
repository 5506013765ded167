//! A parcel's row in a carrier's file.

use super::fit::{Measure, lay, plain, shortened};
use super::layout::{Layout, Of, Source};
use super::{Good, LeftOut, Parcel, Party, WaybillFormat, WaybillPart};
use crate::typed::half_width;

/// The most that any of these carriers collects on delivery, in yen.
const MOST_COLLECTED: i64 = 300_000;

/// A row of a carrier's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Its cells, as many as the format has columns; none holds a comma, a quote or the end of a line.
    pub cells: Vec<String>,
    /// Whether they say who sends it. Where that is not known as the carrier needs it, all of it is left to what the program knows of its user.
    pub has_sender: bool,
}

/// A parcel's row in a carrier's file; `writable` tells whether the file's encoding has a character.
///
/// # Errors
/// All that keeps the parcel out.
pub fn fill(
    format: WaybillFormat,
    parcel: &Parcel,
    writable: impl Fn(char) -> bool,
) -> Result<Filled, Vec<LeftOut>> {
    let layout = format.layout();
    let filler = Filler { layout, parcel, writable };
    let mut texts: Vec<(Source, std::vec::IntoIter<String>)> = Vec::new();
    let (mut problems, mut has_sender) = (Vec::new(), true);
    let mut cells: Vec<String> = Vec::with_capacity(layout.columns.len());
    for column in layout.columns {
        let source = column.source;
        let place = match texts.iter().position(|(known, _)| *known == source) {
            Some(place) => place,
            None => {
                let lines = filler.lines(source).unwrap_or_else(|problem| {
                    match source {
                        Source::From(_) => has_sender = false,
                        _ => problems.push(problem),
                    }
                    Vec::new()
                });
                texts.push((source, lines.into_iter()));
                texts.len() - 1
            }
        };
        cells.push(texts.get_mut(place).and_then(|(_, lines)| lines.next()).unwrap_or_default());
        // What is the same in each of its columns is not used up.
        if matches!(source, Source::Nothing | Source::Always(_) | Source::Payment { .. }) {
            texts.remove(place);
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if !has_sender {
        let of_sender = layout
            .columns
            .iter()
            .zip(&mut cells)
            .filter(|(column, _)| matches!(column.source, Source::From(_)));
        of_sender.for_each(|(_, cell)| cell.clear());
    }
    Ok(Filled { cells, has_sender })
}

struct Filler<'a, W> {
    layout: &'static Layout,
    parcel: &'a Parcel,
    writable: W,
}

impl<W: Fn(char) -> bool> Filler<'_, W> {
    /// What stands in the columns of a source.
    fn lines(&self, source: Source) -> Result<Vec<String>, LeftOut> {
        let limits: Vec<usize> = self
            .layout
            .columns
            .iter()
            .filter(|column| column.source == source)
            .map(|column| column.most)
            .collect();
        let parcel = self.parcel;
        let digits = |amount: Option<i64>| amount.map(|amount| amount.to_string()).unwrap_or_default();
        Ok(match source {
            Source::Nothing => Vec::new(),
            Source::Always(text) => vec![text.to_owned()],
            Source::Payment { paid, collect } => {
                vec![if parcel.collect.is_some() { collect } else { paid }.to_owned()]
            }
            Source::ShipOn(form) => vec![parcel.ship_on.format(form).to_string()],
            Source::Reference => self.laid(WaybillPart::Reference, &[&parcel.reference], &limits)?,
            Source::Collect => {
                if parcel.collect.is_some_and(|(amount, _)| amount > MOST_COLLECTED) {
                    return Err(LeftOut::TooMuch { most: MOST_COLLECTED });
                }
                self.laid(WaybillPart::Amount, &[&digits(parcel.collect.map(|(amount, _)| amount))], &limits)?
            }
            Source::CollectTax => self.laid(
                WaybillPart::Amount,
                &[&digits(parcel.collect.map(|(_, tax)| tax).filter(|tax| *tax > 0))],
                &limits,
            )?,
            Source::Goods => self.goods(&limits)?,
            Source::To(of) => self.party(&parcel.to, of, &limits, self.layout.needs_phone)?,
            Source::From(of) => self.party(&parcel.from, of, &limits, true)?,
        })
    }

    fn party(
        &self,
        party: &Party,
        of: Of,
        limits: &[usize],
        needs_phone: bool,
    ) -> Result<Vec<String>, LeftOut> {
        let (part, needed, lines) = match of {
            Of::Name => {
                (WaybillPart::Recipient, true, self.laid(WaybillPart::Recipient, &[&party.name], limits)?)
            }
            Of::Company => {
                (WaybillPart::Company, false, self.laid(WaybillPart::Company, &[&party.company], limits)?)
            }
            Of::Names => {
                let names = [party.company.as_str(), party.name.as_str()];
                (WaybillPart::Recipient, true, self.laid(WaybillPart::Recipient, &names, limits)?)
            }
            Of::Address => {
                let [region, city, line1] =
                    [&party.region, &party.city, &party.line1].map(|text| plain(text));
                let mut limits = limits.to_vec();
                if let (Some(after), Some(first), false) =
                    (self.layout.after_town, limits.first_mut(), city.is_empty())
                {
                    let town = self.layout.measure.length(&region) + self.layout.measure.length(&city);
                    *first = (*first).min(town + after);
                }
                // The street alone is no address, and the rest of it alone none either.
                let whole = if line1.is_empty() { String::new() } else { joined([&region, &city, &line1]) };
                let line2 = if whole.is_empty() { "" } else { party.line2.as_str() };
                (WaybillPart::Address, true, self.laid(WaybillPart::Address, &[&whole, line2], &limits)?)
            }
            Of::PostalCode => (
                WaybillPart::PostalCode,
                true,
                formed(WaybillPart::PostalCode, &party.postal_code, postal_code)?,
            ),
            Of::Phone => {
                let lines = formed(WaybillPart::Phone, &party.phone, phone)?;
                if lines.iter().zip(limits).any(|(line, most)| line.len() > *most) {
                    return Err(LeftOut::TooLong { part: WaybillPart::Phone });
                }
                (WaybillPart::Phone, needs_phone, lines)
            }
        };
        if needed && lines.is_empty() { Err(LeftOut::Missing { part }) } else { Ok(lines) }
    }

    /// Texts on their lines.
    fn laid(&self, part: WaybillPart, texts: &[&str], limits: &[usize]) -> Result<Vec<String>, LeftOut> {
        let plain: Vec<_> = texts.iter().map(|text| plain(text)).collect();
        for text in &plain {
            self.written(part, text)?;
        }
        let plain: Vec<&str> = plain.iter().map(AsRef::as_ref).collect();
        lay(&plain, limits, self.layout.measure).ok_or(LeftOut::TooLong { part })
    }

    fn written(&self, part: WaybillPart, text: &str) -> Result<(), LeftOut> {
        match text.chars().find(|c| !(self.writable)(*c)) {
            Some(sign) => Err(LeftOut::Unwritable { part, sign }),
            None => Ok(()),
        }
    }

    /// A kind of goods in each column. Their names only say what is in a parcel: a long one ends in an ellipsis, and the last column counts
    /// those that have none.
    fn goods(&self, limits: &[usize]) -> Result<Vec<String>, LeftOut> {
        let measure: Measure = self.layout.measure;
        let goods: Vec<&Good> =
            self.parcel.goods.iter().filter(|good| !good.name.trim().is_empty()).collect();
        if goods.is_empty() {
            return Err(LeftOut::Missing { part: WaybillPart::Goods });
        }
        let more = goods.len().saturating_sub(limits.len());
        let shown = goods.iter().zip(limits).enumerate().map(|(at, (good, limit))| {
            let name = plain(&good.name);
            self.written(WaybillPart::Goods, &name)?;
            let units = if good.units > 1 { format!("×{}", good.units) } else { String::new() };
            // These labels are Japanese, whatever the desk's language is.
            let rest =
                if more > 0 && at + 1 == limits.len() { format!(" 他{more}点") } else { String::new() };
            Ok(shortened(&name, &format!("{units}{rest}"), *limit, measure))
        });
        shown.collect()
    }
}

/// Parts of an address behind each other. Whoever wrote the town once more in the street's line meant it once; two words of Latin letters stay two.
fn joined(parts: [&str; 3]) -> String {
    let (mut whole, mut previous) = (String::new(), "");
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !whole.is_empty() && part.starts_with(&whole) {
            whole.clear();
        } else if !previous.is_empty() && part.starts_with(previous) {
            whole.truncate(whole.len() - previous.len());
        }
        let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if is_latin(whole.chars().next_back()) && is_latin(part.chars().next()) {
            whole.push(' ');
        }
        whole.push_str(part);
        previous = part;
    }
    whole
}

/// A text in the carriers' form: nothing where there is none.
fn formed(
    part: WaybillPart,
    text: &str,
    form: impl Fn(&str) -> Option<String>,
) -> Result<Vec<String>, LeftOut> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let malformed = || LeftOut::Malformed { part, value: text.trim().to_owned() };
    Ok(vec![form(text).ok_or_else(malformed)?])
}

/// `000-0000`, however it was typed.
fn postal_code(text: &str) -> Option<String> {
    let typed = half_width(text);
    let digits: String = typed.trim_start_matches('〒').chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let is_one = digits.len() == 7 && digits.bytes().all(|c| c.is_ascii_digit());
    let (area, rest) = digits.split_at_checked(3)?;
    is_one.then(|| format!("{area}-{rest}"))
}

/// A number that is dialled within Japan, with the hyphens that it came with.
fn phone(text: &str) -> Option<String> {
    let typed = half_width(text);
    let (national, abroad) = match typed.strip_prefix("+81") {
        Some(rest) => (rest.trim_start_matches([' ', '-', '(', ')', '0']), true),
        None => (typed.as_ref(), false),
    };
    let mut written = String::from(if abroad { "0" } else { "" });
    for c in national.chars() {
        match c {
            '0'..='9' => written.push(c),
            '-' | '\u{2010}'..='\u{2015}' | 'ー' | '(' | ')' | ' ' | '.' => {
                if !written.is_empty() && !written.ends_with('-') {
                    written.push('-');
                }
            }
            _ => return None,
        }
    }
    let written = written.trim_end_matches('-');
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    // Ten of a line, eleven of a mobile phone.
    (written.starts_with('0') && matches!(digits, 10 | 11)).then(|| written.to_owned())
}
