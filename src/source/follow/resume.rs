//! Goes on where an earlier run stopped: finds the files it was reading, whatever their names are now.
//! Files that were renamed or copied since are then found as during a run, as if the time between the
//! runs were the time between two looks.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::followed_path::{FollowedPath, PathEvent};
use super::open_file::OpenFile;
use super::position::{FilePosition, PathPosition};
use super::siblings::Siblings;
use crate::source::SourceOptions;

impl FollowedPath {
    /// A path that an earlier run read as far as `position`.
    pub(super) fn resume(path: &Path, options: SourceOptions, position: &PathPosition) -> Self {
        let base_paths: Vec<PathBuf> = position.base_paths.iter().map(PathBuf::from).collect();
        let former: Vec<PathBuf> = position.former_base_paths.iter().map(PathBuf::from).collect();
        let siblings = Siblings::new(base_paths.clone(), &position.known);
        let mut followed = Self::empty(path, options, siblings);
        followed.truncated.clone_from(&position.truncated);
        followed.siblings.keep_former(former.clone());
        let everywhere: Vec<PathBuf> = former.into_iter().chain(base_paths).collect();
        let beside = Siblings::new(everywhere.clone(), &position.known).scan(|_| false);
        for (index, open) in position.open.iter().enumerate() {
            let at_path = open_if(path, &open.file);
            let is_elsewhere = at_path.is_none();
            let found = at_path.map(|(file, now)| (file, now, path)).or_else(|| {
                // The file that a link named before it was switched still has its own name.
                let at_base_path = everywhere.iter().find_map(|base_path| {
                    open_if(base_path, &open.file)
                        .map(|(file, now)| (file, now, base_path.as_path()))
                });
                at_base_path.or_else(|| {
                    let renamed = beside.iter().find(|beside| beside.position.is(&open.file))?;
                    let (file, now) = open_if(&renamed.path, &open.file)?;
                    Some((file, now, renamed.path.as_path()))
                })
            });
            let Some((file, now, found_at)) = found else {
                followed.events.push(PathEvent::Lost);
                // A copy of the file may be left.
                followed.truncated.push(open.file);
                continue;
            };
            if open.file.fits(&file).unwrap_or(false) {
                if is_elsewhere && index + 1 == position.open.len() {
                    followed.events.push(PathEvent::ResumedElsewhere(found_at.to_owned()));
                }
                let now = now.read_to(&open.file);
                followed.open.push_back(OpenFile::resumed(file, now, open));
            } else {
                followed.truncated.push(open.file);
                followed.events.push(PathEvent::Truncated);
                followed.open.push_back(OpenFile::resumed(file, now, open));
            }
        }
        // Files beside the path that are new appeared between the runs: none of them is known.
        followed.search_started = Some(Instant::now());
        followed
    }
}

/// Opens the regular file at `path` if it is the file of `position`.
fn open_if(path: &Path, position: &FilePosition) -> Option<(File, FilePosition)> {
    let there = std::fs::metadata(path).ok().filter(|file| file.is_file())?;
    if !position.is(&FilePosition::new(&there)) {
        return None;
    }
    let file = File::open(path).ok()?;
    let now = FilePosition::new(&file.metadata().ok()?);
    position.is(&now).then_some((file, now))
}
