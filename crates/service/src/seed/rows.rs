//! Rows as the bulk loader takes them. Each column of a table is named: one that is added to an entity does not compile until it is here.

use sea_orm::Value;
use store::entity::{
    claim, claim_line, customer, customer_address, customer_total, event, item_rule, ledger_entry, note,
    order, order_address, order_charge, order_line, order_term, product, release_failure, shipment,
    shipment_invoice, shipment_line, shipment_term, sku, stock,
};

/// An entity that can be loaded in bulk.
pub(super) trait Row {
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];
    /// Adds the values in the order of the columns.
    fn put(self, values: &mut Vec<Value>);
}

macro_rules! rows {
    ($($entity:ident { $($column:ident),+ $(,)? })+) => {$(
        impl Row for $entity::Model {
            const TABLE: &'static str = stringify!($entity);
            const COLUMNS: &'static [&'static str] = &[$(stringify!($column)),+];
            fn put(self, values: &mut Vec<Value>) {
                let Self { $($column),+ } = self;
                values.extend([$($column.into()),+]);
            }
        }
    )+};
}

rows! {
    product { id, code, name, delivery_name, picture, changed_at, version }
    sku { id, product_id, code, option_name, barcode, weight_g, hs_code, origin, price, changed_at, version }
    stock { location_id, sku_id, on_hand, allocated }
    item_rule { id, channel_id, mall_sku, sku_id, created_at }
    customer {
        id, channel_id, external_ref, email, email_key, name, name_key, phone, country, locale, order_count, last_order_at,
        created_at, changed_at, erased_at, version,
    }
    customer_address {
        id, customer_id, recipient, company, phone, country, postal_code, region, city, line1, line2,
    }
    customer_total { customer_id, currency, order_count, amount }
    order {
        id, number, channel_id, channel_number, customer_id, original_order_id, stage, payment_status, fulfilment_status,
        release_state, destination, lane, is_test, country, country_given, email, buyer_name, shipping_request,
        payment_method, currency, items_total, discount_total, shipping_total, charge_total, tax_total, total, due, paid,
        refunded, line_count, ordered, canceled, assigned, packed, handed_over, delivered, returned, item_link, mall_status,
        mall_stage, mall_hold, is_cancellation, open_claims, placed_at, ready_at, confirmed_at, created_at, changed_at, version,
    }
    order_line {
        id, order_id, position, sku_id, product_code, sku_code, name, option_name, mall_sku, item_link, unit_price, ordered,
        canceled, assigned, packed, handed_over, delivered, returned, refunded, discount, tax, replaces_line_id, location_id,
        policy_id, option_id,
    }
    order_charge { id, order_id, position, kind, code, name, amount }
    order_address {
        order_id, role, recipient, company, phone, country, postal_code, region, city, line1, line2,
    }
    order_term { order_id, kind, value, lane, placed_at, is_test }
    ledger_entry { id, order_id, kind, method, amount, currency, reference, user_id, at }
    release_failure { order_id, reasons, user_id, failed_at }
    claim {
        id, number, order_id, customer_id, kind, status, reason, responsible, memo, answer, requested_at, decided_at, changed_at,
        version,
    }
    claim_line { claim_id, order_line_id, quantity, replacement_sku_id }
    note { id, order_id, user_id, body, created_at, edited_at }
    event { id, order_id, shipment_id, kind, actor, user_id, payload, at }
    shipment {
        id, number, order_id, claim_id, kind, status, destination, lane, is_test, made_by, location_id, policy_id, option_id,
        carrier_code, invoice_number, no_number_reason, invoice_registered_at, invoice_rejected, pickup, packed, expected_on,
        order_placed_at, created_at, handed_over_at, delivered_at, next_poll_at, latest_event_at, changed_at,
        version,
    }
    shipment_line { shipment_id, order_line_id, quantity }
    shipment_term { shipment_id, kind, value, lane, placed_at, is_test }
    shipment_invoice {
        id, shipment_id, action, carrier_before, number_before, carrier_after, number_after, reason, user_id, at,
    }
}
