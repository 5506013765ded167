use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use super::field::FieldContext;
use super::{Icon, IconName};

/// A place to drop a file on, or to choose one: the browser's own control, stretched over all of it. Stands inside a
/// [`Field`](super::Field), which says what file it asks for and why one was refused.
#[component]
pub fn FileDrop(
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What it asks to do: "Drop a file here, or choose one".
    #[prop(into)]
    prompt: String,
    /// The kinds of file, as the browser's dialog filters them: ".xlsx,.csv".
    #[prop(optional)]
    accept: &'static str,
    /// Whether there has to be one.
    #[prop(optional)]
    required: bool,
    /// Told of each choice.
    #[prop(optional, into)]
    on_choose: Option<Callback<Event>>,
) -> impl IntoView {
    let field = use_context::<FieldContext>();
    let input = NodeRef::<html::Input>::new();
    let chosen = RwSignal::new(None::<(String, String)>);
    let look = move || {
        let file = input.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0));
        chosen.set(file.map(|file| (file.name(), size(file.size()))));
    };
    // Chosen before the scripts came.
    Effect::new(look);
    let changed = move |event: Event| {
        look();
        if let Some(on_choose) = on_choose {
            on_choose.run(event);
        }
    };
    let is_over = RwSignal::new(false);
    let id = field.as_ref().map(|field| field.id.clone());
    let described_by = field.clone();
    let told = move || match chosen.get() {
        Some((name, size)) => view! {
            <span class="file-drop-name">{name}</span>
            <span class="muted">{size}</span>
        }
        .into_any(),
        None => view! { <span>{prompt.clone()}</span> }.into_any(),
    };
    view! {
        <div
            class="file-drop"
            data-over=move || is_over.get().then_some("")
            on:dragenter=move |_| is_over.set(true)
            on:dragleave=move |_| is_over.set(false)
            on:drop=move |_| is_over.set(false)
        >
            <Icon name=IconName::Upload/>
            <span class="file-drop-words" aria-live="polite">
                {told}
            </span>
            <input
                type="file"
                node_ref=input
                id=id
                name=name
                accept=accept
                required=required
                aria-describedby=move || described_by.as_ref().and_then(FieldContext::described_by)
                aria-invalid=move || field.as_ref().and_then(FieldContext::invalid)
                on:change=changed
            />
        </div>
    }
}

/// A file's size in words, to one digit more than is needed.
fn size(bytes: f64) -> String {
    match bytes {
        bytes if bytes < 1_000.0 => format!("{bytes} B"),
        bytes if bytes < 1_000_000.0 => format!("{:.1} kB", bytes / 1_000.0),
        bytes => format!("{:.1} MB", bytes / 1_000_000.0),
    }
}
