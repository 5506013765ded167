//! What stands in front of the server: the address browsers know it by, and the proxies that hand their requests on.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap, Uri, header};
use ipnet::IpNet;

/// What stands in front of the server; nothing, unless it is configured.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The address browsers know the desk by.
    pub public_url: Option<PublicUrl>,
    /// Who may say for whom a request is.
    pub trusted_proxies: Vec<Network>,
}

impl Front {
    /// Whether browsers speak TLS, be it to a proxy: then cookies are `Secure`, and browsers are told to stay with it.
    pub fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.is_https)
    }

    /// Whether a page of this origin is the desk's own.
    pub fn is_own(&self, origin: &str) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.origin == origin)
    }

    /// Whom a request is from: the peer, or where that is a trusted proxy, the last address of `X-Forwarded-For` that is none. What stands before
    /// that anybody may have written.
    pub fn client(&self, headers: &HeaderMap, extensions: &Extensions) -> Option<IpAddr> {
        let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
        let mut client = peer.ip().to_canonical();
        let forwarded: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .flat_map(|value| value.to_str().unwrap_or_default().split(','))
            .collect();
        for said in forwarded.into_iter().rev() {
            if !self.trusts(client) {
                break;
            }
            // What is no address was written by nobody we trust: the one who handed it on is the last that is known.
            let Some(address) = address(said) else { break };
            client = address;
        }
        Some(client)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.0.contains(&address))
    }
}

/// An address as proxies write it: alone, with a port, in brackets.
fn address(said: &str) -> Option<IpAddr> {
    let said = said.trim();
    said.parse::<IpAddr>()
        .or_else(|_| said.parse::<SocketAddr>().map(|address| address.ip()))
        .or_else(|_| said.trim_matches(['[', ']']).parse())
        .ok()
        .map(|address| address.to_canonical())
}

/// The address browsers know the desk by, as in `https://desk.example`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    is_https: bool,
}

impl FromStr for PublicUrl {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts =
            text.parse::<Uri>().map_err(|_| "an address is written like https://desk.example")?.into_parts();
        let scheme = parts.scheme.ok_or("an address begins with https:// or http://")?;
        let is_https = match scheme.as_str() {
            "https" => true,
            "http" => false,
            _ => return Err("an address begins with https:// or http://"),
        };
        let authority = parts.authority.filter(|authority| !authority.as_str().contains('@'));
        let authority = authority.ok_or("an address names a host, as in https://desk.example")?;
        if parts.path_and_query.is_some_and(|path| path != "/") {
            return Err("the desk stands at the root of its host: nothing follows the host and port");
        }
        // As browsers write it in `Origin`: in small letters, without the port that goes without saying.
        let host = authority.as_str().to_ascii_lowercase();
        let host = host.strip_suffix(if is_https { ":443" } else { ":80" }).unwrap_or(&host);
        Ok(Self { origin: format!("{scheme}://{host}"), is_https })
    }
}

/// A network, or a single address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network(IpNet);

impl FromStr for Network {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        text.parse::<IpNet>()
            .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
            .map(Self)
            .map_err(|_| "a proxy is an address or a network, as in 10.0.0.5 or 10.0.0.0/8")
    }
}

/// What the browser calls itself, cut to what a list shows.
pub fn agent(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    agent.chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let front = Front {
            public_url: None,
            trusted_proxies: trusted.iter().map(|network| network.parse().unwrap()).collect(),
        };
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo::<SocketAddr>(SocketAddr::new(peer.parse().unwrap(), 40_000)));
        front.client(&headers, &extensions).unwrap().to_string()
    }

    #[test]
    fn sec_01_whom_a_request_is_from_only_a_trusted_proxy_may_say() {
        let proxy = &["10.0.0.0/8", "fd00::1"][..];
        assert_eq!(from("203.0.113.9", &["198.51.100.1"], &[]), "203.0.113.9", "nobody is trusted");
        assert_eq!(from("203.0.113.9", &["198.51.100.1"], proxy), "203.0.113.9", "this peer is not");
        assert_eq!(from("10.0.0.2", &["198.51.100.1"], proxy), "198.51.100.1");
        assert_eq!(
            from("10.0.0.2", &["1.1.1.1, 198.51.100.1"], proxy),
            "198.51.100.1",
            "the first is invented"
        );
        assert_eq!(
            from("10.0.0.2", &["1.1.1.1", "198.51.100.1, 10.9.9.9"], proxy),
            "198.51.100.1",
            "two proxies, two lines"
        );
        assert_eq!(from("10.0.0.2", &[], proxy), "10.0.0.2");
        assert_eq!(from("10.0.0.2", &["unknown"], proxy), "10.0.0.2");
        assert_eq!(from("10.0.0.2", &["1.1.1.1, nonsense, 10.0.0.3"], proxy), "10.0.0.3");
        assert_eq!(from("fd00::1", &["[2001:db8::7]:8080"], proxy), "2001:db8::7");
        assert_eq!(from("10.0.0.2", &["198.51.100.1:55000"], proxy), "198.51.100.1");
        assert_eq!(from("::ffff:10.0.0.2", &["::ffff:198.51.100.1"], proxy), "198.51.100.1");
    }

    #[test]
    fn sec_01_the_public_address_is_an_origin() {
        let url = |text: &str| text.parse::<PublicUrl>();
        let desk = url("https://Desk.Example:443/").unwrap();
        assert_eq!((desk.origin.as_str(), desk.is_https), ("https://desk.example", true));
        assert!(!url("http://127.0.0.1:3000").unwrap().is_https);
        for wrong in [
            "",
            "desk.example",
            "ftp://desk.example",
            "https://",
            "https://desk.example/shop",
            "https://a@b",
            "https://b?x",
        ] {
            assert!(url(wrong).is_err(), "{wrong}");
        }
        for wrong in ["", "10.0.0.0/33", "proxy.example"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
