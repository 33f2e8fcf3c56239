//! The workers of a run: the thread that asked for it, and others that are called while blocks wait.
//!
//! A line or two, or a pipe that trickles, are counted sooner than a thread is started.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, Scope};

use super::worker::{self, Shared};
use crate::error::{Error, Result};

/// The workers.
#[derive(Debug)]
pub(super) struct Workers<'a> {
    shared: &'a Shared<'a>,
    most: usize,
    called: AtomicUsize,
}

impl<'a> Workers<'a> {
    /// At most so many; the first is whoever calls [`Self::count`].
    pub(super) fn new(shared: &'a Shared<'a>, most: usize) -> Self {
        Self { shared, most, called: AtomicUsize::new(1) }
    }

    /// Counts all blocks, or those until the run is stopped.
    pub(super) fn count(&self) {
        std::thread::scope(|scope| self.work(scope, 0));
    }

    /// How many there are.
    pub(super) fn size(&self) -> usize {
        self.called.load(Ordering::Relaxed)
    }

    /// A pool of as many threads, or of one, for what is done once all is counted.
    ///
    /// # Errors
    /// Not one can be started.
    pub(super) fn pool(&self) -> Result<rayon::ThreadPool> {
        let of = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = of(self.size()).or_else(|_| of(1));
        pool.map_err(|problem| Error::Threads(format!("-j/--threads: {problem}")))
    }

    fn work<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>, index: usize) {
        worker::work(self.shared, index, || self.call(scope));
    }

    /// Calls one more, who calls the next.
    fn call<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>) {
        let more = |size: usize| (size < self.most).then_some(size + 1);
        let Ok(index) = self.called.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more) else {
            return;
        };
        let name = format!("worker-{index}");
        // Where the system gives no more threads, those that are there do the work.
        drop(Builder::new().name(name).spawn_scoped(scope, move || self.work(scope, index)));
    }
}
