use leptos::prelude::*;
use maud::{Markup, html};

/// The pictures of the kit, drawn for 16 by 16 pixels with a line of 1.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    /// Waybill itself: a label with bars.
    Waybill,
    /// Dashboard.
    Dashboard,
    /// New orders.
    Box,
    /// Shipping.
    Truck,
    /// Claims.
    Claim,
    /// All orders.
    Orders,
    /// Items and stock.
    Tag,
    /// Customers.
    Person,
    /// Channels.
    Store,
    /// Settings.
    Settings,
    /// Search.
    Search,
    /// Filters.
    Filter,
    /// Previous, upwards.
    ChevronUp,
    /// Next, downwards; opens a choice.
    ChevronDown,
    /// Back.
    ChevronLeft,
    /// Forward.
    ChevronRight,
    /// Sorted from the smallest.
    ArrowUp,
    /// Sorted from the greatest.
    ArrowDown,
    /// Close, dismiss.
    Close,
    /// What the customer wrote.
    Speech,
    /// Failed, late.
    Warning,
    /// Done.
    Check,
    /// Worth knowing.
    Info,
    /// Waits.
    Clock,
    /// Copy.
    Copy,
    /// Change.
    Pencil,
    /// Delete.
    Trash,
    /// Leads out of Waybill.
    External,
    /// Download.
    Download,
    /// Upload.
    Upload,
    /// More that can be done.
    More,
    /// No picture of a product.
    Image,
    /// Light theme.
    Sun,
    /// Dark theme.
    Moon,
    /// The theme of the system.
    Monitor,
    /// Language.
    Globe,
    /// Sign out.
    SignOut,
    /// Menu.
    Menu,
    /// Keyboard shortcuts.
    Keyboard,
}

impl IconName {
    /// All of them.
    #[cfg(debug_assertions)]
    pub const ALL: &[Self] = &[
        Self::Waybill,
        Self::Dashboard,
        Self::Box,
        Self::Truck,
        Self::Claim,
        Self::Orders,
        Self::Tag,
        Self::Person,
        Self::Store,
        Self::Settings,
        Self::Search,
        Self::Filter,
        Self::ChevronUp,
        Self::ChevronDown,
        Self::ChevronLeft,
        Self::ChevronRight,
        Self::ArrowUp,
        Self::ArrowDown,
        Self::Close,
        Self::Speech,
        Self::Warning,
        Self::Check,
        Self::Info,
        Self::Clock,
        Self::Copy,
        Self::Pencil,
        Self::Trash,
        Self::External,
        Self::Download,
        Self::Upload,
        Self::More,
        Self::Image,
        Self::Sun,
        Self::Moon,
        Self::Monitor,
        Self::Globe,
        Self::SignOut,
        Self::Menu,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Waybill => {
                "M2 3.4A1.4 1.4 0 0 1 3.4 2h9.2A1.4 1.4 0 0 1 14 3.4v9.2a1.4 1.4 0 0 1-1.4 1.4H3.4A1.4 1.4 0 0 1 2 12.6z\
                 M4.8 4.8v6.4M6.8 4.8v6.4M8.6 4.8v4.4M11.2 4.8v6.4"
            }
            Self::Dashboard => {
                "M2.2 2.2h4.6v6.2H2.2zM9.2 2.2h4.6v3.2H9.2zM9.2 7.6h4.6v6.2H9.2zM2.2 10.6h4.6v3.2H2.2z"
            }
            Self::Box => "M8 1.8 13.8 4.8v6.4L8 14.2 2.2 11.2V4.8zM2.4 4.9 8 7.8l5.6-2.9M8 7.8v6.3",
            Self::Truck => {
                "M1.5 3.5h8v8h-8zM9.5 6.5h2.8l2.2 2.4v2.6h-5zM4.5 13.2a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8z\
                 M11.7 13.2a1.4 1.4 0 1 0 0-2.8 1.4 1.4 0 0 0 0 2.8z"
            }
            Self::Claim => "M5.5 9.5l-3-3 3-3M2.5 6.5h7a3.5 3.5 0 0 1 0 7h-2",
            Self::Orders => {
                "M3.2 1.8h9.6v12.4l-2-1.3-1.6 1.3-1.2-1-1.2 1-1.6-1.3-2 1.3zM5.8 5.4h4.4M5.8 8.4h4.4"
            }
            Self::Tag => "M2.2 2.2h5.6l6 6-5.6 5.6-6-6zM5.2 5.2h.01",
            Self::Person => "M8 7.8a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8zM2.8 14a5.2 5.2 0 0 1 10.4 0",
            Self::Store => {
                "M2.8 6.8v7h10.4v-7M1.8 5.4l1.6-3.2h9.2l1.6 3.2a2.05 2.05 0 0 1-4.1.3 2.1 2.1 0 0 1-4.2 0 2.05 2.05 0 0 1\
                 -4.1-.3zM6.4 13.8v-3.6h3.2v3.6"
            }
            Self::Settings => {
                "M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7M10.5 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z\
                 M5.5 13a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z"
            }
            Self::Search => "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3l3.4 3.4",
            Self::Filter => "M2.5 4h11M4.5 8h7M6.5 12h3",
            Self::ChevronUp => "M4.5 9.5 8 6l3.5 3.5",
            Self::ChevronDown => "M4.5 6.5 8 10l3.5-3.5",
            Self::ChevronLeft => "M9.5 4.5 6 8l3.5 3.5",
            Self::ChevronRight => "M6.5 4.5 10 8l-3.5 3.5",
            Self::ArrowUp => "M8 13V3M4.8 6.2 8 3l3.2 3.2",
            Self::ArrowDown => "M8 3v10M4.8 9.8 8 13l3.2-3.2",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Speech => "M2.2 3h11.6v8.2H7.4l-2.8 2.6v-2.6H2.2z",
            Self::Warning => "M8 2.2l6.4 11.2H1.6zM8 6.6v3.2M8 11.6h.01",
            Self::Check => "M3 8.5l3.3 3.3L13 5",
            Self::Info => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.4v3.4M8 5.1h.01",
            Self::Clock => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6",
            Self::Pencil => "M3 13l.6-2.8 7.2-7.2 2.2 2.2-7.2 7.2zM9.4 4.4l2.2 2.2",
            Self::Trash => "M3 4.5h10M6.2 4.5V2.8h3.6v1.7M4.4 4.5l.6 8.7h6l.6-8.7M6.8 7v3.8M9.2 7v3.8",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::External => "M6.5 3h-4v10.5H13v-4M9.5 2.5h4v4M13.3 2.7 7.5 8.5",
            Self::Download => "M8 2.5v7.2M4.9 6.8 8 9.9l3.1-3.1M2.8 13.2h10.4",
            Self::Upload => "M8 10V2.8M4.9 5.7 8 2.6l3.1 3.1M2.8 13.2h10.4",
            Self::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Self::Image => "M2.2 3h11.6v10H2.2zM2.4 11l3.4-3.4 2.6 2.6 1.8-1.8 3.4 3.2M10.6 6h.01",
            Self::Sun => {
                "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM8 1.4v1.4M8 13.2v1.4M1.4 8h1.4M13.2 8h1.4\
                 M3.3 3.3l1 1M11.7 11.7l1 1M12.7 3.3l-1 1M4.3 11.7l-1 1"
            }
            Self::Moon => "M13.4 9.6a5.8 5.8 0 0 1-7-7 5.8 5.8 0 1 0 7 7z",
            Self::Monitor => "M2 3h12v8.4H2zM6 14h4M8 11.4V14",
            Self::Globe => {
                "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM2 8h12M8 2c3.4 3.6 3.4 8.4 0 12-3.4-3.6-3.4-8.4 0-12z"
            }
            Self::SignOut => "M6.5 2.5h-4v11h4M10 5l3 3-3 3M13 8H6",
            Self::Menu => "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
            Self::Keyboard => "M1.5 4h13v8h-13zM4 6.7h.01M6.6 6.7h.01M9.3 6.7h.01M12 6.7h.01M5 9.5h6",
        }
    }
}

/// A picture beside words, or in a control that has a name: hidden from screen readers.
#[component]
pub fn Icon(
    /// Which.
    name: IconName,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=name.path()></path>
        </svg>
    }
}

/// The same for the row of a list.
pub fn icon(name: IconName) -> Markup {
    html! { svg.icon viewBox="0 0 16 16" aria-hidden="true" { path d=(name.path()) {} } }
}
