//! Shipping locations, their delivery policies, and the policies' shipping options.

use domain::id::{LocationId, OptionId, PolicyId};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use crate::entity::{delivery_policy, location, shipping_option};
use crate::error::StoreError;

/// All of a merchant's ways to ship: a few dozen rows at most.
#[derive(Clone, Debug, Default)]
pub struct AllRouting {
    /// Locations, in the merchant's order.
    pub locations: Vec<(LocationId, String)>,
    /// Policies with their location.
    pub policies: Vec<(PolicyId, LocationId, String)>,
    /// Options with their policy.
    pub options: Vec<(OptionId, PolicyId, String)>,
}

/// Reads them in three statements.
///
/// # Errors
/// When the database can't be read.
pub async fn all(db: &impl ConnectionTrait) -> Result<AllRouting, StoreError> {
    let locations = location::Entity::find()
        .order_by_asc(location::Column::Position)
        .order_by_asc(location::Column::Id)
        .all(db)
        .await?;
    let policies = delivery_policy::Entity::find()
        .order_by_asc(delivery_policy::Column::Position)
        .order_by_asc(delivery_policy::Column::Id)
        .all(db)
        .await?;
    let options = shipping_option::Entity::find()
        .order_by_asc(shipping_option::Column::Position)
        .order_by_asc(shipping_option::Column::Id)
        .all(db)
        .await?;
    Ok(AllRouting {
        locations: locations.into_iter().map(|row| (row.id, row.name)).collect(),
        policies: policies.into_iter().map(|row| (row.id, row.location_id, row.name)).collect(),
        options: options.into_iter().map(|row| (row.id, row.policy_id, row.name)).collect(),
    })
}
