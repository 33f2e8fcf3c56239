//! The section `timeline`: the events of each stretch of the range, empty ones included.

use std::ops::Range;

use super::context::SectionContext;
use super::ratio::ratio;
use super::round_widths;
use crate::aggregate::rates::RateTable;
use crate::aggregate::{Measure, Percentile};
use crate::report::{Body, Cell, Moment, Note, Rows, Table};
use crate::time::{Bucketer, Timestamp, Zone};

/// Rows at most: one stray stamp of 1970 must not make a billion of them.
const MOST_ROWS: u64 = 100_000;

/// The section `timeline`.
pub(super) fn build<'a>(context: &SectionContext<'a>, _: &mut Vec<Note>) -> Option<Body<'a>> {
    let (table, options) = context.rates()?;
    let measures = context.outcome.totals.numbers().map(|numbers| numbers.buckets());
    let hits = context.outcome.totals.hits.as_ref().map(|hits| hits.buckets.as_slice());
    let timeline = Timeline::new(table, &options.zone, measures.unwrap_or_default(), hits);
    let columns = timeline.columns().map(Into::into).collect();
    Some(Body::Table(Table { columns, rows: Box::new(timeline) }))
}

/// The rows.
#[derive(Debug)]
struct Timeline {
    zone: Zone,
    starts: Vec<Timestamp>,
    counts: Vec<u64>,
    /// The hits of each row; empty if they are not counted.
    hits: Vec<u64>,
    /// What was measured in each row; empty where nothing is.
    measures: Vec<Option<Measure>>,
}

impl Timeline {
    fn new(table: &RateTable, zone: &Zone, measures: &[Measure], hits: Option<&[u64]>) -> Self {
        let mut bucketer = bucketer(table);
        let zone = zone.clone();
        let mut timeline =
            Self { zone, starts: vec![], counts: vec![], hits: vec![], measures: vec![] };
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

/// Mean, median and 99th percentile.
fn figures(measure: &Measure) -> [Option<f64>; 3] {
    let percentile = |percentile| measure.percentile(percentile);
    [measure.mean(), percentile(Percentile::P50), percentile(Percentile::P99)]
}

/// The buckets of the run where they are few enough, else the next round width that fits.
pub(super) fn bucketer(table: &RateTable) -> Bucketer {
    let own = table.bucketer();
    let (first, last) = match (table.buckets().first(), table.buckets().last()) {
        (Some(first), Some(last)) if table.range() > MOST_ROWS => (first.start, last.start),
        _ => return own.clone(),
    };
    let fitting = round_widths::wider(own).find_map(|mut candidate| {
        let (first, last) = (candidate.floor(first), candidate.floor(last));
        (candidate.steps(first, last) < MOST_ROWS).then_some(candidate)
    });
    fitting.unwrap_or_else(|| own.clone())
}

impl Timeline {
    /// The columns of the section.
    fn columns(&self) -> impl Iterator<Item = &'static str> {
        let hits = ["hits", "ratio"].into_iter().filter(|_| !self.hits.is_empty());
        let measured = ["m_mean", "m_p50", "m_p99"].into_iter();
        let measured = measured.filter(|_| !self.measures.is_empty());
        ["start", "count"].into_iter().chain(hits).chain(measured)
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
            let figures = measure.as_ref().map_or([None; 3], figures);
            row.extend(figures.into_iter().map(Cell::number));
        }
    }

    fn measured(&self, rows: Range<usize>) -> Option<[Option<f64>; 3]> {
        let mut measures = self.measures.get(rows)?.iter().flatten();
        let mut sum = measures.next()?.clone();
        measures.for_each(|measure| sum.merge(measure.clone()));
        Some(figures(&sum))
    }
}
