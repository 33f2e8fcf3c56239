//! The workers of a run: the thread that asked for it, and others that are called while blocks wait.
//!
//! A line or two, or a pipe that trickles, are counted sooner than a thread is started.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, Scope};

use super::lock;
use super::worker::{self, Shared};
use crate::error::{Error, Result};

/// The workers.
#[derive(Debug)]
pub(super) struct Crew<'a> {
    shared: &'a Shared<'a>,
    most: usize,
    called: AtomicUsize,
}

impl<'a> Crew<'a> {
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

    /// A pool of as many threads, for what is done once all is counted.
    ///
    /// # Errors
    /// The threads cannot be started.
    pub(super) fn pool(&self) -> Result<rayon::ThreadPool> {
        rayon::ThreadPoolBuilder::new().num_threads(self.size()).build().map_err(refused)
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
        let called = Builder::new().name(name).spawn_scoped(scope, move || self.work(scope, index));
        if let Err(problem) = called {
            lock(self.shared.ledger).refusal = Some(refused(problem));
            self.shared.monitor.stop();
        }
    }
}

fn refused(problem: impl std::fmt::Display) -> Error {
    Error::Threads(format!("-j/--threads: {problem}"))
}
