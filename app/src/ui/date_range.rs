use leptos::prelude::*;

use super::{ButtonKind, Choice, FilterField, Popover, Select, TextInput};

/// The names of a [`DateRange`]'s three controls in the form.
#[derive(Clone, Copy, Debug)]
pub struct DateRangeNames {
    /// The quick range.
    pub range: &'static str,
    /// The first day.
    pub from: &'static str,
    /// The last day.
    pub until: &'static str,
}

/// The words of a [`DateRange`].
#[derive(Clone, Copy, Debug)]
pub struct DateRangeWords {
    /// What the dates are of, in short, in sight: "Created".
    pub short: &'static str,
    /// The same in full, for screen readers.
    pub full: &'static str,
    /// The words on the button that opens the two days.
    pub days: &'static str,
    /// The label of the first day.
    pub from: &'static str,
    /// The label of the last day.
    pub until: &'static str,
    /// The words on the button that sends them.
    pub apply: &'static str,
}

/// A span of time to filter by: a quick range, sent as soon as it is chosen, or two days behind a button. Stands in a
/// [`FilterBar`](super::FilterBar); which of the two counts is for whoever reads the form to say.
#[component]
pub fn DateRange(
    /// The id of what the button opens, unique in the page.
    #[prop(into)]
    id: String,
    /// Its words.
    words: DateRangeWords,
    /// Its names in the form.
    names: DateRangeNames,
    /// The quick ranges; the one that stands for two days only while they are set.
    #[prop(into)]
    ranges: Signal<Vec<Choice>>,
    /// The quick range set.
    #[prop(into)]
    range: Signal<String>,
    /// The first day set (ISO 8601).
    #[prop(into)]
    from: Signal<String>,
    /// The last day set (ISO 8601).
    #[prop(into)]
    until: Signal<String>,
) -> impl IntoView {
    let days = Signal::derive(move || {
        let set = [from, until].iter().filter(|day| !day.with(String::is_empty)).count();
        (set > 0).then(|| set.to_string())
    });
    view! {
        <span class="date-range">
            <FilterField label=words.short>
                <Select name=names.range label=words.full choices=ranges value=range submits=true/>
            </FilterField>
            <Popover id label=words.days kind=ButtonKind::Default count=days>
                <FilterField label=words.from>
                    <TextInput name=names.from kind="date" value=from/>
                </FilterField>
                <FilterField label=words.until>
                    <TextInput name=names.until kind="date" value=until/>
                </FilterField>
                <button type="submit" class="btn primary">
                    {words.apply}
                </button>
            </Popover>
        </span>
    }
}
