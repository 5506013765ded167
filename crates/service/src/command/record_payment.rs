//! Record a payment that came in, by the order's own method (ORD-05, MAL-03).

use domain::money::Money;
use domain::order::{Command, Refusal};
use domain::outcome::Outcome;
use domain::payment::{CannotPay, owed};
use domain::role::Permission;
use domain::stage::Stage;
use domain::timeline::TimelineEvent;
use serde::{Deserialize, Serialize};

use super::{Desk, OrderCommand};
use crate::storable;

/// The longest reference, in characters.
const REFERENCE_MAX: usize = 200;

/// Record that money came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPayment {
    amount: Option<Money>,
    reference: Option<String>,
}

impl RecordPayment {
    /// So much, or all that is still to be paid. `reference` is what names it at the bank or in the payment system.
    pub fn of(amount: Option<Money>, reference: &str) -> Self {
        let reference: String = storable(reference.trim()).chars().take(REFERENCE_MAX).collect();
        Self { amount, reference: (!reference.is_empty()).then_some(reference) }
    }
}

impl OrderCommand for RecordPayment {
    const NAME: &'static str = "record_payment";
    const PERMISSION: Permission = Permission::Manage;
    type Context = ();

    fn decide(&self, desk: &mut Desk<'_>, (): &()) -> Result<Outcome, Refusal> {
        let order = &desk.parts().order;
        let before = order.stage;
        let amount = match self.amount {
            Some(amount) if amount.currency != order.currency => {
                return Err(Refusal::Pay(CannotPay::OtherCurrency));
            }
            Some(amount) => amount.minor,
            None => owed(order.due, order.paid),
        };
        desk.decide(&Command::MarkPaid { amount }, None)?;
        if self.reference.is_some() {
            desk.edit(|parts| {
                if let Some(entry) = parts.ledger.last_mut() {
                    entry.reference.clone_from(&self.reference);
                }
            })?;
        }
        // What waits for its payment waits no longer: that follows from the money, and no other command tells it.
        if before == Stage::Waiting && desk.parts().order.stage != before {
            desk.tell(&TimelineEvent::BecameNew);
        }
        Ok(Outcome::Done { shipments: Vec::new() })
    }
}
