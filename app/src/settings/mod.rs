//! Settings: the merchant (SET-01).

mod api;
mod page;

pub use api::*;
use domain::view::MerchantSettings;
pub use page::SettingsPage;

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
