//! Goods, and where they stand.

use sea_orm_migration::prelude::{Expr, TableCreateStatement};
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, integer, integer_null, string, string_null,
};

use crate::migration::table::{TableIndex, at, country, country_null, id, index, keyed, table, unique};

pub(super) fn tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "carrier",
            vec![
                string("code").primary_key().take(),
                string("name"),
                boolean("enabled"),
                integer("position"),
                string_null("pattern"),
                string_null("tracking_url"),
                boolean("is_own"),
            ],
            &[],
        ),
        table(
            "location",
            vec![
                id(),
                string("code"),
                string("name"),
                country("country"),
                string_null("postal_code"),
                string_null("region"),
                string_null("city"),
                string_null("line1"),
                string_null("phone"),
                boolean("is_default"),
                integer("position"),
            ],
            &[],
        ),
        table(
            "delivery_policy",
            vec![id(), big_integer("location_id"), string("code"), string("name"), integer("position")],
            &[("location_id", "location")],
        ),
        table(
            "shipping_option",
            vec![
                id(),
                big_integer("policy_id"),
                string("code"),
                string("name"),
                string_null("carrier_code"),
                integer("position"),
            ],
            &[("policy_id", "delivery_policy"), ("carrier_code", "carrier")],
        ),
        table(
            "product",
            vec![
                id(),
                string("code"),
                string("name"),
                string_null("delivery_name"),
                string_null("picture_url"),
                at("changed_at"),
                integer("version"),
            ],
            &[],
        ),
        table(
            "sku",
            vec![
                id(),
                big_integer("product_id"),
                string("code"),
                string_null("option_name"),
                string_null("barcode"),
                integer_null("weight_g"),
                string_null("hs_code"),
                country_null("origin"),
                big_integer_null("price"),
                at("changed_at"),
                integer("version"),
            ],
            &[("product_id", "product")],
        ),
        keyed(
            table(
                "stock",
                vec![
                    big_integer("location_id"),
                    big_integer("sku_id"),
                    integer("on_hand"),
                    integer("allocated"),
                ],
                &[("location_id", "location"), ("sku_id", "sku")],
            )
            .check(Expr::cust("0 <= allocated AND allocated <= on_hand"))
            .take(),
            &["location_id", "sku_id"],
        ),
        table(
            "stock_movement",
            vec![
                id(),
                big_integer("location_id"),
                big_integer("sku_id"),
                integer("on_hand_change"),
                integer("allocated_change"),
                string("cause"),
                big_integer_null("order_id"),
                big_integer_null("shipment_id"),
                big_integer_null("user_id"),
                at("at"),
            ],
            &[],
        ),
        table(
            "item_rule",
            vec![
                id(),
                big_integer("channel_id"),
                string("mall_sku"),
                big_integer("sku_id"),
                at("created_at"),
            ],
            &[("channel_id", "channel"), ("sku_id", "sku")],
        ),
    ]
}

pub(super) fn indexes() -> Vec<TableIndex> {
    vec![
        unique("location", &["code"]),
        unique("delivery_policy", &["code"]),
        unique("shipping_option", &["code"]),
        unique("product", &["code"]),
        unique("sku", &["code"]),
        index("sku", &["product_id"]),
        index("stock", &["sku_id"]),
        index("stock_movement", &["sku_id", "at"]),
        unique("item_rule", &["channel_id", "mall_sku"]),
    ]
}
