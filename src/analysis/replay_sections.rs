//! The rows of `replay` and `replay_values`.

use std::borrow::Cow;

use super::context::{Built, SectionContext};
use super::replay::{Replay, Sums};
use crate::aggregate::rates::RateTable;
use crate::event::tuple_text;
use crate::report::{Cell, Moment};
use crate::time::{NANOS_PER_SECOND, Timestamp, Zone};

/// The section `replay`: a row a limiter.
pub(super) fn replay<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let table = context.rates()?;
    let replays = context.replays()?;
    let replays = match &*replays {
        Ok(replays) => replays,
        Err(problem) => {
            context.note(problem.clone());
            return None;
        }
    };
    let totals = &context.outcome.totals;
    let events = table.buckets().iter().map(|bucket| u128::from(bucket.count)).sum();
    let values = totals.counts.len() as u64;
    if !context.options.tries.is_empty() {
        note_fractions(context, table);
    }
    let typed = replays.iter().take(context.options.tries.len());
    typed.for_each(|replay| note_coarse(context, replay));
    let rows = replays.iter().map(|replay| row(replay, events, values, &context.options.zone));
    Some(Built::Rows(rows.collect()))
}

fn row<'a>(replay: &Replay, events: u128, values: u64, zone: &Zone) -> Vec<Cell<'a>> {
    let Sums { refused, delayed, delay_max, bans, first_refused, .. } = replay.total;
    let hit = replay.values.iter().filter(|value| value.sums.refused > 0).count() as u64;
    let delay_max = delay_max as f64 / 1e3;
    vec![
        Cell::text(replay.spec.clone()),
        Cell::count(events),
        Cell::count(refused),
        Cell::share(refused, events),
        Cell::count(replay.refused_spread),
        Cell::count(delayed),
        Cell::Number(delay_max),
        Cell::Count(bans),
        Cell::Count(hit),
        Cell::share(hit.into(), values.into()),
        time(first_refused, zone),
    ]
}

/// The section `replay_values`: a row a value that a limiter refuses or bans, at most `--top` for each
/// limiter.
pub(super) fn replay_values<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let replays = context.replays()?;
    let replays = replays.as_ref().as_ref().ok()?;
    let totals = &context.outcome.totals;
    let columns = context.outcome.schema.tuple.len().max(1);
    let top = context.options.top.unwrap_or(usize::MAX);
    let mut rows = Vec::new();
    for replay in replays {
        for value in replay.values.iter().take(top) {
            let (bytes, count) = totals.counts.get(value.entry);
            let Sums { refused, bans, first_refused, last_refused, .. } = value.sums;
            rows.push(vec![
                Cell::text(replay.spec.clone()),
                Cell::Text(Cow::Borrowed(tuple_text(bytes, columns))),
                Cell::Count(count),
                Cell::count(refused),
                Cell::share(refused, count.into()),
                Cell::Count(bans),
                time(first_refused, &context.options.zone),
                time(last_refused, &context.options.zone),
            ]);
        }
    }
    Some(Built::Rows(rows))
}

/// Takes a note when the two models of a bucket differ by more than a tenth.
fn note_coarse(context: &SectionContext<'_>, replay: &Replay) {
    let (refused, spread) = (replay.total.refused, replay.refused_spread);
    if refused.abs_diff(spread) * 10 > refused.max(spread) {
        let (least, most) = (refused.min(spread), refused.max(spread));
        context.note(format!(
            "{}: stamps are too coarse for this limit; it refuses {least} to {most} events",
            replay.spec
        ));
    }
}

/// Takes a note when buckets are wider than the stamps are fine.
fn note_fractions(context: &SectionContext<'_>, table: &RateTable) {
    let is_whole = table.bucketer().width().nanos() % NANOS_PER_SECOND == 0;
    let has_fraction = |at: Timestamp| at.0.rem_euclid(NANOS_PER_SECOND) != 0;
    let has_fractions = table
        .buckets()
        .iter()
        .any(|bucket| has_fraction(bucket.first) || has_fraction(bucket.last));
    if is_whole && has_fractions {
        context.note("--try: stamps have fractions of a second; -b 1ms decides event by event");
    }
}

fn time<'a>(at: Option<Timestamp>, zone: &Zone) -> Cell<'a> {
    at.map_or(Cell::Missing, |at| Cell::Time(Moment::new(at, zone)))
}
