//! The times met in some lines.

use crate::time::Timestamp;

/// The times met in some lines, to tell whether a file is in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BlockTimes {
    /// The earliest and the latest time, or `None` if no line has a time.
    pub(crate) range: Option<(Timestamp, Timestamp)>,
    /// Whether a line was earlier than a line before it.
    pub(crate) is_disordered: bool,
}

impl BlockTimes {
    pub(crate) const NONE: Self = Self { range: None, is_disordered: false };

    /// Adds the time of the next line.
    #[inline]
    pub(super) fn add(&mut self, at: Timestamp) {
        let Some((first, last)) = &mut self.range else {
            self.range = Some((at, at));
            return;
        };
        self.is_disordered |= at < *last;
        (*first, *last) = ((*first).min(at), (*last).max(at));
    }

    /// Adds the times of the lines that follow.
    pub(crate) fn append(&mut self, next: Self) {
        self.is_disordered |= next.is_disordered;
        if let Some((first, last)) = next.range {
            self.add(first);
            self.add(last);
        }
    }
}
