//! Random things done to files while they are followed: every line is given once, and the lines of one
//! file in their order.

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::{Reader, append};

#[derive(Debug, Clone)]
enum Deed {
    /// Whole lines.
    Write(u8),
    /// The beginning of a line, or more of one.
    WritePart,
    Rename,
    /// This many lines, then a copy and a truncation before the lines are read.
    CopyTruncate(u8),
    /// The file is deleted after all is read, and is there again with the next line.
    Delete,
    /// The path becomes a link to a new file.
    Link,
    Read(u8),
    Restart,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => (1..20u8).prop_map(Deed::Write),
        3 => Just(Deed::WritePart),
        3 => Just(Deed::Rename),
        3 => (0..3u8).prop_map(Deed::CopyTruncate),
        1 => Just(Deed::Delete),
        1 => Just(Deed::Link),
        3 => (1..5u8).prop_map(Deed::Read),
        2 => Just(Deed::Restart),
    ]
}

/// The writer: its lines name the file they are written to, and are numbered.
struct Writer {
    folder: tempfile::TempDir,
    lines: usize,
    /// Files so far.
    generation: usize,
    names: usize,
    /// Pieces of lines so far. A piece carries its number: a file that is truncated and then holds
    /// the bytes it held before looks like a file that was left alone.
    pieces: usize,
    /// The line begun.
    part: Option<String>,
    expected: Vec<String>,
}

impl Writer {
    fn path(&self) -> PathBuf {
        self.folder.path().join("a.log")
    }

    fn line(&mut self) -> String {
        self.lines += 1;
        self.part.take().unwrap_or_else(|| format!("{} {}", self.generation, self.lines))
    }

    fn write(&mut self, count: u8) {
        for _ in 0..count {
            let begun = self.part.is_some();
            let line = self.line();
            append(&self.path(), &if begun { "\n".to_owned() } else { format!("{line}\n") });
            self.expected.push(line);
        }
    }

    fn write_part(&mut self) {
        self.pieces += 1;
        let start = if self.part.is_some() { String::new() } else { self.line() };
        let more = format!("{start}+{}", self.pieces);
        append(&self.path(), &more);
        self.part.get_or_insert_default().push_str(&more);
    }

    fn end_part(&mut self) {
        if self.part.is_some() {
            self.write(1);
        }
    }

    /// The file ends here.
    fn next_file(&mut self) {
        self.expected.extend(self.part.take());
        self.generation += 1;
    }

    fn rename(&mut self) {
        self.names += 1;
        let target = fs::canonicalize(self.path()).unwrap_or_else(|_| self.path());
        let old = target.with_file_name(match self.names % 2 {
            0 => format!("{}.{}", target.file_name().unwrap().to_str().unwrap(), self.names),
            _ => format!("{}-{}", target.file_name().unwrap().to_str().unwrap(), self.names),
        });
        if fs::rename(&target, old).is_ok() {
            self.next_file();
            append(&target, "");
        }
    }
}

/// Does the deeds. Where truncations are not `seen`, the file may be written to and truncated again
/// between two looks.
fn run(deeds: &[Deed], delay: Duration, seen: bool) {
    let folder = tempfile::tempdir().unwrap();
    let (part, expected) = (None, Vec::new());
    let mut writer =
        Writer { folder, lines: 0, generation: 0, names: 0, pieces: 0, part, expected };
    let path = writer.path();
    let mut lines = Vec::new();
    let mut reader = Reader::new(&[&path], &[]);
    reader.set_close_delay(delay);
    for deed in deeds {
        match deed {
            Deed::Write(count) => writer.write(*count),
            Deed::WritePart => writer.write_part(),
            Deed::Rename => writer.rename(),
            Deed::CopyTruncate(lines) if path.exists() => {
                if seen {
                    reader.catch_up();
                } else {
                    // Files born within one tick of the kernel's clock have no order.
                    std::thread::sleep(Duration::from_millis(5));
                }
                // The truncation of a file of which nothing was read cannot be seen.
                if fs::metadata(&path).is_ok_and(|file| file.len() > 0) {
                    writer.write(*lines);
                }
                writer.names += 1;
                let target = fs::canonicalize(&path).unwrap();
                let name = format!("{}.{}", target.display(), writer.names);
                super::copy_and_truncate(&target, name.as_ref());
                // A line that was begun goes on in the same file.
                writer.generation += 1;
            }
            Deed::Delete => {
                // Of what is deleted a restart finds nothing, not even a part of a line.
                writer.end_part();
                reader.catch_up();
                if fs::remove_file(&path).is_ok() {
                    writer.next_file();
                }
            }
            Deed::Link => {
                writer.end_part();
                reader.catch_up();
                let _ = fs::remove_file(&path);
                writer.next_file();
                let target = writer.folder.path().join(format!("target{}", writer.generation));
                append(&target, "");
                symlink(target, &path).unwrap();
                reader.catch_up();
            }
            Deed::CopyTruncate(_) => {}
            Deed::Read(blocks) => {
                for _ in 0..*blocks {
                    reader.step(false);
                }
            }
            Deed::Restart => {
                let places = reader.followed.positions();
                lines.append(&mut reader.lines[0]);
                reader = Reader::new(&[&path], &places);
                reader.set_close_delay(delay);
            }
        }
    }
    writer.next_file();
    reader.end();
    lines.append(&mut reader.lines[0]);
    if !seen {
        // Lines that were never in the file at a look may be missing, but none comes in pieces.
        let mut left = writer.expected.clone();
        for line in &lines {
            let at = left.iter().position(|one| one == line);
            let at = at.unwrap_or_else(|| panic!("{line:?} is no line, or comes twice"));
            left.swap_remove(at);
        }
        return;
    }
    // In order within a file: its name is the first number of its lines.
    let mut last: HashMap<&str, usize> = HashMap::new();
    for line in &lines {
        let (start, _) = line.split_once('+').unwrap_or((line, ""));
        let (file, number) = start.split_once(' ').unwrap();
        let number: usize = number.parse().unwrap();
        let before = last.insert(file, number).unwrap_or(0);
        assert!(before < number, "{line} after {before}");
    }
    lines.sort();
    writer.expected.sort();
    assert_eq!(lines, writer.expected);
}

#[test]
fn every_line_once_whatever_happens() {
    let mut runner =
        TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
    let strategy = (prop::collection::vec(deed(), 1..60), prop::bool::ANY);
    runner
        .run(&strategy, |(deeds, quick)| {
            let delay = if quick { Duration::ZERO } else { Duration::from_secs(5) };
            run(&deeds, delay, true);
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_line_comes_in_pieces_however_often_the_file_is_truncated() {
    let mut runner =
        TestRunner::new(Config { cases: 100, failure_persistence: None, ..Config::default() });
    let deed = prop_oneof![
        3 => (1..4u8).prop_map(Deed::Write),
        3 => Just(Deed::WritePart),
        3 => (0..3u8).prop_map(Deed::CopyTruncate),
        2 => (1..5u8).prop_map(Deed::Read),
        1 => Just(Deed::Restart),
    ];
    let strategy = (prop::collection::vec(deed, 1..20), prop::bool::ANY);
    runner
        .run(&strategy, |(deeds, quick)| {
            let delay = if quick { Duration::ZERO } else { Duration::from_secs(5) };
            run(&deeds, delay, false);
            Ok(())
        })
        .unwrap();
}
