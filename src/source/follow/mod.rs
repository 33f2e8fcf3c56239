//! Files followed as they grow: each line is read once, across rotation (rename and create,
//! copytruncate), truncation and late creation. Standard input, pipes and compressed files are not
//! followed; [`crate::source::open`] reads them.
//!
//! A file is known by its inode, its birth and a fingerprint of its first bytes, never by its name.
//! Truncation is not seen if the file then begins with the same bytes (1 KiB, or all there were) and is
//! longer than what was read. After a truncation what was not read yet is read from the copy, if one
//! was made beside the path. What was written between the copy and the truncation is lost: no file has
//! it.

mod change_watcher;
mod followed_path;
mod open_file;
mod position;
mod resume;
mod rotated_files;
mod siblings;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crossbeam_channel::Receiver;

pub(crate) use change_watcher::WakeReason;
pub(crate) use followed_path::PathEvent;
pub(crate) use position::PathPosition;

use super::SourceOptions;
use super::block::Block;
use change_watcher::ChangeWatcher;
use followed_path::{FollowedPath, TakenBlock};
use position::FilePosition;
use siblings::Siblings;

#[derive(Debug)]
pub(crate) struct Followed {
    paths: Vec<FollowedPath>,
    /// Positions of an earlier run whose paths are not followed now.
    others: Vec<PathPosition>,
    /// The index of the path whose turn it is.
    turn: usize,
    /// Made by the first wait.
    watcher: Option<ChangeWatcher>,
}

/// What a block holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FollowedBlock {
    /// The index of the path.
    pub(crate) source: usize,
    /// Whether these are the first lines of a new or truncated file, whose format may be another.
    pub(crate) starts_file: bool,
    /// When the file was last written.
    pub(crate) modified: Option<SystemTime>,
}

/// Something that happened to a path, for the user to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// The index of the path.
    pub(crate) source: usize,
    /// What happened.
    pub(crate) event: PathEvent,
}

impl Followed {
    /// Follows `paths` from their beginnings, or from where an earlier run stopped. Positions of other
    /// paths are kept.
    pub(crate) fn new(paths: &[PathBuf], options: SourceOptions, resume: &[PathPosition]) -> Self {
        let mut others = resume.to_vec();
        let mut found: Vec<Option<PathPosition>> = vec![None; paths.len()];
        // A path typed alike first, then a path in other words, then the file under another path.
        let is_of: [fn(&Path, &PathPosition) -> bool; 3] =
            [|path, position| position.path() == path, has_base_paths, has_file];
        for is_of in is_of {
            for (path, found) in paths.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
                let index = others.iter().position(|position| is_of(path, position));
                *found = index.map(|index| others.remove(index));
            }
        }
        let follow = |(path, position): (&PathBuf, Option<PathPosition>)| match position {
            Some(position) => FollowedPath::resume(path, options, &position),
            None => FollowedPath::new(path, options),
        };
        let paths = paths.iter().zip(found).map(follow).collect();
        Self { paths, others, turn: 0, watcher: None }
    }

    /// Reads the next whole lines into `block`, about as many bytes as a block has; `None` if there are
    /// none now. The paths take turns. The last line of a block ends with a newline, also if the line
    /// of the file did not. A block may hold no line, and stand for skipped bytes of a cut line.
    pub(crate) fn next(&mut self, block: &mut Block) -> Option<FollowedBlock> {
        self.take_turns(|path| path.next(block))
    }

    /// Reads an unfinished last line into `block`, when the run ends; `None` once all are read. The
    /// positions taken before do not include it.
    pub(crate) fn finish(&mut self, block: &mut Block) -> Option<FollowedBlock> {
        self.take_turns(|path| path.finish(block))
    }

    /// Waits until something may have happened, at most `timeout`. A message on `reopen` or the end of
    /// either channel ends the wait at once; `reopen` also looks at every path.
    pub(crate) fn wait(
        &mut self,
        timeout: Duration,
        stop: &Receiver<()>,
        reopen: &Receiver<()>,
    ) -> WakeReason {
        let watcher = self.watcher.get_or_insert_with(ChangeWatcher::new);
        for path in &mut self.paths {
            if std::mem::take(&mut path.is_unwatched) {
                for directory in path.directories() {
                    watcher.watch(directory);
                }
            }
        }
        let reason = watcher.wait(timeout, stop, reopen);
        if reason == WakeReason::Reopen {
            self.reopen();
        }
        reason
    }

    /// Looks at every path now, also at files that could not be followed.
    pub(crate) fn reopen(&mut self) {
        self.paths.iter_mut().for_each(FollowedPath::reopen);
    }

    /// How far every path is read, after the last lines handed out. A checkpoint may hold it once these
    /// lines are counted.
    pub(crate) fn positions(&self) -> Vec<PathPosition> {
        let own = self.paths.iter().map(FollowedPath::position);
        own.chain(self.others.iter().cloned()).collect()
    }

    /// What happened since the last call.
    pub(crate) fn notices(&mut self) -> Vec<Notice> {
        let taken = self.paths.iter_mut().enumerate().flat_map(|(source, path)| {
            path.events.drain(..).map(move |event| Notice { source, event })
        });
        taken.collect()
    }

    fn take_turns(
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

/// Whether a position is of the directory and file name of `path`, however either is spelled.
fn has_base_paths(path: &Path, position: &PathPosition) -> bool {
    let own = Siblings::base_paths_of(path);
    own.first().map(|base_path| base_path.as_os_str())
        == position.base_paths.first().map(|base_path| base_path.as_os_str())
}

/// Whether the file at the path was being read at a position.
fn has_file(path: &Path, position: &PathPosition) -> bool {
    std::fs::metadata(path).is_ok_and(|file| position.has_open(&FilePosition::new(&file)))
}
