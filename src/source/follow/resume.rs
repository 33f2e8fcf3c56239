//! Going on where an earlier run stood: finds the files it was reading, whatever their names are by
//! now. What was renamed or copied since is then found as it is during a run, as if the time between
//! were that between two looks.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::Happening;
use super::generation::Generation;
use super::place::{Place, Spot};
use super::siblings::Siblings;
use super::trail::Trail;
use crate::source::SourceOptions;

impl Trail {
    /// The path as it was left at `place`.
    pub(super) fn resume(path: &Path, options: SourceOptions, place: &Place) -> Self {
        let siblings =
            Siblings::new(place.beside.iter().map(PathBuf::from).collect(), &place.known);
        let mut trail = Self::empty(path, options, siblings);
        trail.truncated.clone_from(&place.truncated);
        trail.siblings.be_former(place.former.iter().map(PathBuf::from).collect());
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
                trail.happened.push(Happening::Lost);
                // A copy of it may be left.
                trail.truncated.push(*spot);
                continue;
            };
            if spot.fits(&file).unwrap_or(false) {
                if is_elsewhere && index + 1 == place.open.len() {
                    trail.happened.push(Happening::ResumedElsewhere(found_at.to_owned()));
                }
                trail.open.push_back(Generation::new(file, now.read_to(spot)));
            } else {
                trail.note_truncated(*spot);
                trail.open.push_back(Generation::new(file, now));
            }
        }
        // What is beside the path and new came while nobody looked: none of it is known yet.
        trail.switched = Some(Instant::now());
        trail
    }
}

/// Opens the regular file at `path` where it is the one of `spot`.
fn open_if(path: &Path, spot: &Spot) -> Option<(File, Spot)> {
    let there = std::fs::metadata(path).ok().filter(|file| file.is_file())?;
    if !spot.is(&Spot::new(&there)) {
        return None;
    }
    let file = File::open(path).ok()?;
    let now = Spot::new(&file.metadata().ok()?);
    spot.is(&now).then_some((file, now))
}
