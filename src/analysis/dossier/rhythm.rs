//! How regularly a value comes: the gaps between its buckets, a period, and whether it keeps to the
//! clock.

use std::collections::BTreeMap;

use crate::analysis::quantile::quantile;
use crate::analysis::rate_facts::RateFacts;
use crate::time::{NANOS_PER_SECOND, SECONDS_PER_DAY};

/// The fewest gaps from which a rhythm is computed.
const MIN_GAPS: usize = 10;
/// The most frequent gap is a period if at least this share of the gaps is near it.
const PERIODIC: f64 = 0.5;
/// Buckets of the shortest period.
const MIN_PERIOD: i64 = 10;
/// The largest distance between a gap and the period, as a part of the period.
const NEAR: f64 = 0.05;
/// Instants keep to a clock from this length of their mean direction on.
const ON_CLOCK: f64 = 0.9;

/// How regularly a value comes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Rhythm {
    /// The median gap, in seconds.
    pub(super) gap_p50: Option<f64>,
    /// 1 of a clock, 0 of chance, -1 of bursts.
    pub(super) regularity: Option<f64>,
    pub(super) period: Option<Period>,
}

/// A gap that most gaps are near to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Period {
    pub(super) seconds: f64,
    /// The share of the gaps that are near to it.
    pub(super) share: f64,
    /// Whether the value comes at fixed times of the day, as cron does.
    pub(super) on_clock: bool,
}

impl Rhythm {
    /// The rhythm of a value of which every bucket is known.
    pub(super) fn of(rates: &RateFacts<'_>) -> Self {
        let width = rates.table.bucketer().width().nanos();
        let buckets = rates.table.buckets();
        let starts = rates.value.pairs.iter().filter_map(|pair| {
            let bucket = buckets.get(usize::try_from(pair.bucket()).ok()?)?;
            Some(bucket.start.0)
        });
        Self::of_starts(&starts.collect::<Vec<_>>(), width)
    }

    /// The rhythm of ascending instants, in nanoseconds, known to `width` nanoseconds.
    fn of_starts(starts: &[i64], width: i64) -> Self {
        let gaps: Vec<i64> = starts.windows(2).map(|two| two[1].saturating_sub(two[0])).collect();
        if gaps.len() < MIN_GAPS {
            return Self::default();
        }
        let mut sorted: Vec<f64> = gaps.iter().map(|gap| seconds(*gap)).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        Self {
            gap_p50: quantile(&sorted, 0.5),
            regularity: regularity(&sorted),
            period: period(&gaps, starts, width),
        }
    }
}

/// Minus the burstiness of gaps: 1 where all are equal, 0 of a Poisson process, towards -1 of bursts.
///
/// K.-I. Goh and A.-L. Barabási, "Burstiness and memory in complex systems", EPL 81, 2008, freed of
/// its bias in small samples by E.-K. Kim and H.-H. Jo, "Measuring burstiness for finite event
/// sequences", Physical Review E 94, 2016 (arXiv 1604.01125), equation 22.
fn regularity(gaps: &[f64]) -> Option<f64> {
    let n = gaps.len() as f64;
    let mean = gaps.iter().sum::<f64>() / n;
    let variance = gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>() / n;
    let spread = variance.sqrt() / mean;
    let (more, less) = ((n + 1.0).sqrt(), (n - 1.0).sqrt());
    let burstiness = (more * spread - less) / ((more - 2.0) * spread + less);
    Some(-burstiness).filter(|regularity| regularity.is_finite())
}

/// The most frequent gap, the shortest of several, if half of the gaps are near to it.
fn period(gaps: &[i64], starts: &[i64], width: i64) -> Option<Period> {
    let mut times: BTreeMap<i64, u64> = BTreeMap::new();
    for gap in gaps {
        *times.entry(*gap).or_default() += 1;
    }
    let (gap, _) = times.iter().rev().max_by_key(|(_, times)| **times)?;
    let near = seconds(width).max(NEAR * seconds(*gap));
    let is_near =
        |other: &&i64| seconds(other.abs_diff(*gap).try_into().unwrap_or(i64::MAX)) <= near;
    let share = gaps.iter().filter(is_near).count() as f64 / gaps.len() as f64;
    let is_told = share >= PERIODIC && *gap >= width.saturating_mul(MIN_PERIOD);
    is_told.then(|| Period {
        seconds: seconds(*gap),
        share,
        on_clock: keeps_to_clock(starts, *gap),
    })
}

/// Whether instants are at one place of a period, rounded to a divisor of a day: the length of the
/// mean direction of the instants on a circle of the period is near 1 (K. V. Mardia and P. E. Jupp,
/// "Directional Statistics", 2000, section 2.2).
fn keeps_to_clock(starts: &[i64], period: i64) -> bool {
    let divisors = (1..=SECONDS_PER_DAY).filter(|seconds| SECONDS_PER_DAY % seconds == 0);
    let rounded =
        divisors.map(|seconds| seconds * NANOS_PER_SECOND).min_by_key(|own| own.abs_diff(period));
    let Some(rounded) = rounded.filter(|_| period >= NANOS_PER_SECOND) else { return false };
    let (mut x, mut y) = (0.0, 0.0);
    for start in starts {
        let part = start.rem_euclid(rounded) as f64 / rounded as f64;
        let (sine, cosine) = (part * std::f64::consts::TAU).sin_cos();
        (x, y) = (x + cosine, y + sine);
    }
    f64::hypot(x, y) / starts.len() as f64 >= ON_CLOCK
}

fn seconds(nanos: i64) -> f64 {
    nanos as f64 / 1e9
}

#[cfg(test)]
mod tests {
    use super::{NANOS_PER_SECOND, Rhythm};

    fn rhythm(starts: impl Iterator<Item = i64>) -> Rhythm {
        Rhythm::of_starts(
            &starts.map(|start| start * NANOS_PER_SECOND).collect::<Vec<_>>(),
            NANOS_PER_SECOND,
        )
    }

    #[test]
    fn a_clock_a_sleeper_and_few_events() {
        let cron = rhythm((0..100).map(|index| 1_772_719_207 + 60 * index));
        assert_eq!((cron.gap_p50, cron.regularity), (Some(60.0), Some(1.0)));
        let period = cron.period.unwrap();
        assert_eq!((period.seconds, period.share, period.on_clock), (60.0, 1.0, true));
        let sleeper = rhythm((0..100).map(|index| 61 * index));
        assert_eq!(sleeper.period.map(|period| period.on_clock), Some(false));
        assert_eq!(rhythm((0..10).map(|index| 60 * index)), Rhythm::default());
        // Gaps of a few buckets are a load, and no period.
        assert_eq!(rhythm((0..100).map(|index| 2 * index)).period, None);
    }

    /// numpy: r = g.std() / g.mean(), s = sqrt(n + 1), t = sqrt(n - 1),
    /// -(s r - t) / ((s - 2) r + t) of the gaps 1 9 2 30 1 1 4 70 1 2 5.
    #[test]
    fn regularity_equals_numpy() {
        let gaps = [1, 9, 2, 30, 1, 1, 4, 70, 1, 2, 5];
        let starts = gaps.iter().scan(0, |at, gap| {
            *at += gap;
            Some(*at)
        });
        let found = rhythm(std::iter::once(0).chain(starts)).regularity.unwrap();
        assert!((found - -0.513_187_574_836_118_3).abs() < 1e-12, "{found}");
    }
}
