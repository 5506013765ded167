//! Where lines ship from and how, by the codes in a file.

use std::collections::HashMap;

use domain::id::{LocationId, OptionId, PolicyId};
use domain::import::RejectReason;
use sea_orm::{DatabaseTransaction, EntityTrait as _};
use store::StoreError;
use store::entity::{delivery_policy, location, shipping_option};

use super::draft::LineDraft;
use super::mapping::{Field, Mapping};

/// All of the merchant's shipping locations, delivery policies and shipping options by their codes: a few dozen.
pub(super) struct Routing {
    locations: HashMap<String, LocationId>,
    policies: HashMap<String, delivery_policy::Model>,
    options: HashMap<String, shipping_option::Model>,
}

/// Where a line ships from and how; what the file does not say is not set, but what a policy or an option belongs to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Route {
    pub location: Option<LocationId>,
    pub policy: Option<PolicyId>,
    pub option: Option<OptionId>,
}

impl Routing {
    pub async fn read(tx: &DatabaseTransaction) -> Result<Self, StoreError> {
        let locations = location::Entity::find().all(tx).await?;
        let policies = delivery_policy::Entity::find().all(tx).await?;
        let options = shipping_option::Entity::find().all(tx).await?;
        Ok(Self {
            locations: locations.into_iter().map(|row| (row.code, row.id)).collect(),
            policies: policies.into_iter().map(|row| (row.code.clone(), row)).collect(),
            options: options.into_iter().map(|row| (row.code.clone(), row)).collect(),
        })
    }

    /// The route that a line's codes name.
    pub fn of(&self, mapping: &Mapping, line: &LineDraft) -> Result<Route, RejectReason> {
        let name = |field| mapping.column_name(field).to_owned();
        let unknown =
            |field, value: &str| RejectReason::UnknownCode { column: name(field), value: value.to_owned() };
        let mut route = Route::default();
        if let Some(code) = line.location_code.as_deref() {
            let location = self.locations.get(code).ok_or_else(|| unknown(Field::Location, code))?;
            route.location = Some(*location);
        }
        let mut belongs = |policy: &delivery_policy::Model, field, value: &str| {
            let fits = route.location.is_none_or(|location| location == policy.location_id);
            (route.location, route.policy) = (Some(policy.location_id), Some(policy.id));
            let (value, other) = (value.to_owned(), name(Field::Location));
            fits.then_some(()).ok_or_else(|| RejectReason::CodeOfAnother {
                column: name(field),
                value,
                other,
            })
        };
        if let Some(code) = line.policy_code.as_deref() {
            let policy = self.policies.get(code).ok_or_else(|| unknown(Field::Policy, code))?;
            belongs(policy, Field::Policy, code)?;
        }
        if let Some(code) = line.shipping_option_code.as_deref() {
            let option = self.options.get(code).ok_or_else(|| unknown(Field::ShippingOption, code))?;
            match self.policies.values().find(|policy| policy.id == option.policy_id) {
                Some(policy) if line.policy_code.is_none() => belongs(policy, Field::ShippingOption, code)?,
                _ if route.policy != Some(option.policy_id) => {
                    let (column, other) = (name(Field::ShippingOption), name(Field::Policy));
                    return Err(RejectReason::CodeOfAnother { column, value: code.to_owned(), other });
                }
                _ => {}
            }
            route.option = Some(option.id);
        }
        Ok(route)
    }
}
