//! Outputs that block addresses: one entry for each row of `values` that is an address or a prefix.
//! Other rows are left out, and [`other_rows`] tells how many there are.

pub(super) mod haproxy;
pub(super) mod ipset;
mod network;
pub(super) mod nft;
pub(super) mod nginx;

use std::io;

use network::Network;

use super::request::Request;
use crate::report::{Cell, Report};

/// An address or a prefix, with the count of its row.
struct Entry {
    network: Network,
    count: u64,
}

impl Entry {
    /// What a comment says of the entry; digits and letters alone, whatever the log holds.
    fn comment(&self) -> String {
        let plural = if self.count == 1 { "" } else { "s" };
        format!("{} event{plural}", self.count)
    }
}

/// Hands the entries to `each`, in the order of the rows.
fn entries(
    request: &Request<'_, '_>,
    mut each: impl FnMut(&Entry) -> io::Result<()>,
) -> io::Result<()> {
    let most = request.program.most_blocks.unwrap_or(usize::MAX);
    for_rows(request.report, request.only, most, |entry| entry.as_ref().map_or(Ok(()), &mut each))
}

/// How many rows of `values`, or of `rollup` where only it is asked for, are neither an address nor a prefix.
pub(crate) fn other_rows(report: &Report<'_>, only: &[String]) -> usize {
    let mut others = 0;
    let counted: io::Result<()> = for_rows(report, only, usize::MAX, |entry| {
        others += usize::from(entry.is_none());
        Ok(())
    });
    counted.map_or(0, |()| others)
}

/// Hands the rows of `values`, or those of `rollup` where only it is asked for, to `each`, at most `most`.
fn for_rows(
    report: &Report<'_>,
    only: &[String],
    most: usize,
    mut each: impl FnMut(Option<Entry>) -> io::Result<()>,
) -> io::Result<()> {
    let (section, text) =
        if only == ["rollup"] { ("rollup", "prefix") } else { ("values", "value") };
    let Some(table) = report.table(section) else { return Ok(()) };
    let (value, count) = (table.column(text), table.column("count"));
    let mut row = Vec::new();
    for index in 0..table.rows.len().min(most) {
        row.clear();
        table.rows.fill(index, &mut row);
        let network = match value.and_then(|at| row.get(at)) {
            Some(Cell::Text(text)) => Network::parse(text),
            _ => None,
        };
        let count = match count.and_then(|at| row.get(at)) {
            Some(Cell::Count(count)) => *count,
            _ => 0,
        };
        each(network.map(|network| Entry { network, count }))?;
    }
    Ok(())
}
