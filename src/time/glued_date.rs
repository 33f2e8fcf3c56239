//! Whether a date ends before a time of day that no row of the table reads because other text is glued to the
//! date: `build-2026-03-05 14:02:11`, `xMar  5 14:02:11`, `2026-03-05x 14:02:11`.

use super::adjacent_date::{is_day, is_separator, is_year};
use super::{lexer, months};

/// Whether the last words of the text before a time of day hold the parts of a date.
pub(super) fn ends(before: &[u8]) -> bool {
    let mut words = before.rsplit(is_separator).filter(|word| !word.is_empty());
    let mut next = || words.next().unwrap_or_default();
    let (last, second, third) = (next(), next(), next());
    holds_date(last)
        || begins_with_day(last) && ends_with_month(second)
        || holds_day(second) && ends_with_month(last)
        || is_day(last) && is_day(second) && ends_with_year(third)
}

fn holds_date(word: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_digit() || b"-/._".contains(byte);
    word.split(|byte| !is_part(byte)).any(holds_numbers)
        || (0..word.len()).any(|at| is_month_beside_number(word, at))
}

/// Whether numbers are a date: a year before or behind two more numbers, three pairs of digits with `-` or `/`
/// between them, or eight digits.
fn holds_numbers(text: &[u8]) -> bool {
    let is_short = |number: &[u8]| (1..=2).contains(&number.len());
    let numbers = || text.split(|byte| !byte.is_ascii_digit()).filter(|number| !number.is_empty());
    let mut triples = numbers().zip(numbers().skip(1)).zip(numbers().skip(2));
    let has_year = triples.any(|((first, middle), last)| {
        is_short(middle) && (ends_with_year(first) && is_short(last) || is_year(last))
    });
    let is_pairs = || {
        text.iter().all(|byte| !b"._".contains(byte))
            && numbers().count() == 3
            && numbers().all(|number| number.len() == 2)
    };
    has_year || is_pairs() || numbers().any(is_compact)
}

/// Whether digits are year, month and day: `20260305`.
fn is_compact(digits: &[u8]) -> bool {
    let Some((year, rest)) = digits.split_first_chunk::<4>() else { return false };
    let Some((month, day)) = rest.split_first_chunk::<2>() else { return false };
    let is_month = (b"01".as_slice()..=b"12").contains(&month.as_slice());
    is_year(year) && is_month && day.len() == 2 && (b"01".as_slice()..=b"31").contains(&day)
}

/// Whether the name of a month stands at `at`, and a number before or behind the name: `07Mar2026`, `Mar-07`.
/// In lower case the name may be a part of another word.
fn is_month_beside_number(word: &[u8], at: usize) -> bool {
    let Some(end) = month_end(word, at) else { return false };
    let (before, _) = word.split_at_checked(at).unwrap_or_default();
    let behind = word.get(end..).unwrap_or_default();
    let is_sign = |byte: &&u8| b"-/._".contains(byte);
    before.iter().rev().find(|byte| !is_sign(byte)).is_some_and(u8::is_ascii_digit)
        || behind.iter().find(|byte| !is_sign(byte)).is_some_and(u8::is_ascii_digit)
}

/// Where the name of a month ends that begins at `at` with a capital.
fn month_end(word: &[u8], at: usize) -> Option<usize> {
    word.get(at).filter(|first| first.is_ascii_uppercase())?;
    lexer::month(word, at).or_else(|| months::month(word, at)).map(|(_, end)| end)
}

fn ends_with_month(word: &[u8]) -> bool {
    (0..word.len()).any(|at| month_end(word, at) == Some(word.len()))
}

/// Whether a word begins with one or two digits and has no more: `5`, `5th`.
fn begins_with_day(word: &[u8]) -> bool {
    word.first().is_some_and(u8::is_ascii_digit) && holds_day(word)
}

fn holds_day(word: &[u8]) -> bool {
    (1..=2).contains(&word.iter().filter(|byte| byte.is_ascii_digit()).count())
}

fn ends_with_year(word: &[u8]) -> bool {
    word.last_chunk::<4>().is_some_and(|year| is_year(year))
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn dates_with_other_text_glued_to_them() {
        for before in [
            "build-2026-03-05 ",
            "x2026/03/05 ",
            "12026-03-05 ",
            "id905.03.2026 [",
            "2026-03-05_x ",
            "/var/log/a-20260305 ",
            "x26-03-05 ",
            "xMar  5 ",
            "id9Mar  5 ",
            "Mar 5th ",
            "x5 March ",
            "Thu05Mar2026 ",
            "x-05/Mar/2026 ",
            "2026 03 05 ",
            "é2026-03-05, ",
            "app-2026-03-05.log: ",
        ] {
            assert!(ends(before.as_bytes()), "{before}");
        }
    }

    #[test]
    fn words_that_are_no_dates() {
        for before in [
            "",
            "   7 ",
            "[26064] ",
            "mar-12 ",
            "203.0.113.7 ",
            "10.20.03.05:8080 ",
            "v1.2-3 ",
            "web-12 ",
            "myapp-1.12.2019-rc1.2 x ",
            "00:1a:2b:3c:4d:5e ",
            "00-11-22-33-44-55 ",
            "1234-5678-9012 ",
            "Marketing 7 ",
            "Mario64 ",
            "dismay 5 ",
            "pid 12603051 ",
            "2026 ",
            "took 12 of 20 ",
        ] {
            assert!(!ends(before.as_bytes()), "{before}");
        }
    }
}
