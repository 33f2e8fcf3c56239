//! Files followed as they grow: read to their end and on, across rotation (rename and create,
//! copytruncate), truncation and late creation, each line once. Of standard input, pipes and
//! compressed files there is nothing to follow: they are read by [`crate::source::open`].
//!
//! A file is known by its inode, its birth and a fingerprint of its first bytes, never by its name.
//! Truncation cannot be seen where what is written next begins with the same bytes (1 KiB, or all
//! there were) and is longer than what was read before the next look. What is written between the
//! last look and a truncation is read from the copy, where one is made and was not seen before.

mod change_watcher;
mod fingerprint;
mod followed_path;
mod open_file;
mod position;
mod resume;
mod rotated_files;
mod siblings;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crossbeam_channel::Receiver;

pub use change_watcher::WakeReason;
pub use position::PathPosition;

use super::SourceOptions;
use super::block::Block;
use change_watcher::ChangeWatcher;
use followed_path::{FollowedPath, TakenBlock};

/// Files that are followed.
#[derive(Debug)]
pub struct Followed {
    paths: Vec<FollowedPath>,
    /// Whose turn it is.
    turn: usize,
    /// Made by the first wait.
    watcher: Option<ChangeWatcher>,
}

/// What the lines of a block are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowedBlock {
    /// Which of the paths, from 0.
    pub source: usize,
    /// The first lines of a new file, or of one that was truncated: its format may be another.
    pub starts_file: bool,
    /// When the file was last written.
    pub modified: Option<SystemTime>,
}

/// Something that events to a path, to be told to the user; each event is given once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Which of the paths, from 0.
    pub source: usize,
    /// What events.
    pub event: PathEvent,
}

/// What happens to followed paths.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathEvent {
    /// Nothing is there: waited for.
    Missing,
    /// What was missing is there.
    Appeared,
    /// The path names another file: read from its beginning once the one before is read.
    Rotated,
    /// The file was truncated: read from its beginning.
    Truncated,
    /// The file of the earlier run has another name by now, this one: read on from there.
    ResumedElsewhere(PathBuf),
    /// A file of the earlier run is gone, with what was not read of it.
    Lost,
    /// It cannot be read, or cannot be followed; tried again when it changes.
    Failed(String),
}

impl Followed {
    /// Follows `paths` from their beginnings, or from where `resume` says an earlier run stood.
    pub fn new(paths: &[PathBuf], options: SourceOptions, resume: &[PathPosition]) -> Self {
        let followed = |path: &PathBuf| match resume.iter().find(|place| place.path() == path) {
            Some(place) => FollowedPath::resume(path, options, place),
            None => FollowedPath::new(path, options),
        };
        Self { paths: paths.iter().map(followed).collect(), turn: 0, watcher: None }
    }

    /// Reads the next whole lines that are there now into `block`, about as many as a block has;
    /// none where there is nothing more for now. The paths take turns. The last line ends with a
    /// newline, also where the file's did not. A block may hold no line, and only stand for bytes of a
    /// cut one.
    pub fn next(&mut self, block: &mut Block) -> Option<FollowedBlock> {
        self.go_round(|followed| followed.next(block))
    }

    /// Reads an unfinished last line into `block`, for when the run ends; none when all are read.
    /// A checkpoint taken before it has them unread still.
    pub fn finish(&mut self, block: &mut Block) -> Option<FollowedBlock> {
        self.go_round(|followed| followed.finish(block))
    }

    /// Waits until something may have events, at most `timeout`. `stop` ends the wait at once when
    /// it is ready or disconnected, and so does a word on `reopen`, after which every path was looked
    /// at.
    pub fn wait(
        &mut self,
        timeout: Duration,
        stop: &Receiver<()>,
        reopen: &Receiver<()>,
    ) -> WakeReason {
        let watcher = self.watcher.get_or_insert_with(ChangeWatcher::new);
        for followed in &mut self.paths {
            if std::mem::take(&mut followed.is_unwatched) {
                for folder in followed.folders() {
                    watcher.watch(folder);
                }
            }
        }
        let wake = watcher.wait(timeout, stop, reopen);
        if wake == WakeReason::Reopen {
            self.reopen();
        }
        wake
    }

    /// Looks at every path now, also at those that could not be followed.
    pub fn reopen(&mut self) {
        for followed in &mut self.paths {
            followed.reopen();
        }
    }

    /// Where reading stands, in the order of the paths: after the last lines handed out. To be kept
    /// once all of those are counted.
    pub fn positions(&self) -> Vec<PathPosition> {
        self.paths.iter().map(FollowedPath::place).collect()
    }

    /// What events since this was last asked, by path.
    pub fn notices(&mut self) -> Vec<Notice> {
        let taken = self.paths.iter_mut().enumerate().flat_map(|(source, followed)| {
            let events = followed.events.drain(..);
            events.map(move |event| Notice { source, event })
        });
        taken.collect()
    }

    fn go_round(
        &mut self,
        mut read: impl FnMut(&mut FollowedPath) -> Option<TakenBlock>,
    ) -> Option<FollowedBlock> {
        let count = self.paths.len();
        for source in (self.turn..count).chain(0..self.turn) {
            if let Some(TakenBlock { starts, modified }) = read(&mut self.paths[source]) {
                self.turn = (source + 1) % count;
                return Some(FollowedBlock { source, starts_file: starts, modified });
            }
        }
        None
    }
}
