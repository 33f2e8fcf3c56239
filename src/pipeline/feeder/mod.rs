//! The thread that opens the sources in order and queues their blocks.

mod file;
mod followed;
mod stream;

use std::ops::Range;
use std::sync::{Arc, Mutex};

use crossbeam_channel::{Receiver, Sender};

pub(in crate::pipeline) use followed::Wishes;

use super::monitor::Monitor;
use super::seek::Watch;
use super::survey::{self, HEAD_BYTES, HINT_BYTES, Surveyor};
use super::{Ledger, RunOptions, lock};
use crate::error::{Error, Result};
use crate::extract::{Extractor, Header, SourceContext};
use crate::source::follow::{Notice, PathPosition};
use crate::source::{self, Block, Input, Opened, PlainFile, Source, SourceOptions};
use crate::time::Timestamp;

/// A block to be counted, or several of a file that follow each other.
#[derive(Debug)]
pub(in crate::pipeline) struct Work {
    /// Number of the (first) block over all sources, from 0 without gaps.
    pub(in crate::pipeline) sequence: u64,
    /// Index of the source in the tally.
    pub(in crate::pipeline) source: usize,
    /// How its lines are read, where its first lines say.
    pub(in crate::pipeline) context: Option<Arc<SourceContext>>,
    /// The block begins with the source's first line.
    pub(in crate::pipeline) is_first: bool,
    /// The line that named the columns last before the block.
    pub(in crate::pipeline) header: Option<Arc<Header>>,
    pub(in crate::pipeline) load: BlockSource,
    /// How far followed files are read with it.
    pub(in crate::pipeline) reached: ReadPosition,
}

/// How far followed files are read.
#[derive(Debug, Clone, Default)]
pub(in crate::pipeline) enum ReadPosition {
    /// Nobody wants to know.
    #[default]
    Untold,
    /// So far.
    Here(Vec<PathPosition>),
    /// The block is an unfinished line: it will be read again when the run is taken up.
    Unfinished,
}

impl Work {
    /// The blocks one by one.
    pub(in crate::pipeline) fn blocks(self) -> impl Iterator<Item = Self> {
        let Self { sequence, source, context, is_first, header, load, reached } = self;
        let (file, numbers, watch, filled) = match load {
            BlockSource::Filled(block) => (None, 0..0, None, Some(block)),
            BlockSource::Range(file, numbers, watch) => (Some(file), numbers, watch, None),
        };
        let first = numbers.start;
        let ranges = numbers.filter_map(move |number| {
            let load =
                BlockSource::Range(Arc::clone(file.as_ref()?), number..number + 1, watch.clone());
            Some((number - first, load))
        });
        filled.map(|block| (0, BlockSource::Filled(block))).into_iter().chain(ranges).map(
            move |(at, load)| Self {
                sequence: sequence + at,
                source,
                context: context.clone(),
                is_first: is_first && at == 0,
                header: header.clone().filter(|_| at == 0),
                load,
                reached: reached.clone(),
            },
        )
    }

    /// Whether a byte order mark may stand before its lines and be none of them: at the beginning of
    /// what is taken apart.
    pub(in crate::pipeline) fn has_mark(&self) -> bool {
        self.is_first && self.context.is_some()
    }
}

/// Where the block's lines are.
#[derive(Debug)]
pub(in crate::pipeline) enum BlockSource {
    /// Here.
    Filled(Block),
    /// In the blocks `.1` of a file, for the worker to read; who is told of their times.
    Range(Arc<PlainFile>, Range<u64>, Option<Arc<Watch>>),
}

impl BlockSource {
    /// Whether more of the same is sure to come.
    pub(in crate::pipeline) fn is_one_of_many(&self) -> bool {
        matches!(self, Self::Range(_, numbers, _) if numbers.end - numbers.start > 1)
    }
}

/// The workers' end of the queue.
#[derive(Debug)]
pub(in crate::pipeline) struct Queue {
    pub(in crate::pipeline) work: Receiver<Work>,
    /// Takes blocks back to be filled again.
    pub(in crate::pipeline) spare: Sender<Block>,
}

struct Feeder {
    inputs: Vec<Input>,
    options: SourceOptions,
    /// Whether parts of files that cannot count are jumped over.
    seeks: bool,
    /// The workers.
    threads: u64,
    extractor: Arc<Extractor>,
    surveyor: Option<Surveyor>,
    ledger: Arc<Mutex<Ledger>>,
    monitor: Monitor,
    work: Sender<Work>,
    spare: Receiver<Block>,
    sequence: u64,
    /// Nothing is to be said of a better way to count, or it has been said.
    is_hinted: bool,
    /// A stream's first block tells how it is read, however short it is: somebody waits for a report.
    is_eager: bool,
    /// Files are followed; whoever counts takes all there is, also after a stop.
    is_following: bool,
    /// What was said of sources that cannot be taken apart.
    refused: Vec<Error>,
}

/// The queue is closed, the run stopped: nobody wants more.
struct Closed;

type Fed = std::result::Result<(), Closed>;

/// Starts the feeder. Its queue ends when all sources are read or the run is stopped. With
/// `is_eager` the beginning of a stream is not held back until there is enough of it to tell how it
/// is read.
pub(in crate::pipeline) fn start(
    options: &RunOptions,
    extractor: &Arc<Extractor>,
    ledger: &Arc<Mutex<Ledger>>,
    monitor: &Monitor,
    is_eager: bool,
) -> Result<Queue> {
    let sizes: Option<Vec<u64>> = options.inputs.iter().map(Input::size).collect();
    monitor.set_total(sizes.map_or(0, |sizes| sizes.iter().sum()));
    let (feeder, queue) = Feeder::new(options, extractor, ledger, monitor, is_eager);
    run("feeder", move || feeder.feed())?;
    Ok(queue)
}

/// Starts a feeder of files that are followed until the run is stopped; what happens to them can be
/// received.
pub(in crate::pipeline) fn follow(
    options: &RunOptions,
    wishes: Wishes,
    extractor: &Arc<Extractor>,
    ledger: &Arc<Mutex<Ledger>>,
    monitor: &Monitor,
) -> Result<(Queue, Receiver<Notice>)> {
    let (mut feeder, queue) = Feeder::new(options, extractor, ledger, monitor, true);
    feeder.is_following = true;
    let (notices, noticed) = crossbeam_channel::unbounded();
    run("feeder", move || feeder.feed_followed(&wishes, &notices))?;
    Ok((queue, noticed))
}

fn run(name: &str, what: impl FnOnce() + Send + 'static) -> Result<()> {
    let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(what);
    let problem = |error| Error::Threads(format!("cannot start the reading thread: {error}"));
    spawned.map(drop).map_err(problem)
}

impl Feeder {
    fn new(
        options: &RunOptions,
        extractor: &Arc<Extractor>,
        ledger: &Arc<Mutex<Ledger>>,
        monitor: &Monitor,
        is_eager: bool,
    ) -> (Self, Queue) {
        let blocks = options.threads.max(1) * 2;
        let (work, queued) = crossbeam_channel::bounded(blocks);
        let (spare, spares) = crossbeam_channel::bounded(blocks);
        let feeder = Self {
            inputs: options.inputs.clone(),
            options: options.source,
            seeks: options.seek,
            threads: options.threads.max(1) as u64,
            extractor: Arc::clone(extractor),
            surveyor: Surveyor::new(extractor, options),
            ledger: Arc::clone(ledger),
            monitor: monitor.clone(),
            work,
            spare: spares,
            sequence: lock(ledger).tally.settled(),
            is_hinted: true,
            is_eager,
            is_following: false,
            refused: Vec::new(),
        };
        (feeder, Queue { work: queued, spare })
    }

    fn feed(mut self) {
        self.find_first_stamp();
        for index in 0..self.inputs.len() {
            let input = self.inputs[index].clone();
            match source::open(&input, self.options, self.monitor.read_counter()) {
                Err(problem) => self.fail(usize::MAX, &input, &problem),
                Ok(Source { opened, modified }) => {
                    let source = lock(&self.ledger).tally.open(&input.name());
                    if index == 0 && self.extractor.counts_whole_lines() {
                        self.is_hinted = false;
                    }
                    let fed = match opened {
                        Opened::Plain(file) => self.feed_file(source, modified, &file),
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
    }

    /// Where a limit is a time of day, the earliest first stamp of the files dates it, whatever the
    /// order in which they are named. A pipe can only be asked when it is read.
    fn find_first_stamp(&mut self) {
        let Some(surveyor) = &mut self.surveyor else { return };
        if surveyor.timeframe.is_some() {
            return;
        }
        let files = self.inputs.iter().filter_map(|input| {
            let (head, modified) = source::peek(input, self.options, HEAD_BYTES).ok()??;
            surveyor.first(&head, modified)
        });
        let first: Option<Timestamp> = files.min();
        surveyor.settle(first);
    }

    /// Looks once whether lines that are counted whole would better be taken apart.
    fn give_hint(&mut self, head: &[u8]) {
        self.is_hinted = true;
        if let Some(preset) = survey::hint(&head[..head.len().min(HINT_BYTES)]) {
            lock(&self.ledger).tally.set_hint(preset);
        }
    }

    fn push(&self, work: Work) -> Fed {
        // Of followed files all is counted that was read.
        if self.monitor.is_stopped() && !self.is_following {
            return Err(Closed);
        }
        self.work.send(work).map_err(|_| Closed)
    }

    /// Says why a source, or the rest of it, is not counted.
    fn refuse(&mut self, source: usize, problem: Error) {
        let name = self.name(source);
        let problem = match problem {
            Error::Usage(problem) | Error::Pattern(problem) => Error::Source { name, problem },
            problem => problem,
        };
        let mut ledger = lock(&self.ledger);
        if self.refused.contains(&problem) {
            return;
        }
        self.refused.push(problem.clone());
        ledger.errors.push((source, problem));
    }

    fn name(&self, source: usize) -> String {
        let ledger = lock(&self.ledger);
        ledger.tally.sources().get(source).map_or("-", |source| &source.name).to_owned()
    }

    fn fail(&self, source: usize, input: &Input, problem: &std::io::Error) {
        let mut ledger = lock(&self.ledger);
        let place = source.min(ledger.tally.sources().len());
        ledger.errors.push((place, source::named(input, problem)));
    }
}
