//! The demo merchant's own rows: settings, channels, carriers, locations, goods; and the mark that a load is under way.

use domain::id::{ItemRuleId, JobId};
use domain::kind::JobState;
use domain::time::Timestamp;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QuerySelect as _,
};
use store::bulk::bulk_insert;
use store::entity::{
    channel, customer, delivery_policy, item_rule, job, location, merchant, order, product, shipping_option,
    user,
};
use store::write::refresh_products;

use super::basket::mall_sku;
use super::channels::{CHANNELS, HOME};
use super::goods::{Goods, sku_id};
use super::routes::{LOCATIONS, POLICIES, Route};
use super::rows::Row;
use super::{OWNER, Plan, SeedError};
use crate::Error;

/// The `kind` of the job that says a seed is under way.
const JOB: &str = "seed";

/// Refuses a database that has anything which the demo would stand beside.
pub(super) async fn check_empty(tx: &DatabaseTransaction) -> Result<(), SeedError> {
    let unfinished = job::Entity::find()
        .filter(job::Column::Kind.eq(JOB))
        .filter(job::Column::State.ne(JobState::Done))
        .one(tx)
        .await?;
    if unfinished.is_some() {
        return Err(SeedError::Unfinished);
    }
    macro_rules! refuse_rows {
        ($($table:ident),+) => {$(
            if $table::Entity::find().select_only().column($table::Column::Id).into_tuple::<i64>().one(tx).await?.is_some() {
                return Err(SeedError::NotEmpty(stringify!($table)));
            }
        )+};
    }
    refuse_rows!(order, customer, product, channel, location, delivery_policy, shipping_option);
    match user::Entity::find().filter(user::Column::Email.eq(OWNER)).one(tx).await? {
        Some(_) => Err(SeedError::NotEmpty("user")),
        None => Ok(()),
    }
}

/// Writes down that a seed has begun.
pub(super) async fn mark_started(
    tx: &DatabaseTransaction,
    plan: &Plan,
    now: Timestamp,
) -> Result<JobId, SeedError> {
    let input = serde_json::json!({ "orders": plan.orders, "seed": plan.seed, "as_of": plan.as_of });
    let orders = usize::try_from(plan.orders).unwrap_or(usize::MAX);
    let row = job::ActiveModel::new(JOB, JobState::Running, input, orders, None, now);
    Ok(row.insert(tx).await?.id)
}

/// Writes down that all of it is there.
pub(super) async fn mark_finished(
    tx: &DatabaseTransaction,
    marker: JobId,
    now: Timestamp,
) -> Result<(), Error> {
    let Some(row) = job::Entity::find_by_id(marker).one(tx).await? else { return Ok(()) };
    let total = row.total;
    let mut row = row.into_active_model();
    row.state = Set(JobState::Done);
    row.done = Set(total);
    row.finished_at = Set(Some(now));
    row.update(tx).await?;
    Ok(())
}

/// Everything but customers and orders.
pub(super) async fn insert(tx: &DatabaseTransaction, plan: &Plan, goods: &Goods) -> Result<(), SeedError> {
    let opened_at = plan.as_of.plus_seconds(-3 * 365 * 86_400);
    insert_merchant(tx, plan, opened_at).await?;
    let channels = CHANNELS.iter().enumerate().map(|(index, row)| channel::ActiveModel {
        id: Set(row.id(index)),
        code: Set(row.code.to_owned()),
        name: Set(row.name.to_owned()),
        kind: Set(row.kind),
        currency: Set(row.currency),
        grace_minutes: Set(row.grace_minutes),
        auto_confirm: Set(row.auto_confirm),
        enabled: Set(true),
        created_at: Set(opened_at),
    });
    channel::Entity::insert_many(channels).exec_without_returning(tx).await?;
    insert_locations(tx).await?;
    let products = goods.product_rows(opened_at);
    let product_ids: Vec<_> = products.iter().map(|row| row.id).collect();
    bulk(tx, products).await?;
    bulk(tx, goods.sku_rows(opened_at)).await?;
    bulk(tx, item_rules(goods, opened_at)).await?;
    refresh_products(tx, &product_ids).await?;
    Ok(())
}

/// Somebody may have been added before: then there is a merchant already, with nothing but guesses.
async fn insert_merchant(
    tx: &DatabaseTransaction,
    plan: &Plan,
    opened_at: Timestamp,
) -> Result<(), SeedError> {
    let row = merchant::ActiveModel {
        id: Set(merchant::ONLY),
        name: Set("Hoshizora Goods".to_owned()),
        home_country: Set(HOME.to_owned()),
        time_zone: Set("Asia/Tokyo".to_owned()),
        currency: Set(domain::money::Currency::JPY),
        locale: Set(plan.language.as_str().to_owned()),
        late_after_hours: Set(48),
        created_at: Set(opened_at),
        changed_at: Set(opened_at),
        version: Set(1),
    };
    merchant::Entity::delete_by_id(merchant::ONLY).exec(tx).await?;
    row.insert(tx).await?;
    Ok(())
}

async fn insert_locations(tx: &DatabaseTransaction) -> Result<(), SeedError> {
    let locations = LOCATIONS.iter().enumerate().map(|(index, row)| {
        let [postal_code, region, city, line1] = row.address;
        location::ActiveModel {
            id: Set(domain::id::LocationId(index as i64 + 1)),
            code: Set(row.code.to_owned()),
            name: Set(row.name.to_owned()),
            country: Set(row.country.to_owned()),
            postal_code: Set(Some(postal_code.to_owned())),
            region: Set(Some(region.to_owned())),
            city: Set(Some(city.to_owned())),
            line1: Set(Some(line1.to_owned())),
            phone: Set(Some(row.phone.to_owned())),
            is_default: Set(index == 0),
            position: Set(index as i32 + 1),
        }
    });
    location::Entity::insert_many(locations).exec_without_returning(tx).await?;
    let policies = POLICIES.iter().enumerate().map(|(policy, row)| delivery_policy::ActiveModel {
        id: Set(Route { policy, option: 0 }.policy()),
        location_id: Set(Route { policy, option: 0 }.location()),
        code: Set(row.code.to_owned()),
        name: Set(row.name.to_owned()),
        position: Set(policy as i32 + 1),
    });
    delivery_policy::Entity::insert_many(policies).exec_without_returning(tx).await?;
    let options = (0..Route::COUNT).map(|number| {
        let route = Route::nth(number);
        let service = route.service();
        shipping_option::ActiveModel {
            id: Set(route.option()),
            policy_id: Set(route.policy()),
            code: Set(service.code.to_owned()),
            name: Set(service.name.to_owned()),
            carrier_code: Set(service.only_carrier().map(str::to_owned)),
            position: Set(number as i32 + 1),
        }
    });
    shipping_option::Entity::insert_many(options).exec_without_returning(tx).await?;
    Ok(())
}

/// Every SKU is linked at every mall, under the mall's name for it.
fn item_rules(goods: &Goods, at: Timestamp) -> Vec<item_rule::Model> {
    let malls = CHANNELS.iter().enumerate().filter(|(_, channel)| channel.kind.is_mall());
    let rules = malls.flat_map(|(place, channel)| {
        goods
            .skus
            .iter()
            .enumerate()
            .map(move |(sku, row)| (channel.id(place), mall_sku(channel, &row.code), sku_id(sku)))
    });
    (1..)
        .zip(rules)
        .map(|(id, (channel_id, mall_sku, sku_id))| item_rule::Model {
            id: ItemRuleId(id),
            channel_id,
            mall_sku,
            sku_id,
            created_at: at,
        })
        .collect()
}

/// Inserts rows of one table.
pub(super) async fn bulk<R: Row>(tx: &DatabaseTransaction, rows: Vec<R>) -> Result<(), SeedError> {
    let values = |row: R| {
        let mut values = Vec::with_capacity(R::COLUMNS.len());
        row.put(&mut values);
        values
    };
    bulk_insert(tx, R::TABLE, R::COLUMNS, rows.into_iter().map(values).collect()).await?;
    Ok(())
}
