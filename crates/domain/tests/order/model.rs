//! Random commands to two orders that share one stock: whatever is tried, in whatever order, the counters agree with the shipments,
//! the stock with the counters, and every status with what it follows from.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use domain::claim::{ClaimCommand, ClaimKind, ClaimLine};
use domain::id::{LocationId, PolicyId, SkuId};
use domain::kind::{Destination, LedgerKind};
use domain::ledger::{Entry, RefundRequest, Totals};
use domain::order::{
    ClaimIndex, Command, Derived, Disposal, Event, Fulfil, Line, LineIndex, Order, ShipmentIndex, Stocks,
    decide,
};
use domain::release::{ReleaseFailure, ReleaseState};
use domain::shipment::{CarrierEvent, MadeBy, ShipmentCommand, ShipmentStatus, TRANSITIONS};
use domain::stage::Stage;
use domain::stock::Stock;
use domain::time::Timestamp;
use domain::units::Units;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

const PLACES: [LocationId; 2] = [LocationId(1), LocationId(2)];
const SKUS: [SkuId; 2] = [SkuId(1), SkuId(2)];

fn any_of<T: Copy + std::fmt::Debug + 'static>(values: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(values)
}

fn lines() -> impl Strategy<Value = Vec<(LineIndex, i32)>> {
    let line = (
        prop_oneof![6 => Just(0_u32), 3 => Just(1), 1 => 2_u32..4],
        prop_oneof![9 => 1_i32..3, 1 => -1_i32..9],
    );
    let line = line.prop_map(|(line, quantity)| (LineIndex(line), quantity));
    prop_oneof![8 => prop::collection::vec(line.clone(), 1), 2 => prop::collection::vec(line, 0..3)]
}

fn any_line() -> impl Strategy<Value = Line> {
    (0_i32..7, 0_i64..1_000, 0..2_usize, 0..2_usize).prop_map(|(ordered, net, place, sku)| Line {
        units: Units::ordered(ordered),
        refunded: 0,
        net,
        sku: Some(SKUS[sku]),
        location: Some(PLACES[place]),
        policy: Some(PolicyId(1)),
        option: None,
        replaces: None,
    })
}

fn any_order() -> impl Strategy<Value = Order> {
    let mall = prop_oneof![5 => Just(None), 1 => any_of(Stage::ALL).prop_map(Some)];
    let flags =
        (prop::bool::weighted(0.1), prop::bool::weighted(0.05), prop::bool::weighted(0.9), any::<bool>());
    let paid = prop_oneof![
        Just(Vec::new()),
        (1_i64..2_000).prop_map(|amount| vec![Entry { kind: LedgerKind::Payment, amount }])
    ];
    (mall, flags, prop::collection::vec(any_line(), 1..3), 0_i64..300, paid).prop_map(
        |(mall, (is_test, mall_hold, ready, is_domestic), lines, charges, ledger)| Order {
            is_test,
            mall,
            mall_hold: mall_hold && mall.is_some(),
            is_cancellation: false,
            confirmed: false,
            ready,
            destination: if is_domestic { Destination::Domestic } else { Destination::International },
            charges,
            failures: Vec::new(),
            lines,
            shipments: Vec::new(),
            claims: Vec::new(),
            ledger,
        },
    )
}

fn any_command() -> impl Strategy<Value = Command> {
    let shipment = || prop_oneof![5 => Just(0_u32), 3 => Just(1), 1 => 2_u32..5].prop_map(ShipmentIndex);
    let move_shipment = (shipment(), any_of(ShipmentCommand::ALL), any::<bool>(), any::<bool>()).prop_map(
        |(shipment, command, cancel_units, write_off)| Command::MoveShipment {
            shipment,
            command,
            disposal: Disposal { cancel_units, write_off },
        },
    );
    let track = (shipment(), any_of(CarrierEvent::ALL), 0_i64..200)
        .prop_map(|(shipment, event, time)| Command::Track { shipment, event, occurred_at: Timestamp(time) });
    let fulfil = (lines(), 0..2_usize, any::<bool>(), any_of(MadeBy::ALL), any::<bool>(), any::<bool>())
        .prop_map(|(lines, place, pickup, made_by, numbered, hand_over_later)| {
            Command::Fulfil(Fulfil {
                lines,
                location: Some(PLACES[place]),
                pickup,
                made_by,
                numbered,
                hand_over_later,
            })
        });
    let refund =
        (lines(), 0_i64..200, 0_i64..200, 0_i64..200).prop_map(|(lines, shipping, adjustment, fee)| {
            Command::Refund(RefundRequest { lines, shipping, adjustment, fee })
        });
    let open_claim = (any_of(ClaimKind::ALL), lines(), prop::option::of(any_of(&SKUS))).prop_map(
        |(kind, lines, replacement)| {
            let lines =
                lines.into_iter().map(|(line, quantity)| ClaimLine { line, quantity, replacement }).collect();
            Command::OpenClaim { kind, lines }
        },
    );
    let move_claim = ((0_u32..2).prop_map(ClaimIndex), any_of(ClaimCommand::ALL), any::<bool>())
        .prop_map(|(claim, command, restock)| Command::MoveClaim { claim, command, restock });
    prop_oneof![
        2 => (-10_i64..1_500).prop_map(|amount| Command::MarkPaid { amount }),
        1 => Just(Command::Confirm),
        4 => Just(Command::PrepareRelease),
        1 => Just(Command::FailRelease { failures: vec![ReleaseFailure::Canceled] }),
        1 => Just(Command::DismissFailure),
        1 => shipment().prop_map(|shipment| Command::RefuseHandOff { shipment, provider: "p".into(), message: "m".into() }),
        1 => Just(Command::MarkPacked),
        2 => Just(Command::HandOver),
        2 => Just(Command::MarkDelivered),
        2 => Just(Command::MarkPickedUp),
        4 => fulfil,
        3 => (lines(), any::<bool>()).prop_map(|(lines, restock)| Command::Return { lines, restock }),
        3 => refund,
        3 => lines().prop_map(|lines| Command::Cancel { lines }),
        18 => move_shipment,
        9 => track,
        1 => open_claim,
        5 => move_claim,
    ]
}

fn any_stocks() -> impl Strategy<Value = Stocks> {
    prop::collection::vec(0_i32..25, 4).prop_map(|on_hand| {
        let places = PLACES.iter().flat_map(|place| SKUS.iter().map(move |sku| (*place, *sku)));
        places.zip(on_hand).map(|(key, on_hand)| (key, Stock { on_hand, allocated: 0 })).collect()
    })
}

type Run = ([Order; 2], Stocks, Vec<(usize, Command)>);

fn any_run() -> impl Strategy<Value = Run> {
    let orders = [any_order(), any_order()];
    (orders, any_stocks(), prop::collection::vec((0..2_usize, any_command()), 1..70))
}

/// What runs reached, to see that they are not all refusals.
#[derive(Default)]
struct Reached {
    stages: BTreeSet<Stage>,
    statuses: BTreeSet<ShipmentStatus>,
    commands: BTreeSet<&'static str>,
    transitions: BTreeSet<usize>,
}

fn name(command: &Command) -> &'static str {
    match command {
        Command::MarkPaid { .. } => "mark paid",
        Command::Confirm => "confirm",
        Command::PrepareRelease => "prepare release",
        Command::FailRelease { .. } => "fail release",
        Command::DismissFailure => "dismiss failure",
        Command::RefuseHandOff { .. } => "refuse hand-off",
        Command::MarkPacked => "mark packed",
        Command::HandOver => "hand over",
        Command::MarkDelivered => "mark delivered",
        Command::MarkPickedUp => "mark picked up",
        Command::Fulfil(_) => "fulfil",
        Command::Return { .. } => "return",
        Command::Refund(_) => "refund",
        Command::Cancel { .. } => "cancel",
        Command::MoveShipment { .. } => "move shipment",
        Command::Track { .. } => "track",
        Command::OpenClaim { .. } => "open claim",
        Command::MoveClaim { .. } => "move claim",
    }
}
const COMMANDS: usize = 18;

fn run((mut orders, mut stocks, commands): Run, reached: &mut Reached) -> Result<(), TestCaseError> {
    let mut told = [orders[0].derive().unwrap(), orders[1].derive().unwrap()];
    let mut counted = stocks.clone();
    for (which, command) in commands {
        let Ok(decision) = decide(&orders[which], &stocks, &command) else { continue };
        reached.commands.insert(name(&command));
        let before = std::mem::replace(&mut orders[which], decision.order);
        stocks = decision.stocks;
        let order = &orders[which];
        if command == Command::PrepareRelease {
            prop_assert_eq!(order.units().unwrap().open(), 0, "a release takes all open units");
        }
        for event in &decision.events {
            follow(event, &mut told[which], &mut counted)?;
            if order.is_test {
                prop_assert!(!matches!(event, Event::StockMoved { .. }), "a test order moved stock");
            }
            if let Event::ShipmentMoved { by, from, to, .. } = event {
                let row =
                    TRANSITIONS.iter().position(|row| (row.from, row.trigger, row.to) == (*from, *by, *to));
                prop_assert!(row.is_some(), "{event:?} is not in the table");
                reached.transitions.extend(row);
            }
        }
        prop_assert!(
            before.lines.len() <= order.lines.len() && before.shipments.len() <= order.shipments.len()
        );
        let derived = check_order(order)?;
        reached.stages.insert(derived.stage);
        reached.statuses.extend(order.shipments.iter().map(|shipment| shipment.status));
        prop_assert_eq!(
            (derived.stage, derived.payment, derived.fulfilment),
            (told[which].stage, told[which].payment, told[which].fulfilment),
            "the events told another status"
        );
        check_stock(&orders, &stocks)?;
        prop_assert_eq!(&stocks, &counted, "the events told another stock");
    }
    Ok(())
}

/// A reader who knows only the events.
fn follow(event: &Event, told: &mut Derived, stocks: &mut Stocks) -> Result<(), TestCaseError> {
    match event {
        Event::StageChanged { from, to } => {
            prop_assert_eq!(*from, told.stage);
            told.stage = *to;
        }
        Event::PaymentStatusChanged { from, to } => {
            prop_assert_eq!(*from, told.payment);
            told.payment = *to;
        }
        Event::FulfilmentStatusChanged { from, to } => {
            prop_assert_eq!(*from, told.fulfilment);
            told.fulfilment = *to;
        }
        Event::StockMoved { location, sku, step, quantity } => {
            let stock = stocks.entry((*location, *sku)).or_default();
            *stock = stock.step(*step, *quantity).map_err(|error| TestCaseError::fail(error.to_string()))?;
        }
        _ => {}
    }
    Ok(())
}

fn check_order(order: &Order) -> Result<Derived, TestCaseError> {
    let derived = order.derive().map_err(|error| TestCaseError::fail(error.to_string()))?;
    for (line, index) in order.lines.iter().zip(0..) {
        let in_shipments = |counts: &dyn Fn(ShipmentStatus, bool) -> bool| -> i32 {
            let shipments =
                order.shipments.iter().filter(|shipment| counts(shipment.status, shipment.packed));
            shipments
                .flat_map(|shipment| &shipment.lines)
                .filter(|(line, _)| line.0 == index)
                .map(|(_, quantity)| quantity)
                .sum()
        };
        let units = line.units;
        prop_assert_eq!(units.assigned, in_shipments(&|status, _| status != ShipmentStatus::Canceled));
        prop_assert_eq!(
            units.packed,
            in_shipments(&|status, packed| status != ShipmentStatus::Canceled && packed)
        );
        prop_assert_eq!(units.handed_over, in_shipments(&|status, _| status.is_handed_over()));
        prop_assert_eq!(units.delivered, in_shipments(&|status, _| status.is_delivered()));
        prop_assert!(line.refunded <= units.ordered);
    }
    for shipment in &order.shipments {
        prop_assert!(!shipment.status.is_packed() || shipment.packed);
        let is_before_number =
            matches!(shipment.status, ShipmentStatus::PreparingToRelease | ShipmentStatus::Canceled);
        prop_assert!(is_before_number || shipment.numbering.is_numbered());
    }
    let money = Totals::of(&order.ledger);
    prop_assert!(money.left() >= 0, "more was refunded than paid");
    let in_queue = matches!(derived.stage, Stage::New | Stage::Processing) && derived.units.open() > 0;
    match derived.release {
        ReleaseState::NotReleased => prop_assert!(in_queue && order.failures.is_empty()),
        ReleaseState::Failed => prop_assert!(!order.failures.is_empty()),
        ReleaseState::None => prop_assert!(!in_queue),
    }
    if order.mall.is_none() && derived.open_claims > 0 {
        prop_assert_eq!(derived.stage, Stage::OnHold);
    }
    Ok(derived)
}

/// allocated = sum(assigned - handed over) per SKU and location, and available >= 0.
fn check_stock(orders: &[Order; 2], stocks: &Stocks) -> Result<(), TestCaseError> {
    let mut by_place: BTreeMap<_, i32> = BTreeMap::new();
    let mut by_sku: BTreeMap<SkuId, i32> = BTreeMap::new();
    for order in orders.iter().filter(|order| !order.is_test) {
        for line in &order.lines {
            *by_sku.entry(line.sku.unwrap()).or_default() += line.units.assigned - line.units.handed_over;
        }
        let waiting = order.shipments.iter().filter(|shipment| {
            shipment.status != ShipmentStatus::Canceled && !shipment.status.is_handed_over()
        });
        for shipment in waiting {
            for (line, quantity) in &shipment.lines {
                let sku = line.of(&order.lines).unwrap().sku.unwrap();
                *by_place.entry((shipment.location.unwrap(), sku)).or_default() += quantity;
            }
        }
    }
    for (key, stock) in stocks {
        prop_assert_eq!(stock.allocated, by_place.get(key).copied().unwrap_or(0), "{:?}", key);
        prop_assert!(stock.allocated >= 0 && stock.available() >= 0);
    }
    for sku in SKUS {
        let allocated: i32 =
            stocks.iter().filter(|((_, of), _)| *of == sku).map(|(_, stock)| stock.allocated).sum();
        prop_assert_eq!(allocated, by_sku.get(&sku).copied().unwrap_or(0));
    }
    Ok(())
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(1_000))]

    #[test]
    fn any_commands_keep_units_stock_money_and_statuses_together(case in any_run()) {
        run(case, &mut Reached::default())?;
    }
}

/// The same with fixed choices, which go everywhere: if they did not, the runs would prove little.
#[test]
fn commands_reach_every_stage_status_and_transition() {
    let reached = RefCell::new(Reached::default());
    let mut runner = TestRunner::new_with_rng(config(700), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    if let Err(failure) = runner.run(&any_run(), |case| run(case, &mut reached.borrow_mut())) {
        panic!("{failure}");
    }
    let reached = reached.into_inner();
    assert_eq!(reached.stages.len(), Stage::ALL.len(), "{:?}", reached.stages);
    assert_eq!(reached.statuses.len(), ShipmentStatus::ALL.len(), "{:?}", reached.statuses);
    assert_eq!(reached.commands.len(), COMMANDS, "{:?}", reached.commands);
    let missed: Vec<_> = (0..TRANSITIONS.len()).filter(|row| !reached.transitions.contains(row)).collect();
    assert!(missed.len() < 5, "rows never reached: {missed:?}");
}
