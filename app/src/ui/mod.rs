//! The design kit: one component a file, its style in the partial of the same name under `style/`.
//!
//! What stands in the rows of a list is a function that gives HTML as text, by maud, which escapes what it is given: a list has a thousand
//! elements, and none of them changes. `<tbody inner_html=..>` takes it.
//!
//! Every part is plain HTML that works before the scripts have come and without them. No part holds words of its own, reads
//! the clock, or calls the browser outside an effect or an event.

mod alert;
mod avatar;
mod badge;
mod button;
mod checkbox;
mod columns;
mod combobox;
mod confirm;
mod count;
mod date_range;
mod description_list;
mod dialog;
mod empty_state;
mod error_state;
mod field;
mod file_drop;
mod filter_bar;
mod hint;
mod icon;
mod menu;
mod nav;
mod page_head;
mod pager;
mod pill;
mod popover;
mod product_line;
mod progress;
mod search_box;
mod segmented;
mod select;
mod selection_bar;
mod sheet;
mod skeleton;
mod table;
mod tabs;
mod text_input;
mod timeline;
mod toast;
mod tone;
mod tooltip;

pub use alert::Alert;
pub use avatar::Avatar;
pub use badge::{Badge, badge};
pub use button::{Button, ButtonKind, GuardedButton, GuardedLink, LinkButton, Way};
pub use checkbox::{Checkbox, checkbox_cell};
pub use columns::Columns;
pub use combobox::{Combobox, composes, keep_in_sight};
pub use confirm::{Confirm, OnAsk};
pub use count::Count;
pub use date_range::{DateRange, DateRangeNames, DateRangeWords};
pub use description_list::{Description, DescriptionList};
pub use dialog::{Dialog, closed_beside};
pub use empty_state::EmptyState;
pub use error_state::ErrorState;
pub use field::{Field, FilterField};
pub use file_drop::FileDrop;
pub use filter_bar::FilterBar;
pub use hint::hint;
pub use icon::{Icon, IconName, icon};
pub use menu::{Menu, MenuButton, MenuLink};
pub use nav::{Nav, NavGroup, NavItem, SkipLink};
pub use page_head::PageHead;
pub use pager::Pager;
pub use pill::{Pill, pill};
pub use popover::Popover;
pub use product_line::{ProductLine, thumb};
pub use progress::Progress;
pub use search_box::SearchBox;
pub use segmented::{Segment, Segmented};
pub use select::{Choice, Select};
pub use selection_bar::SelectionBar;
pub use sheet::Sheet;
pub use skeleton::Skeleton;
pub use table::{SortDirection, SortHeader, Table};
pub use tabs::{Tab, Tabs};
pub use text_input::TextInput;
pub use timeline::{Timeline, TimelineEntry};
pub use toast::{Toast, ToastRegion, Toasts};
pub use tone::Tone;
pub use tooltip::Tooltip;
