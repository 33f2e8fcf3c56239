//! Line -> event: which lines count, which bytes of them are the value, and for how many.
//!
//! An [`Extractor`] is compiled once and shared; each worker has a [`Scratch`] of its own, and each
//! source a [`SourceContext`] where its first lines have something to say. A *splitter* finds the
//! columns of a line; what is done with the columns is the same for all splitters. Never prints; a
//! line that does not fit is a [`Rejection`](crate::tally::Rejection).

mod columns;
mod context;
mod delimited;
mod delimiter;
mod derived;
mod detect;
mod encoding;
mod escapes;
mod extractor;
mod field_list;
mod fields;
mod filter;
mod format;
mod json;
mod logfmt;
mod lone;
mod ltsv;
mod near;
mod pattern;
mod places;
mod quoted;
mod roles;
mod scanner;
mod scratch;
mod stamp;
mod survey;
mod w3c;

use crate::condition;
pub use crate::condition::Condition;
pub use context::{Formats, PresetChoice, SourceContext};
pub use delimiter::Delimiter;
pub use derived::{DERIVATIONS, Derivation};
pub use detect::{Detection, Nearest, Stop, detect, fits, nearest, stop};
pub use extractor::Extractor;
pub use field_list::FieldList;
pub use format::header_names;
pub use pattern::group_names;
pub use roles::Role;
pub use scratch::{BlockStart, Extracted, Scratch};
pub use stamp::{BlockTimes, SourceTime, TimeOptions, Timeframe};
pub use w3c::Header;

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
    /// By a format known by name; its own column is the value unless columns are named.
    Preset(PresetChoice),
}

/// What to extract.
#[derive(Debug, Clone, Default)]
pub struct ExtractOptions {
    /// How a line is taken apart.
    pub split: Split,
    /// The user's own formats, which detection tries before the built-in ones.
    pub formats: &'static [&'static crate::format::Preset],
    /// The columns counted, a tuple where there are several; empty for the splitter's own value.
    pub by: Vec<String>,
    /// The column that says how many occurrences a line stands for.
    pub weight: Option<String>,
    /// Only lines that match one of these count, if there are any.
    pub grep: Vec<String>,
    /// Lines that match one of these do not count.
    pub exclude: Vec<String>,
    /// The value itself is a number and is measured, not counted.
    pub numeric: bool,
    /// The column whose numbers are measured on each value.
    pub measure: Option<String>,
    /// The columns that are compared with each other; a line may lack them.
    pub compare: Vec<String>,
    /// Only lines whose columns meet all of these count.
    pub conditions: Vec<Condition>,
    /// Whether and how the time of a line is read.
    pub time: Option<TimeOptions>,
}
