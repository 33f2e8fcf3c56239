//! Line -> event: which lines count, which bytes of them are the value, and for how many.
//!
//! An [`Extractor`] is compiled once and shared; each worker has a [`Scratch`] of its own. A
//! *splitter* finds the columns of a line; what is done with the columns is the same for all
//! splitters and stands here. Never prints; a line that does not fit is a [`Rejection`].

mod columns;
mod delimiter;
mod field_list;
mod fields;
mod filter;
mod pattern;
mod stamp;

pub use delimiter::Delimiter;
pub use field_list::FieldList;
pub use stamp::{BlockTimes, SourceTime, TimeOptions, Timeframe};

use crate::error::{Error, Result};
use crate::event::Event;
use crate::tally::Rejection;
use crate::time::Timestamp;
use columns::{Columns, Wanted};
use fields::FieldSplitter;
use filter::Filter;
use pattern::PatternSplitter;
use stamp::{LineTime, Stamps};

/// How a line is taken apart.
#[derive(Debug, Clone, Default)]
pub enum Split {
    /// Not at all: the whole line is the value, and there are no columns.
    #[default]
    Whole,
    /// Into fields; the listed ones, joined by one blank, are the value unless columns are named.
    Fields {
        /// The fields that are the value.
        list: FieldList,
        /// What stands between fields.
        delimiter: Delimiter,
    },
    /// By a regular expression with named groups; `value` is the value unless columns are named.
    Pattern(String),
}

/// What to extract.
#[derive(Debug, Clone, Default)]
pub struct ExtractOptions {
    /// How a line is taken apart.
    pub split: Split,
    /// The columns counted, a tuple where there are several; empty for the splitter's own value.
    pub by: Vec<String>,
    /// The column that says how many occurrences a line stands for.
    pub weight: Option<String>,
    /// Only lines that match one of these count, if there are any.
    pub grep: Vec<String>,
    /// Lines that match one of these do not count.
    pub exclude: Vec<String>,
    /// Whether and how the time of a line is read.
    pub time: Option<TimeOptions>,
}

/// Turns lines into events; shared by all workers.
#[derive(Debug)]
pub struct Extractor {
    filter: Filter,
    splitter: Splitter,
    wanted: Wanted,
    stamps: Option<Stamps>,
}

#[derive(Debug)]
enum Splitter {
    Whole,
    /// Time and value of a line, by where the time is found.
    Stamped,
    Fields(FieldSplitter),
    Pattern(PatternSplitter),
}

/// What a line contributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extracted<'l> {
    /// An event whose value is a piece of the line.
    InLine(Event<'l>),
    /// An event whose value was put together: [`Scratch::joined`].
    Joined {
        /// As in [`Event`].
        weight: u64,
        /// As in [`Event`].
        at: Option<Timestamp>,
    },
}

/// A worker's own room for extraction.
#[derive(Debug)]
pub struct Scratch {
    columns: Columns,
    filter: Filter,
    pattern: Option<pattern::Matcher>,
    time: Option<LineTime>,
    /// There are patterns to match.
    matches: bool,
    /// The block at hand is ASCII, so that no line needs a look at its encoding.
    ascii: bool,
}

impl Scratch {
    /// The value that was put together from the last line.
    pub fn joined(&self) -> &[u8] {
        self.columns.joined()
    }
}

impl Extractor {
    /// Compiles `options`.
    ///
    /// # Errors
    /// A regular expression that does not compile, a column that is not there, no column that
    /// could be the value.
    pub fn new(options: &ExtractOptions) -> Result<Self> {
        let filter = Filter::new(&options.grep, &options.exclude)?;
        for (index, name) in options.by.iter().enumerate() {
            if options.by[..index].contains(name) {
                return Err(Error::Usage(format!("-k/--by: column {name} is named twice")));
            }
        }
        let mut wanted = Wanted::new(&options.by, options.weight.as_deref());
        let splitter = match &options.split {
            Split::Whole => {
                if let Some(name) = wanted.names().first() {
                    return Err(Error::Usage(format!(
                        "no column {name}: a whole line has no columns; take it apart with -f \
                         (fields) or -p (a pattern with named groups)"
                    )));
                }
                if options.time.is_some() { Splitter::Stamped } else { Splitter::Whole }
            }
            Split::Fields { list, delimiter } => {
                Splitter::Fields(FieldSplitter::new(list, delimiter, &mut wanted)?)
            }
            Split::Pattern(pattern) => {
                let times = options.time.is_some();
                Splitter::Pattern(PatternSplitter::new(pattern, &mut wanted, times)?)
            }
        };
        let is_stamped = matches!(splitter, Splitter::Stamped);
        let stamps = options.time.as_ref().map(|time| Stamps::new(time, is_stamped)).transpose()?;
        Ok(Self { filter, splitter, wanted, stamps })
    }

    /// A worker's scratch room.
    pub fn scratch(&self) -> Scratch {
        let pattern = match &self.splitter {
            Splitter::Pattern(pattern) => Some(pattern.matcher()),
            Splitter::Stamped => {
                let bracketed = self.stamps.as_ref().and_then(|stamps| stamps.bracketed.as_ref());
                bracketed.map(PatternSplitter::matcher)
            }
            Splitter::Whole | Splitter::Fields(_) => None,
        };
        let filter = self.filter.clone();
        let matches = pattern.is_some() || !filter.is_empty();
        Scratch { columns: Columns::default(), filter, pattern, time: None, matches, ascii: false }
    }

    /// How the times of a source are read that begins with `lines` and was last written at
    /// `written`; none where no times are read.
    pub fn survey(&self, lines: &[&[u8]], written: Timestamp) -> Option<SourceTime> {
        let stamps = self.stamps.as_ref()?;
        let Splitter::Pattern(pattern) = &self.splitter else {
            return Some(stamps.survey(lines, None, written));
        };
        if !self.wanted.has_time() {
            return Some(stamps.survey(lines, None, written));
        }
        let (mut matcher, mut columns) = (pattern.matcher(), Columns::default());
        let mut found = Vec::new();
        for line in lines {
            if matcher.split(line, std::str::from_utf8(line).is_ok(), &mut columns).is_ok() {
                found.extend(columns.time(line));
            }
        }
        Some(stamps.survey(lines, Some(&found), written))
    }

    /// Prepares for the lines of a source.
    pub fn enter_source(&self, scratch: &mut Scratch, source: &SourceTime) {
        match &mut scratch.time {
            Some(time) => time.enter_source(source),
            time => *time = Some(LineTime::new(source)),
        }
    }

    /// Tells what a [`Rejection`] means, as `unmatched.reason` prints it.
    pub fn reason(&self, rejection: Rejection) -> String {
        match rejection {
            Rejection::Filtered => "filtered".to_owned(),
            Rejection::NoMatch => "no match".to_owned(),
            Rejection::NoColumn(column) => format!("no column {}", self.wanted.name(column)),
            Rejection::BadWeight => {
                format!("column {} is no whole number below 2^64", self.wanted.weight_name())
            }
            Rejection::NoTime => "no time found".to_owned(),
            Rejection::BadTime => "the column time is no time that can be read".to_owned(),
            Rejection::OutOfRange => "out of range".to_owned(),
        }
    }

    /// The names of the columns counted as a tuple; empty unless there are several.
    pub fn tuple(&self) -> &[String] {
        self.wanted.tuple()
    }

    /// Whether lines count as often as a column says.
    pub fn is_weighted(&self) -> bool {
        !self.wanted.weight_name().is_empty()
    }

    /// Prepares for the lines of `block`.
    pub fn enter_block(&self, scratch: &mut Scratch, block: &[u8]) {
        scratch.ascii = scratch.matches && block.is_ascii();
    }

    /// What `line` (without its newline) contributes.
    ///
    /// # Errors
    /// Why it contributes nothing.
    #[inline]
    pub fn extract<'l>(
        &self,
        scratch: &mut Scratch,
        line: &'l [u8],
    ) -> std::result::Result<Extracted<'l>, Rejection> {
        // Only patterns ask what a line is; nothing else pays for the answer.
        let is_text = !scratch.matches || scratch.ascii || std::str::from_utf8(line).is_ok();
        if !scratch.filter.keeps(line, is_text) {
            return Err(Rejection::Filtered);
        }
        self.extract_kept(scratch, line, is_text)
    }

    /// The time of `line`, whether it counts or not.
    pub fn time(&self, scratch: &mut Scratch, line: &[u8]) -> Option<Timestamp> {
        let _ = self.extract_kept(scratch, line, std::str::from_utf8(line).is_ok());
        scratch.take_times().range.map(|(first, _)| first)
    }

    #[inline]
    fn extract_kept<'l>(
        &self,
        scratch: &mut Scratch,
        line: &'l [u8],
        is_text: bool,
    ) -> std::result::Result<Extracted<'l>, Rejection> {
        let mut extracted = match &self.splitter {
            Splitter::Whole => {
                return Ok(Extracted::InLine(Event { value: line, weight: 1, at: None }));
            }
            Splitter::Stamped => return self.split_stamped(scratch, line, is_text),
            Splitter::Fields(fields) => match fields.only_field() {
                Some(field) => {
                    let value = field.find(line).ok_or(Rejection::NoColumn(0))?;
                    Extracted::InLine(Event { value, weight: 1, at: None })
                }
                None => {
                    fields.split(line, &mut scratch.columns)?;
                    scratch.columns.extracted(&self.wanted, line)?
                }
            },
            Splitter::Pattern(_) => {
                let Some(matcher) = &mut scratch.pattern else { return Err(Rejection::NoMatch) };
                matcher.split(line, is_text, &mut scratch.columns)?;
                scratch.columns.extracted(&self.wanted, line)?
            }
        };
        if let Some(time) = &mut scratch.time {
            let found = match self.wanted.has_time() {
                true => time.parse(scratch.columns.time(line)),
                false => time.find(line),
            };
            match &mut extracted {
                Extracted::InLine(Event { at, .. }) | Extracted::Joined { at, .. } => {
                    *at = Some(found?);
                }
            }
        }
        Ok(extracted)
    }

    /// The time and the value of a line that nothing else takes apart.
    fn split_stamped<'l>(
        &self,
        scratch: &mut Scratch,
        line: &'l [u8],
        is_text: bool,
    ) -> std::result::Result<Extracted<'l>, Rejection> {
        let (Some(time), Some(matcher)) = (&mut scratch.time, &mut scratch.pattern) else {
            return Err(Rejection::NoTime);
        };
        let (at, value) = if time.is_bracketed() {
            matcher.split(line, is_text, &mut scratch.columns)?;
            let columns = &scratch.columns;
            let value = columns.value(line).ok_or(Rejection::NoMatch)?;
            (time.parse(columns.time(line))?, value)
        } else {
            time.split(line)?
        };
        Ok(Extracted::InLine(Event { value, weight: 1, at: Some(at) }))
    }
}
