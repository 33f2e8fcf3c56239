//! One followed path and the files that have had its name: read in turn, the oldest first, as the
//! path goes from one to the next. Which of the files beside it belong to it is decided in
//! [`super::rotated_files`].

use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::PathEvent;
use super::open_file::{OpenFile, ReadOutcome};
use super::position::{FilePosition, PathPosition};
use super::siblings::{Siblings, folder};
use crate::source::SourceOptions;
use crate::source::block::Block;

/// The path is looked at this often while there is no end to what can be read.
const LOOK: Duration = Duration::from_millis(250);
/// A file that has a successor is given up when it has not grown for so long: a writer goes on
/// writing to a renamed file until it opens the new one.
const CLOSE_DELAY: Duration = Duration::from_secs(5);
/// The same while nothing is written to the successors either: the writer may just be quiet.
const CLOSE_DELAY_QUIET: Duration = Duration::from_secs(60);
/// A path that is gone for less is about to be created anew.
const GONE: Duration = Duration::from_secs(1);

/// A followed path.
#[derive(Debug)]
pub(super) struct FollowedPath {
    pub(super) path: PathBuf,
    options: SourceOptions,
    /// What is being read, the oldest first. The last is the file at the path, unless the path is
    /// gone.
    pub(super) open: VecDeque<OpenFile>,
    pub(super) siblings: Siblings,
    /// How far files were read that were truncated since the siblings were last all known: each
    /// may have left a copy.
    pub(super) truncated: Vec<FilePosition>,
    /// When the path went to another file last.
    pub(super) switched: Option<Instant>,
    looked: Option<Instant>,
    /// Since when nothing is at the path, and whether that was said.
    missing: Option<(Instant, bool)>,
    /// The file at the path that cannot be followed.
    refused: Option<FilePosition>,
    /// What was said last to be wrong.
    trouble: Option<String>,
    /// The directories are to be watched anew.
    pub(super) is_unwatched: bool,
    pub(super) events: Vec<PathEvent>,
    start_close_delay: Duration,
}

/// What a block that was read is.
#[derive(Debug)]
pub(super) struct TakenBlock {
    pub(super) starts: bool,
    pub(super) modified: Option<SystemTime>,
}

impl FollowedPath {
    /// The path as nothing is open yet, everything beside it known.
    pub(super) fn new(path: &Path, options: SourceOptions) -> Self {
        let siblings = Siblings::new(Siblings::stems(path), &[]);
        let mut followed = Self::empty(path, options, siblings);
        // Before the path is opened: what gets a new name from now on is either what is opened, or
        // never was at the path since.
        let found = followed.siblings.scan(|_| false);
        followed.siblings.know_all(found);
        followed
    }

    pub(super) fn empty(path: &Path, options: SourceOptions, siblings: Siblings) -> Self {
        Self {
            path: path.to_owned(),
            options,
            open: VecDeque::new(),
            siblings,
            truncated: Vec::new(),
            switched: None,
            looked: None,
            missing: None,
            refused: None,
            trouble: None,
            is_unwatched: true,
            events: Vec::new(),
            start_close_delay: CLOSE_DELAY,
        }
    }

    #[cfg(test)]
    pub(super) fn start_close_delay(&mut self, start_close_delay: Duration) {
        self.start_close_delay = start_close_delay;
    }

    /// Where the reading stands.
    pub(super) fn place(&self) -> PathPosition {
        let known = self.siblings.known().filter(|known| !self.has_open(known));
        PathPosition {
            path: OsString::from(&self.path),
            beside: self.siblings.beside().iter().map(OsString::from).collect(),
            former: self.siblings.former().iter().map(OsString::from).collect(),
            open: self.open.iter().map(OpenFile::spot).collect(),
            known: known.copied().collect(),
            truncated: self.truncated.clone(),
        }
    }

    /// Reads the next lines.
    pub(super) fn next(&mut self, block: &mut Block) -> Option<TakenBlock> {
        if self.looked.is_none_or(|looked| looked.elapsed() >= LOOK) {
            self.look();
        }
        self.read(block).or_else(|| {
            self.look();
            self.read(block)
        })
    }

    /// Hands out an unfinished last line.
    pub(super) fn finish(&mut self, block: &mut Block) -> Option<TakenBlock> {
        self.open.iter_mut().find_map(|one| {
            let starts = one.finish(block)?;
            Some(TakenBlock { starts, modified: one.modified })
        })
    }

    /// Looks at everything anew, also at what was refused.
    pub(super) fn reopen(&mut self) {
        (self.refused, self.trouble, self.is_unwatched) = (None, None, true);
        self.siblings.scan_again();
        self.look();
    }

    fn read(&mut self, block: &mut Block) -> Option<TakenBlock> {
        let mut index = 0;
        while index < self.open.len() {
            let one = &mut self.open[index];
            match one.read(self.options, block) {
                Ok(ReadOutcome::Lines { starts }) => {
                    return Some(TakenBlock { starts, modified: one.modified });
                }
                Ok(ReadOutcome::Truncated(old)) => {
                    self.note_truncated(old);
                    continue;
                }
                Ok(ReadOutcome::Compressed) => {
                    self.refuse(index);
                    continue;
                }
                Ok(ReadOutcome::Nothing) => {}
                Err(error) => self.fail(&error.to_string()),
            }
            if self.is_over(index) {
                if let Some(mut old) = self.open.remove(index) {
                    let last = old.finish(block);
                    self.siblings.know(old.spot());
                    if let Some(starts) = last {
                        return Some(TakenBlock { starts, modified: old.modified });
                    }
                }
                continue;
            }
            index += 1;
        }
        None
    }

    /// Whether a file is written no more.
    fn is_over(&self, index: usize) -> bool {
        let is_last = index + 1 >= self.open.len();
        let idle = self.open[index].idle();
        if is_last || idle < self.start_close_delay {
            return false;
        }
        let goes_on = self.open.iter().skip(index + 1).any(OpenFile::is_begun);
        goes_on || idle >= CLOSE_DELAY_QUIET
    }

    /// Looks what is at the path now.
    fn look(&mut self) {
        let now = Instant::now();
        let is_first = self.looked.replace(now).is_none();
        match std::fs::metadata(&self.path) {
            Ok(file) => self.look_at(&file),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                let (since, was_said) = self.missing.unwrap_or((now, false));
                let is_gone = is_first || now.duration_since(since) >= GONE;
                if is_gone && !was_said {
                    self.events.push(PathEvent::Missing);
                    self.siblings.scan_again();
                }
                self.missing = Some((since, was_said || is_gone));
                let is_changed = self.has_changed_folder();
                if is_gone && is_changed && !self.open.is_empty() {
                    // What the path named before it went may be beside it now.
                    self.gather(None);
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
        } else if self.has_changed_folder() || self.switched.is_some() {
            self.settle();
        }
    }

    /// The path names another file.
    fn switch(&mut self, file: &Metadata) {
        if let Some(index) = self.open.iter().position(|one| one.is(file)) {
            // It was given back its name.
            let back = self.open.remove(index);
            self.open.extend(back);
            return;
        }
        let opened = File::open(&self.path)
            .and_then(|file| Ok((FilePosition::new(&file.metadata()?), file)));
        let (spot, file) = match opened {
            Ok(opened) => opened,
            Err(error) => return self.fail(&error.to_string()),
        };
        // A file that was read before goes on where it was left.
        let known = self.siblings.find(&spot, &file).copied();
        let known = known.filter(|known| known.fits(&file).unwrap_or(false)).unwrap_or(spot);
        let newest = OpenFile::new(file, spot.read_to(&known));
        if !self.open.is_empty() {
            self.events.push(PathEvent::Rotated);
        }
        (self.trouble, self.refused) = (None, None);
        self.open.iter_mut().for_each(OpenFile::start_close_delay);
        self.switched = Some(Instant::now());
        self.gather(Some(newest));
        let beside = Siblings::stems(&self.path);
        if beside != self.siblings.beside() {
            // A link to another name: what stands beside that never was at the path.
            self.siblings.move_to(beside);
            let found = self.siblings.scan(|spot| self.open.iter().any(|one| one.spot().is(spot)));
            self.siblings.know_all(found);
            self.is_unwatched = true;
        }
    }

    /// Whether the directory has changed since this was last asked.
    fn has_changed_folder(&mut self) -> bool {
        let (is_changed, is_moved) = self.siblings.have_changed();
        self.is_unwatched |= is_moved;
        is_changed
    }

    pub(super) fn has_open(&self, spot: &FilePosition) -> bool {
        self.open.iter().any(|one| one.spot().is(spot))
    }

    pub(super) fn note_truncated(&mut self, old: FilePosition) {
        self.truncated.push(old);
        self.siblings.scan_again();
        self.events.push(PathEvent::Truncated);
    }

    /// Gives up a compressed file: one beside the path is passed over silently.
    fn refuse(&mut self, index: usize) {
        let is_at_path = index + 1 == self.open.len() && self.missing.is_none();
        let Some(one) = self.open.remove(index) else { return };
        let spot = one.spot().unread();
        self.siblings.know(spot);
        if is_at_path {
            self.refused = Some(spot);
            self.fail("cannot be followed; it is compressed");
        }
    }

    /// Says what is wrong, once.
    pub(super) fn fail(&mut self, problem: &str) {
        let problem = problem.split_once(" (os error ").map_or(problem, |(problem, _)| problem);
        if self.trouble.as_deref() != Some(problem) {
            self.trouble = Some(problem.to_owned());
            self.events.push(PathEvent::Failed(problem.to_owned()));
        }
    }

    /// The directories whose events matter.
    pub(super) fn folders(&self) -> impl Iterator<Item = &Path> {
        self.siblings.beside().iter().map(|path| folder(path))
    }
}
