//! Blocks and ranges of addresses in the spellings of other tools: refused, with the block or the bounds to
//! write, where the column has addresses by its name. Elsewhere `3/32` may be a fraction, `1.2.3.4-5` a version.

use std::net::{IpAddr, Ipv4Addr};

use ipnetwork::ip_mask_to_prefix;

use super::list::{read_block, split};
use super::parse::{ConditionParts, Operator};
use super::value::address;

/// What stands between the first and the last address of a range.
const BETWEEN: [&str; 4] = ["..", " to ", "-", "\u{2013}"];

/// Quotes, one of which may be left open.
const QUOTES: [char; 2] = ['\'', '"'];

/// Words in the names of columns that have addresses.
const ADDRESSES: [&str; 4] = ["client", "ip", "addr", "address"];

/// Whether a column has addresses, by its name.
fn has_addresses(column: &str) -> bool {
    let name = column.to_ascii_lowercase();
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
    words.next_back().is_some_and(|word| ADDRESSES.contains(&word))
}

/// Refuses a block of another spelling, a block whose length is out of bounds, and a range of addresses.
pub(super) fn check(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let (word, is_negated) = match operator {
        Operator::Equal | Operator::In => ("in", false),
        Operator::NotEqual | Operator::NotIn => ("not in", true),
        _ => return Ok(()),
    };
    let items: Vec<&str> = split(value).into_iter().map(str::trim).collect();
    let is_known = has_addresses(column);
    let meant: Vec<Option<String>> =
        items.iter().map(|item| block_meant(item).filter(|_| is_known)).collect();
    if let Some(at) = meant.iter().position(Option::is_some) {
        let blocks = items.iter().zip(&meant).map(|(item, block)| block.as_deref().unwrap_or(item));
        let blocks = blocks.collect::<Vec<_>>().join(",");
        let typed = items.get(at).copied().unwrap_or_default();
        return Err(format!(
            "{typed} is no block of addresses; write {column} {word} {blocks}, or quote it for the text"
        ));
    }
    if let Some((first, last)) = items.iter().find_map(|item| range(item)).filter(|_| is_known) {
        return Err(match is_negated {
            false => format!(
                "one bound a condition; write {column} >= {first} and, as a second option, {column} <= {last}"
            ),
            true => format!(
                "one bound a condition; write {column} < {first} in one run and {column} > {last} in another"
            ),
        });
    }
    if let Some(item) = items.iter().find(|item| is_known && has_wrong_octet(item)) {
        return Err(format!(
            "{item} is no address; its four numbers are 0 to 255; or quote it for the text"
        ));
    }
    match items.iter().find(|item| has_wrong_length(item)) {
        Some(item) => Err(format!(
            "{item} is no block of addresses; its length is 0 to 32, or to 128 of IPv6; or quote it \
             for the text"
        )),
        None => Ok(()),
    }
}

/// Whether an item is four numbers between dots, and no address.
fn has_wrong_octet(item: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    item.split('.').count() == 4
        && item.split('.').all(is_number)
        && address(item.as_bytes()).is_none()
}

/// Whether an address and a number are parted by a slash, and are no block.
fn has_wrong_length(item: &str) -> bool {
    let parts = item.split_once('/').filter(|(begin, _)| address(begin.as_bytes()).is_some());
    let length = parts.map(|(_, length)| length).filter(|length| !length.is_empty());
    length.is_some_and(|length| length.bytes().all(|byte| byte.is_ascii_digit()))
        && read_block(item).is_none()
}

/// The block that an item of another spelling means, which may leave out octets of the address, as in `10/8`.
fn block_meant(item: &str) -> Option<String> {
    let is_quoted =
        |quote: &char| item.len() > 1 && item.starts_with(*quote) && item.ends_with(*quote);
    if read_block(item).is_some() || QUOTES.iter().any(is_quoted) {
        return None;
    }
    let bare: String = item.chars().filter(|c| !c.is_whitespace() && !QUOTES.contains(c)).collect();
    let bare = bare.replace('\\', "/");
    let block = match bare.split_once('/') {
        Some((begin, length)) => {
            let begin = address(begin.as_bytes()).or_else(|| padded(begin))?;
            let length =
                length.parse::<IpAddr>().map_or_else(|_| length.parse().ok(), mask_length)?;
            format!("{begin}/{length}")
        }
        None => match range(item) {
            Some((first, last)) => whole_block(first, last)?,
            None => wildcards(&bare)?,
        },
    };
    read_block(&block).is_some().then_some(block)
}

/// The length of a mask (`255.255.255.0`), or of one with its bits turned round, as Cisco writes them.
fn mask_length(mask: IpAddr) -> Option<u8> {
    let turned = match mask {
        IpAddr::V4(mask) => Some(IpAddr::V4(Ipv4Addr::from_bits(!mask.to_bits()))),
        IpAddr::V6(_) => None,
    };
    let masks = [Some(mask), turned].into_iter().flatten();
    masks.filter_map(|mask| ip_mask_to_prefix(mask).ok()).next()
}

/// The address of fewer than four octets, `10.1`, the others 0.
fn padded(text: &str) -> Option<IpAddr> {
    let octets: Option<Vec<u8>> =
        text.trim_end_matches('.').split('.').map(|part| part.parse().ok()).collect();
    let octets = octets.filter(|octets| octets.len() < 4)?;
    let mut all = [0; 4];
    all.iter_mut().zip(octets).for_each(|(place, octet)| *place = octet);
    Some(IpAddr::from(all))
}

/// The block of `10.0.0.*`, `10.0.x.x`, `10.*`, `10.0.0.` or `10.1`.
fn wildcards(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('.').collect();
    let numbers = parts.iter().take_while(|part| part.parse::<u8>().is_ok()).count();
    let is_wild = |part: &&str| matches!(*part, "*" | "x" | "X" | "");
    let is_block = (2..=4).contains(&parts.len())
        && (1..4).contains(&numbers)
        && parts.get(numbers..)?.iter().all(is_wild);
    let begin = padded(&parts.get(..numbers)?.join("."))?;
    is_block.then(|| format!("{begin}/{}", numbers * 8))
}

/// The first and the last address of `10.0.0.1-10.0.0.9` or `10.0.0.1-9`.
fn range(item: &str) -> Option<(IpAddr, IpAddr)> {
    BETWEEN.iter().find_map(|between| {
        let (first, last) = item.split_once(between)?;
        let first = address(first.as_bytes())?;
        let last = match (first, last.trim().parse::<u8>()) {
            (IpAddr::V4(first), Ok(octet)) => {
                let [a, b, c, _] = first.octets();
                IpAddr::from([a, b, c, octet])
            }
            _ => address(last.as_bytes())?,
        };
        (first.is_ipv4() == last.is_ipv4() && first <= last).then_some((first, last))
    })
}

/// The block that has the addresses from `first` to `last` and no other.
fn whole_block(first: IpAddr, last: IpAddr) -> Option<String> {
    let (IpAddr::V4(low), IpAddr::V4(high)) = (first, last) else { return None };
    let differing = low.to_bits() ^ high.to_bits();
    let is_block = differing & differing.wrapping_add(1) == 0 && low.to_bits() & differing == 0;
    is_block.then(|| format!("{first}/{}", differing.leading_zeros()))
}
