//! The sections that show how columns go together: `columns`, `correlations`, `contingency`,
//! `association`.
//!
//! The values report one text and one number, as `-k` and `-m` would. The values have room for
//! one measure only, so where there are more pairs of a text and a number, `columns` goes on with
//! each number by each text: the row `bytes where status=200` has the figures that the column
//! `bytes` would have under `-w status=200`.

use std::borrow::Cow;

use super::comparison;
use super::context::{Built, SectionContext};
use crate::aggregate::{Compared, Group, MAX_PAIRS, Percentile};
use crate::report::{Cell, Rows, Table};

/// Figures of a number besides its count, what is missing, and the percentiles.
const FIGURES: usize = 4;
/// The percentiles of a column if none are asked for.
const USUAL: [Percentile; 2] = [Percentile::P50, Percentile::P99];

pub(super) fn columns<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let (compared, names) = compared(context)?;
    note(context, compared, names);
    let asked = context.options.numbers.iter().flat_map(|numbers| &numbers.asked);
    let asked: Vec<Percentile> = asked.map(|asked| asked.percentile).collect();
    let percentiles = if asked.is_empty() { USUAL.to_vec() } else { asked };
    Some(Built::Table(column_table(compared, names, &percentiles)))
}

pub(super) fn correlations<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let (compared, names) = compared(context)?;
    (compared.numbers().len() > 1).then(|| Built::Table(correlated(compared, names)))
}

pub(super) fn contingency<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let (compared, _) = compared(context)?;
    compared.tables().next().map(|_| Built::Rows(pairs(compared)))
}

pub(super) fn association<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let (compared, names) = compared(context)?;
    compared.tables().next().map(|_| Built::Rows(associated(compared, names)))
}

/// The compared columns and their names.
fn compared<'a>(context: &SectionContext<'a>) -> Option<(&'a Compared, &'a [String])> {
    let compared = context.outcome.totals.compared.as_ref()?;
    Some((compared, &context.outcome.schema.compared))
}

fn name(names: &[String], place: usize) -> Cell<'_> {
    names.get(place).map_or(Cell::Missing, |name| Cell::text(name.as_str()))
}

fn column_table<'a>(
    compared: &Compared,
    names: &'a [String],
    percentiles: &[Percentile],
) -> Table<'a> {
    let mut rows: Vec<(usize, Vec<Cell<'a>>)> = Vec::new();
    for (place, column) in compared.numbers().iter().zip(compared.comparison.columns()) {
        let numbers = &column.distribution;
        let cells = numbers.cells();
        let figures = [numbers.mean(), numbers.stdev(), numbers.minimum(), numbers.maximum()];
        let asked = percentiles.iter().map(|percentile| cells.percentile(*percentile));
        let mut row =
            vec![name(names, *place), Cell::Count(numbers.count()), Cell::Count(column.missing)];
        row.extend(figures.into_iter().chain(asked).map(Cell::number));
        rows.push((*place, row));
    }
    for (place, count) in compared.texts() {
        // A state that was tampered with may have counted more than there were.
        let missing = Cell::Count(compared.lines().saturating_sub(count));
        let mut row = vec![name(names, place), Cell::Count(count), missing];
        row.extend(std::iter::repeat_n(Cell::Missing, FIGURES + percentiles.len()));
        rows.push((place, row));
    }
    rows.sort_by_key(|(place, _)| *place);
    let titles = ["column", "count", "missing", "mean", "stdev", "minimum", "maximum"];
    let mut columns: Vec<Cow<'_, str>> = titles.map(Cow::Borrowed).to_vec();
    columns.extend(percentiles.iter().map(|percentile| Cow::Owned(percentile.to_string())));
    let rows = rows.into_iter().map(|(_, row)| row);
    let rows: Vec<Vec<Cell<'a>>> = rows.chain(grouped(compared, names, percentiles)).collect();
    Table { columns, rows: Box::new(rows) }
}

/// A row for each number by each text of another column: the texts of most lines first, then by the
/// columns in the order they were named, then by bytes.
fn grouped<'a>(
    compared: &Compared,
    names: &[String],
    percentiles: &[Percentile],
) -> impl Iterator<Item = Vec<Cell<'a>>> {
    let name = |place: usize| names.get(place).map_or("", String::as_str);
    let mut groups: Vec<(usize, usize, &[u8], &Group)> = Vec::new();
    for (text_column, number_column, by_text) in compared.groups() {
        groups.extend(by_text.map(|(text, group)| (text_column, number_column, text, group)));
    }
    groups.sort_by(|a, b| {
        let order = |group: &(usize, usize, &[u8], &Group)| (group.0, group.1);
        let (lines, texts) = (b.3.lines.cmp(&a.3.lines), a.2.cmp(b.2));
        // The numbers of one text stand together.
        lines.then(a.0.cmp(&b.0)).then(texts).then(order(a).cmp(&order(b)))
    });
    let row = |(text_column, number_column, text, group): (usize, usize, &[u8], &Group)| {
        let label = format!("{} where {}=", name(number_column), name(text_column));
        let numbers = &group.measure;
        let cells = numbers.cells();
        let figures = [numbers.mean(), group.stdev(), numbers.minimum(), numbers.maximum()];
        let asked = percentiles.iter().map(|percentile| cells.percentile(*percentile));
        let missing = group.lines.saturating_sub(numbers.count());
        let mut row = vec![Cell::Text([label.as_bytes(), text].concat().into())];
        row.extend([Cell::Count(numbers.count()), Cell::Count(missing)]);
        row.extend(figures.into_iter().chain(asked).map(Cell::number));
        row
    };
    groups.into_iter().map(row).collect::<Vec<_>>().into_iter()
}

/// The rows of `correlations`, and the points where there is one pair.
struct Correlated<'a> {
    rows: Vec<Vec<Cell<'a>>>,
    compared: &'a Compared,
}

impl Rows for Correlated<'_> {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn fill<'s>(&'s self, index: usize, row: &mut Vec<Cell<'s>>) {
        self.rows.fill(index, row);
    }

    fn points(&self) -> Vec<(f64, f64)> {
        if self.rows.len() != 1 {
            return Vec::new();
        }
        let pairs = self.compared.comparison.pairs().flat_map(|(_, _, sums)| sums.joint.pairs());
        pairs.map(|(x, y, _)| (x, y)).collect()
    }
}

fn correlated<'a>(compared: &'a Compared, names: &'a [String]) -> Table<'a> {
    let place = |index: usize| compared.numbers().get(index).copied().unwrap_or(usize::MAX);
    let rows = comparison::correlations(&compared.comparison).into_iter().map(|pair| {
        let figures = [pair.pearson, pair.spearman, pair.slope, pair.intercept];
        let mut row = vec![name(names, place(pair.x)), name(names, place(pair.y))];
        row.push(Cell::Count(pair.count));
        row.extend(figures.map(Cell::number));
        row
    });
    let columns = ["x", "y", "count", "pearson", "spearman", "slope", "intercept"];
    let rows = Correlated { rows: rows.collect(), compared };
    let columns = columns.iter().map(|name| (*name).into()).collect();
    Table { columns, rows: Box::new(rows) }
}

fn pairs(compared: &Compared) -> Vec<Vec<Cell<'_>>> {
    let mut rows = Vec::new();
    for (_, _, together) in compared.tables() {
        let cells = comparison::contingency(together).into_iter();
        rows.extend(cells.map(|(x, y, count)| {
            vec![Cell::Text(x.into()), Cell::Text(y.into()), Cell::Count(count)]
        }));
    }
    rows
}

fn associated<'a>(compared: &Compared, names: &'a [String]) -> Vec<Vec<Cell<'a>>> {
    let rows = compared.tables().map(|(x, y, together)| {
        let found = comparison::association(together);
        let row = vec![name(names, x), name(names, y)];
        let figures = [
            Cell::number(found.map(|found| found.chi_square)),
            found.map_or(Cell::Missing, |found| Cell::Count(found.df)),
            Cell::number(found.and_then(|found| found.cramers_v)),
        ];
        row.into_iter().chain(figures).collect()
    });
    rows.collect()
}

/// Takes the notes beside the figures.
fn note(context: &SectionContext<'_>, compared: &Compared, names: &[String]) {
    let is_coarse = compared.comparison.pairs().any(|(_, _, sums)| sums.joint.is_coarse());
    if is_coarse {
        context.note(format!(
        "spearman is of rounded numbers, since there are more than {MAX_PAIRS} different pairs; the \
         other figures are exact"
    ));
    }
    let name = |place: usize| names.get(place).map_or("", String::as_str);
    for (place, column) in compared.numbers().iter().zip(compared.comparison.columns()) {
        if column.missing > column.distribution.count() {
            context.note(format!(
                "{} is compared as a number, and most lines have none; --as text:{0} compares it as text",
                name(*place)
            ));
        }
    }
    for place in compared.dropped_texts() {
        context.note(format!(
            "{} holds more texts than numbers, but its texts were not kept: it has too many different \
             numbers, or its texts took too much (--max-memory); --as text:{0} compares it as text",
            name(place)
        ));
    }
    let (number, text) = (compared.numbers().first(), compared.texts().next());
    if let (Some(_), Some(number), Some((text, _))) = (compared.groups().next(), number, text) {
        context.note(format!(
            "values are of {}, measured by {}; columns tells every number by every text",
            name(text),
            name(*number)
        ));
    }
    if compared.tables().nth(1).is_some() {
        let pairs = compared.tables().map(|(x, y, together)| {
            let rows = together.cells().count();
            format!("{} and {} ({rows} rows)", name(x), name(y))
        });
        let pairs: Vec<String> = pairs.collect();
        context.note(format!(
            "contingency has one pair of columns after the other: {}",
            pairs.join(", ")
        ));
    }
}
