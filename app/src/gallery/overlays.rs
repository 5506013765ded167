//! What stands above the page.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use text::Locale;

use super::Example;
use crate::ui::*;

pub fn confirm(l: Locale) -> Vec<Example> {
    let done = RwSignal::new("");
    let danger = view! {
        <div class="gallery-row">
            <Confirm
                id="confirm-danger"
                label=l.kit_delete()
                kind=ButtonKind::Danger
                title=l.kit_delete_view()
                confirm_label=l.kit_delete()
                cancel_label=l.kit_keep()
                danger=true
                on_confirm=move |()| done.set(l.kit_pressed())
            >
                {l.kit_delete_view_hint()}
            </Confirm>
            <span role="status" id="confirm-done">{done}</span>
        </div>
    };
    // Sent as a form, also without scripts.
    let form = view! {
        <form method="get" action="/kit/confirm" class="gallery-row">
            <input type="hidden" name="sent" value="yes" />
            <Confirm
                id="confirm-form"
                label=l.kit_confirm_verb()
                icon=IconName::Check
                title=l.kit_confirm_orders()
                confirm_label=l.kit_confirm_verb()
                cancel_label=l.close()
            >
                {l.kit_confirm_orders_hint()}
            </Confirm>
        </form>
    };
    let long = view! {
        <div class="gallery-row">
            <Confirm
                id="confirm-long"
                label=l.kit_long()
                title=l.kit_long_name()
                confirm_label=l.kit_long_name()
                cancel_label=l.kit_keep()
                on_confirm=|()| ()
            >
                {l.kit_long_name()}
            </Confirm>
        </div>
    };
    vec![
        Example::new(l.kit_danger(), danger),
        Example::new(l.kit_usual(), form),
        Example::new(l.kit_long(), long),
    ]
}

pub fn dialog(l: Locale) -> Vec<Example> {
    let search = use_location().search;
    let navigate = use_navigate();
    let on_close = Callback::new(move |()| {
        navigate("/kit/dialog", NavigateOptions { replace: true, scroll: false, ..Default::default() });
    });
    let open = Memo::new(move |_| domain::query::param(&search.read(), "open").unwrap_or_default());
    let shown = move || {
        match open.get().as_str() {
        "wide" => {
            let badges = move || {
                view! {
                    <Pill tone=Tone::Bad label=l.kit_short() />
                    <Pill tone=Tone::Ok label=l.kit_paid_by_card() />
                }
            };
            let actions = move || view! { <Button kind=ButtonKind::Primary>{l.kit_release()}</Button> };
            view! {
                <Dialog id="wide" title=l.kit_about_order().to_owned() close_href="/kit/dialog".to_owned() close_label=l.close() on_close badges actions>
                    <Columns side=move || view! { <section class="section"><h3 class="section-title">{l.about()}</h3><p>{l.kit_request()}</p></section> }>
                        <section class="section">
                            <h3 class="section-title">{l.ordered_product()}</h3>
                            <ul class="product-lines">
                                <ProductLine name=l.kit_product() details=l.kit_product_details() quantity=l.units("4") amount="¥14,000" />
                                <ProductLine name=l.kit_long_name() details=l.kit_product_details() quantity=l.units("1") amount="¥2,200" />
                            </ul>
                        </section>
                    </Columns>
                </Dialog>
            }
            .into_any()
        }
        "narrow" => view! {
            <Dialog id="narrow" title=l.kit_view_saved().to_owned() close_href="/kit/dialog".to_owned() close_label=l.close() on_close narrow=true>
                <div class="dialog-pad">
                    <p>{l.kit_long_name()}</p>
                </div>
            </Dialog>
        }
        .into_any(),
        _ => ().into_any(),
    }
    };
    let ways = view! {
        <div class="gallery-row">
            <a class="btn" href="/kit/dialog?open=wide" data-noscroll="">{l.kit_about_order()}</a>
            <a class="btn" href="/kit/dialog?open=narrow" data-noscroll="">{l.kit_small()}</a>
        </div>
        {shown}
    };
    vec![Example::new(l.kit_usual(), ways)]
}

pub fn sheet(l: Locale) -> Vec<Example> {
    let usual = view! {
        <div class="gallery-row">
            <button type="button" class="btn" popovertarget="sheet-usual">{l.kit_open()}</button>
            <Sheet id="sheet-usual" class="popover-panel">
                <p>{l.kit_request()}</p>
                <a class="btn" href="/kit/sheet">{l.close()}</a>
            </Sheet>
        </div>
    };
    vec![Example::new(l.kit_usual(), usual)]
}
