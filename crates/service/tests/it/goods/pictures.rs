//! Pictures of products: what is made of them, and what is refused.

use domain::goods::picture::{BadPicture, MOST_BYTES, PictureSize};
use domain::goods::{Field, mark_of};
use domain::id::ProductId;
use domain::role::{Permission, Role};
use domain::stock::StockCause;
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Frame, ImageEncoder as _, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use service::goods::{NotSet, item, picture, remove_picture, set_picture};
use service::{Error, Services, order_detail};
use store::entity::{product, product_picture};
use store::testing::{TestDb, each_database};

use super::{list, owner, products, type_in};
use crate::commands::{open, ready_order};
use crate::shop::actor;

const RED: [u8; 3] = [255, 0, 0];
const BLUE: [u8; 3] = [0, 0, 255];

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG of one colour.
fn plain(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
    encoded(RgbImage::from_pixel(width, height, Rgb(colour)), ImageFormat::Png)
}

/// What the page of a product says of its picture: digest, and width and height of the large one.
async fn shown(services: &Services, code: &str) -> (Option<String>, Option<(u32, u32)>) {
    let item = item(services, &owner(), code).await.unwrap();
    (item.row.picture, item.picture_size)
}

/// The picture that a product shows.
async fn served(services: &Services, code: &str, size: PictureSize) -> RgbImage {
    let digest = shown(services, code).await.0.unwrap();
    let bytes = picture(services, &actor(Role::Viewer), &digest, size).await.unwrap();
    image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).unwrap().into_rgb8()
}

/// Sends a picture as whoever looks at the product's page does.
async fn send(services: &Services, code: &str, bytes: Vec<u8>) -> Result<(), NotSet> {
    let was = shown(services, code).await.0;
    set_picture(services, &owner(), code, was.as_deref(), bytes).await
}

/// JPEG keeps no colour to the last bit.
fn assert_like(image: &RgbImage, (x, y): (u32, u32), colour: [u8; 3]) {
    let found = image.get_pixel(x, y).0;
    assert!(found.iter().zip(colour).all(|(found, is)| found.abs_diff(is) < 12), "{found:?} at {x}, {y}");
}

async fn kept(db: &TestDb) -> u64 {
    product_picture::Entity::find().count(db.store.reader()).await.unwrap()
}

#[tokio::test]
async fn itm_01_a_picture_is_shown_wherever_the_product_is_replaced_and_removed() {
    each_database(async |db| {
        let services = open(db, 5, vec![ready_order(1, 1)]).await;
        products(db, &[("MUG", "Mug")]).await;
        let line = async || order_detail(&services, &owner(), "W-1").await.unwrap().lines.remove(0).picture;
        assert_eq!((shown(&services, "TEE").await, line().await), ((None, None), None));

        send(&services, "TEE", plain(1000, 500, RED)).await.unwrap();
        let (red, size) = shown(&services, "TEE").await;
        assert_eq!(size, Some((800, 400)));
        assert_eq!(line().await, red);
        let rows = list(&services, "").await.rows;
        let pictures: Vec<_> = rows.into_iter().map(|row| (row.code, row.picture)).collect();
        assert_eq!(pictures, [("MUG".to_owned(), None), ("TEE".to_owned(), red.clone())]);
        let (small, large) = (
            served(&services, "TEE", PictureSize::Small).await,
            served(&services, "TEE", PictureSize::Large).await,
        );
        assert_eq!((small.dimensions(), large.dimensions()), ((96, 48), (800, 400)));
        assert_like(&small, (5, 5), RED);
        assert_like(&large, (795, 395), RED);

        // Sent again, it is the same request, and changes nothing.
        let row = async |id| product::Entity::find_by_id(ProductId(id)).one(db.store.reader()).await.unwrap();
        let before = row(1).await;
        set_picture(&services, &owner(), "TEE", None, plain(1000, 500, RED)).await.unwrap();
        assert_eq!(row(1).await, before);
        // Neither does what is corrected beside it.
        let name = Field::DeliveryName { product: ProductId(1), was: mark_of("Cotton shirt") };
        assert_eq!(type_in(&services, &[(name, "Shirt")], StockCause::Count).await.changed, 1);
        assert_eq!(shown(&services, "TEE").await.0, red);

        // Two products may show the same; what becomes of one does nothing to the other.
        send(&services, "MUG", plain(1000, 500, RED)).await.unwrap();
        assert_eq!(shown(&services, "MUG").await.0, red);
        send(&services, "TEE", plain(50, 70, BLUE)).await.unwrap();
        let (blue, size) = shown(&services, "TEE").await;
        assert_eq!((size, blue == red, line().await), (Some((50, 70)), false, blue.clone()));
        assert_like(&served(&services, "TEE", PictureSize::Small).await, (25, 35), BLUE);
        assert_like(&served(&services, "MUG", PictureSize::Small).await, (25, 35), RED);

        remove_picture(&services, &owner(), "TEE", blue.as_deref()).await.unwrap();
        remove_picture(&services, &owner(), "TEE", blue.as_deref()).await.unwrap();
        assert_eq!((shown(&services, "TEE").await, line().await, kept(db).await), ((None, None), None, 1));
        let gone = picture(&services, &owner(), &blue.unwrap(), PictureSize::Large).await;
        assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
    })
    .await;
}

/// The first chunk of a PNG that says it is so large, and hardly anything of it.
fn a_bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = plain(1, 1, RED);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 * (sum & 1)))
    })
}

#[tokio::test]
async fn sec_01_itm_01_what_is_no_picture_is_refused_and_the_one_that_is_there_stays() {
    each_database(async |db| {
        let services = open(db, 5, Vec::new()).await;
        send(&services, "TEE", plain(20, 20, RED)).await.unwrap();
        let there = shown(&services, "TEE").await;
        let png = encoded(
            RgbImage::from_fn(64, 64, |x, y| Rgb([(x * y % 251) as u8, (x * 7) as u8, (y * 5) as u8])),
            ImageFormat::Png,
        );
        let gif =
            b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;";
        for (what, bytes, why) in [
            ("nothing", Vec::new(), BadPicture::Missing),
            ("a text", b"no picture".to_vec(), BadPicture::Unknown),
            ("a drawing", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), BadPicture::Unknown),
            ("another kind", b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0".to_vec(), BadPicture::Unknown),
            ("too many bytes", vec![0; MOST_BYTES + 1], BadPicture::TooLarge),
            ("half a picture", png[..png.len() / 2].to_vec(), BadPicture::Broken),
            ("a beginning alone", b"\xff\xd8\xff\xe0".to_vec(), BadPicture::Broken),
            ("a long side", a_bomb(12_001, 1), BadPicture::TooManyPixels),
            ("many pixels", a_bomb(8_000, 8_000), BadPicture::TooManyPixels),
            (
                "more than there is memory",
                a_bomb(i32::MAX as u32, i32::MAX as u32),
                BadPicture::TooManyPixels,
            ),
            ("a bomb of another kind", gif.to_vec(), BadPicture::TooManyPixels),
        ] {
            let refused = send(&services, "TEE", bytes).await;
            assert!(matches!(&refused, Err(NotSet::Picture(found)) if *found == why), "{what}: {refused:?}");
        }
        // Somebody else was faster: theirs stays.
        for was in [None, Some("another")] {
            let refused = set_picture(&services, &owner(), "TEE", was, png.clone()).await;
            assert!(matches!(refused, Err(NotSet::Picture(BadPicture::Changed))), "{refused:?}");
            let refused = remove_picture(&services, &owner(), "TEE", was).await;
            assert!(matches!(refused, Err(NotSet::Picture(BadPicture::Changed))), "{refused:?}");
        }
        let was = there.0.as_deref();
        let viewer = actor(Role::Viewer);
        for refused in [
            set_picture(&services, &viewer, "TEE", was, png.clone()).await,
            remove_picture(&services, &viewer, "TEE", was).await,
        ] {
            let lacks = matches!(refused, Err(NotSet::Other(Error::Forbidden(Permission::Fulfil))));
            assert!(lacks, "{refused:?}");
        }
        for code in ["NONE", "TEE\0"] {
            let refused = set_picture(&services, &owner(), code, was, png.clone()).await;
            assert!(matches!(refused, Err(NotSet::Other(Error::NotFound))), "{refused:?}");
        }
        let unknown = picture(&services, &owner(), "\0", PictureSize::Small).await;
        assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
        assert_eq!((shown(&services, "TEE").await, kept(db).await), (there, 1));
    })
    .await;
}

/// The EXIF data of a camera that was held so, with a place that nobody is to learn.
fn held(orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"35.6586N 139.7454E");
    exif
}

#[tokio::test]
async fn sec_01_itm_01_a_photograph_stands_upright_and_keeps_nothing_but_what_it_shows() {
    let db = TestDb::sqlite().await;
    let services = open(&db, 5, Vec::new()).await;
    // Red left, blue right.
    let photograph = RgbImage::from_fn(200, 100, |x, _| Rgb(if x < 100 { RED } else { BLUE }));
    for (orientation, size, red, blue) in [
        (1, (200, 100), (20, 50), (180, 50)),
        (3, (200, 100), (180, 50), (20, 50)),
        (6, (100, 200), (50, 20), (50, 180)),
        (8, (100, 200), (50, 180), (50, 20)),
    ] {
        let mut bytes = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
        encoder.set_exif_metadata(held(orientation)).unwrap();
        encoder.encode_image(&photograph).unwrap();
        assert!(contains(&bytes, b"139.7454E"));
        send(&services, "TEE", bytes).await.unwrap();
        let large = served(&services, "TEE", PictureSize::Large).await;
        assert_eq!(large.dimensions(), size, "{orientation}");
        assert_like(&large, red, RED);
        assert_like(&large, blue, BLUE);
        let row = product_picture::Entity::find().one(db.store.reader()).await.unwrap().unwrap();
        for jpeg in [row.small, row.large] {
            assert!(!contains(&jpeg, b"139.7454E") && !contains(&jpeg, b"Exif"), "{orientation}");
        }
    }
    db.remove().await;
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn itm_01_each_kind_of_picture_is_read_over_white_and_never_enlarged() {
    let db = TestDb::sqlite().await;
    let services = open(&db, 5, Vec::new()).await;
    // Transparent left, half of it in the middle, blue right.
    let seen_through = RgbaImage::from_fn(120, 40, |x, _| match x / 40 {
        0 => Rgba([0, 0, 0, 0]),
        1 => Rgba([0, 0, 255, 128]),
        _ => Rgba([0, 0, 255, 255]),
    });
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        send(&services, "TEE", encoded(seen_through.clone(), format)).await.unwrap();
        let large = served(&services, "TEE", PictureSize::Large).await;
        assert_eq!(large.dimensions(), (120, 40));
        assert_like(&large, (10, 20), [255; 3]);
        assert_like(&large, (60, 20), [127, 127, 255]);
        assert_like(&large, (110, 20), BLUE);
    }
    // Of one that moves, the first frame.
    let mut bytes = Vec::new();
    let frame = |[red, green, blue]: [u8; 3]| {
        Frame::new(RgbaImage::from_pixel(30, 30, Rgba([red, green, blue, 255])))
    };
    GifEncoder::new(&mut bytes).encode_frames([frame(RED), frame(BLUE)]).unwrap();
    send(&services, "TEE", bytes).await.unwrap();
    assert_like(&served(&services, "TEE", PictureSize::Large).await, (15, 15), RED);
    let grey = image::GrayImage::from_pixel(1, 900, image::Luma([128]));
    send(&services, "TEE", encoded(grey, ImageFormat::Jpeg)).await.unwrap();
    let large = served(&services, "TEE", PictureSize::Large).await;
    let small = served(&services, "TEE", PictureSize::Small).await;
    assert_eq!((large.dimensions(), small.dimensions()), ((1, 800), (1, 96)));
    send(&services, "TEE", plain(1, 1, RED)).await.unwrap();
    assert_eq!(served(&services, "TEE", PictureSize::Small).await.dimensions(), (1, 1));
    db.remove().await;
}
