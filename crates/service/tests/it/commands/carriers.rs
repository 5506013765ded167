//! The settings of carriers (INV-07, SET-01).

use domain::carrier::own::{CarrierStep, OwnCarrier, OwnCarrierFault};
use domain::role::Role;
use service::carriers::{NotSaved, arrange, carrier_settings, save_own};
use service::{Error, Services};
use store::entity::audit;
use store::testing::each_database;

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
