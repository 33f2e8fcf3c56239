//! The raw fields of a line by a format's syntax: which reader does it, and a worker's room for it.

use super::super::delimited::{DelimitedSplitter, Dialect};
use super::super::json::{JsonPath, JsonSplitter};
use super::super::logfmt::LogfmtSplitter;
use super::super::ltsv::LtsvSplitter;
use super::super::pattern::compile_error;
use super::super::places::{Place, Places};
use super::super::scanner::{GroupFinder, Groups, Pattern};
use super::super::w3c::{Header, Layout, LineKind, W3cSplitter};
use crate::error::{Error, Result};
use crate::extract::encoding::Encoding;
use crate::format::Syntax;
use crate::tally::Rejection;

/// The raw field that stands for two neighbours in a W3C log.
const DATE_TIME: &str = "date time";

/// Finds the raw fields of a line; shared by all workers.
#[derive(Debug)]
pub(super) enum RawSplitter {
    /// The groups that are the wanted fields, of each pattern.
    Patterns(Vec<Groups>),
    Json(JsonSplitter),
    Logfmt(LogfmtSplitter),
    JsonOrLogfmt(JsonSplitter, LogfmtSplitter),
    Ltsv(LtsvSplitter),
    Delimited(DelimitedSplitter),
    W3c {
        splitter: W3cSplitter,
        header: Header,
        date_time: Option<usize>,
    },
}

/// A worker's own room.
#[derive(Debug, Default)]
pub(super) struct RawScratch {
    patterns: Vec<GroupFinder>,
    layout: Layout,
    pub(super) places: Places,
}

impl RawSplitter {
    /// The reader of `fields` by `syntax`; of each of `choices` among them the first that a line has
    /// is enough. A header line of the source names the fields of some.
    pub(super) fn new(
        syntax: &Syntax,
        fields: &[String],
        choices: &[Vec<usize>],
        header: Option<&[u8]>,
    ) -> Result<Self> {
        let json = || -> Result<JsonSplitter> {
            let paths: Result<Vec<JsonPath>> =
                fields.iter().map(|field| JsonPath::parse(field)).collect();
            Ok(JsonSplitter::with_choices(&paths?, choices.to_vec()))
        };
        Ok(match syntax {
            Syntax::Pattern(patterns) => {
                let compiled = patterns.iter().map(|pattern| groups(pattern, fields));
                Self::Patterns(compiled.collect::<Result<_>>()?)
            }
            Syntax::Json => Self::Json(json()?),
            Syntax::Logfmt => Self::Logfmt(LogfmtSplitter::new(fields)),
            Syntax::JsonOrLogfmt => Self::JsonOrLogfmt(json()?, LogfmtSplitter::new(fields)),
            Syntax::Ltsv => Self::Ltsv(LtsvSplitter::new(fields)),
            Syntax::Csv => Self::Delimited(delimited(Dialect::CSV, fields, header)?),
            Syntax::Tsv => Self::Delimited(delimited(Dialect::TSV, fields, header)?),
            Syntax::W3c(names) => {
                let mut wanted = fields.to_vec();
                let date_time = fields.iter().position(|field| field == DATE_TIME);
                if date_time.is_some() {
                    wanted.extend(["date", "time"].map(str::to_owned));
                }
                let names = format!("#Fields: {names}");
                let header = Header::parse(names.as_bytes())
                    .ok_or_else(|| Error::Usage(format!("no names in {names:?}")))?;
                Self::W3c { splitter: W3cSplitter::new(&wanted), header, date_time }
            }
        })
    }

    /// Whether lines are matched by patterns, which ask whether they are text.
    pub(super) fn matches(&self) -> bool {
        matches!(self, Self::Patterns(_))
    }

    /// Whether lines of the source name its fields, wherever they stand.
    pub(super) fn follows_headers(&self) -> bool {
        matches!(self, Self::W3c { .. })
    }

    /// A worker's room.
    pub(super) fn scratch(&self) -> RawScratch {
        let mut scratch = RawScratch::default();
        if let Self::Patterns(patterns) = self {
            scratch.patterns = patterns.iter().map(Groups::finder).collect();
        }
        self.enter_block(&mut scratch, None);
        scratch
    }

    /// Prepares for a block at whose start `header` is in force.
    pub(super) fn enter_block(&self, scratch: &mut RawScratch, header: Option<&Header>) {
        if let Self::W3c { splitter, header: assumed, .. } = self {
            scratch.layout = splitter.layout(Some(header.unwrap_or(assumed)));
        }
    }

    /// Finds the raw fields of `line`.
    ///
    /// # Errors
    /// The line is not of this syntax, or a header.
    pub(super) fn split(
        &self,
        scratch: &mut RawScratch,
        line: &[u8],
        encoding: Encoding,
    ) -> std::result::Result<(), Rejection> {
        let places = &mut scratch.places;
        match self {
            Self::Patterns(_) => {
                let mut patterns = scratch.patterns.iter_mut();
                let Some(pattern) =
                    patterns.find_map(|pattern| pattern.find(line, encoding).then_some(pattern))
                else {
                    return Err(Rejection::NoMatch);
                };
                places.clear();
                pattern.ranges().for_each(|range| places.push(range));
                Ok(())
            }
            Self::Json(json) => json.split(line, places),
            Self::Logfmt(logfmt) => logfmt.split(line, places),
            Self::JsonOrLogfmt(json, logfmt) => match line.trim_ascii_start().first() {
                Some(b'{') => json.split(line, places),
                _ => logfmt.split(line, places),
            },
            Self::Ltsv(ltsv) => ltsv.split(line, places),
            Self::Delimited(delimited) => delimited.split(line, places),
            Self::W3c { splitter, date_time, .. } => {
                match splitter.split(&mut scratch.layout, line, places)? {
                    LineKind::Header => return Err(Rejection::Header),
                    LineKind::Record => {}
                }
                if let Some(column) = date_time {
                    join_date_time(places, *column);
                }
                Ok(())
            }
        }
    }
}

/// Makes `column` the date and the time, which are the last two fields, where they are neighbours.
fn join_date_time(places: &mut Places, column: usize) {
    let last = places.len().saturating_sub(1);
    if let (Place::Line(start, end), Place::Line(next, stop)) =
        (places.place(last.saturating_sub(1)), places.place(last))
        && next == end + 1
    {
        places.set_range(column, start..stop);
    }
}

fn delimited(
    dialect: Dialect,
    fields: &[String],
    header: Option<&[u8]>,
) -> Result<DelimitedSplitter> {
    let names = header.and_then(|line| dialect.header(line)).unwrap_or_default();
    // Fields that other files of the kind have are absent in this one.
    let mut names = names;
    names.extend(fields.iter().filter(|field| !names.contains(field)).cloned().collect::<Vec<_>>());
    DelimitedSplitter::new(dialect, &names, fields)
}

/// The groups of a pattern that are `fields`.
fn groups(pattern: &str, fields: &[String]) -> Result<Groups> {
    let pattern = Pattern::new(pattern).map_err(|error| compile_error("-P/--preset", &error))?;
    let number = |field: &String| pattern.group(field).unwrap_or(usize::MAX);
    let numbers: Vec<usize> = fields.iter().map(number).collect();
    Ok(pattern.groups(&numbers))
}
