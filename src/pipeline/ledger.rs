//! The records that the feeder and the workers share.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::error::Error;
use crate::extract::Timeframe;
use crate::source::Block;
use crate::tally::Tally;

/// The account of the lines and of what went wrong, shared by all threads of a run.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) tally: Tally,
    /// Each error with the index of its source. The order is that in which threads met them.
    pub(super) errors: Vec<(usize, Error)>,
    /// The first lines of a stream while there are too few of them to tell its format.
    pub(super) pending: Option<PendingPrefix>,
}

impl Ledger {
    /// Adds an error unless it is known: a file that shrank fails in every block beyond its end.
    pub(super) fn add_error(&mut self, source: usize, error: Error) {
        if !self.errors.iter().any(|(_, known)| *known == error) {
            self.errors.push((source, error));
        }
    }

    /// Takes the errors out, in the order of the sources.
    pub(super) fn take_errors(&mut self) -> Vec<Error> {
        let mut errors = std::mem::take(&mut self.errors);
        errors.sort_by_key(|(source, _)| *source);
        errors.into_iter().map(|(_, error)| error).collect()
    }
}

/// The first lines of a stream, held back until its format is known. They lie in the ledger so that
/// a run that is stopped meanwhile can count them.
#[derive(Debug)]
pub(super) struct PendingPrefix {
    /// The number of the block they will be.
    pub(super) sequence: u64,
    pub(super) source: usize,
    pub(super) modified: Option<SystemTime>,
    /// The timeframe, where earlier sources have settled it.
    pub(super) timeframe: Option<Timeframe>,
    pub(super) block: Block,
}

/// Locks the ledger, also after a thread panicked while it held the lock.
pub(super) fn lock(ledger: &Mutex<Ledger>) -> MutexGuard<'_, Ledger> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}
