//! Finds what a rotation left beside a followed path, and decides what of it is still to be read. In every
//! race with the program that rotates, no line may be lost or counted twice.
//!
//! A sibling is a file beside the path that is named after it, as `access.log.1`. It is known if nothing of
//! it is to be read. A new sibling is one of four:
//!
//! - a file that was at the path between two looks and was renamed: it is read whole;
//! - the copy of a file that was truncated afterwards (copytruncate): it is read from where the file was read
//!   to, because the file lost the bytes behind it;
//! - a copy of the file at the path, which may be half written and is not followed by a truncation yet: it is
//!   undecided;
//! - a compressed file: it becomes known.
//!
//! Siblings are looked for at three moments:
//!
//! 1. The path names the file that it named at the last look, and the file was not truncated
//!    ([`FollowedPath::know_siblings`]). No other file was at the path meanwhile, and all new siblings become
//!    known. Only the truncation of a file of which nothing was read does not show in the file: if a sibling
//!    may be its copy, the search of moment 3 begins.
//! 2. An open file was truncated ([`FollowedPath::find_copy`]). Its copy is mostly known by then: the newest
//!    sibling that begins with the bytes read of the file and is long enough. Without one, the search of
//!    moment 3 begins.
//! 3. The path names another file ([`FollowedPath::open_missed`]). Each new sibling is examined.
//!
//! A directory that is read while its files are renamed may not show all of them. The search is therefore
//! repeated until it finds nothing new, and goes on for [`SEARCH_TIME`] after the change and until the
//! directory was read without changing meanwhile.

use std::fs::File;
use std::time::{Duration, Instant};

use super::followed_path::{FollowedPath, PathEvent};
use super::open_file::OpenFile;
use super::position::FilePosition;
use super::siblings::Sibling;
use crate::source::compression;

/// How long a search for new siblings lasts, at least.
const SEARCH_TIME: Duration = Duration::from_millis(100);
/// The most times a directory is read in a row.
const MAX_SCANS: usize = 8;

/// What a new sibling is.
enum SiblingKind {
    /// A file to be read, which goes to this index of the open files.
    Missed(OpenFile, usize),
    /// Nothing of it is to be read, now or later.
    Known(FilePosition),
    /// A copy of the file at the path, which may still be written. It becomes known if the search ends
    /// and the file at the path was not truncated.
    Undecided(FilePosition),
    /// Another file has the name by now.
    Gone,
}

impl FollowedPath {
    /// Makes new siblings known while the path names the same file; during a search, searches on.
    pub(super) fn know_siblings(&mut self) {
        if let Some(since) = self.search_started {
            return self.search_on(since);
        }
        let found = self.scan_siblings(&[]);
        // Asked after the directory was read: a rotation meanwhile is then noticed.
        if !self.is_same() {
            return self.siblings.scan_again();
        }
        if found.iter().any(|sibling| self.may_be_unread_copy(sibling)) {
            let now = Instant::now();
            self.search_started = Some(now);
            self.siblings.scan_again();
            return self.search_on(now);
        }
        self.siblings.remember_all(found);
        self.truncated.clear();
    }

    /// Repeats the search that the change at `since` began, and ends it if the directories are quiet.
    fn search_on(&mut self, since: Instant) {
        let newest = self.open.pop_back();
        let undecided = self.open_missed(newest);
        let is_quiet = since.elapsed() >= SEARCH_TIME && !self.siblings.directories_differ();
        if is_quiet && self.is_same() {
            undecided.into_iter().for_each(|copy| self.siblings.remember(copy));
            self.search_started = None;
            self.siblings.scan_again();
        }
    }

    /// The siblings that are neither known, nor open, nor one of `others`.
    pub(super) fn scan_siblings(&mut self, others: &[FilePosition]) -> Vec<Sibling> {
        let open = self.open.iter().map(OpenFile::position);
        let open: Vec<FilePosition> = open.chain(others.iter().copied()).collect();
        self.siblings.scan(|file| open.iter().any(|open| open.is(file)))
    }

    /// Whether the file at the path may have been truncated before anything of it was read, and the
    /// sibling be its copy: the copy is younger, and the file was written to after the copy was made.
    fn may_be_unread_copy(&self, copy: &Sibling) -> bool {
        let unread = self.open.back().filter(|last| !last.is_begun());
        unread.is_some_and(|last| {
            last.is_older_than(&copy.position) && last.is_written_after(&copy.position)
        })
    }

    /// Whether the path still names the file that was found last, and that file was not truncated.
    fn is_same(&mut self) -> bool {
        let Ok(file) = std::fs::metadata(&self.path) else { return false };
        self.open
            .back_mut()
            .is_some_and(|last| last.is(&file) && matches!(last.is_truncated(), Ok(false)))
    }

    /// After the truncation of an open file that was read as far as `old`: opens its copy. Without a copy, a
    /// search begins if the file is the one at the path.
    pub(super) fn find_copy(&mut self, index: usize, old: FilePosition) {
        self.events.push(PathEvent::Truncated);
        if let Some((file, position)) = self.siblings.find_copy(&old) {
            let mut copy = OpenFile::copy(file, position.read_to(&old));
            copy.join_torn(self.open[index].leave_torn());
            self.open.insert(index, copy);
            return;
        }
        self.truncated.push(old);
        self.siblings.scan_again();
        if index + 1 == self.open.len() {
            // The path may name another file by now.
            self.search_started = Some(Instant::now());
            self.look();
        }
    }

    /// Opens the new siblings that are to be read, and puts them before `newest`, the file at the path, which
    /// goes back to the end of the open files. The result is the undecided copies of `newest`.
    pub(super) fn open_missed(&mut self, mut newest: Option<OpenFile>) -> Vec<FilePosition> {
        let mut undecided: Vec<FilePosition> = Vec::new();
        for _ in 0..MAX_SCANS {
            let others = newest.iter().map(OpenFile::position).chain(undecided.iter().copied());
            let others: Vec<FilePosition> = others.collect();
            let found = self.scan_siblings(&others);
            let before = self.count_files() + undecided.len();
            for sibling in found {
                match self.examine(&sibling, &mut newest) {
                    Ok(SiblingKind::Undecided(copy)) => undecided.push(copy),
                    Ok(SiblingKind::Known(file)) => self.siblings.remember(file),
                    Ok(SiblingKind::Missed(file, index)) => self.open.insert(index, file),
                    Ok(SiblingKind::Gone) => {}
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                    Err(error) => {
                        self.siblings.remember(sibling.position);
                        self.fail(&format!("{}: {error}", sibling.path.display()));
                    }
                }
            }
            if self.count_files() + undecided.len() == before {
                break;
            }
        }
        self.open.extend(newest);
        undecided
    }

    fn count_files(&self) -> usize {
        self.open.len() + self.siblings.known().count()
    }

    /// Finds out what a new sibling is. A truncation of an open file that shows meanwhile is noted, and the file
    /// is read from its beginning. Errors: a file cannot be read.
    fn examine(
        &mut self,
        sibling: &Sibling,
        newest: &mut Option<OpenFile>,
    ) -> std::io::Result<SiblingKind> {
        let file = File::open(&sibling.path)?;
        let position = FilePosition::new(&file.metadata()?);
        if !position.is(&sibling.position) {
            return Ok(SiblingKind::Gone);
        }
        if compression::is_compressed(&first_bytes(&file)?) {
            return Ok(SiblingKind::Known(position));
        }
        if let Some(newest) = newest
            && newest.may_have_copy(&file, &position)?
        {
            return Ok(SiblingKind::Undecided(position));
        }
        // After the comparison with `newest`: if it failed because of a truncation, the truncation shows now.
        for open in self.open.iter_mut().chain(newest.as_mut()) {
            if let Some(old) = open.restart_if_truncated()? {
                self.truncated.push(old);
                self.events.push(PathEvent::Truncated);
            }
        }
        Ok(match self.take_original(&file) {
            Some(old) => self.copy_of(&old, file, position, newest),
            None => self.renamed_file(file, position, newest),
        })
    }

    /// The copy of a file that was read as far as `old` and then truncated. It is read before the file, and gets
    /// the beginning of the line that the truncation tore.
    fn copy_of(
        &mut self,
        old: &FilePosition,
        file: File,
        position: FilePosition,
        newest: &mut Option<OpenFile>,
    ) -> SiblingKind {
        let index = self.open.iter().position(|open| open.position().is(old));
        let original = match index {
            Some(index) => self.open.get_mut(index),
            None => newest.as_mut(),
        };
        let mut copy = OpenFile::copy(file, position.read_to(old));
        if let Some(original) = original {
            copy.join_torn(original.leave_torn());
        }
        SiblingKind::Missed(copy, index.unwrap_or(self.open.len()))
    }

    /// A sibling that begins like no truncated file: it was renamed, or it is a copy made between two truncations
    /// of `newest`. Only a copy is younger than `newest`; it begins with the rest of the torn line.
    fn renamed_file(
        &self,
        file: File,
        position: FilePosition,
        newest: &mut Option<OpenFile>,
    ) -> SiblingKind {
        let original = newest.as_mut().filter(|newest| newest.is_older_than(&position));
        let file = match original {
            Some(original) => {
                let mut copy = OpenFile::copy(file, position);
                copy.join_torn(original.take_torn());
                copy
            }
            None => OpenFile::new(file, position),
        };
        SiblingKind::Missed(file, self.open.len())
    }

    /// Takes out the truncated file whose first bytes `file` has, and gives how far it was read. It is taken out
    /// because other files may begin alike and only one is the copy. Of several, the file with the most known
    /// bytes is taken: a file of which only a newline was read begins like many. Of equals, the file that was
    /// truncated first is taken.
    fn take_original(&mut self, file: &File) -> Option<FilePosition> {
        let begins_like =
            |old: &FilePosition| old.head.length() > 0 && old.head.begins(file).unwrap_or(false);
        let alike = self.truncated.iter().enumerate().filter(|(_, old)| begins_like(old));
        let (index, _) = alike.rev().max_by_key(|(_, old)| old.head.length())?;
        Some(self.truncated.remove(index))
    }
}

fn first_bytes(file: &File) -> std::io::Result<Vec<u8>> {
    use std::os::unix::fs::FileExt;
    let mut bytes = vec![0; compression::MAGIC_BYTES];
    let count = file.read_at(&mut bytes, 0)?;
    bytes.truncate(count);
    Ok(bytes)
}
