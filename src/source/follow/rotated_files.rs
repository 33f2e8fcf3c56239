//! Finds the files beside a followed path that had its name and were missed. This must be right in
//! every race with the program that rotates.
//!
//! A new file beside the path is one of three:
//!
//! - a file that was at the path between two looks, and was renamed: it must be read;
//! - a copy that copytruncate made of a file that was read: only what was not read of the file must be
//!   read, from the copy;
//! - something else, as a file that is being compressed: it must not be read.
//!
//! As long as the file at the path is the same at two looks and was not truncated, no other file was at
//! the path between them (of an unread file, truncation shows by a copy only): all that is new beside it becomes known, and is not read
//! ([`FollowedPath::know_siblings`]). A copy that is made for copytruncate is mostly found then. The
//! path is looked at again after the directory was read, in case of a rotation meanwhile.
//!
//! When a file is truncated, the known copies of it are searched first: the newest that begins with the
//! bytes read and is long enough is read on from there, and then closed. Else, and when the path goes
//! to another file, what is new is read, but not
//!
//! - what may be a copy of the file at the path now, finished or half written: created after it, not
//!   longer, with the same first bytes (a file that was at the path before is older);
//! - the read part of one copy for each file that was truncated since all siblings were known. It is
//!   only one copy, because several files may begin alike. Truncation is checked after the comparison
//!   with the file at the path: a comparison that failed because of a truncation is then explained.
//!
//! A directory that is read while its files are renamed may not show all of them. It is read until
//! nothing new is found, and for a while after a change what is found is treated as if it had been found
//! at once, until the directory was read once without changing.

use std::fs::File;
use std::time::{Duration, Instant};

use super::followed_path::{FollowedPath, PathEvent};
use super::open_file::OpenFile;
use super::position::FilePosition;
use super::siblings::Sibling;
use crate::source::compression;

/// After a change of the path new files are looked for during this time at least, and until the
/// directory was read while it did not change.
const SEARCH_TIME: Duration = Duration::from_millis(100);
/// The most times a directory is read in a row.
const MAX_SCANS: usize = 8;

/// What a file beside the path is.
enum SiblingKind {
    /// A file that was at the path, or what was not read of a copy, and its index in the order of
    /// reading.
    Missed(OpenFile, usize),
    /// It need not be read, now or later.
    Known(FilePosition),
    /// A copy of the file at the path that may still be written. It becomes known once its bytes
    /// equal the bytes of the file at the path.
    Unsettled(FilePosition),
    /// Another file has the name by now.
    Gone,
}

impl FollowedPath {
    /// Makes what is new beside the path known, after the path has named the same file for a while.
    pub(super) fn know_siblings(&mut self) {
        if let Some(switched) = self.switched {
            let newest = self.open.pop_back();
            let copies = self.open_missed(newest);
            let is_quiet = switched.elapsed() >= SEARCH_TIME && !self.siblings.directories_differ();
            if is_quiet && self.is_same() {
                copies.into_iter().for_each(|copy| self.siblings.remember(copy));
                self.switched = None;
                self.siblings.scan_again();
            }
            return;
        }
        let open: Vec<FilePosition> = self.open.iter().map(OpenFile::position).collect();
        let found = self.siblings.scan(|file| open.iter().any(|open| open.is(file)));
        if self.is_same() {
            if found.iter().any(|file| self.may_be_unread_copy(file)) {
                self.switched = Some(Instant::now());
                self.siblings.scan_again();
                return self.know_siblings();
            }
            self.siblings.remember_all(found);
            self.truncated.clear();
        } else {
            self.siblings.scan_again();
        }
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

    /// After the truncation of an open file that was read as far as `old`: opens its copy, or else
    /// looks for new files beside the path.
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
            self.switched = Some(Instant::now());
            self.look();
        }
    }

    /// Opens the files beside the path that were at the path, and puts them before `newest`, the file
    /// at the path. The result is what may be copies of `newest`.
    pub(super) fn open_missed(&mut self, mut newest: Option<OpenFile>) -> Vec<FilePosition> {
        let mut unsettled: Vec<FilePosition> = Vec::new();
        for _ in 0..MAX_SCANS {
            let open = self.open.iter().chain(&newest).map(OpenFile::position);
            let open: Vec<FilePosition> = open.chain(unsettled.clone()).collect();
            let found = self.siblings.scan(|file| open.iter().any(|open| open.is(file)));
            let before = self.open.len() + unsettled.len() + self.siblings.known().count();
            for sibling in found {
                match self.classify(&sibling, &mut newest) {
                    Ok(SiblingKind::Unsettled(copy)) => unsettled.push(copy),
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
            if self.open.len() + unsettled.len() + self.siblings.known().count() == before {
                break;
            }
        }
        self.open.extend(newest);
        unsettled
    }

    fn classify(
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
            return Ok(SiblingKind::Unsettled(position));
        }
        for open in self.open.iter_mut().chain(newest.as_mut()) {
            if let Some(old) = open.restart_if_truncated()? {
                self.truncated.push(old);
                self.events.push(PathEvent::Truncated);
            }
        }
        let last = self.open.len();
        let Some(index) = self.find_truncated(&file) else {
            // A file that was renamed, or a copy that was made between two truncations. Only a copy is
            // younger than the file at the path, and begins with the rest of a torn line.
            let copied = newest.as_mut().filter(|newest| newest.is_older_than(&position));
            let Some(copied) = copied else {
                return Ok(SiblingKind::Missed(OpenFile::new(file, position), last));
            };
            let mut copy = OpenFile::copy(file, position);
            copy.join_torn(copied.take_torn());
            return Ok(SiblingKind::Missed(copy, last));
        };
        let old = self.truncated.remove(index);
        let truncated = self.open.iter().position(|open| open.position().is(&old));
        // The copy is read before the file it was made of, and has the beginning of a torn line.
        let copied = match truncated {
            Some(index) => self.open.get_mut(index),
            None => newest.as_mut(),
        };
        let mut copy = OpenFile::copy(file, position.read_to(&old));
        if let Some(copied) = copied {
            copy.join_torn(copied.leave_torn());
        }
        Ok(SiblingKind::Missed(copy, truncated.unwrap_or(last)))
    }

    /// The truncated file that `file` begins like. Of several the one of which most bytes are known:
    /// a file of which only a newline was read begins like many.
    fn find_truncated(&self, file: &File) -> Option<usize> {
        let begins_like =
            |old: &FilePosition| old.head.length() > 0 && old.head.begins(file).unwrap_or(false);
        let alike = self.truncated.iter().enumerate().filter(|(_, old)| begins_like(old));
        alike.rev().max_by_key(|(_, old)| old.head.length()).map(|(index, _)| index)
    }
}

fn first_bytes(file: &File) -> std::io::Result<Vec<u8>> {
    use std::os::unix::fs::FileExt;
    let mut bytes = vec![0; compression::MAGIC_BYTES];
    let count = file.read_at(&mut bytes, 0)?;
    bytes.truncate(count);
    Ok(bytes)
}
