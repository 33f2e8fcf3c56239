//! `message repeated N times: [ LINE ]`, which rsyslog writes in place of N lines: the line
//! counts N times as the line in its brackets.

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
pub(super) struct Repeated<'l> {
    pub(super) front: &'l [u8],
    pub(super) message: &'l [u8],
    pub(super) count: u64,
}

impl<'l> Repeated<'l> {
    /// Takes `line` apart; `None` if it stands for itself.
    pub(super) fn read(line: &'l [u8]) -> Option<Self> {
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
