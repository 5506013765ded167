//! What can be done with an order by whoever looks at it, and why the rest can't.

use domain::action::{Action, OrderFacts, available};
use domain::item_link::to_link;
use domain::order::can_change_address;
use domain::release::can_be_dismissed;
use domain::role::Role;
use domain::view::{ActionView, Closed};
use store::entity::{order, order_line, shipment};

use crate::command::{
    CancelOrder, ConfirmOrder, DismissFailure, EditAddress, Exchange, LinkItems, OrderCommand as _,
    PrepareRelease, RecordPayment,
};

/// The buttons of an order; so many of its units can be exchanged.
pub(super) fn actions(role: Role, order: &order::Model, to_exchange: i32) -> Vec<ActionView> {
    let facts = OrderFacts {
        is_mall: order.mall_stage.is_some(),
        stage: order.stage,
        units: order.units(),
        // Nothing offered here asks for these.
        to_hand_over: 0,
        to_deliver: 0,
        to_pick_up: 0,
        to_exchange,
        due: order.due,
        paid: order.paid,
        refunded: order.refunded,
    };
    [
        (Action::PrepareRelease, PrepareRelease::PERMISSION),
        (Action::Confirm, ConfirmOrder::PERMISSION),
        (Action::MarkPaid, RecordPayment::PERMISSION),
        (Action::Cancel, CancelOrder::PERMISSION),
        (Action::Exchange, Exchange::PERMISSION),
    ]
    .into_iter()
    .map(|(action, permission)| {
        let closed = match available(action, &facts) {
            _ if !role.can(permission) => Some(Closed::NoRight),
            Err(why) => Some(Closed::Cannot { why }),
            Ok(()) => None,
        };
        ActionView { action, closed }
    })
    .collect()
}

/// Why its address can't be changed; none where it can.
pub(super) fn address_closed(
    role: Role,
    order: &order::Model,
    shipments: &[(shipment::Model, i64)],
) -> Option<Closed> {
    if !role.can(EditAddress::PERMISSION) {
        return Some(Closed::NoRight);
    }
    let shipments = shipments.iter().map(|(row, _)| (row.status, row.numbering()));
    let why = can_change_address(order.mall_stage.is_some(), shipments).err()?;
    Some(Closed::Cannot { why })
}

/// Whether a line of it can be linked to a SKU.
pub(super) fn can_link(role: Role, line: &order_line::Model) -> bool {
    role.can(LinkItems::PERMISSION) && to_link(line.item_link, line.units()) == Ok(true)
}

/// Whether its failure can be dismissed.
pub(super) fn dismissible(role: Role, order: &order::Model) -> bool {
    role.can(DismissFailure::PERMISSION)
        && can_be_dismissed(order.release_state, order.stage, order.units().open())
}
