//! Following, tried on files in a directory of its own.

mod cases;
mod property;
mod resuming;

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Followed, PathEvent, PathPosition};
use crate::source::block::Block;
use crate::source::{Lines, SourceOptions};

/// Small blocks, so that every file takes several.
const OPTIONS: SourceOptions = SourceOptions { block_bytes: 64, max_line: 40, unfold: false };

/// A follower and what it gave: the lines of each path, and what events.
struct Reader {
    followed: Followed,
    block: Block,
    lines: Vec<Vec<String>>,
    starts: Vec<usize>,
    bytes: u64,
    events: Vec<PathEvent>,
}

impl Reader {
    fn new(paths: &[&Path], resume: &[PathPosition]) -> Self {
        let paths: Vec<PathBuf> = paths.iter().map(|path| path.to_path_buf()).collect();
        let followed = Followed::new(&paths, OPTIONS, resume);
        let lines = vec![Vec::new(); paths.len()];
        let starts = vec![0; paths.len()];
        Self { followed, block: Block::default(), lines, starts, bytes: 0, events: Vec::new() }
    }

    fn set_close_delay(&mut self, delay: Duration) {
        for path in &mut self.followed.paths {
            path.set_close_delay(delay);
        }
    }

    /// Takes one block, from what is there or of the unfinished lines; false where none is.
    fn step(&mut self, finish: bool) -> bool {
        let chunk = match finish {
            false => self.followed.next(&mut self.block),
            true => self.followed.finish(&mut self.block),
        };
        self.events.extend(self.followed.notices().into_iter().map(|notice| notice.event));
        let Some(chunk) = chunk else { return false };
        self.bytes += self.block.input_bytes();
        self.starts[chunk.source] += usize::from(chunk.starts_file);
        assert!(self.block.as_slice().is_empty() || self.block.as_slice().ends_with(b"\n"));
        for line in Lines::new(self.block.as_slice(), OPTIONS.max_line) {
            let text = String::from_utf8_lossy(line.bytes).into_owned();
            self.lines[chunk.source].push(if line.cut { text + "!" } else { text });
        }
        true
    }

    fn catch_up(&mut self) -> &mut Self {
        while self.step(false) {}
        self
    }

    /// Takes all that is left, the unfinished lines too.
    fn end(&mut self) -> &mut Self {
        self.catch_up();
        while self.step(true) {}
        self
    }

    fn sorted(&self) -> Vec<String> {
        let mut lines = self.lines.concat();
        lines.sort();
        lines
    }
}

fn append(path: &Path, text: &str) {
    let mut file = OpenOptions::new().append(true).create(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

fn copy_and_truncate(path: &Path, copy: &Path) {
    std::fs::copy(path, copy).unwrap();
    File::options().write(true).open(path).unwrap().set_len(0).unwrap();
}
