//! The pop-up over the list: what the ticked orders need against what is available, and the button that starts it.

use domain::count::Count;
use domain::outcome::is_reason;
use domain::query::NewOrdersList;
use domain::view::{BulkCommand, OptionNeed, ReleasePreview, with_option};
use leptos::html;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::steps::Steps;
use super::{Start, preview_release, start_job};
use crate::context::use_locale;
use crate::error::loaded;
use crate::form::value;
use crate::layout::page_title;
use crate::list::{ListQuery, Ticked, use_close};
use crate::ui::{
    Alert, Button, ButtonKind, Dialog, EmptyState, Field, IconName, Skeleton, Table, TextInput, Tone,
};

/// What of the four is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    Release,
    Confirm,
    Link,
    Cancel,
}

/// `/orders/new/bulk/:command`, over the list.
#[component]
pub fn BulkDialog() -> impl IntoView {
    let l = use_locale();
    let ListQuery(query) = expect_context::<ListQuery<NewOrdersList>>();
    let ticked = expect_context::<Ticked<NewOrdersList>>();
    let params = use_params_map();
    let ask = Memo::new(move |_| match params.read().get("command").as_deref() {
        Some("confirm") => Ask::Confirm,
        Some("link") => Ask::Link,
        Some("cancel") => Ask::Cancel,
        _ => Ask::Release,
    });
    let title = Signal::derive(move || {
        match ask.get() {
            Ask::Release => l.release_preparing(),
            Ask::Confirm => l.confirm_many(),
            Ask::Link => l.link_items(),
            Ask::Cancel => l.cancel_many(),
        }
        .to_owned()
    });
    let on_close = use_close(query);
    // Read once: what is ticked does not change behind the pop-up.
    let selection = ticked.selection();
    let stepping = RwSignal::new(false);
    let start = Start::over(query, ticked);
    let problem = start.problem;
    let form = NodeRef::<html::Form>::new();
    let body = match selection.clone() {
        None => view! {
            <EmptyState title=l.nothing_ticked() body=l.nothing_ticked_hint() icon=IconName::Box>
                <a class="btn" href=move || query.get().href()>{l.back_to_list()}</a>
            </EmptyState>
        }
        .into_any(),
        Some(selection) => {
            let asked = selection.clone();
            let preview = Resource::new(move || asked.clone(), preview_release);
            view! {
                <div class="dialog-pad">
                    <div role="alert" id="bulk-problem">
                        {move || problem.get().map(|title| view! { <Alert tone=Tone::Bad title /> })}
                    </div>
                    <form node_ref=form on:submit=|event| event.prevent_default()>
                        {move || match ask.get() {
                            Ask::Cancel => {
                                view! {
                                    <p>{l.cancel_hint()}</p>
                                    <Field id="bulk-reason" label=l.cancel_reason() hint=l.cancel_reason_hint()>
                                        <TextInput name="reason" value="" required=true />
                                    </Field>
                                }
                                    .into_any()
                            }
                            Ask::Confirm => view! { <p>{l.confirm_hint()}</p> }.into_any(),
                            Ask::Link => view! { <p>{l.link_items_hint()}</p> }.into_any(),
                            Ask::Release => view! { <p>{l.release_hint()}</p> }.into_any(),
                        }}
                    </form>
                    <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
                        {move || Suspend::new(async move {
                            loaded(
                                preview.await,
                                move |preview| {
                                    view! {
                                        <Preview preview is_release=ask.get_untracked() == Ask::Release stepping />
                                    }
                                },
                            )
                        })}
                    </Transition>
                </div>
            }
            .into_any()
        }
    };
    let actions = move || {
        selection.map(|selection| {
            let press = move |_| {
                let reason = value(form, "reason");
                let command = match ask.get_untracked() {
                    Ask::Release => BulkCommand::Release,
                    Ask::Confirm => BulkCommand::Confirm,
                    Ask::Link => BulkCommand::Link,
                    Ask::Cancel if is_reason(&reason) => BulkCommand::Cancel { reason },
                    Ask::Cancel => {
                        problem.set(Some(l.reason_missing().to_owned()));
                        return;
                    }
                };
                start.run(|key| start_job(selection.clone(), command, key));
            };
            view! {
                <Show when=move || !stepping.get()>
                    <Button
                        kind=if ask.get() == Ask::Cancel { ButtonKind::Danger } else { ButtonKind::Primary }
                        attr:id="bulk-start"
                        attr:aria-disabled=move || start.started.get().then_some("true")
                        on:click=press.clone()
                    >
                        {move || match ask.get() {
                            Ask::Release => l.prepare_for_release(),
                            Ask::Confirm => l.action(domain::action::Action::Confirm),
                            Ask::Link => l.link_items(),
                            Ask::Cancel => l.cancel_orders(),
                        }}
                    </Button>
                </Show>
            }
        })
    };
    view! {
        <Title text=move || page_title(&title.get()) />
        <Dialog
            id="bulk"
            title
            close_href=Signal::derive(move || query.get().href())
            close_label=l.close()
            on_close
            actions
        >
            {body}
        </Dialog>
    }
}

/// How many, and what they need.
#[component]
fn Preview(preview: ReleasePreview, is_release: bool, stepping: RwSignal<bool>) -> impl IntoView {
    let l = use_locale();
    let count = l.orders_counted(Count::exact(preview.orders.into()));
    let short = preview.options.iter().filter(|need| need.is_short()).count();
    let numbers = StoredValue::new(preview.numbers);
    let options = StoredValue::new(preview.options);
    let table = move || {
        view! {
            <p class="bulk-count">
                <b>{count.clone()}</b>
                {is_release
                    .then(|| {
                        view! {
                            <Button attr:id="bulk-steps" on:click=move |_| stepping.set(true)>
                                {l.one_by_one()}
                            </Button>
                        }
                    })}
            </p>
            {(is_release && short > 0)
                .then(|| {
                    view! { <Alert tone=Tone::Wait title=l.short_options(short) /> }
                })}
            {is_release.then(|| view! { <Needs options=options.get_value() /> })}
        }
    };
    view! {
        <Show when=move || stepping.get() fallback=table.clone()>
            <Steps numbers=numbers.get_value() />
        </Show>
    }
}

/// Each option, what is needed of it and what is available.
#[component]
fn Needs(options: Vec<OptionNeed>) -> impl IntoView {
    let l = use_locale();
    let rows = options
        .into_iter()
        .map(|need| {
            let short = need.is_short();
            let note = || short.then(|| view! { <span class="short-note">{l.short_of_stock()}</span> });
            view! {
                <tr class:is-short=short>
                    <td data-card="title">{with_option(&need.name, need.option.as_deref())}</td>
                    <td class="muted" data-card="sub">{need.sku}</td>
                    <td class="muted" data-card="sub2">{need.location.unwrap_or_else(|| l.no_routing().to_owned())}</td>
                    <td class="num">{need.needed}</td>
                    <td class="num" data-card="end">
                        <span class="off-card">{need.available} {note()}</span>
                        <span class="on-card">{l.needed_of(need.needed, need.available)} {note()}</span>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption=l.needed_and_available()>
            <thead>
                <tr>
                    <th scope="col">{l.option()}</th>
                    <th scope="col">{l.sku()}</th>
                    <th scope="col">{l.shipping_location()}</th>
                    <th scope="col" class="num">{l.needed()}</th>
                    <th scope="col" class="num">{l.available()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}
