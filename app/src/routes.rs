//! The route table.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::account::AccountPage;
use crate::audit::AuditPage;
use crate::context::{page_locale, use_locale};
use crate::customers::{CustomerPage, CustomersPage};
use crate::error::{AppError, Failure};
use crate::keys::listen_for_tooltips;
use crate::layout::DeskLayout;
use crate::new_orders::{NewOrdersPage, OrderDialog};
use crate::order::OrderPage;
use crate::settings::SettingsPage;
use crate::sign_in::{FirstRunPage, SignInPage};

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(page_locale());
    listen_for_tooltips();
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async />
                <Route path=path!("/first-run") view=FirstRunPage ssr=SsrMode::Async />
                <ParentRoute path=path!("") view=DeskLayout ssr=SsrMode::Async>
                    <ParentRoute path=path!("/orders/new") view=NewOrdersPage ssr=SsrMode::Async>
                        <Route path=path!("") view=|| () />
                        <Route path=path!(":number") view=OrderDialog />
                    </ParentRoute>
                    <Route path=path!("/orders/:number") view=OrderPage ssr=SsrMode::Async />
                    <Route path=path!("/customers") view=CustomersPage ssr=SsrMode::Async />
                    <Route path=path!("/customers/:id") view=CustomerPage ssr=SsrMode::Async />
                    <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async />
                    <Route path=path!("/audit") view=AuditPage ssr=SsrMode::Async />
                    <Route path=path!("/settings") view=SettingsPage ssr=SsrMode::Async />
                </ParentRoute>
                <GalleryRoutes />
            </Routes>
        </Router>
    }
}

#[cfg(debug_assertions)]
use crate::gallery::GalleryRoutes;

/// The design kit's gallery is left out of what is released.
#[cfg(not(debug_assertions))]
#[component(transparent)]
fn GalleryRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
    ().into_any_nested_route()
}

/// An address that leads nowhere.
#[component]
fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::context::set_status(http::StatusCode::NOT_FOUND);
    let l = use_locale();
    view! {
        <Title text=l.page_not_found() />
        <main class="main-alone">
            <Failure error=AppError::NotFound />
        </main>
    }
}
