//! Numbers measured on events: over all of them, by value, and by bucket of time.

use serde::{Deserialize, Serialize};

use super::cell::Precision;
use super::counts::Counts;
use super::distribution::Distribution;
use super::keep::{number, set_number};
use super::measures::Measure;
use super::small_run::SmallRun;
use crate::codec::{Decoded, Part, Reader, Writer};
use crate::number::{Number, Unit};

/// At least this many numbers are taken in before the memory of the measures is added up again.
const LOOK: usize = 1 << 14;

/// Numbers of values wait until there are this many, and their measures are then read ahead together.
const TOGETHER: usize = 64;

/// The numbers of events while they come in.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    precision: Precision,
    distribution: SmallRun,
    /// The ends of `--range`, both within it.
    range: Option<(f64, f64)>,
    outside: Outside,
    /// How many numbers were 0 without a unit.
    bare_zeros: u64,
    /// Whether each value has a measure of its own.
    by_value: bool,
    values: Vec<Measure>,
    /// Numbers that wait: the place of the measure of the value, the number and its weight. Empty after
    /// each [`Self::add_waiting`].
    waiting: Vec<(usize, Number, u64)>,
    /// By the number of the bucket.
    buckets: Vec<Measure>,
    /// Whether the measures of buckets are kept.
    has_buckets: bool,
    /// Bytes of the measures of values when they were added up last.
    values_heap: u64,
    /// Bytes of the measures of buckets when they were added up last.
    buckets_heap: u64,
    /// Numbers taken in since the memory was added up last.
    added: usize,
}

/// The numbers outside `--range`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outside {
    /// Below its lower end.
    pub(crate) below: u64,
    /// Above its upper end.
    pub(crate) above: u64,
}

/// The numbers of all events of a run.
#[derive(Debug, Clone)]
pub(crate) struct NumberTotals {
    /// Over all events.
    pub(crate) distribution: Distribution,
    /// The numbers outside the range, if one is given.
    pub(crate) outside: Option<Outside>,
    /// How many were 0 without a unit: 0 fits every unit.
    pub(crate) bare_zeros: u64,
    values: Vec<Measure>,
    buckets: Vec<Measure>,
    /// Whether the measures of buckets are kept.
    has_buckets: bool,
}

impl Numbers {
    pub(super) fn new(precision: Precision, by_value: bool, range: Option<(f64, f64)>) -> Self {
        Self {
            precision,
            distribution: SmallRun::new(precision),
            range,
            outside: Outside::default(),
            bare_zeros: 0,
            by_value,
            values: Vec::new(),
            waiting: Vec::new(),
            buckets: Vec::new(),
            has_buckets: true,
            values_heap: 0,
            buckets_heap: 0,
            added: 0,
        }
    }

    /// Whether each value has a measure of its own.
    pub(super) fn is_by_value(&self) -> bool {
        self.by_value
    }

    /// Takes in the number of an event, of the value with this state, in `bucket`. After the last
    /// of several calls [`Self::add_waiting`] must be called.
    pub(super) fn add(
        &mut self,
        number: &Number,
        weight: u64,
        state: &mut [u8],
        bucket: Option<u32>,
    ) {
        self.distribution.add(number, weight);
        if number.decimal().digits() == 0 && number.unit() == Unit::Bare {
            self.bare_zeros = self.bare_zeros.saturating_add(weight);
        }
        if let Some((low, high)) = self.range {
            let outside = &mut self.outside;
            if number.value() < low {
                outside.below = outside.below.saturating_add(weight);
            } else if number.value() > high {
                outside.above = outside.above.saturating_add(weight);
            }
        }
        if !self.by_value {
            return;
        }
        // Adding up costs less than a step for each number taken in since the last time.
        self.added += 1;
        if self.added > self.values.len() + self.buckets.len() + LOOK {
            self.add_up_memory();
        }
        let place = self.place(state);
        if let Some(measure) = self.values.get(place) {
            measure.read_self_ahead();
        }
        self.waiting.push((place, *number, weight));
        if self.waiting.len() == TOGETHER {
            self.add_waiting();
        }
        if let Some(bucket) = bucket.filter(|_| self.has_buckets) {
            self.bucket(bucket).add(number, weight);
        }
    }

    /// Adds the numbers that wait to the measures of their values.
    pub(super) fn add_waiting(&mut self) {
        for (place, _, _) in &self.waiting {
            self.values.get(*place).into_iter().for_each(Measure::read_ahead);
        }
        for (place, number, weight) in self.waiting.drain(..) {
            if let Some(measure) = self.values.get_mut(place) {
                measure.add(&number, weight);
            }
        }
    }

    fn add_up_memory(&mut self) {
        self.added = 0;
        self.values_heap = self.values.iter().map(Measure::memory).sum();
        self.buckets_heap = self.buckets.iter().map(Measure::memory).sum();
    }

    /// The place of the measure of the value with this state; a new measure is empty.
    fn place(&mut self, state: &mut [u8]) -> usize {
        if let Some(place) = place(state) {
            return place;
        }
        self.values.push(Measure::new(self.precision));
        set_number(state, self.values.len());
        self.values.len() - 1
    }

    fn bucket(&mut self, bucket: u32) -> &mut Measure {
        let place = bucket as usize;
        if self.buckets.len() <= place {
            let precision = self.precision;
            self.buckets.resize_with(place + 1, || Measure::new(precision));
        }
        &mut self.buckets[place]
    }

    /// Merges the measure of a value, by its state in these numbers and its state in `theirs`.
    pub(super) fn merge_value(&mut self, ours: &mut [u8], theirs: &mut Self, their_state: &[u8]) {
        let Some(measure) = place(their_state).and_then(|place| theirs.values.get_mut(place))
        else {
            return;
        };
        let measure = std::mem::replace(measure, Measure::new(self.precision));
        let is_new = place(ours).is_none();
        let at = self.place(ours);
        if let Some(own) = self.values.get_mut(at) {
            if is_new { *own = measure } else { own.merge(measure) }
        }
    }

    /// Merges the rest of `theirs`; `buckets` gives for each of its buckets the number in these.
    pub(super) fn merge(&mut self, theirs: Self, buckets: &[u32]) {
        self.distribution.merge(theirs.distribution);
        self.outside.below = self.outside.below.saturating_add(theirs.outside.below);
        self.outside.above = self.outside.above.saturating_add(theirs.outside.above);
        self.bare_zeros = self.bare_zeros.saturating_add(theirs.bare_zeros);
        if !(self.has_buckets && theirs.has_buckets) {
            return self.forget_buckets();
        }
        for (measure, bucket) in theirs.buckets.into_iter().zip(buckets) {
            self.bucket(*bucket).merge(measure);
        }
        self.add_up_memory();
    }

    /// Keeps only the measures of the values of `counts`; `part` finds the measure's part of a state.
    pub(super) fn retain(
        &mut self,
        counts: &mut Counts,
        part: impl for<'s> Fn(&'s mut [u8]) -> &'s mut [u8],
    ) {
        let mut all = std::mem::take(&mut self.values);
        counts.each_state(|state| {
            let state = part(state);
            let Some(measure) = place(state).and_then(|place| all.get_mut(place)) else { return };
            let measure = std::mem::replace(measure, Measure::new(self.precision));
            self.values.push(measure);
            set_number(state, self.values.len());
        });
        self.add_up_memory();
    }

    /// Joins the measures of buckets that get one number in `buckets`.
    pub(super) fn renumber_buckets(&mut self, buckets: &[u32]) {
        for (measure, bucket) in std::mem::take(&mut self.buckets).into_iter().zip(buckets) {
            self.bucket(*bucket).merge(measure);
        }
        self.add_up_memory();
    }

    /// Drops the measures of the buckets.
    pub(super) fn forget_buckets(&mut self) {
        self.buckets = Vec::new();
        self.has_buckets = false;
        self.buckets_heap = 0;
    }

    /// Ends the counting. `ranks` gives the rank in time of each bucket.
    pub(super) fn finish(self, ranks: &[u32]) -> NumberTotals {
        let mut buckets: Vec<(u32, Measure)> = ranks.iter().copied().zip(self.buckets).collect();
        buckets.sort_by_key(|(rank, _)| *rank);
        let mut ranked = Vec::new();
        ranked.resize_with(ranks.len(), || Measure::new(self.precision));
        for (rank, measure) in buckets {
            if let Some(place) = ranked.get_mut(rank as usize) {
                *place = measure;
            }
        }
        NumberTotals {
            distribution: self.distribution.finish(),
            outside: self.range.map(|_| self.outside),
            bare_zeros: self.bare_zeros,
            values: self.values,
            buckets: ranked,
            has_buckets: self.has_buckets,
        }
    }

    /// Bytes of the measures of the values.
    pub(super) fn values_memory(&self) -> u64 {
        self.values_heap + (self.values.len() * size_of::<Measure>()) as u64
    }

    /// Bytes of the measures of the buckets.
    pub(super) fn buckets_memory(&self) -> u64 {
        self.buckets_heap + (self.buckets.len() * size_of::<Measure>()) as u64
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        self.distribution.memory() + self.values_memory() + self.buckets_memory()
    }
}

/// The place of a measure by the state of its value, from 0.
fn place(state: &[u8]) -> Option<usize> {
    number(state).checked_sub(1).map(|place| place as usize)
}

impl Numbers {
    /// Reads what [`NumberTotals::write`] wrote of `buckets` buckets.
    pub(super) fn read(&mut self, input: &mut Reader<'_>, buckets: usize) -> Decoded<()> {
        let distribution: Distribution = input.part()?;
        distribution.check(self.precision)?;
        self.distribution = distribution.into();
        (self.outside, self.bare_zeros, self.has_buckets) = input.take()?;
        let length = if self.has_buckets { buckets } else { 0 };
        for _ in 0..length {
            self.buckets.push(self.read_measure(input)?);
        }
        Ok(())
    }

    /// Reads the measure of the value with this state, which is new.
    pub(super) fn read_value(&mut self, input: &mut Reader<'_>, state: &mut [u8]) -> Decoded<()> {
        if input.flag()? {
            let measure = self.read_measure(input)?;
            let place = self.place(state);
            if let Some(own) = self.values.get_mut(place) {
                *own = measure;
            }
        }
        Ok(())
    }

    fn read_measure(&self, input: &mut Reader<'_>) -> Decoded<Measure> {
        let measure: Measure = input.part()?;
        measure.check(self.precision)?;
        Ok(measure)
    }
}

impl NumberTotals {
    /// Writes what does not belong to a single value.
    pub(super) fn write(&self, out: &mut Writer) {
        // Named one by one, so that a field added later cannot be forgotten here.
        let Self { distribution, outside, values: _, buckets, has_buckets, bare_zeros } = self;
        out.put(distribution);
        out.put(&(outside.unwrap_or_default(), bare_zeros, has_buckets));
        buckets.iter().filter(|_| *has_buckets).for_each(|measure| out.put(measure));
    }

    /// Writes the measure of the value with this state.
    pub(super) fn write_value(&self, state: &[u8], out: &mut Writer) {
        out.put(&self.value(state));
    }

    /// The measure of the value with this state, or `None` if it has no numbers.
    pub(crate) fn value(&self, state: &[u8]) -> Option<&Measure> {
        self.values.get(place(state)?)
    }

    /// Appends `measure`, that of the value with this state, to `measures`.
    pub(super) fn put_measure(measures: &mut Vec<Measure>, state: &mut [u8], measure: &Measure) {
        measures.push(measure.clone());
        set_number(state, measures.len());
    }

    /// Puts other measures of values in place of these.
    pub(super) fn set_values(&mut self, measures: Vec<Measure>) {
        self.values = measures;
    }

    /// The measures of the buckets, in the order of time; all without numbers if they were not
    /// kept.
    pub(crate) fn buckets(&self) -> &[Measure] {
        &self.buckets
    }
}
