//! The limit recommended for the peaks of all values in one window: in a gap between usual values and
//! a few far above them if there is a real one, else where a share of the values stays untouched.

/// A real gap is at least this factor.
const MIN_GAP: u64 = 2;
/// Probability of a gap in a Pareto tail that counts as real.
const SIGNIFICANCE: f64 = 0.05;
/// Values below the ones that may be over the limit, from which the tail is estimated.
const TAIL: usize = 50;
/// Parts that [`Spare`] is counted in.
const WHOLE: u128 = 1_000_000_000;

/// The share of the values that a limit must not touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spare(u128);

impl Spare {
    /// Of a share from 0 to 1.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 10^9"
    )]
    pub(super) fn new(share: f64) -> Self {
        Self((share.clamp(0.0, 1.0) * WHOLE as f64).round() as u128)
    }

    /// How many of `values` may be over the limit, at least one.
    fn over(self, values: usize) -> usize {
        let over = values as u128 * (WHOLE - self.0) / WHOLE;
        usize::try_from(over).unwrap_or(usize::MAX).max(1)
    }
}

/// Where a limit was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LimitBasis {
    /// In a gap among the highest peaks.
    Gap,
    /// Above the share of the values that must not be touched.
    Share,
}

/// A recommended limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Advice {
    pub(super) limit: u64,
    pub(super) basis: LimitBasis,
    /// The highest peak that the limit is derived from and does not touch.
    pub(super) below: u64,
    /// The lowest peak over the limit, if there is one.
    pub(super) above: Option<u64>,
}

/// The limit for `peaks`, which descend and are above 0; `None` without peaks.
pub(super) fn advise(peaks: &[u64], spare: Spare) -> Option<Advice> {
    let over = spare.over(peaks.len());
    if let Some(rank) = gap(peaks, over) {
        let (above, below) = (*peaks.get(rank - 1)?, *peaks.get(rank)?);
        let limit = between(below, above);
        return Some(Advice { limit, basis: LimitBasis::Gap, below, above: Some(above) });
    }
    let below = *peaks.get(over).or(peaks.last())?;
    let limit = round_numbers().find(|round| *round >= below).unwrap_or(below);
    let above = peaks.iter().rev().copied().find(|peak| *peak > limit);
    Some(Advice { limit, basis: LimitBasis::Share, below, above })
}

/// How many values lie above a real gap, at most `over`.
///
/// In a Pareto tail the spacings i ln(x_i / x_(i+1)) of the descending peaks are independent and
/// exponential (A. Renyi, "On the theory of order statistics", 1953), with the mean that B. M. Hill
/// estimates ("A simple general approach to inference about the tail of a distribution", Annals of
/// Statistics 3, 1975); here from the tail below the gap. A spacing that would be the largest of so
/// many in fewer than 5 % of tails is a real gap (compare D. Sornette and S. Wei, 2015).
fn gap(peaks: &[u64], over: usize) -> Option<usize> {
    let ranks = over.min(peaks.len() / 2);
    let tail = (over + TAIL).min(peaks.len() / 2);
    let ratio = |rank: usize| Some((*peaks.get(rank - 1)? as f64 / *peaks.get(rank)? as f64).ln());
    let least = (ranks as f64 / SIGNIFICANCE).ln();
    let mut best: Option<(f64, usize)> = None;
    for rank in 1..=ranks {
        let (above, below) = (*peaks.get(rank - 1)?, *peaks.get(rank)?);
        // Two spacings at least.
        if above < below.saturating_mul(MIN_GAP) || tail < rank + 2 {
            continue;
        }
        let spacings = (1..=tail - rank).filter_map(|i| Some(i as f64 * ratio(rank + i)?));
        let mean = spacings.sum::<f64>() / (tail - rank) as f64;
        // A tail without spread has a gap at any factor.
        let score = rank as f64 * ratio(rank)? / mean.max(1e-9);
        if score >= least && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, rank));
        }
    }
    best.map(|(_, rank)| rank)
}

/// The round number from `below` to under `above` that is nearest by ratio to their geometric mean,
/// else that mean, rounded up.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a limit between two peaks"
)]
fn between(below: u64, above: u64) -> u64 {
    let middle = (below as f64 * above as f64).sqrt();
    let distance = |number: &u64| (*number as f64 / middle).ln().abs();
    let round =
        round_numbers().skip_while(|round| *round < below).take_while(|round| *round < above);
    round.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or_else(|| middle.ceil() as u64)
}

/// The round numbers that limits are chosen from: 1, 2, 3, 5, 7, 10, 15, 20, 30 and so on.
pub(super) fn round_numbers() -> impl Iterator<Item = u64> {
    let decades = std::iter::successors(Some(1_u64), |decade| decade.checked_mul(10));
    let tenths = |decade: u64| {
        [10, 15, 20, 30, 50, 70].into_iter().filter_map(move |tenth: u64| {
            let number = decade.checked_mul(tenth)?;
            (number % 10 == 0).then_some(number / 10)
        })
    };
    decades.flat_map(tenths)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::{Advice, LimitBasis, Spare, advise, round_numbers};

    fn advice(peaks: &[u64]) -> Advice {
        let mut peaks = peaks.to_vec();
        peaks.sort_unstable_by(|a, b| b.cmp(a));
        advise(&peaks, Spare::new(0.99)).unwrap()
    }

    #[test]
    fn an_abuser_far_above_the_others_is_in_a_gap() {
        let mut peaks: Vec<u64> = (0..60).map(|i| 1 + i % 6).collect();
        peaks.push(90);
        let found = advice(&peaks);
        assert_eq!(found, Advice { limit: 20, basis: LimitBasis::Gap, below: 6, above: Some(90) });
    }

    #[test]
    fn without_a_gap_a_share_is_spared() {
        let peaks: Vec<u64> = (1..=200).collect();
        let found = advice(&peaks);
        // Two of two hundred may be over.
        assert_eq!(found, Advice { limit: 200, basis: LimitBasis::Share, below: 198, above: None });
        assert_eq!(
            advice(&[4]),
            Advice { limit: 5, basis: LimitBasis::Share, below: 4, above: None }
        );
        assert_eq!(advise(&[], Spare::new(0.99)), None);
    }

    proptest! {
        #[test]
        fn no_more_values_are_over_than_may_be(
            peaks in proptest::collection::vec(1..2_000_u64, 1..300),
            share in 0.5..1.0_f64,
        ) {
            let mut peaks = peaks;
            peaks.sort_unstable_by(|a, b| b.cmp(a));
            let spare = Spare::new(share);
            let found = advise(&peaks, spare).unwrap();
            let over = peaks.iter().filter(|peak| **peak > found.limit).count();
            prop_assert!(over <= spare.over(peaks.len()));
            prop_assert!(found.limit >= found.below);
            prop_assert!(found.above.is_none_or(|above| above > found.limit));
        }
    }

    #[test]
    fn round_numbers_are_whole() {
        let first: Vec<u64> = round_numbers().take(16).collect();
        assert_eq!(first, [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500]);
    }
}
