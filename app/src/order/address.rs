//! Where an order ships to, as a form (ORD-07): a page of its own, with scripts and without.

use domain::address::{AddressField, AddressProblem};
use domain::query::{encode, order_href};
use domain::view::{AddressInput, OrderDetail};
use leptos::prelude::*;
use leptos_meta::Title;

use super::get_order;
use crate::context::{local_path, use_locale};
use crate::error::loaded_or;
use crate::form::{countries, use_param};
use crate::list::use_number;
use crate::new_orders::OrderFailure;
use crate::ui::{
    Alert, ButtonKind, Choice, Field, GuardedButton, PageHead, Select, Skeleton, TextInput, Tone,
};

/// What was refused.
pub struct Refused {
    /// The names of what is wrong, separated by commas.
    pub problems: String,
    /// The version that was looked at; none where that of now is meant.
    pub version: Option<i32>,
    /// All that was typed.
    pub typed: AddressInput,
}

/// The page's address: `back` is where it leads when it is saved; after a refusal, what was refused and what was typed.
pub fn href(number: &str, back: &str, refused: Option<&Refused>) -> String {
    let mut pairs = vec![("back", back)];
    if let Some(Refused { problems, version, typed }) = refused {
        pairs.push(("problems", problems));
        pairs.extend(parts(typed));
        if let Some(version) = version {
            return format!("{}/address?{}&version={version}", order_href(number), encode(pairs));
        }
    }
    format!("{}/address?{}", order_href(number), encode(pairs))
}

/// Among what is refused: somebody changed the order meanwhile.
pub const CHANGED: &str = "changed";

/// The parts by their names.
fn parts(address: &AddressInput) -> [(&'static str, &str); 9] {
    [
        ("recipient", &address.recipient),
        ("company", &address.company),
        ("phone", &address.phone),
        ("country", &address.country),
        ("postal_code", &address.postal_code),
        ("region", &address.region),
        ("city", &address.city),
        ("line1", &address.line1),
        ("line2", &address.line2),
    ]
}

/// The name of what is refused.
pub fn name(problem: &AddressProblem) -> &'static str {
    match problem {
        AddressProblem::Missing { field } | AddressProblem::Malformed { field, .. } => field.as_str(),
    }
}

/// `/orders/NUMBER/address`.
#[component]
pub fn AddressPage() -> impl IntoView {
    let l = use_locale();
    let (number, title) = use_number(|l, number| l.order_title(number));
    let order = Resource::new_blocking(move || number.get(), get_order);
    view! {
        <Title text=title />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                let page = move |order: OrderDetail| {
                    view! {
                        <PageHead title=l.address_of(&order.number) />
                        <Form order />
                    }
                };
                let failure = |error| view! { <OrderFailure error number=number.get_untracked() /> };
                loaded_or(order.await, page, failure)
            })}
        </Transition>
    }
}

#[component]
fn Form(order: OrderDetail) -> impl IntoView {
    let l = use_locale();
    let param = use_param();
    let problems = param("problems");
    let typed = !problems.is_empty();
    let back = match param("back") {
        back if back.is_empty() => order_href(&order.number),
        back => local_path(Some(&back)),
    };
    // After a refusal the version that was looked at then: what was changed since is not changed again unseen.
    let version = if typed { param("version").parse().unwrap_or(order.version) } else { order.version };
    let value = |name: &str, set: &str| if typed { param(name) } else { set.to_owned() };
    let known = order.ship_to;
    let country = value("country", &known.country);
    let error = |field: AddressField, text: &str| {
        problems.split(',').any(|problem| problem == field.as_str()).then(|| {
            let missing = text.trim().is_empty();
            if missing {
                l.part_missing(l.address_field(field))
            } else {
                l.part_malformed(l.address_field(field))
            }
        })
    };
    let input = |id: &'static str,
                 label: &'static str,
                 set: &str,
                 field: Option<AddressField>,
                 fill: &'static str| {
        let value = value(id, set);
        let error = field.and_then(|field| error(field, &value));
        view! {
            <Field id label error>
                <TextInput name=format!("address[{id}]") value autocomplete=fill />
            </Field>
        }
    };
    // None first, for an order whose country nobody could name.
    let countries = [vec![Choice::new("", "–")], countries(l)].concat();
    let reason = order.address_closed.as_ref().map(|why| l.closed(why));
    let cancel = back.clone();
    view! {
        {typed
            .then(|| {
                let title = if problems == CHANGED { l.address_changed_meanwhile() } else { l.address_refused() };
                view! { <Alert tone=Tone::Bad title attr:role="alert" /> }
            })}
        <form method="post" action="/api/orders/edit_address" class="card card-body settings-form">
            <div class="fields">
                <input type="hidden" name="number" value=order.number />
                <input type="hidden" name="version" value=version />
                <input type="hidden" name="key" value=order.key />
                <input type="hidden" name="back" value=back />
                {input("recipient", l.recipient(), &known.recipient, Some(AddressField::Recipient), "off")}
                {input("company", l.company(), &known.company, None, "off")}
                {input("phone", l.phone(), &known.phone, None, "off")}
                <Field id="country" label=l.country_label() error=error(AddressField::Country, &country)>
                    <Select name="address[country]" choices=countries value=country.clone() />
                </Field>
                {input("postal_code", l.postal_code(), &known.postal_code, Some(AddressField::PostalCode), "off")}
                {input("region", l.region(), &known.region, Some(AddressField::Region), "off")}
                {input("city", l.city(), &known.city, Some(AddressField::City), "off")}
                {input("line1", l.address_line_1(), &known.line1, Some(AddressField::Line1), "off")}
                {input("line2", l.address_line_2(), &known.line2, None, "off")}
                <div class="step-buttons">
                    <GuardedButton id="save-address" kind=ButtonKind::Primary submit=true reason>
                        {l.save()}
                    </GuardedButton>
                    <a class="btn" href=cancel>{l.not_now()}</a>
                </div>
            </div>
        </form>
    }
}
