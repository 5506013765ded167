//! The fields of an invoice, judged as they are typed (INV-01, INV-07).

use domain::carrier::{Fault, Format, Verdict, judge};
use domain::view::{CarrierChoice, ShipmentDetail};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use text::Locale;
use web_sys::HtmlInputElement;

use crate::command::told::TOLD;
use crate::context::use_locale;
use crate::form::{use_param, value};
use crate::keys::focus_element;
use crate::ui::{Choice, Field, Select, TextInput, Tone};

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
pub struct Fields {
    /// The form that they stand in.
    pub form: NodeRef<html::Form>,
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
    /// Empty ones, or with what was refused; the number has the id `id`.
    pub fn new(id: &'static str, shipment: &ShipmentDetail, number: String) -> Self {
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
    pub fn read(&self) {
        self.carrier.set(value(self.form, "carrier"));
        self.typed.set(value(self.form, "invoice"));
        self.problem.set(None);
    }

    /// The fields stand in the page anew, which is made of the same inputs, with what was typed into them. That is what is judged; where another
    /// number is to take the place of the one there is, it begins as that.
    pub fn begin(&self, is_change: bool) {
        // Where the question is open already, it was typed there.
        let is_open = |input: &HtmlInputElement| matches!(input.closest("dialog[open]"), Ok(Some(_)));
        if let Some(input) = self.input().filter(|input| is_change && !is_open(input)) {
            input.set_value(&self.first.1);
        }
        self.read();
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
    pub fn check(&self, l: Locale) -> bool {
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

/// Both fields, and what is to be said of them.
#[component]
pub fn InvoiceFields(fields: Fields) -> impl IntoView {
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
    let words = |said: Said| view! { <span class=said.tone.class("said")>{said.words}</span> };
    let begun = |said: Said| view! { <span class="said">{said.words}</span> };
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
            <div class="said-line">
                // Each figure of a number that is being typed need not be heard.
                <span role="status">{move || shown().filter(|said| !said.is_begun).map(words)}</span>
                {move || shown().filter(|said| said.is_begun).map(begun)}
                {use_padded}
            </div>
        </div>
    }
}
