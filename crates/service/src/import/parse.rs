//! From rows to order drafts.

use std::collections::HashMap;

use chrono_tz::Tz;
use domain::import::{ImportError, RejectReason, RejectedRow};
use domain::money::Currency;
use domain::typed::half_width;

use super::draft::Parsed;
use super::mapping::{Field, Mapping, NegativeLines, Presence};
use super::table::{Limits, Row, Table, has_lost_digits};
use super::{order, value};

/// What orders, goods and customers are found by: each is part of an index, whose entries are bounded.
const KEYS: [Field; 5] =
    [Field::OrderNumber, Field::Sku, Field::ProductId, Field::CustomerId, Field::CustomerName];

/// The most characters of [`KEYS`]; what is typed into a search is as long at most.
const MAX_KEY: usize = 200;

/// What applies where the file does not say.
#[derive(Clone, Debug)]
pub struct Defaults {
    /// The zone of times without an offset: the merchant's.
    pub time_zone: Tz,
    /// The currency of amounts: the channel's.
    pub currency: Currency,
}

/// Makes order drafts of a table's rows.
///
/// An order's rows may stand anywhere in the file. A bad row rejects its whole order; a stock write-off or a repeated row
/// only itself.
///
/// # Errors
/// [`ImportError::Columns`] when the heading is not the format's.
pub fn parse(
    table: &Table,
    mapping: &Mapping,
    defaults: &Defaults,
    limits: &Limits,
) -> Result<Parsed, ImportError> {
    let sheet = Sheet { mapping, places: places(&table.heading, mapping)? };
    let mut rejected: Vec<RejectedRow> = Vec::new();
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of: HashMap<&str, usize> = HashMap::new();

    for row in &table.rows {
        let Some(number) = sheet.cell(row, Field::OrderNumber) else {
            rejected.push(reject(row, None, sheet.missing(Field::OrderNumber)));
            continue;
        };
        if let Some(first_line) = sheet.cell(row, Field::RowId).and_then(|id| match seen.entry(id) {
            std::collections::hash_map::Entry::Occupied(first) => Some(*first.get()),
            std::collections::hash_map::Entry::Vacant(new) => {
                new.insert(row.line);
                None
            }
        }) {
            rejected.push(reject(row, Some(number), RejectReason::Repeated { first_line }));
            continue;
        }
        if sheet.is_write_off(row, number) {
            rejected.push(reject(row, Some(number), RejectReason::StockWriteOff));
            continue;
        }
        let group = *group_of.entry(number).or_insert_with(|| {
            groups.push(Group { number, rows: Vec::new() });
            groups.len() - 1
        });
        groups[group].rows.push(row);
    }

    let mut orders = Vec::with_capacity(groups.len());
    for Group { number, rows } in groups {
        let found = rows.len();
        if found > limits.order_rows {
            let reason = RejectReason::OrderTooLong { found, limit: limits.order_rows };
            rejected.extend(rows.into_iter().map(|row| reject(row, Some(number), reason.clone())));
            continue;
        }
        match order::draft(&sheet, defaults, number, &rows) {
            Ok(draft) => orders.push(draft),
            Err(reasons) => {
                let first = reasons.keys().next().copied().unwrap_or_default();
                rejected.extend(rows.into_iter().map(|row| {
                    let reason = reasons.get(&row.line).cloned();
                    let reason = reason.unwrap_or(RejectReason::OrderHasBadRow { line: first });
                    reject(row, Some(number), reason)
                }));
            }
        }
    }
    rejected.sort_by_key(|row| row.line);
    Ok(Parsed { rows_read: table.rows.len(), orders, rejected })
}

struct Group<'a> {
    number: &'a str,
    rows: Vec<&'a Row>,
}

fn reject(row: &Row, number: Option<&str>, reason: RejectReason) -> RejectedRow {
    RejectedRow { line: row.line, order_number: number.map(str::to_owned), reason }
}

/// A table's columns, found.
pub(super) struct Sheet<'a> {
    pub(super) mapping: &'a Mapping,
    places: Places,
}

/// Where each field's column stands, by the field's number.
struct Places {
    columns: [Option<usize>; Field::COUNT],
    width: usize,
}

fn places(heading: &[String], mapping: &Mapping) -> Result<Places, ImportError> {
    let is = |name: &str, cell: &String| half_width(cell).eq_ignore_ascii_case(name);
    let mut columns = [None; Field::COUNT];
    let (mut missing, mut repeated) = (Vec::new(), Vec::new());
    for column in mapping.columns {
        let mut found =
            heading.iter().enumerate().filter(|(_, cell)| is(column.name, cell)).map(|(at, _)| at);
        columns[column.field as usize] = found.next();
        let list = match (columns[column.field as usize], found.next()) {
            (None, _) if column.presence != Presence::Optional => &mut missing,
            (_, Some(_)) => &mut repeated,
            _ => continue,
        };
        if !list.iter().any(|name| name == column.name) {
            list.push(column.name.to_owned());
        }
    }
    let known = |cell: &&String| mapping.columns.iter().any(|column| is(column.name, cell));
    let unknown: Vec<String> = heading.iter().filter(|cell| !known(cell)).cloned().collect();
    if missing.is_empty() && unknown.is_empty() && repeated.is_empty() {
        return Ok(Places { columns, width: heading.len() });
    }
    let mut expected: Vec<String> = Vec::new();
    for column in mapping.columns.iter().filter(|column| !column.name.is_empty()) {
        if !expected.iter().any(|name| name == column.name) {
            expected.push(column.name.to_owned());
        }
    }
    Err(ImportError::Columns { missing, unknown, repeated, expected })
}

impl Sheet<'_> {
    /// A cell's text without blanks around it; `None` if it is empty or says "not known".
    pub(super) fn cell<'r>(&self, row: &'r Row, field: Field) -> Option<&'r str> {
        let text = row.cells.get(self.places.columns[field as usize]?)?.trim();
        let is_absent = self.mapping.absent.iter().any(|(of, word)| *of == field && *word == text);
        (!text.is_empty() && !is_absent).then_some(text)
    }

    /// The file's name for a field.
    pub(super) fn name(&self, field: Field) -> String {
        self.mapping.column_name(field).to_owned()
    }

    pub(super) fn missing(&self, field: Field) -> RejectReason {
        RejectReason::Missing { column: self.name(field) }
    }

    /// What is wrong with a row before any cell is looked at closely: its shape, and cells that may not be empty.
    pub(super) fn check_shape(&self, row: &Row) -> Result<(), RejectReason> {
        let width = self.places.width;
        let has_more = row.cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
        if row.cells.len() < width || has_more {
            return Err(RejectReason::CellCount { expected: width, found: row.cells.len() });
        }
        let empty = |field| self.cell(row, field).is_none();
        let columns = self.mapping.columns;
        if let Some(column) =
            columns.iter().find(|column| column.presence == Presence::Value && empty(column.field))
        {
            return Err(RejectReason::Missing { column: column.name.to_owned() });
        }
        let lost = |field: &Field| self.cell(row, *field).filter(|text| has_lost_digits(text));
        if let Some((field, text)) = KEYS.into_iter().find_map(|field| Some((field, lost(&field)?))) {
            return Err(RejectReason::LostDigits { column: self.name(field), value: text.to_owned() });
        }
        let is_long = |field| self.cell(row, field).is_some_and(|text| text.chars().count() > MAX_KEY);
        match KEYS.into_iter().find(|field| is_long(*field)) {
            Some(field) => Err(RejectReason::TooLong { column: self.name(field), limit: MAX_KEY }),
            None => Ok(()),
        }
    }

    /// Whether a row is goods written off: a negative quantity of goods outside a cancellation, where the format has such rows.
    fn is_write_off(&self, row: &Row, number: &str) -> bool {
        self.mapping.negative_lines == NegativeLines::StockWriteOff
            && !self.mapping.is_cancellation(number)
            && self.cell(row, Field::Sku).is_some_and(|sku| self.mapping.fee(sku).is_none())
            && self.cell(row, Field::Quantity).and_then(value::quantity).is_some_and(|units| units < 0)
    }
}
