//! HTTP: the router, who is let in, and the headers every answer bears.

use std::net::SocketAddr;
use std::time::Duration;

use app::context::{DatabaseAway, KnownBrowserCookie, RequestPreferences, SESSION_SEEN, SESSION_USER};
use app::items::PICTURES;
use app::shipping::LOOK_INVOICES_OVER;
use app::{App, shell};
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use domain::id::UserId;
use leptos::config::LeptosOptions;
use leptos::prelude::{provide_context, use_context};
use leptos::reactive::computed::ScopedFuture;
use leptos::reactive::owner::Owner;
use leptos_axum::{LeptosRoutes as _, generate_route_list};
use sd_notify::NotifyState;
use service::session::Seen;
use service::{Actor, Client, Error, Services};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_sessions::Session;

use crate::config::Serving;
use crate::front::{self, Front};
use crate::health::{Asked, Health};
use crate::live::Streams;
use crate::mail::Mailer;
use crate::shutdown::Shutdown;
use crate::tracking::{Hooks, Source};
use crate::{body, files, refusal, workers};

/// What every handler may ask for.
#[derive(Clone)]
struct Server {
    options: LeptosOptions,
    services: Services,
    front: Front,
}

impl FromRef<Server> for LeptosOptions {
    fn from_ref(server: &Server) -> Self {
        server.options.clone()
    }
}

impl FromRef<Server> for Front {
    fn from_ref(server: &Server) -> Self {
        server.front.clone()
    }
}

/// Serves the desk until the process is told to stop; what runs then is finished, in a limited time.
///
/// # Errors
/// When an address can't be listened on.
pub async fn serve(options: LeptosOptions, services: Services, serving: &Serving) -> anyhow::Result<()> {
    use anyhow::Context as _;
    let listener = listen(serving.addr, "--addr").await?;
    let front =
        Front { public_url: serving.public_url.clone(), trusted_proxies: serving.trusted_proxies.clone() };
    if !front.is_secure() && !serving.addr.ip().is_loopback() {
        tracing::warn!(
            "passwords travel unencrypted: put a proxy with TLS in front, and name its address with --public-url"
        );
    }
    let worked = services.clone();
    let mailer = match &serving.smtp_url {
        Some(url) => Some(Mailer::new(url, serving.mail_from.as_deref())?),
        None => {
            tracing::info!("notices to customers wait: no mail server is named with --smtp-url");
            None
        }
    };
    let source = Source::by(serving, &services)?;
    let health = Health::new(services.clone())?;
    if let Some(address) = serving.metrics_addr {
        let listener = listen(address, "--metrics-addr").await?;
        tracing::info!("metrics on http://{address}/metrics");
        // Until the process ends: that the server is stopping is told here too.
        tokio::spawn(crate::connections::serve(
            listener,
            health.routes(Asked::Apart),
            std::future::pending(),
        ));
    }
    let is_hashed = &*options.site_pkg_dir != "pkg";
    let shutdown = Shutdown::listen().context("signals can't be listened for")?;
    let hooks = Hooks { services: services.clone(), secret: serving.aftership_secret.clone() };
    let desk = router(options, services, front.clone(), hooks, shutdown.clone());
    let routes =
        health.routes(if serving.metrics_addr.is_some() { Asked::WithoutMetrics } else { Asked::ByAnybody });
    // On every answer there is, also of a handler that panicked or took too long.
    let routes = routes
        .fallback_service(desk)
        .layer(middleware::from_fn_with_state(is_hashed, cache))
        .layer(middleware::from_fn_with_state(front, crate::security_headers::set));

    tracing::info!("listening on http://{}", serving.addr);
    tell_system(NotifyState::Ready);
    let mut workers = vec![
        workers::keep("jobs", &worked, &shutdown, workers::jobs),
        workers::keep("intake", &worked, &shutdown, workers::intake),
        workers::keep("forget", &worked, &shutdown, workers::forget),
    ];
    if let Some(mailer) = mailer {
        workers.push(workers::keep("mail", &worked, &shutdown, move |services, shutdown| {
            crate::mail::work(services, shutdown, mailer.clone())
        }));
    }
    workers.extend(crate::tracking::start(serving, source, &worked, &shutdown));
    // Until the process ends: it only listens.
    workers::keep("changes", &worked, &shutdown, |services, _| async move {
        service::live::listen(&services).await;
    });
    let stopped = shutdown.clone().asked();
    let served = crate::connections::serve(listener, routes, async move {
        stopped.await;
        health.stopping();
        tracing::info!("stopping: what runs is finished");
        tell_system(NotifyState::Stopping);
    });
    let served = async {
        served.await;
        // Each ends after what it is at.
        for worker in workers {
            if let Err(error) = worker.await {
                tracing::error!(%error, "a worker has panicked");
            }
        }
    };
    tokio::select! {
        () = served => {}
        () = shutdown.overdue(Duration::from_secs(serving.shutdown_timeout)) => {
            tracing::warn!("after {} s there are requests that did not end: they are cut off", serving.shutdown_timeout);
        }
    }
    tracing::info!("stopped");
    Ok(())
}

async fn listen(address: SocketAddr, flag: &str) -> anyhow::Result<TcpListener> {
    use anyhow::Context as _;
    TcpListener::bind(address)
        .await
        .with_context(|| format!("can't listen on {address}: choose another with {flag}"))
}

/// Tells systemd, if it has started the server and waits for that.
fn tell_system(state: NotifyState) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(%error, "systemd could not be told");
    }
}

fn router(
    options: LeptosOptions,
    services: Services,
    front: Front,
    hooks: Hooks,
    shutdown: Shutdown,
) -> Router {
    let server = Server { options: options.clone(), services: services.clone(), front: front.clone() };
    let routes = generate_route_list(App);
    let provide = {
        let services = services.clone();
        move || {
            let parts = use_context::<axum::http::request::Parts>();
            let known = parts.as_ref().and_then(|parts| parts.extensions.get::<Services>());
            provide_context(known.unwrap_or(&services).clone());
            let Some(parts) = parts else { return };
            if let Some(session) = parts.extensions.get::<Session>() {
                provide_context(session.clone());
            }
            if let Some(client) = parts.extensions.get::<Client>() {
                provide_context(client.clone());
            }
            if let Some(cookie) = parts.extensions.get::<KnownBrowserCookie>() {
                provide_context(*cookie);
            }
            if let Some(actor) = parts.extensions.get::<Actor>() {
                provide_context(actor.clone());
            }
            if let Some(preferences) = parts.extensions.get::<RequestPreferences>() {
                provide_context(preferences.clone());
            }
            if let Some(away) = parts.extensions.get::<DatabaseAway>() {
                provide_context(away.clone());
            }
        }
    };
    Router::new()
        .route("/preferences", post(crate::preferences::save))
        .route("/export/items", get(files::items).with_state(services.clone()))
        .route(
            files::LOOK_OVER,
            post(files::look_items_over)
                .layer(DefaultBodyLimit::max(body::LARGEST_FILE))
                .with_state(services.clone()),
        )
        .route(
            LOOK_INVOICES_OVER,
            post(files::look_invoices_over)
                .layer(DefaultBodyLimit::max(body::LARGEST_INVOICES))
                .with_state(services.clone()),
        )
        .route("/export/invoices/sample.xlsx", get(files::invoice_sample).with_state(services.clone()))
        .route("/export/waybills/{format}", get(files::waybills).with_state(services.clone()))
        .route("/export/invoices/{id}/result.xlsx", get(files::invoice_result).with_state(services.clone()))
        .route(
            PICTURES,
            post(files::change_picture)
                .layer(DefaultBodyLimit::max(body::LARGEST_PICTURE))
                .with_state(services.clone()),
        )
        .route("/pictures/{digest}/{file}", get(files::picture).with_state(services.clone()))
        .route("/live", get(crate::live::stream).with_state(Streams { services: services.clone(), shutdown }))
        .leptos_routes_with_context(&server, routes, provide.clone(), {
            let options = options.clone();
            move || shell(options.clone())
        })
        .fallback(leptos_axum::file_and_error_handler_with_context::<Server, _>(provide, shell))
        .layer(middleware::from_fn(own_contexts))
        .layer(middleware::from_fn_with_state(server.clone(), let_in))
        .layer(crate::sessions::layer(services, &front))
        // Other programs have no session.
        .route("/hooks/aftership", post(crate::tracking::hook).with_state(hooks))
        .layer(middleware::from_fn(crate::body::whole))
        .layer(middleware::from_fn_with_state(front, crate::origin::same_origin))
        .layer(middleware::from_fn(in_time))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(
            CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(
                SizeAbove::new(1024)
                    .and(NotForContentType::const_new("application/wasm"))
                    .and(NotForContentType::IMAGES)
                    .and(NotForContentType::SSE),
            ),
        )
        .layer(middleware::from_fn(crate::log::request))
        .with_state(server)
}

/// A handler that panicked answers at least that, and a reference that the log knows.
fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let reference = service::reference();
    let cause =
        cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!(reference, cause, "a request panicked");
    let l = text::Locale::En;
    let reference = l.reference(&reference);
    refusal::page(l, StatusCode::INTERNAL_SERVER_ERROR, l.internal(), l.internal_hint(), &reference)
}

/// Nobody waits longer than this for an answer.
const LONGEST: Duration = Duration::from_secs(30);

/// Answers in time, be it only that it takes too long.
async fn in_time(request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    if let Ok(response) = tokio::time::timeout(LONGEST, next.run(request)).await {
        return response;
    }
    let reference = service::reference();
    tracing::error!(reference, "a request took longer than {LONGEST:?}");
    let l = refusal::locale(&headers);
    let status = StatusCode::SERVICE_UNAVAILABLE;
    refusal::answer(&headers, status, l.unavailable(), l.unavailable_hint(), Some(&reference))
}

/// Gives each request a root for its contexts.
///
/// Leptos hangs the contexts of server functions and files below whatever its thread served last. While that is still being rendered, a
/// context that a request lacks would be looked up there: who asks, above all.
async fn own_contexts(request: Request, next: Next) -> Response {
    Owner::new_root(None).with(|| ScopedFuture::new(next.run(request))).await
}

/// Pages and answers are asked for anew each time; what was built into a folder named by its hash never changes.
async fn cache(State(is_hashed): State<bool>, request: Request, next: Next) -> Response {
    let is_built = is_hashed && request.uri().path().starts_with("/pkg/");
    let mut response = next.run(request).await;
    let value = if is_built && response.status().is_success() {
        HeaderValue::from_static("public, max-age=31536000, immutable")
    } else {
        HeaderValue::from_static("private, no-cache")
    };
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(value);
    response
}

/// Finds out who asks. Pages of the desk are for people who are signed in; others are led to where they can.
async fn let_in(
    State(server): State<Server>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if path.starts_with("/pkg/") || path == "/icon.svg" || path == "/favicon.ico" {
        return next.run(request).await;
    }
    // The request's body can't be shared between threads, so its headers are lent out alone.
    let headers = request.headers().clone();
    let client = client(&server.front, &request);
    request.extensions_mut().insert(client.clone());
    request.extensions_mut().insert(KnownBrowserCookie { is_secure: server.front.is_secure() });
    let known = who(&server.services, &session, &headers, &client).await;
    let (known, preferences, first_run) = match known {
        Ok(known) => known,
        Err(error) => {
            let reference = service::reference();
            tracing::error!(reference, %error, "a request could not be served");
            let preferences = crate::preferences::of(&headers, || crate::preferences::accepted(&headers));
            request.extensions_mut().insert(preferences);
            request.extensions_mut().insert(DatabaseAway { reference });
            return next.run(request).await;
        }
    };
    let path = request.uri().path();
    let is_page = *request.method() == Method::GET && !path.starts_with("/api/") && path != "/live";
    if is_page {
        let stands_outside = path == "/sign-in" || path == "/first-run";
        let lead_to = match (&known, first_run) {
            (Some(_), _) if stands_outside || path == "/" => {
                let next = request.uri().query().and_then(|query| domain::query::param(query, "next"));
                Some(app::context::local_path(next.as_deref()))
            }
            (None, true) if path != "/first-run" => Some("/first-run".to_owned()),
            (None, false) if path == "/first-run" => Some("/sign-in".to_owned()),
            (None, false) if path == "/" => Some("/sign-in".to_owned()),
            (None, false) if !stands_outside => {
                let wanted = request.uri().path_and_query().map_or("/", |wanted| wanted.as_str());
                Some(format!("/sign-in?{}", app::sign_in::query([("next", wanted)])))
            }
            _ => None,
        };
        if let Some(lead_to) = lead_to {
            return Redirect::to(&lead_to).into_response();
        }
    }
    if let Some((actor, services)) = known {
        request.extensions_mut().insert(actor);
        request.extensions_mut().insert(services);
    }
    request.extensions_mut().insert(preferences);
    next.run(request).await
}

/// The browser of a request, as far as it can be told.
fn client(front: &Front, request: &Request) -> Client {
    let headers = request.headers();
    let cookie = KnownBrowserCookie { is_secure: front.is_secure() };
    Client {
        address: front.client(headers, request.extensions()),
        agent: front::agent(headers),
        known_browser: crate::preferences::cookie(headers, cookie.name()).map(str::to_owned),
    }
}

/// Who asks, how the page should look, and whether nobody can sign in yet.
async fn who(
    services: &Services,
    session: &Session,
    headers: &HeaderMap,
    client: &Client,
) -> Result<(Option<(Actor, Services)>, RequestPreferences, bool), Error> {
    let chosen = crate::preferences::chosen(headers);
    let user_id = session.get::<UserId>(SESSION_USER).await.map_err(Error::from_session)?;
    let Some(user_id) = user_id else {
        let preferences = crate::preferences::of(headers, || crate::preferences::accepted(headers));
        return Ok((None, preferences, service::account::is_first_run(services).await?));
    };
    let mut known = service::account::actor(services, user_id).await?;
    if let Some((actor, _)) = &mut known {
        actor.address = client.address;
        if let Some(chosen) = chosen {
            actor.locale = chosen;
        }
        // Changed now and then, which writes the session anew: it ends two weeks after it was last used, not after the sign-in.
        let seen: Option<Seen> = session.get(SESSION_SEEN).await.map_err(Error::from_session)?;
        if let Some(seen) = Seen::again(seen, services.now(), client) {
            session.insert(SESSION_SEEN, seen).await.map_err(Error::from_session)?;
        }
    }
    let preferences = crate::preferences::of(headers, || {
        known.as_ref().map_or_else(|| crate::preferences::accepted(headers), |(actor, _)| actor.locale)
    });
    Ok((known, preferences, false))
}
