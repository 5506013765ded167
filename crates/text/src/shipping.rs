//! The Shipping page.

use domain::carrier::Fault;
use domain::count::Count;
use domain::kind::InvoiceAction;
use domain::query::ShipmentField;
use domain::shipment::{CannotMove, CannotNumber, ShipmentCommand, ShipmentKind, ShipmentTab};

use crate::Locale;

words! {
    shipping_page { en "Shipping", ja "配送" }
    shipment_search_hint { en "Shipment No., Order No., Invoice No., Product ID", ja "配送番号・注文番号・送り状番号・商品ID" }
    order_date { en "Order date", ja "注文日" }
    general_or_claim { en "General / Claim", ja "一般／クレーム" }
    any_kind { en "All", ja "すべて" }
    column_invoice { en "Carrier, Invoice No.", ja "配送会社・送り状番号" }
    no_invoice_yet { en "No invoice yet", ja "送り状未登録" }
    invoice_rejected { en "Invoice rejected", ja "送り状番号エラー" }
    exchange_short { en "Exchange", ja "交換" }
    shipment_not_found { en "There is no such shipment", ja "配送が見つかりません" }
    no_shipment_matches { en "No shipment matches", ja "該当する配送がありません" }
    shipping_empty { en "No shipment stands here", ja "ここに該当する配送はありません" }
    shipping_empty_hint {
        en "A shipment is made when an order is prepared for release.",
        ja "注文の出庫準備を行うと、配送がここに表示されます。"
    }
    canceled_shipments { en "Canceled, so it stands in no tab:", ja "キャンセル済のため、どのタブにも表示されません：" }
    shipping_address { en "Shipping address", ja "お届け先住所" }
    warehouse { en "Warehouse", ja "出荷元" }
    policy_and_option { en "Shipping policy / option", ja "配送ポリシー／オプション" }
    in_shipment { en "In this shipment", ja "配送内容" }
    invoice { en "Invoice", ja "送り状" }
    register_invoice { en "Register invoice", ja "送り状を登録" }
    modify_invoice { en "Modify invoice", ja "送り状を変更" }
    delete_invoice { en "Delete invoice", ja "送り状を削除" }
    save_invoice { en "Save invoice", ja "送り状を保存" }
    choose_carrier { en "Choose shipping company", ja "配送会社を選択" }
    carrier { en "Shipping company", ja "配送会社" }
    delete_invoice_question { en "Delete this invoice?", ja "この送り状を削除しますか？" }
    delete_invoice_hint {
        en "The shipment returns to Preparing to release. The history keeps the number.",
        ja "配送は「出庫準備中」に戻ります。番号は履歴に残ります。"
    }
    modify_invoice_hint {
        en "The status is reset to before tracking, and tracking starts anew.",
        ja "配送状況は追跡前の状態に戻り、新しい番号で追跡を開始します。"
    }
    address_locked_hint { en "The shipping address can't be changed after this.", ja "登録後は配送先住所を変更できません。" }
    number_good { en "The number is right.", ja "正しい番号です。" }
    number_unchecked { en "This carrier's numbers are not checked.", ja "この配送会社の番号はチェックされません。" }
    use_padded { en "Use it", ja "この番号を使う" }
    go_without { en "Ship without a number", ja "番号なしで出荷" }
    go_without_question { en "Ship without an invoice number?", ja "送り状番号なしで出荷しますか？" }
    go_without_hint { en "Only for local delivery and self-pickup. Say why there is none.", ja "自社配達または店頭受取の場合のみです。理由を入力してください。" }
    without_number { en "Without a number", ja "番号なし" }
    copy { en "Copy", ja "コピー" }
    view_at_carrier { en "View Shipment Details", ja "配送状況を確認" }
    could_not_be_delivered { en "It could not be delivered.", ja "お届けできなかったため" }
    invoice_history { en "Invoice history", ja "送り状の履歴" }
    tracking { en "Tracking", ja "配送状況" }
    expected { en "Expected", ja "お届け予定" }
    packed_badge { en "Packed", ja "梱包済" }
    self_pickup { en "Self-pickup", ja "店頭受取" }
    void_question { en "Void this shipment?", ja "この配送を取り消しますか？" }
    void_hint {
        en "Its units are open again and can be released anew; the stock is free again.",
        ja "商品は出庫準備前に戻り、引き当てた在庫は解放されます。"
    }
    hand_over_question { en "Hand this shipment over?", ja "この配送を引き渡しますか？" }
    hand_over_hint {
        en "Its units leave the stock, and the customer is told that the parcel is on its way.",
        ja "商品が在庫から引き落とされ、会員に発送が通知されます。"
    }
    delivered_question { en "Has it arrived?", ja "配達は完了していますか？" }
    delivered_hint {
        en "After this the invoice can't be changed any more. The customer is told.",
        ja "以後、送り状は変更できません。会員に通知されます。"
    }
    redeliver_hint { en "The shipment is in transit again.", ja "配送は再び「輸送中」になります。" }
    redeliver_question { en "Start the redelivery?", ja "再配達を開始しますか？" }
    cancel_failed_question { en "Cancel this shipment?", ja "この配送をキャンセルしますか？" }
    reship { en "Reship: its units are open again", ja "再出荷する（商品は出庫準備前に戻ります）" }
    cancel_units { en "Cancel its units: a refund is due", ja "商品をキャンセルする（返金が必要になります）" }
    restock { en "The goods go back on the shelf", ja "商品を在庫に戻す" }
    write_off { en "The goods are lost", ja "商品を廃棄・紛失として処理する" }
    what_of_units { en "Units", ja "注文の扱い" }
    what_of_goods { en "Goods", ja "商品の扱い" }
    shipment_on_hold { en "The order is on hold.", ja "注文は保留中です。" }
    number_needed { en "This shipment needs an invoice number.", ja "この配送には送り状番号が必要です。" }
    no_invoice { en "There is no invoice to change or delete.", ja "変更・削除する送り状がありません。" }
    already_packed { en "It is packed already.", ja "梱包済みです。" }
    not_pickup { en "It is not for self-pickup.", ja "店頭受取ではありません。" }
    is_pickup { en "It is for self-pickup.", ja "店頭受取です。" }
    carrier_made { en "Its label was bought from a carrier.", ja "送り状は配送会社で発行されています。" }
    choose_a_carrier { en "Choose the shipping company.", ja "配送会社を選択してください。" }
    number_missing { en "Type the invoice number.", ja "送り状番号を入力してください。" }
    number_check_digit {
        en "The check digit does not fit: one character is probably mistyped.",
        ja "チェックデジットが一致しません。入力間違いがないか確認してください。"
    }
    number_shape { en "The carrier gives no numbers like this.", ja "この配送会社の番号の形式ではありません。" }
    number_pattern { en "It does not fit the carrier's pattern.", ja "この配送会社の番号パターンに一致しません。" }
    number_mangled {
        en "A spreadsheet has lost digits of it. Copy the number from the carrier as text.",
        ja "表計算ソフトで桁が失われています。番号を文字列としてコピーし直してください。"
    }
}

phrases! {
    shipment_title(number: &str) { en "Shipment {number}", ja "配送 {number}" }
    no_such_shipment(number: &str) { en "No shipment bears the number {number}.", ja "配送番号 {number} の配送はありません。" }
    request_of_shipment(number: &str) { en "Shipping request of shipment {number}", ja "配送 {number} の配送時の要望" }
    no_such_carrier(code: &str) { en "There is no carrier {code}.", ja "配送会社 {code} はありません。" }
    carrier_off(carrier: &str) { en "{carrier} is switched off in the settings.", ja "{carrier} は設定で無効になっています。" }
    number_padded(number: &str) { en "Is {number} meant? Its leading zeros seem lost.", ja "{number} ではありませんか？先頭のゼロが失われているようです。" }
    number_taken(shipment: &str) {
        en "Shipment {shipment} of another order bears this number already.",
        ja "この番号は、別の注文の配送 {shipment} に登録されています。"
    }
    number_too_long(most: u16) { en "A number has at most {most} characters.", ja "番号は{most}文字以内です。" }
    number_characters(found: char) { en "The carrier's numbers have no “{found}”.", ja "この配送会社の番号に「{found}」は使われません。" }
    number_length(asked: &str, given: u16) { en "The carrier's numbers have {asked} characters, not {given}.", ja "この配送会社の番号は{asked}桁です（入力：{given}桁）。" }
    number_country(code: &str) { en "{code} is no country of the postal union.", ja "{code} は国コードではありません。" }
    not_from_status(status: &str) { en "Not possible while it is “{status}”.", ja "「{status}」の状態ではできません。" }
    history_change(before: &str, after: &str) { en "{before} → {after}", ja "{before} → {after}" }
}

impl Locale {
    /// So many shipments.
    pub fn shipments_counted(self, n: Count) -> String {
        match self {
            Self::En if n == Count::exact(1) => "1 shipment".to_owned(),
            Self::En => format!("{n} shipments"),
            Self::Ja => format!("{n}件の配送"),
        }
    }

    /// A tab of the Shipping page, by the manual's names.
    pub const fn shipment_tab(self, tab: ShipmentTab) -> &'static str {
        match (self, tab) {
            (Self::En, ShipmentTab::PreparingToRelease) => "Preparing to Release",
            (Self::Ja, ShipmentTab::PreparingToRelease) => "出庫準備中",
            (Self::En, ShipmentTab::InDelivery) => "In delivery",
            (Self::Ja, ShipmentTab::InDelivery) => "配送中",
            (Self::En, ShipmentTab::Failed) => "Shipping failed",
            (Self::Ja, ShipmentTab::Failed) => "配送失敗",
            (Self::En, ShipmentTab::Delivered) => "Delivered",
            (Self::Ja, ShipmentTab::Delivered) => "配達完了",
        }
    }

    /// What a shipment carries.
    pub const fn shipment_kind(self, kind: ShipmentKind) -> &'static str {
        match (self, kind) {
            (Self::En, ShipmentKind::Standard) => "Standard Order Shipment",
            (Self::Ja, ShipmentKind::Standard) => "一般注文の配送",
            (Self::En, ShipmentKind::Exchange) => "Exchange Shipment",
            (Self::Ja, ShipmentKind::Exchange) => "交換の配送",
        }
    }

    /// A field of the Shipping page to search in.
    pub const fn shipment_field(self, field: ShipmentField) -> &'static str {
        match field {
            ShipmentField::ShipmentNo => self.shipment_no(),
            ShipmentField::OrderNo => self.order_no(),
            ShipmentField::InvoiceNo => self.invoice_no(),
            ShipmentField::ProductId => self.product_id(),
        }
    }

    /// What can be done with a shipment.
    pub const fn shipment_command(self, command: ShipmentCommand) -> &'static str {
        match (self, command) {
            (_, ShipmentCommand::RegisterInvoice) => self.register_invoice(),
            (_, ShipmentCommand::GiveReason) => self.go_without(),
            (_, ShipmentCommand::ChangeInvoice) => self.modify_invoice(),
            (_, ShipmentCommand::DeleteInvoice) => self.delete_invoice(),
            (Self::En, ShipmentCommand::MarkPacked) => "Mark packed",
            (Self::Ja, ShipmentCommand::MarkPacked) => "梱包済にする",
            (Self::En, ShipmentCommand::HandOver) => "Hand over",
            (Self::Ja, ShipmentCommand::HandOver) => "引き渡す",
            (Self::En, ShipmentCommand::MarkDelivered) => "Mark as delivered",
            (Self::Ja, ShipmentCommand::MarkDelivered) => "配達完了にする",
            (Self::En, ShipmentCommand::MarkPickedUp) => "Mark as picked up",
            (Self::Ja, ShipmentCommand::MarkPickedUp) => "受取済にする",
            (Self::En, ShipmentCommand::Redeliver) => "Start redelivery",
            (Self::Ja, ShipmentCommand::Redeliver) => "再配達を開始",
            (Self::En, ShipmentCommand::CancelFailed) => "Cancel shipment",
            (Self::Ja, ShipmentCommand::CancelFailed) => "配送をキャンセル",
            (Self::En, ShipmentCommand::Void) => "Void shipment",
            (Self::Ja, ShipmentCommand::Void) => "配送を取り消す",
        }
    }

    /// What became of an invoice.
    pub const fn invoice_action(self, action: InvoiceAction) -> &'static str {
        match (self, action) {
            (Self::En, InvoiceAction::Registered) => "Registered",
            (Self::Ja, InvoiceAction::Registered) => "登録",
            (Self::En, InvoiceAction::Changed) => "Changed",
            (Self::Ja, InvoiceAction::Changed) => "変更",
            (Self::En, InvoiceAction::Deleted) => "Deleted",
            (Self::Ja, InvoiceAction::Deleted) => "削除",
            (Self::En, InvoiceAction::Rejected) => "Rejected by the carrier",
            (Self::Ja, InvoiceAction::Rejected) => "配送会社によるエラー",
        }
    }

    /// Why a shipment does not do as it was told.
    pub fn cannot_move(self, why: &CannotMove) -> String {
        match why {
            CannotMove::NotFrom { from, .. } => return self.not_from_status(self.shipment_status(*from)),
            CannotMove::OnHold => self.shipment_on_hold(),
            CannotMove::NumberNeeded => self.number_needed(),
            CannotMove::NoInvoice => self.no_invoice(),
            CannotMove::AlreadyPacked => self.already_packed(),
            CannotMove::NotPickup => self.not_pickup(),
            CannotMove::Pickup => self.is_pickup(),
            CannotMove::CarrierMade => self.carrier_made(),
        }
        .to_owned()
    }

    /// Why a number, or the reason for having none, is not registered.
    pub fn cannot_number(self, why: &CannotNumber) -> String {
        match why {
            CannotNumber::UnknownCarrier { code } if code.is_empty() => self.choose_a_carrier().to_owned(),
            CannotNumber::UnknownCarrier { code } => self.no_such_carrier(code),
            CannotNumber::CarrierOff { carrier } => self.carrier_off(self.carrier_called(carrier)),
            CannotNumber::Wrong { fault, .. } => self.number_fault(fault),
            CannotNumber::Padded { number } => self.number_padded(number),
            CannotNumber::Taken { shipment } => self.number_taken(shipment),
            CannotNumber::NoReason => self.reason_missing().to_owned(),
        }
    }

    /// What is wrong with a number.
    pub fn number_fault(self, fault: &Fault) -> String {
        match fault {
            Fault::Empty => self.number_missing().to_owned(),
            Fault::TooLong { most } => self.number_too_long(*most),
            Fault::Characters { found } => self.number_characters(*found),
            Fault::Length { given, asked } => {
                let asked: Vec<String> = asked.iter().map(u16::to_string).collect();
                let or = match self {
                    Self::En => " or ",
                    Self::Ja => "または",
                };
                let asked = match asked.split_last() {
                    Some((last, rest)) if !rest.is_empty() => format!("{}{or}{last}", rest.join(", ")),
                    _ => asked.concat(),
                };
                self.number_length(&asked, *given)
            }
            Fault::CheckDigit { .. } => self.number_check_digit().to_owned(),
            Fault::Country { code } => self.number_country(code),
            Fault::Shape => self.number_shape().to_owned(),
            Fault::Pattern => self.number_pattern().to_owned(),
            Fault::Mangled => self.number_mangled().to_owned(),
        }
    }
}
