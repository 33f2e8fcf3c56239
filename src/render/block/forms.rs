//! The outputs that block addresses, each for one program.

use std::io::{self, Write};

use super::entries::entries;
use crate::render::Request;

/// The sets `block4` and `block6` of the table `streamstats`, and an element for each address, for `nft -f`.
pub(in crate::render) fn nft(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
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

/// The sets `streamstats4` and `streamstats6`, and an entry for each address, for `ipset restore`. A timeout
/// of 0 never ends, and allows entries to be given one later.
pub(in crate::render) fn ipset(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let timeout = request.program.timeout.unwrap_or(0);
    for (set, family) in [("streamstats4", "inet"), ("streamstats6", "inet6")] {
        writeln!(out, "create {set} hash:net family {family} timeout {timeout} comment -exist")?;
    }
    entries(request, |entry| {
        let set = if entry.network.is_v6() { "streamstats6" } else { "streamstats4" };
        let (network, comment) = (entry.network, entry.comment());
        writeln!(out, "add {set} {network} timeout {timeout} comment \"{comment}\" -exist")
    })
}

/// A directive of nginx for each address, `deny 203.0.113.7;`, in the form `geo` a row of a `geo` block.
pub(in crate::render) fn nginx(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let is_geo = request.program.form == Some("geo");
    entries(request, |entry| {
        let (network, comment) = (entry.network, entry.comment());
        match is_geo {
            true => writeln!(out, "{network} 1; # {comment}"),
            false => writeln!(out, "deny {network}; # {comment}"),
        }
    })
}

/// A line for each address, for `map_ip` of HAProxy: the address and its count; in the form `acl`, for
/// `src -f`, the address alone.
pub(in crate::render) fn haproxy(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let is_list = request.program.form == Some("acl");
    entries(request, |entry| match is_list {
        true => writeln!(out, "{}", entry.network),
        false => writeln!(out, "{} {}", entry.network, entry.count),
    })
}
