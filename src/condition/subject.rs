//! The value that `inspect` looks at: an address however it is spelled, all addresses of a block, or
//! a text.

use std::net::IpAddr;

use ipnetwork::IpNetwork;
use memchr::memchr;

use super::list::{block_around, read_block};
use super::value::address;

/// The value that a run looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    text: Vec<u8>,
    kind: SubjectKind,
}

/// What the text of a subject is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SubjectKind {
    Text,
    Address(IpAddr),
    Block(IpNetwork),
}

impl Subject {
    /// Reads an address, a block of addresses (`203.0.113.0/24`), or any other text.
    pub(crate) fn read(text: &[u8]) -> Self {
        if let Some(address) = address(text) {
            let text = address.to_string().into_bytes();
            return Self { text, kind: SubjectKind::Address(address) };
        }
        match block(text) {
            Some(block) => {
                Self { text: block.to_string().into_bytes(), kind: SubjectKind::Block(block) }
            }
            None => Self { text: text.to_vec(), kind: SubjectKind::Text },
        }
    }

    /// Its text. The text of an address or a block is canonical (RFC 5952).
    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }

    /// Whether a value is the subject, or an address in its block.
    pub(crate) fn includes(&self, value: &[u8]) -> bool {
        if value == self.text {
            return true;
        }
        match self.kind {
            SubjectKind::Text => false,
            // An IPv4 address has one spelling without a colon, and one within brackets.
            SubjectKind::Address(own) => {
                memchr(b':', value).is_some() && address(value).is_some_and(|other| other == own)
            }
            SubjectKind::Block(block) => address(value).is_some_and(|own| block.contains(own)),
        }
    }

    /// Whether it is an address or a block of addresses.
    pub(crate) const fn has_address(&self) -> bool {
        !matches!(self.kind, SubjectKind::Text)
    }

    /// The address, if it is one.
    pub(crate) const fn address(&self) -> Option<IpAddr> {
        match self.kind {
            SubjectKind::Address(address) => Some(address),
            SubjectKind::Text | SubjectKind::Block(_) => None,
        }
    }

    /// The network in which its neighbours are, the usual one of a customer (RFC 6177): /24 of IPv4, /64 of
    /// IPv6. `None` if it is no address and no block smaller than that.
    pub(crate) fn network(&self) -> Option<IpNetwork> {
        let own = match self.kind {
            SubjectKind::Text => return None,
            SubjectKind::Address(address) => IpNetwork::from(address),
            SubjectKind::Block(block) => block,
        };
        let length = if own.is_ipv4() { 24 } else { 64 };
        block_around(own.ip(), length).filter(|_| own.prefix() > length)
    }
}

fn block(text: &[u8]) -> Option<IpNetwork> {
    std::str::from_utf8(text).ok().and_then(read_block)
}

#[cfg(test)]
mod tests {
    use super::Subject;

    #[test]
    fn addresses_are_known_in_every_spelling() {
        let cases: [(&str, &[&str], &[&str]); 5] = [
            ("203.0.113.7", &["203.0.113.7", "::ffff:203.0.113.7"], &["203.0.113.70", "", "7"]),
            (
                "2001:DB8:0::1",
                &["2001:db8::1", "[2001:db8::1]", "2001:0db8::0001"],
                &["2001:db8::2"],
            ),
            ("203.0.113.9/24", &["203.0.113.0", "203.0.113.255"], &["203.0.114.0", "x"]),
            ("2001:db8::/32", &["2001:db8:ffff::1"], &["2001:db9::", "203.0.113.7"]),
            ("/cart", &["/cart"], &["/cart/", "/Cart"]),
        ];
        for (text, included, others) in cases {
            let subject = Subject::read(text.as_bytes());
            assert!(included.iter().all(|value| subject.includes(value.as_bytes())), "{text}");
            assert!(!others.iter().any(|value| subject.includes(value.as_bytes())), "{text}");
        }
        assert_eq!(Subject::read(b"203.0.113.9/24").text(), b"203.0.113.0/24");
        let network = |text: &str| {
            Subject::read(text.as_bytes()).network().map(|network| network.to_string())
        };
        assert_eq!(network("203.0.113.7").as_deref(), Some("203.0.113.0/24"));
        assert_eq!(network("2001:db8::1").as_deref(), Some("2001:db8::/64"));
        assert_eq!(network("203.0.113.128/25").as_deref(), Some("203.0.113.0/24"));
        assert_eq!((network("203.0.113.0/24"), network("/cart")), (None, None));
    }
}
