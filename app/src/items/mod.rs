//! Products and stock (ITM-01): the list, one product, corrections where they are shown, and files of them.

mod api;
mod detail;
mod edits;
mod file;
mod form;
mod grid;
mod page;
mod picture;
mod told;

pub use api::*;
pub use detail::ItemPage;
pub use edits::KeptEdits;
pub use file::{GoodsFilePage, ImportGoodsPage};
pub use page::ItemsPage;
pub use picture::{PICTURES, PictureTold};
