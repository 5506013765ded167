//! The focus is never lost: whoever uses no mouse would start again from the top of the page.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::wasm_bindgen::closure::Closure;
use leptos_router::hooks::use_location;
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit};

/// What has the focus; none when nothing has.
pub fn active() -> Option<Element> {
    document().active_element().filter(|element| element.tag_name() != "BODY")
}

/// The elements that a selector finds, in the order they stand; none for a selector that the browser does not know.
pub fn elements(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.get(i)?.dyn_into().ok()).collect()
}

/// Gives an element the focus; whether it took it.
pub fn focus_element(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(|element| element.focus().is_ok())
        && document().active_element().as_ref() == Some(element)
}

/// Gives the focus to the heading of what is on top: the dialog's, else the page's. False when there is none yet.
pub fn focus_heading() -> bool {
    let dialogs = elements("dialog[open]");
    let heading = match dialogs.last() {
        Some(dialog) => dialog.query_selector("h1, h2"),
        None => document().query_selector("main h1"),
    };
    let Ok(Some(heading)) = heading else { return false };
    // A heading takes focus only if it says so; it never stands in the order of Tab.
    let _ = heading.set_attribute("tabindex", "-1");
    focus_element(&heading)
}

/// Gives the focus to what stands for an element that is gone: the link that leads to the same address, the field of the same id, the box of
/// the same row.
fn focus_again(gone: &Element) -> bool {
    let same = |selector: &str, attribute: &str| {
        let wanted = gone.get_attribute(attribute)?;
        elements(selector)
            .into_iter()
            .find(|element| element.get_attribute(attribute).as_ref() == Some(&wanted))
    };
    let itself = || document().get_element_by_id(&Some(gone.id()).filter(|id| !id.is_empty())?);
    let found = match gone.tag_name().as_str() {
        "A" => same("main a[href]", "href"),
        "INPUT" => itself().or_else(|| same("main tbody input[type=checkbox]", "value")),
        _ => None,
    };
    found.as_ref().is_some_and(focus_element)
}

fn is_in(element: Option<Element>, selector: &str) -> bool {
    element.is_some_and(|element| matches!(element.closest(selector), Ok(Some(_))))
}

/// Once another page has a heading, gives it the focus; unless the page has taken it already.
fn arrive(arriving: StoredValue<bool>) {
    if arriving.try_get_value() == Some(true) && (is_in(active(), "main, dialog") || focus_heading()) {
        arriving.set_value(false);
    }
}

/// Leads the focus to the heading when another page has come, when the list has another page, and when what had the focus is gone.
///
/// A browser that loads a page anew reads its title and starts at its top; here the page only changes, and nothing would be read.
pub fn keep_focus() {
    let location = use_location();
    let arriving = StoredValue::new(false);
    Effect::new(move |before: Option<(String, String)>| {
        let now = (location.pathname.get(), location.search.get());
        match before {
            Some(before) if before.0 != now.0 => {
                arriving.set_value(true);
                // It may have come already.
                request_animation_frame(move || arrive(arriving));
            }
            // The link to the next page stays where it was, far below the rows it has brought.
            Some(before) if before.1 != now.1 && is_in(active(), ".pager-links") => {
                focus_heading();
            }
            _ => {}
        }
        now
    });
    Effect::new(move |_| {
        let last = Rc::new(RefCell::new(None::<Element>));
        let noting = last.clone();
        let note = window_event_listener(ev::focusin, move |event| {
            *noting.borrow_mut() = event.target().and_then(|target| target.dyn_into().ok());
        });
        let changed = Closure::<dyn FnMut()>::new(move || {
            // What takes the focus is noted at once: nothing may be lent out then.
            let gone = last.borrow().clone().filter(|last| active().is_none() && !last.is_connected());
            // A list that was read anew has the same link in another place.
            if gone.is_some_and(|gone| !focus_again(&gone)) {
                focus_heading();
            }
            arrive(arriving);
        });
        let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) else { return };
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_subtree(true);
        what.set_character_data(true);
        if let Some(body) = document().body() {
            let _ = observer.observe_with_options(&body, &what);
        }
        // Both have to live as long as the desk does.
        let observing = StoredValue::new_local((observer, changed));
        on_cleanup(move || {
            note.remove();
            let _ = observing.try_with_value(|(observer, _)| observer.disconnect());
        });
    });
}
