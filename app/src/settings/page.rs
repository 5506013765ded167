//! The page.

use domain::role::Permission;
use domain::view::MerchantSettings;
use leptos::prelude::*;
use leptos_meta::Title;
use text::Locale;

use super::{Section, SettingsTabs, get_merchant};
use crate::context::use_locale;
use crate::error::loaded;
use crate::form::{countries, use_param};
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
        <SettingsTabs current=Section::Merchant />
        <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
            {move || Suspend::new(async move {
                let may_save = desk.await.is_ok_and(|desk| desk.role.can(Permission::Settings));
                loaded(settings.await, move |settings| view! { <Merchant settings may_save /> })
            })}
        </Transition>
    }
}

#[component]
fn Merchant(settings: MerchantSettings, may_save: bool) -> impl IntoView {
    let l = use_locale();
    let param = use_param();
    let problems = param("problems");
    let is_refused = move |name: &str| problems.split(',').any(|problem| problem == name);
    // After a refusal the page shows what was typed; else what is set.
    let typed = !param("problems").is_empty();
    let is_conflict = is_refused("conflict");
    let value = |name: &str, set: &str| if typed { param(name) } else { set.to_owned() };
    let name = value("name", &settings.name);
    let home_country = value("home_country", &settings.home_country);
    let time_zone = value("time_zone", &settings.time_zone);
    let currency = value("currency", &settings.currency);
    let language = value("language", &settings.language);
    // Why a field was refused; after somebody else's change, what they set it to.
    let error = |typed: &str, set: &str, pairs: &[(&str, &'static str)]| {
        if is_conflict && typed != set {
            return Some(l.meanwhile_set_to(set));
        }
        pairs.iter().find(|(name, _)| is_refused(name)).map(|(_, words)| (*words).to_owned())
    };
    let name_error =
        error(&name, &settings.name, &[("name_missing", l.name_missing()), ("name_long", l.name_long())]);
    let country_error = error(&home_country, &settings.home_country, &[("country", l.country_unknown())]);
    let zone_error = error(&time_zone, &settings.time_zone, &[("time_zone", l.time_zone_unknown())]);
    let currency_error = error(&currency, &settings.currency, &[("currency", l.currency_unknown())]);
    let language_error = error(&language, &settings.language, &[]);
    let general = [
        ("conflict", l.changed_meanwhile()),
        ("forbidden", l.settings_read_only()),
        ("unavailable", l.not_saved()),
        ("kept", l.not_saved_yet()),
    ]
    .into_iter()
    .find(|(name, _)| is_refused(name))
    .map(|(_, words)| words);
    let languages: Vec<_> =
        Locale::ALL.map(|locale| Choice::new(locale.as_str(), locale.own_name())).to_vec();
    let saved = !param("saved").is_empty();
    view! {
        {saved.then(|| view! { <Alert tone=Tone::Ok title=l.saved() attr:role="status" /> })}
        {general.map(|words| view! { <Alert tone=Tone::Bad title=words attr:role="alert" /> })}
        <form method="post" action="/api/merchant/save" class="card card-body settings-form">
            <header class="settings-head">
                <h2>{l.merchant_settings()}</h2>
                <p class="muted">{l.merchant_settings_hint()}</p>
            </header>
            <div class="fields">
                <input type="hidden" name="version" value=settings.version />
                <Field
                    id="name"
                    label=l.merchant_name()
                    error=name_error
                >
                    <TextInput name="name" value=name required=true />
                </Field>
                <Field
                    id="home_country"
                    label=l.home_country()
                    hint=l.home_country_hint()
                    error=country_error
                >
                    <Select name="home_country" choices=countries(l) value=home_country />
                </Field>
                <Field
                    id="time_zone"
                    label=l.time_zone()
                    hint=l.time_zone_hint()
                    error=zone_error
                >
                    <TextInput name="time_zone" value=time_zone required=true />
                </Field>
                <Field id="currency" label=l.currency() hint=l.currency_hint() error=currency_error>
                    <TextInput name="currency" value=currency required=true />
                </Field>
                <Field id="language" label=l.language() hint=l.default_language_hint() error=language_error>
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
