//! `address`: the IP address that a message has, if it has one alone.
//!
//! Of several addresses it is unknown which one is wanted: the sender, the receiver or a proxy.

use std::net::IpAddr;

use super::{Arena, network};

/// The address in `text`, as [`parse_address`] gives it; `None` for no address, or for several that differ.
pub(super) fn only_address<'a>(text: &'a [u8], _: &'a Arena) -> Option<&'a [u8]> {
    let mut found: Option<(&[u8], IpAddr)> = None;
    for (word, before, after) in AddressWords::of(text) {
        let Some((shown, address)) = parse_address(word) else { continue };
        if is_part_of_a_path(before) || is_block(before, after, address) {
            continue;
        }
        match found {
            Some((_, other)) if other != address => return None,
            Some(_) => {}
            None => found = Some((shown, address)),
        }
    }
    found.map(|(shown, _)| shown)
}

/// Every word of a text, with the text before it and the text after it.
struct AddressWords<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> AddressWords<'a> {
    const fn of(text: &'a [u8]) -> Self {
        Self { text, at: 0 }
    }
}

impl<'a> Iterator for AddressWords<'a> {
    type Item = (&'a [u8], &'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let start =
            self.at + self.text.get(self.at..)?.iter().position(|byte| is_of_word(*byte))?;
        let rest = self.text.get(start..)?;
        let length = rest.iter().position(|byte| !is_of_word(*byte)).unwrap_or(rest.len());
        self.at = start + length;
        Some((rest.get(..length)?, self.text.get(..start)?, rest.get(length..)?))
    }
}

/// Letters, digits, bytes outside ASCII, and the separators within addresses and names:
/// `ip-203-0-113-7.example.com` is one word, and no address.
const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b':' | b'%' | b'-' | b'_' | 0x80..)
}

/// The address that `word` is, without its port and without the `::ffff:` before an IPv4 address, and its
/// value; `None` for `0.0.0.0` and `::`, which are no address of a machine.
fn parse_address(word: &[u8]) -> Option<(&[u8], IpAddr)> {
    let end =
        word.iter().rposition(|byte| !matches!(byte, b'.' | b':' | b'-')).map_or(0, |at| at + 1);
    let word = if word.ends_with(b"::") { word } else { word.get(..end)? };
    // Most words have too few separators for an address.
    let separators = word.iter().filter(|byte| matches!(byte, b'.' | b':')).count();
    if separators < 2 || !word.iter().any(u8::is_ascii_digit) || is_hardware_address(word) {
        return None;
    }
    // The port of an IPv4 address, and of one that is written as IPv6 (`::ffff:203.0.113.7:4000`).
    let bare = match (memchr::memchr(b'.', word), memchr::memrchr(b':', word)) {
        (Some(dot), Some(colon)) if dot < colon => word.get(..colon)?,
        _ => word,
    };
    let address = network::address(bare).filter(|address| !address.is_unspecified())?;
    let shown = match memchr::memrchr(b':', bare) {
        Some(colon) if address.is_ipv4() => bare.get(colon + 1..)?,
        _ => bare,
    };
    Some((shown, address))
}

/// Eight pairs of hex digits are a hardware address (EUI-64), though IPv6 allows the spelling.
fn is_hardware_address(word: &[u8]) -> bool {
    word.len() == 23 && word.split(|byte| *byte == b':').all(|group| group.len() == 2)
}

/// `agent/1.2.3.4` is a version; `/203.0.113.7` and `tcp://203.0.113.7` are addresses.
fn is_part_of_a_path(before: &[u8]) -> bool {
    matches!(before, [.., byte, b'/'] if is_of_word(*byte) && *byte != b':')
}

/// A length of a prefix after `/` makes a block of `address`: `10.0.0.0/8`. A block of all bits is one
/// address, and a path follows the address of a URL.
fn is_block(before: &[u8], after: &[u8], address: IpAddr) -> bool {
    let all_bits = if address.is_ipv4() { 32 } else { 128 };
    let Some(after) = after.strip_prefix(b"/").filter(|_| !before.ends_with(b"//")) else {
        return false;
    };
    let end = after.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(after.len());
    let digits = after.get(..end).and_then(|digits| std::str::from_utf8(digits).ok());
    digits.and_then(|digits| digits.parse::<u8>().ok()).is_some_and(|bits| bits < all_bits)
}
