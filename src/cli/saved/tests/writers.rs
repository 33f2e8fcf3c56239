//! Many writers, links and modes. Writers that are processes, and killed ones, are tested from the
//! outside.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use super::catalogue;
use crate::cli::saved::{PresetChange, SavedPresets, remove, save};

fn top(number: usize) -> Vec<(String, Vec<String>)> {
    vec![("top".to_owned(), vec![number.to_string()])]
}

fn names(path: &Path) -> Vec<String> {
    let saved = SavedPresets::load(&[path.to_owned()], catalogue());
    assert!(saved.problems().is_empty(), "{:?}", saved.problems());
    saved.iter().map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn twenty_threads_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("presets");
    std::thread::scope(|scope| {
        for writer in 0..20 {
            let path = &path;
            scope.spawn(move || {
                for round in 0..5 {
                    let name = format!("p{writer}-{round}");
                    let done = save(path, &name, &top(round), None, &catalogue());
                    assert_eq!(done, Ok(PresetChange::Added));
                    if round % 2 == 1 {
                        remove(path, &name, &catalogue()).unwrap();
                    }
                }
            });
        }
    });
    assert_eq!(names(&path).len(), 60);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn links_stay_and_modes_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (home, dots) = (folder.path().join("home"), folder.path().join("dots"));
    fs::create_dir(&home).unwrap();
    fs::create_dir(&dots).unwrap();
    let (link, target) = (home.join(".streamstats"), dots.join("presets"));
    symlink("../dots/middle", &link).unwrap();
    symlink("presets", dots.join("middle")).unwrap();
    save(&link, "a", &top(1), None, &catalogue()).unwrap();
    assert_eq!(mode(&target), 0o600);
    for (number, wanted) in [0o640, 0o664, 0o600, 0o400].into_iter().enumerate() {
        fs::set_permissions(&target, fs::Permissions::from_mode(wanted)).unwrap();
        save(&link, "b", &top(number), None, &catalogue()).unwrap();
        assert_eq!(mode(&target), wanted);
    }
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::symlink_metadata(dots.join("middle")).unwrap().is_symlink());
    assert_eq!(names(&target), ["a", "b"]);
    assert_eq!(fs::read_dir(&home).unwrap().count(), 1);
}

#[test]
fn what_is_no_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let circle = folder.path().join("circle");
    symlink("circle", &circle).unwrap();
    let error = save(&circle, "a", &top(1), None, &catalogue()).unwrap_err();
    assert!(error.ends_with("circle: too many links to links"), "{error}");
    let error = save(folder.path(), "a", &top(1), None, &catalogue()).unwrap_err();
    assert!(error.ends_with(": Is a directory"), "{error}");
}
