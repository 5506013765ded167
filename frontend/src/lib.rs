//! The browser's entry: makes the page that the server sent alive.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Hydrates the page, once the code of its screen is there.
#[wasm_bindgen]
pub async fn hydrate() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        app::broken::tell();
    }));
    if let Some(body) = document().body() {
        leptos::mount::hydrate_from_async(body.unchecked_into(), app::App).await.forget();
    }
    app::context::set_alive();
}
