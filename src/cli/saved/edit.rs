//! The text of a file of presets with one table added, changed or taken out. Whatever else stands
//! in it stays as it is, byte for byte: comments, order, line ends.
//!
//! It cuts by the places the parser gives, and reads nothing back; [`save`](fn@super::save) does.

use std::ops::Range;

use toml_edit::{Document, Item, Key, Table, Value};

use super::catalogue::{DESCRIPTION, FORMAT};

/// A change: these bytes become this text.
type Replacement = (Range<usize>, String);

pub(super) fn table(name: &str, lines: &[(String, String)], newline: &str) -> String {
    format!("[preset.{name}]{newline}{}", body(lines.iter(), newline))
}

fn body<'a>(lines: impl Iterator<Item = &'a (String, String)>, newline: &str) -> String {
    lines.map(|(key, value)| format!("{key} = {value}{newline}")).collect()
}

/// Puts the table `[preset.NAME]` of these keys and values into the text, in place of the one of this name
/// or at the end. In place, keys that stay keep their line and its comment, and a description stays unless
/// there is a new one. Errors: the preset is there, but not as a plain table.
pub(super) fn put(text: &str, name: &str, lines: &[(String, String)]) -> Result<String, String> {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let Some(spot) = find(text, name)? else {
        let gap = match text {
            "" | "\u{feff}" => "",
            text if text.ends_with('\n') => newline,
            _ => &newline.repeat(2),
        };
        return Ok(format!("{text}{gap}{}", table(name, lines, newline)));
    };
    let mut cuts: Vec<Replacement> = Vec::new();
    for (key, line, value) in &spot.entries {
        match lines.iter().find(|(name, _)| name == key) {
            Some((_, new)) => cuts.push((value.clone(), new.clone())),
            None if key == DESCRIPTION => {}
            None => cuts.push((line.clone(), String::new())),
        }
    }
    let is_new = |line: &&(String, String)| spot.entries.iter().all(|(key, ..)| *key != line.0);
    let mut added = body(lines.iter().filter(is_new), newline);
    if !text[..spot.end].ends_with('\n') && !added.is_empty() {
        added.insert_str(0, newline);
    }
    cuts.push((spot.end..spot.end, added));
    Ok(apply(text, cuts))
}

/// Takes the table `[preset.NAME]` out, with the comment that stands directly above it, unless that comment
/// begins the file. `None` if the text has no table of that name. Errors: the preset is there, but not as a
/// plain table.
pub(super) fn take(text: &str, name: &str) -> Result<Option<String>, String> {
    let Some(spot) = find(text, name)? else { return Ok(None) };
    let (mut start, mut end) = (spot.start, spot.whole_end);
    while start > 0 && text[line_start(text, start - 1)..].starts_with('#') {
        start = line_start(text, start - 1);
    }
    if start == 0 {
        start = spot.start;
    }
    // The blank lines below go too; at the end of the file the blank lines above.
    while text[end..].starts_with(['\n', '\r']) {
        end = line_end(text, end);
    }
    if end == text.len() {
        let above = text[..start].trim_end_matches(['\n', '\r']);
        start = if above.is_empty() { 0 } else { line_end(text, above.len()).min(start) };
    }
    Ok(Some(apply(text, vec![(start..end, String::new())])))
}

/// The text of the tables of a preset, from its first line to its last; empty if other tables stand
/// between them, or if it is not written below a header of its own.
pub(super) fn text_of(text: &str, name: &str) -> String {
    let whole = find(text, name).ok().flatten().map(|spot| spot.start..spot.whole_end);
    whole.and_then(|whole| text.get(whole)).unwrap_or_default().to_owned()
}

/// Where a table stands.
struct Spot {
    /// The start of its header's line.
    start: usize,
    /// The end of its last line, tables below it apart.
    end: usize,
    /// The end of the last line of the tables below it.
    whole_end: usize,
    /// Each key with its line and its value's place.
    entries: Vec<(String, Range<usize>, Range<usize>)>,
}

/// Finds the table of this name, if there is one.
fn find(text: &str, name: &str) -> Result<Option<Spot>, String> {
    let document = Document::parse(text).map_err(|error| error.message().to_owned())?;
    let item = document.as_table().get("preset").and_then(|presets| presets.get(name));
    let Some(item) = item else { return Ok(None) };
    let plain = item.as_table().filter(|table| !table.is_dotted() && !table.is_implicit());
    let spot = plain.and_then(|table| spot(text, name, table));
    spot.map(Some).ok_or_else(|| {
        format!("preset {name:?} is not written as a plain table below [preset.{name}]")
    })
}

fn spot(text: &str, own: &str, table: &Table) -> Option<Spot> {
    let header = table.span()?;
    let start = line_start(text, header.start);
    let mut end = line_end(text, header.start);
    let mut entries = Vec::new();
    let mut whole_end = end;
    for (name, item) in table {
        let key = table.key(name).and_then(Key::span)?;
        let value = match item {
            Item::Value(Value::InlineTable(inline)) if inline.is_dotted() => return None,
            Item::Value(value) => value.span()?,
            Item::Table(below) if name == FORMAT => {
                // Written right below; a table of another preset between them would be taken too.
                let last = last_byte(below)?;
                whole_end = whole_end.max(line_end(text, last));
                continue;
            }
            _ => return None,
        };
        let line = line_start(text, key.start)..line_end(text, value.end);
        end = end.max(line.end);
        entries.push((name.to_owned(), line, value));
    }
    whole_end = whole_end.max(end);
    // No other preset may begin between this one's tables.
    let between = text.get(start..whole_end)?.lines().filter(|line| line.starts_with("[preset."));
    let is_own = |line: &str| {
        let own = line.strip_prefix("[preset.").and_then(|rest| rest.strip_prefix(own));
        own.is_some_and(|rest| rest.starts_with([']', '.']))
    };
    between.into_iter().all(is_own).then_some(Spot { start, end, whole_end, entries })
}

/// The last byte of a table and the tables below it.
fn last_byte(table: &Table) -> Option<usize> {
    let below = |item: &Item| match item {
        Item::Value(value) => value.span().map(|span| span.end),
        Item::Table(table) => last_byte(table),
        Item::ArrayOfTables(tables) => tables.iter().filter_map(last_byte).max(),
        Item::None => None,
    };
    let header = table.span().map(|span| span.end);
    table.iter().filter_map(|(_, item)| below(item)).chain(header).max()
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Behind the newline that ends the line.
fn line_end(text: &str, offset: usize) -> usize {
    text[offset..].find('\n').map_or(text.len(), |newline| offset + newline + 1)
}

/// Makes the changes, which do not overlap.
fn apply(text: &str, mut cuts: Vec<Replacement>) -> String {
    cuts.sort_by_key(|(range, _)| (range.start, range.end));
    let mut changed = String::with_capacity(text.len());
    let mut done = 0;
    for (range, new) in cuts {
        changed.push_str(&text[done..range.start]);
        changed.push_str(&new);
        done = range.end;
    }
    changed + &text[done..]
}
