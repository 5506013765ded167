//! What changed without a page being loaded, said once.

use leptos::prelude::*;

/// Says something through the desk's one live region.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<String>);

impl Default for Announcer {
    fn default() -> Self {
        Self(RwSignal::new(String::new()))
    }
}

impl Announcer {
    /// Says it after what is being said now.
    pub fn say(self, text: String) {
        self.0.update(|said| {
            // The same words a second time are no change, and would not be said.
            let again = *said == text;
            *said = text;
            if again {
                said.push('\u{a0}');
            }
        });
    }
}

/// Where it is said; stands in the page from the start, for what comes with a region is not heard.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let Announcer(said) = expect_context::<Announcer>();
    view! { <div class="visually-hidden" id="announcer" aria-live="polite" aria-atomic="true">{move || said.get()}</div> }
}

/// Says what a list shows whenever it shows something else. What it shows first is part of the page, which is read anyhow.
#[derive(Clone, Copy)]
pub struct Results {
    announcer: Announcer,
    has_shown: StoredValue<bool>,
}

impl Results {
    /// For the list of the page that is made now; its parts find it in their context.
    pub fn provide() {
        provide_context(Self {
            announcer: expect_context::<Announcer>(),
            has_shown: StoredValue::new(false),
        });
    }

    /// The list has come: call it where it is made.
    pub fn came(text: String) {
        let Some(Self { announcer, has_shown }) = use_context::<Self>() else { return };
        Effect::new(move |_| {
            if has_shown.get_value() {
                announcer.say(text.clone());
            }
            has_shown.set_value(true);
        });
    }
}
