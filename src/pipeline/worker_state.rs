//! The counts so far: the counts of each worker, and the counts that were joined when memory ran short.
//!
//! Nothing is joined while the counts are well within the bounds. Past a part of `--max-memory`, or
//! with more values than `--max-values`, all workers pause and their counts are joined, so that a value
//! that several workers counted is kept once. Only if the joined counts are still too large are closed
//! buckets folded, and then values dropped. Whether counts are exact therefore depends on the input,
//! and not on the number of threads.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::Bounds;
use super::lateness::Lateness;
use crate::aggregate::{Aggregates, HashSeed, Keep};
use crate::time::Timestamp;

/// Once counts are approximate, the counts of the workers are joined when new values are one in this many of
/// `--max-values`.
const BATCH: u64 = 8;
/// The fewest new values for which the counts of the workers are joined.
const MIN_BATCH: u64 = 64;
/// New values that a worker may take in before the bounds are looked at again: a block of short lines.
const BLOCK_VALUES: usize = 1 << 16;

pub(super) struct WorkerStates {
    seed: HashSeed,
    keep: Keep,
    /// Whether the run goes on after its input. Events whose bucket is closed then do not count; in a
    /// run that ends with its input they count, and the rates of values are given up instead.
    is_live: bool,
    bounds: Bounds,
    /// How far behind the latest event buckets may be folded, in nanoseconds.
    lateness: u64,
    /// The latest plausible stamp.
    cap: AtomicI64,
    workers: Vec<WorkerState>,
    /// The counts that were joined.
    joined: Mutex<Aggregates>,
    /// Bytes of memory of the joined counts.
    joined_memory: AtomicU64,
    /// Whether the joined counts are approximate.
    is_approximate: AtomicBool,
    /// Events before this do not count.
    horizon: AtomicI64,
}

struct WorkerState {
    aggregates: Mutex<Aggregates>,
    memory: AtomicU64,
    values: AtomicU64,
    /// Its latest event. In an ordered log its next events are later.
    latest: AtomicI64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl WorkerStates {
    /// For `workers` workers. Buckets may be folded `lateness` nanoseconds behind the latest event
    /// that is not after `cap`. `is_live` says that the run goes on after its input.
    pub(super) fn new(
        keep: &Keep,
        bounds: Bounds,
        lateness: u64,
        cap: Timestamp,
        workers: usize,
        is_live: bool,
    ) -> Self {
        let seed = HashSeed::random();
        let fresh = || Mutex::new(Aggregates::new(seed, keep));
        let worker = |_| WorkerState {
            aggregates: fresh(),
            memory: AtomicU64::default(),
            values: AtomicU64::default(),
            latest: AtomicI64::new(i64::MIN),
        };
        Self {
            seed,
            keep: keep.clone(),
            is_live,
            bounds,
            lateness,
            cap: AtomicI64::new(cap.0),
            workers: (0..workers).map(worker).collect(),
            joined: fresh(),
            joined_memory: AtomicU64::default(),
            is_approximate: false.into(),
            horizon: AtomicI64::new(i64::MIN),
        }
    }

    /// Empty counts that can be joined with these.
    fn fresh(&self) -> Aggregates {
        Aggregates::new(self.seed, &self.keep)
    }

    /// Raises the latest plausible stamp.
    pub(super) fn set_latest_plausible(&self, cap: Timestamp) {
        self.cap.fetch_max(cap.0, Ordering::Relaxed);
    }

    /// Calls `count` with the counts of a worker and the limit of lateness. Other workers wait for it
    /// only when memory runs short.
    pub(super) fn count(&self, worker: usize, count: impl FnOnce(&mut Aggregates, &mut Lateness)) {
        let Some(own) = self.workers.get(worker) else { return };
        let mut aggregates = lock(&own.aggregates);
        let horizon = if self.is_live { self.horizon.load(Ordering::Acquire) } else { i64::MIN };
        let mut lateness = Lateness::fixed(Timestamp(horizon));
        count(&mut aggregates, &mut lateness);
        own.memory.store(
            aggregates.memory_after(aggregates.counts.len().min(BLOCK_VALUES)),
            Ordering::Relaxed,
        );
        own.values.store(aggregates.counts.len() as u64, Ordering::Relaxed);
        if let Some(latest) = aggregates.latest() {
            own.latest.fetch_max(latest.0, Ordering::Relaxed);
        }
    }

    /// Joins and shrinks the counts if they are near the bounds.
    pub(super) fn enforce_limits(&self) {
        if !self.is_short() {
            return;
        }
        let mut joined = lock(&self.joined);
        // Another worker may have joined the counts meanwhile.
        if self.is_short() {
            self.join(&mut joined, |joined| self.shrink(joined));
        }
    }

    /// Moves the counts of all workers into `joined`, and calls `shrink` after each worker.
    fn join(&self, joined: &mut Aggregates, shrink: impl Fn(&mut Aggregates)) {
        // All workers are locked first: no event may be counted in a bucket that is being folded.
        let mut parts: Vec<MutexGuard<'_, Aggregates>> =
            self.workers.iter().map(|own| lock(&own.aggregates)).collect();
        for (own, part) in self.workers.iter().zip(&mut parts) {
            let counted = std::mem::replace(&mut **part, self.fresh());
            let was_approximate = joined.approximation().is_some();
            let spent = joined.absorb(counted, self.most_values());
            if was_approximate {
                // The next batch is as large, and new tables cost as much as counting.
                **part = Aggregates::reusing(spent, &self.keep);
            }
            shrink(joined);
            own.memory.store(0, Ordering::Relaxed);
            own.values.store(0, Ordering::Relaxed);
        }
        self.measure_joined(joined);
    }

    /// Stores the memory of the joined counts, and whether they are approximate.
    fn measure_joined(&self, joined: &Aggregates) {
        self.joined_memory.store(joined.memory(), Ordering::Relaxed);
        self.is_approximate.store(joined.approximation().is_some(), Ordering::Relaxed);
    }

    fn most_values(&self) -> usize {
        usize::try_from(self.bounds.max_values).unwrap_or(usize::MAX)
    }

    fn is_short(&self) -> bool {
        let sum = |part: fn(&WorkerState) -> &AtomicU64| -> u64 {
            self.workers.iter().map(|own| part(own).load(Ordering::Relaxed)).sum()
        };
        let batch = match self.is_approximate.load(Ordering::Relaxed) {
            true => (self.bounds.max_values / BATCH).max(MIN_BATCH),
            false => self.bounds.max_values,
        };
        let memory = sum(|own| &own.memory) + self.joined_memory.load(Ordering::Relaxed);
        sum(|own| &own.values) > batch || memory > self.bounds.budget() / 4 * 3
    }

    /// Shrinks joined counts to half of `--max-memory`. The other half is for the workers, for the next
    /// join, and for the report. A run that goes on makes its reports of a copy.
    fn shrink(&self, joined: &mut Aggregates) {
        let most = self.bounds.budget() / if self.is_live { 3 } else { 2 };
        if joined.needed_memory() > most {
            joined.join_pairs();
        }
        if joined.needed_memory() > most {
            // The slowest worker may still have a block of its time to count.
            let latest = self.workers.iter().map(|own| own.latest.load(Ordering::Relaxed));
            // A worker that has counted nothing keeps no bucket open.
            let slowest = latest.filter(|latest| *latest > i64::MIN).min();
            let cap = self.cap.load(Ordering::Relaxed).min(slowest.unwrap_or(i64::MIN));
            if let Some(horizon) = joined.fold(self.lateness, Timestamp(cap)) {
                self.horizon.fetch_max(horizon.0, Ordering::AcqRel);
            }
        }
        joined.fit(most);
    }

    /// A copy of all counts so far.
    pub(super) fn snapshot(&self) -> Aggregates {
        let mut joined = lock(&self.joined);
        self.join(&mut joined, |_| ());
        joined.clone()
    }

    /// Adds the counts of an earlier run. Buckets that it closed stay closed.
    pub(super) fn resume_from(&self, earlier: Aggregates) {
        if let Some(horizon) = earlier.horizon() {
            self.horizon.fetch_max(horizon.0, Ordering::AcqRel);
        }
        let mut joined = lock(&self.joined);
        joined.merge(earlier);
        self.measure_joined(&joined);
    }

    /// Bytes of memory of the rates of all values.
    pub(super) fn rates_memory(&self) -> u64 {
        let own = self.workers.iter().map(|own| lock(&own.aggregates).rates_memory());
        lock(&self.joined).rates_memory() + own.sum::<u64>()
    }

    /// Folds the buckets that end at `horizon` or before. Events before it do not count any more.
    pub(super) fn fold(&self, horizon: Timestamp) {
        let mut joined = lock(&self.joined);
        self.join(&mut joined, |joined| joined.fold_until(horizon));
        self.horizon.fetch_max(horizon.0, Ordering::AcqRel);
    }

    /// Takes out all counts once no worker counts any more, shrunk to the bounds as far as they can
    /// be. `workers` is how many workers counted.
    pub(super) fn take_all(&self, workers: usize) -> Aggregates {
        let own = self.workers.iter().take(workers);
        let own = own.map(|own| std::mem::replace(&mut *lock(&own.aggregates), self.fresh()));
        let mut parts: Vec<Aggregates> = own.collect();
        let merge = |mut left: Aggregates, right| {
            left.merge(right);
            left
        };
        let mut joined = std::mem::replace(&mut *lock(&self.joined), self.fresh());
        // Joining in pairs takes twice the memory of joining one after the other.
        if joined.counts.is_empty() && parts.len() > 1 {
            parts = parts.into_par_iter().reduce_with(merge).into_iter().collect();
        }
        for part in parts {
            drop(joined.absorb(part, self.most_values()));
            self.shrink(&mut joined);
        }
        joined
    }
}
