//! What the first lines of a log say about its columns, for the lists of the screen.

use crate::extract::{
    DERIVATIONS, ExtractOptions, PresetChoice, Split, TIME_COLUMNS, detect, group_names,
};
use crate::format::{ColumnKind, Format};
use crate::number::Number;
use crate::source::Input;

use crate::cli::command_line::{CommandLine, column_list};
use crate::cli::config::Config;
use crate::cli::first_lines::{
    column_names, commonest_key, head, lines, only, settle_format, values,
};
use crate::cli::screen::{Facts, LogColumn, ValueSource, sorts};

/// Bytes of the first file in which columns are sought.
const HEAD_BYTES: usize = 256 << 10;
/// Lines in which numbers are sought.
const LINES: usize = 20;
/// The most fields that are offered by their numbers.
const MAX_FIELDS: usize = 30;

/// The beginning of the first file; empty for standard input and where it cannot be read.
pub(super) fn beginning(config: &Config) -> Vec<u8> {
    match config.run.inputs.first() {
        Some(Input::File(file)) if file.is_file() => head(file, HEAD_BYTES).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The format that the first lines fit.
fn found(beginning: &[u8], extract: &ExtractOptions) -> Option<&'static Format> {
    let lines: Vec<&[u8]> = lines(beginning).collect();
    detect(&lines, extract.formats).map(|detection| detection.preset)
}

/// Completes a command line that does not say how lines are taken apart: by the format that the first
/// lines fit, with its times.
pub(super) fn complete(line: &mut CommandLine, config: &Config, beginning: &[u8]) {
    if !matches!(config.run.extract.split, Split::Whole) {
        return;
    }
    let Some(format) = found(beginning, &config.run.extract) else { return };
    line.set("preset", format.name.clone());
    if format.time.is_some() && !config.run.extract.numeric && !line.reads_times() {
        line.give("time");
    }
    if format.value.is_none() && !line.has("by") {
        let key = if format.syntax.is_open() { commonest_key(beginning) } else { None };
        let named = ExtractOptions::by_format(format);
        if let Some(column) = key.or_else(|| column_names(&named, beginning).into_iter().next()) {
            line.set("by", column_list([&column]));
        }
    }
}

/// Options that decide which columns lines have.
const OF_COLUMNS: [&str; 5] = ["pattern", "preset", "field", "delimiter", "time"];

/// What keys need to know of the log that `config`, made of `line`, reads. `before` has what is known
/// of the log by another command line: columns that both have are not described anew.
pub(super) fn facts(
    config: &Config,
    line: &CommandLine,
    before: Option<(&CommandLine, Vec<LogColumn>)>,
    beginning: &[u8],
) -> Facts {
    let mut extract = config.run.extract.clone();
    settle_format(&mut extract, beginning);
    let is_nameless = matches!(extract.split, Split::Whole | Split::Fields { .. });
    let other = if is_nameless { found(beginning, &extract) } else { None };
    let is_like = |before: &CommandLine| {
        let option = |line: &CommandLine, name| (line.has(name), line.get(name).to_vec());
        OF_COLUMNS.iter().all(|name| option(before, name) == option(line, name))
    };
    let columns = match before {
        Some((before, columns)) if is_like(before) => columns,
        _ => columns(&extract, other, beginning),
    };
    let read_once = match config.run.inputs.contains(&Input::Stdin) {
        true => Some("standard input cannot be read again; give the log as a file".to_owned()),
        false => kept(config),
    };
    Facts {
        columns,
        source: source(config, &extract, line, other),
        read_once,
        is_live: config.follow.is_some(),
        sorts: sorts(&config.analysis),
        ..Facts::default()
    }
}

/// The columns of lines that `extract` takes apart; `other` is the format of lines that it leaves
/// whole.
fn columns(
    extract: &ExtractOptions,
    other: Option<&'static Format>,
    beginning: &[u8],
) -> Vec<LogColumn> {
    let mut columns = Vec::new();
    if let Split::Fields { .. } = extract.split {
        let first = lines(beginning).next().unwrap_or_default();
        let fields = first.split(|byte| byte.is_ascii_whitespace()).count();
        let numbers = (1..=fields.min(MAX_FIELDS)).map(|number| number.to_string());
        columns.extend(described(numbers.collect(), extract, None, beginning));
    }
    if let Some(format) = other {
        let named = ExtractOptions::by_format(format);
        let names = names(&named, beginning);
        columns.extend(described(names, &named, Some(format), beginning));
    } else if !matches!(extract.split, Split::Whole | Split::Fields { .. }) {
        columns.extend(described(names(extract, beginning), extract, None, beginning));
    }
    columns
}

/// Why a run that keeps its counts in a file counts nothing else.
fn kept(config: &Config) -> Option<String> {
    let keeps = config.follow.as_ref().is_some_and(|follow| follow.checkpoint.is_some());
    keeps.then(|| "with --checkpoint the counts are kept, and nothing else is counted".to_owned())
}

/// The columns of the log and the columns made from them.
fn names(extract: &ExtractOptions, beginning: &[u8]) -> Vec<String> {
    let mut names = column_names(extract, beginning);
    let made: Vec<&str> = DERIVATIONS
        .iter()
        .filter(|made| names.iter().any(|name| made.is_made_from(name)))
        .map(|made| made.name)
        .collect();
    let has_time = match extract.named_format() {
        Some(format) => format.time.is_some(),
        None => extract.time.is_some(),
    };
    let of_time = TIME_COLUMNS.iter().filter(|_| has_time).map(|made| made.name);
    for name in made.into_iter().chain(of_time) {
        if names.iter().all(|known| known != name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The columns with what they hold; `format` is the one that the command line does not name.
fn described(
    names: Vec<String>,
    extract: &ExtractOptions,
    format: Option<&'static Format>,
    beginning: &[u8],
) -> Vec<LogColumn> {
    let lines: Vec<&[u8]> = lines(beginning).take(LINES).collect();
    let own = extract.named_format();
    let is_number = |name: &str| {
        let kind = own.and_then(|own| own.column(name)).map(|column| column.kind);
        match kind {
            Some(ColumnKind::Status | ColumnKind::Address | ColumnKind::Time) => false,
            Some(ColumnKind::Text) | None => {
                let is_made = DERIVATIONS.iter().any(|made| made.name == name)
                    || TIME_COLUMNS.iter().any(|made| made.name == name);
                let found = values(&only(extract, name), &lines);
                let numbers = found.iter().filter(|(_, text)| Number::read(text).is_some());
                !is_made && !found.is_empty() && numbers.count() * 2 >= found.len()
            }
            Some(_) => true,
        }
    };
    let preset = format.map(|format| format.name.clone());
    let column =
        |name: String| LogColumn { is_number: is_number(&name), name, preset: preset.clone() };
    names.into_iter().map(column).collect()
}

/// What the values are made of; `other` is the format of lines that the command line leaves whole.
fn source(
    config: &Config,
    extract: &ExtractOptions,
    line: &CommandLine,
    other: Option<&'static Format>,
) -> ValueSource {
    let one = |name: Option<String>| {
        name.map_or(ValueSource::Nameless, |name| ValueSource::Columns(vec![name]))
    };
    if !extract.by.is_empty() {
        return ValueSource::Columns(extract.by.clone());
    }
    match &extract.split {
        Split::Preset(PresetChoice::Named(format) | PresetChoice::Wrapped(_, format)) => {
            one(format.value.clone())
        }
        Split::Preset(PresetChoice::Auto) => ValueSource::Nameless,
        Split::Pattern(pattern) => {
            one(group_names(pattern).into_iter().find(|name| name == "value"))
        }
        Split::Fields { .. } => {
            let field = line.get("field").first().filter(|field| field.parse::<u32>().is_ok());
            one(field.cloned())
        }
        Split::Whole if config.analysis.time.is_some() => {
            one(other.and_then(|format| format.value.clone()))
        }
        Split::Whole => ValueSource::Line,
    }
}
