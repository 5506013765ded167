//! The gallery of the design kit, in development builds only: every part of `ui` in every state.

mod actions;
mod fields;
mod filters;
mod frame;
mod lists;
mod messages;
mod overlays;
mod page;

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route};
use leptos_router::{SsrMode, path};
use text::Locale;

use page::{GalleryIndex, GalleryLayout, GalleryPage};

/// The gallery's addresses.
#[component(transparent)]
pub fn GalleryRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("/kit") view=GalleryLayout ssr=SsrMode::Async>
            <Route path=path!("") view=GalleryIndex />
            <Route path=path!(":part") view=GalleryPage />
        </ParentRoute>
    }
    .into_inner()
}

/// A part in one state.
struct Example {
    title: &'static str,
    view: AnyView,
}

impl Example {
    fn new(title: &'static str, view: impl IntoAny) -> Self {
        Self { title, view: view.into_any() }
    }
}

/// Parts that have something in common.
struct Group {
    heading: fn(Locale) -> &'static str,
    parts: &'static [Part],
}

/// A file of `ui` and its examples.
struct Part {
    file: &'static str,
    examples: fn(Locale) -> Vec<Example>,
}

const fn part(file: &'static str, examples: fn(Locale) -> Vec<Example>) -> Part {
    Part { file, examples }
}

/// Every part. A browser test compares them with the folder.
const GROUPS: &[Group] = &[
    Group {
        heading: Locale::kit_actions,
        parts: &[
            part("button", actions::button),
            part("menu", actions::menu),
            part("popover", actions::popover),
            part("segmented", actions::segmented),
            part("tabs", actions::tabs),
            part("selection_bar", actions::selection_bar),
        ],
    },
    Group {
        heading: Locale::kit_fields,
        parts: &[
            part("field", fields::field),
            part("text_input", fields::text_input),
            part("select", fields::select),
            part("combobox", fields::combobox),
            part("checkbox", fields::checkbox),
            part("file_drop", fields::file_drop),
        ],
    },
    Group {
        heading: Locale::kit_lists,
        parts: &[
            part("filter_bar", filters::filter_bar),
            part("search_box", filters::search_box),
            part("date_range", filters::date_range),
            part("table", lists::table),
            part("pager", lists::pager),
            part("empty_state", lists::empty_state),
            part("skeleton", lists::skeleton),
            part("description_list", lists::description_list),
            part("product_line", lists::product_line),
            part("timeline", lists::timeline),
        ],
    },
    Group {
        heading: Locale::kit_messages,
        parts: &[
            part("alert", messages::alert),
            part("badge", messages::badge),
            part("count", messages::count),
            part("error_state", messages::error_state),
            part("hint", messages::hint),
            part("pill", messages::pill),
            part("progress", messages::progress),
            part("toast", messages::toast),
            part("tone", messages::tone),
            part("tooltip", messages::tooltip),
        ],
    },
    Group {
        heading: Locale::kit_overlays,
        parts: &[
            part("confirm", overlays::confirm),
            part("dialog", overlays::dialog),
            part("sheet", overlays::sheet),
        ],
    },
    Group {
        heading: Locale::kit_frame,
        parts: &[
            part("avatar", frame::avatar),
            part("columns", frame::columns),
            part("icon", frame::icon),
            part("nav", frame::nav),
            part("page_head", frame::page_head),
        ],
    },
];

fn find(file: &str) -> Option<&'static Part> {
    GROUPS.iter().flat_map(|group| group.parts).find(|part| part.file == file)
}
