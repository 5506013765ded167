//! Confirm: New becomes Processing (MAL-05).

use domain::order::{Command, Refusal};
use domain::outcome::Outcome;
use domain::role::Permission;
use serde::{Deserialize, Serialize};

use super::{Desk, OrderCommand};

/// Confirm the order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmOrder {}

impl OrderCommand for ConfirmOrder {
    const NAME: &'static str = "confirm_order";
    const PERMISSION: Permission = Permission::Fulfil;
    type Context = ();

    fn decide(&self, desk: &mut Desk<'_>, (): &()) -> Result<Outcome, Refusal> {
        desk.decide(&Command::Confirm, None)?;
        Ok(Outcome::Done { shipments: Vec::new() })
    }
}
