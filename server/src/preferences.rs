//! Language, theme and keyboard shortcuts: chosen by a form, kept in a cookie each.

use app::context::{RequestPreferences, local_path};
use axum::Form;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use text::Locale;

/// What a person chose, and where they were.
#[derive(serde::Deserialize)]
pub struct Choice {
    locale: Option<String>,
    theme: Option<String>,
    shortcuts: Option<String>,
    next: Option<String>,
}

/// Keeps the choice for a year and leads back. What is not understood changes nothing.
pub async fn save(Form(choice): Form<Choice>) -> impl IntoResponse {
    let mut cookies = Vec::new();
    if let Some(locale) = choice.locale.and_then(|locale| locale.parse::<Locale>().ok()) {
        cookies.push((header::SET_COOKIE, cookie("locale", locale.as_str())));
    }
    match choice.theme.as_deref() {
        Some("auto") => cookies.push((header::SET_COOKIE, forgotten("theme"))),
        Some(theme) => {
            cookies.extend(known_theme(theme).map(|theme| (header::SET_COOKIE, cookie("theme", theme))))
        }
        None => {}
    }
    match choice.shortcuts.as_deref() {
        Some("on") => cookies.push((header::SET_COOKIE, forgotten("shortcuts"))),
        Some("off") => cookies.push((header::SET_COOKIE, cookie("shortcuts", "off"))),
        _ => {}
    }
    (AppendHeaders(cookies), Redirect::to(&local_path(choice.next.as_deref())))
}

fn cookie(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
}

fn forgotten(name: &str) -> String {
    format!("{name}=; Path=/; Max-Age=0; SameSite=Lax")
}

fn known_theme(theme: &str) -> Option<&'static str> {
    match theme {
        "light" => Some("light"),
        "dark" => Some("dark"),
        _ => None,
    }
}

fn kept<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The language that was chosen, by the request's cookie.
pub fn chosen(headers: &HeaderMap) -> Option<Locale> {
    kept(headers, "locale")?.parse().ok()
}

/// The language that the request's browser asks for.
pub fn accepted(headers: &HeaderMap) -> Locale {
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .and_then(Locale::accepted)
        .unwrap_or(Locale::En)
}

/// The preferences of a request, given the language of whoever has chosen none.
pub fn of(headers: &HeaderMap, fallback: impl FnOnce() -> Locale) -> RequestPreferences {
    RequestPreferences {
        locale: chosen(headers).unwrap_or_else(fallback),
        theme: kept(headers, "theme").and_then(known_theme),
        no_shortcuts: kept(headers, "shortcuts") == Some("off"),
    }
}
