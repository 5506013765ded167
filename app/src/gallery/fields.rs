//! What one fills in.

use leptos::prelude::*;
use text::Locale;

use super::Example;
use crate::ui::*;

pub fn field(l: Locale) -> Vec<Example> {
    let usual = view! {
        <div class="gallery-field">
            <Field id="field-usual" label=l.merchant_name() hint=l.time_zone_hint()>
                <TextInput name="a" value="Hoshizora".to_owned() />
            </Field>
            <Field id="field-plain" label=l.phone()>
                <TextInput name="b" />
            </Field>
        </div>
    };
    let wrong = view! {
        <div class="gallery-field">
            <Field
                id="field-wrong"
                label=l.currency()
                hint=l.currency_hint()
                error=Some(l.currency_unknown().to_owned())
            >
                <TextInput name="c" value="yen".to_owned() />
            </Field>
        </div>
    };
    let filter = view! {
        <div class="gallery-row">
            <FilterField label=l.customer_email()>
                <TextInput name="d" />
            </FilterField>
            <FilterField label=l.rows()>
                <Select name="e" choices=vec![Choice::new("50", "50")] />
            </FilterField>
        </div>
    };
    let long = view! {
        <div class="gallery-field">
            <Field id="field-long" label=l.kit_long_name() error=Some(l.kit_long_name().to_owned())>
                <TextInput name="f" value=l.kit_long_name().to_owned() />
            </Field>
        </div>
    };
    vec![
        Example::new(l.kit_usual(), usual),
        Example::new(l.kit_wrong(), wrong),
        Example::new(l.filters(), filter),
        Example::new(l.kit_long(), long),
    ]
}

pub fn text_input(l: Locale) -> Vec<Example> {
    let kinds = ["text", "email", "password", "search", "number", "date"].map(|kind| {
        view! {
            <Field id=format!("input-{kind}") label=kind>
                <TextInput name=kind kind />
            </Field>
        }
    });
    let empty = view! {
        <div class="gallery-field">
            <TextInput name="hint" label=l.search() placeholder=l.search_hint() />
        </div>
    };
    vec![
        Example::new(
            l.kit_usual(),
            view! { <div class="gallery-field">{kinds.into_iter().collect_view()}</div> },
        ),
        Example::new(l.kit_empty(), empty),
    ]
}

pub fn select(l: Locale) -> Vec<Example> {
    let choices = move || {
        vec![
            Choice::new("", l.any_time()),
            Choice::new("7", l.quick_range(domain::query::Quick::ALL[1])),
            Choice::new("long", l.kit_long_name()),
        ]
    };
    let usual = view! {
        <div class="gallery-field">
            <Field id="select-usual" label=l.created()>
                <Select name="a" choices=choices() />
            </Field>
        </div>
    };
    let wrong = view! {
        <div class="gallery-field">
            <Field id="select-wrong" label=l.home_country() error=Some(l.country_unknown().to_owned())>
                <Select name="b" choices=choices() />
            </Field>
        </div>
    };
    let long = view! {
        <div class="gallery-field">
            <Field id="select-long" label=l.created()>
                <Select name="c" choices=choices() value="long".to_owned() />
            </Field>
        </div>
    };
    vec![
        Example::new(l.kit_usual(), usual),
        Example::new(l.kit_wrong(), wrong),
        Example::new(l.kit_long(), long),
    ]
}

pub fn combobox(l: Locale) -> Vec<Example> {
    let zones: Vec<_> = [
        "Asia/Tokyo",
        "Asia/Seoul",
        "Asia/Taipei",
        "Asia/Singapore",
        "America/New_York",
        "America/Los_Angeles",
        "America/Sao_Paulo",
        "Europe/London",
        "Europe/Berlin",
        "Australia/Sydney",
        "Pacific/Auckland",
        "Africa/Nairobi",
    ]
    .map(|zone| Choice::new(zone, zone))
    .to_vec();
    let same_zones = zones.clone();
    let carriers = vec![
        Choice::new("YAMATO", "ヤマト運輸"),
        Choice::new("SAGAWA", "佐川急便"),
        Choice::new("JAPAN_POST", "日本郵便"),
        Choice::new("DHL", "DHL Express"),
        Choice::new("OTHER", l.kit_long_name()),
    ];
    let usual = view! {
        <div class="gallery-field">
            <Field id="zone" label=l.time_zone() hint=l.time_zone_hint()>
                <Combobox name="zone" suggestions=zones value="Asia/Tokyo".to_owned() none=l.kit_zone_none() />
            </Field>
        </div>
    };
    let labels = view! {
        <div class="gallery-field">
            <Field id="carrier" label=l.kit_carrier()>
                <Combobox name="carrier" suggestions=carriers none=l.nothing_found() placeholder="YAMATO" />
            </Field>
        </div>
    };
    let wrong = view! {
        <div class="gallery-field">
            <Field id="zone-wrong" label=l.time_zone() error=Some(l.kit_zone_wrong().to_owned())>
                <Combobox name="zone_wrong" suggestions=same_zones value="Tokyo".to_owned() none=l.kit_zone_none() required=true />
            </Field>
        </div>
    };
    vec![
        Example::new(l.kit_usual(), usual),
        Example::new(l.kit_long(), labels),
        Example::new(l.kit_wrong(), wrong),
    ]
}

pub fn checkbox(l: Locale) -> Vec<Example> {
    let ticked = RwSignal::new(true);
    let usual = view! {
        <div class="gallery-row">
            <Checkbox label=l.kit_about_order() checked=ticked on_change=move |now| ticked.set(now) />
            <Checkbox label=l.kit_long_name() name="other" value="1" />
        </div>
    };
    vec![Example::new(l.kit_usual(), usual)]
}

pub fn file_drop(l: Locale) -> Vec<Example> {
    let usual = view! {
        <form class="gallery-field">
            <Field id="file-usual" label=l.kit_invoice_file() hint=l.kit_invoice_file_hint()>
                <FileDrop name="a" prompt=l.kit_drop() accept=".xlsx,.xls,.csv" />
            </Field>
        </form>
    };
    let wrong = view! {
        <form class="gallery-field">
            <Field
                id="file-wrong"
                label=l.kit_invoice_file()
                hint=l.kit_invoice_file_hint()
                error=Some(l.kit_file_protected().to_owned())
            >
                <FileDrop name="b" prompt=l.kit_drop() />
            </Field>
        </form>
    };
    vec![Example::new(l.kit_usual(), usual), Example::new(l.kit_wrong(), wrong)]
}
