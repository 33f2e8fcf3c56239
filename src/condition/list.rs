//! The list of `in` and `not in`: values, and blocks of addresses.

use std::cmp::Ordering;
use std::net::IpAddr;

use ipnetwork::IpNetwork;

use super::parse::unquoted;
use super::value::{Value, address};
use crate::time::Zone;

/// Values and blocks of addresses.
#[derive(Debug, Clone)]
pub(super) struct List(pub(super) Vec<ListItem>);

#[derive(Debug, Clone)]
pub(super) enum ListItem {
    Value(Value),
    Block(IpNetwork),
}

/// The items as texts of a list: each in quotes of its own.
pub(super) fn in_quotes(items: &[&str]) -> String {
    items.iter().map(|item| format!("'{}'", item.trim())).collect::<Vec<_>>().join(",")
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
                None => {
                    std::str::from_utf8(column).ok().and_then(read_block).is_some_and(|other| {
                        other.prefix() >= block.prefix() && block.contains(other.ip())
                    })
                }
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
        match read_block(text) {
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

/// Reads a block of addresses, `203.0.113.0/24` (RFC 4632) or `2001:db8::/32` (RFC 4291); bits of the address
/// beyond the length are ignored.
pub(crate) fn read_block(text: &str) -> Option<IpNetwork> {
    let (address, length) = text.split_once('/')?;
    block_around(address.parse().ok()?, length.parse().ok()?)
}

/// The block of the addresses that share their first `length` bits with `address`; `None` if the address has
/// fewer bits.
pub(crate) fn block_around(address: IpAddr, length: u8) -> Option<IpNetwork> {
    let network = IpNetwork::new(address, length).ok()?.network();
    IpNetwork::new(network, length).ok()
}
