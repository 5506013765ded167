//! Dismiss: an order that a release found canceled leaves the list of failures.

use domain::order::{Command, Refusal};
use domain::outcome::Outcome;
use domain::role::Permission;
use serde::{Deserialize, Serialize};

use super::{Desk, OrderCommand};

/// Take the order out of Failed to release.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DismissFailure {}

impl OrderCommand for DismissFailure {
    const NAME: &'static str = "dismiss_failure";
    const PERMISSION: Permission = Permission::Fulfil;
    type Context = ();

    fn decide(&self, desk: &mut Desk<'_>, (): &()) -> Result<Outcome, Refusal> {
        desk.decide(&Command::DismissFailure, None)?;
        Ok(Outcome::Done { shipments: Vec::new() })
    }
}
