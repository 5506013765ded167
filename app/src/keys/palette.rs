use domain::find::{Hit, HitKind};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::find;
use super::modal::Modal;
use crate::context::use_locale;
use crate::ui::{Icon, IconName, NavGroup, composes, keep_in_sight};

/// What the server last answered, and to which text.
#[derive(Clone, Default)]
struct Answer {
    text: String,
    hits: Vec<Hit>,
    failed: bool,
}

/// Goes to a page, an order, a shipment or a customer: a line of text and a list to choose from (APG: combobox with a list).
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The pages.
    pages: Signal<Vec<NavGroup>>,
) -> impl IntoView {
    let l = use_locale();
    let dialog = NodeRef::<html::Dialog>::new();
    let text = RwSignal::new(String::new());
    let answer = RwSignal::new(Answer::default());
    let chosen = RwSignal::new(0_usize);
    // Enter was pressed before the answer to what was typed had come, as a scanner does.
    let goes_at_once = RwSignal::new(false);

    let hits = Memo::new(move |_| {
        let text = text.with(|text| text.to_lowercase());
        let items = pages.get().into_iter().flat_map(|group| group.items);
        let mut hits: Vec<Hit> = items
            .filter(|item| item.label.to_lowercase().contains(&text))
            .map(|item| Hit {
                kind: HitKind::Page,
                href: item.href,
                title: item.label,
                detail: String::new(),
            })
            .collect();
        hits.extend(answer.get().hits);
        hits
    });
    let navigate = use_navigate();
    let go = move |hit: &Hit| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
        navigate(&hit.href, Default::default());
    };
    let go = StoredValue::new(go);
    let go_to = move |index: usize| {
        if let Some(hit) = hits.with_untracked(|hits| hits.get(index).cloned()) {
            go.with_value(|go| go(&hit));
        }
    };

    Effect::new(move |_| {
        let asked = text.get();
        chosen.set(0);
        goes_at_once.set(false);
        if asked.is_empty() {
            answer.set(Answer::default());
            return;
        }
        spawn_local(async move {
            let found = find(asked.clone()).await;
            // The palette may be gone, and the text another one.
            if text.try_get_untracked().as_ref() != Some(&asked) {
                return;
            }
            let failed = found.is_err();
            answer.set(Answer { text: asked, hits: found.unwrap_or_default(), failed });
            if goes_at_once.get_untracked() {
                goes_at_once.set(false);
                go_to(chosen.get_untracked());
            }
        });
    });

    let is_answered = move || text.with(|text| answer.with(|answer| answer.text == *text));
    let press = move |event: KeyboardEvent| {
        if composes(&event) {
            return;
        }
        let count = hits.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|chosen| *chosen = (*chosen + 1) % count),
            "ArrowUp" if count > 0 => chosen.update(|chosen| *chosen = (*chosen + count - 1) % count),
            "Enter" if is_answered() => go_to(chosen.get_untracked()),
            "Enter" => goes_at_once.set(true),
            _ => return,
        }
        event.prevent_default();
    };
    // What is chosen stays in sight.
    Effect::new(move |_| keep_in_sight(&option_id(chosen.get())));

    let option = move |(index, hit): (usize, Hit)| {
        let kind = match hit.kind {
            HitKind::Page => l.hit_page(),
            HitKind::Order => l.hit_order(),
            HitKind::Shipment => l.hit_shipment(),
            HitKind::Customer => l.customer(),
        };
        view! {
            <li
                class="palette-option"
                role="option"
                id=option_id(index)
                aria-selected=move || (chosen.get() == index).to_string()
                on:click=move |_| go_to(index)
            >
                <b class="truncate">{hit.title}</b>
                <span class="truncate muted">{hit.detail}</span>
                <span class="palette-kind">{kind}</span>
            </li>
        }
    };
    let note = move || {
        let count = hits.with(Vec::len);
        if answer.with(|answer| answer.failed) {
            l.palette_failed().to_owned()
        } else if text.with(String::is_empty) || !is_answered() {
            String::new()
        } else if count == 0 {
            l.palette_nothing().to_owned()
        } else {
            l.palette_found(count)
        }
    };
    view! {
        <Modal dialog open class="palette" label=l.shortcut_palette()>
            <div class="palette-search">
                <Icon name=IconName::Search />
                <input
                    class="palette-input"
                    type="text"
                    role="combobox"
                    aria-label=l.shortcut_palette()
                    aria-expanded=move || (!hits.with(Vec::is_empty)).to_string()
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-activedescendant=move || hits.with(|hits| (!hits.is_empty()).then(|| option_id(chosen.get())))
                    placeholder=l.palette_hint()
                    autocomplete="off"
                    spellcheck="false"
                    on:input=move |event| text.set(event_target_value(&event).trim().to_owned())
                    on:keydown=press
                />
                <form method="dialog">
                    <button class="btn quiet icon-only" aria-label=l.close()>
                        <Icon name=IconName::Close />
                    </button>
                </form>
            </div>
            <ul class="palette-list" role="listbox" id="palette-list" aria-label=l.palette_results()>
                {move || hits.get().into_iter().enumerate().map(option).collect_view()}
            </ul>
            <p class="palette-note" role="status">{note}</p>
        </Modal>
    }
}

fn option_id(index: usize) -> String {
    format!("palette-{index}")
}
