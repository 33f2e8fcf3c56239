//! What the first lines of the first file say of a log: its format, its columns, whether it has times.

use crate::analysis::{ContrastColumn, ContrastUse};
use crate::error::{Error, Result};
use crate::extract::{
    ADDRESS, ExtractOptions, PresetChoice, SourceColumn, Split, mostly_have, some_have,
};
use crate::format::{ColumnKind, Format};
use crate::source::Input;

use crate::cli::args::CountArgs;
use crate::cli::first_lines::{beginning, columns, commonest_key, lines, settle_format};
use crate::cli::resolve::extract_options;

/// Bytes of the first file in which columns are sought.
const HEAD_BYTES: usize = 4 << 20;
/// Lines in which a time and addresses are sought.
const SOUGHT_LINES: usize = 200;

/// What the first lines say of a log.
#[derive(Debug)]
pub(super) struct LogShape {
    format: Option<&'static Format>,
    columns: Vec<SourceColumn>,
    /// Whether at least half of the first lines that fit the format have its time column, or there
    /// are no lines.
    has_time: bool,
    /// The bytes of the first lines, and how they are taken apart.
    beginning: Vec<u8>,
    extract: ExtractOptions,
    /// The key that most lines have, where lines name their fields themselves.
    commonest: Option<String>,
}

impl LogShape {
    /// Reads the first lines of the first of `inputs` that has some; `formats` are the user's own.
    /// A pipe in `inputs` is replaced by one that gives the bytes read here again. Errors: as
    /// [`first_beginning`].
    pub(super) fn read(
        args: &CountArgs,
        inputs: &mut [Input],
        formats: &'static [&'static Format],
    ) -> Result<Self> {
        let mut extract = extract_options(args, formats)?;
        let beginning = first_beginning(inputs)?;
        let format = use_fitting_format(&mut extract, &beginning);
        let columns = columns(&extract, &beginning);
        let is_open = format.is_some_and(|format| format.syntax.is_open());
        let commonest = if is_open { commonest_key(&beginning) } else { None };
        let lines = sought_lines(&beginning);
        let time = format.and_then(|format| format.time.as_deref());
        // An empty log is counted with times, and its state can be merged with states of logs with times.
        let has_time =
            lines.is_empty() || time.is_some_and(|time| mostly_have(&extract, &lines, time));
        Ok(Self { format, columns, has_time, beginning, extract, commonest })
    }

    /// Whether lines have the column.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// Whether one of the first lines names an address in its message.
    pub(super) fn has_address(&self) -> bool {
        some_have(&self.extract, &sought_lines(&self.beginning), ADDRESS)
    }

    /// Whether the column that the format counts unasked has addresses.
    pub(super) fn counts_addresses(&self) -> bool {
        let own = self.format.and_then(|format| format.value.as_deref());
        let mut columns = self.columns.iter().filter(|column| Some(column.name.as_str()) == own);
        columns.any(|column| column.kind == ColumnKind::Address)
    }

    /// Whether no column is known.
    pub(super) fn has_no_columns(&self) -> bool {
        self.columns.is_empty()
    }

    /// Lets a run take lines apart as the first lines were, unless no column is known.
    pub(super) fn apply(&self, extract: &mut ExtractOptions) {
        if !self.has_no_columns() {
            set_split(extract, self.format);
        }
    }

    /// Whether rates are counted.
    pub(super) const fn has_time(&self) -> bool {
        self.has_time
    }

    /// The column to count if the command line names none: the commonest key, else the first column. `None` if
    /// the format has a value column and its lines do not name their fields.
    pub(super) fn value(&self) -> Option<String> {
        let is_open = self.format.is_some_and(|format| format.syntax.is_open());
        let has_own = self.format.is_some_and(|format| format.value.is_some());
        (is_open || !has_own)
            .then(|| self.commonest.clone().or_else(|| Some(self.columns.first()?.name.clone())))?
    }

    /// The columns that are counted: `by`, or, if it is empty, the format's own, else
    /// [`Self::value`].
    pub(super) fn counted(&self, by: &[String]) -> Vec<String> {
        let own = self.format.and_then(|format| format.value.clone());
        match by {
            [] => own.or_else(|| self.value()).into_iter().collect(),
            by => by.to_vec(),
        }
    }

    /// The columns for a makeup: all but the time and the columns of `left_out`, `path` as its route.
    pub(super) fn makeup(&self, left_out: &[String]) -> Vec<ContrastColumn> {
        // Without a format, a pattern takes lines apart, and its group `time` is the time.
        let time = self.format.map_or(Some("time"), |format| format.time.as_deref());
        // A raw field that a column is read from is left out: the column has its text.
        let names = self.columns.iter().filter(|column| !column.is_origin);
        let names = names.map(|column| &column.name).filter(|name| Some(name.as_str()) != time);
        // The route and the method are columns of their own.
        let is_request = |name: &String| name == "request" && self.has("path");
        let is_left_out = |name: &String| {
            let is_route = name == "path" && left_out.iter().any(|other| other == "route");
            left_out.contains(name) || is_route
        };
        let names = names.filter(|name| !is_left_out(name) && !is_request(name));
        names
            .map(|name| match name.as_str() {
                "path" => self.column("path", "route", ContrastUse::Makeup),
                _ => self.column(name, name, ContrastUse::Makeup),
            })
            .collect()
    }

    pub(super) fn all(&self) -> Vec<ContrastColumn> {
        let names = self.columns.iter().map(|column| &column.name);
        names.map(|name| self.column(name, name, ContrastUse::Makeup)).collect()
    }

    /// The column `name`, of the kind of the column `kind_of`.
    pub(super) fn column(&self, kind_of: &str, name: &str, used: ContrastUse) -> ContrastColumn {
        let kind = self.columns.iter().find(|column| column.name == *kind_of);
        let kind = kind.map(|column| column.kind);
        ContrastColumn {
            name: name.to_owned(),
            kind: kind.map_or("text", |kind| kind.name()).to_owned(),
            unit: kind.and_then(|kind| kind.unit()).map(str::to_owned),
            used,
        }
    }
}

/// The lines in which a time and addresses are sought.
fn sought_lines(beginning: &[u8]) -> Vec<&[u8]> {
    lines(beginning).take(SOUGHT_LINES).collect()
}

/// The beginning of the first input that has a byte; empty if all are empty. Errors: no input has a
/// byte, and one cannot be read. Beside an input that has a byte, an unreadable one is left to the
/// run, which reports it.
fn first_beginning(inputs: &mut [Input]) -> Result<Vec<u8>> {
    let mut problem = None;
    for input in inputs {
        match beginning(input, HEAD_BYTES) {
            Ok(bytes) if !bytes.is_empty() => return Ok(bytes),
            Ok(_) => {}
            Err(error) => problem = problem.or(Some(error)),
        }
    }
    problem.map_or(Ok(Vec::new()), |problem| Err(Error::Usage(problem)))
}

/// If lines are not taken apart by -p or -f, has them taken apart by the format that the first
/// lines fit. Gives that format, if there is one.
fn use_fitting_format(extract: &mut ExtractOptions, beginning: &[u8]) -> Option<&'static Format> {
    set_split(extract, None);
    settle_format(extract, beginning);
    extract.named_format()
}

/// Makes `extract` take lines apart by `format`. Without a format, lines that would be counted
/// whole are taken apart by the format that the run detects.
fn set_split(extract: &mut ExtractOptions, format: Option<&'static Format>) {
    match (format, &extract.split) {
        (Some(format), _) => extract.split = Split::Preset(PresetChoice::Named(format)),
        (None, Split::Whole) => extract.split = Split::Preset(PresetChoice::Auto),
        (None, _) => {}
    }
}
