//! The thread that opens the sources in order and queues their blocks.

use std::sync::{Arc, Mutex};

use crossbeam_channel::{Receiver, Sender};

use super::monitor::Monitor;
use super::{Ledger, RunOptions, lock};
use crate::error::{Error, Result};
use crate::source::{self, Block, Input, Opened, PlainFile, SourceOptions, Stream};

/// A block to be counted.
#[derive(Debug)]
pub(super) struct Work {
    /// Number of the block over all sources, from 0 without gaps.
    pub(super) sequence: u64,
    /// Index of the source in the tally.
    pub(super) source: usize,
    pub(super) load: Load,
}

/// Where the block's lines are.
#[derive(Debug)]
pub(super) enum Load {
    /// Here.
    Filled(Block),
    /// In block number `.1` of a file, for the worker to read.
    Range(Arc<PlainFile>, u64),
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
    ledger: Arc<Mutex<Ledger>>,
    monitor: Monitor,
    work: Sender<Work>,
    spare: Receiver<Block>,
    sequence: u64,
}

/// The queue is closed, the run stopped: nobody wants more.
struct Closed;

/// Starts the feeder. Its queue ends when all sources are read or the run is stopped.
pub(super) fn start(
    options: &RunOptions,
    ledger: &Arc<Mutex<Ledger>>,
    monitor: &Monitor,
) -> Result<Queue> {
    let blocks = options.threads.max(1) * 2;
    let (work, queued) = crossbeam_channel::bounded(blocks);
    let (spare, spares) = crossbeam_channel::bounded(blocks);
    let feeder = Feeder {
        inputs: options.inputs.clone(),
        options: options.source,
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
        for index in 0..self.inputs.len() {
            let input = self.inputs[index].clone();
            match source::open(&input, self.options, self.monitor.read_counter()) {
                Err(problem) => self.fail(usize::MAX, &input, &problem),
                Ok(opened) => {
                    let source = lock(&self.ledger).tally.open(&input.name());
                    let fed = match opened {
                        Opened::Plain(file) => self.feed_file(source, &file),
                        Opened::Stream(stream) => self.feed_stream(source, &input, stream),
                    };
                    if fed.is_err() {
                        return;
                    }
                }
            }
        }
    }

    fn feed_file(
        &mut self,
        source: usize,
        file: &Arc<PlainFile>,
    ) -> std::result::Result<(), Closed> {
        for index in 0..file.blocks() {
            self.push(source, Load::Range(Arc::clone(file), index))?;
        }
        Ok(())
    }

    fn feed_stream(
        &mut self,
        source: usize,
        input: &Input,
        mut stream: Stream,
    ) -> std::result::Result<(), Closed> {
        loop {
            let mut block = self.spare.try_recv().unwrap_or_default();
            match stream.next_block(&mut block) {
                Ok(true) => self.push(source, Load::Filled(block))?,
                Ok(false) => return Ok(()),
                Err(problem) => {
                    self.fail(source, input, &problem);
                    return Ok(());
                }
            }
        }
    }

    fn push(&mut self, source: usize, load: Load) -> std::result::Result<(), Closed> {
        if self.monitor.is_stopped() {
            return Err(Closed);
        }
        let sequence = self.sequence;
        self.sequence += 1;
        self.work.send(Work { sequence, source, load }).map_err(|_| Closed)
    }

    fn fail(&self, source: usize, input: &Input, problem: &std::io::Error) {
        let mut ledger = lock(&self.ledger);
        let place = source.min(ledger.tally.sources().len());
        ledger.errors.push((place, source::named(input, problem)));
    }
}
