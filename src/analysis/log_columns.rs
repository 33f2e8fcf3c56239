//! The sections `log` and `log_columns`: what is in a log, a row a column.

use super::context::{Built, SectionContext};
use super::makeup::share;
use super::options::{ContrastColumn, ContrastOptions, ContrastSection};
use crate::aggregate::{Contrast, ContrastItem, ContrastedColumn};
use crate::number::Number;
use crate::report::{Cell, Field, Moment};

/// The section `log`: the format and the range of the log.
pub(super) fn log<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let _ = described(context)?;
    let tally = &context.outcome.tally;
    let source = tally.sources().iter().find(|source| source.preset.is_some());
    let preset = source.and_then(|source| source.preset.as_deref());
    let format = tally.sources().iter().find_map(|source| source.time_format.as_deref());
    let text = |text: Option<&str>| text.map_or(Cell::Missing, |text| Cell::text(text.to_owned()));
    let (first, last) = match context.rates() {
        Some(table) => {
            let buckets = table.buckets();
            let time = |at| Cell::Time(Moment::new(at, &context.options.zone));
            (
                buckets.first().map_or(Cell::Missing, |bucket| time(bucket.first)),
                buckets.iter().map(|bucket| bucket.last).max().map_or(Cell::Missing, time),
            )
        }
        None => (Cell::Missing, Cell::Missing),
    };
    let fields = [
        ("preset", text(preset)),
        ("time_format", text(format)),
        ("first", first),
        ("last", last),
        ("lines", Cell::Count(tally.total().lines)),
    ];
    let fields = fields.map(|(name, cell)| Field { name: name.into(), cell, remark: None });
    Some(Built::Fields(Vec::from(fields).into()))
}

/// The section `log_columns`: kind, unit, how many lines have it, and its texts.
pub(super) fn log_columns<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let (options, contrast) = described(context)?;
    let mut rows = Vec::new();
    for (column, counted) in options.columns.iter().zip(contrast.columns()) {
        let ContrastedColumn::Texts(items) = counted else {
            let name = &column.name;
            context.note(format!("the column {name} has too many texts to be described"));
            continue;
        };
        rows.push(row(column, &items, contrast.all()));
    }
    Some(Built::Rows(rows))
}

fn described<'a>(context: &SectionContext<'a>) -> Option<(&'a ContrastOptions, &'a Contrast)> {
    let options = context.options.contrast.as_ref()?;
    let contrast = context.outcome.totals.contrast.as_ref()?;
    (options.section == ContrastSection::Columns).then_some((options, contrast))
}

fn row<'a>(column: &'a ContrastColumn, items: &[ContrastItem<'a>], lines: u64) -> Vec<Cell<'a>> {
    let is_empty = |item: &&ContrastItem<'_>| matches!(item.text, b"" | b"-");
    let filled = items.iter().filter(|item| !is_empty(item));
    let filled: Vec<ContrastItem<'a>> = filled.copied().collect();
    let total = filled.iter().fold(0_u64, |sum, item| sum.saturating_add(item.all));
    let numbers = numbers(&filled);
    let kind = match (column.kind.as_str(), &numbers) {
        ("text", Some(numbers)) if !numbers.is_empty() => "number",
        (kind, _) => kind,
    };
    let is_measured = !matches!(kind, "text" | "code" | "address" | "time");
    let numbers = numbers.filter(|_| is_measured).unwrap_or_default();
    let top = filled
        .iter()
        .max_by(|one, other| one.all.cmp(&other.all).then_with(|| other.text.cmp(one.text)));
    vec![
        Cell::text(column.name.as_str()),
        Cell::text(kind),
        column.unit.as_deref().map_or(Cell::Missing, Cell::text),
        Cell::Share(share(total, lines)),
        Cell::Count(filled.len() as u64),
        Cell::number(percentile(&numbers, 50)),
        Cell::number(percentile(&numbers, 99)),
        top.map_or(Cell::Missing, |item| Cell::Text(item.text.into())),
        top.map_or(Cell::Missing, |item| Cell::Share(share(item.all, total))),
    ]
}

/// The texts as ascending numbers and how often each occurs; `None` where one is no number.
fn numbers(items: &[ContrastItem<'_>]) -> Option<Vec<(f64, u64)>> {
    let number = |item: &ContrastItem<'_>| Some((Number::read(item.text)?.value(), item.all));
    let mut numbers = items.iter().map(number).collect::<Option<Vec<_>>>()?;
    numbers.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    Some(numbers)
}

/// The number at the nearest rank of a whole percentile; `None` without numbers.
fn percentile(numbers: &[(f64, u64)], percent: u64) -> Option<f64> {
    let total: u128 = numbers.iter().map(|(_, times)| u128::from(*times)).sum();
    let rank = (total * u128::from(percent)).div_ceil(100).max(1);
    let mut below = 0_u128;
    let mut ascending = numbers.iter();
    ascending
        .find(|(_, times)| {
            below += u128::from(*times);
            below >= rank
        })
        .map(|(number, _)| *number)
}
