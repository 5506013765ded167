//! Files out and in. The pages that lead here need no scripts, so these are plain addresses and no server functions.

use std::collections::HashMap;

use app::context::DatabaseAway;
use app::error::AppError;
use app::items::PictureTold;
use axum::body::Bytes;
use axum::extract::{Extension, Multipart, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::documents::Chosen;
use domain::goods::picture::PictureSize;
use domain::id::JobId;
use domain::import::ImportError;
use domain::query::{ItemsQuery, encode, item_href};
use domain::waybill::WaybillFormat;
use serde::Deserialize;
use service::draft::NotTaken;
use service::goods::file::look_over;
use service::goods::{NotSet, SheetKind, export, remove_picture, set_picture};
use service::{Actor, Error, InvoiceSource, NotLooked, Services};

use crate::refusal;

/// Where a file of goods is sent to.
pub const LOOK_OVER: &str = "/import/items/look-over";

/// What is asked of an export, beside what the list's address says.
#[derive(Deserialize)]
pub struct Asked {
    /// The kind of file.
    #[serde(rename = "as")]
    kind: String,
}

/// `GET /export/items?as=xlsx`: the products that a list shows, on all its pages.
pub async fn items(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    away: Option<Extension<DatabaseAway>>,
    Query(Asked { kind }): Query<Asked>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let refuse = |error: AppError| refused(&headers, &error);
    if let Some(Extension(DatabaseAway { reference })) = away {
        return refuse(AppError::Unavailable { reference });
    }
    // Whoever is not signed in was led to where they can.
    let Some(Extension(actor)) = actor else { return refuse(AppError::Forbidden) };
    let Some(kind) = SheetKind::named(&kind) else { return StatusCode::NOT_FOUND.into_response() };
    let query = ItemsQuery::parse(uri.query().unwrap_or_default()).query;
    match export(&services, &actor, &query, kind).await {
        Ok(bytes) => {
            let name = format!("attachment; filename=\"waybill-products.{}\"", kind.ending());
            let mut response = bytes.into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind.media_type()));
            if let Ok(name) = name.parse() {
                headers.insert(header::CONTENT_DISPOSITION, name);
            }
            response
        }
        Err(Error::Invalid(_)) => {
            let l = actor.locale;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            refusal::answer(&headers, status, l.not_in_cp932(), l.not_in_cp932_hint(), None)
        }
        Err(error) => refuse(error.into()),
    }
}

/// What a form with a file sent.
#[derive(Default)]
struct Sent {
    /// Its texts, by the names of their fields.
    texts: HashMap<String, String>,
    /// The file's name and what it holds.
    file: Option<(String, Bytes)>,
}

impl Sent {
    /// None when it can't be read.
    async fn of(mut form: Multipart) -> Option<Self> {
        let mut sent = Self::default();
        while let Some(field) = form.next_field().await.ok()? {
            let name = field.name().unwrap_or_default().to_owned();
            if name != "file" {
                sent.texts.insert(name, field.text().await.ok()?);
                continue;
            }
            let name = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.ok()?;
            // A form without a file sends one without a name.
            if !(name.is_empty() && bytes.is_empty()) {
                sent.file = Some((name, bytes));
            }
        }
        Some(sent)
    }

    fn text(&self, name: &str) -> &str {
        self.texts.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// `POST /import/items/look-over`: looks a file over and leads to what it would change, or back to where it was chosen.
pub async fn look_items_over(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    away: Option<Extension<DatabaseAway>>,
    form: Multipart,
) -> Response {
    let back = |pairs: &[(&str, &str)]| {
        Redirect::to(&format!("/import/items?{}", encode(pairs.iter().copied()))).into_response()
    };
    if let Some(Extension(DatabaseAway { reference })) = away {
        return back(&[("problem", "unavailable"), ("reference", &reference)]);
    }
    let Some(Extension(actor)) = actor else {
        return Redirect::to(&app::sign_in::over("/import/items")).into_response();
    };
    let Some((name, bytes)) = Sent::of(form).await.and_then(|sent| sent.file) else {
        return back(&[("problem", "missing")]);
    };
    match look_over(&services, &actor, &name, bytes.into()).await {
        Ok(id) => Redirect::to(&format!("/import/items/{id}")).into_response(),
        Err(why) => {
            let (problem, reference) = problem(why);
            back(&[("problem", &problem), ("reference", &reference)])
        }
    }
}

/// Why a file was not taken, for the address that leads back to where it was chosen; and the reference number, where there is one.
fn problem(why: NotTaken) -> (String, String) {
    match why {
        NotTaken::File(mut error) => {
            shorten(&mut error);
            (serde_json::to_string(&error).unwrap_or_default(), String::new())
        }
        NotTaken::Other(Error::Forbidden(_)) => ("forbidden".to_owned(), String::new()),
        NotTaken::Other(error) => {
            let error = AppError::from(error);
            ("unavailable".to_owned(), error.reference().unwrap_or_default().to_owned())
        }
    }
}

/// So many of a file's columns are named, of so many characters each, in an address that leads back.
const NAMED: (usize, usize) = (5, 30);

/// What a file said goes into an address, which is no place for much of it.
fn shorten(error: &mut ImportError) {
    if let ImportError::Columns { unknown, repeated, .. } = error {
        for names in [unknown, repeated] {
            names.truncate(NAMED.0);
            for name in names {
                *name = name.chars().take(NAMED.1).collect();
            }
        }
    }
}

/// `POST /pictures`: gives a product another picture, or takes it away, and leads back to the product.
pub async fn change_picture(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    away: Option<Extension<DatabaseAway>>,
    form: Multipart,
) -> Response {
    let Some(sent) = Sent::of(form).await else { return Redirect::to(ItemsQuery::PATH).into_response() };
    let code = sent.text("product");
    let back = |told: PictureTold| Redirect::to(&told.address(code)).into_response();
    if let Some(Extension(DatabaseAway { reference })) = away {
        return back(PictureTold::Failed(AppError::Unavailable { reference }));
    }
    let Some(Extension(actor)) = actor else {
        return Redirect::to(&app::sign_in::over(&item_href(code))).into_response();
    };
    let was = Some(sent.text("was")).filter(|was| !was.is_empty());
    let is_removal = !sent.text("remove").is_empty();
    let done = if is_removal {
        remove_picture(&services, &actor, code, was).await
    } else {
        let bytes = sent.file.as_ref().map(|(_, bytes)| bytes.to_vec()).unwrap_or_default();
        set_picture(&services, &actor, code, was, bytes).await
    };
    back(match done {
        Ok(()) if is_removal => PictureTold::Removed,
        Ok(()) => PictureTold::Saved,
        Err(NotSet::Picture(why)) => PictureTold::Refused(why),
        Err(NotSet::Other(error)) => PictureTold::Failed(error.into()),
    })
}

/// `GET /pictures/DIGEST/small.jpg`: a product's picture. Its address names what it shows, so it never changes.
pub async fn picture(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    Path((digest, file)): Path<(String, String)>,
) -> Response {
    // Whoever is not signed in was led to where they can; else the database is away.
    let Some(Extension(actor)) = actor else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let Ok(size) = file.parse::<PictureSize>() else { return StatusCode::NOT_FOUND.into_response() };
    match service::goods::picture(&services, &actor, &digest, size).await {
        Ok(bytes) => {
            let kept = [(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, FOR_EVER)];
            (kept, bytes).into_response()
        }
        Err(error) => AppError::from(error).status().into_response(),
    }
}

/// Kept by the browsers of those who may see it, and by nothing on the way to them.
const FOR_EVER: &str = "private, max-age=31536000, immutable";

/// `POST /import/invoices/look-over`: looks invoices over, from a file or pasted, and leads to what would become of them, or back to where they
/// were given.
pub async fn look_invoices_over(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    away: Option<Extension<DatabaseAway>>,
    form: Multipart,
) -> Response {
    let page = "/import/invoices";
    let back = |pairs: &[(&str, &str)]| {
        Redirect::to(&format!("{page}?{}", encode(pairs.iter().copied()))).into_response()
    };
    if let Some(Extension(DatabaseAway { reference })) = away {
        return back(&[("problem", "unavailable"), ("reference", &reference)]);
    }
    let Some(Extension(actor)) = actor else {
        return Redirect::to(&app::sign_in::over(page)).into_response();
    };
    let Some(sent) = Sent::of(form).await else { return back(&[("problem", "missing")]) };
    let by = if sent.file.is_none() { ("by", "paste") } else { ("by", "") };
    let source = match sent.file {
        Some((name, bytes)) => InvoiceSource::File { name, bytes: bytes.into() },
        None if sent.texts.contains_key("text") => InvoiceSource::Pasted(sent.text("text").to_owned()),
        None => return back(&[("problem", "missing")]),
    };
    match service::look_invoices_over(&services, &actor, source).await {
        Ok(id) => Redirect::to(&format!("{page}/{id}")).into_response(),
        Err(NotLooked::Pasted(error)) => {
            back(&[("problem", &serde_json::to_string(&error).unwrap_or_default()), by])
        }
        Err(NotLooked::Taken(why)) => {
            let (problem, reference) = problem(why);
            back(&[("problem", &problem), ("reference", &reference), by])
        }
    }
}

/// `GET /export/invoices/sample.xlsx`: a file to fill in.
pub async fn invoice_sample(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    away: Option<Extension<DatabaseAway>>,
    headers: HeaderMap,
) -> Response {
    if let Some(Extension(DatabaseAway { reference })) = away {
        return refused(&headers, &AppError::Unavailable { reference });
    }
    let Some(Extension(actor)) = actor else { return refused(&headers, &AppError::Forbidden) };
    workbook(&headers, "waybill-invoices", service::invoice_sample(&services, &actor).await)
}

/// `GET /export/invoices/ID/result.xlsx`: what came of each row.
pub async fn invoice_result(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    away: Option<Extension<DatabaseAway>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    if let Some(Extension(DatabaseAway { reference })) = away {
        return refused(&headers, &AppError::Unavailable { reference });
    }
    let Some(Extension(actor)) = actor else { return refused(&headers, &AppError::Forbidden) };
    let Ok(id) = id.parse() else { return refused(&headers, &AppError::NotFound) };
    workbook(&headers, "waybill-result", service::invoice_result(&services, &actor, JobId(id)).await)
}

/// `GET /export/waybills/FORMAT?shipment=..`, or `?list=..`: what a carrier's own program reads.
pub async fn waybills(
    State(services): State<Services>,
    actor: Option<Extension<Actor>>,
    away: Option<Extension<DatabaseAway>>,
    Path(format): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Some(Extension(DatabaseAway { reference })) = away {
        return refused(&headers, &AppError::Unavailable { reference });
    }
    let Some(Extension(actor)) = actor else { return refused(&headers, &AppError::Forbidden) };
    let Ok(format) = format.parse::<WaybillFormat>() else { return StatusCode::NOT_FOUND.into_response() };
    let chosen = Chosen::parse(uri.query().unwrap_or_default());
    match service::waybill_file(&services, &actor, format, chosen).await {
        Ok(bytes) => {
            let name = format!("attachment; filename=\"waybills-{format}.csv\"");
            let kind = SheetKind::CsvCp932.media_type().to_owned();
            ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response()
        }
        Err(Error::NothingSelected) => {
            let l = actor.locale;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            refusal::answer(&headers, status, l.nothing_to_issue(), l.nothing_to_issue_hint(), None)
        }
        Err(error) => refused(&headers, &error.into()),
    }
}

fn workbook(headers: &HeaderMap, name: &str, written: Result<Vec<u8>, Error>) -> Response {
    match written {
        Ok(bytes) => {
            let name = format!("attachment; filename=\"{name}.xlsx\"");
            let kind = SheetKind::Xlsx.media_type().to_owned();
            ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response()
        }
        Err(error) => refused(headers, &AppError::from(error)),
    }
}

/// A page that says why there is no file.
fn refused(headers: &HeaderMap, error: &AppError) -> Response {
    let l = refusal::locale(headers);
    let (title, hint) = match error {
        AppError::Unavailable { .. } => (l.unavailable(), l.unavailable_hint()),
        AppError::Forbidden => (l.not_allowed(), l.not_allowed_hint()),
        AppError::NotFound => (l.goods_file_gone(), l.goods_file_gone_hint()),
        _ => (l.internal(), l.internal_hint()),
    };
    refusal::answer(headers, error.status(), title, hint, error.reference())
}
