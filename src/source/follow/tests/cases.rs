//! One case for each thing that happens to files that are followed.

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::time::{Duration, Instant};

use super::super::{PathEvent, WakeReason};
use super::{Reader, append, copy_and_truncate};

#[test]
fn lines_as_they_grow() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    append(&path, "one\ntw");
    let mut reader = Reader::new(&[&path], &[]);
    assert_eq!(reader.catch_up().lines[0], ["one"]);
    append(&path, "o");
    assert_eq!(reader.catch_up().lines[0], ["one"]);
    append(&path, "\n\nthree\r\nfour\r");
    assert_eq!(reader.catch_up().lines[0], ["one", "two", "", "three"]);
    assert_eq!(reader.end().lines[0], ["one", "two", "", "three", "four\r"]);
    assert_eq!((reader.starts[0], reader.bytes), (1, 21));
    assert!(reader.events.is_empty(), "{:?}", reader.events);
}

#[test]
fn long_lines_are_cut_however_they_come() {
    let folder = tempfile::tempdir().unwrap();
    for step in [1, 7, 64, 1000] {
        let path = folder.path().join(format!("{step}.log"));
        let text = format!("a\n{}\nb\n{}\nc\n{}", "x".repeat(500), "y".repeat(40), "z".repeat(300));
        let mut reader = Reader::new(&[&path], &[]);
        for part in text.as_bytes().chunks(step) {
            append(&path, std::str::from_utf8(part).unwrap());
            reader.catch_up();
        }
        let cut = |letter: &str| letter.repeat(40) + "!";
        let expected = ["a", &cut("x"), "b", &"y".repeat(40), "c", &cut("z")];
        assert_eq!(reader.end().lines[0], expected, "{step}");
        assert_eq!(reader.bytes, text.len() as u64, "{step}");
    }
}

#[test]
fn a_renamed_file_is_read_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    let old = folder.path().join("a.log.1");
    append(&path, "1\n");
    let mut reader = Reader::new(&[&path], &[]);
    reader.set_close_delay(Duration::from_millis(50));
    reader.catch_up();
    append(&path, "2\n");
    fs::rename(&path, &old).unwrap();
    reader.catch_up();
    append(&path, "4\n");
    reader.catch_up();
    append(&old, "3\nunfinished");
    assert_eq!(reader.catch_up().lines[0], ["1", "2", "4", "3"]);
    std::thread::sleep(Duration::from_millis(60));
    assert_eq!(reader.catch_up().lines[0], ["1", "2", "4", "3", "unfinished"]);
    assert_eq!(reader.events, [PathEvent::Rotated]);
    assert_eq!(reader.starts[0], 2);
}

#[test]
fn files_renamed_between_two_looks_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let name = |end: &str| folder.path().join(format!("a.log{end}"));
    append(&name(".3"), "there at the start\n");
    append(&name(""), "1\n");
    let mut reader = Reader::new(&[&name("")], &[]);
    reader.catch_up();
    append(&name(""), "2\n");
    fs::rename(name(""), name(".1")).unwrap();
    append(&name(""), "3\n");
    fs::rename(name(".1"), name(".2")).unwrap();
    fs::rename(name(""), name(".1")).unwrap();
    append(&name(""), "4\n");
    fs::rename(name(""), name("-20261121")).unwrap();
    append(&name(".4.gz"), "");
    fs::write(name(".4"), b"\x1f\x8b\x08 compressed\n").unwrap();
    append(&name(""), "5\n");
    fs::write(name(".tmp"), "").unwrap();
    assert_eq!(reader.catch_up().lines[0], ["1", "2", "3", "4", "5"]);
    append(&name("-20261121"), "4b\n");
    assert_eq!(reader.end().lines[0], ["1", "2", "3", "4", "5", "4b"]);
    assert_eq!(reader.starts[0], 4);
}

#[test]
fn a_truncated_file_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    append(&path, "first\nlines\nto");
    let mut reader = Reader::new(&[&path], &[]);
    reader.catch_up();
    copy_and_truncate(&path, &folder.path().join("a.log.1"));
    reader.catch_up();
    append(&path, "x\n");
    // The writer appends: the line that was torn by the truncation goes on.
    assert_eq!(reader.catch_up().lines[0], ["first", "lines", "tox"]);
    // Written anew and longer than it was, before anyone looked.
    copy_and_truncate(&path, &folder.path().join("a.log.2"));
    append(&path, "second\nlines\nand more than there were before\n");
    let expected = ["first", "lines", "tox", "second", "lines", "and more than there were before"];
    assert_eq!(reader.catch_up().lines[0], expected);
    assert_eq!(reader.events, [PathEvent::Truncated, PathEvent::Truncated]);
    assert_eq!(reader.starts[0], 3);
}

#[test]
fn copies_are_not_read_when_a_rename_follows() {
    let folder = tempfile::tempdir().unwrap();
    let name = |end: &str| folder.path().join(format!("a.log{end}"));
    append(&name(""), "same\n1\n");
    let mut reader = Reader::new(&[&name("")], &[]);
    reader.catch_up();
    // All between two looks: a copy and a truncation, two renames, files that begin alike.
    copy_and_truncate(&name(""), &name(".1"));
    append(&name(""), "2\n");
    fs::rename(name(""), name(".2")).unwrap();
    std::thread::sleep(Duration::from_millis(10));
    append(&name(""), "same\n3\n");
    fs::rename(name(""), name(".3")).unwrap();
    std::thread::sleep(Duration::from_millis(10));
    append(&name(""), "same\n4\n");
    let expected = ["1", "2", "3", "4", "same", "same", "same"];
    assert_eq!(reader.catch_up().sorted(), expected);
    // A copy of what is at the path now, and half of one.
    std::thread::sleep(Duration::from_millis(10));
    fs::copy(name(""), name(".5")).unwrap();
    append(&name(".6"), "sam");
    append(&name(".6"), "");
    assert_eq!(reader.catch_up().sorted(), expected);
    std::thread::sleep(Duration::from_millis(150));
    reader.catch_up();
    fs::rename(name(""), name(".7")).unwrap();
    append(&name(""), "5\n");
    assert_eq!(reader.end().sorted(), ["1", "2", "3", "4", "5", "same", "same", "same"]);
}

#[test]
fn what_a_truncation_took_is_read_from_the_copy() {
    let folder = tempfile::tempdir().unwrap();
    let name = |end: &str| folder.path().join(format!("a.log{end}"));
    append(&name(""), "1\n");
    let mut reader = Reader::new(&[&name("")], &[]);
    reader.catch_up();
    append(&name(""), "2\n");
    copy_and_truncate(&name(""), &name(".1"));
    fs::rename(name(""), name(".2")).unwrap();
    append(&name(""), "3\n");
    assert_eq!(reader.end().sorted(), ["1", "2", "3"]);
}

#[test]
fn a_line_torn_by_copytruncate_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let name = |end: &str| folder.path().join(format!("a.log{end}"));
    append(&name(""), "1\nunread be");
    for (turn, known) in [(1, false), (2, true)] {
        let mut reader = Reader::new(&[&name("")], &[]);
        reader.catch_up();
        append(&name(""), "ginning\n2\nto");
        fs::copy(name(""), name(&format!(".{turn}"))).unwrap();
        if known {
            // The copy is seen before the truncation.
            std::thread::sleep(Duration::from_millis(300));
            reader.catch_up();
        }
        File::options().write(true).open(name("")).unwrap().set_len(0).unwrap();
        append(&name(""), "rn\n3\nunread be");
        let mut expected = vec!["unread beginning", "2", "torn", "3"];
        if turn == 1 {
            expected.insert(0, "1");
        } else {
            expected.insert(0, "3");
            expected.insert(0, "rn");
        }
        assert_eq!(reader.catch_up().lines[0], expected, "{known}");
    }
}

#[test]
fn a_hole_in_front_of_a_line_is_skipped() {
    use std::io::{Seek, SeekFrom, Write};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    let mut writer = File::create(&path).unwrap();
    writer.write_all(b"1\nto").unwrap();
    let mut reader = Reader::new(&[&path], &[]);
    reader.catch_up();
    // A writer that does not append goes on where it was.
    writer.set_len(0).unwrap();
    writer.seek(SeekFrom::Start(500)).unwrap();
    writer.write_all(b"rn\n2\n").unwrap();
    assert_eq!(reader.catch_up().lines[0], ["1", "torn", "2"]);
}

#[test]
fn late_creation_and_a_while_without_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("not/yet/a.log");
    let mut reader = Reader::new(&[&path], &[]);
    reader.catch_up().catch_up();
    assert_eq!(reader.events, [PathEvent::Missing]);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    reader.catch_up();
    append(&path, "1\n");
    reader.catch_up();
    fs::remove_file(&path).unwrap();
    reader.catch_up();
    append(&path, "2\n");
    reader.catch_up();
    fs::remove_dir_all(path.parent().unwrap()).unwrap();
    reader.catch_up();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    append(&path, "3\n");
    assert_eq!(reader.end().lines[0], ["1", "2", "3"]);
    let rotated = || PathEvent::Rotated;
    let expected = [PathEvent::Missing, PathEvent::Appeared, rotated(), rotated()];
    assert_eq!(reader.events, expected);
}

#[test]
fn a_file_that_may_not_be_read_yet() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    append(&path, "1\n");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if File::open(&path).is_ok() {
        // Nothing is forbidden to the superuser.
        return;
    }
    let mut reader = Reader::new(&[&path], &[]);
    reader.catch_up().catch_up();
    assert_eq!(reader.events, [PathEvent::Failed("Permission denied".to_owned())]);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(reader.catch_up().lines[0], ["1"]);
}

#[test]
fn a_link_to_another_file_is_a_rotation() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("link");
    for number in 0..2 {
        fs::create_dir(folder.path().join(format!("{number}"))).unwrap();
        append(&folder.path().join(format!("{number}/0.log")), &format!("{number}\n"));
        append(&folder.path().join(format!("{number}/0.log.1")), "old\n");
    }
    symlink("0/0.log", &link).unwrap();
    let mut reader = Reader::new(&[&link], &[]);
    reader.catch_up();
    append(&folder.path().join("0/0.log"), "0b\n");
    fs::remove_file(&link).unwrap();
    symlink("1/0.log", &link).unwrap();
    assert_eq!(reader.catch_up().lines[0], ["0", "0b", "1"]);
    // The target is renamed, twice: what it was is beside it, not beside the link.
    let target = folder.path().join("1/0.log");
    fs::rename(&target, folder.path().join("1/0.log.2")).unwrap();
    append(&target, "2\n");
    fs::rename(&target, folder.path().join("1/0.log.3")).unwrap();
    append(&target, "3\n");
    assert_eq!(reader.end().lines[0], ["0", "0b", "1", "2", "3"]);
}

#[test]
fn a_link_that_goes_back_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let link = folder.path().join("link");
    append(&folder.path().join("x"), "x1\n");
    append(&folder.path().join("y"), "y1\n");
    let point = |to: &str| {
        let _ = fs::remove_file(&link);
        symlink(to, &link).unwrap();
    };
    point("x");
    let mut reader = Reader::new(&[&link], &[]);
    reader.set_close_delay(Duration::ZERO);
    reader.catch_up();
    point("y");
    reader.catch_up().catch_up();
    append(&folder.path().join("x"), "x2\n");
    point("x");
    assert_eq!(reader.end().lines[0], ["x1", "y1", "x2"]);
}

#[test]
fn two_paths_of_one_file_and_turns() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    let text: String = (0..100).map(|number| format!("line {number}\n")).collect();
    append(&path, &text);
    let mut reader = Reader::new(&[&path, &path], &[]);
    for _ in 0..6 {
        reader.step(false);
    }
    assert!(reader.lines.iter().all(|lines| lines.len() > 10), "one path starves");
    reader.end();
    assert!(reader.lines.iter().all(|lines| lines.len() == 100));
}

#[test]
fn what_cannot_be_followed() {
    let folder = tempfile::tempdir().unwrap();
    let gzip = folder.path().join("a.log.gz");
    fs::write(&gzip, b"\x1f\x8b\x08\0some\nbytes\n").unwrap();
    let null = std::path::Path::new("/dev/null");
    let mut reader = Reader::new(&[&gzip, folder.path(), null], &[]);
    reader.catch_up().catch_up();
    let failed = |what: &str| PathEvent::Failed(format!("cannot be followed; it is {what}"));
    let expected = [failed("compressed"), failed("a directory"), failed("no regular file")];
    assert_eq!(reader.events, expected);
    reader.followed.reopen();
    reader.catch_up();
    assert!(reader.lines.concat().is_empty());
    // Another file takes its place.
    fs::remove_file(&gzip).unwrap();
    append(&gzip, "text\n");
    assert_eq!(reader.end().lines[0], ["text"]);
}

#[test]
fn a_wait_ends_for_changes_stop_and_reopen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    append(&path, "1\n");
    let mut reader = Reader::new(&[&path], &[]);
    reader.catch_up();
    let (stop, stopped) = crossbeam_channel::bounded::<()>(0);
    let (ask, asked) = crossbeam_channel::bounded(1);
    let wait = |reader: &mut Reader| {
        let since = Instant::now();
        let wake = reader.followed.wait(Duration::from_secs(10), &stopped, &asked);
        (wake, since.elapsed())
    };
    // Nothing happens, and the reader looks after its longest wait.
    let (wake, took) = wait(&mut reader);
    assert!(wake == WakeReason::Check && took < Duration::from_secs(5), "{wake:?} {took:?}");
    ask.send(()).unwrap();
    assert_eq!(wait(&mut reader).0, WakeReason::Reopen);
    drop(ask);
    assert_eq!(wait(&mut reader).0, WakeReason::Check);
    drop(stop);
    let (wake, took) = wait(&mut reader);
    assert!(wake == WakeReason::Stop && took < Duration::from_millis(200), "{wake:?} {took:?}");
}
