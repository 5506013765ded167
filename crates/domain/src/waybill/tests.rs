use proptest::prelude::*;

use super::fit::{Measure, lay, plain, shortened};
use super::layout::{Of, Source};
use super::*;
use crate::shipment::MadeBy;

fn parcel() -> Parcel {
    let text = |text: &str| text.to_owned();
    Parcel {
        reference: text("S26-1122-7K9QFM"),
        to: Party {
            name: text("佐藤 花子"),
            phone: text("０９０ー１２３４ー５６７８"),
            postal_code: text("〒1500001"),
            region: text("東京都"),
            city: text("渋谷区"),
            line1: text("神宮前1-2-3"),
            line2: text("ソレイユ405"),
            ..Party::default()
        },
        from: Party {
            name: text("星空グッズ"),
            phone: text("03-0000-0000"),
            postal_code: text("100-0001"),
            region: text("東京都"),
            city: text("千代田区"),
            line1: text("千代田1-1"),
            ..Party::default()
        },
        goods: vec![Good { name: text("マグカップ"), units: 2 }],
        collect: None,
        ship_on: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
    }
}

fn filled(format: WaybillFormat, parcel: &Parcel) -> Vec<(&'static str, String)> {
    let row = fill(format, parcel, |_| true).unwrap();
    assert!(row.has_sender);
    format.heading().into_iter().zip(row.cells).collect()
}

fn cell<'a>(row: &'a [(&str, String)], heading: &str) -> &'a str {
    let mut named = row.iter().filter(|(name, _)| *name == heading);
    let (_, cell) = named.next().unwrap_or_else(|| panic!("no column {heading}"));
    assert!(named.next().is_none(), "two columns {heading}");
    cell
}

#[test]
fn inv_09_each_format_has_its_columns_in_their_order() {
    use WaybillFormat::*;
    for (format, columns, places) in [
        (
            YamatoB2,
            95,
            &[
                (0, "お客様管理番号"),
                (3, "伝票番号"),
                (11, "お届け先住所"),
                (41, "運賃管理番号"),
                (73, "複数口くくりキー"),
            ][..],
        ),
        (
            SagawaEHiden,
            74,
            &[
                (0, "お届け先コード取得区分"),
                (9, "お客様管理番号"),
                (24, "品名１"),
                (47, "代引金額"),
                (61, "お問い合せ送り状No."),
            ],
        ),
        (
            JapanPostYupri,
            117,
            &[
                (0, "お客様側管理番号"),
                (13, "お届け先 住所１"),
                (19, "お届け先 電話番号"),
                (98, "代引金額"),
                (102, "品名"),
            ],
        ),
    ] {
        let heading = format.heading();
        assert_eq!(heading.len(), columns, "{format}");
        for (place, name) in places {
            assert_eq!(heading[*place], *name, "{format}");
        }
        assert_eq!(fill(format, &parcel(), |_| true).unwrap().cells.len(), columns);
        // What a column always says has room in it.
        for column in format.layout().columns {
            if let Source::Always(text) = column.source {
                assert!(format.layout().measure.length(text) <= column.most, "{}", column.heading);
            }
        }
    }
}

#[test]
fn inv_09_a_parcel_stands_in_the_columns_that_the_carrier_reads() {
    let row = filled(WaybillFormat::YamatoB2, &parcel());
    for (heading, text) in [
        ("お客様管理番号", "S26-1122-7K9QFM"),
        ("送り状種類", "0"),
        ("伝票番号", ""),
        ("出荷予定日", "2026/12/01"),
        ("お届け先電話番号", "090-1234-5678"),
        ("お届け先郵便番号", "150-0001"),
        ("お届け先住所", "東京都渋谷区神宮前1-2-3"),
        ("お届け先アパートマンション名", "ソレイユ405"),
        ("お届け先名", "佐藤 花子"),
        ("敬称", "様"),
        ("ご依頼主名", "星空グッズ"),
        ("ご依頼主住所", "東京都千代田区千代田1-1"),
        ("品名１", "マグカップ×2"),
        ("品名２", ""),
        ("ｺﾚｸﾄ代金引換額（税込)", ""),
    ] {
        assert_eq!(cell(&row, heading), text, "{heading}");
    }
    let row = filled(WaybillFormat::SagawaEHiden, &parcel());
    for (heading, text) in [
        ("お客様管理番号", "S26-1122-7K9QFM"),
        ("お届け先住所１", "東京都渋谷区神宮前1-2-3"),
        ("お届け先住所２", "ソレイユ405"),
        ("お届け先住所３", ""),
        ("お届け先名称１", "佐藤 花子"),
        ("出荷個数", "1"),
        ("お問い合せ送り状No.", ""),
    ] {
        assert_eq!(cell(&row, heading), text, "{heading}");
    }
    let row = filled(WaybillFormat::JapanPostYupri, &parcel());
    for (heading, text) in [
        ("お客様側管理番号", "S26-1122-7K9QFM"),
        ("発送予定日", "20261201"),
        ("郵便種別", "0"),
        ("元／着払／代引", "0"),
        ("お届け先 郵便番号", "150-0001"),
        ("お届け先 住所１", "東京都渋谷区神宮前1-2-3"),
        ("お届け先 住所２", "ソレイユ405"),
        ("お届け先 名称１", "佐藤 花子"),
        ("ご依頼主 名称１", "星空グッズ"),
        ("品名", "マグカップ×2"),
    ] {
        assert_eq!(cell(&row, heading), text, "{heading}");
    }
}

#[test]
fn inv_09_what_is_paid_on_delivery_is_collected() {
    let collect = Parcel { collect: Some((12_800, 800)), ..parcel() };
    for (format, kind, amount, tax) in [
        (WaybillFormat::YamatoB2, Some("送り状種類"), "ｺﾚｸﾄ代金引換額（税込)", "内消費税額等"),
        (WaybillFormat::SagawaEHiden, None, "代引金額", "消費税"),
        (WaybillFormat::JapanPostYupri, Some("元／着払／代引"), "代引金額", "代引消費税金額"),
    ] {
        let row = filled(format, &collect);
        assert_eq!((cell(&row, amount), cell(&row, tax)), ("12800", "800"), "{format}");
        if let Some(kind) = kind {
            assert_eq!(cell(&row, kind), "2", "{format}");
        }
        let most = Parcel { collect: Some((300_000, 0)), ..parcel() };
        assert_eq!(cell(&filled(format, &most), amount), "300000", "{format}");
        let much = Parcel { collect: Some((300_001, 0)), ..parcel() };
        let why = vec![LeftOut::TooMuch { most: 300_000 }];
        assert_eq!(fill(format, &much, |_| true), Err(why), "{format}");
    }
}

#[test]
fn inv_09_a_long_address_goes_over_the_lines_and_what_has_no_room_leaves_the_shipment_out() {
    let mut long = parcel();
    long.to.line1 = "神宮前1丁目23番地45号".to_owned();
    long.to.line2 = "コーポ神宮前ヒルズサウスタワー1203号室".to_owned();
    long.to.company = "株式会社ながいながいなまえ".to_owned();
    let row = filled(WaybillFormat::SagawaEHiden, &long);
    assert_eq!(cell(&row, "お届け先住所１"), "東京都渋谷区神宮前1丁目23番地");
    assert_eq!(cell(&row, "お届け先住所２"), "45号　コーポ神宮前ヒルズサウス");
    assert_eq!(cell(&row, "お届け先住所３"), "タワー1203号室");
    assert_eq!(cell(&row, "お届け先名称１"), "株式会社ながいながいなまえ");
    assert_eq!(cell(&row, "お届け先名称２"), "佐藤 花子");
    // A number stays whole, unless nothing else helps.
    let laid = |text, limits: &[usize]| lay(&[text], limits, Measure::Characters);
    assert_eq!(laid("神宮前1-23-456", &[7, 8]), Some(vec!["神宮前".to_owned(), "1-23-456".to_owned()]));
    assert_eq!(laid("神宮前123456", &[7, 5]), Some(vec!["神宮前1234".to_owned(), "56".to_owned()]));
    assert_eq!(laid("神宮前1-23-456", &[7, 6]), Some(vec!["神宮前1-2".to_owned(), "3-456".to_owned()]));
    // Yamato has 16 characters of full width behind the town.
    let row = filled(WaybillFormat::YamatoB2, &long);
    assert_eq!(cell(&row, "お届け先会社・部門１"), "株式会社ながいながいなまえ");
    long.to.line2.clear();
    long.to.line1 = "神宮前一丁目二番三号ながいながいビルの裏".to_owned();
    let row = filled(WaybillFormat::YamatoB2, &long);
    assert_eq!(cell(&row, "お届け先住所"), "東京都渋谷区神宮前一丁目二番三号ながいながい");
    assert_eq!(cell(&row, "お届け先アパートマンション名"), "ビルの裏");

    let address = vec![LeftOut::TooLong { part: WaybillPart::Address }];
    long.to.line1 = "あ".repeat(200);
    for format in WaybillFormat::ALL {
        assert_eq!(fill(*format, &long, |_| true), Err(address.clone()), "{format}");
    }
    let mut name = parcel();
    name.to.name = "ながい".repeat(40);
    for format in WaybillFormat::ALL {
        let why = vec![LeftOut::TooLong { part: WaybillPart::Recipient }];
        assert_eq!(fill(*format, &name, |_| true), Err(why), "{format}");
    }
}

#[test]
fn inv_09_all_that_keeps_a_parcel_out_is_told() {
    let bad = Parcel {
        to: Party {
            name: "𠮷田".to_owned(),
            phone: "+82 2-000-0000".to_owned(),
            postal_code: "15000".to_owned(),
            ..Party::default()
        },
        goods: Vec::new(),
        reference: "A".repeat(60),
        ..parcel()
    };
    let mut why = fill(WaybillFormat::YamatoB2, &bad, |c| c != '𠮷').unwrap_err();
    let unwritable = LeftOut::Unwritable { part: WaybillPart::Recipient, sign: '𠮷' };
    why.sort_by_key(|why| format!("{why:?}"));
    assert_eq!(
        why,
        [
            LeftOut::Malformed { part: WaybillPart::Phone, value: "+82 2-000-0000".to_owned() },
            LeftOut::Malformed { part: WaybillPart::PostalCode, value: "15000".to_owned() },
            LeftOut::Missing { part: WaybillPart::Address },
            LeftOut::Missing { part: WaybillPart::Goods },
            LeftOut::TooLong { part: WaybillPart::Reference },
            unwritable,
        ]
    );
    // Japan Post takes a parcel without a phone, the others don't.
    let mut silent = parcel();
    silent.to.phone = " ".to_owned();
    let missing = vec![LeftOut::Missing { part: WaybillPart::Phone }];
    assert_eq!(fill(WaybillFormat::YamatoB2, &silent, |_| true), Err(missing.clone()));
    assert_eq!(fill(WaybillFormat::SagawaEHiden, &silent, |_| true), Err(missing));
    assert!(fill(WaybillFormat::JapanPostYupri, &silent, |_| true).is_ok());
}

#[test]
fn inv_09_a_sender_who_is_not_known_whole_is_left_to_the_carriers_program() {
    for format in WaybillFormat::ALL {
        let mut parcel = parcel();
        parcel.from.phone.clear();
        let row = fill(*format, &parcel, |_| true).unwrap();
        assert!(!row.has_sender);
        for (column, cell) in format.layout().columns.iter().zip(&row.cells) {
            if matches!(column.source, Source::From(_)) {
                assert_eq!(cell, "", "{format} {}", column.heading);
            }
        }
    }
}

#[test]
fn inv_09_phones_and_postal_codes_as_they_are_typed() {
    let with = |phone: &str, code: &str| {
        let mut parcel = parcel();
        parcel.to.phone = phone.to_owned();
        parcel.to.postal_code = code.to_owned();
        fill(WaybillFormat::YamatoB2, &parcel, |_| true).map(|row| {
            let [phone, _, code] = &row.cells[8..11] else { panic!() };
            (phone.clone(), code.clone())
        })
    };
    let good = |phone: &str| Ok((phone.to_owned(), "150-0001".to_owned()));
    assert_eq!(with("0312345678", "150-0001"), good("0312345678"));
    assert_eq!(with("(03) 1234-5678", "１５０－０００１"), good("03-1234-5678"));
    assert_eq!(with("+81 90 1234 5678", "1500001"), good("090-1234-5678"));
    assert_eq!(with("+81-(0)3-1234-5678", "150 0001"), good("03-1234-5678"));
    for phone in ["12345", "090-1234-56789012", "内線 5", "+1 202 555 0100"] {
        assert!(with(phone, "150-0001").is_err(), "{phone}");
    }
}

#[test]
fn inv_09_goods_are_shortened_where_it_shows() {
    let mut many = parcel();
    many.goods =
        ["マグカップ", "ティーポット", "皿"].map(|name| Good { name: name.repeat(6), units: 1 }).into();
    let row = filled(WaybillFormat::YamatoB2, &many);
    assert_eq!(cell(&row, "品名１"), "マグカップマグカップマグカップマグカップマグカッ…");
    assert_eq!(cell(&row, "品名２"), "ティーポットティーポットティーポットティー… 他1点");
    assert_eq!(shortened("短い", "×3", 20, Measure::Halves), "短い×3");
    assert_eq!(shortened("あいうえお", "×12", 10, Measure::Halves), "あい…×12".to_owned());
}

#[test]
fn inv_09_nothing_in_a_cell_parts_cells_or_reckons() {
    assert_eq!(plain("=HYPERLINK(\"x\",A1)\r\n"), "HYPERLINK(”x”，A1)");
    assert_eq!(plain("-1+2"), "1＋2");
    assert_eq!(plain("＝－ 1"), "1");
    assert_eq!(plain("@x\ty"), "x y");
    assert_eq!(plain("\0-1\0"), "1");
    assert_eq!(plain("1-2-3"), "1-2-3");
    assert_eq!(plain("〜 − ‐"), "～ － -");
}

#[test]
fn inv_09_only_what_is_still_here_and_needs_a_number_goes_into_a_file() {
    use ShipmentStatus::*;
    let here = ShipmentFacts {
        status: PreparingToRelease,
        packed: true,
        numbering: Numbering::Missing,
        on_hold: false,
        destination: Destination::Domestic,
        pickup: false,
        made_by: MadeBy::Release,
        latest_event_at: None,
    };
    assert_eq!(waits(&here, false, None), Ok(()));
    // A number that the carrier does not know is replaced by another.
    let rejected = ShipmentFacts { numbering: Numbering::Rejected, ..here };
    assert_eq!(waits(&rejected, false, Some("1")), Ok(()));
    let cannot = |reason| Err(LeftOut::CannotMove { reason });
    assert_eq!(waits(&here, true, None), Err(LeftOut::Test));
    let abroad = ShipmentFacts { destination: Destination::International, ..here };
    assert_eq!(waits(&abroad, false, None), Err(LeftOut::International));
    let numbered = ShipmentFacts { status: PreparingToShip, numbering: Numbering::Invoice, ..here };
    let number = "400000000014".to_owned();
    assert_eq!(waits(&numbered, false, Some(&number)), Err(LeftOut::HasInvoice { number }));
    let reason = ShipmentFacts { status: PreparingToShip, numbering: Numbering::Reason, ..here };
    assert_eq!(waits(&reason, false, None), Err(LeftOut::WithoutNumber));
    assert_eq!(waits(&ShipmentFacts { on_hold: true, ..here }, false, None), cannot(CannotMove::OnHold));
    assert_eq!(waits(&ShipmentFacts { pickup: true, ..here }, false, None), cannot(CannotMove::Pickup));
    for status in [Released, InTransit, OutForDelivery, Failed, Delivered, PickedUp, Canceled] {
        let gone = ShipmentFacts { status, numbering: Numbering::Invoice, ..here };
        assert_eq!(waits(&gone, false, Some("1")), cannot(not_from(status)), "{status}");
    }
}

proptest! {
    #[test]
    fn inv_09_what_is_laid_on_lines_is_all_there_and_fits(
        texts in prop::collection::vec("[あア亜ｱ0-9a-z \u{3000}-]{0,30}", 0..3),
        limits in prop::collection::vec(2..20_usize, 1..4),
        halves in any::<bool>(),
    ) {
        let measure = if halves { Measure::Halves } else { Measure::Characters };
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        if let Some(lines) = lay(&texts, &limits, measure) {
            prop_assert!(lines.len() <= limits.len());
            for (line, limit) in lines.iter().zip(&limits) {
                prop_assert!(measure.length(line) <= *limit);
                prop_assert!(!line.is_empty());
            }
            let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(signs(&lines.concat()), signs(&texts.concat()));
        }
    }

    #[test]
    fn inv_09_whatever_is_written_fits_its_columns(
        name in ".{0,40}",
        company in ".{0,40}",
        region in ".{0,8}",
        city in ".{0,20}",
        line1 in ".{0,60}",
        line2 in ".{0,60}",
        goods in prop::collection::vec((".{0,40}", 1..200_u32), 0..8),
    ) {
        let mut parcel = parcel();
        parcel.to = Party { name, company, region, city, line1, line2, ..parcel.to };
        parcel.goods = goods.into_iter().map(|(name, units)| Good { name, units }).collect();
        for format in WaybillFormat::ALL {
            let Ok(row) = fill(*format, &parcel, |_| true) else { continue };
            for (column, cell) in format.layout().columns.iter().zip(&row.cells) {
                prop_assert!(format.layout().measure.length(cell) <= column.most, "{} {cell:?}", column.heading);
                prop_assert!(!cell.contains([',', '"', '\r', '\n']), "{cell:?}");
                prop_assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell:?}");
            }
            let all = |source: fn(Of) -> Source, of| -> String {
                let columns = format.layout().columns.iter().zip(&row.cells);
                columns.filter(|(column, _)| column.source == source(of)).map(|(_, cell)| cell.as_str()).collect()
            };
            let signs = |text: &str| plain(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let to = &parcel.to;
            let address: String = [&to.region, &to.city, &to.line1, &to.line2].map(|text| signs(text)).concat();
            prop_assert_eq!(signs(&all(Source::To, Of::Address)), address);
        }
    }
}
