//! The page.

use domain::country::Country;
use domain::role::Permission;
use domain::view::MerchantSettings;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use text::Locale;

use super::get_merchant;
use crate::context::use_locale;
use crate::error::Failure;
use crate::layout::{DeskResource, page_title};
use crate::ui::{
    Alert, ButtonKind, Choice, Field, GuardedButton, PageHead, Select, Skeleton, TextInput, Tone,
};

/// `/settings`.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let l = use_locale();
    let settings = Resource::new_blocking(|| (), |()| get_merchant());
    let desk = expect_context::<DeskResource>();
    view! {
        <Title text=page_title(l.settings()) />
        <PageHead title=l.settings() />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                let may_save = desk.await.is_ok_and(|desk| desk.role.can(Permission::Settings));
                match settings.await {
                    Ok(settings) => view! { <Merchant settings may_save /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Merchant(settings: MerchantSettings, may_save: bool) -> impl IntoView {
    let l = use_locale();
    let query = use_query_map();
    let query = query.read_untracked();
    let problems = query.get("problems").unwrap_or_default();
    let is_refused = move |name: &str| problems.split(',').any(|problem| problem == name);
    // After a refusal the page shows what was typed; else what is set.
    let typed = query.get("problems").is_some();
    let value = |name: &str, set: String| if typed { query.get(name).unwrap_or_default() } else { set };
    let name = value("name", settings.name);
    let home_country = value("home_country", settings.home_country);
    let time_zone = value("time_zone", settings.time_zone);
    let currency = value("currency", settings.currency);
    let language = value("language", settings.language);
    let error = |pairs: &[(&str, &'static str)]| {
        pairs.iter().find(|(name, _)| is_refused(name)).map(|(_, words)| (*words).to_owned())
    };
    let countries: Vec<_> = {
        let mut countries: Vec<_> =
            Country::all().map(|country| Choice::new(country.as_str(), l.country(country))).collect();
        countries.sort_by(|a, b| a.label.cmp(&b.label));
        countries
    };
    let languages: Vec<_> =
        Locale::ALL.map(|locale| Choice::new(locale.as_str(), locale.own_name())).to_vec();
    let saved = query.get("saved").is_some();
    view! {
        {saved.then(|| view! { <Alert tone=Tone::Ok title=l.saved() attr:role="status" /> })}
        {is_refused("conflict").then(|| view! { <Alert tone=Tone::Bad title=l.changed_meanwhile() attr:role="alert" /> })}
        <form method="post" action="/api/merchant/save" class="card card-body settings-form">
            <h2>{l.merchant_settings()}</h2>
            <div class="fields">
                <input type="hidden" name="version" value=settings.version />
                <Field
                    id="name"
                    label=l.merchant_name()
                    error=error(&[("name_missing", l.name_missing()), ("name_long", l.name_long())])
                >
                    <TextInput name="name" value=name required=true />
                </Field>
                <Field
                    id="home_country"
                    label=l.home_country()
                    hint=l.home_country_hint()
                    error=error(&[("country", l.country_unknown())])
                >
                    <Select name="home_country" choices=countries value=home_country />
                </Field>
                <Field
                    id="time_zone"
                    label=l.time_zone()
                    hint=l.time_zone_hint()
                    error=error(&[("time_zone", l.time_zone_unknown())])
                >
                    <TextInput name="time_zone" value=time_zone required=true />
                </Field>
                <Field id="currency" label=l.currency() hint=l.currency_hint() error=error(&[("currency", l.currency_unknown())])>
                    <TextInput name="currency" value=currency required=true />
                </Field>
                <Field id="language" label=l.default_language() hint=l.default_language_hint()>
                    <Select name="language" choices=languages value=language />
                </Field>
                <GuardedButton
                    id="save"
                    kind=ButtonKind::Primary
                    submit=true
                    reason=(!may_save).then(|| l.settings_read_only().to_owned())
                >
                    {l.save()}
                </GuardedButton>
            </div>
        </form>
    }
}
