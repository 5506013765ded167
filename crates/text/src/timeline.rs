//! The timeline, worded.

use domain::claim::ClaimStatus;
use domain::kind::{ActorKind, Notice};
use domain::timeline::{Replaced, TimelineEvent as Event};

use crate::Locale;

impl Locale {
    /// What happened.
    pub fn timeline_event(self, event: &Event) -> String {
        match self {
            Self::En => english(event),
            Self::Ja => japanese(event),
        }
    }

    /// What a notice tells.
    pub const fn notice(self, notice: Notice) -> &'static str {
        match (self, notice) {
            (Self::En, Notice::OrderProcessing) => "Order processing",
            (Self::Ja, Notice::OrderProcessing) => "出荷準備のお知らせ",
            (Self::En, Notice::OrderShipped) => "Shipped",
            (Self::Ja, Notice::OrderShipped) => "発送のお知らせ",
            (Self::En, Notice::OrderDelivered) => "Delivered",
            (Self::Ja, Notice::OrderDelivered) => "配達完了のお知らせ",
            (Self::En, Notice::DeliveryFailed) => "Delivery failed",
            (Self::Ja, Notice::DeliveryFailed) => "配達できなかったお知らせ",
            (Self::En, Notice::OrderCanceled) => "Order canceled",
            (Self::Ja, Notice::OrderCanceled) => "キャンセルのお知らせ",
        }
    }

    /// Who did it, where it was no person.
    pub const fn actor(self, actor: ActorKind) -> &'static str {
        match (self, actor) {
            (Self::En, ActorKind::User) => "a former user",
            (Self::Ja, ActorKind::User) => "以前のユーザー",
            (Self::En, ActorKind::System) => "automatic",
            (Self::Ja, ActorKind::System) => "自動",
            (Self::En, ActorKind::Channel) => "channel",
            (Self::Ja, ActorKind::Channel) => "販売モール",
            (Self::En, ActorKind::Customer) => "customer",
            (Self::Ja, ActorKind::Customer) => "会員",
        }
    }
}

fn english(event: &Event) -> String {
    let l = Locale::En;
    match event {
        Event::Placed { method } => format!("Ordered, payment: {}", l.payment_method(*method)),
        Event::Imported { file } => format!("Imported from {file}"),
        Event::PaymentReceived { amount, method } => format!("{amount} paid, {}", l.payment_method(*method)),
        Event::BecameNew => "Became New".to_owned(),
        Event::Confirmed => "Confirmed".to_owned(),
        Event::Canceled { units, reason } => {
            let units = if *units == 1 { "1 unit".to_owned() } else { format!("{units} units") };
            match reason {
                Some(reason) => format!("{units} canceled: {reason}"),
                None => format!("{units} canceled"),
            }
        }
        Event::CanceledOrder { original: Some(original) } => format!("Cancels order {original}"),
        Event::CanceledOrder { original: None } => {
            "A cancellation whose order is not known for certain".to_owned()
        }
        Event::ReleaseFailed { failures } => {
            let reasons: Vec<_> = failures.iter().map(|failure| l.failure_short(failure)).collect();
            format!("Release failed: {}", reasons.join(", "))
        }
        Event::Released { shipments } => format!("Released: {}", shipments.join(", ")),
        Event::InvoiceRegistered { shipment, carrier, number } => {
            format!("Invoice {number} ({carrier}) registered for {shipment}")
        }
        Event::InvoiceChanged { shipment, before, after } => {
            format!("Invoice of {shipment} changed from {before} to {after}")
        }
        Event::InvoiceDeleted { shipment, before } => format!("Invoice of {shipment} deleted: {before}"),
        Event::InvoiceRejected { shipment, number, why } => {
            format!("The carrier rejected invoice {number} of {shipment}: {why}")
        }
        Event::NumberNotNeeded { shipment, reason } => {
            format!("{shipment} goes without an invoice number: {reason}")
        }
        Event::Packed { shipment } => format!("{shipment} packed"),
        Event::RedeliveryStarted { shipment } => format!("Redelivery of {shipment} started"),
        Event::ShipmentCanceled { shipment } => format!("{shipment} canceled"),
        Event::HandedOver { shipment } => format!("{shipment} handed to the carrier"),
        Event::DeliveryFailed { shipment } => format!("Delivery of {shipment} failed"),
        Event::Delivered { shipment } => format!("{shipment} delivered"),
        Event::ReturnReceived { units: 1 } => "1 unit came back".to_owned(),
        Event::ReturnReceived { units } => format!("{units} units came back"),
        Event::Refunded { amount } => format!("{amount} refunded"),
        Event::ClaimRequested { claim, claim_kind, reason } => {
            let reason = reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
            format!("{} requested: {claim}{reason}", l.claim_kind(*claim_kind))
        }
        Event::ClaimMoved { claim, claim_kind, status, answer } => {
            let answer = answer.as_ref().map(|answer| format!(": {answer}")).unwrap_or_default();
            let kind = l.claim_kind(*claim_kind);
            let status = match status {
                ClaimStatus::Requested => "requested",
                ClaimStatus::InProgress => "approved",
                ClaimStatus::Completed => "completed",
                ClaimStatus::Denied => "denied",
                ClaimStatus::Withdrawn => "withdrawn",
            };
            format!("{kind} {claim} {status}{answer}")
        }
        Event::ReplacementPrepared { shipments, goods } => {
            let goods = goods.iter().map(|Replaced { units, sku, instead_of }| match sku == instead_of {
                true => format!("{units} x {sku}"),
                false => format!("{units} x {sku} for {instead_of}"),
            });
            let goods: Vec<String> = goods.collect();
            format!("Exchange shipment {}: {}", shipments.join(", "), goods.join(", "))
        }
        Event::HeldByMall => "Put on hold by the mall".to_owned(),
        Event::StageChanged { from, to } => format!("Stage {}, before that {}", l.stage(*to), l.stage(*from)),
        Event::FailureDismissed => "Taken out of Failed to release".to_owned(),
        Event::RefundDue { amount } => format!("{amount} is due back to the customer"),
        Event::AddressChanged { before, after } => {
            format!("Address changed from {} to {}", before.join(", "), after.join(", "))
        }
        Event::ItemLinked { item, sku } => format!("{item} linked to SKU {sku}"),
        Event::NoticeSent { notice, to } => format!("Notice sent to {to}: {}", l.notice(*notice)),
        Event::NoticeGivenUp { notice, to, error } => {
            format!("Notice could not be sent to {to}: {}: {error}", l.notice(*notice))
        }
    }
}

fn japanese(event: &Event) -> String {
    let l = Locale::Ja;
    match event {
        Event::Placed { method } => format!("注文（{}）", l.payment_method(*method)),
        Event::Imported { file } => format!("{file} から取込"),
        Event::PaymentReceived { amount, method } => {
            format!("{amount} 入金（{}）", l.payment_method(*method))
        }
        Event::BecameNew => "「新規」に移行".to_owned(),
        Event::Confirmed => "注文確認".to_owned(),
        Event::Canceled { units, reason: Some(reason) } => format!("{units}点キャンセル：{reason}"),
        Event::Canceled { units, reason: None } => format!("{units}点キャンセル"),
        Event::CanceledOrder { original: Some(original) } => format!("注文 {original} のキャンセル"),
        Event::CanceledOrder { original: None } => "キャンセル（元の注文は特定できません）".to_owned(),
        Event::ReleaseFailed { failures } => {
            let reasons: Vec<_> = failures.iter().map(|failure| l.failure_short(failure)).collect();
            format!("出庫準備失敗：{}", reasons.join("、"))
        }
        Event::Released { shipments } => format!("出庫準備完了：{}", shipments.join("、")),
        Event::InvoiceRegistered { shipment, carrier, number } => {
            format!("{shipment} に送り状番号 {number}（{}）を登録", l.carrier_called(carrier))
        }
        Event::InvoiceChanged { shipment, before, after } => {
            let [before, after] = [before, after].map(|stood| l.carrier_and_number(stood));
            format!("{shipment} の送り状を変更：「{before}」→「{after}」")
        }
        Event::InvoiceDeleted { shipment, before } => {
            format!("{shipment} の送り状を削除：{}", l.carrier_and_number(before))
        }
        Event::InvoiceRejected { shipment, number, why } => {
            format!("{shipment} の送り状番号 {number} は配送会社でエラーになりました：{why}")
        }
        Event::NumberNotNeeded { shipment, reason } => format!("{shipment} は送り状番号なし：{reason}"),
        Event::Packed { shipment } => format!("{shipment} 梱包完了"),
        Event::RedeliveryStarted { shipment } => format!("{shipment} の再配達を開始"),
        Event::ShipmentCanceled { shipment } => format!("{shipment} をキャンセル"),
        Event::HandedOver { shipment } => format!("{shipment} を配送会社に引渡し"),
        Event::DeliveryFailed { shipment } => format!("{shipment} の配送失敗"),
        Event::Delivered { shipment } => format!("{shipment} 配達完了"),
        Event::ReturnReceived { units } => format!("{units}点の返品を受領"),
        Event::Refunded { amount } => format!("{amount} 返金"),
        Event::ClaimRequested { claim, claim_kind, reason } => {
            let reason = reason.as_ref().map(|reason| format!("（{reason}）")).unwrap_or_default();
            format!("{}の申請：{claim}{reason}", l.claim_kind(*claim_kind))
        }
        Event::ClaimMoved { claim, claim_kind, status, answer } => {
            let answer = answer.as_ref().map(|answer| format!("：{answer}")).unwrap_or_default();
            let status = match status {
                ClaimStatus::InProgress => "承認",
                status => l.claim_status(*status),
            };
            format!("{} {claim} {status}{answer}", l.claim_kind(*claim_kind))
        }
        Event::ReplacementPrepared { shipments, goods } => {
            let goods = goods.iter().map(|Replaced { units, sku, instead_of }| match sku == instead_of {
                true => format!("{sku} {units}点"),
                false => format!("{instead_of}→{sku} {units}点"),
            });
            let goods: Vec<String> = goods.collect();
            format!("交換の配送 {} を作成：{}", shipments.join("、"), goods.join("、"))
        }
        Event::HeldByMall => "モールにより保留".to_owned(),
        Event::StageChanged { from, to } => format!("注文状態：「{}」→「{}」", l.stage(*from), l.stage(*to)),
        Event::FailureDismissed => "「出庫準備失敗」から除外".to_owned(),
        Event::RefundDue { amount } => format!("{amount} の返金が必要です"),
        Event::AddressChanged { before, after } => {
            format!("住所変更：「{}」→「{}」", before.join(" "), after.join(" "))
        }
        Event::ItemLinked { item, sku } => format!("{item} を SKU {sku} に紐づけ"),
        Event::NoticeSent { notice, to } => format!("「{}」を {to} に送信", l.notice(*notice)),
        Event::NoticeGivenUp { notice, to, error } => {
            format!("「{}」を {to} に送信できません：{error}", l.notice(*notice))
        }
    }
}
