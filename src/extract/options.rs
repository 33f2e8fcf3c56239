//! The options of the extraction, as plain data: how lines are taken apart, which columns count, how times are
//! read.

use super::derived::OwnTables;
use super::field_list::{Delimiter, FieldList};
use crate::condition::{Condition, Subject};
use crate::event::ComparedKind;
use crate::format::Format;
use crate::time::{Bucketer, Limit, UserFormat, Zone};

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

/// Which preset takes lines apart.
#[derive(Debug, Clone, Copy)]
pub enum PresetChoice {
    /// This preset; the format of lines wrapped in its lines is detected.
    Named(&'static Format),
    /// The first preset, and the second for the lines wrapped in its lines.
    Wrapped(&'static Format, &'static Format),
    /// The preset that the first lines of a source fit.
    Auto,
}

/// What to extract.
#[derive(Debug, Clone, Default)]
pub struct ExtractOptions {
    /// How a line is taken apart.
    pub split: Split,
    /// The user's own formats, which detection tries before the built-in ones.
    pub(crate) formats: &'static [&'static Format],
    /// What separates the fields of csv, unless it is a comma or the source says it.
    pub(crate) delimiter: Option<u8>,
    /// The columns counted, as a tuple if there are several; empty for the splitter's own value.
    pub by: Vec<String>,
    /// What is replaced in each column of the value before it is counted: patterns, and texts in which
    /// `$1` and `${name}` stand for their groups.
    pub(crate) replace: Vec<(String, String)>,
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
    pub(crate) compare: Vec<String>,
    /// What compared columns are compared as, whatever the lines say.
    pub(crate) compare_as: Vec<(String, ComparedKind)>,
    /// Only lines whose columns meet all of these count.
    pub conditions: Vec<Condition>,
    /// The condition of which a line that meets it is a hit.
    pub(crate) ratio: Option<Condition>,
    /// The column whose different texts are counted for each value; a line may lack it.
    pub(crate) distinct: Option<String>,
    /// The column whose texts are counted with each value.
    pub(crate) across: Option<String>,
    /// The columns in which selected events are contrasted with all events; a line may lack them.
    pub(crate) contrasted: Vec<String>,
    /// The value whose events are selected; its text replaces other spellings of it. `None` selects the
    /// hits.
    pub(crate) subject: Option<Subject>,
    /// What the user gives to make columns with.
    pub(crate) tables: OwnTables,
    /// How many lines with the largest numbers are kept; 0 for none.
    pub(crate) top_lines: usize,
    /// Whether and how the time of a line is read.
    pub time: Option<TimeOptions>,
}

impl ExtractOptions {
    /// Takes lines apart by `format`, with no other option.
    pub(crate) fn by_format(format: &'static Format) -> Self {
        Self { split: Split::Preset(PresetChoice::Named(format)), ..Self::default() }
    }

    /// The format that takes lines apart, if it is known by name.
    pub(crate) fn named_format(&self) -> Option<&'static Format> {
        match self.split {
            Split::Preset(PresetChoice::Named(format)) => Some(format),
            _ => None,
        }
    }
}

/// How times are read.
#[derive(Debug, Clone)]
pub struct TimeOptions {
    /// The zone of stamps without a zone.
    pub zone: Zone,
    /// The buckets, in the zone in which times are printed.
    pub buckets: Bucketer,
    /// The columns that hold the stamp, or a date and a time of day; if there are none, the format says
    /// which.
    pub columns: Vec<String>,
    /// The format that the user gives; if absent, it is detected.
    pub format: Option<UserFormat>,
    /// The year of stamps without a year; if absent, it comes from the date of the source.
    pub year: Option<i32>,
    /// Earlier lines do not count.
    pub start: Option<Limit>,
    /// Lines at this time or later do not count.
    pub end: Option<Limit>,
    /// `start` and `end` as they were typed, with their flags, `-e/--end: 14:02`, for notes.
    pub typed: [String; 2],
    /// Whether a line without a time is left out even where no column is made of the time.
    pub is_required: bool,
}

impl TimeOptions {
    /// Times in any format, in the column that the format of the lines says; stamps without a zone
    /// are in the zone of `buckets`.
    pub fn new(buckets: Bucketer) -> Self {
        Self {
            zone: buckets.zone().clone(),
            buckets,
            columns: Vec::new(),
            format: None,
            year: None,
            start: None,
            end: None,
            typed: Default::default(),
            is_required: false,
        }
    }
}
