use super::*;

/// An own-store order in Processing where everything is half done: of 9 units 2 are open, 7 in shipments, and money stands half way.
const BUSY: OrderFacts = OrderFacts {
    is_mall: false,
    stage: Processing,
    units: Units {
        ordered: 9,
        canceled: 0,
        assigned: 7,
        packed: 6,
        handed_over: 5,
        delivered: 3,
        returned: 1,
    },
    to_hand_over: 1,
    to_deliver: 1,
    to_pick_up: 1,
    to_exchange: 1,
    due: 900,
    paid: 500,
    refunded: 100,
};

fn allowed(facts: &OrderFacts) -> Vec<Action> {
    buttons(facts).filter(|(_, answer)| answer.is_ok()).map(|(action, _)| action).collect()
}

#[test]
fn ord_08_the_table_has_each_action_once_in_order() {
    assert!(ACTIONS.iter().map(|rule| rule.action).eq(Action::ALL.iter().copied()));
    for action in Action::ALL {
        assert_eq!(action.rule().action, *action);
        assert!(!action.rule().effects.is_empty() && !action.rule().from.is_empty());
    }
}

#[test]
fn ord_08_each_action_has_its_stages() {
    use Action::*;
    let cases: [(Stage, &[Action]); 7] = [
        (Waiting, &[MarkPaid, Cancel]),
        (New, &[MarkPaid, Confirm, PrepareRelease, Fulfil, Refund, Cancel]),
        (
            Processing,
            &[
                MarkPaid,
                PrepareRelease,
                MarkPacked,
                Action::HandOver,
                MarkDelivered,
                MarkPickedUp,
                Fulfil,
                Return,
                Exchange,
                Refund,
                Cancel,
            ],
        ),
        (Completed, &[MarkPaid, Action::HandOver, MarkDelivered, MarkPickedUp, Return, Exchange, Refund]),
        (OnHold, &[MarkPaid, MarkPacked, MarkDelivered, MarkPickedUp, Return, Exchange, Refund, Cancel]),
        (Canceled, &[Refund]),
        (Closed, &[MarkDelivered, MarkPickedUp, Return, Exchange, Refund]),
    ];
    for (stage, actions) in cases {
        assert_eq!(allowed(&OrderFacts { stage, ..BUSY }), actions, "{stage}");
    }
}

#[test]
fn ord_08_each_action_says_why_not() {
    let done =
        Units { ordered: 2, canceled: 0, assigned: 2, packed: 2, handed_over: 2, delivered: 2, returned: 2 };
    let nothing = OrderFacts {
        units: done,
        to_hand_over: 0,
        to_deliver: 0,
        to_pick_up: 0,
        to_exchange: 0,
        due: 500,
        paid: 500,
        refunded: 500,
        ..BUSY
    };
    let expected = [
        CannotAct::NothingOwed,
        CannotAct::NotInStage { stage: Processing },
        CannotAct::NothingOpen,
        CannotAct::NothingToPack,
        CannotAct::NothingToHandOver,
        CannotAct::NothingToDeliver,
        CannotAct::NothingToPickUp,
        CannotAct::NothingOpen,
        CannotAct::NothingToReturn,
        CannotAct::NothingToExchange,
        CannotAct::NothingToRefund,
        CannotAct::NothingOpen,
    ];
    assert!(buttons(&nothing).map(|(_, answer)| answer).eq(expected.map(Err)));
}

#[test]
fn ord_08_cancel_asks_to_void_the_shipment_first() {
    let assigned = OrderFacts { units: Units { assigned: 3, ..Units::ordered(3) }, ..BUSY };
    assert_eq!(available(Action::Cancel, &assigned), Err(CannotAct::VoidFirst));
    assert_eq!(available(Action::PrepareRelease, &assigned), Err(CannotAct::NothingOpen));
}

#[test]
fn mal_02_what_a_mall_manages_is_refused_whatever_the_stage() {
    for stage in Stage::ALL.iter().copied() {
        for action in [Action::MarkPaid, Action::Return, Action::Exchange, Action::Refund, Action::Cancel] {
            let facts = OrderFacts { is_mall: true, stage, ..BUSY };
            assert_eq!(available(action, &facts), Err(CannotAct::ManagedAtMall), "{action} in {stage}");
        }
    }
}

#[test]
fn rel_10_a_mall_order_is_confirmed_before_its_release_and_an_own_one_by_the_way() {
    let new = OrderFacts { stage: New, ..BUSY };
    assert_eq!(available(Action::PrepareRelease, &new), Ok(()));
    assert_eq!(
        available(Action::PrepareRelease, &OrderFacts { is_mall: true, ..new }),
        Err(CannotAct::NotConfirmed)
    );
    assert_eq!(available(Action::PrepareRelease, &OrderFacts { is_mall: true, ..BUSY }), Ok(()));
    assert!(Action::PrepareRelease.rule().effects.contains(&ActionEffect::Confirm));
}

#[test]
fn api_01_a_customer_cancels_until_something_is_released() {
    let placed = OrderFacts { stage: New, units: Units::ordered(2), ..BUSY };
    assert_eq!(customer_can_cancel(&placed), Ok(()));
    let released = OrderFacts { units: Units { assigned: 1, ..placed.units }, ..placed };
    assert_eq!(customer_can_cancel(&released), Err(CannotAct::Released));
    assert_eq!(customer_can_cancel(&OrderFacts { is_mall: true, ..placed }), Err(CannotAct::ManagedAtMall));
}
