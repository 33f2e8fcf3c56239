//! Figures of columns compared: correlation and regression of numbers, association of texts. Pure
//! functions of what [`crate::aggregate`] kept; how they are shown is not known here. Called by the
//! sections `correlations`, `contingency` and `association`.

use crate::aggregate::{Comparison, Contingency, JointCounts, PairSums};
use crate::number::Exact;

/// How two numeric columns go together. A figure is `None` where it is not defined: for fewer than two
/// rows, or if a column does not vary.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Correlation {
    /// The place of the first column.
    pub(crate) x: usize,
    /// The place of the second column.
    pub(crate) y: usize,
    /// Rows where both have a number.
    pub(crate) count: u64,
    pub(crate) pearson: Option<f64>,
    pub(crate) spearman: Option<f64>,
    /// [`regression`]: change of y by x.
    pub(crate) slope: Option<f64>,
    /// [`regression`]: y where x is 0.
    pub(crate) intercept: Option<f64>,
}

/// The figures of each pair of columns.
pub(crate) fn correlations(comparison: &Comparison) -> Vec<Correlation> {
    let figures = comparison.pairs().map(|(x, y, sums)| {
        let line = regression(sums);
        Correlation {
            x,
            y,
            count: sums.count,
            pearson: pearson(sums),
            spearman: spearman(&sums.joint),
            slope: line.map(|line| line.0),
            intercept: line.map(|line| line.1),
        }
    });
    figures.collect()
}

/// n^2 times variances and covariance, exactly.
struct Spread {
    n: Exact,
    xx: Exact,
    yy: Exact,
    xy: Exact,
}

impl Spread {
    fn of(sums: &PairSums) -> Self {
        let n = Exact::whole(sums.count);
        let (x, y) = (sums.x.total(), sums.y.total());
        Self {
            xx: n.times(&sums.xx.total()).minus(&x.times(&x)),
            yy: n.times(&sums.yy.total()).minus(&y.times(&y)),
            xy: n.times(&sums.xy.total()).minus(&x.times(&y)),
            n,
        }
    }
}

/// The product-moment correlation coefficient, exact to the last rounding; `None` when a column does
/// not vary.
///
/// r = (n sum(xy) - sum(x) sum(y)) / sqrt((n sum(x^2) - sum(x)^2) (n sum(y^2) - sum(y)^2)) (K.
/// Pearson; NIST Dataplot Reference Manual, "Correlation").
pub(crate) fn pearson(sums: &PairSums) -> Option<f64> {
    let Spread { xx, yy, xy, .. } = Spread::of(sums);
    ratio(&xy, &xx, &yy)
}

/// xy / sqrt(xx yy), computed as the root of an exact quotient: it is never beyond 1.
fn ratio(xy: &Exact, xx: &Exact, yy: &Exact) -> Option<f64> {
    let size = xy.times(xy).over(&xx.times(yy))?.sqrt();
    Some(if xy.is_negative() { -size } else { size })
}

/// The line of y on x by least squares: slope and intercept, each rounded once; `None` when x does
/// not vary.
///
/// slope = (n sum(xy) - sum(x) sum(y)) / (n sum(x^2) - sum(x)^2), intercept = (sum(y) - slope
/// sum(x)) / n (NIST/SEMATECH e-Handbook of Statistical Methods, 4.1.4.1 "Linear Least Squares
/// Regression").
pub(crate) fn regression(sums: &PairSums) -> Option<(f64, f64)> {
    let Spread { n, xx, xy, .. } = Spread::of(sums);
    let slope = xy.over(&xx)?.to_f64();
    let intercept = sums.y.total().times(&xx).minus(&xy.times(&sums.x.total()));
    Some((slope, intercept.over(&n.times(&xx))?.to_f64()))
}

/// The rank correlation coefficient: the product-moment coefficient of the ranks, equal numbers
/// sharing the mean of their ranks; `None` if a column does not vary.
///
/// (C. Spearman, "The proof and measurement of association between two things", American Journal of
/// Psychology 15, 1904; NIST Dataplot Reference Manual, "Rank Correlation").
pub(crate) fn spearman(joint: &JointCounts) -> Option<f64> {
    let mut pairs = joint.pairs();
    let x = ranks(&pairs.iter().map(|pair| (pair.0, pair.2)).collect::<Vec<_>>());
    let mut of_y: Vec<(f64, u64, u64)> =
        pairs.iter_mut().zip(&x).map(|((_, y, count), x)| (*y, *count, *x)).collect();
    of_y.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let y = ranks(&of_y.iter().map(|pair| (pair.0, pair.1)).collect::<Vec<_>>());
    let sum = |term: &dyn Fn(i128, i128) -> i128| -> i128 {
        let ranks = of_y.iter().zip(&y).map(|((_, count, x), y)| (*count, *x, *y));
        // Twice a rank of n rows is at most 2 n: of fewer than 2^41 rows no sum reaches 2^127.
        ranks.fold(0, |sum, (count, x, y)| {
            sum.saturating_add(i128::from(count).saturating_mul(term(x.into(), y.into())))
        })
    };
    let n = Exact::new(sum(&|_, _| 1), 0);
    let (sum_x, sum_y) = (Exact::new(sum(&|x, _| x), 0), Exact::new(sum(&|_, y| y), 0));
    let spread =
        |products: i128, a: &Exact, b: &Exact| n.times(&Exact::new(products, 0)).minus(&a.times(b));
    let xy = spread(sum(&|x, y| x.saturating_mul(y)), &sum_x, &sum_y);
    let (xx, yy) = (
        spread(sum(&|x, _| x.saturating_mul(x)), &sum_x, &sum_x),
        spread(sum(&|_, y| y.saturating_mul(y)), &sum_y, &sum_y),
    );
    ratio(&xy, &xx, &yy)
}

/// Twice the rank of each of the ascending `numbers`, which are given with their counts. Ranks are
/// doubled, so that the mean rank of equal numbers is whole.
fn ranks(numbers: &[(f64, u64)]) -> Vec<u64> {
    let mut ranks = Vec::with_capacity(numbers.len());
    let mut before = 0_u64;
    for equal in numbers.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let count = equal.iter().fold(0_u64, |sum, number| sum.saturating_add(number.1));
        let rank = before.saturating_mul(2).saturating_add(count).saturating_add(1);
        ranks.extend(equal.iter().map(|_| rank));
        before = before.saturating_add(count);
    }
    ranks
}

/// How two text columns go together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Association {
    /// Pearson's statistic of independence, without a correction for continuity.
    pub(crate) chi_square: f64,
    /// Its degrees of freedom: (rows - 1) (columns - 1).
    pub(crate) df: u64,
    /// Cramer's V, from 0 for independence to 1; `None` when a column has one text only.
    pub(crate) cramers_v: Option<f64>,
}

/// The association in a contingency table; `None` for an empty table.
///
/// chi^2 = sum((O - E)^2 / E) with E = row sum x column sum / n (NIST/SEMATECH e-Handbook, 7.4.5
/// "How can we compare the results of classifying according to several categories?"); V =
/// sqrt(chi^2 / (n min(rows - 1, columns - 1))) (H. Cramer, "Mathematical Methods of Statistics",
/// Princeton 1946). Every O n - E n is a whole number, and the terms, none of them negative, are
/// added in the order of the texts.
pub(crate) fn association(table: &Contingency) -> Option<Association> {
    let mut columns = std::collections::BTreeMap::<&[u8], u128>::new();
    for (_, y, count) in table.cells() {
        *columns.entry(y).or_default() += u128::from(count);
    }
    let n: u128 = columns.values().sum();
    let (mut chi_square, mut rows) = (0.0, 0_u64);
    for (_, row) in table.rows() {
        let row_sum: u128 = row.values().map(|count| u128::from(*count)).sum();
        let mut elsewhere = n;
        for (y, count) in row {
            let column_sum = columns.get(&**y).copied().unwrap_or_default();
            let expected = row_sum as f64 * column_sum as f64;
            let excess = (u128::from(*count) * n).abs_diff(row_sum * column_sum) as f64;
            chi_square += excess * (excess / expected) / n as f64;
            elsewhere -= column_sum;
        }
        // Where nothing was observed the term is E.
        chi_square += row_sum as f64 * (elsewhere as f64 / n as f64);
        rows += 1;
    }
    let least = rows.checked_sub(1)?.min(columns.len() as u64 - 1);
    let df = (rows - 1) * (columns.len() as u64 - 1);
    let cramers_v = (least > 0).then(|| (chi_square / n as f64 / least as f64).sqrt().min(1.0));
    Some(Association { chi_square, df, cramers_v })
}

/// The pairs of texts of a contingency table, the most frequent first, then by their bytes.
pub(crate) fn contingency(table: &Contingency) -> Vec<(&[u8], &[u8], u64)> {
    let mut cells: Vec<_> = table.cells().collect();
    cells.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| (a.0, a.1).cmp(&(b.0, b.1))));
    cells
}
