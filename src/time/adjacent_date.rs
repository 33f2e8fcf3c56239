//! Whether the word beside a time of day is a date, even a date that cannot be read.
//!
//! A time of day takes the date of the reference, which would be wrong beside another date.

use std::ops::Range;

use super::{clock, lexer, months, stamp_end};

const MONTHS: [&[u8]; 12] = [
    b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec",
];

/// Whether the words before or after the time of day at `range` are a date.
pub(super) fn is_beside(line: &[u8], range: &Range<usize>) -> bool {
    let before = line.get(..range.start).unwrap_or_default();
    let mut words = before.rsplit(is_separator).filter(|word| !word.is_empty());
    let (last, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_dated = is_day(last) && (is_month(second) || !second.is_ascii() && !second.is_empty());
    let start = clock::gap_before_date(line, range.end).unwrap_or(range.end);
    let after = line.get(start..).unwrap_or_default();
    let mut words = after.split(is_separator).filter(|word| !word.is_empty());
    let (next, third) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_day_and_month = is_month(next) && is_day(third) || is_day(next) && is_month(third);
    let is_dated_behind = is_date(next) || begins_with_date(next) || is_day_and_month;
    // A short word of another language between date and clock: `5 мар. 2026 г. 14:02:11`.
    let is_apart = !last.is_ascii() && (is_year(second) || is_date(second));
    is_date(last)
        || is_year(last)
        || is_dated
        || is_apart
        || is_dated_behind
        || is_ordinal(before.trim_ascii(), line.get(range.start..).unwrap_or_default())
}

/// Whether a clock, perhaps with AM or PM, a zone or a weekday behind it, stands before the date at `at`.
pub(super) fn is_behind_clock(line: &[u8], at: usize) -> bool {
    let words =
        line.get(..at).unwrap_or_default().rsplit(is_separator).filter(|word| !word.is_empty());
    let is_addition = |word: &&[u8]| {
        word.iter().all(|byte| byte.is_ascii_uppercase() || b"+-0123456789".contains(byte))
            || lexer::weekday(word, 0) == Some(word.len())
    };
    words
        .take(4)
        .find(|word| !is_addition(word))
        .is_some_and(|word| stamp_end::looks_like_clock(word, 0))
}

/// Whether the number at `at` is a count that `uniq -c` puts, behind blanks, before a stamp such as
/// `Mar 15 14:02:11`: not the 12th of March 2015.
pub(super) fn is_padded_count(line: &[u8], at: usize) -> bool {
    let (padding, rest) = line.split_at_checked(at).unwrap_or((line, b""));
    let mut words = rest.split(|byte| *byte == b' ');
    let mut next = || words.next().unwrap_or_default();
    let is_blank = !padding.is_empty() && padding.iter().all(|byte| *byte == b' ');
    is_blank && is_day(next()) && is_month(next()) && next().len() == 2
}

/// Whether a date and a clock stand at `at`. If no row of the table reads them, the stamp is not understood.
pub(super) fn is_unreadable_stamp(line: &[u8], at: usize) -> bool {
    let rest = line.get(at..).unwrap_or_default();
    let mut words = rest.split(is_separator).filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return false };
    // `30/Feb/2024:14:02:11`, `2024-02-30T14:02:11`
    let joint = first.iter().position(|byte| matches!(byte, b':' | b'T'));
    if let Some((date, clock)) = joint.and_then(|joint| first.split_at_checked(joint))
        && is_date(date)
        && stamp_end::looks_like_clock(clock, 1)
    {
        return true;
    }
    let is_name = is_month(first) || lexer::weekday(first, 0) == Some(first.len());
    let is_part = |word: &&[u8]| is_day(word) || is_year(word) || is_date(word) || is_month(word);
    (is_name || is_date(first))
        && words
            .take(4)
            .find(|word| !is_part(word))
            .is_some_and(|word| stamp_end::looks_like_clock(word, 0))
}

/// Whether a word begins with three numbers as a date has them, whatever follows.
fn begins_with_date(word: &[u8]) -> bool {
    let length =
        word.iter().take_while(|byte| byte.is_ascii_digit() || b"-/.".contains(byte)).count();
    let mut numbers = word.get(..length).unwrap_or_default().split(|byte| b"-/.".contains(byte));
    let is_number = |number: &[u8]| (1..=4).contains(&number.len());
    let (first, second, third) = (numbers.next(), numbers.next(), numbers.next());
    let all = [first, second, third].into_iter().all(|number| number.is_some_and(is_number));
    // An address has points and no number of four digits.
    let has_other_sign = word.iter().take(length).any(|byte| b"-/".contains(byte));
    all && (has_other_sign || third.is_some_and(|third| third.len() == 4))
}

/// Whether a text is a year of two digits and a day of the year, as z/OS writes it before a clock with hundredths:
/// `26064 14:02:11.65`. The digits do not say it: a process id has five as well, and would be a day in some lines only.
fn is_ordinal(text: &[u8], clock: &[u8]) -> bool {
    let is_day = text.len() == 5 && text.iter().all(u8::is_ascii_digit);
    let has_hundredths = clock.get(8) == Some(&b'.')
        && clock.get(9..).is_some_and(|decimals| lexer::digits(decimals) == 2);
    is_day && has_hundredths
}

/// Whether a word is a day of a month, a point behind it allowed.
pub(super) fn is_day(word: &[u8]) -> bool {
    let digits = lexer::digits(word);
    (1..=2).contains(&digits) && matches!(word.get(digits..), Some([] | [b'.']))
}

pub(super) fn is_year(word: &[u8]) -> bool {
    matches!(word, [b'1', b'9', _, _] | [b'2', b'0', _, _]) && word.iter().all(u8::is_ascii_digit)
}

pub(super) fn is_separator(byte: &u8) -> bool {
    b" \t,;|=[](){}<>\"'`".contains(byte)
}

fn is_month(word: &[u8]) -> bool {
    if months::month(word, 0).is_some_and(|(_, end)| end == word.len()) {
        return true;
    }
    let start = word.get(..3).unwrap_or_default().to_ascii_lowercase();
    MONTHS.contains(&start.as_slice())
        && word.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'.')
}

/// Whether a word looks like a date: numbers with `-`, `/`, points or a month name between them.
fn is_date(word: &[u8]) -> bool {
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let letters: Vec<u8> = word.iter().copied().filter(is_letter).collect();
    let parted = word.iter().filter(|byte| b"-/".contains(byte)).count() >= 1;
    let points = word.iter().filter(|byte| **byte == b'.').count();
    let has_year = word.rsplit(|byte| *byte == b'.').next().is_some_and(|part| part.len() == 4);
    let has_other = !word.is_ascii();
    let is_glog = matches!(digits, 6 | 8) && word.len() == digits + 1 && letters.len() == 1;
    if is_glog && word.first().is_some_and(u8::is_ascii_alphabetic) {
        return true;
    }
    if has_date_signs(word) || begins_with_month(word) {
        return true;
    }
    let plain = digits >= 3 && word.first().is_some_and(u8::is_ascii_digit);
    // The `W` of a week: `2026-W10`.
    let by_month =
        !letters.iter().any(u8::is_ascii_alphabetic) || letters == b"W" || is_month(&letters);
    // A run of digits in a date has 1 to 4 digits; 6 or 8 if it is a whole date or time (`20260305`, `140211`).
    let has_parts =
        word.split(|byte| !byte.is_ascii_digit()).all(|part| matches!(part.len(), 0..=4 | 6 | 8));
    plain
        && has_parts
        && by_month
        && (parted || has_other || !letters.is_empty() || (points == 2 && has_year))
}

/// Whether a number stands before a Chinese, Japanese or Korean sign for a month: `令和8年3月5日`.
fn has_date_signs(word: &[u8]) -> bool {
    let is_after_digit = |three: &[u8]| {
        three.first().is_some_and(u8::is_ascii_digit)
            && three
                .get(1..)
                .is_some_and(|sign| ["月", "월"].iter().any(|month| sign == month.as_bytes()))
    };
    word.windows(4).any(is_after_digit)
}

/// Whether a word is the name of a month, and day and year behind it: `Mar-05-2026`.
fn begins_with_month(word: &[u8]) -> bool {
    let letters =
        word.iter().take_while(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()).count();
    let Some((name, rest)) = word.split_at_checked(letters) else { return false };
    let mut numbers = rest.split(|byte| b"-/._".contains(byte)).filter(|part| !part.is_empty());
    let is_day = |part: &[u8]| part.len() <= 2 && lexer::digits(part) == part.len();
    letters > 0
        && is_month(name)
        && numbers.next().is_some_and(is_day)
        && numbers.next().is_some_and(is_year)
        && numbers.next().is_none()
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
            ("05gen2026 14:02:11", true),
            ("Mar-32-2026 14:02:11", true),
            ("2026-W10 14:02:11", true),
            ("令和8年3月5日 14:02:11", true),
            ("5 янв. 2026 г. 14:02:11", true),
            ("mar-12 14:02:11", false),
            ("203.0.113.7 14:02:11 GET", false),
            ("12 14:02:11", false),
            ("[INFO] 14:02:11", false),
            ("v1.2-3 14:02:11", false),
            ("26064 14:02:11.65", true),
            ("26467 14:02:11.65", true),
            ("26064 14:02:11", false),
            ("26064 14:02:11.655", false),
            ("[26064] 14:02:11.65", false),
            ("cart 26064 14:02:11.65", false),
        ];
        for (line, expected) in cases {
            let start = line.find("14:02").unwrap();
            let found = is_beside(line.as_bytes(), &(start..start + 8));
            assert_eq!(found, expected, "{line}");
        }
    }
}
