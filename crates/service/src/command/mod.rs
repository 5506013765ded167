//! How an order changes: one path that every command takes.
//!
//! [`order`] asks for the permission, answers a repeated request from what it answered before, and opens the one transaction. In it
//! [`carry_out`] locks the orders by their ids, then whatever else the command [gathers](OrderCommand::gather), lets the command decide on a
//! [`Desk`], which only calculates, and writes rows, counters, timeline, stock and outbox of all orders together. A refused order
//! writes nothing, since nothing was written before it was decided; so a batch of a job needs no savepoints. A new command is a file beside this one.

mod cancel_order;
mod confirm_order;
mod desk;
mod dismiss_failure;
mod edit_address;
mod exchange;
mod link_items;
mod move_shipment;
mod move_shipments;
mod once;
mod prepare_release;
mod record_payment;
mod settle_claim;
mod track_parcels;

use std::future::Future;

pub use cancel_order::CancelOrder;
pub use confirm_order::ConfirmOrder;
pub use desk::Desk;
pub use dismiss_failure::DismissFailure;
use domain::id::{OrderId, ShipmentId, SkuId, UserId};
use domain::kind::ActorKind;
use domain::order::{Refusal, Stocks};
use domain::outcome::Outcome;
use domain::role::Permission;
use domain::time::Timestamp;
use domain::view::Change;
pub use edit_address::EditAddress;
pub use exchange::Exchange;
pub use link_items::LinkItems;
pub(crate) use move_shipment::BORNE_FOR;
pub use move_shipment::{Invoice, MoveShipment, Step, move_shipment};
pub use move_shipments::MoveShipments;
pub(crate) use once::in_tx;
pub use once::{Answer, BadKey, IdempotencyKey, Work, forget, once};
pub use prepare_release::PrepareRelease;
pub use record_payment::RecordPayment;
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use serde::de::DeserializeOwned;
pub use settle_claim::SettleClaim;
use store::aggregate::OrderParts;
use store::read;
use store::write::{Changed, save_invoices, save_item_rules, save_orders, save_stocks};
pub(crate) use track_parcels::{Reported, TrackParcels};

use crate::{Actor, Error, Services, live, merchant, storable, tracking};

/// What is asked of an order.
pub trait OrderCommand: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// Its name, in the idempotency records and jobs.
    const NAME: &'static str;
    /// Who may.
    const PERMISSION: Permission;
    /// What it looks at beside the orders; `()` for nothing.
    type Context: Default + Send + Sync;

    /// Reads, and locks, what it looks at beside the orders, for all of them at once: stock in the order of location and SKU.
    fn gather(
        &self,
        _: &DatabaseTransaction,
        _: &[OrderParts],
        _: Timestamp,
    ) -> impl Future<Output = Result<(Self::Context, Stocks), Error>> + Send {
        async { Ok(Default::default()) }
    }

    /// The goods that it may send in the place of an order's own, whose stock it moves too.
    fn brought(_: &Self::Context) -> Vec<SkuId> {
        Vec::new()
    }

    /// Decides. Nothing of an order is kept when it is refused.
    ///
    /// # Errors
    /// Why it is refused.
    fn decide(&self, desk: &mut Desk<'_>, context: &Self::Context) -> Result<Outcome, Refusal>;
}

/// Who changes something: a person, or Waybill by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct By {
    /// What kind of.
    pub kind: ActorKind,
    /// The person.
    pub user_id: Option<UserId>,
}

impl By {
    /// A person.
    pub const fn user(user_id: UserId) -> Self {
        Self { kind: ActorKind::User, user_id: Some(user_id) }
    }

    /// Waybill itself.
    pub const SYSTEM: Self = Self { kind: ActorKind::System, user_id: None };
}

/// An order to be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Which.
    pub id: OrderId,
    /// The version that was looked at; none for whatever it is now.
    pub version: Option<i32>,
}

/// Gives a command to the order with this number. `version` is the one that the person looked at: what was changed since is not changed
/// again unseen.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`]; [`Error::KeyReused`] when the key was given with another command; or when the database can't be
/// written to. A refusal is no error but an [`Outcome`].
pub async fn order<C: OrderCommand>(
    services: &Services,
    actor: &Actor,
    key: &IdempotencyKey,
    number: &str,
    version: Option<i32>,
    command: &C,
) -> Result<Outcome, Error> {
    actor.require(C::PERMISSION)?;
    let number = storable(number);
    let by = By::user(actor.user_id);
    let one = One { services, by, number: &number, version, command };
    let outcome = once(services, by, C::NAME, key, &(&number, command), &one).await?;
    if outcome.is_change() {
        live::changed(services, Change::of_orders(vec![number]));
    }
    Ok(outcome)
}

/// A command to one order.
struct One<'a, C> {
    services: &'a Services,
    by: By,
    number: &'a str,
    version: Option<i32>,
    command: &'a C,
}

impl<C: OrderCommand> Work for One<'_, C> {
    type Answer = Outcome;

    async fn run(&self, tx: &DatabaseTransaction) -> Result<Outcome, Error> {
        let id = read::numbers::id(tx, self.number).await?.ok_or(Error::NotFound)?;
        let target = Target { id, version: self.version };
        let CarriedOut { outcomes, .. } =
            carry_out(self.services, tx, self.by, &[target], self.command).await?;
        // One target, one outcome.
        outcomes.into_iter().next().ok_or(Error::NotFound)
    }
}

/// What a command to some orders came to.
pub(crate) struct CarriedOut {
    /// An outcome for each target, in their order.
    pub outcomes: Vec<Outcome>,
    /// The numbers of the orders that are changed.
    pub changed: Vec<String>,
}

/// Carries a command out on some orders, each for itself, and gives what it came to, order by order as asked. What was told of a number before
/// it was registered is taken over with its registration.
///
/// # Errors
/// When the database can't be read or written to: the transaction is to be given up then.
pub(crate) async fn carry_out<C: OrderCommand>(
    services: &Services,
    tx: &DatabaseTransaction,
    by: By,
    targets: &[Target],
    command: &C,
) -> Result<CarriedOut, Error> {
    let (done, numbered) = decide_and_save(services, tx, by, targets, command).await?;
    if !numbered.is_empty()
        && let Some((orders, early)) = tracking::take_early(tx, &numbered).await?
    {
        let targets: Vec<Target> = orders.into_iter().map(|id| Target { id, version: None }).collect();
        let (told, _) = decide_and_save(services, tx, By::SYSTEM, &targets, &early).await?;
        log_refused(&targets, &told.outcomes);
    }
    Ok(done)
}

/// What a carrier told can't be told anew: that it is refused is for whoever looks into it.
pub(crate) fn log_refused(targets: &[Target], outcomes: &[Outcome]) {
    for (target, outcome) in targets.iter().zip(outcomes) {
        if let Outcome::Refused { refusal } = outcome {
            tracing::error!(
                order = target.id.0,
                ?refusal,
                "what a carrier told of an order can't be taken over"
            );
        }
    }
}

/// Gives the shipments, too, that were given a number.
async fn decide_and_save<C: OrderCommand>(
    services: &Services,
    tx: &DatabaseTransaction,
    by: By,
    targets: &[Target],
    command: &C,
) -> Result<(CarriedOut, Vec<ShipmentId>), Error> {
    let ids: Vec<OrderId> = targets.iter().map(|target| target.id).collect();
    let orders = read::whole_order::lock(tx, &ids).await?;
    let now = services.now();
    let (context, mut stocks) = command.gather(tx, &orders, now).await?;
    let home = merchant::home(tx).await?;
    let brought = C::brought(&context);
    let known = stocks.clone();
    let (mut changed, mut movements, mut notices) = (Vec::new(), Vec::new(), Vec::new());
    let (mut rules, mut invoices) = (Vec::new(), Vec::new());
    let mut outcomes = Vec::with_capacity(targets.len());
    for before in orders {
        let id = before.order.id;
        let version = targets.iter().find(|target| target.id == id).and_then(|target| target.version);
        let mut desk = Desk::new(before.clone(), &stocks, &brought, by, now, &home);
        let outcome =
            command.decide(&mut desk, &context).unwrap_or_else(|refusal| Outcome::Refused { refusal });
        let kept = outcome.is_change();
        if kept && version.is_some_and(|version| version != before.order.version) {
            outcomes.push((id, Outcome::Changed));
            continue;
        }
        if kept {
            let done = desk.done();
            stocks.extend(done.stocks);
            movements.extend(done.movements);
            notices.extend(done.notices);
            rules.extend(done.rules);
            invoices.extend(done.invoices);
            changed.push(Changed { before, after: done.parts });
        }
        outcomes.push((id, outcome));
    }
    save_orders(tx, &mut changed, now).await?;
    stocks.retain(|place, stock| known.get(place) != Some(stock));
    save_stocks(tx, stocks, movements).await?;
    save_item_rules(tx, rules, now).await?;
    let numbered =
        invoices.iter().filter(|row| row.number_after.is_some()).map(|row| row.shipment_id).collect();
    save_invoices(tx, invoices).await?;
    crate::notices::queue(tx, &home, notices).await?;
    let changed: Vec<String> = changed.into_iter().map(|one| one.after.order.number).collect();
    live::changing(tx, &Change::of_orders(changed.clone())).await?;
    let of =
        |id: &OrderId| outcomes.iter().find(|(found, _)| found == id).map(|(_, outcome)| outcome.clone());
    let outcomes = ids.iter().map(|id| of(id).unwrap_or(Outcome::Gone)).collect();
    Ok((CarriedOut { outcomes, changed }, numbered))
}
