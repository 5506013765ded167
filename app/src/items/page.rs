//! The list.

use domain::query::{ItemsQuery, ItemsShown, PageSize};
use domain::role::Permission;
use domain::view::{ItemCounts, Items};
use leptos::prelude::*;
use leptos::suspense::Unsuspend;
use leptos_meta::Title;

use super::edits::Edits;
use super::form::{CorrectionForm, WhatWasCorrected};
use super::grid::Grid;
use super::list_items;
use crate::context::use_locale;
use crate::error::{LeftOut, loaded};
use crate::keys::Results;
use crate::layout::{DeskResource, page_title};
use crate::list::{ListPager, Search, last_read, use_query};
use crate::ui::{ButtonKind, EmptyState, Icon, IconName, PageHead, Popover, Skeleton, Tab, Tabs, Tone};

/// `/items`: every product by its code, with what lies where.
#[component]
pub fn ItemsPage() -> impl IntoView {
    let l = use_locale();
    let (query, problems) = use_query(ItemsQuery::parse);
    let edits = Edits::provide();
    let list = Resource::new_blocking(
        move || (query.get().to_query(), edits.reads()),
        |(query, _)| list_items(query),
    );
    let desk = expect_context::<DeskResource>();
    Results::provide();
    view! {
        <Title text=page_title(l.items()) />
        <PageHead title=l.items()>
            <Files query />
        </PageHead>
        <WhatWasCorrected />
        <section class="card" aria-label=l.items()>
            <Transition fallback=move || view! { <Skeleton label=l.loading() /> }>
                {Unsuspend::new(move || view! { <Shown query counts=last_read(list, |list| list.counts) /> })}
                <Search
                    path=ItemsQuery::PATH
                    text=Signal::derive(move || query.get().text.unwrap_or_default())
                    hint=l.item_search_hint()
                    keep=Signal::derive(move || query.get().with(|query| query.text = None).pairs())
                    href=|typed| ItemsQuery::parse(typed).query.href()
                />
                <LeftOut problems />
                {move || Suspend::new(async move {
                    let may_correct = desk.await.is_ok_and(|desk| desk.role.can(Permission::Fulfil));
                    let query = query.get_untracked();
                    loaded(list.await, move |list| view! { <List list query may_correct /> })
                })}
            </Transition>
        </section>
    }
}

/// Out to a file, and in from one.
#[component]
fn Files(query: Memo<ItemsQuery>) -> impl IntoView {
    let l = use_locale();
    let way = move |kind: &'static str, words: &'static str| {
        let href = move || {
            let query = query.get().with(|_| {}).to_query();
            format!("/export/items?as={kind}&{query}")
        };
        // rel=external: no page of the router's. Not `download`: the browser would hide why there is no file.
        view! { <a class="btn quiet" href=href rel="external">{words}</a> }
    };
    view! {
        <a class="btn" href="/import/items">
            <Icon name=IconName::Upload />
            {l.import_goods()}
        </a>
        <Popover id="export" label=l.export_goods() icon=IconName::Download kind=ButtonKind::Default>
            <div class="export-ways">
                {way("xlsx", l.export_xlsx())}
                {way("csv", l.export_csv())}
                {way("csv-cp932", l.export_csv_cp932())}
            </div>
        </Popover>
    }
}

#[component]
fn Shown(query: Memo<ItemsQuery>, counts: Signal<ItemCounts>) -> impl IntoView {
    let l = use_locale();
    let items = Signal::derive(move || {
        let (query, counts) = (query.get(), counts.get());
        ItemsShown::ALL
            .iter()
            .map(|&shown| {
                let count = match shown {
                    ItemsShown::All => counts.all,
                    ItemsShown::SoldOut => counts.sold_out,
                    ItemsShown::Unnamed => counts.unnamed,
                };
                let is_bad = shown != ItemsShown::All && !count.is_zero();
                Tab {
                    label: l.items_shown(shown).to_owned(),
                    count: Some(count.to_string()),
                    tone: if is_bad { Tone::Bad } else { Tone::Neutral },
                    href: query.with(|query| query.shown = shown).href(),
                    current: query.shown == shown,
                }
            })
            .collect::<Vec<_>>()
    });
    view! { <Tabs label=l.status() items /> }
}

#[component]
fn List(list: Items, query: ItemsQuery, may_correct: bool) -> impl IntoView {
    let l = use_locale();
    if list.rows.is_empty() {
        let (title, body) = match (&query.text, query.shown) {
            (Some(_), _) => (l.no_item_found(), l.no_item_found_hint()),
            (None, ItemsShown::All) => (l.no_items(), l.no_items_hint()),
            (None, ItemsShown::SoldOut) => (l.nothing_sold_out(), l.nothing_sold_out_hint()),
            (None, ItemsShown::Unnamed) => (l.nothing_unnamed(), l.nothing_unnamed_hint()),
        };
        Results::came(title.to_owned());
        return view! { <EmptyState title body icon=IconName::Tag /> }.into_any();
    }
    let grouped = domain::money::grouped;
    let to = u64::from(list.above) + list.rows.len() as u64;
    let count = match query.shown {
        ItemsShown::All => list.counts.all,
        ItemsShown::SoldOut => list.counts.sold_out,
        ItemsShown::Unnamed => list.counts.unnamed,
    };
    let total = count.at_least(to);
    let count = total.to_string();
    let (from, to) = (grouped(u64::from(list.above) + 1), grouped(to));
    Results::came(l.rows_shown_aloud(&l.items_counted(total), &from, &to));
    let keep = query.with(|query| query.size = PageSize::default()).pairs();
    view! {
        <CorrectionForm key=list.key may_correct>
            <Grid rows=list.rows may_correct />
        </CorrectionForm>
        <ListPager
            summary=l.rows_shown(&from, &to, &count)
            path=ItemsQuery::PATH
            keep
            size=query.size
            newer=list.newer.map(|cursor| query.at(cursor).href())
            older=list.older.map(|cursor| query.at(cursor).href())
        />
    }
    .into_any()
}
