//! An order as a page of its own: where links from elsewhere lead.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{OrderStatus, OrderView, get_order};
use crate::context::use_locale;
use crate::layout::page_title;
use crate::new_orders::OrderFailure;
use crate::ui::{PageHead, Skeleton};

/// `/orders/NUMBER`.
#[component]
pub fn OrderPage() -> impl IntoView {
    let l = use_locale();
    let params = use_params_map();
    let number = Memo::new(move |_| params.read().get("number").unwrap_or_default());
    let order = Resource::new_blocking(move || number.get(), get_order);
    view! {
        <Title text=move || page_title(&l.order_title(&number.get())) />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                match order.await {
                    Ok(order) => {
                        let status = order.clone();
                        view! {
                            <PageHead title=l.order_title(&order.number)>
                                <OrderStatus order=status />
                            </PageHead>
                            <div class="card">
                                // The sections' headings are third: they stand in a dialog too, under its second.
                                <h2 class="visually-hidden">{l.order_details()}</h2>
                                <OrderView order />
                            </div>
                        }
                        .into_any()
                    }
                    Err(error) => view! { <OrderFailure error number=number.get_untracked() /> }.into_any(),
                }
            })}
        </Transition>
    }
}
