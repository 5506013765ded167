//! INV-03: files as an office program saves and opens them. It is LibreOffice, without a window.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::Command;
use std::sync::Once;

use calamine::Reader as _;
use domain::carrier::Fault;
use domain::role::Role;
use domain::shipment::bulk::{RowProblem, RowVerdict};
use domain::view::{InvoiceFile, InvoiceFileRow};
use service::{
    Actor, InvoiceSource, Services, invoice_file, invoice_result, invoice_sample, look_invoices_over,
};
use store::testing::each_database;
use tempfile::TempDir;
use text::Locale;

use crate::commands::invoices::{looked, registered, shipments};
use crate::commands::yamato;
use crate::shop::{self, actor};

/// LibreOffice with a profile of its own.
pub struct Office {
    folder: TempDir,
}

/// What it saves a file as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ods,
    Xlsx,
    Xls,
    Csv,
    CsvCp932,
    /// CSV, a file for each sheet.
    EachSheet,
}

impl Kind {
    /// In LibreOffice's words. Of CSV: comma, quote, 76 for UTF-8 or 64 for Shift_JIS, from the first row on; -1 for every sheet.
    const fn filter(self) -> &'static str {
        match self {
            Self::Ods => "ods",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Csv => "csv:Text - txt - csv (StarCalc):44,34,76,1",
            Self::CsvCp932 => "csv:Text - txt - csv (StarCalc):44,34,64,1",
            Self::EachSheet => {
                "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
            }
        }
    }
}

impl Office {
    /// The program; `None`, said on standard error, where it is not installed.
    pub fn installed() -> Option<Self> {
        static SKIPPED: Once = Once::new();
        if Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success()) {
            return Some(Self { folder: tempfile::tempdir().unwrap() });
        }
        assert!(
            std::env::var("WAYBILL_REQUIRE_OFFICE").as_deref() != Ok("1"),
            "WAYBILL_REQUIRE_OFFICE=1, but there is no soffice"
        );
        // Not eprintln: the test harness would swallow it.
        SKIPPED.call_once(|| {
            let _ = writeln!(std::io::stderr(), "LibreOffice SKIPPED: there is no soffice");
        });
        None
    }

    /// Has it open a file and save it as another; gives what it wrote by its name.
    pub fn all_saved(&self, name: &str, bytes: &[u8], kind: Kind) -> BTreeMap<String, Vec<u8>> {
        let (from, to) = (
            tempfile::tempdir_in(self.folder.path()).unwrap(),
            tempfile::tempdir_in(self.folder.path()).unwrap(),
        );
        let file = from.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let output = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}/profile", self.folder.path().display()))
            .args(["--headless", "--norestore", "--convert-to", kind.filter(), "--outdir"])
            .args([to.path(), &file])
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap();
        let saved = std::fs::read_dir(to.path()).unwrap().map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())
        });
        let saved: BTreeMap<_, _> = saved.collect();
        assert!(output.status.success() && !saved.is_empty(), "{name} as {kind:?}: {output:?}");
        saved
    }

    /// The same where it is one file.
    pub fn saved(&self, name: &str, bytes: &[u8], kind: Kind) -> Vec<u8> {
        let mut saved = self.all_saved(name, bytes, kind);
        assert_eq!(saved.len(), 1, "{:?}", saved.keys());
        saved.pop_first().unwrap().1
    }
}

/// Cells of a document that was typed in the office program.
fn text(text: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
}

fn number(number: &str) -> String {
    format!(r#"<table:table-cell office:value-type="float" office:value="{number}"/>"#)
}

/// A document with such rows.
fn typed(rows: &[String]) -> String {
    let namespaces = [
        ("office", "office"),
        ("style", "style"),
        ("table", "table"),
        ("text", "text"),
        ("number", "datastyle"),
        ("of", "of"),
    ];
    let namespaces: String = namespaces
        .iter()
        .map(|(short, long)| {
            let version = if *short == "of" { "1.2" } else { "1.0" };
            format!(r#" xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:{version}""#)
        })
        .collect();
    let rows: String = rows.iter().map(|row| format!("<table:table-row>{row}</table:table-row>")).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document{namespaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles><number:number-style style:name="N"><number:scientific-number number:decimal-places="1" number:min-integer-digits="1" number:min-exponent-digits="2"/></number:number-style><style:style style:name="short" style:family="table-cell" style:data-style-name="N"/></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="表">{rows}</table:table></office:spreadsheet></office:body></office:document>"#
    )
}

async fn look(services: &Services, name: &str, bytes: Vec<u8>) -> InvoiceFile {
    let actor = actor(Role::Fulfilment);
    let source = InvoiceSource::File { name: name.to_owned(), bytes };
    let id = look_invoices_over(services, &actor, source).await.unwrap();
    let mut file = invoice_file(services, &actor, id, 1_000).await.unwrap();
    file.rows.sort_by_key(|row| row.row.line);
    file
}

#[tokio::test]
async fn inv_03_what_libreoffice_saves_is_read_alike_whatever_it_is_saved_as() {
    let Some(office) = Office::installed() else { return };
    let yamato = |shipment: &str, number: &str| [text(shipment), text("yamato"), number.to_owned()].concat();
    let document = typed(&[
        ["Shipment No.", "Shipping company", "Invoice No."].map(text).concat(),
        // Each has a backslash in CP932, or is in no other Shift_JIS.
        yamato("表ソ能①髙", &text("001234567891")),
        yamato("S-2", &number("1234567891")),
        [
            r#"<table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>S-3</text:p></table:table-cell><table:covered-table-cell/>"#,
            &number("123456789013"),
        ]
        .concat(),
        yamato("S-4", &number("12345678901234567890")),
        String::new(),
        yamato("S-5", &text("12345678901234567890")),
        yamato("Ｓ－６", &text("１２３４－５６７８－９０１３")),
        yamato("S-7", r#"<table:table-cell table:style-name="short" office:value-type="float" office:value="120000000000"/>"#),
        [
            text("S-8</text:p><text:p>next"),
            text("a \"big\", van"),
            r#"<table:table-cell table:formula="of:=&quot;00&quot;&amp;12" office:value-type="string"/>"#.to_owned(),
        ]
        .concat(),
    ]);
    let ods = office.saved("typed.fods", document.as_bytes(), Kind::Ods);
    let sources = [("typed.fods", document.as_bytes()), ("typed.ods", &ods)];
    let kinds = [Kind::Xlsx, Kind::Xls, Kind::Csv, Kind::CsvCp932];
    let files = sources.map(|(name, bytes)| kinds.map(|kind| (name, kind, office.saved(name, bytes, kind))));
    let expected = [
        (2, "表ソ能①髙", "yamato", "001234567891"),
        (3, "S-2", "yamato", "1234567891"),
        (4, "S-3", "", "123456789013"),
        (5, "S-4", "yamato", "1.23456789012346E+19"),
        (7, "S-5", "yamato", "12345678901234567890"),
        (8, "Ｓ－６", "yamato", "１２３４－５６７８－９０１３"),
        (9, "S-7", "yamato", "120000000000"),
        (10, "S-8\nnext", "a \"big\", van", "0012"),
    ];
    each_database(async |db| {
        let services = shop::open(db, "JP", "Asia/Tokyo").await;
        for (name, kind, bytes) in files.as_flattened() {
            let file = look(&services, "typed", bytes.clone()).await;
            let is_text = matches!(kind, Kind::Csv | Kind::CsvCp932);
            assert_eq!(file.rows.len(), expected.len(), "{kind:?}");
            for (found, (line, shipment, carrier, number)) in file.rows.iter().zip(expected) {
                let (row, verdict) = (&found.row, &found.verdict);
                // Text is saved as it is shown: what a workbook still knows is lost there.
                let number = if line == 9 && is_text { "1.2E+11" } else { number };
                // What a formula came to that it has only read, it writes as 0.
                let is_lost = line == 10 && *kind == Kind::Xls && *name == "typed.ods";
                let number = if is_lost && row.number == "0" { "0" } else { number };
                // Some versions write three digits.
                let found = row.number.replace("E+0", "E+");
                let found = (row.line, row.shipment.as_str(), row.carrier.as_str(), found.as_str());
                assert_eq!(found, (line, shipment, carrier, number), "{name} {kind:?}");
                let is_mangled = line == 5 || line == 9 && is_text;
                let fault = RowVerdict::Refused { why: RowProblem::Number { fault: Fault::Mangled } };
                assert_eq!(*verdict == Some(fault), is_mangled, "{kind:?} {verdict:?}");
                let padded = RowProblem::Padded { number: "001234567891".to_owned() };
                let lost_its_zeros = *verdict == Some(RowVerdict::Refused { why: padded });
                assert_eq!(lost_its_zeros, line == 3, "{kind:?} {verdict:?}");
            }
        }
    })
    .await;
}

/// Rows of texts, without what is empty at their ends.
fn trimmed(rows: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    rows.map(|mut row| {
        while row.pop_if(|cell| cell.is_empty()).is_some() {}
        row
    })
    .collect()
}

/// The sheets of a workbook as it was written, and as the office program shows them.
fn sheets(office: &Office, bytes: &[u8]) -> [BTreeMap<String, Vec<Vec<String>>>; 2] {
    let mut workbook = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let written = workbook.worksheets().into_iter().map(|(name, range)| {
        (name, trimmed(range.rows().map(|row| row.iter().map(ToString::to_string).collect())))
    });
    let shown = office.all_saved("file.xlsx", bytes, Kind::EachSheet).into_iter().map(|(name, bytes)| {
        let name = name.trim_start_matches("file-").trim_end_matches(".csv").to_owned();
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
        let rows =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<String>>());
        (name, trimmed(rows))
    });
    [written.collect(), shown.collect()]
}

#[tokio::test]
async fn inv_03_libreoffice_opens_the_sample_and_the_result_and_they_are_read_again() {
    let Some(office) = Office::installed() else { return };
    each_database(async |db| {
        let (services, numbers, _) = shipments(db, 2).await;
        let rows = [
            (numbers[0].as_str(), "yamato", yamato(1)),
            ("S-NONE", "ems", "EE000000005JP".to_owned()),
            ("000000000012", "表ソ能 \"van\", =1+1", "12345678901234567890".to_owned()),
            (numbers[1].as_str(), "yamato", "001234567891".to_owned()),
            ("=1+1", "-5", "0000".to_owned()),
        ];
        let pasted = rows.iter().map(|(a, b, c)| format!("{a}\t{b}\t{c}")).collect::<Vec<_>>().join("\n");
        let id = registered(&services, looked(&services, pasted).await.id).await.id;
        for (locale, kind) in [(Locale::En, Kind::Xlsx), (Locale::Ja, Kind::Xls)] {
            let person = Actor { locale, ..actor(Role::Fulfilment) };
            let sample = invoice_sample(&services, &person).await.unwrap();
            let result = invoice_result(&services, &person, id).await.unwrap();
            for (bytes, count) in [(&sample, 2), (&result, 1)] {
                let [written, shown] = sheets(&office, bytes);
                assert_eq!(written.len(), count);
                assert_eq!(shown, written);
            }
            let [sample, result] = [sample, result].map(|bytes| office.saved("file.xlsx", &bytes, kind));
            let counts = |file: &InvoiceFile| [file.waiting, file.refused, file.unchanged];
            assert_eq!(counts(&look(&services, "sample", sample).await), [0, 3, 0], "{kind:?}");
            let read = look(&services, "result", result).await;
            assert_eq!(counts(&read), [0, 3, 2], "{kind:?} {read:?}");
            for (InvoiceFileRow { row, .. }, (shipment, carrier, number)) in read.rows.iter().zip(&rows) {
                assert_eq!((&*row.shipment, &*row.carrier, &row.number), (*shipment, *carrier, number));
            }
        }
    })
    .await;
}
