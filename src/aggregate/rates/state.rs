//! Rates in the state of a run: the buckets in the order of time, and the distinct timestamps
//! within them; of each value its first and last event, and its pairs, which name a bucket by its
//! rank in time.

use serde::{Deserialize, Serialize};

use super::buckets::Bucket;
use super::fold::Peak;
use super::gaps::Gaps;
use super::value::State;
use super::{Pair, RateTable, Rates, widen};
use crate::codec::{Decoded, Malformed, Part, Reader, Steps, Writer, check};
use crate::time::{BucketWidth, Timestamp};

/// What does not belong to a single value.
#[derive(Serialize, Deserialize)]
struct StoredTable {
    /// Ascending by start.
    buckets: Vec<StoredBucket>,
    /// The distinct timestamps that are not the start of a bucket.
    timestamps: Gaps,
    /// The rates of single values were dropped.
    is_forgotten: bool,
    /// Buckets that end there or before are folded.
    horizon: Option<i64>,
    /// The width of the buckets in nanoseconds, where it is not the width asked for.
    widened: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct StoredBucket {
    /// Nanoseconds from the start of the bucket before; of the first bucket, from 1970.
    start: i64,
    /// Nanoseconds from the start to the first event.
    first: u64,
    /// Nanoseconds from the first event to the last.
    last: u64,
    count: u64,
}

/// When a value occurred.
#[derive(Serialize, Deserialize)]
struct StoredValue {
    /// Nanoseconds from the start of the first bucket to the first event.
    first: i64,
    /// Nanoseconds from the first event to the last.
    last: u64,
    /// The events of each bucket, by its rank.
    pairs: Steps,
    /// For each number of events, how many folded buckets had it.
    folded: Steps,
    /// Where the folded bucket with the most events begins, in nanoseconds since 1970.
    folded_peak: Option<i64>,
}

impl Part for StoredTable {
    fn memory(&self) -> u64 {
        // A bucket stands in the list, and in the table of numbers by start.
        self.timestamps.memory() + 2 * (self.buckets.len() * size_of::<Bucket>()) as u64
    }
}

impl Part for StoredValue {
    fn memory(&self) -> u64 {
        ((self.pairs.as_slice().len() + self.folded.as_slice().len()) * size_of::<Pair>()) as u64
    }
}

impl RateTable {
    /// Writes what does not belong to a single value.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        let mut before = 0;
        let buckets = self.buckets().iter().map(|Bucket { start, count, first, last }| {
            let distance = start.0.wrapping_sub(before);
            before = start.0;
            let (first, last) = (first.0.abs_diff(start.0), last.0.abs_diff(first.0));
            StoredBucket { start: distance, first, last, count: *count }
        });
        out.put(&StoredTable {
            buckets: buckets.collect(),
            timestamps: self.gaps().clone(),
            is_forgotten: !self.knows_values(),
            horizon: self.horizon().map(|horizon| horizon.0),
            widened: Some(self.bucketer().width())
                .filter(|width| *width != self.asked_width())
                .map(BucketWidth::nanos),
        });
    }

    /// Writes when the value of `value_state` occurred.
    pub(in crate::aggregate) fn write_value(&self, value_state: &[u8], out: &mut Writer) {
        // Every value has a time: a line without one is rejected where times are read.
        let Some(value) = self.value(value_state) else { return };
        let origin = self.buckets().first().map_or(0, |bucket| bucket.start.0);
        let steps = |pair: Pair| (i64::from(pair.bucket()), pair.count);
        out.put(&StoredValue {
            first: value.first.0.wrapping_sub(origin),
            last: value.last.0.abs_diff(value.first.0),
            pairs: Steps::new(value.pairs.iter().map(steps)),
            folded: Steps::new(value.folded.iter().map(steps)),
            folded_peak: value.folded_peak.map(|peak| peak.start.0),
        });
    }
}

impl RateTable {
    /// Writes the hits of the value of `value_state` by bucket.
    pub(in crate::aggregate) fn write_value_hits(&self, value_state: &[u8], out: &mut Writer) {
        let hits = self.hits(value_state).into_iter().flat_map(|hits| hits.iter());
        out.put(&Steps::new(hits.map(|pair| (i64::from(pair.bucket()), pair.count))));
    }
}

impl Rates {
    /// Reads the hits of the value of `value_state` by bucket.
    pub(in crate::aggregate) fn read_value_hits(
        &mut self,
        input: &mut Reader<'_>,
        value_state: &[u8],
    ) -> Decoded<()> {
        let steps: Steps = input.take()?;
        input.charge((steps.as_slice().len() * size_of::<Pair>()) as u64)?;
        let number = State::read(value_state).map_or(0, |state| state.number);
        for pair in pairs(&steps, number)? {
            check((pair.bucket() as usize) < self.bucket_count(), "bucket of a value")?;
            self.hits.push(pair);
        }
        Ok(())
    }

    /// Reads what [`RateTable::write`] wrote, into rates of no events.
    pub(in crate::aggregate) fn read(&mut self, input: &mut Reader<'_>) -> Decoded<()> {
        let StoredTable { buckets, timestamps, is_forgotten, horizon, widened } = input.part()?;
        if let Some(nanos) = widened {
            let width = BucketWidth::from_nanos(nanos);
            let wide = width.and_then(|width| widen::widened(&self.bucketer, width));
            self.bucketer = wide.ok_or(Malformed::Wrong("width of a bucket"))?;
        }
        let mut before: Option<Timestamp> = None;
        for StoredBucket { start, first, last, count } in buckets {
            let start = before.map_or(0, |before| before.0).wrapping_add(start);
            let first = after(start, first)?;
            let last = after(first, last)?;
            let [start, first, last] = [start, first, last].map(Timestamp);
            check(before.is_none_or(|before| before < start), "order of buckets")?;
            let is_within = [start, first, last].iter().all(|at| self.bucketer.floor(*at) == start);
            check(is_within, "bounds of a bucket")?;
            self.buckets.add(start, first, count);
            self.buckets.add(start, last, 0);
            self.latest = Some(last);
            before = Some(start);
        }
        (self.gaps, self.is_forgotten) = (timestamps, is_forgotten);
        self.horizon = horizon.map(Timestamp);
        Ok(())
    }

    /// The number of buckets with events.
    pub(in crate::aggregate) fn bucket_count(&self) -> usize {
        self.buckets.all().len()
    }

    /// Reads when the value of `value_state`, which is new, occurred.
    pub(in crate::aggregate) fn read_value(
        &mut self,
        input: &mut Reader<'_>,
        value_state: &mut [u8],
    ) -> Decoded<()> {
        let stored: StoredValue = input.part()?;
        self.values += 1;
        let number = self.values;
        let origin = self.buckets.all().first().map_or(0, |bucket| bucket.start.0);
        let first = origin.wrapping_add(stored.first);
        let (first, last) = (Timestamp(first), Timestamp(after(first, stored.last)?));
        let pairs = pairs(&stored.pairs, number)?;
        let is_known = |pair: &Pair| (pair.bucket() as usize) < self.bucket_count();
        check(pairs.iter().all(is_known), "bucket of a value")?;
        if !self.is_forgotten && self.horizon.is_none() {
            let is_in = |pair: Option<&Pair>, at| {
                let bucket = pair.and_then(|pair| self.buckets.all().get(pair.bucket() as usize));
                bucket.is_some_and(|bucket| (bucket.first..=bucket.last).contains(&at))
            };
            check(is_in(pairs.first(), first) && is_in(pairs.last(), last), "time of a value")?;
        }
        let mut value = State { first, last, count: 0, bucket: State::NOWHERE, number };
        // The last pair becomes the current bucket in the value's state.
        if let Some((current, earlier)) = pairs.split_last() {
            (value.bucket, value.count) = (current.bucket(), current.count);
            earlier.iter().for_each(|pair| self.pairs.push(*pair));
        }
        let folded = self::pairs(&stored.folded, number)?;
        check(folded.is_empty() == stored.folded_peak.is_none(), "peak of a value")?;
        if let Some((most, start)) = folded.last().zip(stored.folded_peak) {
            let peak = Peak { count: most.bucket().into(), start: Timestamp(start) };
            self.folded.raise(number, peak);
        }
        folded.into_iter().for_each(|pair| self.folded.frequencies.push(pair));
        value.write(value_state);
        Ok(())
    }
}

/// The pairs of a value. In pairs of folded buckets the number of events stands in place of the
/// bucket.
fn pairs(steps: &Steps, value: u32) -> Decoded<Vec<Pair>> {
    let pair = |(bucket, count): &(i64, u64)| {
        let bucket = u32::try_from(*bucket).ok().filter(|bucket| *bucket < u32::MAX);
        Ok(Pair::new(value, bucket.ok_or(Malformed::Wrong("bucket of a value"))?, *count))
    };
    steps.as_slice().iter().map(pair).collect()
}

fn after(start: i64, by: u64) -> Decoded<i64> {
    start.checked_add_unsigned(by).ok_or(Malformed::Wrong("time"))
}
