//! From lines to events: which lines count, which bytes of them are the value, and how often.
//!
//! An [`Extractor`] is compiled once and shared; each worker has a [`Scratch`]; each source has a
//! [`SourceContext`], settled by its first lines. A *splitter* finds the raw fields of a line, and a
//! *plan* makes the requested columns of the fields, the same way for all splitters. Never prints; a
//! line that does not count is a [`Rejection`](crate::tally::Rejection).
//!
//! ```
//! use streamstats::extract::{ExtractOptions, FieldList, Split};
//!
//! // Fields 1 and 4 of each line, joined by a blank, are the value.
//! let list: FieldList = "1,4".parse()?;
//! let delimiter = ",".parse()?;
//! let options = ExtractOptions {
//!     split: Split::Fields { list, delimiter },
//!     grep: vec!["GET".to_owned()],
//!     ..ExtractOptions::default()
//! };
//! assert!(options.by.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod batch;
mod block_times;
mod byte_search;
mod context;
mod continued;
mod cut_stamp;
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
mod json;
mod line_number;
mod logfmt;
mod ltsv;
mod made_columns;
mod notes;
mod only_column;
mod pattern;
mod plan;
mod quoted;
mod records;
mod repeated;
mod replacement;
mod requested;
mod roles;
mod scanner;
mod scratch;
mod select;
mod several;
mod source_columns;
mod splitter;
mod stamp;
mod survey;
mod synonyms;
#[cfg(test)]
mod tests;
mod texts;
mod w3c;

pub use crate::condition::{Condition, Subject};
pub use batch::{Batch, Rejected};
pub use block_times::BlockTimes;
pub use context::{PlanCache, PresetChoice, SourceContext};
pub use delimiter::Delimiter;
pub use derived::clock::{TIME_COLUMNS, TimeColumn};
pub use derived::{
    AddressDatabase, DERIVATIONS, Derivation, OwnTables, PLACE_COLUMNS, PlaceColumn, Routes,
    SOURCE, TEMPLATE,
};
pub use detect::{Detection, Nearest, Stop, detect, evidence, fits, nearest, stop};
pub use extractor::Extractor;
pub use field_list::FieldList;
pub use pattern::group_names;
pub use records::{RecordRule, Records};
pub use requested::Role;
pub use scratch::Scratch;
pub use source_columns::{SourceColumn, line_columns, mostly_have, source_columns};
pub use stamp::{SourceTime, TimeOptions, Timeframe};
pub use synonyms::nearest_column;
pub use w3c::Header;

/// How a line is taken apart.
#[derive(Debug, Clone, Default)]
pub enum Split {
    /// Not at all: the whole line is the value, and there are no columns.
    #[default]
    Whole,
    /// Into fields; the listed ones, joined by one blank, are the value unless columns are named.
    Fields {
        /// The fields that are joined to the value.
        list: FieldList,
        /// The bytes between fields.
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
    pub formats: &'static [&'static crate::format::Format],
    /// What separates the fields of csv, unless it is a comma or the source says it.
    pub delimiter: Option<u8>,
    /// The columns counted, as a tuple if there are several; empty for the splitter's own value.
    pub by: Vec<String>,
    /// What is replaced in each column of the value before it is counted: patterns, and texts in which
    /// `$1` and `${name}` stand for their groups.
    pub replace: Vec<(String, String)>,
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
    /// What compared columns are compared as, whatever the lines say.
    pub compare_as: Vec<(String, Role)>,
    /// Only lines whose columns meet all of these count.
    pub conditions: Vec<Condition>,
    /// The condition of which a line that meets it is a hit.
    pub ratio: Option<Condition>,
    /// The column whose different texts are counted for each value; a line may lack it.
    pub distinct: Option<String>,
    /// The column whose texts are counted with each value.
    pub across: Option<String>,
    /// The columns in which selected events are contrasted with all events; a line may lack them.
    pub contrasted: Vec<String>,
    /// The value whose events are selected; its text replaces other spellings of it. `None` selects the
    /// hits.
    pub subject: Option<Subject>,
    /// What the user gives to make columns with.
    pub tables: OwnTables,
    /// How many lines with the largest numbers are kept; 0 for none.
    pub top_lines: usize,
    /// Whether and how the time of a line is read.
    pub time: Option<TimeOptions>,
}
