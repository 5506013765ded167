//! What customers are told.

use domain::kind::Notice;
use domain::notice::NoticeFacts;

use crate::Locale;

/// A mail, worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

impl Locale {
    /// A notice of the shop `merchant`, by what was written down when it was queued.
    pub fn mail(self, notice: Notice, merchant: &str, facts: &NoticeFacts) -> Mail {
        let NoticeFacts { order, shipments, reason, tracking } = facts;
        let reason = reason.as_deref().unwrap_or_default();
        let (subject, said) = match (self, notice) {
            (Self::En, Notice::OrderProcessing) => (
                format!("{merchant}: your order {order} is being prepared"),
                format!("Your order {order} is being prepared for shipping."),
            ),
            (Self::Ja, Notice::OrderProcessing) => (
                format!("【{merchant}】ご注文 {order} の出荷準備を開始しました"),
                format!("ご注文 {order} の出荷準備を開始しました。"),
            ),
            (Self::En, Notice::OrderCanceled) => (
                format!("{merchant}: your order {order} was canceled"),
                format!(
                    "We had to cancel your order {order}, or what of it was not shipped yet.\n\nReason: {reason}"
                ),
            ),
            (Self::Ja, Notice::OrderCanceled) => (
                format!("【{merchant}】ご注文 {order} をキャンセルしました"),
                format!("ご注文 {order}（未発送分）をキャンセルしました。\n\n理由：{reason}"),
            ),
            (Self::En, Notice::OrderShipped) => (
                format!("{merchant}: your order {order} was shipped"),
                format!("A parcel of your order {order} is on its way."),
            ),
            (Self::Ja, Notice::OrderShipped) => (
                format!("【{merchant}】ご注文 {order} を発送しました"),
                format!("ご注文 {order} の商品を発送しました。"),
            ),
            (Self::En, Notice::OrderDelivered) => (
                format!("{merchant}: your order {order} was delivered"),
                format!("A parcel of your order {order} has arrived."),
            ),
            (Self::Ja, Notice::OrderDelivered) => (
                format!("【{merchant}】ご注文 {order} の配達が完了しました"),
                format!("ご注文 {order} の商品の配達が完了しました。"),
            ),
            (Self::En, Notice::DeliveryFailed) => (
                format!("{merchant}: your order {order} could not be delivered"),
                format!(
                    "A parcel of your order {order} could not be delivered. We will see to it, and may ask you for your address."
                ),
            ),
            (Self::Ja, Notice::DeliveryFailed) => (
                format!("【{merchant}】ご注文 {order} をお届けできませんでした"),
                format!(
                    "ご注文 {order} の商品をお届けできませんでした。当店で対応いたします。ご住所を確認させていただく場合があります。"
                ),
            ),
        };
        let tracking = tracking.as_ref().map_or_else(String::new, |tracking| {
            let carrier = self.carrier_called(&tracking.carrier);
            let number = match self {
                Self::En => format!("\n\n{carrier}, tracking number {}", tracking.number),
                Self::Ja => {
                    format!("\n\n{carrier}　お問い合わせ番号（送り状番号）：{}", tracking.number)
                }
            };
            let url = tracking.url.as_ref().map(|url| format!("\n{url}")).unwrap_or_default();
            number + &url
        });
        let shipments = match (self, shipments.is_empty()) {
            (_, true) => String::new(),
            (Self::En, false) => format!("\n\nShipments: {}", shipments.join(", ")),
            (Self::Ja, false) => format!("\n\n配送番号：{}", shipments.join("、")),
        };
        Mail { subject, body: format!("{said}{shipments}{tracking}\n\n{merchant}\n") }
    }
}

#[cfg(test)]
mod tests {
    use domain::notice::Tracking;

    use super::*;

    #[test]
    fn ntf_01_every_notice_is_worded_in_every_language() {
        let facts = NoticeFacts {
            order: "W-1".to_owned(),
            shipments: vec!["S-1".to_owned(), "S-2".to_owned()],
            reason: Some("Sold out".to_owned()),
            tracking: Some(Tracking {
                carrier: "Yamato Transport".to_owned(),
                number: "123456789012".to_owned(),
                url: Some("https://carrier.example/123456789012".to_owned()),
            }),
        };
        for &notice in Notice::ALL {
            let mails = Locale::ALL.map(|locale| locale.mail(notice, "Corner Shop", &facts));
            for (mail, carrier) in mails.iter().zip(["Yamato Transport", "ヤマト運輸"]) {
                assert!(mail.subject.contains("W-1") && mail.subject.contains("Corner Shop"), "{mail:?}");
                assert!(mail.body.contains("W-1") && mail.body.contains("S-2"), "{mail:?}");
                assert!(mail.body.contains(carrier) && mail.body.contains("\nhttps://carrier.example/1234"));
                assert_eq!(mail.body.contains("Sold out"), notice == Notice::OrderCanceled);
            }
            assert_ne!(mails[0].subject, mails[1].subject);
        }
    }
}
