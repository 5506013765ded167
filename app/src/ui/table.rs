use leptos::prelude::*;

use super::{Icon, IconName};

/// A list of rows. Inside stand a `<thead>` and a `<tbody>`. Cells say by class and `data-card` how they look and where they
/// go when the window is narrow and each row becomes a card:
///
/// - `num`, `money`: to the end, figures of one width; `muted`: of less weight.
/// - `fluid`, `fluid-wide` (also on the `<th>`): gives way first; its text stands in a `<span class="truncate">` or, with
///   something beside it, in `<span class="cell-line"><a class="truncate">..</a>..</span>`.
/// - `from-md`, `from-lg`, `from-xl` (also on the `<th>`): left out where there is less room than that.
/// - `data-card`: `check`, `title` and `end` on the first line, `sub`, `sub2` and `sub-end` on the second, `more` below; a cell
///   without it is not on the card. In `end` a `<span class="cell-note">` after the pill goes to `more`. `off-card` is what
///   needs the column's head to be understood, `on-card` what is said instead where there is none.
/// - The link that opens the row is `<a class="row-link">`; on a card all of the card opens it.
#[component]
pub fn Table(
    /// What the rows are, for screen readers.
    #[prop(into)]
    caption: String,
    /// Head and body.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="table-wrap">
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                {children()}
            </table>
        </div>
    }
}

/// Which end of a column comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortDirection {
    /// The smallest, the oldest.
    Ascending,
    /// The greatest, the newest.
    Descending,
}

/// The head of a column that can be sorted by.
#[component]
pub fn SortHeader(
    /// The column's name.
    #[prop(into)]
    label: String,
    /// The list sorted by it, or the other way round if it is already.
    #[prop(into)]
    href: Signal<String>,
    /// How the list is sorted by it now, if it is.
    #[prop(into)]
    direction: Signal<Option<SortDirection>>,
    /// The classes of the column.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let aria_sort = move || {
        direction.get().map(|direction| match direction {
            SortDirection::Ascending => "ascending",
            SortDirection::Descending => "descending",
        })
    };
    let icon = move || {
        direction.get().map(|direction| {
            let name = match direction {
                SortDirection::Ascending => IconName::ArrowUp,
                SortDirection::Descending => IconName::ArrowDown,
            };
            view! { <Icon name/> }
        })
    };
    view! {
        <th class=class scope="col" aria-sort=aria_sort>
            <a href=move || href.get()>{label}{icon}</a>
        </th>
    }
}
