//! Settings: the merchant, carriers (SET-01).

mod api;
mod carriers;
mod page;

pub use api::*;
pub use carriers::CarriersPage;
use domain::view::MerchantSettings;
use leptos::prelude::*;
pub use page::SettingsPage;

use crate::context::use_locale;
use crate::ui::{Tab, Tabs, Tone};

/// A page of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The merchant.
    Merchant,
    /// Carriers.
    Carriers,
}

/// The pages of the settings.
#[component]
pub fn SettingsTabs(
    /// The one that is open.
    current: Section,
) -> impl IntoView {
    let l = use_locale();
    let tab = |section, label: &str, href: &str| Tab {
        label: label.to_owned(),
        count: None,
        tone: Tone::Neutral,
        href: href.to_owned(),
        current: section == current,
    };
    let items = vec![
        tab(Section::Merchant, l.merchant_settings(), "/settings"),
        tab(Section::Carriers, l.carriers(), "/settings/carriers"),
    ];
    view! { <div class="settings-tabs"><Tabs label=l.settings() items /></div> }
}

/// What was typed and refused, as it stands in the page's address, so that nothing typed is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The names of what was refused, separated by commas.
    pub problems: String,
    /// What was typed.
    pub settings: MerchantSettings,
}

impl Typed {
    /// As a query string.
    pub fn to_query(&self) -> String {
        let settings = &self.settings;
        domain::query::encode([
            ("problems", self.problems.as_str()),
            ("name", &settings.name),
            ("home_country", &settings.home_country),
            ("time_zone", &settings.time_zone),
            ("currency", &settings.currency),
            ("language", &settings.language),
        ])
    }
}
