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
        let NoticeFacts { order, shipments, reason } = facts;
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
        };
        let shipments = match (self, shipments.is_empty()) {
            (_, true) => String::new(),
            (Self::En, false) => format!("\n\nShipments: {}", shipments.join(", ")),
            (Self::Ja, false) => format!("\n\n配送番号：{}", shipments.join("、")),
        };
        Mail { subject, body: format!("{said}{shipments}\n\n{merchant}\n") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ntf_01_every_notice_is_worded_in_every_language() {
        let facts = NoticeFacts {
            order: "W-1".to_owned(),
            shipments: vec!["S-1".to_owned(), "S-2".to_owned()],
            reason: Some("Sold out".to_owned()),
        };
        for &notice in Notice::ALL {
            let mails = Locale::ALL.map(|locale| locale.mail(notice, "Corner Shop", &facts));
            for mail in &mails {
                assert!(mail.subject.contains("W-1") && mail.subject.contains("Corner Shop"), "{mail:?}");
                assert!(mail.body.contains("W-1") && mail.body.contains("S-2"), "{mail:?}");
                assert_eq!(mail.body.contains("Sold out"), notice == Notice::OrderCanceled);
            }
            assert_ne!(mails[0].subject, mails[1].subject);
        }
    }
}
