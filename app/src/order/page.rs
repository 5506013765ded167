//! An order as a page of its own: where links from elsewhere lead.

use domain::view::OrderDetail;
use leptos::prelude::*;
use leptos_meta::Title;

use super::{OrderActions, OrderStatus, OrderView, get_order};
use crate::command::{Told, WhatWasTold};
use crate::context::use_locale;
use crate::error::loaded_or;
use crate::layout::Changes;
use crate::list::use_number;
use crate::new_orders::OrderFailure;
use crate::ui::{PageHead, Skeleton};

/// `/orders/NUMBER`.
#[component]
pub fn OrderPage() -> impl IntoView {
    let l = use_locale();
    let (number, title) = use_number(|l, number| l.order_title(number));
    let changes = expect_context::<Changes>();
    let count = changes.count_unasked();
    let order = Resource::new_blocking(move || (number.get(), count.get()), |(number, _)| get_order(number));
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
