//! The fields of a row of `values`: the value, its columns, and the columns counted together.

use std::borrow::Cow;

use super::value_columns::{ReportColumn, ValueFacts};
use crate::event::{tuple_columns, tuple_text};
use crate::report::Cell;
use crate::time::Zone;

#[derive(Debug, Clone, Copy)]
pub(super) enum RowField<'a> {
    Value,
    Column(ReportColumn<'a>),
    /// A column counted together with others, by its position among them, and its name.
    Counted(usize, &'a str),
}

impl<'a> RowField<'a> {
    /// All fields of a row, in the order they are printed.
    pub(super) fn all(columns: &[ReportColumn<'a>], tuple: &'a [String]) -> Vec<Self> {
        let columns = columns.iter().map(|column| match column.name() {
            "value" => Self::Value,
            _ => Self::Column(*column),
        });
        let counted = tuple.iter().enumerate();
        columns.chain(counted.map(|(index, name)| Self::Counted(index, name))).collect()
    }

    /// The field called `name`: one of `fields`, or the only column of `by`, which the value is.
    pub(super) fn named(fields: &[Self], by: &'a [String], name: &str) -> Option<Self> {
        let only = || match by {
            [only] if only == name => Some(Self::Counted(0, only)),
            _ => None,
        };
        fields.iter().copied().find(|field| field.name() == name).or_else(only)
    }

    pub(super) fn name(&self) -> &'a str {
        match self {
            Self::Value => "value",
            Self::Column(column) => column.name(),
            Self::Counted(_, name) => name,
        }
    }

    /// The cell in the row of `value`, of which `facts` are known; `counted` columns were counted
    /// together, and times are shown in `zone`.
    pub(super) fn cell<'v>(
        &self,
        value: &'v [u8],
        counted: usize,
        facts: &ValueFacts<'_>,
        zone: &Zone,
    ) -> Cell<'v> {
        match self {
            Self::Value => Cell::Text(Cow::Borrowed(tuple_text(value, counted.max(1)))),
            Self::Column(column) => column.get(facts).cell(zone),
            Self::Counted(index, _) => {
                let column = tuple_columns(value, counted.max(1)).nth(*index);
                column.map_or(Cell::Missing, |column| Cell::Text(Cow::Borrowed(column)))
            }
        }
    }
}
