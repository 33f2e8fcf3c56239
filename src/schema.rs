//! The schema of a run: the names of its columns, their unit, and the wording of rejections. The
//! extractor makes it; reports and saved states need it and do without the extractor.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::tally::Rejection;

/// Names and units of what a run counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Schema {
    /// The columns asked for; [`Rejection::NoColumn`] holds an index into this list.
    pub(crate) columns: Vec<String>,
    /// The columns counted together as a tuple; empty when one column is counted.
    pub(crate) tuple: Vec<String>,
    /// The columns of `--compare`, in the order they were named.
    pub(crate) compared: Vec<String>,
    /// The column whose number is the weight of a line; `None` when every line counts once.
    pub(crate) weight: Option<String>,
    /// The unit of measured numbers that carry none themselves, if the format defines one.
    pub(crate) unit: Option<String>,
    /// By index of a column that the format does not define: a hint at the columns it does define.
    pub(crate) hints: BTreeMap<usize, String>,
}

impl Schema {
    /// Whether lines count as often as their weight column says.
    pub(crate) fn is_weighted(&self) -> bool {
        self.weight.is_some()
    }

    /// Whether both name the columns alike, so that counts of both can be merged. Units and hints may
    /// differ: another version of the program may know other columns of a format.
    pub(crate) fn names_equal(&self, other: &Self) -> bool {
        let names = |schema: &Self| {
            let Self { columns, tuple, compared, weight, .. } = schema.clone();
            (columns, tuple, compared, weight)
        };
        names(self) == names(other)
    }

    /// The wording of a rejection, as `unmatched.reason` prints it.
    pub(crate) fn reason(&self, rejection: Rejection) -> String {
        let name = |column: usize| self.columns.get(column).map_or("", String::as_str);
        match rejection {
            Rejection::Filtered => "filtered".to_owned(),
            Rejection::NoMatch => "no match".to_owned(),
            Rejection::FieldCount { found, expected } => {
                format!("{found} fields, the header has {expected}")
            }
            Rejection::NoColumn(column) => format!("no column {}", name(column)),
            Rejection::BadWeight => {
                let weight = self.weight.as_deref().unwrap_or_default();
                format!("column {weight} is no whole number below 2^64")
            }
            Rejection::NotANumber => "not a number".to_owned(),
            Rejection::NoTime => "no time found".to_owned(),
            Rejection::BadTime => "the column time is no time that can be read".to_owned(),
            Rejection::OtherOrder => {
                "day and month are in another order than was assumed".to_owned()
            }
            Rejection::OutOfRange => "out of range".to_owned(),
            Rejection::Header => "header".to_owned(),
            Rejection::Continued => "continued".to_owned(),
        }
    }
}
