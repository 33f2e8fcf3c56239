//! The section `siblings`: the other addresses of the subject's network.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::Dossier;
use crate::aggregate::CountEntry;
use crate::analysis::context::{Built, SectionContext};
use crate::condition::address;
use crate::report::{Cell, LeftOut, Rows, Table};

impl Dossier<'_> {
    /// The other values in the subject's /24 or /64, the most frequent first; `None` where the subject is in
    /// no network of that size.
    pub(super) fn siblings(&self) -> Option<Vec<CountEntry>> {
        let network = self.subject.network()?;
        let counts = &self.values.all.totals.counts;
        let mut siblings: Vec<CountEntry> = counts.entries().collect();
        let is_sibling = |entry: &CountEntry| {
            let value = counts.get(*entry).0;
            *entry != self.entry && address(value).is_some_and(|address| network.contains(address))
        };
        siblings = siblings.into_par_iter().filter(is_sibling).collect();
        siblings.sort_by(|one, other| {
            let ((first, one), (second, other)) = (counts.get(*one), counts.get(*other));
            other.cmp(&one).then_with(|| first.cmp(second))
        });
        Some(siblings)
    }
}

struct SiblingRows<'a> {
    rows: Vec<Vec<Cell<'a>>>,
    /// Siblings that `--top` left out.
    left_out: Option<LeftOut>,
}

impl Rows for SiblingRows<'_> {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn fill<'s>(&'s self, index: usize, row: &mut Vec<Cell<'s>>) {
        self.rows.fill(index, row);
    }

    fn left_out(&self) -> Option<LeftOut> {
        self.left_out
    }
}

pub(in crate::analysis) fn siblings<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let dossier = context.dossier()?;
    let mut siblings = dossier.siblings()?;
    let counts = &context.outcome.totals.counts;
    let most = context.options.top.unwrap_or(usize::MAX);
    let cut = siblings.get(most..).unwrap_or_default();
    let left_out = (!cut.is_empty()).then(|| LeftOut {
        rows: cut.len() as u64,
        total: cut.iter().map(|entry| u128::from(counts.get(*entry).1)).sum(),
        weighted: context.outcome.schema.is_weighted(),
    });
    siblings.truncate(most);
    let names = ["value", "count", "share", "first", "last"];
    let has_times = context.rates().is_some();
    let names = names.into_iter().take(if has_times { 5 } else { 3 });
    let names: Vec<&'static str> = names.collect();
    let row = |entry: CountEntry| {
        let facts = dossier.values.facts(entry);
        let cell = |name: &&'static str| {
            let column = dossier.values.columns.iter().find(|column| column.name() == *name);
            match column {
                Some(_) if *name == "value" => Cell::Text(counts.get(entry).0.into()),
                Some(column) => column.get(&facts).cell(&dossier.values.zone),
                None => Cell::Missing,
            }
        };
        names.iter().map(cell).collect()
    };
    let rows: Vec<Vec<Cell<'a>>> = siblings.into_iter().map(row).collect();
    let columns = names.iter().map(|name| (*name).into()).collect();
    Some(Built::Table(Table { columns, rows: Box::new(SiblingRows { rows, left_out }) }))
}
