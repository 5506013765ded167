//! Pages that need nothing: for requests that are refused before anybody looks at them, and for when what makes the other pages has failed.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use text::Locale;

/// The language to refuse a request in.
pub fn locale(headers: &HeaderMap) -> Locale {
    crate::preferences::of(headers, || crate::preferences::accepted(headers)).locale
}

/// A page for whoever asks for pages, a line of text for others.
pub fn answer(
    headers: &HeaderMap,
    status: StatusCode,
    title: &str,
    hint: &str,
    reference: Option<&str>,
) -> Response {
    let l = locale(headers);
    let reference = reference.map(|reference| l.reference(reference)).unwrap_or_default();
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.contains("text/html") {
        page(l, status, title, hint, &reference)
    } else {
        let parts: Vec<_> = [title, hint, &reference].into_iter().filter(|part| !part.is_empty()).collect();
        (status, parts.join("\n")).into_response()
    }
}

/// A page of its own. The words are ours and hold nothing that was sent.
pub fn page(l: Locale, status: StatusCode, title: &str, hint: &str, reference: &str) -> Response {
    let lang = l.as_str();
    let paragraph = |text: &str| if text.is_empty() { String::new() } else { format!("<p>{text}</p>") };
    let (hint, reference) = (paragraph(hint), paragraph(reference));
    let page = format!(
        "<!DOCTYPE html><html lang={lang}><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <meta name=color-scheme content=\"light dark\"><title>{title} · Waybill</title><h1>{title}</h1>{hint}{reference}"
    );
    (status, Html(page)).into_response()
}
