//! Enums that are stored and sent as text.

/// A text that names no variant of the enum it was read as.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no {kind}")]
pub struct UnknownText {
    /// The enum's name.
    pub kind: &'static str,
    /// What was read.
    pub text: String,
}

/// An enum of [`text_enum!`](crate::text_enum), for what is the same of several.
pub trait TextEnum:
    Copy
    + std::fmt::Debug
    + std::fmt::Display
    + std::str::FromStr
    + PartialEq
    + Send
    + Sync
    + serde::Serialize
    + serde::de::DeserializeOwned
    + 'static
{
    /// Every variant, in the order they are shown.
    const VARIANTS: &'static [Self];
}

/// Declares an enum whose variants each have one text: in the database, in URLs and on the wire.
///
/// Gives `ALL`, `as_str`, `Display`, `FromStr` (error: [`UnknownText`]) and serde, all by that text.
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
        #[cfg_attr(feature = "sea-orm", sea_orm(value_type = "String"))]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every variant, in the order they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The text that stands for it in the database, in URLs and on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl $crate::TextEnum for $name {
            const VARIANTS: &'static [Self] = Self::ALL;
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownText;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::UnknownText { kind: stringify!($name), text: text.to_owned() }),
                }
            }
        }
    };
}
