//! Outputs that block addresses, each for one program.

mod entries;
mod forms;
mod network;

pub(crate) use entries::unblocked_rows;
pub(super) use forms::{haproxy, ipset, nft, nginx};
