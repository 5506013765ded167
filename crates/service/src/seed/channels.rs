//! Where the demo merchant sells.

use domain::id::ChannelId;
use domain::kind::{ChannelKind, PaymentMethod};
use domain::money::Currency;
use domain::stage::Stage;

use super::lands::{AT, AU, CA, DE, ES, FR, GB, HK, IE, IT, JP, KR, NL, NZ, SE, SG, TW, US};

/// What Domestic means.
pub(super) const HOME: &str = "JP";
/// Asia/Tokyo's distance from UTC in seconds, the whole year.
pub(super) const OFFSET: i64 = 9 * 3600;

/// A place in [`CHANNELS`].
pub(super) type ChannelIndex = usize;

/// A channel of the demo merchant.
pub(super) struct Channel {
    pub code: &'static str,
    pub name: &'static str,
    pub kind: ChannelKind,
    pub currency: Currency,
    pub grace_minutes: i32,
    pub auto_confirm: bool,
    /// Minor units that one yen of the price list comes to, in thousandths.
    pub per_yen: i64,
    /// Its share of the customers, in hundredths.
    pub share: u32,
    /// Whether it tells emails.
    pub emails: bool,
    /// Where its customers live: a place in `LANDS` and its weight.
    pub lands: &'static [(usize, u32)],
    /// What some of its buyers write for their country instead of choosing it, by the country's code: no name that an import knows.
    pub written_countries: &'static [(&'static str, &'static str)],
    /// How they pay, by weight.
    pub methods: &'static [(PaymentMethod, u32)],
}

use PaymentMethod::{
    BankTransfer, Card, CashOnDelivery, ConvenienceStore, Marketplace, PosOnDelivery, Wallet,
};

/// Malls sell at home, and a little abroad.
const MALL_LANDS: &[(usize, u32)] = &[(JP, 96), (TW, 2), (US, 1), (HK, 1)];
const GBP_PER_YEN: i64 = 530;
const USD_PER_YEN: i64 = 660;
const EUR_PER_YEN: i64 = 610;
const KRW_PER_YEN: i64 = 9_200;

pub(super) static CHANNELS: [Channel; 9] = [
    Channel {
        code: "STORE-JP",
        name: "Hoshizora Store",
        kind: ChannelKind::OwnStore,
        currency: Currency::JPY,
        grace_minutes: 0,
        auto_confirm: false,
        per_yen: 1000,
        share: 36,
        emails: true,
        lands: &[(JP, 90), (TW, 4), (KR, 2), (HK, 2), (SG, 2)],
        written_countries: &[],
        methods: &[
            (Card, 56),
            (ConvenienceStore, 14),
            (Wallet, 12),
            (CashOnDelivery, 8),
            (BankTransfer, 6),
            (PosOnDelivery, 4),
        ],
    },
    Channel {
        code: "STORE-GLOBAL",
        name: "Hoshizora Global",
        kind: ChannelKind::OwnStore,
        currency: Currency::USD,
        grace_minutes: 0,
        auto_confirm: false,
        per_yen: USD_PER_YEN,
        share: 13,
        emails: true,
        lands: &[(US, 48), (CA, 12), (AU, 12), (SG, 8), (TW, 6), (HK, 5), (NZ, 4), (JP, 3), (KR, 2)],
        written_countries: &[],
        methods: &[(Card, 70), (Wallet, 30)],
    },
    Channel {
        code: "STORE-UK",
        name: "Hoshizora UK",
        kind: ChannelKind::OwnStore,
        currency: Currency::GBP,
        grace_minutes: 60,
        auto_confirm: false,
        per_yen: GBP_PER_YEN,
        share: 7,
        emails: true,
        lands: &[(GB, 90), (IE, 10)],
        written_countries: &[],
        methods: &[(Card, 76), (Wallet, 24)],
    },
    Channel {
        code: "STORE-EU",
        name: "Hoshizora Europe",
        kind: ChannelKind::OwnStore,
        currency: Currency::EUR,
        grace_minutes: 30,
        auto_confirm: false,
        per_yen: EUR_PER_YEN,
        share: 6,
        emails: true,
        lands: &[(DE, 34), (FR, 24), (NL, 10), (ES, 10), (IT, 10), (AT, 6), (SE, 6)],
        written_countries: &[
            ("DE", "Deutschland"),
            ("NL", "Nederland"),
            ("ES", "España"),
            ("IT", "Italia"),
            ("AT", "Österreich"),
            ("SE", "Sverige"),
        ],
        methods: &[(Card, 50), (Wallet, 35), (BankTransfer, 15)],
    },
    Channel {
        code: "STORE-KR",
        name: "Hoshizora Korea",
        kind: ChannelKind::OwnStore,
        currency: Currency::KRW,
        grace_minutes: 0,
        auto_confirm: false,
        per_yen: KRW_PER_YEN,
        share: 7,
        emails: true,
        lands: &[(KR, 100)],
        written_countries: &[],
        methods: &[(Card, 60), (Wallet, 30), (BankTransfer, 10)],
    },
    Channel {
        code: "AMAZON-JP",
        name: "Amazon Japan",
        kind: ChannelKind::Amazon,
        currency: Currency::JPY,
        grace_minutes: 30,
        auto_confirm: false,
        per_yen: 1080,
        share: 13,
        emails: true,
        lands: MALL_LANDS,
        written_countries: &[],
        methods: &[(Marketplace, 100)],
    },
    Channel {
        code: "RAKUTEN",
        name: "Rakuten Ichiba",
        kind: ChannelKind::Rakuten,
        currency: Currency::JPY,
        grace_minutes: 60,
        auto_confirm: false,
        per_yen: 1060,
        share: 10,
        emails: true,
        lands: MALL_LANDS,
        written_countries: &[],
        methods: &[(Marketplace, 86), (CashOnDelivery, 8), (BankTransfer, 6)],
    },
    Channel {
        code: "QOO10",
        name: "Qoo10",
        kind: ChannelKind::Qoo10,
        currency: Currency::JPY,
        grace_minutes: 30,
        auto_confirm: true,
        per_yen: 1020,
        share: 5,
        emails: false,
        lands: MALL_LANDS,
        written_countries: &[],
        methods: &[(Marketplace, 92), (ConvenienceStore, 8)],
    },
    Channel {
        code: "YAHOO",
        name: "Yahoo! Shopping",
        kind: ChannelKind::Yahoo,
        currency: Currency::JPY,
        grace_minutes: 30,
        auto_confirm: false,
        per_yen: 1050,
        share: 3,
        emails: true,
        lands: MALL_LANDS,
        written_countries: &[],
        methods: &[(Marketplace, 80), (ConvenienceStore, 12), (CashOnDelivery, 8)],
    },
];

impl Channel {
    /// Its row id, by its place in the list.
    pub(super) const fn id(&self, index: ChannelIndex) -> ChannelId {
        ChannelId(index as i64 + 1)
    }

    /// A price of the price list (yen, tax included) here.
    pub(super) fn price(&self, yen: i64) -> i64 {
        let price = yen * self.per_yen / 1000;
        // Nobody asks for ₩13,437 or $12.43.
        match self.currency {
            Currency::JPY => (price / 10).max(1) * 10,
            Currency::KRW => (price / 100).max(1) * 100,
            _ => (price / 50).max(1) * 50,
        }
    }
}

/// The mall's own word for an order of this stage; `delivered`: it has arrived.
pub(super) fn mall_word(kind: ChannelKind, stage: Stage, delivered: bool) -> &'static str {
    use Stage::{Canceled, Closed, Completed, New, OnHold, Processing, Waiting};
    match (kind, stage) {
        (ChannelKind::Amazon, Waiting) => "Pending",
        (ChannelKind::Amazon, New | Processing) => "Unshipped",
        (ChannelKind::Amazon, Completed | Closed) => "Shipped",
        (ChannelKind::Amazon, OnHold) => "Unfulfillable",
        (ChannelKind::Amazon, Canceled) => "Canceled",
        (ChannelKind::Rakuten, Waiting | New) => "注文確認待ち",
        (ChannelKind::Rakuten, Processing) => "発送待ち",
        (ChannelKind::Rakuten, Completed | Closed) if delivered => "支払手続き済",
        (ChannelKind::Rakuten, Completed | Closed) => "発送済",
        (ChannelKind::Rakuten, OnHold) => "変更確定待ち",
        (ChannelKind::Rakuten, Canceled) => "キャンセル確定",
        (ChannelKind::Qoo10, Waiting) => "入金待ち",
        (ChannelKind::Qoo10, New) => "新規注文",
        (ChannelKind::Qoo10, Processing) => "発送準備",
        (ChannelKind::Qoo10, Completed) if delivered => "配送完了",
        (ChannelKind::Qoo10, Completed) => "配送中",
        (ChannelKind::Qoo10, OnHold) => "クレーム処理中",
        (ChannelKind::Qoo10, Canceled) => "キャンセル完了",
        (ChannelKind::Qoo10, Closed) => "返品完了",
        (_, Waiting) => "予約中",
        (_, New) => "新規注文",
        (_, Processing) => "処理中",
        (_, OnHold) => "保留",
        (_, Completed | Closed) => "完了",
        (_, Canceled) => "キャンセル",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ops_01_prices_are_round_in_every_currency() {
        let prices: Vec<_> = CHANNELS.iter().map(|channel| channel.price(1_650)).collect();
        assert_eq!(prices, [1650, 1050, 850, 1000, 15100, 1780, 1740, 1680, 1730]);
    }
}
