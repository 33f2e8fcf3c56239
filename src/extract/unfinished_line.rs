//! The last line of a source that has no newline: it may be cut within its stamp, which then lacks AM or PM, a zone or
//! seconds, and would be read as another time.

use super::cut_stamp;
use crate::time::TimeParser;

/// The unfinished last line of a block, by the address of its end; 0 if the block has none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct UnfinishedLine {
    end: usize,
}

impl UnfinishedLine {
    /// The unfinished line of `block`.
    pub(super) fn of(block: &[u8]) -> Self {
        let is_finished = block.last().is_none_or(|last| *last == b'\n');
        Self { end: if is_finished { 0 } else { block.as_ptr_range().end.addr() } }
    }

    /// Whether `line` is the unfinished line.
    #[inline]
    pub(super) fn is(self, line: &[u8]) -> bool {
        line.as_ptr_range().end.addr() == self.end
    }
}

/// Whether the stamp `text` of an unfinished line is cut: what follows it, at most one word, may be a part of it, and
/// it lacks bytes that the first stamps of the source have. `text` is the column of the time, or the stamp that
/// `parser` finds in the line.
#[cold]
pub(super) fn is_torn(parser: &mut TimeParser, line: &[u8], text: Option<&[u8]>) -> bool {
    let found = |parser: &mut TimeParser| line.get(parser.find(line)?.0);
    let Some(text) = text.or_else(|| found(parser)) else { return false };
    let Some(rest) = cut_stamp::from(line, text).and_then(|stamp| stamp.get(text.len()..)) else {
        return false;
    };
    !rest.trim_ascii_start().contains(&b' ') && parser.is_torn(text)
}
