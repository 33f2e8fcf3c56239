//! Tasks, which the feeder hands to the workers: blocks and the context to count their lines.

use std::ops::Range;
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender};

use super::seek::OrderCheck;
use crate::extract::{Header, SourceContext};
use crate::source::follow::{Notice, PathPosition};
use crate::source::{Block, PlainFile};

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
    /// Nowhere: the task only tells how far followed files are read.
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
    /// In files of one block each. Only the tasks of these files tell how they are counted.
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
#[derive(Debug)]
pub(super) struct Queue {
    pub(super) tasks: Receiver<Task>,
    /// Takes counted blocks back, to be filled again.
    pub(super) spare: Sender<Block>,
    /// What happens to followed files.
    pub(super) notices: Receiver<Notice>,
}
