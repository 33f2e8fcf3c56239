//! Tasks, which the feeder hands to the workers: blocks and the context to count their lines. Both threads
//! record what they read in one ledger.

use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crossbeam_channel::{Receiver, Sender};

use super::seek::OrderCheck;
use crate::error::Error;
use crate::extract::{Header, SourceContext, Timeframe};
use crate::source::follow::{Notice, PathPosition};
use crate::source::{Block, PlainFile};
use crate::tally::Tally;

/// One block to be counted, or several blocks of a file that follow each other, or several tasks.
#[derive(Debug, Default)]
pub(super) struct Task {
    /// The number of the first block, counted from 0 over all sources without gaps.
    pub(super) sequence: u64,
    /// The index of the source in the tally.
    pub(super) source: usize,
    /// How the lines are read, where the first lines of the source decide it.
    pub(super) context: Option<Arc<SourceContext>>,
    /// Whether the first block begins with the first line of the source.
    pub(super) is_first: bool,
    /// The last line before the block that names columns.
    pub(super) header: Option<Arc<Header>>,
    pub(super) blocks: BlockSource,
    pub(super) position: ReadPosition,
}

impl Task {
    /// Whether the task has several blocks.
    pub(super) fn has_several_blocks(&self) -> bool {
        match &self.blocks {
            BlockSource::Range { range, .. } => range.end - range.start > 1,
            BlockSource::Files(tasks) => tasks.len() > 1,
            BlockSource::Nothing | BlockSource::Filled(_) => false,
        }
    }
}

/// Where the bytes of a task are.
#[derive(Debug, Default)]
pub(super) enum BlockSource {
    /// Nowhere: the task only says how far followed files are read.
    #[default]
    Nothing,
    /// In this block, read by the feeder.
    Filled(Block),
    /// In these blocks of a file, to be read by the worker.
    Range {
        file: Arc<PlainFile>,
        range: Range<u64>,
        /// Gets the times met in each block, where blocks were chosen by their times.
        order: Option<Arc<OrderCheck>>,
    },
    /// In files of one block each. Only the tasks of these files say how the files are counted.
    Files(Vec<Task>),
}

/// How far followed files are read once a task is counted.
#[derive(Debug, Clone, Default)]
pub(super) enum ReadPosition {
    /// Not recorded: nothing is followed, or there is no checkpoint.
    #[default]
    Unrecorded,
    /// As far as these positions.
    At(Vec<PathPosition>),
    /// The block is a last line without its newline. A resumed run reads the line again, so the
    /// line is counted after the last snapshot.
    Unfinished,
}

/// The workers' end of the queue.
pub(super) struct Queue {
    pub(super) tasks: Receiver<Task>,
    /// Takes counted blocks back, to be filled again.
    pub(super) spare: Sender<Block>,
    /// What happens to followed files.
    pub(super) notices: Receiver<Notice>,
}

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
