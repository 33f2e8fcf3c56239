//! The peaks of all values in each window, the limit recommended for them, and what each round
//! number as a limit would refuse.

use rayon::slice::ParallelSliceMut;

use super::advice::{Advice, Spare, advise, round_numbers};
use crate::aggregate::Totals;
use crate::aggregate::rates::RateTable;
use crate::analysis::quantile::quantile_of_whole;
use crate::analysis::timed_pairs::{TimedPair, are_pairs_known, fold_values};
use crate::time::BucketWidth;

/// Lengths looked at when the user names no windows, in seconds: 1 s to a day.
const USUAL_SECONDS: [i64; 6] = [1, 10, 60, 300, 3_600, 86_400];

pub(crate) struct RunLimits {
    pub(super) windows: Vec<WindowLimit>,
    pub(super) events: u128,
    /// Sentences on windows that were left out, or that are longer than the range.
    pub(super) notes: Vec<String>,
}

pub(super) struct WindowLimit {
    /// The window's length in nanoseconds.
    pub(super) nanos: i64,
    /// The values' peaks, descending.
    pub(super) peaks: Vec<u64>,
    pub(super) advice: Advice,
    /// The round limits from the median peak to the highest, and the recommended one, ascending.
    pub(super) steps: Vec<LimitStep>,
}

/// What one limit would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LimitStep {
    pub(super) limit: u64,
    /// Values whose peak is over the limit.
    pub(super) values_over: u64,
    /// Events that a sliding window would refuse if it counts refused events, too.
    pub(super) refused: u128,
}

/// Finds a limit for each of `windows`, lengths in buckets, or for the usual lengths if there are
/// none. `spare` is the share of the values, 0 to 1, whose peaks must not be over the limit; one
/// value may always be over it. Errors: why there is no limit.
pub(crate) fn find_limits(
    totals: &Totals,
    table: &RateTable,
    windows: &[u64],
    spare: f64,
) -> Result<RunLimits, String> {
    if !are_pairs_known(totals, table) {
        return Err("--limits: not every bucket of every value is known".to_owned());
    }
    let (windows, notes) = match windows.is_empty() {
        true => (usual(table), left_out(table)),
        false => (windows.to_vec(), longer_than_range(table, windows)),
    };
    if windows.is_empty() {
        let width = table.bucketer().width();
        return Err(format!(
            "--limits: no usual window is a multiple of the bucket, {width}, and no longer than \
             the range; --window names others"
        ));
    }
    // For each window the peaks of all values.
    let peaks = fold_values(
        totals,
        table,
        &windows,
        |_, events| events > 0,
        |_| Vec::new(),
        |window, peaks, _, pairs| peaks.extend(peak(pairs, *window)),
        |ours, theirs| ours.extend(theirs),
    );
    let spare = Spare::new(spare);
    let width = table.bucketer().width().nanos();
    let limit = |(buckets, mut peaks): (&u64, Vec<u64>)| {
        peaks.par_sort_unstable_by(|a, b| b.cmp(a));
        let advice = advise(&peaks, spare)?;
        let nanos = width.checked_mul(i64::try_from(*buckets).ok()?)?;
        let steps = steps(&peaks, advice.limit);
        Some((*buckets, WindowLimit { nanos, peaks, advice, steps }))
    };
    let mut limits: Vec<(u64, WindowLimit)> = windows.iter().zip(peaks).filter_map(limit).collect();
    let steps = fold_values(
        totals,
        table,
        &limits,
        // A value with no more events than the lowest limit loses none.
        |(_, window), events| window.steps.first().is_some_and(|step| step.limit < events),
        |(_, window)| window.steps.clone(),
        |(buckets, _), steps, _, pairs| refuse(pairs, *buckets, steps),
        |ours, theirs| {
            let steps = ours.iter_mut().zip(theirs);
            steps.for_each(|(own, other)| own.refused += other.refused);
        },
    );
    for ((_, window), steps) in limits.iter_mut().zip(steps) {
        window.steps = steps;
    }
    let events = table.buckets().iter().map(|bucket| u128::from(bucket.count)).sum();
    let windows = limits.into_iter().map(|(_, window)| window).collect();
    Ok(RunLimits { windows, events, notes: notes.into_iter().collect() })
}

/// The usual lengths that are a multiple of the bucket and not longer than the range, in buckets.
fn usual(table: &RateTable) -> Vec<u64> {
    let width = table.bucketer().width().nanos();
    let nanos = USUAL_SECONDS.map(|seconds| seconds * 1_000_000_000);
    let fits = |nanos: &i64| nanos % width == 0 && i128::from(*nanos) <= table.range_nanos();
    nanos.iter().filter(|nanos| fits(nanos)).map(|nanos| (nanos / width).unsigned_abs()).collect()
}

/// The note on usual lengths within the range that are no multiple of the bucket.
fn left_out(table: &RateTable) -> Option<String> {
    let width = table.bucketer().width();
    let nanos = USUAL_SECONDS.into_iter().map(|seconds| seconds * 1_000_000_000);
    let within = nanos.filter(|nanos| i128::from(*nanos) <= table.range_nanos());
    let names = named(within.filter(|nanos| nanos % width.nanos() != 0))?;
    Some(format!(
        "--limits: no row for windows of {names}, which are no whole number of buckets of {width}; -b \
         sets their width"
    ))
}

/// The note on `windows`, lengths in buckets, that are longer than the range.
fn longer_than_range(table: &RateTable, windows: &[u64]) -> Option<String> {
    let width = table.bucketer().width().nanos();
    let nanos = windows.iter().filter_map(|buckets| width.checked_mul((*buckets).try_into().ok()?));
    let names = named(nanos.filter(|nanos| i128::from(*nanos) > table.range_nanos()))?;
    Some(format!(
        "--limits: windows of {names} are longer than the range of the log; their peaks are the counts \
         of the whole log"
    ))
}

/// The names of lengths in nanoseconds, `1s, 10s`; `None` of no length.
fn named(lengths: impl Iterator<Item = i64>) -> Option<String> {
    let names: Vec<String> =
        lengths.filter_map(BucketWidth::from_nanos).map(|length| length.to_string()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// The most events of a value in a window.
fn peak(pairs: &[TimedPair], window: u64) -> Option<u64> {
    match pairs {
        [only] => Some(only.count),
        _ => sliding_sums(pairs, window).map(|(sum, _)| sum).max(),
    }
}

/// For each bucket of a value: the events in the window that ends with it, and the events in the bucket.
fn sliding_sums(pairs: &[TimedPair], window: u64) -> impl Iterator<Item = (u64, u64)> + '_ {
    let (mut sum, mut oldest) = (0_u64, 0);
    pairs.iter().map(move |each| {
        sum = sum.saturating_add(each.count);
        while let Some(old) = pairs.get(oldest)
            && each.position - old.position >= window
        {
            sum = sum.saturating_sub(old.count);
            oldest += 1;
        }
        (sum, each.count)
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a median of whole numbers"
)]
fn steps(peaks: &[u64], recommended: u64) -> Vec<LimitStep> {
    let ascending: Vec<u64> = peaks.iter().rev().copied().collect();
    let median = quantile_of_whole(&ascending, 0.5).unwrap_or(0.0).ceil() as u64;
    let highest = peaks.first().copied().unwrap_or(0);
    let round = round_numbers().skip_while(|round| *round < median);
    let mut limits: Vec<u64> = round.take_while(|round| *round <= highest).collect();
    limits.push(recommended);
    limits.sort_unstable();
    limits.dedup();
    let step = |limit| {
        let values_over = peaks.partition_point(|peak| *peak > limit) as u64;
        LimitStep { limit, values_over, refused: 0 }
    };
    limits.into_iter().map(step).collect()
}

/// Adds to each of `steps`, which ascend, what its limit would refuse of a value: of the events of
/// a bucket those by which the window that ends with it is over the limit.
fn refuse(pairs: &[TimedPair], window: u64, steps: &mut [LimitStep]) {
    for (sum, count) in sliding_sums(pairs, window) {
        for step in steps.iter_mut().take_while(|step| step.limit < sum) {
            step.refused += u128::from((sum - step.limit).min(count));
        }
    }
}
