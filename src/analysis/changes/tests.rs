use proptest::prelude::{prop_assert, proptest};

use super::segments::{MIN_SLOTS, boundaries};
use super::series::{Likelihood, Series};
use super::{ChangeKind, find};

/// A small generator of pseudo-random numbers (xorshift64*), so that series are the same each time.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        f64::from(u32::try_from(bits).unwrap()) / f64::from(u32::MAX)
    }

    /// A Poisson number by Knuth's product of uniforms.
    fn poisson(&mut self, mean: f64) -> f64 {
        let (limit, mut product, mut count) = ((-mean).exp(), self.uniform(), 0.0);
        while product > limit {
            product *= self.uniform();
            count += 1.0;
        }
        count
    }

    /// Poisson bursts of four events: a variance four times the mean.
    fn bursty(&mut self, mean: f64) -> f64 {
        4.0 * self.poisson(mean / 4.0)
    }
}

fn series(events: Vec<f64>) -> Series {
    let exposures = vec![1.0; events.len()];
    Series { likelihood: Likelihood::Rate, events, exposures }
}

const SLOTS: usize = 400;
const STEP: usize = 200;

/// A series long enough for blocks to show its autocorrelation: levels that wander, `x 1.2` or less.
fn correlated(seed: u64) -> Series {
    let mut random = Random(seed);
    let mut level = 0.0;
    let events = (0..3 * SLOTS).map(|_| {
        level = 0.9 * level + 0.3 * (random.uniform() - 0.5);
        random.poisson(40.0 * f64::exp(level))
    });
    series(events.collect())
}

fn drawn(seed: u64, mean: impl Fn(usize, &mut Random) -> f64) -> Series {
    let mut random = Random(seed);
    series((0..SLOTS).map(|slot| mean(slot, &mut random)).collect())
}

#[test]
fn flat_series_have_no_step() {
    for seed in 1..=12 {
        let all = [
            drawn(seed, |_, random| random.poisson(20.0)),
            drawn(seed, |_, random| random.bursty(20.0)),
            drawn(seed, |slot, random| random.poisson(if slot == 70 { 300.0 } else { 20.0 })),
            correlated(seed),
        ];
        for (kind, one) in all.into_iter().enumerate() {
            let found = find(one, None, 1.2);
            let steps = found.all.iter().filter(|change| change.kind == ChangeKind::Step).count();
            assert_eq!(steps, 0, "kind {kind}, seed {seed}: {:?}", found.all);
        }
    }
}

#[test]
fn slopes_have_drifts_and_no_step() {
    for seed in 1..=12 {
        for (first, last) in [(50.0, 150.0), (150.0, 50.0), (20.0, 400.0)] {
            let mean = |slot: usize| first + (last - first) * slot as f64 / SLOTS as f64;
            let one = drawn(seed, |slot, random| random.poisson(mean(slot)));
            let found = find(one, None, 1.2);
            assert!(!found.all.is_empty());
            for change in found.all {
                assert_ne!(change.kind, ChangeKind::Step, "{first} to {last}, seed {seed}");
            }
        }
    }
}

#[test]
fn steps_are_found_within_two_slots() {
    for seed in 1..=12 {
        for factor in [1.5, 2.0, 0.5] {
            let one = drawn(seed, |slot, random| {
                random.poisson(if slot < STEP { 50.0 } else { 50.0 * factor })
            });
            let found = find(one, None, 1.2);
            let [change] = &found.all[..] else { panic!("x {factor}: {:?}", found.all) };
            assert_eq!(change.kind, ChangeKind::Step);
            assert!(change.after.start.abs_diff(STEP) <= 2, "{change:?}");
        }
    }
}

#[test]
fn a_share_of_errors_that_grows_is_a_step() {
    let mut random = Random(7);
    let hits: Vec<f64> =
        (0..SLOTS).map(|slot| random.poisson(if slot < STEP { 1.0 } else { 14.0 })).collect();
    let exposures = vec![100.0; SLOTS];
    let one = Series { likelihood: Likelihood::Share, events: hits, exposures };
    let found = find(one, None, 1.2);
    let steps: Vec<_> = found.all.iter().filter(|c| c.kind == ChangeKind::Step).collect();
    assert_eq!(steps.len(), 1, "{:?}", found.all);
    assert!(steps[0].after.start.abs_diff(STEP) <= 2);
    assert!((steps[0].rate_after - 0.14).abs() < 0.02);
}

/// Cost of a partition, boundary by boundary.
fn cost(series: &Series, bounds: &[usize], penalty: f64) -> f64 {
    let edges: Vec<usize> =
        [0].into_iter().chain(bounds.iter().copied()).chain([series.len()]).collect();
    let segments = edges.windows(2).map(|edge| {
        let (events, exposure) = series.sums(edge[0]..edge[1]);
        series.likelihood.cost(events, exposure) + penalty
    });
    segments.sum::<f64>() - penalty
}

/// Every partition whose segments have at least [`MIN_SLOTS`] slots.
fn partitions(from: usize, slots: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for next in from + MIN_SLOTS..=slots.saturating_sub(MIN_SLOTS) {
        for rest in partitions(next, slots) {
            all.push([vec![next], rest].concat());
        }
    }
    all
}

proptest! {
    #[test]
    fn no_partition_is_cheaper(
        events in proptest::collection::vec(0_u32..30, 3..15),
        penalty in 0.0..20.0_f64,
    ) {
        let one = series(events.into_iter().map(f64::from).collect());
        let found = cost(&one, &boundaries(&one, penalty), penalty);
        for other in partitions(0, one.len()) {
            prop_assert!(found <= cost(&one, &other, penalty) + 1e-9, "{other:?}");
        }
    }
}
