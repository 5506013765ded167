//! ORD-07: recipient and address, until an invoice is registered.

use domain::address::{AddressField, AddressProblem};
use domain::kind::Destination;
use domain::order::Refusal;
use domain::outcome::Outcome;
use domain::release::Lane;
use domain::role::Role;
use domain::stage::Stage;
use domain::view::AddressInput;
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _, IntoActiveModel as _};
use service::command::EditAddress;
use service::order_detail;
use store::entity::shipment;
use store::testing::each_database;

use super::books::{balance, orders, stocks};
use super::{give, open, ready_order, release};
use crate::shop::{MALL, actor};

/// An address abroad, as it is typed.
pub fn abroad() -> AddressInput {
    AddressInput {
        recipient: " A. Smith ".to_owned(),
        country: "gb".to_owned(),
        postal_code: "ＥＨ１ １ＹＺ".to_owned(),
        city: "Edinburgh".to_owned(),
        line1: "1 High Street".to_owned(),
        ..AddressInput::default()
    }
}

#[tokio::test]
async fn ord_07_a_new_address_is_told_and_moves_the_order_to_its_list() {
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 1), ready_order(2, 1)]).await;
        let before = stocks(db).await;
        let edit = EditAddress::to(abroad()).unwrap();
        assert!(give(&services, "W-1", &edit).await.unwrap().is_done());
        let changed = orders(db).await.remove(0);
        assert_eq!(changed.order.country.as_deref(), Some("GB"));
        assert_eq!(
            (changed.order.destination, changed.order.lane),
            (Destination::International, Lane::INTERNATIONAL_NOT_RELEASED)
        );
        assert_eq!(changed.addresses[0].recipient.as_deref(), Some("A. Smith"));
        assert_eq!(changed.addresses[0].postal_code.as_deref(), Some("EH1 1YZ"));
        let detail = order_detail(&services, &actor(Role::Fulfilment), "W-1").await.unwrap();
        assert_eq!(detail.ship_to.city, "Edinburgh");
        assert!(detail.address_closed.is_none());
        let told = &detail.timeline[0].text;
        assert!(told.contains("神宮前1-1") && told.contains("1 High Street"), "{told}");
        balance(db, &before).await;

        // Saved once more as it is, nothing is written.
        assert_eq!(give(&services, "W-1", &edit).await.unwrap(), Outcome::Unchanged);
        assert_eq!(orders(db).await[0].order.version, changed.order.version);
        assert_eq!(
            order_detail(&services, &actor(Role::Owner), "W-1").await.unwrap().timeline,
            detail.timeline
        );

        // A shipment that is not numbered goes where the order goes.
        assert!(release(&services, "W-2").await.is_done());
        assert!(give(&services, "W-2", &edit).await.unwrap().is_done());
        assert_eq!(orders(db).await[1].shipments[0].0.destination, Destination::International);
        balance(db, &before).await;
    })
    .await;
}

#[tokio::test]
async fn inv_02_the_address_is_locked_by_an_invoice_and_by_a_mall() {
    each_database(async |db| {
        let mut of_mall = ready_order(2, 1);
        of_mall.order.channel_id = MALL;
        of_mall.order.mall_stage = Some(Stage::Processing);
        let services = open(db, 5, vec![ready_order(1, 1), of_mall]).await;
        assert!(release(&services, "W-1").await.is_done());
        let row = shipment::Entity::find().one(db.store.reader()).await.unwrap().unwrap();
        let mut numbered = row.into_active_model();
        numbered.invoice_number = Set(Some("123456789012".to_owned()));
        numbered.update(db.store.writer()).await.unwrap();
        let edit = EditAddress::to(abroad()).unwrap();
        for (number, why) in [
            ("W-1", domain::action::CannotAct::InvoiceRegistered),
            ("W-2", domain::action::CannotAct::ManagedAtMall),
        ] {
            let refused = give(&services, number, &edit).await.unwrap();
            assert_eq!(refused, Outcome::Refused { refusal: Refusal::Act(why) });
            assert!(
                order_detail(&services, &actor(Role::Owner), number).await.unwrap().address_closed.is_some()
            );
        }
    })
    .await;
}

#[test]
fn ord_07_rel_10_what_can_not_be_sent_to_is_not_taken() {
    let of = |address: AddressInput| EditAddress::to(address).unwrap_err();
    let missing = |field| AddressProblem::Missing { field };
    assert_eq!(
        of(AddressInput { recipient: " ".to_owned(), ..abroad() }),
        [missing(AddressField::Recipient)]
    );
    assert_eq!(
        of(AddressInput { country: "Atlantis".to_owned(), ..abroad() }),
        [missing(AddressField::Country)]
    );
    assert!(matches!(
        of(AddressInput { postal_code: "123".to_owned(), ..abroad() })[..],
        [AddressProblem::Malformed { field: AddressField::PostalCode, .. }]
    ));
    assert_eq!(of(AddressInput { city: String::new(), ..abroad() }), [missing(AddressField::City)]);
}
