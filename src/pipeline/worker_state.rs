//! What is counted so far: each worker's own, and what they handed over when memory ran short.
//!
//! Nothing is handed over while all of it is well within the bounds. Past a part of `--max-memory`, or
//! with more values than `--max-values`, all workers stop for a moment, and their parts are joined: what
//! several of them hold is then held once. Only if that is still too much, closed buckets are folded,
//! and then values are let go. Whether counts are exact so depends on what there is to be kept, not on
//! how many threads kept it.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::Bounds;
use super::lateness::Lateness;
use crate::aggregate::{Aggregates, HashSeed, Keep};
use crate::error::Error;
use crate::time::Timestamp;

/// New values that are gathered, once counts are approximate, before they are looked through: a
/// part of `--max-values`, but some.
const BATCH: u64 = 8;
const LEAST_BATCH: u64 = 64;

/// All that is counted so far.
#[derive(Debug)]
pub(super) struct WorkerStates {
    seed: HashSeed,
    keep: Keep,
    /// Events that come after the buckets of their time were closed do not count. Where all input is
    /// to be counted in any order they do: the rates of values are then given up instead.
    is_live: bool,
    bounds: Bounds,
    /// How far behind the latest event closed buckets may be folded, in nanoseconds.
    lateness: u64,
    /// Later stamps are not believed to be the latest.
    cap: AtomicI64,
    own: Vec<WorkerState>,
    base: Mutex<Aggregates>,
    base_memory: AtomicU64,
    /// Counts are approximate.
    is_approximate: AtomicBool,
    /// Before this no event counts any more.
    horizon: AtomicI64,
}

/// What one worker counts.
#[derive(Debug)]
struct WorkerState {
    aggregates: Mutex<Aggregates>,
    memory: AtomicU64,
    values: AtomicU64,
    /// Its latest event; what it counts next comes later, where the log is in order.
    latest: AtomicI64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl WorkerStates {
    /// For `workers` workers, of a run that goes on or of one over what there is; closed buckets may be folded `lateness` nanoseconds behind the latest
    /// event that is not after `cap`.
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
        let own = |_| WorkerState {
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
            own: (0..workers).map(own).collect(),
            base: fresh(),
            base_memory: AtomicU64::default(),
            is_approximate: false.into(),
            horizon: AtomicI64::new(i64::MIN),
        }
    }

    /// Nothing counted yet, to be joined with what is here.
    pub(super) fn fresh(&self) -> Aggregates {
        Aggregates::new(self.seed, &self.keep)
    }

    /// What is kept besides counts.
    pub(super) fn keep(&self) -> &Keep {
        &self.keep
    }

    /// Says that stamps until `cap` are believed, as time goes on.
    pub(super) fn set_latest_plausible(&self, cap: Timestamp) {
        self.cap.fetch_max(cap.0, Ordering::Relaxed);
    }

    /// Lets a worker count: hands it what it has counted, and which events are late. Others wait for
    /// the end of it only when memory runs short.
    pub(super) fn count<T>(
        &self,
        worker: usize,
        count: impl FnOnce(&mut Aggregates, &mut Lateness) -> T,
    ) -> Option<T> {
        let own = self.own.get(worker)?;
        let mut aggregates = lock(&own.aggregates);
        let horizon = if self.is_live { self.horizon.load(Ordering::Acquire) } else { i64::MIN };
        let mut lateness = Lateness::fixed(Timestamp(horizon));
        let counted = count(&mut aggregates, &mut lateness);
        own.memory.store(aggregates.memory(), Ordering::Relaxed);
        own.values.store(aggregates.counts.len() as u64, Ordering::Relaxed);
        if let Some(latest) = aggregates.latest() {
            own.latest.fetch_max(latest.0, Ordering::Relaxed);
        }
        Some(counted)
    }

    /// Makes room where it runs short.
    ///
    /// # Errors
    /// What cannot be made smaller takes more than it may.
    pub(super) fn enforce_limits(&self) -> Result<(), Error> {
        if !self.is_short() {
            return Ok(());
        }
        let mut base = lock(&self.base);
        // Another worker may have done it meanwhile.
        if !self.is_short() {
            return Ok(());
        }
        self.join(&mut base, |base| self.reduce(base));
        self.check(&base)
    }

    /// Whether what is kept fits.
    ///
    /// # Errors
    /// What cannot be made smaller takes more than it may.
    pub(super) fn check(&self, kept: &Aggregates) -> Result<(), Error> {
        match kept.size() > self.bounds.max_memory {
            true => Err(too_much(self.bounds.max_memory)),
            false => Ok(()),
        }
    }

    /// Moves what the workers hold into `base`; `then` is called after each.
    fn join(&self, base: &mut Aggregates, then: impl Fn(&mut Aggregates)) {
        // All of them first: no event may be counted in a bucket that is being folded.
        let mut parts: Vec<MutexGuard<'_, Aggregates>> =
            self.own.iter().map(|own| lock(&own.aggregates)).collect();
        for (own, part) in self.own.iter().zip(&mut parts) {
            let counted = std::mem::replace(&mut **part, self.fresh());
            let spent = base.absorb(counted, self.most_values());
            then(base);
            if base.approximation().is_some() {
                // The next batch is as large; making room anew costs as much as counting.
                **part = Aggregates::reusing(spent, &self.keep);
            }
            own.memory.store(0, Ordering::Relaxed);
            own.values.store(0, Ordering::Relaxed);
        }
        self.note(base);
    }

    /// Takes note of what the joined part has become.
    fn note(&self, base: &Aggregates) {
        self.base_memory.store(base.memory(), Ordering::Relaxed);
        self.is_approximate.store(base.approximation().is_some(), Ordering::Relaxed);
    }

    fn most_values(&self) -> usize {
        usize::try_from(self.bounds.max_values).unwrap_or(usize::MAX)
    }

    fn is_short(&self) -> bool {
        let sum = |part: fn(&WorkerState) -> &AtomicU64| -> u64 {
            self.own.iter().map(|own| part(own).load(Ordering::Relaxed)).sum()
        };
        let batch = match self.is_approximate.load(Ordering::Relaxed) {
            true => (self.bounds.max_values / BATCH).max(LEAST_BATCH),
            false => self.bounds.max_values,
        };
        let memory = sum(|own| &own.memory) + self.base_memory.load(Ordering::Relaxed);
        sum(|own| &own.values) > batch || memory > self.bounds.max_memory / 4 * 3
    }

    /// Makes what was joined fit half the memory: the other half is for the workers, and for moving.
    fn reduce(&self, base: &mut Aggregates) {
        let most = self.bounds.max_memory / 2;
        if base.size() > most {
            base.settle();
        }
        if base.size() > most {
            // Behind the slowest worker, who may hold a block that is not counted yet.
            let latest = self.own.iter().map(|own| own.latest.load(Ordering::Relaxed));
            // One that has counted nothing yet keeps nothing open.
            let slowest = latest.filter(|latest| *latest > i64::MIN).min();
            let cap = self.cap.load(Ordering::Relaxed).min(slowest.unwrap_or(i64::MIN));
            if let Some(horizon) = base.fold(self.lateness, Timestamp(cap)) {
                self.horizon.fetch_max(horizon.0, Ordering::AcqRel);
            }
        }
        base.fit(most);
    }

    /// All that was counted, joined: as it is now.
    pub(super) fn snapshot(&self) -> Aggregates {
        let mut base = lock(&self.base);
        self.join(&mut base, |_| ());
        base.clone()
    }

    /// Takes in what an earlier run counted. What was closed then stays closed.
    pub(super) fn resume_from(&self, earlier: Aggregates) {
        if let Some(horizon) = earlier.horizon() {
            self.horizon.fetch_max(horizon.0, Ordering::AcqRel);
        }
        let mut base = lock(&self.base);
        base.merge(earlier);
        self.note(&base);
    }

    /// Bytes of what is known of each value's rates.
    pub(super) fn rates_size(&self) -> u64 {
        let own = self.own.iter().map(|own| lock(&own.aggregates).rates_size());
        lock(&self.base).rates_size() + own.sum::<u64>()
    }

    /// Folds the buckets that end at `horizon` or before; nothing before it may come any more.
    pub(super) fn fold(&self, horizon: Timestamp) {
        let mut base = lock(&self.base);
        self.join(&mut base, |base| base.fold_until(horizon));
        self.horizon.fetch_max(horizon.0, Ordering::AcqRel);
    }

    /// All that the first `workers` workers counted and `more`, once no worker counts any more; within the bounds, as far as it
    /// can be made smaller.
    pub(super) fn take_all(&self, workers: usize, more: Option<Aggregates>) -> Aggregates {
        let own = self.own.iter().take(workers);
        let own = own.map(|own| std::mem::replace(&mut *lock(&own.aggregates), self.fresh()));
        let parts: Vec<Aggregates> = own.chain(more).collect();
        let merge = |mut left: Aggregates, right| {
            left.merge(right);
            left
        };
        let joined = match parts.len() {
            0 | 1 => parts.into_iter().next(),
            _ => parts.into_par_iter().reduce_with(merge),
        };
        let mut base = std::mem::replace(&mut *lock(&self.base), self.fresh());
        if let Some(joined) = joined {
            base.absorb(joined, self.most_values());
        }
        self.reduce(&mut base);
        base
    }
}

fn too_much(limit: u64) -> Error {
    Error::Bound(format!(
        "--max-memory: what is kept takes more than {limit} bytes; advance_to it, or count something \
         with fewer distinct values"
    ))
}
