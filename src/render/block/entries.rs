//! The rows that are blocked: one entry for each row of `values` that is an address, or a prefix that
//! the program made of addresses; under `inspect` the address or the prefix that the user typed. Other
//! rows are left out, and [`unblocked_rows`] gives their number. Whoever writes a line of a log could
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
        spares_low: request.program.spares_low,
    };
    rows.each(|row| match row {
        BlockRow::Entry(entry) => each(&entry),
        BlockRow::Other | BlockRow::Low => Ok(()),
    })
}

/// The rows that are left out of a block list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct UnblockedRows {
    /// Rows that are neither an address nor a prefix of [`ProgramOptions::made_lengths`].
    ///
    /// [`ProgramOptions::made_lengths`]: crate::render::ProgramOptions::made_lengths
    pub(crate) others: usize,
    /// Rows below the lower fence of outliers, with [`ProgramOptions::spares_low`].
    ///
    /// [`ProgramOptions::spares_low`]: crate::render::ProgramOptions::spares_low
    pub(crate) low: usize,
}

/// How many rows of `values`, or of `rollup` or `subject` where only it is asked for, are left out.
pub(crate) fn unblocked_rows(
    report: &Report<'_>,
    only: &[String],
    made_lengths: Option<[u8; 2]>,
    spares_low: bool,
) -> UnblockedRows {
    let mut left_out = UnblockedRows::default();
    let rows = BlockRows { report, only, made_lengths, most: usize::MAX, spares_low };
    let counted: io::Result<()> = rows.each(|row| {
        match row {
            BlockRow::Entry(_) => {}
            BlockRow::Other => left_out.others += 1,
            BlockRow::Low => left_out.low += 1,
        }
        Ok(())
    });
    counted.map_or_else(|_| UnblockedRows::default(), |()| left_out)
}

/// What a row is to a block list.
enum BlockRow {
    /// An address or a prefix to block.
    Entry(Entry),
    /// A text that is not blocked.
    Other,
    /// An outlier of the low side.
    Low,
}

/// The rows of `values`, or of `rollup` or `subject` if only that section is asked for; at most `most` rows.
struct BlockRows<'r, 'a> {
    report: &'r Report<'a>,
    only: &'r [String],
    made_lengths: Option<[u8; 2]>,
    most: usize,
    spares_low: bool,
}

impl BlockRows<'_, '_> {
    fn each(&self, mut each: impl FnMut(BlockRow) -> io::Result<()>) -> io::Result<()> {
        let blocked = |network: Option<Network>, count: u64| {
            network.map_or(BlockRow::Other, |network| BlockRow::Entry(Entry { network, count }))
        };
        if self.only == ["subject"] {
            let Some(Cell::Text(text)) = self.report.cell("subject", "value") else {
                return Ok(());
            };
            let count = match self.report.cell("subject", "count") {
                Some(Cell::Count(count)) => *count,
                _ => 0,
            };
            return each(blocked(Network::parse(text), count));
        }
        let is_rollup = self.only == ["rollup"];
        let (section, text) = if is_rollup { ("rollup", "prefix") } else { ("values", "value") };
        let Some(table) = self.report.table(section) else { return Ok(()) };
        let (value, count) = (table.column(text), table.column("count"));
        let score = table.column("score").filter(|_| self.spares_low && !is_rollup);
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
            let is_low = match score.and_then(|at| row.get(at)) {
                Some(Cell::Number(score)) => *score < 0.0,
                _ => false,
            };
            each(if is_low { BlockRow::Low } else { blocked(network, count) })?;
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
