//! The one error that server functions send to the browser.

use crate::wire::JsonText;
use domain::query::QueryProblem;
use leptos::prelude::*;
use leptos::suspense::Unsuspend;
use serde::{Deserialize, Serialize};
use server_fn::error::ServerFnErrorErr;
use text::Locale;

use crate::ui::{Alert, Tone};

/// Why a server function gave nothing. It never carries the text of a database or internal error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Nobody is signed in, or the session has ended.
    #[error("not signed in")]
    NotSignedIn,
    /// The person's role lacks the right.
    #[error("forbidden")]
    Forbidden,
    /// There is nothing of that name.
    #[error("not found")]
    NotFound,
    /// What was sent makes no sense.
    #[error("bad request")]
    BadRequest,
    /// Tried too often.
    #[error("too many attempts, again in {seconds} s")]
    TooMany {
        /// When to try again, in seconds from now.
        seconds: u64,
    },
    /// The database is away; the log knows more under this reference.
    #[error("unavailable, reference {reference}")]
    Unavailable {
        /// What to tell whoever runs Waybill.
        reference: String,
    },
    /// The key of a command was used for another one.
    #[error("the key was used for another command")]
    KeyReused,
    /// Something went wrong; the log knows more under this reference.
    #[error("internal error, reference {reference}")]
    Internal {
        /// What to tell whoever runs Waybill.
        reference: String,
    },
    /// The server did not answer, or not as a Waybill server does.
    #[error("the server does not answer")]
    Offline,
}

impl server_fn::error::FromServerFnError for AppError {
    type Encoder = JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        #[cfg(feature = "ssr")]
        let cause = error.to_string();
        let error = match error {
            // On the server it is the request that can't be read.
            ServerFnErrorErr::Deserialization(_) if cfg!(feature = "ssr") => Self::BadRequest,
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) => Self::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::BadRequest,
            _ => Self::Internal { reference: String::new() },
        };
        // The log gets the cause of an internal error. That of a bad request stays unsaid: it may repeat a password.
        #[cfg(feature = "ssr")]
        let error = error.with_reference(&cause);
        // Leptos answers 500 to all of them.
        #[cfg(feature = "ssr")]
        crate::context::set_status(error.status());
        error
    }
}

#[cfg(feature = "ssr")]
impl AppError {
    /// An internal error's reference, under which the log gets its cause.
    fn with_reference(self, cause: &str) -> Self {
        match self {
            Self::Internal { .. } => {
                let reference = service::reference();
                tracing::error!(reference, cause, "a server function failed");
                Self::Internal { reference }
            }
            other => other,
        }
    }

    /// The reference that the log knows more under, if there is one.
    pub fn reference(&self) -> Option<&str> {
        match self {
            Self::Unavailable { reference } | Self::Internal { reference } => Some(reference),
            _ => None,
        }
    }

    /// The HTTP status that says the same.
    pub fn status(&self) -> http::StatusCode {
        use http::StatusCode;
        match self {
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Offline => StatusCode::BAD_GATEWAY,
        }
    }
}

/// The one place where a service's error becomes an answer: its status is set, its cause goes to the log under a reference.
#[cfg(feature = "ssr")]
impl From<service::Error> for AppError {
    fn from(error: service::Error) -> Self {
        let error = match error {
            service::Error::Forbidden(_) => Self::Forbidden,
            service::Error::NotFound | service::Error::NothingSelected => Self::NotFound,
            service::Error::KeyReused => Self::KeyReused,
            service::Error::Invalid(_) => Self::BadRequest,
            service::Error::Throttled { seconds } => {
                crate::context::set_retry_after(seconds);
                Self::TooMany { seconds }
            }
            service::Error::Unavailable(cause) => {
                let reference = service::reference();
                tracing::error!(reference, error = %cause, "the database is away");
                Self::Unavailable { reference }
            }
            other => {
                let reference = service::reference();
                tracing::error!(reference, error = %other, "internal error");
                Self::Internal { reference }
            }
        };
        crate::context::set_status(error.status());
        error
    }
}

impl AppError {
    /// A few words for where no room is for more.
    pub fn words(&self, l: Locale) -> String {
        match self {
            Self::NotSignedIn => l.session_over().to_owned(),
            Self::Forbidden => l.not_allowed_here().to_owned(),
            Self::NotFound => l.not_there().to_owned(),
            Self::BadRequest | Self::KeyReused => l.internal().to_owned(),
            Self::TooMany { seconds } => l.too_many_attempts(*seconds),
            Self::Unavailable { reference } => format!("{} {}", l.unavailable(), l.reference(reference)),
            Self::Internal { reference } => format!("{} {}", l.internal(), l.reference(reference)),
            Self::Offline => l.offline().to_owned(),
        }
    }
}

/// What a page has loaded, or why it can't be shown.
///
/// The server walks a page several times to find out what else it has to load; what is loaded is built once, after that.
pub fn loaded<T, V>(answer: Result<T, AppError>, view: impl FnOnce(T) -> V + Send + 'static) -> AnyView
where
    T: Send + 'static,
    V: RenderHtml + AddAnyAttr + 'static,
{
    loaded_or(answer, view, |error| view! { <Failure error /> })
}

/// The same, where a failure is told in the page's own words.
pub fn loaded_or<T, V, F>(
    answer: Result<T, AppError>,
    view: impl FnOnce(T) -> V + Send + 'static,
    failure: impl FnOnce(AppError) -> F,
) -> AnyView
where
    T: Send + 'static,
    V: RenderHtml + AddAnyAttr + 'static,
    F: IntoAny,
{
    match answer {
        Ok(value) => Unsuspend::new(move || view(value)).into_any(),
        Err(error) => failure(error).into_any(),
    }
}

/// What stands where something can't be shown: a heading, what to do, a way on.
#[component]
pub fn Failure(
    /// Why.
    error: AppError,
    /// What to say for [`AppError::NotFound`]: heading and hint.
    #[prop(optional, into)]
    not_found: Option<(String, String)>,
) -> impl IntoView {
    let l = crate::context::use_locale();
    let on = ("/orders/new".to_owned(), l.go_to_new_orders().to_owned());
    let (title, hint, reference, way) = match error {
        AppError::NotSignedIn => {
            let here = leptos_router::hooks::use_url();
            let here =
                here.with_untracked(|url| format!("{}?{}", url.path(), url.search().trim_start_matches('?')));
            let query = crate::sign_in::query([("next", here.as_str())]);
            (
                l.session_over().to_owned(),
                String::new(),
                None,
                (format!("/sign-in?{query}"), l.sign_in().to_owned()),
            )
        }
        AppError::Forbidden => (l.not_allowed().to_owned(), l.not_allowed_hint().to_owned(), None, on),
        AppError::NotFound => {
            let (title, hint) = not_found
                .unwrap_or_else(|| (l.page_not_found().to_owned(), l.page_not_found_hint().to_owned()));
            (title, hint, None, on)
        }
        AppError::Unavailable { reference } => (
            l.unavailable().to_owned(),
            l.unavailable_hint().to_owned(),
            Some(reference),
            (String::new(), l.retry().to_owned()),
        ),
        AppError::TooMany { seconds } => (l.too_many_attempts(seconds), String::new(), None, on),
        AppError::BadRequest | AppError::KeyReused => {
            (l.internal().to_owned(), l.page_not_found_hint().to_owned(), None, on)
        }
        AppError::Internal { reference } => {
            (l.internal().to_owned(), l.internal_hint().to_owned(), Some(reference), on)
        }
        AppError::Offline => {
            (l.offline().to_owned(), l.offline_hint().to_owned(), None, (String::new(), l.retry().to_owned()))
        }
    };
    let reference = reference.filter(|code| !code.is_empty()).map(|code| l.reference(&code));
    view! {
        <crate::ui::ErrorState title body=hint reference>
            // rel=external: the page is asked for anew, not shown again from memory.
            <a class="btn" href=way.0 rel="external">{way.1}</a>
        </crate::ui::ErrorState>
    }
}

/// What of a page's address was left out because it could not be understood.
#[component]
pub fn LeftOut(
    /// The parameters.
    #[prop(into)]
    problems: Signal<Vec<QueryProblem>>,
) -> impl IntoView {
    let l = crate::context::use_locale();
    let alert = move |problem: QueryProblem| {
        view! { <Alert tone=Tone::Wait title=l.not_understood(&problem.name, &problem.value) /> }
    };
    move || problems.get().into_iter().map(alert).collect_view()
}
