//! When one value occurred, as the columns of `values` show it.

use crate::aggregate::rates::{Pair, Peak, RateTable, ValueRates};
use crate::time::Timestamp;

/// When a value occurred.
#[derive(Debug, Clone, Copy)]
pub(super) struct RateFacts<'a> {
    pub(super) value: ValueRates<'a>,
    pub(super) table: &'a RateTable,
}

impl RateFacts<'_> {
    fn start(&self, pair: Pair) -> Timestamp {
        let bucket = self.table.buckets().get(pair.bucket() as usize);
        bucket.map_or_else(Timestamp::default, |bucket| bucket.start)
    }

    pub(super) fn position(&self, pair: Pair) -> u64 {
        self.table.positions().get(pair.bucket() as usize).copied().unwrap_or(0)
    }

    /// The bucket with the most events, the earliest of several.
    pub(super) fn peak(&self) -> Peak {
        let pairs = self.value.pairs.iter();
        let best = pairs.reduce(|best, pair| if pair.count > best.count { pair } else { best });
        let open = best.map(|pair| Peak { count: pair.count, start: self.start(pair) });
        let folded = self.value.folded_peak;
        let nothing = Peak { count: 0, start: Timestamp::default() };
        open.into_iter().chain(folded).reduce(Peak::most).unwrap_or(nothing)
    }

    /// The events of the bucket that has the most.
    pub(super) fn most(&self) -> u64 {
        let folded = self.value.folded_peak.map_or(0, |peak| peak.count);
        self.value.pairs.most().max(folded)
    }

    /// Buckets with an event.
    pub(super) fn active(&self) -> u64 {
        self.value.frequencies().map(|(_, buckets)| buckets).fold(0, u64::saturating_add)
    }

    /// The distances between the starts of consecutive buckets with an event, in nanoseconds.
    fn distances(&self) -> impl Iterator<Item = i64> {
        let starts = || self.value.pairs.iter().map(|pair| self.start(pair).0);
        starts().skip(1).zip(starts()).map(|(next, start)| next.saturating_sub(start))
    }

    /// How many sessions: one more than the distances of `idle` or more.
    pub(super) fn sessions(&self, idle: i64) -> u64 {
        1 + self.distances().filter(|distance| *distance >= idle).count() as u64
    }

    /// The longest distance in seconds; `None` of one bucket.
    pub(super) fn longest_gap(&self) -> Option<f64> {
        self.distances().max().map(|nanos| nanos as f64 / 1e9)
    }

    /// The most events in `length` buckets that follow each other.
    pub(super) fn window_peak(&self, length: u64) -> u64 {
        let pairs = self.value.pairs;
        let (mut peak, mut sum, mut oldest) = (0, 0_u64, 0);
        for pair in pairs.iter() {
            sum = sum.saturating_add(pair.count);
            let position = self.position(pair);
            while let Some(old) = pairs.get(oldest)
                && position - self.position(old) >= length
            {
                sum = sum.saturating_sub(old.count);
                oldest += 1;
            }
            peak = peak.max(sum);
        }
        peak
    }

    /// The value's most events in a bucket of each of at most `parts` equal parts of the range.
    pub(super) fn sparkline(&self, parts: usize) -> Vec<u64> {
        let range = self.table.range().max(1);
        let parts = usize::try_from(range).unwrap_or(parts).min(parts);
        let mut sparkline = vec![0_u64; parts];
        for pair in self.value.pairs.iter() {
            let part = u128::from(self.position(pair)) * parts as u128 / u128::from(range);
            if let Some(most) = usize::try_from(part).ok().and_then(|part| sparkline.get_mut(part))
            {
                *most = pair.count.max(*most);
            }
        }
        sparkline
    }
}
