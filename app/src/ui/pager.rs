use leptos::prelude::*;
use leptos_router::components::Form;

use super::{Choice, FilterField, GuardedLink, Select, Way};

/// The foot of a list: where one is, how many rows a page has, and the way on.
#[component]
pub fn Pager(
    /// Where one is: "1-50 of 987".
    #[prop(into)]
    summary: Signal<String>,
    /// The name of the links for screen readers.
    #[prop(into)]
    label: String,
    /// The path of the list, which the page size is sent to.
    #[prop(into)]
    action: String,
    /// The rest of the list's query, name and value, which is kept when the page size changes.
    #[prop(into)]
    keep: Signal<Vec<(String, String)>>,
    /// The label of the page size.
    #[prop(into)]
    size_label: String,
    /// Its name in the query.
    #[prop(into)]
    size_name: String,
    /// The sizes offered.
    sizes: Vec<Choice>,
    /// The size now.
    #[prop(into)]
    size: Signal<String>,
    /// The words on the button that sends the size where no script does.
    #[prop(into)]
    apply_label: String,
    /// The words of the link back.
    #[prop(into)]
    previous_label: String,
    /// The page before, or why there is none.
    #[prop(into)]
    previous: Signal<Way>,
    /// The words of the link on.
    #[prop(into)]
    next_label: String,
    /// The page after, or why there is none.
    #[prop(into)]
    next: Signal<Way>,
) -> impl IntoView {
    let kept = move || {
        let hidden = |(name, value): (String, String)| view! { <input type="hidden" name=name value=value/> };
        keep.get().into_iter().map(hidden).collect_view()
    };
    view! {
        <div class="pager">
            <p class="pager-summary">{move || summary.get()}</p>
            <div class="pager-controls">
                <Form method="get" action attr:class="pager-size">
                    {kept}
                    <FilterField label=size_label>
                        <Select name=size_name choices=sizes value=size submits=true/>
                    </FilterField>
                    <button type="submit" class="btn quiet until-hydrated">
                        {apply_label}
                    </button>
                </Form>
                <nav class="pager-links" aria-label=label>
                    <GuardedLink id="pager-previous" way=previous>
                        {previous_label}
                    </GuardedLink>
                    <GuardedLink id="pager-next" way=next>
                        {next_label}
                    </GuardedLink>
                </nav>
            </div>
        </div>
    }
}
