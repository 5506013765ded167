//! Cancel open units, with a reason (REL-12).

use domain::kind::Notice;
use domain::notice::NoticeFacts;
use domain::order::{Command, LineIndex, Refusal};
use domain::outcome::{Outcome, is_reason};
use domain::role::Permission;
use serde::{Deserialize, Serialize};

use super::{Desk, OrderCommand};

/// Cancel all units that are open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelOrder {
    reason: String,
}

impl CancelOrder {
    /// The command; none where the text [is no reason](is_reason).
    pub fn because(reason: &str) -> Option<Self> {
        is_reason(reason).then(|| Self { reason: crate::storable(reason.trim()) })
    }
}

impl OrderCommand for CancelOrder {
    const NAME: &'static str = "cancel_order";
    const PERMISSION: Permission = Permission::Manage;
    type Context = ();

    fn decide(&self, desk: &mut Desk<'_>, (): &()) -> Result<Outcome, Refusal> {
        let order = desk.order();
        let open: Vec<_> = LineIndex::all(&order.lines)
            .filter_map(|line| Some((line, line.of(&order.lines)?.units.open())))
            .filter(|(_, open)| *open > 0)
            .collect();
        desk.decide(&Command::Cancel { lines: open }, Some(&self.reason))?;
        // Units can be added to an order and canceled again: each cancel is told once.
        let about = format!("{}:{}", desk.parts().order.number, desk.parts().order.canceled);
        desk.notify(
            Notice::OrderCanceled,
            &about,
            NoticeFacts {
                order: desk.parts().order.number.clone(),
                shipments: Vec::new(),
                reason: Some(self.reason.clone()),
                tracking: None,
            },
        );
        Ok(Outcome::Done { shipments: Vec::new() })
    }
}
