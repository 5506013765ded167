//! Where a request comes from.

use std::net::IpAddr;

/// The browser of a request, as far as it can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// Its network address, once a proxy in front has been seen through.
    pub address: Option<IpAddr>,
    /// What it calls itself (`User-Agent`).
    pub agent: String,
    /// The token it was given when somebody last signed in with it.
    pub known_browser: Option<String>,
}

/// A browser and its system in words that people use; none for what calls itself otherwise.
///
/// Browsers name those they descend from too, so the youngest is looked for first.
pub(crate) fn browser(agent: &str) -> Option<(&'static str, Option<&'static str>)> {
    const BROWSERS: [(&str, &str); 8] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Macintosh", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    named(&BROWSERS).map(|browser| (browser, named(&SYSTEMS)))
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn sec_01_a_browser_is_named_as_people_do() {
        let mozilla = |rest: &str| format!("Mozilla/5.0 ({rest}");
        for (agent, expected) in [
            (
                mozilla(
                    "Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
                ),
                Some(("Chrome", Some("Windows"))),
            ),
            (
                mozilla("Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"),
                Some(("Edge", Some("Windows"))),
            ),
            (
                mozilla(
                    "Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
                ),
                Some(("Safari", Some("macOS"))),
            ),
            (
                mozilla(
                    "iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/140.0 Mobile Safari/604.1",
                ),
                Some(("Chrome", Some("iPhone"))),
            ),
            (
                mozilla("Linux; Android 15) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"),
                Some(("Chrome", Some("Android"))),
            ),
            (
                mozilla("X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
                Some(("Firefox", Some("Linux"))),
            ),
            ("curl/8.0".to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(browser(&agent), expected, "{agent}");
        }
    }
}
