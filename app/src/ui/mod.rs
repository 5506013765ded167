//! The design kit: one component a file, its style in the partial of the same name under `style/`.
//!
//! Every part is plain HTML that works before the scripts have come and without them. No part holds words of its own, reads
//! the clock, or calls the browser outside an effect or an event.

mod alert;
mod avatar;
mod button;
mod checkbox;
mod columns;
mod count;
mod description_list;
mod dialog;
mod field;
mod filter_bar;
mod hint;
mod icon;
mod input;
mod more_filters;
mod nav;
mod page_head;
mod pager;
mod pill;
mod product_line;
mod search_box;
mod segmented;
mod select;
mod selection_bar;
mod sheet;
mod state;
mod table;
mod tabs;
mod timeline;
mod toast;
mod tone;

pub use alert::Alert;
pub use avatar::Avatar;
pub use button::{Button, ButtonKind, GuardedButton, GuardedLink, LinkButton, Way};
pub use checkbox::{Checkbox, CheckboxCell};
pub use columns::Columns;
pub use count::{Badge, Count};
pub use description_list::{Description, DescriptionList};
pub use dialog::Dialog;
pub use field::{Field, FilterField};
pub use filter_bar::FilterBar;
pub use hint::Hint;
pub use icon::{Icon, IconName};
pub use input::TextInput;
pub use more_filters::MoreFilters;
pub use nav::{Nav, NavGroup, NavItem, SkipLink};
pub use page_head::PageHead;
pub use pager::Pager;
pub use pill::Pill;
pub use product_line::ProductLine;
pub use search_box::SearchBox;
pub use segmented::{Segment, Segmented};
pub use select::{Choice, Select};
pub use selection_bar::SelectionBar;
pub use sheet::Sheet;
pub use state::{EmptyState, ErrorState, Skeleton};
pub use table::{SortDirection, SortHeader, Table};
pub use tabs::{Tab, Tabs};
pub use timeline::{Timeline, TimelineEntry};
pub use toast::{Toast, ToastRegion};
pub use tone::Tone;
