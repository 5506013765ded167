//! Every word of Waybill, in every language.
//!
//! A text is a method of [`Locale`] that names all languages side by side: a missing language, a misspelt key or a wrong
//! parameter does not compile. What the domain says as an enum (a status, a refusal) is worded in [`status`] and [`refusal`].
#![warn(missing_docs)]

/// Declares texts as methods of [`Locale`]: `key(parameters) { en "...", ja "..." }`.
macro_rules! words {
    ($($(#[$meta:meta])* $key:ident { en $en:literal, ja $ja:literal })+) => {
        impl $crate::Locale {$(
            $(#[$meta])*
            #[doc = concat!("“", $en, "”")]
            pub const fn $key(self) -> &'static str {
                match self { $crate::Locale::En => $en, $crate::Locale::Ja => $ja }
            }
        )+}
    };
}

/// Declares texts with parameters, written in braces.
macro_rules! phrases {
    ($($(#[$meta:meta])* $key:ident($($arg:ident: $ty:ty),+) { en $en:literal, ja $ja:literal })+) => {
        impl $crate::Locale {$(
            $(#[$meta])*
            #[doc = concat!("“", $en, "”")]
            pub fn $key(self, $($arg: $ty),+) -> String {
                match self { $crate::Locale::En => format!($en), $crate::Locale::Ja => format!($ja) }
            }
        )+}
    };
}

mod account;
mod action;
mod address;
mod audit;
mod carriers;
mod claims;
mod country;
mod customers;
mod desk;
mod documents;
mod errors;
mod gallery;
mod import;
mod invoices;
mod item_link;
mod items;
mod jobs;
mod keys;
mod mail;
mod new_orders;
mod notices;
mod order;
mod outcome;
mod payment;
mod refusal;
mod settings;
mod shipping;
mod status;
mod timeline;
mod waybills;

pub use mail::Mail;

/// A language that Waybill speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Locale {
    /// English.
    En,
    /// Japanese.
    Ja,
}

impl std::str::FromStr for Locale {
    type Err = domain::UnknownText;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || domain::UnknownText { kind: "Locale", text: text.to_owned() };
        Self::ALL.into_iter().find(|locale| locale.as_str() == text).ok_or_else(unknown)
    }
}

impl Locale {
    /// Every language, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::En, Self::Ja];

    /// The language's tag (BCP 47).
    pub const fn as_str(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::Ja => "ja",
        }
    }

    /// The language's own name for itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Locale::En => "English",
            Locale::Ja => "日本語",
        }
    }

    /// The first language of an `Accept-Language` header that Waybill speaks (RFC 9110, by quality).
    pub fn accepted(header: &str) -> Option<Self> {
        let mut ranges: Vec<(f32, &str)> = header
            .split(',')
            .filter_map(|range| {
                let mut parts = range.split(';');
                let tag = parts.next()?.trim();
                let quality = parts
                    .find_map(|part| part.trim().strip_prefix("q="))
                    .map_or(Some(1.0), |quality| quality.parse::<f32>().ok())?;
                (quality > 0.0).then_some((quality, tag))
            })
            .collect();
        ranges.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranges.into_iter().find_map(|(_, tag)| tag.split('-').next()?.to_ascii_lowercase().parse().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn ux_04_the_language_follows_what_the_browser_accepts() {
        assert_eq!(Locale::accepted("ja-JP,ja;q=0.9,en;q=0.8"), Some(Locale::Ja));
        assert_eq!(Locale::accepted("de, en-GB;q=0.5, ja;q=0.7"), Some(Locale::Ja));
        assert_eq!(Locale::accepted("de, ja;q=0"), None);
        assert_eq!(Locale::accepted(";;q=x,,"), None);
    }
}
