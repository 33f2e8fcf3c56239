//! The handle of a run: its progress, and the request to stop.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};

/// How long a run that is stopped may go on counting the blocks it has read.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows the progress of a run and stops it; all clones belong to one run.
#[derive(Debug, Clone)]
pub struct Monitor {
    stopped: Arc<AtomicBool>,
    /// Dropped to disconnect `stop`, which wakes every thread that waits on it.
    wake: Arc<Mutex<Option<Sender<()>>>>,
    stop: Receiver<()>,
    /// When the run was asked to end.
    stopped_at: Arc<OnceLock<Instant>>,
    read: Arc<AtomicU64>,
    total: Arc<AtomicU64>,
}

impl Default for Monitor {
    fn default() -> Self {
        let (wake, stop) = crossbeam_channel::bounded(0);
        Self {
            stopped: Arc::default(),
            wake: Arc::new(Mutex::new(Some(wake))),
            stop,
            stopped_at: Arc::default(),
            read: Arc::default(),
            total: Arc::default(),
        }
    }
}

impl Monitor {
    /// Asks the run to end with the lines it has read, also while it waits for input.
    pub fn stop(&self) {
        self.stopped_at.get_or_init(Instant::now);
        self.stopped.store(true, Ordering::Release);
        self.wake.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    }

    /// Whether the run was asked to end.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }

    /// Whether the run should have ended by now: what is read already is not counted any more.
    pub(super) fn is_overdue(&self) -> bool {
        self.is_stopped()
            && self.stopped_at.get().is_some_and(|stopped| stopped.elapsed() >= PATIENCE)
    }

    /// Bytes read so far, compressed files by their compressed bytes.
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Bytes to be read; `None` where the size of an input is not known.
    pub fn total(&self) -> Option<u64> {
        Some(self.total.load(Ordering::Relaxed)).filter(|total| *total > 0)
    }

    pub(super) fn set_total(&self, bytes: u64) {
        self.total.store(bytes, Ordering::Relaxed);
    }

    pub(super) fn add_read(&self, bytes: u64) {
        self.read.fetch_add(bytes, Ordering::Relaxed);
    }

    /// The counter of bytes read, for a reader to add to.
    pub(super) fn read_counter(&self) -> &Arc<AtomicU64> {
        &self.read
    }

    /// A channel that is disconnected once the run is to end.
    pub(super) fn stop_signal(&self) -> &Receiver<()> {
        &self.stop
    }
}
