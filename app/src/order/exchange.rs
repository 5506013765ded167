//! An exchange, as a form (RET-02, SHP-03): a page of its own, with scripts and without.

use domain::order::LineIndex;
use domain::query::{encode, order_href};
use domain::view::{ExchangeForm, ExchangeInput, ExchangeLine, with_option};
use leptos::prelude::*;
use leptos_meta::Title;

use super::get_exchange;
use crate::command::told;
use crate::context::{local_path, use_locale};
use crate::error::loaded_or;
use crate::form::use_param;
use crate::list::use_number;
use crate::new_orders::OrderFailure;
use crate::ui::{
    Alert, ButtonKind, Choice, Combobox, Field, GuardedButton, PageHead, Skeleton, TextInput, Tone,
};

/// What was refused.
pub struct Refused {
    /// What it came to, as the address tells it.
    pub told: String,
    /// The version that was looked at; none where that of now is meant.
    pub version: Option<i32>,
    /// All that was typed.
    pub lines: Vec<ExchangeInput>,
    /// Why others are wanted.
    pub reason: String,
}

/// The page's address: `back` is where it leads when it is done; after a refusal, what was refused and what was typed.
pub fn href(number: &str, back: &str, refused: Option<&Refused>) -> String {
    let mut pairs = vec![("back".to_owned(), back.to_owned())];
    if let Some(Refused { told, version, lines, reason }) = refused {
        pairs.push((told::TOLD.to_owned(), told.clone()));
        pairs.push(("reason".to_owned(), cut(reason)));
        for typed in lines {
            pairs.push((units(&typed.line), cut(&typed.quantity)));
            pairs.push((sku(&typed.line), cut(&typed.sku)));
        }
        pairs.extend(version.map(|version| ("version".to_owned(), version.to_string())));
    }
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    format!("{}/exchange?{}", order_href(number), encode(pairs))
}

/// An address is no place for more than a reason.
fn cut(typed: &str) -> String {
    typed.chars().take(domain::outcome::REASON_MAX).collect()
}

/// What the address calls the units of a line.
fn units(line: impl std::fmt::Display) -> String {
    format!("units-{line}")
}

/// The same of what is sent instead.
fn sku(line: impl std::fmt::Display) -> String {
    format!("sku-{line}")
}

/// `/orders/NUMBER/exchange`.
#[component]
pub fn ExchangePage() -> impl IntoView {
    let l = use_locale();
    let (number, title) = use_number(|l, number| l.exchange_of(number));
    let form = Resource::new_blocking(move || number.get(), get_exchange);
    view! {
        <Title text=title />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                let page = move |form: ExchangeForm| {
                    view! {
                        <PageHead title=l.exchange_of(&form.number) />
                        <Form form />
                    }
                };
                let failure = |error| view! { <OrderFailure error number=number.get_untracked() /> };
                loaded_or(form.await, page, failure)
            })}
        </Transition>
    }
}

#[component]
fn Form(form: ExchangeForm) -> impl IntoView {
    let l = use_locale();
    let param = use_param();
    let what = param(told::TOLD);
    let refused = !what.is_empty();
    let back = match param("back") {
        back if back.is_empty() => order_href(&form.number),
        back => local_path(Some(&back)),
    };
    // After a refusal the version that was looked at then: what was changed since is not changed again unseen.
    let version = if refused { param("version").parse().unwrap_or(form.version) } else { form.version };
    // Of one unit there is nothing to choose.
    let is_clear = matches!(form.lines.as_slice(), [ExchangeLine { free: 1, .. }]);
    let lines = form
        .lines
        .into_iter()
        .enumerate()
        .map(|(at, line)| {
            let typed = refused.then(|| (param(&units(line.line)), param(&sku(line.line))));
            let one = if is_clear { "1" } else { "" };
            let first = (one.to_owned(), line.sku.clone());
            let (quantity, sku) = typed.unwrap_or(first);
            view! { <Line at line quantity sku /> }
        })
        .collect_view();
    let told = refused.then(|| {
        let words = told::words(l, &what).map(|(_, words)| words).unwrap_or_default();
        let words = if what == "changed" { vec![l.exchange_changed().to_owned()] } else { words };
        let words = words.into_iter().map(|words| view! { <p>{words}</p> }).collect_view();
        view! {
            <Alert tone=Tone::Bad title=l.exchange_refused() attr:role="alert">
                {words}
            </Alert>
        }
    });
    let reason = form.closed.as_ref().map(|why| l.closed(why));
    let cancel = back.clone();
    view! {
        {told}
        <form method="post" action="/api/orders/exchange" class="card card-body settings-form">
            <div class="fields">
                <p class="muted exchange-line">{l.exchange_hint()}</p>
                <input type="hidden" name="number" value=form.number />
                <input type="hidden" name="version" value=version />
                <input type="hidden" name="key" value=form.key />
                <input type="hidden" name="back" value=back />
                {lines}
                <Field id="reason" label=l.exchange_reason() hint=l.exchange_reason_hint()>
                    <TextInput name="reason" value=param("reason") autocomplete="off" required=true attr:maxlength="200" />
                </Field>
                <div class="step-buttons exchange-line">
                    <GuardedButton id="make-exchange" kind=ButtonKind::Primary submit=true reason>
                        {l.make_exchange()}
                    </GuardedButton>
                    <a class="btn" href=cancel>{l.not_now()}</a>
                </div>
            </div>
        </form>
    }
}

/// How many units of a line come back, and what is sent instead.
#[component]
fn Line(at: usize, line: ExchangeLine, quantity: String, sku: String) -> impl IntoView {
    let l = use_locale();
    let ExchangeLine { line: LineIndex(index), free, .. } = line;
    let suggestions: Vec<Choice> = line
        .goods
        .iter()
        .map(|good| {
            let option = good.option.as_deref().unwrap_or(&line.name);
            Choice::new(good.sku.clone(), l.option_with_stock(option, good.available))
        })
        .collect();
    view! {
        <fieldset class="exchange-line">
            <legend>
                {with_option(&line.name, line.option.as_deref())} " " <span class="muted">{line.sku.clone()}</span>
            </legend>
            <input type="hidden" name=format!("lines[{at}][line]") value=index />
            <Field id=units(index) label=l.units_to_exchange() hint=l.units_exchangeable(free)>
                <TextInput
                    name=format!("lines[{at}][quantity]")
                    value=quantity
                    kind="number"
                    autocomplete="off"
                    placeholder="0"
                    attr:min="0"
                    attr:max=free
                    attr:inputmode="numeric"
                />
            </Field>
            <Field id=self::sku(index) label=l.sent_instead()>
                <Combobox name=format!("lines[{at}][sku]") suggestions value=sku none=l.no_such_option() />
            </Field>
        </fieldset>
    }
}
