//! What every component and server function may ask of the request: the language, the address, and on the server who asks.

use leptos::prelude::*;
use text::Locale;

/// The language of this page; fixed when it is rendered, for changing it is a navigation.
pub fn use_locale() -> Locale {
    expect_context::<Locale>()
}

/// The language the server wrote the page in, read from `<html lang>`.
#[cfg(not(feature = "ssr"))]
pub fn page_locale() -> Locale {
    document()
        .document_element()
        .and_then(|html| html.get_attribute("lang"))
        .and_then(|lang| lang.parse().ok())
        .unwrap_or(Locale::En)
}

/// The language of this request, chosen by the server.
#[cfg(feature = "ssr")]
pub fn page_locale() -> Locale {
    use_context::<RequestPreferences>().map_or(Locale::En, |preferences| preferences.locale)
}

/// The theme the server wrote the page in, where one was chosen: `light` or `dark`.
pub fn page_theme() -> Option<String> {
    #[cfg(feature = "ssr")]
    return use_context::<RequestPreferences>().and_then(|preferences| preferences.theme).map(str::to_owned);
    #[cfg(not(feature = "ssr"))]
    document().document_element().and_then(|html| html.get_attribute("data-theme"))
}

/// Whether this page obeys shortcuts of a single character (WCAG 2.1.4: they can be turned off).
pub fn page_shortcuts() -> bool {
    #[cfg(feature = "ssr")]
    return use_context::<RequestPreferences>().is_none_or(|preferences| !preferences.no_shortcuts);
    #[cfg(not(feature = "ssr"))]
    document().document_element().is_none_or(|html| !html.has_attribute("data-no-shortcuts"))
}

/// What `<html>` bears once the page is alive: the style and the tests read it, too.
#[cfg(feature = "hydrate")]
const ALIVE: &str = "data-hydrated";

/// Whether the page that the server sent has come alive.
#[cfg(feature = "hydrate")]
pub fn is_alive() -> bool {
    document().document_element().is_some_and(|html| html.has_attribute(ALIVE))
}

/// Says that it has.
#[cfg(feature = "hydrate")]
pub fn set_alive() {
    if let Some(html) = document().document_element() {
        // Nothing forbids it.
        let _ = html.set_attribute(ALIVE, "");
    }
}

/// A path of this site to lead on to; anything else, another site above all, becomes the start page.
pub fn local_path(next: Option<&str>) -> String {
    match next {
        Some(next)
            if next.starts_with('/')
                && !next.starts_with("//")
                && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') =>
        {
            next.to_owned()
        }
        _ => "/orders/new".to_owned(),
    }
}

#[cfg(feature = "ssr")]
pub use server_side::*;

#[cfg(feature = "ssr")]
mod server_side {
    use leptos::prelude::*;
    use leptos_axum::ResponseOptions;
    use service::{Actor, Services};
    use text::Locale;
    use tower_sessions::Session;

    use crate::error::AppError;

    /// What a request's cookies and headers say of how the page should look.
    #[derive(Clone, Debug)]
    pub struct RequestPreferences {
        /// The language.
        pub locale: Locale,
        /// `light` or `dark`, where one was chosen.
        pub theme: Option<&'static str>,
        /// Whether shortcuts of a single character are turned off.
        pub no_shortcuts: bool,
    }

    /// Who asks and what serves them. Call it before the first `.await`: an aborted request loses its contexts.
    ///
    /// # Errors
    /// [`AppError::NotSignedIn`] when there is no session, [`AppError::Unavailable`] when the database could not be asked for it.
    pub fn actor() -> Result<(Services, Actor), AppError> {
        let services = expect_context::<Services>();
        let error = match (use_context::<Actor>(), use_context::<DatabaseAway>()) {
            (Some(actor), _) => return Ok((services, actor)),
            (None, Some(DatabaseAway { reference })) => AppError::Unavailable { reference },
            (None, None) => AppError::NotSignedIn,
        };
        set_status(error.status());
        Err(error)
    }

    /// What serves a request that needs no person.
    pub fn services() -> Services {
        expect_context::<Services>()
    }

    /// The key under which a session keeps who is signed in.
    pub const SESSION_USER: &str = "user_id";
    /// The key under which a session keeps when and from where it was last used.
    pub const SESSION_SEEN: &str = service::session::SEEN;

    /// The browser of this request.
    pub fn client() -> service::Client {
        use_context().unwrap_or_default()
    }

    /// The cookie by which a browser is known that somebody has signed in with before; it lets nobody in.
    #[derive(Clone, Copy, Debug)]
    pub struct KnownBrowserCookie {
        /// Whether browsers speak TLS.
        pub is_secure: bool,
    }

    impl KnownBrowserCookie {
        /// Its name.
        pub const fn name(self) -> &'static str {
            if self.is_secure { "__Host-waybill-browser" } else { "waybill-browser" }
        }

        /// Adds it to the answer, for as long as the service knows the browser.
        pub fn set(self, token: &str) {
            let secure = if self.is_secure { "; Secure" } else { "" };
            let (name, seconds) = (self.name(), service::KNOWN_BROWSER_SECONDS);
            let cookie = format!("{name}={token}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly{secure}");
            if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), cookie.parse()) {
                response.append_header(http::header::SET_COOKIE, value);
            }
        }
    }

    /// The request's session.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the session layer is missing, which the server's own tests would notice.
    pub fn session() -> Result<Session, AppError> {
        use_context::<Session>().ok_or_else(|| service::Error::Internal("no session layer".to_owned()).into())
    }

    /// The database is away, so a page can only say so.
    #[derive(Clone, Debug)]
    pub struct DatabaseAway {
        /// What the log knows it under.
        pub reference: String,
    }

    /// Whether a browser asks for a page, and not a script for data. Call it before the first `.await`.
    pub fn asks_for_page() -> bool {
        use_context::<http::request::Parts>().is_some_and(|parts| {
            let accept = parts.headers.get(http::header::ACCEPT).and_then(|value| value.to_str().ok());
            accept.is_some_and(|accept| accept.contains("text/html"))
        })
    }

    /// Leads a browser on.
    pub fn lead(to: &str) {
        leptos_axum::redirect(to);
    }

    /// Answers a form: leads a browser on. What kept the form from being done leads to `else_to`, for a browser would show a bare error;
    /// any other client gets the error with its status. The page learns the error's reference.
    ///
    /// # Errors
    /// The error, where no page was asked for.
    pub fn answer_form(done: Result<String, AppError>, else_to: &str) -> Result<(), AppError> {
        match done {
            Ok(to) => lead(&to),
            Err(error) if asks_for_page() => {
                let reference = error.reference().map(|reference| format!("&reference={reference}"));
                // Before the place in the page that it leads to.
                let (page, place) =
                    else_to.split_once('#').map_or((else_to, None), |(page, place)| (page, Some(place)));
                let place = place.map(|place| format!("#{place}"));
                lead(&format!("{page}{}{}", reference.unwrap_or_default(), place.unwrap_or_default()));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// The language to word an answer in.
    pub fn locale() -> Locale {
        super::page_locale()
    }

    /// Says when to try again (RFC 9110), in seconds from now.
    pub fn set_retry_after(seconds: u64) {
        if let Some(response) = use_context::<ResponseOptions>() {
            response.insert_header(http::header::RETRY_AFTER, seconds.into());
        }
    }

    /// Sets the answer's HTTP status.
    pub fn set_status(status: http::StatusCode) {
        if let Some(response) = use_context::<ResponseOptions>() {
            response.set_status(status);
        }
    }

    #[cfg(test)]
    mod tests {
        use crate::context::local_path;

        #[test]
        fn sec_01_sign_in_leads_on_to_this_site_only() {
            assert_eq!(local_path(Some("/orders/new?q=1")), "/orders/new?q=1");
            for elsewhere in [
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "javascript:alert(1)",
                "/a\nb",
                "/\u{1}",
                "",
            ] {
                assert_eq!(local_path(Some(elsewhere)), "/orders/new", "{elsewhere:?}");
            }
        }
    }
}
