//! A line of each value: the first by its bytes, whichever way the events are split.

use super::counts::Counts;
use super::keep::{number, set_number};
use crate::codec::{Decoded, Reader, Writer, check};
use crate::event::Event;

/// Bytes that are kept of a line.
const LINE_BYTES: usize = 4 << 10;
/// Bytes of memory of a line besides its text.
const ENTRY: u64 = 32;

/// An example line of each value. The state of a value holds the place of its line.
#[derive(Debug, Clone, Default)]
pub(super) struct Examples {
    lines: Vec<Box<[u8]>>,
    /// Bytes of the lines.
    bytes: u64,
}

impl Examples {
    /// Takes in an event of the value with this state.
    #[inline]
    pub(super) fn add(&mut self, event: &Event<'_>, state: &mut [u8]) {
        self.offer(event.line.get(..LINE_BYTES).unwrap_or(event.line), state);
    }

    /// Keeps `line` for the value with this state if it comes before the value's line.
    fn offer(&mut self, line: &[u8], state: &mut [u8]) {
        match self.lines.get_mut(place(state)) {
            Some(kept) if **kept <= *line => {}
            Some(kept) => {
                self.bytes = self.bytes + line.len() as u64 - kept.len() as u64;
                *kept = line.into();
            }
            None => {
                self.bytes += line.len() as u64;
                self.lines.push(line.into());
                set_number(state, self.lines.len());
            }
        }
    }

    /// Takes in the line of a value in another part.
    pub(super) fn merge_value(&mut self, ours: &mut [u8], theirs: &Self, their_state: &[u8]) {
        if let Some(line) = theirs.of_value(their_state) {
            self.offer(line, ours);
        }
    }

    /// The line of the value with this state.
    pub(super) fn of_value(&self, state: &[u8]) -> Option<&[u8]> {
        self.lines.get(place(state)).map(|line| &**line)
    }

    /// Keeps only the lines of the values of `counts`; `part` finds the example's part of a state.
    pub(super) fn retain(
        &mut self,
        counts: &mut Counts,
        part: impl for<'s> Fn(&'s mut [u8]) -> &'s mut [u8],
    ) {
        let mut old = std::mem::take(self);
        counts.each_state(|state| {
            let state = part(state);
            let line = old.lines.get_mut(place(state)).map(std::mem::take);
            state.fill(0);
            if let Some(line) = line {
                self.offer(&line, state);
            }
        });
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        self.bytes + self.lines.capacity() as u64 * ENTRY
    }

    /// Writes the line of a value.
    pub(super) fn write_value(&self, state: &[u8], out: &mut Writer) {
        out.bytes(self.of_value(state).unwrap_or_default());
    }

    /// Reads what [`Self::write_value`] wrote.
    pub(super) fn read_value(&mut self, input: &mut Reader<'_>, state: &mut [u8]) -> Decoded<()> {
        let line = input.bytes()?;
        check(line.len() <= LINE_BYTES, "length of an example")?;
        input.charge(line.len() as u64 + ENTRY)?;
        self.offer(line, state);
        Ok(())
    }
}

/// The place among the lines of the line of the value with this state; beyond them if it has none.
fn place(state: &[u8]) -> usize {
    (number(state) as usize).wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::super::counts::{Counts, HashSeed};
    use super::super::keep::NUMBER_BYTES;
    use super::Examples;

    #[test]
    fn only_the_lines_of_kept_values_are_kept() {
        let mut counts = Counts::new(HashSeed::random(), NUMBER_BYTES);
        let mut examples = Examples::default();
        for value in [&b"a"[..], b"b", b"c"] {
            let entry = counts.add(value, 1);
            examples.offer(value, counts.state_mut(entry));
        }
        let before = examples.memory();
        let dropped = counts.entries().find(|entry| counts.get(*entry).0 == b"b");
        counts.retain(NUMBER_BYTES, |entry| Some(entry) != dropped);
        examples.retain(&mut counts, |state| state);
        assert!(examples.memory() < before);
        for entry in counts.entries() {
            assert_eq!(examples.of_value(counts.state(entry)), Some(counts.get(entry).0));
        }
        assert_eq!(counts.len(), 2);
    }
}
