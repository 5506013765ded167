//! The route table.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{Lazy, SsrMode, path};

use crate::account::AccountPage;
use crate::audit::AuditPage;
use crate::bulk::{BulkDialog, JobDialog};
use crate::context::{page_locale, use_locale};
use crate::customers::{CustomerPage, CustomersPage};
use crate::error::{AppError, Failure};
use crate::items::{GoodsFilePage, ImportGoodsPage, ItemPage, ItemsPage};
use crate::keys::listen_for_tooltips;
use crate::layout::DeskLayout;
use crate::new_orders::{NewOrdersPage, OrderDialog};
use crate::order::{AddressPage, ExchangePage, OrderPage};
use crate::print::PrintPage;
use crate::settings::{CarriersPage, SettingsPage};
use crate::shipping::{
    ImportInvoicesPage, InvoiceFilePage, MoveDialog, ShipmentDialog, ShipmentsJobDialog, ShippingPage,
    WaybillsPage,
};
use crate::sign_in::{FirstRunPage, SignInPage};

/// The screens beside New orders. They share most of their code, which the browser fetches in one piece: when it first opens one of
/// them, or else as soon as a page is alive.
macro_rules! screens_beside {
    ($($screen:ident => $page:ident)*) => {
        #[derive(Clone, Copy)]
        enum Screen {
            $($screen),*
        }

        /// What `#[lazy]` does, but code that can't be fetched is an error and no panic.
        #[wasm_split(beside, wasm_split_path = leptos::wasm_split, preload(fetch_beside), fallible)]
        fn beside(screen: Screen) -> Result<AnyView, SplitLoaderError> {
            Ok(match screen {
                $(Screen::$screen => view! { <$page /> }.into_any()),*
            })
        }

        /// Their routes, as the router wants them.
        mod beside_route {
            use leptos::prelude::AnyView;
            use leptos_router::LazyRoute;

            $(
                pub struct $screen;

                impl LazyRoute for $screen {
                    fn data() -> Self {
                        Self
                    }

                    async fn view(_route: Self) -> AnyView {
                        super::screen(super::Screen::$screen).await
                    }

                    async fn preload() {
                        super::preload().await;
                    }
                }
            )*
        }
    };
}

screens_beside! {
    OrderDialog => OrderDialog
    Order => OrderPage
    Address => AddressPage
    Exchange => ExchangePage
    Bulk => BulkDialog
    Job => JobDialog
    Customers => CustomersPage
    Customer => CustomerPage
    Account => AccountPage
    Audit => AuditPage
    Items => ItemsPage
    Item => ItemPage
    ImportGoods => ImportGoodsPage
    GoodsFile => GoodsFilePage
    Settings => SettingsPage
    Carriers => CarriersPage
    Shipping => ShippingPage
    Shipment => ShipmentDialog
    Move => MoveDialog
    ShipmentsJob => ShipmentsJobDialog
    ImportInvoices => ImportInvoicesPage
    InvoiceFile => InvoiceFilePage
    Print => PrintPage
    Waybills => WaybillsPage
}

/// A screen, or that its code can't be fetched; the page then names the code, so that the browser fetches it beside the rest.
async fn screen(screen: Screen) -> AnyView {
    #[cfg(feature = "ssr")]
    leptos::prefetch_lazy_fn_on_server("beside");
    beside(screen).await.unwrap_or_else(|_| view! { <Failure error=AppError::Offline /> }.into_any())
}

/// Hydration needs the code at hand. Later the view waits for it: while the router still waits here, a second click on the list would end
/// that for good.
async fn preload() {
    #[cfg(feature = "hydrate")]
    if !crate::context::is_alive() && fetch_beside().await.is_err() {
        // The page stays what the server sent.
        crate::broken::tell();
        std::future::pending::<()>().await;
    }
}

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(page_locale());
    listen_for_tooltips();
    // A click on a link then waits for nothing, and works after the server has got a new version with files of other names.
    Effect::new(|_| {
        leptos::task::spawn_local(async {
            // Whoever opens such a screen asks for it again.
            let _ = fetch_beside().await;
        });
    });
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async />
                <Route path=path!("/first-run") view=FirstRunPage ssr=SsrMode::Async />
                <ParentRoute path=path!("") view=DeskLayout ssr=SsrMode::Async>
                    <ParentRoute path=path!("/orders/new") view=NewOrdersPage ssr=SsrMode::Async>
                        <Route path=path!("") view=|| () />
                        <Route path=path!("bulk/:command") view={Lazy::<beside_route::Bulk>::new()} />
                        <Route path=path!("jobs/:id") view={Lazy::<beside_route::Job>::new()} />
                        <Route path=path!(":number") view={Lazy::<beside_route::OrderDialog>::new()} />
                    </ParentRoute>
                    <ParentRoute path=path!("/shipping") view={Lazy::<beside_route::Shipping>::new()} ssr=SsrMode::Async>
                        <Route path=path!("") view=|| () />
                        <Route path=path!("bulk/:command") view={Lazy::<beside_route::Move>::new()} />
                        <Route path=path!("jobs/:id") view={Lazy::<beside_route::ShipmentsJob>::new()} />
                        <Route path=path!(":number") view={Lazy::<beside_route::Shipment>::new()} />
                    </ParentRoute>
                    <Route path=path!("/orders/:number") view={Lazy::<beside_route::Order>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/orders/:number/address") view={Lazy::<beside_route::Address>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/orders/:number/exchange") view={Lazy::<beside_route::Exchange>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/customers") view={Lazy::<beside_route::Customers>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/customers/:id") view={Lazy::<beside_route::Customer>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/items") view={Lazy::<beside_route::Items>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/items/:code") view={Lazy::<beside_route::Item>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/import/items") view={Lazy::<beside_route::ImportGoods>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/import/items/:id") view={Lazy::<beside_route::GoodsFile>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/import/invoices") view={Lazy::<beside_route::ImportInvoices>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/import/invoices/:id") view={Lazy::<beside_route::InvoiceFile>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/issue/waybills") view={Lazy::<beside_route::Waybills>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/print/:kind") view={Lazy::<beside_route::Print>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/account") view={Lazy::<beside_route::Account>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/audit") view={Lazy::<beside_route::Audit>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/settings") view={Lazy::<beside_route::Settings>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/settings/carriers") view={Lazy::<beside_route::Carriers>::new()} ssr=SsrMode::Async />
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
