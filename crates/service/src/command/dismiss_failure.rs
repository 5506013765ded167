//! Dismiss: an order that a release found canceled leaves the list of failures.

use domain::order::{Command, Refusal, Stocks};
use domain::outcome::Outcome;
use domain::role::Permission;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use store::aggregate::OrderParts;

use super::{Desk, OrderCommand};
use crate::Error;

/// Take the order out of Failed to release.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DismissFailure {}

impl OrderCommand for DismissFailure {
    const NAME: &'static str = "dismiss_failure";
    const PERMISSION: Permission = Permission::Fulfil;
    type Context = ();

    async fn gather(&self, _: &DatabaseTransaction, _: &[OrderParts]) -> Result<((), Stocks), Error> {
        Ok(((), Stocks::new()))
    }

    fn decide(&self, desk: &mut Desk<'_>, (): &()) -> Result<Outcome, Refusal> {
        desk.decide(&Command::DismissFailure, None)?;
        Ok(Outcome::Done { shipments: Vec::new() })
    }
}
