//! nft: sets of addresses, for `nft -f`.

use std::io::{self, Write};

use super::entries;
use crate::render::Request;

/// The sets `block4` and `block6` of the table `streamstats`, and an element for each address.
pub(in crate::render) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "add table inet streamstats")?;
    for (set, kind) in [("block4", "ipv4_addr"), ("block6", "ipv6_addr")] {
        writeln!(
            out,
            "add set inet streamstats {set} {{ type {kind}; flags interval, timeout; auto-merge; }}"
        )?;
    }
    let timeout = request.program.timeout.map(|seconds| format!(" timeout {seconds}s"));
    let timeout = timeout.unwrap_or_default();
    entries(request, |entry| {
        let set = if entry.network.is_v6() { "block6" } else { "block4" };
        let (network, comment) = (entry.network, entry.comment());
        writeln!(
            out,
            "add element inet streamstats {set} {{ {network}{timeout} comment \"{comment}\" }}"
        )
    })
}
