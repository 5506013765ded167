use std::io::Write as _;

use calamine::{Data as Read, Reader as _, Xls};
use proptest::prelude::*;

use super::*;

/// What invoices are taken with.
pub fn limits() -> Limits {
    Limits {
        file_bytes: 5 << 20,
        unpacked_bytes: 32 << 20,
        rows: 1_000,
        columns: 32,
        cell_bytes: 1_000,
        legacy_excel: true,
        no_macros: true,
        ..Limits::default()
    }
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn begin(version: u16, kind: u16) -> Vec<u8> {
    record(kind::BEGIN, &[&version.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat())
}

fn cell(kind: u16, row: u16, column: u16, value: &[u8]) -> Vec<u8> {
    let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    record(kind, &[&place[..], value].concat())
}

fn shared(row: u16, column: u16, index: u32) -> Vec<u8> {
    cell(kind::SHARED_LABEL, row, column, &index.to_le_bytes())
}

fn number(row: u16, column: u16, number: f64) -> Vec<u8> {
    cell(kind::NUMBER, row, column, &number.to_le_bytes())
}

/// A formula with what it came to, without its tokens.
fn formula(row: u16, column: u16, value: [u8; 8]) -> Vec<u8> {
    cell(kind::FORMULA, row, column, &[&value[..], &[0; 8]].concat())
}

/// A text of wide letters, as cells share it.
fn wide(text: &str) -> Vec<u8> {
    let letters: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [&(letters.len() as u16 / 2).to_le_bytes()[..], &[WIDE], &letters].concat()
}

fn strings(texts: &[&str]) -> Vec<u8> {
    let count = (texts.len() as u32).to_le_bytes();
    let texts: Vec<u8> = texts.iter().flat_map(|text| wide(text)).collect();
    record(kind::STRINGS, &[&count[..], &count, &texts].concat())
}

struct Sheet {
    name: &'static str,
    state: u8,
    typ: u8,
    cells: Vec<u8>,
}

/// The visible sheet of cells alone.
fn sheet(cells: Vec<u8>) -> Vec<Sheet> {
    vec![Sheet { name: "Sheet1", state: 0, typ: 0, cells }]
}

/// The stream of a workbook; `more` stands among what is said of the whole.
fn workbook(more: &[u8], sheets: &[Sheet]) -> Vec<u8> {
    let named = |sheet: &Sheet, at: u32| {
        let name = sheet.name.as_bytes();
        let head = [&at.to_le_bytes()[..], &[sheet.state, sheet.typ, name.len() as u8, 0], name].concat();
        record(kind::SHEET, &head)
    };
    let body = |sheet: &Sheet| {
        let begin = begin(BIFF8, if sheet.typ == 0 { SHEET_OF_CELLS } else { 0x20 });
        [begin, sheet.cells.clone(), record(kind::END, &[])].concat()
    };
    let names: usize = sheets.iter().map(|sheet| named(sheet, 0).len()).sum();
    let mut at = begin(BIFF8, 5).len() + more.len() + names + record(kind::END, &[]).len();
    let mut stream = begin(BIFF8, 5);
    for sheet in sheets {
        stream.extend(named(sheet, at as u32));
        at += body(sheet).len();
    }
    stream.extend_from_slice(more);
    stream.extend(record(kind::END, &[]));
    sheets.iter().for_each(|sheet| stream.extend(body(sheet)));
    stream
}

/// A compound file.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for (name, content) in streams {
        if let Some((storage, _)) = name.split_once('/')
            && !file.exists(storage)
        {
            file.create_storage(storage).unwrap();
        }
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// An .xls file with these texts in its rows.
pub fn xls(rows: &[&[&str]]) -> Vec<u8> {
    let texts: Vec<&str> = rows.iter().flat_map(|row| row.iter().copied()).collect();
    let places = (0..).zip(rows).flat_map(|(row, cells)| (0..cells.len()).map(move |column| (row, column)));
    let cells: Vec<u8> =
        (0..).zip(places).flat_map(|(index, (row, column))| shared(row, column as u16, index)).collect();
    compound(&[("Workbook", &workbook(&strings(&texts), &sheet(cells)))])
}

fn texts(table: &Table) -> Vec<(u32, Vec<&str>)> {
    table.rows.iter().map(|row| (row.line, row.cells.iter().collect())).collect()
}

fn read_stream(workbook: &[u8]) -> Result<Table, ImportError> {
    read(&compound(&[("Workbook", workbook)]), &limits())
}

fn is_broken(error: &ImportError) -> bool {
    matches!(error, ImportError::BrokenWorkbook { .. })
}

/// One of every kind of cell, a hidden sheet before and a chart inside.
fn everything() -> Vec<u8> {
    let rk = |number: u32| [&[0, 0][..], &number.to_le_bytes()].concat();
    // 123400 / 100, -5, 0.75, and 12.34 as a whole number of hundredths.
    let (hundredths, whole) = (123_400 << 2 | 3, (-5_i32 << 2).cast_unsigned() | 2);
    let (upper, cents) = ((0.75_f64.to_bits() >> 32) as u32, 1_234_u32 << 2 | 3);
    let mul = [&3_u16.to_le_bytes()[..], &[0, 0], &rk(hundredths), &rk(whole), &rk(upper), &[2, 0]].concat();
    let plain = |text: &str| [&(text.len() as u16).to_le_bytes()[..], &[0], text.as_bytes()].concat();
    let cells = [
        shared(1, 0, 0),
        shared(1, 2, 1),
        record(kind::NUMBERS, &mul),
        cell(kind::SHORT_NUMBER, 3, 3, &cents.to_le_bytes()),
        cell(kind::LABEL, 4, 0, &plain("0012")),
        cell(kind::RICH_LABEL, 4, 1, &plain("r\u{69}ch")),
        cell(kind::BOOL_OR_ERROR, 4, 2, &[1, 0]),
        cell(kind::BOOL_OR_ERROR, 4, 3, &[0x2A, 1]),
        begin(BIFF8, 0x20),
        number(9, 9, 9.0),
        record(kind::END, &[]),
        // Blank, and merged with what is right of it: only the first of merged cells holds anything.
        cell(0x0201, 5, 0, &[]),
        number(5, 1, 123_456_789_012.0),
        record(0x00E5, &[1, 0, 5, 0, 5, 0, 1, 0, 2, 0]),
        number(5, 3, 12_345_678_901_234_567_890.0),
        formula(6, 0, 12.5_f64.to_le_bytes()),
        formula(6, 1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(kind::STRING, &wide("表+é")),
        formula(6, 2, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]),
        formula(6, 3, [2, 0, 7, 0, 0, 0, 0xFF, 0xFF]),
        formula(6, 4, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
    ];
    let hidden = Sheet { name: "Hidden", state: 1, typ: 0, cells: number(0, 0, 1.0) };
    let chart = Sheet { name: "Chart", state: 0, typ: 2, cells: Vec::new() };
    let shown = Sheet { name: "Shown", state: 0, typ: 0, cells: cells.concat() };
    let after = Sheet { name: "After", state: 0, typ: 0, cells: number(0, 0, 2.0) };
    workbook(&strings(&["出荷番号", " Carrier "]), &[hidden, chart, shown, after])
}

#[test]
fn inv_03_every_kind_of_cell_of_an_xls_is_read() {
    let table = read_stream(&everything()).unwrap();
    assert_eq!(table.heading, ["出荷番号", "", "Carrier"]);
    assert_eq!(
        texts(&table),
        [
            (4, vec!["1234", "-5", "0.75", "12.34"]),
            (5, vec!["0012", "rich", "TRUE", "#N/A"]),
            (6, vec!["", "123456789012", "", "1.23456789012346E+19"]),
            (7, vec!["12.5", "表+é", "TRUE", "#DIV/0!"]),
        ]
    );
}

/// The other reader says the same of each cell.
#[test]
fn inv_03_an_xls_is_read_as_calamine_reads_it() {
    let stream = everything();
    let mut other = Xls::new(Cursor::new(compound(&[("Workbook", &stream)]))).unwrap();
    let range = other.worksheet_range("Shown").unwrap();
    let table = read_stream(&stream).unwrap();
    let mut seen = 0;
    for row in &table.rows {
        for (column, text) in (0..).zip(&row.cells) {
            let expected = match range.get_value((row.line - 1, column)) {
                None | Some(Read::Empty) => String::new(),
                Some(Read::String(text)) => text.clone(),
                Some(Read::Float(number)) => number_text(*number),
                Some(Read::Int(number)) => number_text(*number as f64),
                Some(Read::Bool(value)) => value.to_string().to_uppercase(),
                Some(Read::Error(error)) => error.to_string(),
                other => panic!("{other:?}"),
            };
            assert_eq!(text, expected, "row {}, column {column}", row.line);
            seen += usize::from(!text.is_empty());
        }
    }
    assert_eq!(seen, 14);
}

#[test]
fn inv_03_shared_texts_go_on_in_the_next_record() {
    // The letters of one are split, wide before and narrow after; the next has runs and phonetics, split as well.
    let first = [&[2, 0, 0, 0, 3, 0, 0, 0][..], &[4, 0, WIDE], &[0x68, 0x88, 0x42, 0x30]].concat();
    let second = [&[0][..], b"cd", &[2, 0, WIDE | WITH_RUNS | WITH_PHONETICS, 1, 0, 6, 0, 0, 0]].concat();
    let third = [&[WIDE][..], &[0x41, 0, 0x42, 0], &[9, 9]].concat();
    let fourth = [&[9, 9, 8, 8, 8, 8][..], &[8]].concat();
    let fifth = [&[8][..], &[1, 0, 0], b"z"].concat();
    let parts = [
        record(kind::STRINGS, &first),
        record(kind::CONTINUE, &second),
        record(kind::CONTINUE, &third),
        record(kind::CONTINUE, &fourth),
        record(kind::CONTINUE, &fifth),
    ];
    let cells = [shared(0, 0, 0), shared(1, 0, 1), shared(2, 0, 2)].concat();
    let table = read_stream(&workbook(&parts.concat(), &sheet(cells))).unwrap();
    assert_eq!(table.heading, ["\u{8868}あcd"]);
    assert_eq!(texts(&table), [(2, vec!["AB"]), (3, vec!["z"])]);
    // A text that is not there, and one that ends too early.
    let missing = workbook(&strings(&["a"]), &sheet(shared(0, 0, 1)));
    assert!(is_broken(&read_stream(&missing).unwrap_err()));
    assert!(is_broken(&read_stream(&workbook(&parts[..2].concat(), &sheet(shared(0, 0, 0)))).unwrap_err()));
}

#[test]
fn inv_03_a_protected_file_is_told_from_a_damaged_one() {
    let of = |streams: &[(&str, &[u8])]| read(&compound(streams), &limits()).unwrap_err();
    assert_eq!(of(&[("EncryptionInfo", b"x"), ("EncryptedPackage", b"x")]), ImportError::Password);
    // What follows is encrypted.
    let locked = workbook(&record(kind::PASSWORD, &[0; 6]), &sheet(vec![7; 90]));
    assert_eq!(of(&[("Workbook", &locked)]), ImportError::Password);
    assert_eq!(of(&[("Book", b"x")]), ImportError::OldExcel);
    assert_eq!(of(&[("Workbook", &begin(0x0500, 5))]), ImportError::OldExcel);
    let word = ImportError::Binary { found: Some("old Office file".to_owned()) };
    assert_eq!(of(&[("WordDocument", b"x")]), word);
    for broken in [&b""[..], b"x", &[0; 300], &begin(BIFF8, 5)] {
        assert!(is_broken(&of(&[("Workbook", broken)])), "{broken:?}");
    }
    assert!(is_broken(&read_stream(&workbook(&[], &[])).unwrap_err()));
    let hidden = Sheet { name: "H", state: 2, typ: 0, cells: number(0, 0, 1.0) };
    assert!(is_broken(&read_stream(&workbook(&[], &[hidden])).unwrap_err()));
    assert_eq!(read_stream(&workbook(&[], &sheet(Vec::new()))).unwrap_err(), ImportError::Empty);
}

#[test]
fn inv_03_an_xls_with_macros_is_refused_where_none_are_taken() {
    let plain = workbook(&[], &sheet([number(0, 0, 1.0), number(1, 0, 2.0)].concat()));
    let basic = compound(&[("Workbook", &plain), ("_VBA_PROJECT_CUR/PROJECT", b"x")]);
    let macros = || [Sheet { name: "M", state: 1, typ: MACROS, cells: Vec::new() }];
    let shown = || sheet(number(0, 0, 1.0)).into_iter();
    let with = |sheets: Vec<Sheet>| compound(&[("Workbook", &workbook(&[], &sheets))]);
    let before = with(macros().into_iter().chain(shown()).collect());
    let after = with(shown().chain(macros()).collect());
    for file in [basic, before, after] {
        assert_eq!(read(&file, &limits()).unwrap_err(), ImportError::Macros);
        assert!(read(&file, &Limits { no_macros: false, ..limits() }).is_ok());
    }
}

#[test]
fn inv_03_an_xls_has_the_limits_of_every_file() {
    let of = |cells: Vec<u8>, texts: &[&str]| read_stream(&workbook(&strings(texts), &sheet(cells)));
    let rows = |count: u16| (0..count).flat_map(|row| number(row, 0, 1.0)).collect::<Vec<_>>();
    assert_eq!(of(rows(1_001), &[]).unwrap().rows.len(), 1_000);
    assert_eq!(of(rows(1_002), &[]).unwrap_err(), ImportError::TooManyRows { limit: 1_000 });
    let far = [number(0, 0, 1.0), number(65_535, 255, 1.0)].concat();
    assert_eq!(of(far, &[]).unwrap_err(), ImportError::TooManyColumns { line: 65_536, limit: 32 });
    let long = "x".repeat(1_001);
    assert_eq!(
        of(shared(0, 0, 0), &[&long]).unwrap_err(),
        ImportError::CellTooLong { line: 1, limit: 1_000 }
    );
    let back = [number(1, 0, 1.0), number(0, 0, 1.0)].concat();
    assert!(is_broken(&of(back, &[]).unwrap_err()));
    // What the sheet says of its own size is not looked at.
    let dimensions = record(0x0200, &[0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0]);
    assert!(of([dimensions, number(0, 0, 1.0)].concat(), &[]).is_ok());
}

/// One text in every cell takes more than the file.
#[test]
fn inv_03_an_xls_that_swells_is_refused() {
    let text = "表".repeat(333);
    let cells: Vec<u8> =
        (0..1_000).flat_map(|row| (0..32).flat_map(move |column| shared(row, column, 0))).collect();
    let refused = read_stream(&workbook(&strings(&[&text]), &sheet(cells))).unwrap_err();
    assert_eq!(refused, ImportError::WorkbookTooLarge { limit: 32 << 20 });
}

/// calamine goes round in it for ever.
#[test]
fn inv_03_a_directory_that_runs_in_a_circle_ends() {
    let mut file = compound(&[("Workbook", &everything())]);
    let at =
        |file: &[u8], place: usize| u32::from_le_bytes(file[place..place + 4].try_into().unwrap()) as usize;
    let (table, directory) = (at(&file, 76), at(&file, 48));
    let entry = 512 * (table + 1) + 4 * directory;
    file[entry..entry + 4].copy_from_slice(&(directory as u32).to_le_bytes());
    assert!(is_broken(&read(&file, &limits()).unwrap_err()));
}

#[test]
fn inv_03_an_xls_that_is_cut_off_is_refused() {
    let stream = everything();
    // Behind the sheet that is read stands another.
    let end = stream.len() - [begin(BIFF8, 0), number(0, 0, 2.0), record(kind::END, &[])].concat().len();
    for length in 0..end {
        let refused = read_sheet(&stream[..length], &limits()).unwrap_err();
        assert!(is_broken(&refused), "{length}: {refused:?}");
    }
    assert!(read_sheet(&stream[..end], &limits()).is_ok());
    let file = compound(&[("Workbook", &stream)]);
    let whole = read(&file, &limits()).unwrap();
    for length in (0..file.len()).step_by(97) {
        match read(&file[..length], &limits()) {
            // Nothing was cut off but what fills the last sector.
            Ok(table) => assert_eq!((&table.heading, texts(&table)), (&whole.heading, texts(&whole))),
            Err(refused) => assert!(is_broken(&refused), "{length}: {refused:?}"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn inv_03_no_damage_to_an_xls_makes_the_reader_panic(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        whole_file in any::<bool>(),
    ) {
        let stream = everything();
        let mut bytes = if whole_file { compound(&[("Workbook", &stream)]) } else { stream };
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // Not through what catches panics.
        let _ = if whole_file { read(&bytes, &limits()) } else { read_sheet(&bytes, &limits()) };
    }

    #[test]
    fn inv_03_no_records_make_the_reader_panic(
        records in prop::collection::vec((
            prop::sample::select(&[
                kind::FORMULA, kind::END, kind::CONTINUE, kind::NUMBERS, kind::RICH_LABEL, kind::STRINGS,
                kind::SHARED_LABEL, kind::NUMBER, kind::LABEL, kind::BOOL_OR_ERROR, kind::STRING,
                kind::SHORT_NUMBER, kind::BEGIN,
            ][..]),
            prop::collection::vec(any::<u8>(), 0..24),
        ), 0..12),
        in_sheet in any::<bool>(),
    ) {
        let records: Vec<u8> = records.iter().flat_map(|(kind, data)| record(*kind, data)).collect();
        let stream =
            if in_sheet { workbook(&strings(&["a"]), &sheet(records)) } else { workbook(&records, &sheet(Vec::new())) };
        let _ = read_sheet(&stream, &limits());
    }
}
