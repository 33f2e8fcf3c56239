//! Where a stamp in a line may end: not within a word, a longer number, or a stamp that goes on.

use super::fields::Fields;
use super::{clock, lexer};

/// Whether the stamp of these fields may end at `end`. `clock_first` says that it begins with its clock.
pub(super) fn is_end(text: &[u8], end: usize, fields: &Fields, clock_first: bool) -> bool {
    let before_digit = text.get(end + 1).is_some_and(u8::is_ascii_digit);
    let is_dated = fields.month.is_some() || fields.ordinal.is_some();
    let ends = match text.get(end) {
        Some(byte) if byte.is_ascii_alphanumeric() || *byte == b'_' => false,
        Some(b',') => {
            !before_digit || clock_first && is_dated || is_before_field(text, end, fields)
        }
        Some(b':') if clock_first && !is_dated => {
            text.get(end + 1).is_none_or(u8::is_ascii_whitespace)
        }
        // The serial number of an auditd record: `1772719331.310:812`.
        Some(b':') => !before_digit || fields.epoch.is_some() && fields.fraction.1 > 0,
        Some(b'.' | b'-' | b'/' | b'+') => !before_digit,
        _ => true,
    };
    let is_date = fields.hour.is_none() && fields.epoch.is_none();
    ends && !(is_date && is_before_clock(text, end))
}

/// Whether the comma at `end` and the digits behind it begin the next field of a csv line, not a fraction.
fn is_before_field(text: &[u8], end: usize, fields: &Fields) -> bool {
    let has_zone = fields.offset.is_some() || fields.named.is_some();
    if fields.hour.is_none() || has_zone || fields.afternoon.is_some() || fields.fraction.1 > 0 {
        return true;
    }
    let digits = lexer::digits(text.get(end + 1..).unwrap_or_default());
    let is_field = digits != 3 && text.get(end + 1 + digits) == Some(&b',') && fields.nanos == 0;
    is_field || looks_like_clock(text, end + 1)
}

/// Whether a clock follows the date that ends at `end`, be it one that cannot be read.
fn is_before_clock(text: &[u8], end: usize) -> bool {
    clock::gap(text, end).is_some_and(|start| looks_like_clock(text, start))
}

/// Whether `14:0`, `14.02.1` or `14-02-1` begins at `at`.
pub(super) fn looks_like_clock(text: &[u8], at: usize) -> bool {
    let digits = |at: usize| lexer::digits(text.get(at..).unwrap_or_default());
    let hour = digits(at);
    let Some(&separator) = text.get(at + hour).filter(|_| (1..=2).contains(&hour)) else {
        return false;
    };
    let minute = digits(at + hour + 1);
    let after_minute = at + hour + 1 + minute;
    match separator {
        b':' => minute > 0,
        b'.' | b'-' if hour == 2 && minute == 2 => {
            text.get(after_minute) == Some(&separator) && digits(after_minute + 1) > 0
        }
        _ => false,
    }
}
