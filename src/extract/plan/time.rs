//! The columns of a plan that are the time: one, or a date and a time of day; and the rest of a line after its
//! stamp, which is counted where a line lacks the column that is counted.

use memchr::memmem;

use super::super::texts::FieldTexts;
use crate::event::Arena;

/// The longest time of day: with nine digits of a fraction, a half of the day and a zone.
const LONGEST_CLOCK: usize = 32;

/// The places of the time among the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct PlanTime {
    /// The date, where it has a column of its own.
    pub(in crate::extract) date: Option<usize>,
    /// The stamp, or the time of day.
    pub(in crate::extract) clock: usize,
    /// Whether the user named the columns: the text of the date is then joined unchecked.
    pub(in crate::extract) is_asked: bool,
}

impl PlanTime {
    /// The stamp of a line: the column, or date and time of day joined by a blank.
    pub(in crate::extract) fn text<'a>(
        self,
        columns: &FieldTexts<'a>,
        arena: &'a Arena,
    ) -> Option<&'a [u8]> {
        let clock = columns.get(self.clock);
        let Some(date) = self.date.and_then(|date| columns.get(date)) else { return clock };
        match clock {
            Some(clock) if self.is_asked || (is_clock(clock) && is_date(date)) => {
                Some(arena.alloc_slice_copy(&[date, b" ", clock].concat()))
            }
            None if !is_date(date) || !self.is_asked => Some(date),
            clock => clock,
        }
    }

    /// The part of the stamp that stands last in a line, as it is written there.
    pub(in crate::extract) fn part<'a>(self, columns: &FieldTexts<'a>) -> Option<&'a [u8]> {
        columns.get(self.clock).or_else(|| columns.get(self.date?))
    }
}

/// Whether a text is a time of day.
fn is_clock(text: &[u8]) -> bool {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let is_short = text.len() <= LONGEST_CLOCK && !text.contains(&b'/');
    (1..=2).contains(&digits) && text.get(digits) == Some(&b':') && is_short
}

/// Whether a text may be a date without a time of day.
fn is_date(text: &[u8]) -> bool {
    !text.is_empty() && !text.contains(&b':')
}

/// What follows `time` in `line`, without the bracket or quote that closes the time and without
/// blanks around; all of the line if the time does not stand in it.
pub(super) fn rest_after<'a>(line: &'a [u8], time: Option<&[u8]>) -> &'a [u8] {
    let time = time.filter(|time| !time.is_empty());
    let place = time.and_then(|time| Some(memmem::find(line, time)? + time.len()));
    let rest = line.get(place.unwrap_or(0)..).unwrap_or_default();
    let rest = match rest {
        [b']' | b')' | b'}' | b'>' | b'"' | b'\'' | b'`', rest @ ..] if place.is_some() => rest,
        rest => rest,
    };
    rest.trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::{is_clock, is_date, rest_after};

    #[test]
    fn dates_and_times_of_day() {
        for clock in ["14:02:11", "2:02 PM", "14:02:11.310442+02:00"] {
            assert!(is_clock(clock.as_bytes()), "{clock}");
        }
        for other in ["", "2026-03-05 14:02:11", "1772719331", "05/Mar/2026:14:02:11", "0.152"] {
            assert!(!is_clock(other.as_bytes()), "{other}");
        }
        assert!(is_date(b"2026-03-05") && !is_date(b"2026-03-05T14:02:11Z") && !is_date(b""));
    }

    #[test]
    fn the_rest_follows_the_stamp() {
        for (line, time, expected) in [
            ("[05/Mar/2026] torn ", Some("05/Mar/2026"), "torn"),
            ("14:02 torn", Some("14:02"), "torn"),
            (r#"{"t":"14:02","a":1}"#, Some("14:02"), r#","a":1}"#),
            ("torn", None, "torn"),
            ("torn", Some("14:02"), "torn"),
            ("torn", Some(""), "torn"),
            ("14:02", Some("14:02"), ""),
        ] {
            let rest = rest_after(line.as_bytes(), time.map(str::as_bytes));
            assert_eq!(rest, expected.as_bytes(), "{line}");
        }
    }
}
