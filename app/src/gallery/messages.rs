//! What says how things stand.

use leptos::prelude::*;
use maud::{Markup, html};
use text::Locale;

use super::Example;
use crate::ui::{self, *};

const TONES: [Tone; 5] = [Tone::Neutral, Tone::Info, Tone::Ok, Tone::Wait, Tone::Bad];

/// Words for each tone.
fn words(l: Locale, tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => l.guest(),
        Tone::Info => l.kit_releasing(),
        Tone::Ok => l.kit_paid_by_card(),
        Tone::Wait => l.kit_reading(),
        Tone::Bad => l.kit_short(),
    }
}

pub fn alert(l: Locale) -> Vec<Example> {
    let tones = TONES.map(|tone| view! { <Alert tone title=words(l, tone) /> });
    let body = view! {
        <Alert tone=Tone::Bad title=l.kit_short()>
            <ul class="reasons">
                <li>{l.kit_alert_body()}</li>
                <li>{l.kit_long_name()} " " <a href="/kit/alert">{l.retry()}</a></li>
            </ul>
        </Alert>
    };
    vec![
        Example::new(l.kit_tones(), view! { <div class="fields">{tones.into_iter().collect_view()}</div> }),
        Example::new(l.kit_long(), body),
    ]
}

pub fn badge(l: Locale) -> Vec<Example> {
    let tones = TONES.map(|tone| view! { <Badge tone value="23" /> });
    let words = TONES.map(|tone| view! { <Badge tone value=words(l, tone) /> });
    vec![
        Example::new(
            l.kit_usual(),
            view! { <div class="gallery-row">{tones.into_iter().collect_view()}</div> },
        ),
        Example::new(
            l.kit_tones(),
            view! { <div class="gallery-row">{words.into_iter().collect_view()}</div> },
        ),
    ]
}

pub fn count(l: Locale) -> Vec<Example> {
    let usual = view! {
        <div class="gallery-row">
            <span>{l.new_orders_short()} " " <Count value="1,204" /></span>
            <span>{l.claims()} " " <Count value="7" urgent=true /></span>
        </div>
    };
    vec![Example::new(l.kit_usual(), usual)]
}

pub fn error_state(l: Locale) -> Vec<Example> {
    let usual = view! {
        <ErrorState title=l.internal() body=l.internal_hint() reference=Some(l.reference("K7QF-0B2M"))>
            <a class="btn" href="/kit/error_state">{l.retry()}</a>
        </ErrorState>
    };
    let plain = view! { <ErrorState title=l.session_over() /> };
    // Each is the one heading of a page of its own.
    vec![Example::new(l.kit_usual(), usual), Example::new(l.kit_empty(), plain)]
}

pub fn hint(l: Locale) -> Vec<Example> {
    let usual = html! {
        "sato.hana@mail.example"
        (ui::hint("hint-usual", l.shipping_request(), IconName::Speech, l.kit_request()))
    };
    let long = html! {
        (l.kit_releasing())
        (ui::hint("hint-long", l.kit_long(), IconName::Info, l.kit_long_name()))
    };
    let row = |html: Markup| view! { <div class="gallery-row" inner_html=html.into_string()></div> };
    vec![Example::new(l.kit_usual(), row(usual)), Example::new(l.kit_long(), row(long))]
}

pub fn pill(l: Locale) -> Vec<Example> {
    let tones = TONES.map(|tone| view! { <Pill tone label=words(l, tone) /> });
    vec![Example::new(
        l.kit_tones(),
        view! { <div class="gallery-row">{tones.into_iter().collect_view()}</div> },
    )]
}

pub fn progress(l: Locale) -> Vec<Example> {
    let usual = view! {
        <Progress id="progress-usual" label=l.kit_releasing() done=Some((32, 120)) words=l.kit_progress_words().to_owned() />
    };
    let done = view! {
        <Progress id="progress-done" label=l.kit_releasing() done=Some((120, 120)) words=l.kit_progress_done().to_owned() />
    };
    let unknown = view! { <Progress id="progress-unknown" label=l.kit_reading() done=None words="invoices.xlsx".to_owned() /> };
    vec![
        Example::new(l.kit_usual(), usual),
        Example::new(l.kit_set(), done),
        Example::new(l.kit_unknown(), unknown),
    ]
}

pub fn toast(l: Locale) -> Vec<Example> {
    let toasts = Toasts::new();
    let undo = Callback::new(move |()| toasts.tell(Tone::Ok, l.kit_undone()));
    let usual = view! {
        <div class="gallery-row">
            <Button on:click=move |_| toasts.tell(Tone::Ok, l.kit_view_saved())>{l.save()}</Button>
            <Button on:click=move |_| toasts.offer(Tone::Info, l.kit_note_deleted(), l.kit_undo(), undo)>
                {l.kit_delete()}
            </Button>
            <Button on:click=move |_| toasts.offer(Tone::Bad, l.kit_push_failed(), l.retry(), undo)>
                {l.kit_sample_mall()}
            </Button>
            <Button on:click=move |_| toasts.tell(Tone::Neutral, l.kit_long_name())>{l.kit_long()}</Button>
        </div>
        <ToastRegion toasts dismiss_label=l.close() />
    };
    vec![Example::new(l.kit_usual(), usual)]
}

pub fn tone(l: Locale) -> Vec<Example> {
    let tones = TONES.map(|tone| {
        view! {
            <div class="gallery-row">
                <Pill tone label=words(l, tone) />
                <Badge tone value="23" />
            </div>
            <Alert tone title=words(l, tone) />
        }
    });
    vec![Example::new(l.kit_tones(), view! { <div class="fields">{tones.into_iter().collect_view()}</div> })]
}

pub fn tooltip(l: Locale) -> Vec<Example> {
    let usual = view! {
        <div class="gallery-row">
            <Tooltip id="tooltip-usual" words=Some(l.late_hint(3))>
                <button type="button" class="btn" aria-describedby="tooltip-usual">{l.late(3)}</button>
            </Tooltip>
        </div>
    };
    let long = view! {
        <div class="gallery-row">
            <Tooltip id="tooltip-long" words=Some(l.kit_long_name().to_owned())>
                <button type="button" class="btn" aria-describedby="tooltip-long">{l.kit_long()}</button>
            </Tooltip>
        </div>
    };
    vec![Example::new(l.kit_remark(), usual), Example::new(l.kit_long(), long)]
}
