//! Invoices by the thousand.

use domain::kind::JobRowState;
use domain::shipment::bulk::{InvoiceColumn, PasteProblem, RowProblem, RowVerdict};
use domain::typed::key;
use domain::view::InvoiceFileRow;

use crate::Locale;

words! {
    import_invoices { en "Bulk invoice registration", ja "送り状の一括登録" }
    to_shipping { en "To Shipping", ja "配送一覧へ" }
    by_file { en "By Excel or CSV", ja "ExcelまたはCSVで登録" }
    by_paste { en "By paste", ja "貼り付けて登録" }
    invoice_file_columns {
        en "Download the sample file and fill in all the columns. The file may have any name; unlock it before uploading it.",
        ja "サンプルファイルをダウンロードし、すべての列を入力してください。ファイル名は自由です。パスワードは解除してからアップロードしてください。"
    }
    sample_file { en "Download sample file", ja "サンプルファイルをダウンロード" }
    result_file { en "Result file", ja "結果ファイル" }
    paste_label { en "Shipment No., carrier, Invoice No.", ja "配送番号・配送会社・送り状番号" }
    paste_hint {
        en "Copy the cells in the spreadsheet and paste them here. A heading may stand above them. Each row is judged at once, and can be mended below.",
        ja "表計算ソフトでセルをコピーし、ここに貼り付けてください。見出し行があっても構いません。各行はその場で判定され、下で修正できます。"
    }
    pasted_rows { en "Pasted rows", ja "貼り付けた行" }
    look_over_pasted { en "Check rows", ja "内容を確認" }
    invoices_missing { en "Choose a file, or paste some rows.", ja "ファイルを選ぶか、行を貼り付けてください。" }
    nothing_registered_yet { en "Nothing is registered yet.", ja "まだ何も登録されていません。" }
    registering { en "Registering", ja "登録中" }
    register_good_rows { en "Register the good rows", ja "正しい行を登録" }
    nothing_to_register { en "No row can be registered.", ja "登録できる行がありません。" }
    more_invoices { en "More invoices", ja "続けて登録" }
    row_good { en "Good", ja "登録可" }
    row_registered { en "Registered", ja "登録済" }
    row_stopped { en "Not registered", ja "未登録" }
    registering_stopped { en "Stopped before all rows were registered.", ja "途中で中止されました。" }
    row_unchanged { en "Unchanged", ja "変更なし" }
    registered_already { en "It is registered already.", ja "すでに登録されています。" }
    shipment_missing { en "The shipment number is missing.", ja "配送番号がありません。" }
    carrier_missing { en "The shipping company is missing.", ja "配送会社がありません。" }
    shipment_unknown { en "There is no shipment of this number.", ja "この番号の配送はありません。" }
    paste_empty { en "There are no rows.", ja "行がありません。" }
    carriers_sheet { en "Carriers", ja "配送会社" }
    carrier_code { en "Code", ja "コード" }
    result { en "Result", ja "結果" }
}

phrases! {
    invoice_file_hint(mb: usize, rows: usize) {
        en ".xlsx, .xls or .csv (UTF-8 or CP932), at most {mb} MB and {rows} rows. Split the file if necessary.",
        ja ".xlsx・.xls・.csv（UTF-8 または CP932）、最大{mb} MB・{rows}行。超える場合はファイルを分割してください。"
    }
    carriers_known(names: &str) { en "Carriers: {names}", ja "配送会社：{names}" }
    rows_good(n: &str) { en "{n} good", ja "登録可 {n}行" }
    rows_registered(n: &str) { en "{n} registered", ja "登録済 {n}行" }
    registered_rows(n: &str) { en "Invoices registered: {n}", ja "送り状を登録しました：{n}件" }
    rows_stopped(n: &str) { en "{n} not registered", ja "未登録 {n}行" }
    row_of(line: u32) { en "Row {line}:", ja "{line}行目：" }
    shipment_twice(line: u32) { en "The same shipment stands in row {line}.", ja "同じ配送番号が{line}行目にあります。" }
    number_twice(line: u32) { en "The same number stands in row {line}.", ja "同じ送り状番号が{line}行目にあります。" }
    has_invoice(number: &str) {
        en "{number} is registered already. Modify it on the shipment's own page.",
        ja "すでに {number} が登録されています。変更は配送の画面で行ってください。"
    }
    paste_too_many(limit: usize) { en "More than {limit} rows. Paste them in parts.", ja "{limit}行を超えています。分けて貼り付けてください。" }
    paste_too_large(mb: usize) { en "More than {mb} MB. Paste it in parts.", ja "{mb} MBを超えています。分けて貼り付けてください。" }
    paste_columns(line: u32) {
        en "Row {line} has more than three columns, and no heading says what they are. Paste the heading, too, or only the three.",
        ja "{line}行目の列が3つを超えています。見出し行を付けるか、3列のみ貼り付けてください。"
    }
    paste_no_column(column: &str) { en "The heading has no column “{column}”.", ja "見出しに「{column}」の列がありません。" }
    paste_column_twice(column: &str) { en "The heading has the column “{column}” twice.", ja "見出しに「{column}」の列が2つあります。" }
}

impl Locale {
    /// A column of a file of invoices.
    pub const fn invoice_column(self, column: InvoiceColumn) -> &'static str {
        match column {
            InvoiceColumn::Shipment => self.shipment_no(),
            InvoiceColumn::Carrier => self.carrier(),
            InvoiceColumn::Number => self.invoice_no(),
        }
    }

    /// The column that a heading names, in any language.
    pub fn invoice_column_named(heading: &str) -> Option<InvoiceColumn> {
        // Longer than any name.
        if heading.len() > 100 {
            return None;
        }
        let heading = key(heading);
        InvoiceColumn::ALL.iter().copied().find(|column| {
            let is = |name: &str| key(name) == heading;
            is(column.as_str()) || Self::ALL.iter().any(|l| is(l.invoice_column(*column)))
        })
    }

    /// Whether a row waits, is done or is refused.
    pub fn invoice_row_state(self, row: &InvoiceFileRow) -> &'static str {
        match row.state {
            JobRowState::Failed => self.row_refused(),
            JobRowState::Done => self.row_registered(),
            JobRowState::Waiting => self.row_good(),
            JobRowState::Skipped if row.is_stopped() => self.row_stopped(),
            JobRowState::Skipped => self.row_unchanged(),
        }
    }

    /// What becomes of a row; nothing where it is good.
    pub fn row_verdict(self, verdict: &RowVerdict) -> String {
        match verdict {
            RowVerdict::Good { .. } => String::new(),
            RowVerdict::Unchanged => self.registered_already().to_owned(),
            RowVerdict::Refused { why } => self.row_problem(why),
        }
    }

    /// Why a row is refused.
    pub fn row_problem(self, why: &RowProblem) -> String {
        match why {
            RowProblem::NoShipment => self.shipment_missing().to_owned(),
            RowProblem::NoCarrier => self.carrier_missing().to_owned(),
            RowProblem::UnknownCarrier { name } => self.no_such_carrier(name),
            RowProblem::CarrierOff { name } => self.carrier_off(self.carrier_called(name)),
            RowProblem::Number { fault } => self.number_fault(fault),
            RowProblem::Padded { number } => self.number_padded(number),
            RowProblem::ShipmentTwice { line } => self.shipment_twice(*line),
            RowProblem::NumberTwice { line } => self.number_twice(*line),
            RowProblem::UnknownShipment => self.shipment_unknown().to_owned(),
            RowProblem::HasInvoice { number } => self.has_invoice(number),
            RowProblem::CannotMove { why } => self.cannot_move(why),
            RowProblem::Taken { shipment } => self.number_taken(shipment),
        }
    }

    /// What becomes of a row, or became.
    pub fn invoice_row(self, row: &InvoiceFileRow) -> String {
        match (&row.outcome, &row.verdict) {
            (Some(outcome), _) => self.outcome(outcome).join(" "),
            (None, Some(verdict)) => self.row_verdict(verdict),
            (None, None) => String::new(),
        }
    }

    /// Why nothing of what was pasted is looked at.
    pub fn paste_problem(self, why: &PasteProblem) -> String {
        match why {
            PasteProblem::Empty => self.paste_empty().to_owned(),
            PasteProblem::TooManyRows { limit } => self.paste_too_many(*limit),
            PasteProblem::TooLarge { limit } => self.paste_too_large(*limit >> 20),
            PasteProblem::TooManyColumns { line } => self.paste_columns(*line),
            PasteProblem::MissingColumn { column } => self.paste_no_column(self.invoice_column(*column)),
            PasteProblem::RepeatedColumn { column } => self.paste_column_twice(self.invoice_column(*column)),
        }
    }
}
