use proptest::prelude::*;

use super::*;
use crate::units::UnitsStep::*;
use ShipmentCommand as C;
use ShipmentStatus::*;

const HERE: ShipmentFacts = ShipmentFacts {
    status: PreparingToRelease,
    packed: false,
    numbering: Numbering::Missing,
    on_hold: false,
    destination: Destination::International,
    pickup: false,
    made_by: MadeBy::Release,
    latest_event_at: None,
};

fn at(status: ShipmentStatus) -> ShipmentFacts {
    let numbering = if status == PreparingToRelease { Numbering::Missing } else { Numbering::Invoice };
    ShipmentFacts { status, packed: status.is_packed(), numbering, ..HERE }
}

fn tracked(facts: ShipmentFacts, event: CarrierEvent, time: i64) -> Option<ShipmentStatus> {
    match track(&facts, event, Timestamp(time)) {
        Tracked::Moved(moved) => Some(moved.to),
        Tracked::Kept(_) => None,
    }
}

#[test]
fn shipment_goes_the_whole_way() {
    let registered = decide_shipment(&HERE, C::RegisterInvoice).unwrap();
    assert_eq!(
        (registered.to, registered.steps, registered.numbering),
        (PreparingToShip, vec![Pack], Numbering::Invoice)
    );
    let handed_over = decide_shipment(&at(PreparingToShip), C::HandOver).unwrap();
    assert_eq!((handed_over.to, handed_over.steps), (Released, vec![HandOver]));
    assert_eq!(tracked(at(PreparingToShip), CarrierEvent::Accepted, 1), Some(Released));
    assert_eq!(tracked(at(Released), CarrierEvent::InTransit, 2), Some(InTransit));
    assert_eq!(tracked(at(InTransit), CarrierEvent::OutForDelivery, 3), Some(OutForDelivery));
    assert_eq!(tracked(at(OutForDelivery), CarrierEvent::Delivered, 4), Some(Delivered));
    assert_eq!(
        tracked(ShipmentFacts { pickup: true, ..at(OutForDelivery) }, CarrierEvent::Delivered, 4),
        Some(PickedUp)
    );
}

#[test]
fn shipment_that_is_packed_is_not_packed_twice() {
    let packed = ShipmentFacts { packed: true, ..HERE };
    assert_eq!(decide_shipment(&packed, C::RegisterInvoice).unwrap().steps, []);
    assert_eq!(decide_shipment(&packed, C::MarkPacked), Err(CannotMove::AlreadyPacked));
    assert_eq!(decide_shipment(&HERE, C::MarkPacked).unwrap().steps, [Pack]);
}

#[test]
fn shp_07_a_failed_shipment_is_redelivered_or_canceled() {
    for from in [Released, InTransit, OutForDelivery] {
        assert_eq!(tracked(at(from), CarrierEvent::Failed, 5), Some(Failed));
    }
    assert_eq!(decide_shipment(&at(Failed), C::Redeliver).unwrap().to, InTransit);
    let canceled = decide_shipment(&at(Failed), C::CancelFailed).unwrap();
    assert_eq!((canceled.to, canceled.steps), (Canceled, vec![Reverse, Unpack, Unassign]));
}

#[test]
fn ful_03_void_is_for_what_is_still_here_and_not_a_carriers() {
    assert_eq!(decide_shipment(&HERE, C::Void).unwrap().steps, [Unassign]);
    assert_eq!(decide_shipment(&at(PreparingToShip), C::Void).unwrap().steps, [Unpack, Unassign]);
    let bought = ShipmentFacts { made_by: MadeBy::Carrier, ..HERE };
    assert_eq!(decide_shipment(&bought, C::Void), Err(CannotMove::CarrierMade));
    for from in [Released, InTransit, OutForDelivery, Failed, Delivered, PickedUp, Canceled] {
        assert_eq!(decide_shipment(&at(from), C::Void), Err(CannotMove::NotFrom { from, command: C::Void }));
    }
}

#[test]
fn inv_05_an_invoice_changes_until_failed_delivered_or_canceled() {
    for (from, steps) in [
        (PreparingToShip, vec![]),
        (Released, vec![Reverse]),
        (InTransit, vec![Reverse]),
        (OutForDelivery, vec![Reverse]),
    ] {
        let changed = decide_shipment(&at(from), C::ChangeInvoice).unwrap();
        assert_eq!(
            (changed.to, &changed.steps, changed.numbering),
            (PreparingToShip, &steps, Numbering::Invoice)
        );
        let deleted = decide_shipment(&at(from), C::DeleteInvoice).unwrap();
        assert_eq!(
            (deleted.to, &deleted.steps, deleted.numbering),
            (PreparingToRelease, &steps, Numbering::Missing)
        );
        assert!(deleted.packed, "the parcel stays packed");
    }
    for from in [Failed, Delivered, PickedUp, Canceled] {
        for command in [C::ChangeInvoice, C::DeleteInvoice] {
            assert_eq!(decide_shipment(&at(from), command), Err(CannotMove::NotFrom { from, command }));
        }
    }
    assert_eq!(decide_shipment(&HERE, C::DeleteInvoice), Err(CannotMove::NoInvoice));
}

#[test]
fn inv_01_a_rejected_invoice_goes_back_and_can_be_put_right() {
    for from in [PreparingToShip, Released] {
        let Tracked::Moved(moved) = track(&at(from), CarrierEvent::InvoiceRejected, Timestamp(1)) else {
            panic!("{from} keeps a rejected invoice")
        };
        assert_eq!((moved.to, moved.numbering), (PreparingToRelease, Numbering::Rejected));
    }
    let rejected = ShipmentFacts { packed: true, numbering: Numbering::Rejected, ..HERE };
    assert_eq!(decide_shipment(&rejected, C::ChangeInvoice).unwrap().to, PreparingToShip);
    assert_eq!(decide_shipment(&rejected, C::DeleteInvoice).unwrap().numbering, Numbering::Missing);
}

#[test]
fn shipment_without_number_needs_a_reason_and_may_only_be_local_or_pickup() {
    assert_eq!(decide_shipment(&HERE, C::GiveReason), Err(CannotMove::NumberNeeded));
    for facts in
        [ShipmentFacts { destination: Destination::Domestic, ..HERE }, ShipmentFacts { pickup: true, ..HERE }]
    {
        let given = decide_shipment(&facts, C::GiveReason).unwrap();
        assert_eq!((given.to, given.numbering), (PreparingToShip, Numbering::Reason));
    }
}

#[test]
fn shipment_on_hold_stops_invoice_and_hand_over_but_not_the_carrier() {
    let held = |status| ShipmentFacts { on_hold: true, ..at(status) };
    for (from, command) in [
        (PreparingToRelease, C::RegisterInvoice),
        (PreparingToShip, C::HandOver),
        (Released, C::ChangeInvoice),
    ] {
        assert_eq!(decide_shipment(&held(from), command), Err(CannotMove::OnHold));
    }
    for (from, command) in [
        (PreparingToRelease, C::Void),
        (PreparingToRelease, C::MarkPacked),
        (Released, C::DeleteInvoice),
        (Released, C::MarkDelivered),
        (Failed, C::Redeliver),
    ] {
        assert!(decide_shipment(&held(from), command).is_ok());
    }
    assert_eq!(tracked(held(PreparingToShip), CarrierEvent::Accepted, 1), Some(Released));
}

#[test]
fn shipment_is_delivered_or_picked_up_as_it_was_meant() {
    let pickup = ShipmentFacts { pickup: true, ..at(Released) };
    assert_eq!(decide_shipment(&pickup, C::MarkPickedUp).unwrap().to, PickedUp);
    assert_eq!(decide_shipment(&pickup, C::MarkDelivered), Err(CannotMove::Pickup));
    assert_eq!(decide_shipment(&at(Released), C::MarkPickedUp), Err(CannotMove::NotPickup));
}

#[test]
fn inv_08_events_out_of_order_never_lead_backwards() {
    let later = |status, time| ShipmentFacts { latest_event_at: Some(Timestamp(time)), ..at(status) };
    assert_eq!(tracked(later(OutForDelivery, 5), CarrierEvent::InTransit, 6), None);
    assert_eq!(tracked(later(Delivered, 5), CarrierEvent::Failed, 6), None);
    // A failure that was followed by a redelivery, heard of too late.
    assert_eq!(
        track(&later(InTransit, 5), CarrierEvent::Failed, Timestamp(4)),
        Tracked::Kept(Kept::OutOfOrder)
    );
    // A scan before the failure is no redelivery; one after it is.
    assert_eq!(tracked(later(Failed, 5), CarrierEvent::InTransit, 4), None);
    assert_eq!(tracked(later(Failed, 5), CarrierEvent::InTransit, 6), Some(InTransit));
    // Missed scans are made up for.
    assert_eq!(
        track(&at(PreparingToShip), CarrierEvent::Delivered, Timestamp(1)),
        Tracked::Moved(Move {
            from: PreparingToShip,
            to: Delivered,
            steps: vec![HandOver, Deliver],
            packed: true,
            numbering: Numbering::Invoice
        })
    );
}

#[test]
fn shp_01_each_status_has_its_tab() {
    assert_eq!(PreparingToShip.tab(), Some(ShipmentTab::PreparingToRelease));
    for status in [Released, InTransit, OutForDelivery] {
        assert_eq!(status.tab(), Some(ShipmentTab::InDelivery));
    }
    assert_eq!(
        (Failed.tab(), PickedUp.tab(), Canceled.tab()),
        (Some(ShipmentTab::Failed), Some(ShipmentTab::Delivered), None)
    );
}

#[test]
fn ful_04_each_status_has_its_store_name() {
    use StoreShipmentStatus as S;
    let names = [
        S::AwaitingShipment,
        S::AwaitingShipment,
        S::Shipped,
        S::InTransit,
        S::OutForDelivery,
        S::DeliveryFailed,
        S::Delivered,
        S::Delivered,
        S::Canceled,
    ];
    assert!(ShipmentStatus::ALL.iter().map(|status| status.store_name()).eq(names));
}

#[test]
fn wf_01_the_table_is_sound() {
    for row in TRANSITIONS {
        let is_event = matches!(row.trigger, Trigger::Carrier(_));
        assert!(is_event || !row.guards.contains(&Guard::Latest), "{row:?}");
        assert!(!(is_event && row.guards.contains(&Guard::NotHeld)), "tracking events always apply: {row:?}");
        // The steps do to the units what the statuses say of them.
        let has = |step| i32::from(row.steps.contains(&step));
        assert_eq!(
            has(HandOver) - has(Reverse),
            i32::from(row.to.is_handed_over()) - i32::from(row.from.is_handed_over()),
            "{row:?}"
        );
        assert_eq!(
            has(Deliver),
            i32::from(row.to.is_delivered()) - i32::from(row.from.is_delivered()),
            "{row:?}"
        );
        assert_eq!(has(Unassign), i32::from(row.to == Canceled), "{row:?}");
        let twins =
            TRANSITIONS.iter().filter(|other| other.from == row.from && other.trigger == row.trigger).count();
        assert!(
            twins == 1 || row.guards.iter().any(|guard| matches!(guard, Guard::Pickup | Guard::NotPickup)),
            "{row:?}"
        );
    }
    for status in ShipmentStatus::ALL {
        assert!(
            *status == PreparingToRelease || TRANSITIONS.iter().any(|row| row.to == *status),
            "{status} is never reached"
        );
    }
    for command in C::ALL {
        assert!(
            TRANSITIONS.iter().any(|row| row.trigger == Trigger::Command(*command)),
            "{command} does nothing"
        );
    }
    for event in CarrierEvent::ALL {
        assert!(
            TRANSITIONS.iter().any(|row| row.trigger == Trigger::Carrier(*event)),
            "{event} does nothing"
        );
    }
}

/// How far along a status is; Failed stands beside the last three.
fn rank(status: ShipmentStatus) -> u8 {
    match status {
        PreparingToRelease => 0,
        PreparingToShip => 1,
        Released => 2,
        InTransit => 3,
        OutForDelivery => 4,
        Failed => 5,
        Delivered | PickedUp => 6,
        Canceled => 7,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn inv_08_any_events_in_any_order_lead_forward_only(
        events in prop::collection::vec((prop::sample::select(&CarrierEvent::ALL[1..]), 0_i64..12), 0..14),
        pickup: bool,
    ) {
        let mut facts = ShipmentFacts { pickup, ..at(PreparingToShip) };
        let mut delivered = false;
        for (event, time) in events {
            delivered |= event == CarrierEvent::Delivered;
            if let Tracked::Moved(moved) = track(&facts, event, Timestamp(time)) {
                prop_assert!(rank(moved.to) > rank(moved.from) || moved.from == Failed);
                facts.status = moved.to;
            }
            // A repeat of an event changes nothing.
            facts.latest_event_at = facts.latest_event_at.max(Some(Timestamp(time)));
            prop_assert!(matches!(track(&facts, event, Timestamp(time)), Tracked::Kept(_)));
        }
        prop_assert_eq!(facts.status.is_delivered(), delivered);
    }
}
