//! Segments of constant rate: optimal partitioning.
//!
//! B. Jackson et al., "An algorithm for optimal partitioning of data on an interval", IEEE Signal
//! Processing Letters 12, 2005: the cheapest partition of each beginning of the series is found
//! from the cheapest partitions of shorter beginnings.

use super::series::Series;

/// Slots that a segment has at least.
pub(super) const MIN_SLOTS: usize = 3;

/// The slots at which segments begin, without the first segment's 0.
///
/// Minimises the sum over segments of [`cost`](super::series::Likelihood::cost) plus `penalty`; of
/// partitions that cost alike the one with the earlier boundary.
pub(super) fn boundaries(series: &Series, penalty: f64) -> Vec<usize> {
    let (events, exposures) = (running(&series.events), running(&series.exposures));
    let slots = series.len();
    let mut best = vec![f64::INFINITY; slots + 1];
    let mut begins = vec![0; slots + 1];
    best[0] = -penalty;
    for end in MIN_SLOTS..=slots {
        for begin in 0..=end - MIN_SLOTS {
            let segment = series
                .likelihood
                .cost(events[end] - events[begin], exposures[end] - exposures[begin]);
            let total = best[begin] + segment + penalty;
            if total < best[end] {
                best[end] = total;
                begins[end] = begin;
            }
        }
    }
    let mut found = Vec::new();
    let mut end = slots;
    while end > 0 {
        end = begins[end];
        if end > 0 {
            found.push(end);
        }
    }
    found.reverse();
    found
}

/// Drops the boundary between the two rates that are most alike, until every boundary's rates
/// differ by `factor` or more.
pub(super) fn drop_small(series: &Series, boundaries: &mut Vec<usize>, factor: f64) {
    loop {
        let factors = (0..boundaries.len()).map(|index| change_factor(series, boundaries, index));
        let least = factors.enumerate().min_by(|(_, one), (_, other)| one.total_cmp(other));
        match least {
            Some((index, least)) if least < factor => drop(boundaries.remove(index)),
            _ => return,
        }
    }
}

/// The slots before and after a boundary.
pub(super) fn sides(
    series: &Series,
    boundaries: &[usize],
    index: usize,
) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let begin = index.checked_sub(1).map_or(0, |before| boundaries[before]);
    let end = boundaries.get(index + 1).copied().unwrap_or(series.len());
    (begin..boundaries[index], boundaries[index]..end)
}

/// The larger of the two rates at a boundary over the smaller.
fn change_factor(series: &Series, boundaries: &[usize], index: usize) -> f64 {
    let (before, after) = sides(series, boundaries, index);
    let rate =
        |(events, exposure): (f64, f64)| if exposure > 0.0 { events / exposure } else { 0.0 };
    let (before, after) = (rate(series.sums(before)), rate(series.sums(after)));
    let (low, high) = (before.min(after), before.max(after));
    // Nothing to nothing is no change; nothing to something is the largest.
    if high <= 0.0 { 1.0 } else { high / low }
}

/// Sums of the first 0, 1, 2, ... numbers.
fn running(numbers: &[f64]) -> Vec<f64> {
    let sums = numbers.iter().scan(0.0, |sum, number| {
        *sum += number;
        Some(*sum)
    });
    std::iter::once(0.0).chain(sums).collect()
}
