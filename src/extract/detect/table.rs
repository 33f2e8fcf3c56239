//! Whether lines are tables: LTSV, W3C without its header, CSV and TSV with theirs.
//!
//! For detection only: the extraction has its own readers.

use std::collections::BTreeSet;

/// Whether a line is `label:value` fields between tabs, two or more.
pub(super) fn is_ltsv(line: &[u8]) -> bool {
    let labelled = |field: &[u8]| {
        let label = field.split(|byte| *byte == b':').next().unwrap_or_default();
        let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-".contains(byte);
        !label.is_empty() && label.len() < field.len() && label.iter().all(allowed)
    };
    line.contains(&b'\t') && line.split(|byte| *byte == b'\t').all(labelled)
}

/// Whether a line has these fields at least, and what is known by its name looks right.
pub(super) fn is_w3c(line: &[u8], names: &str) -> bool {
    let separator = if line.contains(&b'\t') { b'\t' } else { b' ' };
    let mut fields = line.split(|byte| *byte == separator);
    names.split(' ').all(|name| fields.next().is_some_and(|field| looks_right(name, field)))
}

/// Whether the first of the fields `names` is a time, whose shape is known.
pub(in crate::extract) fn begins_with_time(names: &str) -> bool {
    ["date time ", "ts ", "date-time "].iter().any(|time| names.starts_with(time))
}

/// Whether a field has the shape of what is known by its name; a field of an unknown name is not empty.
pub(in crate::extract) fn looks_right(name: &str, field: &[u8]) -> bool {
    let shaped = |shape: &[u8]| {
        let fits = |(byte, shape): (&u8, &u8)| match shape {
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        };
        field.len() == shape.len() && field.iter().zip(shape).all(fits)
    };
    match name {
        "date" => shaped(b"0000-00-00"),
        "time" => shaped(b"00:00:00"),
        "sc-status" => shaped(b"000"),
        "date-time" => {
            field.get(..11).is_some_and(|date| date.ends_with(b"T")) && field.contains(&b':')
        }
        "ts" => {
            let mut parts = field.split(|byte| *byte == b'.');
            let is_number = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
            parts.next().is_some_and(|seconds| seconds.len() == 10 && is_number(seconds))
                && parts.next().is_some_and(is_number)
                && parts.next().is_none()
        }
        "id.orig_h" | "id.resp_h" => field.iter().any(|byte| matches!(byte, b'.' | b':' | b'-')),
        "local-endpoint" | "remote-endpoint" => {
            let port = field.rsplit(|byte| *byte == b':').next().unwrap_or_default();
            port.len() < field.len() && !port.is_empty() && port.iter().all(u8::is_ascii_digit)
        }
        // The fields of another of Zeek's logs begin alike.
        "proto" => matches!(field, b"tcp" | b"udp" | b"icmp" | b"unknown_transport"),
        "c-ip" | "s-ip" | "src-ip" | "dst-ip" => {
            field.iter().any(|byte| matches!(byte, b'.' | b':' | b'-'))
        }
        _ => !field.is_empty(),
    }
}

/// How many lines, the header included, have as many fields as the first, which must be a header:
/// two or more different names, none of them a number, over a column of numbers or stamps.
pub(super) fn fits(lines: &[&[u8]], separator: u8, quoted: bool) -> usize {
    let Some((header, records)) = lines.split_first() else {
        return 0;
    };
    let names = fields(header, separator, quoted);
    let different: BTreeSet<&[u8]> = names.iter().copied().collect();
    let named = names.iter().all(|name| is_name(name, separator)) && different.len() == names.len();
    if !named || names.len() < 2 || records.is_empty() || records.contains(header) {
        return 0;
    }
    let same = |line: &&&[u8]| count(line, separator, quoted) == names.len();
    let records: Vec<&[u8]> = records.iter().filter(same).copied().collect();
    let is_number = |column: usize| {
        let begins = |line: &&&[u8]| {
            let fields = fields(line, separator, quoted);
            let field = fields.get(column).copied().unwrap_or_default();
            field.iter().find(|byte| !b"\"-".contains(byte)).is_some_and(u8::is_ascii_digit)
        };
        records.iter().filter(begins).count() * 2 > records.len()
    };
    if (0..names.len()).any(is_number) { 1 + records.len() } else { 0 }
}

fn is_name(field: &[u8], separator: u8) -> bool {
    let inside = field.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\""));
    let (is_quoted, field) = (inside.is_some(), inside.unwrap_or(field));
    let allowed = |byte: &u8| {
        byte.is_ascii_alphanumeric()
            || !byte.is_ascii()
            || b" _.-()/%#@$".contains(byte)
            || is_quoted && b",;:".contains(byte)
            || separator == b';' && *byte == b','
    };
    let begins =
        |byte: &u8| !byte.is_ascii() || byte.is_ascii_alphabetic() || b"_@$".contains(byte);
    field.first().is_some_and(begins) && field.iter().all(allowed)
}

/// The fields of a line, with their quotes.
fn fields(line: &[u8], separator: u8, quoted: bool) -> Vec<&[u8]> {
    // A quote opens only the field that it begins.
    let (mut inside, mut begins) = (false, true);
    let ends = |byte: &u8| {
        inside ^= quoted && *byte == b'"' && (inside || begins);
        let ends = *byte == separator && !inside;
        begins = ends || *byte == b'"';
        ends
    };
    line.split(ends).collect()
}

/// How many fields a line has.
pub(super) fn count(line: &[u8], separator: u8, quoted: bool) -> usize {
    fields(line, separator, quoted).len()
}

#[cfg(test)]
mod tests {
    use super::{fits, is_ltsv, is_w3c};

    fn table(text: &str, separator: u8, quoted: bool) -> usize {
        let lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
        fits(&lines, separator, quoted)
    }

    #[test]
    fn tables() {
        assert_eq!(table("a,b\n1,2\n3,\"4,5\"\n6", b',', true), 3);
        assert_eq!(table("a\tb\n1\t\"2", b'\t', false), 2);
        for none in [
            "a,b",
            "a,b\na,b",
            "1,2\n3,4",
            "a,a\n1,2",
            "a\nb",
            "a,b\nc,d",
            "hello, world\nbye, 1",
            "",
        ] {
            assert_eq!(table(none, b',', true), 0, "{none}");
        }
        assert!(is_ltsv(b"a:1\tb:"));
        assert!(!is_ltsv(b"a:1"));
        assert!(!is_ltsv(b"a:1\tb c:2"));
        assert!(is_w3c(b"2026-04-07 08:15:42 192.0.2.1 x", "date time c-ip cs-method"));
        assert!(!is_w3c(b"2026-04-07 08:15:42", "date time c-ip"));
        assert!(!is_w3c(b"2026-04-07 08:15:42 INFO x", "date time c-ip cs-method"));
    }
}
