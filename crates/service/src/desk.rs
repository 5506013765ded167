//! What stands around every page: the merchant, the person, the queues' counts.

use domain::role::Permission;
use domain::view::Desk;
use store::read;

use crate::{Actor, Error, Services, merchant};

/// The desk of a person.
///
/// # Errors
/// [`Error::Forbidden`], or when the database can't be read.
pub async fn desk(services: &Services, actor: &Actor) -> Result<Desk, Error> {
    actor.require(Permission::ViewOrders)?;
    let (merchant, _) = merchant::at_desk(services, actor.locale).await?;
    let lanes = read::desk::lanes(services.store.reader()).await?;
    let new_orders = lanes.into_iter().map(|(_, orders)| orders).sum();
    Ok(Desk { merchant: merchant.name.clone(), email: actor.email.clone(), role: actor.role, new_orders })
}
