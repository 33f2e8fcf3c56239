//! The section `subject_lines`: the first lines of the subject, the last, and the rarest.

use std::collections::BTreeMap;

use crate::aggregate::ContrastedColumn;
use crate::analysis::context::{Built, SectionContext};
use crate::analysis::options::ContrastUse;
use crate::report::{Cell, Moment};
use crate::tally::{KeptLine, SubjectLines};
use crate::time::Timestamp;

/// How many of the rarest lines are shown.
const RAREST: usize = 3;

pub(in crate::analysis) fn subject_lines<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let value = context.options.subject.as_ref()?.text();
    let lines = &context.outcome.tally.total().subject_lines;
    if lines.events() == 0 {
        return None;
    }
    let first = lines.first();
    // With few events the last lines are the first.
    let last: Vec<&KeptLine> =
        lines.last().iter().rev().filter(|line| !first.contains(line)).collect();
    let is_shown = |line: &KeptLine| first.contains(line) || last.contains(&line);
    let rarest = rarest(context, lines).into_iter().filter(|line| !is_shown(line)).take(RAREST);
    let options = context.options;
    let zone = options.time.as_ref().map(|_| &options.zone);
    let row = |which: &'static str, line: &'a KeptLine| {
        let time = line.at.zip(zone).map(|(at, zone)| Cell::Time(Moment::new(Timestamp(at), zone)));
        vec![
            Cell::Missing,
            Cell::Text(value.into()),
            time.unwrap_or(Cell::Missing),
            Cell::text(line.source.as_str()),
            line.line.map_or(Cell::Missing, Cell::Count),
            Cell::Text(line.text.as_slice().into()),
            Cell::text(which),
        ]
    };
    let mut rows: Vec<Vec<Cell<'a>>> = first.iter().map(|line| row("first", line)).collect();
    rows.extend(rarest.map(|line| row("rare", line)));
    rows.extend(last.iter().map(|line| row("last", line)));
    Some(Built::Rows(rows))
}

/// The kept line of each text of the column of `--distinct`; texts that few other events have come first.
fn rarest<'a>(context: &SectionContext<'a>, lines: &'a SubjectLines) -> Vec<&'a KeptLine> {
    let contrast = context.outcome.totals.contrast.as_ref();
    let columns = context.options.contrast.as_ref().map(|options| &options.columns);
    let place =
        columns.and_then(|all| all.iter().position(|column| column.used == ContrastUse::Exclusive));
    let counted = contrast.zip(place).and_then(|(contrast, place)| contrast.column(place));
    let Some(ContrastedColumn::Texts(items)) = counted else { return Vec::new() };
    let others: BTreeMap<&[u8], (u64, u64)> = items
        .iter()
        .filter(|item| item.selected > 0)
        .map(|item| (item.text, (item.all.saturating_sub(item.selected), item.selected)))
        .collect();
    let mut found: Vec<_> =
        lines.by_item().map(|(item, line)| (others.get(item), item, line)).collect();
    found.sort_by_key(|(others, item, _)| (*others, *item));
    found.into_iter().map(|(_, _, line)| line).collect()
}
