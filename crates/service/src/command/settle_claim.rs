//! Settle a claim: its goods came back, or it is denied or taken back (RET-02).

use domain::claim::{CannotClaim, ClaimCommand, MistypedClaim};
use domain::id::SkuId;
use domain::order::{ClaimIndex, Command, Refusal, Stocks};
use domain::outcome::{Outcome, is_reason};
use domain::role::Permission;
use domain::time::Timestamp;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use store::aggregate::OrderParts;
use store::read::goods::lock_stocks;

use super::{Desk, OrderCommand};
use crate::{Error, storable};

/// Settle one claim of the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettleClaim {
    /// Claim No.
    claim: String,
    how: Settlement,
}

/// How a claim is settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Settlement {
    Complete { restock: bool },
    Deny { answer: String },
    Withdraw,
}

impl SettleClaim {
    /// Its goods came back, and go on the shelf or are lost.
    pub fn complete(claim: &str, restock: bool) -> Self {
        Self { claim: storable(claim), how: Settlement::Complete { restock } }
    }

    /// The merchant refuses it, and the customer is to know why.
    ///
    /// # Errors
    /// Where the answer [is no reason](is_reason).
    pub fn deny(claim: &str, answer: &str) -> Result<Self, MistypedClaim> {
        if !is_reason(answer) {
            return Err(MistypedClaim::Reason);
        }
        Ok(Self { claim: storable(claim), how: Settlement::Deny { answer: storable(answer.trim()) } })
    }

    /// The customer takes it back.
    pub fn withdraw(claim: &str) -> Self {
        Self { claim: storable(claim), how: Settlement::Withdraw }
    }
}

impl OrderCommand for SettleClaim {
    const NAME: &'static str = "settle_claim";
    const PERMISSION: Permission = Permission::Manage;
    type Context = ();

    async fn gather(
        &self,
        tx: &DatabaseTransaction,
        orders: &[OrderParts],
        _: Timestamp,
    ) -> Result<((), Stocks), Error> {
        let mut skus: Vec<SkuId> = Vec::new();
        if matches!(self.how, Settlement::Complete { restock: true }) {
            skus.extend(orders.iter().flat_map(|parts| &parts.lines).filter_map(|line| line.sku_id));
            skus.sort_unstable();
            skus.dedup();
        }
        Ok(((), lock_stocks(tx, &skus).await?))
    }

    fn decide(&self, desk: &mut Desk<'_>, (): &()) -> Result<Outcome, Refusal> {
        let claims = &desk.parts().claims;
        let claim = ClaimIndex::all(claims)
            .zip(claims)
            .find(|(_, (row, _))| row.number == self.claim)
            .map(|(index, _)| index)
            .ok_or(CannotClaim::UnknownClaim)?;
        let (command, restock, answer) = match &self.how {
            Settlement::Complete { restock } => (ClaimCommand::Complete, *restock, None),
            Settlement::Deny { answer } => (ClaimCommand::Deny, false, Some(answer)),
            Settlement::Withdraw => (ClaimCommand::Withdraw, false, None),
        };
        desk.decide(&Command::MoveClaim { claim, command, restock }, answer.map(String::as_str))?;
        if let Some(answer) = answer {
            desk.edit(|parts| {
                if let Some((row, _)) = parts.claims.get_mut(claim.0 as usize) {
                    row.answer = Some(answer.clone());
                }
            })?;
        }
        Ok(Outcome::Done { shipments: Vec::new() })
    }
}
