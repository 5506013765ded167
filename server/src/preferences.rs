//! Language, theme and keyboard shortcuts: chosen by a form, kept in a cookie each.

use app::context::{RequestPreferences, local_path};
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect};
use text::Locale;

use crate::front::Front;

/// What a person chose, and where they were.
#[derive(serde::Deserialize)]
pub struct Choice {
    locale: Option<String>,
    theme: Option<String>,
    shortcuts: Option<String>,
    next: Option<String>,
}

/// Keeps the choice for a year and leads back. What is not understood changes nothing.
pub async fn save(State(front): State<Front>, Form(choice): Form<Choice>) -> impl IntoResponse {
    let cookie = |name: &str, value: &str, seconds: u32| {
        let secure = if front.is_secure() { "; Secure" } else { "" };
        let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly{secure}");
        (header::SET_COOKIE, cookie)
    };
    let mut cookies = Vec::new();
    if let Some(locale) = choice.locale.and_then(|locale| locale.parse::<Locale>().ok()) {
        cookies.push(cookie("locale", locale.as_str(), YEAR));
    }
    match choice.theme.as_deref() {
        Some("auto") => cookies.push(cookie("theme", "", 0)),
        Some(theme) => cookies.extend(known_theme(theme).map(|theme| cookie("theme", theme, YEAR))),
        None => {}
    }
    match choice.shortcuts.as_deref() {
        Some("on") => cookies.push(cookie("shortcuts", "", 0)),
        Some("off") => cookies.push(cookie("shortcuts", "off", YEAR)),
        _ => {}
    }
    (AppendHeaders(cookies), Redirect::to(&local_path(choice.next.as_deref())))
}

const YEAR: u32 = 31_536_000;

fn known_theme(theme: &str) -> Option<&'static str> {
    match theme {
        "light" => Some("light"),
        "dark" => Some("dark"),
        _ => None,
    }
}

/// The language that was chosen, by the request's cookie.
pub fn chosen(headers: &HeaderMap) -> Option<Locale> {
    cookie(headers, "locale")?.parse().ok()
}

/// A cookie that the request brings.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
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
        theme: cookie(headers, "theme").and_then(known_theme),
        no_shortcuts: cookie(headers, "shortcuts") == Some("off"),
    }
}
