//! Records of csv (RFC 4180): a field in quotes may hold newlines.

use memchr::{memchr, memchr2_iter};

/// A record of more than this many times `--max-line` is given up, also if its end is there: a quote that nothing closes
/// would take the rest of the source.
const MOST_PARTS: usize = 4;

/// See [`super::RecordRule::length`].
pub(super) fn length(delimiter: u8, bytes: &[u8], is_end: bool, most: usize) -> Option<usize> {
    let line = match memchr(b'\n', bytes) {
        Some(newline) => newline + 1,
        None if is_end => return Some(bytes.len()),
        None => return None,
    };
    // Where a line is cut it may lack the quote that closes its field.
    let is_cut = bytes[..line].trim_ascii_end().len() > most;
    if is_cut || memchr(b'"', &bytes[..line]).is_none() {
        return Some(line);
    }
    let room = &bytes[..bytes.len().min(most.saturating_mul(MOST_PARTS).max(line))];
    match end(delimiter, room) {
        End::At(length) => Some(length),
        End::Malformed => Some(line),
        End::Open | End::Short if room.len() < bytes.len() => Some(line),
        End::Short if is_end => Some(bytes.len()),
        End::Open if is_end => Some(line),
        End::Open | End::Short => None,
    }
}

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
        match opening_quote(delimiter, bytes, at) {
            Some(found) if bytes.get(found) == Some(&b'\n') => return End::At(found + 1),
            Some(found) => at = found,
            None => return End::Short,
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

/// The place of the first quote that begins a field, or of a newline before it; a field begins at `at`.
fn opening_quote(delimiter: u8, bytes: &[u8], at: usize) -> Option<usize> {
    let found = memchr2_iter(b'"', b'\n', bytes.get(at..)?).map(|found| at + found);
    let begins = |found: usize| found == at || bytes.get(found - 1) == Some(&delimiter);
    let mut found = found.filter(|found| bytes.get(*found) == Some(&b'\n') || begins(*found));
    found.next()
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

#[cfg(test)]
mod tests {
    use super::{End, closing_quote, end};
    use proptest::prelude::{prop_assert_eq, proptest};

    /// The length of the first record, sought field by field; `None` if it has none or is malformed.
    fn by_fields(text: &str) -> Option<usize> {
        let mut at = 0;
        loop {
            let rest = &text[at..];
            let end = match rest.strip_prefix('"') {
                Some(_) => closing_quote(text.as_bytes(), at + 1)? + 1,
                None => at + rest.find([',', '\n'])?,
            };
            match text.as_bytes().get(end)? {
                b'\n' => return Some(end + 1),
                b',' => at = end + 1,
                _ => return None,
            }
        }
    }

    proptest! {
        #[test]
        fn plain_fields_are_passed_over(text in "[a,\"\n]{0,20}") {
            let found = match end(b',', text.as_bytes()) {
                End::At(length) => Some(length),
                End::Malformed | End::Open | End::Short => None,
            };
            prop_assert_eq!(found, by_fields(&text));
        }
    }
}
