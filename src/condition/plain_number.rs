//! Plain decimal numbers, compared exactly by their digits: no rounding, whatever their length.

use std::cmp::Ordering;

/// A text with more digits in its exponent is no number.
const EXPONENT_DIGITS: usize = 9;

/// Digits before the point and after it of a number that [`billionths`] reads.
const SHORT_DIGITS: usize = 9;

/// A number without sign and exponent, of up to nine digits before the point and after it, as whole
/// billionths.
///
/// Numbers that come again are remembered where lines are counted; sizes and durations seldom do, and are read in
/// fewer instructions than by [`PlainNumber`].
#[inline]
pub(super) fn billionths(text: &[u8]) -> Option<u64> {
    let (mut number, mut digits, mut point) = (0_u64, 0, None);
    for byte in text {
        match byte {
            b'0'..=b'9' if digits < 2 * SHORT_DIGITS => {
                number = number * 10 + u64::from(byte - b'0');
                digits += 1;
            }
            b'.' if point.is_none() => point = Some(digits),
            _ => return None,
        }
    }
    let whole = point.unwrap_or(digits);
    let places = digits - whole;
    let is_short = digits > 0 && whole <= SHORT_DIGITS && places <= SHORT_DIGITS;
    is_short.then(|| number * POWERS[SHORT_DIGITS - places])
}

/// Powers of ten.
const POWERS: [u64; SHORT_DIGITS + 1] =
    [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

/// A decimal number as parts of its text, comparable to any other.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlainNumber<'t> {
    is_negative: bool,
    /// The digits before and after the point, leading zeros dropped; both empty for zero.
    whole: &'t [u8],
    fraction: &'t [u8],
    /// The power of ten of the first digit, plus one.
    magnitude: i64,
}

impl<'t> PlainNumber<'t> {
    /// Reads `[+-]digits[.digits][e[+-]digits]`; digits on one side of the point are enough.
    pub(super) fn parse(text: &'t [u8]) -> Option<Self> {
        let (is_negative, rest) = sign(text);
        let (whole, rest) = digits(rest);
        let (fraction, rest) = match rest.strip_prefix(b".") {
            Some(rest) => digits(rest),
            None => (&rest[..0], rest),
        };
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let exponent = exponent(rest)?;
        let whole = without_zeros(whole);
        if !whole.is_empty() {
            let magnitude = exponent.checked_add(i64::try_from(whole.len()).ok()?)?;
            return Some(Self { is_negative, whole, fraction, magnitude });
        }
        let significant = without_zeros(fraction);
        let zeros = i64::try_from(fraction.len() - significant.len()).ok()?;
        let is_negative = is_negative && !significant.is_empty();
        Some(Self { is_negative, whole, fraction: significant, magnitude: exponent - zeros })
    }

    /// The order of the two numbers.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.compare_size(other),
            (true, true) => other.compare_size(self),
        }
    }

    /// The order without signs.
    fn compare_size(&self, other: &Self) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            (false, false) => {}
        }
        self.magnitude.cmp(&other.magnitude).then_with(|| {
            let (mut left, mut right) = (self.digits(), other.digits());
            loop {
                match (left.next(), right.next()) {
                    (None, None) => return Ordering::Equal,
                    // Missing digits are zeros.
                    (one, two) => match one.unwrap_or(b'0').cmp(&two.unwrap_or(b'0')) {
                        Ordering::Equal => {}
                        order => return order,
                    },
                }
            }
        })
    }

    fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    fn digits(&self) -> impl Iterator<Item = u8> {
        self.whole.iter().chain(self.fraction).copied()
    }
}

fn sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    }
}

fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    text.split_at(text.iter().take_while(|byte| byte.is_ascii_digit()).count())
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    &digits[digits.iter().take_while(|byte| **byte == b'0').count()..]
}

/// The exponent that `text` is; 0 for an empty text.
fn exponent(text: &[u8]) -> Option<i64> {
    let Some(rest) = text.strip_prefix(b"e").or_else(|| text.strip_prefix(b"E")) else {
        return text.is_empty().then_some(0);
    };
    let (is_negative, rest) = sign(rest);
    if rest.is_empty() || rest.len() > EXPONENT_DIGITS || !rest.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = rest.iter().fold(0_i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
    Some(if is_negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::{PlainNumber, billionths};
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
    use std::cmp::Ordering;

    fn compare(left: &str, right: &str) -> Ordering {
        PlainNumber::parse(left.as_bytes())
            .unwrap()
            .compare(&PlainNumber::parse(right.as_bytes()).unwrap())
    }

    #[test]
    fn equal_numbers_in_other_words() {
        let groups = [
            vec!["0", "-0", "+0.000", "0e5", ".0", "0.", "0e-999999999"],
            vec!["1", "01", "+1", "1.0", "1e0", "0.1e1", "10e-1", "100e-2", "0.001e+3", "1."],
            vec!["-12.5", "-012.50", "-1.25e1", "-0.0125E3", "-1250e-2"],
        ];
        for group in &groups {
            for (left, right) in
                group.iter().flat_map(|left| group.iter().map(move |right| (left, right)))
            {
                assert_eq!(compare(left, right), Ordering::Equal, "{left} {right}");
            }
        }
    }

    #[test]
    fn what_is_no_number() {
        let texts =
            ["", "-", ".", "+.", "e5", "1e", "1e+", "1x", " 1", "1 ", "--1", "1.2.3", "inf", "NaN"];
        for text in texts.into_iter().chain(["0x10", "1_000", "1,5", "1e1234567890"]) {
            assert!(PlainNumber::parse(text.as_bytes()).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn floats_keep_their_order(left in any::<f64>(), right in any::<f64>()) {
            // Display writes all digits, LowerExp the shortest: both name the same float.
            if let Some(order) = left.partial_cmp(&right).filter(|_| (left - right).is_finite()) {
                prop_assert_eq!(compare(&left.to_string(), &format!("{right:e}")), order);
                prop_assert_eq!(compare(&format!("{left:e}"), &right.to_string()), order);
            }
        }

        #[test]
        fn the_order_is_that_of_the_rounded(left in "-?[0-9]{1,3}\\.[0-9]{0,25}(e-?[0-9])?", right in "-?[0-9]{1,3}(e[0-9])?") {
            let (a, b): (f64, f64) = (left.parse().unwrap(), right.parse().unwrap());
            // Rounding never turns the order round, it only makes neighbours equal.
            let order = a.partial_cmp(&b).unwrap();
            prop_assert!(order.is_eq() || compare(&left, &right) == order);
            prop_assert_eq!(compare(&left, &right), compare(&right, &left).reverse());
        }

        #[test]
        fn billionths_are_ordered_as_their_digits(
            left in "0{0,2}[0-9]{0,10}[.]?[0-9]{0,10}",
            right in "[0-9]{0,3}([.][0-9]{0,3})?",
        ) {
            let read = |text: &str| Some((billionths(text.as_bytes())?, text.to_owned()));
            if let (Some((one, left)), Some((two, right))) = (read(&left), read(&right)) {
                prop_assert_eq!(one.cmp(&two), compare(&left, &right));
            }
        }

        #[test]
        fn any_bytes_are_taken(text in "[-+0-9.eE]{0,16}") {
            if let Some(number) = PlainNumber::parse(text.as_bytes()) {
                prop_assert_eq!(number.compare(&number), Ordering::Equal);
                prop_assert!(text.parse::<f64>().is_ok());
            }
        }
    }
}
