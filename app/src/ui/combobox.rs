use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;

use super::field::FieldContext;
use super::{Choice, Icon, IconName};

/// How many suggestions are shown at once; whoever wants another one types more of it.
const SHOWN: usize = 50;

/// A line of text with suggestions (APG: editable combobox with list autocomplete). The form sends the text, so that nothing
/// forces a suggestion on anybody: whether the text will do is for the form's reader to say. A suggestion is found by any part
/// of its value or of its label. Without scripts the browser's own list stands in. Inside a [`Field`](super::Field) it takes
/// id and explanations from there.
#[component]
pub fn Combobox(
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// The suggestions: what is put into the line, and what is read beside it where that differs.
    #[prop(into)]
    suggestions: Signal<Vec<Choice>>,
    /// What stands in it; typing does not change the signal, a change of the signal replaces what was typed.
    #[prop(optional, into)]
    value: Signal<String>,
    /// What is said when nothing matches.
    #[prop(into)]
    none: String,
    /// Its id, where no field gives one.
    #[prop(optional, into)]
    id: Option<String>,
    /// Its name for screen readers, where no label stands beside it.
    #[prop(optional, into)]
    label: Option<String>,
    /// An example of what to type.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Whether it has to be filled in.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let field = use_context::<FieldContext>();
    let id = id.or_else(|| field.as_ref().map(|field| field.id.clone())).unwrap_or_else(|| name.clone());
    let list_id = format!("{id}-list");
    let native_id = format!("{id}-native");

    let input = NodeRef::<html::Input>::new();
    let popup = NodeRef::<html::Div>::new();
    let is_open = RwSignal::new(false);
    // What is looked for: all, until something is typed.
    let sought = RwSignal::new(String::new());
    let active = RwSignal::new(None::<usize>);
    let found = Memo::new(move |_| {
        let sought = sought.get().to_lowercase();
        let matches = |choice: &&Choice| {
            choice.value.to_lowercase().contains(&sought) || choice.label.to_lowercase().contains(&sought)
        };
        suggestions.with(|all| all.iter().filter(matches).take(SHOWN).cloned().collect::<Vec<_>>())
    });

    Effect::new(move |shown: Option<String>| {
        let value = value.get();
        if let Some(input) = input.get_untracked() {
            match shown {
                // From now on this list takes the place of the browser's.
                None => drop(input.remove_attribute("list")),
                Some(shown) if shown != value => input.set_value(&value),
                Some(_) => {}
            }
        }
        value
    });
    Effect::new(move || {
        let open = is_open.get();
        if let Some(popup) = popup.get() {
            let _ = if open { popup.show_popover() } else { popup.hide_popover() };
        }
    });
    // The focus stays in the line, so the list has to be scrolled for it.
    let option_id = {
        let list_id = list_id.clone();
        move |index: usize| format!("{list_id}-{index}")
    };
    let scrolled = option_id.clone();
    Effect::new(move || {
        if let Some(index) = active.get() {
            keep_in_sight(&scrolled(index));
        }
    });

    let open_all = move || {
        sought.set(String::new());
        active.set(None);
        is_open.set(true);
    };
    let close = move || {
        is_open.set(false);
        active.set(None);
    };
    let choose = move |index: usize| {
        let chosen = found.with_untracked(|found| found.get(index).map(|choice| choice.value.clone()));
        if let (Some(chosen), Some(input)) = (chosen, input.get_untracked()) {
            input.set_value(&chosen);
        }
        close();
    };
    let typed = move |event: Event| {
        sought.set(event_target_value(&event).trim().to_owned());
        active.set(None);
        is_open.set(true);
    };
    let key = move |event: KeyboardEvent| {
        if composes(&event) {
            return;
        }
        let count = found.with_untracked(Vec::len);
        let open = is_open.get_untracked();
        match (event.key().as_str(), active.get_untracked()) {
            ("ArrowDown" | "ArrowUp", _) if !open => {
                open_all();
                let count = found.with_untracked(Vec::len);
                if count > 0 && !event.alt_key() {
                    active.set(Some(if event.key() == "ArrowDown" { 0 } else { count - 1 }));
                }
            }
            ("ArrowDown", at) if count > 0 => active.set(Some(at.map_or(0, |at| (at + 1) % count))),
            ("ArrowUp", at) if count > 0 => {
                active.set(Some(at.and_then(|at| at.checked_sub(1)).unwrap_or(count - 1)))
            }
            ("Enter", Some(at)) if open => choose(at),
            // One Esc, one layer: a dialog around it stays.
            ("Escape", _) if open => close(),
            _ => return,
        }
        event.prevent_default();
    };
    let options = {
        let option_id = option_id.clone();
        move || {
            let option = |(index, choice): (usize, Choice)| {
                let beside = (choice.label != choice.value && !choice.label.is_empty())
                    .then(|| view! { <span class="muted">{choice.label}</span> });
                view! {
                    <li
                        class="combobox-option"
                        id=option_id(index)
                        role="option"
                        aria-selected=move || (active.get() == Some(index)).to_string()
                        on:click=move |_| choose(index)
                    >
                        <span>{choice.value}</span>
                        {beside}
                    </li>
                }
            };
            is_open.get().then(|| found.get().into_iter().enumerate().map(option).collect_view())
        }
    };
    let native = move || {
        let option = |choice: Choice| view! { <option value=choice.value>{choice.label}</option> };
        suggestions.get().into_iter().map(option).collect_view()
    };
    let nothing = move || (is_open.get() && found.with(Vec::is_empty)).then(|| none.clone());
    let described_by = field.clone();
    let popup_name = label.clone();
    view! {
        <span class="combobox">
            <input
                class="input"
                node_ref=input
                id=id
                name=name
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                list=native_id.clone()
                value=move || value.get()
                placeholder=placeholder
                required=required
                aria-autocomplete="list"
                aria-expanded=move || is_open.get().to_string()
                aria-controls=list_id.clone()
                aria-activedescendant=move || active.get().map(&option_id)
                aria-label=label
                aria-describedby=move || described_by.as_ref().and_then(FieldContext::described_by)
                aria-invalid=move || field.as_ref().and_then(FieldContext::invalid)
                on:input=typed
                on:keydown=key
                on:click=move |_| open_all()
                on:blur=move |_| close()
            />
            <Icon name=IconName::ChevronDown/>
            <datalist id=native_id>{native}</datalist>
            <div
                class="popover-panel combobox-popup"
                popover="manual"
                node_ref=popup
                // The focus must not leave the line.
                on:mousedown=|event: MouseEvent| event.prevent_default()
            >
                <ul id=list_id role="listbox" aria-label=popup_name>
                    {options}
                </ul>
                <p class="combobox-none" role="status">
                    {nothing}
                </p>
            </div>
        </span>
    }
}

/// Whether a key is an input method's, which chooses its own words by arrows and Enter.
pub fn composes(event: &KeyboardEvent) -> bool {
    // 229: so browsers call it that end the composition before they tell of the key.
    event.is_composing() || event.key_code() == 229
}

/// Scrolls a list to the option of this id, which is chosen without having the focus.
pub fn keep_in_sight(id: &str) {
    if let Some(option) = document().get_element_by_id(id) {
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        option.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}
