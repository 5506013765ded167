//! Move a shipment: register, change and delete its invoice (INV-01, INV-05), hand it over, redeliver or cancel it (SHP-07).

use std::sync::Arc;

use domain::carrier::{Verdict, judge, tracking_url};
use domain::id::{OrderId, ShipmentInvoiceId};
use domain::kind::{InvoiceAction, Notice};
use domain::notice::{NoticeFacts, Tracking};
use domain::order::{Command, Disposal, Refusal, ShipmentIndex, Stocks};
use domain::outcome::{Outcome, REASON_MAX, is_reason};
use domain::role::Permission;
use domain::shipment::{BulkMove, CannotNumber, ShipmentCommand, ShipmentStatus};
use domain::time::Timestamp;
use domain::timeline::TimelineEvent;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use store::aggregate::OrderParts;
use store::entity::{carrier, shipment, shipment_invoice};
use store::read;
use store::read::goods::lock_stocks;

use super::{Desk, IdempotencyKey, OrderCommand, order};
use crate::{Actor, Error, Services, storable};

/// So long a number stands for the parcel that has arrived by it, in seconds: half a year.
pub(crate) const BORNE_FOR: i64 = 180 * 86_400;

/// Move one shipment of the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveShipment {
    /// Shipment No.
    shipment: String,
    step: Step,
}

/// How a shipment is moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Register an invoice.
    Register(Invoice),
    /// Put another invoice in the place of the one there is.
    Change(Invoice),
    /// Delete the invoice, or the reason for having none.
    Delete,
    /// Let it go without a number.
    GoWithout {
        /// Why.
        reason: String,
    },
    /// Mark packed.
    MarkPacked,
    /// Hand over.
    HandOver,
    /// Mark as delivered.
    MarkDelivered,
    /// Mark as picked up.
    MarkPickedUp,
    /// Start the redelivery of a failed shipment.
    Redeliver,
    /// Cancel a failed shipment.
    CancelFailed(Disposal),
    /// Void a shipment that is still here.
    Void,
}

/// An invoice, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// The carrier's code.
    pub carrier: String,
    /// Invoice No.
    pub number: String,
}

impl From<BulkMove> for Step {
    fn from(asked: BulkMove) -> Self {
        match asked {
            BulkMove::MarkPacked => Self::MarkPacked,
            BulkMove::HandOver => Self::HandOver,
            BulkMove::MarkDelivered => Self::MarkDelivered,
        }
    }
}

impl Step {
    const fn command(&self) -> ShipmentCommand {
        match self {
            Self::Register(_) => ShipmentCommand::RegisterInvoice,
            Self::Change(_) => ShipmentCommand::ChangeInvoice,
            Self::Delete => ShipmentCommand::DeleteInvoice,
            Self::GoWithout { .. } => ShipmentCommand::GiveReason,
            Self::MarkPacked => ShipmentCommand::MarkPacked,
            Self::HandOver => ShipmentCommand::HandOver,
            Self::MarkDelivered => ShipmentCommand::MarkDelivered,
            Self::MarkPickedUp => ShipmentCommand::MarkPickedUp,
            Self::Redeliver => ShipmentCommand::Redeliver,
            Self::CancelFailed(_) => ShipmentCommand::CancelFailed,
            Self::Void => ShipmentCommand::Void,
        }
    }

    /// Whether goods may leave the stock or come back: else nobody has to wait for those who release the same goods.
    const fn moves_stock(&self) -> bool {
        matches!(self, Self::HandOver | Self::Change(_) | Self::Delete | Self::CancelFailed(_) | Self::Void)
    }

    const fn invoice(&self) -> Option<&Invoice> {
        match self {
            Self::Register(invoice) | Self::Change(invoice) => Some(invoice),
            _ => None,
        }
    }
}

/// Moves the shipment with this number. `version` is that of its order, as it was looked at.
///
/// # Errors
/// As [`order`]; [`Error::NotFound`] also where no shipment bears the number.
pub async fn move_shipment(
    services: &Services,
    actor: &Actor,
    key: &IdempotencyKey,
    number: &str,
    version: Option<i32>,
    step: Step,
) -> Result<Outcome, Error> {
    actor.require(MoveShipment::PERMISSION)?;
    let number = storable(number);
    let of =
        read::whole_shipment::order_number(services.store.reader(), &number).await?.ok_or(Error::NotFound)?;
    let command = MoveShipment { shipment: number, step: storable_step(step) };
    order(services, actor, key, &of, version, &command).await
}

fn storable_step(step: Step) -> Step {
    let invoice =
        |Invoice { carrier, number }| Invoice { carrier: storable(&carrier), number: storable(&number) };
    match step {
        Step::Register(typed) => Step::Register(invoice(typed)),
        Step::Change(typed) => Step::Change(invoice(typed)),
        Step::GoWithout { reason } => Step::GoWithout { reason: storable(reason.trim()) },
        other => other,
    }
}

/// What moving a shipment looks at beside the order.
#[derive(Debug, Default)]
pub struct Carriers {
    all: Arc<Vec<carrier::Model>>,
    /// The invoice as it is kept, or why it is none.
    judged: Option<Result<Judged, CannotNumber>>,
}

#[derive(Clone, Debug)]
struct Judged {
    carrier: carrier::Model,
    number: String,
    /// The shipments that bear it, with their orders.
    borne_by: Vec<(OrderId, String)>,
}

impl OrderCommand for MoveShipment {
    const NAME: &'static str = "move_shipment";
    const PERMISSION: Permission = Permission::Fulfil;
    type Context = Carriers;

    async fn gather(
        &self,
        tx: &DatabaseTransaction,
        orders: &[OrderParts],
        now: Timestamp,
    ) -> Result<(Carriers, Stocks), Error> {
        let (contexts, stocks) = Carriers::gather(tx, orders, &[self], now).await?;
        Ok((contexts.into_iter().next().unwrap_or_default(), stocks))
    }

    fn decide(&self, desk: &mut Desk<'_>, context: &Carriers) -> Result<Outcome, Refusal> {
        let (index, before) = self.find(desk)?;
        let judged = match &context.judged {
            None => None,
            Some(Ok(judged)) => Some(judged),
            Some(Err(why)) => return Err(why.clone().into()),
        };
        if let Some(judged) = judged {
            let own = desk.parts().order.id;
            if let Some((_, shipment)) = judged.borne_by.iter().find(|(order, _)| *order != own) {
                return Err(CannotNumber::Taken { shipment: shipment.clone() }.into());
            }
            let same = before.carrier_code.as_ref() == Some(&judged.carrier.code)
                && before.invoice_number.as_ref() == Some(&judged.number);
            if same && before.invoice_rejected.is_none() {
                return Ok(Outcome::Unchanged);
            }
        }
        let reason = match &self.step {
            Step::GoWithout { reason } if !is_reason(reason) => return Err(CannotNumber::NoReason.into()),
            Step::GoWithout { reason } => Some(reason.chars().take(REASON_MAX).collect::<String>()),
            _ => None,
        };
        let disposal = match &self.step {
            Step::CancelFailed(disposal) => *disposal,
            _ => Disposal::default(),
        };
        let command = Command::MoveShipment { shipment: index, command: self.step.command(), disposal };
        desk.decide(&command, None)?;
        if matches!(self.step, Step::Register(_) | Step::Change(_) | Step::Delete | Step::GoWithout { .. }) {
            self.number(desk, index, &before, judged, reason, context)?;
        }
        self.notify(desk, index, &before, context);
        Ok(Outcome::Done { shipments: Vec::new() })
    }
}

impl MoveShipment {
    /// The command to the shipment of this number.
    pub(super) fn by_step(shipment: &str, step: Step) -> Self {
        Self { shipment: shipment.to_owned(), step }
    }

    fn find(&self, desk: &Desk<'_>) -> Result<(ShipmentIndex, shipment::Model), Refusal> {
        let shipments = &desk.parts().shipments;
        let found = ShipmentIndex::all(shipments)
            .zip(shipments)
            .find(|(_, (row, _))| row.number == self.shipment)
            .map(|(index, (row, _))| (index, row.clone()));
        found.ok_or_else(|| Refusal::UnknownShipment { shipment: ShipmentIndex::next(shipments) })
    }

    /// Writes down what stands for the shipment's number from now on, and what stood before.
    fn number(
        &self,
        desk: &mut Desk<'_>,
        index: ShipmentIndex,
        before: &shipment::Model,
        judged: Option<&Judged>,
        reason: Option<String>,
        context: &Carriers,
    ) -> Result<(), Refusal> {
        let now = desk.now();
        desk.edit(|parts| {
            if let Some((row, _)) = parts.shipments.get_mut(index.0 as usize) {
                row.carrier_code = judged.map(|judged| judged.carrier.code.clone());
                row.invoice_number = judged.map(|judged| judged.number.clone());
                row.invoice_registered_at = judged.map(|_| now);
                row.no_number_reason.clone_from(&reason);
                row.invoice_rejected = None;
                row.expected_on = None;
                // Tracking starts anew.
                row.latest_event_at = None;
                row.next_poll_at = judged.map(|_| now);
            }
        })?;
        let had = before.invoice_number.is_some() || before.no_number_reason.is_some();
        desk.record(shipment_invoice::Model {
            id: ShipmentInvoiceId(0),
            shipment_id: before.id,
            action: match (judged.is_some() || reason.is_some(), had) {
                (false, _) => InvoiceAction::Deleted,
                (true, true) => InvoiceAction::Changed,
                (true, false) => InvoiceAction::Registered,
            },
            carrier_before: before.carrier_code.clone(),
            number_before: before.invoice_number.clone(),
            carrier_after: judged.map(|judged| judged.carrier.code.clone()),
            number_after: judged.map(|judged| judged.number.clone()),
            // Of a deletion, what is deleted.
            reason: reason.clone().or_else(|| before.no_number_reason.clone()),
            user_id: desk.by().user_id,
            at: now,
        });
        let shipment = before.number.clone();
        let stood = before.invoice_number.clone().map(|number| format!("{} {number}", context.name(before)));
        let stood = stood.or_else(|| before.no_number_reason.clone()).unwrap_or_default();
        desk.tell(&match (judged, reason) {
            (Some(Judged { carrier, number, .. }), _) if had => TimelineEvent::InvoiceChanged {
                shipment,
                before: stood,
                after: format!("{} {number}", carrier.name),
            },
            (Some(Judged { carrier, number, .. }), _) => TimelineEvent::InvoiceRegistered {
                shipment,
                carrier: carrier.name.clone(),
                number: number.clone(),
            },
            (None, Some(reason)) => TimelineEvent::NumberNotNeeded { shipment, reason },
            (None, None) => TimelineEvent::InvoiceDeleted { shipment, before: stood },
        });
        Ok(())
    }

    /// Tells the customer what became of their parcel.
    fn notify(
        &self,
        desk: &mut Desk<'_>,
        index: ShipmentIndex,
        before: &shipment::Model,
        context: &Carriers,
    ) {
        if matches!(self.step, Step::CancelFailed(Disposal { cancel_units: true, .. })) {
            let Some((row, _)) = index.of(&desk.parts().shipments) else { return };
            let order = desk.parts().order.number.clone();
            let shipment = row.number.clone();
            let facts = NoticeFacts {
                order,
                shipments: vec![shipment.clone()],
                reason: Some(desk.locale().could_not_be_delivered().to_owned()),
                tracking: None,
            };
            return desk.notify(Notice::OrderCanceled, &shipment, facts);
        }
        notify(desk, index, before, &context.all);
    }
}

/// Tells the customer that their parcel left, arrived or could not be delivered, where it did so since `before`.
pub(super) fn notify(
    desk: &mut Desk<'_>,
    index: ShipmentIndex,
    before: &shipment::Model,
    carriers: &[carrier::Model],
) {
    let Some((row, _)) = index.of(&desk.parts().shipments) else { return };
    // Whoever collects it knows.
    let Some(notice) = told_of(before.status, row.status).filter(|_| !row.pickup) else { return };
    let carrier = carriers.iter().find(|carrier| Some(&carrier.code) == row.carrier_code.as_ref());
    let number = row.invoice_number.clone().unwrap_or_default();
    let tracking = carrier.filter(|_| !number.is_empty()).map(|carrier| Tracking {
        carrier: carrier.name.clone(),
        url: carrier.tracking_url.as_deref().and_then(|url| tracking_url(url, &number)),
        number: number.clone(),
    });
    // A parcel that goes once more, by another number, is told of once more, and so is each delivery that fails.
    let about = match notice {
        Notice::DeliveryFailed => format!("{}:{number}:{}", row.number, desk.now().0),
        _ => format!("{}:{number}", row.number),
    };
    let order = desk.parts().order.number.clone();
    let facts = NoticeFacts { order, shipments: vec![row.number.clone()], reason: None, tracking };
    desk.notify(notice, &about, facts);
}

impl Carriers {
    /// What each of these commands looks at, with as many statements for many of them as for one; and the stock that they may move.
    pub(super) async fn gather(
        tx: &DatabaseTransaction,
        orders: &[OrderParts],
        commands: &[&MoveShipment],
        now: Timestamp,
    ) -> Result<(Vec<Self>, Stocks), Error> {
        let mut skus: Vec<_> = Vec::new();
        // What was told early of a number may move it, too, and stock is held before carriers.
        if commands.iter().any(|command| command.step.moves_stock() || command.step.invoice().is_some()) {
            skus.extend(orders.iter().flat_map(|parts| &parts.lines).filter_map(|line| line.sku_id));
            skus.sort_unstable();
            skus.dedup();
        }
        let stocks = lock_stocks(tx, &skus).await?;
        let all = Arc::new(read::carriers::carriers(tx).await?);
        let mut judged: Vec<_> =
            commands.iter().map(|command| Some(judged(&all, command.step.invoice()?))).collect();
        let good = || judged.iter().flatten().flatten();
        let mut codes: Vec<&str> = good().map(|judged| judged.carrier.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        read::carriers::hold_carriers(tx, &codes).await?;
        let numbers: Vec<String> = good().map(|judged| judged.number.clone()).collect();
        let since = now.plus_seconds(-BORNE_FOR);
        let mut borne = read::carriers::all_bearing(tx, &numbers, since).await?;
        for judged in judged.iter_mut().flatten().flatten() {
            let of = (judged.carrier.code.clone(), judged.number.clone());
            judged.borne_by = borne.remove(&of).unwrap_or_default();
        }
        let contexts = judged.into_iter().map(|judged| Self { all: Arc::clone(&all), judged });
        Ok((contexts.collect(), stocks))
    }

    /// The name of a shipment's carrier.
    fn name(&self, row: &shipment::Model) -> String {
        let code = row.carrier_code.as_deref().unwrap_or_default();
        self.all.iter().find(|carrier| carrier.code == code).map_or(code, |carrier| &carrier.name).to_owned()
    }
}

/// What the customer is told when a shipment comes from one status into another.
pub(crate) fn told_of(before: ShipmentStatus, after: ShipmentStatus) -> Option<Notice> {
    if after.is_delivered() && !before.is_delivered() {
        Some(Notice::OrderDelivered)
    } else if after == ShipmentStatus::Failed && before != after {
        Some(Notice::DeliveryFailed)
    } else if after.is_handed_over() && !before.is_handed_over() {
        Some(Notice::OrderShipped)
    } else {
        None
    }
}

fn judged(all: &[carrier::Model], invoice: &Invoice) -> Result<Judged, CannotNumber> {
    let code = invoice.carrier.trim();
    let unknown = || CannotNumber::UnknownCarrier { code: code.chars().take(40).collect() };
    let carrier = all.iter().find(|carrier| carrier.code == code).ok_or_else(unknown)?;
    if !carrier.enabled {
        return Err(CannotNumber::CarrierOff { carrier: carrier.name.clone() });
    }
    match judge(code, carrier.pattern.as_deref(), &invoice.number) {
        Verdict::Good(number) => {
            Ok(Judged { carrier: carrier.clone(), number: number.text, borne_by: Vec::new() })
        }
        Verdict::Padded(number) => Err(CannotNumber::Padded { number }),
        Verdict::Wrong(fault) => Err(CannotNumber::Wrong { carrier: carrier.name.clone(), fault }),
    }
}
