//! The settings of carriers (INV-07, SET-01).

use domain::carrier::own::{CarrierStep, OwnCarrier, OwnCarrierFault};
use domain::query::ShippingQuery;
use domain::role::Role;
use service::carriers::{NotSaved, arrange, carrier_settings, save_own};
use service::command::IdempotencyKey;
use service::jobs::{Worked, work};
use service::{Actor, Error, InvoiceSource, Services, look_invoices_over, register_invoices};
use store::entity::audit;
use store::testing::each_database;
use text::Locale;

use super::invoices::shipments;
use super::yamato;
use crate::shop::{self, actor};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

async fn codes(services: &Services) -> Vec<String> {
    let rows = carrier_settings(services, &actor(Role::Viewer)).await.unwrap();
    rows.into_iter().map(|row| row.code).collect()
}

fn van() -> OwnCarrier {
    OwnCarrier {
        code: "our_van".to_owned(),
        name: "Our van".to_owned(),
        pattern: "V-####".to_owned(),
        tracking_url: "https://van.example/{number}".to_owned(),
    }
}

#[tokio::test]
async fn inv_07_carriers_are_switched_off_and_moved_and_whoever_saw_another_list_is_told() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let owner = actor(Role::Owner);
        let step = |code: &'static str, step, at| {
            let (services, owner) = (services.clone(), owner.clone());
            async move { arrange(&services, &owner, code, step, at).await }
        };
        let before = codes(&services).await;
        assert_eq!(before[..3], ["yamato", "sagawa", "japan_post"]);
        step("japan_post", CarrierStep::First, 2).await.unwrap();
        assert_eq!(codes(&services).await[..3], ["japan_post", "yamato", "sagawa"]);
        // The same once more, by somebody who still sees the list of before.
        assert!(matches!(step("japan_post", CarrierStep::Up, 2).await, Err(Error::Conflict)));
        step("japan_post", CarrierStep::Down, 0).await.unwrap();
        step("japan_post", CarrierStep::Down, 1).await.unwrap();
        assert_eq!(codes(&services).await, before);
        // The first goes no further.
        step("yamato", CarrierStep::Up, 0).await.unwrap();
        assert_eq!(codes(&services).await, before);

        step("fedex", CarrierStep::Off, 99).await.unwrap();
        step("fedex", CarrierStep::Off, 99).await.unwrap();
        let rows = carrier_settings(&services, &owner).await.unwrap();
        assert!(rows.iter().all(|row| row.enabled != (row.code == "fedex")));
        step("fedex", CarrierStep::On, 0).await.unwrap();
        assert!(carrier_settings(&services, &owner).await.unwrap().iter().all(|row| row.enabled));
        assert!(matches!(step("no such", CarrierStep::On, 0).await, Err(Error::NotFound)));
        // What changed nothing is not told.
        assert_eq!(audit::Entity::find().count(db.store.reader()).await.unwrap(), 5);
    })
    .await;
}

#[tokio::test]
async fn inv_07_an_own_carrier_is_added_changed_and_refused_where_another_has_its_name_or_code() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let owner = actor(Role::Owner);
        save_own(&services, &owner, &van(), true).await.unwrap();
        let last = carrier_settings(&services, &owner).await.unwrap().pop().unwrap();
        assert_eq!((last.code.as_str(), last.is_own, last.enabled), ("our_van", true, true));
        assert_eq!(last.pattern.as_deref(), Some("V-####"));

        let faults = |input: OwnCarrier, is_new| {
            let (services, owner) = (services.clone(), owner.clone());
            async move {
                match save_own(&services, &owner, &input, is_new).await {
                    Err(NotSaved::Refused(faults)) => faults,
                    other => panic!("{other:?}"),
                }
            }
        };
        let again = faults(van(), true).await;
        assert_eq!(again, [OwnCarrierFault::CodeTaken, OwnCarrierFault::NameTaken]);
        // A file would not know which is meant.
        let yamato = OwnCarrier { name: "ＹＡＭＡＴＯ".to_owned(), ..van() };
        assert_eq!(faults(yamato, false).await, [OwnCarrierFault::NameTaken]);

        let changed = OwnCarrier { name: "The van".to_owned(), pattern: String::new(), ..van() };
        save_own(&services, &owner, &changed, false).await.unwrap();
        let last = carrier_settings(&services, &owner).await.unwrap().pop().unwrap();
        assert_eq!((last.name.as_str(), last.pattern), ("The van", None));
        // What every installation knows stays as it is.
        let built_in = OwnCarrier { code: "fedex".to_owned(), ..van() };
        let refused = save_own(&services, &owner, &built_in, false).await;
        assert!(matches!(refused, Err(NotSaved::Other(Error::NotFound))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn inv_07_whoever_reads_japanese_sees_the_japanese_names_of_carriers_and_files_may_name_either() {
    each_database(async |db| {
        let (services, numbers, _) = shipments(db, 2).await;
        let reader = Actor { locale: Locale::Ja, ..actor(Role::Owner) };
        save_own(&services, &reader, &van(), true).await.unwrap();
        let (first, second) = (&numbers[0], &numbers[1]);
        let rows = [format!("{first}\tヤマト運輸\t{}", yamato(1)), format!("{second}\tour van\tV-1234")];
        let source = InvoiceSource::Pasted(rows.join("\n"));
        let file = look_invoices_over(&services, &reader, source).await.unwrap();
        register_invoices(&services, &reader, &IdempotencyKey::fresh(), file).await.unwrap();
        while work(&services, "a server").await.unwrap() != Worked::Nothing {}

        for (locale, yamato_is) in [(Locale::En, "Yamato Transport"), (Locale::Ja, "ヤマト運輸")] {
            let reader = Actor { locale, ..actor(Role::Owner) };
            let list = service::shipments(&services, &reader, ShippingQuery::parse("")).await.unwrap();
            let mut shown: Vec<_> = list.rows.into_iter().filter_map(|row| row.carrier).collect();
            shown.sort_unstable();
            let mut expected = [yamato_is, "Our van"].map(str::to_owned);
            expected.sort_unstable();
            assert_eq!(shown, expected);
            let detail = service::shipment(&services, &reader, first).await.unwrap();
            assert_eq!(detail.invoice.unwrap().carrier, yamato_is);
            assert_eq!(detail.history[0].after, Some(format!("{yamato_is} {}", yamato(1))));
            let offered: Vec<_> = detail.carriers.iter().map(|carrier| carrier.name.as_str()).collect();
            assert_eq!((offered[0], *offered.last().unwrap()), (yamato_is, "Our van"));
            let order = service::order_detail(&services, &reader, "W-1").await.unwrap();
            assert_eq!(order.shipments[0].carrier.as_deref(), Some(yamato_is));
            assert!(
                order.timeline.iter().any(|entry| entry.text.contains(yamato_is)),
                "{:?}",
                order.timeline
            );
            let chosen = domain::documents::Chosen { named: vec![first.clone()], ..Default::default() };
            let printed = service::documents(&services, &reader, chosen).await.unwrap();
            assert_eq!(printed.sheets[0].carrier.as_deref(), Some(yamato_is));
            let known = service::known_carriers(&services, &reader).await.unwrap();
            assert_eq!(known[0].name, yamato_is);
            let settings = carrier_settings(&services, &reader).await.unwrap();
            assert_eq!(settings[0].name, yamato_is);
            let found = service::find(&services, &reader, &yamato(1)).await.unwrap();
            assert!(found[0].detail.ends_with(&format!("{yamato_is} {}", yamato(1))), "{found:?}");
        }
        // An own carrier takes no name of another in any language.
        let taken = OwnCarrier { code: "kuroneko".to_owned(), name: "ヤマト運輸".to_owned(), ..van() };
        let refused = save_own(&services, &actor(Role::Owner), &taken, true).await;
        let Err(NotSaved::Refused(faults)) = refused else { panic!("{refused:?}") };
        assert_eq!(faults, [OwnCarrierFault::NameTaken]);
    })
    .await;
}
