//! What a plan is compiled for.

use super::super::ExtractOptions;
use super::time::PlanTime;
use crate::format::Format;

/// The columns that a plan is compiled for.
#[derive(Debug, Clone, Copy)]
pub(in crate::extract) struct Asked<'a> {
    pub(in crate::extract) by: &'a [String],
    pub(in crate::extract) others: &'a [String],
    pub(in crate::extract) times: bool,
    /// The columns that the user says are the time.
    pub(in crate::extract) time: Option<PlanTime>,
    /// Whether the value itself is a number.
    pub(in crate::extract) numeric: bool,
    /// What separates the fields of csv, if the user says it.
    pub(in crate::extract) delimiter: Option<u8>,
    /// The user's own formats.
    pub(in crate::extract) own: &'static [&'static Format],
}

impl<'a> Asked<'a> {
    /// These columns and nothing else.
    pub(in crate::extract) fn columns(names: &'a [String], options: &ExtractOptions) -> Self {
        let (own, delimiter) = (options.formats, options.delimiter);
        Self { by: names, others: &[], times: false, time: None, numeric: false, delimiter, own }
    }
}
