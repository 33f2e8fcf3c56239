//! The section `timeline`: the events of each stretch of the range, empty ones included.

use std::borrow::Cow;
use std::ops::Range;

use super::context::{Built, SectionContext};
use super::ratio::ratio;
use crate::aggregate::rates::RateTable;
use crate::aggregate::{Measure, Percentile};
use crate::report::{Cell, Moment, Rows, Table};
use crate::time::{Bucketer, Timestamp, Zone, wider_buckets};

/// Rows at most: one stray stamp of 1970 must not make a billion of them.
const MAX_ROWS: u64 = 100_000;

pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let table = context.rates()?;
    let measures = context.outcome.totals.numbers().map(|numbers| numbers.buckets());
    let hits = context.outcome.totals.hits.as_ref().map(|hits| hits.buckets.as_slice());
    let asked = context.options.numbers.as_ref().map(|numbers| numbers.asked.as_slice());
    let asked = asked.unwrap_or_default();
    let percentiles = match asked {
        [] => USUAL.to_vec(),
        asked => asked.iter().map(|asked| asked.percentile).collect(),
    };
    let measures = measures.unwrap_or_default();
    let timeline = Timeline::new(table, &context.options.zone, measures, hits, percentiles);
    let columns = timeline.columns();
    Some(Built::Table(Table { columns, rows: Box::new(timeline) }))
}

/// The percentiles of a row unasked.
const USUAL: [Percentile; 2] = [Percentile::P50, Percentile::P99];

struct Timeline {
    zone: Zone,
    starts: Vec<Timestamp>,
    counts: Vec<u64>,
    /// The hits of each row; empty if they are not counted.
    hits: Vec<u64>,
    /// What was measured in each row; empty where nothing is.
    measures: Vec<Option<Measure>>,
    percentiles: Vec<Percentile>,
}

impl Timeline {
    fn new(
        table: &RateTable,
        zone: &Zone,
        measures: &[Measure],
        hits: Option<&[u64]>,
        percentiles: Vec<Percentile>,
    ) -> Self {
        let mut bucketer = bucketer(table);
        let zone = zone.clone();
        let (starts, counts) = (Vec::new(), Vec::new());
        let mut timeline =
            Self { zone, starts, counts, hits: Vec::new(), measures: Vec::new(), percentiles };
        let mut all_hits = hits.unwrap_or_default().iter();
        let mut buckets = table.buckets().iter().peekable();
        let mut measures = measures.iter();
        let is_measured = measures.len() > 0;
        let Some(first) = buckets.peek() else { return timeline };
        let mut start = bucketer.floor(first.start);
        while buckets.peek().is_some() {
            let next = bucketer.next(start);
            let (mut count, mut row_hits) = (0_u64, 0_u64);
            let mut measure: Option<Measure> = None;
            // Time ends somewhere, and with it the last bucket.
            while let Some(bucket) = buckets.next_if(|bucket| bucket.start < next || next == start)
            {
                count = count.saturating_add(bucket.count);
                row_hits = row_hits.saturating_add(all_hits.next().copied().unwrap_or(0));
                match (&mut measure, measures.next()) {
                    (Some(sum), Some(next)) => sum.merge(next.clone()),
                    (None, next) => measure = next.cloned(),
                    (Some(_), None) => {}
                }
            }
            if is_measured {
                timeline.measures.push(measure);
            }
            timeline.starts.push(start);
            timeline.counts.push(count);
            if hits.is_some() {
                timeline.hits.push(row_hits);
            }
            start = next;
        }
        timeline
    }
}

/// The buckets of the run where they are few enough, else the next round width that fits.
pub(super) fn bucketer(table: &RateTable) -> Bucketer {
    let own = table.bucketer();
    let (first, last) = match (table.buckets().first(), table.buckets().last()) {
        (Some(first), Some(last)) if table.range() > MAX_ROWS => (first.start, last.start),
        _ => return own.clone(),
    };
    let fitting = wider_buckets(own).find_map(|mut candidate| {
        let (first, last) = (candidate.floor(first), candidate.floor(last));
        (candidate.steps(first, last) < MAX_ROWS).then_some(candidate)
    });
    fitting.unwrap_or_else(|| own.clone())
}

impl Timeline {
    fn columns(&self) -> Vec<Cow<'static, str>> {
        let mut columns: Vec<Cow<'static, str>> = vec!["start".into(), "count".into()];
        if !self.hits.is_empty() {
            columns.extend([Cow::Borrowed("hits"), Cow::Borrowed("ratio")]);
        }
        if !self.measures.is_empty() {
            columns.push("m_mean".into());
            let names = self.percentiles.iter().map(|percentile| format!("m_{percentile}").into());
            columns.extend(names);
        }
        columns
    }
}

impl Rows for Timeline {
    fn len(&self) -> usize {
        self.starts.len()
    }

    fn fill<'s>(&'s self, index: usize, row: &mut Vec<Cell<'s>>) {
        row.push(Cell::Time(Moment::new(self.starts[index], &self.zone)));
        row.push(Cell::Count(self.counts[index]));
        if let Some(hits) = self.hits.get(index) {
            row.push(Cell::Count(*hits));
            row.push(ratio(*hits, self.counts[index]).map_or(Cell::Missing, Cell::Share));
        }
        if let Some(measure) = self.measures.get(index) {
            let mean = measure.as_ref().and_then(Measure::mean);
            let percentiles = self.percentiles.iter();
            let percentiles =
                percentiles.map(|one| measure.as_ref().and_then(|all| all.percentile(*one)));
            row.extend(std::iter::once(mean).chain(percentiles).map(Cell::number));
        }
    }

    fn measured(&self, rows: Range<usize>) -> Vec<(String, Option<f64>)> {
        let mut measures = self.measures.get(rows).unwrap_or_default().iter().flatten();
        let Some(mut sum) = measures.next().cloned() else { return Vec::new() };
        measures.for_each(|measure| sum.merge(measure.clone()));
        let percentiles = self.percentiles.iter();
        let percentiles = percentiles.map(|one| (one.to_string(), sum.percentile(*one)));
        std::iter::once(("mean".to_owned(), sum.mean())).chain(percentiles).collect()
    }
}
