//! The list of `in` and `not in`: values, and blocks of addresses.

use std::cmp::Ordering;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::parse::unquoted;
use super::value::{Value, address};
use crate::time::Zone;

/// Values and address blocks.
#[derive(Debug, Clone)]
pub(super) struct List(Vec<ListItem>);

#[derive(Debug, Clone)]
enum ListItem {
    Value(Value),
    Block(AddressBlock),
}

impl List {
    /// Reads items between commas. An item may be quoted, and may then hold a comma; an unquoted one
    /// such as `203.0.113.0/24` is a block of addresses.
    ///
    /// # Errors
    /// An empty item, an open quote, or brackets around the list.
    pub(super) fn parse(text: &str, zone: &Zone) -> Result<Self, String> {
        let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
        if let Some(inside) = inside.filter(|inside| !inside.contains(['(', ')'])) {
            return Err(format!("a list has no brackets: write {inside}"));
        }
        split(text)
            .into_iter()
            .map(|item| ListItem::read(item, zone))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Whether an item equals `column`, or is a block that has it, an address or a block.
    pub(super) fn contains(&self, column: &[u8]) -> bool {
        self.0.iter().any(|item| match item {
            ListItem::Value(value) => value.compare(column) == Some(Ordering::Equal),
            ListItem::Block(block) => match address(column) {
                Some(address) => block.contains(address),
                None => std::str::from_utf8(column).ok().and_then(AddressBlock::read).is_some_and(
                    |other| block.is_as_wide_as(other) && block.contains(other.first()),
                ),
            },
        })
    }
}

impl ListItem {
    fn read(text: &str, zone: &Zone) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("an item of the list is empty (an empty one is written '')".to_owned());
        }
        match AddressBlock::read(text) {
            Some(block) => Ok(Self::Block(block)),
            None => Ok(Self::Value(Value::read(unquoted(text)?, zone))),
        }
    }
}

/// The items of a list: split at commas outside quotes.
pub(super) fn split(text: &str) -> Vec<&str> {
    let (mut items, mut begin, mut quote) = (Vec::new(), 0, None);
    for (at, c) in text.char_indices() {
        let is_begin = text[begin..at].trim().is_empty();
        match (quote, c) {
            (None, '\'' | '"') if is_begin => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, ',') => {
                items.push(&text[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    items.push(&text[begin..]);
    items
}

/// A block of addresses, `203.0.113.0/24` (RFC 4632) or `2001:db8::/32` (RFC 4291).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AddressBlock {
    /// The leading bits all its addresses share, the others 0.
    bits: u128,
    /// How many other bits there are.
    free: u32,
    is_v4: bool,
}

impl AddressBlock {
    /// Reads `ADDRESS/BITS`; bits of the address beyond BITS are ignored.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let address: IpAddr = address.parse().ok()?;
        let length: u32 = length.parse().ok()?;
        let (bits, size, is_v4) = number(address);
        let free = size.checked_sub(length)?;
        Some(Self { bits: without(bits, free), free, is_v4 })
    }

    /// The usual network around an address: /24 of IPv4, /64 of IPv6 (RFC 6177).
    pub(crate) fn network_of(address: IpAddr) -> Self {
        let (bits, size, is_v4) = number(address);
        let free = if is_v4 { size - 24 } else { size - 64 };
        Self { bits: without(bits, free), free, is_v4 }
    }

    /// Whether the address lies in the block.
    pub(crate) fn contains(self, address: IpAddr) -> bool {
        let (bits, _, is_v4) = number(address);
        is_v4 == self.is_v4 && without(bits, self.free) == self.bits
    }

    /// The first address of the block.
    #[expect(clippy::cast_possible_truncation, reason = "an IPv4 address has 32 bits")]
    pub(crate) fn first(self) -> IpAddr {
        match self.is_v4 {
            true => IpAddr::V4(Ipv4Addr::from_bits(self.bits as u32)),
            false => IpAddr::V6(Ipv6Addr::from_bits(self.bits)),
        }
    }

    /// Whether the block has more addresses than `other`, or as many.
    pub(crate) const fn is_as_wide_as(self, other: Self) -> bool {
        self.is_v4 == other.is_v4 && self.free >= other.free
    }
}

impl fmt::Display for AddressBlock {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = if self.is_v4 { 32 } else { 128 };
        write!(out, "{}/{}", self.first(), size - self.free)
    }
}

/// The address as a number, its length in bits, and whether it is IPv4.
fn number(address: IpAddr) -> (u128, u32, bool) {
    match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), 32, true),
        IpAddr::V6(address) => (address.to_bits(), 128, false),
    }
}

/// `bits` with the last `free` set to 0.
fn without(bits: u128, free: u32) -> u128 {
    bits.checked_shr(free).and_then(|bits| bits.checked_shl(free)).unwrap_or(0)
}
