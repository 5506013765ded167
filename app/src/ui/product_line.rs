use leptos::prelude::*;
use maud::{Markup, html};

use super::{IconName, icon};

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
    view! {
        <li class="product-line">
            <span class="thumb" inner_html=thumb(picture.as_deref()).into_string()></span>
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

/// What stands in a `.thumb`: the picture at that address, or the sign of none. The name stands beside it, so that it needs no words of its own.
pub fn thumb(src: Option<&str>) -> Markup {
    html! {
        @match src {
            Some(src) => img src=(src) alt="" loading="lazy" width="40" height="40";,
            None => (icon(IconName::Image)),
        }
    }
}
