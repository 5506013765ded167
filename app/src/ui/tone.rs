use super::IconName;

/// What a colour means. Wherever a tone is shown, a shape or an icon and a word say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Says nothing good or bad.
    #[default]
    Neutral,
    /// Worth knowing.
    Info,
    /// Done, in order.
    Ok,
    /// Waits for somebody.
    Wait,
    /// Failed, late, or about to destroy something.
    Bad,
}

impl Tone {
    /// The class of a part in this tone: `pill` and `pill-bad`.
    pub(crate) fn class(self, part: &str) -> String {
        match self.suffix() {
            Some(suffix) => format!("{part} {part}-{suffix}"),
            None => part.to_owned(),
        }
    }

    /// The sign that says the tone without colour.
    pub(crate) fn icon(self) -> IconName {
        match self {
            Self::Neutral | Self::Info => IconName::Info,
            Self::Ok => IconName::Check,
            Self::Wait => IconName::Clock,
            Self::Bad => IconName::Warning,
        }
    }

    fn suffix(self) -> Option<&'static str> {
        match self {
            Self::Neutral => None,
            Self::Info => Some("info"),
            Self::Ok => Some("ok"),
            Self::Wait => Some("wait"),
            Self::Bad => Some("bad"),
        }
    }
}
