//! What is open over a list of the desk: its address is the list's, with a number in the path.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use text::Locale;

use super::use_replace;
use crate::command::{Told, WhatWasTold};
use crate::context::use_locale;
use crate::error::{AppError, loaded_or};
use crate::keys;
use crate::layout::{Changes, page_title};
use crate::ui::{Dialog, Skeleton};

/// The number in the address, and the title of a page about what bears it.
pub fn use_number(
    title: fn(Locale, &str) -> String,
) -> (Memo<String>, impl Fn() -> String + Clone + Send + Sync) {
    let l = use_locale();
    let params = use_params_map();
    // Counted, not owned by the page: on the server the title is worded when the page's own values are gone.
    let number = ArcMemo::new(move |_| params.read().get("number").unwrap_or_default());
    let title = {
        let number = number.clone();
        move || page_title(&title(l, &number.get()))
    };
    (number.into(), title)
}

/// An order or a shipment over the list.
#[component]
pub fn DetailDialog<T, R>(
    /// Its id in the page.
    id: &'static str,
    /// Its heading, of its number.
    title: fn(Locale, &str) -> String,
    /// Reads it by its number.
    read: fn(String) -> R,
    /// The address of the list behind it.
    #[prop(into)]
    list: Signal<String>,
    /// The address that its row leads to.
    row: fn(&str) -> String,
    /// Its statuses, beside the heading.
    badges: fn(T) -> AnyView,
    /// What can be done with it.
    actions: fn(T) -> AnyView,
    /// All that is shown of it.
    body: fn(T) -> AnyView,
    /// Why the one with this number can't be shown.
    failure: fn(AppError, String) -> AnyView,
) -> impl IntoView
where
    T: Clone + serde::Serialize + serde::de::DeserializeOwned + Send + Sync + 'static,
    R: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let l = use_locale();
    let (number, page_title) = use_number(title);
    let count = expect_context::<Changes>().count_unasked();
    let detail = Resource::new_blocking(move || (number.get(), count.get()), move |(number, _)| read(number));
    Told::provide();
    keep_place(id, number, row);
    let replace = use_replace();
    let on_close = Callback::new(move |()| replace(&list.get_untracked()));
    let part = move |part: fn(T) -> AnyView| {
        view! {
            <Transition>
                {move || Suspend::new(async move { detail.await.ok().map(part) })}
            </Transition>
        }
    };
    view! {
        <Title text=page_title />
        <Dialog
            id
            title=Signal::derive(move || title(l, &number.get()))
            close_href=list
            close_label=l.close()
            on_close
            badges=move || part(badges)
            actions=move || part(actions)
        >
            <WhatWasTold />
            <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
                {move || Suspend::new(async move {
                    loaded_or(detail.await, body, move |error| failure(error, number.get_untracked()))
                })}
            </Transition>
        </Dialog>
    }
}

/// The next one keeps the focus at the head of the dialog, where nothing is told any more of the one before; whoever closes it is at its row
/// again, also when that is not the row they came from.
fn keep_place(id: &'static str, number: Memo<String>, row: fn(&str) -> String) {
    let told = expect_context::<Told>();
    Effect::new(move |before: Option<String>| {
        let number = number.get();
        if before.is_some_and(|before| before != number) {
            told.clear();
            if let Some(heading) = document().get_element_by_id(&format!("{id}-title")) {
                keys::focus_element(&heading);
            }
        }
        let path = row(&number);
        // The dialog is still there when this is told, and its row can't take the focus yet.
        on_cleanup(move || request_animation_frame(move || _ = keys::focus_row(&path)));
        number
    });
}
