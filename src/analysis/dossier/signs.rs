//! The section `signs`: what stands out of a value, each with its figure. There is no sum of them: a
//! probe of a monitor and an attacker both come like clockwork.

use std::collections::BTreeSet;

use super::Dossier;
use super::standing::Standing;
use crate::aggregate::ContrastedColumn;
use crate::analysis::context::{Built, SectionContext};
use crate::analysis::makeup::share;
use crate::analysis::options::AnalysisOptions;
use crate::analysis::quantile::quantile_of_whole;
use crate::analysis::value_columns::Datum;
use crate::report::Cell;
use crate::time::NANOS_PER_SECOND;

/// A rate or a count above this quantile of all values stands out.
const HIGH: f64 = 0.999;
/// A share of hits stands out if its lower limit is this many times the share of the others.
const ERRORS: f64 = 2.0;
/// A scanner has at least this many different texts.
const SCANNED: f64 = 20.0;
/// Of the texts of a scanner at least this share is of no other value.
const EXCLUSIVE: f64 = 0.5;
/// A restless value has events in at least this share of its hours.
const RESTLESS: f64 = 0.95;
/// Hours from the first event of a restless value to its last, at least.
const MIN_HOURS: i64 = 24;
/// Nanoseconds of an hour.
const HOUR: i64 = 3_600 * NANOS_PER_SECOND;
/// A network stands out by at least this many busy siblings.
const SIBLINGS: usize = 3;
/// A sibling is busy if its count is above this quantile of all values.
const BUSY: f64 = 0.9;
/// The column of the program that a request names as its maker.
const AGENT: &str = "user_agent";

/// A sign: its name, what the subject has, what is usual, the percentile of the subject.
struct Sign {
    name: &'static str,
    figure: Cell<'static>,
    typical: Cell<'static>,
    percentile: Option<f64>,
}

/// The section `signs`; without rows where nothing stands out.
pub(in crate::analysis) fn signs<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let dossier = context.dossier()?;
    let found = [
        high("rate", "peak", &dossier, context.options),
        high("volume", "count", &dossier, context.options),
        errors(context, &dossier),
        scan(&dossier),
        clockwork(&dossier),
        restless(&dossier),
        network(&dossier),
        stranger(context),
    ];
    let rows = found.into_iter().flatten().map(|sign| {
        let percentile = sign.percentile.map_or(Cell::Missing, Cell::Share);
        vec![Cell::text(sign.name), sign.figure, sign.typical, percentile]
    });
    Some(Built::Rows(rows.collect()))
}

/// A figure that is larger than the figure of nearly all values, or that the outlier rule marks.
fn high(
    name: &'static str,
    column: &str,
    dossier: &Dossier<'_>,
    options: &AnalysisOptions,
) -> Option<Sign> {
    let standing = dossier.standing_in(column)?;
    let median = standing.quantile(0.5)?;
    let is_outlier = standing.own > median && standing.is_outlier(options);
    let is_high = standing.own > standing.quantile(HIGH)?;
    (is_high || is_outlier).then(|| Sign {
        name,
        figure: standing.cell(),
        typical: Cell::Number(median),
        percentile: Some(standing.percentile()),
    })
}

/// Far more hits than the others have.
fn errors(context: &SectionContext<'_>, dossier: &Dossier<'_>) -> Option<Sign> {
    let facts = dossier.facts();
    let all_hits = context.outcome.totals.hits.as_ref()?.all;
    let others_hits = all_hits.saturating_sub(dossier.datum("hits").whole()?);
    let others = dossier.values.all.total.saturating_sub(u128::from(facts.count)) as f64;
    let typical = if others > 0.0 { others_hits as f64 / others } else { 0.0 };
    let low = dossier.datum("ratio_low").judged_number()?;
    let ratio = dossier.datum("ratio").judged_number()?;
    (low > ERRORS * typical).then(|| Sign {
        name: "errors",
        figure: Cell::Share(ratio),
        typical: Cell::Share(typical),
        percentile: dossier.standing_in("ratio").map(|standing| standing.percentile()),
    })
}

/// Many different texts, most of which no other value has.
fn scan(dossier: &Dossier<'_>) -> Option<Sign> {
    dossier.exclusive.filter(|exclusive| *exclusive >= EXCLUSIVE)?;
    dossier.datum("distinct").judged_number().filter(|distinct| *distinct >= SCANNED)?;
    let standing = dossier.standing_in("distinct")?;
    Some(Sign {
        name: "scan",
        figure: standing.cell(),
        typical: Cell::number(standing.quantile(0.5)),
        percentile: Some(standing.percentile()),
    })
}

/// Gaps of one length.
fn clockwork(dossier: &Dossier<'_>) -> Option<Sign> {
    let period = dossier.rhythm.period?;
    Some(Sign {
        name: "clockwork",
        figure: Cell::Number(period.seconds),
        typical: Cell::Missing,
        percentile: None,
    })
}

/// Events in nearly every hour of a day or more.
fn restless(dossier: &Dossier<'_>) -> Option<Sign> {
    let facts = dossier.facts();
    let rates = facts.unfolded()?;
    let (first, last) = (rates.value.first.0, rates.value.last.0);
    if last.saturating_sub(first) < MIN_HOURS * HOUR {
        return None;
    }
    let buckets = rates.table.buckets();
    let hour = |bucket: u32| Some(buckets.get(bucket as usize)?.start.0.div_euclid(HOUR));
    let hours: BTreeSet<i64> =
        rates.value.pairs.iter().filter_map(|pair| hour(pair.bucket())).collect();
    let span = last.div_euclid(HOUR) - first.div_euclid(HOUR) + 1;
    let active = share(hours.len() as u64, span.unsigned_abs());
    (active >= RESTLESS).then_some(Sign {
        name: "restless",
        figure: Cell::Share(active),
        typical: Cell::Missing,
        percentile: None,
    })
}

/// Busy neighbours.
fn network(dossier: &Dossier<'_>) -> Option<Sign> {
    let counts = &dossier.values.all.totals.counts;
    let busy = quantile_of_whole(&dossier.values.sorted, BUSY)?;
    let is_busy = |entry: &crate::aggregate::CountEntry| counts.get(*entry).1 as f64 > busy;
    let siblings = dossier.siblings()?.iter().filter(|entry| is_busy(entry)).count();
    (siblings >= SIBLINGS).then_some(Sign {
        name: "network",
        figure: Cell::Count(siblings as u64),
        typical: Cell::Number(busy),
        percentile: None,
    })
}

/// A program that no other value uses.
fn stranger(context: &SectionContext<'_>) -> Option<Sign> {
    let contrast = context.outcome.totals.contrast.as_ref()?;
    let columns = &context.options.contrast.as_ref()?.columns;
    let place = columns.iter().position(|column| column.name == AGENT)?;
    let ContrastedColumn::Texts(items) = contrast.column(place)? else { return None };
    let named = items.iter().filter(|item| item.selected > 0 && !matches!(item.text, b"" | b"-"));
    let main = named.max_by(|one, other| {
        one.selected.cmp(&other.selected).then_with(|| other.text.cmp(one.text))
    })?;
    (main.selected == main.all && contrast.all() > contrast.selected()).then(|| Sign {
        name: "stranger",
        figure: Cell::Share(share(main.selected, contrast.selected())),
        typical: Cell::Share(0.0),
        percentile: None,
    })
}

impl Standing<'_> {
    /// Whether the outlier rule marks the subject.
    fn is_outlier(&self, options: &AnalysisOptions) -> bool {
        self.verdict(options).is_some_and(|verdict| verdict.stands_out(self.own))
    }

    fn cell(&self) -> Cell<'static> {
        match self.datum() {
            Datum::Whole(count) => Cell::Count(count),
            _ => Cell::Number(self.own),
        }
    }
}
