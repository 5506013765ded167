//! What stands around everything else.

use leptos::prelude::*;
use text::Locale;

use super::Example;
use crate::ui::*;

pub fn avatar(l: Locale) -> Vec<Example> {
    let usual = view! {
        <div class="gallery-row">
            <Avatar initials="OW" />
            <Avatar initials="佐" />
        </div>
    };
    vec![Example::new(l.kit_usual(), usual)]
}

pub fn columns(l: Locale) -> Vec<Example> {
    let side = move || {
        view! {
            <section class="section">
                <h3 class="section-title">{l.shipping_request()}</h3>
                <p>{l.kit_request()}</p>
            </section>
        }
    };
    let usual = view! {
        <Columns side>
            <section class="section">
                <h3 class="section-title">{l.ordered_product()}</h3>
                <p>{l.kit_long_name()}</p>
            </section>
        </Columns>
    };
    vec![Example::new(l.kit_usual(), usual)]
}

pub fn icon(l: Locale) -> Vec<Example> {
    let icon = |name: &IconName| {
        view! {
            <span class="gallery-row muted">
                <Icon name=*name />
                {format!("{name:?}")}
            </span>
        }
    };
    let all = IconName::ALL.iter().map(icon).collect_view();
    vec![Example::new(l.kit_usual(), view! { <div class="gallery-row">{all}</div> })]
}

pub fn nav(l: Locale) -> Vec<Example> {
    vec![Example::new(l.kit_usual(), view! { <p>{l.kit_is_frame()}</p> })]
}

pub fn page_head(l: Locale) -> Vec<Example> {
    let usual = view! {
        <PageHead title=l.customers()>
            <Button icon=IconName::Download>{l.kit_export()}</Button>
            <Button kind=ButtonKind::Primary>{l.save()}</Button>
        </PageHead>
    };
    let long = view! { <PageHead title=l.kit_long_name() /> };
    vec![Example::new(l.kit_usual(), usual), Example::new(l.kit_long(), long)]
}
