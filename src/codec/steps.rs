//! Ascending numbers with a count each, as the states of cells, buckets and stamps are made of them.

use serde::{Deserialize, Serialize};

/// Ascending numbers, each with a count.
///
/// It is written as the first number and a list of steps. A step is the distance from the number
/// before, doubled, if the count is 1; else the distance, doubled, plus 1, and the count follows. The
/// first step has the distance 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Packed", into = "Packed")]
pub(crate) struct Steps(Vec<(i64, u64)>);

/// The first number, and the steps.
type Packed = (i64, Vec<u128>);

impl Steps {
    /// Numbers and their counts; the numbers ascend.
    pub(crate) fn new(items: impl IntoIterator<Item = (i64, u64)>) -> Self {
        Self(items.into_iter().collect())
    }

    /// The numbers and their counts.
    pub(crate) fn as_slice(&self) -> &[(i64, u64)] {
        &self.0
    }
}

impl From<Steps> for Packed {
    fn from(steps: Steps) -> Self {
        let first = steps.0.first().map_or(0, |item| item.0);
        let mut before = first;
        let mut packed = Vec::with_capacity(steps.0.len());
        for (number, count) in steps.0 {
            let distance = u128::from(number.abs_diff(before)) << 1;
            packed.push(distance | u128::from(count != 1));
            packed.extend((count != 1).then_some(u128::from(count)));
            before = number;
        }
        (first, packed)
    }
}

impl TryFrom<Packed> for Steps {
    type Error = &'static str;

    fn try_from((first, packed): Packed) -> Result<Self, Self::Error> {
        let (mut items, mut number) = (Vec::new(), first);
        let mut packed = packed.into_iter();
        while let Some(step) = packed.next() {
            let distance = u64::try_from(step >> 1).map_err(|_| "distance of a step")?;
            if (distance == 0) != items.is_empty() {
                return Err("order of steps");
            }
            number = number.checked_add_unsigned(distance).ok_or("end of steps")?;
            let count = if step & 1 == 0 { Some(1) } else { packed.next() };
            let count =
                count.and_then(|count| u64::try_from(count).ok()).ok_or("count of a step")?;
            items.push((number, count));
        }
        Ok(Self(items))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::Steps;
    use crate::codec::{Reader, Writer};

    proptest! {
        #[test]
        fn any_ascending_list_reads_back(
            items in proptest::collection::btree_map(any::<i64>(), any::<u64>(), 0..30), wide in any::<bool>(),
        ) {
            let items = items.into_iter().map(|(number, count)| (number >> if wide { 0 } else { 56 }, count));
            let mut items: Vec<(i64, u64)> = items.collect();
            items.dedup_by_key(|item| item.0);
            let steps = Steps::new(items);
            let bytes = Writer::record(&steps);
            prop_assert_eq!(Reader::new(&bytes, 0).take::<Steps>(), Ok(steps));
            let cut = Reader::new(&bytes[..bytes.len() - 1], 0).take::<Steps>();
            prop_assert!(cut.is_err());
        }
    }

    #[test]
    fn a_count_of_one_takes_no_byte_and_no_number_comes_twice() {
        assert_eq!(Writer::record(&Steps::new([(-1, 1), (3, 2)])), [1, 3, 0, 9, 2]);
        for wrong in [&[0, 2, 0, 0][..], &[0, 1, 2], &[0, 1, 1]] {
            assert!(Reader::new(wrong, 0).take::<Steps>().is_err());
        }
    }
}
