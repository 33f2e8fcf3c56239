//! `message repeated N times: [ LINE ]`, which rsyslog writes in place of N lines: the line
//! counts N times as the line in its brackets.

use super::batch::{Batch, BlockPlan};
use super::extractor::Extractor;
use super::scratch::Scratch;
use crate::tally::Rejection;

/// What stands between the program and the number.
const BEFORE_COUNT: &[u8] = b": message repeated ";
/// What stands between the number and the line.
const AFTER_COUNT: &[u8] = b" times: [";

/// Whether a line of `block` may stand for several lines.
pub(super) fn may_repeat(block: &[u8]) -> bool {
    memchr::memmem::find(block, BEFORE_COUNT).is_some()
}

/// A line that stands for several: what precedes the message, the message, and how often it came.
#[derive(Debug, PartialEq, Eq)]
struct Repeated<'l> {
    front: &'l [u8],
    message: &'l [u8],
    count: u64,
}

impl<'l> Repeated<'l> {
    /// Takes `line` apart; `None` if it stands for itself.
    fn read(line: &'l [u8]) -> Option<Self> {
        let at = memchr::memmem::find(line, BEFORE_COUNT)?;
        let rest = line.get(at + BEFORE_COUNT.len()..)?;
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let count = std::str::from_utf8(rest.get(..digits)?).ok()?.parse().ok()?;
        let message = rest.get(digits..)?.strip_prefix(AFTER_COUNT)?;
        let message = message.trim_ascii().strip_suffix(b"]")?.trim_ascii_end();
        let front = line.get(..at + 2)?;
        Some(Self { front, message, count }).filter(|repeated| repeated.count > 0)
    }
}

impl Extractor {
    /// Adds the event of a line that may stand for several lines.
    #[cold]
    pub(super) fn add_repeated<'a>(
        &self,
        scratch: &mut Scratch,
        block: BlockPlan<'_>,
        line: &'a [u8],
        batch: &mut Batch<'a>,
    ) -> Result<(), Rejection> {
        let Some(Repeated { front, message, count }) = Repeated::read(line) else {
            return self.add_checked(scratch, block, line, batch);
        };
        Self::check(scratch, block, line)?;
        let whole: &'a [u8] = batch.texts.arena.alloc_slice_copy(&[front, message].concat());
        self.add(scratch, block, whole, batch)?;
        if let Some(event) = batch.events.last_mut() {
            event.weight = event.weight.saturating_mul(count);
            event.line = line;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Repeated, may_repeat};

    #[test]
    fn lines_that_stand_for_others() {
        let line = b"Apr  7 08:15:42 h sshd[8]: message repeated 5 times: [ Failed [x] for root]";
        assert!(may_repeat(line));
        let expected = Repeated {
            front: b"Apr  7 08:15:42 h sshd[8]: ",
            message: b"Failed [x] for root",
            count: 5,
        };
        assert_eq!(Repeated::read(line), Some(expected));
        for other in [
            "Apr  7 08:15:42 h sshd[8]: last message repeated 5 times",
            "Apr  7 08:15:42 h sshd[8]: message repeated 5 times: [ cut",
            "Apr  7 08:15:42 h sshd[8]: message repeated 0 times: [ x]",
            "Apr  7 08:15:42 h sshd[8]: message repeated many times: [ x]",
            "Apr  7 08:15:42 h sshd[8]: message repeated 99999999999999999999 times: [ x]",
        ] {
            assert_eq!(Repeated::read(other.as_bytes()), None, "{other}");
        }
    }
}
