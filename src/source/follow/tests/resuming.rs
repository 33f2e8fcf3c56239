//! One case for each thing that happens to files between two runs.

use std::fs;
use std::os::unix::fs::symlink;

use super::super::{PathEvent, PathPosition};
use super::{Reader, append, copy_and_truncate};

/// The places after a way through a checkpoint's encoding.
fn saved(reader: &Reader) -> Vec<PathPosition> {
    let bytes = postcard::to_stdvec(&reader.followed.positions()).unwrap();
    postcard::from_bytes(&bytes).unwrap()
}

#[test]
fn from_where_it_stood() {
    type Change = fn(&dyn Fn(&str) -> std::path::PathBuf);
    use PathEvent::{Lost, ResumedElsewhere, Rotated, Truncated};
    let elsewhere = || ResumedElsewhere("a.log.1".into());
    let cases: [(&str, Change, &[&str], Vec<PathEvent>); 8] = [
        ("nothing", |_| {}, &["2"], vec![]),
        ("grown", |name| append(&name(""), "b\n3\n"), &["2b", "3"], vec![]),
        (
            "renamed",
            |name| {
                append(&name(""), "b\n");
                fs::rename(name(""), name(".1")).unwrap();
                append(&name(""), "3\n");
            },
            &["2b", "3"],
            vec![elsewhere(), Rotated],
        ),
        (
            "renamed twice, an older one too",
            |name| {
                fs::rename(name(".0"), name(".3")).unwrap();
                fs::rename(name(""), name(".1")).unwrap();
                append(&name(""), "3\n");
                fs::rename(name(""), name(".2")).unwrap();
                append(&name(""), "4\n");
            },
            &["2", "3", "4"],
            vec![elsewhere(), Rotated],
        ),
        (
            "truncated",
            |name| {
                append(&name(""), "b\n");
                copy_and_truncate(&name(""), &name(".1"));
                append(&name(""), "another\n");
            },
            &["2b", "another"],
            vec![Truncated],
        ),
        (
            "truncated twice",
            |name| {
                copy_and_truncate(&name(""), &name(".1"));
                append(&name(""), "3\n");
                copy_and_truncate(&name(""), &name(".2"));
                append(&name(""), "4\n");
            },
            &["23", "4"],
            vec![Truncated],
        ),
        (
            "gone",
            |name| {
                fs::remove_file(name("")).unwrap();
                append(&name(""), "3\n");
            },
            &["3"],
            vec![Lost],
        ),
        (
            "renamed, nothing new",
            |name| fs::rename(name(""), name(".1")).unwrap(),
            &["2"],
            vec![elsewhere(), PathEvent::Missing],
        ),
    ];
    for (what, change, expected, events) in cases {
        let folder = tempfile::tempdir().unwrap();
        let name = |end: &str| folder.path().join(format!("a.log{end}"));
        append(&name(".0"), "0\n");
        append(&name(""), "1\n2");
        let mut reader = Reader::new(&[&name("")], &[]);
        assert_eq!(reader.catch_up().lines[0], ["1"]);
        let places = saved(&reader);
        drop(reader);
        change(&name);
        let mut reader = Reader::new(&[&name("")], &places);
        let expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        assert_eq!(reader.end().sorted(), expected, "{what}");
        for event in &mut reader.events {
            if let ResumedElsewhere(path) = event {
                *path = path.file_name().unwrap().into();
            }
        }
        assert_eq!(reader.events, events, "{what}");
    }
}

#[test]
fn a_link_that_was_switched_is_read_to_the_end_of_its_old_target() {
    let folder = tempfile::tempdir().unwrap();
    let name = |name: &str| folder.path().join(name);
    append(&name("monday"), "1\n");
    symlink("monday", name("link")).unwrap();
    let mut reader = Reader::new(&[&name("link")], &[]);
    assert_eq!(reader.catch_up().lines[0], ["1"]);
    let places = saved(&reader);
    append(&name("monday"), "2\n");
    append(&name("tuesday"), "3\n");
    fs::remove_file(name("link")).unwrap();
    symlink("tuesday", name("link")).unwrap();
    let mut reader = Reader::new(&[&name("link")], &places);
    assert_eq!(reader.end().lines[0], ["2", "3"]);
    assert!(!reader.events.contains(&PathEvent::Lost), "{:?}", reader.events);
}

#[test]
fn a_path_in_other_words_and_a_path_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let name = |name: &str| folder.path().join(name);
    append(&name("a.log"), "1\n");
    append(&name("b.log"), "2\n");
    symlink("a.log", name("link")).unwrap();
    let mut reader = Reader::new(&[&name("a.log"), &name("b.log")], &[]);
    reader.catch_up();
    let mut places = saved(&reader);
    for (turn, path) in ["./a.log", "link", "a.log"].iter().enumerate() {
        append(&name("a.log"), &format!("3{turn}\n"));
        let mut reader = Reader::new(&[&name(path)], &places);
        assert_eq!(reader.catch_up().lines[0], [format!("3{turn}")], "{path}");
        places = saved(&reader);
    }
    append(&name("b.log"), "4\n");
    let mut reader = Reader::new(&[&name("b.log")], &places);
    assert_eq!(reader.catch_up().lines[0], ["4"]);
}

#[test]
fn a_file_that_was_empty_and_is_rotated() {
    let folder = tempfile::tempdir().unwrap();
    let name = |end: &str| folder.path().join(format!("a.log{end}"));
    append(&name(""), "");
    let mut reader = Reader::new(&[&name("")], &[]);
    reader.catch_up();
    let places = saved(&reader);
    append(&name(""), "1\n");
    fs::rename(name(""), name(".1")).unwrap();
    append(&name(""), "2\n");
    assert_eq!(Reader::new(&[&name("")], &places).end().lines[0], ["1", "2"]);
}

#[test]
fn a_torn_line_through_a_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    append(&path, "1\nto");
    let mut reader = Reader::new(&[&path], &[]);
    reader.catch_up();
    fs::File::options().write(true).open(&path).unwrap().set_len(0).unwrap();
    assert_eq!(reader.catch_up().lines[0], ["1"]);
    let places = saved(&reader);
    append(&path, "rn\n2\n");
    assert_eq!(Reader::new(&[&path], &places).end().lines[0], ["torn", "2"]);
}

#[test]
fn within_a_cut_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.log");
    append(&path, &"x".repeat(200));
    let mut reader = Reader::new(&[&path], &[]);
    reader.catch_up();
    assert_eq!(reader.lines[0].len(), 1);
    let mut reader = Reader::new(&[&path], &saved(&reader));
    append(&path, "xxx\n2\n");
    assert_eq!(reader.end().lines[0], ["2"]);
}
