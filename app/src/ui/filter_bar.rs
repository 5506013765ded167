use leptos::prelude::*;

use super::{Badge, Icon, IconName, Sheet, Tone};

/// The filters of a list; stands inside its GET form. In a narrow window all but the lead fold into a sheet.
#[component]
pub fn FilterBar(
    /// The id of the sheet, unique in the page.
    #[prop(into)]
    id: String,
    /// The words on the button that opens the sheet.
    #[prop(into)]
    toggle: String,
    /// How many filters in the sheet are set, formatted; none if none is.
    #[prop(into)]
    active: Signal<Option<String>>,
    /// What is always in sight: the search.
    #[prop(into)]
    lead: ViewFnOnce,
    /// The filters, the submit button, the link that clears.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="filter-bar">
            {lead.run()}
            <button type="button" class="btn filter-toggle" popovertarget=id.clone()>
                <Icon name=IconName::Filter/>
                {toggle}
                {move || active.get().map(|value| view! { <Badge tone=Tone::Info value/> })}
            </button>
            <Sheet id class="filter-sheet">
                {children()}
            </Sheet>
        </div>
    }
}
