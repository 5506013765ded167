//! What an import says: why a file or a row is refused, and what came of it.

use domain::import::{
    ImportDifference, ImportError, ImportReport, ImportSetting, Imported, RejectReason, RejectedRow,
};
use domain::money::grouped;

use crate::Locale;

phrases! {
    /// Before the reason why a file is refused.
    nothing_imported(reason: &str) { en "Nothing was imported: {reason}", ja "取り込みは行われませんでした：{reason}" }
}

impl Locale {
    /// Why nothing was imported.
    pub fn import_error(self, error: &ImportError) -> String {
        match self {
            Self::En => english_error(error),
            Self::Ja => japanese_error(error),
        }
    }

    /// Why a row is rejected.
    pub fn reject_reason(self, reason: &RejectReason) -> String {
        match self {
            Self::En => english_reason(reason),
            Self::Ja => japanese_reason(reason),
        }
    }

    /// What came of an import, line by line: the figures first, then every rejected row.
    pub fn import_report(self, report: &ImportReport) -> Vec<String> {
        let mut lines = vec![match self {
            Self::En => format!("{} into channel {}", report.file, report.channel),
            Self::Ja => format!("{} → 販売モール {}", report.file, report.channel),
        }];
        if report.is_dry_run {
            lines.push(match self {
                Self::En => "Dry run: nothing was kept. This is what an import would do:".to_owned(),
                Self::Ja => {
                    "テスト実行のため、何も保存していません。取り込むと次のようになります：".to_owned()
                }
            });
        }
        if let Some(new) = &report.new_merchant {
            let (country, zone, currency) = (self.country(new.home_country), &new.time_zone, new.currency);
            lines.push(match self {
                Self::En => format!("New merchant: {country}, {zone}, {currency}. Settings can change it."),
                Self::Ja => format!("店舗を作成：{country}、{zone}、{currency}（設定で変更できます）"),
            });
        }
        if report.is_new_channel {
            lines.push(match self {
                Self::En => {
                    format!("New channel: {}, an own store. There was none of that code.", report.channel)
                }
                Self::Ja => format!(
                    "販売モール {} を自社ストアとして作成（同じコードのものがなかったため）",
                    report.channel
                ),
            });
        }
        let rejected = report.rejected.len() as u64;
        match self {
            Self::En => {
                lines.push(format!("Rows read: {}", grouped(report.rows_read)));
                lines.push(format!("Orders created: {}", english(report.created)));
                let linked = grouped(report.linked);
                lines.push(format!(
                    "Canceled orders created: {}, {linked} linked to the order they cancel",
                    english(report.canceled)
                ));
                lines.push(format!("Orders unchanged: {}", english(report.unchanged)));
                lines.push(format!("Rows rejected: {}", grouped(rejected)));
            }
            Self::Ja => {
                lines.push(format!("読込行数：{}", grouped(report.rows_read)));
                lines.push(format!("新規注文：{}", japanese(report.created)));
                let linked = grouped(report.linked);
                lines.push(format!(
                    "キャンセル注文：{}、うち元の注文に紐づけ {linked}件",
                    japanese(report.canceled)
                ));
                lines.push(format!("変更なし：{}", japanese(report.unchanged)));
                lines.push(format!("取り込めなかった行：{}", grouped(rejected)));
            }
        }
        lines.extend(report.rejected.iter().map(|row| self.rejected_row(row)));
        lines
    }

    fn rejected_row(self, row: &RejectedRow) -> String {
        let (line, reason) = (row.line, self.reject_reason(&row.reason));
        match (self, &row.order_number) {
            (Self::En, Some(number)) => format!("  line {line}, order {number}: {reason}"),
            (Self::En, None) => format!("  line {line}: {reason}"),
            (Self::Ja, Some(number)) => format!("  {line}行目（注文 {number}）：{reason}"),
            (Self::Ja, None) => format!("  {line}行目：{reason}"),
        }
    }

    const fn import_setting(self, setting: ImportSetting) -> &'static str {
        match (self, setting) {
            (Self::En, ImportSetting::TimeZone) => "time zone",
            (Self::Ja, ImportSetting::TimeZone) => "タイムゾーン",
            (Self::En, ImportSetting::Currency) => "currency",
            (Self::Ja, ImportSetting::Currency) => "通貨",
        }
    }

    const fn import_difference(self, difference: ImportDifference) -> &'static str {
        match (self, difference) {
            (Self::En, ImportDifference::OrderedAt) => "time",
            (Self::Ja, ImportDifference::OrderedAt) => "注文日時",
            (Self::En, ImportDifference::Currency) => "currency",
            (Self::Ja, ImportDifference::Currency) => "通貨",
            (Self::En, ImportDifference::Lines) => "goods",
            (Self::Ja, ImportDifference::Lines) => "商品",
            (Self::En, ImportDifference::Charges) => "charges",
            (Self::Ja, ImportDifference::Charges) => "送料・手数料",
        }
    }
}

fn english(Imported { orders, rows }: Imported) -> String {
    format!("{} ({} {})", grouped(orders), grouped(rows), if rows == 1 { "row" } else { "rows" })
}

fn japanese(Imported { orders, rows }: Imported) -> String {
    format!("{}件（{}行）", grouped(orders), grouped(rows))
}

fn english_error(error: &ImportError) -> String {
    use ImportError as E;
    match error {
        E::Unreadable { message } => format!("the file can't be read: {message}"),
        E::NotAFile => "this is not a file".to_owned(),
        E::TooLarge { bytes, limit } => format!(
            "the file is too large: {} bytes, at most {} are accepted; split it",
            grouped(*bytes),
            grouped(*limit)
        ),
        E::Empty => "the file is empty".to_owned(),
        E::NoRows => "the file has a heading but no rows".to_owned(),
        E::Binary { found: Some(kind) } => format!("this is a binary file ({kind}), neither CSV nor Excel"),
        E::Binary { found: None } => "this is a binary file, neither CSV nor Excel".to_owned(),
        E::OldExcel => {
            "this is an old Excel file (.xls) or protected by a password; save it as .xlsx or CSV without a password"
                .to_owned()
        }
        E::Password => "the file is protected by a password; unlock it before uploading it".to_owned(),
        E::Macros => "the workbook has macros; save it as .xlsx or CSV without them".to_owned(),
        E::NotAWorkbook => "this is a zip archive but not an Excel workbook (.xlsx)".to_owned(),
        E::BrokenWorkbook { detail } => format!("the workbook is damaged or cut off: {detail}"),
        E::WorkbookTooLarge { limit } => {
            format!("the workbook unpacks to more than {} bytes; split it or save it as CSV", grouped(*limit))
        }
        E::Utf16 => "the file is UTF-16; save it as CSV UTF-8".to_owned(),
        E::Encoding { line, expected } => format!("line {line} is not valid {expected}"),
        E::UnclosedQuote { line } => format!(
            "the quoted text that begins in the row at line {line} never ends; the file is cut off, or a quote is not doubled"
        ),
        E::CutOff { line, expected, found } => format!(
            "the file is cut off: the last row, line {line}, has {found} of {expected} columns and no line end"
        ),
        E::Columns { missing, unknown, repeated, expected } => format!(
            "wrong columns.{}{}{} Expected: {}",
            listed(" Missing: ", missing, "."),
            listed(" Unknown: ", unknown, "."),
            listed(" Twice: ", repeated, "."),
            expected.join(", ")
        ),
        E::TooManyRows { limit } => format!("more than {} rows; split the file", grouped(*limit as u64)),
        E::TooManyColumns { line, limit } => format!("line {line} has more than {limit} columns"),
        E::CellTooLong { line, limit } => format!("line {line} has a cell of more than {limit} bytes"),
        E::ChannelCode { code } => {
            format!("“{code}” is no code of a channel: at most 32 letters, digits, “-”, “_” and “.”")
        }
        E::FixedByFormat { setting, format, value } => {
            format!("the {} of the format {format} is always {value}", Locale::En.import_setting(*setting))
        }
    }
}

fn japanese_error(error: &ImportError) -> String {
    use ImportError as E;
    match error {
        E::Unreadable { message } => format!("ファイルを読み込めません：{message}"),
        E::NotAFile => "ファイルではありません".to_owned(),
        E::TooLarge { bytes, limit } => format!(
            "ファイルが大きすぎます（{}バイト、上限 {}バイト）。分割してください",
            grouped(*bytes),
            grouped(*limit)
        ),
        E::Empty => "ファイルが空です".to_owned(),
        E::NoRows => "見出しのみで、データ行がありません".to_owned(),
        E::Binary { found: Some(kind) } => format!("バイナリファイル（{kind}）です。CSVでもExcelでもありません"),
        E::Binary { found: None } => "バイナリファイルです。CSVでもExcelでもありません".to_owned(),
        E::OldExcel => {
            "古いExcelファイル（.xls）か、パスワード付きのファイルです。パスワードなしの.xlsxまたはCSVで保存してください".to_owned()
        }
        E::Password => {
            "パスワードで保護されたファイルです。保護を解除してからアップロードしてください".to_owned()
        }
        E::Macros => {
            "マクロを含むブックです。マクロなしの.xlsxまたはCSVで保存してください".to_owned()
        }
        E::NotAWorkbook => "zipファイルですが、Excelブック（.xlsx）ではありません".to_owned(),
        E::BrokenWorkbook { detail } => format!("Excelブックが壊れているか、途中で切れています：{detail}"),
        E::WorkbookTooLarge { limit } => format!(
            "展開後のExcelブックが{}バイトを超えます。分割するか、CSVで保存してください",
            grouped(*limit)
        ),
        E::Utf16 => "UTF-16のファイルです。CSV UTF-8で保存してください".to_owned(),
        E::Encoding { line, expected } => format!("{line}行目は{expected}として読み込めません"),
        E::UnclosedQuote { line } => format!(
            "{line}行目の行で始まる引用符が閉じられていません。ファイルが途中で切れているか、引用符が二重になっていません"
        ),
        E::CutOff { line, expected, found } => format!(
            "ファイルが途中で切れています：最終行（{line}行目）は{expected}列のうち{found}列しかなく、改行もありません"
        ),
        E::Columns { missing, unknown, repeated, expected } => format!(
            "列が正しくありません。{}{}{}使用できる列：{}",
            listed("不足：", missing, "。"),
            listed("不明：", unknown, "。"),
            listed("重複：", repeated, "。"),
            expected.join(", ")
        ),
        E::TooManyRows { limit } => format!("{}行を超えています。分割してください", grouped(*limit as u64)),
        E::TooManyColumns { line, limit } => format!("{line}行目が{limit}列を超えています"),
        E::CellTooLong { line, limit } => format!("{line}行目に{limit}バイトを超えるセルがあります"),
        E::ChannelCode { code } => {
            format!("「{code}」は販売モールのコードになりません（英数字と「-」「_」「.」で32文字まで）")
        }
        E::FixedByFormat { setting, format, value } => {
            format!("形式 {format} の{}は {value} に固定されています", Locale::Ja.import_setting(*setting))
        }
    }
}

fn listed(title: &str, names: &[String], end: &str) -> String {
    if names.is_empty() { String::new() } else { format!("{title}{}{end}", names.join(", ")) }
}

fn english_reason(reason: &RejectReason) -> String {
    use RejectReason as R;
    match reason {
        R::StockWriteOff => "stock write-off: a negative quantity outside a cancellation".to_owned(),
        R::Repeated { first_line } => format!("the same row as line {first_line}"),
        R::OrderHasBadRow { line } => {
            format!("not imported, because another row of this order (line {line}) is rejected")
        }
        R::OrderTooLong { found, limit } => {
            format!("the order has {found} rows, at most {limit} are accepted")
        }
        R::CellCount { expected, found } => format!("{found} cells where the heading has {expected}"),
        R::Missing { column } => format!("{column} is empty"),
        R::Conflict { column, first_line } => {
            format!("{column} differs from line {first_line} of the same order")
        }
        R::NotATime { column, value } => format!("{column}: “{value}” is no time"),
        R::NotAQuantity { column, value } => format!("{column}: “{value}” is no quantity"),
        R::QuantityTooSmall { column, value } => {
            format!("{column}: {value} where a quantity of at least 1 is needed")
        }
        R::PositiveOnCancellation { column, value } => {
            format!("{column}: {value} on a cancellation, where quantities are negative")
        }
        R::NotAnAmount { column, value } => format!("{column}: “{value}” is no amount"),
        R::TooManyDecimals { column, value, currency } => {
            format!("{column}: “{value}” has more decimals than {currency} has")
        }
        R::NegativeAmount { column, value } => format!("{column}: “{value}” is negative"),
        R::AmountTooLarge { column } => format!("{column}: the amount is too large"),
        R::DiscountTooLarge { column } => format!("{column} is more than the line costs"),
        R::NotACurrency { column, value } => format!("{column}: “{value}” is no ISO 4217 currency code"),
        R::NotAPaymentMethod { column, value } => format!("{column}: “{value}” is no payment method"),
        R::NotAnEmail { column, value } => format!("{column}: “{value}” is no email address"),
        R::LostDigits { column, value } => {
            format!("{column}: the spreadsheet has lost digits of “{value}”; enter it as text")
        }
        R::TooLong { column, limit } => format!("{column} has more than {limit} characters"),
        R::UnknownCode { column, value } => format!("{column}: there is no “{value}”"),
        R::CodeOfAnother { column, value, other } => {
            format!("{column}: “{value}” does not belong to this row's {other}")
        }
        R::AlreadyImportedDifferently { differs } => format!(
            "imported before with other {}; what is there was not changed",
            Locale::En.import_difference(*differs)
        ),
        R::NumberTaken { number } => format!("orders of other channels bear the number {number}"),
    }
}

fn japanese_reason(reason: &RejectReason) -> String {
    use RejectReason as R;
    match reason {
        R::StockWriteOff => "在庫の廃棄（キャンセル以外の行で数量がマイナス）".to_owned(),
        R::Repeated { first_line } => format!("{first_line}行目と同じ行です"),
        R::OrderHasBadRow { line } => {
            format!("同じ注文の{line}行目が取り込めないため、この行も取り込みません")
        }
        R::OrderTooLong { found, limit } => format!("注文の行数が{found}行です（上限 {limit}行）"),
        R::CellCount { expected, found } => format!("見出しは{expected}列ですが、{found}列あります"),
        R::Missing { column } => format!("{column} が空です"),
        R::Conflict { column, first_line } => format!("{column} が同じ注文の{first_line}行目と異なります"),
        R::NotATime { column, value } => format!("{column}：「{value}」は日時ではありません"),
        R::NotAQuantity { column, value } => format!("{column}：「{value}」は数量ではありません"),
        R::QuantityTooSmall { column, value } => format!("{column}：{value}（1以上の数量が必要です）"),
        R::PositiveOnCancellation { column, value } => {
            format!("{column}：{value}（キャンセルの数量はマイナスです）")
        }
        R::NotAnAmount { column, value } => format!("{column}：「{value}」は金額ではありません"),
        R::TooManyDecimals { column, value, currency } => {
            format!("{column}：「{value}」は{currency}の小数桁数を超えています")
        }
        R::NegativeAmount { column, value } => format!("{column}：「{value}」はマイナスです"),
        R::AmountTooLarge { column } => format!("{column}：金額が大きすぎます"),
        R::DiscountTooLarge { column } => format!("{column} が明細の金額を超えています"),
        R::NotACurrency { column, value } => {
            format!("{column}：「{value}」はISO 4217の通貨コードではありません")
        }
        R::NotAPaymentMethod { column, value } => format!("{column}：「{value}」は支払方法ではありません"),
        R::NotAnEmail { column, value } => format!("{column}：「{value}」はメールアドレスではありません"),
        R::LostDigits { column, value } => {
            format!("{column}：「{value}」は表計算ソフトで桁が失われています。文字列として入力してください")
        }
        R::TooLong { column, limit } => format!("{column} が{limit}文字を超えています"),
        R::UnknownCode { column, value } => format!("{column}：「{value}」は登録されていません"),
        R::CodeOfAnother { column, value, other } => {
            format!("{column}：「{value}」はこの行の {other} に属していません")
        }
        R::AlreadyImportedDifferently { differs } => format!(
            "取込済みの注文と{}が異なります（既存の注文は変更していません）",
            Locale::Ja.import_difference(*differs)
        ),
        R::NumberTaken { number } => format!("注文番号 {number} は他の販売モールの注文で使われています"),
    }
}
