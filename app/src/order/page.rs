//! An order as a page of its own: where links from elsewhere lead.

use domain::view::OrderDetail;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{OrderActions, OrderStatus, OrderView, Told, WhatWasTold, get_order};
use crate::context::use_locale;
use crate::error::loaded_or;
use crate::layout::{Changes, page_title};
use crate::new_orders::OrderFailure;
use crate::ui::{PageHead, Skeleton};

/// `/orders/NUMBER`.
#[component]
pub fn OrderPage() -> impl IntoView {
    let l = use_locale();
    let (number, title) = use_number();
    let changes = expect_context::<Changes>();
    let order =
        Resource::new_blocking(move || (number.get(), changes.count()), |(number, _)| get_order(number));
    Told::provide();
    view! {
        <Title text=title />
        <WhatWasTold />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                let page = move |order: OrderDetail| {
                    let (title, status) = (l.order_title(&order.number), order.clone());
                    view! {
                        <PageHead title>
                            <OrderStatus order=status.clone() />
                            <OrderActions order=status />
                        </PageHead>
                        <div class="card">
                            // The sections' headings are third: they stand in a dialog too, under its second.
                            <h2 class="visually-hidden">{l.order_details()}</h2>
                            <OrderView order />
                        </div>
                    }
                };
                let failure = |error| view! { <OrderFailure error number=number.get_untracked() /> };
                loaded_or(order.await, page, failure)
            })}
        </Transition>
    }
}

/// The number in the address, and the title of a page about the order that bears it.
pub fn use_number() -> (Memo<String>, impl Fn() -> String + Clone + Send + Sync) {
    let l = use_locale();
    let params = use_params_map();
    // Counted, not owned by the page: on the server the title is worded when the page's own values are gone.
    let number = ArcMemo::new(move |_| params.read().get("number").unwrap_or_default());
    let title = {
        let number = number.clone();
        move || page_title(&l.order_title(&number.get()))
    };
    (number.into(), title)
}
