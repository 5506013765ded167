//! SEC-01: who may do what.

use std::collections::BTreeSet;

use domain::carrier::own::{CarrierStep, OwnCarrier};
use domain::documents::Chosen;
use domain::goods::picture::PictureSize;
use domain::id::{CustomerId, JobId, NoticeId};
use domain::query::{AuditQuery, CustomersQuery, ItemsQuery, NewOrdersQuery, ShippingQuery};
use domain::role::{Permission, Role};
use domain::shipment::BulkMove;
use domain::stock::StockCause;
use domain::view::{BulkCommand, ExchangeInput, MerchantSettings, Selection};
use domain::waybill::WaybillFormat;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use service::carriers::{self, NotSaved};
use service::command::{self, Exchange, IdempotencyKey, PrepareRelease, SettleClaim, Step};
use service::draft::NotTaken;
use service::goods::file::look_over;
use service::goods::{NotSet, SheetKind, remove_picture, set_picture};
use service::{
    Actor, Error, InvoiceSource, NotLooked, Services, account, audit, goods, jobs, merchant, notices, session,
};
use store::entity::{audit as audit_row, merchant as merchant_row};
use store::testing::{TestDb, each_database};

use crate::shop::{self, an_order, at, place};

async fn moves_started(services: &Services, actor: &Actor) -> Result<(), Error> {
    let none = Selection::Numbers(vec!["S-99".to_owned()]);
    jobs::start_moves(services, actor, &IdempotencyKey::fresh(), &none, BulkMove::HandOver).await.map(drop)
}

/// Each command and read with the right it asks for, as the signed-in person calls it.
async fn every_call(
    services: &Services,
    actor: &Actor,
) -> Vec<(&'static str, Permission, Result<(), Error>)> {
    use Permission::{Fulfil, Import, Manage, Settings, Team, ViewCustomers, ViewOrders};
    let settings = MerchantSettings { version: 0, ..settings_of("Corner Shop") };
    let customer_list = CustomersQuery::parse("");
    let key = IdempotencyKey::fresh;
    let none = Selection::Numbers(vec!["W-99".to_owned()]);
    vec![
        (
            "order",
            Fulfil,
            command::order(services, actor, &key(), "W-99", None, &PrepareRelease {}).await.map(drop),
        ),
        ("order", Manage, {
            let line = ExchangeInput { line: "0".to_owned(), quantity: "1".to_owned(), sku: String::new() };
            let exchange = Exchange::typed(&[line], "Too small").unwrap();
            command::order(services, actor, &key(), "W-99", None, &exchange).await.map(drop)
        }),
        (
            "order",
            Manage,
            command::order(services, actor, &key(), "W-99", None, &SettleClaim::withdraw("C-1"))
                .await
                .map(drop),
        ),
        ("exchange_form", ViewOrders, service::exchange_form(services, actor, "W-1").await.map(drop)),
        ("start", Fulfil, jobs::start(services, actor, &key(), &none, &PrepareRelease {}).await.map(drop)),
        (
            "start_bulk",
            Manage,
            jobs::start_bulk(services, actor, &key(), &none, &BulkCommand::Cancel { reason: String::new() })
                .await
                .map(drop),
        ),
        ("start_moves", Fulfil, moves_started(services, actor).await),
        ("job", ViewOrders, jobs::job(services, actor, JobId(99), 1).await.map(drop)),
        ("cancel", Fulfil, jobs::cancel(services, actor, JobId(99)).await),
        ("release_preview", ViewOrders, service::release_preview(services, actor, &none).await.map(drop)),
        ("resend", Fulfil, notices::resend(services, actor, "W-99", NoticeId(1)).await),
        ("desk", ViewOrders, service::desk(services, actor).await.map(drop)),
        (
            "new_orders",
            ViewOrders,
            service::new_orders(services, actor, NewOrdersQuery::parse("")).await.map(drop),
        ),
        (
            "shipments",
            ViewOrders,
            service::shipments(services, actor, ShippingQuery::parse("")).await.map(drop),
        ),
        ("shipment", ViewOrders, service::shipment(services, actor, "S-99").await.map(drop)),
        (
            "documents",
            ViewOrders,
            service::documents(services, actor, Chosen::parse("shipment=S-99")).await.map(drop),
        ),
        (
            "waybills",
            Fulfil,
            service::waybills(services, actor, WaybillFormat::YamatoB2, Chosen::parse("shipment=S-99"))
                .await
                .map(drop),
        ),
        (
            "waybill_file",
            Fulfil,
            service::waybill_file(services, actor, WaybillFormat::YamatoB2, Chosen::parse("shipment=S-99"))
                .await
                .map(drop),
        ),
        ("known_carriers", ViewOrders, service::known_carriers(services, actor).await.map(drop)),
        ("look_invoices_over", Fulfil, invoices_looked_over(services, actor).await),
        ("invoice_file", Fulfil, service::invoice_file(services, actor, JobId(99), 1).await.map(drop)),
        ("register_invoices", Fulfil, service::register_invoices(services, actor, &key(), JobId(99)).await),
        ("invoice_sample", Fulfil, service::invoice_sample(services, actor).await.map(drop)),
        ("invoice_result", Fulfil, service::invoice_result(services, actor, JobId(99)).await.map(drop)),
        (
            "move_shipment",
            Fulfil,
            command::move_shipment(services, actor, &key(), "S-99", None, Step::MarkPacked).await.map(drop),
        ),
        ("order_detail", ViewOrders, service::order_detail(services, actor, "W-1").await.map(drop)),
        (
            "customers",
            ViewCustomers,
            service::customers(services, actor, customer_list.clone()).await.map(drop),
        ),
        (
            "customer",
            ViewCustomers,
            service::customer(services, actor, CustomerId(1), customer_list).await.map(drop),
        ),
        ("items", ViewOrders, goods::items(services, actor, ItemsQuery::parse("")).await.map(drop)),
        ("item", ViewOrders, goods::item(services, actor, "NONE").await.map(drop)),
        (
            "export",
            ViewOrders,
            goods::export(services, actor, &ItemsQuery::default(), SheetKind::Csv).await.map(drop),
        ),
        (
            "correct",
            Fulfil,
            goods::correct(services, actor, &key(), &Vec::new(), StockCause::Count).await.map(drop),
        ),
        ("set_picture", Fulfil, pictured(set_picture(services, actor, "NONE", None, Vec::new()).await)),
        ("remove_picture", Fulfil, pictured(remove_picture(services, actor, "NONE", None).await)),
        ("picture", ViewOrders, goods::picture(services, actor, "none", PictureSize::Small).await.map(drop)),
        ("look_over", Import, looked_over(services, actor).await),
        ("file", Import, goods::file::file(services, actor, JobId(99), 1).await.map(drop)),
        ("apply", Import, goods::apply(services, actor, &key(), JobId(99)).await.map(drop)),
        ("find", ViewOrders, service::find(services, actor, "W-1").await.map(drop)),
        ("settings", ViewOrders, merchant::settings(services, actor).await.map(drop)),
        ("save_settings", Settings, merchant::save_settings(services, actor, settings).await),
        ("carrier_settings", ViewOrders, carriers::carrier_settings(services, actor).await.map(drop)),
        ("arrange", Settings, carriers::arrange(services, actor, "none", CarrierStep::On, 0).await),
        ("save_own", Settings, saved_own(services, actor).await),
        ("audit_log", Team, audit::audit_log(services, actor, AuditQuery::parse("")).await.map(drop)),
        // One's own, which all roles have.
        ("own_account", ViewOrders, session::own_account(services, actor, None).await.map(drop)),
        ("end_own_session", ViewOrders, session::end_own_session(services, actor, "none").await),
        ("end_other_sessions", ViewOrders, session::end_other_sessions(services, actor, None).await),
        ("change_password", ViewOrders, account::change_password(services, actor, None, "", "").await),
    ]
}

async fn looked_over(services: &Services, actor: &Actor) -> Result<(), Error> {
    match look_over(services, actor, "goods.csv", b"SKU\nTEE\n".to_vec()).await {
        Ok(_) => Ok(()),
        Err(NotTaken::Other(error)) => Err(error),
        Err(NotTaken::File(error)) => panic!("{error:?}"),
    }
}

async fn saved_own(services: &Services, actor: &Actor) -> Result<(), Error> {
    match carriers::save_own(services, actor, &OwnCarrier::default(), true).await {
        Ok(()) | Err(NotSaved::Refused(_)) => Ok(()),
        Err(NotSaved::Other(error)) => Err(error),
    }
}

fn pictured(done: Result<(), NotSet>) -> Result<(), Error> {
    match done {
        Ok(()) | Err(NotSet::Picture(_)) => Ok(()),
        Err(NotSet::Other(error)) => Err(error),
    }
}

async fn invoices_looked_over(services: &Services, actor: &Actor) -> Result<(), Error> {
    let source = InvoiceSource::Pasted("S-99\tyamato\t400000000013".to_owned());
    match service::look_invoices_over(services, actor, source).await {
        Ok(_) => Ok(()),
        Err(NotLooked::Taken(NotTaken::Other(error))) => Err(error),
        Err(other) => panic!("{other:?}"),
    }
}

fn settings_of(name: &str) -> MerchantSettings {
    MerchantSettings {
        name: name.to_owned(),
        home_country: "JP".to_owned(),
        time_zone: "Asia/Tokyo".to_owned(),
        currency: "JPY".to_owned(),
        language: "en".to_owned(),
        version: 1,
    }
}

#[tokio::test]
async fn sec_01_each_role_may_do_what_its_rights_say_and_nothing_else() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        place(db, "JP", vec![an_order(1, at("2026-11-20T00:00:00Z"))]).await;
        for role in Role::ALL {
            for (call, permission, outcome) in every_call(&services, &shop::actor(*role)).await {
                match outcome {
                    Err(Error::Forbidden(lacking)) => {
                        assert_eq!(lacking, permission, "{call}");
                        assert!(!role.can(permission), "{call} was refused to {role}");
                    }
                    // Whoever may is told what is wrong with what they ask for.
                    Ok(())
                    | Err(Error::NotFound | Error::NothingSelected | Error::Conflict | Error::Invalid(_)) => {
                        assert!(role.can(permission), "{call} by {role}")
                    }
                    Err(other) => panic!("{call} by {role}: {other}"),
                }
            }
        }
        // A right is asked for before anything else: nobody learns by a refusal what there is.
        let viewer = shop::actor(Role::Viewer);
        let refused = merchant::save_settings(&services, &viewer, settings_of("")).await;
        assert!(matches!(refused, Err(Error::Forbidden(Permission::Settings))), "{refused:?}");
        let row = merchant_row::Entity::find().one(db.store.reader()).await.unwrap().unwrap();
        assert_eq!((row.name.as_str(), row.version), ("Corner Shop", 1));
        let noted = audit_row::Entity::find().filter(audit_row::Column::Kind.eq("merchant_changed"));
        assert!(noted.one(db.store.reader()).await.unwrap().is_none());
    })
    .await;
}

/// Whoever adds a command or a read adds it to the matrix above.
#[tokio::test]
async fn sec_01_the_matrix_of_roles_names_every_function_that_a_person_calls() {
    let db = TestDb::sqlite().await;
    let services = shop::open(&db, "JP", "Asia/Tokyo").await;
    let calls = every_call(&services, &shop::actor(Role::Viewer)).await;
    let tried: BTreeSet<String> = calls.into_iter().map(|(call, ..)| call.to_owned()).collect();
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    assert_eq!(tried, functions_of_an_actor(&source));
    db.remove().await;
}

/// The public functions that take an actor. `orders::detail` is known outside as `order_detail`.
fn functions_of_an_actor(folder: &std::path::Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(functions_of_an_actor(&path));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for after in text.split("\npub async fn ").skip(1) {
            let (name, rest) = after.split_once(['(', '<']).unwrap();
            let signature = rest.split_once('{').map_or(rest, |(signature, _)| signature);
            if signature.contains("&Actor") {
                found.insert(if name == "detail" { "order_detail".to_owned() } else { name.to_owned() });
            }
        }
    }
    found
}
