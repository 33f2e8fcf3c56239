//! Counts by cell for data of which there may be much or little: a sorted list first, pages of cells
//! later. Which of the two holds them shows in nothing but memory and time. Called by the measures.

use super::cell::{CellKey, Precision};

/// Cells of the list. Up to that a list takes less memory than pages, and moving a part of it for a
/// new cell less time than is saved.
const FEW: usize = 2048;
/// Pages of a power of two, as a power of two: so the directory of pages stays below 300 KB even
/// when the smallest and the largest double come together.
const PAGES: u32 = 4;
/// Cells of a page, as a power of two, at the least.
const LEAST: u32 = 6;

/// Counts by cell.
#[derive(Debug, Clone)]
pub(super) enum SparseCounts {
    /// Ascending by cell.
    Few(Vec<(CellKey, u32)>),
    /// In a box, so that the usual case is not made larger.
    Many(Box<Pages>),
}

impl SparseCounts {
    pub(super) const fn new() -> Self {
        Self::Few(Vec::new())
    }

    /// Adds `weight` to the count of cell `key`, of a precision that is always the same.
    #[inline]
    pub(super) fn add(&mut self, key: CellKey, weight: u64, precision: Precision) {
        match self {
            Self::Few(cells) => {
                if !add_to_list(cells, key, weight) {
                    let mut pages = Pages::new(precision);
                    cells.iter().for_each(|(key, count)| pages.add(*key, u64::from(*count)));
                    pages.add(key, weight);
                    *self = Self::Many(Box::new(pages));
                }
            }
            Self::Many(pages) => pages.add(key, weight),
        }
    }

    /// The cells with something in them, ascending, and their counts.
    pub(super) fn iter(&self) -> impl Iterator<Item = (CellKey, u64)> {
        let (few, many) = match self {
            Self::Few(cells) => (cells.as_slice(), None),
            Self::Many(pages) => (&[][..], Some(pages)),
        };
        let few = few.iter().map(|(key, count)| (*key, u64::from(*count)));
        few.chain(many.into_iter().flat_map(|pages| pages.iter()))
    }

    /// Bytes of memory held on the heap.
    pub(super) fn memory(&self) -> u64 {
        let bytes = match self {
            Self::Few(cells) => cells.capacity() * size_of::<(CellKey, u32)>(),
            Self::Many(pages) => {
                let page = size_of::<u64>() << pages.shift;
                size_of::<Pages>()
                    + pages.directory.capacity() * size_of::<u32>()
                    + pages.pages.capacity() * size_of::<Box<[u64]>>()
                    + pages.pages.len() * page
            }
        };
        bytes as u64
    }
}

/// Whether the list could take it: it is not full, and 32 bits hold the count.
#[inline]
fn add_to_list(cells: &mut Vec<(CellKey, u32)>, key: CellKey, weight: u64) -> bool {
    let Ok(weight) = u32::try_from(weight) else { return false };
    match cells.binary_search_by_key(&key, |cell| cell.0) {
        Ok(at) => {
            let sum = cells[at].1.checked_add(weight);
            cells[at].1 = sum.unwrap_or(cells[at].1);
            sum.is_some()
        }
        Err(_) if cells.len() == FEW => false,
        Err(at) => {
            if cells.len() == cells.capacity() {
                // By half, because most lists stay short and there can be millions.
                cells.reserve_exact((cells.len() / 2).max(1));
            }
            cells.insert(at, (key, weight));
            true
        }
    }
}

/// Counts in pages of neighbouring cells, which are made when something falls into them.
#[derive(Debug, Clone)]
pub(super) struct Pages {
    /// Cells of a page, as a power of two.
    shift: u32,
    /// The number of the page that the directory begins with.
    first: i32,
    /// 1 + the place of each page, 0 for one that was not made.
    directory: Vec<u32>,
    pages: Vec<Box<[u64]>>,
}

impl Pages {
    fn new(precision: Precision) -> Self {
        let shift = precision.bits().saturating_sub(PAGES).max(LEAST);
        Self { shift, first: 0, directory: Vec::new(), pages: Vec::new() }
    }

    #[inline]
    fn add(&mut self, key: CellKey, weight: u64) {
        let number = key >> self.shift;
        let place = usize::try_from(i64::from(number) - i64::from(self.first));
        let found = place.ok().and_then(|place| self.directory.get(place)).filter(|at| **at > 0);
        let at = match found {
            Some(at) => *at,
            None => self.make(number),
        };
        let cell = (key & ((1 << self.shift) - 1)).cast_unsigned() as usize;
        let count = &mut self.pages[at as usize - 1][cell];
        *count = count.saturating_add(weight);
    }

    #[cold]
    fn make(&mut self, number: i32) -> u32 {
        if self.directory.is_empty() {
            self.first = number;
        }
        if number < self.first {
            let before = self.first.abs_diff(number) as usize;
            self.directory.splice(..0, std::iter::repeat_n(0, before));
            self.first = number;
        }
        let place = number.abs_diff(self.first) as usize;
        if place >= self.directory.len() {
            self.directory.resize(place + 1, 0);
        }
        self.pages.push(vec![0; 1 << self.shift].into_boxed_slice());
        let at = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        self.directory[place] = at;
        at
    }

    fn iter(&self) -> impl Iterator<Item = (CellKey, u64)> {
        (self.first..).zip(&self.directory).filter(|(_, at)| **at > 0).flat_map(|(number, at)| {
            let start = number << self.shift;
            let page = &self.pages[*at as usize - 1];
            (start..).zip(page.iter().copied()).filter(|(_, count)| *count > 0)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{any, prop_oneof, proptest};

    use super::super::cell::Precision;
    use super::{Pages, SparseCounts};

    proptest! {
        #[test]
        fn counts_are_those_of_a_map(
            cells in proptest::collection::vec(
                (prop_oneof![-3000..3000, -2_000_000..2_000_000], 1..4_u64, any::<bool>()), 0..300),
            digits in 3..6_u8,
        ) {
            let precision = Precision::new(digits).unwrap();
            let (mut sparse, mut pages) = (SparseCounts::new(), Pages::new(precision));
            let mut expected = BTreeMap::new();
            for (key, weight, heavy) in cells {
                let weight = if heavy { weight << 31 } else { weight };
                sparse.add(key, weight, precision);
                pages.add(key, weight);
                *expected.entry(key).or_insert(0) += weight;
            }
            let expected: Vec<_> = expected.into_iter().collect();
            assert_eq!(sparse.iter().collect::<Vec<_>>(), expected);
            assert_eq!(pages.iter().collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_long_list_becomes_pages() {
        let mut sparse = SparseCounts::new();
        for key in (0..5000).rev() {
            sparse.add(key * 3 - 7000, 1, Precision::DEFAULT);
        }
        assert!(matches!(sparse, SparseCounts::Many(_)));
        assert_eq!(sparse.iter().count(), 5000);
        assert!(sparse.iter().is_sorted());
        assert!(sparse.memory() < 140_000, "{}", sparse.memory());
    }
}
