//! Refusals, worded: short for a list's row, whole with what to do next for the detail.

use domain::address::AddressField;
use domain::release::ReleaseFailure as Failure;

use crate::Locale;

impl Locale {
    /// A few words for a list's row.
    pub const fn failure_short(self, failure: &Failure) -> &'static str {
        match (self, failure) {
            (Self::En, Failure::Canceled) => "canceled",
            (Self::Ja, Failure::Canceled) => "キャンセル済",
            (Self::En, Failure::OnHold) => "on hold",
            (Self::Ja, Failure::OnHold) => "保留中",
            (Self::En, Failure::StillWaiting) => "waiting",
            (Self::Ja, Failure::StillWaiting) => "待機中",
            (Self::En, Failure::NotConfirmed) => "not confirmed",
            (Self::Ja, Failure::NotConfirmed) => "未確認",
            (Self::En, Failure::AlreadyReleased) => "already released",
            (Self::Ja, Failure::AlreadyReleased) => "出庫準備済",
            (Self::En, Failure::AddressMissing { .. }) => "address missing",
            (Self::Ja, Failure::AddressMissing { .. }) => "住所不足",
            (Self::En, Failure::AddressMalformed { field: AddressField::PostalCode, .. }) => "postal code",
            (Self::Ja, Failure::AddressMalformed { field: AddressField::PostalCode, .. }) => "郵便番号",
            (Self::En, Failure::AddressMalformed { .. }) => "address",
            (Self::Ja, Failure::AddressMalformed { .. }) => "住所",
            (Self::En, Failure::NoDeliveryName { .. }) => "no delivery name",
            (Self::Ja, Failure::NoDeliveryName { .. }) => "配送品名なし",
            (Self::En, Failure::NoDeliveryPolicy { .. }) => "no delivery policy",
            (Self::Ja, Failure::NoDeliveryPolicy { .. }) => "配送ポリシーなし",
            (Self::En, Failure::StockShort { .. }) => "stock",
            (Self::Ja, Failure::StockShort { .. }) => "在庫不足",
            (Self::En, Failure::ItemLinkFailed { .. }) => "item link",
            (Self::Ja, Failure::ItemLinkFailed { .. }) => "アイテム紐づけ",
            (Self::En, Failure::ProviderRefused { .. }) => "refused by the carrier",
            (Self::Ja, Failure::ProviderRefused { .. }) => "配送会社の受付拒否",
        }
    }

    /// What is wrong and what to do next.
    pub fn failure(self, failure: &Failure) -> String {
        match self {
            Self::En => english(failure),
            Self::Ja => japanese(failure),
        }
    }

    /// A part of an address.
    pub const fn address_field(self, field: AddressField) -> &'static str {
        match (self, field) {
            (Self::En, AddressField::Recipient) => "recipient",
            (Self::Ja, AddressField::Recipient) => "宛名",
            (Self::En, AddressField::Country) => "country",
            (Self::Ja, AddressField::Country) => "国",
            (Self::En, AddressField::PostalCode) => "postal code",
            (Self::Ja, AddressField::PostalCode) => "郵便番号",
            (Self::En, AddressField::Region) => "region",
            (Self::Ja, AddressField::Region) => "都道府県・州",
            (Self::En, AddressField::City) => "city",
            (Self::Ja, AddressField::City) => "市区町村",
            (Self::En, AddressField::Line1) => "address line",
            (Self::Ja, AddressField::Line1) => "番地",
        }
    }
}

fn english(failure: &Failure) -> String {
    let l = Locale::En;
    match failure {
        Failure::Canceled => "The order is canceled. Nothing is to be shipped.".to_owned(),
        Failure::OnHold => "The order is on hold. Settle its claim, or wait for the mall.".to_owned(),
        Failure::StillWaiting => "Its payment or grace time is still awaited.".to_owned(),
        Failure::NotConfirmed => "The mall's order must be confirmed first.".to_owned(),
        Failure::AlreadyReleased => "Nothing of it is left to release.".to_owned(),
        Failure::AddressMissing { field } => {
            format!("The {} is missing. Ask the customer for it.", l.address_field(*field))
        }
        Failure::AddressMalformed { field, value, country } => format!(
            "The {} “{value}” is not a valid one for {}. Ask the customer for the correct one.",
            l.address_field(*field),
            l.country(*country)
        ),
        Failure::NoDeliveryName { sku, product } => {
            format!("Product {product} (SKU {sku}) has no delivery name. Give it one.")
        }
        Failure::NoDeliveryPolicy { sku } => {
            format!("SKU {sku} has no shipping location or delivery policy. Choose them.")
        }
        Failure::StockShort { sku, location, needed, available } => {
            format!("SKU {sku}: {needed} needed, {available} available in {location}. Check the stock.")
        }
        Failure::ItemLinkFailed { item, mall_sku: Some(mall_sku) } => {
            format!("The mall's item {item} ({mall_sku}) is not linked to a SKU. Link it.")
        }
        Failure::ItemLinkFailed { item, mall_sku: None } => {
            format!("The mall's item {item} is not linked to a SKU. Link it.")
        }
        Failure::ProviderRefused { provider, message } => format!("{provider} refused it: {message}"),
    }
}

fn japanese(failure: &Failure) -> String {
    let l = Locale::Ja;
    match failure {
        Failure::Canceled => "注文はキャンセル済のため、出荷する商品はありません。".to_owned(),
        Failure::OnHold => {
            "注文は保留中です。クレームを処理するか、モールの対応をお待ちください。".to_owned()
        }
        Failure::StillWaiting => "入金または猶予時間の経過を待っています。".to_owned(),
        Failure::NotConfirmed => "モールの注文は、先に注文確認を行う必要があります。".to_owned(),
        Failure::AlreadyReleased => "出庫準備する商品は残っていません。".to_owned(),
        Failure::AddressMissing { field } => {
            format!("{}がありません。会員に確認してください。", l.address_field(*field))
        }
        Failure::AddressMalformed { field, value, country } => format!(
            "{}「{value}」は{}の形式ではありません。会員に正しい住所を確認してください。",
            l.address_field(*field),
            l.country(*country)
        ),
        Failure::NoDeliveryName { sku, product } => {
            format!("商品 {product}（SKU {sku}）に配送品名がありません。登録してください。")
        }
        Failure::NoDeliveryPolicy { sku } => {
            format!("SKU {sku} に出荷元または配送ポリシーがありません。設定してください。")
        }
        Failure::StockShort { sku, location, needed, available } => {
            format!("SKU {sku}：必要数 {needed}、{location} の有効在庫 {available}。在庫を確認してください。")
        }
        Failure::ItemLinkFailed { item, mall_sku } => {
            let mall_sku = mall_sku.as_ref().map(|sku| format!("（{sku}）")).unwrap_or_default();
            format!("モールの商品 {item}{mall_sku} が紐づけられていません。アイテム紐づけを行ってください。")
        }
        Failure::ProviderRefused { provider, message } => format!("{provider} に拒否されました：{message}"),
    }
}
