//! An address or a prefix, as firewalls and servers read it.

use std::fmt;
use std::net::IpAddr;

/// A prefix of addresses; a single address is a prefix of full length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Network {
    address: IpAddr,
    length: u8,
}

impl Network {
    /// Reads an address or a prefix (`203.0.113.7`, `2001:db8::/32`); host bits of a prefix are
    /// cleared, and an IPv4 address mapped into IPv6 is an IPv4 address. `None` for other text, and for
    /// a prefix of length 0, which would block everyone.
    pub(super) fn parse(text: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        let Some((address, length)) = text.split_once('/') else {
            let address = text.parse::<IpAddr>().ok()?.to_canonical();
            return Some(Self { address, length: full_length(address) });
        };
        let address: IpAddr = address.parse().ok()?;
        let is_number = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
        let length: u8 = length.parse().ok().filter(|_| is_number)?;
        let is_prefix = (1..=full_length(address)).contains(&length);
        is_prefix.then(|| Self { address: masked(address, length), length })
    }

    /// The bits of its prefix.
    pub(super) fn length(self) -> u8 {
        self.length
    }

    /// Whether it is IPv6.
    pub(super) fn is_v6(self) -> bool {
        self.address.is_ipv6()
    }
}

fn full_length(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}

/// The address with only its first `length` bits, which is at least 1.
fn masked(address: IpAddr, length: u8) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX << (32_u8.saturating_sub(length));
            IpAddr::V4((address.to_bits() & mask).into())
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX << (128_u8.saturating_sub(length));
            IpAddr::V6((address.to_bits() & mask).into())
        }
    }
}

impl fmt::Display for Network {
    /// The address alone at full length, else with its length.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, length } = self;
        if *length == full_length(*address) {
            write!(out, "{address}")
        } else {
            write!(out, "{address}/{length}")
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
