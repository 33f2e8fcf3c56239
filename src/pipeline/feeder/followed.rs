//! The blocks of files that are followed, until the run is stopped.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::Sender;

use super::stream::OpenSource;
use super::{Closed, FeedResult, Feeder, FollowRequest};
use crate::error::Error;
use crate::extract::{Header, RecordRule};
use crate::pipeline::survey::HEAD_BYTES;
use crate::pipeline::task::{BlockSource, ReadPosition, Task, lock};
use crate::source::follow::{Followed, FollowedBlock, Notice, PathPosition};
use crate::source::{self, Block, Input, Lines};
use crate::tally::{BlockTally, Rejection};

/// Why the lines of a followed JSON document are unmatched.
const DOCUMENT: &str = "this is one JSON document, whose records are read only without -F";

/// The longest wait for a change of the files. Events of the file system end it earlier.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

impl Feeder {
    pub(super) fn feed_followed(mut self, request: &FollowRequest, notices: &Sender<Notice>) {
        let files = self.inputs.iter().filter_map(|input| match input {
            Input::File(path) => Some(path.clone()),
            Input::Stdin | Input::Begun(_) => None,
        });
        let files: Vec<_> = files.collect();
        let mut followed = Followed::new(&files, self.options, &request.positions);
        let mut sources = self.open_sources(&files);
        let mut sent = Vec::new();
        while !self.monitor.is_stopped() {
            let mut block = self.spare.try_recv().unwrap_or_default();
            let next = followed.next(&mut block);
            for notice in followed.notices() {
                // Notices go nowhere once the run is over.
                drop(notices.send(notice));
            }
            let Some(next) = next else {
                // Files may be opened, rotated or closed without a new line.
                if request.saves && followed.positions() != sent {
                    sent = followed.positions();
                    if self.push_positions(sent.clone()).is_err() {
                        return;
                    }
                }
                followed.wait(LONGEST_WAIT, self.monitor.stop_signal(), &request.reopened);
                continue;
            };
            let position = match request.saves {
                true => ReadPosition::At(followed.positions()),
                false => ReadPosition::Unrecorded,
            };
            if self.feed_followed_block(&mut sources, next, block, position).is_err() {
                return;
            }
        }
        loop {
            let mut block = Block::default();
            let Some(last) = followed.finish(&mut block) else { break };
            let position = ReadPosition::Unfinished;
            if self.feed_followed_block(&mut sources, last, block, position).is_err() {
                return;
            }
        }
        for open in &mut sources {
            if self.release_held(open).is_err() {
                return;
            }
        }
    }

    /// Queues how far the files are read, without a block.
    fn push_positions(&mut self, positions: Vec<PathPosition>) -> FeedResult {
        let sequence = self.sequence;
        self.sequence += 1;
        self.push(Task {
            sequence,
            source: usize::MAX,
            context: None,
            is_first: false,
            header: None,
            blocks: BlockSource::Nothing,
            position: ReadPosition::At(positions),
        })
    }

    /// Registers the files in the tally, in order, unless an earlier run has registered them.
    fn open_sources(&self, files: &[PathBuf]) -> Vec<OpenSource> {
        let mut ledger = lock(&self.ledger);
        let mut open = |path: &PathBuf| {
            let name = Input::File(path.clone()).name();
            let known = ledger.tally.sources().iter().position(|source| source.name == name);
            let source = known.unwrap_or_else(|| ledger.tally.open(&name));
            OpenSource { source, ..OpenSource::default() }
        };
        files.iter().map(&mut open).collect()
    }

    fn feed_followed_block(
        &mut self,
        sources: &mut [OpenSource],
        next: FollowedBlock,
        block: Block,
        position: ReadPosition,
    ) -> FeedResult {
        let FollowedBlock { source: index, starts_file, modified } = next;
        let open = sources.get_mut(index).ok_or(Closed)?;
        open.is_first |= starts_file;
        if starts_file {
            self.release_held(open)?;
        }
        let needs_survey = starts_file || open.context.is_none();
        if let Some(surveyor) = self.surveyor.as_mut().filter(|_| needs_survey) {
            open.is_first = starts_file;
            open.context = None;
            // The columns may be named at the beginning of the file, also where it is read on from
            // its middle.
            let input = self.inputs.get(index).filter(|_| !starts_file);
            let head = input.and_then(|input| {
                let peeked = source::peek(input, self.options, HEAD_BYTES);
                Some(peeked.ok()??.0)
            });
            open.header = head.as_deref().and_then(Header::find_last).map(Arc::new);
            let head = head.as_deref().unwrap_or(block.as_slice());
            let surveyed = surveyor.survey(head, modified, open.source, &self.ledger);
            if starts_file && self.extractor.reads_documents() && source::is_long_document(head) {
                self.refuse(open.source, Error::Usage(DOCUMENT.to_owned()));
            }
            match surveyed {
                Ok(context) => open.context = Some(context),
                Err(problem) => self.refuse(open.source, problem),
            }
        }
        if open.context.is_none() && self.surveyor.is_some() {
            self.reject_all(open.source, &block);
            return Ok(());
        }
        self.push_block(open, block, position)?;
        // Programs write a record of several lines in one piece, so the last record in the file is
        // complete.
        let rule = open.context.as_ref().and_then(|context| context.records());
        match rule.is_some_and(RecordRule::ends_with_a_pause) {
            true => self.release_held(open),
            false => Ok(()),
        }
    }

    /// Accounts for lines of no known format. The next block of the file is surveyed again.
    fn reject_all(&mut self, source: usize, block: &Block) {
        let mut tally = BlockTally { bytes: block.input_bytes(), ..BlockTally::default() };
        for line in Lines::new(block.as_slice(), self.options.max_line) {
            tally.lines += 1;
            tally.truncated += u64::from(line.cut);
            tally.reject(Rejection::NoMatch, line.bytes);
        }
        lock(&self.ledger).tally.add_block(self.sequence, source, tally);
        self.sequence += 1;
    }
}
