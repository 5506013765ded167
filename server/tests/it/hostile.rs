//! INV-03: files that are made to do harm, sent to a server by several at once. Each is told what is wrong with it, and the server stays as it was.

use std::io::{Cursor, Write as _};

use domain::import::ImportError;
use domain::shipment::bulk::PasteProblem;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::process::{Answer, Server, Waybill, request};

/// So many send each file at the same moment.
const CLIENTS: usize = 4;
/// Two files are read at a time, of 5 MiB at most, and each unpacks to 32 MiB; the server by itself, built without optimisation, has about 100.
const MOST_KIB: u64 = 320 << 10;

const SOMEBODY: &str = "a@waybill.test";

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of these parts.
fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    let ns = "http://schemas.openxmlformats.org";
    let (main, relations) =
        (format!("{ns}/spreadsheetml/2006/main"), format!("{ns}/package/2006/relationships"));
    let office = format!("{ns}/officeDocument/2006/relationships");
    let linked = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{office}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    archive(&[
        ("_rels/.rels", linked("officeDocument", "xl/workbook.xml").as_bytes()),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            )
            .as_bytes(),
        ),
        ("xl/_rels/workbook.xml.rels", linked("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{main}">{strings}</sst>"#).as_bytes()),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>"#).as_bytes(),
        ),
    ])
}

/// A sheet whose every cell is the first shared text.
fn cells(rows: u32, columns: &[&str]) -> String {
    let row = |line: u32| {
        let cells: String =
            columns.iter().map(|column| format!(r#"<c r="{column}{line}" t="s"><v>0</v></c>"#)).collect();
        format!(r#"<row r="{line}">{cells}</row>"#)
    };
    (1..=rows).map(row).collect()
}

/// A file, and whether it is refused as it should be.
type Hostile = (&'static str, Vec<u8>, fn(&ImportError) -> bool);

fn hostile() -> Vec<Hostile> {
    let too_large = |error: &ImportError| matches!(error, ImportError::WorkbookTooLarge { .. });
    let broken = |error: &ImportError| matches!(error, ImportError::BrokenWorkbook { .. });
    let blank = vec![b' '; 64 << 20];
    let bomb = archive(&[("xl/worksheets/sheet1.xml", &blank)]);
    let nested =
        archive(&[("xl/workbook.xml", b"<x/>"), ("xl/media/bomb.zip", &bomb), ("xl/other.xml", &blank)]);
    let letters = ["A", "B", "C", "D", "E", "F", "G", "H"];
    let text = format!("<si><t>{}</t></si>", "x".repeat(1_000));
    // Each text of it takes three times its bytes in memory.
    let many = workbook(&cells(2, &["A"]), &"<si/>".repeat(800_000));
    let cut_off = workbook(&cells(900, &letters), &text);
    let files: [Hostile; 15] = [
        ("a bomb", bomb, too_large),
        ("a bomb in a bomb", nested, too_large),
        ("one text in every cell", workbook(&cells(3_000, &letters), &text), |error| {
            matches!(error, ImportError::TooManyRows { limit: 1_000 })
        }),
        ("texts of nothing", many, |error| matches!(error, ImportError::Empty)),
        ("a text that is claimed", workbook("", r#"<si/><si uniqueCount="1000000000000"/>"#), broken),
        ("cut off", cut_off[..cut_off.len() - 30].to_vec(), broken),
        (
            "protected",
            include_bytes!("../../../crates/service/tests/files/protected.xlsx").to_vec(),
            |error| *error == ImportError::Password,
        ),
        ("macros", archive(&[("xl/workbook.xml", b"<x/>"), ("xl/vbaProject.bin", b"x")]), |error| {
            *error == ImportError::Macros
        }),
        ("a picture", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec(), |error| {
            matches!(error, ImportError::Binary { found: Some(_) })
        }),
        ("nothing but lines", vec![b'\n'; 5 << 20], |error| *error == ImportError::Empty),
        ("one cell", vec![b'x'; 5 << 20], |error| matches!(error, ImportError::CellTooLong { .. })),
        ("a quote", [b"a,b\n\"".as_slice(), &vec![b'\n'; 4 << 20]].concat(), |error| {
            matches!(error, ImportError::UnclosedQuote { line: 2 })
        }),
        ("columns", vec![b','; 5 << 20], |error| {
            matches!(error, ImportError::TooManyColumns { line: 1, .. })
        }),
        ("filled columns", b"x,".repeat(2 << 20), |error| {
            matches!(error, ImportError::TooManyColumns { line: 1, .. })
        }),
        ("rows", b"a,b\n".repeat(1 << 20), |error| matches!(error, ImportError::TooManyRows { .. })),
    ];
    files.into()
}

/// Sends a form of one field, and gives what the answer says is wrong, as JSON.
fn problem(server: &Server, cookie: &str, field: &str, content: &[u8]) -> String {
    let head = format!("--b\r\nContent-Disposition: form-data; name={field}\r\n\r\n");
    let body = [head.as_bytes(), content, b"\r\n--b--\r\n"].concat();
    let headers = [("cookie", cookie), ("content-type", "multipart/form-data; boundary=b")];
    let answer = request(server.address, "POST", "/import/invoices/look-over", &headers, body);
    let query = query(&answer).unwrap_or_else(|| panic!("{answer:?}\n{}", server.log()));
    let problem = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "problem");
    problem.unwrap_or_else(|| panic!("{answer:?}")).1.into_owned()
}

fn query(answer: &Answer) -> Option<&str> {
    answer.header("location")?.split_once('?').map(|(_, query)| query)
}

/// The most memory that the process has had.
fn peak_kib(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.process.id())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn inv_03_inv_04_hostile_files_are_told_as_such_and_leave_the_server_unharmed() {
    let waybill = Waybill::new();
    waybill.add_user(SOMEBODY);
    let server = waybill.serve(&[]);
    let cookie = server.sign_in(SOMEBODY);
    let before = peak_kib(&server);
    for (name, bytes, is_refused) in hostile() {
        std::thread::scope(|scope| {
            for _ in 0..CLIENTS {
                scope.spawn(|| {
                    let told = problem(&server, &cookie, "\"file\"; filename=\"invoices.xlsx\"", &bytes);
                    let told = serde_json::from_str(&told).unwrap_or_else(|_| panic!("{name}: {told}"));
                    assert!(is_refused(&told), "{name}: {told:?}");
                });
            }
        });
        eprintln!("{} MiB after {name}", peak_kib(&server) >> 10);
    }
    for (pasted, expected) in [
        ("x\t".repeat(2 << 20), PasteProblem::TooManyColumns { line: 1 }),
        // A blank in quotes, and again.
        ("\"\t".repeat(2 << 20), PasteProblem::Empty),
        ("S\tyamato\t1\n".repeat(400_000), PasteProblem::TooManyRows { limit: 1_000 }),
        ("\n".repeat(5 << 20), PasteProblem::Empty),
    ] {
        let told = problem(&server, &cookie, "\"text\"", pasted.as_bytes());
        assert_eq!(serde_json::from_str::<PasteProblem>(&told).unwrap(), expected);
    }
    let peak = peak_kib(&server);
    eprintln!("{} MiB before, {} MiB at most", before >> 10, peak >> 10);
    assert!(peak < MOST_KIB, "{} MiB", peak >> 10);
    assert_eq!(server.get("/healthz").status, 200);
    assert!(!server.log().contains("panicked"), "{}", server.log());
}
