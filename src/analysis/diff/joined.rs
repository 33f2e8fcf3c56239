//! The values of two outcomes side by side, in the order of their bytes.

use crate::aggregate::{Counts, Record};

/// A value and where each side counts it.
#[derive(Debug, Clone, Copy)]
pub(super) struct JoinedValue<'a> {
    pub(super) value: &'a [u8],
    /// Its place before and after; `None` where a side does not have it.
    pub(super) records: [Option<Record>; 2],
}

/// Every value of either side.
pub(super) fn join<'a>(sides: [&'a Counts; 2]) -> Vec<JoinedValue<'a>> {
    let [before, after] = sides.map(|counts| {
        let mut all: Vec<(&[u8], Record)> =
            counts.records().map(|record| (counts.get(record).0, record)).collect();
        all.sort_unstable_by_key(|(value, _)| *value);
        all
    });
    let mut joined = Vec::with_capacity(before.len().max(after.len()));
    let (mut before, mut after) = (before.into_iter().peekable(), after.into_iter().peekable());
    loop {
        let first = match (before.peek(), after.peek()) {
            (None, None) => return joined,
            (Some((one, _)), Some((other, _))) => (*one).min(*other),
            (Some((value, _)), None) | (None, Some((value, _))) => *value,
        };
        let records = [
            before.next_if(|(value, _)| *value == first).map(|(_, record)| record),
            after.next_if(|(value, _)| *value == first).map(|(_, record)| record),
        ];
        joined.push(JoinedValue { value: first, records });
    }
}
