//! Columns made from another column's text: `path`, `query`, `status_class`, `subnet`.
//!
//! One row of [`DERIVATIONS`] each, applied to whatever reader found the source column. Not here:
//! `hour` and `minute`, which come from the line's time, not from its text.

mod subnet;
mod target;

use crate::event::Arena;

/// How a column is made from another.
#[derive(Debug)]
pub struct Derivation {
    /// The column's name.
    pub name: &'static str,
    /// What it is, for the list of columns.
    pub description: &'static str,
    /// Columns it can be made from; the first that a format has is taken.
    pub(super) sources: &'static [&'static str],
    /// Makes it from the source's text: a part of that text, or a text of its own in the arena; `None`
    /// leaves the line without the column.
    pub(super) derive: for<'a> fn(&'a [u8], &'a Arena) -> Option<&'a [u8]>,
}

/// All derived columns.
pub static DERIVATIONS: &[Derivation] = &[
    Derivation {
        name: "path",
        description: "the path of the request, without its query",
        sources: TARGETS,
        derive: target::path,
    },
    Derivation {
        name: "query",
        description: "what follows the ? of the request, empty where there is none",
        sources: TARGETS,
        derive: target::query,
    },
    Derivation {
        name: "status_class",
        description: "the status by its first digit, such as 2xx",
        sources: &["status", "status_code", "sc-status", "code"],
        derive: status_class,
    },
    Derivation {
        name: "subnet",
        description: "the client's network: /24 of an IPv4 address, /64 of an IPv6 address",
        sources: &["client", "client_ip", "remote_addr", "remote_ip", "c-ip", "host"],
        derive: subnet::subnet,
    },
];

/// Where formats keep what was requested.
const TARGETS: &[&str] = &["target", "uri", "request_uri", "url", "path", "cs-uri-stem", "request"];

/// The derivation of the column `name`.
pub(super) fn derivation(name: &str) -> Option<&'static Derivation> {
    DERIVATIONS.iter().find(|derivation| derivation.name == name)
}

/// `200` -> `2xx`; `None` if the text is not three digits.
fn status_class<'a>(text: &'a [u8], _: &'a Arena) -> Option<&'a [u8]> {
    let [class, tens, ones] = text else { return None };
    if !tens.is_ascii_digit() || !ones.is_ascii_digit() {
        return None;
    }
    let classes = [b"0xx", b"1xx", b"2xx", b"3xx", b"4xx", b"5xx", b"6xx", b"7xx", b"8xx", b"9xx"];
    let index = usize::from(class.checked_sub(b'0')?);
    classes.get(index).map(|class| class.as_slice())
}

#[cfg(test)]
mod tests {
    use super::{Arena, DERIVATIONS, derivation};
    use proptest::prelude::{any, prop_assert, proptest};

    fn derive(name: &str, text: &[u8]) -> Option<Vec<u8>> {
        (derivation(name)?.derive)(text, &Arena::new()).map(<[u8]>::to_vec)
    }

    #[test]
    fn rows_are_named_once_and_described() {
        for (index, row) in DERIVATIONS.iter().enumerate() {
            assert!(DERIVATIONS[..index].iter().all(|other| other.name != row.name));
            assert!(!row.description.is_empty() && !row.description.ends_with('.'));
            assert!(!row.sources.is_empty());
        }
    }

    #[test]
    fn columns_are_derived() {
        let cases = [
            ("path", "/a/b?c=1&d=2", Some("/a/b")),
            ("path", "/a", Some("/a")),
            ("path", "/a#top", Some("/a")),
            ("path", "/redirect?to=http://example.com/x", Some("/redirect")),
            ("path", "/to/http://example.com/x", Some("/to/http://example.com/x")),
            ("path", "http://example.com/path?x", Some("/path")),
            ("path", "https://[2001:db8::1]:443/", Some("/")),
            ("path", "http://example.com", Some("/")),
            ("path", "http://example.com?x=1", Some("/")),
            ("path", "GET /a?b HTTP/1.1", Some("/a")),
            ("path", "GET http://example.com/a b?c HTTP/1.1", Some("/a b")),
            ("path", "GET /", Some("/")),
            ("path", "example.com:443", Some("example.com:443")),
            ("path", "*", Some("*")),
            ("path", "-", None),
            ("path", "", None),
            ("query", "/a?b=1?c#d", Some("b=1?c")),
            ("query", "http://example.com?x=1", Some("x=1")),
            ("query", "GET /a?b=1 HTTP/1.1", Some("b=1")),
            ("query", "/a#d?e", Some("")),
            ("query", "/a", Some("")),
            ("query", "-", None),
            ("status_class", "200", Some("2xx")),
            ("status_class", "503", Some("5xx")),
            ("status_class", "-1", None),
            ("status_class", "2000", None),
            ("status_class", "2x0", None),
            ("status_class", "-", None),
            ("subnet", "203.0.113.7", Some("203.0.113.0/24")),
            ("subnet", "203.0.113.7:52000", Some("203.0.113.0/24")),
            ("subnet", "::ffff:203.0.113.7", Some("203.0.113.0/24")),
            ("subnet", "2001:db8:0:1:2::3", Some("2001:db8:0:1::/64")),
            ("subnet", "2001:DB8::1", Some("2001:db8::/64")),
            ("subnet", "[2001:db8::1]:443", Some("2001:db8::/64")),
            ("subnet", "[2001:db8::1]", Some("2001:db8::/64")),
            ("subnet", "fe80::1%eth0", Some("fe80::/64")),
            ("subnet", "::1", Some("::/64")),
            ("subnet", "203.0.113", None),
            ("subnet", "203.0.113.256", None),
            ("subnet", "203.0.113.7:", None),
            ("subnet", "203.0.113.7, 192.0.2.1", None),
            ("subnet", "example.com", None),
            ("subnet", "[203.0.113.7]", None),
            ("subnet", "-", None),
        ];
        for (name, text, expected) in cases {
            let expected = expected.map(|text| text.as_bytes().to_vec());
            assert_eq!(derive(name, text.as_bytes()), expected, "{name} of {text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in proptest::collection::vec(any::<u8>(), 0..64)) {
            for row in DERIVATIONS {
                derive(row.name, &text);
            }
        }

        #[test]
        fn a_network_holds_its_addresses(address in any::<std::net::Ipv6Addr>()) {
            let network = derive("subnet", address.to_string().as_bytes()).unwrap();
            let network = String::from_utf8(network).unwrap();
            let start: Option<std::net::Ipv6Addr> =
                network.strip_suffix("/64").map(|text| text.parse().unwrap());
            // The mapped ones are IPv4 networks.
            prop_assert!(start.is_none_or(|start| start.segments()[..4] == address.segments()[..4]));
        }
    }
}
