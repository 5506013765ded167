//! Language and theme: chosen by a form, kept in a cookie each.

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
    next: Option<String>,
}

/// Keeps the choice for a year and leads back. What is not understood changes nothing.
pub async fn save(Form(choice): Form<Choice>) -> impl IntoResponse {
    let mut cookies = Vec::new();
    if let Some(locale) = choice.locale.and_then(|locale| locale.parse::<Locale>().ok()) {
        cookies.push((header::SET_COOKIE, cookie("locale", locale.as_str())));
    }
    match choice.theme.as_deref() {
        Some("auto") => {
            cookies.push((header::SET_COOKIE, "theme=; Path=/; Max-Age=0; SameSite=Lax".to_owned()))
        }
        Some(theme) => {
            cookies.extend(known_theme(theme).map(|theme| (header::SET_COOKIE, cookie("theme", theme))))
        }
        None => {}
    }
    (AppendHeaders(cookies), Redirect::to(&local_path(choice.next.as_deref())))
}

fn cookie(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
}

fn known_theme(theme: &str) -> Option<&'static str> {
    match theme {
        "light" => Some("light"),
        "dark" => Some("dark"),
        _ => None,
    }
}

/// What the request's cookies say: the chosen language, and the chosen theme.
pub fn chosen(headers: &HeaderMap) -> (Option<Locale>, Option<&'static str>) {
    let cookie = |name: &str| {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
    };
    (cookie("locale").and_then(|locale| locale.parse().ok()), cookie("theme").and_then(known_theme))
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
    let (locale, theme) = chosen(headers);
    RequestPreferences { locale: locale.unwrap_or_else(fallback), theme }
}
