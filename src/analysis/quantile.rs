//! Quantiles of exact data.

/// The `p`-quantile (0 to 1) of the ascending numbers `sorted`; `None` without numbers.
///
/// Linear interpolation between the two order statistics next to position `(n - 1) p`: type 7 of
/// Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50, 1996.
pub(crate) fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    quantile_at(sorted.len() as u64, p, |at| sorted.get(index(at)).copied())
}

/// The `p`-quantile of `sorted` ascending whole numbers.
pub(crate) fn quantile_of_whole(sorted: &[u64], p: f64) -> Option<f64> {
    quantile_at(sorted.len() as u64, p, |at| sorted.get(index(at)).map(|number| *number as f64))
}

/// The `p`-quantile of numbers; `frequencies` holds each number, ascending, and how often it occurs.
pub(crate) fn quantile_of(frequencies: &[(u64, u64)], p: f64) -> Option<f64> {
    quantile_of_each(frequencies, p, |number| number as f64)
}

/// The `p`-quantile of ascending numbers, each with how often it occurs; as [`quantile`].
pub(crate) fn quantile_of_counted(counted: &[(f64, u64)], p: f64) -> Option<f64> {
    quantile_of_each(counted, p, |number| number)
}

fn quantile_of_each<N: Copy>(
    counted: &[(N, u64)],
    p: f64,
    double: impl Fn(N) -> f64,
) -> Option<f64> {
    let total = counted.iter().fold(0_u64, |sum, (_, times)| sum.saturating_add(*times));
    quantile_at(total, p, |place| {
        let mut passed = 0_u64;
        let found = counted.iter().find(|(_, times)| {
            passed = passed.saturating_add(*times);
            passed > place
        });
        found.map(|(number, _)| double(*number))
    })
}

/// The median of `numbers`, which are put in order; `None` without numbers.
pub(super) fn median(numbers: &mut [f64]) -> Option<f64> {
    numbers.sort_unstable_by(f64::total_cmp);
    quantile(numbers, 0.5)
}

fn index(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// The `p`-quantile of `length` ascending numbers, of which `number` gives the one at a place.
fn quantile_at(length: u64, p: f64, number: impl Fn(u64) -> Option<f64>) -> Option<f64> {
    let last = length.checked_sub(1)?;
    let position = last as f64 * p.clamp(0.0, 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last place"
    )]
    let below = (position.floor() as u64).min(last);
    let (low, high) = (number(below)?, number((below + 1).min(last))?);
    Some(low + (high - low) * (position - position.floor()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{quantile, quantile_of};

    #[test]
    fn known_quantiles() {
        // R: quantile(c(1,1,1,1,1,3,4,4,4,5,6,11), c(0,.25,.5,.9,.99,1), type = 7)
        let counts = [1.0, 1.0, 1.0, 1.0, 1.0, 3.0, 4.0, 4.0, 4.0, 5.0, 6.0, 11.0];
        let expected =
            [(0.0, 1.0), (0.25, 1.0), (0.5, 3.5), (0.9, 5.9), (0.99, 10.45), (1.0, 11.0)];
        for (p, value) in expected {
            assert!((quantile(&counts, p).unwrap() - value).abs() < 1e-12, "p = {p}");
        }
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[2.0], 0.99), Some(2.0));
    }

    proptest! {
        #[test]
        fn frequencies_have_the_quantiles_of_what_they_count(
            frequencies in proptest::collection::btree_map(0..50_u32, 0..5_u64, 0..9),
            p in 0.0..1.0_f64,
        ) {
            let all = frequencies.iter().flat_map(|(number, times)| {
                (0..*times).map(|_| f64::from(*number))
            });
            let all: Vec<f64> = all.collect();
            let counted: Vec<(u64, u64)> =
                frequencies.iter().map(|(number, times)| (u64::from(*number), *times)).collect();
            prop_assert_eq!(quantile_of(&counted, p), quantile(&all, p));
        }
    }
}
