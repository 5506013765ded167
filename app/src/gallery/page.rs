//! The gallery's pages.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_params_map};

use super::{GROUPS, find};
use crate::context::use_locale;
use crate::error::{AppError, Failure};
use crate::layout::{Preferences, page_title};
use crate::ui::{IconName, Nav, NavGroup, NavItem, PageHead, SkipLink};

fn href(file: &str) -> String {
    format!("/kit/{file}")
}

/// The list of parts beside one of them.
#[component]
pub fn GalleryLayout() -> impl IntoView {
    let l = use_locale();
    let pathname = use_location().pathname;
    let groups = Signal::derive(move || {
        let here = pathname.get();
        let item = |file: &str| NavItem {
            label: file.to_owned(),
            icon: IconName::Box,
            href: href(file),
            count: None,
            urgent: false,
            current: here == href(file),
        };
        GROUPS
            .iter()
            .map(|group| NavGroup {
                heading: Some((group.heading)(l).to_owned()),
                items: group.parts.iter().map(|part| item(part.file)).collect(),
            })
            .collect::<Vec<_>>()
    });
    view! {
        <SkipLink to="main" label=l.skip_to_content() />
        <div class="app">
            <Nav label=l.kit() brand="Waybill" brand_href="/kit" menu_label=l.menu() groups>
                <Preferences />
            </Nav>
            <main class="page" id="main" tabindex="-1">
                <Outlet />
            </main>
        </div>
    }
}

/// All parts at a glance: the first example of each, as a picture that leads to its page.
#[component]
pub fn GalleryIndex() -> impl IntoView {
    let l = use_locale();
    let group = |group: &'static super::Group| {
        let thumbnail = |part: &'static super::Part| {
            let first = (part.examples)(l).into_iter().next().map(|example| example.view);
            view! {
                <li class="card gallery-thumbnail">
                    <a class="row-link" href=href(part.file)>
                        {part.file}
                    </a>
                    <div class="gallery-picture" inert=true>
                        {first}
                    </div>
                </li>
            }
        };
        view! {
            <section>
                <h2 class="section-title">{(group.heading)(l)}</h2>
                <ul class="gallery-index">{group.parts.iter().map(thumbnail).collect_view()}</ul>
            </section>
        }
    };
    view! {
        <Title text=page_title(l.kit()) />
        <PageHead title=l.kit() />
        <p class="muted">{l.kit_hint()}</p>
        {GROUPS.iter().map(group).collect_view()}
    }
}

/// One part in all its states.
#[component]
pub fn GalleryPage() -> impl IntoView {
    let l = use_locale();
    let params = use_params_map();
    let name = Memo::new(move |_| params.read().get("part").unwrap_or_default());
    // Counted, not owned by the page: see `list::use_number`.
    let title = {
        let name = ArcMemo::new(move |_| params.read().get("part").unwrap_or_default());
        move || page_title(&name.get())
    };
    let shown = move || {
        let name = name.get();
        let Some(part) = find(&name) else {
            return view! { <Failure error=AppError::NotFound /> }.into_any();
        };
        let example = |example: super::Example| {
            view! {
                <section class="gallery-example">
                    <h2 class="section-title">{example.title}</h2>
                    <div class="card gallery-stage">{example.view}</div>
                </section>
            }
        };
        view! {
            <PageHead title=part.file />
            {(part.examples)(l).into_iter().map(example).collect_view()}
        }
        .into_any()
    };
    view! {
        <Title text=title />
        {shown}
    }
}
