//! Values under other texts (`--merge-templates`): the aggregates of values that get one text are merged.

use std::collections::BTreeMap;

use super::counts::merge::Incoming;
use super::{Aggregates, Counts, HashSeed, Keep, Totals};
use crate::codec::{Reader, Writer};

/// The new text of each value that gets one; other values keep their text.
pub(crate) type Renames = BTreeMap<Vec<u8>, Vec<u8>>;

impl Totals {
    /// These totals with each value replaced by its text in `renames`, and values of one text merged. `keep` is
    /// what the run kept. `None` if values were dropped or buckets folded, because single events are lost
    /// then. Goes through the bytes of a state: while it runs, the counts are in memory about three times,
    /// which `--max-memory` does not limit.
    pub(crate) fn renamed(&self, keep: &Keep, renames: &Renames) -> Option<Self> {
        let bytes = Writer::written(|out| self.write(out));
        let seed = HashSeed::random();
        let part = Aggregates::read(&mut Reader::new(&bytes, u64::MAX), seed, keep, 0).ok()?;
        if part.approximation().is_some() || part.horizon().is_some() {
            return None;
        }
        let mut renamed = Aggregates::new(seed, keep);
        renamed.merge_renamed(part, 0, Some(renames));
        Some(renamed.finish())
    }
}

impl Counts {
    /// Adds the counts of `other` under the new texts of its values. `note` is handed the state of each value in
    /// this table, and the value in `other`.
    pub(super) fn merge_renamed(
        &mut self,
        other: &Self,
        renames: &Renames,
        mut note: impl FnMut(Option<&mut [u8]>, Incoming<'_>),
    ) {
        for entry in other.entries() {
            let (value, count) = other.get(entry);
            let value = renames.get(value).map_or(value, Vec::as_slice);
            let own = self.add(value, count);
            let incoming = Incoming { value, count, state: other.state(entry), is_new: false };
            note(Some(self.state_mut(own)), incoming);
        }
    }
}
