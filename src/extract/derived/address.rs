//! `address`: the IP address that a message names, where it names one alone.
//!
//! Of several addresses nothing says which one is meant: a sender, a receiver, a proxy.

use std::net::IpAddr;

use super::{Arena, network};

/// The address in `text`, without its port; `None` where it has no address, or several that differ.
pub(super) fn only_address<'a>(text: &'a [u8], _: &'a Arena) -> Option<&'a [u8]> {
    let mut found: Option<(&[u8], IpAddr)> = None;
    for (word, before, after) in AddressWords::of(text) {
        let Some((shown, address)) = read(word) else { continue };
        if is_part_of_a_path(before) || is_block(before, after) {
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

/// The words of a text that could be addresses, each with the text before and behind it.
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

/// Letters of every kind, and what joins the parts of addresses and of names: `ip-203-0-113-7.example.com`
/// is one word, and no address.
const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b':' | b'%' | b'-' | b'_' | 0x80..)
}

/// The address that a word is, as it is written but without port, and its value.
fn read(word: &[u8]) -> Option<(&[u8], IpAddr)> {
    let word = word.trim_ascii_end();
    let end =
        word.iter().rposition(|byte| !matches!(byte, b'.' | b':' | b'-')).map_or(0, |at| at + 1);
    let word = if word.ends_with(b"::") { word } else { word.get(..end)? };
    // Most words are told from addresses by their joints alone.
    let joints = word.iter().filter(|byte| matches!(byte, b'.' | b':')).count();
    if joints < 2 || !word.iter().any(u8::is_ascii_digit) || is_hardware_address(word) {
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

/// Eight pairs of hex digits are an address of hardware (EUI-64), though IPv6 allows the spelling.
fn is_hardware_address(word: &[u8]) -> bool {
    word.len() == 23 && word.split(|byte| *byte == b':').all(|group| group.len() == 2)
}

/// `agent/1.2.3.4` is a version; `/203.0.113.7` and `tcp://203.0.113.7` are addresses.
fn is_part_of_a_path(before: &[u8]) -> bool {
    matches!(before, [.., byte, b'/'] if is_of_word(*byte) && *byte != b':')
}

/// `10.0.0.0/8` is a block; the blocks /32 of IPv4 and /128 of IPv6 are one address, and behind `http://` a
/// path follows.
fn is_block(before: &[u8], after: &[u8]) -> bool {
    if before.ends_with(b"//") {
        return false;
    }
    let Some(after) = after.strip_prefix(b"/") else { return false };
    let length = after.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(after.len());
    !matches!(after.get(..length), Some(b"" | b"32" | b"128"))
}
