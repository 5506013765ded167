//! A shipment's invoice: registering, changing and deleting it, its history (INV-01, INV-05, INV-06).

use domain::carrier::{Fault, Format, Verdict, judge};
use domain::shipment::{CannotMove, ShipmentCommand, ShipmentCommand as C};
use domain::view::{CarrierChoice, InvoiceView, ShipmentDetail};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use text::Locale;
use web_sys::HtmlInputElement;

use super::{delete_invoice, go_without, register_invoice};
use crate::command::told::TOLD;
use crate::command::{Given, Hidden, give};
use crate::context::use_locale;
use crate::copy::CopyButton;
use crate::form::{use_param, value};
use crate::keys::focus_element;
use crate::ui::{
    Alert, ButtonKind, Choice, Confirm, Field, Icon, IconName, Select, TextInput, Timeline, TimelineEntry,
    Tone,
};

/// All about it.
#[component]
pub fn InvoiceSection(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let rejected = shipment.rejected.clone().map(|reason| {
        view! { <Alert tone=Tone::Bad title=l.invoice_rejected()><p>{reason}</p></Alert> }
    });
    let shown = shipment.invoice.clone().map(|invoice| view! { <Registered invoice /> });
    let reason =
        shipment.no_number.clone().map(|reason| view! { <p><b>{l.without_number()}</b> " · " {reason}</p> });
    let changes = shipment.can(ShipmentCommand::ChangeInvoice) && shipment.rejected.is_none();
    let change = changes.then(|| view! { <Change shipment=shipment.clone() /> });
    let delete =
        shipment.can(ShipmentCommand::DeleteInvoice).then(|| view! { <Delete shipment=shipment.clone() /> });
    let has_actions = change.is_some() || delete.is_some();
    let actions = has_actions.then(|| view! { <div class="invoice-actions">{change} {delete}</div> });
    // In the place of a rejected number another is registered, as a first one is.
    let register = (shipment.can(ShipmentCommand::RegisterInvoice)
        || shipment.rejected.is_some() && shipment.can(ShipmentCommand::ChangeInvoice))
    .then(|| view! { <Register shipment=shipment.clone() /> });
    // What only a hold forbids is not passed over in silence.
    let is_held = [C::RegisterInvoice, C::ChangeInvoice]
        .iter()
        .any(|command| shipment.commands.contains(&(*command, Some(CannotMove::OnHold))));
    let held = is_held.then(|| view! { <Alert tone=Tone::Wait title=l.cannot_move(&CannotMove::OnHold) /> });
    let closed = (shown.is_none() && register.is_none() && reason.is_none())
        .then(|| view! { <p class="muted">{l.no_invoice_yet()}</p> });
    let without =
        shipment.can(ShipmentCommand::GiveReason).then(|| view! { <GoWithout shipment=shipment.clone() /> });
    let history = (!shipment.history.is_empty()).then(|| view! { <History shipment=shipment.clone() /> });
    view! {
        <section class="section" id="invoice">
            <h3 class="section-title">{l.invoice()}</h3>
            {held}
            {rejected}
            {shown}
            {reason}
            {closed}
            {actions}
            {register}
            {without}
            {history}
        </section>
    }
}

#[component]
fn Registered(invoice: InvoiceView) -> impl IntoView {
    let l = use_locale();
    let link = invoice.url.map(|url| {
        view! {
            <a class="btn quiet" href=url target="_blank" rel="noopener noreferrer external">
                <Icon name=IconName::External />
                {l.view_at_carrier()}
            </a>
        }
    });
    let since = invoice.registered.map(|at| {
        view! { <time class="muted" datetime=at.iso>{at.text}</time> }
    });
    view! {
        <div class="invoice-number">
            <span class="muted">{invoice.carrier}</span>
            <b class="number">{invoice.number.clone()}</b>
            {since}
            <CopyButton text=invoice.number label=l.copy() class="quiet" />
            {link}
        </div>
    }
}

/// What is to be said of what is typed.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    tone: Tone,
    words: String,
    /// It is no mistake yet: more is to come.
    is_begun: bool,
}

/// The verdict on what is typed, in words.
fn verdict(l: Locale, carriers: &[CarrierChoice], carrier: &str, typed: &str) -> Option<Said> {
    if typed.trim().is_empty() {
        return None;
    }
    let said = |tone, words| Some(Said { tone, words, is_begun: false });
    let Some(chosen) = carriers.iter().find(|choice| choice.code == carrier) else {
        return said(Tone::Wait, l.choose_a_carrier().to_owned());
    };
    match judge(carrier, chosen.pattern.as_deref(), typed) {
        Verdict::Good(number) if number.format == Format::Unchecked => {
            said(Tone::Neutral, l.number_unchecked().to_owned())
        }
        Verdict::Good(number) => said(Tone::Ok, format!("{} {}", l.number_good(), number.text)),
        Verdict::Padded(number) => said(Tone::Wait, l.number_padded(&number)),
        Verdict::Wrong(fault) => Some(Said {
            tone: Tone::Bad,
            words: l.number_fault(&fault),
            is_begun: matches!(&fault, Fault::Length { given, asked } if asked.iter().all(|length| given < length)),
        }),
    }
}

/// Carrier and number, judged as they are typed by the code that the server judges them by.
#[derive(Clone)]
struct Fields {
    form: NodeRef<html::Form>,
    id: &'static str,
    carriers: Vec<CarrierChoice>,
    /// What stands in them when the page comes.
    first: (String, String),
    carrier: RwSignal<String>,
    typed: RwSignal<String>,
    /// What is wrong with what was to be sent.
    problem: RwSignal<Option<String>>,
}

impl Fields {
    fn new(id: &'static str, shipment: &ShipmentDetail, number: String) -> Self {
        let param = use_param();
        // What was refused without scripts stands in the address.
        let refused = |name: &str| {
            param(TOLD).starts_with("refused").then(|| param(name)).filter(|typed| !typed.is_empty())
        };
        let carrier = refused("carrier").or_else(|| shipment.carrier.clone()).unwrap_or_default();
        let number = refused("invoice").unwrap_or(number);
        Self {
            form: NodeRef::new(),
            id,
            carriers: shipment.carriers.clone(),
            carrier: RwSignal::new(carrier.clone()),
            typed: RwSignal::new(number.clone()),
            first: (carrier, number),
            problem: RwSignal::new(None),
        }
    }

    /// Something was typed or chosen.
    fn read(&self) {
        self.carrier.set(value(self.form, "carrier"));
        self.typed.set(value(self.form, "invoice"));
        self.problem.set(None);
    }

    fn input(&self) -> Option<HtmlInputElement> {
        document().get_element_by_id(self.id)?.dyn_into().ok()
    }

    /// Puts a number into the field, which gets the focus.
    fn take(&self, number: &str) {
        if let Some(input) = self.input() {
            input.set_value(number);
            focus_element(&input);
        }
        self.read();
    }

    /// Whether what stands in the fields will do; what will not is told at its field, which gets the focus.
    fn check(&self, l: Locale) -> bool {
        self.read();
        let (carrier, typed) = (self.carrier.get_untracked(), self.typed.get_untracked());
        let problem = match verdict(l, &self.carriers, &carrier, &typed) {
            None => Some(l.number_missing().to_owned()),
            Some(Said { tone: Tone::Bad | Tone::Wait, words, .. }) => Some(words),
            Some(_) => None,
        };
        let is_good = problem.is_none();
        self.problem.set(problem);
        if let (false, Some(input)) = (is_good, self.input()) {
            focus_element(&input);
        }
        is_good
    }

    /// The number with its zeros, where that is meant.
    fn padded(&self) -> Option<String> {
        let (carrier, typed) = (self.carrier.get(), self.typed.get());
        let chosen = self.carriers.iter().find(|choice| choice.code == carrier)?;
        match judge(&carrier, chosen.pattern.as_deref(), &typed) {
            Verdict::Padded(number) => Some(number),
            _ => None,
        }
    }
}

#[component]
fn InvoiceFields(fields: Fields) -> impl IntoView {
    let l = use_locale();
    let choices: Vec<_> = std::iter::once(Choice::new("", l.choose_carrier()))
        .chain(fields.carriers.iter().map(|carrier| Choice::new(carrier.code.clone(), carrier.name.clone())))
        .collect();
    let (carrier, number) = fields.first.clone();
    let said = {
        let fields = fields.clone();
        Memo::new(move |_| verdict(l, &fields.carriers, &fields.carrier.get(), &fields.typed.get()))
    };
    let (id, problem) = (fields.id, fields.problem);
    // What kept it from being sent stands at the field already.
    let shown = move || said.get().filter(|_| problem.with(Option::is_none));
    let words = |said: Said| view! { <span class=said.tone.class("verdict")>{said.words}</span> };
    let begun = |said: Said| view! { <span class="verdict">{said.words}</span> };
    let use_padded = move || {
        let fields = fields.clone();
        fields.padded().map(|padded| {
            view! {
                <button type="button" class="btn quiet" on:click=move |_| fields.take(&padded)>
                    {l.use_padded()}
                </button>
            }
        })
    };
    view! {
        <div class="fields">
            <Field id=format!("{id}-carrier") label=l.carrier()>
                <Select name="carrier" choices value=carrier />
            </Field>
            <Field id label=l.invoice_no() error=problem>
                <TextInput
                    name="invoice"
                    value=number
                    autocomplete="off"
                    required=true
                    attr:spellcheck="false"
                    attr:maxlength="100"
                    attr:class="input number"
                />
            </Field>
            <div class="verdict-line">
                // Each figure of a number that is being typed need not be heard.
                <span role="status">{move || shown().filter(|said| !said.is_begun).map(words)}</span>
                {move || shown().filter(|said| said.is_begun).map(begun)}
                {use_padded}
            </div>
        </div>
    }
}

/// What stands in a form: it is given what sends it, and what says whether what was typed will do.
type Inside = Box<dyn FnOnce(Callback<()>, Callback<(), bool>) -> AnyView>;

/// The form that sends them: to register a first number, or another in the place of what there is.
#[component]
fn InvoiceForm(
    shipment: ShipmentDetail,
    fields: Fields,
    /// Another in the place of what there is.
    change: bool,
    /// What stands in it.
    children: Inside,
) -> impl IntoView {
    let l = use_locale();
    let given = Given::to_shipment(&shipment);
    let has_number = shipment.invoice.is_some();
    let form = fields.form;
    let send = give(&given, move |Given { number, version, key }| {
        let (carrier, invoice) = (value(form, "carrier"), value(form, "invoice"));
        register_invoice(number, version, key, String::new(), carrier, invoice, change)
    });
    let (typed, chosen, checked, made) = (fields.clone(), fields.clone(), fields.clone(), fields);
    // What is read anew is made of the same fields, with what was typed into them. That is what is judged; in the place of another number begins
    // that number.
    Effect::new(move |_| {
        if form.get().is_some() {
            if let (true, Some(input)) = (has_number, made.input()) {
                input.set_value(&made.first.1);
            }
            made.read();
        }
    });
    let check = Callback::new(move |()| checked.check(l));
    view! {
        <form
            method="post"
            action="/api/shipments/register_invoice"
            class="invoice-form"
            node_ref=form
            on:input=move |_| typed.read()
            on:change=move |_| chosen.read()
            on:submit=move |event| {
                event.prevent_default();
                if check.run(()) {
                    send.run(());
                }
            }
        >
            <Hidden given />
            <input type="hidden" name="change" value=change.to_string() />
            {children(send, check)}
        </form>
    }
}

#[component]
fn Register(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let fields = Fields::new("invoice-number", &shipment, String::new());
    let change = shipment.rejected.is_some();
    let shown = fields.clone();
    let children = Box::new(move |_, _| {
        view! {
            <InvoiceFields fields=shown />
            <div class="invoice-send">
                <button class="btn primary">{l.register_invoice()}</button>
                <span class="muted">{l.address_locked_hint()}</span>
            </div>
        }
        .into_any()
    });
    view! { <InvoiceForm shipment fields change children /> }
}

#[component]
fn Change(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let number = shipment.invoice.as_ref().map(|invoice| invoice.number.clone()).unwrap_or_default();
    let fields = Fields::new("changed-number", &shipment, number);
    let shown = fields.clone();
    let children = Box::new(move |on_confirm, check| {
        view! {
            <Confirm
                id="change-question"
                label=l.modify_invoice()
                icon=IconName::Pencil
                title=l.modify_invoice()
                confirm_label=l.save_invoice()
                cancel_label=l.not_now()
                check
                on_confirm
            >
                <p>{l.modify_invoice_hint()}</p>
                <InvoiceFields fields=shown />
            </Confirm>
        }
        .into_any()
    });
    view! { <InvoiceForm shipment fields change=true children /> }
}

#[component]
fn Delete(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let given = Given::to_shipment(&shipment);
    let on_confirm =
        give(&given, |Given { number, version, key }| delete_invoice(number, version, key, String::new()));
    view! {
        <form method="post" action="/api/shipments/delete_invoice">
            <Hidden given />
            <Confirm
                id="delete-question"
                label=l.delete_invoice()
                kind=ButtonKind::Default
                icon=IconName::Trash
                title=l.delete_invoice_question()
                confirm_label=l.delete_invoice()
                cancel_label=l.not_now()
                danger=true
                on_confirm
            >
                <p>{l.delete_invoice_hint()}</p>
            </Confirm>
        </form>
    }
}

#[component]
fn GoWithout(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let given = Given::to_shipment(&shipment);
    let form = NodeRef::<html::Form>::new();
    let problem = RwSignal::new(None::<String>);
    let on_confirm = give(&given, move |Given { number, version, key }| {
        go_without(number, version, key, String::new(), value(form, "reason"))
    });
    let check = Callback::new(move |()| {
        let is_good = domain::outcome::is_reason(&value(form, "reason"));
        problem.set((!is_good).then(|| l.reason_missing().to_owned()));
        if let (false, Some(field)) = (is_good, document().get_element_by_id("no-number-reason")) {
            focus_element(&field);
        }
        is_good
    });
    view! {
        <form method="post" action="/api/shipments/go_without" node_ref=form>
            <Hidden given />
            <Confirm
                id="go-without-question"
                label=l.go_without()
                title=l.go_without_question()
                confirm_label=l.go_without()
                cancel_label=l.not_now()
                check
                on_confirm
            >
                <p>{l.go_without_hint()}</p>
                <Field id="no-number-reason" label=l.reason_for_none() error=problem>
                    <TextInput name="reason" value="" autocomplete="off" required=true />
                </Field>
            </Confirm>
        </form>
    }
}

#[component]
fn History(shipment: ShipmentDetail) -> impl IntoView {
    let l = use_locale();
    let entries = shipment
        .history
        .into_iter()
        .map(|entry| {
            let what = match (entry.before, entry.after) {
                (Some(before), Some(after)) => l.history_change(&before, &after),
                (before, after) => after.or(before).unwrap_or_default(),
            };
            let reason = entry.reason.map(|reason| format!(" · {reason}"));
            view! {
                <TimelineEntry when=entry.at.text datetime=entry.at.iso by=entry.by>
                    {l.invoice_action(entry.action)} " " <b class="number">{what}</b> {reason}
                </TimelineEntry>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <details class="invoice-history">
            <summary>
                <Icon name=IconName::Clock />
                {l.invoice_history()}
            </summary>
            <Timeline>{entries}</Timeline>
        </details>
    }
}
