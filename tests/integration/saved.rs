//! `preset save` by many processes at once, and by some that are killed.

use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use crate::program::{command, stderr, stdout};

/// The program with its own presets in `file`.
fn with_presets(file: &Path, args: &[&str]) -> Command {
    let mut command = command(args);
    command.env("STREAMSTATS_PRESETS", file);
    command
}

fn save(file: &Path, name: &str) -> Child {
    with_presets(file, &["preset", "save", name, "-P", "json", "-k", "path"]).spawn().unwrap()
}

/// The presets in `file`, which the program must be able to read.
fn names(file: &Path) -> Vec<String> {
    let output = with_presets(file, &["preset", "list"]).output().unwrap();
    let list = stdout(&output);
    assert!(output.status.success() && !list.contains("cannot be used"), "{}", stderr(&output));
    let own = list.lines().filter_map(|line| line.split_whitespace().next());
    own.filter(|name| name.starts_with("own-")).map(str::to_owned).collect()
}

#[test]
fn twenty_writers_at_once_lose_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("presets");
    std::fs::write(&file, "# shared\n").unwrap();
    for round in 0..3 {
        let writers: Vec<Child> =
            (0..20).map(|writer| save(&file, &format!("own-{round}-{writer}"))).collect();
        for mut writer in writers {
            assert!(writer.wait().unwrap().success());
        }
        assert_eq!(names(&file).len(), (round + 1) * 20);
    }
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("# shared\n"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn killed_writer_leaves_a_readable_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("presets");
    let mut known = 0;
    for round in 0..60 {
        let mut writer = save(&file, &format!("own-{round}"));
        std::thread::sleep(Duration::from_micros(200 * round));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let found = names(&file).len();
        assert!(found == known || found == known + 1, "{known} presets became {found}");
        known = found;
    }
    // What a killed writer leaves does not stop the next one.
    std::fs::write(folder.path().join(".presets.999999999-0.tmp"), "left").unwrap();
    std::fs::write(folder.path().join("presets.lock"), "").unwrap();
    assert!(save(&file, "own-last").wait().unwrap().success());
    assert_eq!(names(&file).len(), known + 1);
}
