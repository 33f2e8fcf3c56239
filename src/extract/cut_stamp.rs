//! Stamps that go on in the line behind the text that a format takes for the time: `AM`, `PM` or an offset.

/// Whether the time that is the column `text` of `line` goes on behind the column.
pub(super) fn goes_on(line: &[u8], text: &[u8]) -> bool {
    let has_clock = text.contains(&b':') && text.last().is_some_and(u8::is_ascii_digit);
    has_clock
        && from(line, text)
            .and_then(|stamp| stamp.get(text.len()..))
            .is_some_and(|rest| is_half_of_day(rest) || is_offset(rest))
}

/// The line from `text` on; `None` if `text` is not a part of `line`.
pub(super) fn from<'l>(line: &'l [u8], text: &[u8]) -> Option<&'l [u8]> {
    let start = text.as_ptr().addr().checked_sub(line.as_ptr().addr())?;
    line.get(start..).filter(|stamp| stamp.starts_with(text))
}

/// Whether a text begins with ` AM`, ` PM`, ` p.m.` or `PM`.
fn is_half_of_day(text: &[u8]) -> bool {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    let [b'A' | b'a' | b'P' | b'p', rest @ ..] = text else { return false };
    let rest = rest.strip_prefix(b".").unwrap_or(rest);
    matches!(rest, [b'M' | b'm', rest @ ..] if ends_word(rest))
}

/// Whether a text begins with ` +0100`, `-07:00` or the like.
fn is_offset(text: &[u8]) -> bool {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    let [b'+' | b'-', h1, h2, rest @ ..] = text else { return false };
    let rest = rest.strip_prefix(b":").unwrap_or(rest);
    let [m1, m2, rest @ ..] = rest else { return false };
    [h1, h2, m1, m2].into_iter().all(u8::is_ascii_digit) && ends_word(rest)
}

/// Whether no letter or digit follows.
fn ends_word(rest: &[u8]) -> bool {
    !rest.first().is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::goes_on;

    #[test]
    fn halves_of_the_day_and_offsets_belong_to_the_stamp() {
        for rest in [" PM x", "pm", " a.m. x", " +0100 x", "-07:00]", "+0000"] {
            let line = format!("2026/03/05 02:02:11{rest}");
            assert!(goes_on(line.as_bytes(), &line.as_bytes()[..19]), "{line}");
        }
        for rest in [" PMX", " am1", " -12 x", " x", "", " +01000", "] PM", " - 0100"] {
            let line = format!("2026/03/05 02:02:11{rest}");
            assert!(!goes_on(line.as_bytes(), &line.as_bytes()[..19]), "{line}");
        }
        assert!(!goes_on(b"5 PM", b"5"), "a number is no clock");
        assert!(!goes_on(b"02:02:11 PM", &b"02:02:11 PM".to_vec()[..8]), "another text");
    }
}
