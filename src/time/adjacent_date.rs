//! Whether the word beside a time of day is a date, be it one that cannot be read.
//!
//! A time of day takes the date of the reference, which would be wrong beside another date.

use std::ops::Range;

const MONTHS: [&[u8]; 12] = [
    b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec",
];

/// Whether the word before or after the time at `range` is a date.
pub(super) fn is_beside(line: &[u8], range: &Range<usize>) -> bool {
    let before = line.get(..range.start).unwrap_or_default();
    let after = line.get(range.end..).unwrap_or_default();
    let mut words = before.rsplit(is_separator).filter(|word| !word.is_empty());
    let (last, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let next = after.split(is_separator).find(|word| !word.is_empty()).unwrap_or_default();
    let is_day = last.len() <= 3 && last.first().is_some_and(u8::is_ascii_digit);
    is_date(last) || is_date(next) || (is_day && is_month(second))
}

fn is_separator(byte: &u8) -> bool {
    b" \t,;|[](){}<>\"'`".contains(byte)
}

fn is_month(word: &[u8]) -> bool {
    let start = word.get(..3).unwrap_or_default().to_ascii_lowercase();
    MONTHS.contains(&start.as_slice())
        && word.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'.')
}

/// Whether a word looks like a date: numbers with `-`, `/`, points or a month name between them.
fn is_date(word: &[u8]) -> bool {
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters: Vec<u8> = word.iter().copied().filter(u8::is_ascii_alphabetic).collect();
    let parted = word.iter().filter(|byte| b"-/".contains(byte)).count() >= 1;
    let points = word.iter().filter(|byte| **byte == b'.').count();
    let has_year = word.rsplit(|byte| *byte == b'.').next().is_some_and(|part| part.len() == 4);
    let has_other = !word.is_ascii();
    let is_glog = digits == 8 && word.len() == 9 && letters.len() == 1;
    if is_glog {
        return true;
    }
    let plain = digits >= 3 && word.first().is_some_and(u8::is_ascii_digit);
    let by_month = letters.is_empty() || is_month(&letters);
    plain && by_month && (parted || has_other || !letters.is_empty() || (points == 2 && has_year))
}

#[cfg(test)]
mod tests {
    use super::is_beside;

    #[test]
    fn dates_beside_a_time() {
        let cases = [
            ("2026-02-29 14:02:11 x", true),
            ("2026-Mar-05 14:02:11", true),
            ("05Mar2026 14:02:11", true),
            ("05.03.2026, 14:02:11", true),
            ("Feb 30 14:02:11 x", true),
            ("I20260305 14:02:11.655 12", true),
            ("14:02:11 2026/03/05", true),
            ("14:02:11 web-12", false),
            ("203.0.113.7 14:02:11 GET", false),
            ("12 14:02:11", false),
            ("[INFO] 14:02:11", false),
            ("v1.2-3 14:02:11", false),
        ];
        for (line, expected) in cases {
            let start = line.find("14:02").unwrap();
            let found = is_beside(line.as_bytes(), &(start..start + 8));
            assert_eq!(found, expected, "{line}");
        }
    }
}
