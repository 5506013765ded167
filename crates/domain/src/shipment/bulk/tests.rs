use proptest::prelude::*;
use serde_json::json;

use super::paste::line_ends;
use super::*;
use crate::kind::Destination;
use crate::shipment::{MadeBy, ShipmentStatus};

/// Numbers of twelve digits whose check digit is right.
const ONE: &str = "123456789013";
const OTHER: &str = "400000000002";

fn row(line: u32, shipment: &str, carrier: &str, number: &str) -> InvoiceRow {
    InvoiceRow { line, shipment: shipment.into(), carrier: carrier.into(), number: number.into() }
}

fn carrier(code: &str, name: &str, enabled: bool, pattern: Option<&str>) -> KnownCarrier {
    let also = if code == "yamato" { vec!["ヤマト運輸".to_owned()] } else { Vec::new() };
    KnownCarrier { code: code.into(), name: name.into(), also, enabled, pattern: pattern.map(str::to_owned) }
}

fn carriers() -> Vec<KnownCarrier> {
    vec![
        carrier("yamato", "Yamato Transport", true, None),
        carrier("sagawa", "佐川急便", true, None),
        carrier("lotte", "Lotte", false, None),
        carrier("van", "Our Van", true, Some("##-##")),
        carrier("old_van", "our van", false, None),
        carrier("sneaky", "Yamato", true, None),
        carrier("other", "Other carrier", true, None),
    ]
}

fn judged(rows: &[InvoiceRow]) -> Vec<RowVerdict> {
    judge_rows(rows, &carriers())
}

fn one(carrier: &str, number: &str) -> RowVerdict {
    judged(&[row(2, "S-1", carrier, number)]).remove(0)
}

fn good(carrier: &str, number: &str) -> RowVerdict {
    RowVerdict::Good { carrier: carrier.into(), number: number.into() }
}

fn mangled() -> RowVerdict {
    refused(RowProblem::Number { fault: Fault::Mangled })
}

#[test]
fn inv_03_carriers_are_found_by_code_and_by_name_however_they_are_typed() {
    for (typed, code) in [
        ("yamato", "yamato"),
        // What is a code is that carrier, whoever else is called so.
        (" YAMATO\u{3000}", "yamato"),
        ("yamato transport", "yamato"),
        ("Ｙａｍａｔｏ　Ｔｒａｎｓｐｏｒｔ", "yamato"),
        ("佐川急便 ", "sagawa"),
        ("SaGaWa", "sagawa"),
        ("ヤマト運輸", "yamato"),
    ] {
        assert_eq!(one(typed, ONE), good(code, ONE), "{typed}");
    }
    // Of two with one name, the one that is used.
    assert_eq!(one("OUR VAN", "12-34"), good("van", "12-34"));
    assert_eq!(one("old_van", "12-34"), refused(RowProblem::CarrierOff { name: "our van".into() }));
    assert_eq!(one("LOTTE", ONE), refused(RowProblem::CarrierOff { name: "Lotte".into() }));
    assert_eq!(one("\u{3000}", ONE), refused(RowProblem::NoCarrier));
    assert_eq!(one(" Kuroneko ", ONE), refused(RowProblem::UnknownCarrier { name: "Kuroneko".into() }));
    assert_eq!(one("yamat", ONE), refused(RowProblem::UnknownCarrier { name: "yamat".into() }));
}

#[test]
fn inv_03_numbers_are_judged_as_when_they_are_typed() {
    assert_eq!(one("yamato", "１２３４－５６７８－９０１３"), good("yamato", ONE));
    assert_eq!(one("van", "12-34"), good("van", "12-34"));
    assert_eq!(one("van", "1234"), good("van", "12-34"));
    assert_eq!(one("van", "123"), refused(RowProblem::Number { fault: Fault::Pattern }));
    assert_eq!(one("yamato", " "), refused(RowProblem::Number { fault: Fault::Empty }));
    let short = Fault::Length { given: 13, asked: vec![12] };
    assert_eq!(one("yamato", "1234567890123"), refused(RowProblem::Number { fault: short }));
    let check = one("yamato", "123456789012");
    assert!(matches!(
        check,
        RowVerdict::Refused { why: RowProblem::Number { fault: Fault::CheckDigit { .. } } }
    ));
}

#[test]
fn inv_03_what_a_spreadsheet_did_to_a_number_is_told() {
    let padded = RowProblem::Padded { number: "001234567891".into() };
    assert_eq!(one("yamato", "1234567891"), refused(padded));
    for number in ["1.2E+11", "1.23456789012346E+17", "１．２Ｅ＋１１", "1E+15", "1,2e+11"] {
        for carrier in ["yamato", "van", "other"] {
            assert_eq!(one(carrier, number), mangled(), "{carrier} {number}");
        }
    }
}

#[test]
fn inv_03_rows_without_a_shipment_are_refused() {
    assert_eq!(judged(&[row(2, " \u{3000}", "yamato", ONE)]), [refused(RowProblem::NoShipment)]);
    // Two of them are no shipment twice.
    let rows = [row(2, "", "", ""), row(3, "", "", "")];
    assert_eq!(judged(&rows), [refused(RowProblem::NoShipment), refused(RowProblem::NoShipment)]);
}

#[test]
fn inv_03_a_shipment_or_a_number_that_stood_further_up_is_refused() {
    let rows = [
        row(2, "S-1", "yamato", ONE),
        // The same shipment, by another number and another keyboard.
        row(3, "ｓ－１ ", "yamato", OTHER),
        // Its number stands on that row, though it was refused.
        row(4, "S-2", "yamato", "4000-0000-0002"),
        // The carrier by its name, the number otherwise grouped.
        row(5, "S-3", "Yamato Transport", "1234 5678 9013"),
        // Another carrier may give the same number.
        row(6, "S-4", "sagawa", ONE),
        // Both: of the shipment it is said.
        row(7, "S-1", "yamato", ONE),
        // What is wrong with the row itself comes first.
        row(8, "S-1", "yamato", "1.2E+11"),
        // The row further up was refused, and still stood there.
        row(9, "S-5", "nobody", ONE),
        row(10, "s-5", "sagawa", OTHER),
    ];
    assert_eq!(
        judged(&rows),
        [
            good("yamato", ONE),
            refused(RowProblem::ShipmentTwice { line: 2 }),
            refused(RowProblem::NumberTwice { line: 3 }),
            refused(RowProblem::NumberTwice { line: 2 }),
            good("sagawa", ONE),
            refused(RowProblem::ShipmentTwice { line: 2 }),
            mangled(),
            refused(RowProblem::UnknownCarrier { name: "nobody".into() }),
            refused(RowProblem::ShipmentTwice { line: 9 }),
        ]
    );
}

#[test]
fn inv_03_a_thousand_rows_are_judged() {
    let number = |at: u64| format!("{:011}{}", at, at % 7);
    let rows: Vec<InvoiceRow> =
        (0..1_000).map(|at| row(at + 2, &format!("S-{at}"), "yamato", &number(u64::from(at)))).collect();
    let verdicts = judged(&rows);
    assert!((0..1_000).all(|at| verdicts[at] == good("yamato", &number(at as u64))));
    // All the same is no slower.
    let same: Vec<InvoiceRow> = (0..1_000).map(|at| row(at + 2, "S-1", "yamato", ONE)).collect();
    let verdicts = judged(&same);
    assert_eq!(verdicts[0], good("yamato", ONE));
    assert!(verdicts[1..].iter().all(|verdict| *verdict == refused(RowProblem::ShipmentTwice { line: 2 })));
    assert_eq!(judge_rows(&[], &[]), []);
}

const HERE: ShipmentFacts = ShipmentFacts {
    status: ShipmentStatus::PreparingToRelease,
    packed: false,
    numbering: Numbering::Missing,
    on_hold: false,
    destination: Destination::Domestic,
    pickup: false,
    made_by: MadeBy::Release,
    latest_event_at: None,
};

fn found<'a>(status: ShipmentStatus, numbering: Numbering, invoice: Option<&'a str>) -> FoundShipment<'a> {
    let facts = ShipmentFacts { status, numbering, ..HERE };
    FoundShipment { facts, carrier: invoice.map(|_| "yamato"), invoice }
}

#[test]
fn inv_03_a_verdict_is_completed_by_what_the_database_knows() {
    use ShipmentStatus::*;
    let completed = |shipment: Option<FoundShipment<'_>>, borne| {
        judge_found(good("yamato", ONE), shipment.as_ref(), borne)
    };
    let waiting = found(PreparingToRelease, Numbering::Missing, None);
    assert_eq!(completed(Some(waiting), None), good("yamato", ONE));
    assert_eq!(completed(None, None), refused(RowProblem::UnknownShipment));
    assert_eq!(completed(Some(waiting), Some("S-9")), refused(RowProblem::Taken { shipment: "S-9".into() }));
    let registered = found(Released, Numbering::Invoice, Some(ONE));
    assert_eq!(completed(Some(registered), None), RowVerdict::Unchanged);
    let has = |number: &str| refused(RowProblem::HasInvoice { number: number.into() });
    assert_eq!(completed(Some(found(PreparingToShip, Numbering::Invoice, Some(OTHER))), None), has(OTHER));
    let by_another = FoundShipment { carrier: Some("sagawa"), ..registered };
    assert_eq!(completed(Some(by_another), None), has(ONE));
    // One that the carrier rejected is replaced, also by itself.
    for rejected in [ONE, OTHER] {
        let rejected = found(PreparingToRelease, Numbering::Rejected, Some(rejected));
        assert_eq!(completed(Some(rejected), None), good("yamato", ONE));
    }
    let held = FoundShipment { facts: ShipmentFacts { on_hold: true, ..HERE }, carrier: None, invoice: None };
    assert_eq!(completed(Some(held), None), refused(RowProblem::CannotMove { why: CannotMove::OnHold }));
    for (status, numbering) in [(PreparingToShip, Numbering::Reason), (Canceled, Numbering::Missing)] {
        let why = CannotMove::NotFrom { from: status, command: ShipmentCommand::RegisterInvoice };
        let shipment = found(status, numbering, None);
        assert_eq!(completed(Some(shipment), None), refused(RowProblem::CannotMove { why }));
    }
    // What is refused already stays so.
    let twice = refused(RowProblem::ShipmentTwice { line: 2 });
    assert_eq!(judge_found(twice.clone(), None, None), twice);
}

#[test]
fn inv_03_verdicts_keep_their_form_on_the_wire() {
    for (verdict, wire) in [
        (good("yamato", ONE), json!({"kind": "good", "carrier": "yamato", "number": ONE})),
        (RowVerdict::Unchanged, json!({"kind": "unchanged"})),
        (
            refused(RowProblem::Number { fault: Fault::Mangled }),
            json!({"kind": "refused", "why": {"kind": "number", "fault": {"why": "mangled"}}}),
        ),
        (
            refused(RowProblem::CannotMove { why: CannotMove::OnHold }),
            json!({"kind": "refused", "why": {"kind": "cannot_move", "why": {"why": "on_hold"}}}),
        ),
        (
            refused(RowProblem::NumberTwice { line: 2 }),
            json!({"kind": "refused", "why": {"kind": "number_twice", "line": 2}}),
        ),
    ] {
        assert_eq!(serde_json::to_value(&verdict).unwrap(), wire);
        assert_eq!(serde_json::from_value::<RowVerdict>(wire).unwrap(), verdict);
    }
    assert_eq!(
        serde_json::to_value(PasteProblem::TooManyColumns { line: 3 }).unwrap(),
        json!({"why": "too_many_columns", "line": 3})
    );
}

fn known(cell: &str) -> Option<InvoiceColumn> {
    match key(cell).as_str() {
        "shipment no." | "出荷番号" => Some(InvoiceColumn::Shipment),
        "carrier" => Some(InvoiceColumn::Carrier),
        "invoice no." => Some(InvoiceColumn::Number),
        _ => None,
    }
}

fn paste(text: &str) -> Result<Vec<InvoiceRow>, PasteProblem> {
    pasted(text, known)
}

#[test]
fn inv_04_cells_are_pasted_with_every_kind_of_line_end() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["", "S-1\tyamato\t1", "\t \t", "S-2\tsagawa\t2", ""].join(end);
        assert_eq!(paste(&text).unwrap(), [row(2, "S-1", "yamato", "1"), row(4, "S-2", "sagawa", "2")]);
    }
    assert_eq!(
        paste("A\n\rB\r\r\nC").unwrap(),
        [row(1, "A", "", ""), row(3, "B", "", ""), row(5, "C", "", "")]
    );
}

#[test]
fn inv_04_cells_in_quotes_may_hold_anything() {
    assert_eq!(
        paste("\"S\r\n1\"\t\"Our \"\"big\"\"\tVan\"\t\"\"\nS-2\ty\t\"1\r2\n\"\nS-3").unwrap(),
        [row(1, "S\r\n1", "Our \"big\"\tVan", ""), row(3, "S-2", "y", "1\r2\n"), row(6, "S-3", "", "")]
    );
    // A quote that nothing closes is a character like others.
    for (text, cell) in
        [("\"S-1", "\"S-1"), ("\"S\"1", "\"S\"1"), ("S\"1\"", "S\"1\""), ("\"", "\""), ("\"\"\"", "\"\"\"")]
    {
        let rows = paste(&format!("{text}\ty\t1\nS-2")).unwrap();
        assert_eq!(rows, [row(1, cell, "y", "1"), row(2, "S-2", "", "")], "{text}");
    }
}

#[test]
fn inv_04_a_heading_may_order_the_columns() {
    let rows = paste("\nInvoice No.\tweight\t 出荷番号\tＣＡＲＲＩＥＲ\n1\t2 kg\tS-1\ty\tand\tmore").unwrap();
    assert_eq!(rows, [row(3, "S-1", "y", "1")]);
    // A first row that does not name the shipment's column is a row.
    assert_eq!(paste("S-1\tcarrier\t1").unwrap(), [row(1, "S-1", "carrier", "1")]);
    let missing = |column| Err(PasteProblem::MissingColumn { column });
    assert_eq!(paste("Shipment No.\tcarrier\nS-1\ty"), missing(InvoiceColumn::Number));
    assert_eq!(paste("Shipment No.\nS-1"), missing(InvoiceColumn::Carrier));
    assert_eq!(
        paste("Shipment No.\tcarrier\tinvoice no.\tCarrier\nS-1\ty\t1\ty"),
        Err(PasteProblem::RepeatedColumn { column: InvoiceColumn::Carrier })
    );
}

#[test]
fn inv_04_nothing_and_too_much_are_refused() {
    for nothing in ["", "\n\r\n", " \t\t\n\t", "\"\"\t\" \"", "Shipment No.\tcarrier\tinvoice no.\n\t\t\n"] {
        assert_eq!(paste(nothing), Err(PasteProblem::Empty), "{nothing:?}");
    }
    assert_eq!(paste("\nS-1\ty\t1\t\t \nS-2\ty\t2\t\tx"), Err(PasteProblem::TooManyColumns { line: 3 }));
    let wide = |end: &str| format!("S-1\ty\t1{}{end}", "\t".repeat(1_000_000));
    assert_eq!(paste(&wide("")).unwrap(), [row(1, "S-1", "y", "1")]);
    assert_eq!(paste(&wide("x\t")), Err(PasteProblem::TooManyColumns { line: 1 }));
    let rows = |count: usize| "S\ty\t1\n\n".repeat(count);
    assert_eq!(paste(&rows(MOST_ROWS)).unwrap().len(), MOST_ROWS);
    assert_eq!(paste(&rows(MOST_ROWS + 1)), Err(PasteProblem::TooManyRows { limit: MOST_ROWS }));
    let headed = format!("Shipment No.\tcarrier\tinvoice no.\n{}", rows(MOST_ROWS));
    assert_eq!(paste(&headed).unwrap().len(), MOST_ROWS);
    assert_eq!(paste(&" ".repeat(MOST_BYTES)), Err(PasteProblem::Empty));
    assert_eq!(paste(&" ".repeat(MOST_BYTES + 1)), Err(PasteProblem::TooLarge { limit: MOST_BYTES }));
}

/// Would take minutes if each quote were looked for to the end of the text.
#[test]
fn inv_04_quotes_left_open_take_no_time() {
    for bad in ["\t\"x", "\t\"\"x", "\t\"\"\"x", "\t\"\"\"\"x", "\n\"", "\"\n"] {
        let looked = paste(&format!("\"{}", bad.repeat(MOST_BYTES / bad.len() - 1)));
        assert!(!matches!(looked, Err(PasteProblem::TooLarge { .. })), "{bad:?}");
    }
}

#[test]
fn inv_03_a_cell_is_found_by_its_column() {
    let mut row = row(1, "a", "b", "c");
    for (column, cell) in InvoiceColumn::ALL.iter().zip(["a", "b", "c"]) {
        assert_eq!(row.cell(*column), cell);
        row.cell_mut(*column).push('!');
        assert_eq!(row.cell(*column), format!("{cell}!"));
    }
}

/// As a spreadsheet copies it.
fn copied(cell: &str) -> String {
    if cell.contains(['\t', '\n', '\r', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn inv_04_no_text_makes_it_panic_and_lines_go_up(text in "(\\PC|[\t\r\n\"])*") {
        if let Ok(rows) = pasted(&text, known) {
            let lines: Vec<u32> = rows.iter().map(|row| row.line).collect();
            prop_assert!(lines.is_sorted_by(|a, b| a < b));
            prop_assert!(lines.iter().all(|line| *line >= 1 && *line <= 1 + line_ends(&text)));
            prop_assert_eq!(judge_rows(&rows, &carriers()).len(), rows.len());
        }
    }

    #[test]
    fn inv_04_every_row_that_is_copied_is_pasted(
        cells in prop::collection::vec(("[a\"\t\r\n 表]{0,6}", "[a\" ]{0,3}", "[1\"\n]{0,3}"), 0..20),
        end in prop::sample::select(&["\n", "\r\n", "\r"][..]),
    ) {
        let lines: Vec<String> =
            cells.iter().map(|(a, b, c)| [a, b, c].map(|cell| copied(cell)).join("\t") + end).collect();
        let filled = cells.iter().filter(|(a, b, c)| !format!("{a}{b}{c}").trim().is_empty());
        let expected: Vec<[&str; 3]> = filled.map(|(a, b, c)| [a.as_str(), b, c]).collect();
        let rows = pasted(&lines.concat(), known);
        let rows = match rows { Err(PasteProblem::Empty) => Vec::new(), rows => rows.unwrap() };
        let found: Vec<[&str; 3]> =
            rows.iter().map(|row| [row.shipment.as_str(), &row.carrier, &row.number]).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn inv_03_each_row_is_judged_in_its_place(
        cells in prop::collection::vec(("[sSｓ]{0,1}[12]", "(yamato|ＶＡＮ|other|no)?", "[0-9E+.]{0,13}"), 0..12),
    ) {
        let rows: Vec<InvoiceRow> =
            (1..).zip(&cells).map(|(line, (a, b, c))| row(line, a, b, c)).collect();
        let verdicts = judged(&rows);
        prop_assert_eq!(verdicts.len(), rows.len());
        for (at, verdict) in verdicts.iter().enumerate() {
            // Rows below change nothing, and rows above only by being the same.
            prop_assert_eq!(&judged(&rows[..=at])[at], verdict);
            let alone = judged(&rows[at..=at]).remove(0);
            match verdict {
                RowVerdict::Refused {
                    why: RowProblem::ShipmentTwice { line } | RowProblem::NumberTwice { line },
                } => {
                    prop_assert!((*line as usize) <= at);
                    let is_good = matches!(alone, RowVerdict::Good { .. });
                    prop_assert!(is_good);
                }
                verdict => prop_assert_eq!(verdict, &alone),
            }
        }
    }

    #[test]
    fn inv_04_rows_that_were_mended_are_pasted_as_they_stand(
        cells in prop::collection::vec((0_u32..3, "S[0-9]{1,4}", "[^\t\r\n]{0,8}", "[^\t\r\n]{0,8}"), 1..12),
    ) {
        let mut line = 0;
        let rows: Vec<InvoiceRow> = cells
            .iter()
            .map(|(blanks, a, b, c)| {
                line += 1 + blanks;
                row(line, a, b, c)
            })
            .collect();
        let heading = |text: &str| text.parse().ok();
        let text = as_pasted(&rows, |column| column.as_str());
        prop_assert_eq!(pasted(&text, heading), Ok(rows));
    }
}

#[test]
fn inv_09_a_carriers_own_file_is_known_by_its_heading() {
    use InvoiceColumn::{Number, Shipment};
    let known = |heading: &[&str]| carrier_file(heading.iter().copied());
    let b2 = ["お客様管理番号", "送り状種類", "クール区分", "伝票番号", "お届け先名"];
    assert_eq!(known(&b2), Some(("yamato", vec![Some(Shipment), None, None, Some(Number), None])));
    for number in ["お問い合せ送り状No.", "お問合せ送り状Ｎｏ．", "お問合せ送り状NO", "お問い合わせ送り状No."]
    {
        let e_hiden = [number, "出荷日", "お客様管理番号"];
        assert_eq!(known(&e_hiden), Some(("sagawa", vec![Some(Number), None, Some(Shipment)])), "{number}");
    }
    let yupri = ["お客様側管理番号", "お問い合わせ番号"];
    assert_eq!(known(&yupri), Some(("japan_post", vec![Some(Shipment), Some(Number)])));
    for none in [
        &["お客様管理番号", "送り状種類"][..],
        &["Shipment No.", "Shipping company", "Invoice No."],
        &["お客様管理番号", "お客様管理番号", "伝票番号"],
        // Of two carriers: nobody knows whose the number is.
        &["お客様管理番号", "伝票番号", "お問合せ送り状No."],
        &[],
    ] {
        assert_eq!(known(none), None, "{none:?}");
    }
}

#[test]
fn inv_09_a_carriers_own_file_can_be_pasted() {
    let text = "お客様管理番号\t送り状種類\t伝票番号\nS-1\t0\t400000000014\nS-2\t0\t\n";
    let rows = pasted(text, |_| None).unwrap();
    let row = |line, shipment: &str, number: &str| InvoiceRow {
        line,
        shipment: shipment.to_owned(),
        carrier: "yamato".to_owned(),
        number: number.to_owned(),
    };
    assert_eq!(rows, [row(2, "S-1", "400000000014"), row(3, "S-2", "")]);
}
