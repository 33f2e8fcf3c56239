//! What a plan is compiled for.

use super::super::derived::OwnTables;
use super::super::options::ExtractOptions;
use super::PlanTime;
use crate::format::Format;

/// The columns that a plan is compiled for.
#[derive(Debug, Clone, Copy)]
pub(in crate::extract) struct Asked<'a> {
    /// The columns of `-k`; empty for the format's own value.
    pub(in crate::extract) by: &'a [String],
    /// The columns that are asked for beside the value.
    pub(in crate::extract) others: &'a [String],
    /// Whether times are read.
    pub(in crate::extract) times: bool,
    /// The columns that the user says are the time.
    pub(in crate::extract) time: Option<PlanTime>,
    /// Whether the value itself is a number.
    pub(in crate::extract) numeric: bool,
    /// What separates the fields of csv, if the user says it.
    pub(in crate::extract) delimiter: Option<u8>,
    /// What the user gives to make columns with.
    pub(in crate::extract) tables: &'a OwnTables,
    /// The user's own formats.
    pub(in crate::extract) own: &'static [&'static Format],
}

impl<'a> Asked<'a> {
    /// These columns and nothing else.
    pub(in crate::extract) fn columns(names: &'a [String], options: &'a ExtractOptions) -> Self {
        let (own, tables, delimiter) = (options.formats, &options.tables, options.delimiter);
        let (others, times, time, numeric) = (&[][..], false, None, false);
        Self { by: names, others, times, time, numeric, delimiter, tables, own }
    }
}
