//! The HTML document around the application.

use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::App;
use crate::context::{page_locale, page_shortcuts, page_theme};

/// The document: language and theme as the request prefers, scripts allowed by a nonce only.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    #[cfg(feature = "ssr")]
    content_security_policy();
    #[cfg(feature = "ssr")]
    if let Some(away) = use_context::<crate::context::DatabaseAway>() {
        return document(
            options,
            ().into_any(),
            view! { <DatabaseAwayPage reference=away.reference /> }.into_any(),
        );
    }
    let scripts = view! {
        <AutoReload options=options.clone() />
        <HydrationScripts options=options.clone() />
    };
    document(options, scripts.into_any(), view! { <App /> }.into_any())
}

fn document(options: LeptosOptions, scripts: AnyView, body: AnyView) -> AnyView {
    view! {
        <!DOCTYPE html>
        <html lang=page_locale().as_str() data-theme=page_theme() data-no-shortcuts=(!page_shortcuts()).then_some("")>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                {scripts}
                <HashedStylesheet options id="leptos" />
                <MetaTags />
            </head>
            <body>{body}</body>
        </html>
    }
    .into_any()
}

/// Stands in for every page while the database is away: it only says so, and is not brought alive.
#[cfg(feature = "ssr")]
#[component]
fn DatabaseAwayPage(reference: String) -> impl IntoView {
    use crate::error::{AppError, Failure};

    leptos_meta::provide_meta_context();
    let locale = page_locale();
    provide_context(locale);
    let error = AppError::Unavailable { reference };
    crate::context::set_status(error.status());
    view! {
        <leptos_meta::Title text=crate::layout::page_title(locale.unavailable()) />
        <main class="main-alone">
            <Failure error />
        </main>
    }
}

/// Lets the page run its own scripts, by the nonce Leptos puts on them, and nothing else.
#[cfg(feature = "ssr")]
fn content_security_policy() {
    use http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
    let nonce = leptos::nonce::use_nonce().map(|nonce| format!("'nonce-{nonce}'")).unwrap_or_default();
    // `cargo leptos watch` reloads the page over a socket on another port.
    let reload = if cfg!(debug_assertions) { " ws://127.0.0.1:* ws://localhost:*" } else { "" };
    // Scripts come by their nonce alone, and may fetch further parts of themselves; there are no inline styles, frames, or plugins.
    let policy = format!(
        "default-src 'none'; script-src {nonce} 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
         connect-src 'self'{reload}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    if let (Some(response), Ok(value)) =
        (use_context::<leptos_axum::ResponseOptions>(), HeaderValue::from_str(&policy))
    {
        response.insert_header(CONTENT_SECURITY_POLICY, value);
    }
}
