//! The thread that opens the sources in order and queues their blocks.

use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use crossbeam_channel::{Receiver, Sender};

use super::monitor::Monitor;
use super::seek::{self, Watch};
use super::survey::{self, HEAD_BYTES, HINT_BYTES, Surveyor};
use super::{Held, Ledger, RunOptions, lock};
use crate::error::{Error, Result};
use crate::extract::{Extractor, Header, SourceContext};
use crate::source::{self, Block, Input, Opened, PlainFile, Source, SourceOptions, Stream};
use crate::tally::BlockTally;
use crate::time::Timestamp;

/// A block to be counted.
#[derive(Debug)]
pub(super) struct Work {
    /// Number of the block over all sources, from 0 without gaps.
    pub(super) sequence: u64,
    /// Index of the source in the tally.
    pub(super) source: usize,
    /// How its lines are read, where its first lines say.
    pub(super) context: Option<Arc<SourceContext>>,
    /// The block begins with the source's first line.
    pub(super) is_first: bool,
    /// The line that named the columns last before the block.
    pub(super) header: Option<Arc<Header>>,
    pub(super) load: Load,
}

/// Where the block's lines are.
#[derive(Debug)]
pub(super) enum Load {
    /// Here.
    Filled(Block),
    /// In block number `.1` of a file, for the worker to read; who is told of its times.
    Range(Arc<PlainFile>, u64, Option<Arc<Watch>>),
}

/// The workers' end of the queue.
#[derive(Debug)]
pub(super) struct Queue {
    pub(super) work: Receiver<Work>,
    /// Takes blocks back to be filled again.
    pub(super) spare: Sender<Block>,
}

struct Feeder {
    inputs: Vec<Input>,
    options: SourceOptions,
    /// Whether parts of files that cannot count are jumped over.
    seeks: bool,
    extractor: Arc<Extractor>,
    surveyor: Option<Surveyor>,
    ledger: Arc<Mutex<Ledger>>,
    monitor: Monitor,
    work: Sender<Work>,
    spare: Receiver<Block>,
    sequence: u64,
    /// Nothing is to be said of a better way to count, or it has been said.
    is_hinted: bool,
}

/// A file of which blocks are queued.
struct Part<'a> {
    /// The number of its first block.
    base: u64,
    source: usize,
    context: Option<Arc<SourceContext>>,
    file: &'a Arc<PlainFile>,
    watch: Option<Arc<Watch>>,
}

impl Part<'_> {
    fn work(&self, index: u64, header: Option<Arc<Header>>, load: Load) -> Work {
        let Self { base, source, context, .. } = self;
        let (sequence, source, context) = (base + index, *source, context.clone());
        Work { sequence, source, context, is_first: index == 0, header, load }
    }
}

/// A stream of which blocks are queued.
struct Follower {
    source: usize,
    context: Option<Arc<SourceContext>>,
    is_first: bool,
    /// The line that named the columns last.
    header: Option<Arc<Header>>,
}

/// The queue is closed, the run stopped: nobody wants more.
struct Closed;

type Fed = std::result::Result<(), Closed>;

/// Starts the feeder. Its queue ends when all sources are read or the run is stopped.
pub(super) fn start(
    options: &RunOptions,
    extractor: &Arc<Extractor>,
    ledger: &Arc<Mutex<Ledger>>,
    monitor: &Monitor,
) -> Result<Queue> {
    let blocks = options.threads.max(1) * 2;
    let (work, queued) = crossbeam_channel::bounded(blocks);
    let (spare, spares) = crossbeam_channel::bounded(blocks);
    let surveyor = Surveyor::new(extractor, options);
    let feeder = Feeder {
        inputs: options.inputs.clone(),
        options: options.source,
        seeks: options.time.as_ref().is_some_and(|time| time.seek),
        extractor: Arc::clone(extractor),
        surveyor,
        ledger: Arc::clone(ledger),
        monitor: monitor.clone(),
        work,
        spare: spares,
        sequence: 0,
        is_hinted: true,
    };
    let sizes: Option<Vec<u64>> = options.inputs.iter().map(Input::size).collect();
    monitor.set_total(sizes.map_or(0, |sizes| sizes.iter().sum()));
    std::thread::Builder::new()
        .name("feeder".to_owned())
        .spawn(move || feeder.feed())
        .map_err(|error| Error::Threads(format!("cannot start the reading thread: {error}")))?;
    Ok(Queue { work: queued, spare })
}

impl Feeder {
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

    fn feed_file(
        &mut self,
        source: usize,
        modified: Option<SystemTime>,
        file: &Arc<PlainFile>,
    ) -> Fed {
        let blocks = file.blocks();
        let base = self.sequence;
        self.sequence += blocks;
        let mut part = Part { base, source, context: None, file, watch: None };
        let Some(surveyor) = &mut self.surveyor else {
            if !self.is_hinted {
                self.give_hint(&file.sample(0, HINT_BYTES).unwrap_or_default());
            }
            return self.push_range(&part, 0..blocks);
        };
        let head = file.sample(0, HEAD_BYTES).unwrap_or_default();
        let context = match surveyor.survey(&head, modified, source, &self.ledger) {
            Ok(context) => context,
            Err(problem) => {
                self.refuse(source, problem);
                return self.pass_over(base, source, blocks);
            }
        };
        part.context = Some(Arc::clone(&context));
        if context.follows_headers() {
            return self.push_in_order(&part, blocks);
        }
        let max_line = self.options.max_line;
        let chosen = self.seeks.then(|| seek::blocks(file, &self.extractor, &context, max_line));
        let Some(chosen) = chosen.flatten().filter(|chosen| *chosen != (0..blocks)) else {
            return self.push_range(&part, 0..blocks);
        };
        let watch = Arc::new(Watch::new(chosen.end - chosen.start));
        part.watch = Some(Arc::clone(&watch));
        self.push_range(&part, chosen.clone())?;
        let left = [0..chosen.start, chosen.end..blocks];
        if watch.wait(&self.monitor).ok_or(Closed)? {
            let skipped = left.clone().into_iter().flatten().map(|block| file.block_length(block));
            self.skip(base, source, left, skipped.sum());
            return Ok(());
        }
        part.watch = None;
        left.into_iter().try_for_each(|range| self.push_range(&part, range))
    }

    /// Looks once whether lines that are counted whole would better be taken apart.
    fn give_hint(&mut self, head: &[u8]) {
        self.is_hinted = true;
        if let Some(preset) = survey::hint(&head[..head.len().min(HINT_BYTES)]) {
            lock(&self.ledger).tally.set_hint(preset);
        }
    }

    /// Queues blocks of a file.
    fn push_range(&self, part: &Part<'_>, range: Range<u64>) -> Fed {
        for index in range {
            let load = Load::Range(Arc::clone(part.file), index, part.watch.clone());
            self.push(part.work(index, None, load))?;
        }
        Ok(())
    }

    /// Queues all blocks of a file, each with the line that named the columns last before it.
    fn push_in_order(&mut self, part: &Part<'_>, blocks: u64) -> Fed {
        let mut header: Option<Arc<Header>> = None;
        for index in 0..blocks {
            let mut block = self.spare.try_recv().unwrap_or_default();
            if let Err(problem) = part.file.read_block(index, &mut block) {
                let name = self.name(part.source);
                self.refuse(part.source, Error::source(&name, &problem));
            }
            self.monitor.add_read(block.input_bytes());
            let next = Header::find_last(block.as_slice()).map(Arc::new);
            self.push(part.work(index, header.clone(), Load::Filled(block)))?;
            header = next.or(header);
        }
        Ok(())
    }

    /// Accounts for the blocks of a source that cannot be taken apart.
    fn pass_over(&self, base: u64, source: usize, blocks: u64) -> Fed {
        let mut ledger = lock(&self.ledger);
        for index in 0..blocks {
            ledger.tally.settle(base + index, source, BlockTally::default());
        }
        Ok(())
    }

    /// Accounts for blocks that were jumped over, `bytes` in all.
    fn skip(&self, base: u64, source: usize, ranges: [Range<u64>; 2], mut bytes: u64) {
        self.monitor.add_read(bytes);
        let mut ledger = lock(&self.ledger);
        for index in ranges.into_iter().flatten() {
            let skipped_bytes = std::mem::take(&mut bytes);
            let tally = BlockTally { skipped_bytes, ..BlockTally::default() };
            ledger.tally.settle(base + index, source, tally);
        }
    }

    fn feed_stream(
        &mut self,
        source: usize,
        modified: Option<SystemTime>,
        input: &Input,
        mut stream: Stream,
    ) -> Fed {
        let mut follower = Follower { source, context: None, is_first: true, header: None };
        let mut is_surveyed = self.surveyor.is_none();
        loop {
            let mut block = self.spare.try_recv().unwrap_or_default();
            let next = stream.next_block(&mut block);
            if !is_surveyed {
                let more = matches!(next, Ok(true));
                self.hold(source, modified, more.then_some(&block))?;
                if more && !self.holds_enough() {
                    continue;
                }
                is_surveyed = true;
                if !self.release(&mut follower)? {
                    return Ok(());
                }
            } else if matches!(next, Ok(true)) {
                if !self.is_hinted {
                    self.give_hint(block.as_slice());
                }
                self.push_filled(&mut follower, block)?;
            }
            match next {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(problem) => {
                    self.fail(source, input, &problem);
                    return Ok(());
                }
            }
        }
    }

    /// Adds a block to what is held back until the stream's times are known. It is held in the
    /// ledger, where a run that is stopped finds it.
    fn hold(&self, source: usize, modified: Option<SystemTime>, block: Option<&Block>) -> Fed {
        let mut ledger = lock(&self.ledger);
        if self.monitor.is_stopped() {
            return Err(Closed);
        }
        let sequence = self.sequence;
        let timeframe = self.surveyor.as_ref().and_then(|surveyor| surveyor.timeframe);
        let fresh = || Held { sequence, source, modified, timeframe, block: Block::default() };
        let held = ledger.held.get_or_insert_with(fresh);
        if let Some(block) = block {
            held.block.absorb(block);
        }
        Ok(())
    }

    fn holds_enough(&self) -> bool {
        let ledger = lock(&self.ledger);
        ledger.held.as_ref().is_none_or(|held| Surveyor::is_enough(held.block.as_slice()))
    }

    /// Queues what is held back and says how the stream is read; false where it cannot be.
    fn release(&mut self, follower: &mut Follower) -> std::result::Result<bool, Closed> {
        let mut ledger = lock(&self.ledger);
        if self.monitor.is_stopped() {
            // What is held is counted by who stopped the run.
            return Err(Closed);
        }
        let held = ledger.held.take().ok_or(Closed)?;
        drop(ledger);
        let Held { source, modified, block, .. } = held;
        if let Some(surveyor) = &mut self.surveyor {
            match surveyor.survey(block.as_slice(), modified, source, &self.ledger) {
                Ok(context) => follower.context = Some(context),
                Err(problem) => {
                    self.refuse(source, problem);
                    return Ok(false);
                }
            }
        }
        if block.input_bytes() > 0 {
            self.push_filled(follower, block)?;
        }
        Ok(true)
    }

    fn push_filled(&mut self, follower: &mut Follower, block: Block) -> Fed {
        let sequence = self.sequence;
        self.sequence += 1;
        let Follower { source, context, is_first, header } = follower;
        let follows = context.as_ref().is_some_and(|context| context.follows_headers());
        let next = follows.then(|| Header::find_last(block.as_slice())).flatten();
        let header_before = header.clone();
        *header = next.map(Arc::new).or_else(|| header.take());
        let is_first = std::mem::replace(is_first, false);
        let (source, context) = (*source, context.clone());
        let load = Load::Filled(block);
        self.push(Work { sequence, source, context, is_first, header: header_before, load })
    }

    fn push(&self, work: Work) -> Fed {
        if self.monitor.is_stopped() {
            return Err(Closed);
        }
        self.work.send(work).map_err(|_| Closed)
    }

    /// Says why a source, or the rest of it, is not counted.
    fn refuse(&self, source: usize, problem: Error) {
        let name = self.name(source);
        let problem = match problem {
            Error::Usage(problem) | Error::Pattern(problem) => Error::Source { name, problem },
            problem => problem,
        };
        lock(&self.ledger).errors.push((source, problem));
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
