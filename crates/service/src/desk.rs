//! What stands around every page: the merchant, the person, the queues' counts.

use domain::kind::Destination;
use domain::release::Lane;
use domain::role::Permission;
use domain::shipment::{ShipmentKind, ShipmentTab};
use domain::view::{Desk, Queues};
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
    let sum = |wanted: &[Lane]| {
        lanes.iter().filter(|(lane, _)| wanted.contains(lane)).map(|(_, counted)| counted).sum()
    };
    let of_tab = |tab: ShipmentTab| {
        let lanes = Destination::ALL
            .iter()
            .flat_map(|destination| ShipmentKind::ALL.iter().map(|kind| tab.lane(*destination, *kind)));
        sum(&lanes.collect::<Vec<_>>())
    };
    let queues = Queues {
        new_orders: sum(&Lane::NEW_ORDERS),
        preparing: of_tab(ShipmentTab::PreparingToRelease),
        failed: of_tab(ShipmentTab::Failed),
    };
    Ok(Desk { merchant: merchant.name.clone(), email: actor.email.clone(), role: actor.role, queues })
}
