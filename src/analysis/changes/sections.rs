//! The sections `changes` and `change_values`.

use super::ChangeKind;
use super::dated::{DatedChange, RunChanges};
use super::slot_series::float;
use crate::aggregate::rates::PairsOf;
use crate::analysis::context::{Built, SectionContext};
use crate::event::tuple_text;
use crate::report::{Cell, Moment};
use crate::time::{Timestamp, Zone};

/// Values listed for a step.
const MAX_VALUES: usize = 5;

/// The section `changes`: a row a change, in the order of time.
pub(in crate::analysis) fn changes<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let found = context.changes()?;
    let run = match &*found {
        Ok(run) => run,
        Err(reason) => {
            context.note(reason.clone());
            return None;
        }
    };
    let rows = run.all.iter().map(|change| row(change, &context.options.zone)).collect();
    Some(Built::Rows(rows))
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

/// The section `change_values`: the values whose rates changed most at a step of the series `count`
/// or `ratio`.
///
/// For a step of `count`, the rate of a value is its events a second. For a step of `ratio`, the
/// rate of a value is its hits divided by the events of all values: the differences of the values
/// then add up to the difference of the ratio. The section is absent if the events by value and
/// bucket are not all known.
pub(in crate::analysis) fn change_values<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let table = context.rates()?;
    let zone = &context.options.zone;
    let found = context.changes()?;
    let run = found.as_ref().as_ref().ok()?;
    if !table.knows_all_pairs() || !context.has_all_values() {
        return None;
    }
    let steps = run.all.iter().filter(|dated| dated.change.kind == ChangeKind::Step);
    let mut steps: Vec<SteppedValues<'_, '_>> =
        steps.filter_map(|dated| SteppedValues::new(dated, run)).collect();
    let counts = &context.outcome.totals.counts;
    let columns = context.outcome.schema.tuple.len().max(1);
    for entry in counts.entries() {
        let (value, state) = (counts.get(entry).0, counts.state(entry));
        let (Some(rates), Some(hits)) = (table.value(state), table.hits(state)) else { continue };
        for step in &mut steps {
            let pairs = if step.counts_hits { hits } else { rates.pairs };
            step.add(tuple_text(value, columns), pairs, run);
        }
    }
    let rows = steps.into_iter().flat_map(|step| {
        let (at, series) = (step.dated.at, step.dated.series);
        let row = move |(rates, part): (RatesAroundStep<'a>, f64)| {
            vec![
                Cell::Time(Moment::new(at, zone)),
                Cell::text(series),
                Cell::Text(rates.value.into()),
                Cell::Number(rates.before),
                Cell::Number(rates.after),
                Cell::Number(rates.difference()),
                Cell::Share(part),
            ]
        };
        step.most_changed().into_iter().map(row)
    });
    let rows = rows.collect();
    Some(Built::Rows(rows))
}

/// A step, and the rates of the values before and after it.
struct SteppedValues<'a, 'r> {
    dated: &'r DatedChange,
    /// Whether hits are counted, or all events.
    counts_hits: bool,
    /// What events before and after are divided by: seconds, or the events of all values.
    bases: [f64; 2],
    /// The events of all values before and after.
    sums: [u64; 2],
    values: Vec<RatesAroundStep<'a>>,
}

impl<'a, 'r> SteppedValues<'a, 'r> {
    /// For a step of the series `count` or `ratio`. `None` for any other series.
    fn new(dated: &'r DatedChange, run: &RunChanges<'_>) -> Option<Self> {
        let sides = [&dated.change.before, &dated.change.after];
        let counts_hits = dated.series == "ratio";
        let bases = match dated.series {
            "count" => sides.map(|side| run.slots.seconds_inside(side)),
            "ratio" => sides.map(|side| run.slots.events_of(side)),
            _ => return None,
        };
        Some(Self { dated, counts_hits, bases, sums: [0; 2], values: Vec::new() })
    }

    /// Takes in the events of a value by bucket.
    fn add(&mut self, value: &'a [u8], pairs: PairsOf<'_>, run: &RunChanges<'_>) {
        let mut sums = [0_u64; 2];
        for pair in pairs.iter() {
            let slot = usize::try_from(pair.bucket()).ok().and_then(|at| run.slots.slot_of.get(at));
            let Some(slot) = slot else { continue };
            if self.dated.change.before.contains(slot) {
                sums[0] = sums[0].saturating_add(pair.count);
            } else if self.dated.change.after.contains(slot) {
                sums[1] = sums[1].saturating_add(pair.count);
            }
        }
        if sums == [0; 2] {
            return;
        }
        self.sums = [0, 1].map(|side| self.sums[side].saturating_add(sums[side]));
        let [before, after] = self.rates(sums);
        self.values.push(RatesAroundStep { value, before, after });
    }

    /// The rates before and after the step, of which `sums` are the events.
    fn rates(&self, sums: [u64; 2]) -> [f64; 2] {
        [0, 1].map(|side| float(sums[side]) / self.bases[side])
    }

    /// The values whose rates changed most, and the part of each value in the sum of all
    /// differences.
    fn most_changed(mut self) -> Vec<(RatesAroundStep<'a>, f64)> {
        let [before, after] = self.rates(self.sums);
        let whole = after - before;
        let values = &mut self.values;
        values.retain(|rates| rates.before.total_cmp(&rates.after).is_ne());
        let order = |one: &RatesAroundStep<'_>, other: &RatesAroundStep<'_>| {
            let by_size = other.difference().abs().total_cmp(&one.difference().abs());
            by_size.then_with(|| one.value.cmp(other.value))
        };
        if values.len() > MAX_VALUES {
            values.select_nth_unstable_by(MAX_VALUES, order);
            values.truncate(MAX_VALUES);
        }
        values.sort_unstable_by(order);
        let parts = self.values.into_iter().map(|rates| {
            let part = rates.difference() / whole;
            (rates, part)
        });
        parts.collect()
    }
}

/// The rates of a value before and after a step.
struct RatesAroundStep<'a> {
    value: &'a [u8],
    before: f64,
    after: f64,
}

impl RatesAroundStep<'_> {
    fn difference(&self) -> f64 {
        self.after - self.before
    }
}
