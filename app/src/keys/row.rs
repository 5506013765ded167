//! The rows of a list: to the next, selecting, opening.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlAnchorElement, HtmlInputElement};

use super::focus::{active, elements, focus_element};

/// The links of the rows, from top to bottom.
fn links() -> Vec<Element> {
    elements("main a.row-link")
}

fn row_of(element: &Element) -> Option<Element> {
    element.closest("tr").ok().flatten()
}

/// Where among the rows the focus is.
fn current(links: &[Element]) -> Option<usize> {
    let row = row_of(&active()?)?;
    links.iter().position(|link| row.contains(Some(link)))
}

/// Gives the focus to the next row (1) or the previous one (-1); from elsewhere, to the first row in sight. False without rows.
pub fn step(by: isize) -> bool {
    let links = links();
    let to = match current(&links) {
        Some(now) => now.saturating_add_signed(by).min(links.len().saturating_sub(1)),
        None => first_in_sight(&links),
    };
    let Some(link) = links.get(to) else { return false };
    focus_element(link);
    true
}

/// Gives the focus to the first row in sight, so that the list stays where it is; unless something of it has got the focus back from the
/// dialog that is closed now.
pub fn stay() {
    if active().is_none_or(|active| matches!(active.closest("dialog"), Ok(Some(_)))) {
        step(1);
    }
}

fn first_in_sight(links: &[Element]) -> usize {
    // Below the sticky head.
    let head = 48.0;
    links.iter().position(|link| link.get_bounding_client_rect().top() >= head).unwrap_or_default()
}

fn box_of(link: &Element) -> Option<HtmlInputElement> {
    row_of(link)?.query_selector("input[type=checkbox]").ok()??.dyn_into().ok()
}

/// Selects the row with the focus, or takes it out of the selection; `ticked` gets what its box stands for.
pub fn tick(ticked: &RefCell<Option<String>>) -> bool {
    let links = links();
    let Some(checkbox) = current(&links).and_then(|now| box_of(&links[now])) else { return false };
    checkbox.click();
    *ticked.borrow_mut() = Some(checkbox.value());
    true
}

/// Makes all rows from the one ticked last to the one with the focus as that one is; without one in the list, ticks the row alone.
pub fn tick_range(ticked: &RefCell<Option<String>>) -> bool {
    let links = links();
    let boxes: Vec<_> = links.iter().map(box_of).collect();
    // By what it stands for: the list may have been made anew since, and its boxes with it.
    let last = ticked.borrow().clone();
    let from = last.and_then(|last| {
        boxes.iter().position(|checkbox| checkbox.as_ref().is_some_and(|checkbox| checkbox.value() == last))
    });
    let (Some(from), Some(now)) = (from, current(&links)) else { return tick(ticked) };
    let Some(is_on) = boxes[from].as_ref().map(HtmlInputElement::checked) else { return false };
    let range = boxes[from.min(now)..=from.max(now)].iter().flatten();
    let others: Vec<_> = range.filter(|checkbox| checkbox.checked() != is_on).collect();
    // The selection may have been cleared since, too.
    if others.is_empty() {
        return tick(ticked);
    }
    for checkbox in others {
        checkbox.click();
    }
    true
}

/// Follows the link of the row with the focus.
pub fn open() -> bool {
    let links = links();
    let link = current(&links).and_then(|now| links[now].dyn_ref::<HtmlAnchorElement>());
    if let Some(link) = link {
        link.click();
    }
    link.is_some()
}

/// Where the row that leads to the page shown now stands.
fn shown(links: &[Element]) -> Option<usize> {
    let path = window().location().pathname().ok()?;
    links
        .iter()
        .position(|link| link.dyn_ref::<HtmlAnchorElement>().is_some_and(|link| link.pathname() == path))
}

/// Where the row beside the one that is shown now leads.
pub fn neighbour_href(by: isize) -> Option<String> {
    let links = links();
    let to = shown(&links)?.checked_add_signed(by)?;
    links.get(to)?.get_attribute("href")
}

/// Gives the focus to the row that leads to this path; false when the list has none.
pub fn focus_row(path: &str) -> bool {
    let links = links();
    let link = links
        .iter()
        .find(|link| link.dyn_ref::<HtmlAnchorElement>().is_some_and(|link| link.pathname() == path));
    link.is_some_and(focus_element)
}
