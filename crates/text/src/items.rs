//! Products and stock.

use domain::count::Count;
use domain::goods::CannotCorrect;
use domain::goods::file::{CellChange, GoodsColumn, MOST_ROWS, Problem, Verdict};
use domain::goods::picture::{BadPicture, LONGEST_SIDE, MOST_BYTES, MOST_PIXELS};
use domain::kind::JobState;
use domain::query::ItemsShown;
use domain::stock::StockCause;

use crate::Locale;

words! {
    items { en "Products and stock", ja "商品と在庫" }
    items_short { en "Products", ja "商品" }
    item { en "Product", ja "商品" }
    item_search_hint { en "Name, Product ID, SKU or barcode", ja "商品名・商品ID・SKU・バーコード" }
    item_option { en "Option", ja "オプション" }
    column_delivery_name { en "Delivery name", ja "配送品名" }
    column_location { en "Location", ja "出荷元" }
    column_on_hand { en "On hand", ja "在庫数" }
    column_allocated { en "Allocated", ja "引当済" }
    column_available { en "Available", ja "有効在庫" }
    column_cause { en "Cause", ja "理由" }
    column_change { en "On the shelf", ja "在庫の増減" }
    column_reserved { en "Allocated", ja "引当の増減" }
    column_by { en "By", ja "担当" }
    column_line { en "Line", ja "行" }
    column_verdict { en "What it does", ja "結果" }
    no_items { en "No products yet", ja "商品はまだありません" }
    no_items_hint { en "Import them from a file, or with your orders.", ja "ファイル、または注文と一緒に取り込んでください。" }
    no_item_found { en "No product matches", ja "該当する商品がありません" }
    no_item_found_hint { en "Each word is looked for at the beginning of a word.", ja "入力した語で始まる語を検索します。" }
    nothing_sold_out { en "Every option is available", ja "売り切れの商品はありません" }
    nothing_sold_out_hint { en "An option with nothing left to release appears here.", ja "有効在庫がなくなるとここに表示されます。" }
    nothing_unnamed { en "Every product has a delivery name", ja "すべての商品に配送品名があります" }
    nothing_unnamed_hint { en "A product without one can't be released.", ja "配送品名がないと出庫準備できません。" }
    item_not_found { en "There is no such product", ja "商品が見つかりません" }
    correction_cause { en "The new number on the shelf, because of", ja "変更後の在庫数の理由" }
    save_changes { en "Save changes", ja "変更を保存" }
    discard_changes { en "Discard", ja "取り消す" }
    nothing_changed { en "Nothing was changed.", ja "変更はありません。" }
    not_in_cp932 { en "Some names have letters that CP932 lacks", ja "CP932で表せない文字が含まれています" }
    not_in_cp932_hint { en "Export as CSV (UTF-8) or Excel instead.", ja "CSV（UTF-8）またはExcelで書き出してください。" }
    still_in_the_form { en "Go back in your browser: what you typed is still in the form.", ja "ブラウザの「戻る」で、入力した内容に戻れます。" }
    import_not_allowed { en "Your role may not import files.", ja "権限がないためファイルを取り込めません。" }
    never_counted { en "not counted", ja "未登録" }
    new_orders_of_item { en "New orders with it", ja "この商品の新規注文" }
    item_stock { en "Stock", ja "在庫" }
    about_options { en "Options", ja "オプション" }
    stock_movements { en "Stock movements", ja "在庫の履歴" }
    no_movements { en "Nothing has moved yet.", ja "在庫の変更はまだありません。" }
    barcode { en "Barcode", ja "バーコード" }
    weight { en "Weight", ja "重量" }
    hs_code { en "HS code", ja "HSコード" }
    origin { en "Origin", ja "原産国" }
    price { en "Price", ja "価格" }
    by_itself { en "Waybill", ja "Waybill" }
    import_goods { en "Import", ja "取り込み" }
    import_goods_title { en "Import products and stock", ja "商品と在庫の取り込み" }
    export_goods { en "Export", ja "書き出し" }
    export_first { en "Export to Excel first", ja "まずExcelに書き出す" }
    export_xlsx { en "Excel (.xlsx)", ja "Excel（.xlsx）" }
    export_csv { en "CSV (UTF-8)", ja "CSV（UTF-8）" }
    export_csv_cp932 { en "CSV (CP932)", ja "CSV（CP932・Shift_JIS）" }
    goods_file_prompt { en "Drop a file here, or choose one", ja "ここにファイルをドロップ、または選択" }
    goods_file { en "File", ja "ファイル" }
    goods_file_hint_columns {
        en "Write an export, change it in a spreadsheet, and bring it back. A row is found by its SKU; an empty cell changes nothing; columns may be left out. A SKU that is not there is made, if its Product ID and name are given.",
        ja "書き出したファイルを表計算ソフトで編集して取り込んでください。行はSKUで照合します。空のセルは変更されず、不要な列は省けます。未登録のSKUは、商品IDと商品名があれば新しく登録されます。"
    }
    look_over { en "Check file", ja "内容を確認" }
    looked_over { en "Nothing is changed yet.", ja "まだ何も変更されていません。" }
    do_import { en "Import these rows", ja "この内容で取り込む" }
    another_file { en "Choose another file", ja "別のファイルを選ぶ" }
    nothing_to_import { en "No row changes anything.", ja "変更になる行がありません。" }
    goods_file_gone { en "There is no such file", ja "ファイルが見つかりません" }
    goods_file_gone_hint { en "What was looked over is kept for three days, for whoever brought it.", ja "確認した内容は、取り込んだ本人にのみ3日間保存されます。" }
    file_missing { en "Choose a file first.", ja "ファイルを選んでください。" }
    row_refused { en "Refused", ja "エラー" }
    row_new { en "New", ja "新規" }
    row_changes { en "Changes", ja "変更" }
    mend_stock { en "See its stock", ja "在庫を見る" }
    mend_delivery_name { en "Give it a delivery name", ja "配送品名を入力" }
    picture { en "Picture", ja "画像" }
    no_picture { en "No picture", ja "画像なし" }
    picture_file { en "Picture file", ja "画像ファイル" }
    picture_prompt { en "Drop a picture here, or choose one", ja "ここに画像をドロップ、または選択" }
    save_picture { en "Save picture", ja "画像を保存" }
    replace_picture { en "Replace picture", ja "画像を差し替え" }
    remove_picture { en "Remove picture", ja "画像を削除" }
    picture_saved { en "The picture is saved.", ja "画像を保存しました。" }
    picture_removed { en "The picture is removed.", ja "画像を削除しました。" }
    to_products { en "To the products", ja "商品一覧へ" }
}

phrases! {
    on_hand_of(sku: &str, location: &str) { en "On hand, {sku}, {location}", ja "在庫数、{sku}、{location}" }
    delivery_name_of(product: &str) { en "Delivery name of {product}", ja "{product}の配送品名" }
    changes_made(n: u32) { en "{n} changed.", ja "{n}件変更しました。" }
    changes_refused(n: usize) { en "{n} not changed: look for the marked fields.", ja "{n}件は変更できませんでした。印のある欄を確認してください。" }
    unsaved_changes(n: usize) { en "{n} unsaved", ja "未保存 {n}件" }
    grams(n: i32) { en "{n} g", ja "{n} g" }
    goods_file_hint(mb: usize) { en ".xlsx or .csv (UTF-8 or CP932), at most {mb} MB.", ja ".xlsx または .csv（UTF-8 または CP932）、最大{mb} MB。" }
    picture_of(product: &str) { en "Picture of {product}", ja "{product}の画像" }
    picture_hint(mb: usize) { en "JPEG, PNG, WebP or GIF, at most {mb} MB.", ja "JPEG・PNG・WebP・GIF、最大{mb} MB。" }
    rows_changing(n: u32) { en "{n} to import", ja "取込対象 {n}行" }
    rows_unchanged(n: u32) { en "{n} unchanged", ja "変更なし {n}行" }
    rows_refused(n: u32) { en "{n} refused", ja "エラー {n}行" }
}

impl Locale {
    /// A tab of the list.
    pub const fn items_shown(self, shown: ItemsShown) -> &'static str {
        match (self, shown) {
            (Self::En, ItemsShown::All) => "All",
            (Self::En, ItemsShown::SoldOut) => "Nothing available",
            (Self::En, ItemsShown::Unnamed) => "No delivery name",
            (Self::Ja, ItemsShown::All) => "すべて",
            (Self::Ja, ItemsShown::SoldOut) => "有効在庫なし",
            (Self::Ja, ItemsShown::Unnamed) => "配送品名なし",
        }
    }

    /// Why stock changed.
    pub const fn stock_cause(self, cause: StockCause) -> &'static str {
        match (self, cause) {
            (Self::En, StockCause::Allocate) => "Prepared for release",
            (Self::En, StockCause::Free) => "Shipment voided",
            (Self::En, StockCause::HandOver) => "Handed over",
            (Self::En, StockCause::Reverse) => "Hand-over taken back",
            (Self::En, StockCause::Restock) => "Goods came in",
            (Self::En, StockCause::WriteOff) => "Lost or broken",
            (Self::En, StockCause::Count) => "Stock-taking",
            (Self::En, StockCause::File) => "File",
            (Self::Ja, StockCause::Allocate) => "出庫準備",
            (Self::Ja, StockCause::Free) => "配送の取消",
            (Self::Ja, StockCause::HandOver) => "引渡し",
            (Self::Ja, StockCause::Reverse) => "引渡しの取消",
            (Self::Ja, StockCause::Restock) => "入荷",
            (Self::Ja, StockCause::WriteOff) => "紛失・破損",
            (Self::Ja, StockCause::Count) => "棚卸",
            (Self::Ja, StockCause::File) => "ファイル",
        }
    }

    /// Why a correction is refused.
    pub fn cannot_correct(self, why: &CannotCorrect) -> String {
        match (self, why) {
            (Self::En, CannotCorrect::NotANumber) => {
                "A whole number from 0 to 10,000,000, please.".to_owned()
            }
            (Self::En, CannotCorrect::TooLong) => "At most 200 characters, please.".to_owned(),
            (Self::En, CannotCorrect::Changed { now }) if now.is_empty() => {
                "Somebody has emptied it meanwhile.".to_owned()
            }
            (Self::En, CannotCorrect::Changed { now }) => format!("It is {now} by now."),
            (Self::En, CannotCorrect::BelowAllocated { allocated }) => {
                format!("Shipments wait for {allocated}: void them first.")
            }
            (Self::En, CannotCorrect::NotMore) => "Goods that came in make it more.".to_owned(),
            (Self::En, CannotCorrect::NotLess) => "What is lost makes it less.".to_owned(),
            (Self::En, CannotCorrect::Gone) => "It is not there any more.".to_owned(),
            (Self::Ja, CannotCorrect::NotANumber) => "0〜10,000,000の整数で入力してください。".to_owned(),
            (Self::Ja, CannotCorrect::TooLong) => "200文字以内で入力してください。".to_owned(),
            (Self::Ja, CannotCorrect::Changed { now }) if now.is_empty() => {
                "別の人が空にしました。".to_owned()
            }
            (Self::Ja, CannotCorrect::Changed { now }) => format!("現在は{now}に変わっています。"),
            (Self::Ja, CannotCorrect::BelowAllocated { allocated }) => {
                format!("{allocated}個が引当済です。先に配送を取り消してください。")
            }
            (Self::Ja, CannotCorrect::NotMore) => "入荷では数を増やしてください。".to_owned(),
            (Self::Ja, CannotCorrect::NotLess) => "紛失・破損では数を減らしてください。".to_owned(),
            (Self::Ja, CannotCorrect::Gone) => "すでに存在しません。".to_owned(),
        }
    }

    /// Why a picture is not taken.
    pub fn bad_picture(self, why: BadPicture) -> String {
        let mb = MOST_BYTES >> 20;
        let side = domain::money::grouped(u64::from(LONGEST_SIDE));
        let millions = MOST_PIXELS / 1_000_000;
        match (self, why) {
            (Self::En, BadPicture::Missing) => "Choose a picture first.".to_owned(),
            (Self::En, BadPicture::TooLarge) => {
                format!("The file is larger than {mb} MB. Choose a smaller one.")
            }
            (Self::En, BadPicture::Unknown) => {
                "That is no picture, or of a kind that can't be read. Choose a JPEG, PNG, WebP or GIF."
                    .to_owned()
            }
            (Self::En, BadPicture::TooManyPixels) => format!(
                "The picture has too many pixels: at most {side} a side and {millions} million in all. Make it smaller."
            ),
            (Self::En, BadPicture::Broken) => {
                "The file is damaged, and its picture can't be read. Choose another.".to_owned()
            }
            (Self::En, BadPicture::Changed) => {
                "Somebody else has changed the picture meanwhile. This is theirs; nothing was done."
                    .to_owned()
            }
            (Self::Ja, BadPicture::Missing) => "画像を選んでください。".to_owned(),
            (Self::Ja, BadPicture::TooLarge) => {
                format!("ファイルが{mb} MBを超えています。小さい画像を選んでください。")
            }
            (Self::Ja, BadPicture::Unknown) => {
                "画像ではないか、対応していない形式です。JPEG・PNG・WebP・GIFを選んでください。".to_owned()
            }
            (Self::Ja, BadPicture::TooManyPixels) => format!(
                "画像の画素数が多すぎます。1辺{side}ピクセル、全体で{millions}00万画素までに縮小してください。"
            ),
            (Self::Ja, BadPicture::Broken) => {
                "ファイルが壊れていて読み取れません。別の画像を選んでください。".to_owned()
            }
            (Self::Ja, BadPicture::Changed) => {
                "別の人が画像を変更しました。表示中の画像がその内容です（今回の操作は行われていません）。"
                    .to_owned()
            }
        }
    }

    /// A column of a file of goods, as its heading.
    pub const fn goods_column(self, column: GoodsColumn) -> &'static str {
        match (self, column) {
            (Self::En, GoodsColumn::Product) => "Product ID",
            (Self::En, GoodsColumn::Name) => "Name",
            (Self::En, GoodsColumn::DeliveryName) => "Delivery name",
            (Self::En, GoodsColumn::Sku) => "SKU",
            (Self::En, GoodsColumn::Option) => "Option",
            (Self::En, GoodsColumn::Barcode) => "Barcode",
            (Self::En, GoodsColumn::Weight) => "Weight (g)",
            (Self::En, GoodsColumn::HsCode) => "HS code",
            (Self::En, GoodsColumn::Origin) => "Origin",
            (Self::En, GoodsColumn::Price) => "Price",
            (Self::En, GoodsColumn::Location) => "Location",
            (Self::En, GoodsColumn::OnHand) => "On hand",
            (Self::En, GoodsColumn::Allocated) => "Allocated",
            (Self::En, GoodsColumn::Available) => "Available",
            (Self::Ja, GoodsColumn::Product) => "商品ID",
            (Self::Ja, GoodsColumn::Name) => "商品名",
            (Self::Ja, GoodsColumn::DeliveryName) => "配送品名",
            (Self::Ja, GoodsColumn::Sku) => "SKU",
            (Self::Ja, GoodsColumn::Option) => "オプション",
            (Self::Ja, GoodsColumn::Barcode) => "バーコード",
            (Self::Ja, GoodsColumn::Weight) => "重量（g）",
            (Self::Ja, GoodsColumn::HsCode) => "HSコード",
            (Self::Ja, GoodsColumn::Origin) => "原産国",
            (Self::Ja, GoodsColumn::Price) => "価格",
            (Self::Ja, GoodsColumn::Location) => "出荷元",
            (Self::Ja, GoodsColumn::OnHand) => "在庫数",
            (Self::Ja, GoodsColumn::Allocated) => "引当済",
            (Self::Ja, GoodsColumn::Available) => "有効在庫",
        }
    }

    /// What becomes of a row of a file; `state` is the file's.
    pub fn goods_verdict(self, verdict: &Verdict, state: JobState) -> String {
        let is_draft = state == JobState::Draft;
        match (self, verdict) {
            (Self::En, Verdict::Unchanged) => "As it is".to_owned(),
            (Self::En, Verdict::New { with_product }) => {
                let what = if *with_product { "New product with this option" } else { "New option" };
                what.to_owned()
            }
            (Self::Ja, Verdict::Unchanged) => "変更なし".to_owned(),
            (Self::Ja, Verdict::New { with_product: true }) => "商品とオプションを新規登録".to_owned(),
            (Self::Ja, Verdict::New { with_product: false }) => "オプションを新規登録".to_owned(),
            (_, Verdict::Changed { changes }) => {
                let changes: Vec<String> = changes.iter().map(|change| self.cell_change(change)).collect();
                changes.join(if self == Self::Ja { "、" } else { ", " })
            }
            (_, Verdict::Refused { why }) => {
                let why = self.goods_problem(why);
                match self {
                    _ if is_draft => why,
                    Self::En => format!("Not imported: {why}"),
                    Self::Ja => format!("取り込めませんでした：{why}"),
                }
            }
        }
    }

    fn cell_change(self, CellChange { column, from, to }: &CellChange) -> String {
        let column = self.goods_column(*column);
        let from = if from.is_empty() { "–" } else { from };
        format!("{column}: {from} → {to}")
    }

    fn goods_problem(self, why: &Problem) -> String {
        match (self, why) {
            (Self::En, Problem::Missing { column }) => format!("{} is missing.", self.goods_column(*column)),
            (Self::En, Problem::Repeated { line, column }) => {
                format!("{} stands in line {line} already.", self.goods_column(*column))
            }
            (Self::En, Problem::NotUnderstood { column, value }) => {
                format!("{}: “{value}” can't be understood.", self.goods_column(*column))
            }
            (Self::En, Problem::TooLong { column }) => format!("{} is too long.", self.goods_column(*column)),
            (Self::En, Problem::OtherProduct { product }) => {
                format!("The SKU is an option of product {product}.")
            }
            (Self::Ja, Problem::Missing { column }) => {
                format!("{}がありません。", self.goods_column(*column))
            }
            (Self::Ja, Problem::Repeated { line, column }) => {
                format!("{}が{line}行目と重複しています。", self.goods_column(*column))
            }
            (Self::Ja, Problem::NotUnderstood { column, value }) => {
                format!("{}：「{value}」を読み取れません。", self.goods_column(*column))
            }
            (Self::Ja, Problem::TooLong { column }) => {
                format!("{}が長すぎます。", self.goods_column(*column))
            }
            (Self::Ja, Problem::OtherProduct { product }) => {
                format!("このSKUは商品{product}のオプションです。")
            }
            (_, Problem::Changed { column, now }) => {
                let why = self.cannot_correct(&CannotCorrect::Changed { now: now.clone() });
                match self {
                    Self::En => format!("{}: {why}", self.goods_column(*column)),
                    Self::Ja => format!("{}：{why}", self.goods_column(*column)),
                }
            }
            (_, Problem::Stock { why }) => self.cannot_correct(why),
        }
    }

    /// How many products there are.
    pub fn items_counted(self, n: Count) -> String {
        match self {
            Self::En if n == Count::exact(1) => "1 product".to_owned(),
            Self::En => format!("{n} products"),
            Self::Ja => format!("{n}商品"),
        }
    }

    /// How many rows of a file changed something.
    pub fn rows_imported(self, n: u32) -> String {
        match (self, n) {
            (Self::En, 1) => "1 row imported".to_owned(),
            (Self::En, _) => format!("{n} rows imported"),
            (Self::Ja, _) => format!("{n}行を取り込みました"),
        }
    }

    /// How many rows a file may have.
    pub fn goods_file_rows(self) -> String {
        let rows = domain::money::grouped(MOST_ROWS as u64);
        match self {
            Self::En => format!("At most {rows} rows."),
            Self::Ja => format!("最大{rows}行。"),
        }
    }
}
