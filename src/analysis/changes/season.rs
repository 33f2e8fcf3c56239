//! The day's own course: the usual rate of each hour of the day, so that a morning is no step.

use crate::analysis::quantile::median;

/// Whole days that are needed to know the usual course of one.
const MIN_DAYS: usize = 3;
/// Hours of a day.
const HOURS: usize = 24;
/// The least factor, as a part of the largest.
const MIN_FACTOR: f64 = 0.01;

/// When a slot's middle is.
#[derive(Debug, Clone, Copy)]
pub(in crate::analysis) struct SlotTime {
    /// Whole periods of 24 hours since the range began.
    pub(super) day: usize,
    /// Hours since local midnight, 0 to 24.
    pub(super) hour: f64,
}

/// The usual rate at each slot's hour of the day, around 1; `None` under three whole days.
///
/// Each day's mean events by hour are divided by that day's median hour; the factor of an hour is
/// the median over the days, and hours are joined by straight lines between their middles.
pub(super) fn factors(events: &[f64], times: &[SlotTime], days: usize) -> Option<Vec<f64>> {
    if days < MIN_DAYS {
        return None;
    }
    let mut by_hour: Vec<Vec<f64>> = vec![Vec::new(); HOURS];
    for day in 0..days {
        let means = hour_means(events, times, day);
        let mut known: Vec<f64> = means.iter().flatten().copied().collect();
        let level = median(&mut known).filter(|level| *level > 0.0).unwrap_or(1.0);
        for (hour, mean) in by_hour.iter_mut().zip(means) {
            hour.extend(mean.map(|mean| mean / level));
        }
    }
    let mut middles = Vec::new();
    for (hour, mut factors) in (0_u8..).zip(by_hour) {
        middles.extend(median(&mut factors).map(|factor| (f64::from(hour) + 0.5, factor)));
    }
    let largest = middles.iter().map(|(_, factor)| *factor).fold(0.0, f64::max);
    if largest <= 0.0 {
        return None;
    }
    for (_, factor) in &mut middles {
        *factor = factor.max(MIN_FACTOR * largest);
    }
    Some(times.iter().map(|time| between(&middles, time.hour)).collect())
}

/// Mean events of the slots of `day` by hour of the day.
fn hour_means(events: &[f64], times: &[SlotTime], day: usize) -> [Option<f64>; HOURS] {
    let mut sums = [(0.0, 0.0); HOURS];
    for (count, time) in events.iter().zip(times).filter(|(_, time)| time.day == day) {
        let hour = (0_u8..24).rev().find(|hour| f64::from(*hour) <= time.hour);
        if let Some((sum, slots)) = hour.and_then(|hour| sums.get_mut(usize::from(hour))) {
            *sum += count;
            *slots += 1.0;
        }
    }
    sums.map(|(sum, slots)| (slots > 0.0).then(|| sum / slots))
}

/// The factor at `hour` on the lines between the hours' middles, which go round midnight.
fn between(middles: &[(f64, f64)], hour: f64) -> f64 {
    let day = 24.0;
    let (Some(first), Some(last)) = (middles.first(), middles.last()) else { return 1.0 };
    let after = middles.iter().find(|(middle, _)| *middle > hour).copied();
    let before = middles.iter().rev().find(|(middle, _)| *middle <= hour).copied();
    let (from, to) =
        (before.unwrap_or((last.0 - day, last.1)), after.unwrap_or((first.0 + day, first.1)));
    from.1 + (to.1 - from.1) * (hour - from.0) / (to.0 - from.0)
}
