//! The sections `changes` and `change_values`.

use super::ChangeKind;
use super::dated::{DatedChange, RunChanges};
use crate::analysis::context::SectionContext;
use crate::event::tuple_text;
use crate::report::{Body, Cell, Moment, Note, Table};
use crate::time::{Timestamp, Zone};

/// Values listed for a step.
const MOST_VALUES: usize = 5;

/// The section `changes`: a row a change, in the order of time.
pub(in crate::analysis) fn changes<'a>(
    context: &SectionContext<'a>,
    notes: &mut Vec<Note>,
) -> Option<Body<'a>> {
    let (_, times) = context.rates()?;
    let found = context.changes()?;
    let run = match &*found {
        Ok(run) => run,
        Err(reason) => {
            notes.push(Note::new(reason.clone()));
            return None;
        }
    };
    let rows = run.all.iter().map(|change| row(change, &times.zone)).collect();
    let columns = [
        "at",
        "at_low",
        "at_high",
        "until",
        "series",
        "kind",
        "before",
        "after",
        "factor",
        "strength",
        "p50_before",
        "p50_after",
        "p99_before",
        "p99_after",
    ];
    Some(Body::Table(Table::new(columns, rows)))
}

fn row(dated: &DatedChange, zone: &Zone) -> Vec<Cell<'static>> {
    let time =
        |at: Option<Timestamp>| at.map_or(Cell::Missing, |at| Cell::Time(Moment::new(at, zone)));
    let (before, after) = dated.rates;
    let kind = match dated.change.kind {
        ChangeKind::Step => "step",
        ChangeKind::Drift => "drift",
        ChangeKind::Spike => "spike",
    };
    let [[p50_before, p99_before], [p50_after, p99_after]] = dated.measured;
    vec![
        time(Some(dated.at)),
        time(dated.between.map(|(low, _)| low)),
        time(dated.between.map(|(_, high)| high)),
        time(dated.until),
        Cell::text(dated.series),
        Cell::text(kind),
        Cell::Number(before),
        Cell::Number(after),
        Cell::number((before > 0.0).then(|| after / before)),
        Cell::Number(dated.change.strength),
        Cell::number(p50_before),
        Cell::number(p50_after),
        Cell::number(p99_before),
        Cell::number(p99_after),
    ]
}

/// The section `change_values`: which values moved at a step of the series `count`.
///
/// Absent where events by value and bucket are not all known.
pub(in crate::analysis) fn change_values<'a>(
    context: &SectionContext<'a>,
    _: &mut Vec<Note>,
) -> Option<Body<'a>> {
    let (table, times) = context.rates()?;
    let found = context.changes()?;
    let run = found.as_ref().as_ref().ok()?;
    if !table.knows_all_pairs() || !context.has_all_values() {
        return None;
    }
    let steps: Vec<&DatedChange> = run.all.iter().filter(|dated| is_step(dated)).collect();
    let mut moved: Vec<Vec<Moved<'a>>> = steps.iter().map(|_| Vec::new()).collect();
    let counts = &context.outcome.totals.counts;
    let columns = context.outcome.schema.tuple.len().max(1);
    for record in counts.records() {
        let (value, _) = counts.get(record);
        let Some(rates) = table.value(counts.state(record)) else { continue };
        let mut sums = vec![(0_u64, 0_u64); steps.len()];
        for pair in rates.pairs.iter() {
            let slot = usize::try_from(pair.bucket()).ok().and_then(|at| run.slots.slot_of.get(at));
            let Some(slot) = slot else { continue };
            for (step, (before, after)) in steps.iter().zip(&mut sums) {
                if step.change.before.contains(slot) {
                    *before = before.saturating_add(pair.count);
                } else if step.change.after.contains(slot) {
                    *after = after.saturating_add(pair.count);
                }
            }
        }
        for ((moved, step), sums) in moved.iter_mut().zip(&steps).zip(sums) {
            moved.push(Moved::new(tuple_text(value, columns), sums, step, run));
        }
    }
    let mut rows = Vec::new();
    for (step, mut moved) in steps.iter().zip(moved) {
        // Sums of doubles depend on their order, which is that of the values' bytes.
        moved.sort_unstable_by_key(|moved| moved.value);
        let whole: f64 = moved.iter().map(|value| value.difference()).sum();
        moved.sort_by(|one, other| {
            let by_size = other.difference().abs().total_cmp(&one.difference().abs());
            by_size.then_with(|| one.value.cmp(other.value))
        });
        moved.retain(|value| value.before.total_cmp(&value.after).is_ne());
        moved.truncate(MOST_VALUES);
        rows.extend(moved.into_iter().map(|value| {
            vec![
                Cell::Time(Moment::new(step.at, &times.zone)),
                Cell::text(step.series),
                Cell::Text(value.value.into()),
                Cell::Number(value.before),
                Cell::Number(value.after),
                Cell::Number(value.difference()),
                Cell::Share(value.difference() / whole),
            ]
        }));
    }
    let columns = ["at", "series", "value", "before", "after", "difference", "part"];
    Some(Body::Table(Table::new(columns, rows)))
}

fn is_step(dated: &DatedChange) -> bool {
    dated.series == "count" && dated.change.kind == ChangeKind::Step
}

/// A value's rate a second before and after a step.
#[derive(Debug)]
struct Moved<'a> {
    value: &'a [u8],
    before: f64,
    after: f64,
}

impl<'a> Moved<'a> {
    fn new(
        value: &'a [u8],
        (before, after): (u64, u64),
        step: &DatedChange,
        run: &RunChanges<'_>,
    ) -> Self {
        let seconds = |slots: &std::ops::Range<usize>| {
            let inside = run.slots.exposures.get(slots.clone()).unwrap_or_default();
            inside.iter().sum::<f64>() * run.slots.seconds()
        };
        let float = super::slot_series::float;
        Self {
            value,
            before: float(before) / seconds(&step.change.before),
            after: float(after) / seconds(&step.change.after),
        }
    }

    fn difference(&self) -> f64 {
        self.after - self.before
    }
}
