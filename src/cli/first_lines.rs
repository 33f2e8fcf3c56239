//! The first lines of a file: the format they fit, and the columns they have.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::extract::{ExtractOptions, PresetChoice, SourceColumn, Split, detect, source_columns};
use crate::source::{Input, SourceOptions, clean};
use serde_json::Value;

use super::piped;

/// How beginnings are read.
const OPTIONS: SourceOptions = SourceOptions { unfold: true, ..SourceOptions::DEFAULT };
/// Keys of a log whose lines name their fields, at most.
const MOST_KEYS: usize = 200;

/// The first `bytes` bytes of a file, decompressed, without colours and what else is stepped over.
///
/// # Errors
/// The file cannot be read.
pub(super) fn head(file: &Path, bytes: usize) -> Result<Vec<u8>, String> {
    let input = match file.to_str() {
        Some("-") => Input::Stdin,
        _ => Input::File(file.to_path_buf()),
    };
    let read = peeked(&input, bytes).map_err(|error| format!("{}: {error}", input.name()))?;
    Ok(clean(&read, true).0.into_owned())
}

/// The first `bytes` bytes of an input, decompressed, without colours. A pipe is left for the run to read again: `input`
/// becomes what gives its bytes.
///
/// # Errors
/// The input cannot be read.
pub(super) fn beginning(input: &mut Input, bytes: usize) -> Result<Vec<u8>, String> {
    let begun = match input {
        Input::File(path) => piped::named(path, bytes, OPTIONS),
        Input::Stdin | Input::Begun(_) => Ok(None),
    };
    let read = match begun {
        Ok(Some((head, pipe))) => {
            *input = pipe;
            Ok(head)
        }
        Ok(None) => peeked(input, bytes),
        Err(error) => Err(error),
    };
    let read = read.map_err(|error| format!("{}: {error}", input.name()))?;
    Ok(clean(&read, true).0.into_owned())
}

/// The first `bytes` bytes of an input, decompressed; none of a named pipe, which would lose them.
fn peeked(input: &Input, bytes: usize) -> io::Result<Vec<u8>> {
    match crate::source::peek(input, OPTIONS, bytes)? {
        Some((head, _)) => Ok(head),
        None if *input == Input::Stdin => piped::beginning(bytes, OPTIONS),
        None => Ok(Vec::new()),
    }
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
    let mut keys = counted_keys(head);
    keys.reverse();
    keys.into_iter().max_by_key(|(_, lines)| *lines).map(|(key, _)| key)
}

/// The keys of JSON or logfmt lines and how many lines have each.
fn counted_keys(head: &[u8]) -> Vec<(String, usize)> {
    let mut keys: Vec<(String, usize)> = Vec::new();
    let mut places = BTreeMap::new();
    let mut add = |key: String| {
        if let Some(place) = places.get(&key) {
            if let Some((_, lines)) = keys.get_mut::<usize>(*place) {
                *lines += 1;
            }
        } else if keys.len() < MOST_KEYS {
            places.insert(key.clone(), keys.len());
            keys.push((key, 1));
        }
    };
    for line in lines(head) {
        match serde_json::from_slice(line) {
            Ok(value) => json_paths("", &value, &mut add),
            Err(_) => logfmt_keys(line).for_each(&mut add),
        }
    }
    keys
}

/// The paths of the values that are no objects and no arrays.
fn json_paths(path: &str, value: &Value, add: &mut impl FnMut(String)) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                json_paths(&path, value, add);
            }
        }
        Value::Array(values) => {
            if let Some(first) = values.first() {
                json_paths(&format!("{path}[0]"), first, add);
            }
        }
        _ if path.is_empty() => {}
        _ => add(path.to_owned()),
    }
}

/// What stands before the `=` of each word outside quotes.
fn logfmt_keys(line: &[u8]) -> impl Iterator<Item = String> {
    let mut in_quotes = false;
    let words = line.split(move |byte| {
        in_quotes ^= *byte == b'"';
        *byte == b' ' && !in_quotes
    });
    words.filter_map(|word| {
        let end = word.iter().position(|byte| *byte == b'=')?;
        let key = std::str::from_utf8(word.get(..end)?).ok()?;
        (!key.is_empty() && !key.contains('"')).then(|| key.to_owned())
    })
}
