//! The lines with the largest numbers (`--top-lines`), each with its place in the input.
//!
//! Lines of equal numbers are ordered by their bytes, so that any split of the input keeps the same
//! lines; only then does their place decide.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::codec::{Decoded, Reader, Writer, check};
use crate::event::Event;

/// Bytes that are kept of a line.
const LINE_BYTES: usize = 4 << 10;
/// The most lines that `--top-lines` keeps. Up to twice as many are held at a time, with their values 160 MB
/// at most, which `--max-memory` does not count.
pub(crate) const MAX_TOP_LINES: u32 = 10_000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct TopLine {
    /// The number measured on it.
    pub(crate) number: f64,
    /// The line, cut at 4 KiB.
    pub(crate) text: Vec<u8>,
    /// The name of the source; empty in a [`super::BlockTally`], until the block is added to the run.
    pub(crate) source: String,
    /// The line number from 1, within the block in a [`super::BlockTally`], else within the source; `None` if
    /// bytes before the line were jumped over.
    pub(crate) line: Option<u64>,
    /// The value that was counted (a tuple if several columns are counted), cut at 4 KiB.
    pub(crate) value: Vec<u8>,
    /// Its time in nanoseconds since 1970, if times are read.
    pub(crate) at: Option<i64>,
}

impl TopLine {
    /// The order of lines: the largest number first.
    fn order(&self, other: &Self) -> Ordering {
        let by_number = other.number.total_cmp(&self.number);
        by_number.then_with(|| {
            let ours = (&self.text, &self.source, self.line, &self.value, self.at);
            ours.cmp(&(&other.text, &other.source, other.line, &other.value, other.at))
        })
    }
}

/// The lines with the largest numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct TopLines {
    /// How many lines are kept; 0 if no lines are kept.
    most: usize,
    /// Fewer than 2 * `most` lines, in any order. [`Self::sort`] drops all but the first `most`.
    lines: Vec<TopLine>,
    /// The smallest number that can still be among the largest.
    least: Option<f64>,
}

impl TopLines {
    /// An empty collection that keeps the `most` lines with the largest numbers.
    pub(crate) fn new(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// Takes in the line of `event` if it has a number; `line` is the line's number in the block, from 1.
    #[inline]
    pub(crate) fn add_event(&mut self, event: &Event<'_>, line: u64) {
        // Adding 0 makes -0 equal to 0.
        let Some(number) = event.number.map(|number| number.value() + 0.0) else { return };
        if self.least.is_none_or(|least| number >= least) {
            let text = event.line.get(..LINE_BYTES).unwrap_or(event.line).to_vec();
            let value = event.value.get(..LINE_BYTES).unwrap_or(event.value).to_vec();
            let at = event.at.map(|at| at.0);
            self.add(TopLine { number, text, source: String::new(), line: Some(line), value, at });
        }
    }

    fn add(&mut self, line: TopLine) {
        self.lines.push(line);
        if self.lines.len() >= 2 * self.most {
            self.sort();
        }
    }

    /// Sorts the lines and drops the lines beyond the largest number kept.
    pub(super) fn sort(&mut self) {
        self.lines.sort_by(TopLine::order);
        self.lines.truncate(self.most);
        let last = self.lines.last().filter(|_| self.lines.len() == self.most);
        self.least = last.map(|last| last.number);
    }

    /// Takes in the lines of a block of `source`, whose first line follows `before` lines; `before` is
    /// `None` where the lines before it are not counted.
    pub(super) fn add_block(&mut self, mut block: Self, source: &str, before: Option<u64>) {
        for line in &mut block.lines {
            source.clone_into(&mut line.source);
            line.line = line.line.zip(before).map(|(line, before)| line.saturating_add(before));
        }
        self.merge(block);
    }

    /// Takes in the lines of `other`, of a block or of another run.
    pub(super) fn merge(&mut self, other: Self) {
        self.most = self.most.max(other.most);
        other.lines.into_iter().for_each(|line| self.add(line));
    }

    /// The lines, the largest number first.
    pub(crate) fn sorted(&self) -> Vec<&TopLine> {
        let mut lines: Vec<&TopLine> = self.lines.iter().collect();
        lines.sort_by(|one, other| one.order(other));
        lines.truncate(self.most);
        lines
    }

    /// Writes them.
    pub(super) fn write(&self, out: &mut Writer) {
        out.length(self.most);
        let lines = self.sorted();
        out.length(lines.len());
        lines.into_iter().for_each(|line| out.put(line));
    }

    /// Reads what [`Self::write`] wrote.
    pub(super) fn read(input: &mut Reader<'_>) -> Decoded<Self> {
        let most = input.u64()?;
        check(most <= u64::from(MAX_TOP_LINES), "top lines")?;
        let mut read = Self::new(usize::try_from(most).unwrap_or(0));
        let length = input.length()?;
        check(length <= read.most, "top lines")?;
        for _ in 0..length {
            let line: TopLine = input.take()?;
            let texts = line.text.len() + line.value.len() + line.source.len();
            input.charge((texts + size_of::<TopLine>()) as u64)?;
            let is_cut = line.text.len() <= LINE_BYTES && line.value.len() <= LINE_BYTES;
            check(is_cut && line.number.is_finite(), "top line")?;
            read.lines.push(line);
        }
        check(
            read.lines.is_sorted_by(|one, other| one.order(other).is_le()),
            "order of top lines",
        )?;
        read.sort();
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{Reader, TopLines, Writer};
    use crate::event::Event;
    use crate::number::Number;

    fn written(lines: &TopLines) -> Vec<u8> {
        Writer::written(|out| lines.write(out))
    }

    proptest! {
        #[test]
        fn the_largest_of_any_split_are_the_largest_of_all(
            numbers in proptest::collection::vec((0_u8..20, 0..3_usize), 0..60),
            most in 1_usize..6,
        ) {
            let mut whole = TopLines::new(most);
            let mut parts = [(); 3].map(|()| TopLines::new(most));
            for (number, part) in &numbers {
                let line = [*number, 1];
                let number = Number::read(number.to_string().as_bytes());
                let event =
                    Event { line: &line, number: number.as_ref(), ..Event::new(b"v", 1, None) };
                whole.add_event(&event, 1);
                parts[*part].add_event(&event, 1);
            }
            let [mut left, middle, right] = parts;
            left.merge(right);
            left.merge(middle);
            let bytes = written(&whole);
            prop_assert_eq!(&written(&left), &bytes);
            let read = TopLines::read(&mut Reader::new(&bytes, 1 << 20)).unwrap();
            prop_assert_eq!(written(&read), bytes);
            let mut expected: Vec<f64> = numbers.iter().map(|(number, _)| f64::from(*number)).collect();
            expected.sort_by(|one, other| other.total_cmp(one));
            expected.truncate(most);
            let kept: Vec<f64> = whole.sorted().iter().map(|line| line.number).collect();
            prop_assert_eq!(kept, expected);
        }
    }
}
