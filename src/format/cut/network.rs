//! Texts that are addresses, and texts that are times where a host might be.
//!
//! Called by [`super::Cut`].

use std::net::{IpAddr, Ipv4Addr};

use memchr::{memchr, memmem};

/// The IP address that a text is, without brackets and port; `None` when it is no address, or the
/// unspecified one, which no client has.
pub(super) fn ip(text: &[u8]) -> Option<&[u8]> {
    let bare = match text.strip_prefix(b"[") {
        Some(rest) => {
            let (inner, port) = rest.split_at(memchr(b']', rest)?);
            (port == b"]" || port.starts_with(b"]:")).then_some(inner)?
        }
        None => text,
    };
    [Some(bare), without_port(bare)].into_iter().flatten().find(|text| is_ip(text))
}

/// An IPv4 address before its port: in IPv6 a port looks like a group.
fn without_port(text: &[u8]) -> Option<&[u8]> {
    let (host, _) = text.split_at(memchr(b':', text)?);
    std::str::from_utf8(host).ok()?.parse::<Ipv4Addr>().ok().map(|_| host)
}

fn is_ip(text: &[u8]) -> bool {
    // The zone of a link-local address is part of it.
    let plain = text.get(..memchr(b'%', text).unwrap_or(text.len())).unwrap_or(text);
    let address = std::str::from_utf8(plain).ok().and_then(|text| text.parse::<IpAddr>().ok());
    address.is_some_and(|address| !address.is_unspecified())
}

/// Whether a text is a time of day, or a stamp that ends with one: `08:15:42`,
/// `2026-04-07T08:15:42.3Z`. `false` for IPv6 addresses.
pub(super) fn is_clock(text: &[u8]) -> bool {
    let from = memmem::rfind(text, b"T").map_or(0, |at| at + 1);
    let clock = text.get(from..).unwrap_or_default();
    let shaped = |(at, byte): (usize, &u8)| match at {
        2 | 5 => *byte == b':',
        _ => byte.is_ascii_digit(),
    };
    clock.len() >= 8 && clock.iter().take(8).enumerate().all(shaped) && clock.get(8) != Some(&b':')
}

#[cfg(test)]
mod tests {
    use super::{ip, is_clock};

    #[test]
    fn addresses() {
        let cases = [
            ("203.0.113.7", Some("203.0.113.7")),
            ("203.0.113.7:4000", Some("203.0.113.7")),
            ("[203.0.113.7]:4000", Some("203.0.113.7")),
            ("[2001:db8::7]:4000", Some("2001:db8::7")),
            ("[2001:db8::7]", Some("2001:db8::7")),
            ("2001:db8::7", Some("2001:db8::7")),
            ("fe80::7%eth0", Some("fe80::7%eth0")),
            ("[2001:db8::7", None),
            ("[2001:db8::7]x", None),
            ("0.0.0.0", None),
            ("::", None),
            ("203.0.113", None),
            ("example.com", None),
            ("unix:", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(ip(text.as_bytes()), expected.map(str::as_bytes), "{text}");
        }
    }

    #[test]
    fn clocks() {
        for text in
            ["08:15:42", "08:15:42.310", "2026-04-07T08:15:42+02:00", "2026-04-07T08:15:42Z"]
        {
            assert!(is_clock(text.as_bytes()), "{text}");
        }
        for text in ["", "web1", "12:34:56:78::1", "2001:db8::1", "10.1.2.3", "08:15", "T"] {
            assert!(!is_clock(text.as_bytes()), "{text}");
        }
    }
}
