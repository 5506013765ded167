//! What the pages of all lists share.

mod desk;
mod detail;
mod filters;
mod ticked;

pub use desk::{Destinations, Filters, Found, Standing, StatusTabs, Worded};
pub use detail::{DetailDialog, use_number};
pub use ticked::{TickPage, Ticked, TickedBar};

use domain::query::{DeskList, DeskQuery, PageSize, Parsed, QueryProblem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::context::use_locale;
use crate::error::AppError;
use crate::form::query_of;
use crate::ui::{Choice, Icon, IconName, Pager, TextInput, Way};

/// The list's query as the page's address has it, and what of the address could not be understood.
pub fn use_query<Q>(parse: fn(&str) -> Parsed<Q>) -> (Memo<Q>, Signal<Vec<QueryProblem>>)
where
    Q: Clone + PartialEq + Send + Sync + 'static,
{
    let search = use_location().search;
    let parsed = Memo::new(move |_| {
        let Parsed { query, problems } = parse(&search.get());
        (query, problems)
    });
    (Memo::new(move |_| parsed.get().0), Signal::derive(move || parsed.get().1))
}

/// The query of a list of the desk, shared with the dialogs over it.
#[derive(Clone, Copy)]
pub struct ListQuery<L: DeskList>(pub Memo<DeskQuery<L>>);

/// Closes what stands over this list.
pub fn use_close<L: DeskList>(query: Memo<DeskQuery<L>>) -> Callback<()> {
    let replace = use_replace();
    Callback::new(move |()| replace(&query.get_untracked().href()))
}

/// A part of what was read last, so that tabs, totals and choices stay while the next page is on its way or can't be read.
pub fn last_read<A, T>(list: Resource<Result<A, AppError>>, part: fn(&A) -> T) -> Signal<T>
where
    A: Send + Sync + 'static,
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    let read = Memo::new(move |last: Option<&T>| {
        let now = list.with(|list| list.as_ref()?.as_ref().ok().map(part));
        now.or_else(|| last.cloned()).unwrap_or_default()
    });
    read.into()
}

/// Lets a plain GET form lead to where `href` says, without a reload; `href` is given what the form would send.
pub fn use_filter_form(href: impl Fn(&str) -> String + 'static) -> impl Fn(SubmitEvent) + 'static {
    let navigate = use_navigate();
    move |event| {
        if let Some(typed) = query_of(&event) {
            event.prevent_default();
            navigate(&href(&typed), NavigateOptions { scroll: false, ..Default::default() });
        }
    }
}

/// Leads on to an address in place of the one that is there, without scrolling: to and from what stands over a list.
pub fn use_replace() -> impl Fn(&str) + Clone + Send + Sync + 'static {
    let navigate = use_navigate();
    move |to| navigate(to, NavigateOptions { replace: true, scroll: false, ..Default::default() })
}

/// The search of a list that has no other filter: a plain GET form, which hydration turns into a navigation without a reload.
#[component]
pub fn Search(
    /// The path of the list.
    path: &'static str,
    /// What is searched for.
    #[prop(into)]
    text: Signal<String>,
    /// What may be typed.
    #[prop(into)]
    hint: String,
    /// The rest of the list's query, which is kept.
    #[prop(optional, into)]
    keep: Signal<Vec<(String, String)>>,
    /// The address of what the form would send.
    href: fn(&str) -> String,
) -> impl IntoView {
    let l = use_locale();
    let submit = use_filter_form(href);
    let hidden = move || {
        let field = |(name, value): (String, String)| view! { <input type="hidden" name=name value=value /> };
        keep.get().into_iter().map(field).collect_view()
    };
    view! {
        <form method="get" action=path on:submit=submit role="search">
            {hidden}
            <div class="filter-bar">
                <div class="filter-field search-box">
                    <Icon name=IconName::Search />
                    <TextInput id="search" name="q" label=l.search() value=text placeholder=hint autocomplete="off" />
                    <kbd aria-hidden="true">"/"</kbd>
                </div>
                <button type="submit" class="btn">{l.search()}</button>
                <a class="btn quiet" href=path>{l.clear()}</a>
            </div>
        </form>
    }
}

/// The foot of a list, in words.
#[component]
pub fn ListPager(
    /// Where one is: "1-50 of 987".
    summary: String,
    /// The path of the list.
    #[prop(into)]
    path: String,
    /// The rest of the list's query, which is kept when the page size changes.
    keep: Vec<(String, String)>,
    /// How many rows a page has.
    size: PageSize,
    /// The address of the page before, if there is one.
    newer: Option<String>,
    /// The address of the page after, if there is one.
    older: Option<String>,
) -> impl IntoView {
    let l = use_locale();
    let way = |to: Option<String>, closed: &str| to.map_or_else(|| Way::Closed(closed.to_owned()), Way::To);
    view! {
        <Pager
            summary
            label=l.pages()
            action=path
            keep
            size_label=l.rows()
            size_name="rows"
            sizes=PageSize::ALL.map(|size| Choice::new(size.to_string(), size.to_string())).to_vec()
            size=size.to_string()
            apply_label=l.apply()
            previous_label=l.previous()
            previous=way(newer, l.first_page())
            next_label=l.next()
            next=way(older, l.last_page())
        />
    }
}
