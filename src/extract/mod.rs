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
//! let mut options = ExtractOptions::default();
//! options.split = Split::Fields { list, delimiter };
//! options.grep = vec!["GET".to_owned()];
//! assert!(options.by.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod batch;
mod block_times;
mod byte_search;
mod column_cache;
mod compiled;
mod context;
mod continued;
mod cut_stamp;
mod delimited;
mod derived;
pub(crate) mod detect;
mod encoding;
mod extractor;
mod field_list;
mod fields;
mod filter;
mod json;
mod line_number;
mod line_time;
mod logfmt;
mod ltsv;
mod made_columns;
mod only_column;
mod options;
mod pattern;
mod plan;
mod quoted;
mod records;
mod remembered_condition;
mod repeated;
mod replacement;
mod requested;
mod scanner;
mod scratch;
mod several;
mod source_columns;
mod splitter;
mod stamp;
mod survey;
mod synonyms;
mod texts;
mod unfinished_line;
mod unread;
mod w3c;

pub use crate::condition::Condition;

pub(crate) use batch::Batch;
pub(crate) use block_times::BlockTimes;
pub(crate) use context::{PlanCache, SourceContext};
pub(crate) use derived::clock::TIME_COLUMNS;
pub(crate) use derived::{
    ADDRESS, AddressDatabase, DERIVATIONS, OwnTables, PLACE_COLUMNS, Routes, SOURCE, TEMPLATE,
    block_lengths,
};
pub(crate) use detect::{Stop, detect, evidence, nearest, stop};
pub(crate) use extractor::Extractor;
pub use field_list::{Delimiter, FieldList};
pub use options::{ExtractOptions, PresetChoice, Split, TimeOptions};
pub(crate) use pattern::group_names;
pub(crate) use plan::commonest_key;
pub(crate) use records::{RecordRule, Records};
pub(crate) use scratch::Scratch;
pub(crate) use source_columns::{
    SourceColumn, line_columns, met_columns, mostly_have, some_have, source_columns,
};
pub(crate) use stamp::Timeframe;
pub(crate) use synonyms::nearest_column;
pub(crate) use w3c::Header;
