//! Pictures of products. What is sent is decoded, and only what was encoded anew is kept and served: two JPEGs without a byte of the file,
//! so neither its metadata (where it was taken) nor anything hidden in it.

use std::io::Cursor;

use domain::goods::picture::{BadPicture, LONGEST_SIDE, MOST_BYTES, MOST_PIXELS, PictureSize};
use domain::id::ProductId;
use domain::role::Permission;
use domain::time::Timestamp;
use image::codecs::jpeg::JpegEncoder;
use image::error::{LimitError, LimitErrorKind};
use image::imageops::FilterType;
use image::{
    DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, ImageResult, Limits, Rgb,
    RgbImage, Rgba,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use sha2::{Digest as _, Sha256};
use store::entity::{product, product_picture};
use store::write::save_picture;
use store::{read, write_tx};
use tokio::sync::Semaphore;

use crate::number::hex;
use crate::turn::in_turn;
use crate::{Actor, Error, Services, live, storable};

/// The kinds that are read.
const KINDS: [ImageFormat; 4] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif];
/// What decoding takes at most, in bytes: four of each pixel, and room beside them.
const MOST_MEMORY: u64 = 4 * MOST_PIXELS + (64 << 20);
/// Of the JPEGs.
const QUALITY: u8 = 82;

/// So many pictures are decoded at the same time: each takes memory.
static DECODING: Semaphore = Semaphore::const_new(2);

/// Why a product's picture is as it was.
#[derive(Debug, thiserror::Error)]
pub enum NotSet {
    /// What was sent is no picture, or not for this product.
    #[error("{0:?}")]
    Picture(BadPicture),
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

/// Gives a product a picture. `was` is the digest of the one that whoever asks has seen there; that of the new one by now is as good, for then
/// it is the same request again.
///
/// # Errors
/// What is wrong with the picture; [`Error::Forbidden`]; [`Error::NotFound`] when there is no such product; or when the database can't be
/// written to.
pub async fn set_picture(
    services: &Services,
    actor: &Actor,
    code: &str,
    was: Option<&str>,
    bytes: Vec<u8>,
) -> Result<(), NotSet> {
    actor.require(Permission::Fulfil)?;
    if bytes.len() > MOST_BYTES {
        return Err(NotSet::Picture(BadPicture::TooLarge));
    }
    let drawn = in_turn(&DECODING, move || draw(&bytes)).await?;
    change(services, code, was, Some(drawn.map_err(NotSet::Picture)?)).await
}

/// Takes a product's picture away; `was` as for [`set_picture`].
///
/// # Errors
/// [`BadPicture::Changed`]; [`Error::Forbidden`]; [`Error::NotFound`] when there is no such product; or when the database can't be written to.
pub async fn remove_picture(
    services: &Services,
    actor: &Actor,
    code: &str,
    was: Option<&str>,
) -> Result<(), NotSet> {
    actor.require(Permission::Fulfil)?;
    change(services, code, was, None).await
}

/// A picture, as a JPEG.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`] when no product shows it any more; or when the database can't be read.
pub async fn picture(
    services: &Services,
    actor: &Actor,
    digest: &str,
    size: PictureSize,
) -> Result<Vec<u8>, Error> {
    actor.require(Permission::ViewOrders)?;
    let found = read::items::picture(services.store.reader(), &storable(digest), size).await?;
    found.ok_or(Error::NotFound)
}

async fn change(
    services: &Services,
    code: &str,
    was: Option<&str>,
    picture: Option<product_picture::Model>,
) -> Result<(), NotSet> {
    let code = storable(code);
    let changed = write_tx(&services.store, async |tx| {
        let product =
            product::Entity::find().filter(product::Column::Code.eq(&code)).lock_exclusive().one(tx);
        let product = product.await?.ok_or(Error::NotFound)?;
        let now = product.picture.as_deref();
        if now == picture.as_ref().map(|picture| picture.digest.as_str()) {
            return Ok(Ok(false));
        }
        if now != was {
            return Ok(Err(BadPicture::Changed));
        }
        save_picture(tx, product, picture, services.now()).await?;
        live::goods_changing(tx).await?;
        Ok::<_, Error>(Ok(true))
    });
    if changed.await?.map_err(NotSet::Picture)? {
        live::goods_changed(services);
    }
    Ok(())
}

/// What is kept of a file; its product and time are told by whoever saves it.
fn draw(bytes: &[u8]) -> Result<product_picture::Model, BadPicture> {
    if bytes.is_empty() {
        return Err(BadPicture::Missing);
    }
    let format = image::guess_format(bytes).ok().filter(|format| KINDS.contains(format));
    let format = format.ok_or(BadPicture::Unknown)?;
    let large = decode(bytes, format).map_err(|error| match error {
        ImageError::Limits(_) => BadPicture::TooManyPixels,
        _ => BadPicture::Broken,
    })?;
    let small = fitted(&large, PictureSize::Small);
    let (width, height) = (large.width(), large.height());
    let encoded = |image| encode(image).map_err(|_| BadPicture::Broken);
    let (small, large) = (encoded(&small)?, encoded(&large)?);
    let digest = Sha256::new().chain_update(&small).chain_update(&large).finalize();
    Ok(product_picture::Model {
        product_id: ProductId(0),
        digest: hex(&digest),
        small,
        large,
        // No side is longer than the large one's.
        width: width.cast_signed(),
        height: height.cast_signed(),
        changed_at: Timestamp(0),
    })
}

/// The large picture of a file, upright. How large a picture is is looked at before anything of it is unpacked.
fn decode(bytes: &[u8], format: ImageFormat) -> ImageResult<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(ImageError::Limits(LimitError::from_kind(LimitErrorKind::DimensionError)));
    }
    limits.reserve(decoder.total_bytes())?;
    decoder.set_limits(limits)?;
    // Metadata that make no sense turn nothing.
    let orientation = decoder.orientation();
    let image = flattened(DynamicImage::from_decoder(decoder)?);
    let mut image = fitted(&image, PictureSize::Large);
    if let Ok(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    Ok(image)
}

/// Without transparency: over white, as it is shown on paper.
fn flattened(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image.into_rgb8().into();
    }
    let image = image.into_rgba8();
    let mut flat = RgbImage::new(image.width(), image.height());
    for (Rgba([red, green, blue, alpha]), to) in image.pixels().zip(flat.pixels_mut()) {
        let alpha = u16::from(*alpha);
        let over = |part: u8| ((u16::from(part) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        *to = Rgb([*red, *green, *blue].map(over));
    }
    flat.into()
}

/// As large as that size at most, and never larger than it is.
fn fitted(image: &DynamicImage, size: PictureSize) -> DynamicImage {
    let side = size.side();
    if image.width().max(image.height()) <= side {
        return image.clone();
    }
    image.resize(side, side, FilterType::CatmullRom)
}

fn encode(image: &DynamicImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(image)?;
    Ok(bytes)
}
