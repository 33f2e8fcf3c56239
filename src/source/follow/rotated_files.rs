//! Which of the files beside a followed path had its name and were missed: read like the others,
//! and none that is a copy. A part of [`super::followed_path`], apart because it must be right in every race.
//!
//! A file found beside the path that was not there before is one of three:
//!
//! - a file that was at the path between two looks, and was renamed: it must be read;
//! - a copy that copytruncate made of a file that was read: it must not;
//! - something else, as a file that is being compressed: it must not.
//!
//! As long as the file at the path is the same at two looks, no other was at the path between them:
//! all that is new beside it is known from then on, and is never read ([`FollowedPath::settle`]). That
//! takes in nearly every copy, for the file must be at the path to be copied. It is asked again
//! after the directory was read, so that a rotation meanwhile is not taken for none.
//!
//! Otherwise what is new is read, but not
//!
//! - what may be a copy of the file at the path now, finished or half written: created after it (a
//!   file that was at the path before it is older), no longer than it, the same in its first bytes;
//! - one copy for each file that was truncated since all were known: it begins with what was read.
//!   Only one, because files with the same beginning may come one after the other. Truncation is
//!   looked for after the comparison with the file at the path: where that failed because the file
//!   was truncated just then, it is found. Where a copy holds more than was read, its rest is read:
//!   it was truncated away before it could be.
//!
//! A directory that is read while files in it are renamed may not show all of them. So it is read
//! until nothing new is found, and what is found shortly after a change of the path is treated as
//! if it had been found at once, until the directory was read once while it did not change.

use std::fs::File;
use std::time::Duration;

use super::followed_path::FollowedPath;
use super::open_file::OpenFile;
use super::position::FilePosition;
use super::siblings::Sibling;
use crate::source::compression;

/// After the path went to another file, what is new is looked through for so long at least, and
/// until that was done while the directory did not change.
const SETTLES: Duration = Duration::from_millis(100);
/// Times a directory is read at once.
const SCANS: usize = 8;

/// What a file beside the path is.
enum SiblingKind {
    /// It goes on from here.
    Missed(File, FilePosition),
    /// It need not be read, now or later.
    Known,
    /// A copy that may still be written: known as soon as the path is seen to be the same.
    Unsettled,
}

impl FollowedPath {
    /// The path has named the same file for a while: what is new beside it is known.
    pub(super) fn settle(&mut self) {
        if let Some(switched) = self.switched {
            let newest = self.open.pop_back();
            let copies = self.gather(newest);
            let is_settled = switched.elapsed() >= SETTLES && !self.siblings.are_changing();
            if is_settled && self.is_same() {
                copies.into_iter().for_each(|copy| self.siblings.know(copy));
                self.switched = None;
                self.siblings.scan_again();
            }
            return;
        }
        let open: Vec<FilePosition> = self.open.iter().map(OpenFile::spot).collect();
        let found = self.siblings.scan(|spot| open.iter().any(|open| open.is(spot)));
        if self.is_same() {
            self.siblings.know_all(found);
            self.truncated.clear();
        } else {
            self.siblings.scan_again();
        }
    }

    /// Whether the path names still what it was found to name last.
    fn is_same(&self) -> bool {
        std::fs::metadata(&self.path)
            .is_ok_and(|file| self.open.back().is_some_and(|last| last.is(&file)))
    }

    /// Opens what was at the path and is beside it now; `newest` is at the path and comes after.
    /// Gives what may be copies of that.
    pub(super) fn gather(&mut self, newest: Option<OpenFile>) -> Vec<FilePosition> {
        let mut newest = newest;
        let mut unsettled: Vec<FilePosition> = Vec::new();
        for _ in 0..SCANS {
            let open: Vec<FilePosition> = self
                .open
                .iter()
                .chain(&newest)
                .map(OpenFile::spot)
                .chain(unsettled.clone())
                .collect();
            let found = self.siblings.scan(|spot| open.iter().any(|open| open.is(spot)));
            let before = self.open.len() + unsettled.len() + self.siblings.known().count();
            for sibling in found {
                match self.judge(&sibling, &mut newest) {
                    Ok(Some((spot, SiblingKind::Unsettled))) => unsettled.push(spot),
                    Ok(Some((spot, SiblingKind::Known))) => self.siblings.know(spot),
                    Ok(Some((_, SiblingKind::Missed(file, spot)))) => {
                        self.open.push_back(OpenFile::new(file, spot));
                    }
                    // It was renamed meanwhile.
                    Ok(None) => {}
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                    Err(error) => {
                        self.siblings.know(sibling.spot);
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

    /// What a file beside the path is; none where another file has its name by now.
    fn judge(
        &mut self,
        sibling: &Sibling,
        newest: &mut Option<OpenFile>,
    ) -> std::io::Result<Option<(FilePosition, SiblingKind)>> {
        let file = File::open(&sibling.path)?;
        let spot = FilePosition::new(&file.metadata()?);
        if !spot.is(&sibling.spot) {
            return Ok(None);
        }
        if compression::is_compressed(&first_bytes(&file)?) {
            return Ok(Some((spot, SiblingKind::Known)));
        }
        if let Some(newest) = newest
            && newest.may_have_copy(&file, &spot)?
        {
            return Ok(Some((spot, SiblingKind::Unsettled)));
        }
        for index in 0..self.open.len() {
            if let Some(old) = self.open[index].restart_if_truncated()? {
                self.note_truncated(old);
            }
        }
        if let Some(newest) = newest
            && let Some(old) = newest.restart_if_truncated()?
        {
            self.note_truncated(old);
        }
        let Some(index) = self.copied(&file) else {
            return Ok(Some((spot, SiblingKind::Missed(file, spot))));
        };
        let spot = spot.read_to(&self.truncated.remove(index));
        let kind = match file.metadata()?.len() > spot.offset {
            true => SiblingKind::Missed(file, spot),
            false => SiblingKind::Known,
        };
        Ok(Some((spot, kind)))
    }

    /// The truncated file that `file` begins like.
    fn copied(&self, file: &File) -> Option<usize> {
        self.truncated
            .iter()
            .position(|old| old.head.length() > 0 && old.head.begins(file).unwrap_or(false))
    }
}

fn first_bytes(file: &File) -> std::io::Result<Vec<u8>> {
    use std::os::unix::fs::FileExt;
    let mut bytes = vec![0; compression::MAGIC_BYTES];
    let count = file.read_at(&mut bytes, 0)?;
    bytes.truncate(count);
    Ok(bytes)
}
