//! One case for each thing that happens to files between two runs.

use std::fs;

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
            &["2", "3", "4"],
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
