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

pub use delimiter::Delimiter;
pub use field_list::FieldList;

use crate::error::{Error, Result};
use crate::event::Event;
use crate::tally::Rejection;
use columns::{Columns, Wanted};
use fields::FieldSplitter;
use filter::Filter;
use pattern::PatternSplitter;

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
}

/// Turns lines into events; shared by all workers.
#[derive(Debug)]
pub struct Extractor {
    filter: Filter,
    splitter: Splitter,
    wanted: Wanted,
}

#[derive(Debug)]
enum Splitter {
    Whole,
    Fields(FieldSplitter),
    Pattern(PatternSplitter),
}

/// What a line contributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extracted<'l> {
    /// An event whose value is a piece of the line.
    InLine(Event<'l>),
    /// An event of this weight whose value was put together: [`Scratch::joined`].
    Joined(u64),
}

/// A worker's own room for extraction.
#[derive(Debug)]
pub struct Scratch {
    columns: Columns,
    filter: Filter,
    pattern: Option<pattern::Matcher>,
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
                Splitter::Whole
            }
            Split::Fields { list, delimiter } => {
                Splitter::Fields(FieldSplitter::new(list, delimiter, &mut wanted)?)
            }
            Split::Pattern(pattern) => {
                Splitter::Pattern(PatternSplitter::new(pattern, &mut wanted)?)
            }
        };
        Ok(Self { filter, splitter, wanted })
    }

    /// A worker's scratch room.
    pub fn scratch(&self) -> Scratch {
        let pattern = match &self.splitter {
            Splitter::Pattern(pattern) => Some(pattern.matcher()),
            Splitter::Whole | Splitter::Fields(_) => None,
        };
        let filter = self.filter.clone();
        let matches = pattern.is_some() || !filter.is_empty();
        Scratch { columns: Columns::default(), filter, pattern, matches, ascii: false }
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
        match &self.splitter {
            Splitter::Whole => return Ok(Extracted::InLine(Event { value: line, weight: 1 })),
            Splitter::Fields(fields) => {
                if let Some(field) = fields.only_field() {
                    let value = field.find(line).ok_or(Rejection::NoColumn(0))?;
                    return Ok(Extracted::InLine(Event { value, weight: 1 }));
                }
                fields.split(line, &mut scratch.columns)?;
            }
            Splitter::Pattern(_) => {
                let Some(matcher) = &mut scratch.pattern else { return Err(Rejection::NoMatch) };
                matcher.split(line, is_text, &mut scratch.columns)?;
            }
        }
        scratch.columns.extracted(&self.wanted, line)
    }
}
