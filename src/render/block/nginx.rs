//! nginx: `deny` directives to include, or the rows of a `geo` block.

use std::io::{self, Write};

use super::entries;
use crate::render::Request;

/// The forms of `--style`.
pub(in crate::render) const STYLES: [&str; 2] = ["deny", "geo"];

/// A line for each address: `deny 203.0.113.7;`, in the style `geo` `203.0.113.7 1;`.
pub(in crate::render) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let is_geo = request.program.style == Some("geo");
    entries(request, |entry| {
        let (network, comment) = (entry.network, entry.comment());
        match is_geo {
            true => writeln!(out, "{network} 1; # {comment}"),
            false => writeln!(out, "deny {network}; # {comment}"),
        }
    })
}
