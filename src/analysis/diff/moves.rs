//! How far each value moved between two sides, and whether that is more than noise.

use super::rate_test::{Sides, chi_square_tail, f_tail, q_values};
use super::side::JoinedValue;
use super::slots::{SideSlots, float, value_pearson};
use super::{Basis, DiffSide};
use crate::analysis::dispersion::MAD_TO_SIGMA;
use crate::analysis::quantile::median;

/// Events of both sides that are needed for a test.
const MIN_EVENTS: f64 = 10.0;
/// Slots of both sides that are needed for a dispersion of each value.
const MIN_SLOTS: usize = 8;
/// Tested values that are needed for the spread of an empirical null.
const MIN_TESTED: usize = 30;
/// The largest q-value of a marked value.
const MARKED_Q: f64 = 0.05;
/// The smallest factor, up or down, of a marked value.
const MARKED_FACTOR: f64 = 1.5;

/// How one value, or all events together, moved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move<'a> {
    /// The value and its places; `None` for all events together.
    pub(super) value: Option<JoinedValue<'a>>,
    pub(super) sides: Sides,
    /// How many times larger than Poisson's the variance is.
    pub(super) dispersion: f64,
    /// The least false discovery rate; `None` where there are too few events for a test.
    pub(super) q: Option<f64>,
}

impl Move<'_> {
    /// Whether the move is large and no noise.
    pub(super) fn is_marked(&self) -> bool {
        let is_large = self
            .sides
            .factor()
            .is_none_or(|factor| factor >= MARKED_FACTOR || factor <= 1.0 / MARKED_FACTOR);
        is_large && self.q.is_some_and(|q| q <= MARKED_Q)
    }

    /// After less before, in the basis.
    pub(super) fn difference(&self) -> f64 {
        let [before, after] = self.sides.rates();
        after - before
    }

    /// The kind of move in a word.
    pub(super) fn word(&self) -> &'static str {
        let [before, after] = self.sides.events;
        let difference = self.difference();
        match () {
            () if before <= 0.0 => "new",
            () if after <= 0.0 => "gone",
            () if difference > 0.0 => "up",
            () if difference < 0.0 => "down",
            () => "same",
        }
    }
}

/// The moves of all values, the largest difference first, then that of all events together.
pub(super) fn moves<'a>(
    sides: [DiffSide<'a>; 2],
    joined: &[JoinedValue<'a>],
    basis: Basis,
) -> (Vec<Move<'a>>, Move<'a>) {
    let slots = match sides.map(|side| side.pairs()) {
        [Some(before), Some(after)] => Some(SideSlots::both([before, after], basis)),
        _ => None,
    };
    let slots = slots.filter(|slots| slots[0].len() + slots[1].len() >= MIN_SLOTS);
    let exposures = match &slots {
        Some(slots) => [slots[0].exposure(), slots[1].exposure()],
        None => sides.map(|side| side.exposure(basis)),
    };
    let mut all: Vec<Move<'a>> = joined
        .iter()
        .map(|value| {
            let events = [0, 1].map(|at| {
                value.entries[at].map_or(0.0, |entry| float(sides[at].counts().get(entry).1))
            });
            let sides = Sides { events, exposures };
            Move { value: Some(*value), sides, dispersion: 1.0, q: None }
        })
        .collect();
    let total = Sides { events: sides.map(|side| side.events()), exposures };
    let mut total = Move { value: None, sides: total, dispersion: 1.0, q: None };
    let p_values = match &slots {
        _ if !total.sides.are_known() => Vec::new(),
        Some(slots) => dispersed(&mut all, slots, sides),
        None => empirical(&mut all),
    };
    let (tested, p_values): (Vec<usize>, Vec<f64>) = p_values.into_iter().unzip();
    for (place, q) in tested.into_iter().zip(q_values(&p_values)) {
        all[place].q = Some(q);
    }
    if let Some(slots) = &slots {
        let statistic = total_pearson(slots, sides, total.sides);
        let freedom = degrees(slots);
        total.dispersion = (statistic / freedom).max(1.0);
        total.q = f_tail(total.sides.deviance() / total.dispersion, freedom);
    }
    all.sort_by(|one, other| {
        let by_size = other.difference().abs().total_cmp(&one.difference().abs());
        by_size.then_with(|| one.value.map(|v| v.value).cmp(&other.value.map(|v| v.value)))
    });
    (all, total)
}

fn is_tested(one: &Move<'_>) -> bool {
    one.sides.events.iter().sum::<f64>() >= MIN_EVENTS
}

fn degrees(slots: &[SideSlots<'_>; 2]) -> f64 {
    float((slots[0].len() + slots[1].len()) as u64) - 2.0
}

/// F-tests, each by the value's own dispersion but at least the median dispersion of values with
/// enough events. Gives the places of the tested values and their p-values.
fn dispersed(
    all: &mut [Move<'_>],
    slots: &[SideSlots<'_>; 2],
    sides: [DiffSide<'_>; 2],
) -> Vec<(usize, f64)> {
    let freedom = degrees(slots);
    for one in all.iter_mut().filter(|one| is_tested(one)) {
        let Some(value) = one.value else { continue };
        let rates = [0, 1].map(|at| sides[at].rates(value.entries[at]?));
        one.dispersion = value_pearson(slots, rates, one.sides) / freedom;
    }
    let enough = 2.0 * (freedom + 2.0);
    let frequent = all.iter().filter(|one| one.sides.events.iter().sum::<f64>() >= enough);
    let mut dispersions: Vec<f64> = frequent.map(|one| one.dispersion).collect();
    let pooled = median(&mut dispersions).unwrap_or(1.0).max(1.0);
    let tests = all.iter_mut().enumerate().filter_map(|(place, one)| {
        one.dispersion = one.dispersion.max(pooled);
        let statistic = one.sides.deviance() / one.dispersion;
        is_tested(one).then(|| f_tail(statistic, freedom)).flatten().map(|p| (place, p))
    });
    tests.collect()
}

/// Tests without times, against the spread of the values themselves.
///
/// B. Efron, "Large-scale simultaneous hypothesis testing: the choice of a null hypothesis",
/// Journal of the American Statistical Association 99, 2004.
fn empirical(all: &mut [Move<'_>]) -> Vec<(usize, f64)> {
    let mut sizes: Vec<f64> =
        all.iter().filter(|one| is_tested(one)).map(|one| one.sides.deviance().sqrt()).collect();
    let spread = match median(&mut sizes).filter(|_| sizes.len() >= MIN_TESTED) {
        Some(size) => (MAD_TO_SIGMA * size).max(1.0),
        None => 1.0,
    };
    let tests = all.iter_mut().enumerate().filter_map(|(place, one)| {
        one.dispersion = spread * spread;
        let statistic = one.sides.deviance() / one.dispersion;
        is_tested(one).then(|| chi_square_tail(statistic)).flatten().map(|p| (place, p))
    });
    tests.collect()
}

/// Pearson's statistic of all events together.
fn total_pearson(slots: &[SideSlots<'_>; 2], sides: [DiffSide<'_>; 2], total: Sides) -> f64 {
    let events =
        [0, 1].map(|at| sides[at].table().map_or(Vec::new(), |table| slots[at].totals(table)));
    super::rate_test::pearson([&events[0], &events[1]], total)
}
