//! The section `values`: one row a value, in the order and with the outliers asked for.

use std::borrow::Cow;
use std::sync::Arc;

use super::context::{Built, SectionContext};
use super::judged_values::JudgedValues;
use super::row_fields::RowField;
use crate::report::{Cell, LeftOut, Rows, Table, Wish};

pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let values = context.values()?;
    let mut fields = RowField::all(&values.columns, values.tuple);
    let chosen = context.options.columns.as_ref();
    if let Some(names) = chosen {
        let by = &context.options.by;
        fields = names.iter().filter_map(|name| RowField::named(&fields, by, name)).collect();
    }
    let columns = fields.iter().map(|field| Cow::Borrowed(field.name())).collect();
    let rows = ValueRows { values, fields, has_chosen_columns: chosen.is_some() };
    Some(Built::Table(Table { columns, rows: Box::new(rows) }))
}

/// The memory of a row is prefetched this many rows before the row is made.
const AHEAD: usize = 8;

/// The rows, made when they are printed.
struct ValueRows<'a> {
    values: Arc<JudgedValues<'a>>,
    fields: Vec<RowField<'a>>,
    has_chosen_columns: bool,
}

impl Rows for ValueRows<'_> {
    fn len(&self) -> usize {
        self.values.shown_count()
    }

    fn fill<'s>(&'s self, index: usize, row: &mut Vec<Cell<'s>>) {
        let Some(entry) = self.values.shown().get(index).copied() else { return };
        if let Some(later) = self.values.shown().get(index + AHEAD) {
            self.values.all.totals.counts.read_entry_ahead(*later);
        }
        let facts = self.values.facts(entry);
        row.extend(self.fields.iter().map(|field| self.values.cell(*field, entry, &facts)));
    }

    fn left_out(&self) -> Option<LeftOut> {
        self.values.left_out()
    }

    fn wish(&self, name: &str) -> Wish {
        self.values.wish(name)
    }

    fn counted_columns(&self) -> &[String] {
        self.values.counted_columns()
    }

    fn has_chosen_columns(&self) -> bool {
        self.has_chosen_columns
    }

    fn cell(&self, index: usize, column: usize) -> Cell<'_> {
        let entry = self.values.shown().get(index).copied();
        let cell = |(entry, field): (_, &RowField<'_>)| {
            self.values.cell(*field, entry, &self.values.facts(entry))
        };
        entry.zip(self.fields.get(column)).map_or(Cell::Missing, cell)
    }

    fn sparkline(&self, index: usize, parts: usize) -> Option<Vec<u64>> {
        self.values.facts(*self.values.shown().get(index)?).sparkline(parts)
    }
}
