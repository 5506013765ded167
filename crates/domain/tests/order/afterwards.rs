//! Returns, refunds, claims and test orders.

use crate::desk::{Desk, HERE, NO_DISPOSAL, claim, move_claim};
use domain::action::CannotAct;
use domain::claim::{CannotClaim, ClaimCommand, ClaimKind, ClaimLine};
use domain::fulfilment::FulfilmentStatus;
use domain::id::SkuId;
use domain::ledger::RefundRequest;
use domain::order::{ClaimIndex, Command, Fulfil, LineIndex, Refusal, ShipmentIndex};
use domain::payment::PaymentStatus;
use domain::shipment::{CarrierEvent, MadeBy, ShipmentCommand, ShipmentKind};
use domain::stage::Stage;
use domain::stock::Stock;

#[test]
fn ord_06_an_order_that_is_collected_is_picked_up() {
    let mut desk = Desk::new();
    desk.act(Command::Fulfil(Fulfil {
        lines: vec![(LineIndex(0), 3), (LineIndex(1), 1)],
        location: Some(HERE),
        pickup: true,
        made_by: MadeBy::Manual,
        numbered: false,
        hand_over_later: false,
    }));
    assert_eq!(desk.refused(&Command::MarkDelivered), CannotAct::NothingToDeliver.into());
    desk.act(Command::MarkPickedUp);
    assert_eq!(desk.order.derive().unwrap().fulfilment, FulfilmentStatus::PickedUp);
}

#[test]
fn ret_01_a_return_is_partial_then_whole_and_restocks_if_told() {
    let mut desk = Desk::delivered();
    desk.act(Command::Return { lines: vec![(LineIndex(0), 2)], restock: true });
    assert_eq!(desk.stock(), (8, 0));
    assert_eq!(desk.order.derive().unwrap().fulfilment, FulfilmentStatus::PartiallyReturned);
    desk.act(Command::Return { lines: vec![(LineIndex(0), 1), (LineIndex(1), 1)], restock: false });
    assert_eq!(desk.stock(), (8, 0));
    assert_eq!(desk.order.derive().unwrap().fulfilment, FulfilmentStatus::Returned);
    assert_eq!(desk.stage(), Stage::Closed);
}

#[test]
fn pay_01_a_refund_moves_no_stock_and_closes_when_every_unit_is_refunded() {
    let mut desk = Desk::delivered();
    let stocks = desk.stocks.clone();
    let refund = |line: u32, quantity| {
        Command::Refund(RefundRequest {
            lines: vec![(LineIndex(line), quantity)],
            ..RefundRequest::default()
        })
    };
    desk.act(refund(0, 3));
    assert_eq!(
        (desk.stage(), desk.order.derive().unwrap().payment),
        (Stage::Completed, PaymentStatus::PartiallyRefunded)
    );
    desk.act(refund(1, 1));
    assert_eq!(desk.stage(), Stage::Closed);
    desk.act(Command::Refund(RefundRequest { shipping: 500, ..RefundRequest::default() }));
    assert_eq!(desk.order.derive().unwrap().payment, PaymentStatus::Refunded);
    assert_eq!(desk.stocks, stocks);
}

#[test]
fn ret_02_claims_name_units_and_never_overlap() {
    let mut desk = Desk::delivered();
    desk.act(Command::OpenClaim { kind: ClaimKind::Return, lines: vec![claim(0, 2)] });
    let too_many = |asked, free| CannotClaim::NotEnough { line: LineIndex(0), asked, free }.into();
    assert_eq!(
        desk.refused(&Command::OpenClaim { kind: ClaimKind::Exchange, lines: vec![claim(0, 2)] }),
        too_many(2, 1)
    );
    // A line named twice counts twice.
    assert_eq!(
        desk.refused(&Command::OpenClaim { kind: ClaimKind::Return, lines: vec![claim(0, 1), claim(0, 1)] }),
        too_many(1, 0)
    );
    desk.act(move_claim(ClaimCommand::Withdraw, false));
    desk.act(Command::OpenClaim { kind: ClaimKind::Exchange, lines: vec![claim(0, 3)] });
}

#[test]
fn ret_02_a_return_claim_holds_the_order_until_it_is_carried_out() {
    let mut desk = Desk::delivered();
    desk.act(Command::OpenClaim { kind: ClaimKind::Return, lines: vec![claim(1, 1)] });
    assert_eq!(desk.stage(), Stage::OnHold);
    desk.act(move_claim(ClaimCommand::Approve, false));
    desk.act(move_claim(ClaimCommand::Complete, true));
    assert_eq!(
        (desk.stage(), desk.order.lines[1].units.returned, desk.stock()),
        (Stage::Completed, 1, (7, 0))
    );
}

#[test]
fn ret_02_an_exchange_adds_a_free_line_and_a_shipment_that_its_own_claim_does_not_hold() {
    let mut desk = Desk::delivered();
    let other = SkuId(2);
    desk.stocks.insert((HERE, other), Stock { on_hand: 1, allocated: 0 });
    let named = ClaimLine { replacement: Some(other), ..claim(0, 1) };
    desk.act(Command::OpenClaim { kind: ClaimKind::Exchange, lines: vec![named] });
    desk.act(move_claim(ClaimCommand::Approve, false));
    let line = &desk.order.lines[2];
    assert_eq!(
        (line.net, line.replaces, line.sku, line.units.assigned),
        (0, Some(LineIndex(0)), Some(other), 1)
    );
    let shipment = &desk.order.shipments[1];
    assert_eq!((shipment.kind, shipment.claim), (ShipmentKind::Exchange, Some(ClaimIndex(0))));
    let second = ShipmentIndex(1);
    assert_eq!(desk.refused(&move_claim(ClaimCommand::Deny, false)), CannotAct::ReplacementFirst.into());
    for command in
        [ShipmentCommand::RegisterInvoice, ShipmentCommand::HandOver, ShipmentCommand::MarkDelivered]
    {
        desk.act(Command::MoveShipment { shipment: second, command, disposal: NO_DISPOSAL });
    }
    desk.act(move_claim(ClaimCommand::Complete, false));
    assert_eq!((desk.stage(), desk.order.lines[0].units.returned), (Stage::Completed, 1));
}

#[test]
fn ret_02_an_exchange_that_does_not_happen_cancels_its_line() {
    let mut desk = Desk::delivered();
    desk.act(Command::OpenClaim { kind: ClaimKind::Exchange, lines: vec![claim(0, 1)] });
    desk.act(move_claim(ClaimCommand::Approve, false));
    let void = Command::MoveShipment {
        shipment: ShipmentIndex(1),
        command: ShipmentCommand::Void,
        disposal: NO_DISPOSAL,
    };
    desk.act(void);
    desk.act(move_claim(ClaimCommand::Withdraw, false));
    assert_eq!((desk.stage(), desk.order.lines[2].units.canceled), (Stage::Completed, 1));
}

#[test]
fn mal_02_a_malls_claims_are_decided_at_the_mall() {
    let mut desk = Desk::new();
    desk.order.mall = Some(Stage::Processing);
    let open = Command::OpenClaim { kind: ClaimKind::Cancel, lines: vec![claim(0, 1)] };
    assert_eq!(desk.refused(&open), CannotAct::ManagedAtMall.into());
    assert_eq!(desk.refused(&move_claim(ClaimCommand::Deny, false)), CannotAct::ManagedAtMall.into());
}

#[test]
fn ord_02_a_test_order_runs_the_whole_way_and_touches_no_stock() {
    let mut desk = Desk::new();
    desk.order.is_test = true;
    desk.stocks.clear();
    desk.act(Command::PrepareRelease);
    desk.shipment(ShipmentCommand::RegisterInvoice);
    desk.act(Command::HandOver);
    desk.track(CarrierEvent::Delivered, 1);
    desk.act(Command::Return { lines: vec![(LineIndex(0), 3)], restock: true });
    assert!(desk.stocks.is_empty());
    assert_eq!(desk.order.derive().unwrap().fulfilment, FulfilmentStatus::PartiallyReturned);
}

#[test]
fn what_is_not_there_is_named() {
    let desk = Desk::delivered();
    let line = LineIndex(9);
    assert_eq!(
        desk.refused(&Command::Return { lines: vec![(line, 1)], restock: false }),
        Refusal::UnknownLine { line }
    );
    assert_eq!(desk.refused(&Command::Return { lines: vec![], restock: false }), Refusal::NothingNamed);
    let twice = vec![(LineIndex(0), 1), (LineIndex(0), 1)];
    assert_eq!(
        desk.refused(&Command::Return { lines: twice, restock: false }),
        Refusal::LineTwice { line: LineIndex(0) }
    );
    let shipment = ShipmentIndex(9);
    let void = Command::MoveShipment { shipment, command: ShipmentCommand::Void, disposal: NO_DISPOSAL };
    assert_eq!(desk.refused(&void), Refusal::UnknownShipment { shipment });
}
