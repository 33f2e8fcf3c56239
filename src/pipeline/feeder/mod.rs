//! The thread that opens the inputs in order and queues their blocks.

mod file;
mod followed;
mod stream;

use std::sync::{Arc, Mutex};

use crossbeam_channel::{Receiver, Sender};

use super::monitor::Monitor;
use super::options::RunOptions;
use super::survey::{self, HEAD_BYTES, SUGGESTION_BYTES, Surveyor};
use super::task::{Ledger, Queue, Task, lock};
use crate::error::{Error, Result};
use crate::extract::Extractor;
use crate::source::follow::PathPosition;
use crate::source::{self, Block, Input, Opened, Source, SourceOptions};
use crate::time::Timestamp;

/// The state of the thread.
struct Feeder {
    inputs: Vec<Input>,
    options: SourceOptions,
    /// Whether parts of files outside the timeframe are jumped over.
    seeks: bool,
    /// How many workers there are at most.
    workers: u64,
    extractor: Arc<Extractor>,
    surveyor: Option<Surveyor>,
    ledger: Arc<Mutex<Ledger>>,
    monitor: Monitor,
    tasks: Sender<Task>,
    /// Files of one block that are queued together.
    small_files: Vec<Task>,
    /// Blocks that workers are done with, to be filled again.
    spare: Receiver<Block>,
    /// The number of the next block.
    sequence: u64,
    /// Whether a known format is still to be looked for in lines that are counted whole.
    may_suggest: bool,
    /// Whether the first block of a stream decides its format, however short the block is: a run that
    /// goes on cannot wait for more.
    is_eager: bool,
    /// Whether files are followed. All that was read of them is counted, also after a stop.
    is_following: bool,
    /// The errors of inputs whose format is not known, each reported once.
    refused: Vec<Error>,
}

/// How files are to be followed.
pub(in crate::pipeline) struct FollowRequest {
    /// How far an earlier run read them.
    pub(in crate::pipeline) positions: Vec<PathPosition>,
    /// Whether each task carries how far the files are read.
    pub(in crate::pipeline) saves: bool,
    /// Asks for a look at every file.
    pub(in crate::pipeline) reopened: Receiver<()>,
}

/// The queue is closed or the run is stopped: nothing more is to be read.
struct Closed;

/// What the reading of an input gives.
type FeedResult = std::result::Result<(), Closed>;

/// Starts the feeder; its queue ends when all inputs are read or the run is stopped. With `is_eager` the
/// first block of a stream decides its format. With `followed` the inputs are followed. Errors: the thread
/// cannot be started.
pub(super) fn start(
    options: &RunOptions,
    extractor: &Arc<Extractor>,
    ledger: &Arc<Mutex<Ledger>>,
    monitor: &Monitor,
    is_eager: bool,
    followed: Option<FollowRequest>,
) -> Result<Queue> {
    let blocks = options.threads * 2;
    let (tasks, queued) = crossbeam_channel::bounded(blocks);
    let (spare, spares) = crossbeam_channel::bounded(blocks);
    let feeder = Feeder {
        inputs: options.inputs.clone(),
        options: SourceOptions {
            unfold: extractor.reads_documents() && followed.is_none(),
            ..options.source
        },
        seeks: options.seek,
        workers: options.threads as u64,
        extractor: Arc::clone(extractor),
        surveyor: Surveyor::new(extractor, options),
        ledger: Arc::clone(ledger),
        monitor: monitor.clone(),
        tasks,
        small_files: Vec::new(),
        spare: spares,
        sequence: lock(ledger).tally.next_block(),
        may_suggest: false,
        is_eager,
        is_following: followed.is_some(),
        refused: Vec::new(),
    };
    let noticed = match followed {
        Some(request) => {
            let (notices, noticed) = crossbeam_channel::unbounded();
            spawn(move || feeder.feed_followed(&request, &notices))?;
            noticed
        }
        None => {
            let sizes: Option<Vec<u64>> = options.inputs.iter().map(Input::size).collect();
            monitor.set_total(sizes.map_or(0, |sizes| sizes.iter().sum()));
            spawn(move || feeder.feed())?;
            crossbeam_channel::never()
        }
    };
    Ok(Queue { tasks: queued, spare, notices: noticed })
}

fn spawn(feed: impl FnOnce() + Send + 'static) -> Result<()> {
    let spawned = std::thread::Builder::new().name("feeder".to_owned()).spawn(feed);
    let problem = |error| Error::Threads(format!("cannot start the reading thread: {error}"));
    spawned.map(drop).map_err(problem)
}

impl Feeder {
    fn feed(mut self) {
        self.date_limits();
        for index in 0..self.inputs.len() {
            let input = self.inputs[index].clone();
            match source::open(&input, self.options, self.monitor.read_counter()) {
                Err(problem) => self.fail(usize::MAX, &input, &problem),
                Ok(Source { opened, modified }) => {
                    let source = lock(&self.ledger).tally.open(&input.name());
                    self.may_suggest = index == 0 && self.extractor.counts_whole_lines();
                    let left = self.inputs.len() - index;
                    let fed = match opened {
                        Opened::Plain(file) => self.feed_file(source, modified, &file, left),
                        Opened::Stream(stream) => {
                            self.feed_stream(source, modified, &input, stream)
                        }
                    };
                    if fed.is_err() {
                        return;
                    }
                }
            }
        }
        // A run that is stopped counts no file that still waits.
        let _ = self.push_small_files();
    }

    /// Gives limits that are times of day a date: the date of the earliest first stamp of all
    /// files, in whatever order the files are named. The first stamp of a pipe is not known before
    /// the pipe is read.
    fn date_limits(&mut self) {
        let Some(surveyor) = &mut self.surveyor else { return };
        if surveyor.timeframe.is_some() {
            return;
        }
        let stamps = self.inputs.iter().filter_map(|input| {
            let (head, modified) = source::peek(input, self.options, HEAD_BYTES).ok()??;
            surveyor.first_stamp(&head, modified)
        });
        let first: Option<Timestamp> = stamps.min();
        surveyor.date_limits(first);
    }

    /// Looks once whether lines that are counted whole are of a known format.
    fn suggest_preset(&mut self, head: &[u8]) {
        self.may_suggest = false;
        if let Some(preset) = survey::recognise(&head[..head.len().min(SUGGESTION_BYTES)]) {
            lock(&self.ledger).tally.suggest_preset(preset);
        }
    }

    fn push(&self, task: Task) -> FeedResult {
        if self.monitor.is_stopped() && !self.is_following {
            return Err(Closed);
        }
        self.tasks.send(task).map_err(|_| Closed)
    }

    /// Reports once why a source, or the rest of it, is not counted.
    fn refuse(&mut self, source: usize, problem: Error) {
        let name = self.name(source);
        let problem = match problem {
            Error::Usage(problem) | Error::Pattern(problem) => Error::Source { name, problem },
            problem => problem,
        };
        if !self.refused.contains(&problem) {
            self.refused.push(problem.clone());
            lock(&self.ledger).errors.push((source, problem));
        }
    }

    fn name(&self, source: usize) -> String {
        let ledger = lock(&self.ledger);
        ledger.tally.sources().get(source).map_or("-", |source| &source.name).to_owned()
    }

    /// Reports that an input cannot be opened or read.
    fn fail(&self, source: usize, input: &Input, problem: &std::io::Error) {
        let mut ledger = lock(&self.ledger);
        let place = source.min(ledger.tally.sources().len());
        ledger.errors.push((place, source::named(input, problem)));
    }
}
