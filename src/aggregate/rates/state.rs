//! Rates as bytes: the buckets in the order of time and the stamps between them; then with each
//! value its first and last event and its pairs, which name a bucket by its rank in time.
//!
//! All are told as steps from the one before, and a value's first and last event as offsets into
//! its first and last bucket.

use super::buckets::{Bucket, Buckets};
use super::fold::Peak;
use super::gaps::Gaps;
use super::value::{State, ValueRates};
use super::{Pair, RateTable, Rates};
use crate::codec::{Malformed, Reader, Result, Writer, check};
use crate::time::{Bucketer, Timestamp};

impl RateTable {
    /// Writes what is known of no single value.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        out.length(self.buckets().len());
        let mut before = 0;
        for Bucket { start, count, first, last } in self.buckets() {
            out.i64(start.0.wrapping_sub(before));
            out.u64(first.0.abs_diff(start.0));
            out.u64(last.0.abs_diff(first.0));
            out.u64(*count);
            before = start.0;
        }
        self.gaps().write(out);
        out.flag(!self.knows_values());
        out.flag(self.horizon().is_some());
        self.horizon().iter().for_each(|horizon| out.i64(horizon.0));
    }

    /// Writes when the value with this state occurred.
    pub(in crate::aggregate) fn write_value(&self, state: &[u8], out: &mut Writer) {
        let Some(value) = self.value(state) else { return out.length(0) };
        if !self.knows_values() || self.horizon().is_some() {
            return self.write_folded(value, out);
        }
        let start = |pair: Option<Pair>| {
            let bucket = pair.and_then(|pair| self.buckets().get(pair.bucket() as usize));
            bucket.map_or(0, |bucket| bucket.start.0)
        };
        out.length(value.pairs.len());
        out.u64(value.first.0.abs_diff(start(value.pairs.get(0))));
        out.u64(value.last.0.abs_diff(start(value.pairs.last())));
        let mut before = 0;
        for pair in value.pairs.iter() {
            out.step(u64::from(pair.bucket() - before), pair.count);
            before = pair.bucket();
        }
    }
}

impl RateTable {
    /// The same of a value of which buckets are folded or forgotten: its first and last event as they
    /// are, its open pairs, then how many of its folded buckets had k events, and their peak.
    fn write_folded(&self, value: ValueRates<'_>, out: &mut Writer) {
        out.i64(value.first.0);
        out.i64(value.last.0);
        for pairs in [value.pairs, value.folded] {
            out.length(pairs.len());
            let mut before = 0;
            for pair in pairs.iter() {
                out.step(u64::from(pair.bucket() - before), pair.count);
                before = pair.bucket();
            }
        }
        if let Some(peak) = value.folded_peak {
            out.i64(peak.start.0);
        }
    }
}

impl Buckets {
    /// Takes in a bucket that was read, later than all others.
    fn append(&mut self, bucket: Bucket, bucketer: &mut Bucketer) -> Result<()> {
        let Bucket { start, count, first, last } = bucket;
        check(self.all().last().is_none_or(|before| before.start < start), "order of buckets")?;
        let is_within = [start, first, last].iter().all(|at| bucketer.floor(*at) == start);
        check(is_within, "bounds of a bucket")?;
        self.note(start, first, count);
        self.note(start, last, 0);
        Ok(())
    }
}

impl Rates {
    /// Reads what is known of no single value, into what is empty yet.
    pub(in crate::aggregate) fn read(&mut self, input: &mut Reader<'_>) -> Result<()> {
        let mut before = 0_i64;
        for _ in 0..input.length()? {
            let start = before.wrapping_add(input.i64()?);
            let first = after(start, input.u64()?)?;
            let last = after(first, input.u64()?)?;
            let [start, first, last] = [start, first, last].map(Timestamp);
            let bucket = Bucket { start, count: input.u64()?, first, last };
            input.charge(2 * size_of::<Bucket>() as u64)?;
            self.buckets.append(bucket, &mut self.bucketer)?;
            before = start.0;
        }
        self.gaps = Gaps::read(input)?;
        self.is_forgotten = input.flag()?;
        self.horizon = if input.flag()? { Some(Timestamp(input.i64()?)) } else { None };
        self.latest = self.buckets.all().last().map(|bucket| bucket.last);
        Ok(())
    }

    /// Reads what [`RateTable::write_folded`] wrote.
    fn read_folded(&mut self, input: &mut Reader<'_>, state: &mut [u8]) -> Result<()> {
        let (first, last) = (Timestamp(input.i64()?), Timestamp(input.i64()?));
        check(first <= last, "first and last event of a value")?;
        self.values += 1;
        let number = self.values;
        let mut value = State { first, last, count: 0, bucket: State::NOWHERE, number };
        let most = u32::try_from(self.buckets()).unwrap_or(u32::MAX);
        for pair in read_pairs(input, number, most)? {
            if value.bucket != State::NOWHERE {
                self.pairs.push(value.pair());
            }
            (value.bucket, value.count) = (pair.bucket(), pair.count);
        }
        let folded = read_pairs(input, number, u32::MAX)?;
        if let Some(most) = folded.last() {
            let start = Timestamp(input.i64()?);
            self.folded.raise(number, Peak { count: u64::from(most.bucket()), start });
        }
        folded.into_iter().for_each(|pair| self.folded.frequencies.push(pair));
        value.write(state);
        Ok(())
    }

    /// Buckets with events.
    pub(in crate::aggregate) fn buckets(&self) -> usize {
        self.buckets.all().len()
    }

    /// Reads when the value with this state, which is new, occurred.
    pub(in crate::aggregate) fn read_value(
        &mut self,
        input: &mut Reader<'_>,
        state: &mut [u8],
    ) -> Result<()> {
        if self.is_forgotten || self.horizon.is_some() {
            return self.read_folded(input, state);
        }
        let length = input.length()?;
        check(length > 0, "number of buckets of a value")?;
        input.charge(length as u64 * size_of::<Pair>() as u64)?;
        let (into_first, into_last) = (input.u64()?, input.u64()?);
        self.values += 1;
        let number = self.values;
        let (mut first, mut last) = (None, Pair::new(number, 0, 0));
        for index in 0..length {
            let (by, count) = input.step()?;
            check(by > 0 || index == 0, "order of a value's buckets")?;
            let bucket = u64::from(last.bucket()).checked_add(by);
            let bucket = bucket.filter(|bucket| *bucket < self.buckets() as u64);
            let bucket = bucket.and_then(|bucket| u32::try_from(bucket).ok());
            if index > 0 {
                self.pairs.push(last);
            }
            last = Pair::new(number, bucket.ok_or(Malformed::Wrong("bucket"))?, count);
            first.get_or_insert(last);
        }
        let (bucket, count) = (last.bucket(), last.count);
        let first = self.instant(first.unwrap_or(last), into_first)?;
        let last = self.instant(last, into_last)?;
        check(first <= last, "first and last event of a value")?;
        State { first, last, count, bucket, number }.write(state);
        Ok(())
    }

    /// The instant so far into the bucket of `pair`.
    fn instant(&mut self, pair: Pair, into: u64) -> Result<Timestamp> {
        let bucket = self.buckets.all().get(pair.bucket() as usize);
        let bucket = *bucket.ok_or(Malformed::Wrong("bucket"))?;
        let at = Timestamp(after(bucket.start.0, into)?);
        check((bucket.first..=bucket.last).contains(&at), "time of a value")?;
        Ok(at)
    }
}

/// Pairs of one value, ascending and below `end`.
fn read_pairs(input: &mut Reader<'_>, value: u32, end: u32) -> Result<Vec<Pair>> {
    let length = input.length()?;
    input.charge(length as u64 * size_of::<Pair>() as u64)?;
    let (mut pairs, mut last) = (Vec::new(), 0_u64);
    for index in 0..length {
        let (by, count) = input.step()?;
        check(by > 0 || index == 0, "order of a value's buckets")?;
        last = last.checked_add(by).ok_or(Malformed::Wrong("bucket"))?;
        let bucket = u32::try_from(last).ok().filter(|bucket| *bucket < end);
        pairs.push(Pair::new(value, bucket.ok_or(Malformed::Wrong("bucket"))?, count));
    }
    Ok(pairs)
}

fn after(start: i64, by: u64) -> Result<i64> {
    start.checked_add_unsigned(by).ok_or(Malformed::Wrong("time"))
}
