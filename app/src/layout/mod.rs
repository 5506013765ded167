//! The desk around every page: navigation with counts, the person, language and theme.

mod api;

pub use api::*;
use domain::id::JobId;
use domain::money::grouped;
use domain::role::Permission;
use domain::view::{Change, Desk, Queues};
use leptos::prelude::*;
use leptos::suspense::Unsuspend;
use leptos::task::spawn_local;
#[cfg(feature = "hydrate")]
use leptos::web_sys::js_sys::Math;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use text::Locale;

use crate::context::{page_theme, use_locale};
use crate::error::AppError;
use crate::keys::{LiveRegion, ToolButtons, ToolDialogs, provide_tools};
use crate::ui::{Avatar, Icon, IconName, Nav, NavGroup, NavItem, OnAsk, SkipLink};

/// The merchant, the person and the counts, shared with the pages.
pub type DeskResource = Resource<Result<Desk, AppError>>;

/// Counts what happened to orders while the page stands: whatever shows them depends on it, and is read anew. What happened to jobs is kept apart,
/// for they go further often.
#[derive(Clone, Copy)]
pub struct Changes {
    count: RwSignal<u32>,
    /// What others changed the last time.
    heard: RwSignal<Vec<Change>>,
    /// The numbers of the orders that others changed since the last time.
    fresh: RwSignal<Vec<String>>,
    /// So many questions stand open.
    asking: RwSignal<u32>,
}

impl Changes {
    /// Something happened.
    pub fn happened(self) {
        self.count.update(|count| *count = count.wrapping_add(1));
    }

    /// Something happened elsewhere.
    #[cfg(feature = "hydrate")]
    pub fn came(self, changes: Vec<Change>) {
        if changes.iter().any(Change::is_of_orders) {
            self.fresh.set(changes.iter().flat_map(|change| change.orders.iter().cloned()).collect());
            self.happened();
        }
        if !changes.is_empty() {
            self.heard.set(changes);
        }
    }

    /// Whether this job went further the last time that something happened elsewhere.
    pub fn has_gone_further(self, job: JobId) -> bool {
        self.heard.with(|changes| changes.iter().any(|change| change.is_of_job(job)))
    }

    /// How often something happened: a part of the key of what is read.
    pub fn count(self) -> u32 {
        self.count.get()
    }

    /// How often something happened, as far as somebody who is being asked should see it: while a question stands, nothing of what it is about is
    /// read anew under it, or its answer would be to something else than what was read.
    pub fn count_unasked(self) -> Memo<u32> {
        let asking = self.asking;
        Memo::new(move |before: Option<&u32>| match before {
            Some(before) if asking.get() > 0 => *before,
            _ => self.count(),
        })
    }

    /// A question is asked, or it is answered.
    pub fn asks(self, is_asked: bool) {
        // The page may have been left by now.
        let _ = self.asking.try_update(|asked| {
            *asked = if is_asked { asked.saturating_add(1) } else { asked.saturating_sub(1) };
        });
    }

    /// The orders that others changed: a list marks them once, when it has read them.
    pub fn take_fresh(self) -> Vec<String> {
        self.fresh.try_update_untracked(std::mem::take).unwrap_or_default()
    }
}

/// A key for one command of this page, as the server's own are for those it words.
pub fn new_key() -> String {
    #[cfg(feature = "hydrate")]
    return format!("page-{:x}-{:x}", Math::random().to_bits(), Math::random().to_bits());
    // No server renders what needs one.
    #[cfg(not(feature = "hydrate"))]
    String::new()
}

/// The desk: navigation beside the page of the route.
#[component]
pub fn DeskLayout() -> impl IntoView {
    let changes = Changes {
        count: RwSignal::new(0),
        heard: RwSignal::new(Vec::new()),
        fresh: RwSignal::new(Vec::new()),
        asking: RwSignal::new(0),
    };
    provide_context(changes);
    provide_context(OnAsk(Callback::new(move |is_asked| changes.asks(is_asked))));
    #[cfg(feature = "hydrate")]
    crate::live::follow(changes);
    let desk: DeskResource = Resource::new_blocking(|| (), |()| get_desk());
    provide_context(Queue::follow(changes));
    provide_context(desk);
    provide_tools();
    crate::items::KeptEdits::provide();
    let l = use_locale();
    view! {
        <SkipLink to="main" label=l.skip_to_content() />
        <div class="app">
            <Transition>
                {move || Suspend::new(async move {
                    let desk = desk.await.ok();
                    Unsuspend::new(move || view! { <DeskNav desk /> })
                })}
            </Transition>
            <main class="page" id="main" tabindex="-1">
                <Outlet />
            </main>
        </div>
        <LiveRegion />
    }
}

/// How much waits, once it may be another number than the page came with. Not a part of [`DeskResource`]: with that the
/// navigation would be made anew, and the dialogs in it would close.
#[derive(Clone, Copy)]
struct Queue(RwSignal<Option<Queues>>);

impl Queue {
    fn follow(changes: Changes) -> Self {
        let waiting = RwSignal::new(None);
        Effect::new(move |before: Option<()>| {
            changes.count();
            if before.is_some() {
                spawn_local(async move {
                    if let Ok(desk) = get_desk().await {
                        waiting.try_set(Some(desk.queues));
                    }
                });
            }
        });
        Self(waiting)
    }
}

#[component]
fn DeskNav(desk: Option<Desk>) -> impl IntoView {
    let l = use_locale();
    let pathname = use_location().pathname;
    let first = desk.as_ref().map(|desk| desk.queues);
    let queue = expect_context::<Queue>();
    let is_of_team = desk.as_ref().is_some_and(|desk| desk.role.can(Permission::Team));
    let groups = Signal::derive(move || {
        let waiting = queue.0.get().or(first);
        let item = |label: &str, icon, href: &str, count| NavItem {
            label: label.to_owned(),
            icon,
            href: href.to_owned(),
            count,
            urgent: false,
            current: pathname.get().starts_with(href),
        };
        let group = |heading: &str, item| NavGroup { heading: Some(heading.to_owned()), items: vec![item] };
        let mut set_up = group(l.set_up_group(), item(l.settings(), IconName::Settings, "/settings", None));
        if is_of_team {
            set_up.items.push(item(l.audit_log(), IconName::Clock, "/audit", None));
        }
        let mut catalogue = group(l.catalogue_group(), item(l.items_short(), IconName::Tag, "/items", None));
        catalogue.items.push(item(l.customers(), IconName::Person, "/customers", None));
        let count = |of: fn(Queues) -> u64| waiting.map(|queues| grouped(of(queues)));
        let new_orders = count(|queues| queues.new_orders);
        let mut desk =
            group(l.desk_group(), item(l.new_orders_short(), IconName::Box, "/orders/new", new_orders));
        desk.items.push(NavItem {
            // What failed is in it, and is what it is urgent for.
            urgent: waiting.is_some_and(|queues| queues.failed > 0),
            ..item(
                l.shipping_page(),
                IconName::Truck,
                "/shipping",
                count(|queues| queues.preparing + queues.failed),
            )
        });
        vec![desk, catalogue, set_up]
    });
    view! {
        <Nav label=l.main_navigation() brand="Waybill" brand_href="/orders/new" menu_label=l.menu() groups>
            <ToolButtons />
            <Preferences />
            {desk.map(|desk| view! { <Person desk /> })}
        </Nav>
        <ToolDialogs pages=groups />
    }
}

/// Who is signed in.
#[component]
fn Person(desk: Desk) -> impl IntoView {
    let l = use_locale();
    let initials: String = desk.email.chars().take(2).flat_map(char::to_uppercase).collect();
    view! {
        <div class="nav-user">
            <Avatar initials />
            <a class="nav-person" href="/account" title=l.your_account()>
                <span class="truncate">{desk.email}</span>
                <span class="truncate muted">{l.role(desk.role)} " · " {desk.merchant}</span>
            </a>
            <form method="post" action="/api/session/sign_out">
                <button class="btn quiet icon-only" aria-label=l.sign_out() title=l.sign_out()>
                    <Icon name=IconName::SignOut />
                </button>
            </form>
        </div>
    }
}

/// Language and theme, as two plain forms that lead back to where one is.
#[component]
pub fn Preferences() -> impl IntoView {
    let l = use_locale();
    let theme = page_theme();
    let here = use_here();
    let language = |locale: Locale| {
        view! {
            <button name="locale" value=locale.as_str() lang=locale.as_str() aria-pressed=(locale == l).to_string()>
                {locale.own_name()}
            </button>
        }
    };
    let look = |(value, icon, label): (Option<&'static str>, IconName, &'static str)| {
        view! {
            <button
                name="theme"
                value=value.unwrap_or("auto")
                aria-label=label
                title=label
                aria-pressed=(value == theme.as_deref()).to_string()
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <div class="nav-switches">
            <form method="post" action="/preferences">
                <input type="hidden" name="next" value=move || here.get() prop:value=move || here.get() />
                <div class="segmented segmented-small" role="group" aria-label=l.language()>
                    {Locale::ALL.map(language).into_iter().collect_view()}
                </div>
            </form>
            <form method="post" action="/preferences">
                <input type="hidden" name="next" value=move || here.get() prop:value=move || here.get() />
                <div class="segmented segmented-small" role="group" aria-label=l.theme()>
                    {[
                        (Some("light"), IconName::Sun, l.theme_light()),
                        (Some("dark"), IconName::Moon, l.theme_dark()),
                        (None, IconName::Monitor, l.theme_auto()),
                    ]
                        .map(look)
                        .into_iter()
                        .collect_view()}
                </div>
            </form>
        </div>
    }
}

/// Where one is: what a form that leads back has to say.
pub fn use_here() -> Signal<String> {
    let location = use_location();
    Signal::derive(move || match (location.pathname.get(), location.search.get()) {
        (path, search) if search.is_empty() => path,
        (path, search) => format!("{path}?{}", search.trim_start_matches('?')),
    })
}

/// A page's title in the browser's tab.
pub fn page_title(page: &str) -> String {
    format!("{page} · Waybill")
}
