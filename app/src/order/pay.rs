//! A payment that came in (ORD-05).

use domain::action::Action;
use domain::money::Money;
use domain::payment::{check_payment, owed};
use domain::view::OrderDetail;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

use super::record_payment;
use crate::command::{Given, Hidden, give};
use crate::context::use_locale;
use crate::form::value;
use crate::keys::focus_element;
use crate::ui::{Confirm, Field, TextInput};

/// The id of the field that an amount is typed into.
const AMOUNT: &str = "payment-amount";

/// The id of the field for what names it.
const REFERENCE: &str = "payment-reference";

/// What the field of an amount bears that was sent.
const SENT: &str = "data-sent";

fn field(id: &str) -> Option<HtmlInputElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The button that asks for the payment.
#[component]
pub fn MarkPaid(order: OrderDetail) -> impl IntoView {
    let l = use_locale();
    let given = Given::to(&order);
    let currency = order.money.due.currency;
    let owed = Money::new(owed(order.money.due.minor, order.money.paid.minor), currency);
    let form = NodeRef::<html::Form>::new();
    let problem = RwSignal::new(None::<&'static str>);
    // What can be seen to be wrong is told where it stands, and nothing that was typed is lost.
    let check = Callback::new(move |()| {
        problem.set(match Money::typed(&value(form, "amount"), currency) {
            Ok(amount) => check_payment(amount.minor, owed.minor).err().map(|why| l.cannot_pay(why)),
            Err(_) => Some(l.amount_malformed()),
        });
        let is_good = problem.get_untracked().is_none();
        if let (false, Some(field)) = (is_good, field(AMOUNT)) {
            focus_element(&field);
        }
        is_good
    });
    let on_confirm = give(&given, move |Given { number, version, key }| {
        let (amount, reference) = (value(form, "amount"), value(form, "reference"));
        if let Some(field) = field(AMOUNT) {
            let _ = field.set_attribute(SENT, "");
        }
        record_payment(number, version, key, String::new(), amount, currency.to_string(), reference)
    });
    // Once a part is paid, the order is read anew and the same fields are there with what was sent: the rest is another payment.
    Effect::new(move |_| {
        if field(AMOUNT).is_some_and(|amount| amount.has_attribute(SENT)) {
            for (id, value) in [(AMOUNT, owed.decimal()), (REFERENCE, String::new())] {
                if let Some(field) = field(id) {
                    field.set_value(&value);
                    // Nothing forbids it.
                    let _ = field.remove_attribute(SENT);
                }
            }
        }
    });
    view! {
        <form method="post" action="/api/orders/record_payment" node_ref=form>
            <Hidden given />
            <input type="hidden" name="currency" value=currency.to_string() />
            <Confirm
                id="payment-question"
                label=l.action(Action::MarkPaid)
                title=l.payment_question()
                confirm_label=l.record_payment()
                cancel_label=l.not_now()
                check
                on_confirm
            >
                <p>{l.payment_hint()}</p>
                <div class="fields">
                    <Field
                        id=AMOUNT
                        label=format!("{} ({currency})", l.payment_amount())
                        hint=l.still_owed(&owed.to_string())
                        error=Signal::derive(move || problem.get().map(str::to_owned))
                    >
                        <TextInput name="amount" value=owed.decimal() required=true autocomplete="off" attr:inputmode="decimal" />
                    </Field>
                    <Field
                        id=REFERENCE
                        label=l.payment_reference()
                        hint=l.payment_reference_hint()
                    >
                        <TextInput name="reference" value="" autocomplete="off" />
                    </Field>
                </div>
            </Confirm>
        </form>
    }
}
