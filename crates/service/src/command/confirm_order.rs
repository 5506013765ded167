//! Confirm: New becomes Processing (MAL-05).

use domain::order::{Command, Refusal, Stocks};
use domain::outcome::Outcome;
use domain::role::Permission;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use store::aggregate::OrderParts;

use super::{Desk, OrderCommand};
use crate::Error;

/// Confirm the order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmOrder {}

impl OrderCommand for ConfirmOrder {
    const NAME: &'static str = "confirm_order";
    const PERMISSION: Permission = Permission::Fulfil;
    type Context = ();

    async fn gather(&self, _: &DatabaseTransaction, _: &[OrderParts]) -> Result<((), Stocks), Error> {
        Ok(((), Stocks::new()))
    }

    fn decide(&self, desk: &mut Desk<'_>, (): &()) -> Result<Outcome, Refusal> {
        desk.decide(&Command::Confirm, None)?;
        Ok(Outcome::Done { shipments: Vec::new() })
    }
}
