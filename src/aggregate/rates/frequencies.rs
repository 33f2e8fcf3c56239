//! How often a value occurs in a bucket, as a distribution over all values and all buckets they occur
//! in; and how often at most.

use std::collections::BTreeMap;

/// Numbers below this are counted in a plain array.
const SMALL: usize = 4096;

/// How often each number occurs.
#[derive(Debug, Clone)]
pub struct Occurrences {
    small: Vec<u64>,
    large: BTreeMap<u64, u64>,
}

impl Default for Occurrences {
    fn default() -> Self {
        Self { small: vec![0; SMALL], large: BTreeMap::new() }
    }
}

impl Occurrences {
    #[inline]
    fn add(&mut self, number: u64, times: u64) {
        let small = usize::try_from(number).ok().and_then(|number| self.small.get_mut(number));
        *small.unwrap_or_else(|| self.large.entry(number).or_insert(0)) += times;
    }

    /// The numbers that occur and how often, ascending.
    pub fn rows(&self) -> impl Iterator<Item = (u64, u64)> {
        let small = (0..).zip(self.small.iter().copied()).filter(|(_, count)| *count > 0);
        small.chain(self.large.iter().map(|(number, count)| (*number, *count)))
    }
}

/// How often each number of events occurs.
#[derive(Debug, Clone, Default)]
pub struct Frequencies {
    /// As that of a value in a bucket.
    pub buckets: Occurrences,
    /// As the most of a value in a bucket.
    pub peaks: Occurrences,
}

impl Frequencies {
    /// Takes in a value: its numbers of events, and in how many buckets it has each.
    #[inline]
    pub(super) fn note(&mut self, value: impl Iterator<Item = (u64, u64)>) {
        let mut peak = None;
        for (events, buckets) in value {
            self.buckets.add(events, buckets);
            peak = peak.max(Some(events));
        }
        if let Some(peak) = peak {
            self.peaks.add(peak, 1);
        }
    }

    /// Takes in those of other values.
    pub(super) fn merge(mut self, other: &Self) -> Self {
        let both = [(&mut self.buckets, &other.buckets), (&mut self.peaks, &other.peaks)];
        for (ours, theirs) in both {
            theirs.rows().for_each(|(number, times)| ours.add(number, times));
        }
        self
    }
}
