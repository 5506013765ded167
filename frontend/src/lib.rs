//! The browser's entry: makes the page that the server sent alive.

use wasm_bindgen::prelude::wasm_bindgen;

/// Hydrates the page; `data-hydrated` on `<html>` then says that it is alive.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
    if let Some(html) = leptos::prelude::document().document_element() {
        // Only the style and the tests read it.
        let _ = html.set_attribute("data-hydrated", "");
    }
}
