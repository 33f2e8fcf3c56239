//! Networks of addresses as canonical text (RFC 5952): `subnet`, /24 of IPv4 and /64 of IPv6, and
//! `COLUMN/N` or `COLUMN/N:M`, the first N bits of an IPv4 and the first M of an IPv6 address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use bumpalo::format;

use super::Arena;
use crate::condition::block_around;

/// Bits of an IPv6 block without M: the usual network of one customer (RFC 6177).
const USUAL_V6_BITS: u8 = 64;

/// The column of the usual blocks.
pub(super) const SUBNET: &str = "subnet";

/// The blocks of the column `subnet`.
const USUAL_LENGTHS: BlockLengths = BlockLengths { v4: 24, v6: USUAL_V6_BITS };

/// The lengths of the blocks, in bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct BlockLengths {
    v4: u8,
    v6: u8,
}

impl BlockLengths {
    /// Reads `COLUMN/N` or `COLUMN/N:M`: the column and the lengths.
    pub(super) fn read(name: &str) -> Option<(&str, Self)> {
        let (column, lengths) = name.rsplit_once('/')?;
        let (v4, v6) = match lengths.split_once(':') {
            Some((v4, v6)) => (v4.parse().ok()?, v6.parse().ok()?),
            None => (lengths.parse().ok()?, USUAL_V6_BITS),
        };
        (!column.is_empty() && v4 <= 32 && v6 <= 128).then_some((column, Self { v4, v6 }))
    }

    /// The block of the address `text`, such as `203.0.0.0/16`; `None` if it is no address.
    pub(super) fn block<'a>(self, text: &'a [u8], arena: &'a Arena) -> Option<&'a [u8]> {
        let address = address(text)?;
        let block = block_around(address, if address.is_ipv4() { self.v4 } else { self.v6 })?;
        Some(format!(in arena, "{}", block).into_bump_str().as_bytes())
    }
}

/// The prefix lengths of the column `name`, of IPv4 and of IPv6, if the column is made of addresses:
/// `subnet`, `COLUMN/N` or `COLUMN/N:M`.
pub(crate) fn block_lengths(name: &str) -> Option<[u8; 2]> {
    let lengths = match name {
        SUBNET => USUAL_LENGTHS,
        _ => BlockLengths::read(name)?.1,
    };
    Some([lengths.v4, lengths.v6])
}

/// Longer than any address with zone and port; what is longer is not read as an address.
const LONGEST: usize = 128;

/// The /24 of an IPv4 or /64 of an IPv6 address; `None` if `text` is no address.
pub(super) fn subnet<'a>(text: &'a [u8], arena: &'a Arena) -> Option<&'a [u8]> {
    USUAL_LENGTHS.block(text, arena)
}

/// Reads an address, alone, with a port (`a.b.c.d:port`, `[v6]:port`) or with a zone (`v6%eth0`). An IPv6
/// address that stands for an IPv4 address (`::ffff:a.b.c.d`) is returned as the IPv4 address.
pub(super) fn address(text: &[u8]) -> Option<IpAddr> {
    if text.len() > LONGEST {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    match ipv4(text) {
        Some(address) => address.parse().ok(),
        None => Some(IpAddr::V6(ipv6(text)?).to_canonical()),
    }
}

/// `a.b.c.d` or `a.b.c.d:port`.
fn ipv4(text: &str) -> Option<&str> {
    let address = match text.split_once(':') {
        Some((address, port)) if is_port(port) => address,
        Some(_) => return None,
        None => text,
    };
    address.parse::<Ipv4Addr>().is_ok().then_some(address)
}

/// `v6`, `v6%zone`, `[v6]` or `[v6]:port`.
fn ipv6(text: &str) -> Option<Ipv6Addr> {
    let address = match text.strip_prefix('[') {
        Some(rest) => {
            let (address, after) = rest.split_once(']')?;
            let is_end = after.is_empty() || after.strip_prefix(':').is_some_and(is_port);
            is_end.then_some(address)?
        }
        None => text,
    };
    let address = address.split_once('%').map_or(address, |(address, _)| address);
    address.parse().ok()
}

fn is_port(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
