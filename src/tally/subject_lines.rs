//! Lines of the selected events: the first, the last, and a line of each text of a column.
//!
//! Lines are ordered by time and then by their bytes, so that any split of the input keeps the same
//! lines; only then does their place decide.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codec::{Decoded, Reader, Writer, check};
use crate::event::Event;

/// How many of the first and of the last lines are kept.
const ENDS: usize = 3;
/// How many texts of the column keep a line: the first by their bytes.
const MAX_ITEMS: usize = 1_000;
/// Bytes that are kept of a line.
const LINE_BYTES: usize = 4 << 10;
/// Bytes of memory of a kept line besides its text.
const ENTRY: u64 = 96;

/// A line of a selected event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct KeptLine {
    /// Its time in nanoseconds since 1970, if times are read.
    pub(crate) at: Option<i64>,
    /// The line, cut at 4 KiB.
    pub(crate) text: Vec<u8>,
    /// The name of the source; empty in a [`super::BlockTally`], until the block is added to the run.
    pub(crate) source: String,
    /// The line number from 1, within the block in a [`super::BlockTally`], else within the source; `None` if
    /// bytes before the line were jumped over.
    pub(crate) line: Option<u64>,
}

impl KeptLine {
    fn of(event: &Event<'_>, line: u64) -> Self {
        let text = event.line.get(..LINE_BYTES).unwrap_or(event.line).to_vec();
        Self { at: event.at.map(|at| at.0), text, source: String::new(), line: Some(line) }
    }

    /// Whether this line comes after the line of `event`, by time and then by bytes.
    fn is_after(&self, event: &Event<'_>) -> bool {
        let text = event.line.get(..LINE_BYTES).unwrap_or(event.line);
        (event.at.map(|at| at.0), text) < (self.at, &self.text)
    }

    fn memory(&self) -> u64 {
        ENTRY + (self.text.len() + self.source.len()) as u64
    }
}

/// Lines of the selected events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SubjectLines {
    /// How many events are selected, by weight.
    events: u64,
    /// The first lines, ascending.
    first: Vec<KeptLine>,
    /// The last lines, descending.
    last: Vec<KeptLine>,
    /// The first line of each text.
    by_item: BTreeMap<Box<[u8]>, KeptLine>,
}

impl SubjectLines {
    /// Takes in an event if it is selected; `item` is the text of the column of which each text keeps
    /// a line, and `line` the number of its line in the block.
    #[inline]
    pub(crate) fn add(&mut self, event: &Event<'_>, item: Option<&[u8]>, line: u64) {
        if event.selected {
            self.add_selected(event, item, line);
        }
    }

    fn add_selected(&mut self, event: &Event<'_>, item: Option<&[u8]>, number: u64) {
        self.events = self.events.saturating_add(event.weight);
        if self.first.len() < ENDS || self.first.last().is_some_and(|line| line.is_after(event)) {
            insert(&mut self.first, KeptLine::of(event, number), |one, other| one <= other);
        }
        if self.last.len() < ENDS || self.last.last().is_some_and(|line| !line.is_after(event)) {
            insert(&mut self.last, KeptLine::of(event, number), |one, other| one >= other);
        }
        let Some(item) = item else { return };
        match self.by_item.get_mut(item) {
            Some(line) if line.is_after(event) => {
                *line = KeptLine::of(event, number);
            }
            Some(_) => {}
            None => self.add_item(item.into(), KeptLine::of(event, number)),
        }
    }

    fn add_item(&mut self, item: Box<[u8]>, line: KeptLine) {
        let is_full = self.by_item.len() >= MAX_ITEMS;
        if is_full && self.by_item.last_key_value().is_some_and(|(last, _)| *last < item) {
            return;
        }
        self.by_item.insert(item, line);
        if is_full {
            self.by_item.pop_last();
        }
    }

    /// Takes in the lines of a block of `source`, whose first line follows `before` lines; `before` is
    /// `None` where the lines before it are not counted.
    pub(super) fn add_block(&mut self, mut block: Self, source: &str, before: Option<u64>) {
        let ends = block.first.iter_mut().chain(&mut block.last);
        for line in ends.chain(block.by_item.values_mut()) {
            source.clone_into(&mut line.source);
            line.line = line.line.zip(before).map(|(line, before)| line.saturating_add(before));
        }
        self.merge(block);
    }

    /// Takes in the lines of `other`.
    pub(super) fn merge(&mut self, other: Self) {
        self.events = self.events.saturating_add(other.events);
        for line in other.first {
            insert(&mut self.first, line, |one, other| one <= other);
        }
        for line in other.last {
            insert(&mut self.last, line, |one, other| one >= other);
        }
        for (item, line) in other.by_item {
            match self.by_item.get_mut(&item) {
                Some(own) if line < *own => *own = line,
                Some(_) => {}
                None => self.add_item(item, line),
            }
        }
    }

    /// How many events are selected, by weight.
    pub(crate) const fn events(&self) -> u64 {
        self.events
    }

    /// The first lines, at most three, ascending.
    pub(crate) fn first(&self) -> &[KeptLine] {
        &self.first
    }

    /// The last lines, at most three, descending.
    pub(crate) fn last(&self) -> &[KeptLine] {
        &self.last
    }

    /// The first line of each text of the column, by the bytes of the texts.
    pub(crate) fn by_item(&self) -> impl ExactSizeIterator<Item = (&[u8], &KeptLine)> {
        self.by_item.iter().map(|(item, line)| (&**item, line))
    }

    /// Writes them.
    pub(super) fn write(&self, out: &mut Writer) {
        let Self { events, first, last, by_item: _ } = self;
        out.put(&(events, first, last));
        out.ascending(self.by_item(), |out, line| out.put(line));
    }

    /// Reads what [`Self::write`] wrote.
    pub(super) fn read(input: &mut Reader<'_>) -> Decoded<Self> {
        let (events, first, last): (u64, Vec<KeptLine>, Vec<KeptLine>) = input.take()?;
        let mut read = Self { events, first, last, by_item: BTreeMap::new() };
        let is_fit = read.first.len() <= ENDS && read.last.len() <= ENDS;
        check(is_fit && read.first.is_sorted() && read.last.is_sorted_by(|a, b| a >= b), "lines")?;
        for line in read.first.iter().chain(&read.last) {
            input.charge(line.memory())?;
            check(line.text.len() <= LINE_BYTES, "line")?;
        }
        input.ascending(|input, item| {
            let line: KeptLine = input.take()?;
            check(line.text.len() <= LINE_BYTES, "line")?;
            input.charge(item.len() as u64 + line.memory())?;
            read.add_item(item.into(), line);
            Ok(())
        })?;
        Ok(read)
    }
}

/// Inserts a line behind the lines that come before it, and keeps the first three.
fn insert(
    lines: &mut Vec<KeptLine>,
    line: KeptLine,
    is_before: impl Fn(&KeptLine, &KeptLine) -> bool,
) {
    let place = lines.partition_point(|kept| is_before(kept, &line));
    if place < ENDS {
        lines.insert(place, line);
        lines.truncate(ENDS);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{Reader, SubjectLines, Writer};
    use crate::event::Event;
    use crate::time::Timestamp;

    fn written(lines: &SubjectLines) -> Vec<u8> {
        Writer::written(|out| lines.write(out))
    }

    proptest! {
        #[test]
        fn any_split_merges_to_the_whole_and_reads_back(
            events in proptest::collection::vec((0..9_i64, 0..5_u8, any::<bool>(), 0..3_usize), 0..60),
        ) {
            let mut whole = SubjectLines::default();
            let mut parts = [(); 3].map(|()| SubjectLines::default());
            for (number, (at, byte, selected, part)) in (1..).zip(&events) {
                let line = [*byte];
                let at = Some(Timestamp(*at));
                let event = Event { line: &line, selected: *selected, ..Event::new(b"v", 2, at) };
                whole.add(&event, Some(&line), number);
                parts[*part].add(&event, Some(&line), number);
            }
            let [mut left, middle, right] = parts;
            left.merge(right);
            left.merge(middle);
            let bytes = written(&whole);
            prop_assert_eq!(&written(&left), &bytes);
            let read = SubjectLines::read(&mut Reader::new(&bytes, 1 << 20)).unwrap();
            prop_assert_eq!(written(&read), bytes);
            let mut times: Vec<i64> =
                events.iter().filter(|event| event.2).map(|event| event.0).collect();
            times.sort_unstable();
            let first: Vec<i64> = whole.first().iter().filter_map(|line| line.at).collect();
            prop_assert_eq!(&first[..], &times[..times.len().min(3)]);
            let last: Vec<i64> = whole.last().iter().filter_map(|line| line.at).collect();
            times.reverse();
            prop_assert_eq!(&last[..], &times[..times.len().min(3)]);
        }
    }
}
