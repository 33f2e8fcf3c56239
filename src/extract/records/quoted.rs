//! Records of csv (RFC 4180): a field in quotes may hold newlines.

use memchr::{memchr, memchr2};

/// See [`super::RecordRule::length`].
pub(super) fn length(delimiter: u8, bytes: &[u8], is_end: bool, most: usize) -> Option<usize> {
    let line = match memchr(b'\n', bytes) {
        Some(newline) => newline + 1,
        None if is_end => return Some(bytes.len()),
        None => return None,
    };
    if memchr(b'"', &bytes[..line]).is_none() {
        return Some(line);
    }
    // Beyond this the record is given up, also if its end is there.
    let room = &bytes[..bytes.len().min(most.max(line))];
    match end(delimiter, room) {
        End::At(length) => Some(length),
        End::Malformed => Some(line),
        End::Open | End::Short if room.len() < bytes.len() => Some(line),
        End::Short if is_end => Some(bytes.len()),
        End::Open if is_end => Some(line),
        End::Open | End::Short => None,
    }
}

/// Where a record ends.
enum End {
    /// Behind the newline at this length.
    At(usize),
    /// A quoted field is followed by text.
    Malformed,
    /// Not in these bytes, which end inside quotes.
    Open,
    /// Not in these bytes, which end outside quotes.
    Short,
}

fn end(delimiter: u8, bytes: &[u8]) -> End {
    let mut at = 0;
    loop {
        if bytes.get(at) != Some(&b'"') {
            let rest = bytes.get(at..).unwrap_or_default();
            match memchr2(delimiter, b'\n', rest) {
                Some(length) if rest.get(length) == Some(&b'\n') => {
                    return End::At(at + length + 1);
                }
                Some(length) => at += length + 1,
                None => return End::Short,
            }
            continue;
        }
        let Some(quote) = closing_quote(bytes, at + 1) else { return End::Open };
        match (bytes.get(quote + 1), bytes.get(quote + 2)) {
            (Some(b'\n'), _) => return End::At(quote + 2),
            (Some(b'\r'), Some(b'\n')) => return End::At(quote + 3),
            (Some(next), _) if *next == delimiter => at = quote + 2,
            (None, _) | (Some(b'\r'), None) => return End::Short,
            _ => return End::Malformed,
        }
    }
}

/// The place of the quote that closes the field whose first byte after the quote is at `at`.
fn closing_quote(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr(b'"', bytes.get(at..)?)?;
        match bytes.get(at + 1) {
            Some(b'"') => at += 2,
            _ => return Some(at),
        }
    }
}
