//! Values under other names: the aggregates of values that get one name are merged.

use super::counts::Incoming;
use super::names::{Names, name_of};
use super::{Aggregates, Counts, HashSeed, Keep, Totals};
use crate::codec::{Reader, Writer};

impl Totals {
    /// These totals with each value replaced by its text in `names`, and values of one text merged. `keep` is
    /// what the run kept. `None` if values were dropped or buckets folded, because single events are lost
    /// then. Goes through the bytes of a state: while it runs, the counts are in memory about three times,
    /// which `--max-memory` does not limit.
    pub fn renamed(&self, keep: &Keep, names: &Names) -> Option<Self> {
        let mut out = Writer::new();
        self.write(&mut out);
        let bytes = out.into_bytes();
        let seed = HashSeed::random();
        let part = Aggregates::read(&mut Reader::new(&bytes, u64::MAX), seed, keep, 0).ok()?;
        if part.approximation().is_some() || part.horizon().is_some() {
            return None;
        }
        let mut renamed = Aggregates::new(seed, keep);
        renamed.merge_named(part, 0, Some(names));
        Some(renamed.finish())
    }
}

impl Counts {
    /// Adds the counts of `other` under the names of its values. `note` is handed the state of each value in
    /// this table, and the value in `other`.
    pub(super) fn merge_renamed(
        &mut self,
        other: &Self,
        names: &Names,
        note: &mut impl FnMut(Option<&mut [u8]>, Incoming<'_>),
    ) {
        for record in other.records() {
            let (value, count) = other.get(record);
            let value = name_of(names, value);
            let own = self.add(value, count);
            let incoming = Incoming { value, count, state: other.state(record), is_new: false };
            note(Some(self.state_mut(own)), incoming);
        }
    }
}
