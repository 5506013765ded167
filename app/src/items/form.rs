//! The form around the fields of the products.

use domain::stock::StockCause;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::correct_items;
use super::edits::{Edits, Typed};
use crate::context::use_locale;
use crate::form::value;
use crate::layout::{new_key, use_here};
use crate::ui::{Alert, Choice, Select, SelectionBar};

/// The form around the fields: what it came to, the rows, and the bar that saves them.
#[component]
pub fn CorrectionForm(
    /// A key of the server's, for a browser without scripts.
    key: String,
    /// Whether there are fields at all.
    may_correct: bool,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let l = use_locale();
    let edits = expect_context::<Edits>();
    let here = use_here();
    let form = NodeRef::<html::Form>::new();
    // What was sent last, with its key: sent again after a broken connection, it is the same request.
    let attempt = StoredValue::new(None::<(String, Typed, StockCause)>);
    let is_saving = RwSignal::new(false);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if is_saving.get_untracked() {
            return;
        }
        let cause = value(form, "cause").parse().unwrap_or(StockCause::Count);
        let sent = edits.typed();
        let same = attempt.get_value().filter(|(_, typed, why)| (typed, *why) == (&sent, cause));
        let key = same.map_or_else(new_key, |(key, ..)| key);
        attempt.set_value(Some((key.clone(), sent.clone(), cause)));
        let saving = correct_items(sent.values().cloned().collect(), cause, key, String::new());
        is_saving.set(true);
        spawn_local(async move {
            let done = saving.await;
            is_saving.try_set(false);
            edits.saved(l, &sent, done);
        });
    };
    let causes: Vec<Choice> =
        StockCause::BY_HAND.iter().map(|cause| Choice::new(cause.as_str(), l.stock_cause(*cause))).collect();
    // Without scripts the bar is always there.
    let is_alive = RwSignal::new(false);
    Effect::new(move |_| is_alive.set(true));
    let count = Memo::new(move |_| edits.count());
    let bar = move || {
        view! {
            <SelectionBar
                label=l.save_changes()
                summary=move || {
                    view! {
                        <b>{move || is_alive.get().then(|| l.unsaved_changes(count.get()))}</b>
                        <label class="bar-field">
                            <span>{l.correction_cause()}</span>
                            <Select name="cause" choices=causes />
                        </label>
                    }
                }
            >
                <button type="submit" class="btn primary" id="save-changes">{l.save_changes()}</button>
                {move || {
                    is_alive
                        .get()
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="btn quiet"
                                    id="discard-changes"
                                    on:click=move |_| edits.discard()
                                >
                                    {l.discard_changes()}
                                </button>
                            }
                        })
                }}
            </SelectionBar>
        }
    };
    view! {
        <form
            method="post"
            action="/api/items/correct"
            class="correction-form"
            autocomplete="off"
            node_ref=form
            on:submit=save
            on:input=move |event| edits.input(&event)
            on:keydown=move |event| edits.key(&event)
            on:focusout=move |_| request_animation_frame(move || edits.catch_up())
        >
            <input type="hidden" name="key" value=key />
            <input type="hidden" name="back" value=move || here.get() prop:value=move || here.get() />
            {children()}
            {may_correct.then(|| view! { <div class="correction-bar" data-idle=move || (is_alive.get() && count.get() == 0).then_some("")>
                {bar()}
            </div> })}
        </form>
    }
}

/// Tells what the last save came to.
#[component]
pub fn WhatWasCorrected() -> impl IntoView {
    let edits = expect_context::<Edits>();
    view! {
        <div class="told" role="status" id="corrected">
            {move || edits.told().map(|(tone, title)| view! { <Alert tone title /> })}
        </div>
    }
}
