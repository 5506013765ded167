use leptos::prelude::*;

use super::{Icon, IconName};

/// One product of an order; stands in `<ul class="product-lines">`.
#[component]
pub fn ProductLine(
    /// The product's name.
    #[prop(into)]
    name: String,
    /// SKU, option, delivery name.
    #[prop(into)]
    details: String,
    /// How many: "× 4".
    #[prop(into)]
    quantity: String,
    /// What they cost, formatted.
    #[prop(into)]
    amount: String,
    /// The address of the product's picture.
    #[prop(optional_no_strip, into)]
    picture: Option<String>,
    /// What else is to be said about it, under its details.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    // The name stands beside the picture, so that it needs no words of its own.
    let picture = match picture {
        Some(src) => view! { <img src=src alt="" loading="lazy" width="40" height="40"/> }.into_any(),
        None => view! { <Icon name=IconName::Image/> }.into_any(),
    };
    view! {
        <li class="product-line">
            <span class="thumb">{picture}</span>
            <div>
                {name}
                <div class="muted">{details}</div>
                {children.map(|children| children())}
            </div>
            <span class="num">{quantity}</span>
            <span class="money">{amount}</span>
        </li>
    }
}
