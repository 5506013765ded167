//! Signing in, and the first run.

mod api;
mod page;

pub use api::*;
pub(crate) use page::general_problem;
pub use page::{FirstRunPage, SignInPage};

/// A query string of these pairs, without the empty ones.
pub fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    domain::query::encode(pairs)
}

/// Where whoever's session is over signs in anew, and is led back from.
#[cfg(feature = "ssr")]
pub fn over(back: &str) -> String {
    format!("/sign-in?{}", query([("problem", "over"), ("next", back)]))
}
