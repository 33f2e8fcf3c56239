//! A slow, plain reader of every preset's syntax, to compare with.

use std::collections::BTreeMap;

use crate::format::{Column, Format, Syntax, samples};
use regex::bytes::Regex;
use serde_json::Value;

/// A line's raw fields by name.
pub(crate) type Fields = BTreeMap<String, String>;

/// One field of an object by its path; a literal key first.
fn json_path<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    if let Some(found) = value.get(path) {
        return Some(found);
    }
    let splits = path.match_indices(['.', '[']).map(|(at, _)| at);
    for at in splits.filter(|at| *at > 0) {
        let (key, rest) = path.split_at(at);
        let Some(inner) = value.get(key) else { continue };
        if let Some(rest) = rest.strip_prefix('.') {
            return json_path(inner, rest);
        }
        let (index, rest) = rest[1..].split_once(']')?;
        let inner = inner.get(index.parse::<usize>().ok()?)?;
        return if rest.is_empty() {
            Some(inner)
        } else {
            json_path(inner, rest.trim_start_matches('.'))
        };
    }
    None
}

fn json_text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn logfmt(line: &str) -> Fields {
    let pair = Regex::new(r#"([^ =]+)=("(?:[^"\\]|\\.)*"|[^ ]*)"#).unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let read = |captures: regex::bytes::Captures<'_>| {
        let value = text(&captures[2]);
        let value = match value.starts_with('"') {
            true => serde_json::from_str(&value).unwrap(),
            false => value,
        };
        (text(&captures[1]), value)
    };
    pair.captures_iter(line.as_bytes()).map(read).collect()
}

fn csv(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut inside = false;
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if inside && characters.peek() == Some(&'"') => {
                characters.next();
                fields.last_mut().unwrap().push('"');
            }
            '"' => inside = !inside,
            ',' if !inside => fields.push(String::new()),
            other => fields.last_mut().unwrap().push(other),
        }
    }
    fields
}

fn named<'a>(names: impl Iterator<Item = &'a str>, fields: impl Iterator<Item = String>) -> Fields {
    names.map(str::to_owned).zip(fields).collect()
}

fn w3c(names: &str, line: &str) -> Fields {
    let fields: Vec<&str> = line.split([' ', '\t']).collect();
    let mut read = named(names.split(' '), fields.iter().map(|field| (*field).to_owned()));
    let Some(date) = names.split(' ').position(|name| name == "date") else { return read };
    let from = fields[..date].iter().map(|field| field.len() + 1).sum::<usize>();
    let length = fields[date].len() + 1 + fields[date + 1].len();
    read.insert("date time".to_owned(), line[from..from + length].to_owned());
    read
}

/// The raw fields of a sample by the preset's syntax; nothing where it does not fit.
pub(crate) fn fields(preset: &Format, line: &str) -> Option<Fields> {
    let (header, record) = line.rsplit_once('\n').unwrap_or(("", line));
    Some(match &preset.syntax {
        Syntax::Pattern(patterns) => patterns.iter().find_map(|pattern| {
            let regex = Regex::new(pattern).unwrap();
            let captures = regex.captures(line.as_bytes())?;
            let text = |name: &str| {
                let bytes = captures.name(name)?.as_bytes().to_vec();
                Some((name.to_owned(), String::from_utf8(bytes).unwrap()))
            };
            Some(regex.capture_names().flatten().filter_map(text).collect())
        })?,
        Syntax::JsonOrLogfmt if !line.starts_with('{') => logfmt(line),
        Syntax::Json | Syntax::JsonOrLogfmt => {
            let value: Value = serde_json::from_str(line).unwrap();
            let asked = preset.columns.iter().flat_map(Column::fields);
            let given = samples(&preset.name).iter().flat_map(|sample| &sample.gives);
            let given = given.map(|(name, _)| name.as_str());
            let read = |path: &str| Some((path.to_owned(), json_text(json_path(&value, path)?)?));
            asked.chain(given).filter_map(read).collect()
        }
        Syntax::Logfmt => logfmt(line),
        Syntax::Ltsv => {
            let pair = |field: &str| {
                let (label, value) = field.split_once(':').unwrap();
                (label.to_owned(), value.to_owned())
            };
            line.split('\t').map(pair).collect()
        }
        Syntax::Csv if !preset.fields.is_empty() => {
            named(preset.fields.iter().map(String::as_str), csv(record).into_iter())
        }
        Syntax::Csv => named(header.split(','), csv(record).into_iter()),
        Syntax::Tsv => named(header.split('\t'), record.split('\t').map(str::to_owned)),
        Syntax::W3c(names) => w3c(names, record),
    })
}

/// A column's text: by the preset's columns, else, in an open syntax, the field of that name.
pub(crate) fn column(preset: &Format, fields: &Fields, name: &str) -> Option<String> {
    let Some(column) = preset.columns.iter().find(|column| column.name == name) else {
        assert!(preset.syntax.is_open(), "{}: no column {name}", preset.name);
        return fields.get(name).cloned();
    };
    column.from.iter().find_map(|origin| {
        let taken = origin.take(fields.get(&origin.field)?.as_bytes())?;
        Some(String::from_utf8(taken.to_vec()).unwrap())
    })
}
