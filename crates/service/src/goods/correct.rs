//! Corrections of delivery names and of what lies on the shelf, many at once, each made or refused by itself.

use std::collections::{BTreeMap, HashSet};

use domain::goods::{
    CannotCorrect, Cell, Corrected, DELIVERY_NAME_MAX, Field, RefusedCell, correct as corrected, mark_of,
    on_hand,
};
use domain::id::{LocationId, ProductId, SkuId, StockMovementId};
use domain::order::Stocks;
use domain::role::Permission;
use domain::stock::{Stock, StockCause};
use domain::time::Timestamp;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use store::entity::{product, sku, stock_movement};
use store::read::goods::{location_codes, lock_stocks};
use store::write::{refresh_products, save_products, save_stocks};

use crate::command::{Answer, By, IdempotencyKey, Work, once};
use crate::{Actor, Error, Services, live, storable};

/// What was typed into a form's fields; what is as it was shown is left alone.
pub type Typed = Vec<(Field, String)>;

/// Corrects goods as somebody typed them into a list. `cause` is why stock is corrected.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::KeyReused`]; or when the database can't be written to. What is refused is no error: it is told beside what
/// was done.
pub async fn correct(
    services: &Services,
    actor: &Actor,
    key: &IdempotencyKey,
    typed: &Typed,
    cause: StockCause,
) -> Result<Corrected, Error> {
    actor.require(Permission::Fulfil)?;
    let by = By::user(actor.user_id);
    let work = Corrections::of(services, by, typed, cause);
    let done = once(services, by, "correct_goods", key, &(typed, cause), &work).await?;
    if done.changed > 0 {
        live::goods_changed(services);
    }
    Ok(done)
}

impl Answer for Corrected {
    fn is_final(&self) -> bool {
        self.changed > 0
    }
}

/// What was typed for what lies on a shelf.
struct OnHand {
    was: Option<i32>,
    typed: String,
}

/// What was typed for a delivery name; what was shown is named by its mark.
struct Name {
    was: u64,
    typed: String,
}

/// Corrections to be made in a transaction.
pub(super) struct Corrections<'a> {
    services: &'a Services,
    by: By,
    cause: StockCause,
    // In the order in which stock is locked.
    stock: BTreeMap<(LocationId, SkuId), OnHand>,
    names: BTreeMap<ProductId, Name>,
}

impl Work for Corrections<'_> {
    type Answer = Corrected;

    async fn run(&self, tx: &DatabaseTransaction) -> Result<Corrected, Error> {
        let mut done = Corrected::default();
        // As everybody who writes goods locks them: SKUs, products, stock. Where there is no stock yet, it is the SKU that two people wait for.
        let skus: Vec<SkuId> = self.stock.keys().map(|(_, sku)| *sku).collect();
        let there = lock_skus(tx, &skus).await?;
        self.correct_names(tx, &mut done).await?;
        if !skus.is_empty() {
            let known = lock_stocks(tx, &skus).await?;
            self.correct_stock(tx, &there, &known, &mut done).await?;
        }
        if done.changed > 0 {
            live::goods_changing(tx).await?;
        }
        Ok(done)
    }
}

/// Those of the SKUs that are there, held until the transaction ends.
async fn lock_skus(tx: &DatabaseTransaction, skus: &[SkuId]) -> Result<HashSet<SkuId>, Error> {
    if skus.is_empty() {
        return Ok(HashSet::new());
    }
    let found = sku::Entity::find()
        .select_only()
        .column(sku::Column::Id)
        .filter(sku::Column::Id.is_in(skus.iter().copied()))
        .order_by_asc(sku::Column::Id)
        .lock_exclusive()
        .into_tuple();
    Ok(found.all(tx).await?.into_iter().collect())
}

impl<'a> Corrections<'a> {
    /// Sorts what was typed by what it corrects; what is as it was shown is left out.
    pub fn of(services: &'a Services, by: By, typed: &Typed, cause: StockCause) -> Self {
        let mut work = Self { services, by, cause, stock: BTreeMap::new(), names: BTreeMap::new() };
        for (field, typed) in typed {
            let typed = storable(typed.trim());
            match *field {
                Field::OnHand { was: None, .. } if typed.is_empty() => {}
                Field::OnHand { was, .. } if was.is_some() && on_hand(&typed).ok() == was => {}
                Field::OnHand { sku, location, was } => {
                    work.stock.insert((location, sku), OnHand { was, typed });
                }
                Field::DeliveryName { was, .. } if mark_of(&typed) == was => {}
                Field::DeliveryName { product, was } => {
                    work.names.insert(product, Name { was, typed });
                }
            }
        }
        work
    }

    async fn correct_names(&self, tx: &DatabaseTransaction, done: &mut Corrected) -> Result<(), Error> {
        if self.names.is_empty() {
            return Ok(());
        }
        let rows = product::Entity::find()
            .filter(product::Column::Id.is_in(self.names.keys().copied()))
            .order_by_asc(product::Column::Id)
            .lock_exclusive()
            .all(tx)
            .await?;
        let mut rows: BTreeMap<ProductId, product::Model> =
            rows.into_iter().map(|row| (row.id, row)).collect();
        let mut changed = Vec::new();
        for (id, Name { was, typed }) in &self.names {
            let why = match rows.remove(id) {
                None => CannotCorrect::Gone,
                Some(row) => {
                    let now = row.delivery_name.clone().unwrap_or_default();
                    if now == *typed {
                        continue;
                    }
                    if mark_of(&now) != *was {
                        CannotCorrect::Changed { now }
                    } else if typed.chars().count() > DELIVERY_NAME_MAX {
                        CannotCorrect::TooLong
                    } else {
                        changed.push(product::Model {
                            delivery_name: (!typed.is_empty()).then(|| typed.clone()),
                            version: row.version + 1,
                            changed_at: self.services.now(),
                            ..row
                        });
                        done.changed += 1;
                        continue;
                    }
                }
            };
            done.refused.push(RefusedCell { cell: Cell::DeliveryName(*id), typed: typed.clone(), why });
        }
        let ids: Vec<ProductId> = changed.iter().map(|row| row.id).collect();
        save_products(tx, changed).await?;
        Ok(refresh_products(tx, &ids).await?)
    }

    async fn correct_stock(
        &self,
        tx: &DatabaseTransaction,
        there: &HashSet<SkuId>,
        known: &Stocks,
        done: &mut Corrected,
    ) -> Result<(), Error> {
        let locations = location_codes(tx).await?;
        let (mut stocks, mut movements) = (Stocks::new(), Vec::new());
        for (place, OnHand { was, typed }) in &self.stock {
            let before = known.get(place).copied();
            let (location, sku) = *place;
            // Whoever types what it is by now changes nothing.
            if before.is_some() && before.map(|stock| stock.on_hand) == on_hand(typed).ok() {
                continue;
            }
            let after = if there.contains(&sku) && locations.contains_key(&location) {
                on_hand(typed).and_then(|units| corrected(before, *was, units, self.cause))
            } else {
                Err(CannotCorrect::Gone)
            };
            match after {
                Ok(after) => {
                    let before = before.unwrap_or_default();
                    movements.push(movement(*place, before, after, self.cause, self.by, self.services.now()));
                    stocks.insert(*place, after);
                    done.changed += 1;
                }
                Err(why) => {
                    let cell = Cell::OnHand(sku, location);
                    done.refused.push(RefusedCell { cell, typed: typed.clone(), why });
                }
            }
        }
        Ok(save_stocks(tx, stocks, movements).await?)
    }
}

/// A change of what lies on a shelf, as it is recorded.
pub(super) fn movement(
    (location_id, sku_id): (LocationId, SkuId),
    before: Stock,
    after: Stock,
    cause: StockCause,
    by: By,
    at: Timestamp,
) -> stock_movement::Model {
    stock_movement::Model {
        id: StockMovementId(0),
        location_id,
        sku_id,
        on_hand_change: after.on_hand - before.on_hand,
        allocated_change: 0,
        cause,
        order_id: None,
        shipment_id: None,
        user_id: by.user_id,
        at,
    }
}
