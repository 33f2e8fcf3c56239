//! The first lines of a file or a pipe: the format they fit, and the columns they have. The beginning of
//! a pipe is left for the run to read again.

use std::fs::File;
use std::io;
use std::io::{PipeReader, Read, Seek, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::{FileExt, FileTypeExt};
use std::path::Path;
use std::sync::Arc;

use crate::error::Error;
use crate::event::Arena;
use crate::extract::{
    Batch, ExtractOptions, Extractor, PlanCache, PresetChoice, SourceColumn, Split, TimeOptions,
    detect, source_columns,
};
use crate::source::{BegunPipe, Input, SourceOptions, clean, head_of, peek};
use crate::time::Timestamp;

/// How beginnings are read.
const OPTIONS: SourceOptions = SourceOptions { unfold: true, ..SourceOptions::DEFAULT };

/// The first `bytes` bytes of a file, decompressed, without colours and what else is stepped over. Errors:
/// the file cannot be read.
pub(super) fn head(file: &Path, bytes: usize) -> Result<Vec<u8>, String> {
    let mut input = match file.to_str() {
        Some("-") => Input::Stdin,
        // What is read of a named pipe would be lost to the run.
        _ if !file.is_file() => return Ok(Vec::new()),
        _ => Input::File(file.to_path_buf()),
    };
    beginning(&mut input, bytes)
}

/// The first `bytes` bytes of an input, decompressed, without colours. A pipe is left for the run to read
/// again: `input` becomes what gives its bytes. Errors: the input cannot be read.
pub(super) fn beginning(input: &mut Input, bytes: usize) -> Result<Vec<u8>, String> {
    let read = match begin_pipe(input, bytes) {
        Ok(Some(stored)) => head_of(stored, OPTIONS),
        Ok(None) => {
            peek(input, OPTIONS, bytes).map(|found| found.map_or(Vec::new(), |(head, _)| head))
        }
        Err(error) => Err(error),
    };
    let read = read.map_err(|error| Error::source(&input.name(), &error).to_string())?;
    Ok(clean(&read, true).0.into_owned())
}

/// The first `bytes` bytes of an input as they are stored; none of a terminal. A pipe is left for the run
/// to read again, as by [`beginning`]. Errors: the input cannot be read.
pub(super) fn stored_beginning(input: &mut Input, bytes: usize) -> io::Result<Vec<u8>> {
    if let Some(stored) = begin_pipe(input, bytes)? {
        return Ok(stored);
    }
    let mut file = match input {
        Input::File(path) if path.is_file() => File::open(path)?,
        Input::Stdin => standard_input()?,
        _ => return Ok(Vec::new()),
    };
    let mut stored = vec![0; bytes];
    // A terminal has no position.
    let read = file.stream_position().and_then(|start| file.read_at(&mut stored, start));
    stored.truncate(read.unwrap_or(0));
    Ok(stored)
}

/// The whole lines of `head`, without their ends; what follows the last newline is no line, unless there is
/// no newline.
pub(super) fn lines(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', head);
    let rest = memchr::memchr(b'\n', head).is_none() && !head.is_empty();
    ends.chain(rest.then_some(head.len())).filter_map(move |end| {
        let line = head.get(start..end)?;
        start = end + 1;
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    })
}

/// Puts the format that the lines of `head` fit in the place of `-P auto`. A file that fits none is
/// left to the run, whose error says what is nearest.
pub(super) fn settle_format(options: &mut ExtractOptions, head: &[u8]) {
    if let Split::Preset(PresetChoice::Auto) = options.split {
        let lines: Vec<&[u8]> = lines(head).collect();
        if let Some(detection) = detect(&lines, options.formats) {
            options.split = Split::Preset(PresetChoice::Named(detection.preset));
        }
    }
}

/// The columns that the first lines, `head`, have.
pub(super) fn columns(options: &ExtractOptions, head: &[u8]) -> Vec<SourceColumn> {
    let lines: Vec<&[u8]> = lines(head).collect();
    source_columns(options, &lines)
}

/// The names of [`columns`], without the fields that others of them are read from.
pub(super) fn column_names(options: &ExtractOptions, head: &[u8]) -> Vec<String> {
    let columns = columns(options, head).into_iter();
    columns.filter(|column| !column.is_origin).map(|column| column.name).collect()
}

/// The key that most of the first lines have; `None` where lines do not name their fields.
pub(super) fn commonest_key(head: &[u8]) -> Option<String> {
    crate::extract::commonest_key(&lines(head).collect::<Vec<_>>())
}

/// The options that take lines apart as `options` do, for this column alone.
pub(super) fn only(options: &ExtractOptions, column: &str) -> ExtractOptions {
    let (split, by) = (options.split.clone(), vec![column.to_owned()]);
    ExtractOptions { split, by, ..ExtractOptions::default() }
}

/// The value of each line that has one, by the line's index.
pub(super) fn values(options: &ExtractOptions, lines: &[&[u8]]) -> Vec<(usize, Vec<u8>)> {
    let Ok(extractor) = Extractor::new(options) else { return Vec::new() };
    let context = extractor.survey("-", lines, Timestamp::default(), &mut PlanCache::default());
    let Ok(context) = context else { return Vec::new() };
    let mut scratch = extractor.scratch();
    extractor.enter_source(&mut scratch, &context);
    extractor.enter_block(&mut scratch, b"\xff", None);
    let arena = Arena::new();
    let value = |(index, line): (usize, &&[u8])| {
        let mut batch = Batch::new(&arena);
        extractor.extract(&mut scratch, &mut [*line].into_iter(), &mut batch);
        batch.events.first().map(|event| (index, event.value.to_vec()))
    };
    lines.iter().enumerate().filter_map(value).collect()
}

/// The texts of `column` in the first lines, `head`.
pub(super) fn column_texts(options: &ExtractOptions, column: &str, head: &[u8]) -> Vec<Vec<u8>> {
    let lines: Vec<&[u8]> = lines(head).collect();
    let time = options.time.clone().map(|time| TimeOptions { start: None, end: None, ..time });
    let (formats, delimiter, tables) = (options.formats, options.delimiter, options.tables.clone());
    let options = ExtractOptions { formats, delimiter, tables, time, ..only(options, column) };
    values(&options, &lines).into_iter().map(|(_, text)| text).collect()
}

/// The first `bytes` bytes of a pipe as they are stored; `None` where `input` is no pipe. What gives these
/// bytes again takes the place of the input. Errors: the pipe cannot be read.
fn begin_pipe(input: &mut Input, bytes: usize) -> io::Result<Option<Vec<u8>>> {
    let file = match input {
        Input::Stdin => standard_input()?,
        Input::File(path) if path.metadata()?.file_type().is_fifo() => File::open(path)?,
        Input::File(_) => return Ok(None),
        Input::Begun(pipe) => pipe.reader.try_clone()?,
    };
    let kind = file.metadata()?.file_type();
    if kind.is_file() || kind.is_dir() || io::IsTerminal::is_terminal(&file) {
        return Ok(None);
    }
    let (stored, reader) = read_ahead(file, bytes)?;
    match input {
        Input::Stdin => rustix::stdio::dup2_stdin(&reader)?,
        Input::File(path) | Input::Begun(BegunPipe { path, .. }) => {
            let reader = Arc::new(File::from(OwnedFd::from(reader)));
            *input = Input::Begun(BegunPipe { path: path.clone(), reader });
        }
    }
    Ok(Some(stored))
}

fn standard_input() -> io::Result<File> {
    Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
}

/// The first `bytes` bytes of `input`, and a pipe that gives them again before the rest.
fn read_ahead(mut input: File, bytes: usize) -> io::Result<(Vec<u8>, PipeReader)> {
    let most = u64::try_from(bytes).unwrap_or(u64::MAX);
    let mut raw = Vec::new();
    Read::by_ref(&mut input).take(most).read_to_end(&mut raw)?;
    let (reader, mut writer) = io::pipe()?;
    let begun = raw.clone();
    std::thread::spawn(move || {
        // The run may end before it has read all; what it left unread is lost with it.
        if writer.write_all(&begun).is_ok() {
            let _ = io::copy(&mut input, &mut writer);
        }
    });
    Ok((raw, reader))
}
