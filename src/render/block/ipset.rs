//! ipset: sets of addresses, for `ipset restore`.

use std::io::{self, Write};

use super::entries;
use crate::render::Request;

/// The sets `streamstats4` and `streamstats6`, and an entry for each address. A timeout of 0 never
/// ends, and allows entries to be given one later.
pub(in crate::render) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
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
