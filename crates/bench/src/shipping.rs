//! What is timed of the Shipping page.

use anyhow::Context as _;
use domain::id::{LocationId, OptionId, PolicyId, ShipmentId};
use domain::kind::{Destination, TermKind};
use domain::query::{Created, Cursor, Direction, Quick, Search, ShipmentField, ShippingQuery, shipment_href};
use domain::shipment::{ShipmentKind, ShipmentTab};
use domain::time::Timestamp;
use sea_orm::{
    ColumnTrait as _, DatabaseConnection, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use store::entity::{shipment, shipment_term};

use super::cases::{Case, Read};

/// Every tab, first and deep; each filter with the value that most delivered shipments have, alone and with each other; each search field; the
/// detail.
pub async fn cases(db: &DatabaseConnection) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    let mut list = |name: String, query: ShippingQuery| {
        cases.push(Case {
            name: format!("shipping: {name}"),
            path: query.href(),
            read: Read::Shipments(query.to_query()),
        });
    };
    let base = ShippingQuery::default();
    for destination in [Destination::Domestic, Destination::International] {
        for tab in ShipmentTab::ALL {
            let query = base.with(|query| (query.destination, query.tab) = (destination, *tab));
            let name = format!("{}, {}", destination.as_str(), tab.as_str());
            if let Some(cursor) = deep(db, *tab, destination).await? {
                list(format!("{name}, deep page"), query.at(cursor));
            }
            list(name, query);
        }
    }
    let delivered = base.with(|query| query.tab = ShipmentTab::Delivered);
    let known = shipment::Entity::find()
        .filter(shipment::Column::InvoiceNumber.is_not_null())
        .filter(
            shipment::Column::Lane
                .eq(ShipmentTab::Delivered.lane(Destination::Domestic, ShipmentKind::Standard)),
        )
        .order_by_desc(shipment::Column::OrderPlacedAt)
        .offset(7)
        .one(db)
        .await?
        .context("no shipment is delivered")?;
    let product = popular(db, TermKind::ProductId).await?;
    let search = |field, text: &str| Some(Search { field, text: text.to_owned() });
    let invoice = known.invoice_number.clone().unwrap_or_default();
    for (name, field, text) in [
        ("shipment number", Some(ShipmentField::ShipmentNo), known.number.as_str()),
        ("shipment number, recognised", None, &known.number),
        ("invoice number", Some(ShipmentField::InvoiceNo), &invoice),
        ("nothing found", None, "no such thing"),
    ] {
        list(name.to_owned(), delivered.with(|query| query.search = search(field, text)));
    }
    let (location, policy, option) = (
        LocationId(popular(db, TermKind::Location).await?.parse()?),
        PolicyId(popular(db, TermKind::Policy).await?.parse()?),
        OptionId(popular(db, TermKind::Option).await?.parse()?),
    );
    type Filter<'a> = (&'a str, Box<dyn Fn(&mut ShippingQuery) + 'a>);
    let filters: Vec<Filter<'_>> = vec![
        ("ordered within 30 days", Box::new(|query| query.created = Some(Created::Quick(Quick::Month)))),
        (
            "popular product",
            Box::new(|query| query.search = search(Some(ShipmentField::ProductId), &product)),
        ),
        ("exchanges", Box::new(|query| query.own.kind = Some(ShipmentKind::Exchange))),
        ("standard", Box::new(|query| query.own.kind = Some(ShipmentKind::Standard))),
        ("location", Box::new(|query| query.routing.location = Some(location))),
        ("policy", Box::new(|query| query.routing.policy = Some(policy))),
        ("option", Box::new(|query| query.routing.option = Some(option))),
    ];
    for (i, (name, filter)) in filters.iter().enumerate() {
        let one = delivered.with(|query| filter(query));
        for (other, also) in filters.iter().skip(i + 1) {
            let both = one.with(|query| also(query));
            if both != delivered.with(|query| also(query)) {
                list(format!("{name}, {other}"), both);
            }
        }
        list((*name).to_owned(), one);
    }
    let read = Read::Shipment(known.number.clone());
    cases.push(Case { name: "shipment".to_owned(), path: shipment_href(&known.number), read });
    Ok(cases)
}

/// A place far down a tab: nine tenths of it lie above.
async fn deep(
    db: &DatabaseConnection,
    tab: ShipmentTab,
    destination: Destination,
) -> anyhow::Result<Option<Cursor>> {
    let lane = tab.lane(destination, ShipmentKind::Standard);
    let of_lane = || shipment::Entity::find().filter(shipment::Column::Lane.eq(lane));
    let count: i64 = of_lane()
        .select_only()
        .column_as(shipment::Column::Id.count(), "n")
        .into_tuple()
        .one(db)
        .await?
        .unwrap_or(0);
    let above = count.unsigned_abs() * 9 / 10;
    let found: Option<(Timestamp, ShipmentId)> = of_lane()
        .order_by_desc(shipment::Column::OrderPlacedAt)
        .order_by_desc(shipment::Column::Id)
        .offset(above)
        .select_only()
        .columns([shipment::Column::OrderPlacedAt, shipment::Column::Id])
        .into_tuple()
        .one(db)
        .await?;
    let above = u32::try_from(above).unwrap_or(u32::MAX);
    Ok(found.map(|(at, ShipmentId(id))| Cursor { direction: Direction::After, at, id, above }))
}

/// The value of a kind that most shipments have.
async fn popular(db: &DatabaseConnection, kind: TermKind) -> anyhow::Result<String> {
    let found: Option<(String, i64)> = shipment_term::Entity::find()
        .filter(shipment_term::Column::Kind.eq(kind))
        .select_only()
        .column(shipment_term::Column::Value)
        .column_as(shipment_term::Column::ShipmentId.count(), "n")
        .group_by(shipment_term::Column::Value)
        .order_by_desc(shipment_term::Column::ShipmentId.count())
        .order_by_asc(shipment_term::Column::Value)
        .into_tuple()
        .one(db)
        .await?;
    found.map(|(value, _)| value).with_context(|| format!("no shipment has a {kind:?}"))
}
