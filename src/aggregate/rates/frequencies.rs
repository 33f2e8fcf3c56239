//! How often values occur in buckets: how many pairs of value and bucket have k events, and how many
//! values have a peak of k events.

use std::collections::BTreeMap;

/// Numbers below this are counted in an array.
const SMALL: usize = 4096;

/// How often each number occurs.
#[derive(Debug, Clone)]
pub(crate) struct Occurrences {
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
        let sum = small.unwrap_or_else(|| self.large.entry(number).or_insert(0));
        *sum = sum.saturating_add(times);
    }

    /// The numbers that occur and how often, ascending.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (u64, u64)> {
        let small = (0..).zip(self.small.iter().copied()).filter(|(_, count)| *count > 0);
        small.chain(self.large.iter().map(|(number, count)| (*number, *count)))
    }
}

/// How often each number of events occurs in a bucket.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frequencies {
    /// As the events of a value in a bucket.
    pub(crate) buckets: Occurrences,
    /// As the peak of a value.
    pub(crate) peaks: Occurrences,
}

impl Frequencies {
    /// Takes in a value: numbers of events, and in how many of its buckets each occurs.
    #[inline]
    pub(super) fn add(&mut self, value: impl Iterator<Item = (u64, u64)>) {
        let mut peak = None;
        for (events, buckets) in value {
            self.buckets.add(events, buckets);
            peak = peak.max(Some(events));
        }
        if let Some(peak) = peak {
            self.peaks.add(peak, 1);
        }
    }

    /// Takes in the frequencies of other values.
    pub(super) fn merge(mut self, other: &Self) -> Self {
        let both = [(&mut self.buckets, &other.buckets), (&mut self.peaks, &other.peaks)];
        for (ours, theirs) in both {
            theirs.rows().for_each(|(number, times)| ours.add(number, times));
        }
        self
    }
}
