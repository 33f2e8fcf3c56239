//! The blocks of files that are followed, until the run is stopped.

use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender};

use super::stream::Follower;
use super::{Closed, Fed, Feeder, ReadPosition};
use crate::extract::Header;
use crate::pipeline::lock;
use crate::pipeline::survey::HEAD_BYTES;
use crate::source::follow::{Followed, FollowedBlock, Notice, PathPosition};
use crate::source::{self, Block, Input, Lines};
use crate::tally::{BlockTally, Rejection};

/// The longest wait for something to happen to a file; events end it earlier.
const PATIENCE: Duration = Duration::from_secs(1);

/// How files are to be followed.
#[derive(Debug)]
pub(in crate::pipeline) struct Wishes {
    /// How far they were read by an earlier run.
    pub(in crate::pipeline) places: Vec<PathPosition>,
    /// How far they are read is to be told.
    pub(in crate::pipeline) saves: bool,
    /// Says that every file is to be looked at again.
    pub(in crate::pipeline) reopened: Receiver<()>,
}

impl Feeder {
    pub(super) fn feed_followed(mut self, wishes: &Wishes, notices: &Sender<Notice>) {
        let files = self.inputs.iter().filter_map(|input| match input {
            Input::File(path) => Some(path.clone()),
            Input::Stdin => None,
        });
        let files: Vec<_> = files.collect();
        let mut followed = Followed::new(&files, self.options, &wishes.places);
        let mut followers = self.open(&files);
        // Whoever is told of a notice is gone only when the run is over.
        let tell = |followed: &mut Followed| {
            followed.notices().into_iter().for_each(|notice| drop(notices.send(notice)));
        };
        while !self.monitor.is_stopped() {
            let mut block = self.spare.try_recv().unwrap_or_default();
            let chunk = followed.next(&mut block);
            tell(&mut followed);
            match chunk {
                Some(chunk) => {
                    let reached = match wishes.saves {
                        true => ReadPosition::Here(followed.places()),
                        false => ReadPosition::Untold,
                    };
                    if self.feed_chunk(&mut followers, chunk, block, reached).is_err() {
                        return;
                    }
                }
                None => {
                    followed.wait(PATIENCE, self.monitor.stop_signal(), &wishes.reopened);
                }
            }
        }
        loop {
            let mut block = Block::default();
            let Some(chunk) = followed.finish(&mut block) else { return };
            if self.feed_chunk(&mut followers, chunk, block, ReadPosition::Unfinished).is_err() {
                return;
            }
        }
    }

    /// Names the files in the tally, in order; those of an earlier run are there already.
    fn open(&self, files: &[std::path::PathBuf]) -> Vec<Follower> {
        let mut ledger = lock(&self.ledger);
        let mut follower = |path: &std::path::PathBuf| {
            let name = Input::File(path.clone()).name();
            let known = ledger.tally.sources().iter().position(|source| source.name == name);
            let source = known.unwrap_or_else(|| ledger.tally.open(&name));
            Follower { source, ..Follower::default() }
        };
        files.iter().map(&mut follower).collect()
    }

    fn feed_chunk(
        &mut self,
        followers: &mut [Follower],
        chunk: FollowedBlock,
        block: Block,
        reached: ReadPosition,
    ) -> Fed {
        let FollowedBlock { source, starts_file, modified } = chunk;
        let follower = followers.get_mut(source).ok_or(Closed)?;
        if starts_file || (follower.context.is_none() && self.surveyor.is_some()) {
            follower.is_first = starts_file;
            follower.context = None;
            if let Some(surveyor) = &mut self.surveyor {
                // A file that is read on from its middle is told by its beginning all the same: there
                // the columns are named.
                let input = self.inputs.get(source).filter(|_| !starts_file);
                let peeked = input.and_then(|input| {
                    let peeked = source::peek(input, self.options, HEAD_BYTES);
                    Some(peeked.ok()??.0)
                });
                follower.header = peeked.as_deref().and_then(Header::find_last).map(Arc::new);
                let head = peeked.as_deref().unwrap_or(block.as_slice());
                match surveyor.survey(head, modified, follower.source, &self.ledger) {
                    Ok(context) => follower.context = Some(context),
                    Err(problem) => self.refuse(follower.source, problem),
                }
            }
        }
        if follower.context.is_none() && self.surveyor.is_some() {
            // Lines of no known format: they are read past, and looked at again with the next.
            let sequence = self.sequence;
            self.sequence += 1;
            let mut tally = BlockTally { bytes: block.input_bytes(), ..BlockTally::default() };
            for line in Lines::new(block.as_slice(), self.options.max_line) {
                tally.lines += 1;
                tally.truncated += u64::from(line.cut);
                tally.reject(Rejection::NoMatch, line.bytes);
            }
            lock(&self.ledger).tally.settle(sequence, follower.source, tally);
            return Ok(());
        }
        self.push_filled(follower, block, reached)
    }
}
