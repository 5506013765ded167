//! Orders that wait become New by themselves once their grace time is over (MAL-03).

use domain::id::OrderId;
use domain::intake::{Wait, wait};
use domain::kind::PaymentMethod;
use domain::order::Refusal;
use domain::outcome::Outcome;
use domain::role::Permission;
use domain::stage::Stage;
use domain::timeline::TimelineEvent;
use domain::view::Change;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use store::entity::order;

use crate::command::{By, CarriedOut, Desk, OrderCommand, Target, Work, carry_out, in_tx};
use crate::{Error, Services, live};

/// Orders of one transaction.
const BATCH: u64 = 50;

/// Look whether the order still waits.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct BecomeNew {}

impl OrderCommand for BecomeNew {
    const NAME: &'static str = "become_new";
    const PERMISSION: Permission = Permission::Fulfil;
    type Context = ();

    fn decide(&self, desk: &mut Desk<'_>, (): &()) -> Result<Outcome, Refusal> {
        let before = desk.parts().order.stage;
        desk.edit(|_| ())?;
        if before != Stage::Waiting || desk.parts().order.stage == before {
            // Its payment is not approved yet: nothing is written.
            return Ok(Outcome::Unchanged);
        }
        desk.tell(&TimelineEvent::BecameNew);
        Ok(Outcome::Done { shipments: Vec::new() })
    }
}

/// Some orders whose grace time is over.
struct Due<'a> {
    services: &'a Services,
    targets: Vec<Target>,
}

impl Work for Due<'_> {
    type Answer = Vec<String>;

    async fn run(&self, tx: &DatabaseTransaction) -> Result<Vec<String>, Error> {
        let CarriedOut { changed, .. } =
            carry_out(self.services, tx, By::SYSTEM, &self.targets, &BecomeNew {}).await?;
        Ok(changed)
    }
}

/// Lets every order go on whose grace time is over and whose payment is approved; gives how many. What waits for its payment goes on when that is
/// recorded.
///
/// # Errors
/// When the database can't be read or written to.
pub async fn take_in(services: &Services) -> Result<usize, Error> {
    let by_time: Vec<PaymentMethod> =
        PaymentMethod::ALL.iter().copied().filter(|method| wait(*method) != Wait::Payment).collect();
    let (mut after, mut taken) = (OrderId(0), 0);
    loop {
        let due: Vec<OrderId> = order::Entity::find()
            .filter(order::Column::Stage.eq(Stage::Waiting))
            .filter(order::Column::ReadyAt.lte(services.now()))
            .filter(order::Column::PaymentMethod.is_in(by_time.iter().copied()))
            .filter(order::Column::Id.gt(after))
            .order_by_asc(order::Column::Id)
            .limit(BATCH)
            .select_only()
            .column(order::Column::Id)
            .into_tuple()
            .all(services.store.reader())
            .await?;
        let Some(last) = due.last() else { return Ok(taken) };
        after = *last;
        let targets = due.into_iter().map(|id| Target { id, version: None }).collect();
        let changed = in_tx(services, &Due { services, targets }).await?;
        taken += changed.len();
        live::changed(services, Change::of_orders(changed));
    }
}
