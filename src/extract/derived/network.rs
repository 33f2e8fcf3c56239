//! `COLUMN/N` and `COLUMN/N:M`: the block of addresses that an address lies in, the first N bits of
//! an IPv4 and the first M of an IPv6 address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use bumpalo::format;

use super::{Arena, subnet};

/// Bits of an IPv6 block without M: the usual network of one customer (RFC 6177).
const USUAL_V6_BITS: u8 = 64;

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
        let block = match subnet::address(text)? {
            IpAddr::V4(address) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.v4)).unwrap_or(0);
                format!(in arena, "{}/{}", Ipv4Addr::from_bits(address.to_bits() & mask), self.v4)
            }
            IpAddr::V6(address) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.v6)).unwrap_or(0);
                format!(in arena, "{}/{}", Ipv6Addr::from_bits(address.to_bits() & mask), self.v6)
            }
        };
        Some(block.into_bump_str().as_bytes())
    }
}
