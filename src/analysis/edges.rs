//! Round edges for the bins of a histogram. Every edge is the double nearest to a short decimal
//! number, made from its digits and not by adding widths. Called by the histogram only.

use crate::number::Decimal;

/// A width that reads well: `digits` x 10^`power`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RoundWidth {
    digits: i64,
    power: i16,
}

/// The round widths 1, 2, 2.5 and 5, each as its digits and its number of decimals.
const ROUND: [(i64, i16); 4] = [(1, 0), (2, 0), (25, 1), (5, 0)];

/// Ten times the edges within a power of ten, on a logarithmic scale, from fine to coarse.
const DECADES: [&[i64]; 5] = [
    &[10, 12, 15, 20, 25, 30, 40, 50, 60, 80],
    &[10, 15, 20, 30, 50, 70],
    &[10, 20, 50],
    &[10, 30],
    &[10],
];

/// Powers of ten from edge to edge, for ranges in which an edge at each power would be too many.
const APART: [i16; 8] = [2, 3, 5, 10, 20, 50, 100, 1000];

/// The most widths that are joined into one bin.
const MAX_WIDTHS: i64 = 1_000_000_000_000_000_000;

/// The powers of ten that doubles reach.
const POWERS: std::ops::RangeInclusive<i16> = -324..=309;

/// The double nearest to `digits` x 10^`power`; the largest where it is beyond.
pub(super) fn tens(digits: i64, power: i16) -> f64 {
    nearest(i128::from(digits), power)
}

fn nearest(digits: i128, power: i16) -> f64 {
    let (decimal, _) = Decimal::new(digits < 0, digits.unsigned_abs(), i32::from(power));
    decimal.to_f64().clamp(f64::MIN, f64::MAX)
}

impl RoundWidth {
    /// The width `decimal`; `None` unless it is above 0 and has at most 18 digits.
    pub(super) fn exactly(decimal: Decimal) -> Option<Self> {
        let digits = i64::try_from(decimal.digits()).ok()?;
        (digits > 0).then_some(Self { digits, power: decimal.exponent() })
    }

    /// The smallest round width of at least `least` that covers `low` to `high` in at most `most`
    /// bins, and that is a multiple of 10^`finest`.
    pub(super) fn round(low: f64, high: f64, most: u32, least: f64, finest: i16) -> Self {
        let wanted = ((high - low) / f64::from(most.max(1))).min(f64::MAX).max(least);
        let powers = POWERS.skip_while(|power| tens(1, power + 1) < wanted);
        let steps = powers
            .flat_map(|power| ROUND.map(|(digits, less)| Self { digits, power: power - less }));
        let mut fitting = steps.filter(|step| step.power >= finest && step.width() >= wanted);
        let found = fitting.find(|step| step.bins(low, high) <= u64::from(most.max(1)));
        found.unwrap_or(Self { digits: 1, power: *POWERS.end() })
    }

    /// The next coarser width: ten times as wide.
    pub(super) const fn widened(self) -> Self {
        Self { digits: self.digits, power: self.power.saturating_add(1) }
    }

    pub(super) fn width(self) -> f64 {
        tens(self.digits, self.power)
    }

    /// How many bins, half open, cover `low` to `high`.
    pub(super) fn bins(self, low: f64, high: f64) -> u64 {
        self.place(high).abs_diff(self.place(low)) + 1
    }

    /// Edges from the multiple at or below `low` to the one above `high`.
    pub(super) fn edges(self, low: f64, high: f64) -> Vec<f64> {
        let (first, last) = (self.place(low), self.place(high).saturating_add(1));
        (first..=last).map(|place| self.edge(place)).collect()
    }

    /// Edges as [`RoundWidth::edges`] gives them, but farther apart where the cells of numbers are wider than
    /// `self`. `cell_width` gives the width of the cell at a number. A bin there is the least of 2, 10, 20,
    /// 100, ... widths that is at least two cells wide. Gives `None` if there are more than `most` bins.
    pub(super) fn edges_of_cells(
        self,
        (low, high): (f64, f64),
        cell_width: impl Fn(f64) -> f64,
        most: u32,
    ) -> Option<Vec<f64>> {
        let (mut place, last) = (self.place(low), self.place(high));
        // A double holds whole numbers up to 2^53. At 2^60 many neighbouring edges are one double.
        if place.unsigned_abs().max(last.unsigned_abs()) > 1 << 60 {
            return None;
        }
        place -= place.rem_euclid(self.widths(cell_width(low.abs())));
        let mut edges = vec![self.edge(place)];
        while place <= last {
            let widths = self.widths(cell_width(self.edge(place).abs()));
            place = place.saturating_add(widths - place.rem_euclid(widths));
            edges.push(self.edge(place));
            if edges.len() > most as usize + 1 {
                return None;
            }
        }
        Some(edges)
    }

    /// How many widths a bin must have to be as wide as two cells of the width `cell_width`.
    fn widths(self, cell_width: f64) -> i64 {
        if cell_width <= self.width() {
            return 1;
        }
        let powers = (0..18).map(|power| 10_i64.pow(power));
        let mut fitting = powers.flat_map(|power| [2 * power, 10 * power]);
        fitting.find(|widths| self.edge(*widths) >= 2.0 * cell_width).unwrap_or(MAX_WIDTHS)
    }

    fn edge(self, place: i64) -> f64 {
        nearest(i128::from(place) * i128::from(self.digits), self.power)
    }

    /// The multiple of the width at or below `value`. The division rounds, so the multiples beside the
    /// quotient are tried.
    fn place(self, value: f64) -> i64 {
        #[expect(clippy::cast_possible_truncation, reason = "stays at the ends of 64 bits")]
        let place = (value / self.width()).floor() as i64;
        if self.edge(place) > value {
            place.saturating_sub(1)
        } else if self.edge(place.saturating_add(1)) <= value {
            place.saturating_add(1)
        } else {
            place
        }
    }
}

/// Edges on a logarithmic scale over sizes from `low` to `high`, both above 0: the first at or below
/// `low`, the last above `high`. The finest that make at most `most` bins.
pub(super) fn logarithmic(low: f64, high: f64, most: u32) -> Vec<f64> {
    let within = DECADES.iter().map(|digits| (*digits, 1));
    let apart = APART.iter().map(|apart| (DECADES[4], *apart));
    let mut edges = Vec::new();
    for (digits, apart) in within.chain(apart) {
        edges = around(low, high, digits, apart);
        if edges.len() <= most as usize + 1 {
            break;
        }
    }
    edges
}

/// The edges at `digits` of every power of ten that is a multiple of `apart`, as far as needed. The
/// smallest and the largest double end them where a power is beyond the doubles.
fn around(low: f64, high: f64, digits: &[i64], apart: i16) -> Vec<f64> {
    #[expect(clippy::cast_possible_truncation, reason = "the power of a double")]
    let power = |size: f64| size.log10().floor().max(-324.0) as i16;
    // A power more on either side, because logarithms round.
    let first = (power(low) - 1).div_euclid(apart) * apart;
    let powers = (first..=power(high) + 1 + apart).step_by(apart.unsigned_abs().into());
    let edges = powers.flat_map(|power| digits.iter().map(move |digit| tens(*digit, power - 1)));
    let mut edges: Vec<f64> = edges.map(|edge| edge.max(f64::from_bits(1))).collect();
    edges.dedup();
    edges.truncate(edges.partition_point(|edge| *edge <= high) + 1);
    edges.drain(..edges.partition_point(|edge| *edge <= low).saturating_sub(1));
    // If edges are far apart, the powers of ten next to the numbers are the ends.
    let near = |powers: [i16; 2], fits: &dyn Fn(f64) -> bool| {
        powers.map(|power| tens(1, power)).into_iter().find(|edge| fits(*edge))
    };
    if let (Some(first), Some(edge)) =
        (edges.first_mut(), near([power(low), power(low) - 1], &|edge| edge <= low && edge > 0.0))
    {
        *first = first.max(edge);
    }
    if let (Some(last), Some(edge)) =
        (edges.last_mut(), near([power(high) + 1, power(high) + 2], &|edge| edge > high))
    {
        *last = last.min(edge);
    }
    edges
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assume, proptest};

    use super::{RoundWidth, logarithmic};
    use crate::number::Number;

    fn step(text: &str) -> RoundWidth {
        RoundWidth::exactly(Number::read(text.as_bytes()).unwrap().decimal()).unwrap()
    }

    #[test]
    fn widths_are_round() {
        for (low, high, most, least, finest, width) in [
            (0.0, 1.0, 10, 0.0, -9, 0.2),
            (0.0, 0.999, 10, 0.0, -3, 0.1),
            (0.0, 100.0, 12, 0.0, 0, 10.0),
            (1.0, 6.0, 20, 0.0, 0, 1.0),
            (0.0, 39.0, 20, 0.0, 0, 2.0),
            (0.0, 44.0, 20, 0.0, 0, 5.0),
            (0.0, 44.0, 20, 0.0, -1, 2.5),
            (5000.0, 5000.0, 20, 4.0, 0, 5.0),
            (-3.0, 3.0, 20, 0.0, -2, 0.5),
        ] {
            let found = RoundWidth::round(low, high, most, least, finest).width();
            assert!((found - width).abs() < 1e-12, "{low} {high}: {found}, not {width}");
        }
    }

    #[test]
    fn edges_are_the_doubles_of_short_decimals() {
        assert_eq!(step("0.1").edges(0.25, 0.7), [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
        assert_eq!(step("0.1").edges(0.3, 0.3), [0.3, 0.4]);
        assert_eq!(step("25").edges(-30.0, 1.0), [-50.0, -25.0, 0.0, 25.0]);
        assert_eq!(logarithmic(0.012, 3.0, 10), [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0]);
        assert_eq!(logarithmic(1.0, 1000.0, 4), [1.0, 10.0, 100.0, 1000.0, 10_000.0]);
        assert!(logarithmic(f64::from_bits(1), f64::MAX, 4).len() <= 5);
    }

    proptest! {
        #[test]
        fn edges_cover_and_are_few(a in any::<f64>(), b in any::<f64>(), most in 1..100_u32) {
            prop_assume!(a.is_finite() && b.is_finite());
            let (low, high) = (a.min(b), a.max(b));
            prop_assume!(high.abs() < 1e307 && low.abs() < 1e307);
            // As the histogram asks: no finer than its cells.
            let least = low.abs().max(high.abs()) / 1024.0;
            let step = RoundWidth::round(low, high, most.max(2), least, -320);
            let edges = step.edges(low, high);
            assert!(edges.len() <= most.max(2) as usize + 1);
            assert!(edges[0] <= low && high < edges[edges.len() - 1], "{edges:?}");
            assert!(edges.is_sorted_by(|a, b| a < b));
            if low > 0.0 {
                let edges = logarithmic(low, high, most);
                assert!(edges.len() <= (most.max(3) + 1) as usize);
                assert!(edges[0] <= low && high < edges[edges.len() - 1]);
                assert!(edges.is_sorted_by(|a, b| a < b));
            }
        }
    }
}
