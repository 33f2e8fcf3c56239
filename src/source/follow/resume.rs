//! Going on where an earlier run stood: finds the files it was reading, whatever their names are by
//! now. What was renamed or copied since is then found as it is during a run, as if the time between
//! were that between two looks.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::PathEvent;
use super::followed_path::FollowedPath;
use super::open_file::OpenFile;
use super::position::{FilePosition, PathPosition};
use super::siblings::Siblings;
use crate::source::SourceOptions;

impl FollowedPath {
    /// The path as it was left at `place`.
    pub(super) fn resume(path: &Path, options: SourceOptions, place: &PathPosition) -> Self {
        let siblings =
            Siblings::new(place.beside.iter().map(PathBuf::from).collect(), &place.known);
        let mut followed = Self::empty(path, options, siblings);
        followed.truncated.clone_from(&place.truncated);
        followed.siblings.be_former(place.former.iter().map(PathBuf::from).collect());
        let everywhere = place.former.iter().chain(&place.beside).map(PathBuf::from).collect();
        let beside = Siblings::new(everywhere, &place.known).scan(|_| false);
        for (index, spot) in place.open.iter().enumerate() {
            let at_path = open_if(path, spot);
            let is_elsewhere = at_path.is_none();
            let found = at_path.map(|(file, now)| (file, now, path)).or_else(|| {
                let same = beside.iter().find(|sibling| sibling.spot.is(spot))?;
                open_if(&same.path, spot).map(|(file, now)| (file, now, same.path.as_path()))
            });
            let Some((file, now, found_at)) = found else {
                followed.events.push(PathEvent::Lost);
                // A copy of it may be left.
                followed.truncated.push(*spot);
                continue;
            };
            if spot.fits(&file).unwrap_or(false) {
                if is_elsewhere && index + 1 == place.open.len() {
                    followed.events.push(PathEvent::ResumedElsewhere(found_at.to_owned()));
                }
                followed.open.push_back(OpenFile::new(file, now.read_to(spot)));
            } else {
                followed.note_truncated(*spot);
                followed.open.push_back(OpenFile::new(file, now));
            }
        }
        // What is beside the path and new came while nobody looked: none of it is known yet.
        followed.switched = Some(Instant::now());
        followed
    }
}

/// Opens the regular file at `path` where it is the one of `spot`.
fn open_if(path: &Path, spot: &FilePosition) -> Option<(File, FilePosition)> {
    let there = std::fs::metadata(path).ok().filter(|file| file.is_file())?;
    if !spot.is(&FilePosition::new(&there)) {
        return None;
    }
    let file = File::open(path).ok()?;
    let now = FilePosition::new(&file.metadata().ok()?);
    spot.is(&now).then_some((file, now))
}
