//! The round numbers that limits are chosen from: 1, 1.5, 2, 3, 5 and 7 times powers of ten, whole
//! ones only.

/// 1, 2, 3, 5, 7, 10, 15, 20, 30 and so on.
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
    use super::round_numbers;

    #[test]
    fn they_are_whole() {
        let first: Vec<u64> = round_numbers().take(16).collect();
        assert_eq!(first, [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500]);
    }
}
