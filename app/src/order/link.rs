//! A listing that is linked to no SKU, and the form that links it (MAL-13).

use domain::order::LineIndex;
use domain::release::ReleaseFailure;
use domain::view::LineView;
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use text::Locale;

use super::link_item;
use crate::command::{Given, Hidden, give};
use crate::context::use_locale;
use crate::form::value;
use crate::keys::focus_element;
use crate::ui::{Button, Field, TextInput};

/// The id of a line's field.
fn field(line: LineIndex) -> String {
    format!("link-{line}")
}

/// The way from a reason against a release to the form that mends it; none where the line is linked since, or whoever looks may not.
pub fn way(l: Locale, failure: &ReleaseFailure, lines: &[LineView]) -> Option<impl IntoView + use<>> {
    let ReleaseFailure::ItemLinkFailed { item, .. } = failure else { return None };
    let (_, line) =
        lines.iter().zip(LineIndex::all(lines)).find(|(line, _)| line.can_link && line.name == *item)?;
    let id = field(line);
    let href = format!("#{id}");
    let go = move |event: MouseEvent| {
        if let Some(input) = document().get_element_by_id(&id) {
            event.prevent_default();
            focus_element(&input);
        }
    };
    Some(view! {
        <a href=href on:click=go>
            {l.link_to_sku()}
        </a>
    })
}

/// Asks which SKU a line's listing is.
#[component]
pub fn LinkForm(given: Given, line: LineIndex) -> impl IntoView {
    let l = use_locale();
    let form = NodeRef::<html::Form>::new();
    let link = give(&given, move |Given { number, version, key }| {
        link_item(number, version, key, String::new(), line, value(form, "sku"))
    });
    view! {
        <form
            method="post"
            action="/api/orders/link"
            class="link-form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                link.run(());
            }
        >
            <Hidden given />
            <input type="hidden" name="line" value=line.0 />
            <Field id=field(line) label=l.link_to_sku() hint=l.link_to_sku_hint()>
                <TextInput name="sku" value="" autocomplete="off" required=true />
            </Field>
            <Button submit=true>{l.link_item()}</Button>
        </form>
    }
}
