//! The crate dateparser, for whole stamps that no row of [`super::table`] fits.
//!
//! It is slow (1 to 4 µs, and a millisecond for a thread's first) and reads some texts wrongly: it
//! comes last and behind guards. A text is refused if dateparser would take its year from the
//! system clock, or its zone for UTC without knowing it. Version 0.3.1 panics on offsets of a day
//! or more (`+9900`); these offsets are refused too, and what might still panic is caught.

use std::panic::catch_unwind;

use chrono::{FixedOffset, NaiveTime, Utc};

use super::fields::{Assumed, Context, Fields, Reading};
use super::timestamp::Timestamp;
use super::{abbreviations, lexer};

/// No stamp is longer; the bound keeps 33 regular expressions away from long lines.
const LONGEST: usize = 64;

pub(super) fn read(text: &[u8], context: &Context) -> Option<Reading> {
    if text.len() > LONGEST || !says_year(text) || has_wild_offset(text) || has_strange_word(text) {
        return None;
    }
    let string = std::str::from_utf8(text).ok()?;
    let utc = catch_unwind(|| dateparser::parse_with(string, &Utc, NaiveTime::MIN).ok()).ok()??;
    let hour_east = FixedOffset::east_opt(3600)?;
    let east = catch_unwind(|| dateparser::parse_with(string, &hour_east, NaiveTime::MIN).ok());
    let (seconds, nanos) = (utc.timestamp(), i64::from(utc.timestamp_subsec_nanos()));
    // A text with a zone means one instant wherever it is read; a text without a zone does not.
    let zoneless = east.ok()?? != utc;
    let seconds = if zoneless { context.zone().local_to_utc(seconds) } else { seconds };
    Some(Reading {
        at: Timestamp::from_parts(seconds, nanos)?,
        end: text.len(),
        fields: Fields::default(),
        assumed: Assumed { zone: zoneless, ..Assumed::default() },
    })
}

/// Whether a year is there: four digits, the first 1 or 2, that stand alone. Without one dateparser
/// takes the year of the system clock.
fn says_year(text: &[u8]) -> bool {
    text.split(|byte| !byte.is_ascii_digit())
        .any(|run| run.len() == 4 && matches!(run.first(), Some(b'1' | b'2')))
}

/// Whether something looks like an offset of a day or more.
fn has_wild_offset(text: &[u8]) -> bool {
    (0..text.len()).any(|at| {
        if !matches!(text.get(at), Some(b'+' | b'-')) {
            return false;
        }
        let Some((hours, end)) = lexer::number(text, at + 1, 2, 2) else {
            return false;
        };
        let has_minutes = match text.get(end) {
            Some(b':') => true,
            _ => lexer::number(text, end, 2, 3).is_some_and(|(_, after)| after == end + 2),
        };
        hours > 23 && has_minutes
    })
}

/// Whether there is a word that is no name of UTC, AM, PM, "at", month, weekday, or T or Z of ISO 8601:
/// dateparser takes other words of three to six letters and digits for UTC (`2026-03-05 CET`,
/// `2026-03-05T11`).
fn has_strange_word(text: &[u8]) -> bool {
    text.split(|byte| !byte.is_ascii_alphabetic()).filter(|word| !word.is_empty()).any(|word| {
        let upper = word.to_ascii_uppercase();
        let is_known = upper == b"AT"
            || upper == b"Z" && text.ends_with(word)
            || upper == b"T" && text.contains(&b':')
            || lexer::am_pm(word, 0).is_some()
            || lexer::month(word, 0).is_some()
            || lexer::weekday(word, 0).is_some()
            || matches!(abbreviations::offset_of(&upper), Some(0));
        !is_known
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Reference, Zone};
    use super::{Context, Timestamp, read};

    #[test]
    fn only_what_is_surely_right_is_read() {
        let context = Context::new(Zone::fixed(3600), Reference::Moment(Timestamp(0)));
        let at = |text: &str| read(text.as_bytes(), &context).map(|reading| reading.at.to_string());
        // No row of the table has the first shape. The texts have no zone: the zone of the context
        // holds, an hour east of UTC.
        for text in ["2026年03月05日14时02分11秒", "March 5, 2026 14:02:11"] {
            assert_eq!(Some("2026-03-05T13:02:11Z"), at(text).as_deref(), "{text}");
        }
        for text in [
            "2026-03-05 14:02:11 +9900",
            "2026-03-05 14:02:11 -2400",
            "2026-03-05T14:02:11+99:00",
            "2026-03-05 14:02:11 CET",
            "2026-03-05 foo",
            "2026-03-05T11",
            "2026-03-05 14:02 foo",
            "2026-03-05Z11",
            "14:02:11",
            "Mar 5 14:02:11",
            "",
        ] {
            assert_eq!(None, at(text), "{text}");
        }
    }
}
