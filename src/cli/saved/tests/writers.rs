//! Many writers, killed writers, links and modes.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::catalogue;
use crate::cli::saved::{Change, Saved, remove, save};

/// The file the processes of these tests write, in the folder they are started in.
const WRITTEN: &str = "presets-of-many-writers";

fn top(number: usize) -> Vec<(String, Vec<String>)> {
    vec![("top".to_owned(), vec![number.to_string()])]
}

fn names(path: &Path) -> Vec<String> {
    let saved = Saved::load(&[path.to_owned()], catalogue());
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
                    assert_eq!(done, Ok(Change::Added));
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

/// Starts this program again as a writer of ten presets.
fn writer(folder: &Path) -> Child {
    let (_, module) = module_path!().split_once("::").unwrap();
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", &format!("{module}::writes_in_this_folder")])
        .current_dir(folder)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// What the processes of the next tests run; elsewhere it does nothing.
#[test]
#[ignore = "run by the tests that start it"]
fn writes_in_this_folder() {
    let path = Path::new(WRITTEN);
    let rounds = if path.exists() { 10 } else { 0 };
    for round in 0..rounds {
        let name = format!("p{}-{round}", std::process::id());
        save(path, &name, &top(round), None, &catalogue()).unwrap();
    }
}

#[test]
fn twenty_processes_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(WRITTEN);
    fs::write(&path, "# shared\n").unwrap();
    let writers: Vec<Child> = (0..20).map(|_| writer(folder.path())).collect();
    for mut writer in writers {
        assert!(writer.wait().unwrap().success());
    }
    assert_eq!(names(&path).len(), 200);
    assert!(fs::read_to_string(&path).unwrap().starts_with("# shared\n"));
}

#[test]
fn a_killed_writer_leaves_a_readable_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(WRITTEN);
    fs::write(&path, "").unwrap();
    let mut known = 0;
    for round in 0..40 {
        let mut writer = writer(folder.path());
        std::thread::sleep(Duration::from_micros(3000 + 700 * round));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let found = names(&path).len();
        assert!(found >= known);
        known = found;
    }
    assert!(known > 0);
    fs::write(folder.path().join(format!("{WRITTEN}.new")), "left").unwrap();
    fs::write(folder.path().join(format!("{WRITTEN}.lock")), "").unwrap();
    save(&path, "last", &top(1), None, &catalogue()).unwrap();
    assert_eq!(names(&path).len(), known + 1);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::{Path, catalogue, fs, names, save, top};

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
}
