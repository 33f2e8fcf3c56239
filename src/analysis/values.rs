//! The section `values`: one row a value, in the order and with the outliers asked for.

use std::borrow::Cow;
use std::rc::Rc;

use super::context::SectionContext;
use super::judged_values::JudgedValues;
use crate::event::tuple_columns;
use crate::report::{Body, Cell, Note, Rows, Table};

pub(super) fn build<'a>(context: &SectionContext<'a>, _: &mut Vec<Note>) -> Option<Body<'a>> {
    let values = context.values()?;
    let own = values.columns.iter().map(|column| Cow::Borrowed(column.name()));
    let tuple = values.tuple.iter().map(|name| Cow::Borrowed(name.as_str()));
    let columns = own.chain(tuple).collect();
    let left_out = values.left_out();
    Some(Body::Table(Table { columns, left_out, rows: Box::new(ValueRows(values)) }))
}

/// The rows, made when they are printed.
struct ValueRows<'a>(Rc<JudgedValues<'a>>);

impl Rows for ValueRows<'_> {
    fn len(&self) -> usize {
        self.0.shown().len()
    }

    fn fill<'s>(&'s self, index: usize, row: &mut Vec<Cell<'s>>) {
        let values = &self.0;
        let Some(record) = values.shown().get(index) else { return };
        let (value, _) = values.totals.counts.get(*record);
        let facts = values.facts(*record);
        row.push(Cell::Text(Cow::Borrowed(values.text(value))));
        let columns = values.columns.iter().skip(1);
        row.extend(columns.map(|column| column.get(&facts).cell(&values.zone)));
        if !values.tuple.is_empty() {
            let columns = tuple_columns(value, values.tuple.len());
            row.extend(columns.map(|column| Cell::Text(Cow::Borrowed(column))));
        }
    }

    fn sparkline(&self, index: usize, parts: usize) -> Option<Vec<u64>> {
        let facts = self.0.facts(*self.0.shown().get(index)?);
        facts.rates.filter(|rates| rates.table.knows_values()).map(|rates| rates.sparkline(parts))
    }
}
