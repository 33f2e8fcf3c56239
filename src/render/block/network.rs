//! An address or a prefix, as firewalls and servers read it.

use std::fmt;
use std::net::IpAddr;

use ipnetwork::IpNetwork;

/// A prefix of addresses; a single address is a prefix of full length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Network(IpNetwork);

impl Network {
    /// Reads an address or a prefix (`203.0.113.7`, `2001:db8::/32`); host bits of a prefix are
    /// cleared, and an IPv4 address mapped into IPv6 is an IPv4 address. `None` for other text, and for
    /// a prefix of length 0, which would block everyone.
    pub(super) fn parse(text: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        let Some((address, length)) = text.split_once('/') else {
            return Some(Self(text.parse::<IpAddr>().ok()?.to_canonical().into()));
        };
        let is_number = length.bytes().all(|byte| byte.is_ascii_digit());
        let length = length.parse().ok().filter(|length| is_number && *length > 0)?;
        IpNetwork::new(address.parse().ok()?, length).ok().map(Self)
    }

    /// The bits of its prefix.
    pub(super) fn length(self) -> u8 {
        self.0.prefix()
    }

    /// Whether it is IPv6.
    pub(super) fn is_v6(self) -> bool {
        self.0.is_ipv6()
    }
}

impl fmt::Display for Network {
    /// The address alone at full length, else with its length.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (address, length) = (self.0.network(), self.length());
        match length == if self.is_v6() { 128 } else { 32 } {
            true => write!(out, "{address}"),
            false => write!(out, "{address}/{length}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    #[test]
    fn addresses_and_prefixes_are_read_and_others_are_not() {
        let cases = [
            ("203.0.113.7", Some("203.0.113.7")),
            ("203.0.113.7/24", Some("203.0.113.0/24")),
            ("203.0.113.7/32", Some("203.0.113.7")),
            ("2001:DB8:0::1", Some("2001:db8::1")),
            ("2001:db8:ffff::/33", Some("2001:db8:8000::/33")),
            ("::ffff:198.51.100.1", Some("198.51.100.1")),
            ("0.0.0.0/0", None),
            ("::/0", None),
            ("203.0.113.7/33", None),
            ("203.0.113.7/+8", None),
            ("203.0.113.7/", None),
            ("203.0.113", None),
            ("203.0.113.7 ", None),
            ("203.0.113.7; drop", None),
            ("fe80::1%eth0", None),
            ("", None),
            ("-", None),
        ];
        for (text, expected) in cases {
            let read = Network::parse(text.as_bytes()).map(|network| network.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
        assert_eq!(Network::parse(b"203.0.113.7\xff"), None);
    }
}
