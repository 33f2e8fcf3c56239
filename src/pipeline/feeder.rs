//! The thread that opens the sources in order and queues their blocks.

use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use crossbeam_channel::{Receiver, Sender};

use super::monitor::Monitor;
use super::seek::{self, Watch};
use super::survey::{HEAD_BYTES, Surveyor};
use super::{Held, Ledger, RunOptions, lock};
use crate::error::{Error, Result};
use crate::extract::{Extractor, SourceTime};
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
    /// How its times are read, where they are.
    pub(super) time: Option<Arc<SourceTime>>,
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
    let times = options.extract.time.as_ref().zip(options.time.as_ref());
    let surveyor = times.map(|(extract, time)| {
        Surveyor::new(extractor, extract, time.now, options.source.max_line)
    });
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
        let files = self.inputs.iter().filter(|input| **input != Input::Stdin);
        let regular = files.filter(|input| input.size().is_some());
        let firsts = regular.filter_map(|input| {
            let Source { opened, modified } =
                source::open(input, self.options, &Arc::default()).ok()?;
            let head = match opened {
                Opened::Plain(file) => file.sample(0, HEAD_BYTES).ok()?,
                Opened::Stream(mut stream) => {
                    let mut block = Block::default();
                    stream.next_block(&mut block).ok()?;
                    block.as_slice().to_vec()
                }
            };
            surveyor.first(&head, modified)
        });
        let first: Option<Timestamp> = firsts.min();
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
        let Some(surveyor) = &mut self.surveyor else {
            return self.push_range(base, source, None, file, 0..blocks, None);
        };
        let head = file.sample(0, HEAD_BYTES).unwrap_or_default();
        let time = surveyor.survey(&head, modified, source, &self.ledger);
        let max_line = self.options.max_line;
        let chosen = time.as_ref().filter(|_| self.seeks);
        let chosen = chosen.and_then(|time| seek::blocks(file, &self.extractor, time, max_line));
        let Some(chosen) = chosen.filter(|chosen| *chosen != (0..blocks)) else {
            return self.push_range(base, source, time, file, 0..blocks, None);
        };
        let watch = Arc::new(Watch::new(chosen.end - chosen.start));
        self.push_range(base, source, time.clone(), file, chosen.clone(), Some(&watch))?;
        let left = [0..chosen.start, chosen.end..blocks];
        if watch.wait(&self.monitor).ok_or(Closed)? {
            let skipped = left.clone().into_iter().flatten().map(|block| file.block_length(block));
            self.skip(base, source, left, skipped.sum());
            return Ok(());
        }
        left.into_iter()
            .try_for_each(|range| self.push_range(base, source, time.clone(), file, range, None))
    }

    /// Queues blocks of a file whose first block has the number `base`.
    fn push_range(
        &self,
        base: u64,
        source: usize,
        time: Option<Arc<SourceTime>>,
        file: &Arc<PlainFile>,
        range: Range<u64>,
        watch: Option<&Arc<Watch>>,
    ) -> Fed {
        for index in range {
            let load = Load::Range(Arc::clone(file), index, watch.cloned());
            self.push(Work { sequence: base + index, source, time: time.clone(), load })?;
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
        let mut time = None;
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
                time = self.release()?;
            } else if matches!(next, Ok(true)) {
                self.push_filled(source, time.clone(), block)?;
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
        let fresh = || Held { sequence, source, modified, block: Block::default() };
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

    /// Queues what is held back, and tells how its times are read.
    fn release(&mut self) -> std::result::Result<Option<Arc<SourceTime>>, Closed> {
        let held = lock(&self.ledger).held.take().ok_or(Closed)?;
        let Held { source, modified, block, .. } = held;
        let surveyor = self.surveyor.as_mut();
        let time = surveyor
            .and_then(|surveyor| surveyor.survey(block.as_slice(), modified, source, &self.ledger));
        if block.input_bytes() > 0 {
            self.push_filled(source, time.clone(), block)?;
        }
        Ok(time)
    }

    fn push_filled(&mut self, source: usize, time: Option<Arc<SourceTime>>, block: Block) -> Fed {
        let sequence = self.sequence;
        self.sequence += 1;
        self.push(Work { sequence, source, time, load: Load::Filled(block) })
    }

    fn push(&self, work: Work) -> Fed {
        if self.monitor.is_stopped() {
            return Err(Closed);
        }
        self.work.send(work).map_err(|_| Closed)
    }

    fn fail(&self, source: usize, input: &Input, problem: &std::io::Error) {
        let mut ledger = lock(&self.ledger);
        let place = source.min(ledger.tally.sources().len());
        ledger.errors.push((place, source::named(input, problem)));
    }
}
