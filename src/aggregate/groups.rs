//! The numbers of one column by the texts of another: how many, their exact sums, and counts by cell.
//!
//! All of it is integer, or a minimum or maximum, so any split of the lines in any order merges to
//! an equal state.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cell::Precision;
use super::exact_sum::ExactSum;
use super::measures::Measure;
use crate::codec::{Decoded, Part, Reader, Writer, check};
use crate::number::{Exact, Number};

/// The numbers of one column by the text of another.
#[derive(Debug, Clone)]
pub(super) struct GroupedNumbers {
    by_text: BTreeMap<Box<[u8]>, Group>,
    /// The lines without a text.
    absent: Group,
    precision: Precision,
    memory: u64,
}

impl GroupedNumbers {
    /// Bytes of an entry of a B-tree besides its text and the heap of its group: key, group and a share
    /// of unused room.
    const ENTRY: u64 = 32 + 3 * size_of::<Group>() as u64 / 2;

    pub(super) const fn new(precision: Precision) -> Self {
        Self { by_text: BTreeMap::new(), absent: Group::new(precision), precision, memory: 0 }
    }

    /// Takes in a line with its text and its number, where it has them.
    pub(super) fn add(&mut self, text: Option<&[u8]>, number: Option<&Number>) {
        match text {
            Some(text) => self.change(text, |group| group.add(number)),
            None => self.absent.add(number),
        }
    }

    /// Takes in the lines of `other`, of equal precision.
    pub(super) fn merge(&mut self, other: Self) {
        self.absent.merge(other.absent);
        for (text, theirs) in other.by_text {
            self.change(&text, |group| group.merge(theirs));
        }
    }

    /// The groups, in the order of the bytes of their texts.
    pub(super) fn by_text(&self) -> impl ExactSizeIterator<Item = (&[u8], &Group)> {
        self.by_text.iter().map(|(text, group)| (&**text, group))
    }

    /// The lines without a text.
    pub(super) const fn absent(&self) -> &Group {
        &self.absent
    }

    /// Bytes of memory held on the heap, estimated.
    pub(super) const fn memory(&self) -> u64 {
        self.memory
    }

    /// Writes them.
    pub(super) fn write(&self, out: &mut Writer) {
        out.put(&self.absent);
        out.ascending(self.by_text(), |out, group| out.put(group));
    }

    /// Reads what [`Self::write`] wrote.
    pub(super) fn read(input: &mut Reader<'_>, precision: Precision) -> Decoded<Self> {
        let mut read = Self::new(precision);
        read.absent = Self::read_group(input, precision)?;
        input.ascending(|input, text| {
            input.charge(Self::ENTRY)?;
            let group = Self::read_group(input, precision)?;
            read.change(text, |own| *own = group);
            Ok(())
        })?;
        Ok(read)
    }

    fn read_group(input: &mut Reader<'_>, precision: Precision) -> Decoded<Group> {
        let group: Group = input.part()?;
        group.measure.check(precision)?;
        check(group.measure.count() <= group.lines, "count of numbers")?;
        Ok(group)
    }

    /// Changes the group of `text`, which is empty where it is new.
    fn change(&mut self, text: &[u8], change: impl FnOnce(&mut Group)) {
        if let Some(group) = self.by_text.get_mut(text) {
            let before = group.memory();
            change(group);
            self.memory = (self.memory + group.memory()).saturating_sub(before);
            return;
        }
        let mut group = Group::new(self.precision);
        change(&mut group);
        self.memory += Self::ENTRY + text.len() as u64 + group.memory();
        self.by_text.insert(text.into(), group);
    }
}

/// The lines with one text in a column, and the numbers that another column has there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Group {
    /// How many lines, with a number or without.
    pub(crate) lines: u64,
    pub(crate) measure: Measure,
    sum: ExactSum,
    squares: ExactSum,
}

impl Group {
    const fn new(precision: Precision) -> Self {
        let measure = Measure::new(precision);
        Self { lines: 0, measure, sum: ExactSum::new(), squares: ExactSum::new() }
    }

    fn add(&mut self, number: Option<&Number>) {
        self.lines = self.lines.saturating_add(1);
        if let Some(number) = number {
            self.measure.add(number, 1);
            self.sum.add(number.decimal(), 1);
            self.squares.add_product(number.decimal(), number.decimal(), 1);
        }
    }

    /// Adds the lines and numbers of `other`.
    pub(super) fn merge(&mut self, other: Self) {
        let Self { lines, measure, sum, squares } = other;
        self.lines = self.lines.saturating_add(lines);
        self.measure.merge(measure);
        self.sum.merge(&sum);
        self.squares.merge(&squares);
    }

    /// The sample standard deviation of the numbers, as [`super::Distribution::stdev`] gives it, or
    /// `None` of fewer than two numbers.
    pub(crate) fn stdev(&self) -> Option<f64> {
        let (n, sum) = (Exact::whole(self.measure.count()), self.sum.total());
        let spread = n.times(&self.squares.total()).minus(&sum.times(&sum));
        let pairs = n.times(&Exact::whole(self.measure.count().checked_sub(1)?));
        Some(spread.over(&pairs)?.sqrt())
    }
}

impl Part for Group {
    fn memory(&self) -> u64 {
        self.measure.memory() + self.sum.memory() + self.squares.memory()
    }
}
