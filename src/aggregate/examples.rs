//! A line of each value: the first by its bytes, whichever way the events are split.

use crate::codec::{Decoded, Reader, Writer};
use crate::event::Event;

/// The bytes of a value's state: the number of its line, from 1.
pub(super) const STATE_BYTES: usize = 4;
/// Bytes that are kept of a line.
const LINE_BYTES: usize = 4 << 10;
/// Bytes of memory of a line besides its text.
const ENTRY: u64 = 32;

/// The lines of all values. Which line is a value's stands in its state.
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
        match self.lines.get_mut(number(state).wrapping_sub(1)) {
            Some(kept) if **kept <= *line => {}
            Some(kept) => {
                self.bytes = self.bytes + line.len() as u64 - kept.len() as u64;
                *kept = line.into();
            }
            None => {
                self.bytes += line.len() as u64;
                self.lines.push(line.into());
                let number = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
                if let Some(state) = state.first_chunk_mut() {
                    *state = number.to_le_bytes();
                }
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
        self.lines.get(number(state).wrapping_sub(1)).map(|line| &**line)
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
        input.charge(line.len() as u64 + ENTRY)?;
        self.offer(line, state);
        Ok(())
    }
}

/// The number of the line of the value with this state; 0 for none.
fn number(state: &[u8]) -> usize {
    state.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
}
