//! The rows that are blocked: one entry for each row of `values` that is an address, or a prefix that
//! the program made of addresses; under `inspect` the address or the prefix that the user typed. Other
//! rows are left out, and [`other_rows`] gives their number. Whoever writes a line of a log could
//! otherwise block any network by writing its prefix.

use std::io;

use super::network::Network;
use crate::render::Request;
use crate::report::{Cell, Report};

/// An address or a prefix, with the count of its row.
pub(super) struct Entry {
    pub(super) network: Network,
    pub(super) count: u64,
}

impl Entry {
    /// What a comment says of the entry; digits and letters alone, whatever the log holds.
    pub(super) fn comment(&self) -> String {
        let plural = if self.count == 1 { "" } else { "s" };
        format!("{} event{plural}", self.count)
    }
}

/// Hands the entries to `each`, in the order of the rows.
pub(super) fn entries(
    request: &Request<'_, '_>,
    mut each: impl FnMut(&Entry) -> io::Result<()>,
) -> io::Result<()> {
    let rows = BlockRows {
        report: request.report,
        only: request.only,
        made_lengths: request.program.made_lengths,
        most: request.program.most_blocks.unwrap_or(usize::MAX),
    };
    rows.each(|entry| entry.as_ref().map_or(Ok(()), &mut each))
}

/// How many rows of `values`, or of `rollup` or `subject` where only it is asked for, are left out: they are neither
/// an address nor a prefix of `made_lengths` (see [`ProgramOptions::made_lengths`]).
///
/// [`ProgramOptions::made_lengths`]: crate::render::ProgramOptions::made_lengths
pub(crate) fn other_rows(
    report: &Report<'_>,
    only: &[String],
    made_lengths: Option<[u8; 2]>,
) -> usize {
    let mut others = 0;
    let rows = BlockRows { report, only, made_lengths, most: usize::MAX };
    let counted: io::Result<()> = rows.each(|entry| {
        others += usize::from(entry.is_none());
        Ok(())
    });
    counted.map_or(0, |()| others)
}

/// The rows of `values`, or of `rollup` or `subject` if only that section is asked for; at most `most` rows.
struct BlockRows<'r, 'a> {
    report: &'r Report<'a>,
    only: &'r [String],
    made_lengths: Option<[u8; 2]>,
    most: usize,
}

impl BlockRows<'_, '_> {
    /// Hands the entry of each row to `each`, or `None` of a row that is left out.
    fn each(&self, mut each: impl FnMut(Option<Entry>) -> io::Result<()>) -> io::Result<()> {
        if self.only == ["subject"] {
            let Some(Cell::Text(text)) = self.report.cell("subject", "value") else {
                return Ok(());
            };
            let count = match self.report.cell("subject", "count") {
                Some(Cell::Count(count)) => *count,
                _ => 0,
            };
            return each(Network::parse(text).map(|network| Entry { network, count }));
        }
        let is_rollup = self.only == ["rollup"];
        let (section, text) = if is_rollup { ("rollup", "prefix") } else { ("values", "value") };
        let Some(table) = self.report.table(section) else { return Ok(()) };
        let (value, count) = (table.column(text), table.column("count"));
        let mut row = Vec::new();
        for index in 0..table.rows.len().min(self.most) {
            row.clear();
            table.rows.fill(index, &mut row);
            let network = match value.and_then(|at| row.get(at)) {
                Some(Cell::Text(text)) => Network::parse(text)
                    .filter(|network| is_rollup || self.is_blocked(*network, text)),
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

    /// Whether a value is an address, or a prefix as long as the program makes them.
    fn is_blocked(&self, network: Network, text: &[u8]) -> bool {
        let has_made_length = |[v4, v6]: [u8; 2]| {
            let length = if network.is_v6() { v6 } else { v4 };
            network.length() == length
        };
        !text.contains(&b'/') || self.made_lengths.is_some_and(has_made_length)
    }
}
