//! Pictures of products: what is taken, and where what was made of one is found.

use serde::{Deserialize, Serialize};

/// The most bytes of a file.
pub const MOST_BYTES: usize = 8 << 20;
/// The longest side of a picture that is taken, in pixels.
pub const LONGEST_SIDE: u32 = 12_000;
/// The most pixels of a picture that is taken.
pub const MOST_PIXELS: u64 = 40_000_000;

text_enum! {
    /// What is made of a picture: the name of its file.
    pub enum PictureSize {
        /// For a line of a list.
        Small = "small.jpg",
        /// For the product's own page.
        Large = "large.jpg",
    }
}

impl PictureSize {
    /// Neither side is longer, in pixels.
    pub const fn side(self) -> u32 {
        match self {
            Self::Small => 96,
            Self::Large => 800,
        }
    }
}

/// Where a picture is found: by the digest of what it shows, so that browsers may keep it for ever.
pub fn picture_href(digest: &str, size: PictureSize) -> String {
    format!("/pictures/{digest}/{size}")
}

/// Why a picture was not taken; what was there before is left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BadPicture {
    /// No file came.
    Missing,
    /// More than [`MOST_BYTES`].
    TooLarge,
    /// No picture, or of a kind that is not read.
    Unknown,
    /// More than [`MOST_PIXELS`], or a side longer than [`LONGEST_SIDE`].
    TooManyPixels,
    /// It begins as a picture, and is none.
    Broken,
    /// Somebody else has given the product another picture meanwhile, or taken it away.
    Changed,
}
