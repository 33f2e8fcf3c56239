//! One followed path and the files that have had its name. They are read in turn, the oldest first, as
//! the path goes from one file to the next. [`super::rotated_files`] decides which of the files beside
//! the path belong to it.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::open_file::{OpenFile, ReadOutcome};
use super::position::{FilePosition, PathPosition};
use super::siblings::{Siblings, directory_of};
use crate::source::SourceOptions;
use crate::source::block::Block;

/// How often the path is looked at while there is always more to read.
const LOOK_INTERVAL: Duration = Duration::from_millis(250);
/// A file that has a successor is closed once it has not grown for this long: a writer goes on writing
/// to a renamed file until it opens the new one.
const CLOSE_DELAY: Duration = Duration::from_secs(5);
/// The delay while nothing is written to the successors either: the writer may be quiet.
const CLOSE_DELAY_QUIET: Duration = Duration::from_secs(60);
/// A path without a file is reported as missing after this time. A rotation leaves a path without
/// a file for a moment.
const MISSING_DELAY: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(super) struct FollowedPath {
    pub(super) path: PathBuf,
    options: SourceOptions,
    /// The files being read, the oldest first. The last is the file at the path, unless nothing is
    /// there.
    pub(super) open: VecDeque<OpenFile>,
    pub(super) siblings: Siblings,
    /// How far files were read that were truncated since all siblings were known. A copy of each may
    /// be among the siblings.
    pub(super) truncated: Vec<FilePosition>,
    /// When the path last went to another file or its file was truncated, while siblings are searched
    /// because of it.
    pub(super) search_started: Option<Instant>,
    looked: Option<Instant>,
    /// Since when nothing is at the path, and whether that was reported.
    missing: Option<(Instant, bool)>,
    /// The file at the path that cannot be followed.
    refused: Option<FilePosition>,
    /// The problem that was reported last.
    problem: Option<String>,
    /// Whether the directories must be watched anew.
    pub(super) is_unwatched: bool,
    pub(super) events: Vec<PathEvent>,
    close_delay: Duration,
}

/// What can happen to a followed path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PathEvent {
    /// Nothing is at the path; it is waited for.
    Missing,
    /// A file is at the path that was missing.
    Appeared,
    /// The path names another file, which is read once the one before is read.
    Rotated,
    /// The file was truncated, and is read from its start.
    Truncated,
    /// The file that an earlier run read last has this name now, and is read on.
    ResumedElsewhere(PathBuf),
    /// A file that an earlier run was reading is gone, with the rest of its lines.
    Lost,
    /// The file cannot be read or followed, for this reason. It is tried again when it changes.
    Failed(String),
}

/// What a block that was read holds.
pub(super) struct TakenBlock {
    /// Whether it begins with the first line of a file.
    pub(super) starts: bool,
    /// When the file was last written.
    pub(super) modified: Option<SystemTime>,
}

impl FollowedPath {
    /// A path of which nothing is read yet. All files beside it are known.
    pub(super) fn new(path: &Path, options: SourceOptions) -> Self {
        let siblings = Siblings::new(Siblings::base_paths_of(path), &[]);
        let mut followed = Self::empty(path, options, siblings);
        // Before the path is opened: a file that appears beside it later was at the path, or is none
        // of its files.
        let found = followed.siblings.scan(|_| false);
        followed.siblings.remember_all(found);
        followed
    }

    pub(super) fn empty(path: &Path, options: SourceOptions, siblings: Siblings) -> Self {
        Self {
            path: path.to_owned(),
            options,
            open: VecDeque::new(),
            siblings,
            truncated: Vec::new(),
            search_started: None,
            looked: None,
            missing: None,
            refused: None,
            problem: None,
            is_unwatched: true,
            events: Vec::new(),
            close_delay: CLOSE_DELAY,
        }
    }

    #[cfg(test)]
    pub(super) fn set_close_delay(&mut self, delay: Duration) {
        self.close_delay = delay;
    }

    /// How far the path is read.
    pub(super) fn position(&self) -> PathPosition {
        let known = self.siblings.known().filter(|known| !self.has_open(known));
        PathPosition {
            path: OsString::from(&self.path),
            base_paths: self.siblings.base_paths().iter().map(OsString::from).collect(),
            former_base_paths: self
                .siblings
                .former_base_paths()
                .iter()
                .map(OsString::from)
                .collect(),
            open: self.open.iter().map(OpenFile::open_position).collect(),
            known: known.copied().collect(),
            truncated: self.truncated.clone(),
        }
    }

    /// Reads the next lines; `None` if there are none now.
    pub(super) fn next(&mut self, block: &mut Block) -> Option<TakenBlock> {
        // Truncation of an unread file shows by its copy only, which is looked for before the first read.
        let is_unread = self.open.back().is_some_and(|last| !last.is_begun());
        if is_unread || self.looked.is_none_or(|looked| looked.elapsed() >= LOOK_INTERVAL) {
            self.look();
        }
        self.read(block).or_else(|| {
            self.look();
            self.read(block)
        })
    }

    /// Hands out an unfinished last line; `None` once there is none.
    pub(super) fn finish(&mut self, block: &mut Block) -> Option<TakenBlock> {
        self.open.iter_mut().find_map(|file| {
            let starts = file.finish(block)?;
            Some(TakenBlock { starts, modified: file.modified })
        })
    }

    /// Looks at the path again, also at a file that could not be followed.
    pub(super) fn reopen(&mut self) {
        (self.refused, self.problem, self.is_unwatched) = (None, None, true);
        self.siblings.scan_again();
        self.look();
    }

    fn read(&mut self, block: &mut Block) -> Option<TakenBlock> {
        let mut index = 0;
        while index < self.open.len() {
            let file = &mut self.open[index];
            match file.read(self.options, block) {
                Ok(ReadOutcome::Lines { starts }) => {
                    return Some(TakenBlock { starts, modified: file.modified });
                }
                Ok(ReadOutcome::Truncated(old)) => {
                    self.find_copy(index, old);
                    continue;
                }
                Ok(ReadOutcome::Unreadable(problem)) => {
                    self.refuse(index, &problem);
                    continue;
                }
                Ok(ReadOutcome::Nothing) => {}
                Err(error) => self.fail(&error.to_string()),
            }
            if !self.is_over(index) {
                index += 1;
            } else if let Some(last) = self.close(index, block) {
                return Some(last);
            }
        }
        None
    }

    /// Closes a file that is read to its end. The result is its unfinished last line, if it has one.
    fn close(&mut self, index: usize, block: &mut Block) -> Option<TakenBlock> {
        let mut old = self.open.remove(index)?;
        let position = old.position();
        if old.is_copy()
            && let Some(next) = self.open.get_mut(index).filter(|next| next.can_join())
        {
            // The rest of the line stands where the copied file goes on.
            next.join_torn(old.take_unfinished());
        }
        let last = old.finish(block).map(|starts| TakenBlock { starts, modified: old.modified });
        self.siblings.remember(if last.is_some() { old.position() } else { position });
        last
    }

    /// Whether nothing more is written to a file that is read to its end.
    fn is_over(&self, index: usize) -> bool {
        let is_last = index + 1 >= self.open.len();
        let file = &self.open[index];
        if is_last || (!file.is_copy() && file.idle_time() < self.close_delay) {
            return false;
        }
        let has_read_successor = self.open.iter().skip(index + 1).any(OpenFile::is_begun);
        file.is_copy() || has_read_successor || file.idle_time() >= CLOSE_DELAY_QUIET
    }

    /// Looks what is at the path now.
    pub(super) fn look(&mut self) {
        let now = Instant::now();
        let is_first = self.looked.replace(now).is_none();
        match std::fs::metadata(&self.path) {
            Ok(file) => self.look_at(&file),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                let (since, was_reported) = self.missing.unwrap_or((now, false));
                let is_missing = is_first || now.duration_since(since) >= MISSING_DELAY;
                if is_missing && !was_reported {
                    self.events.push(PathEvent::Missing);
                    self.siblings.scan_again();
                }
                self.missing = Some((since, was_reported || is_missing));
                let is_changed = self.has_changed_directory();
                if is_missing && is_changed && !self.open.is_empty() {
                    // The file that was at the path may be beside it now.
                    self.open_missed(None);
                }
            }
            Err(error) => self.fail(&error.to_string()),
        }
    }

    fn look_at(&mut self, file: &Metadata) {
        if let Some((_, true)) = self.missing.take() {
            self.events.push(PathEvent::Appeared);
        }
        if !file.is_file() {
            let what = if file.is_dir() { "a directory" } else { "no regular file" };
            return self.fail(&format!("cannot be followed; it is {what}"));
        }
        if self.refused.is_some_and(|refused| refused.is(&FilePosition::new(file))) {
            return;
        }
        let is_same = self.open.back().is_some_and(|last| last.is(file));
        if !is_same {
            self.switch(file);
        } else if self.has_changed_directory() || self.search_started.is_some() {
            self.know_siblings();
        }
    }

    /// Opens the file that is at the path now, after another file was there.
    fn switch(&mut self, file: &Metadata) {
        if let Some(index) = self.open.iter().position(|open| open.is(file)) {
            // The file has got its name back.
            let back = self.open.remove(index);
            self.open.extend(back);
            return;
        }
        let opened = File::open(&self.path)
            .and_then(|file| Ok((FilePosition::new(&file.metadata()?), file)));
        let (position, file) = match opened {
            Ok(opened) => opened,
            Err(error) => return self.fail(&error.to_string()),
        };
        // A file that was read before goes on where it was left.
        let known = self.siblings.find(&position, &file).copied();
        let known = known.filter(|known| known.fits(&file).unwrap_or(false)).unwrap_or(position);
        let newest = OpenFile::new(file, position.read_to(&known));
        if !self.open.is_empty() {
            self.events.push(PathEvent::Rotated);
        }
        (self.problem, self.refused) = (None, None);
        self.open.iter_mut().for_each(OpenFile::restart_idle_time);
        self.search_started = Some(Instant::now());
        self.open_missed(Some(newest));
        let base_paths = Siblings::base_paths_of(&self.path);
        if base_paths != self.siblings.base_paths() {
            // A link leads to another name. What is beside that name was never at the path.
            self.siblings.set_base_paths(base_paths);
            let found = self.scan_siblings(&[]);
            self.siblings.remember_all(found);
            self.is_unwatched = true;
        }
    }

    /// Whether a directory has changed since the last call.
    fn has_changed_directory(&mut self) -> bool {
        let (is_changed, is_moved) = self.siblings.note_changes();
        self.is_unwatched |= is_moved;
        is_changed
    }

    pub(super) fn has_open(&self, file: &FilePosition) -> bool {
        self.open.iter().any(|open| open.position().is(file))
    }

    /// Stops reading a file that is compressed or of a kind that is not read. One beside the path is passed
    /// over without a message.
    fn refuse(&mut self, index: usize, problem: &str) {
        let is_at_path = index + 1 == self.open.len() && self.missing.is_none();
        let Some(file) = self.open.remove(index) else { return };
        let position = file.position().unread();
        self.siblings.remember(position);
        if is_at_path {
            self.refused = Some(position);
            self.fail(&format!("cannot be followed; it {problem}"));
        }
    }

    /// Reports a problem, once while it lasts.
    pub(super) fn fail(&mut self, problem: &str) {
        let problem = problem.split_once(" (os error ").map_or(problem, |(problem, _)| problem);
        if self.problem.as_deref() != Some(problem) {
            self.problem = Some(problem.to_owned());
            self.events.push(PathEvent::Failed(problem.to_owned()));
        }
    }

    /// The directories to be watched.
    pub(super) fn directories(&self) -> impl Iterator<Item = &Path> {
        self.siblings.base_paths().iter().map(|path| directory_of(path))
    }
}
