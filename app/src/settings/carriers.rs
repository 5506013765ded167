//! Carriers: which are offered, in what order, and the merchant's own (INV-07). The forms are plain ones; each answer leads back here.

use domain::carrier::own::{CarrierStep, OwnCarrierFault};
use domain::carrier::{OTHER, own};
use domain::role::Permission;
use domain::view::CarrierSetting;
use leptos::prelude::*;
use leptos_meta::Title;

use super::{Section, SettingsTabs, get_carriers};
use crate::context::use_locale;
use crate::error::loaded;
use crate::form::use_param;
use crate::layout::{DeskResource, page_title};
use crate::ui::{Alert, Badge, Field, Icon, IconName, PageHead, Skeleton, Table, TextInput, Tone};

/// `/settings/carriers`.
#[component]
pub fn CarriersPage() -> impl IntoView {
    let l = use_locale();
    let carriers = Resource::new_blocking(|| (), |()| get_carriers());
    let desk = expect_context::<DeskResource>();
    view! {
        <Title text=page_title(l.carriers()) />
        <PageHead title=l.settings() />
        <SettingsTabs current=Section::Carriers />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                let may = desk.await.is_ok_and(|desk| desk.role.can(Permission::Settings));
                loaded(carriers.await, move |carriers| view! { <Carriers carriers may /> })
            })}
        </Transition>
    }
}

#[component]
fn Carriers(carriers: Vec<CarrierSetting>, may: bool) -> impl IntoView {
    let l = use_locale();
    let param = use_param();
    let problem = param("problem");
    let general = match problem.as_str() {
        "moved" => Some(l.carrier_moved()),
        "gone" => Some(l.carrier_gone()),
        "forbidden" => Some(l.carriers_read_only()),
        "unavailable" => Some(l.not_saved()),
        "kept" => Some(l.not_saved_yet()),
        _ => None,
    };
    let saved = !param("saved").is_empty();
    let edited = param("edit");
    let edited = carriers.iter().find(|carrier| carrier.is_own && carrier.code == edited).cloned();
    let last = carriers.len().saturating_sub(1);
    let rows = carriers
        .into_iter()
        .enumerate()
        .map(|(at, carrier)| view! { <Row carrier at is_last=at == last may /> })
        .collect_view();
    view! {
        {saved.then(|| view! { <Alert tone=Tone::Ok title=l.saved() attr:role="status" /> })}
        {general.map(|words| view! { <Alert tone=Tone::Bad title=words attr:role="alert" /> })}
        <section class="card" aria-label=l.carriers()>
            <p class="card-note muted">{if may { l.carriers_hint() } else { l.carriers_read_only() }}</p>
            <Table caption=l.carriers()>
                <thead>
                    <tr>
                        <th scope="col" class="fluid carrier-name">{l.carrier()}</th>
                        <th scope="col" class="fluid from-md">{l.column_carrier_number()}</th>
                        <th scope="col">{l.column_carrier_used()}</th>
                        <th scope="col" class="carrier-order">{l.column_carrier_order()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </section>
        {may.then(|| view! { <Own edited /> })}
    }
}

#[component]
fn Row(carrier: CarrierSetting, at: usize, is_last: bool, may: bool) -> impl IntoView {
    let l = use_locale();
    let CarrierSetting { code, name, enabled, is_own, pattern, .. } = carrier;
    let row_id = format!("carrier-{code}");
    let step = {
        let code = code.clone();
        move |step: CarrierStep, label: String, class: &'static str, inside: AnyView| {
            view! {
                <form method="post" action="/api/carriers/arrange">
                    <input type="hidden" name="code" value=code.clone() />
                    <input type="hidden" name="step" value=step.as_str() />
                    <input type="hidden" name="at" value=at.to_string() />
                    <button class=class aria-label=label.clone() title=label>
                        {inside}
                    </button>
                </form>
            }
        }
    };
    let number = match (&pattern, is_own || code == OTHER) {
        (Some(pattern), _) => view! { <span class="number">{pattern.clone()}</span> }.into_any(),
        (None, true) => l.carrier_unchecked().into_any(),
        (None, false) => l.carrier_checked().into_any(),
    };
    let state = if enabled { l.carrier_is_on() } else { l.carrier_is_off() };
    let switch = if may {
        let (to, label) = if enabled {
            (CarrierStep::Off, l.carrier_switch_off(&name))
        } else {
            (CarrierStep::On, l.carrier_switch_on(&name))
        };
        let class = if enabled { "btn switch on" } else { "btn switch" };
        step(to, label, class, state.into_any()).into_any()
    } else {
        state.into_any()
    };
    let icon = |name| view! { <Icon name /> }.into_any();
    let moves = may.then(|| {
        let up = (at > 0).then(|| {
            [
                step(
                    CarrierStep::First,
                    l.carrier_first(&name),
                    "btn quiet icon-only",
                    icon(IconName::ArrowUp),
                ),
                step(CarrierStep::Up, l.carrier_up(&name), "btn quiet icon-only", icon(IconName::ChevronUp)),
            ]
            .collect_view()
        });
        let down = (!is_last).then(|| {
            step(CarrierStep::Down, l.carrier_down(&name), "btn quiet icon-only", icon(IconName::ChevronDown))
        });
        view! { <div class="carrier-moves">{up} {down}</div> }
    });
    let edit = (may && is_own).then(|| {
        let to = format!("/settings/carriers?{}#own", domain::query::encode([("edit", code.as_str())]));
        view! { <a class="btn quiet" href=to rel="external" aria-label=l.carrier_edit_of(&name)>{l.carrier_edit_short()}</a> }
    });
    view! {
        <tr id=row_id>
            <td class="fluid carrier-name" data-card="title">
                <span class="cell-line">
                    <b class="truncate">{name}</b>
                    {is_own.then(|| view! { <Badge tone=Tone::Info value=l.carrier_own() /> })}
                    <span class="muted number">{code}</span>
                    {edit}
                </span>
            </td>
            <td class="fluid from-md muted">{number}</td>
            <td data-card="end">{switch}</td>
            <td data-card="sub-end">{moves}</td>
        </tr>
    }
}

/// To add one, or to change one of one's own.
#[component]
fn Own(edited: Option<CarrierSetting>) -> impl IntoView {
    let l = use_locale();
    let param = use_param();
    // What was refused stands in the address.
    let faults: Vec<OwnCarrierFault> = serde_json::from_str(&param("faults")).unwrap_or_default();
    let is_new = edited.is_none();
    let typed = !param("problem").is_empty();
    let value =
        |name: &str, set: Option<&String>| if typed { param(name) } else { set.cloned().unwrap_or_default() };
    let name = value("name", edited.as_ref().map(|it| &it.name));
    let code = value("code", edited.as_ref().map(|it| &it.code));
    let pattern = value("pattern", edited.as_ref().and_then(|it| it.pattern.as_ref()));
    let url = value("tracking_url", edited.as_ref().and_then(|it| it.tracking_url.as_ref()));
    let error = |is: fn(&OwnCarrierFault) -> bool| {
        faults.iter().find(|fault| is(fault)).map(|fault| l.own_carrier_fault(fault))
    };
    use OwnCarrierFault as F;
    let name_error = error(|fault| matches!(fault, F::NameMissing | F::NameLong | F::NameTaken));
    let code_error = error(|fault| matches!(fault, F::Code | F::CodeTaken));
    let pattern_error = error(|fault| matches!(fault, F::Pattern { .. }));
    let url_error = error(|fault| matches!(fault, F::Url));
    let (title, hint) = if is_new {
        (l.carrier_add(), l.carrier_add_hint())
    } else {
        (l.carrier_edit(), l.carrier_add_hint())
    };
    let code_field = if is_new {
        view! {
            <Field id="code" label=l.carrier_code() hint=l.carrier_code_hint() error=code_error>
                <TextInput name="code" value=code required=true autocomplete="off" attr:maxlength=own::CODE_MAX attr:spellcheck="false" />
            </Field>
        }
        .into_any()
    } else {
        view! {
            <input type="hidden" name="code" value=code.clone() />
            <p><span class="muted">{l.carrier_code()}</span> " " <b class="number">{code}</b></p>
        }
        .into_any()
    };
    let back = (!is_new).then(|| {
        view! { <a class="btn" href="/settings/carriers" rel="external">{l.not_now()}</a> }
    });
    view! {
        <form method="post" action="/api/carriers/save" class="card card-body settings-form" id="own">
            <header class="settings-head">
                <h2>{title}</h2>
                <p class="muted">{hint}</p>
            </header>
            <div class="fields">
                <input type="hidden" name="is_new" value=is_new.to_string() />
                <Field id="name" label=l.carrier_name() error=name_error>
                    <TextInput name="name" value=name required=true autocomplete="off" attr:maxlength=own::NAME_MAX />
                </Field>
                {code_field}
                <Field id="pattern" label=l.carrier_pattern() hint=l.carrier_pattern_hint() error=pattern_error>
                    <TextInput name="pattern" value=pattern autocomplete="off" attr:spellcheck="false" />
                </Field>
                <Field id="tracking_url" label=l.carrier_url() hint=l.carrier_url_hint() error=url_error>
                    <TextInput name="tracking_url" value=url autocomplete="off" attr:spellcheck="false" />
                </Field>
                <div class="form-actions">
                    <button class="btn primary">{l.save()}</button>
                    {back}
                </div>
            </div>
        </form>
    }
}
