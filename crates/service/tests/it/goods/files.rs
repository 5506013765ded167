//! Goods in files, out and in.

use domain::goods::file::{GoodsColumn, Problem, Verdict};
use domain::goods::{CannotCorrect, Field, mark_of};
use domain::id::{JobId, ProductId};
use domain::import::ImportError;
use domain::kind::{JobRowState, JobState};
use domain::query::ItemsQuery;
use domain::stock::StockCause;
use domain::view::GoodsFile;
use sea_orm::EntityTrait as _;
use service::command::IdempotencyKey;
use service::draft::NotTaken;
use service::goods::file::{file, look_over};
use service::goods::{SheetKind, apply, export, item};
use service::{Actor, Error, Invalid, Services};
use store::entity::{product, user};
use store::testing::{TestDb, each_database};

use super::{L1, TEE, codes, key, list, on_hand, owner, products, type_in};
use crate::commands::{books, open, ready_order, release};
use crate::office::{Kind, Office};
use crate::shop::{USER, add};

async fn looked_over(services: &Services, bytes: impl Into<Vec<u8>>) -> GoodsFile {
    let id = look_over(services, &owner(), "goods.csv", bytes.into()).await.unwrap();
    file(services, &owner(), id, 100).await.unwrap()
}

fn verdicts(file: &GoodsFile) -> Vec<(u32, &Verdict)> {
    let mut verdicts: Vec<_> = file.rows.iter().map(|row| (row.line, &row.verdict)).collect();
    verdicts.sort_by_key(|(line, _)| *line);
    verdicts
}

#[tokio::test]
async fn itm_01_what_is_written_to_a_file_is_read_as_it_is() {
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 2)]).await;
        release(&services, "W-1").await;
        products(db, &[("0012", "=1+1 \"quoted\", ツアー"), ("MUG", "Mug")]).await;
        for kind in [SheetKind::Xlsx, SheetKind::Csv, SheetKind::CsvCp932] {
            for l in text::Locale::ALL {
                let actor = Actor { locale: l, ..owner() };
                let written = export(&services, &actor, &ItemsQuery::default(), kind).await.unwrap();
                let read = looked_over(&services, written).await;
                assert_eq!((read.unchanged, read.changing, read.refused), (3, 0, 0), "{kind:?} {l:?} {read:?}");
            }
        }
        // No spreadsheet reckons with a name.
        let text = export(&services, &owner(), &ItemsQuery::of("0012"), SheetKind::Csv).await.unwrap();
        assert!(String::from_utf8(text).unwrap().contains("0012,\"'=1+1 \"\"quoted\"\", ツアー\""));
        // What an encoding lacks is not written as something else.
        products(db, &[("KO", "투어 셔츠 🎸")]).await;
        let refused = export(&services, &owner(), &ItemsQuery::default(), SheetKind::CsvCp932).await;
        assert!(matches!(&refused, Err(Error::Invalid(why)) if *why == [Invalid::NotInCp932]), "{refused:?}");
        assert_eq!(
            looked_over(&services, export(&services, &owner(), &ItemsQuery::default(), SheetKind::Csv).await.unwrap())
                .await
                .unchanged,
            4
        );
        let found = export(&services, &owner(), &ItemsQuery::of("mug"), SheetKind::Csv).await.unwrap();
        let text = String::from_utf8(found).unwrap();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(
            lines,
            [
                "Product ID,Name,Delivery name,SKU,Option,Barcode,Weight (g),HS code,Origin,Price,Location,On hand,\
                 Allocated,Available",
                "MUG,Mug,,MUG,,,,,,,L1,,,",
            ]
        );
    })
    .await;
}

/// LibreOffice opens the file, and saves it as another.
#[tokio::test]
async fn itm_01_an_office_program_changes_nothing_in_what_is_written() {
    let Some(office) = Office::installed() else { return };
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 2)]).await;
        release(&services, "W-1").await;
        products(db, &[("0012", "=1+1 \"quoted\", 表ソ能"), ("490123456789012345", "1.2E+11")]).await;
        let written = export(&services, &owner(), &ItemsQuery::default(), SheetKind::Xlsx).await.unwrap();
        for kind in [Kind::Xlsx, Kind::Csv, Kind::CsvCp932] {
            let read = looked_over(&services, office.saved("goods.xlsx", &written, kind)).await;
            assert_eq!((read.unchanged, read.changing, read.refused), (3, 0, 0), "{kind:?} {read:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn itm_01_a_file_is_looked_over_before_it_changes_anything_and_done_once() {
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 2)]).await;
        products(db, &[]).await;
        let placed = books::stocks(db).await;
        release(&services, "W-1").await;
        let text = "sku,Product ID,Name,delivery name,Option,price,location,On hand,weight (g),Origin\n\
            TEE-NV,TEE,,Shirt,,\"1,500\",L1,9,180,jp\n\
            TEE-NV,,,,,,Location 2,4.0,,\n\
            TEE-NV,,,,,,L2,5,,\n\
            TEE-RD,TEE,,,Red,1500,,3,,\n\
            MUG-S,MUG,Mug,,Small,900.5,,1,,\n\
            MUG-S,MUG,Mug,,Small,900,,１０,,\n\
            MUG-L,MUG,Becher,,Large,,,,,\n\
            MUG-L,MUG,,,Large,,,,,\n\
            PEN,,,,,,,1,,\n\
            PEN,PEN,,,,,,1,,\n\
            TEE-NV,CAP,,,,,,,,\n\
            TEE-NV,,,,,,L1,1,,\n\
            TEE-NV,,,,,,L9,1,,\n\
            TEE-NV,,,,,,,,,XX\n\
            ,TEE,,,,,,,,\n\
            4.90123E+17,TEE,,,,,,,,\n";
        let read = looked_over(&services, text).await;
        assert_eq!((read.state, read.changing, read.unchanged, read.refused), (JobState::Draft, 5, 0, 11));
        let refused = |why| Verdict::Refused { why };
        let missing = |column| refused(Problem::Missing { column });
        let odd = |column, value: &str| refused(Problem::NotUnderstood { column, value: value.to_owned() });
        let expected: Vec<(u32, Verdict)> = vec![
            (4, refused(Problem::Repeated { line: 3, column: GoodsColumn::OnHand })),
            (5, Verdict::New { with_product: false }),
            (6, odd(GoodsColumn::Price, "900.5")),
            (7, Verdict::New { with_product: true }),
            (8, refused(Problem::Repeated { line: 7, column: GoodsColumn::Name })),
            (9, Verdict::New { with_product: false }),
            (10, missing(GoodsColumn::Product)),
            (11, missing(GoodsColumn::Name)),
            (12, refused(Problem::OtherProduct { product: "TEE".to_owned() })),
            (13, refused(Problem::Repeated { line: 2, column: GoodsColumn::OnHand })),
            (14, odd(GoodsColumn::Location, "L9")),
            (15, odd(GoodsColumn::Origin, "XX")),
            (16, missing(GoodsColumn::Sku)),
            // A spreadsheet has lost its last digits.
            (17, odd(GoodsColumn::Sku, "4.90123E+17")),
        ];
        let got: Vec<(u32, Verdict)> =
            verdicts(&read).into_iter().skip(2).map(|(line, verdict)| (line, verdict.clone())).collect();
        assert_eq!(got, expected);
        let Verdict::Changed { changes } = verdicts(&read)[0].1 else { panic!("{read:?}") };
        let changes: Vec<_> =
            changes.iter().map(|one| (one.column, one.from.as_str(), one.to.as_str())).collect();
        assert_eq!(
            changes,
            [
                (GoodsColumn::DeliveryName, "Cotton shirt", "Shirt"),
                (GoodsColumn::Weight, "", "180"),
                (GoodsColumn::Origin, "", "JP"),
                (GoodsColumn::Price, "", "¥1,500"),
                (GoodsColumn::OnHand, "5", "9"),
            ]
        );
        // Nothing yet.
        assert_eq!(product::Entity::find().all(db.store.reader()).await.unwrap().len(), 1);

        // Meanwhile somebody counts.
        type_in(&services, &[(on_hand(TEE, L1, 5), "6")], StockCause::Count).await;
        let key = key();
        for _ in 0..2 {
            let done = apply(&services, &owner(), &key, read.id).await.unwrap();
            assert_eq!(done.changed, 4);
        }
        // Asked for anew, it is done already.
        assert_eq!(apply(&services, &owner(), &IdempotencyKey::fresh(), read.id).await.unwrap().changed, 4);
        let done = file(&services, &owner(), read.id, 100).await.unwrap();
        assert_eq!((done.state, done.changing, done.refused), (JobState::Done, 4, 12));
        let first = done.rows.iter().find(|row| row.line == 2).unwrap();
        let changed = Problem::Stock { why: CannotCorrect::Changed { now: "6".to_owned() } };
        assert_eq!((&first.verdict, first.state), (&refused(changed), JobRowState::Failed));

        let list = list(&services, "").await;
        assert_eq!(codes(&list), ["MUG", "TEE"]);
        let stock: Vec<_> = list
            .rows
            .iter()
            .flat_map(|row| &row.options)
            .map(|option| {
                let units: Vec<_> = option
                    .stocks
                    .iter()
                    .map(|row| row.stock.map(|stock| (stock.on_hand, stock.allocated)))
                    .collect();
                (option.code.as_str(), option.name.as_deref(), units)
            })
            .collect();
        assert_eq!(
            stock,
            [
                ("MUG-L", Some("Large"), vec![None]),
                ("MUG-S", Some("Small"), vec![Some((10, 0))]),
                ("TEE-NV", Some("Navy"), vec![Some((6, 2)), Some((4, 0))]),
                ("TEE-RD", Some("Red"), vec![Some((3, 0))]),
            ]
        );
        assert_eq!(codes(&super::list(&services, "q=small").await), ["MUG"]);
        books::balance(db, &placed).await;
    })
    .await;
}

#[tokio::test]
async fn itm_01_sec_02_what_somebody_changes_after_a_file_was_looked_over_is_not_overwritten() {
    each_database(async |db| {
        let services = open(db, 5, Vec::new()).await;
        let text = "SKU,Delivery name,Price\nTEE-NV,Shirt,1500\n";
        let (first, second) = (looked_over(&services, text).await, looked_over(&services, text).await);
        assert_eq!((first.changing, second.changing), (1, 1));
        let other = looked_over(&services, "SKU,Delivery name,On hand\nTEE-NV,Blouse,4\n").await;
        assert_eq!(apply(&services, &owner(), &key(), other.id).await.unwrap().changed, 1);
        // The first finds another name than it was looked over with, the second the name that it wants: that is no change.
        assert_eq!(apply(&services, &owner(), &key(), first.id).await.unwrap().changed, 0);
        let done = file(&services, &owner(), first.id, 9).await.unwrap();
        let why = Problem::Changed { column: GoodsColumn::DeliveryName, now: "Blouse".to_owned() };
        assert_eq!(done.rows[0].verdict, Verdict::Refused { why });
        let name = Field::DeliveryName { product: ProductId(1), was: mark_of("Blouse") };
        type_in(&services, &[(name, "Shirt")], StockCause::Count).await;
        assert_eq!(apply(&services, &owner(), &key(), second.id).await.unwrap().changed, 1);
        let row = item(&services, &owner(), "TEE").await.unwrap().row;
        assert_eq!(row.delivery_name.as_deref(), Some("Shirt"));
        assert_eq!(row.options[0].price.map(|price| price.minor), Some(1_500));
    })
    .await;
}

#[tokio::test]
async fn itm_01_a_product_may_have_more_options_than_a_statement_unites() {
    each_database(async |db| {
        let services = open(db, 5, Vec::new()).await;
        products(db, &[]).await;
        let rows: String = (0..600).map(|n| format!("P-{n},P,Poster,1\n")).collect();
        let read = looked_over(&services, format!("SKU,Product ID,Name,On hand\n{rows}")).await;
        assert_eq!(apply(&services, &owner(), &key(), read.id).await.unwrap().changed, 600);
        let detail = item(&services, &owner(), "P").await.unwrap();
        assert_eq!((detail.row.options.len(), detail.movements.len(), detail.has_more), (600, 100, true));
    })
    .await;
}

#[tokio::test]
async fn itm_01_a_file_of_no_use_says_why_and_leaves_nothing() {
    let db = TestDb::sqlite().await;
    let services = open(&db, 5, Vec::new()).await;
    let refused = async |bytes: &[u8]| match look_over(&services, &owner(), "x", bytes.to_vec()).await {
        Err(NotTaken::File(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(b"").await, ImportError::Empty);
    assert_eq!(refused(b"SKU\n").await, ImportError::NoRows);
    assert_eq!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").await, ImportError::OldExcel);
    assert!(matches!(refused(b"\x89PNG\r\n").await, ImportError::Binary { .. }));
    assert!(matches!(refused(&vec![b'a'; (5 << 20) + 1]).await, ImportError::TooLarge { .. }));
    let many = format!("SKU\n{}", "A\n".repeat(5_001));
    assert!(matches!(refused(many.as_bytes()).await, ImportError::TooManyRows { limit: 5_000 }));
    for heading in ["Colour,Name", "SKU,Name,colour", "SKU,Name,商品名"] {
        let error = refused(format!("{heading}\na,b,c\n").as_bytes()).await;
        assert!(matches!(error, ImportError::Columns { .. }), "{heading} {error:?}");
    }
    // A file is for whoever brought it.
    let id = look_over(&services, &owner(), "x", b"SKU,On hand\nTEE-NV,1\n".to_vec()).await.unwrap();
    let other = user::Model {
        id: domain::id::UserId(2),
        email: "other@shop.example".to_owned(),
        ..user::Entity::find_by_id(USER).one(db.store.reader()).await.unwrap().unwrap()
    };
    add::<user::Entity>(&db, vec![other.clone()]).await;
    let other = Actor { user_id: other.id, ..owner() };
    assert!(matches!(file(&services, &other, id, 9).await, Err(Error::NotFound)));
    assert!(matches!(apply(&services, &other, &key(), id).await, Err(Error::NotFound)));
    assert!(matches!(apply(&services, &owner(), &key(), JobId(99)).await, Err(Error::NotFound)));
    assert_eq!(books::stocks(&db).await[0].on_hand, 5);
    // Nobody works on what nobody has asked for.
    assert_eq!(service::jobs::work(&services, "test").await.unwrap(), service::jobs::Worked::Nothing);
    db.remove().await;
}
