//! The page.

use domain::view::{Account, SessionRow};
use leptos::prelude::*;
use leptos_meta::Title;

use super::get_account;
use crate::context::use_locale;
use crate::error::loaded;
use crate::form::use_param;
use crate::layout::page_title;
use crate::sign_in::general_problem;
use crate::ui::{Alert, Badge, Field, PageHead, Skeleton, Table, TextInput, Tone};

/// `/account`.
#[component]
pub fn AccountPage() -> impl IntoView {
    let l = use_locale();
    let account = Resource::new_blocking(|| (), |()| get_account());
    let param = use_param();
    let done = match param("done").as_str() {
        "password" => Some(l.password_changed()),
        "session" => Some(l.session_ended()),
        "sessions" => Some(l.sessions_ended()),
        _ => None,
    };
    let problem = match param("problem").as_str() {
        "gone" => Some(l.session_gone().to_owned()),
        _ => general_problem(),
    };
    view! {
        <Title text=page_title(l.your_account()) />
        <PageHead title=l.your_account() />
        {done.map(|words| view! { <Alert tone=Tone::Ok title=words attr:role="status" /> })}
        {problem.map(|words| view! { <Alert tone=Tone::Bad title=words attr:role="alert" /> })}
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                loaded(account.await, |account| view! { <Sessions account /> })
            })}
        </Transition>
    }
}

#[component]
fn Sessions(account: Account) -> impl IntoView {
    let l = use_locale();
    let has_others = account.sessions.iter().any(|session| !session.is_current);
    view! {
        <section class="card" aria-labelledby="sessions">
            <div class="card-head">
                <h2 id="sessions">{l.your_sessions()}</h2>
                {if has_others {
                    view! {
                        <form method="post" action="/api/account/end_other_sessions">
                            <button class="btn">{l.end_other_sessions()}</button>
                        </form>
                    }
                        .into_any()
                } else {
                    view! { <p class="muted">{l.no_other_sessions()}</p> }.into_any()
                }}
            </div>
            <Table caption=l.your_sessions()>
                <thead>
                    <tr>
                        <th scope="col" class="fluid fluid-wide">{l.column_browser()}</th>
                        <th scope="col">{l.column_address()}</th>
                        <th scope="col">{l.column_last_used()}</th>
                        <th scope="col" class="from-md">{l.column_signed_in()}</th>
                        <th scope="col"><span class="visually-hidden">{l.end_session()}</span></th>
                    </tr>
                </thead>
                <tbody>{account.sessions.into_iter().map(|session| view! { <Session session /> }).collect_view()}</tbody>
            </Table>
        </section>
        <Password email=account.email />
    }
}

#[component]
fn Session(session: SessionRow) -> impl IntoView {
    let l = use_locale();
    let end = l.end_session_of(&session.browser);
    view! {
        <tr>
            <td class="fluid fluid-wide" data-card="title">
                <span class="cell-line">
                    <span class="truncate">{session.browser}</span>
                    {session.is_current.then(|| view! { <Badge tone=Tone::Info value=l.this_browser() /> })}
                </span>
            </td>
            <td class="muted" data-card="sub">{session.address}</td>
            <td data-card="sub-end"><time datetime=session.last_used.iso>{session.last_used.text}</time></td>
            <td class="from-md muted"><time datetime=session.signed_in.iso>{session.signed_in.text}</time></td>
            <td data-card="end">
                {(!session.is_current)
                    .then(|| {
                        view! {
                            <form method="post" action="/api/account/end_session">
                                <input type="hidden" name="key" value=session.key />
                                <button class="btn" aria-label=end>{l.end_session()}</button>
                            </form>
                        }
                    })}
            </td>
        </tr>
    }
}

#[component]
fn Password(email: String) -> impl IntoView {
    let l = use_locale();
    let problem = use_param()("problem");
    let error = |name: &str, words: &str| (problem == name).then(|| words.to_owned());
    let wrong = error("wrong", l.password_wrong());
    let refused = error("short", l.password_short()).or_else(|| error("long", l.password_long()));
    view! {
        <form method="post" action="/api/account/change_password" class="card card-body settings-form">
            <header class="settings-head">
                <h2>{l.change_password()}</h2>
                <p class="muted">{l.change_password_hint()}</p>
            </header>
            <div class="fields">
                // For whoever keeps passwords: whose it is.
                <input type="hidden" name="username" autocomplete="username" value=email />
                <Field id="current" label=l.current_password() error=wrong>
                    <TextInput name="current" kind="password" autocomplete="current-password" required=true />
                </Field>
                <Field id="new" label=l.new_password() hint=l.password_hint() error=refused>
                    <TextInput name="new" kind="password" autocomplete="new-password" required=true />
                </Field>
                <button class="btn primary">{l.change_password()}</button>
            </div>
        </form>
    }
}
