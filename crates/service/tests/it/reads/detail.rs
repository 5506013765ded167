//! REL-05: the detail shows every part of an order, and tells its story in both languages.

use std::collections::HashSet;

use domain::claim::{ClaimKind, ClaimStatus};
use domain::id::{ClaimId, CustomerId, LocationId, OrderId, OrderLineId, ShipmentId, SkuId};
use domain::kind::{ActorKind, AddressRole, ChargeKind, Destination, LedgerKind, Notice, PaymentMethod};
use domain::money::{Currency, Money};
use domain::payment::PaymentStatus;
use domain::release::{ReleaseFailure, ReleaseState};
use domain::role::Role;
use domain::stage::Stage;
use domain::timeline::{Replaced, TimelineEvent};
use service::{Actor, Error, Services, order_detail};
use store::entity::{
    claim_line, customer, event, note, order_address, order_line, shipment, shipment_line, stock,
};
use store::testing::{TestDb, each_database};
use text::Locale;

use super::parts::{a_charge, a_claim, a_note, a_shipment, an_address, an_entry, an_event};
use crate::shop::{self, MALL, ROUTES, USER, a_customer, a_line, actor, add, an_order, at, place, routed};

async fn refused(services: &Services, number: &str) {
    let found = order_detail(services, &actor(Role::Owner), number).await;
    assert!(matches!(found, Err(Error::NotFound)), "{number:?}: {found:?}");
}

#[tokio::test]
async fn rel_05_an_unknown_number_is_not_found() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        place(db, "JP", vec![an_order(1, at("2026-11-20T15:12:00Z"))]).await;
        order_detail(&services, &actor(Role::Viewer), "W-1").await.unwrap();
        // The number on the screen is the one in the address: neither its parts nor the channel's number open it.
        for number in ["W-2", "", "W-", "w-1", "1", "own-1", "W-1\0", "%", "' OR 1=1 --", &"9".repeat(10_000)]
        {
            refused(&services, number).await;
        }
    })
    .await;
}

#[tokio::test]
async fn rel_05_every_part_of_an_order_is_shown() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        full_order(db).await;
        let detail = order_detail(&services, &actor(Role::Viewer), "W-2").await.unwrap();
        let yen = |minor| Money::new(minor, Currency::JPY);

        assert_eq!((detail.number.as_str(), detail.channel_number.as_deref()), ("W-2", Some("mall-2")));
        assert_eq!(
            (detail.channel.as_str(), detail.mall_status.as_deref()),
            ("Big mall", Some("注文確認待ち"))
        );
        assert_eq!(detail.original_number.as_deref(), Some("W-1"));
        assert_eq!((detail.placed.text.as_str(), detail.is_test), ("Nov 21 00:12", true));
        assert_eq!((detail.stage, detail.release_state), (Stage::Processing, ReleaseState::Failed));
        assert_eq!(detail.failures, [ReleaseFailure::NotConfirmed]);
        assert_eq!(detail.failed_at.unwrap().text, "Today 00:30");
        assert_eq!(
            (detail.payment, detail.destination),
            (PaymentStatus::PartiallyRefunded, Destination::Domestic)
        );
        assert_eq!(detail.member.id, Some(CustomerId(7)));
        assert_eq!((detail.member.email.as_deref(), detail.member_orders), (Some("hana@mail.example"), 12));
        assert_eq!(detail.shipping_request.as_deref(), Some("After six"));

        let [first, second] = &detail.lines[..] else { panic!("{:?}", detail.lines) };
        assert_eq!(
            (first.product_code.as_str(), first.sku.as_str(), first.name.as_str()),
            ("TEE", "TEE-NV", "The TEE")
        );
        assert_eq!(
            (first.option.as_deref(), first.delivery_name.as_deref()),
            (Some("Navy"), Some("Cotton shirt"))
        );
        assert_eq!((first.ordered, first.canceled, first.open, first.available), (4, 1, 2, Some(9)));
        assert_eq!(first.total, yen(6000));
        assert_eq!((second.sku.as_str(), &second.delivery_name, second.available), ("CAP", &None, None));

        let money = &detail.money;
        assert_eq!((money.items, money.discount, money.shipping), (yen(7500), yen(-300), yen(500)));
        assert_eq!((money.tax, money.total), (yen(70), yen(7970)));
        assert_eq!((money.paid, money.refunded), (yen(7970), yen(1000)));
        assert_eq!(money.charges, [("Gift wrap".to_owned(), yen(200))]);
        let entries: Vec<_> = money.entries.iter().map(|entry| (entry.kind, entry.amount)).collect();
        assert_eq!(entries, [(LedgerKind::Payment, yen(7970)), (LedgerKind::Refund, yen(1000))]);
        assert_eq!(money.entries[0].reference.as_deref(), Some("ch_2001"));

        let roles: Vec<_> = detail.addresses.iter().map(|address| address.role).collect();
        assert_eq!(roles, [AddressRole::ShipTo, AddressRole::BillTo]);
        assert_eq!(detail.addresses[0].lines, ["佐藤 花", "150-0001", "東京都渋谷区神宮前3-5-1", "Japan"]);
        assert_eq!(detail.addresses[1].phone.as_deref(), Some("+44 20 7946 0000"));

        let [shipment] = &detail.shipments[..] else { panic!("{:?}", detail.shipments) };
        assert_eq!((shipment.number.as_str(), shipment.quantity), ("S-2001", 1));
        assert_eq!(shipment.routing, "Location 1 · Policy 1 · Option 1");
        assert_eq!(
            (shipment.carrier.as_deref(), shipment.invoice.as_deref()),
            (Some("Yamato Transport"), Some("123456789012"))
        );
        let planned: Vec<_> =
            detail.planned.iter().map(|plan| (plan.routing.as_str(), plan.quantity)).collect();
        assert_eq!(planned, [("Location 1 · Policy 1 · Option 1", 2), ("No location chosen", 1)]);

        let [claim] = &detail.claims[..] else { panic!("{:?}", detail.claims) };
        assert_eq!(
            (claim.claim.number.as_str(), claim.claim.quantity, claim.claim.reason.as_str()),
            ("C-2001", 1, "Ordered twice")
        );
        let timeline: Vec<_> =
            detail.timeline.iter().map(|e| (e.text.as_str(), e.by.as_str(), e.is_bad)).collect();
        assert_eq!(
            timeline,
            [
                ("told_by_a_later_version", "automatic", false),
                ("Put on hold by the mall", "desk@shop.example", true),
                ("Confirmed", "automatic", false)
            ]
        );
        let [note] = &detail.notes[..] else { panic!("{:?}", detail.notes) };
        assert_eq!((note.author.as_str(), note.body.as_str()), ("desk@shop.example", "Call before 9"));
    })
    .await;
}

/// Order W-2, which has something of everything.
async fn full_order(db: &TestDb) {
    let mut hana = a_customer(7, "hana@mail.example", None);
    hana.order_count = 12;
    add::<customer::Entity>(db, vec![hana]).await;
    let in_stock = |location, on_hand| stock::Model {
        location_id: LocationId(location),
        sku_id: SkuId(1),
        on_hand,
        allocated: 3,
    };
    add::<stock::Entity>(db, vec![in_stock(1, 5), in_stock(2, 10)]).await;

    let mut parts = an_order(2, at("2026-11-20T15:12:00Z"));
    let order = &mut parts.order;
    order.channel_id = MALL;
    order.channel_number = "mall-2".to_owned();
    order.mall_status = Some("注文確認待ち".to_owned());
    order.mall_stage = Some(Stage::Processing);
    order.original_order_id = Some(OrderId(1));
    order.customer_id = Some(CustomerId(7));
    order.email = Some("hana@mail.example".to_owned());
    order.shipping_request = Some("After six".to_owned());
    order.is_test = true;
    let mut tee = order_line::Model {
        sku_id: Some(SkuId(1)),
        option_name: Some("Navy".to_owned()),
        ordered: 4,
        canceled: 1,
        assigned: 1,
        discount: 300,
        tax: 70,
        ..a_line(2, 1, "TEE", "TEE-NV")
    };
    routed(&mut tee, ROUTES[0]);
    parts.lines = vec![tee, a_line(2, 2, "CAP", "CAP")];
    parts.charges = vec![
        a_charge(2001, 2, ChargeKind::Shipping, "Post", 500),
        a_charge(2002, 2, ChargeKind::Fee, "Gift wrap", 200),
    ];
    let mut refund = an_entry(2002, 2, LedgerKind::Refund, 1000);
    refund.at = at("2026-11-21T15:13:00Z");
    parts.ledger = vec![refund, an_entry(2001, 2, LedgerKind::Payment, 7970)];
    let text = |text: &str| Some(text.to_owned());
    parts.addresses = vec![
        order_address::Model {
            role: AddressRole::BillTo,
            recipient: text("A. Smith"),
            phone: text("+44 20 7946 0000"),
            country: text("GB"),
            ..an_address(2)
        },
        order_address::Model {
            recipient: text("佐藤 花"),
            postal_code: text("150-0001"),
            region: text("東京都"),
            city: text("渋谷区"),
            line1: text("神宮前3-5-1"),
            ..an_address(2)
        },
    ];
    shop::failed(&mut parts, &[ReleaseFailure::NotConfirmed]);
    let shipment = shipment::Model {
        carrier_code: text("yamato"),
        invoice_number: text("123456789012"),
        ..a_shipment(2001, 2, ROUTES[0])
    };
    let units =
        shipment_line::Model { shipment_id: ShipmentId(2001), order_line_id: OrderLineId(2001), quantity: 1 };
    parts.shipments = vec![(shipment, vec![units])];
    let claimed = claim_line::Model {
        claim_id: ClaimId(2001),
        order_line_id: OrderLineId(2001),
        quantity: 1,
        replacement_sku_id: None,
    };
    parts.claims = vec![(a_claim(2001, 2), vec![claimed])];
    let held = event::Model {
        actor: ActorKind::User,
        user_id: Some(USER),
        at: at("2026-11-21T02:00:00Z"),
        ..an_event(2002, 2, &TimelineEvent::HeldByMall)
    };
    let unknown = event::Model {
        kind: "told_by_a_later_version".to_owned(),
        payload: serde_json::json!({ "kind": "told_by_a_later_version" }),
        at: at("2026-11-21T02:00:00Z"),
        ..an_event(2003, 2, &TimelineEvent::Confirmed)
    };
    parts.events = vec![held, an_event(2001, 2, &TimelineEvent::Confirmed), unknown];
    place(db, "JP", vec![an_order(1, at("2026-11-19T00:00:00Z"))]).await;
    place(db, "JP", vec![parts]).await;
    add::<note::Entity>(db, vec![a_note(2001, 2)]).await;
}

#[tokio::test]
async fn rel_05_an_address_is_written_as_in_its_country_and_left_out_where_nothing_is_known() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let text = |text: &str| Some(text.to_owned());
        let full = |order, country: &str| order_address::Model {
            recipient: text("Name"),
            company: text("Firm"),
            country: text(country),
            postal_code: text("Code"),
            region: text("Region"),
            city: text("City"),
            line1: text("Street"),
            line2: text("Floor"),
            ..an_address(order)
        };
        let phone_only = order_address::Model { phone: text("03-1234-5678"), country: None, ..an_address(6) };
        let addresses = [
            full(1, "JP"),
            full(2, "KR"),
            full(3, "GB"),
            order_address::Model { country: None, company: text("  "), line2: None, ..full(4, "US") },
            an_address(5),
            phone_only,
        ];
        let orders = addresses.into_iter().map(|address| {
            let mut parts = an_order(address.order_id.0, at("2026-11-20T15:12:00Z"));
            if address.country.is_none() {
                parts.order.country = None;
                parts.order.country_given = Some("Atlantis".to_owned());
            }
            parts.addresses.push(address);
            parts
        });
        place(db, "JP", orders.collect()).await;
        let abroad = ["Name", "Firm", "Street", "Floor", "City Region Code"];
        for (locale, number, lines) in [
            (Locale::En, "W-1", vec!["Name", "Firm", "Code", "RegionCityStreet", "Floor", "Japan"]),
            (Locale::Ja, "W-1", vec!["Name", "Firm", "Code", "RegionCityStreet", "Floor", "日本"]),
            (Locale::En, "W-2", vec!["Name", "Firm", "Code", "Region City Street", "Floor", "South Korea"]),
            (Locale::En, "W-3", [&abroad[..], &["United Kingdom"]].concat()),
            (
                Locale::En,
                "W-4",
                vec!["Name", "Street", "City Region Code", "Atlantis (country not recognised)"],
            ),
        ] {
            let reader = Actor { locale, ..actor(Role::Viewer) };
            let detail = order_detail(&services, &reader, number).await.unwrap();
            assert_eq!(detail.addresses[0].lines, lines, "{number} in {locale:?}");
        }
        let detail = order_detail(&services, &actor(Role::Viewer), "W-5").await.unwrap();
        assert_eq!(detail.addresses, [], "a country alone is no address");
        let detail = order_detail(&services, &actor(Role::Viewer), "W-6").await.unwrap();
        assert_eq!(detail.addresses[0].phone.as_deref(), Some("03-1234-5678"));
    })
    .await;
}

/// Every variant; one that is added must be added here, or this does not compile.
fn every_event() -> Vec<TimelineEvent> {
    use TimelineEvent as E;
    let text = |text: &str| text.to_owned();
    let amount = Money::new(1234, Currency::GBP);
    let method = PaymentMethod::Card;
    let shipment = text("S-1");
    let all = vec![
        E::Placed { method },
        E::Imported { file: text("orders.csv") },
        E::PaymentReceived { amount, method },
        E::BecameNew,
        E::Confirmed,
        E::Canceled { units: 1, reason: None },
        E::Canceled { units: 2, reason: Some(text("sold out")) },
        E::CanceledOrder { original: None },
        E::CanceledOrder { original: Some(text("W-1")) },
        E::ReleaseFailed { failures: vec![ReleaseFailure::OnHold, ReleaseFailure::Canceled] },
        E::Released { shipments: vec![text("S-1"), text("S-2")] },
        E::InvoiceRegistered { shipment: shipment.clone(), carrier: text("Yamato"), number: text("12") },
        E::HandedOver { shipment: shipment.clone() },
        E::DeliveryFailed { shipment: shipment.clone() },
        E::Delivered { shipment },
        E::ReturnReceived { units: 1 },
        E::ReturnReceived { units: 5 },
        E::Refunded { amount },
        E::ClaimRequested { claim: text("C-1"), claim_kind: ClaimKind::Exchange, reason: None },
        E::ClaimMoved {
            claim: text("C-1"),
            claim_kind: ClaimKind::Exchange,
            status: ClaimStatus::InProgress,
            answer: None,
        },
        E::ClaimMoved {
            claim: text("C-1"),
            claim_kind: ClaimKind::Exchange,
            status: ClaimStatus::Denied,
            answer: Some(text("worn")),
        },
        E::ReplacementPrepared {
            shipments: vec![text("S-3")],
            goods: vec![Replaced { units: 1, sku: text("TEE-RD"), instead_of: text("TEE-NV") }],
        },
        E::InvoiceChanged { shipment: text("S-1"), before: text("Yamato 123"), after: text("Sagawa 456") },
        E::InvoiceDeleted { shipment: text("S-1"), before: text("Yamato 123") },
        E::InvoiceRejected { shipment: text("S-1"), number: text("123"), why: text("Unknown") },
        E::NumberNotNeeded { shipment: text("S-1"), reason: text("Own van") },
        E::Packed { shipment: text("S-1") },
        E::RedeliveryStarted { shipment: text("S-1") },
        E::ShipmentCanceled { shipment: text("S-1") },
        E::HeldByMall,
        E::StageChanged { from: Stage::New, to: Stage::Processing },
        E::FailureDismissed,
        E::RefundDue { amount },
        E::AddressChanged { before: vec![text("Street 1")], after: vec![text("Street 2"), text("Town")] },
        E::ItemLinked { item: text("Mall tee"), sku: text("TEE-NV") },
        E::NoticeSent { notice: Notice::OrderProcessing, to: text("a@mail.example") },
        E::NoticeGivenUp {
            notice: Notice::OrderCanceled,
            to: text("a@mail.example"),
            error: text("550 no such user"),
        },
    ];
    let kinds: HashSet<_> = all.iter().map(std::mem::discriminant).collect();
    // As many as there are arms.
    let arms = match &all[0] {
        E::Placed { .. }
        | E::Imported { .. }
        | E::PaymentReceived { .. }
        | E::BecameNew
        | E::Confirmed
        | E::Canceled { .. }
        | E::CanceledOrder { .. }
        | E::ReleaseFailed { .. }
        | E::Released { .. }
        | E::InvoiceRegistered { .. }
        | E::InvoiceChanged { .. }
        | E::InvoiceDeleted { .. }
        | E::InvoiceRejected { .. }
        | E::NumberNotNeeded { .. }
        | E::Packed { .. }
        | E::RedeliveryStarted { .. }
        | E::ShipmentCanceled { .. }
        | E::HandedOver { .. }
        | E::DeliveryFailed { .. }
        | E::Delivered { .. }
        | E::ReturnReceived { .. }
        | E::Refunded { .. }
        | E::ClaimRequested { .. }
        | E::ClaimMoved { .. }
        | E::ReplacementPrepared { .. }
        | E::HeldByMall
        | E::StageChanged { .. }
        | E::FailureDismissed
        | E::RefundDue { .. }
        | E::AddressChanged { .. }
        | E::ItemLinked { .. }
        | E::NoticeSent { .. }
        | E::NoticeGivenUp { .. } => 33,
    };
    assert_eq!(kinds.len(), arms);
    all
}

#[tokio::test]
async fn ux_08_ux_04_the_timeline_tells_every_event_with_who_and_when_in_both_languages() {
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        let told = every_event();
        let mut parts = an_order(1, at("2026-11-20T15:12:00Z"));
        // Of one moment: the later id is the later event.
        parts.events = told.iter().zip(1000..).map(|(told, id)| an_event(id, 1, told)).collect();
        place(db, "JP", vec![parts]).await;
        let mut texts = Vec::new();
        for locale in Locale::ALL {
            let reader = Actor { locale, ..actor(Role::Viewer) };
            let timeline = order_detail(&services, &reader, "W-1").await.unwrap().timeline;
            assert_eq!(timeline.len(), told.len());
            let shown: Vec<_> = timeline.into_iter().rev().collect();
            for (entry, event) in shown.iter().zip(&told) {
                assert_eq!(entry.is_bad, event.is_bad(), "{event:?}");
                assert!(
                    !entry.text.trim().is_empty() && entry.text != event.kind(),
                    "{event:?}: {}",
                    entry.text
                );
            }
            let words: Vec<_> = shown.into_iter().map(|entry| entry.text).collect();
            assert_eq!(
                words.iter().collect::<HashSet<_>>().len(),
                told.len(),
                "two events in the same words"
            );
            texts.push(words);
        }
        for (en, ja) in texts[0].iter().zip(&texts[1]) {
            assert_ne!(en, ja);
            assert!(en.is_ascii() || en.contains('£'), "{en}");
            assert!(!ja.is_ascii(), "{ja}");
        }
    })
    .await;
}
