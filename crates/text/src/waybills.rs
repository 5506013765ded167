//! Waybills that a carrier's own program makes.

use domain::waybill::{LeftOut, WaybillFormat, WaybillPart};

use crate::Locale;

words! {
    issue_waybills { en "Issue waybills", ja "送り状発行" }
    carriers_program { en "Carrier's program", ja "送り状発行ソフト" }
    waybills_hint {
        en "The file is read by the carrier's own program, which prints the waybills and gives the numbers.",
        ja "このファイルを配送会社の送り状発行ソフトに取り込むと、送り状が印刷され、番号が採番されます。"
    }
    download_waybills { en "Download the carrier's file", ja "取込用CSVをダウンロード" }
    goes_in { en "In the file", ja "出力対象" }
    left_out { en "Left out", ja "対象外" }
    column_goes_in { en "Goes in?", ja "出力" }
    column_to { en "To", ja "お届け先" }
    column_reason { en "Reason", ja "理由" }
    no_waybill_goes_in { en "None of these shipments goes into the file.", ja "出力できる配送がありません。" }
    nothing_to_issue { en "There is no shipment to issue a waybill for", ja "送り状を発行する配送がありません" }
    nothing_to_issue_hint { en "Go back to Shipping and choose shipments that wait for an invoice.", ja "配送の一覧に戻り、送り状未登録の配送を選んでください。" }
    numbers_back { en "Bring the numbers back", ja "送り状番号を取り込む" }
    numbers_back_hint {
        en "When the waybills are printed, save the program's result file and upload it as it is: the shipments are found again by their Shipment No.",
        ja "送り状の印刷後、ソフトから結果ファイルを保存し、そのままアップロードしてください。配送番号で照合します。"
    }
    sender_left_out { en "Without a sender", ja "ご依頼主なし" }
    senders_left_out_hint {
        en "The warehouse has no complete address in Japan that fits. The sender is left to what is set in the carrier's program.",
        ja "出荷元の住所・電話番号が不完全か、文字数を超えています。ご依頼主は送り状発行ソフトの設定に従います。"
    }
    waybill_test { en "A test order. No carrier is told of it.", ja "テスト注文のため出力しません。" }
    waybill_international { en "It does not go within Japan.", ja "国内宛ではありません。" }
    waybill_without_number { en "It is to go without a number.", ja "番号なしで出荷する配送です。" }
    waybill_in_parts {
        en "Cash on delivery, and the order travels in several parcels. Make its waybills in the carrier's program.",
        ja "代金引換で複数個口に分かれています。送り状発行ソフトで直接作成してください。"
    }
    waybill_paid_otherwise {
        en "It is paid on delivery in a way that the file does not know. Make its waybill in the carrier's program.",
        ja "このファイルでは扱えないお届け時決済です。送り状発行ソフトで直接作成してください。"
    }
    result_files_hint {
        en "The result file of B2 Cloud, e-Hiden III or YuPri R can be uploaded as it is; the carrier follows from it.",
        ja "B2クラウド・e飛伝Ⅲ・ゆうプリRの結果ファイルは、そのままアップロードできます（配送会社は自動で判別します）。"
    }
}

phrases! {
    waybills_found(n: u32) { en "{n} in the file", ja "出力対象 {n}件" }
    waybills_left_out(n: u32) { en "{n} left out", ja "対象外 {n}件" }
    waybills_missing(n: u32) {
        en "Not there any more, or more than are taken at once: {n}",
        ja "見つからない、または一度に扱える件数を超えた配送：{n}件"
    }
    waybill_collects(amount: &str) { en "Collects {amount} on delivery.", ja "代引金額：{amount}" }
    waybill_has_invoice(number: &str) { en "It has its number: {number}", ja "送り状番号は登録済みです：{number}" }
    waybill_missing(part: &str) { en "The {part} is missing.", ja "{part}がありません。" }
    waybill_malformed(part: &str, value: &str) { en "“{value}” is no {part} of Japan's.", ja "「{value}」は日本国内の{part}ではありません。" }
    waybill_too_much(most: &str) { en "More is to be paid on delivery than the carrier collects: ¥{most} at most.", ja "代引金額が配送会社の上限（{most}円）を超えています。" }
    waybill_too_long(part: &str) { en "The {part} does not fit the carrier's fields.", ja "{part}が配送会社の文字数を超えています。" }
    waybill_unwritable(part: &str, sign: char) {
        en "The file can't hold the character “{sign}” of the {part}.",
        ja "{part}の文字「{sign}」はファイルに出力できません。"
    }
}

impl Locale {
    /// What a carrier's program is called.
    pub const fn waybill_format(self, format: WaybillFormat) -> &'static str {
        match (self, format) {
            (Self::En, WaybillFormat::YamatoB2) => "Yamato B2 Cloud",
            (Self::Ja, WaybillFormat::YamatoB2) => "ヤマト B2クラウド",
            (Self::En, WaybillFormat::SagawaEHiden) => "Sagawa e-Hiden III",
            (Self::Ja, WaybillFormat::SagawaEHiden) => "佐川 e飛伝Ⅲ",
            (Self::En, WaybillFormat::JapanPostYupri) => "Japan Post YuPri R",
            (Self::Ja, WaybillFormat::JapanPostYupri) => "日本郵便 ゆうプリR",
        }
    }

    const fn waybill_part(self, part: WaybillPart) -> &'static str {
        match (self, part) {
            (Self::En, WaybillPart::Reference) => "shipment number",
            (Self::Ja, WaybillPart::Reference) => "配送番号",
            (Self::En, WaybillPart::Recipient) => "recipient",
            (Self::Ja, WaybillPart::Recipient) => "宛名",
            (Self::En, WaybillPart::Company) => "company",
            (Self::Ja, WaybillPart::Company) => "会社名",
            (Self::En, WaybillPart::Address) => "address",
            (Self::Ja, WaybillPart::Address) => "住所",
            (Self::En, WaybillPart::PostalCode) => "postal code",
            (Self::Ja, WaybillPart::PostalCode) => "郵便番号",
            (Self::En, WaybillPart::Phone) => "phone number",
            (Self::Ja, WaybillPart::Phone) => "電話番号",
            (Self::En, WaybillPart::Goods) => "goods' name",
            (Self::Ja, WaybillPart::Goods) => "品名",
            (Self::En, WaybillPart::Amount) => "amount to collect",
            (Self::Ja, WaybillPart::Amount) => "代引金額",
        }
    }

    /// Why a shipment is left out of a carrier's file.
    pub fn waybill_left_out(self, why: &LeftOut) -> String {
        let part = |part: &WaybillPart| self.waybill_part(*part);
        match why {
            LeftOut::Test => self.waybill_test().to_owned(),
            LeftOut::International => self.waybill_international().to_owned(),
            LeftOut::HasInvoice { number } => self.waybill_has_invoice(number),
            LeftOut::WithoutNumber => self.waybill_without_number().to_owned(),
            LeftOut::CannotMove { reason } => self.cannot_move(reason),
            LeftOut::InParts => self.waybill_in_parts().to_owned(),
            LeftOut::PaidOtherwise => self.waybill_paid_otherwise().to_owned(),
            LeftOut::Missing { part: of } => self.waybill_missing(part(of)),
            LeftOut::Malformed { part: of, value } => self.waybill_malformed(part(of), value),
            LeftOut::TooMuch { most } => self.waybill_too_much(&domain::money::grouped(most.unsigned_abs())),
            LeftOut::TooLong { part: of } => self.waybill_too_long(part(of)),
            LeftOut::Unwritable { part: of, sign } => self.waybill_unwritable(part(of), *sign),
        }
    }
}
