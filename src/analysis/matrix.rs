//! The section `matrix`: how often the texts of a column come with each value, a row a value.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use super::context::{Built, SectionContext};
use super::judged_values::JudgedValues;
use super::row_fields::RowField;
use crate::report::{Cell, LeftOut, Rows, Table};

/// Items with a field of their own.
const MAX_ITEMS: usize = 20;
/// The field of all other items.
const OTHER: &str = "other";

/// The section `matrix`; `None` with a note where its counts took too much memory.
pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let matrix = context.outcome.totals.matrix.as_ref()?;
    let Some(mut items) = matrix.items() else {
        let text = "--across: there were too many pairs to keep (--max-memory, --max-values), and \
                    the section matrix is missing";
        context.note(text);
        return None;
    };
    let values = context.values()?;
    items.sort_by_key(|(item, total)| (Reverse(*total), *item));
    let has_others = items.len() > MAX_ITEMS;
    items.truncate(MAX_ITEMS);
    let items: Vec<&[u8]> = items.into_iter().map(|(item, _)| item).collect();
    let counted = values.tuple.iter().enumerate();
    let counted: Vec<RowField<'a>> =
        counted.map(|(place, name)| RowField::Counted(place, name)).collect();
    let mut columns = vec![Cow::Borrowed("value"), Cow::Borrowed("total")];
    let mut taken = HashSet::new();
    let names = items.iter().map(|item| free_name(item_name(item, values.tuple), &mut taken));
    columns.extend(names);
    columns.extend(has_others.then_some(Cow::Borrowed(OTHER)));
    columns.extend(counted.iter().map(|field| Cow::Borrowed(field.name())));
    let rows = MatrixRows { values, items, has_others, counted };
    Some(Built::Table(Table { columns, rows: Box::new(rows) }))
}

/// The name of an item's field: its text, with `=` in front where that is the name of another field.
fn item_name<'a>(item: &'a [u8], tuple: &[String]) -> Cow<'a, str> {
    let name = String::from_utf8_lossy(item);
    let bare = name.trim_start_matches('=');
    let is_taken =
        matches!(bare, "value" | "total" | OTHER) || tuple.iter().any(|column| column == bare);
    if is_taken { Cow::Owned(format!("={name}")) } else { name }
}

/// `name`, numbered where another field has it: texts that are no UTF-8 can have one name.
fn free_name<'a>(name: Cow<'a, str>, taken: &mut HashSet<String>) -> Cow<'a, str> {
    if taken.insert(name.to_string()) {
        return name;
    }
    let free = (2..).map(|copy| format!("{name}_{copy}")).find(|copy| taken.insert(copy.clone()));
    free.map_or(name, Cow::Owned)
}

/// The rows, made when they are printed.
struct MatrixRows<'a> {
    values: Arc<JudgedValues<'a>>,
    items: Vec<&'a [u8]>,
    has_others: bool,
    counted: Vec<RowField<'a>>,
}

impl Rows for MatrixRows<'_> {
    fn len(&self) -> usize {
        self.values.shown_count()
    }

    fn left_out(&self) -> Option<LeftOut> {
        self.values.left_out()
    }

    fn counted_columns(&self) -> &[String] {
        self.values.counted_columns()
    }

    fn fill<'s>(&'s self, index: usize, row: &mut Vec<Cell<'s>>) {
        let Some(entry) = self.values.shown().get(index).copied() else { return };
        let facts = self.values.facts(entry);
        let totals = self.values.all.totals;
        let (_, total) = totals.counts.get(entry);
        row.push(self.values.cell(RowField::Value, entry, &facts));
        row.push(Cell::Count(total));
        let mut rest = total;
        for item in &self.items {
            let count = totals.count_across(entry, item);
            rest = rest.saturating_sub(count);
            row.push(Cell::Count(count));
        }
        row.extend(self.has_others.then_some(Cell::Count(rest)));
        row.extend(self.counted.iter().map(|field| self.values.cell(*field, entry, &facts)));
    }
}
