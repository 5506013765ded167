//! The pages for whoever is not signed in.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::context::use_locale;
use crate::form::use_param;
use crate::layout::{Preferences, page_title};
use crate::ui::{Alert, Field, Icon, IconName, TextInput, Tone};

/// Signing in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let l = use_locale();
    let param = use_param();
    let problem = match param("problem").as_str() {
        "credentials" => Some(l.wrong_credentials().to_owned()),
        "set_up" => Some(l.already_set_up().to_owned()),
        "over" => Some(l.session_over().to_owned()),
        _ => general_problem(),
    };
    let signed_out = !param("signed_out").is_empty();
    view! {
        <Outside title=l.sign_in()>
            {problem.map(|problem| view! { <Alert tone=Tone::Bad title=problem attr:role="alert" /> })}
            {signed_out.then(|| view! { <Alert tone=Tone::Ok title=l.signed_out() attr:role="status" /> })}
            <form method="post" action="/api/session/sign_in" class="fields">
                <input type="hidden" name="next" value=param("next") />
                <Field id="email" label=l.email()>
                    <TextInput name="email" kind="email" value=param("email") autocomplete="username" required=true />
                </Field>
                <Field id="password" label=l.password()>
                    <TextInput name="password" kind="password" autocomplete="current-password" required=true />
                </Field>
                <button class="btn primary">{l.sign_in()}</button>
            </form>
        </Outside>
    }
}

/// The first run: the owner.
#[component]
pub fn FirstRunPage() -> impl IntoView {
    let l = use_locale();
    let param = use_param();
    let (email_error, password_error) = match param("problem").as_str() {
        "email" => (Some(l.email_invalid()), None),
        "short" => (None, Some(l.password_short())),
        "long" => (None, Some(l.password_long())),
        _ => (None, None),
    };
    let problem = general_problem();
    view! {
        <Outside title=l.first_run()>
            <p>{l.first_run_hint()}</p>
            {problem.map(|problem| view! { <Alert tone=Tone::Bad title=problem attr:role="alert" /> })}
            <form method="post" action="/api/session/first_run" class="fields">
                <Field id="email" label=l.email() error=email_error.map(str::to_owned)>
                    <TextInput name="email" kind="email" value=param("email") autocomplete="username" required=true />
                </Field>
                <Field id="password" label=l.new_password() hint=l.password_hint() error=password_error.map(str::to_owned)>
                    <TextInput name="password" kind="password" autocomplete="new-password" required=true />
                </Field>
                <button class="btn primary">{l.create_owner()}</button>
            </form>
        </Outside>
    }
}

/// What any form's answer can say in the address of its page: to wait, or that it could not be looked at.
pub(crate) fn general_problem() -> Option<String> {
    let l = use_locale();
    let param = use_param();
    match param("problem").as_str() {
        "wait" => {
            let seconds = param("wait").parse().unwrap_or(60);
            #[cfg(feature = "ssr")]
            {
                crate::context::set_status(http::StatusCode::TOO_MANY_REQUESTS);
                crate::context::set_retry_after(seconds);
            }
            Some(l.too_many_attempts(seconds))
        }
        "unavailable" => {
            let reference = Some(param("reference")).filter(|code| !code.is_empty());
            let reference = reference.map(|code| format!(" {}", l.reference(&code)));
            Some(format!("{}{}", l.not_changed(), reference.unwrap_or_default()))
        }
        _ => None,
    }
}

/// A page without the desk around it.
#[component]
fn Outside(
    /// Its heading.
    title: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=page_title(title) />
        <main class="solo">
            <p class="nav-brand">
                <Icon name=IconName::Waybill />
                "Waybill"
            </p>
            <div class="card fields">
                <h1>{title}</h1>
                {children()}
            </div>
            <Preferences />
        </main>
    }
}
