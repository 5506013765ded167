//! Release, stock and shipments, as far as a whole order is concerned.

use crate::desk::{Desk, FIRST, HERE, NO_DISPOSAL, SKU, THERE, claim};
use domain::action::CannotAct;
use domain::claim::ClaimKind;
use domain::fulfilment::FulfilmentStatus;
use domain::id::PolicyId;
use domain::kind::Destination;
use domain::order::{Command, Disposal, Event, Fulfil, LineIndex, Refusal};
use domain::payment::PaymentStatus;
use domain::release::{ReleaseFailure, ReleaseState};
use domain::shipment::{CannotMove, CarrierEvent, MadeBy, ShipmentCommand, ShipmentStatus};
use domain::stage::Stage;
use domain::stock::{Stock, StockError, StockStep};

#[test]
fn rel_11_a_release_allocates_all_open_units_and_confirms_by_the_way() {
    let mut desk = Desk::new();
    let events = desk.act(Command::PrepareRelease);
    assert_eq!(events[0], Event::Confirmed);
    assert_eq!(desk.stock(), (10, 4));
    assert_eq!(desk.order.shipments.len(), 1);
    assert_eq!(desk.order.shipments[0].status, ShipmentStatus::PreparingToRelease);
    assert_eq!(desk.stage(), Stage::Processing);
    assert_eq!(desk.refused(&Command::PrepareRelease), CannotAct::NothingOpen.into());
}

#[test]
fn rel_11_one_shipment_per_location_and_delivery_policy() {
    let mut desk = Desk::new();
    desk.order.lines.push(desk.order.lines[1].clone());
    desk.order.lines[1].location = Some(THERE);
    desk.order.lines[2].policy = Some(PolicyId(2));
    desk.act(Command::PrepareRelease);
    let parcels: Vec<_> = desk
        .order
        .shipments
        .iter()
        .map(|shipment| (shipment.location, shipment.policy, shipment.quantity()))
        .collect();
    assert_eq!(
        parcels,
        [
            (Some(HERE), Some(PolicyId(1)), 3),
            (Some(HERE), Some(PolicyId(2)), 1),
            (Some(THERE), Some(PolicyId(1)), 1)
        ]
    );
}

#[test]
fn rel_10_a_release_takes_all_units_or_none() {
    let mut desk = Desk::new();
    desk.stocks.insert((HERE, SKU), Stock { on_hand: 3, allocated: 0 });
    let error = StockError::Short { step: StockStep::Allocate, asked: 1, have: 0 };
    assert_eq!(desk.refused(&Command::PrepareRelease), Refusal::Stock { location: HERE, sku: SKU, error });
}

#[test]
fn rel_10_a_refused_hand_off_voids_the_shipment_and_fails_the_order() {
    let mut desk = Desk::released();
    desk.act(Command::RefuseHandOff {
        shipment: FIRST,
        provider: "yamato".into(),
        message: "no depot".into(),
    });
    assert_eq!(desk.stock(), (10, 0));
    assert_eq!(desk.order.shipments[0].status, ShipmentStatus::Canceled);
    assert_eq!(desk.order.derive().unwrap().release, ReleaseState::Failed);
    desk.act(Command::PrepareRelease);
    assert_eq!((desk.order.derive().unwrap().release, desk.order.failures.len()), (ReleaseState::None, 0));
}

#[test]
fn rel_10_an_order_found_canceled_stays_failed_until_dismissed() {
    let mut desk = Desk::new();
    desk.act(Command::Cancel { lines: vec![(LineIndex(0), 3), (LineIndex(1), 1)] });
    assert_eq!(desk.stage(), Stage::Canceled);
    desk.act(Command::FailRelease { failures: vec![ReleaseFailure::Canceled] });
    assert_eq!(desk.order.derive().unwrap().release, ReleaseState::Failed);
    desk.act(Command::DismissFailure);
    assert_eq!(desk.order.derive().unwrap().release, ReleaseState::None);
    assert_eq!(desk.refused(&Command::DismissFailure), Refusal::NothingToDismiss);
}

#[test]
fn rel_10_a_failure_in_the_queue_is_retried_not_dismissed() {
    let mut desk = Desk::new();
    desk.act(Command::FailRelease { failures: vec![ReleaseFailure::OnHold] });
    assert_eq!(desk.refused(&Command::DismissFailure), Refusal::NothingToDismiss);
}

#[test]
fn rel_12_a_cancel_records_a_refund_due_and_refunds_nothing() {
    let mut desk = Desk::new();
    let events = desk.act(Command::Cancel { lines: vec![(LineIndex(0), 2)] });
    assert!(events.contains(&Event::RefundDueRecorded { amount: 2_000 }));
    let derived = desk.order.derive().unwrap();
    assert_eq!((derived.payment, derived.due, derived.money.refunded), (PaymentStatus::Paid, 2_500, 0));
}

#[test]
fn rel_12_cancel_takes_open_units_only_so_void_first() {
    let mut desk = Desk::released();
    let cancel = Command::Cancel { lines: vec![(LineIndex(0), 1)] };
    assert_eq!(desk.refused(&cancel), CannotAct::VoidFirst.into());
    desk.shipment(ShipmentCommand::Void);
    assert_eq!(desk.stock(), (10, 0));
    desk.act(cancel);
}

#[test]
fn stock_leaves_on_hand_at_the_hand_over_and_returns_when_the_invoice_changes() {
    let mut desk = Desk::handed_over();
    assert_eq!(desk.stock(), (6, 0));
    assert_eq!(desk.stage(), Stage::Completed);
    desk.shipment(ShipmentCommand::ChangeInvoice);
    assert_eq!(desk.stock(), (10, 4));
    assert_eq!(desk.order.derive().unwrap().fulfilment, FulfilmentStatus::Dispatched);
}

#[test]
fn stage_is_processing_again_when_an_invoice_is_deleted_after_completed() {
    let mut desk = Desk::handed_over();
    let events = desk.shipment(ShipmentCommand::DeleteInvoice);
    assert!(events.contains(&Event::StageChanged { from: Stage::Completed, to: Stage::Processing }));
    assert!(desk.order.shipments[0].packed);
}

#[test]
fn shp_07_a_canceled_failure_is_reshipped_or_canceled_and_restocked_or_written_off() {
    let failed = || {
        let mut desk = Desk::handed_over();
        desk.track(CarrierEvent::Failed, 1);
        desk
    };
    let cancel = |disposal| Command::MoveShipment {
        shipment: FIRST,
        command: ShipmentCommand::CancelFailed,
        disposal,
    };

    let mut reship = failed();
    reship.act(cancel(NO_DISPOSAL));
    assert_eq!((reship.stock(), reship.stage()), ((10, 0), Stage::Processing));
    reship.act(Command::PrepareRelease);

    let mut lost = failed();
    let events = lost.act(cancel(Disposal { cancel_units: true, write_off: true }));
    assert!(events.contains(&Event::RefundDueRecorded { amount: 4_000 }));
    // It was on its way once, so it is Closed, not Canceled.
    assert_eq!((lost.stock(), lost.stage()), ((6, 0), Stage::Closed));
}

#[test]
fn inv_08_the_carriers_first_scan_hands_over_even_on_hold() {
    let mut desk = Desk::released();
    desk.shipment(ShipmentCommand::RegisterInvoice);
    desk.act(Command::OpenClaim { kind: ClaimKind::Cancel, lines: vec![claim(0, 1)] });
    assert_eq!(desk.stage(), Stage::OnHold);
    assert_eq!(desk.refused(&Command::HandOver), CannotAct::NotInStage { stage: Stage::OnHold }.into());
    let hand_over = ShipmentCommand::HandOver;
    assert_eq!(
        desk.refused(&Command::MoveShipment { shipment: FIRST, command: hand_over, disposal: NO_DISPOSAL }),
        CannotMove::OnHold.into()
    );
    desk.track(CarrierEvent::Accepted, 1);
    assert_eq!(desk.order.shipments[0].status, ShipmentStatus::Released);
    assert_eq!(desk.stock(), (6, 0));
}

#[test]
fn inv_05_tracking_starts_anew_with_a_changed_invoice() {
    let mut desk = Desk::released();
    desk.shipment(ShipmentCommand::RegisterInvoice);
    desk.track(CarrierEvent::InTransit, 50);
    desk.shipment(ShipmentCommand::ChangeInvoice);
    assert_eq!(desk.order.shipments[0].latest_event_at, None);
    desk.track(CarrierEvent::Failed, 10);
    assert_eq!(desk.order.shipments[0].status, ShipmentStatus::Failed);
}

#[test]
fn ful_01_a_fulfil_is_release_pack_and_hand_over() {
    let fulfil = |hand_over_later, numbered| {
        Command::Fulfil(Fulfil {
            lines: vec![(LineIndex(0), 2)],
            location: Some(HERE),
            pickup: false,
            made_by: MadeBy::Manual,
            numbered,
            hand_over_later,
        })
    };
    let mut now = Desk::new();
    now.act(fulfil(false, false));
    let units = now.order.lines[0].units;
    assert_eq!((units.open(), units.packed, units.handed_over), (1, 2, 2));
    assert_eq!(
        (now.stage(), now.order.derive().unwrap().fulfilment),
        (Stage::Processing, FulfilmentStatus::PartiallyFulfilled)
    );

    let mut later = Desk::new();
    later.act(fulfil(true, true));
    assert_eq!(later.order.shipments[0].status, ShipmentStatus::PreparingToShip);

    let mut abroad = Desk::new();
    abroad.order.destination = Destination::International;
    assert_eq!(abroad.refused(&fulfil(false, false)), CannotMove::NumberNeeded.into());
}

#[test]
fn inv_02_the_address_is_locked_while_an_invoice_is_registered() {
    let mut desk = Desk::released();
    assert_eq!(desk.order.can_change_address(), Ok(()));
    desk.shipment(ShipmentCommand::RegisterInvoice);
    assert_eq!(desk.order.can_change_address(), Err(CannotAct::InvoiceRegistered));
    desk.shipment(ShipmentCommand::DeleteInvoice);
    assert_eq!(desk.order.can_change_address(), Ok(()));
    desk.order.mall = Some(Stage::Processing);
    assert_eq!(desk.order.can_change_address(), Err(CannotAct::ManagedAtMall));
}
