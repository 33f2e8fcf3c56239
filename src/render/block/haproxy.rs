//! haproxy: a map for `map_ip`, or a list for `src -f`.

use std::io::{self, Write};

use super::entries;
use crate::render::Request;

/// The forms of `--style`.
pub(in crate::render) const STYLES: [&str; 2] = ["map", "acl"];

/// A line for each address: the address and its count, in the style `acl` the address alone.
pub(in crate::render) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let is_list = request.program.style == Some("acl");
    entries(request, |entry| match is_list {
        true => writeln!(out, "{}", entry.network),
        false => writeln!(out, "{} {}", entry.network, entry.count),
    })
}
